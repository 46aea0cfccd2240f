from __future__ import annotations

from api.streaming import Frames
from qa.alignment import Alignment
from qa.events import Begun, Told
from qa.models import Citation, Claim, Coverage, Review

TEXT = "\U0001f600 Superb! The end drags."


def review(review_id: str = "r1", **fields: object) -> Review:
    return Review(
        id=review_id,
        item_id="film",
        text=TEXT,
        source_text=TEXT,
        alignment=Alignment.identity(len(TEXT)),
        content_hash=review_id,
        **fields,  # type: ignore[arg-type]
    )


def citation(n: int = 1, of: Review | None = None) -> Citation:
    return Citation(
        n=n,
        review=of or review(),
        quote="The end drags.",
        start=10,
        end=24,
        source_start=10,
        source_end=24,
        before="",
        after="",
        stance="negative",
        score=0.9,
    )


def told(text: str, *citations: Citation) -> Told:
    claim = Claim(text=text.strip(), stance="negative", citations=tuple(one.n for one in citations))
    return Told(text=text, claim=claim, citations=citations)


COVERAGE = Coverage(reviews_in_scope=1, reviewers=1, mentioning=1, positive=0, negative=1)


def test_places_in_the_answer_and_in_the_review_count_code_points() -> None:
    frames = Frames()
    frames.of(Told(text="\U0001f600 So:"))
    *_, cited = frames.of(told(" It drags [1].", citation()))
    answer = "\U0001f600 So: It drags [1]."
    span, place = cited["data"]["answer"], cited["data"]["source"]
    assert answer[span["start"] : span["end"]] == "It drags [1]."
    assert TEXT[place["start"] : place["end"]] == cited["data"]["quote"]


def test_a_source_is_named_once() -> None:
    frames = Frames()
    begun = frames.of(Begun(answer_id="a", sources=(review(), review("r2")), coverage=COVERAGE))
    assert [frame.get("sourceId") for frame in begun] == [None, "r1", "r2", None]
    later = frames.of(told("It drags [1].", citation()))
    assert "source-document" not in [frame["type"] for frame in later]


def test_a_source_that_was_not_named_is_named_before_it_is_cited() -> None:
    frames = Frames()
    kinds = [frame["type"] for frame in frames.of(told("It drags [1].", citation()))]
    assert kinds == ["text-start", "source-document", "text-delta", "data-claim", "data-citation"]


def test_a_source_is_titled_by_who_wrote_it_and_the_stars() -> None:
    named = Frames().of(
        Begun(answer_id="a", sources=(review(author="Ana", rating=4.0, rating_scale=5.0),), coverage=COVERAGE)
    )
    assert named[1]["title"] == "Ana, 4/5"


def test_a_source_without_an_author_is_titled_by_what_it_is_of() -> None:
    named = Frames().of(Begun(answer_id="a", sources=(review(),), coverage=COVERAGE))
    assert named[1]["title"] == "film"
