"""Drawings that several pages share: lines of hours, the spread of facilities, maps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from kerok.dashboard import charts, parts, usmap, words
from kerok.dashboard.look import colors
from kerok.dashboard.parts import Page
from kerok.dashboard.questions import areas

PER_HOUR = 5  # classes of 0.20 HPRD
MOST_HOURS = 12  # CMS leaves facility-quarters above it out of its public file; a single role set of a damaged one may lie there


def hours_lines(names: Sequence[str], sums: Mapping[tuple[str, str], dict[str, Any]], hollow: Sequence[bool], alt: str, height: int = 300) -> None:
    """Total nurse, aide, RN and LPN HPRD over quarters or months.

    Args:
        sums: Hours and resident days by name and role set; what is missing is a gap.
        hollow: For each name, whether its points are hollow.
    """
    c = colors()

    def values(role_set: str) -> list[Decimal | None]:
        found = [sums.get((n, role_set)) for n in names]
        return [words.ratio(r["hours"], r["resident_days"]) if r else None for r in found]

    shown = [("Total nurse", "cms_total", c.main), ("Nurse aide", "cms_aide", c.accent), ("RN", "cms_rn", c.many[3]), ("LPN", "cms_lpn", c.many[2])]
    lines = [charts.line(title, values(role_set), color=shade, hollow=hollow, dashed=i > 0) for i, (title, role_set, shade) in enumerate(shown)]
    charts.draw({"xAxis": charts.categories(names), "yAxis": charts.axis("hours per resident day"), "series": lines}, alt=alt, height=height)


def drawn(rows: Sequence[Mapping[str, Any]]) -> tuple[dict[int, int], int]:
    """Facilities by class as far as they are drawn, and how many lie beyond `MOST_HOURS`; where all do, they are drawn."""
    counts = {r["class"]: r["facilities"] for r in rows}
    shown = {n: count for n, count in counts.items() if n < MOST_HOURS * PER_HOUR} or counts
    return shown, sum(counts.values()) - sum(shown.values())


def spread(p: Page, state: str | None = None, height: int = 250) -> None:
    """How many facilities of an area have how much of the chosen role set, and the three averages by their names."""
    s = p.state
    area = state or s.state
    average = p.data.answer(areas.averages(area or "US", s.quarter, s.role_set)).first
    rows = p.data.answer(areas.distribution(s.quarter, s.role_set, area, PER_HOUR)).rows
    with parts.card(f"Facilities by {words.role_set_within(s.role_set)} HPRD", f"{s.quarter}; classes of 0.20 HPRD"):
        if not rows or average is None:
            parts.note("No facility has a rate in this quarter.")
            return
        counts, beyond = drawn(rows)
        median = average["facility_median"]
        charts.draw(
            charts.histogram(counts, PER_HOUR, "hours per resident day", at=median, text=f"median {words.two(median)}"),
            alt=f"Histogram of {average['facilities_measured']:,} facilities by {words.role_set(s.role_set)} hours per resident day; median {words.two(median)}, middle half {words.two(average['p25'])} to {words.two(average['p75'])}.",
            height=height,
        )
        if beyond:
            parts.note(f"{words.plural(beyond, 'facility', 'facilities')} at {MOST_HOURS} hours or more not drawn.")
        parts.plain_table(
            ["resident-weighted", "facility mean", "facility median"],
            [[words.rate(average["hours"], average["resident_days"]), words.two(average["facility_mean"]), words.two(median)]],
            caption="The three averages",
        )
        p.cite(f"Averages of {words.role_set(s.role_set)} HPRD, {s.quarter}", "vw_benchmarks", area=area or "US", quarter=s.quarter, role_set=s.role_set)


def nation_map(p: Page) -> None:
    """The states by the chosen role set's resident-weighted HPRD; a click goes to the state."""
    s = p.state
    rows = [r for r in p.data.answer(areas.states(s.quarter, s.role_set)).rows if r["resident_days"]]
    rates = [words.half_up(r["hours"] / r["resident_days"], 2) for r in rows]
    limits = usmap.classes(rates)
    frame = pd.DataFrame(
        [
            {"state": r["state"], "name": words.state(r["state"]), "shown": str(v), "class": usmap.class_of(v, limits), "facilities": r["facilities"]}
            for r, v in zip(rows, rates, strict=True)
        ]
    )
    with parts.card(f"{words.role_set(s.role_set)} HPRD by state", f"{s.quarter}, resident-weighted; click a state to see it"):
        extremes = sorted(zip(rates, rows, strict=True), key=lambda x: x[0])
        told = f"lowest {words.state(extremes[0][1]['state'])} {extremes[0][0]}, highest {words.state(extremes[-1][1]['state'])} {extremes[-1][0]}" if rows else "no values"
        picked = usmap.nation(frame, limits, title=f"{words.role_set(s.role_set)} HPRD", alt=f"Map of {len(rows)} states and territories by HPRD: {told}. The page States lists all.")
        usmap.key_of_classes(limits, min(rates), str) if rates else None
        parts.link(s, "states", "All states, ranked")
    if picked in p.loaded.states:
        parts.go(s, "states", state=picked)


def state_map(p: Page, state: str) -> None:
    """One state's facilities; a click goes to the facility."""
    s = p.state
    rows = [r for r in p.data.answer(areas.points(s.quarter, s.role_set, state)).rows if r["resident_days"]]
    placed = [(r, usmap.place(state, r["longitude"], r["latitude"])) for r in rows if r["longitude"] is not None and r["latitude"] is not None]
    found = [(r, at) for r, at in placed if at]
    rates = [words.half_up(r["hours"] / r["resident_days"], 2) for r, _ in found]
    limits = usmap.classes(rates)
    frame = pd.DataFrame(
        [
            {"ccn": r["ccn"], "name": words.facility(r["facility_name"]), "shown": str(v), "class": usmap.class_of(v, limits), "x": at[0], "y": at[1]}
            for (r, at), v in zip(found, rates, strict=True)
        ],
        columns=["ccn", "name", "shown", "class", "x", "y"],
    )
    with parts.card(f"{words.state(state)}: {words.role_set(s.role_set)} HPRD by facility", f"{s.quarter}; click a facility to open it"):
        told = f"{len(found)} facilities, HPRD from {min(rates)} to {max(rates)}" if rates else "no facility with a place and a rate"
        picked = usmap.counties(state, frame, limits, title=f"{words.role_set(s.role_set)} HPRD", alt=f"Map of the counties of {words.state(state)} with a dot per facility: {told}.")
        usmap.key_of_classes(limits, min(rates), str, grey="") if rates else None
        if missing := len(rows) - len(found):
            parts.note(f"{words.plural(missing, 'facility', 'facilities')} without a place in Provider Info {'is' if missing == 1 else 'are'} not on the map.")
    if picked and picked in {r["ccn"] for r, _ in found}:
        parts.go(s, "facility", ccn=picked)
