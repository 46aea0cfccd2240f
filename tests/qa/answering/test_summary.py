from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from qa.alignment import Span
from qa.answering.summary import Remark, SpokenAspect, most_divided, summarized
from qa.models import Coverage, Hit, Item, Review, Summary

MakeReview = Callable[..., Review]
ITEM = Item(id="inn", title="The Inn", reviews=4, rated=2, mean_rating=0.7)
EVERYBODY = Coverage(reviews_in_scope=4, reviewers=4, mentioning=4, positive=3, negative=2)


def remark(review: Review, *, polarity: float, at: int = 0) -> Remark:
    """The whole review as one remark, in a direction of its own: `at` is its place among eight."""
    hit = Hit(
        review=review,
        span=Span(0, len(review.text)),
        score=0.5,
        opinion=0.9,
        polarity=polarity,
        ordinal=0,
    )
    return Remark(hit=hit, vector=np.eye(8, dtype=np.float32)[at])


def aspect(
    phrase: str = "the beds",
    *remarks: Remark,
    positive: int = 0,
    negative: int = 0,
    mentioning: int | None = None,
    scope: int = 4,
    at: int = 0,
    named: bool = False,
    usual: bool = False,
) -> SpokenAspect:
    counts = Coverage(
        reviews_in_scope=scope,
        reviewers=scope,
        mentioning=positive + negative if mentioning is None else mentioning,
        positive=positive,
        negative=negative,
    )
    return SpokenAspect(
        phrase=phrase,
        plural=phrase.endswith("s"),
        usual=usual,
        named_by_caller=named,
        coverage=counts,
        vector=np.eye(8, dtype=np.float32)[at],
        remarks=remarks,
    )


def summary(aspects: Sequence[SpokenAspect], remarks: Sequence[Remark] = (), **options: int) -> Summary:
    spoken = [*remarks, *(one for each in aspects for one in each.remarks)]
    reviews = {one.hit.review.id: one.hit.review for one in spoken}
    return summarized(ITEM, EVERYBODY, aspects, spoken, reviews, **options)


def test_an_aspect_cites_both_sides_the_side_of_more_reviews_first(review: MakeReview) -> None:
    soft = remark(review("The beds are soft.", "a"), polarity=0.9, at=0)
    hard, short = (
        remark(review("Hard beds.", "b"), polarity=-0.9, at=1),
        remark(review("Beds too short for me.", "c"), polarity=-0.8, at=2),
    )
    made = summary([aspect("the beds", soft, hard, short, positive=1, negative=2)])
    assert [(one.n, one.quote, one.stance) for one in made.citations] == [
        (1, "Hard beds.", "negative"),
        (2, "Beds too short for me.", "negative"),
        (3, "The beds are soft.", "positive"),
    ]
    assert made.aspects[0].citations == (1, 2, 3)
    assert made.most_divided == "the beds"


def test_a_side_on_which_no_review_is_counted_is_not_cited(review: MakeReview) -> None:
    soft = remark(review("The beds are soft.", "a"), polarity=0.9)
    hard = remark(review("Hard beds.", "b"), polarity=-0.9, at=1)
    made = summary([aspect("the beds", soft, hard, positive=2, negative=0)])
    assert [made.citations[n - 1].stance for n in made.aspects[0].citations] == ["positive"]


def test_no_more_quotes_are_shown_on_a_side_than_asked_for_or_than_reviews_are_counted(
    review: MakeReview,
) -> None:
    texts = ("Soft beds.", "I slept well.", "What pillows!", "Firm mattress, just right.")
    many = [remark(review(text, f"r{n}"), polarity=0.9, at=n) for n, text in enumerate(texts)]
    for asked, counted, shown in ((2, 4, 2), (4, 1, 1)):
        made = summary([aspect("the beds", *many, positive=counted)], max_citations=asked)
        assert len(made.aspects[0].citations) == shown


def test_of_alike_remarks_one_is_shown_and_one_of_a_review_where_there_are_several(
    review: MakeReview,
) -> None:
    both = review("Soft beds. Lovely pillows.", "a")
    first = remark(both, polarity=0.9)
    copied = remark(review("Soft beds. Lovely pillows.", "b"), polarity=0.9, at=0)
    made = summary([aspect("the beds", first, copied, positive=2)])
    assert [one.review.id for one in made.citations] == ["a"]


def test_the_aspects_that_most_is_said_of_are_kept_and_every_one_that_is_named(review: MakeReview) -> None:
    few = aspect("the rug", remark(review("A thin rug.", "a"), polarity=-0.9), negative=1, at=1)
    more = aspect("the beds", remark(review("Soft beds.", "b"), polarity=0.9, at=1), positive=3, at=2)
    named = aspect("the moat", named=True, at=3)
    made = summary([few, more, named], max_aspects=1)
    assert [(one.aspect, one.named_by_caller) for one in made.aspects] == [
        ("the moat", True),
        ("the beds", False),
    ]


def test_a_usual_aspect_weighs_more_than_another(review: MakeReview) -> None:
    rug = aspect("the rug", remark(review("A thin rug.", "a"), polarity=-0.9), negative=3, at=1)
    food = aspect(
        "the food", remark(review("Fine food.", "b"), polarity=0.9, at=1), positive=3, at=2, usual=True
    )
    assert [one.aspect for one in summary([rug, food]).aspects] == ["the food", "the rug"]


def test_one_aspect_under_two_names_is_shown_once(review: MakeReview) -> None:
    soft = remark(review("Soft beds and pillows.", "a"), polarity=0.9)
    near = summary([aspect("the beds", soft, positive=2, at=1), aspect("the bed", soft, positive=1, at=1)])
    shared = summary(
        [aspect("the beds", soft, positive=2, at=1), aspect("the pillows", soft, positive=1, at=2)]
    )
    assert [one.aspect for one in near.aspects] == [one.aspect for one in shared.aspects] == ["the beds"]


def test_points_say_how_many_reviews_take_the_side(review: MakeReview) -> None:
    soft = remark(review("Soft beds.", "a"), polarity=0.9)
    slow = remark(review("Slow lift.", "b"), polarity=-0.9, at=1)
    made = summary(
        [
            aspect("the beds", soft, positive=2, mentioning=3, at=1),
            aspect("the lift", slow, negative=1, mentioning=1, at=2),
        ]
    )
    assert made.pros[0].text == "The beds: praised in 2 of 3 reviews that mention them"
    assert made.cons[0].text == "The lift: criticised in 1 of 1 review that mentions it"
    assert [made.citations[n - 1].quote for n in made.cons[0].citations] == ["Slow lift."]


def test_a_point_of_a_single_review_counts_nothing(review: MakeReview) -> None:
    soft = remark(review("Soft beds.", "a"), polarity=0.9)
    assert summary([aspect("the beds", soft, positive=1, scope=1)]).pros[0].text == "The beds"


def test_clear_words_on_anything_fill_up_where_aspects_make_few_points(review: MakeReview) -> None:
    made = summary([], [remark(review("What a lovely inn.", "a"), polarity=0.9)])
    assert [point.text for point in made.pros] == ["\u201cWhat a lovely inn.\u201d"]
    assert made.cons == ()
    assert made.citations[made.pros[0].citations[0] - 1].quote == "What a lovely inn."


def test_reviews_divide_most_where_most_stand_against_each_other() -> None:
    assert most_divided([aspect("a", positive=1, negative=1), aspect("b", positive=3, negative=2)]) == "b"
    assert most_divided([aspect("a", positive=5, negative=1)]) is None
    assert most_divided([aspect("a", positive=1, negative=1, mentioning=1)]) is None


def test_a_quote_that_its_review_does_not_hold_is_not_shown(review: MakeReview) -> None:
    soft = remark(review("Soft beds.", "a"), polarity=0.9)
    changed = {"a": review("Hard beds.", "a")}
    made = summarized(ITEM, EVERYBODY, [aspect("the beds", soft, positive=1)], [soft], changed)
    assert made.citations == made.pros == made.aspects[0].citations == ()
