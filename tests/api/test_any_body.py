"""Whatever is sent, the answer is no fault of the server and every error is a problem."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.app import create_app
from api.body import parse_json
from api.error_handlers import RequestRefused
from api.settings import Settings
from tests.api.fakes import FakeRuntime
from tests.api.wire import Wire

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=12)  # lone surrogates included
KNOWN = "question query filters history rating gte published from reviews text item_id"
NAMES = st.sampled_from(KNOWN.split())
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES | ANY_TEXT, inner, max_size=4),
    max_leaves=12,
)
JSON_LIKE = st.text('[]{}",:0123456789.eE-+naNIfity \\u', max_size=40)


@pytest.fixture(scope="module")
def one_wire() -> Wire:
    return Wire(create_app(open_runtime=FakeRuntime().open, settings=Settings()))


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/v1/ask"), ("POST", "/v1/search"), ("PUT", "/v1/reviews")]
)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fields=st.dictionaries(NAMES, VALUES, max_size=4))
def test_any_json_is_answered(one_wire: Wire, method: str, path: str, fields: dict[str, object]) -> None:
    body = json.dumps(fields).encode("ascii")
    response = one_wire.request(method, path, content=body, headers={"Content-Type": "application/json"})
    assert response.status_code < 500
    if response.status_code >= 400:
        assert response.headers["content-type"] == "application/problem+json"
        assert response.json()["code"]


@settings(max_examples=200)
@given(body=st.binary(max_size=40) | JSON_LIKE.map(str.encode))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    try:
        parse_json(body)
    except RequestRefused as refused:
        assert refused.status_code == 400
