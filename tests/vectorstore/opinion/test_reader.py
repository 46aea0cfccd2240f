"""The reader on sentences written for it: films, hotels, restaurants and gadgets."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as checked
from hypothesis import strategies as st

from qa.answering.candidates import CLEAR_OPINION
from vectorstore.opinion import EncoderReader, open_opinion_reader

PRAISE = [
    "The battery easily lasts two full days.",
    "I love the screen, which is bright and razor sharp.",
    "Setting it up took five minutes and everything just worked.",
    "Best headphones I have ever owned.",
    "Great sound for the price.",
    "It has never crashed on me.",
    "The room was spotless and wonderfully quiet.",
    "Staff went out of their way to help us.",
    "Breakfast was delicious, with plenty of choice.",
    "We would gladly stay here again.",
    "The pasta was cooked to perfection.",
    "Lovely terrace and friendly waiters.",
    "A gripping thriller with a superb leading performance.",
    "The dialogue sparkles and the pacing never flags.",
    "It is a tender, funny and quietly devastating film.",
    "Her direction is assured, and the photography is gorgeous.",
    "One of the finest pictures of the year.",
    "The ending moved me to tears.",
    "Easy to use.",
    "Highly recommended!",
]

COMPLAINT = [
    "The battery died after three weeks.",
    "The screen scratches far too easily.",
    "Setup was a nightmare and support never answered.",
    "It broke the first time I used it.",
    "Tinny sound and a flimsy plastic case.",
    "Not worth the money.",
    "The room was dirty and smelled of smoke.",
    "Staff were rude and the check-in took an hour.",
    "Breakfast was cold and tasteless.",
    "We will not be staying here again.",
    "The steak was overcooked and far too salty.",
    "The service was painfully slow.",
    "The plot makes no sense and the jokes fall flat.",
    "A dull, bloated sequel that nobody needed.",
    "The dialogue is wooden and the pacing drags.",
    "He is badly miscast and never convincing.",
    "The ending is a lazy cop-out.",
    "It wastes a talented cast on a tired script.",
    "Very noisy.",
    "A complete waste of two hours.",
]

PLOT = [
    "Anna returns to the village where her brother drowned ten years before.",
    "The detective follows the suspect to a warehouse by the docks.",
    "When the king dies, his two sons go to war over the throne.",
    "A young teacher moves to Lisbon and rents a flat above a bakery.",
    "Years later the soldiers meet again at the funeral of their captain.",
    "She hides the letters in the attic and tells nobody.",
    "Two thieves plan to rob the bank where one of their mothers works.",
    "On the night of the wedding, a stranger arrives with a child.",
    "The boy runs away from the orphanage and joins a travelling circus.",
    "His wife discovers the affair and leaves for Paris with their daughter.",
]

FLOOR = 0.8  # of the sentences on the right side, these being plain ones


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> EncoderReader:
    return open_opinion_reader(tmp_path_factory.mktemp("models"))


def test_praise_reads_as_for(reader: EncoderReader) -> None:
    assert np.mean(reader.read(PRAISE)[1] > 0) >= FLOOR


def test_complaints_read_as_against(reader: EncoderReader) -> None:
    assert np.mean(reader.read(COMPLAINT)[1] < 0) >= FLOOR


def test_praise_and_complaints_read_as_opinion(reader: EncoderReader) -> None:
    assert np.mean(reader.read(PRAISE + COMPLAINT)[0] >= CLEAR_OPINION) >= FLOOR


def test_plot_reads_as_no_opinion(reader: EncoderReader) -> None:
    assert np.mean(reader.read(PLOT)[0] < CLEAR_OPINION) >= FLOOR


def test_a_sentence_reads_nearly_the_same_alone_and_among_others(reader: EncoderReader) -> None:
    # Whole numbers of 8 bits are scaled by batch, so that the last digits differ; polarity runs from -1 to 1.
    opinion, polarity = reader.read(PRAISE)
    single_opinion, single_polarity = reader.read(PRAISE[:1])
    assert float(single_opinion[0]) == pytest.approx(float(opinion[0]), abs=0.05)
    assert float(single_polarity[0]) == pytest.approx(float(polarity[0]), abs=0.1)


def test_no_sentences_make_no_readings_and_load_nothing(tmp_path: Path) -> None:
    opinion, polarity = open_opinion_reader(tmp_path / "models").read([])
    assert opinion.shape == polarity.shape == (0,)
    assert not (tmp_path / "models").exists()


@given(st.lists(st.text(max_size=80), max_size=4))
@checked(max_examples=25, deadline=None)
def test_readings_are_bounded_single_floats_one_a_sentence(reader: EncoderReader, texts: list[str]) -> None:
    opinion, polarity = reader.read(texts)
    assert opinion.dtype == polarity.dtype == np.float32
    assert opinion.shape == polarity.shape == (len(texts),)
    assert np.all((opinion >= 0) & (opinion <= 1))
    assert np.all((polarity >= -1) & (polarity <= 1))
