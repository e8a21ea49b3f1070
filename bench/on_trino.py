"""Two national quarters on a real Trino: seconds and bytes of every step, and the same content as on DuckDB."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kerok.engines import trino
from tests.support import lakes
from tests.support.postgres_server import Postgres, running, server_programs
from tests.support.team import make_team
from tests.support.trino_server import shared_trino


@dataclass
class Steps:
    """Seconds and bytes read by step: what a statement does, and to which table.

    Attributes:
        read: Bytes that Trino read, by its own statistics.
    """

    seconds: dict[str, float] = field(default_factory=dict)
    read: dict[str, int] = field(default_factory=dict)

    def add(self, sql: str, seconds: float, read: int) -> None:
        words = sql.split()
        table = next((w.rpartition(".")[2].partition("__")[0] for w in words if ".kerok_healthcare." in w), "")
        step = f"{words[0]} {table}".strip("();")
        self.seconds[step] = self.seconds.get(step, 0) + seconds
        self.read[step] = self.read.get(step, 0) + read


@dataclass
class OnTrino:
    """What was measured.

    Attributes:
        small: Seconds of one state's quarter into a new lake: of the server's first load, and of the next.
        loads: Seconds and steps of each national quarter, one after the other into a new lake.
        is_the_same: Whether the content then is DuckDB's.
    """

    small: list[float] = field(default_factory=list)
    loads: list[tuple[float, Steps]] = field(default_factory=list)
    is_the_same: bool = False


def measure(folder: Path, quarters: list[Path]) -> OnTrino:
    """Load Rhode Island and then national quarters on a Trino that runs."""
    programs = server_programs()
    assert programs is not None, "needs PostgreSQL: no initdb on this machine"
    with shared_trino(folder / "trino") as server, running(programs) as port, tempfile.TemporaryDirectory(dir=folder) as scratch:
        found = OnTrino()
        for number in range(2):
            with _environment(make_team(server, Postgres(port), Path(scratch) / f"state{number}").variables):
                started = time.perf_counter()
                lakes.load(Path(scratch) / f"home{number}", lakes.RI_PBJ)
                found.small.append(time.perf_counter() - started)
        team = make_team(server, Postgres(port), Path(scratch) / "warehouse")
        laptop = Path(scratch) / "laptop"
        for quarter in quarters:
            with _environment(team.variables), _steps() as steps:
                started = time.perf_counter()
                lakes.load(Path(scratch) / "home", quarter)
                found.loads.append((time.perf_counter() - started, steps))
            lakes.load(laptop, quarter)
        wanted = lakes.digest(laptop)
        with _environment(team.on_duckdb):
            found.is_the_same = lakes.digest(Path(scratch) / "home") == wanted
    shutil.rmtree(folder / "trino", ignore_errors=True)
    return found


@contextmanager
def _environment(variables: dict[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update(variables)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def _steps() -> Iterator[Steps]:
    """Notes every statement that is carried out, with its answer read to the end."""
    steps, query = Steps(), trino.Connection.query

    def noted(connection: trino.Connection, sql: str) -> Any:
        started = time.perf_counter()
        rows = query(connection, sql)
        every = list(rows)
        steps.add(sql, time.perf_counter() - started, rows.bytes_read)
        return _Read(rows, every)

    trino.Connection.query = noted  # type: ignore[method-assign,assignment]
    try:
        yield steps
    finally:
        trino.Connection.query = query  # type: ignore[method-assign]


class _Read:
    """Rows that have been read."""

    def __init__(self, rows: trino.Rows, every: list[tuple[Any, ...]]) -> None:
        self._cursor, self._every = rows._cursor, every

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return iter(self._every)
