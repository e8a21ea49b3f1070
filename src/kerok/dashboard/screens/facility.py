"""One facility: a sentence, its figures with their place and CMS's own, its course, its days, and where all of it comes from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import streamlit as st

from kerok import contracts as declared
from kerok.dashboard import benchmarks, calendars, charts, factsheet, parts, words
from kerok.dashboard.answers import Question
from kerok.dashboard.frame import page
from kerok.dashboard.look import colors, is_dark
from kerok.dashboard.parts import Page, Tile
from kerok.dashboard.questions import facility as ask
from kerok.dashboard.story import Home, sentence, standing_words
from kerok.errors import KerokError

_SHOWN = {"total": "total", "rn": "RN", "lpn": "LPN", "aide": "nurse aide", "licensed": "licensed (RN and LPN)", "weekend_total": "total on weekends", "weekend_rn": "RN on weekends", "average_residents": "residents a day"}
_FACT = "gold_quarterly_provider_fact"
_PLACES = {"average_residents": 1}
WINDOW_DAYS = 14
FIRST_DAY, LAST_DAY = dt.date(2017, 1, 1), dt.date(2100, 12, 31)  # PBJ's first, and one far enough


def draw(p: Page) -> None:
    """The page."""
    ccn = p.state.ccn
    if ccn:
        p.fetch(_questions(p, ccn))
    who = p.data.answer(ask.who(ccn)).first if ccn else None
    if ccn is None or who is None:
        _none(p, ccn)
        return
    st.session_state["last_ccn"] = ccn  # the way back here, offered at the side
    home = _asked(p, ccn, who)
    _heading(p, home)
    if home.now("cms_total") is None:
        _no_quarter(p, home)
        return
    parts.lead(sentence(home))
    _tiles(p, home)
    _cms(p, home)
    benchmarks.table(p, home)
    _trend(p, home)
    left, right = st.columns(2)
    with left:
        _roles(p, home)
    with right:
        _contract(p, home)
    left, right = st.columns([3, 2])
    with left:
        _days(p, home)
    with right:
        _rn_days(p, home)
    _weekend(p, home)
    left, right = st.columns([3, 2])
    with left:
        _beds(p, home)
    with right:
        _cms_says(p, home)
    _unlikely(p, home)
    _incident(p, home)
    _provenance(p, home)
    _take_away(p, home)


def _none(p: Page, ccn: str | None) -> None:
    parts.title("Facility")
    if ccn:
        parts.banner(f"No facility {ccn} is loaded: not in PBJ, not in Provider Info. Search by name, or load the files that hold it: kerok ingest PATH")
    else:
        parts.lead("Choose a facility by name, CCN, city, county, chain or ZIP code.")
    parts.link(p.state, "find", "Find a facility", icon=":material/search:", ccn=None)


def _questions(p: Page, ccn: str) -> list[Question]:
    s = p.state
    return [
        ask.who(ccn), *_standing(p, ccn), ask.quarters(ccn, s.role_set), ask.months(ccn), ask.agreement(ccn, s.quarter), ask.anomalies(ccn, s.quarter), ask.beds(ccn), ask.averages(s.quarter),
        ask.days(ccn, s.quarter), ask.coverage(ccn, s.quarter), ask.own_lines(s.quarter),
    ]  # fmt: skip


def _standing(p: Page, ccn: str) -> list[Question]:
    """To place one home, an engine ranks them all: here all are asked for at once, and kept for the next home; elsewhere rows cost money and time."""
    s, only = p.state, None if p.data.moment.is_here else ccn
    return [ask.standing(s.quarter, *ask.MAIN, ccn=only), *([ask.standing(s.quarter, s.role_set, ccn=only)] if s.role_set not in ask.MAIN else [])]


def _asked(p: Page, ccn: str, who: dict[str, Any]) -> Home:
    s = p.state
    quarters = p.data.answer(ask.quarters(ccn, s.role_set)).rows
    return Home(
        ccn=ccn, who=who, quarter=s.quarter, is_national=p.loaded.is_national(s.quarter),
        quarters=ask.by_role_set(quarters, s.role_set),
        standing={(r["role_set"], r["area"]): r for question in _standing(p, ccn) for r in p.data.rows_of(question, "ccn", ccn)},
        averages={(r["role_set"], r["area"]): r for r in p.data.answer(ask.averages(s.quarter)).rows},
        agreement={r["measure"]: r for r in p.data.answer(ask.agreement(ccn, s.quarter)).rows},
        facts={r["quarter"]: r for r in quarters},
        coverage=p.data.answer(ask.coverage(ccn, s.quarter)).first,
    )  # fmt: skip


def _heading(p: Page, home: Home) -> None:
    parts.title(home.name)
    who = home.who
    place = ", ".join(x for x in (words.facility(who["provider_address"]) if who["provider_address"] else "", words.facility(who["city_town"]) if who["city_town"] else "", f"{who['state']} {who['zip_code'] or ''}".strip()) if x)
    fact = home.fact or {}
    said = [
        f"CCN {home.ccn}", place, f"{who['county_parish']} County" if who["county_parish"] else "",
        f"{words.plural(fact['certified_beds'], 'certified bed')}" if fact.get("certified_beds") else "", (fact.get("ownership_type") or who["ownership_type"] or "").replace(" - ", ", "),
        f"chain: {words.facility(fact.get('chain_name') or who['chain_name'])}" if fact.get("chain_name") or who["chain_name"] else "",
        f"Special Focus: {fact['special_focus_status']}" if fact.get("special_focus_status") else "", "cited for abuse (CMS's icon)" if fact.get("has_abuse_icon") else "",
    ]  # fmt: skip
    parts.note(" · ".join(x for x in said if x))
    if who["processing_date"] is None:
        parts.banner("No Provider Info release that lists this facility is loaded: no beds, ratings, owner, nor what CMS reported. Load one: kerok ingest NH_ProviderInfo_MonYYYY.csv")
    if home.coverage and home.coverage["suspect"]:
        parts.banner(f"Reporting may be incomplete in {home.quarter}: {words.suspicion(home.coverage['suspect'])}. A rate that is low because hours are missing says nothing about care.")


def _no_quarter(p: Page, home: Home) -> None:
    have = sorted({q for q, _ in home.quarters})
    parts.banner(
        f"PBJ holds no rows of this facility in {home.quarter}." + (f" It has rows in {have[0]} to {have[-1]}: choose one at the side." if have else " No quarter loaded has any: it may be new, closed, or not have reported.")
    )
    _take_away(p, home)


# ------------------------------------------------------------------------------------------ figures


def _tiles(p: Page, home: Home) -> None:
    drawn = []
    sets = list(ask.MAIN) + ([p.state.role_set] if p.state.role_set not in ask.MAIN else [])
    for role_set in sets:
        row = home.now(role_set)
        if row is None:
            continue
        state, nation = home.averages.get((role_set, home.state)), home.averages.get((role_set, "US"))
        notes = []
        if state:
            notes.append(f"{home.state} {words.rate(state['hours'], state['resident_days'])}" + (f" · US {words.rate(nation['hours'], nation['resident_days'])}" if nation and home.is_national else " (facilities loaded)" if not home.is_national else ""))
        standing, in_state = home.standing.get((role_set, "US")), home.standing.get((role_set, home.state))
        if in_state:
            notes.append(standing_words(in_state, home.state))
        if standing and home.is_national:
            notes.append(standing_words(standing, "the US"))
        bar = parts.percentile_bar(in_state["percentile"], f"{words.ordinal(in_state['percentile'])} percentile in {home.state}") if in_state and in_state["percentile"] is not None else ""
        cms = home.agreement.get(ask.MEASURES.get(role_set, ""))
        if cms and cms["agrees"] is not None:
            notes.append(f"CMS reports {words.two(cms['cms'])}: {'equal to its last digit' if cms['agrees'] else 'differs, see below'}")
        drawn.append(Tile(words.role_set(role_set), words.rate(row["hours"], row["resident_days"]), "HPRD", notes, bar))
        p.cite(f"{words.role_set(role_set)} HPRD, {home.quarter}", "vw_facility_hprd", ccn=home.ccn, quarter=home.quarter, role_set=role_set)
    total = home.now("cms_total") or {}
    residents = words.ratio(total["resident_days"], total["days_counted"])
    drawn.append(Tile("Residents", words.whole(residents), "a day", [f"{words.whole(total['resident_days'])} resident days", f"{total['days_counted']} days counted" + (f", {total['days_excluded']} left out" if total["days_excluded"] else "")]))
    parts.tiles(*drawn)
    if any(r["missing_reason"] == "partial_coverage" for r in home.standing.values()):
        parts.note(f"No percentile: no national file of {home.quarter} is loaded. {home.state} here means the facilities loaded.")


def _cms(p: Page, home: Home) -> None:
    with parts.card("Against CMS's own figures", "Ours from the daily rows; reported, case-mix and adjusted as CMS publishes them"):
        fact = home.fact or {}
        if not home.agreement:
            parts.note(f"No Provider Info release that describes {home.quarter} and lists this facility is loaded.")
            return
        first = next(iter(home.agreement.values()))
        rows = []
        for measure in _SHOWN:
            r = home.agreement.get(measure)
            if r is None:
                continue
            places = _PLACES.get(measure, 5)
            case_mix, adjusted = (fact.get(f"{kind}_{measure}_hprd") for kind in ("case_mix", "adjusted"))
            verdict = "equal" if r["agrees"] else "CMS gives none" + (f" (footnote {r['footnote']})" if r["footnote"] else "") if r["agrees"] is None else f"differs by {r['difference']}"
            rows.append([_SHOWN[measure], _digits(r["ours"], places), _digits(r["cms"], places), verdict, words.two(case_mix) if case_mix is not None else "", words.two(adjusted) if adjusted is not None else ""])
            if case_mix is not None:
                columns = (f"case_mix_{measure}_hprd", f"adjusted_{measure}_hprd", "case_mix_processing_date")
                p.cite(f"Case-mix and adjusted, {_SHOWN[measure]}, {home.quarter}", _FACT, columns, ccn=home.ccn, quarter=home.quarter)
            if measure == "total":
                p.cite(f"Agreement with CMS, {home.quarter}", "vw_reconciliation", ccn=home.ccn, quarter=home.quarter, measure="total")
        parts.plain_table(["hours per resident day", "ours", "reported", "to CMS's last digit", "case-mix", "adjusted"], rows, right=(1, 2, 4, 5), caption="Our figures beside CMS's")
        parts.note(f"Reported in Provider Info of {words.day(first['processing_date'])}; case-mix is what CMS expects with such residents, adjusted is reported hours made comparable by it.")


def _digits(value: Decimal | None, places: int) -> str:
    return words.NONE if value is None else f"{words.half_up(value, places)}"


# ------------------------------------------------------------------------------------------ course


def _trend(p: Page, home: Home) -> None:
    c, loaded = colors(), p.loaded.quarters
    have = sorted({q for q, _ in home.quarters})
    if len(have) < 2:
        _monthly_trend(p, home)
        return
    names = words.quarters_between(min(have[0], loaded[0]), max(have[-1], loaded[-1]))
    own = [home.quarters.get((n, p.state.role_set)) for n in names]
    hollow = [n in words.HOLLOW or bool(r and r["is_incomplete"]) for n, r in zip(names, own, strict=True)]

    def fact(n: str, name: str) -> Decimal | None:
        return home.facts[n][name] if n in home.facts else None

    kind = ask.MEASURES.get(p.state.role_set)
    lines = [charts.line(f"{words.role_set(p.state.role_set)}, ours", [words.ratio(r["hours"], r["resident_days"]) if r else None for r in own], hollow=hollow)]
    if kind:
        for title, prefix, shade in (("case-mix (CMS)", "case_mix", c.mute), ("adjusted (CMS)", "adjusted", c.accent)):
            for when, part in (("to 2023Q3", [n for n in names if n <= words.CASE_MIX_BREAK[0]]), ("from 2024Q1", [n for n in names if n >= words.CASE_MIX_BREAK[1]])):
                values = [fact(n, f"{prefix}_{kind}_hprd") if n in part else None for n in names]
                if any(v is not None for v in values):
                    lines.append(charts.line(f"{title} {when}", values, color=shade, dashed=True, width=1.6))
    with parts.card("Quarter by quarter", f"{words.role_set(p.state.role_set)} hours per resident day, with hours and residents beneath: the rate also rises when residents leave"):
        lines += benchmarks.chosen_line(p, home, names)
        known = [(n, r) for n, r in zip(names, own, strict=True) if r and r["resident_days"]]
        told = f"{known[0][0]} {words.rate(known[0][1]['hours'], known[0][1]['resident_days'])}, {known[-1][0]} {words.rate(known[-1][1]['hours'], known[-1][1]['resident_days'])}" if known else "no values"
        hours, residents = ([words.ratio(r[k], r["days_counted"]) if r else None for r in own] for k in ("hours", "resident_days"))
        _beneath_each_other(names, lines, [("hours a day", hours, c.main), ("residents a day", residents, c.mute)], f"Lines by quarter, {words.role_set(p.state.role_set)} HPRD: {told}. Beneath, bars of hours and of residents a day.")
        notes = [text for q, text in words.HOLLOW.items() if q in names and q in loaded]
        if kind and names[0] <= words.CASE_MIX_BREAK[0] < names[-1]:
            notes.append("CMS changed its case-mix method with the release of July 2024: case-mix and adjusted lines end at 2023Q3 and start again at 2024Q1")
        for text in notes:
            parts.note(f"{text}.")


def _beneath_each_other(names: Sequence[str], lines: Sequence[dict[str, Any]], bars: Sequence[tuple[str, Sequence[Decimal | None], str]], alt: str) -> None:
    """Lines, and bars beneath them on the same quarters: one drawing, so that what stands beneath each other is of one quarter."""
    label, last = charts.categories(names)["axisLabel"], len(bars)
    tops = [60, *(290 + 96 * n for n in range(last))]
    charts.draw(
        {
            "legend": {"top": 0, "left": 0, "itemWidth": 16, "itemHeight": 8, "textStyle": {"color": colors().ink, "fontSize": 12}, "data": [line["name"] for line in lines]},
            "grid": [{"left": 52, "right": 18, "top": top, "height": 58 if n else 170} for n, top in enumerate(tops)],
            "xAxis": [charts.categories(names, gridIndex=n, axisLabel={**label, "show": n in (0, last)}) for n in range(last + 1)],
            "yAxis": [charts.axis("hours per resident day", scale=True, gridIndex=0), *(charts.axis(unit, gridIndex=n, splitNumber=2) for n, (unit, _, _) in enumerate(bars, 1))],
            "series": [*lines, *(charts.bar(unit, values, color=shade, places=1, xAxisIndex=n, yAxisIndex=n) for n, (unit, values, shade) in enumerate(bars, 1))],
        }, alt=alt, height=tops[-1] + 90,
    )  # fmt: skip


def _monthly_trend(p: Page, home: Home) -> None:
    c = colors()
    rows = [r for r in p.data.answer(ask.months(home.ccn)).rows if r["role_set"] == p.state.role_set]
    names = [f"{r['month']:%b %Y}" for r in rows]
    with parts.card("Month by month", f"{words.role_set(p.state.role_set)}: the rate, and hours and residents behind it; by quarter as soon as a second quarter is loaded"):
        told = ", ".join(f"{n} {words.rate(r['hours'], r['resident_days'])}" for n, r in zip(names, rows, strict=True))
        panels = [
            ("hours per resident day", [words.ratio(r["hours"], r["resident_days"]) for r in rows], c.main, 2), ("hours", [r["hours"] for r in rows], c.main, 0), ("resident days", [r["resident_days"] for r in rows], c.mute, 0),
        ]  # fmt: skip
        for column, (unit, values, shade, places) in zip(st.columns(3), panels, strict=True):
            with column:
                charts.draw({"legend": {"show": False}, "xAxis": charts.categories(names), "yAxis": charts.axis(unit), "series": [charts.bar(unit, values, color=shade, places=places)]}, alt=f"Bars of {unit} by month. HPRD: {told}.", height=190)


def _roles(p: Page, home: Home) -> None:
    c = colors()
    rows = p.data.answer(ask.months(home.ccn)).rows
    by = {(r["month"], r["role_set"]): r for r in rows}
    months = sorted({r["month"] for r in rows})
    names = [f"{m:%b %Y}" for m in months]
    stack = [("RN", "cms_rn", c.roles[0]), ("LPN", "cms_lpn", c.roles[1]), ("Nurse aide", "cms_aide", c.roles[2])]
    series = [
        charts.bar(title, [words.ratio(by[m, s]["hours"], by[m, s]["resident_days"]) if (m, s) in by else None for m in months], color=shade, stack="roles", barMaxWidth=46) for title, s, shade in stack
    ]
    with parts.card("Who the hours are", "HPRD by month: RN, LPN and nurse aides stand on each other to the total"):
        for month in [m for m in months if str(m) in words.months_of(home.quarter)]:
            p.cite(f"{words.role_set(p.state.role_set)} hours of {words.month(month)}", "vw_staffing_mix", ccn=home.ccn, month=str(month), role_set=p.state.role_set)
        charts.draw({"xAxis": charts.categories(names), "yAxis": charts.axis("hours per resident day"), "series": series}, alt="Stacked bars of RN, LPN and nurse aide hours per resident day by month.", height=250)


def _contract(p: Page, home: Home) -> None:
    c = colors()
    rows = [r for r in p.data.answer(ask.months(home.ccn)).rows if p.state.quarter == f"{r['month'].year}Q{(r['month'].month + 2) // 3}"]
    sums = {role: tuple(words.added(r[kind] for r in rows if r["role_set"] == role) for kind in ("hours", "employee_hours", "contract_hours")) for role in ask.ROLES}
    shown = [role for role in ask.ROLES if any(s is None or s for s in sums[role])]
    total = home.now("cms_total") or {}
    titles = [words.role(role) for role in shown]
    with parts.card("Employees and contract staff", f"{home.quarter}: {words.percent(total.get('contract_hours'), total.get('hours'))} of all hours were contract (agency) staff's"):
        series = [
            charts.bar("employees", [sums[r][1] for r in shown], color=c.employee, stack="x", places=0, barMaxWidth=20),
            charts.bar("contract staff", [sums[r][2] for r in shown], color=c.contract, stack="x", places=0, barMaxWidth=20),
        ]
        names = charts.categories(titles, inverse=True, axisLabel={"color": c.ink, "fontSize": 11, "interval": 0})
        charts.draw(
            {"yAxis": names, "xAxis": charts.axis("hours", nameLocation="middle", nameGap=26, nameTextStyle={"color": c.mute, "fontSize": 11}), "series": series, "grid": {"left": 8, "right": 18, "top": 30, "bottom": 22, "containLabel": True}},
            alt="Bars of hours by role, employees and contract staff: " + "; ".join(f"{t} {words.percent(sums[r][2], sums[r][0])} contract" for t, r in zip(titles, shown, strict=True)) + ".", height=250,
        )  # fmt: skip
        p.cite(f"Contract hours and share, {home.quarter}", "vw_facility_hprd", ("hours", "contract_hours", "contract_share"), ccn=home.ccn, quarter=home.quarter, role_set="cms_total")


# ------------------------------------------------------------------------------------------ days


def _days(p: Page, home: Home) -> None:
    rows = p.data.answer(ask.days(home.ccn, home.quarter)).rows
    with parts.card(f"Every day of {home.quarter}", f"Total nurse hours per resident; {'lighter' if is_dark() else 'darker'} is more"):
        calendars.draw(rows, home.quarter)


def _rn_days(p: Page, home: Home) -> None:
    found = home.coverage
    if found is None:
        return
    with parts.card("Days without enough RN hours", f"Of {words.plural(found['days_with_residents'], 'day')} with residents"):
        parts.tiles(
            Tile("No RN hours", words.whole(found["zero_rn_days"]), "days", [f"on {found['zero_staff_days']} of them nothing was reported at all" if found["zero_staff_days"] else ""]),
            Tile("Under 8 RN hours", words.whole(found["under_8_rn_days"]), "days", ["those without any among them"]),
        )
        parts.note("The federal floor is an RN for 8 consecutive hours a day (42 CFR 483.35). No hours reported is not the same as no RN on site. RN here counts the director of nursing and RNs in administration, as CMS does.")
        p.cite(f"Days without RN, {home.quarter}", "vw_coverage_days", ccn=home.ccn, quarter=home.quarter)


def _weekend(p: Page, home: Home) -> None:
    rows = []
    for role_set in ask.MAIN:
        r = home.now(role_set)
        if r is None or r["weekend_hours"] is None:
            continue
        weekday = words.ratio(r["hours"] - r["weekend_hours"], r["resident_days"] - r["weekend_resident_days"])
        weekend = words.ratio(r["weekend_hours"], r["weekend_resident_days"])
        dip = None if not weekday or weekend is None else (weekend - weekday) / weekday * 100
        rows.append([words.role_set(role_set), words.two(weekday), words.two(weekend), words.change(dip, Decimal(0), 1, " %") if dip is not None else words.NONE])
    with parts.card("Weekdays and weekends", "Hours per resident day; weekends are Saturdays and Sundays"):
        if rows:
            columns = ("weekend_hprd", "weekend_hours", "weekend_resident_days")
            p.cite(f"Weekend HPRD, {home.quarter}", "vw_facility_hprd", columns, ccn=home.ccn, quarter=home.quarter, role_set="cms_total")
        parts.plain_table(["", "weekday", "weekend", "difference"], rows, right=(1, 2, 3), caption="Weekday and weekend hours per resident day")


def _beds(p: Page, home: Home) -> None:
    c = colors()
    rows = p.data.answer(ask.beds(home.ccn)).rows
    names = [f"{r['month']:%b %Y}" for r in rows]
    with parts.card("Beds in use, by month", f"Residents over {words.BEDS}; over 100 % is shown as it is"):
        if not any(r["utilization"] is not None for r in rows):
            parts.note("No beds: no Provider Info release of this facility lies within 366 days of any month loaded.")
            return
        used = [words.ratio(r["resident_days"], r["bed_days"]) for r in rows]
        percent = [None if u is None else u * 100 for u in used]
        series = [
            charts.line("bed utilization", percent, places=1, yAxisIndex=0),
            charts.line("certified beds", [r["certified_beds"] for r in rows], color=c.mute, width=1.6, symbols=False, places=0, step="middle", yAxisIndex=1),
        ]
        right = charts.axis("beds", position="right", splitLine={"show": False}, scale=True, nameTextStyle={"color": c.mute, "fontSize": 11, "align": "right"}, minInterval=1)
        charts.draw({"xAxis": charts.categories(names), "yAxis": [charts.axis("% of beds", scale=True), right], "series": series}, alt="Line of bed utilization by month: " + ", ".join(f"{n} {words.percent(r['resident_days'], r['bed_days'])}" for n, r in zip(names[-6:], rows[-6:], strict=True)) + ".", height=250)
        lags = [r for r in rows if r["beds_lag_days"] is not None]
        if lags:
            far = max(lags, key=lambda r: abs(r["beds_lag_days"]))
            way = "after" if far["beds_lag_days"] < 0 else "before"
            parts.note(f"Beds of each month are of the newest release at its end, else the first later one: at most {abs(far['beds_lag_days'])} days {way} the month's end ({far['month']:%B %Y}, release of {words.day(far['beds_processing_date'])}).")
        mine = next((r for r in reversed(rows) if r["utilization"] is not None), None)
        if mine:
            p.cite(f"Bed utilization, {mine['month']:%B %Y}", "vw_bed_utilization", ccn=home.ccn, month=str(mine["month"]))


def _cms_says(p: Page, home: Home) -> None:
    fact = home.fact or {}
    with parts.card("What CMS says of the home", f"As of the end of {home.quarter}, each with its own date"):
        if fact.get("ratings_processing_date") is None:
            parts.note("No release at that time is loaded.")
            return
        stars = [[name, f"{fact[key]} of 5" if fact[key] else words.NONE] for name, key in (("Overall", "overall_rating"), ("Health inspection", "health_inspection_rating"), ("Staffing", "staffing_rating"), ("Quality measures", "qm_rating"))]
        for title, columns in (
            ("Stars", ("overall_rating", "health_inspection_rating", "staffing_rating", "qm_rating", "ratings_processing_date")), ("Turnover", ("total_turnover_pct", "rn_turnover_pct", "turnover_processing_date")),
            ("Fines and penalties", ("fines_3y_count", "fines_3y_amount", "payment_denials_3y_count", "penalties_3y_count", "penalties_processing_date")),
        ):  # fmt: skip
            p.cite(f"{title}, as of the end of {home.quarter}", _FACT, columns, ccn=home.ccn, quarter=home.quarter)
        parts.plain_table([f"Stars, {words.day(fact['ratings_processing_date'])}", ""], stars, right=(1,), caption="CMS's star ratings")
        turnover = [[name, words.NONE if fact[key] is None else f"{fact[key]} %"] for name, key in (("All nursing staff", "total_turnover_pct"), ("RN", "rn_turnover_pct"))]
        parts.plain_table([f"Turnover in a year, {words.day(fact['turnover_processing_date'])}", ""], turnover, right=(1,), caption="Turnover")
        fines = [["Fines", f"{words.whole(fact['fines_3y_count'])}, {words.dollars(fact['fines_3y_amount'])}"], ["Payment denials", words.whole(fact["payment_denials_3y_count"])], ["Penalties in all", words.whole(fact["penalties_3y_count"])]]
        parts.plain_table([f"In the three years to {words.day(fact['penalties_processing_date'])}", ""], fines, right=(1,), caption="Fines and penalties")
        if fact.get("as_of_backfilled"):
            parts.note(f"No release at or before the quarter's end is loaded: these are of the first later one, {abs(fact['as_of_lag_days'])} days after it.")


_KINDS = {
    "census_copied": "one census for a whole month", "identical_days": "three or more identical days on end", "jump": "total HPRD half as much again, or the reverse, of the quarter before",
    "over_24_hprd": "more than 24 nurse hours per resident on a day", "weekend_equals_weekday": "weekend and weekday HPRD equal to the hundredth",
}  # fmt: skip


def _unlikely(p: Page, home: Home) -> None:
    rows = p.data.answer(ask.anomalies(home.ccn, home.quarter)).rows
    if not rows:
        return
    rates = {r["kind"]: r["rate"] for r in p.data.answer(ask.anomaly_rates(home.quarter)).rows}
    with parts.card("Worth a second look", "Unlikely figures; nothing is left out of any figure for being listed here"):
        table = [[_KINDS.get(r["kind"], r["kind"]), words.whole(r["found"]), words.day(r["first_day"]) if r["first_day"] else home.quarter, words.percent_of(rates.get(r["kind"]))] for r in rows]
        parts.plain_table(["what", "times", "first", "facilities loaded that show it"], table, right=(1, 3), caption="Unlikely figures")


# ------------------------------------------------------------------------------------------ incident, sources, to take away


def _incident(p: Page, home: Home) -> None:
    days = p.data.answer(ask.days(home.ccn, home.quarter)).rows
    with st.container(key="no_print_incident"), st.expander("The days around a date (incident window)", icon=":material/event:", on_change="rerun", key="incident", expanded="day" in st.query_params) as drawer:
        if not drawer.open or not days:
            return
        chosen = _day_asked() or days[len(days) // 2]["work_date"]
        st.session_state["in_url_day"] = chosen
        st.date_input("Date", key="in_url_day", on_change=_day_to_url, min_value=FIRST_DAY, max_value=LAST_DAY, format="YYYY-MM-DD", width=180)
        first, last = chosen - dt.timedelta(WINDOW_DAYS), chosen + dt.timedelta(WINDOW_DAYS)
        sql, values = ask.window(home.ccn, first.isoformat(), last.isoformat())
        found = {r["work_date"]: r for r in p.data.rows(sql, *values)}
        if not found:
            parts.note(f"No day from {first} to {last} is loaded for this facility.")
            return
        window = [first + dt.timedelta(n) for n in range(2 * WINDOW_DAYS + 1)]
        parts.plain_table(
            ["day", "", "residents", "hours", "HPRD", "RN", "LPN", "aide", "contract", "flags"], [_day_row(d, found.get(d)) for d in window], right=range(2, 9), marked=[WINDOW_DAYS],
            few=[n for n, d in enumerate(window) if d not in found], caption=f"Days from {first} to {last}",
        )  # fmt: skip
        parts.downloads(p, f"{home.ccn}_{first}_{last}", sql, *values, label="These days", key="window")
        st.code(f"kerok incident {home.ccn} {chosen} --days {WINDOW_DAYS} -o exhibit.html", language=None)
        parts.note("The command prints an exhibit: each day beside what is usual for this home on that weekday and its state's day, with the source file's sha256.")


def _day_asked() -> dt.date | None:
    """The day that the URL names, if it is one that PBJ could hold."""
    try:
        found = dt.date.fromisoformat(st.query_params.get("day", ""))
    except ValueError:
        return None
    return found if FIRST_DAY <= found <= LAST_DAY else None


def _day_to_url() -> None:
    st.query_params["day"] = str(st.session_state["in_url_day"])


def _day_row(day: dt.date, row: dict[str, Any] | None) -> list[str]:
    if row is None:
        return [str(day), f"{day:%a}", "no row", *[""] * 7]
    rate = words.rate(row["cms_total_hours"], row["residents"]) if row["residents"] else words.NONE
    return [
        str(day), f"{day:%a}", words.whole(row["residents"]), words.hours(row["cms_total_hours"]), rate, words.hours(row["cms_rn_hours"]), words.hours(row["cms_lpn_hours"]), words.hours(row["cms_aide_hours"]),
        words.hours(row["contract_hours"]), (row["flags"] or "").replace("_", " "),
    ]  # fmt: skip


def _provenance(p: Page, home: Home) -> None:
    with st.container(key="no_print_provenance"), st.expander("Where these figures come from", icon=":material/account_tree:", on_change="rerun", key="provenance") as drawer:
        if not drawer.open:
            return
        key = {"ccn": home.ccn, "quarter": home.quarter, "role_set": p.state.role_set}
        trace = None if parts.gold_only() else getattr(p.data.moment, "trace", None)
        if trace is not None:
            try:
                st.code(str(trace("vw_facility_hprd", key, 3)), language=None, wrap_lines=True)
                return
            except KerokError as error:
                parts.note(f"The raw files cannot be read here ({error.what}); what gold knows of them:")
        rows = p.data.answer(ask.files(home.quarter)).rows
        parts.plain_table(["dataset", "period", "file", "sha256", "published", "rows"], [[r["dataset"], r["period"], r["file_name"], r["file_sha256"], words.day(r["published"]), words.whole(r["rows_live"])] for r in rows], right=(5,), caption="Source files")
        parts.note(f"{words.role_set(p.state.role_set)} counts {words.role_set_title(p.state.role_set)}. Formula: {declared.contracts()['vw_facility_hprd'].formula}.")
        st.code("kerok trace vw_facility_hprd " + " ".join(f"{k}={v}" for k, v in key.items()), language=None)


def _take_away(p: Page, home: Home) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="no_print_take_away"):
        if home.now("cms_total") is not None:
            st.download_button("Fact sheet to print", lambda: factsheet.html(p, home).encode(), f"{'SYNTHETIC_' if p.loaded.is_synthetic else ''}{home.ccn}_{home.quarter}.html", "text/html", icon=":material/print:", on_click="ignore", key="fact_sheet")
        parts.link(p.state, "compare", "Compare with its peers", icon=":material/compare_arrows:", ccn=home.ccn, of="peers")
    sql, values = ask.all_days(home.ccn)
    parts.downloads(p, f"{home.ccn}_days", sql, *values, label="All days", key="days")


draw(page())
