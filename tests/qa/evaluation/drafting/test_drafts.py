from __future__ import annotations

from collections import Counter

import pytest

from qa.evaluation.cases import Bounds, Scope
from qa.evaluation.drafting.absences import absent_questions, sought_subjects
from qa.evaluation.drafting.drafts import draft
from qa.evaluation.drafting.material import Material
from qa.evaluation.drafting.proposals import Proposal
from qa.evaluation.gold import ground
from tests.qa.evaluation.drafting.conftest import MakeMaterial


@pytest.fixture
def hotel(material: MakeMaterial) -> Material:
    return material(
        item_id="Hotel Lanternhuis",
        closeness={"pool": 0.2, "wifi": 0.1, "pets": 0.3, "gym": 0.7, "casino": 0.25, "laundry": 0.2},
        authors={"a": "Ana Bell", "b": "x17"},
        a=[
            ("The hotel breakfast was superb.", 0.9, 0.9),
            ("The room was dirty and the bed was terrible.", 0.9, -0.9),
            ("The bells are awful all night long.", 0.9, -0.9),
            ("I would stay again for the breakfast.", 0.8, 0.5),
        ],
        b=[
            ("Our room was spotless and the staff were kind.", 0.9, 0.9),
            ("Breakfast was dreadful, and dreadfully slow.", 0.9, -0.9),
            ("Those bells are lovely to wake up to.", 0.9, 0.9),
            ("Parking is 24 euros a night.", 0.1, 0.0),
        ],
        c=[
            ("We heard the bells at night in the hotel.", 0.2, 0.0),
            ("Breakfast comes at seven.", 0.1, 0.0),
            ("It is nicer than The Gilded Heron, where I stayed.", 0.7, 0.3),
        ],
    )


def one(proposals: list[Proposal], sort: str, aspect: str) -> Proposal:
    (found,) = [p for p in proposals if (p.sort, p.aspect) == (sort, aspect)]
    return found


def quotes(proposal: Proposal) -> list[str]:
    return [passage.quote or "" for point in proposal.case.evidence for passage in point.any_of]


def test_all_evidence_stands_in_the_reviews_in_scope(hotel: Material) -> None:
    for proposal in draft(hotel):
        scope = proposal.case.scope.filters()
        in_scope = [review for review in hotel.reviews.values() if review.is_in(scope)]
        assert ground(proposal.case, in_scope)[1] == []


def test_a_side_that_is_taken_is_asked_about(hotel: Material) -> None:
    drafted = draft(hotel, limit=99)
    against = one(drafted, "dislike", "breakfast")
    assert against.case.stance == "negative"
    assert quotes(against) == ["Breakfast was dreadful, and dreadfully slow."]
    assert against.case.tags == ("dislike", "breakfast")
    assert against.case.scope == Scope(item_id="Hotel Lanternhuis")
    assert "breakfast" in against.case.question


def test_where_reviews_divide_both_sides_are_wanted(hotel: Material) -> None:
    divided = one(draft(hotel, limit=99), "mixed", "breakfast")
    assert divided.case.stance == "mixed"
    assert {point.stance for point in divided.case.evidence} == {"positive", "negative"}


def test_a_count_has_a_quote_from_each_review_that_counts(hotel: Material) -> None:
    counted = one(draft(hotel, limit=99), "count", "bell")
    assert counted.case.question == "How many guests mention the bells?"
    assert counted.case.counts.wanted() == {
        "reviews_in_scope": Bounds(min=3, max=3),
        "mentioning": Bounds(min=3, max=3),
    }
    reviews = [passage.review for point in counted.case.evidence for passage in point.any_of]
    assert sorted(filter(None, reviews)) == ["a", "b", "c"]


def test_the_whole_a_fact_a_comparison_and_the_verdict_are_asked_for(hotel: Material) -> None:
    drafted = draft(hotel, limit=99)
    assert one(drafted, "dislike", "").case.question == "What did guests dislike about the hotel?"
    assert one(drafted, "verdict", "").case.question == "Would guests stay there again?"
    assert quotes(one(drafted, "verdict", "")) == ["I would stay again for the breakfast."]
    assert one(drafted, "fact", "price of parking").case.must_contain == (("24 euros",),)
    assert quotes(one(drafted, "comparison", "")) == ["It is nicer than The Gilded Heron, where I stayed."]


def test_one_reviewer_is_asked_about_by_name_where_it_is_one(hotel: Material) -> None:
    drafted = draft(hotel, limit=99)
    own = one(drafted, "dislike", "review a")
    assert own.case.question == "What did Ana Bell dislike?"
    assert own.case.scope == Scope(item_id="Hotel Lanternhuis", review_id="a")
    assert own.case.tags == ("dislike", "one-review")


def test_what_no_review_tells_by_word_or_meaning_is_to_be_refused(hotel: Material) -> None:
    assert {"pool", "wifi", "gym"} <= set(sought_subjects(hotel))
    asked = absent_questions(hotel)
    assert [missing.subject for missing in asked] == ["wifi", "laundry", "pool", "casino", "pets"]
    absent = [p for p in draft(hotel, limit=99) if p.sort == "absent"]
    assert all(not p.case.answerable and not p.case.evidence for p in absent)


def test_what_a_review_has_a_word_of_is_not_absent(material: MakeMaterial) -> None:
    made = material(a=["The hotel room had a pool, and a gym."], closeness={"pool": 0.0, "gym": 0.0})
    assert not {"pool", "gym"} & set(sought_subjects(made))
    assert absent_questions(made) == []


def test_questions_to_refuse_are_few_beside_the_others(hotel: Material) -> None:
    drafted = draft(hotel, limit=99)
    absent = sum(p.sort == "absent" for p in drafted)
    assert 2 <= absent <= max(2, (len(drafted) - absent) // 3)


def test_no_two_are_of_one_sort_and_aspect_or_ask_the_same(hotel: Material) -> None:
    drafted = draft(hotel, limit=99)
    assert max(Counter((p.sort, p.aspect) for p in drafted).values()) == 1
    assert max(Counter((p.case.question, p.case.scope) for p in drafted).values()) == 1
    assert max(Counter(p.case.key for p in drafted).values()) == 1


def test_the_first_ones_are_varied(hotel: Material) -> None:
    assert len({p.sort for p in draft(hotel, limit=10)}) >= 5


def test_a_draft_is_the_same_every_time_and_no_longer_than_wanted(hotel: Material) -> None:
    assert draft(hotel, limit=7) == draft(hotel, limit=7) == draft(hotel, limit=99)[:7]


def test_copied_reviews_are_one_point_with_two_places(material: MakeMaterial) -> None:
    line = ("The hotel room was dirty and it smelled of smoke.", 0.9, -0.9)
    made = material(a=[line], b=[line], c=[("We slept well in the hotel.", 0.2, 0.1)])
    (point,) = one(draft(made), "dislike", "").case.evidence
    assert [passage.review for passage in point.any_of] == ["a", "b"]


def test_of_one_review_it_is_asked_what_the_reviewer_thinks(material: MakeMaterial) -> None:
    made = material(
        a=[
            ("The film has a superb cast.", 0.9, 0.9),
            ("The ending of this film is dreadful.", 0.9, -0.9),
            ("The music in this film is annoying.", 0.9, -0.9),
        ]
    )
    drafted = draft(made)
    assert one(drafted, "dislike", "").case.question == "What did the reviewer dislike about the film?"
    assert not [p for p in drafted if p.sort in ("count", "mixed")]
    assert not [p for p in drafted if "do the reviewer" in p.case.question]


def test_reviews_that_say_nothing_make_no_cases_but_absent_ones(material: MakeMaterial) -> None:
    drafted = draft(material(a=[("Arrived Tuesday.", 0.1, 0.0)], closeness={"waterproof": 0.1}))
    assert {p.sort for p in drafted} <= {"absent"}
