"""The README names everything a user can set, call or run, and the release notes know the version."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from api.app import create_app
from api.bootstrap import open_runtime
from api.cli import app as command_line
from api.settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_is_in_the_readme(name: str) -> None:
    assert Settings.variable(name) in README


def test_every_route_is_in_the_readme() -> None:
    paths = create_app(open_runtime=open_runtime, settings=Settings()).openapi()["paths"]
    routes = {(method.upper(), re.sub(r"\{\w+\}", "{id}", path)) for path in paths for method in paths[path]}
    missing = {
        (method, path) for method, path in routes if f"{method} {path}" not in README and path not in README
    }
    assert missing == set()


def test_every_command_is_in_the_readme() -> None:
    names = {command.name or command.callback.__name__ for command in command_line.registered_commands}  # type: ignore[union-attr]
    assert {
        name for name in names if f"pullquote {name}" not in README and f"scripts/{name}" not in README
    } == set()


def test_every_dependency_is_in_the_readme_with_its_reason() -> None:
    requirements = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["parquet"]]
    names = {re.match(r"[a-z0-9-]+", requirement).group() for requirement in requirements}  # type: ignore[union-attr]
    table = README[README.index("## Dependencies") : README.index("## Limits")]
    assert {name for name in names if name not in table} == set()


def test_every_script_that_the_readme_names_is_there() -> None:
    for name in set(re.findall(r"(?:scripts|\.ci|tests/benchmarks)/[\w./-]+\w", README)):
        assert (ROOT / name).exists(), name


def test_no_placeholder_is_left_in_the_readme() -> None:
    assert "@@" not in README


def test_the_release_notes_begin_with_what_is_unreleased_or_with_this_version() -> None:
    first = re.search(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    assert first is not None
    assert first[1].startswith(("Unreleased", PROJECT["version"]))
