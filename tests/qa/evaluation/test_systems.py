"""What can be judged: a function, an object with `ask` and `reviews`, and the service itself."""

from __future__ import annotations

import asyncio
import functools
import threading
from typing import Any

import pytest
from pydantic import ValidationError

from qa.alignment import Alignment, Span
from qa.errors import ConfigurationError
from qa.evaluation.answers import AnswerCounts, SystemAnswer
from qa.evaluation.cases import Case
from qa.evaluation.reviews import MemoryReviews, ReviewText
from qa.evaluation.systems import CallableSystem, ServiceSystem, System, as_system
from qa.models import Answer, Coverage, Filters, Hit, Page, Review
from tests.qa.evaluation.builders import REVIEWS, TEXTS, answer, case, review

REVIEW = Review(
    id="ana",
    item_id="kettle",
    text=TEXTS["ana"],
    source_text=TEXTS["ana"],
    content_hash="",
    alignment=Alignment.identity(len(TEXTS["ana"])),
)

EVERYTHING = Filters()


def ask(_: Case) -> SystemAnswer:
    return answer()


async def ask_later(_: Case) -> SystemAnswer:
    return answer()


def asked(system: System, given: Case | None = None) -> SystemAnswer:
    return asyncio.run(system.ask(given or case()))


def known(system: System) -> list[str]:
    return [one.id for one in asyncio.run(system.reviews.in_scope(Filters()))]


class Parrot:
    """A callable object, which repeats the question."""

    def __call__(self, case: Case) -> dict[str, Any]:
        return {"text": case.question}


class LaterParrot:
    """The same as a coroutine."""

    async def __call__(self, case: Case) -> dict[str, Any]:
        return {"text": case.question}


def _echo(case: Case, *, loud: bool) -> dict[str, Any]:
    return {"text": case.question.upper() if loud else case.question}


# Functions of a case.


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (ask, "So it is."),
        (ask_later, "So it is."),
        (lambda case: ask_later(case), "So it is."),
        (Parrot(), "Why?"),
        (LaterParrot(), "Why?"),
        (functools.partial(_echo, loud=True), "WHY?"),
    ],
    ids=["function", "coroutine", "function of a coroutine", "object", "object of a coroutine", "partial"],
)
def test_whatever_can_be_called_with_a_case_is_a_system(given: Any, said: str) -> None:
    assert asked(as_system(given, TEXTS), case("Why?")).text == said


def test_the_function_is_given_the_very_case() -> None:
    seen: list[Case] = []
    whole = case("Why?", tags=["like"])

    def note(case: Case) -> SystemAnswer:
        seen.append(case)
        return answer()

    asked(as_system(note, TEXTS), whole)
    assert len(seen) == 1
    assert seen[0] is whole


def test_an_answer_is_passed_on_as_it_is() -> None:
    given = answer()
    assert asked(as_system(lambda _: given, TEXTS)) is given


def test_a_mapping_with_the_fields_of_an_answer_is_one() -> None:
    row = {"text": "Yes.", "answered": True, "citations": [{"quote": "The lid", "review_id": "ana"}]}
    assert asked(as_system(lambda _: row, TEXTS)) == SystemAnswer.model_validate(row)


@pytest.mark.parametrize("rubbish", [None, "Yes.", {}, {"text": "Yes.", "mood": "glum"}], ids=repr)
def test_what_is_no_answer_is_refused(rubbish: Any) -> None:
    with pytest.raises((ValidationError, TypeError)):
        asked(as_system(lambda _: rubbish, TEXTS))


def test_a_blocking_function_does_not_hold_up_the_loop() -> None:
    async def both() -> SystemAnswer:
        ticked = asyncio.Event()
        loop = asyncio.get_running_loop()
        waited = threading.Event()

        def wait_for_the_loop(_: Case) -> SystemAnswer:
            loop.call_soon_threadsafe(ticked.set)
            assert waited.wait(timeout=10)
            return answer()

        work = asyncio.create_task(as_system(wait_for_the_loop, TEXTS).ask(case()))
        await ticked.wait()
        waited.set()
        return await work

    assert asyncio.run(both()) == answer()


def test_a_coroutine_runs_on_the_loop_that_asks() -> None:
    ran_on: list[object] = []

    async def note(_: Case) -> SystemAnswer:
        ran_on.append(asyncio.get_running_loop())
        return answer()

    async def both() -> bool:
        await as_system(note, TEXTS).ask(case())
        return ran_on == [asyncio.get_running_loop()]

    assert asyncio.run(both())


@pytest.mark.parametrize(
    ("given", "name"), [(ask, "ask"), (Parrot(), "Parrot"), (functools.partial(_echo, loud=True), "partial")]
)
def test_a_function_is_told_by_its_name(given: Any, name: str) -> None:
    assert as_system(given, TEXTS).about == {"callable": name}


def test_a_function_can_be_given_a_name() -> None:
    assert CallableSystem(ask, MemoryReviews(TEXTS), name="mine").about == {"callable": "mine"}


@pytest.mark.parametrize(
    "given",
    [TEXTS, list(REVIEWS), [{"id": key, "text": text} for key, text in TEXTS.items()]],
    ids=["texts by id", "reviews", "mappings"],
)
def test_reviews_may_be_given_in_several_ways(given: Any) -> None:
    assert known(as_system(ask, given)) == list(TEXTS)


def test_a_source_of_reviews_is_used_as_it_is() -> None:
    source = MemoryReviews(TEXTS)
    assert as_system(ask, source).reviews is source


def test_a_function_without_reviews_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="give the reviews this function answers about"):
        as_system(ask)


def test_a_function_may_have_no_reviews_as_yet() -> None:
    assert known(as_system(ask, {})) == []


class OnlyAsks:
    """An object that lacks its reviews."""

    async def ask(self, case: Case) -> SystemAnswer:
        return answer()


@pytest.mark.parametrize("given", [7, "in-process", None])
def test_what_is_no_system_is_refused(given: Any) -> None:
    with pytest.raises(ConfigurationError, match="give a function of a case, or an object with `ask`"):
        as_system(given, TEXTS)


def test_an_object_that_only_asks_needs_reviews() -> None:
    assert known(as_system(OnlyAsks(), TEXTS)) == list(TEXTS)
    with pytest.raises(ConfigurationError, match="an object with `ask` and `reviews`"):
        as_system(OnlyAsks())


# Objects with `ask` and `reviews`.


class Whole:
    """Everything a system has."""

    def __init__(self) -> None:
        self.about = {"brand": "tin"}
        self.reviews: Any = MemoryReviews(TEXTS)

    async def ask(self, case: Case) -> SystemAnswer:
        return answer(text=case.question)


class Nameless:
    """A system that does not say what it is."""

    def __init__(self, reviews: Any) -> None:
        self.reviews = reviews

    async def ask(self, case: Case) -> SystemAnswer:
        return answer(text=case.question)


class Blocking:
    """A system that blocks, and answers with a mapping."""

    def __init__(self, reviews: Any = TEXTS) -> None:
        self.about = {"brand": "tin"}
        self.reviews = reviews

    def ask(self, case: Case) -> dict[str, Any]:
        on_the_loop = threading.current_thread() is threading.main_thread()
        return {"text": f"{case.question} {'on the loop' if on_the_loop else 'on a thread'}"}


def test_a_whole_system_is_left_as_it_is() -> None:
    whole = Whole()
    assert as_system(whole) is whole


def test_a_system_without_words_about_itself_is_told_by_its_class() -> None:
    source = MemoryReviews(TEXTS)
    system = as_system(Nameless(source))
    assert system.about == {"callable": "Nameless"}
    assert system.reviews is source
    assert asked(system, case("Why?")).text == "Why?"


@pytest.mark.parametrize("reviews", [TEXTS, MemoryReviews(TEXTS)], ids=["texts", "source"])
def test_a_system_that_blocks_is_asked_on_a_thread(reviews: Any) -> None:
    assert asked(as_system(Blocking(reviews)), case("Why?")).text == "Why? on a thread"


def test_plain_texts_of_a_system_become_a_source() -> None:
    whole = Whole()
    whole.reviews = {"eve": "It hums."}
    system = as_system(whole)
    assert known(system) == ["eve"]
    assert asked(system, case("Why?")).text == "Why?"


def test_a_system_that_is_completed_keeps_its_words_about_itself() -> None:
    assert as_system(Blocking()).about == {"brand": "tin"}


def test_a_system_that_is_completed_keeps_its_retrieval() -> None:
    class Retrieving(Nameless):
        async def retrieve(self, case: Case) -> None: ...

    assert hasattr(as_system(Retrieving(TEXTS)), "retrieve")


# The service.


class Service:
    """A service that notes what it is asked."""

    def __init__(self) -> None:
        self.asked: list[Any] = []
        self.searched: list[Any] = []

    async def ask(self, question: str, filters: Filters = EVERYTHING, **options: Any) -> Answer:
        self.asked.append((question, filters, options))
        return Answer(
            id="1",
            question=question,
            answered=False,
            text="The reviews do not say.",
            claims=(),
            citations=(),
            coverage=Coverage(reviews_in_scope=4, reviewers=4, mentioning=0, positive=0, negative=0),
            nearest=(),
            suggestions=(),
            engine="extractive",
        )

    async def search(self, query: str, filters: Filters = EVERYTHING, **options: Any) -> list[Hit]:
        self.searched.append((query, filters, options))
        return [Hit(review=REVIEW, span=Span(0, 16), score=1.0, opinion=0.0, polarity=0.0, ordinal=0)]

    async def reviews(self, filters: Filters, *, cursor: str | None, limit: int) -> Page[Review]:
        return Page(rows=(REVIEW,), cursor=None)


KETTLE = case("Why?", scope={"item_id": "kettle"})


def test_the_service_is_asked_the_question_in_its_scope_with_its_settings() -> None:
    service = Service()
    given = asked(ServiceSystem(service, engine="extractive", max_citations=3), KETTLE)
    [(question, filters, options)] = service.asked
    assert (question, filters) == ("Why?", Filters(item_id="kettle"))
    assert options == {"engine": "extractive", "max_citations": 3, "history": []}
    assert (given.text, given.answered) == ("The reviews do not say.", False)
    assert given.counts == AnswerCounts(reviews_in_scope=4, reviewers=4, mentioning=0, positive=0, negative=0)


def test_what_the_service_finds_is_asked_for_in_the_same_scope() -> None:
    service = Service()
    found = asyncio.run(ServiceSystem(service).retrieve(KETTLE))
    assert [hit.text for hit in found or ()] == ["The lid rattles."]
    assert service.searched == [("Why?", Filters(item_id="kettle"), {"limit": 10})]


def test_nothing_is_searched_where_retrieval_is_not_judged() -> None:
    service = Service()
    assert asyncio.run(ServiceSystem(service, retrieval=False).retrieve(KETTLE)) is None
    assert service.searched == []


def test_the_service_is_told_by_its_settings_and_what_else_is_known() -> None:
    system = ServiceSystem(Service(), engine="generative", max_citations=2, about={"model": "small"})
    assert system.about == {"engine": "generative", "max_citations": 2, "model": "small"}
    assert ServiceSystem(Service()).about == {"engine": "auto", "max_citations": 6}


def test_the_reviews_of_the_service_are_those_it_answers_about() -> None:
    [found] = asyncio.run(ServiceSystem(Service()).reviews.in_scope(Filters()))
    assert found == ReviewText.of(REVIEW) == review("ana", TEXTS["ana"], item_id="kettle")
