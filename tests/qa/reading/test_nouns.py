from __future__ import annotations

import pytest

from qa.reading.nouns import NamedThing, named_things, plural_of


def found(*said: tuple[str, str], voices: int = 1, usual: frozenset[str] = frozenset()) -> list[NamedThing]:
    return named_things(said, voices=voices, usual=usual)


def names(things: list[NamedThing]) -> list[str]:
    return [thing.name for thing in things]


def test_a_thing_is_a_word_that_stands_where_a_noun_does() -> None:
    assert names(found(("a", "We have the kettle."))) == ["kettle"]
    assert names(found(("a", "It kettles softly."))) == []


def test_only_what_enough_voices_name_is_found_those_of_most_first() -> None:
    said = (
        ("a", "The lid and the spout."),
        ("b", "The spout."),
        ("b", "The cord. The spout."),
        ("c", "A lid."),
    )
    assert names(found(*said, ("d", "This spout."), voices=2)) == ["spout", "lid"]


def test_a_pair_that_is_always_said_together_is_one_thing() -> None:
    assert names(found(("a", "We saw the roof terrace."), ("b", "A roof terrace!"), voices=2)) == [
        "roof terrace"
    ]


def test_a_noun_that_nobody_puts_an_article_before_is_found_where_it_is_usual() -> None:
    said = (("a", "Breakfast was good."), ("b", "Friendly staff, slow at breakfast."))
    assert names(found(*said, voices=2)) == []
    assert names(found(*said, voices=2, usual=frozenset({"breakfast"}))) == ["breakfast"]


def test_a_usual_noun_that_somebody_does_is_no_thing() -> None:
    assert names(found(("a", "It sound fine."), usual=frozenset({"sound"}))) == []


def test_it_is_told_whether_a_thing_is_mostly_one_or_many() -> None:
    (many,) = found(("a", "The pancakes are thin."), ("b", "Those are the pancakes."))
    (one,) = found(("a", "The kettle is thin."))
    assert (many.name, many.plural) == ("pancake", True)
    assert (one.name, one.plural) == ("kettle", False)


def test_it_is_told_how_often_a_word_is_a_name_or_pointed_at() -> None:
    (lid,) = found(("a", "I like this lid."), ("b", "It has the lid."))
    assert lid.pointed_at == 0.5
    (wouter,) = found(("a", "We met the Wouter."))
    assert wouter.as_name == 1.0


def test_what_a_noun_mostly_stands_behind_belongs_to_it() -> None:
    things = found(("a", "The noise cancelling is weak."), ("b", "I praise noise cancelling."))
    assert {thing.behind for thing in things if thing.name == "cancelling"} == {"noise"}


def test_things_that_are_left_out_are_passed_over_in_pairs_too() -> None:
    said = [("a", "The hotel lift broke. The lift!")]
    assert names(named_things(said, voices=1, left_out=frozenset({"lift"}))) == []


@pytest.mark.parametrize(
    ("one", "many"), [("lid", "lids"), ("battery", "batteries"), ("day", "days"), ("dish", "dishes")]
)
def test_plurals_are_made_as_they_are_spelt(one: str, many: str) -> None:
    assert plural_of(one) == many
