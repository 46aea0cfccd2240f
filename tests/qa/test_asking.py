"""One question to its answer, by whichever engine can."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

import pytest

from qa.errors import ConfigurationError, InvalidQuestion, ModelFailed
from qa.events import AnswerEvent, Begun, BrokenOff, Ended, Told
from qa.generation.budget import Budget, Limits
from qa.generation.calls import Calls, Patience
from qa.generation.engine import GenerativeEngine
from qa.ingest.drafts import ReviewDraft
from qa.models import Answer, Filters, Turn
from qa.service import ReviewQA
from tests.qa.conftest import BagOfWords, Inline, WordedOpinions
from tests.qa.generation.models import Part, Pause, ScriptedModel, Sleep, claim, reply_of
from vectorstore.store import Store

INN = Filters(item_id="inn")
TEXTS = (
    "The breakfast was superb. The bells are dreadful.",
    "The breakfast was dreadful and cold. The view is lovely.",
)
ASKED = "How is the breakfast?"
SUPERB, COLD = (
    claim("One reviewer found the breakfast superb.", (0, "breakfast was superb"), stance="positive"),
    claim("One reviewer found the breakfast cold.", (0, "dreadful and cold"), stance="negative"),
)
FAILS: Sequence[Part] = [ModelFailed("It failed.", reason="model_refused")]


class Numbering(ScriptedModel):
    """Writes the right number where a scripted claim has none, as a model does that reads its prompt."""

    async def write(self, messages: Any) -> Any:
        lines = messages[1].text.splitlines()
        reply = self.replies[min(len(self.asked), len(self.replies) - 1)]
        numbered = [_numbered(part, lines) if isinstance(part, str) else part for part in reply]
        self.replies = [*self.replies[: len(self.asked)], numbered, *self.replies[len(self.asked) + 1 :]]
        async with aclosing(super().write(messages)) as pieces:
            async for piece in pieces:
                yield piece


def _numbered(part: str, lines: list[str]) -> str:
    for words in ("breakfast was superb", "dreadful and cold"):
        number = next((line.split("\u27e7")[0].split()[-1] for line in lines if words in line), "0")
        part = part.replace(f'"sentence": 0, "quote": "{words}"', f'"sentence": {number}, "quote": "{words}"')
    return part


@dataclass
class Asking:
    """A service on a scripted model."""

    service: ReviewQA
    model: ScriptedModel

    def stream(self, asked: str = ASKED, **how: Any) -> list[AnswerEvent]:
        async def all_of_them() -> list[AnswerEvent]:
            return [event async for event in self.service.stream(asked, INN, **how)]

        return asyncio.run(all_of_them())

    def ask(self, asked: str = ASKED, **how: Any) -> Answer:
        return asyncio.run(self.service.ask(asked, INN, **how))


@pytest.fixture
def asking(store: Store, embedder: BagOfWords, opinions: WordedOpinions) -> Any:
    def make(*replies: Sequence[Part], texts: Sequence[str] = TEXTS, model: bool = True) -> Asking:
        scripted = Numbering(replies or [[""]])
        calls = Calls(scripted, budget=Budget(Limits()), patience=Patience(), reply_tokens=100)
        writer = GenerativeEngine(calls, workers=Inline(), total_s=60, sleep=Sleep(), name="scripted")
        service = ReviewQA(
            records=store,
            evidence=store.evidence,
            lexical=store.lexical,
            vectors=store.index,
            embedder=embedder,
            opinions=opinions,
            readers=Inline(),  # type: ignore[arg-type]
            writers=Inline(),  # type: ignore[arg-type]
            writer=writer if model else None,
        )
        drafts = [ReviewDraft(id=f"r{n}", item_id="inn", text=text) for n, text in enumerate(texts)]
        asyncio.run(service.add_reviews(drafts))
        return Asking(service, scripted)

    return make


def _told(events: Sequence[AnswerEvent]) -> list[Told]:
    return [event for event in events if isinstance(event, Told)]


def _text(events: Sequence[AnswerEvent]) -> str:
    return "".join(told.text for told in _told(events))


def _ended(events: Sequence[AnswerEvent]) -> Answer:
    assert isinstance(events[0], Begun)
    assert isinstance(events[-1], Ended)
    assert [type(event) for event in events[1:-1]] == [Told] * (len(events) - 2)
    return events[-1].answer


def test_the_model_s_claims_are_told_and_make_the_answer(asking: Any) -> None:
    events = asking([reply_of(SUPERB, COLD)]).stream()
    answer = _ended(events)
    assert (answer.engine, answer.model, answer.answered, answer.reason) == (
        "generative",
        "scripted",
        True,
        None,
    )
    assert answer.text == _text(events)
    assert answer.text.startswith(
        "One reviewer found the breakfast superb [1]. One reviewer found the breakfast cold [2]."
    )
    assert [one.quote for one in answer.citations] == ["breakfast was superb", "dreadful and cold"]
    assert answer.claims == tuple(told.claim for told in _told(events) if told.claim)
    assert answer.usage is not None
    assert answer.usage["requests"] == 1
    assert answer.question == ASKED
    assert {"understand", "retrieve", "model", "answer", "suggest", "total"} <= set(answer.timing_ms)


def test_what_begins_tells_the_sources_the_counts_and_the_answer_s_id(asking: Any) -> None:
    events = asking([reply_of(SUPERB)]).stream()
    begun, answer = events[0], _ended(events)
    assert {review.id for review in begun.sources} == {"r0", "r1"}
    assert (begun.answer_id, begun.coverage) == (answer.id, answer.coverage)
    assert answer.id.startswith("ans_")


def test_every_citation_is_of_a_source_that_was_told_at_first(asking: Any) -> None:
    for reply in ([reply_of(SUPERB)], FAILS):
        events = asking(reply).stream()
        sources = {review.id for review in events[0].sources}
        assert {citation.review.id for citation in _ended(events).citations} <= sources


def test_asking_and_streaming_come_to_the_same(asking: Any) -> None:
    one = asking([reply_of(SUPERB, COLD)])
    streamed, asked = _ended(one.stream()), one.ask()
    assert (asked.text, asked.claims, asked.citations) == (streamed.text, streamed.claims, streamed.citations)


def test_the_extractive_engine_is_used_where_it_is_asked_for(asking: Any) -> None:
    one = asking([reply_of(SUPERB)])
    answer = _ended(one.stream(engine="extractive"))
    assert (answer.engine, answer.model, answer.usage, answer.reason) == ("extractive", None, None, None)
    assert one.model.asked == []


def test_the_text_of_the_embedded_engine_is_told_whole(asking: Any) -> None:
    events = asking(model=False).stream()
    answer = _ended(events)
    assert answer.engine == "extractive"
    assert answer.text == _text(events) != ""
    assert [told.claim for told in _told(events) if told.claim] == list(answer.claims)
    assert [c for told in _told(events) for c in told.citations] == list(answer.citations)


def test_without_a_model_one_cannot_be_asked_for(asking: Any) -> None:
    with pytest.raises(ConfigurationError, match="PULLQUOTE_LLM"):
        asking(model=False).ask(engine="generative")


def test_a_question_without_words_is_refused_before_anything_is_told(asking: Any) -> None:
    one = asking([reply_of(SUPERB)])
    with pytest.raises(InvalidQuestion):
        one.stream("?!")
    assert one.model.asked == []


def test_where_nothing_is_found_no_model_is_asked(asking: Any) -> None:
    one = asking([reply_of(SUPERB)], texts=())
    answer = _ended(one.stream())
    assert (answer.engine, answer.answered, one.model.asked) == ("extractive", False, [])


@pytest.mark.parametrize("engine", ["auto", "generative"])
@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (FAILS, "model_refused"),
        (["no JSON"], "reply_unreadable"),
        ([reply_of()], "model_abstained"),
        ([reply_of(claim("It is superb.", (99, "superb breakfast there")))], "claims_unverified"),
    ],
)
def test_where_the_model_fails_the_embedded_engine_answers_and_says_why(
    asking: Any, reply: Sequence[Part], reason: str, engine: str
) -> None:
    one = asking(reply)
    events = one.stream(engine=engine)
    answer = _ended(events)
    assert (answer.engine, answer.reason, answer.model, answer.answered) == ("extractive", reason, None, True)
    assert answer.text == _text(events) == one.ask(engine="extractive").text
    assert answer.usage is not None
    assert answer.usage["requests"] >= 1
    assert answer.dropped_claims == (2 if reason == "claims_unverified" else 0)


def test_a_model_that_fails_once_something_was_told_breaks_the_answer_off(asking: Any) -> None:
    whole = reply_of(SUPERB, COLD)
    one = asking([whole[: whole.index("}, {") + 1], ModelFailed("It failed.", reason="model_timeout")])
    events = one.stream()
    assert isinstance(events[0], Begun)
    assert [told.claim.text for told in _told(events) if told.claim] == [SUPERB["text"]]
    assert isinstance(events[-1], BrokenOff)
    assert events[-1].failure.reason == "model_timeout"


def test_what_was_not_told_yet_is_taken_back(asking: Any) -> None:
    whole = reply_of(SUPERB, COLD)
    one = asking([whole[: whole.index("}, {") + 1], ModelFailed("It failed.", reason="model_timeout")])
    answer = one.ask()
    assert (answer.engine, answer.reason) == ("extractive", "model_timeout")
    assert SUPERB["text"] not in answer.text


def test_dropped_claims_are_counted(asking: Any) -> None:
    answer = asking([reply_of(SUPERB, claim("It has 9 beds.", (1, "")))]).ask()
    assert (answer.engine, answer.dropped_claims) == ("generative", 1)


def test_the_same_question_again_is_not_written_again(asking: Any) -> None:
    one = asking([reply_of(SUPERB, claim("It has 9 beds.", (1, "")))])
    first, second = one.ask(), _ended(one.stream())
    assert len(one.model.asked) == 1
    assert (second.text, second.citations, second.dropped_claims) == (first.text, first.citations, 1)
    assert second.usage == {"requests": 0, "input_tokens": 0, "output_tokens": 0, "total_tokens": 0}
    assert first.id != second.id


@pytest.mark.parametrize("how", [{"max_citations": 1}, {"spoilers": "hide"}])
def test_a_question_asked_otherwise_is_written_anew(asking: Any, how: dict[str, Any]) -> None:
    one = asking([reply_of(SUPERB)])
    one.ask()
    one.ask(**how)
    assert len(one.model.asked) == 2


def test_a_new_review_has_the_question_written_anew(asking: Any) -> None:
    one = asking([reply_of(SUPERB)])
    one.ask()
    asyncio.run(
        one.service.add_reviews([ReviewDraft(id="new", item_id="inn", text="The breakfast was dull.")])
    )
    one.ask()
    assert len(one.model.asked) == 2


def test_a_failure_is_not_remembered(asking: Any) -> None:
    one = asking(FAILS, [reply_of(SUPERB)])
    assert (one.ask().engine, one.ask().engine) == ("extractive", "generative")


def test_an_answer_that_broke_off_is_not_remembered(asking: Any) -> None:
    whole = reply_of(SUPERB, COLD)
    one = asking(
        [whole[: whole.index("}, {") + 1], ModelFailed("It failed.", reason="model_timeout")], [whole]
    )
    assert isinstance(one.stream()[-1], BrokenOff)
    assert len(one.ask().claims) == 2


def test_no_more_is_cited_than_was_asked_for(asking: Any) -> None:
    answer = asking([reply_of(SUPERB, COLD)]).ask(max_citations=1)
    assert ([one.quote for one in answer.citations], len(answer.claims)) == (["breakfast was superb"], 1)


def test_a_follow_up_is_asked_in_full(asking: Any) -> None:
    one = asking([reply_of(SUPERB)])
    answer = one.ask("Is it good?", history=[Turn(role="user", content=ASKED)])
    assert (answer.question, answer.full_question) == ("Is it good?", "Is the breakfast good?")
    assert one.model.asked[0][1].text.endswith("Question: Is the breakfast good?")


def test_who_leaves_ends_the_call_of_the_model(asking: Any) -> None:
    whole = reply_of(SUPERB, COLD)
    one = asking([whole[: whole.index("}, {") + 1], Pause(60)])

    async def leave() -> None:
        async with aclosing(one.service.stream(ASKED, INN)) as events:
            async for event in events:
                if isinstance(event, Told):
                    break

    asyncio.run(leave())
    assert (one.model.open, one.model.left) == (0, 1)
