"""The reader on sentences written for it: films, hotels, restaurants and gadgets."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.models import Vectors
from qa.reading.opinion import ProbeReader, ProbeWeights, open_opinion_reader, sentence_terms
from vectorstore.embedding import BUNDLED_DIMENSION, open_embedder

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
FLOOR_ALONE = 0.75  # without vectors


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Vectors]:
    embedder = open_embedder("default", tmp_path_factory.mktemp("models"))
    return {text: embedder.embed_query(text) for text in PRAISE + COMPLAINT + PLOT}


def read(texts: list[str], bundled: dict[str, Vectors]) -> tuple[np.ndarray, np.ndarray]:
    reader = open_opinion_reader(uses_bundled_vectors=True)
    return reader.read(texts, np.stack([bundled[text] for text in texts]))


def read_alone(texts: list[str]) -> tuple[np.ndarray, np.ndarray]:
    return open_opinion_reader(uses_bundled_vectors=False).read(texts, np.zeros((len(texts), 3), np.float32))


def test_praise_reads_as_for(bundled: dict[str, Vectors]) -> None:
    assert np.mean(read(PRAISE, bundled)[1] > 0) >= FLOOR


def test_complaints_read_as_against(bundled: dict[str, Vectors]) -> None:
    assert np.mean(read(COMPLAINT, bundled)[1] < 0) >= FLOOR


def test_praise_and_complaints_read_as_opinion(bundled: dict[str, Vectors]) -> None:
    assert np.mean(read(PRAISE + COMPLAINT, bundled)[0] > 0.5) >= FLOOR


def test_plot_reads_as_no_opinion(bundled: dict[str, Vectors]) -> None:
    assert np.mean(read(PLOT, bundled)[0] < 0.5) >= FLOOR


def test_praise_reads_as_for_from_its_text_alone() -> None:
    assert np.mean(read_alone(PRAISE)[1] > 0) >= FLOOR_ALONE


def test_complaints_read_as_against_from_their_text_alone() -> None:
    assert np.mean(read_alone(COMPLAINT)[1] < 0) >= FLOOR_ALONE


def test_plot_reads_as_no_opinion_from_its_text_alone() -> None:
    assert np.mean(read_alone(PLOT)[0] < 0.5) >= FLOOR_ALONE


def test_a_denied_complaint_reads_as_praise() -> None:
    denied, plain = read_alone(["I can't fault the battery.", "The battery is at fault."])[1]
    assert denied > 0.5 > plain


def test_a_sentence_reads_the_same_alone_and_among_others(bundled: dict[str, Vectors]) -> None:
    opinion, polarity = read(PRAISE, bundled)
    single_opinion, single_polarity = read(PRAISE[:1], bundled)
    assert float(single_opinion[0]) == pytest.approx(float(opinion[0]), abs=1e-6)
    assert float(single_polarity[0]) == pytest.approx(float(polarity[0]), abs=1e-6)


def test_no_sentences_make_no_readings() -> None:
    reader = open_opinion_reader(uses_bundled_vectors=True)
    opinion, polarity = reader.read([], np.empty((0, BUNDLED_DIMENSION), np.float32))
    assert opinion.shape == polarity.shape == (0,)


def test_vectors_of_another_model_are_refused() -> None:
    reader = open_opinion_reader(uses_bundled_vectors=True)
    with pytest.raises(ValueError, match="384"):
        reader.read(["Good."], np.zeros((1, 8), np.float32))


def test_text_alone_takes_vectors_of_any_width() -> None:
    assert read_alone(["Good."])[0].shape == (1,)


@given(st.lists(st.text(max_size=80), max_size=8))
def test_readings_are_bounded_single_floats_one_a_sentence(texts: list[str]) -> None:
    opinion, polarity = read_alone(texts)
    assert opinion.dtype == polarity.dtype == np.float32
    assert opinion.shape == polarity.shape == (len(texts),)
    assert np.all((opinion >= 0) & (opinion <= 1))
    assert np.all((polarity >= -1) & (polarity <= 1))


def tiny_weights() -> ProbeWeights:
    """Two terms over vectors of one number: `good` counts for 4 and `~good` for -4 in polarity."""
    return ProbeWeights(
        terms={"good": 0, "~good": 1},
        term_weights=np.array([[1, 4], [1, -4]], np.float32),
        opinion_hidden=np.array([[2, -6], [3, 1]], np.float32),
        opinion_hidden_bias=np.array([-1, 0], np.float32),
        opinion_output=np.array([1, 100], np.float32),
        opinion_bias=np.array(-2, np.float32),
        polarity_weights=np.array([2, 1], np.float32),
        polarity_bias=np.array(-1, np.float32),
        alone_weights=np.array([1, 0.5], np.float32),
        alone_bias=np.array([0, 0], np.float32),
    )


def test_polarity_adds_up_vector_and_terms() -> None:
    # 2 x 0.5 + 4 - 1 = 4 -> 2 x 0.9820 - 1 = 0.9640
    reader = ProbeReader(tiny_weights(), uses_vectors=True)
    polarity = reader.read(["Good."], np.array([[0.5]], np.float32))[1]
    assert float(polarity[0]) == pytest.approx(0.9640, abs=1e-4)


def test_opinion_passes_through_rectified_units() -> None:
    # The units hold 2 x 0.5 + 3 - 1 = 3 and -6 x 0.5 + 1 = -2, which counts as 0; 3 - 2 = 1 -> 0.7311
    reader = ProbeReader(tiny_weights(), uses_vectors=True)
    opinion = reader.read(["Good."], np.array([[0.5]], np.float32))[0]
    assert float(opinion[0]) == pytest.approx(0.7311, abs=1e-4)


def test_the_text_alone_has_a_scale_of_its_own() -> None:
    # polarity: 4 x 0.5 = 2 -> 2 x 0.8808 - 1 = 0.7616, and its mirror image once negated
    reader = ProbeReader(tiny_weights(), uses_vectors=False)
    polarity = reader.read(["good", "not good"], np.zeros((2, 1), np.float32))[1]
    assert polarity.tolist() == pytest.approx([0.7616, -0.7616], abs=1e-4)


def test_terms_are_words_and_pairs_in_lower_case() -> None:
    assert sentence_terms("Nice, bright Screen!") == {"nice", "bright", "screen", "bright screen", "!"}


def test_a_negator_turns_round_the_three_words_after_it() -> None:
    assert sentence_terms("isn't it a good film") >= {"isn't", "~it", "~a", "~good", "film"}


def test_punctuation_ends_a_negation() -> None:
    assert sentence_terms("No, good") == {"no", "good"}


def test_a_curly_apostrophe_is_an_apostrophe() -> None:
    assert sentence_terms("don\u2019t") == {"don't"}


def test_only_the_first_three_hundred_words_count() -> None:
    assert "last" not in sentence_terms("word " * 300 + "last")


def test_the_weights_stay_small_enough_to_ship() -> None:
    from qa.reading.opinion import WEIGHTS_FILE

    assert Path(WEIGHTS_FILE).stat().st_size < 1_500_000
