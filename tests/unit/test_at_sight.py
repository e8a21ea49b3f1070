"""A row that is taken at sight is one that judging takes, whatever its cells hold; and nearly every row of CMS's files is."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pyarrow as pa
import pytest

from kerok.at_sight import taken_at_sight
from kerok.engines.rendered import duckdb_select
from kerok.staging import staged_columns
from tests.support.lakes import RI_PBJ

PLAIN = {"provnum": "415120", "state": "RI", "cy_qtr": "2024Q2", "workdate": "20240415", "mdscensus": "80"}
ODD = (
    None, "", "0", "00", "7", "7.", ".5", ".", "7.5", "7.005", "7,5", "-7", "+7", "1e3", "1|2", "|", " 7", "7 ", "7\n", "\n7", "7\u00a0", "\uff17", "999999", "9999999", "9999999.999",
    "99999999", "999999999", "1234567890", "NULL", "n/a", "415120", "41512", "015001", "005001", "00A001", "41A120", "41a120", "4151200", "2024Q1", "2024Q3", "2023Q2", "2024q2", "2024Q5",
    "20240229", "20240230", "20240431", "20240430", "20240331", "20240701", "20230415", "19990415", "2024-04-15", "2024041", "202404155",
)  # fmt: skip


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        columns = ", ".join(f"{c} VARCHAR" for c in ("file_sha256", *staged_columns("pbj")))
        connection.execute(f"CREATE TABLE staged_pbj ({columns}, row_number BIGINT)")
        yield connection


def _judged(connection: duckdb.DuckDBPyConnection) -> dict[int, tuple[bool, str | None]]:
    """By row: whether it is taken at sight, and what judging has against it."""
    sight = f"SELECT row_number, ({taken_at_sight()}) IS TRUE AS at_sight FROM staged_pbj"
    sql = f"SELECT row_number, at_sight, reasons FROM ({sight}) JOIN ({duckdb_select('read_pbj')}) USING (row_number)"
    return {row: (at_sight, reasons) for row, at_sight, reasons in connection.execute(sql).fetchall()}


def _fill(connection: duckdb.DuckDBPyConnection, rows: pa.Table) -> None:
    connection.register("rows", rows)
    connection.execute("INSERT INTO staged_pbj BY NAME SELECT * FROM rows")


def test_nothing_is_taken_that_judging_refuses(connection: duckdb.DuckDBPyConnection) -> None:
    hours: list[str] = [c for c in staged_columns("pbj") if c.startswith("hrs_")]
    plain = PLAIN | dict.fromkeys(hours, "7.25")
    rows: list[dict[str, str | None]] = [plain | {"structure_error": None}, *(plain | {column: cell} for column in (*plain, "structure_error", *hours[:3]) for cell in ODD)]
    rows += [plain | {"cy_qtr": quarter, "workdate": day} for quarter in ODD for day in ODD]  # what is right alone may be wrong together
    _fill(connection, pa.Table.from_pylist([row | {"row_number": number} for number, row in enumerate(rows)]))
    judged = _judged(connection)
    assert judged[0] == (True, None)
    assert [(rows[n], reasons) for n, (at_sight, reasons) in judged.items() if at_sight and reasons] == []
    assert sum(bool(reasons) for _, reasons in judged.values()) > 1000


def test_nearly_every_row_of_a_real_file_is_taken(connection: duckdb.DuckDBPyConnection) -> None:
    _fill(connection, connection.execute(f"SELECT *, row_number() OVER () AS row_number FROM read_csv('{RI_PBJ}', all_varchar=true)").to_arrow_table())
    judged = _judged(connection)
    assert sum(at_sight for at_sight, _ in judged.values()) > 0.9 * len(judged) > 1000
