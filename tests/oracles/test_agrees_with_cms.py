"""Agreement with CMS, exactly: Rhode Island 2023Q2 recomputed independently, 015009, the pair of 2020Q1, and what CMS reported."""

from __future__ import annotations

import csv
import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from tests.support.lakes import CMS, RI_PBJ, RI_PROVIDERINFO, load, rows, tuples

ROLES = ("RNDON", "RNadmin", "RN", "LPNadmin", "LPN", "CNA", "NAtrn", "MedAide")
# Written out here on purpose: the tests do not take the definitions from the product.
ROLE_SETS = {
    "cms_total": ROLES, "cms_rn": ROLES[:3], "cms_lpn": ROLES[3:5], "cms_licensed": ROLES[:5], "cms_aide": ROLES[5:],
    "care": ("RN", "LPN", "CNA", "NAtrn", "MedAide"), "rn_care": ("RN",), "rn_lpn_cna": ("RN", "LPN", "CNA"),
    **{f"role_{r.lower()}": (r,) for r in ROLES},
}  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake with every CMS excerpt of the tests."""
    folder = tmp_path_factory.mktemp("oracles") / "lake"
    load(folder, RI_PBJ, RI_PROVIDERINFO, CMS / "PBJ_Daily_Nurse_Staffing_Q2_2024.csv", CMS / "pvh_PBJ_Daily_Nurse_Staffing_CY_2020Q1.csv")
    return folder


def days_of(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        yield from csv.DictReader(stream)


def half_up(value: Decimal, places: str) -> Decimal:
    return value.quantize(Decimal(places), ROUND_HALF_UP)


def sums(path: Path, key: str = "PROVNUM") -> dict[tuple[str, str], list[Decimal]]:
    """By facility (or state) and role set: hours, resident days, weekend hours, weekend resident days, contract hours, days, in plain Python."""
    found: dict[tuple[str, str], list[Decimal]] = defaultdict(lambda: [Decimal(0)] * 6)
    for day in days_of(path):
        census = Decimal(day["MDScensus"])
        if census <= 0:
            continue
        date = dt.datetime.strptime(day["WorkDate"], "%Y%m%d").date()
        for name, members in ROLE_SETS.items():
            hours = sum((Decimal(day[f"Hrs_{m}"]) for m in members), Decimal(0))
            contract = sum((Decimal(day[f"Hrs_{m}_ctr"]) for m in members), Decimal(0))
            weekend = date.isoweekday() >= 6
            add = [hours, census, hours if weekend else Decimal(0), census if weekend else Decimal(0), contract, Decimal(1)]
            total = found[day[key], name]
            found[day[key], name] = [a + b for a, b in zip(total, add, strict=True)]
    return found


@pytest.mark.parametrize(
    ("path", "quarter"),
    [(RI_PBJ, "2023Q2"), (CMS / "PBJ_Daily_Nurse_Staffing_Q2_2024.csv", "2024Q2"), (CMS / "pvh_PBJ_Daily_Nurse_Staffing_CY_2020Q1.csv", "2020Q1")],
)
def test_every_facility_and_role_set_equals_an_independent_computation(home: Path, path: Path, quarter: str) -> None:
    wanted = sums(path)
    got = {(r["ccn"], r["role_set"]): r for r in rows(home, f"SELECT * FROM vw_facility_hprd WHERE quarter = '{quarter}'")}
    assert {k for k, r in got.items() if r["days_counted"]} == set(wanted)
    for key, (hours, days, weekend_hours, weekend_days, contract, counted) in wanted.items():
        row = got[key]
        measured = (row["hours"], row["resident_days"], row["weekend_hours"], row["weekend_resident_days"], row["contract_hours"], row["days_counted"])
        assert measured == (hours, days, weekend_hours, weekend_days, contract, counted), key
        assert row["hprd"] == half_up(hours / days, "0.000001")
        assert row["weekend_hprd"] == half_up(weekend_hours / weekend_days, "0.000001")


def test_the_state_row_of_rhode_island(home: Path) -> None:
    (row,) = rows(home, "SELECT * FROM vw_state_hprd WHERE state = 'RI' AND quarter = '2023Q2' AND role_set = 'cms_total'")
    assert (row["hours"], row["resident_days"], row["facilities"]) == (Decimal("2301390.54"), 625246, 75)
    assert row["hprd"] == Decimal("3.680776")  # published 3.6807761105229
    assert row["hprd"] not in (Decimal("3.687700"), Decimal("3.760300"))  # the mean of facilities, the mean of days
    assert row["coverage"] == "partial"


def test_every_value_that_cms_reported_is_reproduced(home: Path) -> None:
    with RI_PROVIDERINFO.open(encoding="utf-8-sig", newline="") as stream:
        reported = {r["CMS Certification Number (CCN)"]: r for r in csv.DictReader(stream)}
    columns = {
        "total": "Reported Total Nurse Staffing Hours per Resident per Day", "rn": "Reported RN Staffing Hours per Resident per Day",
        "lpn": "Reported LPN Staffing Hours per Resident per Day", "aide": "Reported Nurse Aide Staffing Hours per Resident per Day",
        "licensed": "Reported Licensed Staffing Hours per Resident per Day",
        "weekend_total": "Total number of nurse staff hours per resident per day on the weekend",
        "weekend_rn": "Registered Nurse hours per resident per day on the weekend", "average_residents": "Average Number of Residents per Day",
    }  # fmt: skip
    got = rows(home, "SELECT ccn, measure, ours, cms, difference, agrees, footnote FROM vw_reconciliation WHERE quarter = '2023Q2'")
    assert len(got) == 8 * 74
    for row in got:
        cell = reported[row["ccn"]][columns[row["measure"]]]
        assert row["cms"] == (Decimal(cell) if cell else None)
        if cell:
            assert (row["ours"], row["agrees"], row["difference"]) == (Decimal(cell), True, 0), row
        else:
            assert (row["agrees"], row["footnote"]) == (None, "6"), row
    assert sum(bool(r["agrees"]) for r in got) == 72 * 7 + 74


def test_015009_and_its_months(home: Path) -> None:
    facility = {r["role_set"]: r for r in rows(home, "SELECT * FROM vw_facility_hprd WHERE ccn = '015009' AND quarter = '2024Q2'")}
    total = facility["cms_total"]
    assert (total["resident_days"], total["hours"]) == (4849, Decimal("20819.70"))
    for role_set, published in {"cms_total": "4.29361", "cms_rn": "1.28749", "cms_lpn": "0.42259", "cms_aide": "2.58352", "care": "3.95035"}.items():
        assert half_up(facility[role_set]["hours"] / facility[role_set]["resident_days"], "0.00001") == Decimal(published)
    for role_set, published in {"cms_total": "3.30871", "cms_rn": "0.76957"}.items():
        row = facility[role_set]
        assert half_up(row["weekend_hours"] / row["weekend_resident_days"], "0.00001") == Decimal(published)
    assert total["contract_hours"] == 0
    months = tuples(
        home,
        "SELECT CAST(month AS VARCHAR), resident_days, hours FROM gold_monthly_staffing_fact"
        " WHERE ccn = '015009' AND quarter = '2024Q2' AND role_set = 'cms_total' ORDER BY month",
    )
    assert months == [
        ("2024-04-01", 1576, Decimal("6741.29")), ("2024-05-01", 1617, Decimal("6922.03")), ("2024-06-01", 1656, Decimal("7156.38")),
    ]  # fmt: skip


def test_the_negative_oracles_are_not_hit(home: Path) -> None:
    """The mean of daily ratios (4.29478 for 015009), a mangled CCN (035513 for 335513) and a missing WorkDate."""
    (hprd,) = (r["hprd"] for r in rows(home, "SELECT hprd FROM vw_facility_hprd WHERE ccn = '015009' AND role_set = 'cms_total'"))
    assert half_up(hprd, "0.00001") != Decimal("4.29478")
    assert rows(home, "SELECT count(*) AS n FROM silver_pbj_daily WHERE work_date IS NULL OR ccn IN ('005009', '035513')") == [{"n": 0}]
    assert rows(home, "SELECT DISTINCT ccn FROM silver_pbj_daily WHERE quarter = '2024Q2'") == [{"ccn": "015009"}]
    assert rows(home, "SELECT DISTINCT county_fips FROM silver_pbj_daily WHERE ccn = '015009'") == [{"county_fips": "059"}]


def test_invariants_of_any_quarter(home: Path) -> None:
    """Total = RN + LPN + aide; employee + contract = all; rows = facility-days; every day lies in its quarter."""
    wide = rows(home, "SELECT * FROM gold_quarterly_provider_fact")
    for row in wide:
        assert row["cms_total_hours"] == row["cms_rn_hours"] + row["cms_lpn_hours"] + row["cms_aide_hours"] == row["cms_licensed_hours"] + row["cms_aide_hours"]
        assert row["cms_total_hours"] == row["cms_total_employee_hours"] + row["cms_total_contract_hours"]
        assert 0 < row["cms_total_hprd"] <= 12
        assert row["cms_aide_hprd"] <= Decimal("5.25")
    assert sum(r["days"] for r in wide) == 6825 + 91 + 182
    off = "SELECT count(*) AS n FROM silver_pbj_daily WHERE quarter <> year(work_date) || 'Q' || quarter(work_date)"
    assert rows(home, off) == [{"n": 0}]


def test_beds_of_rhode_island_say_that_they_are_from_later(home: Path) -> None:
    lags = tuples(home, "SELECT DISTINCT CAST(month AS VARCHAR), beds_lag_days, beds_backfilled FROM vw_bed_utilization WHERE state = 'RI' AND certified_beds IS NOT NULL ORDER BY 1")
    assert lags == [("2023-04-01", -154, True), ("2023-05-01", -123, True), ("2023-06-01", -93, True)]
