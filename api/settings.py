"""What can be configured, and where each value came from. The only reader of the environment."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar, Literal, NamedTuple, Self
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import Field, PrivateAttr, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from qa.errors import ConfigurationError
from qa.ingest.chunking import CHUNK_CHARS

__all__ = ["ENV_PREFIX", "SettingSource", "Settings", "is_web_address", "mask_url"]

ENV_PREFIX = "PULLQUOTE_"
MAX_THREADS = 256  # more than the cores of any machine this is meant for; a typing error otherwise

SettingSource = Literal["flag", "environment", ".env", "default"]


def _default_home() -> Path:
    return user_data_path("pullquote", appauthor=False)


class Settings(BaseSettings):
    """Every setting. Flags win over the environment, the environment over `.env`, empty counts as unset.

    URLs are secrets, because they may carry a password.
    """

    model_config = SettingsConfigDict(
        env_prefix=ENV_PREFIX, env_ignore_empty=True, extra="ignore", frozen=True, hide_input_in_errors=True
    )

    home: Path = Field(default_factory=_default_home, description="Folder of the store.")
    database_url: SecretStr | None = Field(
        default=None, description="The record, as a SQLAlchemy URL. Default: SQLite in the home folder."
    )
    chroma_url: SecretStr | None = Field(
        default=None, description="A Chroma server. Default: embedded, in the home folder."
    )
    embedding_model: str | None = Field(
        default=None, description="A sentence-transformers model. Default: MiniLM, from an installed package."
    )
    reranker: str | None = Field(
        default=None,
        description="A cross-encoder that puts sentences in order, by path or id, or none. Default: bundled.",
    )
    chunk_chars: int = Field(
        default=CHUNK_CHARS,
        ge=50,
        le=4000,
        description="Longest passage, in characters. Holds for reviews ingested or reindexed from then on.",
    )
    llm: str | None = Field(
        default=None,
        description="Language model that writes answers, such as openai:gpt-4o-mini or ollama:llama3.2.",
    )
    llm_base_url: SecretStr | None = Field(
        default=None, description="Address of an OpenAI-compatible model server."
    )
    llm_timeout_s: float = Field(
        default=30.0, ge=1, le=600, description="Seconds for a generative answer in all; a third for a word."
    )
    llm_max_tokens: int = Field(
        default=800, ge=50, le=8000, description="Longest reply of the language model, in its tokens."
    )
    llm_requests_per_minute: int | None = Field(
        default=None, ge=1, description="Calls of the language model in a minute; beyond, it is not asked."
    )
    llm_requests_per_day: int | None = Field(default=None, ge=1, description="The same in 24 hours.")
    llm_tokens_per_minute: int | None = Field(
        default=None,
        ge=1,
        description="Its tokens in a minute, of prompts and replies; beyond, it is not asked.",
    )
    llm_tokens_per_day: int | None = Field(default=None, ge=1, description="The same in 24 hours.")
    host: str = Field(default="127.0.0.1", min_length=1, description="Address to listen on.")
    port: int = Field(default=8000, ge=0, le=65535, description="Port to listen on; 0 takes a free one.")
    threads: int | None = Field(
        default=None, ge=1, le=MAX_THREADS, description="Threads for embedding. Default: one a core."
    )
    allow_open: bool = Field(
        default=False, description="Serve on an address that others can reach, although there are no keys."
    )
    web_concurrency: int = Field(
        default=1,
        ge=1,
        validation_alias="WEB_CONCURRENCY",
        description="Read from WEB_CONCURRENCY, only to refuse more than 1: one process owns the store.",
    )

    env_file: ClassVar[Path] = Path(".env")
    _sources: dict[str, SettingSource] = PrivateAttr(default_factory=dict)
    _unknown: tuple[str, ...] = PrivateAttr(default=())

    @field_validator("chroma_url", "llm_base_url")
    @classmethod
    def _require_web_address(cls, url: SecretStr | None) -> SecretStr | None:
        if url is not None and not is_web_address(url.get_secret_value()):
            raise ValueError("It must be an address such as http://localhost:8001")
        return url

    @field_validator("home")
    @classmethod
    def _expand_home(cls, home: Path) -> Path:
        return home.expanduser().absolute()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """`load` reads the sources itself, so that it knows which one each value came from."""
        return (init_settings,)

    @classmethod
    def load(cls, **flags: Any) -> Self:
        """Read flags, environment and `.env` of the working folder; a flag of None is one not given.

        Raises: ConfigurationError, which names what is wrong but never shows a value.
        """
        layers = _read_layers(cls, {name: value for name, value in flags.items() if value is not None})
        values: dict[str, Any] = {}
        sources: dict[str, SettingSource] = {}
        for source, layer in layers.items():
            values.update(layer.values)
            sources.update({cls._named(key): source for key in layer.values})
        try:
            settings = cls(**values)
        except ValidationError as error:
            raise ConfigurationError(_describe(error, sources)) from None
        settings._sources.update(sources)
        settings._unknown = tuple(sorted({name for layer in layers.values() for name in layer.unknown}))
        return settings

    @classmethod
    def _named(cls, key: str) -> str:
        """The setting that a source calls `key`."""
        return next((n for n, f in cls.model_fields.items() if key in (n, f.validation_alias)), key)

    @classmethod
    def _key(cls, name: str) -> str:
        """What a source calls the setting `name`."""
        alias = cls.model_fields[name].validation_alias
        return alias if isinstance(alias, str) else name

    @classmethod
    def variable(cls, name: str) -> str:
        """The environment variable of a setting, such as PULLQUOTE_HOME for `home`."""
        key = cls._key(name)
        return f"{ENV_PREFIX}{name.upper()}" if key == name else key

    def source_of(self, name: str) -> SettingSource:
        """Where the value of the setting `name` came from."""
        return self._sources.get(name, "default")

    @property
    def unknown_variables(self) -> tuple[str, ...]:
        """Variables that begin with PULLQUOTE_ but name no setting: most likely misspelt."""
        return self._unknown

    def shown(self) -> dict[str, str]:
        """Every setting as text fit to print: passwords are masked, None is the empty string."""
        return {name: _shown(getattr(self, name)) for name in type(self).model_fields}


def is_web_address(url: str) -> bool:
    """Whether a text is an address that a client can ask."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, brackets that do not match
        return False


def mask_url(url: str) -> str:
    """The URL with user, password, query and fragment hidden; text that is no URL is hidden whole."""
    try:
        parts = urlsplit(url)
        host, port, user = parts.hostname or "", parts.port, parts.username
    except ValueError:
        return "***"
    if not parts.scheme:
        return "***"
    place = (f"[{host}]" if ":" in host else host) + (f":{port}" if port else "")
    login = "***@" if user is not None or parts.password is not None else ""
    hidden = "?***" if parts.query or parts.fragment else ""
    return f"{parts.scheme}://{login}{place}{parts.path}{hidden}"


def _shown(value: object) -> str:
    if isinstance(value, SecretStr):
        return mask_url(value.get_secret_value())
    return "" if value is None else str(value)


class _Layer(NamedTuple):
    values: Mapping[str, Any]
    unknown: frozenset[str]


def _read_layers(cls: type[Settings], flags: Mapping[str, Any]) -> dict[SettingSource, _Layer]:
    """What each source says, weakest first."""
    try:
        dotenv = DotEnvSettingsSource(cls, env_file=cls.env_file, env_file_encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise ConfigurationError(
            f"{cls.env_file} in the working folder cannot be read as UTF-8 text; correct it or move it away."
        ) from None
    environment = EnvSettingsSource(cls)
    keys = {cls._key(name) for name in cls.model_fields}
    return {
        ".env": _Layer({k: v for k, v in dotenv().items() if k in keys}, _unknown(cls, dotenv)),
        "environment": _Layer(environment(), _unknown(cls, environment)),
        "flag": _Layer({cls._key(name): value for name, value in flags.items()}, frozenset()),
    }


def _unknown(cls: type[Settings], source: EnvSettingsSource) -> frozenset[str]:
    known = {cls.variable(name) for name in cls.model_fields}
    return frozenset(
        n for n in map(str.upper, source.env_vars) if n.startswith(ENV_PREFIX) and n not in known
    )


def _describe(error: ValidationError, sources: Mapping[str, SettingSource]) -> str:
    detail = error.errors(include_url=False, include_input=False)[0]
    name = Settings._named(str(detail["loc"][0]))
    label = f"--{name.replace('_', '-')}" if sources.get(name) == "flag" else Settings.variable(name)
    where = " in .env" if sources.get(name) == ".env" else ""
    reason = detail["msg"].removeprefix("Value error, ")
    return f"{label}{where} is not usable: {reason[:1].lower()}{reason[1:]}."
