"""Reviews of a Pullquote service at an address, over its HTTP API."""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

import httpx
from pydantic import BaseModel

from api.schemas import AskRequest, SearchRequest
from api.settings import mask_url
from api.views import AnswerView, HitsView, HitView
from qa.errors import ConfigurationError, ServiceRefused

__all__ = ["HttpSource"]

TIMEOUT_S = 60.0  # of one request
ASK, SEARCH = "/v1/ask", "/v1/search"
_JSON = {"Content-Type": "application/json"}


class HttpSource:
    """Asks `/v1/ask` and `/v1/search`.

    It keeps no connection, so that it belongs to no event loop and there is nothing to close.
    Raises: ConfigurationError when `base_url` is no address.
    """

    def __init__(self, base_url: str) -> None:
        self._base_url = _web_address(base_url)

    def search(self, request: SearchRequest) -> Sequence[HitView]:
        with self._explained():
            return HitsView.model_validate(self._post(SEARCH, request)).hits

    async def asearch(self, request: SearchRequest) -> Sequence[HitView]:
        with self._explained():
            return HitsView.model_validate(await self._apost(SEARCH, request)).hits

    def ask(self, request: AskRequest) -> AnswerView:
        with self._explained():
            return AnswerView.model_validate(self._post(ASK, request))

    async def aask(self, request: AskRequest) -> AnswerView:
        with self._explained():
            return AnswerView.model_validate(await self._apost(ASK, request))

    def _post(self, route: str, request: BaseModel) -> Any:
        with httpx.Client(verify=self._tls, timeout=TIMEOUT_S, headers=_JSON) as client:
            return _good(client.post(self._base_url + route, content=_body(request)))

    async def _apost(self, route: str, request: BaseModel) -> Any:
        async with httpx.AsyncClient(verify=self._tls, timeout=TIMEOUT_S, headers=_JSON) as client:
            return _good(await client.post(self._base_url + route, content=_body(request)))

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        """Made once: reading the certificates takes longer than an answer."""
        return httpx.create_ssl_context()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Raises: ConfigurationError for no answer, or one that is not a Pullquote service's."""
        place = mask_url(self._base_url)
        try:
            yield
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            told = str(error) or type(error).__name__
            raise ConfigurationError(
                f"No Pullquote service answers at {place}: {told}. "
                "Start it with `pullquote serve`, or correct the address."
            ) from error
        except ValueError as error:  # no JSON, or not with our fields
            raise ConfigurationError(
                f"Something else than a Pullquote service of this version answers at {place}; "
                "correct the address."
            ) from error


def _web_address(text: str) -> str:
    try:
        parts = urlsplit(text)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, brackets that do not match
        usable = False
    if not usable:
        raise ConfigurationError(f"{mask_url(text)} is no address; give one such as http://localhost:8000.")
    return text.rstrip("/")


def _body(request: BaseModel) -> str:
    return request.model_dump_json(by_alias=True, exclude_none=True)


def _good(response: httpx.Response) -> Any:
    """The body of a good answer.

    Raises: ServiceRefused with the service's own words; ValueError when it is no JSON.
    """
    if response.is_success:
        return response.json()
    try:
        problem = response.json()
        told = problem.get("detail") or problem.get("title")
    except (ValueError, AttributeError):
        told = response.text[:200]
    raise ServiceRefused(f"{response.status_code}: {told or response.reason_phrase}")
