"""MiniStack's Step Functions with Athena's integration, and Lambda's errors under their own names. Runs in the emulator's own environment."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

from ministack.core import lambda_runtime
from ministack.core.responses import get_account_id, get_region
from ministack.services import lambda_svc, stepfunctions

_POLL_SECONDS = 0.05
_MARK = "\x1f"
"""Parts the class of an error from its message on the way from a function's process."""


def install(endpoint: str) -> None:
    """Let ``athena:startQueryExecution`` do what AWS documents, and let a function's error be named by its class, as AWS names it."""
    stepfunctions._SERVICE_DISPATCH["arn:aws:states:::athena:startQueryExecution"] = lambda resource, data: _query(endpoint, resource, data)
    script = lambda_runtime._PYTHON_WORKER_SCRIPT
    lambda_runtime._PYTHON_WORKER_SCRIPT = script.replace('"error": str(e),', f'"error": type(e).__name__ + {_MARK!r} + str(e),')
    assert script != lambda_runtime._PYTHON_WORKER_SCRIPT, "MiniStack's worker has another form"
    lambda_svc._execute_function = _with_class(lambda_svc._execute_function)


def _with_class(execute: Callable[..., Any]) -> Callable[..., Any]:
    def executed(*arguments: Any, **named: Any) -> Any:
        result = execute(*arguments, **named)
        body = result.get("body") if isinstance(result, dict) and result.get("error") else None
        if isinstance(body, dict) and _MARK in str(body.get("errorMessage", "")):
            body["errorType"], _, body["errorMessage"] = str(body["errorMessage"]).partition(_MARK)
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
