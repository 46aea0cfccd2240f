from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from qa.errors import ConfigurationError
from qa.generation.local_writer import open_local_writer
from qa.ports import LanguageModel, Message, Spent
from tests.qa.generation.tiny_model import save_tiny_model

ASKED = [Message("system", "Be brief."), Message("user", "How is it?")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_tiny_model(tmp_path_factory.mktemp("tiny"))


def opened(folder: Path, max_tokens: int = 20) -> LanguageModel:
    return open_local_writer(f"huggingface:{folder}", max_tokens=max_tokens, timeout_s=30)


def test_a_model_from_disk_replies_and_counts_its_tokens(folder: Path) -> None:
    async def write() -> list[str | Spent]:
        model = opened(folder)
        pieces = [piece async for piece in model.write(ASKED)]
        await model.close()
        return pieces

    *pieces, spent = asyncio.run(write())
    assert "".join(piece for piece in pieces if isinstance(piece, str))
    assert isinstance(spent, Spent)
    assert spent.input_tokens > 0


def test_leaving_a_reply_stops_the_model_within_a_second(folder: Path) -> None:
    async def leave() -> float:
        model = opened(folder, max_tokens=8_000)
        before = threading.active_count()
        pieces: AsyncIterator[Any] = model.write(ASKED)
        await anext(pieces)
        assert threading.active_count() > before
        await pieces.aclose()  # type: ignore[attr-defined]
        left = time.monotonic()
        while threading.active_count() > before + 1 and time.monotonic() < left + 5:
            await asyncio.sleep(0.02)
        await model.close()
        return time.monotonic() - left

    assert asyncio.run(leave()) < 1


def test_a_model_without_a_form_for_conversations_replies_too(tmp_path: Path) -> None:
    async def write() -> list[str | Spent]:
        model = opened(save_tiny_model(tmp_path, template=None), max_tokens=5)
        return [piece async for piece in model.write(ASKED)]

    assert asyncio.run(write())


def test_pickled_weights_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="safetensors"):
        opened(save_tiny_model(tmp_path, safe=False))


def test_a_model_with_code_of_its_own_is_refused(tmp_path: Path) -> None:
    save_tiny_model(tmp_path)
    config = tmp_path / "config.json"
    own = (
        '"auto_map": {"AutoConfig": "own.OwnConfig", "AutoModelForCausalLM": "own.OwnModel"}, '
        '"model_type": "own",'
    )
    config.write_text("{" + own + config.read_text().lstrip("{").replace('"model_type": "qwen2",', ""))
    (tmp_path / "own.py").write_text("raise SystemExit('its code was run')")
    with pytest.raises(ConfigurationError, match="no code of its own"):
        opened(tmp_path)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot be loaded"):
        opened(tmp_path / "nowhere")
