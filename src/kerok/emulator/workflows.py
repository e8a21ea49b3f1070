"""MiniStack's Step Functions with Athena's integration, whole histories, and Lambda's errors under their own names. Runs in the emulator's own environment."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from ministack.core import lambda_runtime
from ministack.core.responses import get_account_id, get_region
from ministack.services import eventbridge, lambda_svc, s3, stepfunctions

from kerok.emulator.faults import Faults

_POLL_SECONDS = 0.05
_STOPPED = "ABORTED"
_MARK = "\x1f"
"""Parts the class of an error from its message on the way from a function's process."""


def install(endpoint: str) -> None:
    """Let ``athena:startQueryExecution`` do what AWS documents, a history tell of every state, and a function's error be named by its class, as AWS names it."""
    stepfunctions._SERVICE_DISPATCH["arn:aws:states:::athena:startQueryExecution"] = lambda resource, data: _query(endpoint, resource, data)
    script = lambda_runtime._PYTHON_WORKER_SCRIPT
    lambda_runtime._PYTHON_WORKER_SCRIPT = script.replace('"error": str(e),', f'"error": type(e).__name__ + {_MARK!r} + str(e),')
    assert script != lambda_runtime._PYTHON_WORKER_SCRIPT, "MiniStack's worker has another form"
    lambda_svc._execute_function = _with_class(lambda_svc._execute_function)
    stepfunctions._invoke_resource = _with_faults(stepfunctions._invoke_resource)
    _History().install()
    _name_versions()


def _name_versions() -> None:
    """An object of a versioned bucket arrives at EventBridge with its version, which MiniStack leaves out."""
    fire, dispatch = s3._fire_s3_event, eventbridge._dispatch_event
    version: ContextVar[str | None] = ContextVar("version", default=None)

    def fired(*arguments: Any, version_id: str | None = None, **named: Any) -> None:
        token = version.set(version_id)
        try:
            fire(*arguments, version_id=version_id, **named)
        finally:
            version.reset(token)

    def dispatched(event: dict[str, Any]) -> Any:
        if version.get():
            detail = json.loads(event["Detail"])
            detail["object"]["version-id"] = version.get()
            event = {**event, "Detail": json.dumps(detail)}
        return dispatch(event)

    s3._fire_s3_event, eventbridge._dispatch_event = fired, dispatched


def _with_faults(invoke: Callable[..., Any]) -> Callable[..., Any]:
    """A call of another service's fails where a fault says so: before it is made, under the error's name."""
    faults = Faults()

    def invoked(resource: str, data: Any) -> Any:
        kind, error = faults.take(json.dumps(data), "task")
        if kind:
            raise stepfunctions._ExecutionError(error, "made to fail")
        return invoke(resource, data)

    return invoked


class _History:
    """Execution histories as AWS has them, without input and output: MiniStack leaves out the states of branches and iterations, and which event led to which."""

    def __init__(self) -> None:
        self._add, self._run = stepfunctions._add_event, stepfunctions._run_sub_machine
        self._before: ContextVar[int] = ContextVar("before", default=0)  # each branch and iteration runs in a context of its own
        self._inside: ContextVar[Any] = ContextVar("inside", default=None)
        self._mutex = threading.Lock()

    def install(self) -> None:
        stepfunctions._add_event = self.add
        stepfunctions._run_sub_machine = self.run
        fail = stepfunctions._fail_execution
        stepfunctions._fail_execution = lambda execution, *told: None if execution["status"] == _STOPPED else fail(execution, *told)
        for kind in ("Pass", "Task", "Choice", "Wait", "Parallel", "Map"):
            name = f"_execute_{kind.lower()}"
            setattr(stepfunctions, name, self._told(kind, getattr(stepfunctions, name)))

    def add(self, execution: Any, kind: str, details: dict[str, Any] | None = None) -> Any:
        """The event, numbered one after the other whatever runs beside."""
        with self._mutex:
            event = self._add(execution, kind, {**(details or {}), "previousEventId": self._before.get()})
        self._before.set(event["id"])
        return event

    def run(self, states: Any, start_at: str, data: Any, execution: Any, context: dict[str, Any]) -> Any:
        """One branch or iteration, its context object its own: MiniStack lets branches write into one."""
        token = self._inside.set(execution)
        try:
            return self._run(states, start_at, data, execution, dict(context))
        finally:
            self._inside.reset(token)

    def _told(self, kind: str, handler: Callable[..., Any]) -> Callable[..., Any]:
        def handle(state: dict[str, Any], data: Any, *rest: Any) -> Any:
            execution = self._inside.get()
            if execution is None:  # of the outermost states MiniStack tells
                return handler(state, data, *rest)
            if execution["status"] == _STOPPED:  # MiniStack lets branches of a stopped execution run on
                raise stepfunctions._ExecutionError("States.Runtime", "the execution was stopped")
            name = {"name": rest[-1]["State"]["Name"]}
            self.add(execution, f"{kind}StateEntered", {"stateEnteredEventDetails": name})
            try:
                output, following = handler(state, data, *rest)
            except Exception:
                self._fail(execution, kind)
                raise
            if following in [catcher["Next"] for catcher in state.get("Catch", [])]:
                self._fail(execution, kind)
            self.add(execution, f"{kind}StateExited", {"stateExitedEventDetails": name})
            return output, following

        return handle

    def _fail(self, execution: Any, kind: str) -> None:
        if kind in ("Map", "Parallel"):
            self.add(execution, f"{kind}StateFailed")


def _with_class(execute: Callable[..., Any]) -> Callable[..., Any]:
    def executed(*arguments: Any, **named: Any) -> Any:
        result = execute(*arguments, **named)
        body = result.get("body") if isinstance(result, dict) and result.get("error") else None
        if isinstance(body, dict) and _MARK in str(body.get("errorMessage", "")):
            body["errorType"], _, body["errorMessage"] = str(body["errorMessage"]).partition(_MARK)
        elif isinstance(body, dict) and str(body.get("errorMessage", "")).startswith("Task timed out after"):
            body["errorType"] = "Sandbox.Timedout"
        return result

    return executed


def _query(endpoint: str, resource: str, data: dict[str, Any]) -> dict[str, Any]:
    from botocore.exceptions import ClientError
    from botocore.session import get_session

    athena = get_session().create_client(
        "athena", endpoint_url=endpoint, region_name=get_region(), aws_access_key_id=get_account_id(), aws_secret_access_key="test"
    )
    try:
        query_id = athena.start_query_execution(**data)["QueryExecutionId"]
    except ClientError as error:
        raise stepfunctions._ExecutionError("Athena." + error.response["Error"]["Code"], error.response["Error"]["Message"]) from error
    if ".sync" not in resource:
        return {"QueryExecutionId": query_id}
    while (execution := athena.get_query_execution(QueryExecutionId=query_id)["QueryExecution"])["Status"]["State"] in ("QUEUED", "RUNNING"):
        time.sleep(_POLL_SECONDS)
    answer: dict[str, Any] = json.loads(json.dumps({"QueryExecution": execution}, default=lambda moment: int(moment.timestamp() * 1000)))
    if execution["Status"]["State"] != "SUCCEEDED":
        raise stepfunctions._ExecutionError("States.TaskFailed", json.dumps(answer))
    return answer
