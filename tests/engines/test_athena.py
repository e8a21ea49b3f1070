"""Athena's API executed by a real Trino: what PyAthena meets, and every statement of tests/golden/athena."""

from __future__ import annotations

import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kerok.contracts import contracts, rendered
from kerok.engines.statement import OPEN_PARTITIONS, fill
from kerok.engines.statements import ATHENA_STATEMENT_BYTES, statements
from tests.support.athena_fixture import BUCKET, Athena

pytestmark = pytest.mark.xdist_group("athena")

GOLDEN = Path(__file__).parents[1] / "golden" / "athena"
WAREHOUSE = f"s3://{BUCKET}/warehouse"


def _finished(athena: Athena, sql: str, **options: Any) -> dict[str, Any]:
    client = athena.client("athena")
    started = client.start_query_execution(QueryString=sql, ResultConfiguration={"OutputLocation": f"s3://{BUCKET}/results"}, **options)
    while True:
        execution: dict[str, Any] = client.get_query_execution(QueryExecutionId=started["QueryExecutionId"])["QueryExecution"]
        if execution["Status"]["State"] not in ("QUEUED", "RUNNING"):
            return execution
        time.sleep(0.02)


def _object(athena: Athena, location: str) -> str:
    bucket, _, key = location.removeprefix("s3://").partition("/")
    return str(athena.client("s3").get_object(Bucket=bucket, Key=key)["Body"].read().decode())


def test_every_athena_statement_runs(athena: Athena) -> None:
    athena.query("CREATE DATABASE kerok_healthcare")
    external = sorted([*GOLDEN.glob("bronze_*.sql"), *GOLDEN.glob("staged_*.sql")])
    assert len(external) == 4
    for path in external:
        athena.query(path.read_text("utf-8").partition("-- create\n")[2].replace("{warehouse}", WAREHOUSE).rstrip("\n;"))
    partitions = {"date": [f"{year}-{month:02d}-01" for year in range(2016, 2025) for month in range(1, 13)][:OPEN_PARTITIONS],
                  "varchar": [f"{year}Q{quarter}" for year in range(2017, 2042) for quarter in range(1, 5)][:OPEN_PARTITIONS], "": []}  # fmt: skip
    ran, last = 0, []
    for contract in rendered():
        for statement in statements(contract.name, "athena"):
            if statement.purpose == "select":
                continue  # the rows of the candidate
            sql = fill(statement, file_sha256="0" * 64, partitions=partitions[statement.partition_type], warehouse=WAREHOUSE)
            assert len(sql.encode()) <= ATHENA_STATEMENT_BYTES, f"{contract.name}: {statement.purpose}"
            if statement.purpose == "discard" and contract.kind == "step":
                last.append(sql)
                continue  # others are made of it
            rows = athena.query(sql)
            assert statement.purpose != "check" or rows == [], f"{contract.name}: {statement.about}"
            ran += 1
    assert ran > 100 and last
    for sql in last:
        athena.query(sql)


def test_results_have_athenas_types_and_every_digit(athena: Athena) -> None:
    sql = "SELECT DECIMAL '1.50' AS d, CAST(1.5 AS real) AS f, 1e9 AS e, CAST(NULL AS varchar) AS n, 'a\"b' AS s, true AS b"
    with athena.connect() as connection:
        cursor = connection.cursor().execute(sql)
        assert cursor.fetchall() == [(Decimal("1.50"), 1.5, 1e9, None, 'a"b', True)]
        assert [c[1] for c in cursor.description] == ["decimal", "float", "double", "varchar", "varchar", "boolean"]
        assert cursor.description[0][4:6] == (3, 2)
        written = _object(athena, cursor.output_location)
        assert written == '"d","f","e","n","s","b"\n"1.50","1.5","1.0E9",,"a""b","true"\n'
        assert _object(athena, cursor.output_location + ".metadata")


def test_results_come_in_pages(athena: Athena) -> None:
    query_id = _finished(athena, "SELECT n FROM UNNEST(sequence(1, 5)) AS t (n) ORDER BY n")["QueryExecutionId"]
    pages = athena.client("athena").get_paginator("get_query_results").paginate(QueryExecutionId=query_id, PaginationConfig={"PageSize": 2})
    assert [[row["Data"][0]["VarCharValue"] for row in page["ResultSet"]["Rows"]] for page in pages] == [["n", "1"], ["2", "3"], ["4", "5"]]
    assert len(athena.query("SELECT n FROM UNNEST(sequence(1, 2500)) AS t (n)")) == 2500


def test_writes_say_how_many_rows_and_reads_how_many_bytes(athena: Athena) -> None:
    athena.query("CREATE DATABASE counted")
    athena.query(f"CREATE TABLE counted.t (a int) LOCATION '{WAREHOUSE}/t' TBLPROPERTIES ('table_type' = 'ICEBERG')")
    wrote = _finished(athena, "INSERT INTO counted.t VALUES 1, 2, 3")
    assert athena.client("athena").get_query_results(QueryExecutionId=wrote["QueryExecutionId"])["UpdateCount"] == 3
    assert _finished(athena, "SELECT sum(a) FROM counted.t")["Statistics"]["DataScannedInBytes"] > 0
    assert _finished(athena, "SELECT 1")["Statistics"]["DataScannedInBytes"] == 0


def test_parameters_are_values_never_text(athena: Athena) -> None:
    sql = "SELECT 'why?' AS q, n FROM (VALUES 'it''s', 'x') AS t (n) WHERE n = ?"
    assert athena.query(sql, "'it''s'") == [("why?", "it's")]
    refused = athena.client("athena").exceptions.InvalidRequestException
    with pytest.raises(refused, match="is not a literal"):
        _finished(athena, sql, ExecutionParameters=["'x' OR true"])


def test_errors_are_in_trinos_words(athena: Athena) -> None:
    status = _finished(athena, "SELECT * FROM nowhere.nothing")["Status"]
    assert status["State"] == "FAILED"
    assert status["StateChangeReason"] == "SCHEMA_NOT_FOUND: line 1:15: Schema 'nowhere' does not exist"
    assert status["AthenaError"]["ErrorCategory"] == 2
    with pytest.raises(athena.client("athena").exceptions.InvalidRequestException, match="less than or equal to 262144"):
        _finished(athena, "SELECT '" + "x" * ATHENA_STATEMENT_BYTES + "'")


def test_the_workgroup_says_where_results_go(athena: Athena) -> None:
    output = {"OutputLocation": f"s3://{BUCKET}/of-the-group/"}
    configuration = {"ResultConfiguration": output, "EnforceWorkGroupConfiguration": True}
    athena.client("athena").create_work_group(Name="strict", Configuration=configuration)
    location = _finished(athena, "SELECT 1", WorkGroup="strict")["ResultConfiguration"]["OutputLocation"]
    assert location.startswith(f"s3://{BUCKET}/of-the-group/")


def test_a_write_opens_only_the_partitions_it_names() -> None:
    """Athena refuses more than 100 open partitions in a statement; all quarters from 2017 to 2040 are 96."""
    for contract in (c for c in contracts().values() if c.kind == "table" and c.partition):
        for statement in statements(contract.name, "athena"):
            if statement.purpose in ("candidate", "merge", "upsert") and contract.sql:
                assert f"{contract.partition} IN ({{partitions}})" in statement.sql, f"{contract.name}: {statement.purpose}"
                assert "partitioning" not in statement.sql.partition("AS\n")[0], "a candidate has no partitions"
