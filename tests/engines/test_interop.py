"""What PyIceberg, polars and Trino read from the lake's tables is what `kerok query` says, and the other way round."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars
import pytest
from pyiceberg.catalog.sql import SqlCatalog
from pyiceberg.table import StaticTable, Table

from kerok import contracts as declared
from kerok.contracts import Column, Contract
from kerok.engines import duckdb as duck
from kerok.iceberg import layout_of, planned_files
from kerok.lake import Lake
from kerok.query import Reader
from tests.support.drawn_files import days_of, pbj_csv, pbj_row, write
from tests.support.lakes import forget, lake_at, load, pointers, rows
from tests.support.position_deletes import lay_out
from tests.support.trino_server import Trino
from tests.support.trino_tables import metadata_location, register, repoint

TABLES = [c.name for c in declared.tables()]
SILVER = "silver_pbj_daily"
ARROW = {"varchar": {"string", "large_string"}, "bigint": {"int64"}, "integer": {"int32"}, "date": {"date32[day]"}, "boolean": {"bool"}}


@pytest.fixture(scope="module")
def here(demo_home: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every table as the lake itself reads it, rows in some order."""
    with Reader(lake_at(demo_home)).open() as connection:
        return {name: _sorted(connection.execute(f"SELECT * FROM {name}").fetchall()) for name in TABLES}


def _sorted(found: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return sorted(found, key=repr)


def _exactly(found: list[tuple[Any, ...]]) -> list[str]:
    """Values with their types and scales: 1 is not 1.00, nor True."""
    return [repr(row) for row in found]


def _tables(home: Path) -> dict[str, Table]:
    return {name: StaticTable.from_metadata(location) for name, location in pointers(home).items()}


@pytest.mark.parametrize("name", TABLES)
def test_pyiceberg_reads_the_same(demo_home: Path, here: dict[str, list[tuple[Any, ...]]], name: str) -> None:
    arrow = _tables(demo_home)[name].scan().to_arrow()
    contract = declared.contracts()[name]
    assert arrow.schema.names == list(contract.column_names)
    for column, kind in zip(contract.columns, arrow.schema.types, strict=True):
        assert str(kind) in ARROW.get(column.type, {column.type.replace("decimal", "decimal128").replace(",", ", ")}), column
    assert _exactly(_sorted([tuple(r.values()) for r in arrow.to_pylist()])) == _exactly(here[name])


@pytest.mark.parametrize("name", TABLES)
def test_polars_reads_the_same(demo_home: Path, here: dict[str, list[tuple[Any, ...]]], name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLARS_ICEBERG_PLANNER", "pyiceberg")
    frame = polars.scan_iceberg(_tables(demo_home)[name]).collect()
    assert frame.columns == list(declared.contracts()[name].column_names)
    assert _exactly(_sorted(frame.rows())) == _exactly(here[name])


def test_trino_reads_the_same(trino: Trino, demo_home: Path, here: dict[str, list[tuple[Any, ...]]]) -> None:
    for name, location in pointers(demo_home).items():
        contract = declared.contracts()[name]
        table = register(trino, location)
        found = _sorted(trino.query(f"SELECT * FROM {table}"))
        assert trino.columns == list(contract.column_names)
        assert [t.replace(", ", ",") for t in trino.types] == [c.type for c in contract.columns]
        assert _exactly(found) == _exactly(here[name]), name


def test_the_tables_are_not_empty(here: dict[str, list[tuple[Any, ...]]]) -> None:
    assert {name: len(found) > 0 for name, found in here.items()} == dict.fromkeys(TABLES, True) | {"gold_threshold": False}  # nobody's own lines were imported


def test_the_catalog_is_one_that_pyiceberg_opens(demo_home: Path) -> None:
    """As the user guide says to: read-only, by URI."""
    catalog = SqlCatalog("kerok", uri=f"sqlite:///file:{demo_home}/catalog.db?mode=ro&uri=true", init_catalog_tables="false")
    assert {name for _, name in catalog.list_tables("kerok_healthcare")} == set(TABLES)
    table = catalog.load_table(("kerok_healthcare", SILVER))
    assert table.format_version == 2
    assert table.schema().find_field("mds_census").doc.startswith("Residents in the facility that day")
    only = table.scan(row_filter="quarter = '2024Q1'", selected_fields=("ccn",)).to_arrow()
    assert only.num_rows == 725
    catalog.close()


# ------------------------------------------------------------------------------------------ other engines write


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A lake of two quarters of two facilities."""
    for quarter in ("2024Q1", "2024Q2"):
        load(tmp_path / "lake", _quarter_file(tmp_path, quarter))
    return tmp_path / "lake"


def _quarter_file(folder: Path, quarter: str, **cells: str) -> Path:
    found = [pbj_row(ccn, day, **cells) for ccn in ("015009", "015010") for day in days_of(quarter)]
    return write(folder / f"{quarter}{''.join(cells.values())}.csv", pbj_csv(found))


def _census(home: Path, quarter: str) -> list[tuple[int, int]]:
    found = rows(home, f"SELECT count(*) AS n, sum(mds_census) AS s FROM {SILVER} WHERE quarter = '{quarter}'")
    return [tuple(row.values()) for row in found]  # type: ignore[misc]


def test_trino_changes_a_table_and_the_lake_reads_it_right(trino: Trino, home: Path, tmp_path: Path) -> None:
    """Position deletes: rows of both quarters deleted, one changed, in Trino; then the lake reads, rebuilds and goes on."""
    before = pointers(home)[SILVER]
    name = register(trino, before)
    trino.query(f"DELETE FROM {name} WHERE ccn = '015009' AND day_of_month(work_date) = 1")
    trino.query(f"UPDATE {name} SET mds_census = 60 WHERE ccn = '015010' AND work_date = DATE '2024-04-01'")
    repoint(home / "catalog.db", ("kerok_healthcare", SILVER), before, metadata_location(trino, name))

    live = lake_at(home).live_files([SILVER])[SILVER]
    assert sum(bool(f.delete_files) for f in live) == 2
    wanted = {"2024Q1": [(179, 179 * 50)], "2024Q2": [(179, 179 * 50 + 10)]}
    assert {q: _census(home, q) for q in wanted} == wanted
    assert rows(home, f"SELECT work_date FROM {SILVER} WHERE ccn = '015009' AND day(work_date) = 1") == []
    assert _exactly(_sorted(trino.query(f"SELECT * FROM {name}"))) == _exactly(_read(home, SILVER))

    load(home, _quarter_file(tmp_path, "2024Q3"))
    assert {q: _census(home, q) for q in wanted} == wanted, "loading another quarter leaves these as they are"
    load(home, _quarter_file(tmp_path, "2024Q2", MDScensus="70"), accept_loss=True)
    assert _census(home, "2024Q2") == [(182, 182 * 70)], "every row of the quarter was replaced, deleted ones too"
    assert _census(home, "2024Q1") == wanted["2024Q1"]
    assert [bool(f.delete_files) for f in lake_at(home).live_files([SILVER])[SILVER] if f.partition == "2024Q2"] == [False]
    again = register(trino, pointers(home)[SILVER])
    assert _exactly(_sorted(trino.query(f"SELECT * FROM {again}"))) == _exactly(_read(home, SILVER))


def _read(home: Path, name: str) -> list[tuple[Any, ...]]:
    with Reader(lake_at(home)).open({name}) as connection:
        return _sorted(connection.execute(f"SELECT * FROM {name}").fetchall())


def test_a_list_of_live_files_made_for_another_snapshot_is_never_used(home: Path) -> None:
    """PyIceberg deletes rows behind the lake's back: the list kept for quick reads is out of date and made anew."""
    lake = lake_at(home)
    table = lake.catalog().inner.load_table(("kerok_healthcare", SILVER))
    table.delete("quarter = '2024Q1'")
    assert _census(home, "2024Q1") == [(0, None)]
    assert _census(home, "2024Q2") == [(182, 182 * 50)]
    with lake.ledger.reading() as connection:
        listed = connection.execute("SELECT value FROM kerok_meta WHERE name = ?", (f"listed:{SILVER}",)).fetchone()
    assert listed != (pointers(home)[SILVER],), "reading writes nothing"
    lake.open()
    with lake.ledger.reading() as connection:
        listed = connection.execute("SELECT value FROM kerok_meta WHERE name = ?", (f"listed:{SILVER}",)).fetchone()
    assert listed == (pointers(home)[SILVER],), "the next writer keeps the new list"
    assert _census(home, "2024Q2") == [(182, 182 * 50)]


def test_committed_position_deletes_are_read_right(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table as Trino left it once, for machines without Trino."""
    columns = {"ccn": "varchar", "work_date": "date", "quarter": "varchar", "hrs_rn": "decimal(9,2)", "mds_census": "bigint", "is_incomplete": "boolean"}
    contract = Contract("staffing", "table", "silver", "one row", "", tuple(Column(n, t) for n, t in columns.items()))
    monkeypatch.setattr(declared, "contracts", lambda: {"staffing": contract})
    files = planned_files(lay_out())
    assert {f.partition: len(f.delete_files) for f in files if f.delete_files} == {"2024Q1": 1, "2024Q2": 2}
    sql = duck.relation_sql("staffing", files, {name: number for number, name in enumerate(columns, start=1)})
    with duck.connect(lake_at(Path("/nonexistent")).settings) as connection:
        found = connection.execute(f"SELECT * FROM ({sql}) ORDER BY quarter, ccn, work_date").fetchall()
    assert found == [
        ("995001", dt.date(2024, 1, 2), "2024Q1", Decimal("0.00"), 0, False),
        ("99A193", dt.date(2024, 1, 1), "2024Q1", None, None, True),
        ("99A193", dt.date(2024, 4, 1), "2024Q2", Decimal("7.75"), 12, False),
        ("99A193", dt.date(2024, 4, 2), "2024Q2", Decimal("9.25"), 13, True),
        ("99A193", dt.date(2024, 7, 1), "2024Q3", Decimal("1.00"), 11, False),
    ]


# ------------------------------------------------------------------------------------------ columns come and go


@pytest.fixture
def older(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """An older version of Kerok, whose silver rows had no city; undo it to update."""
    real = declared.contracts()
    trimmed = {n: c if n != SILVER else replace(c, columns=tuple(k for k in c.columns if k.name != "city")) for n, c in real.items()}
    with monkeypatch.context() as patch:
        patch.setattr(declared, "contracts", lambda: trimmed)
        patch.setattr(declared, "fingerprint", lambda: "0" * 64)
        yield patch


def test_a_column_added_later_is_null_in_older_files(older: pytest.MonkeyPatch, tmp_path: Path) -> None:
    home = tmp_path / "lake"
    load(home, _quarter_file(tmp_path, "2024Q1"))
    before = lake_at(home).field_ids()[SILVER]
    assert "city" not in before
    content = _read(home, "gold_daily_staffing_fact")
    older.undo()

    assert rows(home, f"SELECT DISTINCT city, facility_name FROM {SILVER} ORDER BY 2") == [
        {"city": None, "facility_name": "HOME 015009"}, {"city": None, "facility_name": "HOME 015010"},
    ], "reading works before anything was written"  # fmt: skip

    load(home, _quarter_file(tmp_path, "2024Q2"))
    after = lake_at(home).field_ids()[SILVER]
    assert after == before | {"city": max(before.values()) + 1}, "ids stay, the new column has the next one"
    by_quarter = f"SELECT quarter, city, count(*) AS n, sum(mds_census) AS s FROM {SILVER} GROUP BY ALL ORDER BY ALL"
    wanted = [{"quarter": "2024Q1", "city": None, "n": 182, "s": 9100}, {"quarter": "2024Q2", "city": "TOWN", "n": 182, "s": 9100}]
    assert rows(home, by_quarter) == wanted
    layouts = {f.partition: f.layout for f in lake_at(home).live_files([SILVER])[SILVER]}
    assert layouts["2024Q2"] == layout_of(SILVER, after) != layouts["2024Q1"]
    assert {tuple(r)[: len(r)] for r in _read(home, "gold_daily_staffing_fact")} >= set(content)
    arrow = _tables(home)[SILVER].scan().to_arrow()
    assert sorted(arrow.schema.names) == sorted(declared.contracts()[SILVER].column_names)
    assert _sorted([tuple(r[c] for c in declared.contracts()[SILVER].column_names) for r in arrow.to_pylist()]) == _read(home, SILVER)

    load(home, _quarter_file(tmp_path, "2024Q1", MDScensus="51"), accept_loss=True)
    assert rows(home, by_quarter) == [{"quarter": "2024Q1", "city": "TOWN", "n": 182, "s": 182 * 51}, wanted[1]]


def test_a_column_that_another_engine_added_is_left_alone(home: Path, tmp_path: Path) -> None:
    with lake_at(home).catalog().inner.load_table(("kerok_healthcare", SILVER)).update_schema() as update:
        from pyiceberg.types import StringType

        update.add_column("remark", StringType())
    assert _census(home, "2024Q1") == [(182, 9100)]
    load(home, _quarter_file(tmp_path, "2024Q1", MDScensus="51"), accept_loss=True)
    assert _census(home, "2024Q1") == [(182, 182 * 51)]
    table = _tables(home)[SILVER]
    assert table.schema().find_field("remark").name == "remark"
    assert table.scan().to_arrow().num_rows == 364


def test_forgetting_takes_rows_out_for_every_reader(home: Path, tmp_path: Path) -> None:
    forget(home, _quarter_file(tmp_path, "2024Q1"))
    assert _census(home, "2024Q1") == [(0, None)]
    assert _tables(home)[SILVER].scan().to_arrow().num_rows == 182


def test_what_a_lake_is_to_other_tools(demo_home: Path) -> None:
    """Partitions and sort order as the contracts say; all data files inside the table's own folder."""
    for name, table in _tables(demo_home).items():
        contract = declared.contracts()[name]
        assert [f.name for f in table.spec().fields] == ([contract.partition] if contract.partition else [])
        for file in Lake.live_files(lake_at(demo_home), [name])[name]:
            assert file.path.startswith(f"{demo_home}/warehouse/kerok_healthcare/{name}/data/")
