"""Faults planted in good answers, one of each kind that an evaluation must see."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from qa.evaluation.answers import AnswerClaim, Cited, SystemAnswer

__all__ = ["FAULTS", "Fault"]

Fault = Callable[[SystemAnswer], SystemAnswer]

OTHER_SIDE = {"positive": "negative", "negative": "positive"}


def altered_quotes(answer: SystemAnswer) -> SystemAnswer:
    """One character of every quote is another."""
    return answer.model_copy(
        update={
            "citations": tuple(
                cited.model_copy(update={"quote": typo(cited.quote)}) for cited in answer.citations
            )
        }
    )


def typo(quote: str) -> str:
    place = len(quote) // 2
    return f"{quote[:place]}{'x' if quote[place] != 'x' else 'y'}{quote[place + 1 :]}"


def shifted_offsets(answer: SystemAnswer) -> SystemAnswer:
    """Every place is one character too far."""
    return answer.model_copy(update={"citations": tuple(map(_shifted, answer.citations))})


def _shifted(cited: Cited) -> Cited:
    assert cited.start is not None
    assert cited.end is not None
    return cited.model_copy(update={"start": cited.start + 1, "end": cited.end + 1})


def wrong_stance(answer: SystemAnswer) -> SystemAnswer:
    """Praise is taken for blame and blame for praise."""
    return answer.model_copy(update={"claims": tuple(map(_turned, answer.claims))})


def _turned(claim: AnswerClaim) -> AnswerClaim:
    return claim.model_copy(update={"stance": OTHER_SIDE.get(str(claim.stance), claim.stance)})


def shuffled_citations(answer: SystemAnswer) -> SystemAnswer:
    """Each claim cites what the next one should."""
    turned = [claim.citations for claim in answer.claims]
    turned = turned[1:] + turned[:1]
    claims = [
        claim.model_copy(update={"citations": numbers})
        for claim, numbers in zip(answer.claims, turned, strict=True)
    ]
    return answer.model_copy(update={"claims": tuple(claims)})


def always_answers(answer: SystemAnswer) -> SystemAnswer:
    """Where the reviews do not say, the nearest passage is given for an answer."""
    if answer.is_answer or not answer.nearest:
        return answer
    cited = answer.nearest[0].model_copy(update={"n": 1})
    claim = AnswerClaim(text=f"“{cited.quote}”", stance="neutral", citations=(1,))
    return answer.model_copy(
        update={
            "answered": True,
            "text": f"{claim.text} [1]",
            "claims": (claim,),
            "citations": (cited,),
            "nearest": (),
        }
    )


def always_refuses(answer: SystemAnswer) -> SystemAnswer:
    """The reviews never say."""
    return answer.model_copy(
        update={
            "answered": False,
            "text": "The reviews do not say.",
            "claims": (),
            "citations": (),
            "nearest": answer.nearest or answer.citations,
        }
    )


def miscounted(answer: SystemAnswer) -> SystemAnswer:
    """One review more is counted as mentioning it, wherever that can be true."""
    counts = answer.counts
    assert counts is not None
    assert counts.mentioning is not None
    assert counts.reviews_in_scope is not None
    more = min(counts.mentioning + 1, counts.reviews_in_scope)
    return answer.model_copy(update={"counts": counts.model_copy(update={"mentioning": more})})


def misscoped(answer: SystemAnswer) -> SystemAnswer:
    """One review more than there are is said to be in scope."""
    counts = answer.counts
    assert counts is not None
    assert counts.reviews_in_scope is not None
    more = counts.reviews_in_scope + 1
    return answer.model_copy(update={"counts": counts.model_copy(update={"reviews_in_scope": more})})


FAULTS: Mapping[str, tuple[Fault, str]] = {
    "altered_quotes": (altered_quotes, "it stands nowhere in that review"),
    "shifted_offsets": (shifted_offsets, "; it stands at "),
    "wrong_stance": (wrong_stance, "stance_correctness is"),
    "shuffled_citations": (shuffled_citations, "which is not what"),
    "always_answers": (always_answers, "abstention_recall is 0.000"),
    "always_refuses": (always_refuses, "false_refusals is 1.000"),
    "miscounted": (miscounted, "count_correctness is"),
    "misscoped": (misscoped, "reviews are said to be in scope, and there are"),
}
