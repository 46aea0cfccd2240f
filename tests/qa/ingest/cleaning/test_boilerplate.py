"""Scraper residue, and words that only look like it."""

import pytest

from qa.alignment import Alignment
from qa.ingest.cleaning.boilerplate import boilerplate_edits


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("to fake the call.Advertisement Such things", "to fake the call. Such things"),
        ("short on wit. AdvertisementThe plot", "short on wit. The plot"),
        ("back to Dover.AdvertisementThe rest", "back to Dover. The rest"),
        ("no sound Advertisement", "no sound Advertisement"),
        ("It ends well. Advertisement", "It ends well."),
        ("It ends well.Advertisement", "It ends well."),
        ("Advertisement\nIt starts well.", "\nIt starts well."),
        ("Advertisement It starts well.", "It starts well."),
        ("One.AdvertisementAdvertisementTwo", "One. Two"),
        ('She said "go."Advertisement"I will," he said.', 'She said "go." "I will," he said.'),
        ("One. ADVERTISEMENT Two", "One. Two"),
        ("One. Advertisement - Continue Reading Below Two", "One. Two"),
        ("It is long. Read more", "It is long."),
        ("It is long. Show less\n", "It is long."),
    ],
)
def test_residue_is_taken_out(source, text):
    assert Alignment.from_edits(source, boilerplate_edits(source))[0] == text


@pytest.mark.parametrize(
    "text",
    [
        "an advertisement for soap",
        "Advertisements are everywhere.",
        'a film called "Advertisement"',
        "He sold space. Advertisement was his trade.",
        "He wrote. Advertisement Age printed it.",
        "I want to read more",
        "It was fun. Read more of her books.",
    ],
)
def test_words_of_the_author_stay(text):
    assert boilerplate_edits(text) == []
