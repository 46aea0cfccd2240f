"""The sentences that a model is shown."""

from __future__ import annotations

from qa.generation.evidence import MAX_CHARS, MAX_SENTENCE_CHARS, MAX_SENTENCES, shown_evidence
from qa.models import Hit
from tests.qa.generation.builders import hit, review, shown


def _lamps(count: int, review_id: str = "r") -> list[Hit]:
    texts = [f"Lamp number {n:03}." for n in range(count)]
    home = review(" ".join(texts), review_id)
    return [hit(home, text) for text in texts]


def _texts(hits: tuple[Hit, ...]) -> list[str]:
    return [one.text for one in hits]


def test_numbers_begin_at_one_and_there_is_nothing_beyond() -> None:
    first, second = _lamps(2)
    evidence = shown(first, second)
    assert [evidence.numbered(n) for n in (-1, 0, 1, 2, 3)] == [None, None, first, second, None]


def test_each_review_is_named_once_in_the_order_shown() -> None:
    (one, two), (other,) = _lamps(2, "a"), _lamps(1, "b")
    assert [r.id for r in shown(one, other, two).reviews] == ["a", "b"]
    assert shown().reviews == ()


def test_a_sentence_is_shown_on_one_line_and_cut_where_it_is_very_long() -> None:
    text = "The lamp\r\n \u2028glows \x85 on."
    assert shown().text_of(hit(review(text), text)) == "The lamp glows on."
    whole, long = "x" * MAX_SENTENCE_CHARS, "x" * (MAX_SENTENCE_CHARS + 1)
    assert shown().text_of(hit(review(whole), whole)) == whole
    assert shown().text_of(hit(review(long), long)) == whole + "\u2026"


def test_reviews_come_best_first_and_their_sentences_as_they_stand() -> None:
    a, b = _lamps(3, "a"), _lamps(2, "b")
    evidence = shown_evidence([b[1], a[2], a[0], b[0]])
    assert [(one.review.id, one.span.start) for one in evidence.hits] == [
        ("b", b[0].span.start),
        ("b", b[1].span.start),
        ("a", a[0].span.start),
        ("a", a[2].span.start),
    ]


def test_only_the_best_are_shown() -> None:
    lamps = _lamps(MAX_SENTENCES + 5)
    assert shown_evidence(lamps).hits == tuple(lamps[:MAX_SENTENCES])
    assert shown_evidence(lamps[:MAX_SENTENCES]).hits == tuple(lamps[:MAX_SENTENCES])


def test_no_more_characters_are_shown_than_there_is_room_for() -> None:
    texts = [f"{n}" * (MAX_CHARS // 10) for n in range(1, 10)]
    texts.append("a" * (MAX_CHARS // 10))
    home = review(" ".join([*texts, "z"]))
    hits = [hit(home, text) for text in texts]
    assert len(shown_evidence([*hits, hit(home, "z")]).hits) == 10


def test_the_first_is_shown_however_long_it_is_and_counts_as_cut() -> None:
    long = "x" * (3 * MAX_CHARS)
    home = review(f"{long} A lamp.")
    assert _texts(shown_evidence([hit(home, long), hit(home, "A lamp.")]).hits) == [long, "A lamp."]


def test_what_must_be_shown_is_shown_first_and_once() -> None:
    a, b = _lamps(3, "a"), _lamps(MAX_SENTENCES, "b")
    evidence = shown_evidence([a[0], *b], must=[a[0], a[1]])
    assert evidence.hits[:2] == (a[0], a[1])
    assert len(evidence.hits) == MAX_SENTENCES
    assert len({(one.review.id, one.span.start) for one in evidence.hits}) == MAX_SENTENCES


def test_all_that_must_be_shown_is() -> None:
    must = _lamps(MAX_SENTENCES + 3, "a")
    assert shown_evidence(_lamps(2, "b"), must=must).hits == tuple(must)


def test_nothing_found_is_nothing_shown() -> None:
    assert shown_evidence([]).hits == ()
