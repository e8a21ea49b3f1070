"""`kerok query` cannot harm: whatever is typed, it is one SELECT over the lake's tables, or it is refused and nothing has changed."""

from __future__ import annotations

import hashlib
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from kerok import contracts as declared
from kerok.commands.look import query
from kerok.engines import duckdb as duck
from kerok.engines.answers import TABLE_FUNCTIONS, Answer
from kerok.errors import KerokError, QueryRefused
from kerok.iceberg import Change
from kerok.lake import Lake
from kerok.query import Reader, explained
from tests.support.lakes import lake_at

DIALECTS = ("house", "duckdb")

a_frame_of_this_module = pa.table({"secret": [1]})
"""What DuckDB would find by itself if it looked for Python variables."""

STATEMENTS = """
COPY (SELECT 1) TO '{live}'
COPY (SELECT 1) TO '{live}' (FORMAT parquet)
COPY silver_pbj_daily TO '{outside}/out.csv'
COPY silver_pbj_daily FROM '{outside}/in.csv'
COPY FROM DATABASE memory TO x
ATTACH '{outside}/new.db'
ATTACH '{home}/catalog.db' (TYPE sqlite)
ATTACH DATABASE ':memory:' AS x
DETACH memory
USE memory
SET enable_external_access = true
SET allowed_paths = ['/']
SET VARIABLE x = 1
SET SESSION threads = 1
RESET enable_external_access
PRAGMA database_list
PRAGMA enable_external_access = true
PRAGMA enable_profiling
INSTALL httpfs
FORCE INSTALL httpfs
LOAD httpfs
LOAD '{outside}/evil.duckdb_extension'
CREATE TABLE t AS SELECT 1
CREATE TEMP TABLE t AS SELECT 1
CREATE OR REPLACE VIEW silver_pbj_daily AS SELECT 1
CREATE MACRO ccn() AS 1
CREATE SECRET s (TYPE s3)
CREATE SCHEMA s
CREATE SEQUENCE s
CREATE TYPE t AS ENUM ('a')
INSERT INTO silver_pbj_daily SELECT * FROM silver_pbj_daily
UPDATE silver_pbj_daily SET ccn = 'x'
DELETE FROM silver_pbj_daily
TRUNCATE silver_pbj_daily
MERGE INTO silver_pbj_daily t USING silver_pbj_daily s ON t.ccn = s.ccn WHEN MATCHED THEN DELETE
DROP VIEW silver_pbj_daily
DROP TABLE silver_pbj_daily
ALTER TABLE silver_pbj_daily RENAME TO x
COMMENT ON VIEW silver_pbj_daily IS 'x'
EXPORT DATABASE '{outside}/export'
IMPORT DATABASE '{outside}/export'
CALL pragma_version()
CALL enable_logging()
EXPLAIN SELECT 1
EXPLAIN ANALYZE SELECT count(*) FROM silver_pbj_daily
CHECKPOINT
FORCE CHECKPOINT
VACUUM
ANALYZE
BEGIN
COMMIT
ROLLBACK
PREPARE q AS SELECT 1
EXECUTE q
DEALLOCATE q
EXECUTE IMMEDIATE 'DROP VIEW silver_pbj_daily'
GRANT ALL ON silver_pbj_daily TO x
SELECT 1; SELECT 2
SELECT 1; DROP VIEW silver_pbj_daily
SELECT 1 /* ; */; COPY (SELECT 1) TO '{live}'
SELECT 1 -- the end
; COPY (SELECT 1) TO '{live}'
/* SELECT 1 */ COPY (SELECT 1) TO '{live}'
-- SELECT 1
DELETE FROM silver_pbj_daily
SELECT 1 AS x INTO t
SELECT * FROM (COPY (SELECT 1) TO '{live}')
SELECT * FROM (DELETE FROM silver_pbj_daily RETURNING *)
WITH c AS (INSERT INTO silver_pbj_daily SELECT * FROM silver_pbj_daily RETURNING *) SELECT * FROM c
WITH c AS (DELETE FROM silver_pbj_daily RETURNING *) SELECT * FROM c
WITH c AS (UPDATE silver_pbj_daily SET ccn = 'x' RETURNING *) SELECT * FROM c
"""

FOREIGN = """
SELECT * FROM read_csv('/etc/passwd')
SELECT * FROM read_csv_auto('/etc/passwd', delim=':')
SELECT * FROM read_text('/etc/passwd')
SELECT * FROM read_blob('/etc/passwd')
SELECT * FROM read_json('/etc/passwd')
SELECT * FROM read_ndjson_objects('/etc/passwd')
SELECT * FROM "read_text"('/etc/passwd')
SELECT * FROM READ_TEXT('/etc/passwd')
SELECT * FROM read_text(['/etc/passwd'])
SELECT * FROM glob('/etc/*')
SELECT * FROM glob('{home}/*')
SELECT * FROM sniff_csv('/etc/passwd')
SELECT * FROM read_parquet('{outside}/x.parquet')
SELECT * FROM parquet_scan('{outside}/x.parquet')
SELECT * FROM read_parquet('{outside}/*.parquet')
SELECT * FROM parquet_metadata('{outside}/x.parquet')
SELECT * FROM parquet_schema('{outside}/x.parquet')
SELECT * FROM parquet_kv_metadata('{outside}/x.parquet')
SELECT * FROM parquet_file_metadata('{outside}/x.parquet')
SELECT * FROM read_parquet('{live}/../../../../../../../etc/passwd')
SELECT * FROM read_text('{home}/catalog.db')
SELECT * FROM read_blob('{home}/catalog.db')
SELECT * FROM read_blob('{live}')
SELECT * FROM read_text('{home}/kerok.toml')
SELECT * FROM read_csv('{bronze}')
SELECT * FROM read_text('{bronze}')
SELECT * FROM sqlite_scan('{home}/catalog.db', 'kerok_file')
SELECT * FROM read_duckdb('{outside}/a.db')
SELECT * FROM iceberg_scan('{home}/warehouse')
SELECT * FROM delta_scan('{outside}')
SELECT * FROM read_parquet('http://127.0.0.1:9/x.parquet')
SELECT * FROM read_parquet('s3://bucket/x.parquet')
SELECT * FROM read_parquet('hf://datasets/a/b.parquet')
SELECT * FROM read_csv('/dev/stdin')
SELECT * FROM '{outside}/x.parquet'
SELECT * FROM "{outside}/x.parquet"
SELECT * FROM '/etc/passwd'
SELECT * FROM "/etc/passwd"
SELECT * FROM '{bronze}'
SELECT * FROM "{bronze}"
FROM '{outside}/x.parquet'
SELECT * FROM a_frame_of_this_module
SELECT * FROM local_frame
SELECT * FROM arrow_scan(1, 2, 3)
SELECT * FROM pandas_scan(1)
SELECT * FROM python_map_function(1, 2, 3)
SELECT * FROM query('SELECT 42')
SELECT * FROM query_table('silver_pbj_daily')
SELECT * FROM query('SELECT * FROM enable_logging()')
SELECT * FROM json_execute_serialized_sql('x')
SELECT * FROM enable_logging()
SELECT * FROM enable_logging(storage := 'file', storage_path := '{outside}/log')
SELECT * FROM enable_profiling(format := 'json', save_location := '{outside}/profile.json')
SELECT * FROM enable_profiling(format := 'json', save_location := '{live}')
SELECT * FROM disable_logging()
SELECT * FROM truncate_duckdb_logs()
SELECT * FROM checkpoint()
SELECT * FROM force_checkpoint()
SELECT * FROM duckdb_secrets()
SELECT * FROM which_secret('s3://x', 's3')
SELECT * FROM duckdb_logs()
SELECT * FROM duckdb_temporary_files()
SELECT getenv('HOME')
SELECT set_config('threads', '1', false)
SELECT nextval('s')
SELECT (SELECT count(*) FROM read_text('/etc/passwd'))
SELECT 1 WHERE 1 IN (SELECT count(*) FROM read_text('/etc/passwd'))
SELECT * FROM silver_pbj_daily, LATERAL (SELECT * FROM read_text('/etc/passwd'))
SELECT count(*) FROM silver_pbj_daily UNION ALL SELECT count(*) FROM read_text('/etc/passwd')
WITH c AS (SELECT * FROM read_text('/etc/passwd')) SELECT * FROM c
SELECT 1 ORDER BY (SELECT count(*) FROM read_text('/etc/passwd'))
VALUES ((SELECT count(*) FROM read_text('/etc/passwd')))
"""


@pytest.fixture(scope="module")
def lake(demo_home: Path) -> Lake:
    return lake_at(demo_home)


@pytest.fixture(scope="module")
def places(lake: Lake, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Paths that the statements name."""
    outside = tmp_path_factory.mktemp("outside")
    with duck.connect(lake.settings) as connection:
        connection.execute(f"COPY (SELECT 1 AS a) TO '{outside}/x.parquet'")
    live = lake.live_files(["silver_pbj_daily", "silver_providerinfo"])
    bronze = next((lake.home / "bronze" / "pbj").iterdir())
    return {
        "home": str(lake.home), "outside": str(outside), "bronze": str(bronze),
        "live": live["silver_pbj_daily"][0].path, "other_live": live["silver_providerinfo"][0].path,
    }  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _nothing_changes(lake: Lake, places: dict[str, str]) -> Iterator[None]:
    """After all attempts, every file of the lake is byte for byte as before, and none has been written beside it."""
    outside = Path(places["outside"])
    before = _hashes(lake.home), _hashes(outside), sorted(os.listdir())
    yield
    assert (_hashes(lake.home), _hashes(outside), sorted(os.listdir())) == before


def _hashes(folder: Path) -> dict[str, str]:
    return {str(p): hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.rglob("*") if p.is_file()}


def _answer(lake: Lake, sql: str, dialect: str) -> Any:
    """As the command does it."""
    local_frame = pa.table({"secret": [2]})
    assert local_frame.num_rows
    reader = Reader(lake)
    prepared = reader.prepare(sql, dialect)
    try:
        with reader.open(reader.relations_in(sql)) as connection:
            return Answer(connection, prepared.sql).rows()[1]
    except duck.Error as error:
        raise explained(error) from error


def _lines(text: str) -> list[str]:
    """The statements of a list, one a line; one that begins with a semicolon or follows a comment belongs to the line before."""
    joined: list[str] = []
    for line in text.strip().splitlines():
        if joined and (line.startswith(";") or joined[-1].startswith("-- ")):
            joined[-1] += "\n" + line
        else:
            joined.append(line)
    return joined


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("sql", _lines(STATEMENTS))
def test_what_is_no_select_is_refused(lake: Lake, places: dict[str, str], sql: str, dialect: str) -> None:
    with pytest.raises(QueryRefused) as refused:
        _answer(lake, sql.format(**places), dialect)
    assert refused.value.exit_code == 2
    assert refused.value.hint


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("sql", _lines(FOREIGN))
def test_nothing_but_the_lakes_tables_is_read(lake: Lake, places: dict[str, str], sql: str, dialect: str) -> None:
    with pytest.raises(KerokError) as refused:
        _answer(lake, sql.format(**places), dialect)
    assert refused.value.exit_code in (1, 2)
    assert refused.value.hint
    assert "INTERNAL" not in str(refused.value)


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    "sql",
    [
        "SELECT count(*) FROM silver_pbj_daily WHERE facility_name = '; DROP TABLE x'",
        "(SELECT 1)",
        "SELECT 1 UNION SELECT 2 ORDER BY 1",
        "WITH c AS (SELECT 1 AS a) SELECT a FROM c",
        "VALUES (1), (2)",
        "SELECT 1 /* COPY x TO 'y' */ AS a -- DROP TABLE x",
        'SELECT 1 AS "DELETE FROM x"',
        "SELECT count(*) FROM vw_facility_hprd AS copy",
    ],
)  # fmt: skip
def test_harmless_selects_are_answered(lake: Lake, sql: str, dialect: str) -> None:
    assert _answer(lake, sql, dialect)


@pytest.mark.parametrize("sql", ["FROM range(3)", "SELECT * FROM generate_series(1, 3)", "SELECT * FROM unnest([1, 2])", "FROM duckdb_settings() LIMIT 1", "DESCRIBE silver_pbj_daily"])
def test_duckdbs_own_harmless_ways_pass_through(lake: Lake, sql: str) -> None:
    assert _answer(lake, sql, "duckdb")


def test_the_live_files_of_the_tables_named_may_be_read_by_path(lake: Lake, places: dict[str, str]) -> None:
    sql = "SELECT count(*) FROM read_parquet('{live}'), (SELECT ccn FROM silver_pbj_daily LIMIT 1)".format(**places)
    ((count,),) = _answer(lake, sql, "duckdb")
    assert count in (6825, 725)


def test_every_table_function_of_duckdb_is_judged(lake: Lake) -> None:
    """A new version of DuckDB may bring table functions that write or run: this list is what 1.5.6 has, each allowed or not on purpose."""
    with duck.connect(lake.settings) as connection:
        names = {n for (n,) in connection.execute("SELECT DISTINCT function_name FROM duckdb_functions() WHERE function_type LIKE 'table%'").fetchall()}
    risky = {n for n in names if n.startswith(("read_", "sniff", "glob", "enable", "disable", "truncate", "checkpoint", "force", "query", "pandas", "arrow", "python", "which", "json_execute", "seq_scan"))}
    assert risky & TABLE_FUNCTIONS == {"read_parquet"}
    assert names >= TABLE_FUNCTIONS, "no allowance for what does not exist"


def test_settings_are_locked(lake: Lake) -> None:
    with Reader(lake).open({"ops_file_log"}) as connection:
        for statement in ("SET enable_external_access = true", "SET threads = 1", "SET allowed_paths = ['/']", "RESET lock_configuration", "SET lock_configuration = false"):
            with pytest.raises(duck.Error):
                connection.execute(statement)
        for name, value in (("enable_external_access", False), ("python_enable_replacements", False), ("allow_community_extensions", False), ("autoload_known_extensions", False)):
            assert connection.execute(f"SELECT current_setting('{name}')").fetchone() == (value,)


@pytest.mark.parametrize("statement", ["COPY (SELECT 1 AS a) TO '{outside}/new.parquet'", "ATTACH '{outside}/new.db' AS x", "EXPORT DATABASE '{outside}/new'", "INSTALL httpfs"])
def test_even_the_connection_itself_writes_nothing_new(lake: Lake, places: dict[str, str], statement: str) -> None:
    """A second wall, should a statement ever get past the first."""
    with Reader(lake).open() as connection, pytest.raises(duck.Error):
        connection.execute(statement.format(**places))


def test_tables_that_no_query_names_are_not_opened(lake: Lake) -> None:
    reader = Reader(lake)
    assert reader.relations_in("SELECT 1") == set()
    assert reader.relations_in('SELECT * FROM "VW_STATE_HPRD" JOIN silver_PBJ_daily USING (ccn)') == {"vw_state_hprd", "silver_pbj_daily"}
    assert query.name == "query"


# ------------------------------------------------------------------------------------------ one moment


def test_a_query_sees_all_tables_at_one_moment(tmp_path: Path) -> None:
    """While another writer publishes two tables together again and again, no reader finds them apart."""
    lake = lake_at(tmp_path / "lake")
    lake.open()
    names = ("ops_file_log", "ops_file_period")
    _publish(lake, names, 1)
    stop, failures = threading.Event(), []

    def publish() -> None:
        try:
            for version in range(2, 14):
                _publish(lake_at(tmp_path / "lake"), names, version)
        except BaseException as error:
            failures.append(error)
        finally:
            stop.set()

    writer = threading.Thread(target=publish)
    writer.start()
    seen = []
    while not stop.is_set() or not seen:
        (row,) = Reader(lake).rows(f"SELECT (SELECT count(*) FROM {names[0]}) AS a, (SELECT count(*) FROM {names[1]}) AS b")
        assert row["a"] == row["b"]
        seen.append(row["a"])
        time.sleep(0.01)
    writer.join()
    assert failures == []
    assert seen == sorted(seen)
    assert len(set(seen)) > 2, "the reader saw several states"


def _publish(lake: Lake, names: tuple[str, ...], rows: int) -> None:
    changes, ids = [], lake.field_ids()
    with duck.connect(lake.settings) as connection:
        for name in names:
            contract, path = declared.contracts()[name], lake.new_data_file(name, None)
            columns = ", ".join(f"CAST(NULL AS {c.type}) AS {c.name}" for c in contract.columns)
            duck.write_parquet(connection, name, f"SELECT {columns} FROM range({rows})", path, ids[name])
            changes.append(Change(name, None, [(path, None)]))
    with lake.writer():
        lake.publish(changes, lambda connection: None)
