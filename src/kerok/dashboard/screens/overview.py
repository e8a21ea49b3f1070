"""The first page: what is loaded, how staffing stands and moves, how far the data can be trusted."""

from __future__ import annotations

import calendar
from decimal import Decimal
from typing import Any

from kerok.dashboard import charts, drawings, parts, scope, tables, words
from kerok.dashboard.anchors import Anchor
from kerok.dashboard.answers import Question
from kerok.dashboard.frame import page
from kerok.dashboard.parts import Page, Tile
from kerok.dashboard.questions import areas

MOST_CHANGED = 6

Sums = dict[tuple[str, str], dict[str, Any]]


def draw(p: Page) -> None:
    """The page."""
    s, questions = p.state, [areas.series(p.state.state, p.state.role_set), areas.utilization(p.state.state), areas.agreement(p.state.quarter, p.state.state), (areas.FILES, ())]
    p.fetch([*questions, *_of_map_and_change(p), areas.averages(s.state or "US", s.quarter, s.role_set), areas.distribution(s.quarter, s.role_set, s.state, drawings.PER_HOUR)])
    sums = {(r["quarter"], r["role_set"]): r for r in p.data.answer(questions[0]).rows}
    beds = {r["quarter"]: r for r in p.data.answer(questions[1]).rows}
    if (s.quarter, "cms_total") not in sums:
        parts.title(_where(p), "")
        parts.banner(f"No facility of {words.state(s.state)} has rows in {s.quarter}. Choose another quarter or state at the side.")
        return
    now = sums[s.quarter, "cms_total"]
    parts.title(_where(p))
    parts.lead(_lead(p, sums))
    _tiles(p, sums, beds)
    _series_and_spread(p, sums)
    _map_and_change(p)
    _trust(p)
    _cite(p, now["facilities"])


def _cite(p: Page, facilities: int) -> None:
    s = p.state
    view, key, of = ("vw_state_hprd", {"state": s.state}, f" of {s.state}") if s.state else ("vw_national_hprd", {}, f" ({facilities:,} facilities)")
    for title, role_set, columns in (
        ("Total nurse HPRD", "cms_total", ()), ("RN HPRD", "cms_rn", ()), ("Nurse aide HPRD", "cms_aide", ()), ("LPN HPRD", "cms_lpn", ()),
        ("Contract share", "cms_total", ("contract_share", "contract_hours", "hours")), ("Residents", "cms_total", ("resident_days",)),
    ):  # fmt: skip
        p.cite(f"{title}{of}, {s.quarter}", view, columns, **key, quarter=s.quarter, role_set=role_set)


def _only(p: Page) -> str | None:
    """The state that the map is of; None = all."""
    return p.state.state or (p.loaded.states[0] if len(p.loaded.states) == 1 else None)


def _of_map_and_change(p: Page) -> list[Question]:
    s, only = p.state, _only(p)
    drawn = areas.points(s.quarter, s.role_set, only) if only else areas.states(s.quarter, s.role_set)
    if before := scope.earlier(p):
        return [drawn, areas.changed(s.quarter, before, s.role_set, s.state, MOST_CHANGED)]
    return [drawn, *(areas.ranked(s.quarter, s.role_set, s.state, 4, lowest=lowest) for lowest in (True, False))]


def _where(p: Page) -> str:
    """The nation only where a national file is loaded."""
    if p.state.state:
        return words.state(p.state.state)
    return "United States" if p.loaded.is_national(p.state.quarter) else "The facilities loaded"


def _lead(p: Page, sums: Sums) -> str:
    q = p.state.quarter
    total, rn = sums[q, "cms_total"], sums[q, "cms_rn"]
    if p.loaded.is_national(q):
        scope = f"the {total['facilities']:,} nursing homes of {words.state(p.state.state)}" if p.state.state else f"the {total['facilities']:,} nursing homes of the United States"
    else:
        scope = f"the {words.facilities_loaded(total['facilities'], [p.state.state] if p.state.state else list(p.loaded.states))}"
    return (
        f"In {words.quarter(q)}, {scope}, gave {words.rate(total['hours'], total['resident_days'])} nurse hours per resident day (HPRD), {words.rate(rn['hours'], rn['resident_days'])} of them by RNs;"
        f" contract (agency) staff worked {words.percent(total['contract_hours'], total['hours'])} of all hours."
        + ("" if p.loaded.is_national(q) else " No national file of this quarter is loaded, so no figure here is the nation's or the whole state's, and there are no percentiles.")
    )


def _tiles(p: Page, sums: Sums, beds: dict[str, dict[str, Any]]) -> None:
    q, before = p.state.quarter, words.year_before(p.state.quarter)
    comparable = p.loaded.are_comparable(q, before) and before not in words.HOLLOW and q not in words.HOLLOW and (before, "cms_total") in sums
    quarters = [x for x in p.loaded.quarters if x not in words.HOLLOW and p.loaded.are_comparable(x, q)]

    def told(now: str, then: str) -> list[str]:
        return [f"{now} since {before} ({then})" if now != "no change" else f"no change since {before}"] if comparable and now else []

    def rated(label: str, role_set: str) -> Tile:
        def at(quarter: str) -> Decimal | None:
            r = sums.get((quarter, role_set))
            return words.ratio(r["hours"], r["resident_days"]) if r else None

        line = charts.sparkline([at(x) for x in quarters], alt=f"{label} by quarter, {quarters[0]} to {quarters[-1]}") if len(quarters) > 2 else ""
        r = sums[q, role_set]
        return Tile(label, words.rate(r["hours"], r["resident_days"]), "HPRD", told(words.change(at(q), at(before)), words.two(at(before))), line)

    total, then = sums[q, "cms_total"], sums.get((before, "cms_total"))
    share, share_then = words.ratio(total["contract_hours"], total["hours"]), words.ratio(then["contract_hours"], then["hours"]) if then else None
    contract = told(words.change(share and share * 100, share_then and share_then * 100, 1, " points"), words.percent_of(share_then))
    residents, residents_then = _residents(total), _residents(then) if then else None
    census = told(words.change(residents, residents_then, 0), words.whole(residents_then))
    bed = beds.get(q, {"resident_days": None, "bed_days": None, "facility_months": 0, "with_beds": 0})
    used, used_then = (words.ratio(b["resident_days"], b["bed_days"]) if b else None for b in (bed, beds.get(before)))
    occupied = told(words.change(used and used * 100, used_then and used_then * 100, 1, " points"), words.percent_of(used_then))
    unknown = bed["facility_months"] - bed["with_beds"]
    parts.tiles(
        rated("Total nurse", "cms_total"), rated("RN", "cms_rn"), rated("Nurse aide", "cms_aide"),
        Tile("Contract share", words.percent(total["contract_hours"], total["hours"]), "of hours", contract),
        Tile("Residents", words.whole(residents), "a day", census),
        Tile("Bed utilization", words.percent(bed["resident_days"], bed["bed_days"]), "of beds", [*occupied, words.BEDS, f"beds unknown for {words.plural(unknown, 'facility-month')}" if unknown else ""]),
    )  # fmt: skip
    if not comparable:
        parts.note(f"No change over a year is shown: {before} is not loaded with the same coverage." if before not in words.HOLLOW else f"No change over a year is shown. {words.HOLLOW[before]}.")


def _residents(row: dict[str, Any]) -> Decimal | None:
    year, first = int(row["quarter"][:4]), int(row["quarter"][-1]) * 3 - 2
    return words.ratio(row["resident_days"], sum(calendar.monthrange(year, m)[1] for m in range(first, first + 3)))


def _series_and_spread(p: Page, sums: Sums) -> None:
    import streamlit as st

    left, right = st.columns([3, 2])
    with left:
        if len(p.loaded.quarters) >= 3:
            _by_quarter(p, sums)
        else:
            _by_month(p)
    with right:
        drawings.spread(p)


def _by_quarter(p: Page, sums: Sums) -> None:
    names = words.quarters_between(p.loaded.quarters[0], p.loaded.quarters[-1])
    hollow = scope.hollow(p, names)
    first, last = (sums.get((n, "cms_total")) for n in (names[0], names[-1]))
    ends = f"total {words.rate(first['hours'], first['resident_days'])} in {names[0]}, {words.rate(last['hours'], last['resident_days'])} in {names[-1]}" if first and last else ""
    with parts.card("Hours per resident day, by quarter", "Quarters that are not loaded are gaps"):
        drawings.hours_lines(names, sums, hollow, f"Lines of total nurse, nurse aide, RN and LPN hours per resident day by quarter: {ends}.")
        scope.say_hollow(p)


def _by_month(p: Page) -> None:
    rows = p.data.answer(areas.months(p.state.state)).rows
    sums = {(f"{r['month']:%b %Y}", r["role_set"]): r for r in rows}
    names = list(dict.fromkeys(f"{r['month']:%b %Y}" for r in rows))
    told = ", ".join(f"{n} {words.rate(sums[n, 'cms_total']['hours'], sums[n, 'cms_total']['resident_days'])}" for n in names)
    with parts.card("Hours per resident day, by month", "By quarter as soon as three quarters are loaded"):
        drawings.hours_lines(names, sums, [False] * len(names), f"Lines of total nurse, nurse aide, RN and LPN hours per resident day by month; total: {told}.")


def _map_and_change(p: Page) -> None:
    import streamlit as st

    left, right = st.columns([3, 2])
    only = _only(p)
    with left:
        if only:
            drawings.state_map(p, only)
        else:
            drawings.nation_map(p)
    with right:
        _changed(p)


def _changed(p: Page) -> None:
    s, before = p.state, words.year_before(p.state.quarter)
    with parts.card("What changed most over a year", f"{words.role_set(s.role_set)} HPRD, {before} to {s.quarter}; reporting that may be incomplete left out"):
        if scope.earlier(p) is None:
            parts.note(f"Nothing to compare: {before} is not loaded with the same coverage. Load it: kerok ingest PBJ_Daily_Nurse_Staffing_Q{before[-1]}_{before[:4]}.csv")
            ranking(p)
            return
        rows = p.data.answer(areas.changed(s.quarter, before, s.role_set, s.state, MOST_CHANGED)).rows
        table: list[list[str | Anchor]] = [
            [
                tables.facility(p, r["ccn"], r["facility_name"]), words.rate(r["hours_before"], r["resident_days_before"]), words.rate(r["hours"], r["resident_days"]),
                words.change(words.ratio(r["hours"], r["resident_days"]), words.ratio(r["hours_before"], r["resident_days_before"])),
            ]
            for r in rows
        ]  # fmt: skip
        parts.plain_table(["facility", before, s.quarter, "change"], table, right=(1, 2, 3), caption="Facilities whose HPRD changed most")
        parts.note("HPRD also rises when residents leave: each facility's page shows hours and census.")
        parts.link(s, "find", "All facilities")


def ranking(p: Page) -> None:
    """Lowest and highest of the quarter, where no year before can be compared with."""
    s = p.state
    for lowest, name in ((True, "Lowest"), (False, "Highest")):
        found = p.data.answer(areas.ranked(s.quarter, s.role_set, s.state, 4, lowest=lowest)).rows
        table: list[list[str | Anchor]] = [[tables.facility(p, r["ccn"], r["facility_name"]), words.rate(r["hours"], r["resident_days"])] for r in found]
        parts.plain_table([f"{name} in {s.quarter}", "HPRD"], table, right=(1,), caption=f"{name} HPRD")
    parts.link(s, "find", "All facilities")


def _trust(p: Page) -> None:
    s = p.state
    files = p.data.row(areas.FILES) or {}
    cms = p.data.answer(areas.agreement(s.quarter, s.state)).first or {}
    with parts.card("How far to trust this"):
        agreed = (
            f"Of {words.plural(cms['facilities'], 'facility', 'facilities')} whose staffing CMS reported for {s.quarter}, {cms['facilities'] - cms['differing']:,} equal CMS's values to the last published digit"
            f" ({cms['equal']:,} of {cms['compared']:,} values; Provider Info of {words.day(cms['processing_date'])})."
            if cms.get("facilities")
            else f"No Provider Info release that describes {s.quarter} is loaded, so nothing can be compared with CMS's own values."
        )
        published = f", the newest published on {words.day(files['published'])}" if files.get("published") else ""
        parts.note(
            f"{agreed} {words.plural(files.get('files') or 0, 'file')} loaded, the last on {words.day(files.get('finished_at'))}{published}: {words.whole(files.get('rows_in'))} rows in,"
            f" {words.whole(files.get('rows_quarantined'))} quarantined, {words.whole(files.get('rows_superseded'))} superseded by a later row of the same file."
        )


draw(page())
