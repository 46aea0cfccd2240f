"""The gate against whatever a model may write about whatever a review may hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from qa.alignment import Span
from qa.generation.evidence import ShownEvidence
from qa.generation.gate import ClaimGate
from qa.generation.written import WrittenClaim
from qa.models import Hit, Question, Review
from qa.reading.links import holds_link, holds_markup
from tests.qa.generation.builders import alike, review

LIMIT = 4
SENTENCES = 3  # of a review, at most
MARKS = "\"'`\u00b4\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u2032\u2033\u00ab\u00bb\u2039\u203a"
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
SPACES = " \n\t\u00a0\u2003\u3000\u2028"

_WORDS = st.sampled_from(
    """lamp Lamp LAMPS the brass shade a I glows un unfriendly friendly caf\u00e9 cafe\u0301 stra\u00dfe STRASSE
    \u0130stanbul istanbul \u0130 \u00df \ufb01ne fine \u6620\u753b\u306f\u7d20\u6674\u3089\u3057\u3044 \u7d50\u672b
    \u05de\u05e0\u05d5\u05e8\u05d4 \u0645\u0635\u0628\u0627\u062d \U0001f600 \U0001f469\u200d\U0001f680 3 40 it's
    it\u2019s \u201cwell\u201d x\u0301\u0323 most guests lamps.com me@lamps.org <b>brass</b> [1] \u02b0\u00b2""".split()
)
_GLUE = st.sampled_from(
    [*SPACES, " ", " ", " ", ", ", ". ", " \u2014 ", "-", "\u2026", "! ", " \u201c", "\u201d "]
)
_RANDOM = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=6)


@st.composite
def _texts(draw: st.DrawFn, most: int = 8) -> str:
    parts = draw(st.lists(st.tuples(st.one_of(_WORDS, _WORDS, _RANDOM), _GLUE), min_size=1, max_size=most))
    return "".join(word + glue for word, glue in parts)


@st.composite
def _reviews(draw: st.DrawFn, review_id: str) -> tuple[Review, list[Hit]]:
    """A review, and hits on its sentences; some of it is in none."""
    texts = draw(st.lists(_texts(), min_size=1, max_size=SENTENCES))
    home, place, hits = review("".join(texts), review_id), 0, []
    for text in texts:
        bare = text.strip()
        start = place + text.index(bare)
        place += len(text)
        if bare:
            span = Span(start, start + len(bare))
            hits.append(Hit(review=home, span=span, score=0.5, opinion=0.5, polarity=0.0, ordinal=0))
    return home, hits


def _swapped(draw: st.DrawFn, text: str, alphabet: str) -> str:
    """The text with some characters of an alphabet put for others of it."""
    others = st.sampled_from(alphabet)
    return "".join(
        draw(others) if character in alphabet and draw(st.booleans()) else character for character in text
    )


@st.composite
def _quotes(draw: st.DrawFn, texts: list[str]) -> str:
    """Words of a text as they are, in another form or altered, or none of its words."""
    text = draw(st.sampled_from(texts))
    start = draw(st.integers(0, len(text)))
    stretch = text[start : draw(st.integers(start, len(text)))]
    how = draw(st.sampled_from(["as it is", "case", "form", "letter", "word", "random", "none", "whole"]))
    if how == "case":
        return draw(st.sampled_from([stretch.upper(), stretch.lower(), stretch.title(), stretch.swapcase()]))
    if how == "form":
        formed = _swapped(draw, _swapped(draw, _swapped(draw, stretch, MARKS), DASHES), SPACES)
        return unicodedata.normalize(draw(st.sampled_from(["NFC", "NFD"])), formed)
    if how == "letter" and stretch:
        place = draw(st.integers(0, len(stretch) - 1))
        return stretch[:place] + draw(st.sampled_from("abz 1")) + stretch[place + draw(st.integers(0, 1)) :]
    if how == "word":
        words = stretch.split(" ")
        words[draw(st.integers(0, len(words) - 1))] = draw(_WORDS)
        return " ".join(words)
    return {"as it is": stretch, "random": draw(_texts(4)), "none": "", "whole": text}.get(how, stretch)


@st.composite
def _cases(draw: st.DrawFn) -> tuple[ShownEvidence, list[WrittenClaim]]:
    one, hits = draw(_reviews("one"))
    other, more = draw(_reviews("other"))
    evidence = ShownEvidence(hits=tuple(hits + more))
    texts = [one.text, other.text, *(hit.text for hit in evidence.hits)]
    numbers = st.integers(-1, len(evidence.hits) + 2)
    entries = st.lists(
        st.fixed_dictionaries({"sentence": numbers, "quote": _quotes(texts)}), min_size=1, max_size=4
    )
    words = st.one_of(
        st.sampled_from(["It is so.", "The lamp glows.", "the  lamp GLOWS."]), _texts(5), _quotes(texts)
    )
    claims = draw(
        st.lists(st.fixed_dictionaries({"text": words, "evidence": entries}), min_size=1, max_size=5)
    )
    return evidence, [WrittenClaim.model_validate(claim) for claim in claims]


def _folded(text: str) -> str:
    """A text up to white space, quotation marks, dashes, case and how letters are composed."""
    for characters, like in ((MARKS, "'"), (DASHES, "-")):
        text = re.sub(f"[{re.escape(characters)}]", like, text)
    return " ".join(unicodedata.normalize("NFD", text.casefold()).split())


def _bare(folded: str) -> str:
    """Without what quotes are set in."""
    return folded.strip("' .\u2026")


def _gate(evidence: ShownEvidence) -> ClaimGate:
    return ClaimGate(
        Question(text="How is the lamp?", kind="opinion", stance="either"),
        evidence,
        limit=LIMIT,
        closeness=alike,
    )


def _outcomes(one: ClaimGate, claims: list[WrittenClaim]) -> Iterator[str]:
    for claim in claims:
        told, dropped = {claim.text.casefold() for claim in one.claims}, one.dropped
        admitted = one.admit(claim)
        if admitted is not None:
            yield "admitted"
        elif one.dropped > dropped:
            yield "dropped"
        else:
            again = any(" ".join(text.split()) in told for text in (claim.text.casefold(),))
            yield "again" if again else "no room"


@settings(max_examples=2_000, deadline=None)
@given(_cases())
def test_a_citation_is_what_its_review_says_where_it_says_it(
    case: tuple[ShownEvidence, list[WrittenClaim]],
) -> None:
    evidence, claims = case
    one = _gate(evidence)
    for claim in claims:
        cited = len(one.citations)
        one.admit(claim)
        named = [(evidence.numbered(entry.sentence), entry.quote) for entry in claim.evidence]
        for citation in one.citations[cited:]:
            text = citation.review.text
            assert text[citation.start : citation.end] == citation.quote
            assert citation.quote.strip() == citation.quote != ""
            said = [
                (hit, quote)
                for hit, quote in named
                if hit is not None and hit.review.id == citation.review.id
            ]
            assert any(_says(hit, quote, citation.quote) for hit, quote in said)


def _says(hit: Hit, quote: str, cited: str) -> bool:
    """Whether a citation is what was quoted, or the sentence that it is from."""
    whole = cited == hit.text.strip() and _bare(_folded(quote)) in _folded(hit.text)
    return whole or _bare(_folded(cited)) == _bare(_folded(quote))


@settings(max_examples=2_000, deadline=None)
@given(_cases())
def test_what_stands_in_no_review_that_is_named_is_never_cited(
    case: tuple[ShownEvidence, list[WrittenClaim]],
) -> None:
    evidence, claims = case
    for claim in claims:
        hits = [(evidence.numbered(entry.sentence), _bare(_folded(entry.quote))) for entry in claim.evidence]
        if not any(hit is not None and quote in _folded(hit.review.text) for hit, quote in hits):
            one = _gate(evidence)
            assert one.admit(claim) is None
            assert (one.citations, one.dropped) == ((), 1)


@settings(max_examples=2_000, deadline=None)
@given(_cases())
def test_claims_and_numbers_add_up(case: tuple[ShownEvidence, list[WrittenClaim]]) -> None:
    evidence, claims = case
    one = _gate(evidence)
    outcomes = list(_outcomes(one, claims))
    used = [n for claim in one.claims for n in claim.citations]
    assert outcomes.count("admitted") == len(one.claims) == len(one.admitted)
    assert outcomes.count("dropped") == one.dropped == len(one.faults)
    assert "no room" not in outcomes or len(one.citations) == LIMIT
    assert list(dict.fromkeys(used)) == [citation.n for citation in one.citations]
    assert [citation.n for citation in one.citations] == list(range(1, len(one.citations) + 1))
    assert len(one.citations) <= LIMIT
    assert all(claim.citations for claim in one.claims)
    assert [c for admitted in one.admitted for c in admitted.citations] == list(one.citations)
    for claim in one.claims:
        assert not holds_link(claim.text)
        assert not holds_markup(claim.text)
        assert "@" not in claim.text or "me@lamps" not in claim.text
        assert len(claim.text.splitlines()) == 1
        claim.text.encode("utf-8")


@settings(max_examples=2_000, deadline=None)
@given(_cases())
def test_the_same_again_comes_to_the_same(case: tuple[ShownEvidence, list[WrittenClaim]]) -> None:
    evidence, claims = case
    one, other = _gate(evidence), _gate(evidence)
    for claim in claims:
        assert one.admit(claim) == other.admit(claim)
    assert (one.claims, one.citations, one.faults) == (other.claims, other.citations, other.faults)
