"""The gate against whatever a model may write about whatever a review may hold."""

from __future__ import annotations

import re
import unicodedata
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from qa.alignment import Span
from qa.generation.evidence import ShownEvidence
from qa.generation.gate import ClaimGate
from qa.generation.wording import plain_words
from qa.generation.written import WrittenClaim
from qa.models import Citation, Hit
from qa.reading.links import holds_link, holds_markup
from tests.qa.generation.builders import gate, question, review, written

LIMIT = 2
MARKS = "\"'`\u00b4\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u2032\u2033\u00ab\u00bb\u2039\u203a"
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
SPACES = " \n\t\u00a0\u2003\u3000\u2028"
WORDS = (
    *("lamp", "Lamp", "LAMPS", "the", "brass", "shade", "a", "I", "glows", "un", "unfriendly", "friendly"),
    *("caf\u00e9", "cafe\u0301", "stra\u00dfe", "STRASSE", "\u0130stanbul", "istanbul", "\u0130", "\u00df"),
    *("\ufb01ne", "fine", "\u6620\u753b\u306f\u7d20\u6674\u3089\u3057\u3044", "\u7d50\u672b", "3", "40"),
    *("\u05de\u05e0\u05d5\u05e8\u05d4", "\u0645\u0635\u0628\u0627\u062d", "\U0001f600", "\u02b0\u00b2"),
    *(
        "\U0001f469\u200d\U0001f680",
        "it's",
        "it\u2019s",
        "\u201cwell\u201d",
        "x\u0301\u0323",
        "most",
        "guests",
    ),
    *("lamps.com", "me@lamps.org", "<b>brass</b>", "[1]"),
)
GLUE = (*SPACES, *" " * 6, ", ", ". ", " \u2014 ", "-", "\u2026", "! ", " \u201c", "\u201d ")

_TEXTS = st.builds(
    lambda parts, odd: "".join(word + glue for word, glue in parts) + odd,
    st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GLUE)), min_size=1, max_size=12),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=4),
)


def _sentences(chance: Random, text: str, review_id: str) -> list[Hit]:
    """One to three stretches of a review, each a sentence that was found; some of it is in none."""
    home, hits = review(text, review_id), []
    edges = [0, *(match.end() for match in re.finditer(r"\s", text)), len(text)]
    for _ in range(chance.randint(1, 3)):
        start, end = sorted(chance.choices(edges, k=2))
        bare = text[start:end].strip()
        start = text.index(bare, start)
        span = Span(start, start + len(bare))
        hits.append(Hit(review=home, span=span, score=0.5, opinion=0.5, polarity=0.0, ordinal=0))
    return [hit for hit in hits if hit.text]


def _quote(chance: Random, texts: list[str]) -> str:
    """Words of a text as they are, in another form or altered, or none of its words."""
    text = chance.choice(texts)
    start, end = sorted(chance.choices(range(len(text) + 1), k=2))
    words = text[start:end]
    match chance.randrange(8):
        case 0:
            return chance.choice([words.upper(), words.lower(), words.title(), words.swapcase()])
        case 1:
            return _in_another_form(chance, words)
        case 2:  # a letter is altered, or added
            place = chance.randint(0, len(words))
            return words[:place] + chance.choice("abz 1") + words[place + chance.randint(0, 1) :]
        case 3:  # a word is altered
            parts = words.split(" ")
            parts[chance.randrange(len(parts))] = chance.choice(WORDS)
            return " ".join(parts)
        case 4:
            return " ".join(chance.choices(WORDS, k=3))
        case 5:
            return chance.choice(["", text])
        case _:
            return words


def _in_another_form(chance: Random, words: str) -> str:
    """The words with other white space, quotation marks and dashes, composed or taken apart."""
    for alike in (MARKS, DASHES, SPACES):
        words = "".join(chance.choice([c, chance.choice(alike)]) if c in alike else c for c in words)
    return unicodedata.normalize(chance.choice(["NFC", "NFD"]), words)


def _claim(chance: Random, evidence: ShownEvidence) -> WrittenClaim:
    texts = [*(hit.review.text for hit in evidence.hits), *(hit.text for hit in evidence.hits)]
    text = chance.choice(
        ["It delights.", "the  lamp GLOWS.", "So it is, on the whole.", _quote(chance, texts)]
    )
    return written(text, *(_entry(chance, evidence, texts) for _ in range(chance.randint(1, 4))))


def _entry(chance: Random, evidence: ShownEvidence, texts: list[str]) -> tuple[int, str]:
    """A sentence's number with words of its review, of any, or of none."""
    number = chance.randint(0, len(evidence.hits) + 1)
    hit = evidence.numbered(number)
    own = texts if hit is None or chance.random() < 0.3 else [hit.text, hit.text, hit.review.text]
    return number, _quote(chance, own)


def _folded(text: str) -> str:
    """A text up to white space, quotation marks, dashes, case and how its letters are composed."""
    for characters, alike in ((MARKS, "'"), (DASHES, "-")):
        text = re.sub(f"[{re.escape(characters)}]", alike, text)
    return " ".join("".join(unicodedata.normalize("NFD", character) for character in text.casefold()).split())


def _bare(text: str) -> str:
    """The same without what a quote may be set in."""
    return _folded(text).strip("' .\u2026")


def _is_borne_out(citation: Citation, hit: Hit | None, quote: str) -> bool:
    """Whether a citation is what is quoted there, or the sentence that a short quote or none stands for."""
    if hit is None or hit.review != citation.review:
        return False
    widened = citation.quote == hit.text and _bare(quote) in _folded(hit.text)
    return widened or (_bare(citation.quote) == _bare(quote) and _bare(quote) in _folded(hit.review.text))


def _splits_word(text: str, place: int) -> bool:
    return re.fullmatch(r"[A-Za-z0-9]{2}", text[max(0, place - 1) : place + 1]) is not None


def _outcome(one: ClaimGate, claim: WrittenClaim) -> str:
    told, dropped = {claim.text.casefold() for claim in one.claims}, one.dropped
    if one.admit(claim) is not None:
        return "admitted"
    if one.dropped > dropped:
        return "dropped"
    return "again" if plain_words(claim.text).casefold() in told else "no room"


def _assert_cited_rightly(one: ClaimGate, claim: WrittenClaim, evidence: ShownEvidence) -> None:
    named = [(evidence.numbered(entry.sentence), entry.quote) for entry in claim.evidence]
    for n in one.claims[-1].citations:
        citation = one.citations[n - 1]
        assert citation.review.text[citation.start : citation.end] == citation.quote
        assert citation.quote.strip() == citation.quote != ""
        assert not _splits_word(citation.review.text, citation.start)
        assert not _splits_word(citation.review.text, citation.end)
        assert any(_is_borne_out(citation, hit, quote) for hit, quote in named)


def _assert_numbered_rightly(one: ClaimGate) -> None:
    used = dict.fromkeys(n for claim in one.claims for n in claim.citations)
    assert list(used) == [citation.n for citation in one.citations] == list(range(1, len(used) + 1))
    assert len(used) <= LIMIT
    assert all(claim.citations for claim in one.claims)
    assert [c for admitted in one.admitted for c in admitted.citations] == list(one.citations)


@settings(max_examples=2_000, deadline=None)
@given(_TEXTS, _TEXTS, st.integers(0, 2**32))
def test_whatever_is_written_is_held_to_the_reviews(text: str, other: str, seed: int) -> None:
    chance = Random(seed)
    hits = [*_sentences(chance, text, "one"), *_sentences(chance, other, "other")]
    evidence = ShownEvidence(hits=tuple(hits) or tuple(_sentences(Random(0), "A lamp.", "one")))
    claims = [_claim(chance, evidence) for _ in range(chance.randint(1, 6))]
    one, again = (gate(evidence, question("How is the lamp?"), limit=LIMIT) for _ in range(2))
    outcomes: list[str] = []
    for claim in claims:
        outcomes.append(_outcome(one, claim))
        if outcomes[-1] == "admitted":
            _assert_cited_rightly(one, claim, evidence)
    _assert_numbered_rightly(one)
    assert outcomes.count("admitted") == len(one.claims)
    assert outcomes.count("dropped") == one.dropped == len(one.faults)
    assert "no room" not in outcomes or len(one.citations) == LIMIT
    for claim in one.claims:
        assert not holds_link(claim.text)
        assert not holds_markup(claim.text)
        assert "\n" not in claim.text
        claim.text.encode("utf-8")
    for claim in claims:
        again.admit(claim)
    assert (again.claims, again.citations, again.faults) == (one.claims, one.citations, one.faults)
