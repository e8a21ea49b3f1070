"""The statements that run: DuckDB and a real Trino take every one of them, and publish the same rows.

Athena has none of its own here: its queries are Trino's, letter for letter (tests/unit/test_statements.py).
"""

from __future__ import annotations

import datetime
import re
import uuid
from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from kerok.contracts import read_yaml, rendered, sql_folder
from kerok.dialect import Engine
from kerok.engines.statement import fill
from kerok.engines.statements import statements
from tests.support.trino_server import CATALOG, Trino

STAGED = ("pbj", "providerinfo")
OWN_COLUMNS = ("kerok_synthetic", "kerok_processing_date", "raw", "structure_error", "file_sha256")
NATIONAL, RELEASED_AGAIN, EXTRACT = (letter * 64 for letter in "abc")
Q1 = datetime.date(2024, 3, 31)
DAY1, DAY2, DAY3 = (datetime.date(2024, 4, day) for day in (1, 2, 3))


class Warehouse(ABC):
    """One engine with the staged relations, still empty, and no table yet."""

    engine: Engine
    namespace: str

    def __init__(self) -> None:
        self.columns = {
            dataset: [*(c["name"] for c in read_yaml(sql_folder() / "bronze" / f"{dataset}.yml")["columns"]), *OWN_COLUMNS]
            for dataset in STAGED
        }
        for dataset, columns in self.columns.items():
            self.query(f"CREATE TABLE {self.place(f'staged_{dataset}')} ({', '.join(f'{c} varchar' for c in columns)}, row_number bigint)")

    @abstractmethod
    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of one statement."""

    @abstractmethod
    def types(self, name: str) -> dict[str, str]:
        """Type of each column of a table or view, as contracts spell types."""

    def place(self, name: str) -> str:
        """The name of a relation in a statement."""
        return name if self.engine == "duckdb" else f"{self.namespace}.{name}"

    def run(self, name: str, *purposes: str, file_sha256: str = "0" * 64, partitions: tuple[str, ...] = ()) -> None:
        """The statements of a table with these purposes."""
        for purpose in purposes:
            for statement in statements(name, self.engine, namespace=self.namespace):
                if statement.purpose == purpose:
                    rows = self.query(fill(statement, file_sha256=file_sha256, partitions=partitions))
                    assert purpose != "check" or rows == [], f"{name}: {statement.about}"

    def stage(self, file_sha256: str, records: list[dict[str, str]]) -> None:
        """The records of a PBJ file in its staged relation; cells that are not given hold `1.00`, facts about the file nothing."""
        cells = [c for c in self.columns["pbj"] if c not in (*OWN_COLUMNS, "incomplete")]
        for number, record in enumerate(records, start=2):
            row = dict.fromkeys(cells, "1.00") | record | {"file_sha256": file_sha256, "raw": f"record {number}"}
            values = ", ".join(f"'{v}'" for v in row.values())
            self.query(f"INSERT INTO {self.place('staged_pbj')} ({', '.join(row)}, row_number) VALUES ({values}, {number})")


class DuckDB(Warehouse):
    """DuckDB in memory. There a staged relation is one file, so the one before is forgotten."""

    engine: Engine = "duckdb"
    namespace = "kerok_healthcare"

    def __init__(self) -> None:
        self.connection = duckdb.connect()
        super().__init__()

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(sql).fetchall()

    def types(self, name: str) -> dict[str, str]:
        return {row[0]: row[1].lower() for row in self.query(f"DESCRIBE {name}")}

    def stage(self, file_sha256: str, records: list[dict[str, str]]) -> None:
        self.query("DELETE FROM staged_pbj")
        super().stage(file_sha256, records)


class OnTrino(Warehouse):
    """A schema of its own on the session's Trino."""

    engine: Engine = "trino"

    def __init__(self, trino: Trino) -> None:
        self.trino = trino
        self.namespace = f"{CATALOG}.statements_{uuid.uuid4().hex[:12]}"
        self.query(f"CREATE SCHEMA {self.namespace}")
        super().__init__()

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        rows = self.trino.query(sql)
        return [] if sql.startswith(("CREATE", "DROP", "ALTER", "MERGE", "INSERT")) else rows

    def types(self, name: str) -> dict[str, str]:
        schema = self.namespace.rpartition(".")[2]
        rows = self.query(f"""
            SELECT column_name, data_type FROM {CATALOG}.information_schema.columns
            WHERE table_schema = '{schema}' AND table_name = '{name}' ORDER BY ordinal_position""")
        unbounded = (re.sub(r"varchar\(\d+\)", "varchar", kind) for _, kind in rows)  # a view's literals have a length
        return dict(zip((column for column, _ in rows), unbounded, strict=True))


@pytest.fixture(params=["duckdb", "trino"])
def warehouse(request: pytest.FixtureRequest) -> Iterator[Warehouse]:
    if request.param == "duckdb":
        yield DuckDB()
        return
    on_trino = OnTrino(request.getfixturevalue("trino"))
    yield on_trino
    on_trino.query(f"DROP SCHEMA {on_trino.namespace} CASCADE")


def test_every_statement_runs_and_gives_the_contracts_columns(warehouse: Warehouse) -> None:
    partitions = {"date": ("2024-10-01",), "varchar": ("2024Q2",), "": ()}
    last = []
    for contract in rendered():
        expected = [(c.name, c.type) for c in contract.columns]
        for statement in statements(contract.name, warehouse.engine, namespace=warehouse.namespace):
            if statement.purpose == "select":
                continue  # the rows of the candidate
            if statement.purpose == "discard" and contract.kind == "step":
                last.append(fill(statement, file_sha256="0" * 64))
                continue  # others are made of it
            rows = warehouse.query(fill(statement, file_sha256="0" * 64, partitions=partitions[statement.partition_type]))
            assert statement.purpose != "check" or rows == [], f"{contract.name}: {statement.about}"
            if statement.purpose in ("create", "view", "candidate") and expected:
                suffix = "__candidate_00000000" if statement.purpose == "candidate" else ""
                assert list(warehouse.types(contract.name + suffix).items()) == expected, f"{contract.name}: {statement.purpose}"
    assert last
    for sql in last:
        warehouse.query(sql)


def test_publishing_updates_adds_and_withdraws_in_the_touched_partitions_alone(warehouse: Warehouse) -> None:
    warehouse.run("silver_pbj_daily", "create")
    _publish(warehouse, NATIONAL, {Q1: "40", DAY1: "50", DAY2: "51"}, "2024Q1", "2024Q2")
    assert _live(warehouse) == [(Q1, 40, NATIONAL), (DAY1, 50, NATIONAL), (DAY2, 51, NATIONAL)]

    _publish(warehouse, RELEASED_AGAIN, {DAY1: "52", DAY3: "53"}, "2024Q2")
    assert _live(warehouse) == [(Q1, 40, NATIONAL), (DAY1, 52, RELEASED_AGAIN), (DAY3, 53, RELEASED_AGAIN)]

    for _ in range(2):  # the second time changes nothing
        _publish(warehouse, EXTRACT, {DAY2: "60", DAY3: "61"}, "2024Q2", how="upsert")
        assert _live(warehouse) == [(Q1, 40, NATIONAL), (DAY1, 52, RELEASED_AGAIN), (DAY2, 60, EXTRACT), (DAY3, 61, EXTRACT)]


def test_a_partition_that_is_not_touched_stays_whatever_the_file_holds(warehouse: Warehouse) -> None:
    warehouse.run("silver_pbj_daily", "create")
    _publish(warehouse, NATIONAL, {Q1: "40", DAY1: "50"}, "2024Q1", "2024Q2")

    _publish(warehouse, RELEASED_AGAIN, {Q1: "41", DAY2: "51"}, "2024Q2")

    assert _live(warehouse) == [(Q1, 40, NATIONAL), (DAY2, 51, RELEASED_AGAIN)]


def test_columns_that_no_select_gives_are_the_pipelines_to_fill_in_the_candidate(warehouse: Warehouse) -> None:
    warehouse.run("silver_quarantine", "create")
    warehouse.stage(NATIONAL, [_record(DAY1, "50"), _record(DAY2, "many")])

    for closed_by in (None, EXTRACT):
        warehouse.run("silver_quarantine", "candidate", "check", file_sha256=NATIONAL, partitions=(NATIONAL,))
        if closed_by:
            warehouse.query(f"UPDATE {warehouse.place('silver_quarantine')}__candidate_{NATIONAL[:8]} SET closed_by = '{closed_by}'")
        warehouse.run("silver_quarantine", "merge", "discard", file_sha256=NATIONAL, partitions=(NATIONAL,))
        rows = warehouse.query(f"SELECT dataset, row_number, reasons, raw, closed_by FROM {warehouse.place('silver_quarantine')}")
        assert rows == [("pbj", 3, "mds_census_unreadable", "record 3", closed_by)]


def test_publishing_is_one_snapshot(trino: Trino) -> None:
    warehouse = OnTrino(trino)
    warehouse.run("silver_pbj_daily", "create")
    _publish(warehouse, NATIONAL, {DAY1: "50", DAY2: "51"}, "2024Q2")
    _publish(warehouse, RELEASED_AGAIN, {DAY2: "52", DAY3: "53"}, "2024Q2")

    snapshots = trino.query(f'SELECT operation FROM {warehouse.namespace}."silver_pbj_daily$snapshots" ORDER BY committed_at')
    assert len(snapshots) == 3, "one of CREATE TABLE, one of each MERGE"
    trino.query(f"DROP SCHEMA {warehouse.namespace} CASCADE")


def _record(day: datetime.date, census: str) -> dict[str, str]:
    quarter = f"{day.year}Q{(day.month + 2) // 3}"
    return {"provnum": "015009", "state": "AL", "county_fips": "059", "cy_qtr": quarter, "workdate": f"{day:%Y%m%d}", "mdscensus": census}


def _publish(warehouse: Warehouse, file_sha256: str, census: dict[datetime.date, str], *partitions: str, how: str = "merge") -> None:
    warehouse.stage(file_sha256, [_record(day, residents) for day, residents in census.items()])
    warehouse.run("silver_pbj_daily", "candidate", "check", how, "discard", file_sha256=file_sha256, partitions=partitions)


def _live(warehouse: Warehouse) -> list[tuple[Any, ...]]:
    return warehouse.query(f"SELECT work_date, mds_census, file_sha256 FROM {warehouse.place('silver_pbj_daily')} ORDER BY work_date")
