"""How full certified beds are, and staffing beside it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kerok.dashboard.answers import Data, Question

if TYPE_CHECKING:
    import pyarrow as pa

BY_MONTH = """
SELECT month, count(*) AS facilities, count(utilization) AS measured, sum(CASE WHEN utilization IS NOT NULL THEN resident_days END) AS resident_days,
    sum(CASE WHEN utilization IS NOT NULL THEN bed_days END) AS bed_days, count_if(is_over_certified) AS over_certified, count_if(beds_backfilled AND utilization IS NOT NULL) AS backfilled,
    max(beds_lag_days) AS most_lag_days
FROM vw_bed_utilization WHERE (? = 'US' OR state = ?) GROUP BY month ORDER BY month"""

BY_STATE = """
SELECT state, count(*) AS facilities, count(utilization) AS measured, sum(CASE WHEN utilization IS NOT NULL THEN resident_days END) AS resident_days,
    sum(CASE WHEN utilization IS NOT NULL THEN bed_days END) AS bed_days, count_if(is_over_certified) AS over_certified
FROM vw_bed_utilization WHERE month = CAST(? AS date) GROUP BY state ORDER BY state"""

CLASSES = """
SELECT CAST(floor(utilization * 20) AS integer) AS class, count(*) AS facilities FROM vw_bed_utilization
WHERE month = CAST(? AS date) AND (? = 'US' OR state = ?) AND utilization IS NOT NULL GROUP BY CAST(floor(utilization * 20) AS integer) ORDER BY class"""

_OF_MONTH = "FROM vw_bed_utilization v LEFT JOIN vw_coverage_days s ON s.ccn = v.ccn AND s.quarter = v.quarter WHERE v.month = CAST(? AS date) AND (? = 'US' OR v.state = ?)"

ALL = f"""
SELECT v.ccn, v.facility_name, v.state, v.month, v.resident_days, v.observed_days, v.certified_beds, v.bed_days, v.utilization, v.is_over_certified, v.beds_processing_date, v.beds_lag_days,
    v.beds_backfilled, v.beds_missing_reason, s.suspect {_OF_MONTH} ORDER BY v.ccn"""

_PAGE = f"""
SELECT ccn, facility_name, state, resident_days, observed_days, certified_beds, bed_days, utilization, is_over_certified, beds_processing_date, beds_lag_days, beds_missing_reason, suspect
FROM (SELECT v.ccn, v.facility_name, v.state, v.resident_days, v.observed_days, v.certified_beds, v.bed_days, v.utilization, v.is_over_certified, v.beds_processing_date, v.beds_lag_days,
    v.beds_missing_reason, s.suspect, row_number() OVER (ORDER BY {{}}) AS place {_OF_MONTH}) AS placed
WHERE place BETWEEN ? AND ? ORDER BY place"""

_APART = "CASE WHEN s.suspect IS NULL THEN 0 ELSE 1 END"

ORDERS = {
    "fullest": ("Fullest first", _PAGE.format(f"{_APART}, v.utilization DESC NULLS LAST, v.ccn")),
    "emptiest": ("Emptiest first", _PAGE.format(f"{_APART}, v.utilization NULLS LAST, v.ccn")),
    "unknown": ("Beds unknown first", _PAGE.format("CASE WHEN v.utilization IS NULL THEN 0 ELSE 1 END, v.ccn")),
}

EFFECT = f"""
SELECT count_if(s.suspect IS NOT NULL) AS suspects, sum(CASE WHEN v.utilization IS NOT NULL THEN v.resident_days END) AS resident_days,
    sum(CASE WHEN v.utilization IS NOT NULL THEN v.bed_days END) AS bed_days, sum(CASE WHEN v.utilization IS NOT NULL AND s.suspect IS NULL THEN v.resident_days END) AS resident_days_without,
    sum(CASE WHEN v.utilization IS NOT NULL AND s.suspect IS NULL THEN v.bed_days END) AS bed_days_without
{_OF_MONTH}"""

MONTH_POINTS = """
SELECT v.ccn, v.facility_name, v.state, v.hours, v.resident_days, v.hprd, v.utilization, v.certified_beds, s.suspect
FROM vw_staffing_vs_occupancy v LEFT JOIN vw_coverage_days s ON s.ccn = v.ccn AND s.quarter = v.quarter
WHERE v.month = CAST(? AS date) AND v.role_set = ? AND (? = 'US' OR v.state = ?) AND v.hprd IS NOT NULL AND v.utilization IS NOT NULL ORDER BY v.ccn"""

QUARTER_POINTS = """
SELECT q.ccn, q.facility_name, q.state, q.hours, q.resident_days, rate(q.hours, q.resident_days) AS hprd, rate(q.census_days, q.bed_days) AS utilization, q.certified_beds, s.suspect
FROM (SELECT ccn, quarter, max(facility_name) AS facility_name, max(state) AS state, sum(hours) AS hours, sum(resident_days) AS resident_days, sum(census_days) AS census_days,
        sum(certified_beds * observed_days) AS bed_days, max(certified_beds) AS certified_beds
    FROM vw_staffing_vs_occupancy WHERE quarter = ? AND role_set = ? AND (? = 'US' OR state = ?) AND utilization IS NOT NULL AND hprd IS NOT NULL GROUP BY ccn, quarter) AS q
LEFT JOIN vw_coverage_days s ON s.ccn = q.ccn AND s.quarter = q.quarter ORDER BY q.ccn"""

LEFT_OUT = """
SELECT count(*) AS facilities, count_if(has_beds = 0) AS without_beds, count_if(has_beds = 1 AND has_hours = 0) AS without_hours
FROM (SELECT ccn, max(CASE WHEN utilization IS NOT NULL THEN 1 ELSE 0 END) AS has_beds, max(CASE WHEN hprd IS NOT NULL THEN 1 ELSE 0 END) AS has_hours
    FROM vw_staffing_vs_occupancy WHERE quarter = ? AND role_set = ? AND (? = 'US' OR state = ?) AND (? = 'quarter' OR CAST(month AS varchar) = ?) GROUP BY ccn) AS facilities"""


def points(quarter: str, month: str | None, role_set: str, area: str) -> Question:
    """A point for each facility with known beds and hours: of a month, or of the quarter where ``month`` is None."""
    return (MONTH_POINTS, (month, role_set, area, area)) if month else (QUARTER_POINTS, (quarter, role_set, area, area))


def by_month(data: Data, area: str) -> dict[str, dict[str, Any]]:
    """Sums of an area's months, as 2023-04-01."""
    return {str(r["month"]): r for r in data.rows(BY_MONTH, area, area)}


@dataclass(frozen=True)
class Line:
    """A straight line by least squares, every facility counting once.

    Attributes:
        explained: Share of the differences of y that go with x (R squared).
        spread: Standard deviation of what the line leaves over, in the unit of y; 0 where every point lies on it.
    """

    slope: float
    intercept: float
    explained: float
    spread: float
    points: int

    def at(self, x: float) -> float:
        """Height of the line."""
        return self.intercept + self.slope * x


def fitted(xs: Sequence[float], ys: Sequence[float]) -> Line | None:
    """The line through the points; None of fewer than 10, or where all x or all y are the same."""
    n = len(xs)
    if n < 10:
        return None
    mean_x, mean_y = math.fsum(xs) / n, math.fsum(ys) / n
    xx = math.fsum((x - mean_x) ** 2 for x in xs)
    yy = math.fsum((y - mean_y) ** 2 for y in ys)
    xy = math.fsum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True))
    if xx < 1e-12 or yy < 1e-12:
        return None
    slope = xy / xx
    left = max(yy - slope * xy, 0.0)
    return Line(slope, mean_y - slope * mean_x, min(xy * xy / (xx * yy), 1.0), math.sqrt(left / (n - 2)), n)


@dataclass(frozen=True)
class Points:
    """A dot for each facility; rows are made of those alone that are listed.

    Attributes:
        table: The answer.
        xs: Occupancy in percent.
        ys: Hours per resident day.
    """

    table: pa.Table
    xs: list[float]
    ys: list[float]

    def __len__(self) -> int:
        return len(self.xs)

    @property
    def unrounded(self) -> list[float]:
        """Hours per resident day from their sums, to be rounded once."""
        hours, days = (self.table[column].cast("float64").to_pylist() for column in ("hours", "resident_days"))
        return [h / d for h, d in zip(hours, days, strict=True)]

    def texts(self, column: str) -> list[str | None]:
        """A column of text."""
        found: list[str | None] = self.table[column].to_pylist()
        return found

    def rows(self, places: Sequence[int]) -> list[dict[str, Any]]:
        """Some of the rows."""
        found: list[dict[str, Any]] = self.table.take(list(places)).to_pylist() if places else []
        return found

    def framed(self, occupancy: tuple[float, float], hprd: tuple[float, float]) -> list[dict[str, Any]]:
        """The points within a frame: ``occupancy`` in percent, ``hprd`` in hours per resident day, edges included."""
        (left, right), (low, high) = sorted(occupancy), sorted(hprd)
        return self.rows([n for n, (x, y) in enumerate(zip(self.xs, self.ys, strict=True)) if left <= x <= right and low <= y <= high])


def drawn(table: pa.Table) -> Points:
    """The answer to `points` as places in the drawing."""
    return Points(table, [x * 100 for x in table["utilization"].cast("float64").to_pylist()], table["hprd"].cast("float64").to_pylist())


@dataclass(frozen=True)
class Outlier:
    """A facility far from the line.

    Attributes:
        distance: Hours per resident day above (positive) or below the line.
    """

    row: dict[str, Any]
    distance: Decimal


def outliers(points: Points, line: Line, most: int = 8) -> list[Outlier]:
    """The facilities more than three spreads off the line, farthest first; of two as far, the one that stands first in the table."""
    off = [y - line.at(x) for x, y in zip(points.xs, points.ys, strict=True)]
    far = sorted((n for n, d in enumerate(off) if abs(d) > 3 * line.spread), key=lambda n: -abs(off[n]))[:most]
    return [Outlier(row, Decimal(str(off[n]))) for n, row in zip(far, points.rows(far), strict=True)]
