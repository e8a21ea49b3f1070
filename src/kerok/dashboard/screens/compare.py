"""Compare: two to ten facilities, chains or groups side by side, or a facility with its peers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from kerok.dashboard import apart, charts, parts, scope, state, tables, words
from kerok.dashboard.anchors import Anchor
from kerok.dashboard.answers import Question
from kerok.dashboard.frame import page
from kerok.dashboard.look import colors
from kerok.dashboard.parts import Page
from kerok.dashboard.questions import compare as ask

MODES = {"facilities": "Facilities", "peers": "A facility and its peers", "chains": "Chains", "groups": "Groups"}
DIMENSIONS = {"ownership_group": "Ownership", "bed_band": "Certified beds", "urban": "Urban or rural", "hospital_based": "In a hospital", "special_focus": "Special Focus"}
ROLES = ("cms_rn", "cms_lpn", "cms_aide")
RATE = "hours per resident day"
FEW = 10
SYMBOLS = ("circle", "rect", "triangle", "diamond", "roundRect")


def draw(p: Page) -> None:
    """The whole page."""
    parts.title("Compare", f"Side by side in {words.quarter(p.state.quarter)}, {scope.area_named(p)}.")
    mode = state.choose("Compare", "of", list(MODES), "facilities", say=MODES.__getitem__, segmented=True, label_visibility="collapsed")
    {"facilities": _facilities, "peers": _peers, "chains": _chains, "groups": _groups}[mode](p)


# ------------------------------------------------------------------------------------------ facilities


def _facilities(p: Page) -> None:
    asked, problems = tables.ccns_asked("ccns")
    if not asked and p.state.ccn:
        asked = [p.state.ccn]
    there = ask.named(p.data, asked, p.state.quarter)
    chosen = list(there)
    if len(chosen) < len(asked):
        problems.append(f"Not loaded: {', '.join(c for c in asked if c not in chosen)}.")
    for problem in problems:
        st.warning(problem, icon=":material/link_off:")
    before = tuple(chosen)
    _picker(p, there, tables.MOST, lambda ccn: tables.keep("ccns", list(dict.fromkeys((*before, ccn)))), "Add a facility")
    if not chosen:
        area = scope.area(p)
        chosen = [r["ccn"] for r in p.data.rows(ask.LARGEST, p.state.quarter, area, area)]
        parts.note(f"Nothing is chosen yet: these are the {len(chosen)} facilities with most resident days in the quarter. Search above to choose your own, two to ten.")
    elif len(chosen) == 1:
        parts.note("One facility is chosen. Add at least one more, or see it with its peers.")
    if not chosen:
        parts.lead("No facility of this quarter and state is loaded.")
        return
    questions = [ask.figures(chosen, p.state.quarter, p.state.role_set), ask.facts(chosen, p.state.quarter), ask.series(chosen, p.state.role_set)]
    p.fetch([*questions, _benchmark(p)])
    figures = ask.by_key(p.data.rows(questions[0][0], *questions[0][1]), "ccn")
    facts = {r["ccn"]: r for r in p.data.rows(questions[1][0], *questions[1][1])}
    names = {c: words.facility(facts[c]["facility_name"]) for c in chosen}
    suspects = [c for c in chosen if facts[c]["suspect"]]
    with parts.card("Side by side", f"Hours per resident day of {p.state.quarter}; beds are {words.BEDS}."):
        _side_by_side(p, chosen, figures, facts)
    labels = {c: names[c] if list(names.values()).count(names[c]) == 1 else f"{names[c]} ({c})" for c in chosen}
    _charts(p, [(labels[c], figures.get(c, {})) for c in chosen])
    series = p.data.rows(questions[2][0], *questions[2][1])
    _over_time(p, [(labels[c], {r["quarter"]: r for r in series if r["ccn"] == c}) for c in chosen])
    for ccn in suspects:
        parts.note(f"{names[ccn]} ({ccn}): reporting may be incomplete, {words.suspicion(facts[ccn]['suspect'])}.")
    parts.downloads(p, f"compare_{p.state.quarter}", questions[0][0], *questions[0][1], label="Figures", key="compare_figures")
    for ccn in chosen:
        p.cite(f"{words.role_set(p.state.role_set)} hours per resident day of {names[ccn]}", "vw_facility_hprd", ("hprd",), ccn=ccn, quarter=p.state.quarter, role_set=p.state.role_set)


def _picker(p: Page, chosen: Mapping[str, str | None], most: int, add: Callable[[str], None], label: str) -> None:
    """A search whose hits are added with a click, and what is chosen, to be taken out again."""
    with st.container(key="no_print_picker"):
        if len(chosen) >= most > 1:
            parts.note(f"{most} are chosen, which is the most; take one out to add another.")
        else:
            text = st.text_input(label, key="compare_search", placeholder="Name, city or CCN", type="search", live="250ms", max_chars=80, icon=":material/search:")
            if text and text.strip():
                area, pattern = scope.area(p), tables.like(text)
                hits = p.data.rows(ask.SEARCH, pattern, pattern, pattern, area, area)
                with st.container(horizontal=True, key="hits"):
                    for hit in hits[:8]:
                        where = ", ".join(w for w in (words.facility(hit["city_town"]) if hit["city_town"] else "", hit["state"]) if w)
                        st.button(f"{words.facility(hit['facility_name'])}, {where} ({hit['ccn']})", key=f"add_{hit['ccn']}", on_click=_added, args=(add, hit["ccn"]), icon=":material/add:")
                parts.note("No facility with that in its name, city or CCN." if not hits else "There are more: type on." if len(hits) > 8 else f"{words.plural(len(hits), 'facility', 'facilities')} found.")
        if most > 1 and tables.ccns_asked("ccns")[0]:
            with st.container(horizontal=True, key="chosen"):
                for ccn, name in chosen.items():
                    st.button(words.facility(name), help=f"Take {ccn} out", key=f"out_{ccn}", on_click=tables.keep, args=("ccns", [c for c in chosen if c != ccn]), icon=":material/close:")


def _added(add: Callable[[str], None], ccn: str) -> None:
    add(ccn)
    st.session_state["compare_search"] = ""


def _side_by_side(p: Page, chosen: Sequence[str], figures: dict[str, dict[str, dict[str, Any]]], facts: dict[str, dict[str, Any]]) -> None:
    own = p.state.role_set if p.state.role_set not in ("cms_total", *ROLES) else ""
    names = ["Facility", "City, state", "Beds", "Residents a day", *([words.role_set(own)] if own else []), "Total", "RN", "LPN", "Aide", "Weekend total", "Contract share", "Days under 8 RN hours"]
    rows: list[list[str | Anchor]] = []
    for ccn in chosen:
        sets, fact = figures.get(ccn, {}), facts[ccn]
        total = sets.get("cms_total", {})
        days = total.get("days_counted")
        city = f"{words.facility(fact['city_town'])}, {fact['state']}" if fact["city_town"] else fact["state"] or words.NONE
        rows.append([
            tables.facility(p, ccn, fact["facility_name"]), city, words.whole(fact["certified_beds"]),
            words.whole(words.ratio(total.get("resident_days"), days)), *([_rate(sets.get(own))] if own else []),
            *(_rate(sets.get(s)) for s in ("cms_total", *ROLES)), words.rate(total.get("weekend_hours"), total.get("weekend_resident_days")),
            words.percent(sets.get(p.state.role_set, {}).get("contract_hours"), sets.get(p.state.role_set, {}).get("hours")),
            f"{fact['under_8_rn_days']} of {fact['days_with_residents']}" if fact["under_8_rn_days"] is not None else words.NONE,
        ])  # fmt: skip
    bench = {r["role_set"]: r for r in p.data.rows(*_flat(_benchmark(p)))}
    if bench:
        label = f"{scope.area_named(p)}: weighted by residents"
        rows.append([label, "", "", "", *([_rate(bench.get(own))] if own else []), *(_rate(bench.get(s)) for s in ("cms_total", *ROLES)), "", "", ""])
    parts.plain_table(names, rows, right=tuple(range(2, len(names))), marked=(len(rows) - 1,) if bench else (), caption="The facilities side by side")
    parts.note(f"{words.NONE} stands where there is no value, which is not zero. A day without any nurse hours counts among the days under 8 RN hours.")


def _rate(row: dict[str, Any] | None) -> str:
    return words.rate(row["hours"], row["resident_days"]) if row else words.NONE


# ------------------------------------------------------------------------------------------ drawing


def _charts(p: Page, things: Sequence[tuple[str, dict[str, dict[str, Any]]]]) -> None:
    """Roles stacked, and contract shares, a bar for each thing."""
    c = colors()
    names, height = [n for n, _ in things], 96 + 48 * len(things)
    left, right = st.columns([3, 2])
    grid: dict[str, Any] = {"left": 14, "right": 26, "top": 48, "bottom": 28, "containLabel": True}
    # names stand above their bars: beside them they would leave a phone no room for bars
    labels: dict[str, Any] = {"color": c.ink, "fontSize": 11, "interval": 0, "inside": True, "margin": 0, "verticalAlign": "bottom", "padding": [0, 0, 11, 1]}
    with left, parts.card("Who gives the hours", "RN, LPN and nurse aide hours per resident day; together they are the total."):
        stacks = []
        for role, shade in zip(ROLES, c.roles, strict=True):
            values = [sets[role]["hprd"] if role in sets else None for _, sets in things]
            stacks.append(charts.bar(words.role_set(role), values, color=shade, stack="roles", barMaxWidth=16))
        bench = next((r for r in p.data.rows(*_flat(_benchmark(p))) if r["role_set"] == "cms_total"), None)
        if bench and bench["weighted"] is not None:
            line = charts.reference_line(bench["weighted"], f"{_all_named(p)} {_rate(bench)}", vertical=True)
            line["markLine"]["label"]["position"] = "start"  # above the bars: names run downwards
            stacks[-1] |= line
        said = "; ".join(f"{n} {words.rate(s['cms_total']['hours'], s['cms_total']['resident_days'])}" for n, s in things if "cms_total" in s)
        option: dict[str, Any] = {"grid": grid, "yAxis": charts.categories(names, inverse=True, axisLabel=labels, z=5), "xAxis": charts.below(RATE, min=0), "series": stacks}
        charts.draw(option, alt=f"Stacked bars of RN, LPN and aide hours per resident day. Total: {said}.", height=height)
    with right, parts.card("Contract share", f"Percent of {scope.hours_of(p.state.role_set)}."):
        shares = [words.ratio(s.get(p.state.role_set, {}).get("contract_hours"), s.get(p.state.role_set, {}).get("hours")) for _, s in things]
        said = "; ".join(f"{n} {words.percent_of(v)}" for (n, _), v in zip(things, shares, strict=True))
        bars = charts.bar("Contract share", [None if v is None else v * 100 for v in shares], color=c.contract, places=1, barMaxWidth=16)
        option = {"grid": grid, "legend": {"show": False}, "yAxis": charts.categories(names, inverse=True, axisLabel=labels, z=5), "xAxis": charts.below("percent of hours", min=0), "series": [bars]}
        charts.draw(option, alt=f"Bars of the contract share: {said}.", height=height)


def _benchmark(p: Page) -> Question:
    return ask.BENCHMARK, (scope.area(p), p.state.quarter, p.state.role_set)


def _all_named(p: Page) -> str:
    """What a line of all facilities is called: US only where a national file is loaded."""
    area = scope.area(p)
    return area if p.loaded.is_national(p.state.quarter) else "all loaded" if area == scope.US else f"{area}, all loaded"


def _over_time(p: Page, things: Sequence[tuple[str, dict[str, dict[str, Any]]]]) -> None:
    """A line for each thing over the quarters loaded, gaps where nothing is loaded."""
    if len(p.loaded.quarters) < 2:
        return
    c = colors()
    quarters = words.quarters_between(p.loaded.quarters[0], p.loaded.quarters[-1])
    hollow = scope.hollow(p, quarters)
    lines = []
    for n, (name, rows) in enumerate(things):
        values = [rows[q]["hprd"] if q in rows else None for q in quarters]
        lines.append(charts.line(name, values, color=c.many[n % len(c.many)], hollow=hollow, dashed=n >= 5, symbol=SYMBOLS[n % len(SYMBOLS)], symbolSize=7))
    with parts.card("Over time", f"{words.role_set(p.state.role_set)} hours per resident day by quarter. It rises when hours grow, and also when residents leave."):
        said = "; ".join(f"{n} {_rate(r[quarters[-1]])} in {quarters[-1]}" for n, r in things if quarters[-1] in r)
        option = {"grid": tables.GRID, "legend": _legend(), "xAxis": charts.categories(quarters), "yAxis": charts.axis(RATE, scale=True), "series": lines}
        charts.draw(option, alt=f"Lines of hours per resident day by quarter. {said}.", height=340)
        parts.note("The axis does not begin at 0.")
        scope.say_hollow(p)


def _legend() -> dict[str, Any]:
    c = colors()
    return {"type": "scroll", "top": 0, "left": 0, "itemWidth": 16, "itemHeight": 8, "itemGap": 14, "textStyle": {"color": c.ink, "fontSize": 11}, "pageIconColor": c.ink, "pageTextStyle": {"color": c.ink}}


# ------------------------------------------------------------------------------------------ peers


def _peers(p: Page) -> None:
    def choose(ccn: str) -> None:
        st.query_params["ccn"] = ccn

    _picker(p, {p.state.ccn: None} if p.state.ccn else {}, 1, choose, "Choose a facility")
    ccn = p.state.ccn
    if not ccn:
        area = scope.area(p)
        row = p.data.row(ask.WITH_PEERS, p.state.quarter, area, area)
        if row is None:
            parts.lead("No facility of this quarter has peers: state, certified beds, ownership and whether it is in a hospital must be known, from Provider Info.")
            return
        ccn = str(row["ccn"])
        parts.note("Nothing is chosen yet: this is the facility with most peers. Search above to choose your own.")
    questions = [ask.figures([ccn], p.state.quarter, p.state.role_set), ask.facts([ccn], p.state.quarter), (ask.PEERS, (ccn, p.state.quarter, p.state.role_set))]
    p.fetch(questions)
    own = ask.by_key(p.data.rows(questions[0][0], *questions[0][1]), "ccn").get(ccn, {})
    fact = next(iter(p.data.rows(questions[1][0], *questions[1][1])), None)
    if not fact:
        parts.lead(f"{ccn} is not loaded. A CCN may have changed: search for the name.")
        return
    name = words.facility(fact["facility_name"])
    rows = p.data.rows(*_flat(questions[2]))
    if p.state.role_set not in own:
        parts.lead(f"{name} ({ccn}) has no rows in {p.state.quarter}: choose another quarter.")
        return
    if not rows:
        parts.lead(f"{name} ({ccn}) has no peers in {p.state.quarter}: no other facility agrees with it in state, band of certified beds, ownership and hospital, or one of these is unknown.")
        return
    peers = [r for r in rows if r["role_set"] == p.state.role_set]
    mine = own[p.state.role_set]
    counted = [r for r in peers if not r["suspect"]]
    below, known = ask.place(mine["hprd"], [r["hprd"] for r in counted]) if mine["hprd"] is not None else (0, 0)
    found = words.plural(len(peers), "peer")
    sentence = f"{name} reported {_rate(mine)} {scope.hours_of(p.state.role_set)} per resident day in {p.state.quarter}"
    parts.lead(f"{sentence}; {below} of its {known} {'peer' if known == 1 else 'peers'} reported less." if known else f"{name} has {found}.")
    parts.note(f"{found}, alike in: {peers[0]['why']}. As of the quarter's end.")
    if len(counted) < len(peers):
        with_them, without = (words.rate(*(sum(r[k] or 0 for r in some) for k in ("hours", "resident_days"))) for some in (peers, counted))
        parts.note(
            f"Reporting may be incomplete at {words.plural(len(peers) - len(counted), 'peer')} ({apart.rule()}): not in that count, and last in the table. All peers together: {with_them} with them, {without} without."
        )
    if fact["suspect"]:
        parts.note(f"Its reporting may be incomplete: {words.suspicion(fact['suspect'])}.")
    with parts.card("Among its peers", "A dot for each peer, a diamond for the facility; hours per resident day."):
        _strip(p, name, own, rows)
    with parts.card("The peers", f"By {scope.hours_of(p.state.role_set)} per resident day, highest first; those whose reporting may be incomplete stand last."):
        _peer_table(p, ccn, peers, mine)
    parts.downloads(p, f"peers_of_{ccn}_{p.state.quarter}", questions[2][0], *questions[2][1], label="Peers", key="compare_peers")


def _flat(question: Any) -> tuple[Any, ...]:
    return (question[0], *question[1])


def _strip(p: Page, name: str, own: dict[str, dict[str, Any]], rows: Sequence[dict[str, Any]]) -> None:
    c = colors()
    shown = list(dict.fromkeys(("cms_total", *ROLES, p.state.role_set)))
    labels = [words.role_set(s) for s in shown]
    dots = [{"name": words.facility(r["facility_name"]), "value": [charts.number(r["hprd"], 2), words.role_set(r["role_set"])]} for r in rows if r["hprd"] is not None]
    mine = [{"name": name, "value": [charts.number(own[s]["hprd"], 2), words.role_set(s)]} for s in shown if s in own and own[s]["hprd"] is not None]
    tip = {"trigger": "item", "confine": True, "formatter": "{b}<br/>{@[1]}: {@[0]}"}
    series = [
        {"type": "scatter", "name": "Peers", "data": dots, "symbolSize": 11, "itemStyle": {"color": c.main, "opacity": 0.45, "borderColor": c.ground, "borderWidth": 1}},
        {"type": "scatter", "name": name, "data": mine, "symbol": "diamond", "symbolSize": 19, "itemStyle": {"color": c.accent, "borderColor": c.ink, "borderWidth": 1}, "z": 5},
    ]
    said = []
    for s in shown:
        values = [r["hprd"] for r in rows if r["role_set"] == s and r["hprd"] is not None]
        if values and s in own:
            said.append(f"{words.role_set(s)}: {_rate(own[s])}, peers {words.two(min(values))} to {words.two(max(values))}")
    option = {"grid": {"left": 8, "right": 24, "top": 40, "bottom": 26, "containLabel": True}, "tooltip": tip, "yAxis": charts.categories(labels, inverse=True), "xAxis": charts.below(RATE, min=0), "series": series}
    charts.draw(option, alt=f"{name} among its peers. {'; '.join(said)}.", height=110 + 44 * len(shown))


def _peer_table(p: Page, ccn: str, peers: Sequence[dict[str, Any]], mine: dict[str, Any]) -> None:
    together = sorted([*peers, {**mine, "suspect": None}], key=lambda r: (bool(r["suspect"]), r["hprd"] is None, -(r["hprd"] or 0), r["ccn"]))
    first, last = tables.pager("peers", len(together), "facility", many="facilities")
    rows: list[list[str | Anchor]] = []
    marked = []
    for n, r in enumerate(together[first - 1 : last]):
        if r["ccn"] == ccn:
            marked.append(n)
        note = f"may be incomplete: {words.suspicion(r['suspect'])}" if r["suspect"] else ""
        p.cite(f"{words.role_set(p.state.role_set)} hours per resident day of {words.facility(r['facility_name'])}", "vw_facility_hprd", ("hprd",), ccn=r["ccn"], quarter=p.state.quarter, role_set=p.state.role_set)
        rows.append([tables.facility(p, r["ccn"], r["facility_name"]), _rate(r), words.percent(r["contract_hours"], r["hours"]), words.whole(r["resident_days"]), note])
    parts.plain_table(["Facility", "Hours per resident day", "Contract share", "Resident days", "Reporting"], rows, right=(1, 2, 3), marked=marked, caption="The peers and the facility itself")


# ------------------------------------------------------------------------------------------ chains and groups


def _chains(p: Page) -> None:
    there = p.data.rows(ask.CHAINS, p.state.quarter)
    if not there:
        parts.lead(f"No chain is known in {p.state.quarter}: Provider Info names them from the release of June 2023, and the release in force at the quarter's end counts.")
        return
    options = [r["value"] for r in there]
    sizes = {r["value"]: r["facilities"] for r in there}
    given = [c for c in st.query_params.get_all("chain") if c in sizes][: tables.MOST]
    st.session_state["in_url_chain"] = given
    st.multiselect(
        "Chains", options, key="in_url_chain", max_selections=tables.MOST, format_func=lambda v: f"{words.facility(v)} ({words.plural(sizes[v], 'facility', 'facilities')})",
        placeholder="Two to ten chains", on_change=_chains_to_url, filter_mode="contains",
    )  # fmt: skip
    if not given:
        given = options[:5]
        parts.note(f"Nothing is chosen yet: these are the {len(given)} chains with most facilities loaded.")
    _together(p, "chain", given)
    parts.note("Chains as Provider Info names them at the quarter's end; facilities in no chain and those whose chain is unknown are in none of these. All states that are loaded, whatever state is chosen.")


def _chains_to_url() -> None:
    chosen = st.session_state["in_url_chain"]
    if chosen:
        st.query_params["chain"] = chosen
    else:
        st.query_params.pop("chain", None)


def _groups(p: Page) -> None:
    dimension = state.choose("By", "by", list(DIMENSIONS), "ownership_group", say=DIMENSIONS.__getitem__, segmented=True)
    there = [str(r["value"]) for r in p.data.rows(ask.VALUES, dimension, p.state.quarter)]
    if not there:
        parts.lead(f"No facility of {p.state.quarter} is loaded.")
        return
    _together(p, dimension, there)
    parts.note("Groups as Provider Info gives them at the quarter's end; unknown is where the release in force does not say. All states that are loaded, whatever state is chosen.")


def _together(p: Page, dimension: str, values: Sequence[str]) -> None:
    question, over_time = ask.groups(dimension, values, p.state.quarter, p.state.role_set), ask.group_series(dimension, values, p.state.role_set)
    p.fetch([question, over_time, _benchmark(p)])
    figures = ask.by_key(p.data.rows(*_flat(question)), "value")
    own = p.state.role_set if p.state.role_set not in ("cms_total", *ROLES) else ""
    names = [DIMENSIONS.get(dimension, "Chain"), "Facilities", "Resident days", *([words.role_set(own)] if own else []), "Total", "RN", "LPN", "Aide", "Contract share"]
    rows, few = [], []
    for n, value in enumerate(values):
        sets = figures.get(value, {})
        total = sets.get("cms_total", {})
        if (total.get("facilities") or 0) < FEW:
            few.append(n)
        shown = words.facility(value) if dimension == "chain" else value
        rows.append([
            shown, words.whole(total.get("facilities")), words.whole(total.get("resident_days")), *([_rate(sets.get(own))] if own else []), *(_rate(sets.get(s)) for s in ("cms_total", *ROLES)),
            words.percent(sets.get(p.state.role_set, {}).get("contract_hours"), sets.get(p.state.role_set, {}).get("hours")),
        ])  # fmt: skip
    with parts.card("Side by side", f"Hours per resident day of {p.state.quarter}: sums of all facilities of a group, so large ones weigh more."):
        parts.plain_table(names, rows, right=tuple(range(1, len(names))), few=few, caption="The groups side by side")
        if few:
            parts.note(f"Grey: fewer than {FEW} facilities.")
    label = words.facility if dimension == "chain" else str
    _charts(p, [(label(v), figures.get(v, {})) for v in values])
    series = p.data.rows(*_flat(over_time))
    _over_time(p, [(label(v), {r["quarter"]: r for r in series if r["value"] == v}) for v in values])
    if dimension == "chain":
        parts.note("A chain's series has in each quarter the facilities that it had then: it moves when facilities are bought or sold.")
    parts.downloads(p, f"compare_{dimension}_{p.state.quarter}", *_flat(question), label="Figures", key="compare_groups")
    for value in values:
        p.cite(
            f"{words.role_set(p.state.role_set)} hours per resident day: {label(value)}", "vw_group_hprd", ("hprd",),
            dimension=dimension, value=value, quarter=p.state.quarter, role_set=p.state.role_set,
        )  # fmt: skip


draw(page())
