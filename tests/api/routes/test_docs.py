from __future__ import annotations

import re

import pytest

from tests.api.wire import Wire


def test_the_root_leads_to_the_documentation(wire: Wire) -> None:
    response = wire.get("/")
    assert response.status_code == 307
    assert response.headers["location"] == "/docs"


def test_the_documentation_loads_nothing_from_elsewhere(wire: Wire) -> None:
    page = wire.get("/docs").text
    assets = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert len(assets) == 3
    for asset in assets:
        assert asset.startswith("/docs/assets/")
        assert wire.get(asset).status_code == 200
    assert "https://" not in page


def test_every_route_of_the_contract_is_documented(wire: Wire) -> None:
    paths = wire.get("/openapi.json").json()["paths"]
    assert {path: sorted(methods) for path, methods in paths.items()} == {
        "/v1/ask": ["post"],
        "/v1/ask/stream": ["post"],
        "/v1/search": ["post"],
        "/v1/reviews": ["get", "put"],
        "/v1/reviews/{review_id}": ["delete", "get"],
        "/v1/items": ["get"],
        "/v1/items/{item_id}/summary": ["get"],
        "/livez": ["get"],
        "/readyz": ["get"],
    }


def test_errors_are_documented_as_problems_only(wire: Wire) -> None:
    document = wire.get("/openapi.json")
    assert "HTTPValidationError" not in document.text
    responses = document.json()["paths"]["/v1/ask"]["post"]["responses"]
    assert set(responses) == {"200", "default"}
    assert set(responses["default"]["content"]) == {"application/problem+json"}


@pytest.mark.parametrize("schema", ["AskRequest", "FiltersBody", "ReviewDraft", "PutReviewsRequest"])
def test_requests_are_documented_as_closed(wire: Wire, schema: str) -> None:
    schemas = wire.get("/openapi.json").json()["components"]["schemas"]
    assert schemas[schema]["additionalProperties"] is False


def test_every_reference_of_the_document_leads_somewhere(wire: Wire) -> None:
    document = wire.get("/openapi.json")
    references = set(re.findall(r'"\$ref":"#/([^"]+)"', document.text))
    assert "components/schemas/Problem" in references
    for reference in references:
        place = document.json()
        for part in reference.split("/"):
            place = place[part]
        assert place
