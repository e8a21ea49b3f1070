"""The staffing mix: its figures are those of CMS's rows, and no change is told where none can be."""

from __future__ import annotations

import csv
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from kerok.dashboard.answers import Data, KeptAnswers
from kerok.dashboard.embedded import EmbeddedSource
from kerok.dashboard.questions import mix
from kerok.settings import load_settings
from tests.support.lakes import RI_PBJ

from .conftest import Open, text_of

ROLES = ("RNDON", "RNadmin", "RN", "LPNadmin", "LPN", "CNA", "NAtrn", "MedAide")


def data_of(home: Path) -> Data:
    return Data(EmbeddedSource(load_settings(str(home))).now(), KeptAnswers())


def sums_of_the_file(*roles: str) -> tuple[Decimal, Decimal]:
    """Hours and contract hours of Rhode Island's file on days with residents, cell by cell."""
    hours, contract = Decimal(0), Decimal(0)
    with RI_PBJ.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if int(row["MDScensus"]) > 0:
                hours += sum(Decimal(row[f"Hrs_{r}"]) for r in roles)
                contract += sum(Decimal(row[f"Hrs_{r}_ctr"]) for r in roles)
    return hours, contract


def share(hours: Decimal, contract: Decimal) -> str:
    return f"{(contract / hours * 100).quantize(Decimal('0.1'), ROUND_HALF_UP)} %"


def test_the_contract_share_is_that_of_the_files_cells(opened: Open, ri_home: Path) -> None:
    hours, contract = sums_of_the_file(*ROLES)
    text = text_of(opened(ri_home, "mix"))
    assert share(hours, contract) in text
    assert f"{contract.quantize(Decimal(1), ROUND_HALF_UP):,}" in text
    assert "75 facilities loaded, RI" in text


def test_each_role_has_the_share_of_its_own_cells(opened: Open, ri_home: Path) -> None:
    text = text_of(opened(ri_home, "mix"))
    for role, shown in (("CNA", "Nurse aide (CNA)"), ("LPN", "LPN direct care")):
        hours, contract = sums_of_the_file(role)
        assert f"<td>{shown}</td><td class=k-right>{hours.quantize(Decimal(1), ROUND_HALF_UP):,}</td>" in text
        assert share(hours, contract) in text


def test_the_role_set_of_the_url_is_the_one_counted(opened: Open, ri_home: Path) -> None:
    hours, contract = sums_of_the_file("RNDON", "RNadmin", "RN")
    text = text_of(opened(ri_home, "mix", roles="cms_rn"))
    assert "RN hours, 2023Q2" in text
    assert share(hours, contract) in text


def test_without_the_year_before_no_change_is_told(opened: Open, ri_home: Path) -> None:
    text = text_of(opened(ri_home, "mix"))
    assert "No change over a year is given: 2022Q2 is not loaded." in text
    assert "Grew most" not in text
    assert "highest contract share" in text


def test_who_is_left_out_of_the_ranking_is_counted_with_the_effect(opened: Open, ri_home: Path) -> None:
    rows = data_of(ri_home).rows("SELECT ccn, hours, contract_hours FROM vw_facility_hprd WHERE role_set = 'cms_total'")
    suspects = {r["ccn"] for r in data_of(ri_home).rows("SELECT ccn FROM vw_coverage_days WHERE suspect IS NOT NULL")}
    with_them, without = (share(sum(r["hours"] for r in some), sum(r["contract_hours"] for r in some)) for some in (rows, [r for r in rows if r["ccn"] not in suspects]))
    text = text_of(opened(ri_home, "mix"))
    assert f"Reporting may be incomplete at {len(suspects)} facilities" in text
    assert f"the contract share is {with_them} with them, {without} without" in text


def test_over_a_year_it_says_who_grew_and_who_fell(opened: Open, several_home: Path) -> None:
    text = text_of(opened(several_home, "mix", quarter="2024Q1"))
    assert "over a year" in text
    assert "Grew most" in text
    assert "Fell most" in text
    assert "Synthetic data" in text
    data = data_of(several_home)
    grew = data.rows(mix.GREW, "2024Q1", "2023Q1", "cms_total", "US", "US", mix.SMALLEST, mix.SMALLEST)
    fell = data.rows(mix.FELL, "2024Q1", "2023Q1", "cms_total", "US", "US", mix.SMALLEST, mix.SMALLEST)
    assert grew
    assert fell
    assert [r["change"] for r in grew] == sorted((r["change"] for r in grew), reverse=True)
    assert all(r["change"] < 0 for r in fell)
    assert not {r["ccn"] for r in grew} & {r["ccn"] for r in data.rows("SELECT ccn FROM vw_coverage_days WHERE suspect IS NOT NULL AND quarter IN ('2024Q1', '2023Q1')")}


def test_a_state_is_a_state_alone(opened: Open, several_home: Path) -> None:
    row = data_of(several_home).row("SELECT contract_hours, hours FROM vw_state_hprd WHERE state = 'PA' AND quarter = '2024Q1' AND role_set = 'cms_total'")
    assert row is not None
    text = text_of(opened(several_home, "mix", state="PA"))
    assert "Pennsylvania (PA)" in text
    assert share(row["hours"], row["contract_hours"]) in text
    assert "By state" not in text
