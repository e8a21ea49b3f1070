"""What a page's figures are of: the nation, a state, or the facilities loaded; and which earlier quarter they may be held against."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kerok.dashboard import parts, words
from kerok.dashboard.parts import Page

US = "US"

FACILITIES = "SELECT facilities FROM vw_benchmarks WHERE area = ? AND quarter = ? AND role_set = 'cms_total'"


def area(page: Page) -> str:
    """The state's code, or US for all that is loaded, as views with an area have it."""
    return page.state.state or US


def area_named(page: Page) -> str:
    """What the figures of the quarter are of, with how much of it is loaded: a nation only at full coverage."""
    if page.loaded.is_national(page.state.quarter):
        return words.state(page.state.state) if page.state.state else "United States"
    row = page.data.row(FACILITIES, area(page), page.state.quarter)
    return words.facilities_loaded(row["facilities"] if row else 0, [page.state.state] if page.state.state else list(page.loaded.states))


def earlier(page: Page) -> str | None:
    """The quarter a year before, where both are loaded, cover as much, and neither is one that is not used for change; else None."""
    now, before = page.state.quarter, words.year_before(page.state.quarter)
    if not page.loaded.are_comparable(now, before) or {now, before} & set(words.HOLLOW):
        return None
    return before


def hollow(page: Page, quarters: Sequence[str]) -> list[bool]:
    """Which points of a course are drawn hollow: quarters that are not taken for a change, and those that cover other states than the page's quarter."""
    now, loaded = page.state.quarter, page.loaded
    return [q in words.HOLLOW or (q in loaded.quarters and not loaded.are_comparable(q, now)) for q in quarters]


def why_no_change(page: Page) -> str:
    """Why no change over a year is given."""
    now, before = page.state.quarter, words.year_before(page.state.quarter)
    for quarter in (now, before):
        if quarter in words.HOLLOW:
            return f"No change over a year is given: {words.HOLLOW[quarter]}."
    if before not in page.loaded.quarters:
        return f"No change over a year is given: {before} is not loaded."
    return f"No change over a year is given: {before} and {now} do not cover as much."


def say_hollow(page: Page) -> None:
    """Why points of a course are hollow, below its chart."""
    now, loaded = page.state.quarter, page.loaded
    for quarter in [q for q in words.HOLLOW if q in loaded.quarters]:
        parts.note(f"Hollow points: {words.HOLLOW[quarter]}.")
    if others := [q for q in loaded.quarters if not loaded.are_comparable(q, now)]:
        parts.note(f"Hollow points: {', '.join(others)} {'does' if len(others) == 1 else 'do'} not cover the same as {now}: national files and extracts, or extracts of other states.")


def share(part: Decimal | int | None, whole: Decimal | int | None) -> Decimal | None:
    """A share in percent, unrounded, as a chart needs it; None where either is missing or the whole is 0."""
    found = words.ratio(part, whole)
    return None if found is None else found * 100


def hours_of(role_set: str) -> str:
    """A role set within a sentence: "total nurse hours", "RN hours"."""
    return f"{words.role_set_within(role_set)} hours"
