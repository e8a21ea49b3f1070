"""What synthetic files are calibrated to: rounded national figures, and distributions over facilities as a few points each."""

from __future__ import annotations

import functools
from dataclasses import dataclass

ROLES = ("rndon", "rnadmin", "rn", "lpnadmin", "lpn", "cna", "natrn", "medaide")


@dataclass(frozen=True)
class National:
    """One quarter of the nation: residents per facility and day; hours per resident day; contract share of all hours in percent."""

    residents: float
    total: float
    rn: float
    rn_care: float
    aide: float
    care: float
    contract: float

    @property
    def lpn(self) -> float:
        """LPN hours per resident day, administrative ones included."""
        return self.total - self.rn - self.aide

    @property
    def lpn_care(self) -> float:
        """LPN hours of direct care per resident day."""
        return self.care - self.rn_care - self.aide


# Source: CMS PBJ, national aggregates (rounded). Columns as in National. The contract share of 2017Q2 is interpolated.
_NATIONAL = """
2017Q1 88.5 3.707 0.593 0.398 2.248 3.446 2.10
2017Q2 87.2 3.737 0.589 0.393 2.278 3.474 2.24
2017Q3 87.0 3.724 0.583 0.394 2.276 3.467 2.38
2017Q4 87.1 3.740 0.592 0.400 2.278 3.480 2.33
2018Q1 87.0 3.740 0.606 0.407 2.255 3.471 2.66
2018Q2 86.5 3.771 0.607 0.409 2.284 3.503 2.69
2018Q3 86.4 3.766 0.601 0.409 2.291 3.505 2.85
2018Q4 86.5 3.757 0.606 0.412 2.277 3.492 2.96
2019Q1 86.6 3.740 0.616 0.417 2.248 3.467 3.00
2019Q2 86.3 3.754 0.616 0.418 2.265 3.485 3.20
2019Q3 86.5 3.754 0.616 0.421 2.270 3.490 3.34
2019Q4 86.6 3.750 0.618 0.424 2.263 3.486 3.43
2020Q1 84.3 3.775 0.633 0.431 2.267 3.500 3.20
2020Q2 78.3 3.894 0.665 0.451 2.312 3.603 3.62
2020Q3 76.0 3.869 0.679 0.466 2.275 3.579 3.87
2020Q4 74.3 3.926 0.689 0.472 2.301 3.632 4.63
2021Q1 72.6 3.925 0.690 0.468 2.291 3.621 5.03
2021Q2 74.7 3.747 0.655 0.443 2.195 3.455 5.75
2021Q3 76.6 3.618 0.626 0.426 2.125 3.343 7.13
2021Q4 77.2 3.613 0.608 0.415 2.138 3.347 8.37
2022Q1 77.1 3.616 0.605 0.408 2.135 3.342 9.72
2022Q2 78.2 3.625 0.595 0.402 2.160 3.354 10.33
2022Q3 79.0 3.614 0.586 0.397 2.159 3.348 10.50
2022Q4 80.0 3.606 0.581 0.398 2.157 3.347 10.52
2023Q1 81.3 3.630 0.592 0.402 2.160 3.358 10.13
2023Q2 81.4 3.663 0.589 0.404 2.195 3.399 9.66
2023Q3 81.9 3.662 0.586 0.406 2.205 3.405 8.72
2023Q4 82.5 3.679 0.589 0.408 2.216 3.421 7.96
2024Q1 83.4 3.677 0.598 0.413 2.204 3.412 7.53
2024Q2 83.4 3.714 0.603 0.417 2.238 3.448 7.04
2024Q3 83.8 3.730 0.601 0.418 2.261 3.467 6.79
2024Q4 84.2 3.749 0.607 0.424 2.273 3.487 6.38
2025Q1 85.0 3.730 0.614 0.427 2.250 3.463 6.19
2025Q2 84.7 3.781 0.619 0.431 2.292 3.509 5.98
2025Q3 85.2 3.774 0.618 0.433 2.293 3.507 5.53
2025Q4 85.5 3.762 0.618 0.434 2.283 3.496 5.25
2026Q1 86.4 3.746 0.624 0.438 2.263 3.477 5.31
"""


@functools.cache
def _national_table() -> dict[str, National]:
    rows = [line.split() for line in _NATIONAL.split("\n") if line]
    return {row[0]: National(*(float(value) for value in row[1:])) for row in rows}


def national(quarter: str) -> National:
    """The published figures of a quarter; before the first and after the last, those of the nearest."""
    table = _national_table()
    return table[min(max(quarter, min(table)), max(table))]


# What a synthetic quarter loses or gains by whole days without staff, days without an RN and RN days brought up to eight hours.
# Levels are divided by these so that the totals come out again. Measured over 14,500 facilities.
KEPT = {"rn": 0.9955, "lpn": 0.9982, "aide": 0.9982}


@dataclass(frozen=True)
class Area:
    """A state, DC or Puerto Rico: facilities, residents per facility, total HPRD, contract percent, and where it lies, all coarse."""

    code: str
    facilities: int
    residents: float
    total: float
    contract: float
    latitude: float
    longitude: float


# Source: CMS PBJ 2025Q2, area aggregates, coarse: facilities and residents to the nearest five, HPRD in tenths, contract in whole percent.
# Then a point inside the area.
_AREAS = """
AK 20 40 6.0 13 61.2 -149.9;AL 225 95 3.9 1 33.0 -86.8;AR 215 75 4.1 2 34.9 -92.4;AZ 140 85 4.1 3 33.5 -112.0;CA 1140 90 4.4 3 36.8 -119.8
CO 205 75 3.6 7 39.3 -105.0;CT 190 100 3.7 6 41.6 -72.7;DC 15 135 4.3 5 38.9 -77.0;DE 45 90 4.2 6 39.1 -75.5;FL 685 110 3.8 2 28.1 -81.8
GA 350 90 3.5 4 33.0 -83.7;HI 40 80 4.5 8 21.4 -157.9;IA 390 50 3.8 5 42.0 -93.5;ID 80 55 4.0 6 43.6 -115.5;IL 665 95 3.3 7 40.3 -89.2
IN 510 70 3.7 4 40.0 -86.2;KS 295 50 4.0 5 38.5 -97.5;KY 265 80 3.8 4 37.7 -85.5;LA 260 90 3.7 5 31.0 -92.0;MA 335 95 3.8 6 42.3 -71.7
MD 220 105 3.8 9 39.2 -76.8;ME 75 65 4.3 11 44.6 -69.5;MI 420 85 4.0 3 43.0 -84.6;MN 335 60 4.2 5 45.5 -94.4;MO 480 70 3.4 5 38.4 -92.5
MS 200 75 4.0 5 32.7 -89.7;MT 55 55 3.8 10 46.6 -110.0;NC 410 85 3.6 10 35.6 -79.5;ND 75 60 4.7 12 47.3 -99.6;NE 175 55 4.1 8 41.2 -98.3
NH 75 80 3.9 13 43.2 -71.5;NJ 345 120 3.7 12 40.3 -74.5;NM 70 80 3.5 13 34.8 -106.2;NV 65 90 3.9 2 37.5 -115.7;NY 595 165 3.6 11 42.0 -74.9
OH 915 75 3.7 5 40.3 -82.8;OK 275 60 3.9 3 35.5 -97.3;OR 125 55 5.0 9 44.6 -122.6;PA 650 105 3.7 13 40.7 -77.2;PR 5 35 3.1 3 18.2 -66.3
RI 70 95 3.7 5 41.7 -71.5;SC 185 90 3.6 7 34.0 -81.0;SD 95 50 3.8 8 44.2 -98.6;TN 300 80 3.8 4 35.8 -86.6;TX 1165 75 3.3 3 31.2 -97.4
UT 100 60 3.8 3 40.5 -111.8;VA 290 100 3.6 6 37.5 -78.2;VT 35 70 4.1 25 44.1 -72.7;WA 190 75 4.3 5 47.3 -121.6;WI 320 55 4.2 9 44.2 -89.5
WV 120 80 3.6 4 38.8 -80.7;WY 35 55 3.8 4 42.9 -107.2
"""


@functools.cache
def areas() -> tuple[Area, ...]:
    """The 52 areas by name."""
    cells = [part.split() for part in _AREAS.strip().replace("\n", ";").split(";")]
    return tuple(Area(c[0], int(c[1]), *(float(v) for v in c[2:])) for c in cells)


# Where medication aides work: their share of aide hours.
MEDICATION_AIDES = {"MO": 0.24, "OK": 0.22, "KS": 0.19, "NE": 0.18, "TX": 0.18, "IN": 0.18, "MD": 0.12, "IA": 0.10, "KY": 0.10, "WI": 0.08,
                    "RI": 0.07, "OH": 0.07, "NC": 0.07, "MN": 0.06, "PA": 0.03, "GA": 0.04, "VA": 0.05, "OR": 0.08, "MT": 0.08, "NH": 0.06,
                    "CT": 0.01, "WV": 0.05, "SD": 0.10, "ND": 0.10, "TN": 0.02, "NM": 0.06, "CO": 0.05, "AZ": 0.02, "DE": 0.06}  # fmt: skip

# Distributions over facilities, rounded from CMS PBJ 2025Q2: the value at each share of facilities, straight lines between.
SHARES = (0.0, 0.001, 0.01, 0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95, 0.99, 0.999, 1.0)
NORMAL = (-3.7, -3.09, -2.326, -1.645, -1.282, -0.674, 0.0, 0.674, 1.282, 1.645, 2.326, 3.09, 3.7)
RESIDENTS = (1.3, 5.0, 16.0, 28.0, 35.0, 52.0, 77.0, 106.0, 139.0, 169.0, 264.0, 482.0, 730.0)
RN_HPRD = (0.03, 0.07, 0.15, 0.24, 0.30, 0.415, 0.58, 0.815, 1.13, 1.41, 2.49, 5.4, 8.0)
LPN_HPRD = (0.0, 0.02, 0.12, 0.34, 0.46, 0.65, 0.86, 1.06, 1.26, 1.42, 1.92, 3.5, 5.0)
AIDE_HPRD = (0.4, 0.8, 1.35, 1.67, 1.78, 1.99, 2.25, 2.60, 3.05, 3.38, 4.14, 4.8, 4.9)
RN_CARE_SHARE = (0.0, 0.02, 0.106, 0.33, 0.43, 0.56, 0.68, 0.78, 0.86, 0.90, 0.98, 1.0, 1.0)
LPN_CARE_SHARE = (0.3, 0.45, 0.58, 0.72, 0.77, 0.84, 0.93, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0)
OCCUPANCY = (0.22, 0.32, 0.42, 0.55, 0.62, 0.74, 0.84, 0.91, 0.95, 0.98, 1.01, 1.05, 1.08)
CONTRACT_SHARES = (0.0, 0.42, 0.50, 0.60, 0.70, 0.75, 0.80, 0.85, 0.90, 0.95, 0.97, 0.99, 0.999, 1.0)
CONTRACT = (0.0, 0.0, 0.005, 0.022, 0.051, 0.072, 0.099, 0.132, 0.184, 0.267, 0.324, 0.453, 0.78, 0.95)

# A role's hours Monday to Sunday, relative; weekdays 3.91 and weekends 3.26 hours per resident day over all roles.
WEEK = {
    "rndon": (1.0, 1.02, 1.02, 1.01, 0.95, 0.04, 0.04),
    "rnadmin": (0.97, 1.03, 1.03, 1.03, 0.94, 0.13, 0.13),
    "rn": (0.98, 1.01, 1.03, 1.01, 0.97, 0.84, 0.84),
    "lpnadmin": (0.97, 1.03, 1.03, 1.03, 0.94, 0.15, 0.15),
    "lpn": (0.98, 1.01, 1.01, 1.01, 0.99, 0.92, 0.91),
    "cna": (0.97, 1.01, 1.02, 1.01, 0.99, 0.94, 0.91),
    "natrn": (0.97, 1.03, 1.03, 1.03, 0.94, 0.70, 0.70),
    "medaide": (0.98, 1.01, 1.01, 1.01, 0.99, 0.93, 0.92),
}
# Spread of a role's hours from day to day, and how contract work leans on a role (1 = as on all hours).
DAY_NOISE = {"rndon": 0.04, "rnadmin": 0.14, "rn": 0.22, "lpnadmin": 0.20, "lpn": 0.18, "cna": 0.11, "natrn": 0.27, "medaide": 0.16}
CONTRACT_LEAN = {"rndon": 0.02, "rnadmin": 0.1, "rn": 1.15, "lpnadmin": 0.15, "lpn": 1.45, "cna": 1.0, "natrn": 0.05, "medaide": 0.25}

# Rates of rare days: of facilities per quarter, then of their days.
ZERO_CENSUS_HOMES, ZERO_CENSUS_STAFFED = 0.0006, 0.5
NO_STAFF_HOMES, NO_STAFF_DAYS = 0.0028, 0.0005
NO_RN_HOMES, NO_RN_DAYS_THERE, NO_RN_DAYS = 0.023, 0.145, 0.0004
UNDER_8_RN_LEFT = 0.32
OVER_24_DAYS = 0.00006
SUPPRESSED, NOT_IN_PROVIDERINFO, NEWLY_CERTIFIED = 0.015, 0.0012, 0.004

# Case mix since the July 2024 release: CMS's national constant of a role over the national HPRD of PBJ; the index of the nation.
CASE_MIX_2024 = {"rn": 1.103, "lpn": 0.998, "aide": 1.0185, "weekend": 1.023}
NATIONAL_INDEX = 1.375
# Before: case-mix HPRD of the average facility.
CASE_MIX_BEFORE = {"rn": 0.38, "lpn": 0.74, "aide": 2.08}
WEEKEND_TO_TOTAL = 0.877
