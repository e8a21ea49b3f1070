"""The ledger of record: source files, their periods and ranks, and the leases of writers.

It lives in the catalog's own SQLite file, so that one transaction moves the tables and the ledger together.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from kerok.errors import Busy, KerokError, LakeDamaged

LEASE_SECONDS = 900

_SCHEMA = """
CREATE TABLE IF NOT EXISTS kerok_file (
  dataset TEXT NOT NULL, file_sha256 TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (dataset, file_sha256));
CREATE TABLE IF NOT EXISTS kerok_file_period (
  dataset TEXT NOT NULL, period TEXT NOT NULL, file_sha256 TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (dataset, period, file_sha256));
CREATE TABLE IF NOT EXISTS kerok_forgotten (
  dataset TEXT NOT NULL, file_sha256 TEXT NOT NULL, forgotten_at TEXT NOT NULL, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS kerok_lease (name TEXT PRIMARY KEY, owner TEXT NOT NULL, expires REAL NOT NULL);
CREATE TABLE IF NOT EXISTS kerok_live_file (
  table_name TEXT NOT NULL, metadata_location TEXT NOT NULL, file_path TEXT NOT NULL, partition TEXT, record_count INTEGER NOT NULL,
  delete_files TEXT NOT NULL DEFAULT '[]', layout TEXT NOT NULL DEFAULT '');
CREATE INDEX IF NOT EXISTS kerok_live_file_table ON kerok_live_file (table_name);
CREATE TABLE IF NOT EXISTS kerok_meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


@dataclass
class SourceFile:
    """One source file and what became of it; the columns of ``ops_file_log`` and what the loader needs besides.

    Attributes:
        origin_sha256: File whose quarantined rows this one mends; it takes that file's rank.
        given_date: Processing date where the file itself has none.
        irregular: Lines and records differ (quoted line ends, blank lines), so rows are found by reading, not by counting.
        closes: Of a mended file, the rows of its origin that it replaces.
        retries: Of a mended file, its own rows that are rejected again, each with the row of its origin.
        wants: Of a loaded file that is being given another date, what it will have; until then all is as it was.
    """

    dataset: str
    file_sha256: str
    file_name: str
    status: str = "pending"
    period: str = ""
    rows_in: int | None = None
    rows_kept: int | None = None
    rows_quarantined: int | None = None
    rows_superseded: int | None = None
    rows_withdrawn: int | None = None
    encoding: str | None = None
    vintage: str | None = None
    unmapped_columns: str | None = None
    published: str | None = None
    received_at: str = ""
    started_at: str | None = None
    finished_at: str | None = None
    error: str | None = None
    bronze: str = ""
    size: int = 0
    origin_sha256: str | None = None
    given_date: str | None = None
    accept_loss: bool = False
    irregular: bool = False
    is_synthetic: bool = False
    warnings: list[str] = field(default_factory=list)
    closes: list[int] = field(default_factory=list)
    retries: list[list[int]] = field(default_factory=list)
    wants: dict[str, Any] | None = None

    @property
    def periods(self) -> list[str]:
        return self.period.split(",") if self.period else []


@dataclass
class FilePeriod:
    """One file's part in one period; the columns of ``ops_file_period``."""

    dataset: str
    period: str
    file_sha256: str
    rows_kept: int
    areas: int
    days: int
    is_national: bool
    is_synthetic: bool
    flags: str | None = None
    rows_live: int = 0
    is_current: bool = False
    file_rank: int = 0


LOADED = ("done", "superseded")


class Ledger:
    """Files and leases in one SQLite database. Methods that change rows do so on the connection's open transaction."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that only reads, all at one moment; works on a read-only folder.

        Raises:
            LakeDamaged: There is no lake, it was never finished, or its catalog cannot be read.
            Busy: Another process held the database for over a minute.
        """
        connection = self._reader()
        try:
            yield connection
        except sqlite3.DatabaseError as error:
            raise _explained(error, self.path) from error
        finally:
            connection.close()

    def _reader(self) -> sqlite3.Connection:
        for attempt in ("first", "after rolling back"):
            try:
                connection = sqlite3.connect(f"file:{_quoted(self.path)}?mode=ro", uri=True, timeout=60, isolation_level=None)
            except sqlite3.OperationalError as error:
                raise LakeDamaged("no lake here yet", where=str(self.path.parent), hint="kerok ingest PATH   (or make demo)") from error
            try:
                connection.execute("BEGIN")
                connection.execute("SELECT count(*) FROM sqlite_master")  # from here on the connection sees one moment
                return connection
            except sqlite3.DatabaseError as error:
                connection.close()
                if attempt == "first" and getattr(error, "sqlite_errorname", "") in ("SQLITE_READONLY_ROLLBACK", "SQLITE_CANTOPEN"):
                    self._roll_back()
                    continue
                raise _explained(error, self.path) from error
        raise AssertionError("unreachable")

    def _roll_back(self) -> None:
        """Undo what a process that was killed while it committed left half written: only a connection that may write can."""
        with contextlib.suppress(sqlite3.DatabaseError), contextlib.closing(sqlite3.connect(self.path, timeout=60)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master")

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection inside one transaction that is committed at the end or leaves no trace.

        Raises:
            LakeDamaged: The folder cannot be written (read-only, disk full).
            Busy: Another process held the database for over a minute.
        """
        try:
            connection = sqlite3.connect(self.path, timeout=60, isolation_level=None)
        except sqlite3.OperationalError as error:
            raise _explained(error, self.path) from error
        try:
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")
        except sqlite3.DatabaseError as error:
            raise _explained(error, self.path) from error
        finally:
            connection.close()

    def create(self) -> None:
        """Create the ledger's tables where they are missing."""
        with self.writing() as connection:
            for statement in _SCHEMA.split(";"):
                connection.execute(statement)

    def files(self, connection: sqlite3.Connection) -> list[SourceFile]:
        """Every file, in order of arrival."""
        rows = connection.execute("SELECT body FROM kerok_file").fetchall()
        return sorted((_file(body) for (body,) in rows), key=lambda f: (f.received_at, f.file_sha256))

    def find(self, connection: sqlite3.Connection, sha256: str) -> list[SourceFile]:
        """Files whose hash begins with ``sha256``, of any dataset."""
        rows = connection.execute("SELECT body FROM kerok_file WHERE substr(file_sha256, 1, ?) = ? ORDER BY dataset", (len(sha256), sha256.lower()))
        return [_file(body) for (body,) in rows]

    def sizes(self, connection: sqlite3.Connection) -> set[int]:
        """Sizes in bytes of all known files: one that is not among them cannot be known."""
        return {s for (s,) in connection.execute("SELECT json_extract(body, '$.size') FROM kerok_file")}

    def put(self, connection: sqlite3.Connection, file: SourceFile) -> None:
        """Insert or replace one file."""
        connection.execute("INSERT OR REPLACE INTO kerok_file VALUES (?, ?, ?)", (file.dataset, file.file_sha256, json.dumps(asdict(file))))

    def drop_unknown(self, connection: sqlite3.Connection, sha256: str) -> None:
        """Leave out the entry of bytes that were refused as unknown: now they are known."""
        connection.execute("DELETE FROM kerok_file WHERE file_sha256 = ? AND dataset = 'unknown'", (sha256,))

    def periods(self, connection: sqlite3.Connection) -> list[FilePeriod]:
        """Every file's part in every period."""
        return [FilePeriod(**json.loads(body)) for (body,) in connection.execute("SELECT body FROM kerok_file_period")]

    def put_periods(self, connection: sqlite3.Connection, periods: Iterable[FilePeriod]) -> None:
        """Insert or replace file periods."""
        connection.executemany(
            "INSERT OR REPLACE INTO kerok_file_period VALUES (?, ?, ?, ?)",
            [(p.dataset, p.period, p.file_sha256, json.dumps(asdict(p))) for p in periods],
        )

    def forget(self, connection: sqlite3.Connection, file: SourceFile, at: str) -> None:
        """Take a file out; what it was stays in ``kerok_forgotten``."""
        key = (file.dataset, file.file_sha256)
        connection.execute("INSERT INTO kerok_forgotten VALUES (?, ?, ?, ?)", (*key, at, json.dumps(asdict(file))))
        connection.execute("DELETE FROM kerok_file WHERE dataset = ? AND file_sha256 = ?", key)
        connection.execute("DELETE FROM kerok_file_period WHERE dataset = ? AND file_sha256 = ?", key)

    # -------------------------------------------------------------------------------------- leases

    @contextmanager
    def lease(self, names: Iterable[str], wait_seconds: float) -> Iterator[None]:
        """Hold the named leases; an expired one, or one of a dead process of this machine, is taken over.

        Raises:
            Busy: Another writer held one of them for ``wait_seconds``.
        """
        wanted, owner = sorted(set(names)), f"{socket.gethostname()}:{os.getpid()}"
        deadline = time.time() + wait_seconds
        while holder := self._try_lease(wanted, owner):
            if time.time() > deadline:
                raise Busy(f"{holder} is loading the same period", where=", ".join(wanted), hint="wait for it, then: kerok run")
            time.sleep(0.2)
        try:
            yield
        finally:
            with contextlib.suppress(KerokError), self.writing() as connection:  # what cannot be given back is taken over: its owner is gone then
                connection.executemany("DELETE FROM kerok_lease WHERE name = ? AND owner = ?", [(n, owner) for n in wanted])

    def _try_lease(self, names: list[str], owner: str) -> str | None:
        now = time.time()
        with self.writing() as connection:
            for name in names:
                row = connection.execute("SELECT owner, expires FROM kerok_lease WHERE name = ?", (name,)).fetchone()
                if row and row[0] != owner and row[1] > now and _alive(row[0]):
                    return str(row[0])
            connection.executemany("INSERT OR REPLACE INTO kerok_lease VALUES (?, ?, ?)", [(n, owner, now + LEASE_SECONDS) for n in names])
        return None


def _file(body: str) -> SourceFile:
    known = {f.name for f in fields(SourceFile)}
    return SourceFile(**{k: v for k, v in json.loads(body).items() if k in known})


def _quoted(path: Path) -> str:
    from urllib.parse import quote

    return quote(str(path))


def _alive(owner: str) -> bool:
    host, _, pid = owner.rpartition(":")
    return host != socket.gethostname() or (pid.isdigit() and is_alive(int(pid)))


def is_alive(pid: int) -> bool:
    """Whether a process of this machine has the number."""
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _explained(error: sqlite3.DatabaseError, path: Path) -> LakeDamaged | Busy:
    text = str(error)
    if "locked" in text:
        return Busy("another process holds the catalog", where=str(path), hint="wait a moment, then: kerok run")
    if "no such table" in text:
        return LakeDamaged("the lake in this folder was never finished", where=f"{path}: {text}", hint="kerok run   (makes what is missing)")
    if "readonly" in text or "unable to open" in text:
        return LakeDamaged("the lake's folder cannot be written", where=str(path), hint="check its permissions, or choose another: --home DIR")
    if "full" in text or "disk I/O" in text:
        return LakeDamaged("the disk is full or failing", where=str(path), hint="free some space, then: kerok run")
    return LakeDamaged(f"the catalog answered: {text}", where=str(path), hint="kerok status")


# ------------------------------------------------------------------------------------------ the order of files


def rank_key(file: SourceFile, by_sha: dict[str, SourceFile]) -> tuple[Any, ...]:
    """The file's place in the total order of its dataset: published (unknown first), received, hash.

    A mended file takes its origin's place and comes right after it; of several that mend one file, in their own order.
    """
    chain: list[SourceFile] = [file]
    while (root := by_sha.get(chain[-1].origin_sha256 or "")) and root not in chain:
        chain.append(root)
    return tuple((f.published or "", f.received_at, f.file_sha256) for f in reversed(chain))


def closed_rows(file: SourceFile, files: Iterable[SourceFile]) -> dict[int, str]:
    """Rejected rows of a file that a mended file replaced, with the hash of the newest one that did.

    A row that a mended file tried in vain is closed with the row of the origin that it was to replace.
    """
    loaded = {f.file_sha256: f for f in files if f.dataset == file.dataset and f.status in LOADED}

    def replaced(origin: str | None) -> dict[int, str]:
        menders = sorted((f for f in loaded.values() if origin and f.origin_sha256 == origin), key=lambda f: rank_key(f, loaded))
        return {row: f.file_sha256 for f in menders for row in f.closes}

    again = replaced(file.origin_sha256)
    return {**{own: again[row] for own, row in file.retries if row in again}, **replaced(file.file_sha256)}


def current_files(periods: list[FilePeriod], ordered: list[str]) -> list[str]:
    """The hashes of one period's files whose rows count: the newest national file and all after it.

    Args:
        periods: The period's entries, one per file.
        ordered: Hashes of the dataset's files, oldest first.
    """
    place = {sha: i for i, sha in enumerate(ordered)}
    held = sorted((p for p in periods if p.file_sha256 in place), key=lambda p: place[p.file_sha256])
    newest = max((i for i, p in enumerate(held) if p.is_national), default=0)
    return [p.file_sha256 for p in held[newest:]]
