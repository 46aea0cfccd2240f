from __future__ import annotations

from typing import Any

from qa.evaluation.answers import AnswerClaim, AnswerCounts, Cited, SystemAnswer
from qa.evaluation.report.seen import Seen
from qa.evaluation.runs import ReviewRow

TEXT = "The soup was cold. The waiter was kind. It was loud."
REVIEWS = {"r": ReviewRow(text=TEXT)}
COLD, KIND, LOUD = ("r", 0, 18), ("r", 19, 39), ("r", 40, 52)


def test_a_point_is_cited_by_the_numbers_that_overlap_it(make_row: Any, citing: Any) -> None:
    answer = citing(("r", TEXT, "It was loud."), ("r", TEXT, "The soup was cold."))
    seen = Seen(row=make_row(answer=answer, points=[[COLD], [KIND]]), reviews=REVIEWS)
    assert seen.cited_by == [[2], []]
    assert seen.missed == "some"


def test_an_answer_off_the_point_misses_all(make_row: Any, citing: Any) -> None:
    answer = citing(("r", TEXT, "It was loud."))
    assert Seen(row=make_row(answer=answer, points=[[COLD]]), reviews=REVIEWS).missed == "all"


def test_any_place_of_a_point_will_do(make_row: Any, citing: Any) -> None:
    answer = citing(("r", TEXT, "It was loud."))
    assert Seen(row=make_row(answer=answer, points=[[COLD, LOUD]]), reviews=REVIEWS).missed == "none"


def test_a_refusal_misses_nothing_by_itself(make_row: Any) -> None:
    answer = SystemAnswer(text="The reviews do not say.", answered=False)
    seen = Seen(row=make_row(answer=answer, points=[[COLD]]), reviews=REVIEWS)
    assert (seen.outcome, seen.missed) == ("refused", "none")


def test_the_rank_of_the_first_passage_on_a_point_is_told(make_row: Any) -> None:
    found = tuple(Cited(quote=TEXT[s:e], review_id=r, start=s, end=e) for r, s, e in (LOUD, COLD, COLD))
    answer = SystemAnswer(text="So.", answered=True, retrieved=found)
    seen = Seen(row=make_row(answer=answer, points=[[COLD], [KIND]]), reviews=REVIEWS)
    assert seen.retrieved_at == [2, None]


def test_a_passage_without_offsets_is_looked_for(make_row: Any) -> None:
    found = (Cited(quote="It was quiet.", review_id="r"), Cited(quote="The soup was cold.", review_id="r"))
    answer = SystemAnswer(text="So.", answered=True, retrieved=found)
    seen = Seen(row=make_row(answer=answer, points=[[COLD]]), reviews=REVIEWS)
    assert seen.retrieved_at == [2]


def test_an_altered_quote_is_near_its_point_and_cites_nothing(make_row: Any) -> None:
    altered = Cited(quote="The soup was gold.", review_id="r", start=0, end=18)
    sound = Cited(quote="The waiter was kind.", review_id="r", start=19, end=39)
    answer = SystemAnswer(text="So [1] [2].", answered=True, citations=(altered, sound))
    seen = Seen(row=make_row(answer=answer, points=[[COLD], [KIND]]), reviews=REVIEWS)
    assert (seen.cited_by, seen.nearly_cited_by) == ([[], [2]], [[1], []])
    assert seen.missed == "some"


def test_what_a_refusal_cites_counts_for_nothing(make_row: Any, citing: Any) -> None:
    answer = citing(("r", TEXT, "The soup was cold.")).model_copy(update={"answered": False})
    assert Seen(row=make_row(answer=answer, points=[[COLD]]), reviews=REVIEWS).cited_by == [[]]


def test_numbers_that_lead_nowhere_are_found_in_text_and_claims(make_row: Any, citing: Any) -> None:
    claims = (AnswerClaim(text="Cold.", citations=(1, 7)),)
    answer = citing(("r", TEXT, "The soup was cold."), text="Cold [1], they say [3].", claims=claims)
    assert Seen(row=make_row(answer=answer), reviews=REVIEWS).dangling == [3, 7]


def test_counts_are_held_against_what_is_wanted(make_row: Any) -> None:
    answer = SystemAnswer(text="So.", answered=True, counts=AnswerCounts(mentioning=3))
    case = {"counts": {"mentioning": {"min": 1, "max": 2}, "negative": 1}}
    seen = Seen(row=make_row(answer=answer, case=case), reviews=REVIEWS)
    assert seen.counts == [("mentioning", "1 to 2", 3, False), ("negative", "1", None, False)]
    assert seen.miscounts


def test_words_may_stand_in_the_answer_or_its_quotes(make_row: Any, citing: Any) -> None:
    answer = citing(("r", TEXT, "The waiter was kind."), text="Yes [1].")
    case = {"must_contain": ["KIND", ["rude", "slow"]], "must_not_contain": ["yes"]}
    seen = Seen(row=make_row(answer=answer, case=case), reviews=REVIEWS)
    assert seen.words_wanted == [(("KIND",), True), (("rude", "slow"), False)]
    assert seen.says_forbidden
