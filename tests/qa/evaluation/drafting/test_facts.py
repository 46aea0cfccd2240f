from __future__ import annotations

import pytest

from qa.evaluation.drafting.fact_patterns import facts_in
from qa.evaluation.drafting.facts import fact_proposals
from qa.evaluation.drafting.kinds import load_kinds
from qa.evaluation.drafting.numbers import forms_of, value_of
from tests.qa.evaluation.drafting.conftest import MakeMaterial

KINDS = {kind.name: kind for kind in load_kinds()}


@pytest.mark.parametrize(
    ("kind", "text", "question", "answer"),
    [
        ("film", "At 128 minutes it is too long.", "How long is the film?", "128"),
        ("film", "Ninety-four minutes, and I wanted more.", "How long is the film?", "Ninety-four"),
        ("film", "Mara Ellison plays Ines.", "Who plays Ines?", "Mara Ellison"),
        ("film", "Dov (Tomas Okafor) drives the crane.", "Who plays Dov?", "Tomas Okafor"),
        ("film", "And Hollis Wren's music grows.", "Who composed the music?", "Hollis Wren"),
        ("film", "The sound designer, Emre Tolga, is good.", "Who designed the sound?", "Emre Tolga"),
        ("film", "It was filmed in the Tabernas desert.", "Where was the film shot?", "Tabernas"),
        ("book", "412 pages, and a debut.", "How many pages does the book have?", "412"),
        ("hotel", "Parking is 24 euros a night.", "How much is the parking?", "24 euros"),
        ("hotel", "The 23 rooms have old windows.", "How many rooms does the hotel have?", "23"),
        ("hotel", "It was built in 1894.", "In which year was the hotel built?", "1894"),
        ("hotel", "Breakfast is served from 7 to 10.30.", "When is breakfast served?", "7"),
        ("restaurant", "Mind the deposit: £20 a head.", "How much is the deposit?", "£20"),
        ("restaurant", "£68 each for the menu, that is a lot.", "How much is the menu?", "£68"),
        ("restaurant", "The bread, which used to be free, is £6.", "How much is the bread?", "£6"),
        (
            "restaurant",
            "They're closed mondays and tuesdays.",
            "On which days is the restaurant closed?",
            "mondays and tuesdays",
        ),
        ("restaurant", "Callum, who runs the floor, is kind.", "Who runs the floor?", "Callum"),
        ("product", "At 262 g I forget them.", "How much does the product weigh?", "262 g"),
        ("product", "The battery lasts 30 hours.", "How long does the battery last?", "30"),
        (
            "game",
            "Thirty-one hours to the end of the story.",
            "How long does it take to finish the game?",
            "Thirty-one",
        ),
    ],
)
def test_a_wording_tells_a_fact(kind: str, text: str, question: str, answer: str) -> None:
    told = {(fact.question, fact.answer) for fact in facts_in(text, KINDS[kind], None)}
    assert (question, answer) in told


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("film", "About forty minutes in I closed my eyes."),
        ("film", "For ninety minutes it is frightening."),
        ("film", "Ten minutes later he is gone."),
        ("book", "Charming for ten pages."),
        ("book", "I read the last 200 pages at once."),
        ("hotel", "We saw two rooms of his house in the end of it later."),
        ("product", "It cost me a friend."),
    ],
)
def test_what_only_looks_like_a_fact_is_left(kind: str, text: str) -> None:
    told = [fact.question for fact in facts_in(text, KINDS[kind], None)]
    assert not {"How long is the film?", "How many pages does the book have?"} & set(told)


def test_a_place_in_the_sentence_is_that_of_the_answer() -> None:
    text = "And Hollis Wren's music grows."
    (fact,) = facts_in(text, KINDS["film"], None)
    assert text[fact.place :].startswith("Hollis Wren")


def test_sentences_that_agree_are_alternatives_and_the_answer_must_say_it(material: MakeMaterial) -> None:
    made = material(a=["It is 94 minutes long."], b=["Ninety-four minutes, and I wanted more."])
    (proposal,) = fact_proposals(made, KINDS["film"])
    (point,) = proposal.case.evidence
    assert [passage.review for passage in point.any_of] == ["a", "b"]
    (words,) = proposal.case.must_contain
    assert {"94", "ninety-four"} <= set(words)


def test_a_sentence_in_which_two_wordings_find_the_fact_is_quoted_once(material: MakeMaterial) -> None:
    text = "Mind the deposit: £20 a head, lost if you cancel within two days."
    questions = [fact.question for fact in facts_in(text, KINDS["restaurant"], None)]
    assert questions == ["How much is the deposit?"] * 2
    (proposal,) = fact_proposals(material(a=[text]), KINDS["restaurant"])
    assert [point.written() for point in proposal.case.evidence] == [{"quote": text, "review": "a"}]


def test_a_fact_that_is_found_twice_takes_no_place_from_another(material: MakeMaterial) -> None:
    text = "Mind the deposit: £20 a head, lost if you cancel within two days."
    (proposal,) = fact_proposals(material(**{name: [text] for name in "abcde"}), KINDS["restaurant"])
    (point,) = proposal.case.evidence
    assert [passage.review for passage in point.any_of] == list("abcde")


def test_sentences_that_disagree_are_points_of_their_own(material: MakeMaterial) -> None:
    made = material(a=["It is 94 minutes long."], b=["At 128 minutes it is too long."])
    (proposal,) = fact_proposals(made, KINDS["film"])
    assert len(proposal.case.evidence) == 2
    assert proposal.case.must_contain == ()


@pytest.mark.parametrize(
    ("written", "value"), [("23", 23), ("twenty-three", 23), ("Nine", 9), ("forty", 40), ("several", None)]
)
def test_numbers_are_read_in_digits_and_in_words(written: str, value: int | None) -> None:
    assert value_of(written) == value


def test_a_number_and_a_name_have_other_forms() -> None:
    assert forms_of("23") == ("23", "twenty-three")
    assert forms_of("Nine") == ("Nine", "9", "nine")
    assert forms_of("Emre Tolga") == ("Tolga",)
    assert forms_of("24 euros") == ("24 euros",)
    assert forms_of("412") == ("412",)
