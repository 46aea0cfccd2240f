import pytest

from qa.evaluation.datasets.analyzers import STANDARD, STEMMED, standard_words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The LID's don't-care", ["the", "lid's", "don't", "care"]),
        ("It costs $1,299.50, i.e. a lot...", ["it", "costs", "1,299.50", "i.e", "a", "lot"]),
        ("loud.Then quiet", ["loud.then", "quiet"]),
        ("ratio 3:4 but pros:cons", ["ratio", "3", "4", "but", "pros:cons"]),
        ("10.Great 4.5stars v2.0", ["10", "great", "4.5stars", "v2.0"]),
        ("snake_case ___ &amp; 5*", ["snake_case", "amp", "5"]),
        ("cafe\u0301 cr\u00e8me", ["cafe\u0301", "cr\u00e8me"]),
        ("20m² ½", ["20m"]),
    ],
)
def test_words_are_broken_as_unicode_does(text: str, expected: list[str]) -> None:
    assert standard_words(text) == expected


def test_the_standard_analyzer_reads_questions_as_it_reads_texts() -> None:
    assert STANDARD.question("How is the lid the lid?") == ["how", "is", "the", "lid", "the", "lid"]


def test_the_stemmed_analyzer_leaves_stop_words_out_of_questions_only() -> None:
    assert STEMMED.question("How are the endings?") == ["end"]
    assert STEMMED.text("the ending") == ["the", "end"]
