"""Reviews of a Pullquote service at an address, over its HTTP API."""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any

import httpx
from pydantic import BaseModel

from api.replies import good_json
from api.schemas import AskRequest, SearchRequest
from api.settings import is_web_address, mask_url
from api.views import AnswerView, HitsView, HitView
from qa.errors import ConfigurationError

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
            return good_json(client.post(self._base_url + route, content=_body(request)))

    async def _apost(self, route: str, request: BaseModel) -> Any:
        async with httpx.AsyncClient(verify=self._tls, timeout=TIMEOUT_S, headers=_JSON) as client:
            return good_json(await client.post(self._base_url + route, content=_body(request)))

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
    if not is_web_address(text):
        raise ConfigurationError(f"{mask_url(text)} is no address; give one such as http://localhost:8000.")
    return text.rstrip("/")


def _body(request: BaseModel) -> str:
    return request.model_dump_json(by_alias=True, exclude_none=True)
