"""Other processes that work on a lake and can be killed: forked from one that has everything imported, so that each starts at once."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.support.processes", "kerok.pipeline", "kerok.query", "pyiceberg.catalog.sql", "pyiceberg.io.pyarrow", "numpy"])

# Moments of a load at which a process can be killed: the function at whose beginning (or end) it happens.
MOMENTS: dict[str, tuple[str, str]] = {
    "bytes copied": ("kerok.landing._examine", "begin"),
    "bytes in bronze": ("kerok.pipeline.register", "begin"),
    "file registered": ("kerok.pipeline.Pipeline._process", "begin"),
    "rows typed": ("kerok.plan.Plan.rebuild", "begin"),
    "silver written": ("kerok.embedded_track.EmbeddedTrack._build_gold", "begin"),
    "gold written": ("kerok.embedded_track.EmbeddedTrack._publish", "begin"),
    "one table's metadata written": ("kerok.lake._new_live_files", "end"),
    "all metadata written": ("kerok.lake.Lake._flush", "begin"),
    "all flushed": ("kerok.lake.Lake._flush", "end"),
    "first pointer moved": ("kerok.lake.Lake._move_pointer", "end"),
    "pointers moved": ("kerok.ledger.Ledger.put_periods", "begin"),
    "half the catalog overwritten": ("kerok.ledger.Ledger.put_periods", "end"),
    "committed": ("kerok.lake.Lake.publish", "end"),
    "images refreshed": ("kerok.pipeline.Pipeline._refresh_images", "end"),
}
NEW_LAKE_MOMENTS: dict[str, tuple[str, str]] = {
    "ledger made": ("kerok.lake.Lake._ensure_tables", "begin"),
    "a table's metadata made": ("kerok.lake.new_table", "end"),
    "tables made": ("kerok.lake.Lake._ensure_tables", "end"),
}


@dataclass
class Child:
    """A process at work.

    Attributes:
        answer: What its work returned, once it has ended by itself.
    """

    process: Any
    pipe: Connection
    answer: Any = field(default=None)

    def wait(self, seconds: float = 120) -> Any:
        """Its answer; None if it was killed. Raises what it raised."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self.process.is_alive() and not self.pipe.poll(0.01):
            pass
        if self.pipe.poll(0):
            try:
                self.answer = self.pipe.recv()
            except EOFError:
                self.answer = None
        self.process.join(max(deadline - time.monotonic(), 1))
        assert not self.process.is_alive(), "the process hangs"
        assert self.process.exitcode in (0, -signal.SIGKILL), "it ended neither by itself nor by being killed: is the moment still there?"
        if isinstance(self.answer, BaseException):
            raise self.answer
        return self.answer

    def kill_after(self, seconds: float) -> bool:
        """Kill it then; whether it was still at work."""
        self.process.join(seconds)
        alive = bool(self.process.is_alive())
        self.process.kill()
        self.process.join()
        return alive

    def interrupt_after(self, seconds: float) -> None:
        """Send what Ctrl-C sends."""
        self.process.join(seconds)
        if self.process.is_alive():
            os.kill(self.process.pid, signal.SIGINT)


def start(work: Callable[..., Any], *arguments: Any, kill_at: str | None = None, file_limit: int | None = None) -> Child:
    """Let another process do the work.

    Args:
        kill_at: One of MOMENTS or NEW_LAKE_MOMENTS.
        file_limit: Largest size of a file that the process may write.
    """
    ours, theirs = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=_work, args=(theirs, dict(os.environ), work, arguments, kill_at, file_limit))
    process.start()
    theirs.close()
    assert ours.recv() == "begun"  # a Ctrl-C is the work's from here on, however long a busy machine took to get here
    return Child(process, ours)


def _work(
    pipe: Connection, environment: dict[str, str], work: Callable[..., Any], arguments: tuple[Any, ...], kill_at: str | None, file_limit: int | None
) -> None:
    os.environ.update(environment)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if kill_at:
        _kill_at(kill_at)
    if file_limit is not None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (file_limit, file_limit))
    try:
        pipe.send("begun")
        answer = work(*arguments)
    except BaseException as error:
        answer = type(error)(str(error)) if not isinstance(error, KeyboardInterrupt) else "interrupted"
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pipe.send(answer)
    os._exit(0)  # as the command ends: Python would wait for threads that a Ctrl-C kept an executor from knowing


def _kill_at(moment: str) -> None:
    """Let the process die by SIGKILL when it gets there."""
    import importlib

    path, end = (MOMENTS | NEW_LAKE_MOMENTS)[moment]
    parts = path.split(".")
    depth = 2
    owner: Any = importlib.import_module(".".join(parts[:depth]))
    for name in parts[depth:-1]:
        owner = getattr(owner, name)
    real = getattr(owner, parts[-1])

    def dying(*arguments: Any, **named: Any) -> Any:
        if end == "begin":
            os.kill(os.getpid(), signal.SIGKILL)
        result = real(*arguments, **named)
        os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, parts[-1], dying)
    if moment == "half the catalog overwritten":
        _spill_early()


def _spill_early() -> None:
    """Let SQLite write changed pages into the database file before the commit, as in the middle of one."""
    real = sqlite3.connect

    def connect(*arguments: Any, **named: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = real(*arguments, **named)
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("PRAGMA cache_spill = 1")
        return connection

    sqlite3.connect = connect  # type: ignore[assignment]


# ------------------------------------------------------------------------------------------ work


def ingest(home: str, paths: list[str], options: dict[str, Any]) -> list[tuple[str, bool, str | None]]:
    """Take files in; of each its status, whether it was known already, and why it failed."""
    from kerok.outcomes import Options
    from kerok.pipeline import Pipeline
    from kerok.settings import load_settings
    from kerok.shared import lake_of

    outcomes = Pipeline(lake_of(load_settings(home))).ingest(paths, Options(**options))
    return [(o.status, o.already_loaded, o.error and f"{o.error}\n{o.where}\n{o.hint}") for o in outcomes]


def ingest_at(moment: float, home: str, paths: list[str], options: dict[str, Any]) -> list[tuple[str, bool, str | None]]:
    """The same, at a moment that other processes wait for too."""
    time.sleep(max(moment - time.time(), 0))
    return ingest(home, paths, options)


def finish(home: str) -> list[tuple[str, str | None]]:
    """Finish what is pending; of each file its status and why it failed."""
    from kerok.pipeline import Pipeline
    from kerok.settings import load_settings
    from kerok.shared import lake_of

    return [(o.status, o.error) for o in Pipeline(lake_of(load_settings(home))).run()]


def to_and_fro(home: str, path: str, options: dict[str, Any], times: int) -> int:
    """Load a file and forget it, again and again."""
    from tests.support import lakes

    for _ in range(times):
        assert ingest(home, [path], options)[0][0] == "done"
        lakes.forget(Path(home), Path(path))
    return times
