"""Executions started by hand: of one file, of all that failed, of every object below a prefix."""

from __future__ import annotations

import json
import time
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any

from kerok.cloud import client
from kerok.errors import UsageError
from kerok.ledger import Ledger, SourceFile
from kerok.settings import Settings

UNFINISHED = ("pending", "publishing", "failed", "refused")


def start(machine: str, bucket: str, key: str, version: str = "") -> str:
    """Start the workflow as the arrival of the object would; the execution's ARN."""
    found = {"key": key, **({"version-id": version} if version else {})}
    event = {"detail-type": "Object Created", "source": "kerok", "detail": {"bucket": {"name": bucket}, "object": found}}
    return str(client("stepfunctions").start_execution(stateMachineArn=machine, input=json.dumps(event))["executionArn"])


def retry(machine: str, bucket: str, file: SourceFile) -> str:
    """Start the workflow for a file of the ledger again."""
    key, _, version = file.bronze.partition("?versionId=")
    return start(machine, bucket, key, version)


def unfinished(ledger: Ledger, *, failed_only: bool = True) -> list[SourceFile]:
    """Files of the ledger that are not loaded, with bytes to try again."""
    wanted = ("publishing", "failed") if failed_only else UNFINISHED
    with ledger.reading() as transaction:
        return [f for f in ledger.files(transaction) if f.status in wanted and f.bronze]


def backfill(machine: str, bucket: str, prefix: str, at_once: int) -> Iterator[tuple[str, str]]:
    """Drive every object below a prefix through the workflow, so many at once; each key with what became of its execution."""
    running: deque[tuple[str, str]] = deque()
    for key in _keys(bucket, prefix):
        while len(running) >= at_once:
            yield from _ended(running)
        running.append((key, start(machine, bucket, key)))
    while running:
        yield from _ended(running)


def wait(executions: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each execution with its status, once it has ended."""
    running = deque((arn, arn) for arn in executions)
    while running:
        yield from _ended(running)


def _keys(bucket: str, prefix: str) -> Iterator[str]:
    for page in client("s3").get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix):
        yield from (found["Key"] for found in page.get("Contents", []))


def _ended(running: deque[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for _ in range(len(running)):
        key, arn = running.popleft()
        status = str(_described(arn)["status"])
        if status == "RUNNING":
            running.append((key, arn))
        else:
            yield key, status
    if running:
        time.sleep(0.5)


def _described(arn: str) -> dict[str, Any]:
    return dict(client("stepfunctions").describe_execution(executionArn=arn))


def machine_of(settings: Settings) -> str:
    """The ARN of the state machine of the settings; raises UsageError where there is none."""
    name = settings["aws.workflow"]
    for page in client("stepfunctions").get_paginator("list_state_machines").paginate():
        for found in page["stateMachines"]:
            if found["name"] == name:
                return str(found["stateMachineArn"])
    raise UsageError(f"no state machine is named {name}", where=f"aws.workflow ({settings.origins['aws.workflow']})", hint="make deploy; or export KEROK_AWS_WORKFLOW=NAME")


def bucket_of(settings: Settings) -> str:
    """The landing bucket."""
    return settings.warehouse.removeprefix("s3://").partition("/")[0]
