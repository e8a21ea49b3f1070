"""MiniStack with its Athena put in the hands of a `TrinoRunner`. Imports MiniStack: runs in the emulator's own environment."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from typing import Any

from ministack.core.responses import error_response_json, json_response
from ministack.services import athena, s3

from kerok.emulator.ddl import Refusal, statement_kind, translate
from kerok.emulator.faults import Faults
from kerok.emulator.runner import Failure, Result, TrinoRunner, bound

STATEMENT_BYTES = 262_144
PAGE_ROWS = 1000


def install(runner: TrinoRunner) -> None:
    """Replace what MiniStack does on StartQueryExecution, GetQueryResults and StopQueryExecution; its other answers stay."""
    service = _Service(runner, athena._start_query_execution)
    athena._start_query_execution = service.start
    athena._execute_query = service.execute
    athena._get_query_results = service.results
    athena._stop_query_execution = service.stop


class _Service:
    def __init__(self, runner: TrinoRunner, stock_start: Callable[[dict[str, Any]], Any]) -> None:
        self._runner, self._stock_start = runner, stock_start
        self._answers: dict[str, Result] = {}
        self._cancels: dict[str, Callable[[], None]] = {}
        self._parameters: list[str] = []
        self._faults = Faults()

    def start(self, data: dict[str, Any]) -> Any:
        sql, group = data.get("QueryString", ""), data.get("WorkGroup", "primary")
        if len(sql.encode()) > STATEMENT_BYTES:
            return _invalid(
                "1 validation error detected: Value at 'queryString' failed to satisfy constraint: "
                f"Member must have length less than or equal to {STATEMENT_BYTES}"
            )
        if athena._workgroups.get(group) is None:
            return _invalid(f"WorkGroup {group} is not found.")
        parameters = data.get("ExecutionParameters") or []
        if self._faults.take(sql, "throttle")[0]:
            return error_response_json("TooManyRequestsException", "Rate exceeded", 400)
        try:
            bound(translate(sql), statement_kind(sql)[1], parameters)
        except Refusal as refusal:
            return _invalid(str(refusal), AthenaErrorCode="MALFORMED_QUERY")
        location = _output_location(data, athena._workgroups[group].get("Configuration", {}))
        if location:
            data = {**data, "ResultConfiguration": {**(data.get("ResultConfiguration") or {}), "OutputLocation": location}}
        parsed, athena._parse_ddl = athena._parse_ddl, lambda _: None  # MiniStack's own reading of DDL is not asked
        try:
            answer = self._stock_start(data)
        finally:
            athena._parse_ddl = parsed
        self._complete(answer, sql, parameters)
        return answer

    def _complete(self, answer: Any, sql: str, parameters: list[str]) -> None:
        """What Athena says of an execution from its first moment; its task has not begun: it waits for this call to end."""
        if answer[0] >= 300:
            return
        execution = athena._executions[json.loads(answer[2])["QueryExecutionId"]]
        kind, substatement = statement_kind(sql)
        execution["StatementType"], execution["SubstatementType"] = kind, substatement
        execution["ExecutionParameters"] = parameters
        folder = execution["ResultConfiguration"]["OutputLocation"].removesuffix(".csv")
        suffix = ".csv" if (kind, substatement) == ("DML", "SELECT") else "" if _writes(substatement) else ".txt"
        execution["ResultConfiguration"]["OutputLocation"] = folder + suffix

    async def execute(self, query_id: str, query: str, database: str, *_: Any) -> None:
        execution = athena._executions[query_id]
        status, began = execution["Status"], time.time()
        if status["State"] == "CANCELLED":
            return
        status["State"] = "RUNNING"

        def started(cancel: Callable[[], None]) -> None:
            self._cancels[query_id] = cancel

        try:
            kind, reason = self._faults.take(query, "fail", "cancel", "twice")
            if kind == "fail":
                raise Failure(reason, 2)
            if kind == "cancel":
                status.update(State="CANCELLED", StateChangeReason="Query cancelled by user")
                return
            if kind == "twice":
                await asyncio.to_thread(self._runner.run, query, database, execution["ExecutionParameters"], started)
            result = await asyncio.to_thread(self._runner.run, query, database, execution["ExecutionParameters"], started)
            if status["State"] == "RUNNING":
                self._finish(execution, result)
        except Exception as error:  # whatever went wrong is the execution's failure, as Athena's API has it
            if status["State"] == "RUNNING":
                _fail(execution, error)
        finally:
            self._cancels.pop(query_id, None)
            milliseconds = int((time.time() - began) * 1000)
            execution["Statistics"] |= {"EngineExecutionTimeInMillis": milliseconds, "TotalExecutionTimeInMillis": milliseconds}
            status["CompletionDateTime"] = int(time.time())

    def _finish(self, execution: dict[str, Any], result: Result) -> None:
        execution["Statistics"]["DataScannedInBytes"] = result.scanned_bytes
        limit = athena._workgroups[execution["WorkGroup"]].get("Configuration", {}).get("BytesScannedCutoffPerQuery")
        if limit and result.scanned_bytes > int(limit):
            execution["Status"].update(State="CANCELLED", StateChangeReason="Bytes scanned limit was exceeded")
            return
        _write(execution["ResultConfiguration"]["OutputLocation"], result)
        self._answers[execution["QueryExecutionId"]] = result
        execution["Status"]["State"] = "SUCCEEDED"

    def results(self, data: dict[str, Any]) -> Any:
        query_id = data.get("QueryExecutionId", "")
        execution = athena._executions.get(query_id)
        if execution is None:
            return _invalid(f"QueryExecution {query_id} was not found")
        state = execution["Status"]["State"]
        if state in ("FAILED", "CANCELLED"):
            return _invalid(f"Query did not finish successfully. Final query state: {state}")
        if state != "SUCCEEDED":
            return _invalid(f"Query has not yet finished. Current state: {state}")
        result = self._answers[query_id]
        size = int(data.get("MaxResults") or PAGE_ROWS)
        token = str(data.get("NextToken") or "0")
        if not 1 <= size <= PAGE_ROWS or not token.isdecimal():
            return _invalid(f"MaxResults is not between 1 and {PAGE_ROWS}, or NextToken is not one that was given")
        names: list[list[str | None]] = [[column["Name"] for column in result.columns]]
        rows = (names if execution["StatementType"] == "DML" and not _writes(execution["SubstatementType"]) else []) + result.rows
        page = rows[int(token) : int(token) + size]
        answer: dict[str, Any] = {
            "ResultSet": {
                "Rows": [{"Data": [{} if value is None else {"VarCharValue": value} for value in row]} for row in page],
                "ResultSetMetadata": {"ColumnInfo": result.columns},
            },
            "UpdateCount": result.update_count,
        }
        if int(token) + size < len(rows):
            answer["NextToken"] = str(int(token) + size)
        return json_response(answer)

    def stop(self, data: dict[str, Any]) -> Any:
        query_id = data.get("QueryExecutionId", "")
        execution = athena._executions.get(query_id)
        if execution is None:
            return _invalid(f"QueryExecution {query_id} was not found")
        if execution["Status"]["State"] in ("QUEUED", "RUNNING"):
            execution["Status"].update(State="CANCELLED", StateChangeReason="Query cancelled by user")
            if cancel := self._cancels.get(query_id):
                asyncio.get_running_loop().run_in_executor(None, cancel)
        return json_response({})


def _writes(substatement: str) -> bool:
    return substatement in ("INSERT", "MERGE", "UPDATE", "DELETE", "CREATE_TABLE_AS_SELECT")


def _invalid(message: str, **extra: str) -> Any:
    return error_response_json("InvalidRequestException", message, 400, extra=extra)


def _output_location(data: dict[str, Any], group: dict[str, Any]) -> str:
    """The workgroup's where it enforces its settings or the client names none, the client's otherwise; "" if neither does."""
    of_group = (group.get("ResultConfiguration") or {}).get("OutputLocation") or ""
    of_client = (data.get("ResultConfiguration") or {}).get("OutputLocation") or ""
    location = of_group if of_group and group.get("EnforceWorkGroupConfiguration") else of_client or of_group
    return f"{location.rstrip('/')}/" if location else ""


def _fail(execution: dict[str, Any], error: Exception) -> None:
    reason = str(error) if isinstance(error, Failure) else f"GENERIC_INTERNAL_ERROR: {type(error).__name__}: {error}"
    category = error.category if isinstance(error, Failure) else 1
    execution["Status"].update(
        State="FAILED",
        StateChangeReason=reason,
        AthenaError={"ErrorCategory": category, "ErrorType": 0, "Retryable": False, "ErrorMessage": reason},
    )


def _write(location: str, result: Result) -> None:
    """The result object and its metadata: CSV with every value quoted and nothing at all for NULL, or lines of text."""
    if location.endswith(".csv"):
        head: list[list[str | None]] = [[column["Name"] for column in result.columns]]
        _put(location, "".join(",".join(map(_cell, row)) + "\n" for row in head + result.rows).encode())
    elif location.endswith(".txt"):
        _put(location, "".join("\t".join(value or "" for value in row) + "\n" for row in result.rows).encode())
    _put(location + ".metadata", json.dumps(result.columns).encode())


def _cell(value: str | None) -> str:
    return "" if value is None else '"' + value.replace('"', '""') + '"'


def _put(location: str, body: bytes) -> None:
    bucket, _, key = location.removeprefix("s3://").partition("/")
    answer = s3._put_object(bucket, key, body, {"content-type": "application/octet-stream", "content-length": str(len(body))})
    if answer[0] >= 300:
        raise Failure(f"Access denied when writing output to url: {location}", 2)
