"""The function *build-sql*: the statements that a step of the workflow is to carry out next. Slim: no engine, no SQL library inside."""

from __future__ import annotations

from typing import Any

from kerok.aws.journal import Journal, Pending
from kerok.aws.load import WorkflowTrack, carry_on
from kerok.aws.place import function_lake
from kerok.aws.turns import keep_turn
from kerok.engines.athena import rows_of
from kerok.errors import KerokError


def handler(event: dict[str, Any], context: object = None) -> dict[str, Any]:
    """Carry a step on as far as what is known allows.

    Args:
        event: ``step``, ``sql`` (the file of the repository it comes from), ``file`` (dataset, sha256), ``execution``, and ``work``: the answer
            to the call before with the ids of what was carried out as ``ran``; empty in the step's first call.

    Returns:
        ``done``, whether the step is at its end; else ``statements`` to carry out, ``kind`` (write or audit), and ``ids`` of those before.

    Raises:
        Refused, ContractBroken, KerokError: The step failed, after what it had left behind was taken away.
    """
    work = event.get("work") or {}
    ids = [*work.get("ids", []), *work.get("ran", [])]
    if work.get("last"):
        return _answer(done=True)
    lake = function_lake()
    keep_turn(lake.ledger, event["execution"])
    journal = Journal(lake.namespace, ids, lambda query_id: list(rows_of(query_id)))
    try:
        carry_on(WorkflowTrack(lake, journal), event["step"], event["file"]["dataset"], event["file"]["sha256"])
    except Pending:
        return _answer(journal, ids)
    except KerokError:
        if not journal.waiting:
            raise
        return _answer(journal, ids)  # candidates are dropped first; the next call raises it again
    return _answer(journal, ids, last=True) if journal.waiting else _answer(done=True)


def _answer(journal: Journal | None = None, ids: list[str] | None = None, *, done: bool = False, last: bool = False) -> dict[str, Any]:
    statements = journal.waiting if journal else []
    kind = "audit" if journal and journal.are_checks else "write"
    return {"done": done, "last": last, "kind": kind, "statements": statements, "ids": ids or [], "ran": []}
