"""Answer events as frames of a stream: pure, one list of frames for each event.

Source: the UI message stream of Vercel's `ai` package, https://ai-sdk.dev/docs/ai-sdk-ui/stream-protocol,
with `data-` parts of our own. Offsets are 0-based, end-exclusive and count Unicode code points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from api.views import AnswerView, CitationView, ClaimView, CoverageView
from qa.events import AnswerEvent, Begun, BrokenOff, Ended, Told
from qa.models import Answer, Citation, Review

__all__ = ["DONE", "STREAM_HEADERS", "Frames"]

DONE = "[DONE]"
STREAM_HEADERS = {"x-vercel-ai-ui-message-stream": "v1"}
_TEXT_ID = "t1"
# Of the answer, what was not told before its end.
_METADATA = (
    "id",
    "question",
    "item_id",
    "full_question",
    "answered",
    "engine",
    "reason",
    "model",
    "usage",
    "dropped_claims",
    "timing_ms",
)

Frame = Mapping[str, Any]


class Frames:
    """Turns the events of one answer into frames. Every source is named before it is cited."""

    def __init__(self) -> None:
        self._named: set[str] = set()
        self._length = 0  # of the text so far, in code points
        self._open = False

    def of(self, event: AnswerEvent) -> list[Frame]:
        """The frames of an event, in order."""
        if isinstance(event, Begun):
            return list(self._begun(event))
        if isinstance(event, Told):
            return list(self._told(event))
        if isinstance(event, BrokenOff):
            return self.failed(_broken_off(event))
        return list(self._ended(event))

    def failed(self, message: str) -> list[Frame]:
        """The frames that end a stream which cannot go on."""
        return [*self._closed(), {"type": "error", "errorText": message}]

    def _begun(self, event: Begun) -> Iterator[Frame]:
        yield {"type": "start", "messageId": event.answer_id}
        yield from self._sources(event.sources)
        yield {"type": "data-coverage", "data": CoverageView.of(event.coverage).model_dump(mode="json")}

    def _sources(self, reviews: Iterable[Review]) -> Iterator[Frame]:
        for review in reviews:
            if review.id not in self._named:
                self._named.add(review.id)
                yield {
                    "type": "source-document",
                    "sourceId": review.id,
                    "mediaType": "text/plain",
                    "title": _title(review),
                }

    def _told(self, event: Told) -> Iterator[Frame]:
        if not self._open:
            self._open = True
            yield {"type": "text-start", "id": _TEXT_ID}
        yield from self._sources(citation.review for citation in event.citations)
        start = self._length + len(event.text) - len(event.text.lstrip())
        self._length += len(event.text)
        span = {"start": start, "end": self._length}
        yield {"type": "text-delta", "id": _TEXT_ID, "delta": event.text}
        if event.claim is not None:
            claim = ClaimView.of(event.claim).model_dump(mode="json")
            yield {"type": "data-claim", "data": {**claim, "answer": span}}
        yield from (_citation(citation, span) for citation in event.citations)

    def _closed(self) -> Iterator[Frame]:
        if self._open:
            self._open = False
            yield {"type": "text-end", "id": _TEXT_ID}

    def _ended(self, event: Ended) -> Iterator[Frame]:
        answer = event.answer
        yield from self._closed()
        if answer.nearest:
            yield from self._sources(citation.review for citation in answer.nearest)
            nearest = [CitationView.of(citation).model_dump(mode="json") for citation in answer.nearest]
            yield {"type": "data-nearest", "data": nearest}
        yield {"type": "data-suggestions", "data": list(answer.suggestions)}
        yield {"type": "finish", "finishReason": "stop", "messageMetadata": _metadata(answer)}


def _citation(citation: Citation, span: Mapping[str, int]) -> Frame:
    shown = CitationView.of(citation).model_dump(mode="json")
    place = {"start": citation.start, "end": citation.end}
    data = {**shown, "sourceId": citation.review.id, "answer": span, "source": place}
    return {"type": "data-citation", "id": f"c{citation.n}", "data": data}


def _metadata(answer: Answer) -> dict[str, Any]:
    return AnswerView.of(answer).model_dump(mode="json", include=set(_METADATA))


def _title(review: Review) -> str:
    scale = f"/{review.rating_scale:g}" if review.rating_scale is not None else ""
    rating = None if review.rating is None else f"{review.rating:g}{scale}"
    named = review.author or review.title or review.item_title or review.item_id
    return ", ".join(part for part in (named, rating) if part)


def _broken_off(event: BrokenOff) -> str:
    return (
        f"The language model broke off ({event.failure.reason}). What was told is verified, and the rest of "
        "the answer is missing; ask again."
    )
