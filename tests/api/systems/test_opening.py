"""Systems opened by what names them; functions of the user's come from the working folder."""

from __future__ import annotations

import asyncio
from pathlib import Path
from textwrap import dedent

import pytest

from api.systems import SystemChoice, open_named, open_system
from qa.errors import ConfigurationError, UnreadableSource
from qa.evaluation.answers import SystemAnswer
from qa.evaluation.cases import Case
from qa.evaluation.runner import evaluate
from qa.evaluation.systems import System
from qa.ingest.drafts import ReviewDraft
from qa.models import Filters
from tests.api.fakes import FakeRuntime, review_from

CASE = Case(question="What about the ending?")


@pytest.fixture
def reviews(tmp_path: Path) -> Path:
    folder = tmp_path / "films" / "the-lid"
    folder.mkdir(parents=True)
    (folder / "ana.txt").write_text("The ending  drags.")
    return folder


def module(source: str, path: str = "mine.py") -> None:
    """A module in the working folder."""
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(dedent(source))


def answer_of(choice: SystemChoice, runtime: FakeRuntime | None = None) -> SystemAnswer:
    async def work() -> SystemAnswer:
        async with open_system(choice, None if runtime is None else runtime.open) as system:
            return await system.ask(CASE)

    return asyncio.run(work())


def opened(choice: SystemChoice) -> System:
    async def work() -> System:
        async with open_system(choice) as system:
            return system

    return asyncio.run(work())


ECHO = """
    def echo(case):
        return {"text": case.question.upper()}
"""


def test_where_nothing_is_named_pullquote_is_asked_in_this_process(
    runtime: FakeRuntime, tmp_path: Path
) -> None:
    draft = ReviewDraft(id="r1", item_id="film", text="The ending drags.")
    runtime.service.stored["r1"] = review_from(draft)
    answer = answer_of(SystemChoice(flags={"home": tmp_path / "home"}), runtime)
    assert [cited.quote for cited in answer.citations] == ["ending"]
    assert runtime.closed


def test_a_function_of_the_working_folder_is_asked(reviews: Path) -> None:
    module(ECHO)
    assert answer_of(SystemChoice(spec="mine:echo", reviews=(reviews,))).text == "WHAT ABOUT THE ENDING?"


def test_a_function_in_a_package_of_the_working_folder_is_asked(reviews: Path) -> None:
    module("", "mine_package/__init__.py")
    module(ECHO, "mine_package/bot.py")
    answer = answer_of(SystemChoice(spec="mine_package.bot:echo", reviews=(reviews,)))
    assert answer.text == "WHAT ABOUT THE ENDING?"


def test_a_coroutine_function_is_awaited(reviews: Path) -> None:
    module("async def echo(case):\n    return {'text': 'awaited'}\n")
    assert answer_of(SystemChoice(spec="mine:echo", reviews=(reviews,))).text == "awaited"


def test_a_function_is_judged_by_the_reviews_as_pullquote_would_hold_them(reviews: Path) -> None:
    module(ECHO)
    system = opened(SystemChoice(spec="mine:echo", reviews=(reviews,)))
    [review] = asyncio.run(system.reviews.in_scope(Filters(item_id="the-lid")))
    assert review.text == "The ending drags."


def test_what_a_system_is_called_is_told(reviews: Path) -> None:
    module(ECHO)
    assert opened(SystemChoice(spec="mine:echo", reviews=(reviews,))).about == {
        "system": "mine:echo",
        "callable": "echo",
        "reviews": str(reviews),
    }


def test_a_function_without_reviews_answers_about_those_of_the_configured_store(
    runtime: FakeRuntime, tmp_path: Path
) -> None:
    module(ECHO)
    draft = ReviewDraft(id="r1", item_id="film", text="The ending drags.")
    runtime.service.stored["r1"] = review_from(draft)

    async def known() -> list[str]:
        choice = SystemChoice(spec="mine:echo", flags={"home": tmp_path / "home"})
        async with open_system(choice, runtime.open) as system:
            return [review.id for review in await system.reviews.in_scope(Filters())]

    assert asyncio.run(known()) == ["r1"]
    assert runtime.closed


def test_a_function_may_be_given_itself(reviews: Path) -> None:
    choice = SystemChoice(spec=lambda case: {"text": "given"}, reviews=(reviews,))
    assert answer_of(choice).text == "given"


def test_a_function_over_reviews_that_are_not_there_is_refused(tmp_path: Path) -> None:
    module(ECHO)
    with pytest.raises(UnreadableSource, match="There are no reviews in"):
        opened(SystemChoice(spec="mine:echo", reviews=(tmp_path / "none",)))


SYSTEM = """
    from qa.evaluation.answers import SystemAnswer
    from qa.evaluation.reviews import MemoryReviews

    class Mine:
        about = {"name": "mine"}

        def __init__(self):
            self.reviews = MemoryReviews({"r1": "The ending drags."})

        async def ask(self, case):
            return SystemAnswer(text="made")

    made = Mine()
"""


@pytest.mark.parametrize("name", ["Mine", "made"])
def test_a_system_brings_its_own_reviews_whether_made_or_yet_to_be_made(name: str) -> None:
    module(SYSTEM)
    assert answer_of(SystemChoice(spec=f"mine:{name}")).text == "made"


@pytest.mark.parametrize("spec", ["", "mine", "mine:", ":echo", "ftp//host", "localhost"])
def test_what_names_nothing_is_refused_with_what_does(spec: str) -> None:
    with pytest.raises(ConfigurationError, match="names no system: give in-process, an address such as"):
        opened(SystemChoice(spec=spec))


def test_a_missing_module_is_told() -> None:
    with pytest.raises(
        ConfigurationError,
        match="'mine_gone:echo' cannot be imported: ModuleNotFoundError: No module named 'mine_gone'",
    ):
        opened(SystemChoice(spec="mine_gone:echo"))


def test_a_module_that_lacks_another_names_the_other() -> None:
    module("import mine_dependency\n")
    with pytest.raises(ConfigurationError, match="No module named 'mine_dependency'"):
        opened(SystemChoice(spec="mine:echo"))


def test_a_missing_function_is_told() -> None:
    module(ECHO)
    with pytest.raises(ConfigurationError, match="module 'mine' has no attribute 'ecko'"):
        opened(SystemChoice(spec="mine:ecko"))


@pytest.mark.parametrize("value", ["5", "'text'", "{}", "None"])
def test_what_is_no_function_and_no_system_is_refused(reviews: Path, value: str) -> None:
    module(f"thing = {value}\n")
    with pytest.raises(ConfigurationError, match="is no system: give a function of a case"):
        opened(SystemChoice(spec="mine:thing", reviews=(reviews,)))


def test_an_answer_without_text_is_an_error_of_the_case(reviews: Path) -> None:
    module("def empty(case):\n    return {}\n")
    with pytest.raises(ValueError, match="text"):
        answer_of(SystemChoice(spec="mine:empty", reviews=(reviews,)))


def test_nothing_at_an_address_is_told_with_what_to_start() -> None:
    with pytest.raises(
        ConfigurationError, match=r"No Pullquote service answers at http://127\.0\.0\.1:1: .*serve"
    ):
        opened(SystemChoice(spec="http://127.0.0.1:1"))


def test_a_system_can_be_opened_by_its_name_and_its_reviews_alone(reviews: Path) -> None:
    module(ECHO)

    async def work() -> str:
        async with open_named("mine:echo", reviews=[reviews]) as system:
            return (await system.ask(CASE)).text

    assert asyncio.run(work()) == "WHAT ABOUT THE ENDING?"


BROKEN = {
    "it fails": "raise RuntimeError('no key')\n",
    "it does not parse": "def echo(case) return 1\n",
}


@pytest.mark.parametrize("source", BROKEN.values(), ids=BROKEN)
def test_a_module_that_cannot_be_imported_is_told(source: str) -> None:
    module(source)
    with pytest.raises(ConfigurationError, match="'mine:echo' cannot be imported"):
        opened(SystemChoice(spec="mine:echo"))


def test_a_relative_name_is_refused() -> None:
    with pytest.raises(ConfigurationError):
        opened(SystemChoice(spec=".mine:echo"))


def test_a_class_that_cannot_be_made_by_itself_is_told() -> None:
    module(SYSTEM.replace("def __init__(self):", "def __init__(self, key):").replace("made = Mine()", ""))
    with pytest.raises(ConfigurationError):
        opened(SystemChoice(spec="mine:Mine"))


def test_a_system_need_not_say_what_it_is() -> None:
    module(SYSTEM.replace('about = {"name": "mine"}', ""))

    async def work() -> int:
        async with open_system(SystemChoice(spec="mine:made")) as system:
            return len((await evaluate([CASE], system)).rows)

    assert asyncio.run(work()) == 1
