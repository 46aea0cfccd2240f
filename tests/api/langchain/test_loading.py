"""What is loaded when, and that a program which forgets to close still ends."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
HEAVY = ("torch", "sentence_transformers", "transformers", "langchain")
MODELS = ("chromadb", "onnxruntime", "fastapi", "typer")


def run(program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout.strip()


def test_importing_loads_the_core_of_langchain_and_no_model() -> None:
    told = run(f"import sys, api.langchain; print([m for m in {HEAVY + MODELS!r} if m in sys.modules])")
    assert told == "[]"


@pytest.mark.parametrize("name", ["api.cli", "api.bootstrap", "api.app", "qa.service", "vectorstore.store"])
def test_the_rest_does_not_load_langchain(name: str) -> None:
    assert run(f"import sys, {name}; print('langchain_core' in sys.modules)") == "False"


def test_a_store_is_asked_without_torch_and_a_program_that_does_not_close_it_ends(home: Path) -> None:
    told = run(
        "import sys\n"
        "from api.langchain import PullquoteRetriever, pullquote_tool\n"
        f"opened = PullquoteRetriever.open(home={str(home)!r})\n"
        "assert opened.invoke('How was the breakfast?')\n"
        "assert pullquote_tool(opened.source).invoke({'question': 'How was the breakfast?'})\n"
        f"print([m for m in {HEAVY!r} if m in sys.modules])"
    )
    assert told == "[]"
