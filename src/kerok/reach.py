"""How far a Provider Info release reaches: which quarters it can matter to."""

from __future__ import annotations

import datetime as dt

REACH_DAYS = 366  # a Provider Info release says something about months at most this far away


def quarter_span(quarter: str) -> tuple[dt.date, dt.date]:
    """First and last day of a quarter written like 2024Q2."""
    year, number = int(quarter[:4]), int(quarter[5])
    first = dt.date(year, 3 * number - 2, 1)
    return first, dt.date(year + number // 4, number % 4 * 3 + 1, 1) - dt.timedelta(days=1)


def in_reach(quarter: str, release: str) -> bool:
    """Whether a release can matter to a quarter: as of one of its months, or describing it."""
    first, last = quarter_span(quarter)
    day, reach = dt.date.fromisoformat(release), dt.timedelta(days=REACH_DAYS)
    return first - reach <= day <= last + reach


def affected_quarters(loaded: set[str], quarters: set[str], releases: set[str]) -> list[str]:
    """Of the loaded quarters and those changed, the ones whose gold rows a change of these PBJ quarters and Provider Info releases can move."""
    loaded = loaded | quarters
    return sorted(quarters | {q for q in loaded if any(in_reach(q, r) for r in releases)})
