"""Reference lines of the user's own: a file is taken in whole or not at all."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from kerok import thresholds
from kerok.errors import KerokError, UsageError
from kerok.trace import trace
from tests.support.lakes import RI_PBJ, lake_at, load, rows, sha256

HEADER = "state,role_set,value,value_to,valid_from,valid_to,citation"


@pytest.fixture(scope="module")
def rhode_island(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("thresholds") / "lake"
    load(home, RI_PBJ)
    return home


def file_of(folder: Path, *lines: str, header: str = HEADER) -> Path:
    path = folder / "states.csv"
    path.write_text("\n".join([header, *lines]) + "\n", "utf-8")
    return path


def test_a_line_is_imported_measured_replaced_and_removed(rhode_island: Path, tmp_path: Path) -> None:
    lake = lake_at(rhode_island)
    path = file_of(tmp_path, "RI,cms_total,3.64,3.81,2022-01-01,,R.I. Gen. Laws", "MA,care,3.58,,,,105 CMR 150")
    lines, replaced = thresholds.import_lines(lake, path)
    assert ([n.threshold_id for n in lines], replaced) == (["ri_cms_total_2022_01_01", "ma_care"], 0)
    (row,) = rows(rhode_island, "SELECT * FROM vw_thresholds WHERE threshold_id IN ('ri_cms_total_2022_01_01', 'ma_care')")
    assert (row["area"], row["value"], row["value_to"], row["citation"]) == ("RI", Decimal("3.64"), Decimal("3.81"), "R.I. Gen. Laws")
    homes = [r["hprd"] for r in rows(rhode_island, "SELECT hprd FROM vw_facility_hprd WHERE role_set = 'cms_total'")]
    assert (row["below_facilities"], row["below_value_to_facilities"]) == (sum(h < Decimal("3.64") for h in homes), sum(h < Decimal("3.81") for h in homes))
    assert {n.file_sha256 for n in thresholds.own(lake)} == {sha256(path)}

    lines, replaced = thresholds.import_lines(lake, file_of(tmp_path, "RI,cms_total,3.00,,2022-01-01,2022-12-31,R.I. Gen. Laws"))
    assert (replaced, len(thresholds.own(lake))) == (1, 2)
    assert rows(rhode_island, "SELECT * FROM vw_thresholds WHERE threshold_id LIKE 'ri_%'") == []  # no longer in force in 2023

    with pytest.raises(UsageError, match="no imported line"):
        thresholds.remove_lines(lake, ("ma_care", "nosuch"))
    with pytest.raises(UsageError, match="comes with Kerok"):
        thresholds.remove_lines(lake, ("federal_2024_rn",))
    assert len(thresholds.own(lake)) == 2
    thresholds.remove_lines(lake, ("ma_care", "ri_cms_total_2022_01_01"))
    assert thresholds.own(lake) == []


def test_every_bad_row_is_named_and_nothing_is_imported(rhode_island: Path, tmp_path: Path) -> None:
    path = file_of(
        tmp_path, "Ohio,cms_total,2.5,,,,x", "OH,total,2.5,,,,x", "OH,care,25,,,,x", "OH,care,two,,,,x", "OH,care,2.5,2.4,,,x", "OH,care,2.5,,01/02/2024,,x",
        "OH,care,2.5,,2024-02-01,2024-01-01,x", "OH,care,2.5,,,,", "OH,care,2.5,,,,x,y", "OH,cms_rn,2.5,,,,good",
    )  # fmt: skip
    with pytest.raises(UsageError, match=r"nothing imported from states\.csv") as caught:
        thresholds.import_lines(lake_at(rhode_island), path)
    for row in range(2, 11):
        assert f"row {row}: " in caught.value.where
    assert "row 11" not in caught.value.where
    assert thresholds.own(lake_at(rhode_island)) == []


@pytest.mark.parametrize(
    ("header", "line", "says"),
    [
        ("state,role_set,value", "RI,care,3", "no column citation"),
        (HEADER + ",hours", "RI,care,3,,,,x,9", "column 'hours' means nothing here"),
        (HEADER + ",threshold_id", "RI,care,3,,,,x,federal_2024_rn", "comes with Kerok"),
        (HEADER, "RI,care,3,,,,x\nRI,care,4,,,,x", "ri_care is there 2 times"),
        (HEADER, "", "it has no rows"),
    ],
)
def test_a_file_that_is_none(tmp_path: Path, header: str, line: str, says: str) -> None:
    with pytest.raises(UsageError) as caught:
        thresholds.read_lines(file_of(tmp_path, line, header=header))
    assert says in caught.value.where


def test_the_lines_that_come_with_kerok_say_that_none_is_in_force() -> None:
    lines = {n.threshold_id: n for n in thresholds.shipped()}
    assert {i: (n.role_set, str(n.value)) for i, n in lines.items()} == {
        "federal_2024_total": ("cms_total", "3.48"), "federal_2024_rn": ("cms_rn", "0.55"), "federal_2024_aide": ("cms_aide", "2.45"),
        "study_2001_total": ("cms_total", "4.1"), "study_2001_rn": ("cms_rn", "0.75"),
    }  # fmt: skip
    assert all("never" in (n.legal_status or "") and n.citation for n in lines.values())
    assert all("repealed" in (n.legal_status or "") for i, n in lines.items() if i.startswith("federal"))


def test_a_lake_of_before_reads_as_if_no_line_was_imported(tmp_path: Path) -> None:
    """A table that this version added is empty until the lake is next opened for writing; then it stands."""
    load(tmp_path, RI_PBJ)
    lake = lake_at(tmp_path)
    with lake.ledger.writing() as connection:
        connection.execute("DELETE FROM iceberg_tables WHERE table_name = 'gold_threshold'")
        connection.execute("UPDATE kerok_meta SET value = json_remove(value, '$.gold_threshold') WHERE name = 'field_ids'")
        connection.execute("UPDATE kerok_meta SET value = 'of before' WHERE name = 'contracts'")
    assert thresholds.own(lake) == []
    assert len(rows(tmp_path, "SELECT * FROM vw_thresholds WHERE area = 'RI'")) == 5
    thresholds.import_lines(lake, file_of(tmp_path, "RI,care,3,,,,x"))
    assert len(rows(tmp_path, "SELECT * FROM vw_thresholds WHERE area = 'RI'")) == 6


def test_a_line_cannot_be_traced_and_says_so(rhode_island: Path, tmp_path: Path) -> None:
    thresholds.import_lines(lake_at(rhode_island), file_of(tmp_path, "RI,care,3,,,,x"))
    with pytest.raises(KerokError, match="from a file of your own"):
        trace(lake_at(rhode_island), "gold_threshold", {"threshold_id": "ri_care"})
    thresholds.remove_lines(lake_at(rhode_island), ("ri_care",))
