"""What was loaded and how it went, what is flagged, and whether Kerok's figures are CMS's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kerok import contracts as declared

FILES = """
SELECT s.dataset, s.period, s.file_sha256, s.file_name, s.file_rank, s.is_national, s.is_current, s.areas, s.file_rows_in, s.file_rows_quarantined, s.file_rows_superseded, s.rows_kept,
    s.rows_live, s.flags, s.encoding, s.vintage, s.unmapped_columns, s.published, s.warnings, s.is_synthetic, o.received_at, o.rows_withdrawn
FROM gold_load_summary s LEFT JOIN ops_file_log o ON o.dataset = s.dataset AND o.file_sha256 = s.file_sha256
ORDER BY s.dataset, s.period DESC, s.file_rank DESC"""

NOT_LOADED = """
SELECT file_name, file_sha256, dataset, period, status, received_at, error FROM ops_file_log WHERE status NOT IN ('done', 'superseded') ORDER BY received_at DESC"""

AGREEMENT = """
SELECT measure, count(*) AS facilities, count(cms) AS reported, count_if(agrees) AS agree, count_if(agrees = false) AS differ, max(abs(difference)) AS most, max(processing_date) AS processing_date
FROM vw_reconciliation WHERE quarter = ? AND (? = 'US' OR state = ?) GROUP BY measure ORDER BY measure"""

AGREEMENT_BY_FACILITY = """
SELECT count(*) AS facilities, count_if(reported > 0) AS reported, count_if(reported > 0 AND differ = 0) AS agree, count_if(differ > 0) AS differ
FROM (SELECT ccn, count(cms) AS reported, count_if(agrees = false) AS differ FROM vw_reconciliation
    WHERE quarter = ? AND (? = 'US' OR state = ?) AND measure <> 'average_residents' GROUP BY ccn) AS facilities"""

AGREEMENT_BY_QUARTER = """
SELECT quarter, count(cms) AS reported, count_if(agrees) AS agree, count(DISTINCT ccn) AS facilities, count(DISTINCT CASE WHEN agrees = false THEN ccn END) AS facilities_differ
FROM vw_reconciliation WHERE (? = 'US' OR state = ?) GROUP BY quarter ORDER BY quarter"""

_DIFFERENT = """
SELECT ccn, facility_name, state, quarter, measure, ours, cms, difference, footnote, processing_date FROM vw_reconciliation
WHERE quarter = ? AND (? = 'US' OR state = ?) AND agrees = false"""

DIFFERENT = f"{_DIFFERENT} ORDER BY abs(difference) DESC, ccn, measure"

DIFFERENT_PAGE = """
SELECT ccn, facility_name, state, measure, ours, cms, difference, footnote FROM (
    SELECT ccn, facility_name, state, measure, ours, cms, difference, footnote, row_number() OVER (ORDER BY abs(difference) DESC, ccn, measure) AS place FROM vw_reconciliation
    WHERE quarter = ? AND (? = 'US' OR state = ?) AND agrees = false) AS placed
WHERE place BETWEEN ? AND ? ORDER BY place"""

NOT_REPORTED = """
SELECT coalesce(footnote, 'none') AS footnote, count(DISTINCT ccn) AS facilities FROM vw_reconciliation
WHERE quarter = ? AND (? = 'US' OR state = ?) AND measure = 'total' AND cms IS NULL GROUP BY coalesce(footnote, 'none') ORDER BY facilities DESC, footnote"""

NOT_DESCRIBED = """
SELECT count(*) AS facilities FROM vw_facility_hprd f LEFT JOIN vw_reconciliation r ON r.ccn = f.ccn AND r.quarter = f.quarter AND r.measure = 'total'
WHERE f.quarter = ? AND f.role_set = 'cms_total' AND (? = 'US' OR f.state = ?) AND r.ccn IS NULL"""

COVERAGE = """
SELECT count(*) AS facilities, sum(days_with_residents) AS days, sum(zero_rn_days) AS zero_rn, sum(under_8_rn_days) AS under_8, sum(zero_staff_days) AS zero_staff,
    count_if(zero_staff_days >= 4) AS four_or_more, count_if(suspect IS NOT NULL) AS suspect
FROM vw_coverage_days WHERE quarter = ? AND (? = 'US' OR state = ?)"""

_SUSPECT = """
SELECT c.ccn, c.facility_name, c.state, c.quarter, c.suspect, c.zero_staff_days, c.days_with_residents, f.hours, f.resident_days, f.hprd FROM vw_coverage_days c
LEFT JOIN vw_facility_hprd f ON f.ccn = c.ccn AND f.quarter = c.quarter AND f.role_set = 'cms_total'
WHERE c.quarter = ? AND (? = 'US' OR c.state = ?) AND c.suspect IS NOT NULL"""

SUSPECT = f"{_SUSPECT} ORDER BY c.zero_staff_days DESC, c.ccn"

SUSPECT_PAGE = """
SELECT ccn, facility_name, state, suspect, zero_staff_days, days_with_residents, hours, contract_hours, resident_days FROM (
    SELECT c.ccn, c.facility_name, c.state, c.suspect, c.zero_staff_days, c.days_with_residents, f.hours, f.contract_hours, f.resident_days, row_number() OVER (ORDER BY c.zero_staff_days DESC, c.ccn) AS place
    FROM vw_coverage_days c LEFT JOIN vw_facility_hprd f ON f.ccn = c.ccn AND f.quarter = c.quarter AND f.role_set = ?
    WHERE c.quarter = ? AND (? = 'US' OR c.state = ?) AND c.suspect IS NOT NULL) AS placed
WHERE place BETWEEN ? AND ? ORDER BY place"""

EFFECT = """
SELECT count_if(c.suspect IS NOT NULL) AS suspects, sum(f.hours) AS hours, sum(f.contract_hours) AS contract_hours, sum(f.resident_days) AS resident_days,
    sum(CASE WHEN c.suspect IS NULL THEN f.hours END) AS hours_without, sum(CASE WHEN c.suspect IS NULL THEN f.contract_hours END) AS contract_hours_without,
    sum(CASE WHEN c.suspect IS NULL THEN f.resident_days END) AS resident_days_without
FROM vw_facility_hprd f JOIN vw_coverage_days c ON c.ccn = f.ccn AND c.quarter = f.quarter WHERE f.quarter = ? AND f.role_set = ? AND (? = 'US' OR f.state = ?)"""

RARITY = "SELECT kind, anomalies, facilities, of_facilities, rate FROM vw_anomaly_rates WHERE quarter = ? ORDER BY rate DESC, kind"

ANOMALIES = """
SELECT ccn, facility_name, state, quarter, kind, work_date, value, context FROM vw_anomalies WHERE quarter = ? AND (? = 'US' OR state = ?) AND (? = 'all' OR kind = ?)
ORDER BY kind, ccn, work_date"""

ANOMALIES_COUNT = "SELECT count(*) AS n FROM vw_anomalies WHERE quarter = ? AND (? = 'US' OR state = ?) AND (? = 'all' OR kind = ?)"

ANOMALIES_PAGE = """
SELECT ccn, facility_name, state, kind, work_date, value, context FROM (
    SELECT ccn, facility_name, state, kind, work_date, value, context, row_number() OVER (ORDER BY kind, ccn, work_date) AS place FROM vw_anomalies
    WHERE quarter = ? AND (? = 'US' OR state = ?) AND (? = 'all' OR kind = ?)) AS placed
WHERE place BETWEEN ? AND ? ORDER BY place"""

MEASURES = {
    "total": "Total nurse HPRD", "rn": "RN HPRD", "lpn": "LPN HPRD", "licensed": "Licensed HPRD", "aide": "Nurse aide HPRD", "weekend_total": "Weekend total HPRD",
    "weekend_rn": "Weekend RN HPRD", "average_residents": "Average residents a day",
}  # fmt: skip


def flags(files: Sequence[dict[str, Any]]) -> dict[str, int]:
    """Rows by flag over files that count now, most first; a row with several flags counts for each."""
    found: dict[str, int] = {}
    for file in files:
        if file["is_current"]:
            for part in filter(None, (file["flags"] or "").split(",")):
                name, _, count = part.partition(":")
                found[name] = found.get(name, 0) + int(count)
    return dict(sorted(found.items(), key=lambda f: (-f[1], f[0])))


def meaning_of_flag(name: str) -> str:
    """What the flag says."""
    return str(declared.reference("flags")["flags"].get(name, name.replace("_", " ")))


def meaning_of_footnote(codes: str) -> str:
    """What CMS's footnote codes say, paraphrased; the codes themselves where they are not known."""
    known = {str(c["code"]): str(c["meaning"]) for c in declared.reference("providerinfo_footnotes")["codes"]}
    return "; ".join(known.get(code.strip(), f"footnote {code.strip()}") for code in codes.split(","))


def kinds() -> dict[str, str]:
    """Kinds of anomaly and what each is."""
    return {k["name"]: str(k["title"]).replace("at least this many", f"at least {k.get('limit')}") for k in declared.reference("anomalies")["kinds"]}
