"""Statements that the workflow carries out between two calls of a function.

A function cannot wait for Athena. So the steps of a load, the same Python as everywhere, are run from their beginning in every call: what was
carried out before is not asked for again, the rows of a query are those that it gave then, and where something is not known yet the call ends
with the statements to carry out. The steps must ask for the same statements each time: what they depend on changes under the turn alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

BATCH_BYTES = 120_000
"""Statements that one call gives are no longer together, unless it is one: the workflow's state takes 256 KiB."""


class Pending(BaseException):
    """The call ends here: statements wait. Not an Exception: nothing on the way may take it for a failure."""


class Journal:
    """An engine's connection that remembers.

    Args:
        namespace: The Glue database.
        done: Ids of the statements that were carried out, in order.
        rows_of: Gives the rows of a query by its id.

    Attributes:
        waiting: Statements to be carried out next, in order.
        are_checks: They are queries that check a candidate.
    """

    catalog = ""

    def __init__(self, namespace: str, done: list[str], rows_of: Callable[[str], list[tuple[Any, ...]]]) -> None:
        self.namespace, self._done, self._rows_of = namespace, done, rows_of
        self.waiting: list[str] = []
        self.are_checks = False
        self._at, self._ended = 0, False

    def run(self, sql: str) -> int:
        """Have a statement carried out, with those that follow until one's rows are asked for."""
        self._next(sql)
        return 0

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a query; raises Pending where it was not carried out yet."""
        query_id = self._next(sql)
        if query_id is None:
            self._end()
        return self._rows_of(str(query_id))

    def checks(self, queries: Iterable[str]) -> list[list[tuple[Any, ...]]]:
        """The rows of queries that check what was carried out before them; raises Pending where they were not carried out yet."""
        self.settle()
        ids = [self._next(sql) for sql in queries]
        if None in ids:
            self.are_checks = True
            self._end()
        return [self._rows_of(str(query_id)) for query_id in ids]

    def settle(self) -> None:
        """Go on only when all statements so far are carried out; raises Pending else."""
        if self.waiting:
            self._end()

    def _next(self, sql: str) -> str | None:
        if self._ended:
            raise Pending
        if self._at >= len(self._done) and self.waiting and sum(map(_bytes, self.waiting)) + _bytes(sql) > BATCH_BYTES:
            self._end()
        self._at += 1
        if self._at <= len(self._done):
            return self._done[self._at - 1]
        self.waiting.append(sql)
        return None

    def _end(self) -> None:
        self._ended = True
        raise Pending


def _bytes(sql: str) -> int:
    return len(sql.encode())
