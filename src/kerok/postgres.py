"""PostgreSQL: the ledger of a lake that several people or machines share. The only module that imports psycopg.

The ledger's tables stand in a schema of their own, named after the lake's namespace, beside Iceberg's tables of the same database.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from kerok.errors import Busy, LakeDamaged
from kerok.ledger import SCHEMA, Answers, Ledger, Transaction, this_owner

CONNECT_SECONDS = 10


class PostgresLedger(Ledger):
    """Files and leases in one database; what `Ledger` says holds.

    Args:
        address: ``postgresql://HOST/DATABASE``, with or without user and password.
        place: The same for people to see, without secrets.
        namespace: Of the lake's tables; two lakes in one database know nothing of each other.
        login: ``user`` and ``password`` where the address has none.
    """

    def __init__(self, address: str, place: str, namespace: str, **login: str) -> None:
        self._address, self._place, self._schema = make_conninfo(address, **login), place, f"{namespace}_ledger"
        self._owner = this_owner()

    def exists(self) -> bool:
        """Whether there is a ledger. Raises LakeDamaged when the server does not answer."""
        with self._transaction("READ COMMITTED READ ONLY") as transaction:
            row = transaction.execute("SELECT to_regclass(?)", (f'"{self._schema}".kerok_meta',)).fetchone()
        return row[0] is not None

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """A transaction that only reads, all at one moment."""
        with self._transaction("REPEATABLE READ READ ONLY") as transaction:
            yield transaction

    @contextmanager
    def writing(self, wait_seconds: float = 60) -> Iterator[Transaction]:
        """One transaction that is committed at the end or leaves no trace; one at a time."""
        with self._transaction("READ COMMITTED") as transaction:
            transaction.execute(f"SET LOCAL lock_timeout = {int(max(wait_seconds, 0.001) * 1000)}")
            transaction.execute("SELECT pg_advisory_xact_lock(hashtext(?))", (self._schema,))
            yield transaction

    def create(self) -> None:
        """Create the schema and the tables where they are missing."""
        with self.writing() as transaction:
            transaction.execute(f'CREATE SCHEMA IF NOT EXISTS "{self._schema}"')
            for statement in SCHEMA.split(";")[:-1]:
                transaction.execute(statement)

    @contextmanager
    def _transaction(self, mode: str) -> Iterator[Transaction]:
        try:
            with psycopg.connect(self._address, connect_timeout=CONNECT_SECONDS, application_name="kerok") as connection:
                connection.execute(sql.SQL("SET TRANSACTION ISOLATION LEVEL " + mode))
                connection.execute("SELECT set_config('search_path', concat_ws(', ', quote_ident(%s), current_setting('search_path')), true)", (self._schema,))
                yield _Questions(connection)
        except psycopg.Error as error:
            raise self._explained(error) from error

    def _explained(self, error: psycopg.Error) -> LakeDamaged | Busy:
        first = str(error).strip().split("\n")[0]
        if isinstance(error, (psycopg.errors.LockNotAvailable, psycopg.errors.DeadlockDetected)):
            return Busy("another process holds the ledger", where=self._place, hint="wait a moment, then: kerok run")
        if isinstance(error, (psycopg.errors.UndefinedTable, psycopg.errors.InvalidSchemaName)):
            return LakeDamaged("no lake here yet", where=self._place, hint="kerok ingest PATH")
        if isinstance(error, psycopg.errors.InsufficientPrivilege):
            return LakeDamaged("the database does not let this user do it", where=f"{self._place}: {first}", hint="grant it, or take another user: export KEROK_CATALOG_USER=...")
        if isinstance(error, psycopg.OperationalError):
            return LakeDamaged("the database does not answer; the lake is whole", where=f"{self._place}: {first}", hint="kerok doctor; then: kerok run")
        return LakeDamaged(f"the database answered: {first}", where=self._place, hint="kerok doctor")


class _Questions:
    """psycopg's connection with ``?`` for parameters, as SQLite has it."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection

    def execute(self, text: str, parameters: Sequence[Any] = (), /) -> Answers:
        return self._connection.execute(_translated(text), tuple(parameters) or None)

    def executemany(self, text: str, parameters: Iterable[Sequence[Any]], /) -> object:
        with self._connection.cursor() as cursor:
            cursor.executemany(_translated(text), [tuple(p) for p in parameters])
        return None


def _translated(text: str) -> Any:
    return sql.SQL(text.replace("?", "%s"))
