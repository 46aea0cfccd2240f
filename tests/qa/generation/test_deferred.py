from __future__ import annotations

import asyncio

import pytest

from qa.errors import ConfigurationError
from qa.generation.deferred import DeferredModel
from qa.ports import LanguageModel, Message
from tests.qa.generation.models import ScriptedModel

ASKED = [Message("user", "How is it?")]


def test_a_model_is_opened_once_and_when_it_is_first_asked() -> None:
    opened: list[LanguageModel] = []

    def open_model() -> LanguageModel:
        opened.append(ScriptedModel([["a"], ["b"]]))
        return opened[0]

    async def ask() -> list[object]:
        model = DeferredModel("m", open_model)
        assert opened == []
        first = [piece async for piece in model.write(ASKED)]
        return [*first, *[piece async for piece in model.write(ASKED)]]

    assert asyncio.run(ask()) == ["a", "b"]
    assert len(opened) == 1


def test_one_that_cannot_be_opened_says_so_each_time_it_is_asked() -> None:
    def open_model() -> LanguageModel:
        raise ConfigurationError("No key.")

    async def ask() -> None:
        model = DeferredModel("m", open_model)
        for _ in range(2):
            with pytest.raises(ConfigurationError, match="No key"):
                await anext(model.write(ASKED))
        await model.close()

    asyncio.run(ask())
