"""Wording and rounding of domain.md, section 7."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kerok.dashboard import words


@pytest.mark.parametrize(
    ("hours", "days", "said"),
    [
        (Decimal("2301390.54"), 625246, "3.68"),  # 3.680776...
        (Decimal("3.385"), 1, "3.39"),  # half up, where half to even would give 3.38
        (Decimal("3.125"), 1, "3.13"),
        (Decimal("0.00"), 5, "0.00"),
        (None, 5, "\N{EN DASH}"),
        (Decimal("1.00"), 0, "\N{EN DASH}"),
    ],
)
def test_a_rate_is_rounded_once_half_up_and_missing_is_not_zero(hours: Decimal | None, days: int, said: str) -> None:
    assert words.rate(hours, days) == said


def test_shares_have_one_decimal() -> None:
    assert words.percent(Decimal("115"), Decimal("1000")) == "11.5 %"
    assert words.percent(Decimal("1145"), Decimal("10000")) == "11.5 %"  # 11.45, half up
    assert words.percent(None, Decimal(1)) == words.NONE


def test_a_change_has_a_sign_and_none_is_said_in_words() -> None:
    assert words.change(Decimal("3.71"), Decimal("3.68")) == "+0.03"
    assert words.change(Decimal("3.60"), Decimal("3.68")) == "\N{MINUS SIGN}0.08"
    assert words.change(Decimal("3.681"), Decimal("3.68")) == "no change"
    assert words.change(None, Decimal("3.68")) == ""


@pytest.mark.parametrize(
    ("cms", "said"),
    [
        ("ST. MARY'S MANOR OF THE HILLS", "St. Mary's Manor of the Hills"),
        ("O'BRIEN'S HOME", "O'Brien's Home"),
        ("MILLER'S MERRY MANOR", "Miller's Merry Manor"),
        ("THE FRIENDLY HOME", "The Friendly Home"),
        ("EVERGREEN HOUSE LLC", "Evergreen House LLC"),
        ("Already Mixed", "Already Mixed"),
        (None, "name unknown"),
    ],
)
def test_names_in_capitals_are_written_as_names(cms: str | None, said: str) -> None:
    assert words.facility(cms) == said


def test_quarters() -> None:
    assert words.year_before("2023Q2") == "2022Q2"
    assert words.quarters_between("2022Q4", "2023Q2") == ["2022Q4", "2023Q1", "2023Q2"]
    assert words.months_of("2023Q4") == ["2023-10-01", "2023-11-01", "2023-12-01"]
    assert words.quarter("2023Q2") == "2023Q2 (April to June 2023)"


@pytest.mark.parametrize(("value", "said"), [("1", "1st"), ("2", "2nd"), ("3", "3rd"), ("11", "11th"), ("12", "12th"), ("13", "13th"), ("21", "21st"), ("83.4", "83rd"), ("99.5", "100th")])
def test_percentiles_are_ordinals(value: str, said: str) -> None:
    assert words.ordinal(Decimal(value)) == said


def test_a_sum_is_missing_where_a_part_is() -> None:
    assert words.added([Decimal("1.5"), 2]) == Decimal("3.5")
    assert words.added([Decimal("1.5"), None]) is None
    assert words.added([]) is None
