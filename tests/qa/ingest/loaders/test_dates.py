from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from qa.ingest.loaders.dates import parse_date

LEAP_DAY = date(2024, 2, 29)


@pytest.mark.parametrize(
    "given",
    [
        LEAP_DAY,
        datetime(2024, 2, 29, 23, 30, tzinfo=UTC),
        1_709_164_800,
        1_709_164_800.5,
        1_709_164_800_000,
        1_709_164_800_000_000,
        1_709_164_800_000_000_000,
        "1709164800",
        "1709164800000",
        20240229,
        "20240229",
        "2024/02/29",
        "2024/2/29 10:15",
        "2024.02.29",
        "2024-2-29",
        "29/02/2024",
        "02/29/2024",
        "29.02.2024",
        "29 Feb 2024",
        "29th February 2024",
        "February 29, 2024",
        "Feb. 29 2024",
        "Thu, 29 Feb 2024 10:15:00 GMT",
        "Reviewed in the Netherlands on February 29, 2024",
        "02 29, 2024",
    ],
)
def test_each_way_to_write_a_day_gives_that_day(given: object) -> None:
    assert parse_date(given) == LEAP_DAY


@pytest.mark.parametrize(
    "given",
    [
        *("03/04/2024", "2024", 2024, "2024/13/01", "30 February 2024", "yesterday", "", True, None, -1, 12),
        *(float("nan"), float("inf"), 1e300, 10**40, "x" * 1_000_000, "29 Febtember 20240", [2024, 2, 29]),
    ],
)
def test_what_is_no_sure_day_is_none(given: object) -> None:
    assert parse_date(given) is None


def test_the_same_number_for_day_and_month_is_sure() -> None:
    assert parse_date("05/05/2024") == date(2024, 5, 5)
