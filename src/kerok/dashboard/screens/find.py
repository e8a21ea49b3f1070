"""Find a facility: live search and filters, a page of the answer at a time."""

from __future__ import annotations

from typing import Any

import streamlit as st

from kerok.dashboard import parts, tables, words
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
    config = st.column_config
    names = ["CCN", "Facility", "HPRD", "Contract", "City", "County", "State", "Beds", "Ownership", "Remark"]  # a phone shows the first three
    table = [
        [
            r["ccn"], words.facility(r["facility_name"]), _number(words.ratio(r["hours"], r["resident_days"]), 2), _number(_times(words.ratio(r["contract_hours"], r["hours"])), 1),
            words.facility(r["city_town"]) if r["city_town"] else None, r["county_parish"], r["state"], r["certified_beds"], (r["ownership_type"] or "").split(" - ")[0] or None, _remark(r, p),
        ]
        for r in rows
    ]  # fmt: skip
    look = {
        "CCN": config.TextColumn(width=66), "Facility": config.TextColumn(width=214), "City": config.TextColumn(width=106), "County": config.TextColumn(width=92),
        "State": config.TextColumn(width=50), "Beds": config.NumberColumn(width=50, help=words.BEDS), "Ownership": config.TextColumn(width=84),
        "HPRD": config.NumberColumn(format="%.2f", width=58, help=f"{words.role_set(p.state.role_set)}, {p.state.quarter}"), "Contract": config.NumberColumn(format="%.1f %%", width=72),
        "Remark": config.TextColumn(width=126),
    }  # fmt: skip
    row = parts.pick_table(names, table, alt=f"Facilities found, {_SORTED[wanted.sort]}; click one to open it", key=f"found_{at}_{wanted.sort}", columns=look)
    if wanted.sort in ("lowest", "highest", "contract"):
        parts.note("Facilities whose reporting may be incomplete stand after all others, whatever their figures.")
    sql, values = find.export(wanted, p.state.quarter, p.state.role_set)
    parts.downloads(p, f"facilities_{p.state.quarter}_{p.state.role_set}", sql, *values, label=f"All {total:,}")
    for r in rows:
        if r["resident_days"]:
            p.cite(f"{words.role_set(p.state.role_set)} HPRD of {words.facility(r['facility_name'])}, {p.state.quarter}", "vw_facility_hprd", ccn=r["ccn"], quarter=p.state.quarter, role_set=p.state.role_set)
    if row is not None:
        parts.go(p.state, "facility", ccn=rows[row]["ccn"])


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


def _number(value: object, places: int) -> float | None:
    return None if value is None else float(words.half_up(value, places))  # type: ignore[arg-type]


def _times(share: object) -> object:
    return None if share is None else share * 100  # type: ignore[operator]


def _remark(row: dict[str, object], p: Page) -> str:
    if row["resident_days"] is None:
        return f"no rows in {p.state.quarter}"
    return words.suspicion(str(row["suspect"])) if row["suspect"] else ""


parts.title("Find a facility")
parts.note(f"Figures: {words.role_set(page().state.role_set)}, {words.quarter(page().state.quarter)}. Names, beds and owners are of each facility's newest Provider Info release.")
search()
