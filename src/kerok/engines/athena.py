"""Athena: carries statements out and gives their rows with exact types, through AWS's own API."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from kerok.cloud import client, code_of, explained, trouble_of
from kerok.engines.again import until_alone
from kerok.errors import CommitConflict, ConnectionLost, EngineError, EngineOutOfMemory, StatementRefused

STATEMENT_BYTES = 262_144
"""The longest statement that Athena takes."""

_TYPES: dict[str, Callable[[str], Any]] = {
    "bigint": int, "integer": int, "smallint": int, "tinyint": int, "double": float, "float": float, "real": float,
    "decimal": Decimal, "date": dt.date.fromisoformat, "boolean": lambda text: text == "true",
}  # fmt: skip

_WHOSE = "aws sts get-caller-identity   (says whose credentials are found)"
_TROUBLE: dict[str, tuple[type[EngineError], str, str]] = {
    "no credentials": (EngineError, "there are no credentials for AWS that can be used", _WHOSE),
    "denied": (EngineError, "Athena does not let these credentials in", f"{_WHOSE}; which rights Kerok needs: docs/aws.md"),
    "unreachable": (ConnectionLost, "Athena does not answer", "kerok --engine athena doctor; then: kerok run"),
    "busy": (EngineError, "Athena has too much to do", "try again in a minute; what was begun: kerok run"),
    "other": (StatementRefused, "Athena did not take the statement", "check AWS's credentials, KEROK_ATHENA_WORKGROUP, KEROK_ATHENA_OUTPUT and the database"),
}  # fmt: skip


class Rows:
    """The answer of one query.

    Attributes:
        names: Columns, in order.
        types: Their types as Trino spells them, as ``decimal(9, 2)``.
        pages: Its rows, each page fetched when it is asked for.
    """

    def __init__(self, names: list[str], types: list[str], pages: Iterator[list[tuple[Any, ...]]]) -> None:
        self.names, self.types, self.pages = names, types, pages

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        for page in self.pages:
            yield from page


class Connection:
    """Statements to one workgroup, in one Glue database.

    Args:
        output: ``s3://...`` where the workgroup names no place for results.
        region: Empty = AWS's own settings.

    Attributes:
        started: Is told the id of each statement once Athena has it.
    """

    catalog = ""
    started: Callable[[str], None] = staticmethod(lambda query_id: None)

    def __init__(self, namespace: str, workgroup: str, output: str = "", region: str = "") -> None:
        self.namespace, self._workgroup, self._output, self._region = namespace, workgroup, output, region

    def run(self, sql: str) -> int:
        """Carry a statement out to its end; the rows it changed, where Athena counts them. One that met another writer's commit is tried again.

        Raises:
            StatementRefused, CommitConflict, EngineOutOfMemory, ConnectionLost: As their names say, with Athena's query id.
            EngineError: No credentials, none that are let in, or anything else that Athena itself could not do.
        """
        return until_alone(self._carry_out, sql)

    def _carry_out(self, sql: str) -> int:
        query_id = self._finished(sql)
        if not re.match(r"\s*(MERGE|INSERT|UPDATE|DELETE)\b", sql, re.IGNORECASE):
            return 0
        with _explaining(query_id):
            return int(client("athena", self._region).get_query_results(QueryExecutionId=query_id, MaxResults=1).get("UpdateCount") or 0)

    def query(self, sql: str) -> Rows:
        """The rows of a query, fetched page by page as they are read; raises as `run`."""
        query_id = self._finished(sql)
        with _explaining(query_id):
            rows = rows_of(query_id, self._region)
        return Rows(rows.names, rows.types, _explained_pages(rows.pages, query_id))

    def close(self) -> None:
        """Nothing is held open."""

    def stop(self, query_id: str) -> None:
        """Return when a statement has ended, stopped if it had not; one that Athena does not know any more has."""
        try:
            client("athena", self._region).stop_query_execution(QueryExecutionId=query_id)
            self._ended(query_id)
        except Exception as error:
            if code_of(error) != "InvalidRequestException":
                raise explained(error, "a statement that a killed process left cannot be stopped", f"Athena, query {query_id}") from error

    def _finished(self, sql: str) -> str:
        if (size := len(sql.encode())) > STATEMENT_BYTES:
            raise StatementRefused("Athena takes no statement of this length", where=f"{size:,} bytes, at most {STATEMENT_BYTES:,}: {sql[:80]} ...", hint="ask for less at once")
        options: dict[str, Any] = {"ResultConfiguration": {"OutputLocation": self._output}} if self._output else {}
        with _explaining():
            started = client("athena", self._region).start_query_execution(
                QueryString=sql, WorkGroup=self._workgroup, QueryExecutionContext={"Database": self.namespace}, **options
            )
        query_id = str(started["QueryExecutionId"])
        try:
            self.started(query_id)
            with _explaining(query_id):
                status = self._ended(query_id)
        except ConnectionLost:  # nobody is there to be told to stop it; the lake's next writer does
            raise
        except BaseException:  # Ctrl-C: what nobody waits for any more shall not go on, nor be paid for
            with contextlib.suppress(Exception):
                client("athena", self._region).stop_query_execution(QueryExecutionId=query_id)
            raise
        if status["State"] != "SUCCEEDED":
            raise _failed(query_id, status)
        return query_id

    def _ended(self, query_id: str) -> dict[str, Any]:
        pause = 0.1
        while True:
            status: dict[str, Any] = client("athena", self._region).get_query_execution(QueryExecutionId=query_id)["QueryExecution"]["Status"]
            if status["State"] not in ("QUEUED", "RUNNING"):
                return status
            time.sleep(pause)
            pause = min(pause * 1.5, 2.0)


@contextlib.contextmanager
def _explaining(query_id: str = "") -> Iterator[None]:
    """Name AWS's and botocore's errors of the block."""
    try:
        yield
    except Exception as error:
        trouble = trouble_of(error)
        if not trouble:
            raise
        kind, what, hint = _TROUBLE[trouble]
        if query_id and kind is ConnectionLost:
            what = "the connection to Athena broke; the tables are whole, whether the statement was carried out is unknown"
        elif query_id and kind is StatementRefused:
            kind, what = EngineError, "Athena does not say what became of the statement; the tables are whole"
        words = " ".join(str(error).split())[:400]
        found = kind(what, where=f"query {query_id}: {words}" if query_id else words, hint=hint)
        found.name, found.query_id = code_of(error) or type(error).__name__, query_id
        raise found from error


def _explained_pages(pages: Iterator[list[tuple[Any, ...]]], query_id: str) -> Iterator[list[tuple[Any, ...]]]:
    with _explaining(query_id):
        yield from pages


def rows_of(query_id: str, region: str = "") -> Rows:
    """The rows that a finished query gave; errors are botocore's own, by whose names a workflow tries again."""
    pages = iter(client("athena", region).get_paginator("get_query_results").paginate(QueryExecutionId=query_id))
    first = next(pages)["ResultSet"]
    columns = first["ResultSetMetadata"]["ColumnInfo"]
    kinds = [column["Type"] for column in columns]

    def fetched() -> Iterator[list[tuple[Any, ...]]]:
        yield [_row(row, kinds) for row in first["Rows"][1:]]  # the first row of a query's first page holds the names
        for page in pages:
            yield [_row(row, kinds) for row in page["ResultSet"]["Rows"]]

    return Rows([column["Name"] for column in columns], [_spelled(column) for column in columns], fetched())


def _row(row: dict[str, Any], kinds: list[str]) -> tuple[Any, ...]:
    return tuple(_typed(cell.get("VarCharValue"), kind) for cell, kind in zip(row["Data"], kinds, strict=True))


def _spelled(column: dict[str, Any]) -> str:
    kind = str(column["Type"])
    return f"decimal({column['Precision']}, {column['Scale']})" if kind == "decimal" else {"float": "real"}.get(kind, kind)


def _typed(text: str | None, kind: str) -> Any:
    return None if text is None else _TYPES.get(kind, str)(text)


def _failed(query_id: str, status: dict[str, Any]) -> EngineError:
    reason = str(status.get("StateChangeReason", status["State"]))
    is_refusal = (status.get("AthenaError") or {}).get("ErrorCategory") == 2  # Athena's number for what the asker did
    where, found = f"{reason} (query {query_id})", re.match("([A-Z_]+):", reason)
    error: EngineError
    if re.match(r"EXCEEDED_\w*(MEMORY|SPILL)|(CLUSTER_)?OUT_OF_|Query exhausted resources", reason):
        error = EngineOutOfMemory("the statement needs more memory than Athena gives it, nothing was done", where=where, hint="ask for less at once; finish a load on this machine: kerok --engine duckdb run")
    elif "ICEBERG_COMMIT_ERROR" in reason:
        error = CommitConflict("another writer changed the table meanwhile, nothing was done", where=where, hint="kerok run   (loads again from what is there now)")
    else:
        error = (StatementRefused if is_refusal else EngineError)("Athena could not carry the statement out", where=where, hint="kerok --engine athena doctor")
    error.name, error.query_id = found[1] if found else "", query_id
    return error
