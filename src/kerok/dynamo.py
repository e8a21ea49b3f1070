"""The ledger in DynamoDB: files, periods and leases of a lake that the workflow on AWS loads.

An item per row of the ledger's tables. A transaction works on a copy of all rows in memory, in SQLite, so that it is asked in the words of
every other ledger; what it has changed is written at its end, in one TransactWriteItems, on condition that nobody else holds the lock.
A ledger has hundreds of rows, a few hundred bytes each; reading it whole is one or two requests.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kerok.cloud import client, code_of, explained
from kerok.errors import LakeDamaged, LedgerBusy
from kerok.ledger import SCHEMA, Ledger, Transaction, this_owner

LOCK_SECONDS = 30
"""A lock older than this is its owner's who died: a transaction takes a fraction of a second."""

_MOST = 99  # of 100 writes in one TransactWriteItems, one is the lock
_KEYS = {
    "kerok_file": 2, "kerok_file_period": 3, "kerok_forgotten": 3, "kerok_lease": 1, "kerok_moment": 1, "kerok_meta": 1, "kerok_live_file": 3,
}  # fmt: skip
_LOCK = {"kind": {"S": "lock"}, "id": {"S": "lock"}}

Rows = dict[tuple[str, str], str]
"""The row, as JSON, by table and key."""


class DynamoLedger(Ledger):
    """What `Ledger` says holds. More than 99 rows changed at once are written in several steps, the lock held between them.

    Args:
        table: DynamoDB's name of the table; keys ``kind`` and ``id``, both text.
    """

    def __init__(self, table: str) -> None:
        self.table, self._owner = table, this_owner()

    def exists(self) -> bool:
        """Whether there is a ledger."""
        return self._version() is not None

    def create(self) -> None:
        """Create the ledger, unless it is there."""
        item = {**_LOCK, "version": {"N": "0"}, "expires": {"N": "0"}}
        with self._explaining():
            try:
                client("dynamodb").put_item(TableName=self.table, Item=item, ConditionExpression="attribute_not_exists(kind)")
            except Exception as error:
                if code_of(error) != "ConditionalCheckFailedException":
                    raise

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """A copy that only reads, all of one version."""
        while True:
            version = self._version()
            if version is None:
                raise LakeDamaged("no lake here yet", where=f"dynamodb://{self.table}", hint="kerok aws bootstrap")
            rows = self._rows()
            if self._version() == version:
                break
        connection = _connection(rows)
        try:
            yield connection
        finally:
            connection.close()

    @contextmanager
    def writing(self, wait_seconds: float = 60) -> Iterator[Transaction]:
        """One transaction that is written at the end or leaves no trace; one at a time."""
        holder = f"{self._owner}:{os.urandom(4).hex()}"
        self._lock(holder, wait_seconds)
        try:
            before = self._rows()
            connection = _connection(before)
            try:
                yield connection
                after = _rows_of(connection)
            finally:
                connection.close()
            self._write(holder, before, after)
        finally:
            self._unlock(holder)

    # ------------------------------------------------------------------------------------ items

    def _version(self) -> int | None:
        with self._explaining():
            item = client("dynamodb").get_item(TableName=self.table, Key=_LOCK, ConsistentRead=True).get("Item")
        return int(item["version"]["N"]) if item else None

    def _rows(self) -> Rows:
        found: Rows = {}
        with self._explaining():
            pages = client("dynamodb").get_paginator("scan").paginate(TableName=self.table, ConsistentRead=True)
            for page in pages:
                found |= {(i["kind"]["S"], i["id"]["S"]): i["row"]["S"] for i in page["Items"] if "row" in i}
        return found

    def _lock(self, holder: str, wait_seconds: float) -> None:
        deadline = time.time() + wait_seconds
        while not self._try_lock(holder):
            if time.time() > deadline:
                raise LedgerBusy("another process holds the ledger", where=f"dynamodb://{self.table}", hint="wait a moment, then: kerok aws status")
            time.sleep(0.05)

    def _try_lock(self, holder: str) -> bool:
        now = time.time()
        with self._explaining():
            try:
                client("dynamodb").update_item(
                    TableName=self.table, Key=_LOCK, UpdateExpression="SET holder = :h, expires = :e",
                    ConditionExpression="attribute_exists(kind) AND expires < :now",
                    ExpressionAttributeValues={":h": {"S": holder}, ":e": {"N": str(now + LOCK_SECONDS)}, ":now": {"N": str(now)}},
                )  # fmt: skip
            except Exception as error:
                if code_of(error) != "ConditionalCheckFailedException":
                    raise
                if self._version() is None:
                    raise LakeDamaged("no lake here yet", where=f"dynamodb://{self.table}", hint="kerok aws bootstrap") from None
                return False
        return True

    def _unlock(self, holder: str) -> None:
        try:
            client("dynamodb").update_item(
                TableName=self.table, Key=_LOCK, UpdateExpression="SET expires = :zero", ConditionExpression="holder = :h",
                ExpressionAttributeValues={":zero": {"N": "0"}, ":h": {"S": holder}},
            )  # fmt: skip
        except Exception:  # it expires by itself, and what happened in the transaction is to be told
            return

    def _write(self, holder: str, before: Rows, after: Rows) -> None:
        changed = [_put(self.table, key, row) for key, row in after.items() if before.get(key) != row]
        changed += [{"Delete": {"TableName": self.table, "Key": _key(key)}} for key in before.keys() - after.keys()]
        ours = {
            "Update": {
                "TableName": self.table, "Key": _LOCK, "UpdateExpression": "SET version = version + :one", "ConditionExpression": "holder = :h",
                "ExpressionAttributeValues": {":one": {"N": "1"}, ":h": {"S": holder}},
            }
        }  # fmt: skip
        for start in range(0, len(changed), _MOST):
            with self._explaining():
                client("dynamodb").transact_write_items(TransactItems=[ours, *changed[start : start + _MOST]])

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            if code_of(error) == "TransactionCanceledException":
                raise LedgerBusy("the ledger was locked for too long and given to another process", where=f"dynamodb://{self.table}", hint="kerok aws status") from error
            if code_of(error):
                raise explained(error, "the ledger does not answer", f"dynamodb://{self.table}") from error
            raise


def _key(key: tuple[str, str]) -> dict[str, Any]:
    return {"kind": {"S": key[0]}, "id": {"S": key[1]}}


def _put(table: str, key: tuple[str, str], row: str) -> dict[str, Any]:
    return {"Put": {"TableName": table, "Item": {**_key(key), "row": {"S": row}}}}


def _connection(rows: Rows) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.executescript(SCHEMA)
    for (kind, _), row in rows.items():
        values = json.loads(row)
        connection.execute(f"INSERT INTO {kind} VALUES ({', '.join('?' * len(values))})", values)
    return connection


def _rows_of(connection: sqlite3.Connection) -> Rows:
    found: Rows = {}
    for kind, keys in _KEYS.items():
        for values in connection.execute(f"SELECT * FROM {kind}"):
            found[kind, json.dumps(values[:keys])] = json.dumps(values)
    return found
