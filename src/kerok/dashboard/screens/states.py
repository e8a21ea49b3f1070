"""States: a map and a ranking, and of one state its facilities, their spread and their course."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd
import streamlit as st

from kerok.dashboard import apart, charts, drawings, parts, scope, tables, usmap, words
from kerok.dashboard.anchors import Anchor
from kerok.dashboard.answers import Question
from kerok.dashboard.frame import page
from kerok.dashboard.look import colors
from kerok.dashboard.parts import Page, Tile
from kerok.dashboard.questions import areas, quality
from kerok.dashboard.state import choose, own

SIZE = 15
MOST_APART = 12
FEW = 10
CITED = {"hprd": (), "weekend": ("weekend_hprd", "weekend_hours", "weekend_resident_days"), "contract": ("contract_share", "contract_hours", "hours")}
"""Columns of the views that a measure is cited from; beds of a quarter have no row of their own."""
TITLES = {"hprd": "HPRD", "weekend": "Weekend HPRD", "contract": "Contract share", "utilization": "Bed utilization"}


def draw(p: Page) -> None:
    """The page."""
    state = p.state.state or (p.loaded.states[0] if len(p.loaded.states) == 1 else None)
    if state is None:
        _all_states(p)
    else:
        _one_state(p, state)


def _measure() -> str:
    return choose("Measure", "measure", areas.MEASURES, "hprd", say=TITLES.__getitem__, segmented=True)


def _named(p: Page, measure: str) -> str:
    return TITLES[measure] if measure == "utilization" else f"{words.role_set(p.state.role_set)} {TITLES[measure][:1].lower() + TITLES[measure][1:] if measure != 'hprd' else 'HPRD'}"


def value(row: dict[str, Any], measure: str) -> Decimal | None:
    """A measure from its two sums; shares in percent."""
    if measure == "hprd":
        return words.ratio(row["hours"], row["resident_days"])
    if measure == "weekend":
        return words.ratio(row["weekend_hours"], row["weekend_resident_days"])
    if measure == "contract":
        found = words.ratio(row["contract_hours"], row["hours"])
    else:
        found = words.ratio(row.get("census"), row.get("bed_days"))
    return None if found is None else found * 100


def places(measure: str) -> int:
    """Decimals it is shown with."""
    return 2 if measure in ("hprd", "weekend") else 1


def say(found: Decimal | None, measure: str) -> str:
    """The value as text with its unit."""
    if found is None:
        return words.NONE
    return words.two(found) if places(measure) == 2 else f"{words.half_up(found, 1)} %"


# ------------------------------------------------------------------------------------------ all states


def _all_states(p: Page) -> None:
    s = p.state
    national = p.loaded.is_national(s.quarter)
    parts.title("States and territories" if national else "States with facilities loaded")
    measure = _measure()
    before = words.year_before(s.quarter)
    comparable = p.loaded.are_comparable(s.quarter, before) and before not in words.HOLLOW and s.quarter not in words.HOLLOW
    asked = [areas.state_sums(s.quarter, s.role_set), areas.state_beds(s.quarter), areas.states(s.quarter, s.role_set), areas.suspects_by_state(s.quarter, s.role_set), apart.asked(p)]
    p.fetch([*asked, areas.state_sums(before, s.role_set), areas.state_beds(before)] if comparable else asked)
    sums, then = _sums(p, s.quarter), _sums(p, before) if comparable else {}
    averages = {r["state"]: r for r in p.data.answer(areas.states(s.quarter, s.role_set)).rows}
    set_apart = {r["state"]: r for r in p.data.answer(areas.suspects_by_state(s.quarter, s.role_set)).rows}
    rows = sorted((r for r in sums.values() if value(r, measure) is not None), key=lambda r: (value(r, measure), r["state"]), reverse=True)
    if not rows:
        parts.banner(f"No state has a value of this measure in {s.quarter}.")
        return
    left, right = st.columns([9, 11])
    with left, parts.card(f"{_named(p, measure)} by state", f"{s.quarter}, {'all residents of the state together' if measure != 'utilization' else words.BEDS}; click a state"):
        picked = _map(p, rows, measure)
    with right, parts.card("Ranked", f"Each state leads to its facilities; grey: fewer than {FEW}"):
        _ranking(p, rows, then, averages, set_apart, measure)
    if picked in p.loaded.states:
        parts.go(s, "states", state=picked, measure=measure)
    (apart.of_contract_share if measure == "contract" else apart.of_hours)(p, "The column Apart counts them by state.")
    sql, values = areas.state_sums(s.quarter, s.role_set)
    parts.downloads(p, f"states_{s.quarter}_{s.role_set}", sql, *values, label="All states")
    for r in rows if measure in CITED else ():
        p.cite(f"{_named(p, measure)} of {words.state(r['state'])}, {s.quarter}", "vw_state_hprd", CITED[measure], state=r["state"], quarter=s.quarter, role_set=s.role_set)


def _sums(p: Page, quarter: str) -> dict[str, dict[str, Any]]:
    found = {r["state"]: r for r in p.data.answer(areas.state_sums(quarter, p.state.role_set)).rows}
    for r in p.data.answer(areas.state_beds(quarter)).rows:
        if r["state"] in found:
            found[r["state"]] |= {"census": r["resident_days"], "bed_days": r["bed_days"]}
    return found


def _map(p: Page, rows: list[dict[str, Any]], measure: str) -> str | None:
    found = [(r, words.half_up(v, places(measure))) for r in rows if (v := value(r, measure)) is not None]
    rates = [v for _, v in found]
    limits = usmap.classes(rates)
    frame = pd.DataFrame(
        [{"state": r["state"], "name": words.state(r["state"]), "shown": say(v, measure), "class": usmap.class_of(v, limits), "facilities": r["facilities"]} for r, v in found]
    )
    highest, lowest = found[0], found[-1]
    told = f"highest {words.state(highest[0]['state'])} {say(highest[1], measure)}, lowest {words.state(lowest[0]['state'])} {say(lowest[1], measure)}"
    picked = usmap.nation(frame, limits, title=_named(p, measure), alt=f"Map of {len(found)} states and territories by {_named(p, measure)}: {told}. The table beside it lists all.", height=400)
    usmap.key_of_classes(limits, min(rates), lambda v: say(v, measure))
    return picked


def _ranking(p: Page, rows: list[dict[str, Any]], then: dict[str, Any], averages: dict[str, Any], set_apart: dict[str, Any], measure: str) -> None:
    names = ["State", TITLES[measure], *(["In a year"] if then else []), *(["Mean", "Median"] if measure == "hprd" else []), "Facilities", "Apart"]
    table: list[list[str | Anchor]] = []
    for r in rows:
        state, average = r["state"], averages.get(r["state"], {})
        row: list[str | Anchor] = [Anchor(words.state(state), "states", p.state.params(state=state, measure=measure)), say(value(r, measure), measure)]
        if then:
            row.append(words.change(value(r, measure), value(then[state], measure), places(measure)) if state in then else words.NONE)
        if measure == "hprd":
            row += [words.two(average.get("facility_mean")), words.two(average.get("facility_median"))]
        table.append([*row, words.whole(r["facilities"]), words.whole(set_apart.get(state, {}).get("facilities") or 0)])
    with st.container(height=500, border=False):
        parts.plain_table(
            names, table, right=tuple(range(1, len(names))), few=[n for n, r in enumerate(rows) if r["facilities"] < FEW], caption=f"States ranked by {_named(p, measure)}, highest first"
        )
    if measure == "hprd":
        parts.note("HPRD is resident-weighted, sum over sum; mean and median are of the facilities, small homes counting as much as large ones.")


# ------------------------------------------------------------------------------------------ one state


def _one_state(p: Page, state: str) -> None:
    s = p.state
    national = p.loaded.is_national(s.quarter)
    asked = [areas.averages(state, s.quarter, s.role_set), areas.distribution(s.quarter, s.role_set, state, drawings.PER_HOUR), areas.points(s.quarter, s.role_set, state)]
    asked += [areas.series(state, s.role_set), apart.asked(p, state), _first_apart(p, state), areas.state_beds(s.quarter), _first_page(p, state)]
    p.fetch(asked if len(p.loaded.quarters) < 2 else [*asked, areas.series(None, s.role_set)])
    series = {(r["quarter"], r["role_set"]): r for r in p.data.answer(areas.series(state, s.role_set)).rows}
    now = series.get((s.quarter, s.role_set))
    if now is None:
        parts.title(words.state(state))
        parts.banner(f"No facility of {words.state(state)} has rows in {s.quarter}. Choose another quarter or state at the side.")
        return
    parts.title(words.state(state), "" if len(p.loaded.states) > 1 else "The only state loaded")
    average = p.data.answer(areas.averages(state, s.quarter, s.role_set)).first or {}
    scope = f"{now['facilities']:,} facilities" if national else words.facilities_loaded(now["facilities"], [state])
    parts.lead(
        f"{words.quarter(s.quarter)}, {scope}: {words.rate(now['hours'], now['resident_days'])} {words.role_set_within(s.role_set)} hours per resident day over all residents (resident-weighted);"
        f" the facilities' own rates have a mean of {words.two(average.get('facility_mean'))} and a median of {words.two(average.get('facility_median'))}."
    )
    _state_tiles(p, state, series)
    left, right = st.columns([3, 2])
    with left:
        drawings.state_map(p, state)
    with right:
        drawings.spread(p, state, height=390)  # as tall as the map beside it
    _apart(p, state)
    _facilities(p, state)
    _course(p, state, series)
    if len(p.loaded.states) > 1:
        parts.link(s, "states", "All states", icon=":material/arrow_back:", state=None)
    p.cite(f"{words.role_set(s.role_set)} HPRD of {words.state(state)}, {s.quarter}", "vw_state_hprd", state=state, quarter=s.quarter, role_set=s.role_set)


def _state_tiles(p: Page, state: str, series: dict[tuple[str, str], dict[str, Any]]) -> None:
    s, before = p.state, words.year_before(p.state.quarter)
    now, then = series[s.quarter, s.role_set], series.get((before, s.role_set))
    if not p.loaded.are_comparable(s.quarter, before) or before in words.HOLLOW or s.quarter in words.HOLLOW:
        then = None
    bed = next((r for r in p.data.answer(areas.state_beds(s.quarter)).rows if r["state"] == state), {"resident_days": None, "bed_days": None})

    def since(measure: str, unit: str = "") -> list[str]:
        change = words.change(value(now, measure), value(then, measure), places(measure), unit) if then else ""
        return [f"{change} since {before}"] if change else []

    weekday = words.ratio(now["hours"] - now["weekend_hours"], now["resident_days"] - now["weekend_resident_days"]) if now["weekend_hours"] is not None else None
    parts.tiles(
        Tile(f"{words.role_set(s.role_set)}", words.rate(now["hours"], now["resident_days"]), "HPRD", since("hprd")),
        Tile("On weekends", words.rate(now["weekend_hours"], now["weekend_resident_days"]), "HPRD", [f"weekdays {words.two(weekday)}", *since("weekend")]),
        Tile("Contract share", words.percent(now["contract_hours"], now["hours"]), "of hours", since("contract", " points")),
        Tile("Bed utilization", words.percent(bed["resident_days"], bed["bed_days"]), "of beds", [words.BEDS]),
        Tile("Facilities", words.whole(now["facilities"]), "", ["" if p.loaded.is_national(s.quarter) else "loaded"]),
    )


def _first_page(p: Page, state: str) -> Question:
    """The first page of the ranking that the URL asks for."""
    s, measure, order = p.state, own("measure", areas.MEASURES, "hprd"), own("order", ("low", "high"), "low")
    return areas.facilities_of(s.quarter, s.role_set, state, measure, descending=order == "high", page=1, size=SIZE)


def _facilities(p: Page, state: str) -> None:
    s = p.state
    with parts.card(f"Facilities of {words.state(state)}, ranked", "Reporting that may be incomplete stands apart, above"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            measure = _measure()
            order = choose("From", "order", ("low", "high"), "low", say={"low": "lowest", "high": "highest"}.__getitem__, width=140)
        first = p.data.answer(_first_page(p, state)).rows
        start, _ = tables.pager("page", first[0]["of"] if first else 0, "facility", size=SIZE, many="facilities")
        at = 1 + start // SIZE
        rows = first if at == 1 else p.data.answer(areas.facilities_of(s.quarter, s.role_set, state, measure, descending=order == "high", page=at, size=SIZE)).rows
        table: list[list[str | Anchor]] = [
            [
                tables.facility(p, r["ccn"], r["facility_name"]), words.facility(r["city_town"]) if r["city_town"] else words.NONE, *(say(value(r, m), m) for m in areas.MEASURES),
                words.whole(r["resident_days"]), words.whole(r["days_counted"]),
            ]
            for r in rows
        ]  # fmt: skip
        names = ["Facility", "City", "HPRD", "Weekend", "Contract", "Beds used", "Resident days", "Days"]
        parts.plain_table(names, table, right=tuple(range(2, len(names))), caption=f"Facilities of {words.state(state)} ranked by {_named(p, measure)}, {'highest' if order == 'high' else 'lowest'} first")
        parts.note("Days: of the quarter, counted; a rate of few says less.")
        sql, values = areas.facilities_export(s.quarter, s.role_set, state, measure, descending=order == "high")
        parts.downloads(p, f"facilities_{state}_{s.quarter}_{s.role_set}", sql, *values, label="All of them")
        for r in rows if measure in CITED else ():
            p.cite(f"{_named(p, measure)} of {words.facility(r['facility_name'])}, {s.quarter}", "vw_facility_hprd", CITED[measure], ccn=r["ccn"], quarter=s.quarter, role_set=s.role_set)


def _first_apart(p: Page, state: str) -> Question:
    return quality.SUSPECT_PAGE, (p.state.role_set, p.state.quarter, state, state, 1, MOST_APART)


def _apart(p: Page, state: str) -> None:
    rows = p.data.answer(_first_apart(p, state)).rows
    if not rows:
        return
    with parts.card("Apart: reporting may be incomplete", "A rate that is low because hours are missing says nothing about care"):
        table: list[list[str | Anchor]] = [
            [
                tables.facility(p, r["ccn"], r["facility_name"]), words.rate(r["hours"], r["resident_days"]), words.percent(r["contract_hours"], r["hours"]),
                words.suspicion(r["suspect"]) + (f" ({r['zero_staff_days']})" if r["zero_staff_days"] else ""),
            ]
            for r in rows
        ]  # fmt: skip
        parts.plain_table(["Facility", "HPRD", "Contract share", "Why"], table, right=(1, 2), caption="Facilities whose reporting may be incomplete")
        if len(rows) == MOST_APART:
            parts.note(f"The first {MOST_APART}: the page Data quality lists all.")
        apart.of_hours(p, "They are not in the ranking below.", state)


def _course(p: Page, state: str, series: dict[tuple[str, str], dict[str, Any]]) -> None:
    s, c = p.state, colors()
    if len(p.loaded.quarters) < 2:
        return
    names = words.quarters_between(p.loaded.quarters[0], p.loaded.quarters[-1])
    nation = {r["quarter"]: r for r in p.data.answer(areas.series(None, s.role_set)).rows if r["role_set"] == s.role_set and p.loaded.is_national(r["quarter"])}
    own = [series.get((n, s.role_set)) for n in names]
    hollow = scope.hollow(p, names)
    lines = [charts.line(words.state(state), [words.ratio(r["hours"], r["resident_days"]) if r else None for r in own], hollow=hollow)]
    if nation:
        found = [nation.get(n) for n in names]
        lines.append(charts.line("United States", [words.ratio(r["hours"], r["resident_days"]) if r else None for r in found], color=c.accent, dashed=True, hollow=hollow))
    with parts.card("Over time", f"{words.role_set(s.role_set)} hours per resident day by quarter, resident-weighted"):
        known = [(n, r) for n, r in zip(names, own, strict=True) if r]
        told = f"{known[0][0]} {words.rate(known[0][1]['hours'], known[0][1]['resident_days'])}, {known[-1][0]} {words.rate(known[-1][1]['hours'], known[-1][1]['resident_days'])}" if known else "no values"
        charts.draw({"xAxis": charts.categories(names), "yAxis": charts.axis("hours per resident day", scale=True), "series": lines}, alt=f"Line of {words.state(state)} by quarter: {told}.", height=280)
        parts.note("The axis does not begin at 0.")
        scope.say_hollow(p)


draw(page())
