"""Staffing mix: employees and contract staff by role, state and month, and where agency use grows or falls."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import streamlit as st

from kerok import contracts as declared
from kerok.dashboard import apart, charts, parts, scope, tables, words
from kerok.dashboard.anchors import Anchor
from kerok.dashboard.answers import Question
from kerok.dashboard.frame import page
from kerok.dashboard.look import colors
from kerok.dashboard.parts import Page, Tile
from kerok.dashboard.questions import mix

SETS = ("cms_total", "cms_rn", "cms_lpn", "cms_aide")


def draw(p: Page) -> None:
    """The whole page."""
    area, quarter, role_set, before = scope.area(p), p.state.quarter, p.state.role_set, scope.earlier(p)
    asked: list[Question] = [mix.months(area, role_set), mix.roles(area, quarter), (mix.NONE_AT_ALL, (quarter, role_set, area, area)), apart.asked(p)]
    if area == scope.US and len(p.loaded.states) > 1:
        asked.append((mix.STATES, (before or "", quarter, role_set)))
    if before:
        asked += [mix.roles(area, before), *((sql, _moved(p, before)) for sql in (mix.GREW, mix.FELL))]
    else:
        asked.append((mix.HIGHEST, (quarter, role_set, area, area, mix.SMALLEST)))
    p.fetch(asked)
    named = scope.area_named(p)
    parts.title("Staffing mix", f"Employees and contract (agency) staff. {scope.hours_of(role_set)[:1].upper() + scope.hours_of(role_set)[1:]}, {words.quarter(quarter)}, {named}.")
    found = mix.by_role_set(p.data, area, quarter)
    if role_set not in found:
        parts.lead(f"No hours of {named} are loaded for {quarter}: choose another quarter or state.")
        return
    _tiles(p, found[role_set], mix.by_role_set(p.data, area, before).get(role_set) if before else None)
    months = p.data.rows(*_flat(mix.months(area, role_set)))
    with parts.card("Contract share by month", "Contract hours as a share of all hours, in percent."):
        _by_month(p, months)
    with parts.card("By role", f"Hours of {quarter}, employees and contract staff, with the contract share of each role."):
        _by_role(p, found)
    if area == scope.US and len(p.loaded.states) > 1:
        with parts.card("By state", "States by contract share; the change is against the same quarter of the year before, in percentage points."):
            _by_state(p, before)
    with parts.card("Where agency use grows or falls"):
        _movers(p, before)
    _cite(p)


def _flat(question: Any) -> tuple[Any, ...]:
    return (question[0], *question[1])


def _moved(p: Page, before: str) -> tuple[Any, ...]:
    area = scope.area(p)
    return (p.state.quarter, before, p.state.role_set, area, area, mix.SMALLEST, mix.SMALLEST)


def _tiles(p: Page, now: dict[str, Any], then: dict[str, Any] | None) -> None:
    area = scope.area(p)
    share = words.ratio(now["contract_hours"], now["hours"])
    moved = mix.points(share, words.ratio(then["contract_hours"], then["hours"])) if then else None
    year = f"{words.change(moved, Decimal(0), 1, ' percentage points')} over a year" if moved is not None else scope.why_no_change(p)
    counts = p.data.row(mix.NONE_AT_ALL, p.state.quarter, p.state.role_set, area, area) or {}
    employees = now["hours"] - now["contract_hours"] if now["hours"] is not None and now["contract_hours"] is not None else None
    parts.tiles(
        Tile("Contract share", words.percent(now["contract_hours"], now["hours"]), notes=[year]),
        Tile("Contract hours", words.whole(now["contract_hours"]), "hours", [f"{words.rate(now['contract_hours'], now['resident_days'])} hours per resident day"]),
        Tile("Employee hours", words.whole(employees), "hours", [f"{words.rate(employees, now['resident_days'])} hours per resident day"]),
        Tile("Facilities without contract staff", words.whole(counts.get("none")), f"of {words.whole(counts.get('facilities'))}", ["reported no contract hours in the quarter"]),
        Tile("A fifth or more by contract staff", words.whole(counts.get("a_fifth")), f"of {words.whole(counts.get('facilities'))}", ["facilities with a contract share of 20 % or more"]),
    )


def _by_month(p: Page, rows: list[dict[str, Any]]) -> None:
    c = colors()
    quarters = words.quarters_between(p.loaded.quarters[0], p.loaded.quarters[-1])
    months = [m for q in quarters for m in words.months_of(q)]
    share = {(str(r["month"]), r["role_set"]): scope.share(r["contract_hours"], r["hours"]) for r in rows}
    hollow = [h for h in scope.hollow(p, quarters) for _ in range(3)]
    shown = list(dict.fromkeys((p.state.role_set, *SETS)))
    shades = {"cms_total": c.ink, "cms_rn": c.main, "cms_lpn": c.accent, "cms_aide": c.many[2]}
    series = []
    for name in shown:
        values = [share.get((m, name)) for m in months]
        series.append(
            charts.line(words.role_set(name), values, color=shades.get(name, c.many[3]), dashed=name in ("cms_lpn",), hollow=hollow, width=3 if name == p.state.role_set else 1.8, places=1)
        )
    known = [(m, s) for m in months if (s := share.get((m, p.state.role_set))) is not None]
    alt = "No month has hours."
    if known:
        high = max(known, key=lambda k: k[1])
        alt = (
            f"Lines of the contract share by month for {', '.join(words.role_set(s) for s in shown)}. {words.role_set(p.state.role_set)}: {words.percent_of(known[0][1] / 100)} in {words.month(known[0][0])}, "
            f"{words.percent_of(known[-1][1] / 100)} in {words.month(known[-1][0])}, highest {words.percent_of(high[1] / 100)} in {words.month(high[0])}."
        )
    option = {"grid": tables.GRID, "xAxis": charts.categories([words.month(m)[:3] + " " + m[:4] for m in months]), "yAxis": charts.axis("percent of hours", min=0), "series": series}
    charts.draw(option, alt=alt, height=330)
    scope.say_hollow(p)
    if "2017Q2" in p.loaded.quarters:
        parts.note("2017Q2: CMS's file names the column of contract medication aides wrongly; Kerok reads it as what it is, others' contract share of that quarter may be too high.")
    sql, asked = mix.months(scope.area(p), p.state.role_set)
    parts.downloads(p, f"staffing_mix_by_month_{scope.area(p)}", sql, *asked, key="mix_months")


def _by_role(p: Page, found: dict[str, dict[str, Any]]) -> None:
    c = colors()
    roles = [r for r in declared.roles() if f"role_{r['name']}" in found]
    names = [words.role(f"role_{r['name']}") for r in roles]
    rows = [found[f"role_{r['name']}"] for r in roles]
    employee = [r["hours"] - r["contract_hours"] if r["hours"] is not None else None for r in rows]
    contract = [r["contract_hours"] for r in rows]
    option = {
        "grid": {"left": 8, "right": 44, "top": 34, "bottom": 28, "containLabel": True},
        "yAxis": charts.categories(names, inverse=True, axisLabel={"color": c.ink, "fontSize": 11, "interval": 0}),
        "xAxis": charts.below("hours", splitNumber=3, axisLabel={"color": c.mute, "fontSize": 11, "hideOverlap": True}),
        "series": [charts.bar("Employees", employee, color=c.employee, stack="h", places=0), charts.bar("Contract", contract, color=c.contract, stack="h", places=0)],
    }
    most = max(rows, key=lambda r: words.ratio(r["contract_hours"], r["hours"]) or 0, default=None)
    alt = "Bars of hours by role, employees and contract staff."
    if most:
        alt += f" Highest contract share: {words.role(most['role_set'])}, {words.percent(most['contract_hours'], most['hours'])}."
    left, right = st.columns(2)
    with left:
        charts.draw(option, alt=alt, height=330)
    table = [[n, words.whole(r["hours"]), words.whole(r["contract_hours"]), words.percent(r["contract_hours"], r["hours"])] for n, r in zip(names, rows, strict=True)]
    with right:
        parts.plain_table(["Role", "Hours", "Contract hours", "Contract share"], table, right=(1, 2, 3), caption="Hours and contract share by role")


def _by_state(p: Page, before: str | None) -> None:
    rows = p.data.rows(mix.STATES, before or "", p.state.quarter, p.state.role_set)
    c = colors()
    known = [r for r in rows if r["contract_share"] is not None]
    values = [scope.share(r["contract_hours"], r["hours"]) for r in known]
    alt = "Bars of the contract share by state."
    if known:
        alt += f" Highest {words.state(known[0]['state'])}, {words.percent(known[0]['contract_hours'], known[0]['hours'])}; lowest {words.state(known[-1]['state'])}, {words.percent(known[-1]['contract_hours'], known[-1]['hours'])}."
    option = {
        "legend": {"show": False},
        "xAxis": charts.states([r["state"] for r in known]),
        "yAxis": charts.axis("percent of hours", min=0), "series": [charts.bar("Contract share", values, color=c.contract, places=1)],
    }  # fmt: skip
    charts.draw(option, alt=alt, height=320)
    table = []
    for r in rows:
        moved = mix.points(words.ratio(r["contract_hours"], r["hours"]), words.ratio(r["contract_hours_before"], r["hours_before"])) if before else None
        table.append([
            words.state(r["state"]), words.whole(r["facilities"]), words.whole(r["hours"]), words.whole(r["contract_hours"]), words.percent(r["contract_hours"], r["hours"]),
            words.change(moved, Decimal(0), 1) or words.NONE,
        ])  # fmt: skip
    few = [n for n, r in enumerate(rows) if (r["facilities"] or 0) < 10]
    with st.expander("All states as a table", key="states_table"):
        parts.plain_table(
            ["State", "Facilities", "Hours", "Contract hours", "Contract share", f"Change since {before} (percentage points)" if before else "Change over a year"],
            table, right=(1, 2, 3, 4, 5), few=few, caption="Contract share by state",
        )  # fmt: skip
        parts.note("Grey: fewer than 10 facilities.")
        if not before:
            parts.note(scope.why_no_change(p))
    parts.downloads(p, f"contract_share_by_state_{p.state.quarter}", mix.STATES, before or "", p.state.quarter, p.state.role_set, key="mix_states")


def _movers(p: Page, before: str | None) -> None:
    if not before:
        parts.note(scope.why_no_change(p) + " The facilities with the highest contract share of the quarter are:")
        area = scope.area(p)
        values = (p.state.quarter, p.state.role_set, area, area, mix.SMALLEST)
        rows = p.data.rows(mix.HIGHEST, *values)
        _table(p, rows, "Facilities with the highest contract share")
        parts.downloads(p, f"contract_share_highest_{p.state.quarter}", mix.HIGHEST, *values, key="mix_highest")
    else:
        parts.note(f"Contract share of {p.state.quarter} against {before}, in percentage points.")
        left, right = st.columns(2)
        for side, heading, sql in ((left, "Grew most", mix.GREW), (right, "Fell most", mix.FELL)):
            with side:
                st.markdown(f"**{heading}**")
                rows = p.data.rows(sql, *_moved(p, before))
                _table(p, rows, f"Facilities whose contract share {heading.lower()}")
                parts.downloads(p, f"contract_share_{heading.split()[0].lower()}_{p.state.quarter}", sql, *_moved(p, before), key=f"mix_{heading.split()[0].lower()}")
    parts.note(
        f"Facilities with at least {mix.SMALLEST:,} resident days (20 residents) in the quarter{'s' if before else ''}. "
        "A change of the share says nothing about its cause: employees may have left, or an agency's staff may have been hired."
    )
    apart.of_contract_share(p, "They are not listed here: Data quality lists them.")


def _table(p: Page, rows: list[dict[str, Any]], caption: str) -> None:
    if not rows:
        parts.note("None.")
        return
    with_change = "change" in rows[0]
    table: list[list[str | Anchor]] = []
    for r in rows:
        now = words.percent(r["contract_hours"], r["hours"])
        row: list[str | Anchor] = [tables.facility(p, r["ccn"], r["facility_name"]), words.state(r["state"])]
        if with_change:
            share, then = words.ratio(r["contract_hours"], r["hours"]), words.ratio(r["contract_hours_before"], r["hours_before"])
            row += [words.percent(r["contract_hours_before"], r["hours_before"]), now, words.change(mix.points(share, then), Decimal(0), 1)]
        else:
            row += [words.whole(r["contract_hours"]), now]
        table.append(row)
    names = ["Facility", "State", *(["A year before", "Now", "Change"] if with_change else ["Contract hours", "Contract share"])]
    parts.plain_table(names, table, right=(2, 3, 4), caption=caption)


def _cite(p: Page) -> None:
    key = {"quarter": p.state.quarter, "role_set": p.state.role_set}
    if p.state.state:
        p.cite(f"Contract share of {words.state(p.state.state)}", "vw_state_hprd", ("contract_share", "contract_hours", "hours"), state=p.state.state, **key)
    else:
        p.cite("Contract share of all facilities loaded", "vw_national_hprd", ("contract_share", "contract_hours", "hours"), **key)


draw(page())
