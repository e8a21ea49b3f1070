"""The connection to Trino: exact values as they come, errors by name with Trino's query id, tables whole whatever happens."""

from __future__ import annotations

import datetime as dt
import http.server
import itertools
import json
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from kerok.engines import again
from kerok.engines import trino as engine
from kerok.engines.statement import OPEN_PARTITIONS
from kerok.errors import CommitConflict, ConnectionLost, EngineError, EngineOutOfMemory, StatementRefused, UsageError
from kerok.settings import Settings, load_settings
from tests.support.trino_server import CATALOG, Trino


def settings_for(monkeypatch: pytest.MonkeyPatch, home: Path, **variables: str) -> Settings:
    for name, value in {"KEROK_ENGINE": "trino", "KEROK_TRINO_CATALOG": CATALOG, **variables}.items():
        monkeypatch.setenv(name, value)
    return load_settings(str(home), check=False)


@pytest.fixture
def connection(trino: Trino, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[engine.Connection]:
    """A connection in a namespace of its own."""
    namespace = f"connection_{uuid.uuid4().hex[:12]}"
    settings = settings_for(monkeypatch, tmp_path, KEROK_TRINO_URL=f"http://127.0.0.1:{trino.port}", KEROK_NAMESPACE=namespace)
    with engine.connect(settings) as connection:
        connection.run(f"CREATE SCHEMA IF NOT EXISTS {CATALOG}.{namespace}")
        yield connection
        connection.run(f"DROP SCHEMA {CATALOG}.{namespace} CASCADE")


VALUES: list[tuple[str, Any, str, pa.DataType]] = [
    ("CAST('0.10' AS decimal(9, 2))", Decimal("0.10"), "decimal(9, 2)", pa.decimal128(9, 2)),
    ("CAST('123456789012345678901234567890123456.78' AS decimal(38, 2))", Decimal("123456789012345678901234567890123456.78"), "decimal(38, 2)", pa.decimal128(38, 2)),
    ("CAST(NULL AS decimal(12, 6))", None, "decimal(12, 6)", pa.decimal128(12, 6)),
    ("DATE '2024-02-29'", dt.date(2024, 2, 29), "date", pa.date32()),
    ("BIGINT '9223372036854775807'", 2**63 - 1, "bigint", pa.int64()),
    ("1", 1, "integer", pa.int32()),
    ("true", True, "boolean", pa.bool_()),
    ("0.1e0", 0.1, "double", pa.float64()),
    ("' naïve ☃ '", " naïve ☃ ", "varchar(9)", pa.string()),
    ("''", "", "varchar(0)", pa.string()),
    ("CAST('a' AS char(3))", "a  ", "char(3)", pa.string()),
    ("TIMESTAMP '2024-01-01 01:02:03.123456'", dt.datetime(2024, 1, 1, 1, 2, 3, 123456), "timestamp(6)", pa.timestamp("us")),
    ("ARRAY[DATE '2024-01-01', NULL]", [dt.date(2024, 1, 1), None], "array(date)", pa.list_(pa.date32())),
    ("X'00ff'", b"\x00\xff", "varbinary", pa.binary()),
]


def test_values_are_exact(connection: engine.Connection) -> None:
    rows = connection.query("SELECT " + ", ".join(f"{sql} AS c{i}" for i, (sql, *_) in enumerate(VALUES)))
    assert rows.types == [kind for _, _, kind, _ in VALUES]
    (found,) = list(rows)
    assert [(type(v), v) for v in found] == [(type(v), v) for _, v, _, _ in VALUES]
    for kind, value, wanted in zip(rows.types, found, [a for *_, a in VALUES], strict=True):
        assert engine.arrow_type(kind) == wanted
        assert pa.array([value], engine.arrow_type(kind)).to_pylist() == [value]


def test_rows_come_while_the_statement_runs_and_leaving_stops_it(connection: engine.Connection, trino: Trino) -> None:
    many = "CROSS JOIN UNNEST(sequence(1, 10000)) AS {}(n)"
    rows = connection.query(f"SELECT a.n FROM UNNEST(sequence(1, 10000)) AS a(n) {many.format('b')} {many.format('c')}")  # 10 ** 12 rows
    reader = iter(rows)
    assert len(list(itertools.islice(reader, 20_000))) == 20_000
    assert _state(trino, rows.query_id) == "RUNNING"
    reader.close()  # type: ignore[attr-defined]
    until = time.monotonic() + 20
    while (state := _state(trino, rows.query_id)) not in ("FAILED", "FINISHED") and time.monotonic() < until:
        time.sleep(0.1)
    assert state == "FAILED", "cancelled"


def _state(trino: Trino, query_id: str) -> str:
    return str(trino.query(f"SELECT state FROM system.runtime.queries WHERE query_id = '{query_id}'")[0][0])


def test_the_server_limits_how_many_partitions_a_writer_has_open(connection: engine.Connection) -> None:
    """And has several writers: a statement of OPEN_PARTITIONS is well whatever their number."""
    connection.run("CREATE TABLE parts (n integer) WITH (partitioning = ARRAY['n'])")
    numbers = "INSERT INTO parts SELECT n FROM UNNEST(sequence(1, {})) AS s(n)"
    assert connection.run(numbers.format(OPEN_PARTITIONS)) == OPEN_PARTITIONS
    with pytest.raises(EngineError, match=f"limit of {OPEN_PARTITIONS} open"):
        connection.run(numbers.format(10 * OPEN_PARTITIONS))


def test_changes_are_counted(connection: engine.Connection) -> None:
    assert connection.run("CREATE TABLE t (n integer, d decimal(9, 2))") == 0
    assert connection.run("INSERT INTO t VALUES (1, 1.10), (2, 2.20)") == 2
    assert connection.run("DELETE FROM t WHERE n = 1") == 1
    rows = connection.query("SELECT d FROM t")
    assert list(rows) == [(Decimal("2.20"),)]
    assert rows.bytes_read > 0


@pytest.mark.parametrize(
    ("sql", "name", "part"),
    [
        ("SELEC 1", "SYNTAX_ERROR", "mismatched input"),
        ("SELECT nothing FROM (VALUES 1) AS t(a)", "COLUMN_NOT_FOUND", "nothing"),
        ("SELECT 1 FROM nowhere", "TABLE_NOT_FOUND", "nowhere"),
        ("SELECT CAST('x' AS integer)", "INVALID_CAST_ARGUMENT", "x"),
        ("SELECT 1 / 0", "DIVISION_BY_ZERO", "Division by zero"),
    ],
)
def test_a_refused_statement_says_where(connection: engine.Connection, sql: str, name: str, part: str) -> None:
    with pytest.raises(StatementRefused) as refused:
        list(connection.query(sql))
    assert (refused.value.name, refused.value.query_id[:2]) == (name, "20")
    for shown in (part, name, f"query {refused.value.query_id}", connection.url):
        assert shown in refused.value.where
    assert refused.value.hint


def test_out_of_memory_is_named_and_the_table_is_whole(connection: engine.Connection) -> None:
    connection.run("CREATE TABLE t AS SELECT 1 AS n, 'a' AS x")
    connection.run("SET SESSION query_max_memory_per_node = '1MB'")
    much = "SELECT CAST(n AS integer) AS n, array_join(array_agg(CAST(m AS varchar)), ',') AS x FROM UNNEST(sequence(1, 500)) AS a(n) CROSS JOIN UNNEST(sequence(1, 10000)) AS b(m) GROUP BY n"
    with pytest.raises(EngineOutOfMemory) as failed:
        connection.run(f"MERGE INTO t USING ({much}) AS s ON t.n = s.n WHEN MATCHED THEN UPDATE SET x = s.x WHEN NOT MATCHED THEN INSERT VALUES (s.n, s.x)")
    assert failed.value.name.startswith("EXCEEDED_")
    assert failed.value.query_id in failed.value.where
    assert "kerok run" in failed.value.hint
    assert list(connection.query("SELECT n, x FROM t")) == [(1, "a")]


MERGE = "MERGE INTO t USING (VALUES {n}) AS s(n) ON t.n = s.n WHEN MATCHED THEN UPDATE SET times = times + 1 WHEN NOT MATCHED THEN INSERT VALUES (s.n, 1)"


def test_writers_at_once_lose_nothing(connection: engine.Connection, tmp_path: Path) -> None:
    connection.run("CREATE TABLE t (n integer, times integer)")
    connection.run("INSERT INTO t VALUES (0, 0)")
    errors: list[BaseException] = []

    def write(number: int) -> None:
        try:
            with engine.connect(load_settings(str(tmp_path), check=False)) as own:
                for _ in range(2):
                    own.run(MERGE.format(n=f"(0), ({number})"))
        except BaseException as error:
            errors.append(error)

    writers = [threading.Thread(target=write, args=(i,)) for i in range(1, 4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert errors == []
    assert list(connection.query("SELECT n, times FROM t ORDER BY n")) == [(0, 6), (1, 2), (2, 2), (3, 2)]


# ------------------------------------------------------------------------------------------ a server that misbehaves

Answers = Callable[[str, str], tuple[int, bytes]]


@pytest.fixture
def server() -> Iterator[Callable[[Answers], str]]:
    """Makes a server that answers as it is told, by method and path; gives its address."""
    servers: list[http.server.ThreadingHTTPServer] = []

    def make(answers: Answers) -> str:
        class Handler(http.server.BaseHTTPRequestHandler):
            def _answer(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                status, body = answers(self.command, self.path)
                if status == 0:
                    self.connection.close()
                    return
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_GET = do_DELETE = _answer  # noqa: N815

            def log_message(self, *_: Any) -> None:
                pass

        servers.append(http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler))
        threading.Thread(target=servers[-1].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{servers[-1].server_address[1]}"

    yield make
    for one in servers:
        one.shutdown()
        one.server_close()


def _status(url: str, error: str = "", kind: str = "EXTERNAL") -> bytes:
    body: dict[str, Any] = {"id": "20240101_000000_00001_abcde", "infoUri": url, "stats": {"state": "RUNNING"}}
    if error:
        body["error"] = {"message": "what Trino says", "errorCode": 1, "errorName": error, "errorType": kind}
    else:
        body["nextUri"] = f"{url}/v1/statement/1"
    return json.dumps(body).encode()


def _failing(monkeypatch: pytest.MonkeyPatch, home: Path, url: str, sql: str, work: str = "run") -> EngineError:
    monkeypatch.setattr(again, "PAUSE", 0.001)
    with engine.connect(settings_for(monkeypatch, home, KEROK_TRINO_URL=url)) as connection, pytest.raises(EngineError) as failed:
        getattr(connection, work)(sql)
    assert failed.value.where
    assert failed.value.hint
    return failed.value


@pytest.mark.parametrize(("sql", "times"), [("MERGE INTO t USING s ON true", again.ATTEMPTS), ("CREATE OR REPLACE VIEW v AS SELECT 1", again.ATTEMPTS), ("INSERT INTO t VALUES (1)", 1)])
def test_conflicts_are_retried_unless_a_second_run_could_do_harm(server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sql: str, times: int) -> None:
    seen: list[str] = []
    url = server(lambda method, path: (seen.append(method) or 200, _status("", "ICEBERG_COMMIT_ERROR")))
    error = _failing(monkeypatch, tmp_path, url, sql)
    assert isinstance(error, CommitConflict)
    assert (seen.count("POST"), error.query_id) == (times, "20240101_000000_00001_abcde")


@pytest.mark.parametrize(("sql", "times"), [("MERGE INTO t USING s ON true", 3), ("SELECT 1", 3), ("INSERT INTO t VALUES (1)", 1), ("CREATE TABLE t (n integer)", 1)])
def test_what_got_no_answer_is_sent_again_unless_a_second_run_could_do_harm(server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sql: str, times: int) -> None:
    seen: list[str] = []
    url = server(lambda method, path: (seen.append(method) or 0, b""))
    assert isinstance(_failing(monkeypatch, tmp_path, url, sql), ConnectionLost)
    assert seen.count("POST") == times


def test_a_server_that_goes_away_while_it_works(server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address: list[str] = []
    url = server(lambda method, path: (200, _status(address[0])) if method == "POST" else (0, b""))
    address.append(url)
    error = _failing(monkeypatch, tmp_path, url, "MERGE INTO t USING s ON true")
    assert isinstance(error, ConnectionLost)
    assert "whether the statement was carried out is unknown" in error.what
    assert "query 20240101_000000_00001_abcde" in error.where
    assert "kerok run" in error.hint


def test_a_restarted_server_that_knows_nothing_of_the_query(server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address: list[str] = []
    url = server(lambda method, path: (200, _status(address[0])) if method == "POST" else (404, b"Query not found"))
    address.append(url)
    error = _failing(monkeypatch, tmp_path, url, "SELECT 1", "query")
    assert isinstance(error, ConnectionLost)
    assert "Query not found" in error.where


@pytest.mark.parametrize(
    ("name", "kind", "error"),
    [
        ("CLUSTER_OUT_OF_MEMORY", "INSUFFICIENT_RESOURCES", EngineOutOfMemory), ("REMOTE_HOST_GONE", "INTERNAL_ERROR", ConnectionLost),
        ("SERVER_SHUTTING_DOWN", "INTERNAL_ERROR", ConnectionLost), ("ICEBERG_FILESYSTEM_ERROR", "EXTERNAL", EngineError),
        ("PERMISSION_DENIED", "USER_ERROR", StatementRefused),
    ],
)  # fmt: skip
def test_errors_by_trinos_name(server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, kind: str, error: type[EngineError]) -> None:
    url = server(lambda method, path: (200, _status("", name, kind)))
    found = _failing(monkeypatch, tmp_path, url, "SELECT 1")
    assert type(found) is error
    assert f"what Trino says ({name}, query 20240101_000000_00001_abcde, {url})" in found.where


def test_who_is_not_let_in(server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    error = _failing(monkeypatch, tmp_path, server(lambda method, path: (401, b"Unauthorized")), "SELECT 1")
    assert error.what == "Trino does not let kerok in"
    assert "KEROK_TRINO_PASSWORD" in error.hint


def test_a_certificate_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = settings_for(monkeypatch, tmp_path, KEROK_TRINO_URL="https://127.0.0.1:9", KEROK_TRINO_CERTIFICATE=str(tmp_path / "me.pem"))
    with pytest.raises(UsageError, match="a certificate cannot be read") as refused, engine.connect(settings):
        pass
    assert "KEROK_TRINO_CERTIFICATE" in refused.value.where
