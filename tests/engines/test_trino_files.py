"""PyIceberg, polars and Trino on the same files of a local disk: each reads what another wrote, row deletes included."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import polars
import pytest
from pyiceberg.catalog.sql import SqlCatalog
from pyiceberg.io.pyarrow import parquet_file_to_data_file
from pyiceberg.partitioning import PartitionField, PartitionSpec
from pyiceberg.schema import Schema
from pyiceberg.table import Table
from pyiceberg.transforms import IdentityTransform
from pyiceberg.types import BooleanType, DateType, DecimalType, LongType, NestedField, StringType

from tests.support.position_deletes import lay_out
from tests.support.trino_server import Trino
from tests.support.trino_tables import metadata_location, register, repoint, unregister

IDENTIFIER = ("kerok_healthcare", "staffing")
COLUMNS = "ccn, work_date, quarter, hrs_rn, mds_census, is_incomplete"
SCHEMA = Schema(
    NestedField(1, "ccn", StringType(), required=False),
    NestedField(2, "work_date", DateType(), required=False),
    NestedField(3, "quarter", StringType(), required=False),
    NestedField(4, "hrs_rn", DecimalType(9, 2), required=False),
    NestedField(5, "mds_census", LongType(), required=False),
    NestedField(6, "is_incomplete", BooleanType(), required=False),
)
BY_QUARTER = PartitionSpec(PartitionField(3, 1000, IdentityTransform(), "quarter"))

Row = tuple[str, datetime.date, str, Decimal | None, int | None, bool | None]

Q1: list[Row] = [
    ("995001", datetime.date(2024, 1, 1), "2024Q1", Decimal("31.25"), 50, False),
    ("995001", datetime.date(2024, 1, 2), "2024Q1", Decimal("0.00"), 0, False),
    ("99A193", datetime.date(2024, 1, 1), "2024Q1", None, None, True),
]
Q2: list[Row] = [
    ("995001", datetime.date(2024, 4, 1), "2024Q2", Decimal("28.50"), 51, False),
    ("99A193", datetime.date(2024, 4, 1), "2024Q2", Decimal("7.75"), 12, False),
    ("99A193", datetime.date(2024, 4, 2), "2024Q2", Decimal("8.00"), 12, None),
]

CHANGED: list[Row] = [
    Q1[1],
    Q1[2],
    Q2[1],
    ("99A193", datetime.date(2024, 4, 2), "2024Q2", Decimal("9.25"), 13, True),
    ("99A193", datetime.date(2024, 7, 1), "2024Q3", Decimal("1.00"), 11, False),
]
"""The table after `_change_rows`."""


@dataclass
class Lake:
    """A catalog in a file and one table of two quarters, each quarter one file that DuckDB wrote."""

    database: Path
    catalog: SqlCatalog

    def table(self) -> Table:
        return self.catalog.load_table(IDENTIFIER)


@pytest.fixture
def lake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lake]:
    monkeypatch.setenv("POLARS_ICEBERG_PLANNER", "pyiceberg")
    home = tmp_path / "a lake with 100% blanks"
    home.mkdir()
    database = home / "catalog.db"
    catalog = SqlCatalog("kerok", uri=f"sqlite:///{database}", warehouse=f"file://{home}/tables")
    catalog.create_namespace(IDENTIFIER[0])
    table = catalog.create_table(IDENTIFIER, SCHEMA, partition_spec=BY_QUARTER, properties={"format-version": "2"})
    for rows in (Q1, Q2):
        _append(table, rows)
    yield Lake(database, catalog)
    catalog.close()


def test_trino_reads_what_pyiceberg_committed(trino: Trino, lake: Lake) -> None:
    table = lake.table()
    name = register(trino, table.metadata_location)

    assert _trino_rows(trino, name) == Q1 + Q2
    assert trino.columns == [field.name for field in SCHEMA.fields]
    assert trino.types == ["varchar", "date", "varchar", "decimal(9, 2)", "bigint", "boolean"]
    assert _pyiceberg_rows(table) == Q1 + Q2
    assert _polars_rows(table) == Q1 + Q2


def test_trino_prunes_by_partition(trino: Trino, lake: Lake) -> None:
    name = register(trino, lake.table().metadata_location)

    paths = trino.query(f"""SELECT DISTINCT "$path" FROM {name} WHERE quarter = '2024Q2'""")

    assert paths == [(f"{lake.table().location()}/data/quarter=2024Q2/0.parquet",)]


def test_trino_reads_the_version_that_was_registered(trino: Trino, lake: Lake) -> None:
    earlier = register(trino, lake.table().metadata_location)
    _append(lake.table(), [("995001", datetime.date(2024, 7, 1), "2024Q3", Decimal("1.00"), 1, False)])
    later = register(trino, lake.table().metadata_location)

    assert trino.query(f"SELECT count(*) FROM {earlier}") == [(6,)]
    assert trino.query(f"SELECT count(*) FROM {later}") == [(7,)]


def test_position_deletes_written_by_trino_are_read_right(trino: Trino, lake: Lake) -> None:
    before = lake.table().metadata_location
    name = register(trino, before)
    _change_rows(trino, name)
    assert _trino_rows(trino, name) == CHANGED
    assert _pyiceberg_rows(lake.table()) == Q1 + Q2, "Trino's commits must not show before the catalog points to them"

    repoint(lake.database, IDENTIFIER, before, metadata_location(trino, name))
    table = lake.table()

    assert _delete_files(table) == {"2024Q1": 1, "2024Q2": 2}
    assert _pyiceberg_rows(table) == CHANGED
    assert _polars_rows(table) == CHANGED


def test_committed_position_deletes_are_read_right(lake: Lake) -> None:
    """The same table as Trino left it once, for machines without Trino."""
    table = lake.catalog.register_table(("kerok_healthcare", "with_deletes"), lay_out())

    assert _delete_files(table) == {"2024Q1": 1, "2024Q2": 2}
    assert _pyiceberg_rows(table) == CHANGED
    assert _polars_rows(table) == CHANGED


def test_pyiceberg_commits_on_top_of_trino(trino: Trino, lake: Lake) -> None:
    before = lake.table().metadata_location
    name = register(trino, before)
    _change_rows(trino, name)
    repoint(lake.database, IDENTIFIER, before, metadata_location(trino, name))
    added = ("995001", datetime.date(2024, 4, 3), "2024Q2", Decimal("2.00"), 2, False)

    _append(lake.table(), [added])

    expected = sorted([*CHANGED, added], key=lambda row: (row[2], row[0], row[1]))
    assert _pyiceberg_rows(lake.table()) == expected
    assert _trino_rows(trino, register(trino, lake.table().metadata_location)) == expected


def test_unregistering_keeps_the_files(trino: Trino, lake: Lake) -> None:
    name = register(trino, lake.table().metadata_location)

    unregister(trino, name)

    assert _pyiceberg_rows(lake.table()) == Q1 + Q2
    assert trino.query(f"SHOW TABLES LIKE '{name.rpartition('.')[2]}'") == []


def test_repointing_a_table_that_has_moved_on_is_refused(lake: Lake) -> None:
    with pytest.raises(RuntimeError, match=r"kerok_healthcare\.staffing does not point to file:///old"):
        repoint(lake.database, IDENTIFIER, "file:///old", "file:///new")


def _change_rows(trino: Trino, name: str) -> None:
    """Deletes one row of each quarter; replaces one and adds one in a MERGE."""
    assert trino.query(f"DELETE FROM {name} WHERE ccn = '995001' AND day(work_date) = 1") == [(2,)]
    merged = trino.query(f"""
        MERGE INTO {name} t
        USING (VALUES ('99A193', DATE '2024-04-02', '2024Q2', DECIMAL '9.25', BIGINT '13', true),
                      ('99A193', DATE '2024-07-01', '2024Q3', DECIMAL '1.00', BIGINT '11', false)) s({COLUMNS})
        ON t.quarter = s.quarter AND t.ccn = s.ccn AND t.work_date = s.work_date
        WHEN MATCHED THEN UPDATE SET hrs_rn = s.hrs_rn, mds_census = s.mds_census, is_incomplete = s.is_incomplete
        WHEN NOT MATCHED THEN INSERT ({COLUMNS})
            VALUES (s.ccn, s.work_date, s.quarter, s.hrs_rn, s.mds_census, s.is_incomplete)""")
    assert merged == [(2,)]


def _append(table: Table, rows: list[Row]) -> None:
    """Adds one file to the table as the lake does: DuckDB writes it with the table's field ids, PyIceberg commits it."""
    quarter = rows[0][2]
    folder = Path(table.location().removeprefix("file://")) / "data" / f"quarter={quarter}"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{len(list(folder.iterdir()))}.parquet"
    _write_parquet(path, rows)
    data_file = parquet_file_to_data_file(table.io, table.metadata, f"file://{path}")
    with table.transaction() as transaction, transaction.update_snapshot().overwrite() as overwrite:
        overwrite.append_data_file(data_file)


def _write_parquet(path: Path, rows: list[Row]) -> None:
    with duckdb.connect() as connection:
        connection.execute("""
            CREATE TABLE staged
                (ccn VARCHAR, work_date DATE, quarter VARCHAR, hrs_rn DECIMAL(9, 2), mds_census BIGINT, is_incomplete BOOLEAN)""")
        connection.executemany("INSERT INTO staged VALUES (?, ?, ?, ?, ?, ?)", rows)
        ids = ", ".join(f"{field.name}: {field.field_id}" for field in SCHEMA.fields)
        connection.execute(f"COPY staged TO '{path}' (FORMAT parquet, COMPRESSION zstd, FIELD_IDS {{{ids}}})")


def _delete_files(table: Table) -> dict[str, int]:
    """How many delete files apply to the one data file of each quarter that has any."""
    return {task.file.partition[0]: len(task.delete_files) for task in table.scan().plan_files() if task.delete_files}


def _trino_rows(trino: Trino, name: str) -> list[tuple[Any, ...]]:
    return trino.query(f"SELECT {COLUMNS} FROM {name} ORDER BY quarter, ccn, work_date")


def _pyiceberg_rows(table: Table) -> list[tuple[Any, ...]]:
    order = [(name, "ascending") for name in ("quarter", "ccn", "work_date")]
    return [tuple(row.values()) for row in table.scan().to_arrow().sort_by(order).to_pylist()]


def _polars_rows(table: Table) -> list[tuple[Any, ...]]:
    return polars.scan_iceberg(table).sort("quarter", "ccn", "work_date").collect().rows()
