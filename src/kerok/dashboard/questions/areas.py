"""The nation, or the facilities loaded, and each state: sums by quarter and month, beds, agreement with CMS, what changed."""

from __future__ import annotations

from kerok.dashboard.answers import Question

SETS = ("cms_total", "cms_rn", "cms_lpn", "cms_aide")

_SUMS = "quarter, role_set, facilities, hours, resident_days, contract_hours, weekend_hours, weekend_resident_days, is_incomplete"


def series(state: str | None, role_set: str = "cms_total") -> Question:
    """By quarter and role set (total, RN, LPN, aide and the chosen one): facilities, hours, resident days, contract and weekend sums."""
    values = (*SETS, role_set)
    where = "WHERE role_set IN (?, ?, ?, ?, ?)"
    if state is None:
        return f"SELECT {_SUMS} FROM vw_national_hprd {where} ORDER BY quarter, role_set", values
    return f"SELECT {_SUMS} FROM vw_state_hprd {where} AND state = ? ORDER BY quarter, role_set", (*values, state)


def months(state: str | None) -> Question:
    """By month and role set (total, RN, LPN, aide): hours, contract hours, resident days."""
    columns = "month, role_set, hours, contract_hours, resident_days"
    where = "WHERE role_set IN (?, ?, ?, ?)"
    if state is None:
        return f"SELECT {columns} FROM vw_national_staffing_mix {where} ORDER BY month, role_set", SETS
    return f"SELECT {columns} FROM vw_state_staffing_mix {where} AND state = ? ORDER BY month, role_set", (*SETS, state)


def utilization(state: str | None) -> Question:
    """By quarter: resident days and bed days of the facility-months whose beds are known, and how many are not."""
    where, values = ("", ()) if state is None else ("WHERE state = ?", (state,))
    return (
        "SELECT quarter, sum(CASE WHEN bed_days IS NOT NULL THEN resident_days END) AS resident_days, sum(bed_days) AS bed_days,"
        f" count(*) AS facility_months, count(bed_days) AS with_beds FROM vw_bed_utilization {where} GROUP BY quarter ORDER BY quarter"
    ), values


def states(quarter: str, role_set: str) -> Question:
    """By state: the three averages of a quarter and role set, and the sums behind the first."""
    return (
        "SELECT area AS state, facilities, hours, resident_days, facility_mean, facility_median, p25, p75, coverage FROM vw_benchmarks"
        " WHERE quarter = ? AND role_set = ? AND area <> 'US' ORDER BY area"
    ), (quarter, role_set)


def averages(area: str, quarter: str, role_set: str) -> Question:
    """The three averages of one area (a state, or US)."""
    return (
        "SELECT facilities, facilities_measured, hours, resident_days, facility_mean, facility_median, p25, p75, coverage FROM vw_benchmarks WHERE area = ? AND quarter = ? AND role_set = ?"
    ), (area, quarter, role_set)


def state_sums(quarter: str, role_set: str) -> Question:
    """By state: the sums of a quarter and role set."""
    return (
        "SELECT state, facilities, hours, resident_days, contract_hours, weekend_hours, weekend_resident_days FROM vw_state_hprd WHERE quarter = ? AND role_set = ? ORDER BY state"
    ), (quarter, role_set)


def state_beds(quarter: str) -> Question:
    """By state: resident days and bed days of the facility-months of a quarter whose beds are known."""
    return (
        "SELECT state, sum(CASE WHEN bed_days IS NOT NULL THEN resident_days END) AS resident_days, sum(bed_days) AS bed_days"
        " FROM vw_bed_utilization WHERE quarter = ? GROUP BY state ORDER BY state"
    ), (quarter,)


def distribution(quarter: str, role_set: str, state: str | None, per_hour: int) -> Question:
    """How many facilities have how much: classes of 1 / per_hour HPRD, by their number (class 17 of 5 per hour begins at 3.40)."""
    where, values = ("", (quarter, role_set)) if state is None else (" AND state = ?", (quarter, role_set, state))
    return (
        f"SELECT CAST(floor(hprd * {int(per_hour)}) AS integer) AS class, count(*) AS facilities FROM vw_facility_hprd"
        f" WHERE quarter = ? AND role_set = ? AND hprd IS NOT NULL{where} GROUP BY 1 ORDER BY 1"
    ), values


def points(quarter: str, role_set: str, state: str) -> Question:
    """One state's facilities with the quarter's sums and where they lie, as of their newest Provider Info release."""
    return (
        "SELECT f.ccn, f.facility_name, f.hours, f.resident_days, f.hprd, d.latitude, d.longitude, d.city_town FROM vw_facility_hprd AS f"
        " LEFT JOIN gold_facility_dim AS d ON d.ccn = f.ccn WHERE f.quarter = ? AND f.role_set = ? AND f.state = ? ORDER BY f.ccn"
    ), (quarter, role_set, state)


def ranked(quarter: str, role_set: str, state: str | None, most: int, *, lowest: bool) -> Question:
    """Facilities from the lowest or highest HPRD, those whose reporting may be incomplete left out."""
    where, values = ("", (quarter, role_set)) if state is None else (" AND f.state = ?", (quarter, role_set, state))
    return (
        "SELECT f.ccn, f.facility_name, f.state, f.hours, f.resident_days, f.days_counted FROM vw_facility_hprd AS f"
        f" LEFT JOIN vw_coverage_days AS c ON c.ccn = f.ccn AND c.quarter = f.quarter WHERE f.quarter = ? AND f.role_set = ?{where}"
        f" AND f.hprd IS NOT NULL AND c.suspect IS NULL ORDER BY f.hprd {'ASC' if lowest else 'DESC'}, f.ccn LIMIT {int(most)}"
    ), values


def changed(quarter: str, before: str, role_set: str, state: str | None, most: int) -> Question:
    """Facilities whose HPRD changed most between two quarters, those whose reporting may be incomplete in either left out."""
    where, values = ("", (quarter, before, role_set)) if state is None else (" AND a.state = ?", (quarter, before, role_set, state))
    return (
        "SELECT a.ccn, a.facility_name, a.state, a.hours, a.resident_days, b.hours AS hours_before, b.resident_days AS resident_days_before FROM vw_facility_hprd AS a"
        " JOIN vw_facility_hprd AS b ON b.ccn = a.ccn AND b.role_set = a.role_set"
        " LEFT JOIN vw_coverage_days AS c ON c.ccn = a.ccn AND c.quarter = a.quarter LEFT JOIN vw_coverage_days AS d ON d.ccn = b.ccn AND d.quarter = b.quarter"
        f" WHERE a.quarter = ? AND b.quarter = ? AND a.role_set = ?{where} AND c.suspect IS NULL AND d.suspect IS NULL AND a.hprd IS NOT NULL AND b.hprd IS NOT NULL"
        f" ORDER BY abs(a.hprd - b.hprd) DESC, a.ccn LIMIT {int(most)}"
    ), values


FILES = """
SELECT count(*) AS files, sum(rows_in) AS rows_in, sum(rows_kept) AS rows_kept, sum(rows_quarantined) AS rows_quarantined, sum(rows_superseded) AS rows_superseded,
  max(finished_at) AS finished_at, max(published) AS published FROM ops_file_log WHERE status IN ('done', 'superseded')"""


def agreement(quarter: str, state: str | None) -> Question:
    """How many facilities of a quarter CMS reported staffing of, how many of those differ from ours in a value, and the same of all values."""
    where, values = ("", (quarter,)) if state is None else (" AND state = ?", (quarter, state))
    return (
        "SELECT sum(CASE WHEN staffing > 0 THEN 1 ELSE 0 END) AS facilities, sum(compared) AS compared, sum(equal) AS equal, sum(CASE WHEN staffing > 0 AND compared > equal THEN 1 ELSE 0 END) AS differing,"
        " max(processing_date) AS processing_date FROM (SELECT ccn, count(agrees) AS compared, sum(CASE WHEN agrees THEN 1 ELSE 0 END) AS equal, max(processing_date) AS processing_date,"
        " sum(CASE WHEN agrees IS NOT NULL AND measure <> 'average_residents' THEN 1 ELSE 0 END) AS staffing"
        f" FROM vw_reconciliation WHERE quarter = ?{where} GROUP BY ccn) AS by_facility WHERE compared > 0"
    ), values


def suspects_by_state(quarter: str, role_set: str) -> Question:
    """By state: how many facilities' reporting may be incomplete, and their sums."""
    return (
        "SELECT f.state, count(*) AS facilities, sum(f.hours) AS hours, sum(f.resident_days) AS resident_days FROM vw_facility_hprd AS f"
        " JOIN vw_coverage_days AS c ON c.ccn = f.ccn AND c.quarter = f.quarter WHERE f.quarter = ? AND f.role_set = ? AND c.suspect IS NOT NULL GROUP BY f.state ORDER BY f.state"
    ), (quarter, role_set)


MEASURES = ("hprd", "weekend", "contract", "utilization")
_ORDER = {
    "hprd": "f.hprd", "weekend": "f.weekend_hprd", "contract": "f.contract_share",
    "utilization": "CAST(b.census AS double) / nullif(b.bed_days, 0)",
}  # fmt: skip


def facilities_of(quarter: str, role_set: str, state: str, measure: str, *, descending: bool, page: int, size: int) -> Question:
    """One page of a state's facilities in the order of a measure, those whose reporting may be incomplete left out, with how many there are in all."""
    columns = (
        "f.ccn, f.facility_name, d.city_town, f.hours, f.resident_days, f.weekend_hours, f.weekend_resident_days, f.contract_hours, b.census, b.bed_days, f.days_counted, count(*) OVER () AS of"
    )
    sql, values = _ranked_facilities(columns, quarter, role_set, state, measure, descending)
    return f"{sql} OFFSET {int(page - 1) * int(size)} LIMIT {int(size)}", values


def facilities_export(quarter: str, role_set: str, state: str, measure: str, *, descending: bool) -> Question:
    """All of a state's facilities in that order, as the views name it: every rate with its sums, quarter and role set."""
    columns = (
        "f.ccn, f.facility_name, d.city_town, f.state, f.quarter, f.role_set, f.hprd, f.hours, f.resident_days, f.weekend_hprd, f.weekend_hours, f.weekend_resident_days, f.contract_share,"
        " f.contract_hours, rate(b.census, b.bed_days) AS utilization, b.census AS utilization_resident_days, b.bed_days, f.days_counted, f.is_synthetic"
    )
    return _ranked_facilities(columns, quarter, role_set, state, measure, descending)


def _ranked_facilities(columns: str, quarter: str, role_set: str, state: str, measure: str, descending: bool) -> Question:
    order = f"{_ORDER[measure]} {'DESC' if descending else 'ASC'}"
    return (
        f"SELECT {columns} FROM vw_facility_hprd AS f LEFT JOIN vw_coverage_days AS c ON c.ccn = f.ccn AND c.quarter = f.quarter LEFT JOIN gold_facility_dim AS d ON d.ccn = f.ccn"
        " LEFT JOIN (SELECT ccn, sum(CASE WHEN bed_days IS NOT NULL THEN resident_days END) AS census, sum(bed_days) AS bed_days FROM vw_bed_utilization WHERE quarter = ? GROUP BY ccn) AS b"
        " ON b.ccn = f.ccn WHERE f.quarter = ? AND f.role_set = ? AND f.state = ? AND c.suspect IS NULL"
        f" ORDER BY {order} NULLS LAST, f.ccn"
    ), (quarter, quarter, role_set, state)
