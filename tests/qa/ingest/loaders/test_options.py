from __future__ import annotations

import pytest

from qa.errors import ConfigurationError
from qa.ingest.loaders import LoadOptions


def test_a_field_that_a_review_has_may_be_mapped() -> None:
    assert LoadOptions(columns={"text": "body"}).columns == {"text": "body"}


@pytest.mark.parametrize("field", ["colour", "metadata", ""])
def test_a_field_that_cannot_be_mapped_is_refused(field: str) -> None:
    with pytest.raises(ConfigurationError, match="is not a field of a review; use id, item_id"):
        LoadOptions(columns={field: "body"})
