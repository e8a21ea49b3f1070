"""Answers from the lake on this machine, through DuckDB: many threads, one locked-down connection per state of the tables."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from kerok import citation
from kerok.citation import Citation
from kerok.dashboard.answers import Found, Value, readable
from kerok.dashboard.missing import missing
from kerok.engines import duckdb as duck
from kerok.errors import KerokError, LakeDamaged
from kerok.lake import Lake
from kerok.ledger import SourceFile
from kerok.moments import files_key, moment_named, moments_noted, snapshot_of
from kerok.query import Reader, explained
from kerok.settings import Settings
from kerok.shared import lake_of
from kerok.trace import trace
from kerok.traced import Trace

ID_LENGTH = 12
_MEMORY = "1GB"  # where the settings name no limit: several sessions share the process


class EmbeddedMoment:
    """One state of the lake, open for questions."""

    is_here = True

    def __init__(self, lake: Lake, moment_id: str, key: str, publishing: tuple[str, ...] = ()) -> None:
        self.id, self.key, self.publishing = moment_id, key, publishing
        self._lake, self._reader = lake, Reader(lake)
        stack = contextlib.ExitStack()
        with ThreadPoolExecutor(1) as pool:  # in a thread of its own: on the main one, DuckDB's Ctrl-C would take the server's place
            self._con = pool.submit(stack.enter_context, self._reader.open(readable(), for_cursors=True)).result()
        weakref.finalize(self, stack.close)
        self._prepared = functools.cache(lambda sql: self._reader.prepare(sql).sql)

    def ask(self, sql: str, values: tuple[Value, ...]) -> Found:
        """The answer to one SELECT over gold, views and the log of files."""
        try:
            with contextlib.closing(self._con.cursor()) as cursor:
                return Found(cursor.execute(self._prepared(sql), list(values)).to_arrow_table())
        except duck.Error as error:
            if "No such file" in str(error) or "IO Error" in str(error):
                raise LakeDamaged("a data file of the tables is gone", where=str(error).split("\n")[0], hint="reload the page; if it stays: kerok doctor") from error
            raise missing(str(error)) or explained(error) from error

    def cite(self, view: str, key: dict[str, str], columns: tuple[str, ...] = ()) -> Citation:
        """The citation of a row as the lake is now; raises KerokError where the raw files cannot be read or the lake has moved on."""
        return citation.cite(self._lake, view, key, columns)

    def trace(self, view: str, key: dict[str, str], lines: int) -> Trace:
        """From a row to the lines of CMS's files that it is made of; raises KerokError where those cannot be read."""
        return trace(self._lake, view, key, lines)


class EmbeddedSource:
    """The lake of the settings."""

    engine = "duckdb"

    def __init__(self, settings: Settings) -> None:
        if settings.origins["engine.memory_limit"] == "default":
            settings = replace(settings, values={**settings.values, "engine.memory_limit": _MEMORY})
        self.lake = lake_of(settings)
        self._mutex = threading.Lock()
        self._current: EmbeddedMoment | None = None
        self._earlier: dict[str, EmbeddedMoment] = {}

    def now(self) -> EmbeddedMoment:
        """The newest state.

        Raises:
            LakeDamaged: There is no lake, or it cannot be read.
        """
        if not self.lake.exists():
            raise NoLake(self.lake)
        key, files = self._pointers()
        with self._mutex:
            if self._current is None or self._current.key != key:
                publishing = tuple(f"{f.file_name} ({f.dataset} {f.period})" for f in files if f.status == "publishing")
                self._current = EmbeddedMoment(self.lake, files_key(files)[:ID_LENGTH], key, publishing)
            return self._current

    def earlier(self) -> list[tuple[str, str]]:
        """States that publishes left, newest first, each with when that was; some may have expired."""
        return [(files[:ID_LENGTH], at) for files, at in moments_noted(self.lake)]

    def then(self, moment_id: str) -> EmbeddedMoment | None:
        """An earlier state, as its snapshots left it."""
        current = self.now()
        if current.id == moment_id:
            return current
        with self._mutex:
            if moment_id not in self._earlier:
                files = moment_named(self.lake, moment_id)
                found = files and snapshot_of(self.lake, files)
                if not files or not found:
                    return None
                if len(self._earlier) >= 4:
                    self._earlier.pop(next(iter(self._earlier)))
                self._earlier[moment_id] = EmbeddedMoment(found, moment_id, files)
            return self._earlier[moment_id]

    def _pointers(self) -> tuple[str, list[SourceFile]]:
        with self.lake.ledger.reading() as connection:
            pointers, files = self.lake.pointers(connection), self.lake.ledger.files(connection)
        publishing = [f.file_sha256 for f in files if f.status == "publishing"]
        return hashlib.sha256(json.dumps([pointers, publishing], sort_keys=True).encode()).hexdigest(), files


class NoLake(KerokError):
    """There is no lake in the folder yet."""

    def __init__(self, lake: Lake) -> None:
        super().__init__("nothing is loaded yet", where=str(lake.home), hint=f"kerok --home {lake.home} ingest PATH   (or, to try: kerok --home {lake.home} demo)")
