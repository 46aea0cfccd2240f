"""What the tree as a whole holds itself to."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("qa", "vectorstore", "api")
LINES_CEILING = 400
EMPTY_NAMES = {"util", "utils", "helper", "helpers", "common", "base", "manager", "misc"}
# Starting any of these costs more than answering; a command that does not need them must not wait.
HEAVY = ("torch", "sentence_transformers", "transformers", "chromadb", "onnxruntime", "langchain")


def sources() -> list[Path]:
    return [path for package in (*PACKAGES, "tests") for path in sorted((ROOT / package).rglob("*.py"))]


def modules() -> Iterator[str]:
    for package in PACKAGES:
        yield package
        for found in pkgutil.walk_packages([str(ROOT / package)], f"{package}."):
            if not found.name.endswith("__main__"):
                yield found.name


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_is_too_long_to_hold_in_mind(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LINES_CEILING


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert not [path for path in sources() if path.stem in EMPTY_NAMES]


@pytest.mark.parametrize("name", list(modules()))
def test_every_module_says_what_it_is_and_what_it_offers(name: str) -> None:
    module = importlib.import_module(name)
    assert module.__doc__
    for public in getattr(module, "__all__", ()):
        assert hasattr(module, public), f"{name}.__all__ names {public}, which is not there"


def test_every_module_with_code_lists_its_public_names() -> None:
    unlisted = []
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            tree = ast.parse(path.read_text("utf-8"))
            defines = any(isinstance(node, ast.ClassDef | ast.FunctionDef) for node in tree.body)
            names = {
                target.id
                for node in tree.body
                if isinstance(node, ast.Assign)
                for target in node.targets
                if isinstance(target, ast.Name)
            }
            if defines and "__all__" not in names:
                unlisted.append(str(path.relative_to(ROOT)))
    assert unlisted == []


@pytest.mark.parametrize("name", ["qa.service", "vectorstore.store", "api.bootstrap", "api.cli"])
def test_importing_a_module_loads_nothing_heavy(name: str) -> None:
    program = f"import sys, {name}; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_only_the_settings_read_the_environment() -> None:
    readers = {
        str(path.relative_to(ROOT))
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if any(word in path.read_text("utf-8") for word in ("os.environ", "os.getenv", "environ["))
    }
    # A child process inherits the environment; nothing is read from it.
    passed_on = {"vectorstore/index_check.py", "vectorstore/embedding/cache.py"}
    assert readers <= passed_on
