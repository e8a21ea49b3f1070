"""Athena's own statements in Trino's words."""

from __future__ import annotations

import pytest

from kerok.emulator.ddl import Refusal, statement_kind, translate


@pytest.mark.parametrize(
    ("athena", "trino"),
    [
        ("SELECT 'OPTIMIZE' -- VACUUM t", "SELECT 'OPTIMIZE' -- VACUUM t"),
        ("OPTIMIZE a.t REWRITE DATA USING BIN_PACK WHERE q IN ('x')", "ALTER TABLE a.t EXECUTE optimize WHERE q IN ('x')"),
        ("vacuum a.t;", "ALTER TABLE a.t EXECUTE expire_snapshots(retention_threshold => '5d')"),
        ("DROP TABLE IF EXISTS `a`.`t`", 'DROP TABLE IF EXISTS "a"."t"'),
        (
            "CREATE TABLE a.t (x string COMMENT 'it''s, (so)', y decimal(9, 2), z array<struct<k:int>>) PARTITIONED BY (bucket(16, x), y) "
            "LOCATION 's3://b/t' TBLPROPERTIES ('table_type'='ICEBERG')",
            "CREATE TABLE a.t (x varchar, y decimal(9,2), z array(row(k integer))) WITH (format = 'PARQUET', format_version = 2, "
            "location = 's3://b/t', partitioning = ARRAY['bucket(x, 16)', 'y'])",
        ),
        (
            "CREATE EXTERNAL TABLE s (x string) PARTITIONED BY (h string) STORED AS PARQUET LOCATION 's3://b/s/' "
            "TBLPROPERTIES ('projection.enabled'='true', 'projection.h.type'='injected')",
            "CREATE TABLE external.s (x varchar, h varchar WITH (partition_projection_type = 'INJECTED')) WITH (format = 'PARQUET', "
            "external_location = 's3://b/s/', partition_projection_enabled = true, partitioned_by = ARRAY['h'])",
        ),
    ],
)
def test_translation(athena: str, trino: str) -> None:
    assert translate(athena) == trino


@pytest.mark.parametrize(
    "sql", ["CREATE TABLE t (a int) LOCATION 's3://b/t'", "OPTIMIZE t", "ALTER TABLE t EXECUTE optimize", "CREATE TABLE t ("]
)
def test_what_is_no_statement_is_refused(sql: str) -> None:
    with pytest.raises(Refusal):
        translate(sql)


def test_kinds() -> None:
    assert statement_kind("/* x */ WITH a AS (SELECT 1) SELECT * FROM a") == ("DML", "SELECT")
    assert statement_kind("MERGE INTO t USING s ON true") == ("DML", "MERGE")
    assert statement_kind("CREATE TABLE t WITH (a = 'b') AS SELECT 1") == ("DDL", "CREATE_TABLE_AS_SELECT")
