"""Choices of docs/decisions.md that no other suite holds: each would be undone silently."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from kerok import contracts as declared
from kerok import reach
from kerok.engines import duckdb as duck
from kerok.engines.compiled import CompiledSql
from kerok.iceberg import LiveFile, layout_of
from tests.support import lakes

DAILY = "silver_pbj_daily"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A lake of one home's quarter."""
    base = tmp_path_factory.mktemp("decisions")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(base / "cache"))
        lakes.load(base / "lake", lakes.CMS / "PBJ_Daily_Nurse_Staffing_Q2_2024.csv")
        yield base / "lake"


def catalog(home: Path, sql: str, *values: Any) -> None:
    """Change the catalog as another engine, or a fault, might have."""
    with closing(sqlite3.connect(home / "catalog.db")) as connection, connection:
        connection.execute(sql, values)


def fetched(sql: str) -> list[tuple[Any, ...]]:
    with closing(duckdb.connect()) as connection:
        return connection.execute(sql).fetchall()


def test_live_files_are_listed_anew_when_the_pointer_moved_without_us(home: Path, tmp_path: Path) -> None:
    copy = tmp_path / "lake"
    copy.mkdir()
    (copy / "catalog.db").write_bytes((home / "catalog.db").read_bytes())
    listed = lakes.lake_at(home).live_files([DAILY])[DAILY]
    catalog(copy, "UPDATE kerok_live_file SET metadata_location = 'elsewhere', file_path = 'gone.parquet' WHERE table_name = ?", DAILY)
    catalog(copy, "UPDATE kerok_meta SET value = 'elsewhere' WHERE name = ?", f"listed:{DAILY}")
    planned = lakes.lake_at(copy).live_files([DAILY])[DAILY]
    assert [(f.path, f.partition, f.record_count) for f in planned] == [(f.path, f.partition, f.record_count) for f in listed]
    assert len(listed) == 1


def test_files_with_todays_columns_are_read_by_name_and_others_by_field_id(home: Path, tmp_path: Path) -> None:
    lake = lakes.lake_at(home)
    ids, files = lake.field_ids()[DAILY], lake.live_files([DAILY])[DAILY]
    assert all(f.layout == layout_of(DAILY, ids) for f in files)
    quick, careful = (duck.relation_sql(DAILY, [LiveFile(f.path, f.partition, f.record_count, (), layout) for f in files], ids) for layout in (files[0].layout, ""))
    assert "schema=MAP" not in quick
    assert "schema=MAP" in careful
    assert fetched(f"{quick} ORDER BY ALL") == fetched(f"{careful} ORDER BY ALL")


def test_a_column_is_known_by_its_field_id_whatever_it_was_called(home: Path, tmp_path: Path) -> None:
    ids = lakes.lake_at(home).field_ids()[DAILY]
    path = tmp_path / "old.parquet"
    fetched(f"COPY (SELECT 7 AS census_then, '015009' AS provnum) TO '{path}' (FORMAT parquet, FIELD_IDS {{census_then: {ids['mds_census']}, provnum: {ids['ccn']}}})")
    old = duck.relation_sql(DAILY, [LiveFile(str(path), "2024Q2", 1)], ids)
    assert fetched(f"SELECT ccn, mds_census, hrs_rn FROM ({old})") == [("015009", 7, None)]


def test_hours_are_written_as_differences_and_what_repeats_in_a_dictionary(tmp_path: Path) -> None:
    columns = declared.contracts()[DAILY].columns
    ids = {c.name: i for i, c in enumerate(columns, start=1)}
    values = {"ccn": "'015009'", "state": "'AL'", "hrs_cna": "CAST(i / 100 AS DECIMAL(9, 2))"}
    cells = ", ".join(f"CAST({values.get(c.name, 'NULL')} AS {c.type}) AS {c.name}" for c in columns)
    rows = f"SELECT {cells} FROM range(20000) r(i)"
    with closing(duckdb.connect()) as connection:
        duck.write_parquet(connection, DAILY, rows, tmp_path / "days.parquet", ids, ordered=False)
    group = pq.read_metadata(tmp_path / "days.parquet").row_group(0)
    encodings = {group.column(i).path_in_schema: group.column(i).encodings for i in range(group.num_columns)}
    assert "DELTA_BINARY_PACKED" in encodings["hrs_cna"]
    assert any("DICTIONARY" in e for e in encodings["state"])


def test_a_release_reaches_366_days_and_no_further() -> None:
    assert reach.REACH_DAYS == 366
    assert [reach.in_reach("2024Q2", day) for day in ("2023-04-01", "2023-03-31", "2025-07-01", "2025-07-02")] == [True, False, True, False]


def test_rendered_sql_is_kept_for_one_state_of_the_sql(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    text = CompiledSql().select("vw_staffing_mix", "duckdb")
    kept = list((tmp_path / "kerok").glob("*.json"))
    assert CompiledSql().select("vw_staffing_mix", "duckdb") == text
    monkeypatch.setattr(declared, "fingerprint", lambda: "0" * 64)
    CompiledSql().select("vw_staffing_mix", "duckdb")
    assert len(list((tmp_path / "kerok").glob("*.json"))) == len(kept) + 1 == 2


def test_an_unwritable_cache_only_costs_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert "vw_staffing_mix" not in CompiledSql().select("vw_staffing_mix", "duckdb")
