"""The function *mark*: takes the turn, gives it back, and writes down what failed."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

from kerok.aws.place import FunctionLake, Source, function_lake
from kerok.aws.turns import give_turn_back, take_turn
from kerok.ledger import LOADED, SourceFile
from kerok.outcomes import now

_OURS = {"Refused": "refused", "UnreadableFile": "refused"}


def handler(event: dict[str, Any], context: object = None) -> dict[str, Any]:
    """Do what ``event["does"]`` says for ``event["execution"]``.

    * ``take``: ``has_turn`` tells whether it has the turn now, ``holder`` who has it.
    * ``done``: the turn is given back.
    * ``failed``: the file's entry says why, the turn is given back; ``subject`` and ``message`` for people.
    """
    lake, execution = function_lake(), event["execution"]
    if event["does"] == "take":
        holder = take_turn(lake.ledger, execution)
        return {"has_turn": holder == execution, "holder": holder}
    if event["does"] == "failed":
        try:
            return _failed(lake, event)
        finally:
            give_turn_back(lake.ledger, execution)
    give_turn_back(lake.ledger, execution)
    return {}


def _failed(lake: FunctionLake, event: dict[str, Any]) -> dict[str, str]:
    """Write down why, then say it: an alarm that nobody reads loses nothing."""
    kind, cause, query_id = _told(event.get("error") or {})
    source = Source(event["bucket"], event["object"])
    sha256 = _note(lake, event, source, kind, cause)
    retry = f"kerok aws retry {sha256[:12]}" if sha256 else f"kerok aws backfill {_quoted(source.key)}"
    lines = [
        f"file:   s3://{source.bucket}/{source.key}", f"sha256: {sha256 or 'not known'}", f"step:   {event['step']}",
        f"query:  {query_id or 'none'}", f"cause:  {cause}", f"retry:  {retry}", f"execution: {event['execution']}",
    ]  # fmt: skip
    return {"subject": f"Kerok: a file was not loaded ({kind})"[:100], "message": "\n".join(lines)}


def _note(lake: FunctionLake, event: dict[str, Any], source: Source, kind: str, cause: str) -> str:
    """Enter the failure; the file's hash, "" of one that was never read: what stands for it is entered then, until it is."""
    wanted = (event.get("file") or {}).get("sha256")
    with lake.ledger.writing() as transaction:
        files = lake.ledger.files(transaction)
        found = [f for f in files if (f.file_sha256 == wanted if wanted else f.bronze == source.bronze and f.file_sha256 != source.unread)]
        if not wanted and all(f.status in LOADED for f in found):
            lake.ledger.put(transaction, _unread(source, kind, cause))
        for file in found:
            if file.status in LOADED:
                lake.ledger.put(transaction, replace(file, wants=None))
                continue
            status = "publishing" if file.status == "publishing" else _OURS.get(kind, "failed")
            lake.ledger.put(transaction, replace(file, status=status, error=cause, finished_at=now()))
    return found[0].file_sha256 if found else str(wanted or "")


def _unread(source: Source, kind: str, cause: str) -> SourceFile:
    """The entry of an object whose bytes nobody knows yet: `kerok.arrivals.register` takes it away when they are."""
    name = source.key.rpartition("/")[2] or source.key
    return SourceFile("unknown", source.unread, name, _OURS.get(kind, "failed"), received_at=now(), finished_at=now(), error=cause, bronze=source.bronze)


def _told(error: dict[str, Any]) -> tuple[str, str, str]:
    """Kind, cause and query id of what a state machine caught: of a function's error its own words, of Athena's the reason."""
    kind, cause = str(error.get("Error", "unknown")), str(error.get("Cause", ""))
    try:
        body = json.loads(cause)
    except ValueError:
        body = {}
    if "errorMessage" in body:
        kind, cause = str(body.get("errorType", kind)), str(body["errorMessage"])
        named = re.search(r"\(query ([0-9a-f-]{36})", cause)
        return kind, cause, named[1] if named else ""
    execution = body.get("QueryExecution", {})
    if execution:
        return kind, str(execution["Status"].get("StateChangeReason", execution["Status"]["State"])), str(execution["QueryExecutionId"])
    return kind, cause or kind, ""


def _quoted(key: str) -> str:
    import shlex

    return shlex.quote(key)
