"""Facilities by name, CCN, city, county, chain, ZIP code and by what they are and have."""

from __future__ import annotations

from dataclasses import dataclass

from kerok.dashboard.answers import Question, Value

OWNERSHIP = ("For profit", "Non profit", "Government")
BEDS = {"1-49": (1, 49), "50-99": (50, 99), "100-199": (100, 199), "200+": (200, 1_000_000)}
_APART = "CASE WHEN c.suspect IS NULL THEN 0 ELSE 1 END, "
SORTS = {
    "name": "d.facility_name ASC NULLS LAST", "lowest": f"{_APART}f.hprd ASC NULLS LAST", "highest": f"{_APART}f.hprd DESC NULLS LAST",
    "contract": f"{_APART}f.contract_share DESC NULLS LAST", "beds": "d.certified_beds DESC NULLS LAST",
}  # fmt: skip
"""By staffing, those whose reporting may be incomplete come after all others."""
_MOST_WORDS = 8
_HAYSTACK = (
    "lower(d.ccn || ' ' || coalesce(d.facility_name, '') || ' ' || coalesce(d.pbj_facility_name, '') || ' ' || coalesce(d.city_town, '') || ' ' || coalesce(d.county_parish, '') || ' '"
    " || coalesce(d.chain_name, '') || ' ' || coalesce(d.zip_code, '') || ' ' || coalesce(d.legal_business_name, ''))"
)


@dataclass(frozen=True)
class Wanted:
    """What is searched for; what is None or empty does not restrict.

    Attributes:
        text: Words; each must be in the CCN, a name, city, county, chain or ZIP code.
        hprd: From and to, of the role set in the quarter.
        contract: Least contract share, as a share of 1.
        beds: A band of `BEDS`.
        chain: A chain's name, as Provider Info has it.
    """

    text: str = ""
    state: str | None = None
    ownership: str | None = None
    beds: str | None = None
    hprd: tuple[str | None, str | None] = (None, None)
    contract: str | None = None
    sort: str = "name"
    chain: str | None = None


def _where(wanted: Wanted) -> tuple[str, list[Value]]:
    parts: list[str] = ["1 = 1"]
    values: list[Value] = []

    def add(sql: str, *given: Value) -> None:
        parts.append(sql)
        values.extend(given)

    for word in wanted.text.replace("\0", " ").lower().split()[:_MOST_WORDS]:
        add(f"strpos({_HAYSTACK}, ?) > 0", word)
    if wanted.state:
        add("d.state = ?", wanted.state)
    if wanted.ownership:
        add("strpos(d.ownership_type, ?) = 1", wanted.ownership)
    if wanted.beds:
        add("d.certified_beds BETWEEN ? AND ?", *BEDS[wanted.beds])
    if wanted.chain:
        add("d.chain_name = ?", wanted.chain)
    for bound, compared in zip(wanted.hprd, (">=", "<"), strict=True):
        if bound:
            add(f"f.hprd {compared} CAST(? AS decimal(12, 6))", bound)
    if wanted.contract:
        add("f.contract_share >= CAST(? AS decimal(12, 6))", wanted.contract)
    return " AND ".join(parts), values


CHAINS = "SELECT DISTINCT chain_name FROM gold_facility_dim WHERE chain_name IS NOT NULL ORDER BY chain_name"
_IS = "d.ccn, d.facility_name, d.city_town, d.county_parish, d.state, d.zip_code, d.certified_beds, d.ownership_type, d.chain_name"


def facilities(wanted: Wanted, quarter: str, role_set: str, *, page: int, size: int) -> Question:
    """One page of what is found, with how many there are in all; a facility without rows in the quarter has no hours."""
    sql, values = _found(f"{_IS}, f.hours, f.resident_days, f.contract_hours, c.suspect, count(*) OVER () AS of", wanted, quarter, role_set)
    return f"{sql} OFFSET {int(page - 1) * int(size)} LIMIT {int(size)}", values


def export(wanted: Wanted, quarter: str, role_set: str) -> Question:
    """All that is found, as the views name it: rates with their sums, quarter and role set; those are empty where the quarter has no rows of a facility."""
    return _found(
        f"{_IS}, f.quarter, f.role_set, f.hprd, f.hours, f.resident_days, f.contract_share, f.contract_hours, f.days_counted, c.suspect, d.is_synthetic", wanted, quarter, role_set
    )


def _found(columns: str, wanted: Wanted, quarter: str, role_set: str) -> Question:
    where, values = _where(wanted)
    return (
        f"SELECT {columns} FROM gold_facility_dim AS d LEFT JOIN (SELECT * FROM vw_facility_hprd WHERE quarter = ? AND role_set = ?) AS f ON f.ccn = d.ccn"
        f" LEFT JOIN (SELECT * FROM vw_coverage_days WHERE quarter = ?) AS c ON c.ccn = d.ccn WHERE {where} ORDER BY {SORTS[wanted.sort]}, d.ccn"
    ), (quarter, role_set, quarter, *values)
