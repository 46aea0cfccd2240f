from __future__ import annotations

from pathlib import Path

import pytest

from api.settings import Settings, mask_url
from qa.errors import ConfigurationError


def test_everything_has_a_default() -> None:
    settings = Settings.load()
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.home.name == "pullquote"
    assert {settings.source_of(name) for name in Settings.model_fields} == {"default"}


def test_flags_win_over_the_environment_and_that_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("PULLQUOTE_PORT=1\nPULLQUOTE_HOST=::1\nPULLQUOTE_LLM=file\n")
    monkeypatch.setenv("PULLQUOTE_PORT", "2")
    monkeypatch.setenv("PULLQUOTE_HOST", "127.0.0.2")
    settings = Settings.load(port=3, threads=None)
    assert (settings.port, settings.host, settings.llm) == (3, "127.0.0.2", "file")
    sources = [settings.source_of(name) for name in ("port", "host", "llm", "threads")]
    assert sources == ["flag", "environment", ".env", "default"]


def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("PULLQUOTE_HOST=127.0.0.3\n")
    monkeypatch.setenv("PULLQUOTE_HOST", "")
    settings = Settings.load()
    assert settings.host == "127.0.0.3"
    assert settings.source_of("host") == ".env"


def test_variables_of_others_in_the_file_are_left_alone() -> None:
    Path(".env").write_text("OPENAI_API_KEY=x\nPORT=9\n")
    assert Settings.load().unknown_variables == ()
    assert Settings.load().port == 8000


def test_variables_that_name_no_setting_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("PULLQUOTE_HOTS=x\n")
    monkeypatch.setenv("PULLQUOTE_PROT", "1")
    assert Settings.load().unknown_variables == ("PULLQUOTE_HOTS", "PULLQUOTE_PROT")


def test_a_folder_is_made_absolute_and_its_tilde_expanded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ana")
    assert Settings.load(home="~/reviews").home == Path("/home/ana/reviews")
    assert Settings.load(home="reviews").home == Path.cwd() / "reviews"


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("PULLQUOTE_PORT", "70000"),
        ("PULLQUOTE_PORT", "eighty"),
        ("PULLQUOTE_THREADS", "0"),
        ("PULLQUOTE_CHROMA_URL", "junk"),
        ("PULLQUOTE_CHROMA_URL", "ftp://db:21"),
        ("PULLQUOTE_CHROMA_URL", "http:///reviews"),
        ("PULLQUOTE_CHROMA_URL", "http://db:many"),
        ("PULLQUOTE_LLM_BASE_URL", "localhost:11434"),
        ("PULLQUOTE_ALLOW_OPEN", "perhaps"),
        ("WEB_CONCURRENCY", "many"),
    ],
)
def test_an_unusable_value_is_told_by_its_variable_and_not_repeated(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(ConfigurationError) as raised:
        Settings.load()
    assert variable in raised.value.message
    assert value not in raised.value.message.replace(variable, "")


def test_an_unusable_flag_is_told_as_a_flag() -> None:
    with pytest.raises(ConfigurationError, match="--port"):
        Settings.load(port=-1)


def test_a_file_that_is_no_text_is_told_as_such() -> None:
    Path(".env").write_bytes(b"PULLQUOTE_LLM=\xff\xfe\n")
    with pytest.raises(ConfigurationError, match=r"\.env"):
        Settings.load()


def test_passwords_are_neither_shown_nor_in_the_representation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULLQUOTE_DATABASE_URL", "postgresql://ana:hunter2@db:5432/reviews?password=hunter2")
    settings = Settings.load()
    assert settings.shown()["database_url"] == "postgresql://***@db:5432/reviews?***"
    assert "hunter2" not in repr(settings)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("http://localhost:8001", "http://localhost:8001"),
        ("https://:secret@[::1]:8001/path", "https://***@[::1]:8001/path"),
        ("sqlite:////var/lib/reviews.db", "sqlite:////var/lib/reviews.db"),
        ("https://host/path#token", "https://host/path?***"),
        ("http://host:port", "***"),
        ("just-a-secret", "***"),
    ],
)
def test_a_url_is_shown_without_its_secrets(url: str, shown: str) -> None:
    assert mask_url(url) == shown
