from __future__ import annotations

import pytest

from qa.evaluation.drafting.kinds import kind_of, load_kinds
from qa.evaluation.drafting.mentions import mentions_of
from qa.evaluation.drafting.topics import find_topics, place_of
from tests.qa.evaluation.drafting.conftest import MakeMaterial

KINDS = {kind.name: kind for kind in load_kinds()}


def names(found: list[object]) -> list[str]:
    return [topic.name for topic in found]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The film has a superb cast and a director who knows the screen.", "film"),
        ("A novel in three chapters; the prose sings on every page.", "book"),
        ("The hotel room was clean and breakfast was good.", "hotel"),
        ("The menu has six courses, and the waiter was kind.", "restaurant"),
        ("A game with bosses and good combat.", "game"),
        ("I bought it for the battery and returned it.", "product"),
        ("Nice.", "product"),
        ("", "product"),
    ],
)
def test_a_thing_is_of_the_kind_that_its_reviews_speak_of(text: str, kind: str) -> None:
    assert kind_of([text]).name == kind


def test_every_kind_can_be_asked_about() -> None:
    for kind in load_kinds():
        assert kind.verdict.endswith("?")
        assert len(kind.topics) >= 10
        assert len(kind.missing) >= 8
        assert all(missing.question.endswith("?") and missing.told_by for missing in kind.missing)
        assert len({missing.subject for missing in kind.missing}) == len(kind.missing)


def test_topics_of_the_kind_are_found_by_any_of_their_words(material: MakeMaterial) -> None:
    made = material(a=["The finale is dull."], b=["I liked the soundtrack."])
    assert names(find_topics(made, KINDS["film"])) == ["ending", "music"]


def test_things_that_several_reviews_name_are_topics(material: MakeMaterial) -> None:
    made = material(
        a=["The puppets are magnificent.", "The whisk broke."],
        b=["I could watch those puppets all day."],
        c=["Nothing to add."],
    )
    (topic,) = [one for one in find_topics(made, KINDS["film"]) if not one.common]
    assert (topic.name, topic.phrase, topic.plural) == ("puppet", "the puppets", True)


def test_pairs_of_words_are_one_topic_where_they_are_always_said_together(material: MakeMaterial) -> None:
    made = material(
        a=["The roof terrace was closed."], b=["Somebody closed the roof terrace."], c=["We liked it."]
    )
    assert names(find_topics(made, KINDS["hotel"])) == ["roof terrace"]


def test_people_are_known_by_their_full_and_last_names(material: MakeMaterial) -> None:
    made = material(
        a=["Here Georgina Pell is careful."],
        b=["I think Pell has a gift."],
        c=["In Whitby it rains, and in Whitby they shot it."],
        d=["They shot it in Whitby."],
    )
    found = [one for one in find_topics(made, KINDS["film"]) if not one.common]
    assert [(one.name, one.named_by) for one in found] == [("Georgina Pell", ("georgina pell", "pell"))]


def test_the_thing_itself_and_its_characters_are_no_topics(material: MakeMaterial) -> None:
    made = material(
        title="A Loan of Elephants",
        a=["I saw the elephants.", "Then Winifred (Georgina Pell) lies."],
        b=["Those elephants again.", "I like how Winifred lies."],
        c=["Nothing."],
    )
    assert not {"elephant", "Winifred"} & set(names(find_topics(made, KINDS["film"])))


def test_a_single_review_makes_topics_of_what_it_returns_to(material: MakeMaterial) -> None:
    made = material(a=["The lullaby is eerie.", "Later the lullaby returns."])
    assert "lullaby" in names(find_topics(made, KINDS["film"]))


def test_a_name_is_found_as_a_whole_word_and_with_an_apostrophe() -> None:
    (battery,) = [topic for topic in KINDS["product"].topics if topic.name == "battery"]
    assert place_of(battery, "My battery's flat.") == 3
    assert place_of(battery, "A non-starter.") is None
    (noise,) = [topic for topic in KINDS["product"].topics if topic.name == "noise cancelling"]
    assert place_of(noise, "With noise-cancelling on") == 5
    assert place_of(noise, "A noise, cancelling nothing") == 2  # punctuation between is passed over


def test_a_mention_quotes_the_clause_where_the_sentence_takes_both_sides(material: MakeMaterial) -> None:
    made = material(a=["The plot is dull but the music is superb and the songs are lovely."])
    (plot,) = [topic for topic in KINDS["film"].topics if topic.name == "plot"]
    (music,) = [topic for topic in KINDS["film"].topics if topic.name == "music"]
    assert [(one.quote, one.side) for one in mentions_of(plot, made)] == [("The plot is dull", "negative")]
    (told,) = mentions_of(music, made)
    assert (told.quote, told.side) == ("the music is superb and the songs are lovely.", "positive")
    assert made.reviews["a"].text[told.start : told.end] == told.quote


def test_a_topic_named_in_passing_is_not_what_the_sentence_is_about(material: MakeMaterial) -> None:
    made = material(
        a=["I was quite taken with the way in which everything came together on the night with the music"]
    )
    (music,) = [topic for topic in KINDS["film"].topics if topic.name == "music"]
    assert [one.about for one in mentions_of(music, made)] == [False]


def test_another_language_takes_no_side(material: MakeMaterial) -> None:
    made = material(a=["The music is original."], languages={"a": "es"})
    (music,) = [topic for topic in KINDS["film"].topics if topic.name == "music"]
    assert [one.side for one in mentions_of(music, made)] == [None]
