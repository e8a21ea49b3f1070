"""Bed utilization by month, and staffing against occupancy."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import streamlit as st

from kerok.dashboard import apart, charts, parts, scope, state, tables, words
from kerok.dashboard.anchors import Anchor
from kerok.dashboard.answers import Question
from kerok.dashboard.frame import page
from kerok.dashboard.look import colors
from kerok.dashboard.parts import Page, Tile
from kerok.dashboard.questions import beds

VIEWS = {"utilization": "Bed utilization", "occupancy": "Staffing against occupancy"}
MOST_HPRD = 12
"""CMS leaves facility-quarters above it out of its public file; what a month shows above it is named, not drawn."""
MOST_UTILIZATION = 150


def draw(p: Page) -> None:
    """The whole page."""
    months = words.months_of(p.state.quarter)
    parts.title("Beds and occupancy", f"Residents against {words.BEDS}, {scope.area_named(p)}.")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        view = state.choose("Show", "show", list(VIEWS), "utilization", say=VIEWS.__getitem__, segmented=True)
        if view == "utilization":
            month = state.choose("Month", "month", months, months[-1], say=words.month, segmented=True)
        else:
            span = state.choose("Time", "time", ["quarter", *months], "quarter", say=lambda m: f"All of {p.state.quarter}" if m == "quarter" else words.month(m), segmented=True)
    if view == "utilization":
        _utilization(p, month)
    else:
        _occupancy(p, None if span == "quarter" else span)


# ------------------------------------------------------------------------------------------ utilization


def _utilization(p: Page, month: str) -> None:
    area = scope.area(p)
    order = beds.ORDERS[state.own("order", list(beds.ORDERS), "fullest")][1]
    first = (state.page_number("p", 10_000) - 1) * tables.ROWS + 1
    asked: list[Question] = [(beds.BY_MONTH, (area, area)), (beds.CLASSES, (month, area, area)), (order, (month, area, area, first, first + tables.ROWS - 1))]
    asked.append((beds.EFFECT, (month, area, area)))
    p.fetch([*asked, (beds.BY_STATE, (month,))] if area == scope.US and len(p.loaded.states) > 1 else asked)
    by_month = beds.by_month(p.data, area)
    now = by_month.get(month)
    if now is None:
        parts.lead(f"Nothing of {words.month(month)} is loaded.")
        return
    _tiles(p, month, now, by_month)
    if not now["measured"]:
        parts.note(
            "No facility's beds are known: they come from Provider Info, from a release up to 366 days before or after the month. Type: kerok ingest NH_ProviderInfo_Oct2024.csv (of the month in question)"
        )
        return
    left, right = st.columns(2)
    with left, parts.card("By month", "Residents on an average day as a share of certified beds, in percent: sums over the facilities whose beds are known."):
        _by_month(p, by_month)
    with right, parts.card("How full facilities are", f"Facilities by utilization in {words.month(month)}, in steps of 5 percent."):
        _classes(p, month)
    if area == scope.US and len(p.loaded.states) > 1:
        with parts.card("By state", f"{words.month(month)}, fullest first."):
            _by_state(p, month)
    with parts.card("Facilities", f"{words.month(month)}. Over 100 % is flagged and never cut: beds may have been decertified after the release that they are from, or residents lie in uncertified beds."):
        _listed(p, month, now["facilities"])


def _tiles(p: Page, month: str, now: dict[str, Any], by_month: dict[str, dict[str, Any]]) -> None:
    earlier, before = scope.earlier(p), str(int(month[:4]) - 1) + month[4:]
    then = by_month.get(before) if earlier else None
    share = words.ratio(now["resident_days"], now["bed_days"])
    old = words.ratio(then["resident_days"], then["bed_days"]) if then else None
    change = f"{words.change(share * 100, old * 100, 1)} percentage points since {words.month(before)}" if share is not None and old is not None else scope.why_no_change(p)
    parts.tiles(
        Tile("Bed utilization", words.percent(now["resident_days"], now["bed_days"]), notes=[f"in {words.month(month)}", change]),
        Tile("Residents on an average day", words.whole(words.ratio(now["resident_days"], _days(month))), notes=["in facilities whose beds are known"]),
        Tile("Certified beds", words.whole(words.ratio(now["bed_days"], _days(month))), notes=["on an average day, of the same facilities", _beds_from(now)]),
        Tile("Over 100 %", words.whole(now["over_certified"]), f"of {words.whole(now['measured'])} facilities", ["more residents than certified beds"]),
        Tile("Beds unknown", words.whole(now["facilities"] - now["measured"]), f"of {words.whole(now['facilities'])} facilities", ["not in these figures"]),
    )


def _days(month: str) -> int:
    import calendar

    return calendar.monthrange(int(month[:4]), int(month[5:7]))[1]


def _beds_from(now: dict[str, Any]) -> str:
    if now["backfilled"]:
        return f"of a release after the month for {words.whole(now['backfilled'])} of the {words.whole(now['measured'])}: no earlier one is loaded"
    return f"of a release at most {words.plural(now['most_lag_days'], 'day')} before the month's end" if now["most_lag_days"] is not None else ""


def _by_month(p: Page, by_month: dict[str, dict[str, Any]]) -> None:
    months = [m for q in words.quarters_between(p.loaded.quarters[0], p.loaded.quarters[-1]) for m in words.months_of(q)]
    hollow = [h for h in scope.hollow(p, words.quarters_between(p.loaded.quarters[0], p.loaded.quarters[-1])) for _ in range(3)]
    shares = [words.ratio(by_month[m]["resident_days"], by_month[m]["bed_days"]) if m in by_month else None for m in months]
    known = [(m, s) for m, s in zip(months, shares, strict=True) if s is not None]
    line = charts.line("Utilization", [None if s is None else s * 100 for s in shares], hollow=hollow, places=1)
    option = {
        "legend": {"show": False}, "xAxis": charts.categories([f"{words.month(m)[:3]} {m[:4]}" for m in months]), "yAxis": charts.axis("percent of certified beds", scale=True), "series": [line]
    }  # fmt: skip
    charts.draw(option, alt=f"Line of bed utilization by month: {words.percent_of(known[0][1])} in {words.month(known[0][0])}, {words.percent_of(known[-1][1])} in {words.month(known[-1][0])}.", height=290)
    scope.say_hollow(p)
    parts.note("The axis does not begin at 0. Where releases of Provider Info are not loaded, beds of the nearest one count.")
    area = scope.area(p)
    parts.downloads(p, f"bed_utilization_by_month_{area}", beds.BY_MONTH, area, area, key="beds_months")


def _classes(p: Page, month: str) -> None:
    area = scope.area(p)
    rows = p.data.rows(beds.CLASSES, month, area, area)
    counts = {r["class"]: r["facilities"] for r in rows}
    classes = list(range(min(counts), max(counts) + 1)) if counts else []
    if len(classes) > 40:
        classes = list(range(min(counts), min(counts) + 40))
    beyond = sum(n for c, n in counts.items() if c not in classes)
    c = colors()
    data = [{"value": counts.get(n, 0), "itemStyle": {"color": c.accent}} if n >= 20 else counts.get(n, 0) for n in classes]
    bars = charts.bar("Facilities", [], places=0, data=data, barCategoryGap="6%")
    bars["barMaxWidth"] = 60
    names = [f"{n * 5} to {n * 5 + 5}" for n in classes]
    option = {
        "legend": {"show": False},
        "xAxis": charts.categories(names, name="percent of certified beds", nameLocation="middle", nameGap=26, nameTextStyle={"color": c.mute, "fontSize": 11}),
        "yAxis": charts.axis("facilities", minInterval=1), "series": [bars],
    }  # fmt: skip
    most = max(counts, key=lambda n: counts[n]) if counts else 0
    charts.draw(option, alt=f"Bars of facilities by utilization. Most, {counts.get(most, 0)}, are {most * 5} to under {most * 5 + 5} percent full.", height=290)
    parts.note("Orange: 100 % and more." + (f" {words.plural(beyond, 'facility', 'facilities')} beyond the axis." if beyond else ""))


def _by_state(p: Page, month: str) -> None:
    rows = sorted(p.data.rows(beds.BY_STATE, month), key=lambda r: -(words.ratio(r["resident_days"], r["bed_days"]) or -1))
    known = [r for r in rows if words.ratio(r["resident_days"], r["bed_days"]) is not None]
    bars = charts.bar("Utilization", [scope.share(r["resident_days"], r["bed_days"]) for r in known], places=1)
    option = {
        "legend": {"show": False}, "xAxis": charts.states([r["state"] for r in known]),
        "yAxis": charts.axis("percent of certified beds", min=0), "series": [bars],
    }  # fmt: skip
    said = f" Fullest {words.state(known[0]['state'])}, {words.percent(known[0]['resident_days'], known[0]['bed_days'])}; emptiest {words.state(known[-1]['state'])}, {words.percent(known[-1]['resident_days'], known[-1]['bed_days'])}." if known else ""
    charts.draw(option, alt=f"Bars of bed utilization by state.{said}", height=320)
    with st.expander("All states as a table", key="beds_states"):
        table = [[words.state(r["state"]), words.whole(r["facilities"]), words.whole(r["measured"]), words.percent(r["resident_days"], r["bed_days"]), words.whole(r["over_certified"])] for r in rows]
        few = [n for n, r in enumerate(rows) if r["measured"] < 10]
        parts.plain_table(["State", "Facilities", "With known beds", "Utilization", "Over 100 %"], table, right=(1, 2, 3, 4), few=few, caption="Bed utilization by state")
        parts.note("Grey: fewer than 10 facilities with known beds.")
    parts.downloads(p, f"bed_utilization_by_state_{month[:7]}", beds.BY_STATE, month, key="beds_states_export")


def _listed(p: Page, month: str, total: int) -> None:
    area = scope.area(p)
    order = state.choose("Order", "order", list(beds.ORDERS), "fullest", say=lambda o: beds.ORDERS[o][0], segmented=True, label_visibility="collapsed")
    first, last = tables.pager("p", total, "facility", many="facilities")
    rows = p.data.rows(beds.ORDERS[order][1], month, area, area, first, last)
    table: list[list[str | Anchor]] = []
    for r in rows:
        source = words.day(r["beds_processing_date"]) if r["beds_processing_date"] else _unknown(r["beds_missing_reason"])
        lag = "" if r["beds_lag_days"] is None else f"{r['beds_lag_days']} days before" if r["beds_lag_days"] >= 0 else f"{-r['beds_lag_days']} days after"
        average = words.ratio(r["resident_days"], r["observed_days"])
        table.append([
            tables.facility(p, r["ccn"], r["facility_name"]), words.state(r["state"]), words.NONE if average is None else f"{words.half_up(average, 1):,}", words.whole(r["certified_beds"]),
            words.percent(r["resident_days"], r["bed_days"]) + (" (over)" if r["is_over_certified"] else ""), source, lag,
            f"may be incomplete: {words.suspicion(r['suspect'])}" if r["suspect"] else "",
        ])  # fmt: skip
    names = ["Facility", "State", "Residents a day", "Certified beds", "Utilization", "Beds from the release of", "Distance to the month's end", "Reporting"]
    parts.plain_table(names, table, right=(2, 3, 4), caption="Facilities by bed utilization")
    apart.of_beds(p, "They stand after all others, whatever their figures." if order != "unknown" else "They are marked.", month)
    parts.downloads(p, f"bed_utilization_{area}_{month[:7]}", beds.ALL, month, area, area, label="All", key="beds_all")
    for r in rows:
        p.cite(f"Bed utilization of {words.facility(r['facility_name'])}", "vw_bed_utilization", ("utilization",), ccn=r["ccn"], month=month)


def _unknown(reason: str | None) -> str:
    return {"no_release_within_366_days": "no release within 366 days is loaded", "not_reported": "not reported"}.get(reason or "", reason or words.NONE)


# ------------------------------------------------------------------------------------------ staffing against occupancy


def _occupancy(p: Page, month: str | None) -> None:
    area, role_set = scope.area(p), p.state.role_set
    question = beds.points(p.state.quarter, month, role_set, area)
    p.fetch([question, (beds.LEFT_OUT, (p.state.quarter, role_set, area, area, month or "quarter", month or ""))])
    points = beds.drawn(p.data.table(question[0], *question[1]))
    left_out = p.data.row(beds.LEFT_OUT, p.state.quarter, role_set, area, area, month or "quarter", month or "") or {}
    when = words.month(month) if month else p.state.quarter
    hours = scope.hours_of(role_set)
    if not len(points):
        parts.lead(f"No facility of {when} has known beds: they come from Provider Info, from a release up to 366 days before or after.")
        return
    line = beds.fitted(points.xs, points.ys)
    far = beds.outliers(points, line) if line else []
    if line:
        parts.lead(_sentence(line, hours, when))
    else:
        parts.lead(f"{words.plural(len(points), 'facility', 'facilities')}: too few for a line, or all alike.")
    with parts.card(f"{hours[:1].upper() + hours[1:]} against occupancy", f"A dot for each facility, {when}. Take the frame above it and drag over the chart to see the facilities in an area; a double click ends that."):
        picked = _scatter(p, points, line, far)
    if picked is not None:
        with parts.card("In the area", "The facilities in the frame, most hours first."):
            _points_table(p, picked, line, "brushed")
    with parts.card("What the line says, and what it does not"):
        _weakness(line, points, left_out, when)
    if far:
        with parts.card("Far from the line", "Facilities more than three standard deviations off; what is unusual is not wrong."):
            _points_table(p, [f.row for f in far], line, "far")
    parts.downloads(p, f"staffing_vs_occupancy_{area}_{month[:7] if month else p.state.quarter}", question[0], *question[1], label="All points", key="beds_points")
    for f in far:
        if month:
            p.cite(f"Staffing and occupancy of {words.facility(f.row['facility_name'])}", "vw_staffing_vs_occupancy", ("hprd", "utilization"), ccn=f.row["ccn"], month=month, role_set=role_set)


def _sentence(line: beds.Line, hours: str, when: str) -> str:
    ten = words.half_up(line.slope * 10, 2)
    direction = "no difference" if not ten else f"{abs(ten)} {hours} per resident day {'more' if ten > 0 else 'less'}"
    share = words.percent_of(line.explained) if line.explained >= 0.0005 else "less than 0.1 %"
    return f"In {when}, facilities 10 percentage points fuller reported {direction} on average. Occupancy goes with {share} of the differences between facilities."


def _scatter(p: Page, points: beds.Points, line: beds.Line | None, far: Sequence[beds.Outlier]) -> list[dict[str, Any]] | None:
    """Draws the points; those in the frame that was drawn, None where there is none."""
    import pandas as pd

    c, xs, ys = colors(), points.xs, points.unrounded
    frame = pd.DataFrame({
        "utilization": [round(x, 1) for x in xs], "hprd": [round(y, 2) for y in ys],
        "facility": [f"{tables.name(name)} ({ccn}), {state}" for name, ccn, state in zip(*(points.texts(column) for column in ("facility_name", "ccn", "state")), strict=True)],
        "share": [f"{x + 1e-9:.1f}" for x in xs], "hours": [f"{y + 1e-9:.2f}" for y in ys],  # half up
    })  # fmt: skip
    top, right = min(math.ceil(max(ys) * 1.05), MOST_HPRD), min(math.ceil(max(*xs, 100.0) / 10) * 10, MOST_UTILIZATION)
    beyond = points.rows([n for n, (x, y) in enumerate(zip(xs, ys, strict=True)) if y > top or x > right])
    dense = len(points) > 2000
    series: list[dict[str, Any]] = [{
        "type": "scatter", "name": "Facilities", "datasetIndex": 0, "encode": {"x": "utilization", "y": "hprd"}, "symbolSize": 4 if dense else 8,
        "itemStyle": {"color": c.main, "opacity": 0.35 if dense else 0.6}, "emphasis": {"disabled": dense}, "cursor": "default",
    }]  # fmt: skip
    if line:
        low = min(xs)
        ends = [[round(low, 1), round(line.at(low), 3)], [round(min(max(xs), right), 1), round(line.at(min(max(xs), right)), 3)]]
        series.append({"type": "line", "name": "Least squares", "data": ends, "showSymbol": False, "lineStyle": {"color": c.accent, "width": 2.5}, "itemStyle": {"color": c.accent}, "silent": True, "z": 4})
    named = [{"name": words.facility(f.row["facility_name"]), "value": [round(float(f.row["utilization"]) * 100, 1), round(float(f.row["hprd"]), 2)]} for f in far if f.row not in beyond][:6]
    series += [{
        "type": "scatter", "name": "Far from the line", "data": named, "symbolSize": 10, "silent": True, "itemStyle": {"color": "transparent", "borderColor": c.accent, "borderWidth": 2},
        "label": {"show": True, "formatter": "{b}", "position": "right", "color": c.ink, "fontSize": 11}, "labelLayout": {"hideOverlap": True, "moveOverlap": "shiftY"},
    }] if named else []  # fmt: skip
    option = {
        "animation": False, "dataset": {"source": frame}, "textStyle": {"fontFamily": "Inter, sans-serif", "fontSize": 12, "color": c.ink}, "grid": {"left": 12, "right": 30, "top": 58, "bottom": 30, "containLabel": True},
        "legend": {"top": 0, "left": 0, "itemWidth": 16, "itemHeight": 8, "textStyle": {"color": c.ink, "fontSize": 12}},
        "tooltip": {"trigger": "item", "confine": True, "formatter": "{@facility}<br/>{@share} % of certified beds, {@hours} hours per resident day"},
        "xAxis": charts.below("percent of certified beds", scale=True, max=right),
        "yAxis": charts.axis("hours per resident day", scale=True, max=top), "series": series,
        "toolbox": {"right": 4, "top": 24, "itemSize": 17, "iconStyle": {"borderColor": c.ink}, "feature": {"brush": {"type": ["rect", "clear"], "title": {"rect": "Frame facilities", "clear": "End"}}}},
        "brush": {"xAxisIndex": 0, "yAxisIndex": 0, "brushMode": "single", "brushStyle": {"borderColor": c.accent, "color": c.band}, "outOfBrush": {"colorAlpha": 0.25}},
    }  # fmt: skip
    alt = f"Scatter of {len(points):,} facilities: occupancy from {min(xs):.0f} to {max(xs):.0f} percent of certified beds, {min(ys):.2f} to {max(ys):.2f} hours per resident day."
    if line:
        alt += f" The line {'falls' if line.slope < 0 else 'rises'} by {abs(line.slope) * 10:.2f} hours per 10 percentage points and goes with {line.explained * 100:.1f} percent of the differences."
    event: Any = st.echarts_chart(option, height=460, alt=alt, key=f"scatter_{p.state.quarter}_{p.state.role_set}", on_select="rerun")
    parts.note("The axes do not begin at 0.")
    if beyond:
        said = [f"{words.facility(r['facility_name'])} ({r['ccn']}) {words.rate(r['hours'], r['resident_days'])} hours at {words.percent_of(r['utilization'])}" for r in beyond[:6]]
        parts.note(f"Beyond the axes, not drawn but in the line: {'; '.join(said)}" + (f" and {len(beyond) - 6} more." if len(beyond) > 6 else "."))
    return _picked(event, points)


def _picked(event: Any, points: beds.Points) -> list[dict[str, Any]] | None:
    """The rows of the points in the frame that was drawn."""
    try:
        (left, right), (low, high) = event["selection"]["areas"][0]["coord_range"]
    except (KeyError, TypeError, ValueError, IndexError):
        return None
    return points.framed((left, right), (low, high))


def _points_table(p: Page, rows: Sequence[dict[str, Any]], line: beds.Line | None, param: str) -> None:
    ordered = rows if param == "far" else sorted(rows, key=lambda r: (-r["hprd"], r["ccn"]))
    first, last = tables.pager(f"p_{param}", len(ordered), "facility", many="facilities")
    table: list[list[str | Anchor]] = []
    for r in ordered[first - 1 : last]:
        off = words.change(words.half_up(float(r["hprd"]), 6), words.half_up(line.at(float(r["utilization"]) * 100), 6)) if line else ""
        note = f"reporting may be incomplete: {words.suspicion(r['suspect'])}" if r["suspect"] else ""
        table.append([tables.facility(p, r["ccn"], r["facility_name"]), words.state(r["state"]), words.percent_of(r["utilization"]), words.rate(r["hours"], r["resident_days"]), off, note])
    parts.plain_table(["Facility", "State", "Occupancy", "Hours per resident day", "Off the line", "Reporting"], table, right=(2, 3, 4), caption="Facilities of the scatter")


def _weakness(line: beds.Line | None, points: beds.Points, left_out: dict[str, Any], when: str) -> None:
    if line:
        parts.note(
            f"Least squares over {words.plural(line.points, 'facility', 'facilities')}, each counting once whatever its size: {line.intercept:.2f} hours {'+' if line.slope >= 0 else words.MINUS} "
            f"{abs(line.slope):.4f} hours for each percent of occupancy; R squared {line.explained:.3f}; facilities lie {line.spread:.2f} hours off the line (standard deviation)."
        )
        strength = "hardly any" if line.explained < 0.05 else "a small part" if line.explained < 0.25 else "a part"
        parts.note(f"Occupancy goes with {strength} of the differences. The rest is what the line does not know: residents' needs, ownership, state rules, how beds are certified.")
    parts.note(
        "Residents are in both figures: they are the numerator of occupancy and the denominator of hours per resident day. Where a facility's hours stay as they are and residents leave, it moves to the upper left "
        "by arithmetic alone. The line compares facilities with each other at one time; it does not say what would happen in one of them if it filled up or emptied."
    )
    parts.note(f"Beds are {words.BEDS}, from the release of Provider Info in force; a facility may staff fewer. Days with a census of 0 are not counted for hours.")
    missing = (left_out.get("without_beds") or 0) + (left_out.get("without_hours") or 0)
    if missing:
        parts.note(f"{words.plural(missing, 'facility', 'facilities')} of {when} not drawn: {left_out['without_beds']} whose beds are unknown, {left_out['without_hours']} without hours or residents to count.")
    suspects = sum(bool(s) for s in points.texts("suspect"))
    if suspects:
        parts.note(f"{words.plural(suspects, 'facility', 'facilities')} among them whose reporting may be incomplete: they are drawn and counted, and marked in the tables.")


draw(page())
