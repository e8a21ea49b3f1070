"""Answers to the dashboard's questions: from the lake on this machine, Trino or Athena, kept by question and snapshot."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from kerok import contracts as declared

if TYPE_CHECKING:
    import pyarrow as pa

Value = str | int | bool | None
Question = tuple[str, tuple[Value, ...]]
"""A SELECT in the house dialect with ``?`` for each value, and the values."""

MOST_BYTES = 192 << 20  # of kept answers, all sessions together
_AT_ONCE = 4


def readable() -> set[str]:
    """The relations that the dashboard may read: gold, views, and the log of files. Never bronze, never silver."""
    return {c.name for c in declared.contracts().values() if c.kind != "step" and c.layer in ("gold", "views")} | {"ops_file_log"}


@dataclass(frozen=True)
class Found:
    """One answer.

    Attributes:
        bytes_scanned: What the engine read for it and may charge for; None where that is not told.
    """

    table: pa.Table
    bytes_scanned: int | None = None


class Moment(Protocol):
    """The tables as one publish left them.

    Attributes:
        id: Twelve characters that name this state in a link.
        key: Changes with everything that can change an answer.
        publishing: Files whose tables are moving, or stopped half way: figures may not agree until that has ended.
        is_here: The tables are on this machine, where an answer about all facilities costs hardly more than one about a single one and no money.
    """

    is_here: bool

    @property
    def id(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def publishing(self) -> tuple[str, ...]: ...
    def ask(self, sql: str, values: tuple[Value, ...]) -> Found:
        """The answer to one SELECT; raises KerokError where there is none."""
        ...


class Source(Protocol):
    """Where the dashboard's answers come from.

    Attributes:
        engine: ``duckdb``, ``trino`` or ``athena``.
    """

    engine: str

    def now(self) -> Moment:
        """The newest state; raises KerokError where nothing can be read."""
        ...

    def earlier(self) -> list[tuple[str, str]]:
        """States noted so far, newest first, each with when it was published; some may have expired."""
        ...

    def then(self, moment_id: str) -> Moment | None:
        """The state that a link names; None where it has expired or never was here."""
        ...


class KeptAnswers:
    """Answers by question and state, oldest use first to go; shared by all sessions. Arrow tables are immutable, so none is copied."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._kept: OrderedDict[tuple[str, str, tuple[Value, ...]], Found] = OrderedDict()
        self._most, self._bytes, self._mutex = most_bytes, 0, threading.Lock()

    def get(self, key: tuple[str, str, tuple[Value, ...]]) -> Found | None:
        """The kept answer, if there is one."""
        with self._mutex:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def keep(self, key: tuple[str, str, tuple[Value, ...]], found: Found) -> None:
        """Keep an answer; what was used longest ago goes where the room is full."""
        with self._mutex:
            if key in self._kept:
                return
            self._kept[key] = found
            self._bytes += found.table.nbytes
            while self._bytes > self._most and len(self._kept) > 1:
                self._bytes -= self._kept.popitem(last=False)[1].table.nbytes

    def forget_all_but(self, moment_keys: set[str]) -> None:
        """Drop the answers of other states."""
        with self._mutex:
            for key in [k for k in self._kept if k[0] not in moment_keys]:
                self._bytes -= self._kept.pop(key).table.nbytes

    def __len__(self) -> int:
        return len(self._kept)


@dataclass(frozen=True)
class Answered:
    """Rows as dictionaries, in the question's order."""

    rows: list[dict[str, Any]]

    @property
    def first(self) -> dict[str, Any] | None:
        """The first row; None where there is none."""
        return self.rows[0] if self.rows else None


@dataclass
class Told:
    """What one question of a page cost, for ``?debug=1``."""

    sql: str
    seconds: float
    rows: int
    kept: bool
    bytes_scanned: int | None


@dataclass
class Data:
    """What one run of a page asks, all of one state of the tables.

    Attributes:
        told: Every question asked so far and what it cost.
    """

    moment: Moment
    kept: KeptAnswers
    told: list[Told] = field(default_factory=list)

    def table(self, sql: str, *values: Value) -> pa.Table:
        """The answer as an Arrow table.

        Args:
            sql: One SELECT in the house dialect over `readable` relations, ``?`` for each value.
            values: The values, in order; they never become text of the SQL.
        """
        key, started = (self.moment.key, sql, values), time.perf_counter()
        found = self.kept.get(key)
        was_kept = found is not None
        if found is None:
            found = self.moment.ask(sql, values)
            self.kept.keep(key, found)
        self.told.append(Told(sql, time.perf_counter() - started, found.table.num_rows, was_kept, None if was_kept else found.bytes_scanned))
        return found.table

    def rows(self, sql: str, *values: Value) -> list[dict[str, Any]]:
        """The answer as dictionaries: decimals exact, days as dates, missing as None."""
        rows: list[dict[str, Any]] = self.table(sql, *values).to_pylist()
        return rows

    def row(self, sql: str, *values: Value) -> dict[str, Any] | None:
        """The first row of the answer, None where it has none."""
        rows = self.rows(sql, *values)
        return rows[0] if rows else None

    def rows_of(self, question: Question, column: str, value: str) -> list[dict[str, Any]]:
        """Those rows of an answer that have a value in a column: of one answer about all facilities, those of one of them."""
        import pyarrow.compute as pc

        found = self.table(question[0], *question[1])
        rows: list[dict[str, Any]] = found.filter(pc.equal(found[column], value)).to_pylist()
        return rows

    def answer(self, question: Question) -> Answered:
        """The answer to a question as `questions` words it."""
        return Answered(self.rows(question[0], *question[1]))

    def waiting(self, questions: Sequence[Question]) -> list[Question]:
        """Those whose answers are not kept."""
        return [q for q in dict.fromkeys(questions) if self.kept.get((self.moment.key, *q)) is None]

    def fetch(self, questions: Sequence[Question]) -> None:
        """Ask several questions at once, so that those asked one by one afterwards are answered from memory."""
        if waiting := self.waiting(questions):
            with ThreadPoolExecutor(min(_AT_ONCE, len(waiting))) as pool:
                for _ in pool.map(lambda q: self.table(q[0], *q[1]), waiting):
                    pass
