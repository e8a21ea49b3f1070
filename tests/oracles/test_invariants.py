"""What must hold of any of CMS's files, on CMS's own rows."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.support import lakes
from tests.support.drawn_files import ROLES

ADJUSTED = {
    "total": ("reported_total_nurse_staffing", "case_mix_total_nurse_staffing", "adjusted_total_nurse_staffing"),
    "rn": ("reported_rn_staffing", "case_mix_rn_staffing", "adjusted_rn_staffing"),
    "aide": ("reported_nurse_aide_staffing", "case_mix_nurse_aide_staffing", "adjusted_nurse_aide_staffing"),
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("invariants") / "lake"
    lakes.load(folder, *sorted(lakes.CMS.glob("P*Nurse_Staffing_Q2_2024.csv")), *sorted(lakes.CMS.glob("pvh*.csv")), lakes.RI_PBJ, lakes.RI_PROVIDERINFO)
    lakes.load(folder, *sorted(lakes.CMS.glob("*ProviderInfo*.csv")))
    return folder


def test_employees_and_contract_staff_are_all_of_a_roles_hours(home: Path) -> None:
    """Exact in every row that CMS published."""
    for role in (r.lower() for r in ROLES):
        off = f"SELECT count(*), count(hrs_{role}) FROM silver_pbj_daily WHERE hrs_{role} IS DISTINCT FROM hrs_{role}_emp + hrs_{role}_ctr"
        assert lakes.tuples(home, off) == [(0, 0)], role
    assert lakes.tuples(home, "SELECT DISTINCT flags FROM silver_pbj_daily WHERE flags LIKE '%total_not%' OR flags LIKE '%missing%'") == []


def test_every_day_is_a_row_and_lies_in_its_quarter(home: Path) -> None:
    sql = "SELECT quarter, count(*), count(DISTINCT ccn), count(DISTINCT work_date), min(work_date)::VARCHAR, max(work_date)::VARCHAR FROM silver_pbj_daily GROUP BY 1 ORDER BY 1"
    assert lakes.tuples(home, sql) == [
        ("2020Q1", 182, 2, 91, "2020-01-01", "2020-03-31"), ("2023Q2", 6825, 75, 91, "2023-04-01", "2023-06-30"),
        ("2024Q2", 91, 1, 91, "2024-04-01", "2024-06-30"),
    ]  # fmt: skip


@pytest.mark.parametrize("measure", ADJUSTED)
def test_cms_adjusts_by_one_constant_per_release(home: Path, measure: str) -> None:
    """From July 2024: adjusted x case-mix / reported is the same for all facilities of a release, as far as five decimals tell."""
    reported, case_mix, adjusted = (f"{name}_hours_per_resident_per_day" for name in ADJUSTED[measure])
    sql = f"SELECT processing_date::VARCHAR, {adjusted} * {case_mix} / {reported}, {reported} FROM silver_providerinfo WHERE processing_date >= '2024-07-01' AND {reported} > 0"
    constants: dict[str, list[float]] = {}
    for date, constant, _ in lakes.tuples(home, sql):
        constants.setdefault(date, []).append(float(constant))
    assert set(constants) == {"2024-09-01", "2025-07-01"}
    for found in constants.values():
        assert len(found) >= 2
        assert max(found) - min(found) < 1e-4 * max(found)


def test_the_release_describes_the_quarter_that_its_values_match(home: Path) -> None:
    sql = "SELECT described_quarter, facilities, facilities_compared, facilities_matching, match_share FROM ops_release_quarter WHERE processing_date = '2023-10-01'"
    assert lakes.tuples(home, sql) == [("2023Q2", 74, 72, 72, Decimal(1))]
