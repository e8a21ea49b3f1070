"""Find a facility: live search and filters, a page of the answer at a time."""

from __future__ import annotations

from typing import Any

import streamlit as st

from kerok.dashboard import parts, tables, words
from kerok.dashboard.anchors import Anchor
from kerok.dashboard.frame import page
from kerok.dashboard.parts import Page
from kerok.dashboard.questions import find
from kerok.dashboard.questions.find import Wanted
from kerok.dashboard.state import choose, first_page, page_number

SIZE = 15
ANY = "any"
_BOUNDS = (ANY, "1.5", "2.0", "2.5", "3.0", "3.5", "4.0", "4.5", "5.0")
_SHARES = (ANY, "0.05", "0.10", "0.20", "0.30", "0.50")
_SORTED = {"name": "by name", "lowest": "lowest HPRD first", "highest": "highest HPRD first", "contract": "highest contract share first", "beds": "most beds first"}


@st.fragment
def search() -> None:
    """The search itself: what is typed reruns this part of the page alone."""
    p = page()
    wanted = _wanted(p)
    at = page_number("page", 10_000)
    rows = _rows(p, wanted, at)
    if not rows and at > 1:  # the URL names a page behind the last
        at, rows = 1, _rows(p, wanted, 1)
    total = rows[0]["of"] if rows else 0
    tables.pager("page", total, "facility", size=SIZE, many="facilities")
    if not rows:
        st.info("Nothing matches. Try fewer words, another state at the side, or wider filters.", icon=":material/search_off:")
        return
    names = ["Facility", "HPRD", "Contract share", "City", "County", "State", "Beds", "Ownership", "Remark"]  # a phone shows the first two or three
    table: list[list[str | Anchor]] = [
        [
            tables.facility(p, r["ccn"], r["facility_name"]), words.rate(r["hours"], r["resident_days"]), words.percent(r["contract_hours"], r["hours"]),
            words.facility(r["city_town"]) if r["city_town"] else words.NONE, r["county_parish"] or words.NONE, r["state"] or words.NONE, words.whole(r["certified_beds"]),
            (r["ownership_type"] or "").split(" - ")[0] or words.NONE, _remark(r, p),
        ]
        for r in rows
    ]  # fmt: skip
    parts.plain_table(names, table, right=(1, 2, 6), caption=f"Facilities found, {_SORTED[wanted.sort]}")
    if wanted.sort in ("lowest", "highest", "contract"):
        parts.note("Facilities whose reporting may be incomplete stand after all others, whatever their figures.")
    sql, values = find.export(wanted, p.state.quarter, p.state.role_set)
    parts.downloads(p, f"facilities_{p.state.quarter}_{p.state.role_set}", sql, *values, label=f"All {total:,}")
    for r in rows:
        if r["resident_days"]:
            p.cite(f"{words.role_set(p.state.role_set)} HPRD of {words.facility(r['facility_name'])}, {p.state.quarter}", "vw_facility_hprd", ccn=r["ccn"], quarter=p.state.quarter, role_set=p.state.role_set)


def _rows(p: Page, wanted: Wanted, at: int) -> list[dict[str, Any]]:
    question = find.facilities(wanted, p.state.quarter, p.state.role_set, page=at, size=SIZE)
    p.fetch([question])
    return p.data.answer(question).rows


def _wanted(p: Page) -> Wanted:
    text = st.text_input(
        "Name, CCN, city, county, chain or ZIP code", key="find", bind="query-params", on_change=first_page, type="search", live="250ms", max_chars=80, placeholder="for instance: westerly", icon=":material/search:"
    )
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        ownership = choose("Ownership", "ownership", (ANY, *find.OWNERSHIP), ANY, width=130)
        chains = [str(r["chain_name"]) for r in p.data.rows(find.CHAINS)]
        chain = choose("Chain", "chain", (ANY, *chains), ANY, say=lambda c: c if c == ANY else words.facility(c), width=210) if chains else ANY
        beds = choose("Certified beds", "beds", (ANY, *find.BEDS), ANY, width=120)
        low = choose("HPRD from", "from", _BOUNDS, ANY, width=100)
        high = choose("HPRD under", "under", _BOUNDS, ANY, width=100)
        contract = choose("Contract share from", "contract", _SHARES, ANY, say=lambda v: v if v == ANY else words.percent_of(float(v)), width=150)
        sort = choose("Order", "sort", tuple(_SORTED), "name", say=_SORTED.__getitem__, width=210)

    def given(value: str) -> str | None:
        return None if value == ANY else value

    return Wanted(text or "", p.state.state, given(ownership), given(beds), (given(low), given(high)), given(contract), sort, given(chain))


def _remark(row: dict[str, object], p: Page) -> str:
    if row["resident_days"] is None:
        return f"no rows in {p.state.quarter}"
    return words.suspicion(str(row["suspect"])) if row["suspect"] else ""


parts.title("Find a facility")
parts.note(f"Figures: {words.role_set(page().state.role_set)}, {words.quarter(page().state.quarter)}. Names, beds and owners are of each facility's newest Provider Info release.")
search()
