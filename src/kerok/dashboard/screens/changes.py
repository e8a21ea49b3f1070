"""Changes of facilities, who opened, closed or was suppressed, what a re-release changed, and reference lines."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import streamlit as st

from kerok.dashboard import apart, charts, drawings, parts, scope, state, tables, words
from kerok.dashboard.anchors import Anchor
from kerok.dashboard.answers import Data
from kerok.dashboard.frame import kept, page, source
from kerok.dashboard.parts import Page, Tile
from kerok.dashboard.questions import changes as ask

VIEWS = {"thresholds": "Reference lines", "facilities": "Changes of facilities", "presence": "Opened, closed, suppressed", "releases": "Releases"}


def draw(p: Page) -> None:
    """The whole page."""
    parts.title("Changes and thresholds", f"{words.quarter(p.state.quarter)}, {scope.area_named(p)}.")
    view = state.choose("Show", "show", list(VIEWS), "thresholds", say=VIEWS.__getitem__, segmented=True, label_visibility="collapsed")
    {"facilities": _facilities, "presence": _presence, "releases": _releases, "thresholds": _thresholds}[view](p)


# ------------------------------------------------------------------------------------------ changes of facilities


def _facilities(p: Page) -> None:
    area, titles = scope.area(p), ask.attributes()
    counted = p.data.rows(ask.CHANGES_COUNTED, area, area)
    if len(p.loaded.releases) < 2:
        parts.lead(f"{words.plural(len(p.loaded.releases), 'release')} of Provider Info loaded: a change is seen between two.")
        return
    parts.lead(f"What {words.plural(len(p.loaded.releases), 'release')} of Provider Info from {words.month(p.loaded.releases[0])} to {words.month(p.loaded.releases[-1])} show, over all of them.")
    if not counted:
        parts.note("No change of owner, name, beds, chain or status.")
        return
    parts.tiles(*(Tile(titles.get(r["attribute"], r["attribute"])[:1].upper() + titles.get(r["attribute"], r["attribute"])[1:], words.whole(r["changes"]), "changes", [f"of {words.plural(r['facilities'], 'facility', 'facilities')}"]) for r in counted))
    with parts.card("Changes, newest first", "A change happened after the one release and was shown by the other; releases between the two are not loaded or do not list the facility."):
        attribute = state.choose("What changed", "attribute", ["all", *titles], "all", say=lambda a: "Anything" if a == "all" else titles[a])
        total = sum(r["changes"] for r in counted if attribute in ("all", r["attribute"]))
        first, last = tables.pager("p", total, "change")
        rows = p.data.rows(ask.CHANGES_PAGE, attribute, attribute, area, area, first, last)
        shown: list[list[str | Anchor]] = [
            [tables.facility(p, r["ccn"], r["facility_name"]), words.state(r["state"]), titles.get(r["attribute"], r["attribute"]), r["old"] or words.NONE, r["new"] or words.NONE, words.day(r["previous_processing_date"]), words.day(r["processing_date"])]
            for r in rows
        ]
        parts.plain_table(["Facility", "State", "What", "Before", "After", "After the release of", "Shown by the release of"], shown, caption="Changes of facilities")
        parts.downloads(p, "facility_changes", ask.CHANGES, attribute, attribute, area, area, key="changes_all")
    parts.note("Staffing before and after a change of owner is in the view vw_before_after; Downloads has it. A difference after a change was not necessarily caused by it.")


# ------------------------------------------------------------------------------------------ presence


def _presence(p: Page) -> None:
    area, quarter = scope.area(p), p.state.quarter
    p.fetch([(ask.PRESENCE, (quarter, area, area)), (ask.APPEARED, (quarter, area, area)), (ask.SUCCESSORS, (area, area))])
    counted = p.data.rows(ask.PRESENCE, quarter, area, area)
    with parts.card("Facilities ever seen", f"Whether PBJ holds them in {quarter} and, where not, why."):
        parts.plain_table(["In the quarter", "Facilities"], [[ask.REASONS.get(r["reason"], r["reason"]), words.whole(r["facilities"])] for r in counted], right=(1,), caption="Facilities by presence")
        if not p.loaded.is_national(quarter):
            parts.note("No national file of the quarter is loaded: who is missing from an extract cannot be told.")
        parts.note("A home that changed its CCN closes under the old one and opens under the new one.")
    absent = [r for r in counted if r["reason"] != "present"]
    if absent:
        with parts.card("Who is not in it"):
            reason = state.choose("Why", "reason", ["all", *(r["reason"] for r in absent)], "all", say=lambda r: "Any reason" if r == "all" else ask.REASONS.get(r, r))
            first, last = tables.pager("p", sum(r["facilities"] for r in absent if reason in ("all", r["reason"])), "facility", many="facilities")
            rows = p.data.rows(ask.ABSENT_PAGE, quarter, area, area, reason, reason, first, last)
            shown: list[list[str | Anchor]] = [
                [tables.facility(p, r["ccn"], r["facility_name"]), words.state(r["state"]), ask.REASONS.get(r["reason"], r["reason"]), r["first_seen"] or words.NONE, r["last_seen"] or words.NONE, words.day(r["last_processing_date"])] for r in rows
            ]
            parts.plain_table(["Facility", "State", "Why", "First in PBJ", "Last in PBJ", "Last listed by Provider Info"], shown, caption="Facilities not in the quarter")
            parts.downloads(p, f"not_in_{quarter}", ask.ABSENT, quarter, area, area, reason, reason, key="changes_absent")
    if quarter != p.loaded.quarters[0]:
        appeared = p.data.rows(ask.APPEARED, quarter, area, area)
        with parts.card("Here for the first time", f"In no quarter loaded before {quarter}."):
            if appeared:
                found: list[list[str | Anchor]] = [[tables.facility(p, r["ccn"], r["facility_name"]), words.state(r["state"]), words.day(r["first_processing_date"])] for r in appeared]
                parts.plain_table(["Facility", "State", "First listed by Provider Info"], found, caption="Facilities here for the first time")
                if len(appeared) == 50:
                    parts.note("The first 50; all are in vw_presence, see Downloads.")
            else:
                parts.note("None.")
    successors = p.data.rows(ask.SUCCESSORS, area, area)
    if successors:
        with parts.card("May go on under another CCN", "The same address, or the same name and city, and one ends before the other begins: a lead to check, not a fact. Nothing is joined by it."):
            leads: list[list[str | Anchor]] = [
                [tables.facility(p, r["ccn"], r["facility_name"]), r["last_quarter"] or words.NONE, tables.facility(p, r["successor_ccn"], r["successor_name"]), r["successor_first_quarter"] or words.NONE, r["why"].replace("_", " ").replace(",", ", ")] for r in successors
            ]
            parts.plain_table(["Facility", "Last quarter", "Possible successor", "First quarter", "They share"], leads, caption="Possible successors")


# ------------------------------------------------------------------------------------------ releases


def _releases(p: Page) -> None:
    rows = p.data.rows(ask.RELEASES)
    again = ask.re_released(rows)
    with parts.card("Periods loaded more than once", "The newest national file of a period counts, and what came after it. Earlier ones are kept and can be asked for."):
        if not again:
            parts.note("None: of every period one file is loaded.")
        else:
            table = []
            for files in again:
                for n, f in enumerate(files):
                    table.append([
                        f"{'PBJ' if f['dataset'] == 'pbj' else 'Provider Info'} {f['period']}" if n == 0 else "", f["file_name"], words.day(f["published"]), "national" if f["is_national"] else "extract",
                        words.whole(f["rows_kept"]), words.whole(f["rows_live"]), words.whole(f["rows_withdrawn"]) if f["rows_withdrawn"] is not None else words.NONE,
                    ])  # fmt: skip
            parts.plain_table(["Period", "File", "Published", "Extent", "Usable rows", "Rows that count", "Rows withdrawn by it"], table, right=(4, 5, 6), caption="Periods loaded more than once")
            first, second = again[0][0], again[0][-1]
            parts.note("Which cells a re-release changed, and what that does to every facility (CMS's rows are needed, which this page does not read):")
            st.code(f"kerok diff {first['file_sha256'][:12]} {second['file_sha256'][:12]}", language=None)
    _between(p)


def _between(p: Page) -> None:
    with parts.card("Figures between two snapshots", f"What {p.state.quarter} was in an earlier snapshot that is still kept, and what it is on this page."):
        if not p.data.moment.is_here:
            parts.note("Several engines write these tables, and which snapshots belong together is not kept: only the newest can be asked for here. As of a day: kerok query --as-known-on DAY.")
            return
        noted, own = dict(source().earlier()), p.data.moment.id
        previous = next((i for i, at in noted.items() if at < noted.get(own, "9")), None)
        noted.pop(own, None)
        given = st.query_params.get("then", "")
        if given and given not in noted:
            named = given if re.fullmatch(r"[0-9a-f]{12}", given) else "that the link names"
            st.warning(f"Snapshot {named} is not kept here: it was loaded elsewhere, has expired, or is none. As of a day: kerok query --as-known-on DAY.", icon=":material/link_off:")
        if not noted:
            parts.note("No earlier snapshot is kept: everything was loaded at once, or several engines share the lake.")
            return
        asked = state.choose("Snapshot", "then", list(noted), previous or next(iter(noted)), say=lambda i: f"{i}, of {words.day(noted[i])}, {noted[i][11:16]} UTC")
        moment = source().then(asked)
        if moment is None:
            parts.note(f"Snapshot {asked} has expired: kerok maintain removed its files. As of a day: kerok query --as-known-on DAY.")
            return
        found, sums = ask.moved(Data(moment, kept()), p.data, p.state.quarter, p.state.role_set, scope.area(p))
        then, now = (words.rate(*sums[s]) for s in ("then", "now"))
        hours = scope.hours_of(p.state.role_set)
        if not sums["then"][1]:
            parts.note(f"{p.state.quarter} was not loaded in snapshot {asked}.")
            return
        parts.lead(f"{hours[:1].upper() + hours[1:]} per resident day: {then} then, {now} now; {words.plural(len(found), 'facility differs', 'facilities differ')}.")
        if not found:
            return
        first, last = tables.pager("p", len(found), "facility", many="facilities")
        shown: list[list[str | Anchor]] = []
        for m in found[first - 1 : last]:
            rates = [words.rate(*side) if side else "not there" for side in (m.then, m.now)]
            difference = words.change(words.ratio(*m.now), words.ratio(*m.then)) if m.then and m.now else ""
            shown.append([tables.facility(p, m.ccn, m.name), words.state(m.state), rates[0], rates[1], difference])
        parts.plain_table(["Facility", "State", "Then", "Now", "Difference"], shown, right=(2, 3, 4), caption="Facilities that differ between the snapshots")


# ------------------------------------------------------------------------------------------ reference lines


def _thresholds(p: Page) -> None:
    quarter, area = p.state.quarter, scope.area(p)
    lines = {r["threshold_id"]: r for r in p.data.rows(ask.LINES, quarter)}
    if not lines:
        parts.lead(f"No reference line applies to {quarter}.")
        return
    chosen = state.choose("Reference line", "line", list(lines), ask.FIRST_LINE if ask.FIRST_LINE in lines else next(iter(lines)), say=lambda i: _line_name(lines[i]))
    line = lines[chosen]
    rows = {r["area"]: r for r in p.data.rows(ask.BY_AREA, quarter, chosen)}
    own = rows.get(area)
    with parts.card(f"What the line is: {_line_name(line)}"):
        parts.plain_table(
            ["Of the line", "What is known"], [["Counts", f"{words.role_set_title(line['role_set'])} (role set {line['role_set']})"], ["Value", f"{_value(line)} hours per resident day"], ["Citation", line["citation"] or words.NONE], ["Legal status", line["legal_status"] or "not said"], ["In force", ask.in_force(line)]],
            caption="What the line is",
        )  # fmt: skip
        parts.note("A line is something to measure a distance from, and no verdict: states count their own roles, shifts and acuity, and no line here says whether a law was kept. Your own lines: kerok thresholds import FILE.")
    if own is None:
        parts.lead(f"The line applies to {', '.join(words.state(a) for a in rows)} only.")
        return
    share = words.percent(own["below_facilities"], own["facilities"])
    parts.lead(f"{words.whole(own['below_facilities'])} of {words.whole(own['facilities'])} facilities ({share}) reported less than {_value_of(line['value'])} {scope.hours_of(line['role_set'])} per resident day in {quarter}.")
    _without(p, line, own)
    parts.tiles(
        Tile("Facilities below the reference", words.whole(own["below_facilities"]), f"of {words.whole(own['facilities'])}", [share, _to_upper(line, own)]),
        Tile("Residents in them", words.whole(own["below_residents"]), "on an average day"),
        Tile("Facility-days below the reference", words.whole(own["below_days"]), notes=["of all facilities, whatever their quarter's figure"]),
        Tile("Hours short", words.whole(own["hours_short"]), "hours in the quarter", ["what the facilities below would need beside theirs"]),
    )
    with parts.card("Facilities by hours per resident day", f"{words.role_set(line['role_set'])}, in steps of 0.20."):
        _spread(p, line, area)
    if len(rows) > 2 and area == scope.US:
        with parts.card("By state", "Largest share of facilities below the reference first."):
            _states_below(p, line, rows)
    parts.downloads(p, f"below_{chosen}_{quarter}", ask.BY_AREA, quarter, chosen, label="By state", key="changes_thresholds")
    p.cite(f"Facilities below {_line_name(line)}", "vw_thresholds", ("below_facilities", "facilities", "hours_short"), threshold_id=chosen, area=area, quarter=quarter)


def _without(p: Page, line: dict[str, Any], own: dict[str, Any]) -> None:
    """The same without those whose reporting may be incomplete, whose low figures say nothing about care."""
    area = scope.area(p)
    found = p.data.answer(ask.apart(line["value"], p.state.quarter, line["role_set"], area)).first or {"facilities": 0}
    if found["facilities"]:
        below, of = own["below_facilities"] - found["below_facilities"], own["facilities"] - found["facilities"]
        parts.note(
            f"Reporting may be incomplete at {words.plural(found['facilities'], 'facility', 'facilities')}, {words.whole(found['below_facilities'])} of them below: {apart.rule()}."
            f" Without them it is {words.whole(below)} of {words.whole(of)} ({words.percent(below, of)})."
        )


def _line_name(line: dict[str, Any]) -> str:
    known = {"federal_2024": "2024 federal rule, repealed", "study_2001": "2001 study"}
    origin = next((said for start, said in known.items() if line["threshold_id"].startswith(start)), line["threshold_id"])
    return f"{words.role_set(line['role_set'])} {_value(line)} ({origin})"


def _value_of(value: Decimal) -> str:
    """The line's value as it is written, with at least two decimals."""
    return f"{value.normalize():f}" if -value.normalize().as_tuple().exponent > 2 else words.two(value)  # type: ignore[operator]


def _value(line: dict[str, Any]) -> str:
    return _value_of(line["value"]) + (f" to {_value_of(line['value_to'])}" if line["value_to"] is not None else "")


def _to_upper(line: dict[str, Any], row: dict[str, Any]) -> str:
    return f"{words.whole(row['below_value_to_facilities'])} below {_value_of(line['value_to'])}" if line["value_to"] is not None else ""


def _spread(p: Page, line: dict[str, Any], area: str) -> None:
    counts, beyond = drawings.drawn(p.data.rows(ask.SPREAD, p.state.quarter, line["role_set"], area, area))
    if not counts:
        parts.note("No facility has a figure.")
        return
    top = max(counts, key=lambda n: counts[n])
    charts.draw(
        charts.histogram(counts, drawings.PER_HOUR, "hours per resident day", at=line["value"], text=_value(line)),
        alt=f"Bars of facilities by hours per resident day, with the reference at {_value(line)}. Most, {counts[top]}, are at {top / 5:.2f} to under {top / 5 + 0.2:.2f}.", height=280,
    )  # fmt: skip
    if beyond:
        parts.note(f"{words.plural(beyond, 'facility', 'facilities')} at {drawings.MOST_HOURS} hours or more not drawn.")


def _states_below(p: Page, line: dict[str, Any], rows: dict[str, dict[str, Any]]) -> None:
    states = sorted((r for a, r in rows.items() if a != scope.US), key=lambda r: (-(words.ratio(r["below_facilities"], r["facilities"]) or -1), r["area"]))
    known = [r for r in states if r["facilities"]]
    bars = charts.bar("Below the reference", [scope.share(r["below_facilities"], r["facilities"]) for r in known], places=1)
    option = {
        "legend": {"show": False}, "xAxis": charts.states([r["area"] for r in known]),
        "yAxis": charts.axis("percent of facilities", min=0, max=100), "series": [bars],
    }  # fmt: skip
    said = f" {words.state(known[0]['area'])} {words.percent(known[0]['below_facilities'], known[0]['facilities'])}, {words.state(known[-1]['area'])} {words.percent(known[-1]['below_facilities'], known[-1]['facilities'])}." if known else ""
    charts.draw(option, alt=f"Bars of the share of facilities below the reference by state, from the largest to the smallest.{said}", height=320)
    table = [
        [words.state(r["area"]), words.whole(r["facilities"]), words.whole(r["below_facilities"]), words.percent(r["below_facilities"], r["facilities"]), words.whole(r["below_residents"]), words.whole(r["below_days"]), words.whole(r["hours_short"])]
        for r in states
    ]
    few = [n for n, r in enumerate(states) if r["facilities"] < 10]
    with st.expander("All states as a table", key="threshold_states"):
        parts.plain_table(["State", "Facilities", "Below the reference", "Share", "Residents in them", "Facility-days below", "Hours short"], table, right=(1, 2, 3, 4, 5, 6), few=few, caption="States by facilities below the reference")
        parts.note("Grey: fewer than 10 facilities.")


draw(page())
