"""Words and stems."""

import pytest

from qa.words import placed_words, stem, stems, words


def test_words_are_folded_and_keep_an_inner_apostrophe():
    assert words("The Critic\u2019s verdict: DON'T go.") == ["the", "critic's", "verdict", "don't", "go"]


def test_placed_words_slice_back_to_the_text():
    text = "Émile's  2nd film"

    assert [text[word.start : word.end] for word in placed_words(text)] == ["Émile's", "2nd", "film"]


@pytest.mark.parametrize(
    "family",
    [
        ("ending", "endings", "ended", "ends", "end"),
        ("performance", "performances", "performs", "performed"),
        ("battery", "batteries"),
        ("pacing", "paced", "pace"),
    ],
)
def test_forms_of_a_word_share_a_stem(family: tuple[str, ...]):
    assert len({stem(word) for word in family}) == 1


@pytest.mark.parametrize("pair", [("plot", "plan"), ("sound", "soup"), ("cast", "castle")])
def test_other_words_keep_their_own_stem(pair: tuple[str, str]):
    assert stem(pair[0]) != stem(pair[1])


def test_words_of_other_scripts_are_their_own_stem():
    assert stems("結末 концовка") == {"結末", "концовка"}
