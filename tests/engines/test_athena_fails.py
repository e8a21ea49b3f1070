"""An Athena that is not there, lets nobody in, breaks off or gives up: each by name, with the query's id, and never as a fault of Kerok."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from kerok import cloud
from kerok.engines import again
from kerok.engines.athena import Connection
from kerok.errors import CommitConflict, ConnectionLost, EngineError, EngineOutOfMemory, StatementRefused
from tests.cli.conftest import run_process

ID = "6f1f8a4e-0000-4000-8000-000000000001"
Answers = dict[str, dict[str, Any] | str]
"""By action: the answer's body, the name of an error of AWS's, or "" where the connection breaks."""


@pytest.fixture
def athena(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Answers], Connection]]:
    """A connection to an Athena that answers as it is told."""
    servers: list[ThreadingHTTPServer] = []
    environment = {"AWS_ACCESS_KEY_ID": "none", "AWS_SECRET_ACCESS_KEY": "none", "AWS_DEFAULT_REGION": "us-east-1", "AWS_MAX_ATTEMPTS": "1"}
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    def make(answers: Answers) -> Connection:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["content-length"]))
                answer = answers[self.headers["x-amz-target"].rpartition(".")[2]]
                if answer == "":
                    self.close_connection = True
                    return
                body = json.dumps({"__type": answer, "Message": "no"} if isinstance(answer, str) else answer).encode()
                self.send_response(400 if isinstance(answer, str) else 200)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        servers.append(ThreadingHTTPServer(("127.0.0.1", 0), Handler))
        threading.Thread(target=servers[-1].serve_forever, daemon=True).start()
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{servers[-1].server_port}")
        return Connection("kerok_healthcare", "primary")

    cloud.client.cache_clear()
    yield make
    cloud.client.cache_clear()
    for server in servers:
        server.shutdown()
        server.server_close()


def ended(state: str, reason: str = "", category: int = 1) -> dict[str, Any]:
    return {"QueryExecution": {"QueryExecutionId": ID, "Status": {"State": state, "StateChangeReason": reason, "AthenaError": {"ErrorCategory": category}}}}


STARTED: Answers = {"StartQueryExecution": {"QueryExecutionId": ID}, "StopQueryExecution": {}}


def failing(connection: Connection, sql: str = "SELECT 1") -> EngineError:
    with pytest.raises(EngineError) as failed:
        list(connection.query(sql))
    assert failed.value.where
    assert failed.value.hint
    return failed.value


@pytest.mark.parametrize(
    ("answer", "kind", "what"),
    [
        ("", ConnectionLost, "Athena does not answer"), ("AccessDeniedException", EngineError, "does not let these credentials in"),
        ("ExpiredTokenException", EngineError, "does not let these credentials in"), ("UnrecognizedClientException", EngineError, "does not let these credentials in"),
        ("TooManyRequestsException", EngineError, "has too much to do"), ("InvalidRequestException", StatementRefused, "did not take the statement"),
    ],
)  # fmt: skip
def test_a_statement_that_does_not_begin(athena: Callable[[Answers], Connection], answer: str, kind: type[EngineError], what: str) -> None:
    error = failing(athena({"StartQueryExecution": answer}))
    assert type(error) is kind
    assert what in error.what
    assert error.query_id == ""


@pytest.mark.parametrize("action", ["GetQueryExecution", "GetQueryResults"])
@pytest.mark.parametrize(("answer", "kind", "what"), [("", ConnectionLost, "whether the statement was carried out is unknown"), ("AccessDeniedException", EngineError, "does not let these"), ("InternalServerException", EngineError, "what became of the statement")])
def test_a_statement_that_is_lost_is_told_with_its_id(athena: Callable[[Answers], Connection], action: str, answer: str, kind: type[EngineError], what: str) -> None:
    error = failing(athena({**STARTED, "GetQueryExecution": ended("SUCCEEDED"), action: answer}))
    assert type(error) is kind
    assert what in error.what
    assert error.query_id == ID
    assert f"query {ID}" in error.where


def test_a_write_whose_count_does_not_come_is_told_with_its_id(athena: Callable[[Answers], Connection]) -> None:
    connection = athena({**STARTED, "GetQueryExecution": ended("SUCCEEDED"), "GetQueryResults": ""})
    with pytest.raises(ConnectionLost, match="the tables are whole") as lost:
        connection.run("DELETE FROM t")
    assert lost.value.query_id == ID


@pytest.mark.parametrize(
    ("reason", "kind", "name"),
    [
        ("Query exhausted resources at this scale factor", EngineOutOfMemory, ""),
        ("EXCEEDED_LOCAL_MEMORY_LIMIT: Query exceeded per-node memory limit of 1MB", EngineOutOfMemory, "EXCEEDED_LOCAL_MEMORY_LIMIT"),
        ("CLUSTER_OUT_OF_MEMORY: Query killed", EngineOutOfMemory, "CLUSTER_OUT_OF_MEMORY"),
        ("ICEBERG_COMMIT_ERROR: Failed to commit", CommitConflict, "ICEBERG_COMMIT_ERROR"),
        ("EXCEEDED_TIME_LIMIT: Query exceeded the maximum run time", EngineError, "EXCEEDED_TIME_LIMIT"),
    ],
)
def test_a_statement_that_athena_gives_up(athena: Callable[[Answers], Connection], reason: str, kind: type[EngineError], name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(again, "PAUSE", 0.001)
    error = failing(athena({**STARTED, "GetQueryExecution": ended("FAILED", reason)}))
    assert type(error) is kind
    assert (error.name, error.query_id) == (name, ID)
    assert f"{reason} (query {ID})" in error.where


def test_what_the_asker_did_is_refused(athena: Callable[[Answers], Connection]) -> None:
    error = failing(athena({**STARTED, "GetQueryExecution": ended("FAILED", "TABLE_NOT_FOUND: line 1:15", category=2)}))
    assert (type(error), error.name) == (StatementRefused, "TABLE_NOT_FOUND")


def test_without_credentials(tmp_path: Path) -> None:
    """As a process of its own, which finds none in any of the places where AWS's tools look."""
    nobody = {"HOME": str(tmp_path), "AWS_EC2_METADATA_DISABLED": "true", "AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": "", "AWS_PROFILE": "", "AWS_DEFAULT_REGION": "us-east-1"}
    kerok = {"KEROK_ENGINE": "athena", "KEROK_CATALOG": "glue", "KEROK_WAREHOUSE": "s3://bucket/lake", "AWS_ENDPOINT_URL": "http://127.0.0.1:9"}
    found = run_process("query", "SELECT count(*) AS n FROM silver_pbj_daily", home=tmp_path / "lake", **kerok, **nobody)
    found.failed(1, "there are no credentials for AWS that can be used", "aws sts get-caller-identity")
