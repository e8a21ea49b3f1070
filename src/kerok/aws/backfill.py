"""Executions started by hand: of one file, of all that are not loaded and at work nowhere, of every object below a prefix."""

from __future__ import annotations

import json
import time
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any

from kerok.aws.place import Source, source_of
from kerok.cloud import client
from kerok.errors import UsageError
from kerok.ledger import Ledger, SourceFile
from kerok.settings import Settings

ARRIVALS = ("bronze/pbj/", "bronze/providerinfo/")
"""Where an object that arrives starts the workflow."""
UNFINISHED = ("pending", "publishing", "failed")


def start(machine: str, bucket: str, key: str, version: str = "") -> str:
    """Start the workflow as the arrival of the object would; the execution's ARN."""
    found = {"key": key, **({"version-id": version} if version else {})}
    event = {"detail-type": "Object Created", "source": "kerok", "detail": {"bucket": {"name": bucket}, "object": found}}
    return str(client("stepfunctions").start_execution(stateMachineArn=machine, input=json.dumps(event))["executionArn"])


def retry(machine: str, bucket: str, file: SourceFile) -> str:
    """Start the workflow for a file of the ledger again."""
    source = source_of(bucket, file.bronze)
    return start(machine, bucket, source.key, source.version)


def unfinished(machine: str, bucket: str, ledger: Ledger) -> list[SourceFile]:
    """Files of the ledger that failed, or wait with no execution at work on them; refused ones would be refused again."""
    with ledger.reading() as transaction:
        files = [f for f in ledger.files(transaction) if f.status in UNFINISHED and f.bronze]
    busy = at_work(machine, bucket) if files else set()
    return [file for file in files if file.bronze not in busy]


def at_work(machine: str, bucket: str) -> set[str]:
    """The objects of the executions that run, as the ledger calls them."""
    pages = client("stepfunctions").get_paginator("list_executions").paginate(stateMachineArn=machine, statusFilter="RUNNING")
    inputs = (json.loads(_described(found["executionArn"])["input"]) for page in pages for found in page["executions"])
    return {Source(bucket, given["detail"]["object"]).bronze for given in inputs}


def named(ledger: Ledger, given: str) -> list[SourceFile]:
    """The files of the ledger that a person means: by the first characters of the hash, the object's key, or the file's name.

    Raises:
        UsageError: There is none, or several that differ; their hashes are told.
    """
    with ledger.reading() as transaction:
        files = [f for f in ledger.files(transaction) if f.bronze]
    found = [f for f in files if len(given) >= 6 and f.file_sha256.startswith(given.lower())]
    found = found or [f for f in files if given in (f.bronze, source_of("", f.bronze).key)] or [f for f in files if f.file_name == given]
    if not found:
        raise UsageError(f"no file of the ledger is {given}", where="neither the first 6 characters of a hash or more, nor a key, nor a name", hint="kerok aws status --all")
    if len({f.file_sha256 for f in found}) > 1:
        each = "\n".join(f"         {f.file_sha256}  {f.file_name}, {f.status}, received {f.received_at}" for f in found)
        raise UsageError(f"{given} are {len(found)} files", where=each.strip(), hint=f"kerok aws retry {found[-1].file_sha256[:12]}")
    return found


def backfill(machine: str, bucket: str, prefix: str, at_once: int) -> Iterator[tuple[str, str]]:
    """Drive every object below a prefix that would start the workflow through it, so many at once; each key with what became of its execution."""
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
        yield from (found["Key"] for found in page.get("Contents", []) if found["Key"].startswith(ARRIVALS))


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
