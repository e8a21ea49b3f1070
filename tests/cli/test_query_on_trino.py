"""`kerok --engine trino query`: the same answers, formats and refusals as on DuckDB, over the same tables."""

from __future__ import annotations

import os
from pathlib import Path

import pyarrow as pa
import pytest

from kerok import contracts as declared
from kerok.engines import trino as engine
from kerok.engines.serving import make_relations
from kerok.settings import load_settings
from tests.support.lakes import pointers
from tests.support.postgres_server import Postgres
from tests.support.team import Team, make_team
from tests.support.trino_server import Trino

from .conftest import Kerok
from .test_query import ODD

NAMESPACE = "kerok_healthcare"
RELATIONS = sorted(c.name for c in declared.contracts().values() if c.kind != "step")
EMPTY = ("gold_threshold", "vw_before_after", "vw_facility_changes", "vw_possible_successor")  # in a lake of one quarter without lines of one's own
FORMATS = ("table", "csv", "json", "ndjson", "arrow", "parquet")


@pytest.fixture(scope="module")
def team(trino: Trino, postgres: Postgres, demo_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Team:
    """Trino serves the session's own lake: its tables by their metadata, its views made there. Nothing is written to the tables."""
    team = make_team(trino, postgres, tmp_path_factory.mktemp("team"))
    trino.query(f"CREATE SCHEMA {team.catalog}.{NAMESPACE}")
    for name, location in pointers(demo_home).items():
        table, _, file = location.rpartition("/metadata/")
        trino.query(f"CALL {team.catalog}.system.register_table('{NAMESPACE}', '{name}', '{table}', '{file}')")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in team.variables.items():
            patch.setenv(name, value)
        with engine.connect(load_settings(str(demo_home))) as connection:
            make_relations(connection)
    return team


@pytest.fixture
def on_trino(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment of someone who works on DuckDB, Trino's whereabouts known."""
    for name, value in team.variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("KEROK_ENGINE")


def both(kerok: Kerok, home: Path, monkeypatch: pytest.MonkeyPatch, sql: str, form: str) -> tuple[bytes, bytes]:
    """What the query gives on DuckDB and on Trino."""
    there = kerok("--engine", "trino", "query", sql, "--format", form, home=home).well().stdout
    with monkeypatch.context() as patch:
        patch.setenv("KEROK_CATALOG", "sqlite")
        patch.setenv("KEROK_WAREHOUSE", "")
        here = kerok("query", sql, "--format", form, home=home).well().stdout
    return here, there


@pytest.mark.parametrize("name", RELATIONS)
def test_every_table_and_view_gives_the_same(kerok: Kerok, demo_home: Path, on_trino: object, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    contract = declared.contracts()[name]
    columns = ", ".join(contract.column_names)
    here, there = both(kerok, demo_home, monkeypatch, f"SELECT {columns} FROM {name} ORDER BY {', '.join(contract.key or contract.column_names)}", "csv")
    assert there == here
    assert there.count(b"\n") > 1 or name in EMPTY


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_gives_the_same_bytes(kerok: Kerok, demo_home: Path, on_trino: object, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    here, there = both(kerok, demo_home, monkeypatch, ODD, form)
    if form == "arrow":  # the bytes say also how many rows were sent at a time
        assert pa.ipc.open_stream(there).read_all().equals(pa.ipc.open_stream(here).read_all())
    else:
        assert there == here


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT rate(sum(hours), sum(resident_days)) AS hprd FROM vw_state_hprd WHERE quarter = '2023Q2' AND role_set = 'cms_total'",
        "SELECT ccn, count(*) AS days, sum(mds_census) AS residents FROM silver_pbj_daily GROUP BY ccn ORDER BY ccn",
        "WITH w AS (SELECT ccn, work_date, row_number() OVER (PARTITION BY ccn ORDER BY work_date) AS n FROM silver_pbj_daily) SELECT ccn, work_date FROM w WHERE n = 1 ORDER BY ccn",
        "SELECT state, hprd FROM VW_State_HPRD WHERE false",
        "SELECT 1 AS a UNION ALL SELECT 2 ORDER BY a",
        "SELECT NULL AS a, ARRAY[1, 2] AS b, true AS c",
        "SELECT x FROM (VALUES (NULL), ('a'), ('')) AS t(x)",
        "SELECT 1 AS a, 2 AS a, 3 AS \"A\", 4 AS a_1, 5 AS \"x,\"\"y\"",
        "SELECT n FROM UNNEST(ARRAY[1, 2, 3]) AS t(n) ORDER BY n",
        "/* a */ SELECT 1 AS a -- ; b\n;",
    ],
)
@pytest.mark.parametrize("form", ["csv", "json"])
def test_questions_give_the_same(kerok: Kerok, demo_home: Path, on_trino: object, monkeypatch: pytest.MonkeyPatch, sql: str, form: str) -> None:
    here, there = both(kerok, demo_home, monkeypatch, sql, form)
    assert there == here


@pytest.mark.parametrize(
    ("sql", "parts"),
    [
        ("SELECT * FROM silver_pbj_dayly", ["silver_pbj_dayly does not exist", "did you mean silver_pbj_daily"]),
        ("SELECT * FROM xyzzy", ["kerok tables"]),
        ("SELECT facilty_name FROM vw_facility_hprd", ["facilty_name", "did you mean facility_name", "query 20"]),
        ("SELECT ccn FROM", ["try:"]),
        ("SELEC 1", ["SELECT"]),
        ("SELECT CAST('x' AS integer) AS a", ["INVALID_CAST_ARGUMENT", "query 20"]),
        ("SELECT 1 / 0 AS a", ["Division by zero"]),
        ("", ["try:"]),
        ("SELECT 1 AS a; SELECT 2 AS a", ["one statement"]),
        ("EXPLAIN SELECT 1", ["only one SELECT is answered, not EXPLAIN"]),
        ("DELETE FROM silver_pbj_daily", ["only one SELECT is answered"]),
        ("DROP TABLE silver_pbj_daily", ["only one SELECT is answered"]),
        ("CREATE TABLE t AS SELECT 1 AS a", ["only one SELECT is answered"]),
        ("CALL system.runtime.kill_query('x')", ["only one SELECT is answered"]),
        ("WITH c AS (DELETE FROM silver_pbj_daily) SELECT * FROM c", ["try:"]),
        ("SELECT * FROM system.runtime.queries", ["nothing else", "kerok tables"]),
        ("SELECT * FROM information_schema.tables", ["nothing else"]),
        ("SELECT * FROM kerok_healthcare.silver_pbj_daily", ["nothing else"]),
        ("SELECT * FROM \"silver_pbj_daily$files\"", ["nothing else"]),
        ("SELECT * FROM TABLE(other.system.query(query => 'DROP TABLE x'))", ["nothing else"]),
        ("SELECT * FROM TABLE(sequence(1, 3))", ["nothing else"]),
        ("SELECT 1 AS a FROM (WITH inner_one AS (SELECT 1 AS b) SELECT b FROM inner_one) AS s CROSS JOIN inner_one", ["inner_one does not exist"]),
    ],
)  # fmt: skip
def test_refusals(kerok: Kerok, demo_home: Path, on_trino: object, sql: str, parts: list[str]) -> None:
    kerok("--engine", "trino", "query", sql, home=demo_home).failed(2, "error: ", *parts)


def test_duckdbs_own_words_are_for_duckdb(kerok: Kerok, demo_home: Path, on_trino: object) -> None:
    kerok("--engine", "trino", "query", "SELECT 1", "--dialect", "duckdb", home=demo_home).failed(2, "house dialect")


def test_warnings(kerok: Kerok, demo_home: Path, on_trino: object) -> None:
    result = kerok("--engine", "trino", "query", "SELECT avg(mds_census) AS a FROM silver_pbj_daily", "--format", "csv", home=demo_home).well()
    assert "warning: avg() means different things on the engines" in result.err


def test_a_file_is_whole_or_as_it_was(kerok: Kerok, demo_home: Path, on_trino: object, tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_text("before")
    kerok("--engine", "trino", "query", "SELECT CAST('x' AS integer) AS a", "-o", target, home=demo_home).failed(2)
    assert (target.read_text(), os.listdir(tmp_path)) == ("before", ["a.csv"])
    assert kerok("--engine", "trino", "query", ODD, "-o", target, home=demo_home).well().err == f"{target}: 6 rows\n"
    assert target.read_bytes().startswith(b"n,words,hours")


def test_the_settings_alone_choose_trino(kerok: Kerok, demo_home: Path, on_trino: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEROK_ENGINE", "trino")
    assert kerok("query", "SELECT count(*) AS n FROM ops_file_log", "--format", "csv", home=demo_home).well().out == "n\n4\n"
    kerok("--engine", "duckdb", "query", "SELECT 1 AS a", home=demo_home).failed(1, "no lake here yet")


def test_a_namespace_without_tables(kerok: Kerok, demo_home: Path, on_trino: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEROK_NAMESPACE", "nowhere")
    kerok("--engine", "trino", "query", "SELECT ccn FROM silver_pbj_daily", home=demo_home).failed(1, "the tables are not there", "SCHEMA_NOT_FOUND", "doctor")


def test_a_trino_that_is_not_there(kerok: Kerok, demo_home: Path, on_trino: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEROK_TRINO_URL", "http://127.0.0.1:9")
    kerok("--engine", "trino", "query", "SELECT 1 AS a", home=demo_home).failed(1, "Trino does not answer", "http://127.0.0.1:9: [Errno 111]", "doctor")
