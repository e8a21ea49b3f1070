"""What became of facilities, what a re-release changed, and how far facilities are from a reference line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kerok import contracts as declared
from kerok.dashboard import words
from kerok.dashboard.answers import Data, Question

_CHANGED = """
SELECT c.ccn, d.facility_name, d.state, c.attribute, c.old, c.new, c.previous_processing_date, c.processing_date FROM vw_facility_changes c
JOIN gold_facility_dim d ON d.ccn = c.ccn WHERE (? = 'all' OR c.attribute = ?) AND (? = 'US' OR d.state = ?)"""

CHANGES = f"{_CHANGED} ORDER BY c.processing_date DESC, c.ccn, c.attribute"

CHANGES_PAGE = f"""
SELECT ccn, facility_name, state, attribute, old, new, previous_processing_date, processing_date FROM (
    SELECT ccn, facility_name, state, attribute, old, new, previous_processing_date, processing_date, row_number() OVER (ORDER BY processing_date DESC, ccn, attribute) AS place
    FROM ({_CHANGED}) AS changed) AS placed
WHERE place BETWEEN ? AND ? ORDER BY place"""

CHANGES_COUNTED = """
SELECT c.attribute, count(*) AS changes, count(DISTINCT c.ccn) AS facilities FROM vw_facility_changes c JOIN gold_facility_dim d ON d.ccn = c.ccn
WHERE (? = 'US' OR d.state = ?) GROUP BY c.attribute ORDER BY changes DESC, c.attribute"""

PRESENCE = """
SELECT reason, count(*) AS facilities, count_if(first_seen = quarter) AS first_time FROM vw_presence WHERE quarter = ? AND (? = 'US' OR state = ?) GROUP BY reason ORDER BY facilities DESC, reason"""

ABSENT = """
SELECT ccn, facility_name, state, quarter, reason, first_seen, last_seen, first_processing_date, last_processing_date FROM vw_presence
WHERE quarter = ? AND (? = 'US' OR state = ?) AND (? = 'all' OR reason = ?) AND reason <> 'present' ORDER BY reason, ccn"""

ABSENT_PAGE = """
SELECT ccn, facility_name, state, reason, first_seen, last_seen, first_processing_date, last_processing_date FROM (
    SELECT ccn, facility_name, state, reason, first_seen, last_seen, first_processing_date, last_processing_date, row_number() OVER (ORDER BY reason, ccn) AS place FROM vw_presence
    WHERE quarter = ? AND (? = 'US' OR state = ?) AND (? = 'all' OR reason = ?) AND reason <> 'present') AS placed
WHERE place BETWEEN ? AND ? ORDER BY place"""

APPEARED = """
SELECT ccn, facility_name, state, first_processing_date FROM vw_presence WHERE quarter = ? AND first_seen = quarter AND (? = 'US' OR state = ?) ORDER BY ccn LIMIT 50"""

SUCCESSORS = """
SELECT ccn, facility_name, state, successor_ccn, successor_name, why, last_quarter, successor_first_quarter FROM vw_possible_successor WHERE (? = 'US' OR state = ?)
ORDER BY last_quarter DESC NULLS LAST, ccn LIMIT 50"""

RELEASES = """
SELECT s.dataset, s.period, s.file_name, s.file_sha256, s.file_rank, s.is_national, s.is_current, s.published, s.rows_kept, s.rows_live, o.rows_withdrawn, o.received_at
FROM gold_load_summary s LEFT JOIN ops_file_log o ON o.dataset = s.dataset AND o.file_sha256 = s.file_sha256 ORDER BY s.dataset, s.period DESC, s.file_rank"""

SUMS = "SELECT ccn, facility_name, state, hours, resident_days FROM vw_facility_hprd WHERE quarter = ? AND role_set = ? ORDER BY ccn"

FIRST_LINE = "federal_2024_total"
"""The reference line that is shown where none is asked for."""

LINES = """
SELECT DISTINCT t.threshold_id, t.role_set, t.value, t.value_to, t.citation, t.legal_status, g.valid_from, g.valid_to FROM vw_thresholds t
LEFT JOIN gold_threshold g ON g.threshold_id = t.threshold_id WHERE t.quarter = ? ORDER BY t.threshold_id"""

BY_AREA = """
SELECT area, quarter, threshold_id, role_set, value, value_to, facilities, below_facilities, below_value_to_facilities, below_residents, below_days, hours_short, coverage, citation, legal_status
FROM vw_thresholds WHERE quarter = ? AND threshold_id = ? ORDER BY area"""

APART = """
SELECT count(f.hprd) AS facilities, count_if(f.hprd < CAST(? AS decimal(9, 4))) AS below_facilities FROM vw_facility_hprd f JOIN vw_coverage_days c ON c.ccn = f.ccn AND c.quarter = f.quarter
WHERE f.quarter = ? AND f.role_set = ? AND (? = 'US' OR f.state = ?) AND c.suspect IS NOT NULL"""

SPREAD = """
SELECT CAST(floor(hprd * 5) AS integer) AS class, count(*) AS facilities FROM vw_facility_hprd
WHERE quarter = ? AND role_set = ? AND (? = 'US' OR state = ?) AND hprd IS NOT NULL GROUP BY CAST(floor(hprd * 5) AS integer) ORDER BY class"""

REASONS = {
    "present": "in PBJ", "not_in_extract": "not in the extract: no national file of the quarter is loaded",
    "suppressed_by_cms": "certified, but not in CMS's national file: not submitted, or excluded as implausible", "opened_later": "opened later: first listed after the quarter",
    "closed": "closed: no longer listed after the quarter", "unknown": "what is loaded does not settle it",
}  # fmt: skip


def apart(value: Decimal | str, quarter: str, role_set: str, area: str) -> Question:
    """How many facilities' reporting may be incomplete, and how many of those are below a value."""
    return APART, (f"{Decimal(value).normalize():f}", quarter, role_set, area, area)


def in_force(line: dict[str, Any]) -> str:
    """From when to when a line of `LINES` is in force, as its file says; of those that come with Kerok the legal status tells."""
    first, last = line["valid_from"], line["valid_to"]
    if first is None and last is None:
        return "no days given"
    return " ".join(filter(None, (f"from {words.day(first)}" if first else "", f"to {words.day(last)}" if last else "")))


def attributes() -> dict[str, str]:
    """Attributes that are followed over the releases, with their titles."""
    return {a["name"]: a["title"] for a in declared.reference("changes")["attributes"]}


def re_released(rows: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Periods of which more than one file is loaded, each with its files in their order."""
    periods: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows:
        periods.setdefault((row["dataset"], row["period"]), []).append(row)
    return [files for files in periods.values() if len(files) > 1]


@dataclass(frozen=True)
class Moved:
    """A facility whose sums differ between two snapshots; None on the side where it is not.

    Attributes:
        then, now: Hours and resident days.
    """

    ccn: str
    name: str
    state: str | None
    then: tuple[Decimal | None, int | None] | None
    now: tuple[Decimal | None, int | None] | None


def moved(then: Data, now: Data, quarter: str, role_set: str, area: str) -> tuple[list[Moved], dict[str, tuple[Decimal, int]]]:
    """Facilities of an area whose quarter differs between two snapshots, and the area's sums in both (``then``, ``now``)."""
    sides = {name: {r["ccn"]: r for r in data.rows(SUMS, quarter, role_set) if area in ("US", r["state"])} for name, data in (("then", then), ("now", now))}
    found = []
    for ccn in sorted({*sides["then"], *sides["now"]}):
        a, b = (sides[s].get(ccn) for s in ("then", "now"))
        one, other = ((r["hours"], r["resident_days"]) if r else None for r in (a, b))
        if one != other:
            row = b or a or {}
            found.append(Moved(ccn, row["facility_name"], row["state"], one, other))
    sums = {
        name: (sum((r["hours"] for r in rows.values() if r["hours"] is not None), Decimal(0)), sum(r["resident_days"] for r in rows.values() if r["resident_days"] is not None)) for name, rows in sides.items()
    }
    return found, sums
