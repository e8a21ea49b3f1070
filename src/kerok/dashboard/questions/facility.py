"""One facility: its quarters, months and days, its place among others, what CMS reports of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from kerok import contracts as declared
from kerok.dashboard import words
from kerok.dashboard.answers import Question

MAIN = ("cms_total", "cms_rn", "cms_lpn", "cms_aide")
MEASURES = {"cms_total": "total", "cms_rn": "rn", "cms_lpn": "lpn", "cms_aide": "aide"}
"""As Provider Info's columns and `vw_reconciliation` name them."""
ROLES = ("role_rndon", "role_rnadmin", "role_rn", "role_lpnadmin", "role_lpn", "role_cna", "role_natrn", "role_medaide")


def who(ccn: str) -> Question:
    """What the facility is, from its newest Provider Info release, else from PBJ."""
    return "SELECT * FROM gold_facility_dim WHERE ccn = ?", (ccn,)


def quarters(ccn: str, role_set: str) -> Question:
    """By quarter: the sums of total, RN, LPN, aide and the chosen role set side by side, and what CMS says of it with the dates that is of.

    The view `vw_facility_hprd` is these sums beneath each other, which costs an engine more to plan than to answer.
    """
    columns = ", ".join(f"{name}_{what}" for name in _declared(*MAIN, role_set) for what in _SUMS)
    return f"SELECT quarter, facility_name, state, is_incomplete, {columns}, {_FACT} FROM gold_quarterly_provider_fact WHERE ccn = ? ORDER BY quarter", (ccn,)


def by_role_set(rows: Sequence[dict[str, Any]], role_set: str) -> dict[tuple[str, str], dict[str, Any]]:
    """The sums by quarter and role set, each named as `vw_facility_hprd` names it."""
    known = _declared(*MAIN, role_set)
    shared = ("quarter", "facility_name", "state", "is_incomplete")
    return {(r["quarter"], name): {k: r[k] for k in shared} | {what: r[f"{name}_{what}"] for what in _SUMS} for r in rows for name in known}


def standing(quarter: str, *role_sets: str, ccn: str | None = None) -> Question:
    """Percentile and rank of role sets in the state and in the nation, or why there is none: of all facilities of a quarter, or of one."""
    one, values = ("", (quarter,)) if ccn is None else (" AND ccn = ?", (quarter, ccn))
    named = ", ".join(f"'{name}'" for name in _declared(*role_sets))
    return (
        f"SELECT ccn, role_set, area, percentile, rank, of, missing_reason FROM vw_facility_percentile WHERE quarter = ?{one} AND role_set IN ({named}) ORDER BY ccn, role_set, area"
    ), values


def _declared(*names: str) -> list[str]:
    """Role sets that may stand in the text of the SQL, which lets an engine leave the others' branches out: declared ones, so nothing of a URL can be among them."""
    return [str(s["name"]) for s in declared.role_sets() if s["name"] in names]


def averages(quarter: str) -> Question:
    """The averages of every state and of all facilities loaded, of total, RN, LPN and aide."""
    return (
        "SELECT area, role_set, facilities, hours, resident_days, facility_mean, facility_median FROM vw_benchmarks WHERE quarter = ? AND role_set IN (?, ?, ?, ?) ORDER BY role_set, area"
    ), (quarter, *MAIN)


def own_lines(quarter: str) -> Question:
    """The user's own reference lines that are in force at the end of a quarter, as `vw_thresholds` takes them; of all states."""
    last = dt.date.fromisoformat(words.months_of(quarter)[-1]) + dt.timedelta(31)
    day = str(last.replace(day=1) - dt.timedelta(1))
    return (
        "SELECT threshold_id, state, role_set, value FROM gold_threshold"
        " WHERE coalesce(valid_from <= CAST(? AS date), true) AND coalesce(valid_to >= CAST(? AS date), true) ORDER BY threshold_id"
    ), (day, day)


def agreement(ccn: str, quarter: str) -> Question:
    """Each value that CMS reported of the quarter beside ours."""
    return "SELECT measure, ours, cms, difference, agrees, processing_date, footnote FROM vw_reconciliation WHERE ccn = ? AND quarter = ? ORDER BY measure", (ccn, quarter)


_SUMS = ("hours", "resident_days", "weekend_hours", "weekend_resident_days", "contract_hours", "days_counted", "days_excluded")
_FACT = (
    "case_mix_total_hprd, case_mix_rn_hprd, case_mix_lpn_hprd, case_mix_aide_hprd, adjusted_total_hprd, adjusted_rn_hprd, adjusted_lpn_hprd, adjusted_aide_hprd, case_mix_processing_date,"
    " reported_processing_date, reported_total_hprd, reported_staffing_footnote, certified_beds, beds_processing_date, overall_rating, health_inspection_rating, qm_rating, staffing_rating,"
    " ratings_processing_date, total_turnover_pct, rn_turnover_pct, turnover_processing_date, fines_3y_count, fines_3y_amount, payment_denials_3y_count, penalties_3y_count, penalties_processing_date,"
    " ownership_type, legal_business_name, chain_name, special_focus_status, has_abuse_icon, as_of_lag_days, as_of_backfilled, zero_rn_days, under_8_rn_days, zero_staff_days, low_days,"
    " days_with_residents, days, zero_census_days, zero_census_hours"
)


def coverage(ccn: str, quarter: str) -> Question:
    """Days without RN, under 8 RN hours, without any hours; why the reporting may be incomplete."""
    return "SELECT * FROM vw_coverage_days WHERE ccn = ? AND quarter = ?", (ccn, quarter)


def months(ccn: str) -> Question:
    """By month and role: hours, contract hours, resident days."""
    return (
        "SELECT month, role_set, hours, employee_hours, contract_hours, resident_days FROM vw_staffing_mix WHERE ccn = ? ORDER BY month, role_set"
    ), (ccn,)


def beds(ccn: str) -> Question:
    """By month: census, bed days, certified beds, the release they are from and its distance."""
    return (
        "SELECT month, resident_days, observed_days, certified_beds, bed_days, utilization, beds_processing_date, beds_lag_days, beds_backfilled, beds_missing_reason, is_over_certified"
        " FROM vw_bed_utilization WHERE ccn = ? ORDER BY month"
    ), (ccn,)


def days(ccn: str, quarter: str) -> Question:
    """Each day of a quarter: residents, hours by role set, employees and contract staff, flags."""
    return (f"SELECT {_DAY} FROM gold_daily_staffing_fact WHERE ccn = ? AND quarter = ? ORDER BY work_date"), (ccn, quarter)


def window(ccn: str, first: str, last: str) -> Question:
    """Each day from first to last."""
    return (
        f"SELECT {_DAY} FROM gold_daily_staffing_fact WHERE ccn = ? AND work_date BETWEEN CAST(? AS date) AND CAST(? AS date) ORDER BY work_date"
    ), (ccn, first, last)


_CONTRACT = " + ".join(f"{r.removeprefix('role_')}_contract_hours" for r in ROLES)  # missing where one is
_DAY = f"work_date, residents, cms_total_hours, cms_rn_hours, cms_lpn_hours, cms_aide_hours, {_CONTRACT} AS contract_hours, flags, is_incomplete, is_synthetic"


def all_days(ccn: str) -> Question:
    """Every day of the facility with every column, to export."""
    return "SELECT * FROM gold_daily_staffing_fact WHERE ccn = ? ORDER BY work_date", (ccn,)


def anomalies(ccn: str, quarter: str) -> Question:
    """What is unlikely in the facility's figures, by kind."""
    return (
        "SELECT kind, count(*) AS found, min(work_date) AS first_day, max(context) AS context FROM vw_anomalies WHERE ccn = ? AND quarter = ? GROUP BY kind ORDER BY kind"
    ), (ccn, quarter)


def anomaly_rates(quarter: str) -> Question:
    """How many of the facilities loaded show each kind in a quarter."""
    return "SELECT kind, rate FROM vw_anomaly_rates WHERE quarter = ? ORDER BY kind", (quarter,)


def files(quarter: str) -> Question:
    """Current files of a quarter of PBJ, and of every Provider Info release."""
    return (
        "SELECT dataset, period, file_name, file_sha256, published, file_rows_in, rows_live FROM gold_load_summary WHERE is_current AND (dataset <> 'pbj' OR period = ?) ORDER BY dataset, period, file_rank"
    ), (quarter,)
