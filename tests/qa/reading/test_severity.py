"""Grave complaints are known by their words, told with or without tone."""

import pytest

from qa.reading.severity import SEVERE_TERMS, harm_in
from qa.words import words

GRAVE = [
    ("illness", "Two of us had food poisoning by midnight."),
    ("illness", "All four of us were violently ill after the oysters."),
    ("illness", "The chicken made me sick for three days."),
    ("illness", "My daughter ended up in hospital on a drip."),
    ("illness", "We found bed bugs under the mattress on the second night."),
    ("illness", "There was black mould all over the bathroom ceiling."),
    ("danger", "The fire exit on our floor was chained shut."),
    ("danger", "The smoke alarm in the hall had no battery."),
    ("danger", "After a week the charger caught fire on the carpet."),
    ("danger", "It gave me an electric shock when I touched the lid."),
    ("danger", "I bit on a piece of glass in my soup."),
    ("danger", "One staircase, no exit: somebody could die there."),
    ("fraud", "They charged us twice and will not answer the phone."),
    ("fraud", "It is a scam, the box held an older model."),
    ("fraud", "My wallet was stolen from the safe."),
    ("fraud", "The owner refused to give us a refund."),
]
HARMLESS = [
    "I am sick of waiting for a table.",
    "The detective falls ill and is taken to a clinic by his rival.",
    "A thief steals the diamond and flees to Lisbon.",
    "The plot catches fire in the second hour.",
    "The band was on fire.",
    "There was no mould anywhere, for once.",
    "At this price it is not a scam.",
    "A killer soundtrack.",
    "The fire door was open and well lit.",
    "We paid and left a large tip.",
]


@pytest.mark.parametrize(("harm", "text"), GRAVE)
def test_a_grave_report_tells_its_harm(harm: str, text: str):
    assert harm_in(text) == harm


@pytest.mark.parametrize("text", HARMLESS)
def test_figures_of_speech_plots_and_denials_are_no_harm(text: str):
    assert harm_in(text) is None


@pytest.mark.parametrize("text", [text for _, text in GRAVE])
def test_full_text_search_finds_every_grave_report(text: str):
    """The index stems words, so that their first four letters are compared here."""
    starts = {term[:4] for term in SEVERE_TERMS}

    assert any(word[:4] in starts for word in words(text))
