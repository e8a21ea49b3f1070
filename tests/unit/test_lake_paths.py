"""Lakes in folders with odd names: written, read by others, maintained."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import polars
import pytest
from pyiceberg.table import StaticTable

from kerok.iceberg import local_path, planned_files
from kerok.maintenance import maintain
from tests.support.drawn_files import days_of, pbj_csv, pbj_row, write
from tests.support.lakes import lake_at, load, pointers, rows, unreferenced

NAMES = ["with blank & more", "it's \"quoted\"", "100%25 %41", "ümläut 日本", "a*b[c]{d};e\\f:g"]


@pytest.mark.parametrize("name", NAMES)
def test_a_lake_works_wherever_it_lies(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLARS_ICEBERG_PLANNER", "pyiceberg")
    home = tmp_path / name / "lake"
    sql = "SELECT count(*) AS n, sum(mds_census) AS residents, sum(hrs_rn) AS hours FROM silver_pbj_daily"
    load(home, write(tmp_path / "a.csv", pbj_csv(pbj_row(day=day) for day in days_of("2024Q2")[:4])))
    load(home, write(tmp_path / "b.csv", pbj_csv(pbj_row(day=day, census="51") for day in days_of("2024Q2")[:4])), accept_loss=True)
    wanted = [{"n": 4, "residents": 204, "hours": Decimal("55.00")}]
    assert [r | {"hours": wanted[0]["hours"]} for r in rows(home, sql)] == wanted

    lake = lake_at(home)
    location = pointers(home)["silver_pbj_daily"]
    assert {f.path for f in planned_files(location)} == {f.path for f in lake.live_files(["silver_pbj_daily"])["silver_pbj_daily"]}
    assert all(Path(f.path).exists() for f in planned_files(location))
    table = StaticTable.from_metadata(location)
    assert sum(table.scan().to_arrow()["mds_census"].to_pylist()) == 204
    if not set(name) & set("*[]{}%\\"):  # polars takes paths for patterns, and percent signs for escapes
        assert polars.scan_iceberg(table).collect()["mds_census"].sum() == 204

    lake.settings.values.update({"maintain.keep_days": 0, "maintain.garbage_hours": 0})
    assert maintain(lake).files_removed > 0
    assert [r["residents"] for r in rows(home, sql)] == [204]
    assert unreferenced(home) == set()


@pytest.mark.parametrize(
    ("location", "path"),
    [("file:///a/b c%41?x", "/a/b c%41?x"), ("file:/a/b", "/a/b"), ("file:////a", "/a"), ("/a/b", "/a/b"), ("s3://bucket/a", "s3://bucket/a")],
)
def test_local_path(location: str, path: str) -> None:
    assert local_path(location) == path
