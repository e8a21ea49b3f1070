"""Whose turn it is: one execution loads at a time, for what is current is a function of all files.

The turn is the lease that every writer of the lake takes, whatever its engine. It is an execution's until it gives it back; one that is not
running any more has it no longer.
"""

from __future__ import annotations

import time

from kerok.cloud import client, code_of
from kerok.errors import Busy
from kerok.ledger import Ledger

WRITER = "writer"
TURN_SECONDS = 7200
"""Longer than any statement of Athena's runs; each call of a function begins it anew."""


def take_turn(ledger: Ledger, execution: str) -> str:
    """Take the turn; whose it is now."""
    with ledger.reading() as transaction:
        row = transaction.execute("SELECT owner, expires FROM kerok_lease WHERE name = ?", (WRITER,)).fetchone()
    if row and row[0] != execution and row[1] > time.time() and _is_at_work(row[0]):
        return str(row[0])
    with ledger.writing() as transaction:
        now = transaction.execute("SELECT owner, expires FROM kerok_lease WHERE name = ?", (WRITER,)).fetchone()
        if (now and row and tuple(now) != tuple(row)) or (now and not row):
            return str(now[0])  # somebody was quicker
        transaction.execute("DELETE FROM kerok_lease WHERE name = ?", (WRITER,))
        transaction.execute("INSERT INTO kerok_lease VALUES (?, ?, ?)", (WRITER, execution, time.time() + TURN_SECONDS))
    return execution


def keep_turn(ledger: Ledger, execution: str) -> None:
    """Begin the turn's time anew; raises Busy where it is another's."""
    with ledger.reading() as transaction:
        row = transaction.execute("SELECT owner, expires FROM kerok_lease WHERE name = ?", (WRITER,)).fetchone()
    if not row or row[0] != execution:
        raise Busy("another execution has taken the turn", where=str(row[0] if row else "nobody has it"), hint="kerok aws status")
    if row[1] < time.time() + TURN_SECONDS / 2:
        with ledger.writing() as transaction:
            transaction.execute("UPDATE kerok_lease SET expires = ? WHERE name = ? AND owner = ?", (time.time() + TURN_SECONDS, WRITER, execution))


def give_turn_back(ledger: Ledger, execution: str) -> None:
    """Let others have it."""
    with ledger.writing() as transaction:
        transaction.execute("DELETE FROM kerok_lease WHERE name = ? AND owner = ?", (WRITER, execution))


def _is_at_work(owner: str) -> bool:
    """Whether an execution still runs; of another kind of writer, who renews its lease, its time alone tells."""
    if not owner.startswith("arn:"):
        return True
    try:
        return bool(client("stepfunctions").describe_execution(executionArn=owner)["status"] == "RUNNING")
    except Exception as error:
        if code_of(error) == "ExecutionDoesNotExist":
            return False
        raise


def holder(ledger: Ledger) -> str:
    """Whose turn it is; "" where nobody is at work."""
    with ledger.reading() as transaction:
        row = transaction.execute("SELECT owner, expires FROM kerok_lease WHERE name = ?", (WRITER,)).fetchone()
    return str(row[0]) if row and row[1] > time.time() and _is_at_work(row[0]) else ""
