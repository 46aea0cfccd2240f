"""Four invented reviews of a kettle, and answers about them made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from qa.evaluation.answers import AnswerClaim, AnswerCounts, Cited, SystemAnswer
from qa.evaluation.cases import Case
from qa.evaluation.gold import Gold, GoldPoint, Place, ground
from qa.evaluation.metrics import Metric, Observation, Score, default_metrics
from qa.evaluation.metrics.metric import Unit
from qa.evaluation.reviews import ReviewText
from qa.evaluation.runs import MetricInfo, Row, Run, ScoreRow
from qa.evaluation.scoring import Prepared

TEXTS = {
    "ana": "The lid rattles. The spout is superb. It pours well.",
    "bo": "A lovely handle. The lid rattles all day.",
    "cem": "🫖 It whistles. The lid is loose.",
    "dee": "It came in a box.",
}
REVIEWS = tuple(ReviewText(id=key, text=text, item_id="kettle") for key, text in TEXTS.items())

LID = Place("bo", 17, 41)  # The lid rattles all day.
SPOUT = Place("ana", 17, 37)  # The spout is superb.

SOUND_TEXT = (
    "2 of 3 reviews find fault: “The lid rattles all day.” [1] "
    "1 of 3 reviews is pleased: “The spout is superb.” [2]"
)
# What a complete answer to the sound case says; every metric of `sound()` is as good as it can be.
SOUND_CASE: dict[str, Any] = {
    "id": "sound",
    "question": "What about the lid and the spout?",
    "evidence": [
        {"quote": "The lid rattles all day.", "review": "bo", "stance": "negative"},
        {"quote": "The spout is superb.", "review": "ana", "stance": "positive"},
    ],
    "counts": {"reviews_in_scope": 4, "mentioning": 3, "positive": 1, "negative": 2},
    "must_contain": ["spout"],
    "must_not_contain": ["rust"],
    "reference": SOUND_TEXT.replace(" [1]", "").replace(" [2]", ""),
}


def review(review_id: str, text: str, **fields: Any) -> ReviewText:
    return ReviewText(id=review_id, text=text, **fields)


def case(question: str = "What about the lid?", **fields: Any) -> Case:
    return Case.model_validate({"question": question, **fields})


def cite(quote: str, review_id: str = "ana", **fields: Any) -> Cited:
    """Words of a review at the first place where they stand."""
    start = TEXTS[review_id].index(quote)
    placed = {"review_id": review_id, "start": start, "end": start + len(quote)}
    return Cited.model_validate({"quote": quote, **placed, **fields})


def claim(text: str, *citations: int, stance: str | None = None) -> AnswerClaim:
    return AnswerClaim.model_validate({"text": text, "citations": citations, "stance": stance})


def answer(*citations: Cited, text: str = "So it is.", **fields: Any) -> SystemAnswer:
    return SystemAnswer.model_validate({"text": text, "citations": citations, **fields})


def refusal(**fields: Any) -> SystemAnswer:
    return answer(text="The reviews do not say.", answered=False, **fields)


def sound(**changed: Any) -> SystemAnswer:
    """An answer to the sound case without a fault, but for what is changed."""
    citations = (
        cite("The lid rattles all day.", "bo", stance="negative"),
        cite("The spout is superb.", "ana", stance="positive"),
    )
    fields = {
        "text": SOUND_TEXT,
        "answered": True,
        "citations": citations,
        "claims": (
            claim("“The lid rattles all day.”", 1, stance="negative"),
            claim("“The spout is superb.”", 2, stance="positive"),
        ),
        "retrieved": citations,
        "counts": AnswerCounts(reviews_in_scope=4, mentioning=3, positive=1, negative=2),
    }
    return SystemAnswer.model_validate({**fields, **changed})


def observation(
    given: SystemAnswer,
    asked: Case | None = None,
    *,
    reviews: Sequence[ReviewText] = REVIEWS,
    elsewhere: Sequence[ReviewText] = (),
    latency_ms: float = 12.0,
) -> Observation:
    """An answer with the evidence of its case found; reviews `elsewhere` are known and not in scope."""
    asked = asked or case()
    gold, problems = ground(asked, reviews)
    assert not problems
    known = {one.id: one for one in (*reviews, *elsewhere)}
    return Observation(
        case=asked, answer=given, gold=gold, in_scope=reviews, reviews=known, latency_ms=latency_ms
    )


def gold(*points: Sequence[Place], units: int = 8, relevant: int = 1) -> Gold:
    return Gold(
        points=tuple(GoldPoint(places=tuple(places)) for places in points), units=units, relevant=relevant
    )


def value(metric: Metric, seen: Observation) -> float | None:
    score = metric.score(seen)
    return None if score is None else score.value


def all_values(seen: Observation) -> dict[str, float | None]:
    """What every metric says, None where it does not apply."""
    return {metric.name: value(metric, seen) for metric in default_metrics()}


def row(key: str, tags: Sequence[str] = (), **scores: Any) -> Row:
    """A row of a run; a score is a number, or a whole `ScoreRow`. Write `hit_at_1` for `evidence_hit@1`."""
    named = {"evidence_hit@1" if name == "hit_at_1" else name: one for name, one in scores.items()}
    return Row(
        key=key,
        case=Case.model_validate({"id": key, "question": f"What of {key}?", "tags": list(tags)}),
        answer=answer(),
        scores={
            name: one if isinstance(one, ScoreRow) else ScoreRow(value=one) for name, one in named.items()
        },
    )


def run(*rows: Row, **given: Any) -> Run:
    """A run whose metrics are those of its rows; `token_f1` is what a metric is called by default."""
    names = dict.fromkeys(name for one in rows for name in one.scores)
    given.setdefault("metrics", tuple(MetricInfo(name=name) for name in names))
    return Run(rows=rows, **given)


class Fixed:
    """A metric that scores every answer alike, or raises."""

    higher_is_better: ClassVar[bool] = True
    unit: ClassVar[Unit] = "share"
    must_hold: ClassVar[bool] = False

    def __init__(self, outcome: float | Score | Exception | None, name: str = "fixed") -> None:
        self.name = name
        self._outcome = outcome

    def score(self, seen: Observation) -> Score | None:
        if isinstance(self._outcome, Exception):
            raise self._outcome
        return Score(value=self._outcome) if isinstance(self._outcome, float) else self._outcome


class FixedMustHold(Fixed):
    """The same, of which anything below 1 is a fault."""

    must_hold: ClassVar[bool] = True


class FixedLowerIsBetter(Fixed):
    """The same, of which less is better."""

    higher_is_better: ClassVar[bool] = False


def prepared(asked: Case | None = None, reviews: Sequence[ReviewText] = REVIEWS) -> Prepared:
    """A case with its evidence found."""
    asked = asked or case()
    found, problems = ground(asked, reviews)
    assert not problems
    return Prepared(case=asked, gold=found, in_scope=reviews)
