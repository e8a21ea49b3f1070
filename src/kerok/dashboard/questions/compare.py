"""Facilities, groups and peers side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kerok.dashboard.answers import Data, Question, Value

SEARCH = """
SELECT d.ccn, d.facility_name, d.city_town, d.state FROM gold_facility_dim d
WHERE d.last_quarter IS NOT NULL AND (upper_ascii(d.facility_name) LIKE ? ESCAPE '!' OR d.ccn LIKE ? ESCAPE '!' OR upper_ascii(d.city_town) LIKE ? ESCAPE '!')
    AND (? = 'US' OR d.state = ?)
ORDER BY d.facility_name, d.ccn LIMIT 9"""

LARGEST = """
SELECT ccn FROM vw_facility_hprd WHERE quarter = ? AND role_set = 'cms_total' AND (? = 'US' OR state = ?) AND resident_days IS NOT NULL
ORDER BY resident_days DESC, ccn LIMIT 5"""

_FIGURES = """
SELECT f.ccn, f.facility_name, f.state, f.role_set, f.hours, f.resident_days, f.hprd, f.contract_hours, f.contract_share, f.weekend_hours, f.weekend_resident_days, f.days_counted,
    f.is_incomplete, f.is_synthetic
FROM vw_facility_hprd f WHERE f.quarter = ? AND f.role_set IN ('cms_total', 'cms_rn', 'cms_lpn', 'cms_aide', ?) AND f.ccn IN ({}) ORDER BY f.ccn, f.role_set"""

_FACTS = """
SELECT d.ccn, d.facility_name, d.city_town, d.state, q.certified_beds, q.ownership_type, q.chain_name, q.staffing_rating, q.ratings_processing_date, c.zero_rn_days, c.under_8_rn_days,
    c.days_with_residents, c.suspect
FROM gold_facility_dim d LEFT JOIN gold_quarterly_provider_fact q ON q.ccn = d.ccn AND q.quarter = ? LEFT JOIN vw_coverage_days c ON c.ccn = d.ccn AND c.quarter = ?
WHERE d.ccn IN ({}) ORDER BY d.ccn"""

_SERIES = "SELECT ccn, quarter, hours, resident_days, hprd FROM vw_facility_hprd WHERE role_set = ? AND ccn IN ({}) ORDER BY quarter, ccn"

_GROUPS = """
SELECT value, role_set, facilities, hours, resident_days, hprd, contract_hours, contract_share, coverage FROM vw_group_hprd
WHERE dimension = ? AND quarter = ? AND role_set IN ('cms_total', 'cms_rn', 'cms_lpn', 'cms_aide', ?) AND value IN ({}) ORDER BY value, role_set"""

_GROUP_SERIES = "SELECT value, quarter, facilities, hours, resident_days, hprd, contract_share FROM vw_group_hprd WHERE dimension = ? AND role_set = ? AND value IN ({}) ORDER BY quarter, value"

VALUES = "SELECT value FROM vw_group_hprd WHERE dimension = ? AND quarter = ? AND role_set = 'cms_total' ORDER BY CASE WHEN value IN ('unknown', 'none') THEN 1 ELSE 0 END, value LIMIT 10"

CHAINS = """
SELECT value, facilities FROM vw_group_hprd WHERE dimension = 'chain' AND quarter = ? AND role_set = 'cms_total' AND value NOT IN ('none', 'unknown')
ORDER BY facilities DESC, value"""

PEERS = """
SELECT p.peer_ccn AS ccn, p.peer_name AS facility_name, p.why, f.role_set, f.hours, f.resident_days, f.hprd, f.contract_hours, c.suspect
FROM vw_peers p JOIN vw_facility_hprd f ON f.ccn = p.peer_ccn AND f.quarter = p.quarter LEFT JOIN vw_coverage_days c ON c.ccn = p.peer_ccn AND c.quarter = p.quarter
WHERE p.ccn = ? AND p.quarter = ? AND f.role_set IN ('cms_total', 'cms_rn', 'cms_lpn', 'cms_aide', ?) ORDER BY f.role_set, f.hprd DESC NULLS LAST, p.peer_ccn"""

BENCHMARK = "SELECT role_set, weighted, hours, resident_days, facility_mean, facility_median, facilities_measured, coverage FROM vw_benchmarks WHERE area = ? AND quarter = ? AND role_set IN ('cms_total', 'cms_rn', 'cms_lpn', 'cms_aide', ?)"

WITH_PEERS = "SELECT ccn FROM vw_peers WHERE quarter = ? AND (? = 'US' OR peer_ccn IN (SELECT ccn FROM gold_facility_dim WHERE state = ?)) GROUP BY ccn ORDER BY count(*) DESC, ccn LIMIT 1"


def _of(sql: str, listed: Sequence[str], *first: Value) -> Question:
    """A question about a list of facilities or groups: a parameter for each."""
    return sql.format(", ".join("?" * len(listed))), (*first, *listed)


def figures(ccns: Sequence[str], quarter: str, role_set: str) -> Question:
    """Sums and rates of the facilities' quarter by role set."""
    return _of(_FIGURES, ccns, quarter, role_set)


def facts(ccns: Sequence[str], quarter: str) -> Question:
    """Who the facilities are and what limits their figures."""
    return _of(_FACTS, ccns, quarter, quarter)


def series(ccns: Sequence[str], role_set: str) -> Question:
    """The facilities' quarters."""
    return _of(_SERIES, ccns, role_set)


def groups(dimension: str, values: Sequence[str], quarter: str, role_set: str) -> Question:
    """Sums and rates of the groups' quarter by role set."""
    return _of(_GROUPS, values, dimension, quarter, role_set)


def group_series(dimension: str, values: Sequence[str], role_set: str) -> Question:
    """The groups' quarters."""
    return _of(_GROUP_SERIES, values, dimension, role_set)


def by_key(rows: Sequence[dict[str, Any]], key: str) -> dict[str, dict[str, dict[str, Any]]]:
    """Rows by facility or group, then by role set."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row[key], {})[row["role_set"]] = row
    return found


def place(own: Any, others: Sequence[Any]) -> tuple[int, int]:
    """How many of the others have less, and how many there are; those without a value are not counted."""
    known = [o for o in others if o is not None]
    return sum(o < own for o in known), len(known)


def named(data: Data, ccns: Sequence[str], quarter: str) -> dict[str, str | None]:
    """Those of the CCNs that are loaded, in their order, with their names."""
    if not ccns:
        return {}
    sql, values = facts(ccns, quarter)
    there = {r["ccn"]: r["facility_name"] for r in data.rows(sql, *values)}
    return {c: there[c] for c in ccns if c in there}
