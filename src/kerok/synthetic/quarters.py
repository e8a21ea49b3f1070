"""Quarters, their days, and the Provider Info release that describes each."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from kerok.errors import UsageError

_QUARTER = re.compile(r"(20[0-9]{2})[Qq]([1-4])")
# Months in which CMS published no Provider Info; the next month's file came first.
_NEVER_PUBLISHED = {dt.date(2025, 1, 1): dt.date(2025, 2, 1), dt.date(2026, 1, 1): dt.date(2026, 2, 1)}
# Releases that did not follow the two-quarter lag: they held the staffing of the quarter before.
_HELD = {"2020Q1": "2019Q4", "2023Q4": "2023Q3"}
_FIRST_RELEASED, _FIRST_FROM_PBJ = "2017Q3", "2017Q4"


@dataclass(frozen=True)
class Release:
    """A Provider Info release: processing date, the quarter whose staffing it shows, and whether that comes from PBJ (not CMS-671)."""

    processing_date: dt.date
    describes: str
    from_pbj: bool


def number(quarter: str) -> int:
    """Quarters since year 0, so that neighbours differ by one."""
    return int(quarter[:4]) * 4 + int(quarter[5]) - 1


def name(quarter_number: int) -> str:
    """The inverse of number()."""
    return f"{quarter_number // 4}Q{quarter_number % 4 + 1}"


def days(quarter: str) -> list[dt.date]:
    """Every calendar day of the quarter."""
    first, after = (dt.date(n // 4, n % 4 * 3 + 1, 1) for n in (number(quarter), number(quarter) + 1))
    return [first + dt.timedelta(d) for d in range((after - first).days)]


def parse_quarters(text: str) -> list[str]:
    """Quarters of ``2024Q1``, ``2024Q1..2024Q4`` or a comma list of these, in calendar order, each once.

    Raises:
        UsageError: Something is not a quarter, a range runs backwards, or nothing is left.
    """
    found: set[int] = set()
    for part in filter(None, (p.strip() for p in text.split(","))):
        ends = [_QUARTER.fullmatch(end.strip()) for end in part.split("..")]
        if len(ends) > 2 or not all(ends):
            raise UsageError(f"cannot read the quarters {part!r}", hint="--quarters 2024Q1..2024Q4, or 2023Q2,2024Q1")
        numbers = [number(f"{m[1]}Q{m[2]}") for m in ends if m]
        if numbers[0] > numbers[-1]:
            raise UsageError(f"the range {part!r} runs backwards", hint=f"--quarters {name(numbers[-1])}..{name(numbers[0])}")
        found |= set(range(numbers[0], numbers[-1] + 1))
    if not found:
        raise UsageError("no quarter was given", hint="--quarters 2024Q1..2024Q4")
    return [name(n) for n in sorted(found)]


def release_after(quarter: str) -> Release | None:
    """The first release of the three months that, by the two-quarter lag, describe the quarter; None before the files that are known.

    The releases of July 2020 and April 2024 still showed the quarter before, that of January 2018 CMS-671 forms.
    """
    if quarter < _FIRST_RELEASED:
        return None
    ahead = number(quarter) + 2
    date = dt.date(ahead // 4, ahead % 4 * 3 + 1, 1)
    return Release(_NEVER_PUBLISHED.get(date, date), _HELD.get(quarter, quarter), quarter >= _FIRST_FROM_PBJ)
