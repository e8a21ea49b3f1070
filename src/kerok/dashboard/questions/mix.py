"""Employees and contract staff: by month, by role, by state, and where the share moved most."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from kerok.dashboard.answers import Data, Question

_MONTHS = "SELECT month, quarter, role_set, facilities, hours, employee_hours, contract_hours, coverage, is_incomplete FROM {} WHERE role_set IN ('cms_total', 'cms_rn', 'cms_lpn', 'cms_aide', ?)"

MONTHS_OF_NATION = f"{_MONTHS.format('vw_national_staffing_mix')} ORDER BY month, role_set"

MONTHS_OF_STATE = f"{_MONTHS.format('vw_state_staffing_mix')} AND state = ? ORDER BY month, role_set"

_ROLES = "SELECT quarter, role_set, facilities, hours, contract_hours, resident_days, hprd, contract_share, coverage FROM {} WHERE quarter = ?"

ROLES_OF_NATION = f"{_ROLES.format('vw_national_hprd')} ORDER BY role_set"

ROLES_OF_STATE = f"{_ROLES.format('vw_state_hprd')} AND state = ? ORDER BY role_set"

STATES = """
SELECT n.state, n.facilities, n.hours, n.contract_hours, n.contract_share, n.resident_days, n.coverage, b.hours AS hours_before, b.contract_hours AS contract_hours_before
FROM vw_state_hprd n LEFT JOIN vw_state_hprd b ON b.state = n.state AND b.role_set = n.role_set AND b.quarter = ?
WHERE n.quarter = ? AND n.role_set = ? ORDER BY n.contract_share DESC NULLS LAST, n.state"""

SMALLEST = 1820
"""Resident days of a quarter below which a change says little: 20 residents over 91 days."""

_CHANGED = """
SELECT n.ccn, n.facility_name, n.state, n.quarter, n.hours, n.contract_hours, n.resident_days, b.hours AS hours_before, b.contract_hours AS contract_hours_before,
    n.contract_share - b.contract_share AS change
FROM vw_facility_hprd n JOIN vw_facility_hprd b ON b.ccn = n.ccn AND b.role_set = n.role_set
LEFT JOIN vw_coverage_days s ON s.ccn = n.ccn AND s.quarter = n.quarter LEFT JOIN vw_coverage_days t ON t.ccn = b.ccn AND t.quarter = b.quarter
WHERE n.quarter = ? AND b.quarter = ? AND n.role_set = ? AND (? = 'US' OR n.state = ?) AND n.resident_days >= ? AND b.resident_days >= ?
    AND s.suspect IS NULL AND t.suspect IS NULL AND n.contract_share IS NOT NULL AND b.contract_share IS NOT NULL"""

GREW = f"SELECT ccn, facility_name, state, quarter, hours, contract_hours, resident_days, hours_before, contract_hours_before, change FROM ({_CHANGED}) AS changed WHERE change > 0 ORDER BY change DESC, ccn LIMIT 10"

FELL = GREW.replace("change > 0 ORDER BY change DESC", "change < 0 ORDER BY change")

HIGHEST = """
SELECT n.ccn, n.facility_name, n.state, n.hours, n.contract_hours, n.contract_share, n.resident_days FROM vw_facility_hprd n
LEFT JOIN vw_coverage_days s ON s.ccn = n.ccn AND s.quarter = n.quarter
WHERE n.quarter = ? AND n.role_set = ? AND (? = 'US' OR n.state = ?) AND n.resident_days >= ? AND s.suspect IS NULL AND n.contract_hours > 0
ORDER BY n.contract_share DESC, n.ccn LIMIT 10"""

NONE_AT_ALL = """
SELECT count(*) AS facilities, count_if(contract_hours = 0) AS none, count_if(contract_share >= 0.2) AS a_fifth FROM vw_facility_hprd
WHERE quarter = ? AND role_set = ? AND (? = 'US' OR state = ?) AND hours > 0"""


def months(area: str, role_set: str) -> Question:
    """Months of an area: total, RN, LPN, aide and the role set."""
    return (MONTHS_OF_NATION, (role_set,)) if area == "US" else (MONTHS_OF_STATE, (role_set, area))


def roles(area: str, quarter: str) -> Question:
    """Every role set of an area's quarter."""
    return (ROLES_OF_NATION, (quarter,)) if area == "US" else (ROLES_OF_STATE, (quarter, area))


def by_role_set(data: Data, area: str, quarter: str) -> dict[str, dict[str, Any]]:
    """Hours, contract hours and resident days of an area's quarter by role set."""
    sql, values = roles(area, quarter)
    return {r["role_set"]: r for r in data.rows(sql, *values)}


def points(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    """The difference of two shares in percentage points."""
    return None if now is None or before is None else (now - before) * 100
