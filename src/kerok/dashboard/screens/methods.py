"""Methods: what every figure means, from the contracts. Downloads: every view, filtered, with a text that cites it."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from kerok import __version__
from kerok import contracts as declared
from kerok.contracts import Contract
from kerok.dashboard import apart, parts, state, words
from kerok.dashboard.frame import page
from kerok.dashboard.parts import Page
from kerok.dashboard.questions import changes, quality
from kerok.dashboard.questions.exports import MOST_ROWS, Export, relations
from kerok.report import cell

VIEWS = {"definitions": "Definitions", "roles": "Role sets", "lines": "Reference lines", "views": "Views and tables", "downloads": "Downloads"}

AGREE = {"bed_band": "band of certified beds", "ownership_group": "group of ownership", "is_hospital_based": "in a hospital or not"}


def definitions() -> list[list[str]]:
    """Terms and what they mean; numbers are the contracts' own."""
    groups, (first, last) = declared.reference("groups"), words.CASE_MIX_BREAK
    return [
        ["Hours per resident day (HPRD)", "Sum of hours over sum of resident days, of the days with residents and every member of the role set reported. Of a state or the nation: sums over all facilities, so that every resident weighs the same. Rates are never averaged, and rounded once, half up, to two decimals."],
        ["Resident day", "One resident in a facility on one day. Residents are CMS's MDS census: from admission to discharge as the assessments tell, or 150 days without one."],
        ["Contract share", "Hours of contract (agency) staff over all hours of the same roles and days."],
        ["Bed utilization", f"Residents over {words.BEDS}, of the days with a known census. The beds are those of the Provider Info release in force at the month's end. May exceed 100 % and is never cut."],
        ["Weighted, facility mean, facility median", "Three different averages. Weighted by residents is what a resident gets on average; the mean counts a home of 20 as much as one of 300, and is what Care Compare shows; the median is the home in the middle."],
        ["Percentile and rank", f"Among homes with residents on every day of the quarter; given only where a national file of the quarter is loaded and at least {groups['percentile']['smallest_group']} homes are ranked."],
        ["Reporting may be incomplete", f"{apart.rule()[:1].upper() + apart.rule()[1:]}. Such homes are in every sum and apart in every ranking."],
        ["Peers", f"Homes that agree in all of: {', '.join(AGREE.get(s, s) for s in groups['peers']['same'])}."],
        ["Reported, case-mix, adjusted", f"Reported is what CMS publishes of a facility's hours, and what Kerok counts again. Case-mix is what CMS expects for its residents' needs, adjusted sets the two against each other: both are CMS's own, carried over. CMS changed their method: the series end at {first} and start again at {last}."],
        ["Missing", f"{words.NONE} stands where there is no value. Missing is not zero: a suppressed value is missing for the reason that its footnote gives."],
        ["Incomplete quarters", "; ".join(words.HOLLOW.values()) + ". They are drawn hollow and used for no change."],
    ]  # fmt: skip


def draw(p: Page) -> None:
    """The whole page."""
    parts.title("Methods and downloads", "What every figure means and where it comes from, and all of it to take away.")
    view = state.choose("Show", "show", list(VIEWS), "definitions", say=VIEWS.__getitem__, segmented=True, label_visibility="collapsed")
    {"definitions": _definitions, "roles": _roles, "lines": _lines, "views": _views, "downloads": _downloads}[view](p)


def _definitions(p: Page) -> None:
    with parts.card("Definitions"):
        parts.plain_table(["Term", "Meaning"], definitions(), caption="Definitions")
        parts.note("Each rule with an example: docs/rules.md of the repository. The exact SQL and every column: Views and tables.")
    with parts.card("Groups", "As data, with where they come from."):
        groups = declared.reference("groups")
        bands = ", ".join(str(b["name"]) for b in groups["bed_bands"]["bands"])
        parts.plain_table(
            ["Group", "Values", "Source"],
            [
                ["Certified beds", bands, groups["bed_bands"]["citation"]], ["Ownership", ", ".join(str(g["name"]) for g in groups["ownership_groups"]["groups"]), groups["ownership_groups"]["citation"]],
                ["Chain", f"known from the release of {words.month(groups['chain_known_from'])}", "CMS Provider Information, Chain Name"], ["Incomplete reporting", "see Definitions", groups["suspect"]["citation"]],
            ], caption="Groups",
        )  # fmt: skip
    with parts.card("Flags", "Of single rows. A flag changes no figure."):
        flags = [[n.replace("_", " "), m] for n, m in declared.reference("flags")["flags"].items()]
        parts.plain_table(["Flag", "Meaning"], flags, caption="Flags")
    with parts.card("Unlikely values", "Of days, months and quarters; listed on Data quality. Nothing is left out of any figure for being listed."):
        parts.plain_table(["Kind", "Meaning"], [[k.replace("_", " "), m] for k, m in quality.kinds().items()], caption="Kinds of unlikely values")


def _roles(p: Page) -> None:
    titles = {str(r["name"]): str(r["title"]) for r in declared.roles()}
    with parts.card("Role sets", "Which roles a number counts is part of the number."):
        sets = [s for s in declared.role_sets() if len(s["members"]) > 1 or not str(s["name"]).startswith("role_")]
        parts.plain_table(["Role set", "Name here", "What it counts", "Roles", "Version"], [[s["name"], words.role_set(s["name"]), s["title"], "; ".join(titles[m] for m in s["members"]), str(s["version"])] for s in sets], right=(4,), caption="Role sets")
        parts.note("cms_total, cms_rn, cms_lpn and cms_aide count as CMS does: directors of nursing, administrators and aides in training are in. care leaves out the director of nursing and administration.")
    with parts.card("The eight roles", "As CMS's file has them; each is also a role set of its own, as role_rn."):
        parts.plain_table(["Role", "CMS's column", "PBJ job title code"], [[r["title"][:1].upper() + r["title"][1:], r["column"], str(r["code"])] for r in declared.roles()], right=(2,), caption="The eight roles")


def _lines(p: Page) -> None:
    with parts.card("Reference lines", "To measure a distance from. None is a verdict, and none that comes with Kerok is in force."):
        lines = p.data.rows(changes.LINES, p.state.quarter)
        rows = []
        for line in lines:
            value = f"{line['value'].normalize():f}" + (f" to {line['value_to'].normalize():f}" if line["value_to"] is not None else "")
            rows.append([line["threshold_id"], words.role_set(line["role_set"]), value, line["citation"] or words.NONE, line["legal_status"] or "not said", changes.in_force(line)])
        parts.plain_table(["Line", "Counts", "Hours per resident day", "Citation", "Legal status", "In force"], rows, right=(2,), caption="Reference lines")
        parts.note(f"Those that apply to {p.state.quarter}. Your own, with citation and days in force: kerok thresholds import FILE.")
        parts.link(p.state, "changes", "How many facilities are below each", show="thresholds")
    with parts.card("Expected staffing", "Not lines, but what residents' needs let expect: view vw_expected_staffing."):
        _contract(declared.contracts()["vw_expected_staffing"], columns=False)


# ------------------------------------------------------------------------------------------ views and tables


def _named(c: Contract) -> str:
    return f"{c.name}: {c.grain}"


def _chosen() -> Contract:
    found = {c.name: c for c in relations()}
    name = state.choose("View or table", "view", list(found), "vw_facility_hprd", say=lambda n: _named(found[n]))
    return found[name]


def _views(p: Page) -> None:
    chosen = _chosen()
    with parts.card(chosen.name, f"{chosen.grain[:1].upper() + chosen.grain[1:]}."):
        _contract(chosen)
    if chosen.sql:
        with st.expander("Its SQL", key="methods_sql"):
            st.code(chosen.sql, language="sql")
    parts.link(p.state, "methods", "Download it", show="downloads", view=chosen.name)


def _contract(c: Contract, *, columns: bool = True) -> None:
    if c.formula:
        parts.note(f"Formula: {c.formula}")
    if c.steps:
        parts.note(" ".join(c.steps.split()))
    if columns:
        rows = [[col.name, col.type, col.meaning + (f" ({col.caveat})" if col.caveat else ""), col.unit, col.source] for col in c.columns]
        parts.note(f"A row is known by: {', '.join(c.key)}.")
        parts.plain_table(["Column", "Type", "Meaning", "Unit", "CMS's column"], rows, caption=f"Columns of {c.name}")


# ------------------------------------------------------------------------------------------ downloads


def _downloads(p: Page) -> None:
    chosen = _chosen()
    given = {"quarter": p.state.quarter, "role_set": p.state.role_set}
    if p.state.state:
        given |= {"state": p.state.state, "area": p.state.state}
    if p.state.ccn:
        given["ccn"] = p.state.ccn
    whole = Export(chosen, given)
    with st.container(horizontal=True, vertical_alignment="bottom", key="no_print_filters"):
        for column, value in whole.filters.items():
            if state.switch(f"All of {column}, not only {value}", f"all_{column}"):
                given.pop(column)
    export = Export(chosen, given)
    rows = int((p.data.row(export.counted, *export.values) or {"n": 0})["n"])
    with parts.card(f"{chosen.name}, {words.plural(rows, 'row')}", "Filtered by " + (", ".join(f"{k} {v}" for k, v in export.filters.items()) or "nothing") + ". Quarter, role set and state are chosen at the side."):
        if rows > MOST_ROWS:
            parts.note(f"More than {MOST_ROWS:,} rows are not made in a browser. The command below writes them.")
        else:
            parts.downloads(p, export.name, export.sql, *export.values, key="methods_export")
        if p.loaded.is_synthetic:
            parts.note("Synthetic data: the file's name says so, and the column is_synthetic where there is one.")
        st.markdown("The same file on the command line:")
        st.code(export.command(), language=None, wrap_lines=True)
        st.markdown("A text that cites it:")
        text = export.citation(p.data.moment.id, __version__, rows, dt.date.today(), is_synthetic=p.loaded.is_synthetic)
        st.code(text, language=None, wrap_lines=True)
    if rows:
        with parts.card("Its first rows", "Ten rows in the order of the key; exact, not rounded."):
            found = p.data.rows(export.first, *export.values)
            names = list(chosen.column_names)
            right = [n for n, col in enumerate(chosen.columns) if col.type.startswith(("decimal", "bigint", "integer"))]
            parts.plain_table(names, [[words.NONE if r[n] is None else cell(r[n]) for n in names] for r in found], right=right, caption=f"First rows of {chosen.name}")
    else:
        parts.note("No row: take a filter away, or choose another quarter or state.")
    parts.link(p.state, "methods", "What its columns mean", show="views", view=chosen.name)


draw(page())
