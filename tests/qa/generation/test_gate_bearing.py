"""What a claim may speak of: what it cites says so, or comes near in meaning."""

from __future__ import annotations

from qa.alignment import Span
from qa.generation.gate import NEAR, SHARED, ClaimGate
from tests.qa.generation.builders import gate, hit, question, review, shown, written

ELSEWHERE = "it speaks of something else than its quotes"


def _fault(text: str, *evidence: int | tuple[int, str], of: ClaimGate) -> str:
    assert of.admit(written(text, *evidence)) is None
    (fault,) = of.faults
    return fault


def test_a_claim_that_shares_no_word_with_its_quotes_must_be_close_in_meaning() -> None:
    asked: list[tuple[str, str]] = []

    def closeness(cosine: float):
        def measure(claim: str, quotes: str) -> float:
            asked.append((claim, quotes))
            return cosine

        return measure

    text = "Morning meals delight."
    assert gate(closeness=closeness(NEAR)).admit(written(text, 1, 2)) is not None
    assert _fault(text, 1, of=gate(closeness=closeness(NEAR - 0.01))) == ELSEWHERE
    assert asked[0] == (text, "The breakfast was superb. The staff were unfriendly and slow.")


def test_closeness_is_not_measured_where_words_are_shared_or_cannot_be_compared() -> None:
    def never(_one: str, _other: str) -> float:
        raise AssertionError("measured")

    assert gate(closeness=never).admit(written("The breakfast delights.", 1)) is not None
    foreign = question("Wie war das?", foreign=True)
    assert gate(asked=foreign, closeness=never).admit(written("Das Essen schmeckte.", 1)) is not None
    about = question("How is the morning meal?")
    assert gate(asked=about, closeness=never).admit(written("The morning meal delights.", 1)) is not None


def test_it_is_the_language_of_the_claim_that_cannot_be_compared() -> None:
    def far(_one: str, _other: str) -> float:
        return 0.0

    foreign = question("Wie war das?", foreign=True)
    lie = "Golden elephants trumpet in the hall."
    assert _fault(lie, 1, of=gate(asked=foreign, closeness=far)) == ELSEWHERE
    assert _fault("Das Essen war sehr gut.", 1, of=gate(closeness=far)) == ELSEWHERE
    home = review("Das Essen war sehr gut und nicht teuer.")
    evidence = shown(hit(home, "Das Essen war sehr gut und nicht teuer."))
    assert gate(evidence, closeness=far).admit(written("Es schmeckte und war nicht teuer.", 1)) is not None


def test_a_sentence_of_small_words_alone_must_be_close_in_meaning() -> None:
    def near(cosine: float):
        return gate(closeness=lambda _one, _other: cosine)

    text = "The breakfast is superb. It is what it was."
    assert near(NEAR).admit(written(text, 1)) is not None
    assert _fault(text, 1, of=near(NEAR - 0.01)) == ELSEWHERE


def test_the_whole_sentence_that_is_cited_is_a_source_and_nothing_else_of_the_review() -> None:
    home = review("We ate with Ada for 19 euros, and the plums were ripe. The bells of Ghent rang 4 times.")
    sentence = "We ate with Ada for 19 euros, and the plums were ripe."
    evidence = shown(hit(home, sentence))
    quote = (1, "the plums were ripe")
    for text in (
        "Ada found the plums ripe.",
        "The plums were 19 euros.",
        "A table with ripe plums for 19 euros.",
    ):
        assert gate(evidence).admit(written(text, quote)) is not None, text
    for text in ("The plums of Ghent were ripe.", "The plums were ripe 4 times."):
        assert gate(evidence).admit(written(text, quote)) is None, text
    elsewhere = (1, "The bells of Ghent rang")
    assert gate(evidence).admit(written("The bells of Ghent rang.", elsewhere)) is not None
    assert gate(evidence).admit(written("The bells of Ghent rang for Ada.", elsewhere)) is None


def test_a_sentence_of_which_a_part_is_hidden_is_no_source() -> None:
    home = review("The film is slow and Marta dies at last.")
    evidence = shown(hit(home, "The film is slow and Marta dies at last."))
    claim = written("The film of Marta is slow.", (1, "The film is slow"))
    assert gate(evidence).admit(claim) is not None
    assert gate(evidence, hidden={"inn": [Span(21, 40)]}).admit(claim) is None


def test_who_wrote_of_what_is_a_source_for_what_it_speaks_of() -> None:
    def far(_one: str, _other: str) -> float:
        return 0.0

    home = review("We liked all of it, really.", title="Golden elephants")
    evidence = shown(hit(home, "We liked all of it, really."))
    assert gate(evidence, closeness=far).admit(written("Golden elephants.", 1)) is not None
    assert gate(evidence, closeness=far).admit(written("Silver tigers.", 1)) is None


def test_a_third_of_the_telling_words_shared_is_nearly_enough() -> None:
    def far(_one: str, _other: str) -> float:
        return 0.0

    assert 1 / 3 < SHARED <= 1 / 2
    assert gate(closeness=far).admit(written("Superb meals.", 1)) is not None
    assert _fault("Superb morning meals.", 1, of=gate(closeness=far)) == ELSEWHERE


def test_each_sentence_of_a_claim_must_speak_of_what_its_quotes_do() -> None:
    measured: list[str] = []

    def far(sentence: str, _quotes: str) -> float:
        measured.append(sentence)
        return 0.0

    assert _fault("The breakfast delights. Golden elephants trumpet.", 1, of=gate(closeness=far)) == ELSEWHERE
    assert measured == ["Golden elephants trumpet."]
    assert gate(closeness=far).admit(written("The breakfast delights. It was superb.", 1)) is not None
