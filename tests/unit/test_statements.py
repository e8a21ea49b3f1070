"""The statements of every contract are the ones in tests/golden, short enough for Athena, and take no value of the wrong form."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from kerok.aws.bootstrap import external_tables
from kerok.contracts import contracts, rendered
from kerok.dialect import ENGINES, Engine
from kerok.engines.statement import Statement, fill
from kerok.engines.statements import ATHENA_STATEMENT_BYTES, script, statements
from kerok.errors import KerokError
from tests.golden.write import external_script

GOLDEN = Path(__file__).parents[1] / "golden"
STORED = [c.name for c in rendered()]
TABLES = [c.name for c in contracts().values() if c.kind == "table"]
VIEWS = [c.name for c in contracts().values() if c.kind == "view"]
STEPS = [c.name for c in contracts().values() if c.kind == "step"]
EXTERNAL = dict(external_tables("kerok_healthcare", "{warehouse}"))
FILE = "0123456789abcdef" * 4

# What a name cannot be in Athena's CREATE TABLE without backticks ("Reserved keywords in DDL statements" of Athena's user guide).
ATHENA_RESERVED = set(
    """ALL ALTER AND ARRAY AS AUTHORIZATION BETWEEN BIGINT BINARY BOOLEAN BOTH BY CASE CASHE CAST CHAR COLUMN CONF CONSTRAINT COMMIT CREATE
    CROSS CUBE CURRENT CURRENT_DATE CURRENT_TIMESTAMP CURSOR DATABASE DATE DAYOFWEEK DECIMAL DELETE DESCRIBE DISTINCT DIV DOUBLE DROP ELSE
    END EXCHANGE EXISTS EXTENDED EXTERNAL EXTRACT FALSE FETCH FLOAT FLOOR FOLLOWING FOR FOREIGN FROM FULL FUNCTION GRANT GROUP GROUPING
    HAVING IF IMPORT IN INNER INSERT INT INTEGER INTERSECT INTERVAL INTO IS JOIN LATERAL LEFT LESS LIKE LOCAL MACRO MAP MORE NONE NOT NULL
    NUMERIC OF ON ONLY OR ORDER OUT OUTER OVER PARTIALSCAN PARTITION PERCENT PRECEDING PRECISION PRESERVE PRIMARY PROCEDURE RANGE READS
    REDUCE REGEXP REFERENCES REVOKE RIGHT RLIKE ROLLBACK ROLLUP ROW ROWS SELECT SET SMALLINT START TABLE TABLESAMPLE THEN TIME TIMESTAMP TO
    TRANSFORM TRIGGER TRUE TRUNCATE UNBOUNDED UNION UNIQUEJOIN UPDATE USER USING UTC_TIMESTAMP VALUES VARCHAR VIEWS WHEN WHERE WINDOW
    WITH""".lower().split()
)


def _statement(name: str, engine: Engine, purpose: str) -> Statement:
    return next(s for s in statements(name, engine) if s.purpose == purpose)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", STORED)
def test_statements_are_the_golden_ones(name: str, engine: Engine) -> None:
    rendered = script(name, engine)
    golden = GOLDEN / engine / f"{name}.sql"
    assert golden.exists(), "make golden"
    assert rendered == golden.read_text("utf-8"), "the statements changed: make golden, and read the difference"
    for text in rendered.split(";\n\n"):
        assert engine != "athena" or len(text.encode()) + 10_000 < ATHENA_STATEMENT_BYTES, "too long for Athena once it is filled in"


@pytest.mark.parametrize("name", EXTERNAL)
def test_external_tables_are_the_golden_ones(name: str) -> None:
    assert external_script(name, EXTERNAL[name]) == (GOLDEN / "athena" / f"{name}.sql").read_text("utf-8"), "make golden, and read the difference"


def test_no_golden_file_is_left_over() -> None:
    assert {f"{e}/{n}.sql" for e in ENGINES for n in STORED} | {f"athena/{n}.sql" for n in EXTERNAL} == {str(p.relative_to(GOLDEN)) for p in GOLDEN.glob("*/*.sql")}


@pytest.mark.parametrize("engine", ENGINES)
def test_a_table_is_created_filled_checked_published_and_kept(engine: Engine) -> None:
    for name in TABLES:
        checks = [c.name for c in contracts()[name].checks]
        found = [s.purpose for s in statements(name, engine)]
        expected = ["create", *(["select"] if contracts()[name].sql else []), "candidate", *["check"] * len(checks), "merge"]
        expected += ["upsert"] if name in ("silver_pbj_daily", "silver_providerinfo") else []
        assert found == [*expected, "discard", *([] if engine == "duckdb" else ["optimize", "expire"])], name
        assert [s.about for s in statements(name, engine) if s.purpose == "check"] == checks


def test_views_and_steps_have_one_statement() -> None:
    assert [s.purpose for name in VIEWS for s in statements(name, "trino")] == ["view"] * len(VIEWS)
    inlined = [name for name in STEPS if name not in STORED]
    assert [s.purpose for name in inlined for s in statements(name, "duckdb")] == ["select"] * len(inlined)


def test_a_step_of_several_readers_is_computed_once() -> None:
    assert [s.purpose for s in statements("staffing_by_month", "trino")] == ["select", "candidate", "discard"]
    read = _statement("staffing_by_month", "trino", "candidate")
    assert "WHERE quarter IN ({partitions}) ) AS gold_daily_staffing_fact" in " ".join(read.sql.split()) and read.partition_type == "varchar"
    for reader in ("gold_monthly_staffing_fact", "gold_quarterly_provider_fact"):
        assert "kerok_healthcare.staffing_by_month__candidate_{sha8} AS" in _statement(reader, "trino", "candidate").sql
        assert "__candidate" not in _statement(reader, "trino", "select").sql


@pytest.mark.parametrize("engine", ENGINES)
def test_columns_are_the_contracts(engine: Engine) -> None:
    spelled = {"varchar": "string", "integer": "int"} if engine == "athena" else {}
    for name in TABLES:
        contract = contracts()[name]
        expected = [f"  {c.name} {spelled.get(c.type, c.type)}" for c in contract.columns]
        head, *columns = re.split(r",?\n", _statement(name, engine, "create").sql.split("\n)")[0])
        assert (head, columns) == (f"CREATE TABLE IF NOT EXISTS {'' if engine == 'duckdb' else 'kerok_healthcare.'}{name} (", expected)


def test_no_column_is_a_reserved_word_of_athena() -> None:
    assert {c for name in TABLES for c in contracts()[name].column_names} & ATHENA_RESERVED == set()


def test_the_select_stands_word_for_word_in_the_candidate() -> None:
    for name in (n for n in TABLES if contracts()[n].sql):
        for engine in ENGINES:
            shared = "staffing_by_month__candidate_" in _statement(name, engine, "candidate").sql
            assert shared or f"FROM (\n{_statement(name, engine, 'select').sql}\n) AS computed" in _statement(name, engine, "candidate").sql


def test_athena_and_trino_are_given_the_same_queries() -> None:
    for name in (n for n in STORED if contracts()[n].sql and not n.startswith("silver")):
        purpose = "view" if name in VIEWS else "select"
        assert _statement(name, "athena", purpose) == _statement(name, "trino", purpose)


def test_partitions_and_places_are_declared() -> None:
    trino, athena = (_statement("silver_pbj_daily", e, "create").sql.split("\n)")[1] for e in ("trino", "athena"))
    assert (
        trino == "\nWITH (format = 'PARQUET', format_version = 2, partitioning = ARRAY['quarter'], sorted_by = ARRAY['ccn', 'work_date'])"
    )
    assert athena == (
        "\nPARTITIONED BY (quarter)\nLOCATION '{warehouse}/silver/silver_pbj_daily/'\n"
        "TBLPROPERTIES ('table_type' = 'ICEBERG', 'format' = 'parquet', 'write_compression' = 'zstd')"
    )


def test_one_staged_file_and_the_touched_partitions_are_read() -> None:
    read = " ".join(_statement("silver_pbj_daily", "athena", "select").sql.split())
    assert "FROM ( SELECT * FROM kerok_healthcare.staged_pbj WHERE file_sha256 = '{file_sha256}' ) AS staged_pbj" in read
    read = " ".join(_statement("gold_daily_staffing_fact", "trino", "select").sql.split())
    assert "FROM ( SELECT * FROM kerok_healthcare.silver_pbj_daily WHERE quarter IN ({partitions}) ) AS silver_pbj_daily" in read
    read = " ".join(_statement("gold_facility_dim", "trino", "select").sql.split())
    assert "FROM kerok_healthcare.gold_quarterly_provider_fact" in read and "{partitions}" not in read


def test_a_catalog_can_stand_before_the_namespace() -> None:
    (view,) = statements("vw_staffing_mix", "trino", namespace="lake.kerok_healthcare")
    assert view.sql.startswith("CREATE OR REPLACE VIEW lake.kerok_healthcare.vw_staffing_mix AS\nSELECT")
    assert "FROM lake.kerok_healthcare.gold_monthly_staffing_fact" in view.sql


@pytest.mark.parametrize("namespace", ["", "Kerok", "a.b.c", "a; DROP TABLE b", 'a"b', "a."])
def test_a_namespace_of_another_form_is_refused(namespace: str) -> None:
    with pytest.raises(KerokError, match="not a namespace"):
        statements("vw_staffing_mix", "trino", namespace=namespace)


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(KerokError, match="no table, view or step named gold"):
        statements("gold", "trino")


def test_placeholders_are_filled_in() -> None:
    merge = _statement("silver_providerinfo", "trino", "merge")
    filled = fill(merge, file_sha256=FILE, partitions=[datetime.date(2024, 10, 1), "2024-07-01"])
    assert "ON t.processing_date IN (DATE '2024-07-01', DATE '2024-10-01') AND t.ccn = s.ccn" in filled
    assert "FROM kerok_healthcare.silver_providerinfo__candidate_01234567 AS c" in filled
    create = _statement("gold_load_summary", "athena", "create")
    assert "LOCATION 's3://a-lake/kerok/gold/gold_load_summary/'" in fill(create, warehouse="s3://a-lake/kerok")


def test_nothing_else_stands_to_be_filled_in() -> None:
    values = {"file_sha256": FILE, "warehouse": "s3://a-lake"}
    for name in STORED:
        for statement in statements(name, "athena"):
            partitions = {"date": ["2024-10-01"], "varchar": ["2024Q2"], "": []}[statement.partition_type]
            assert re.findall(r"\{[a-z_]+[0-9]*\}", fill(statement, partitions=partitions, **values)) == []


@pytest.mark.parametrize(
    ("table", "purpose", "values"),
    [
        ("silver_pbj_daily", "merge", {"file_sha256": FILE}),
        ("silver_pbj_daily", "merge", {"file_sha256": FILE, "partitions": ["2024Q2'); DROP TABLE t; --"]}),
        ("silver_providerinfo", "merge", {"file_sha256": FILE, "partitions": ["2024Q2"]}),
        ("silver_pbj_daily", "merge", {"partitions": ["2024Q2"]}),
        ("silver_pbj_daily", "merge", {"sha8": "0123456G", "partitions": ["2024Q2"]}),
        ("silver_pbj_daily", "select", {"sha8": "01234567"}),
        ("silver_pbj_daily", "select", {"file_sha256": FILE + "\n"}),
        ("silver_pbj_daily", "create", {"warehouse": "s3://a-lake/it's"}),
        ("silver_pbj_daily", "create", {"warehouse": "s3://a-lake/"}),
    ],
)
def test_a_value_of_another_form_is_refused(table: str, purpose: str, values: dict[str, object]) -> None:
    with pytest.raises(KerokError, match="cannot be completed"):
        fill(_statement(table, "athena", purpose), **values)  # type: ignore[arg-type]
