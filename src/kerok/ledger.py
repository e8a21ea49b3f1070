"""The ledger of record: source files, their periods and ranks, and the leases of writers.

It lives in the catalog's own database where that is SQLite or PostgreSQL, so that one transaction moves the tables and the ledger together.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Protocol

from kerok.errors import Busy, KerokError, LakeDamaged

LEASE_SECONDS = 900

_HELD: set[tuple[str, str]] = set()
"""The leases that this process holds, name and owner: one that a full disk keeps in the catalog after its time is not among them."""


class Answers(Protocol):
    """Rows of one statement."""

    @property
    def rowcount(self) -> int: ...
    def fetchone(self) -> Any: ...
    def fetchall(self) -> list[Any]: ...
    def __iter__(self) -> Iterator[Any]: ...


class Transaction(Protocol):
    """An open transaction; ``?`` stands for a parameter."""

    def execute(self, sql: str, parameters: Sequence[Any] = (), /) -> Answers:
        """Carry one statement out."""
        ...

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]], /) -> object:
        """Carry one statement out for each row of parameters."""
        ...


SCHEMA = """
CREATE TABLE IF NOT EXISTS kerok_file (
  dataset TEXT NOT NULL, file_sha256 TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (dataset, file_sha256));
CREATE TABLE IF NOT EXISTS kerok_file_period (
  dataset TEXT NOT NULL, period TEXT NOT NULL, file_sha256 TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (dataset, period, file_sha256));
CREATE TABLE IF NOT EXISTS kerok_forgotten (
  dataset TEXT NOT NULL, file_sha256 TEXT NOT NULL, forgotten_at TEXT NOT NULL, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS kerok_lease (name TEXT PRIMARY KEY, owner TEXT NOT NULL, expires DOUBLE PRECISION NOT NULL);
CREATE TABLE IF NOT EXISTS kerok_live_file (
  table_name TEXT NOT NULL, metadata_location TEXT NOT NULL, file_path TEXT NOT NULL, partition TEXT, record_count INTEGER NOT NULL,
  delete_files TEXT NOT NULL DEFAULT '[]', layout TEXT NOT NULL DEFAULT '');
CREATE INDEX IF NOT EXISTS kerok_live_file_table ON kerok_live_file (table_name);
CREATE TABLE IF NOT EXISTS kerok_moment (files TEXT PRIMARY KEY, recorded_at TEXT NOT NULL, pointers TEXT NOT NULL);
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
        is_in_silver: Of a file that is ``publishing``: its rows stand in silver, and only gold is due.
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
    is_in_silver: bool = False

    @property
    def is_loaded(self) -> bool:
        """Whether its rows count."""
        return self.status in LOADED or self.is_in_silver

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
        self._owner = this_owner()

    def exists(self) -> bool:
        """Whether there is a ledger."""
        return self.path.exists()

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
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
    def writing(self, wait_seconds: float = 60) -> Iterator[Transaction]:
        """A connection inside one transaction that is committed at the end or leaves no trace.

        Raises:
            LakeDamaged: The folder cannot be written (read-only, disk full).
            Busy: Another connection held the database for longer than ``wait_seconds``.
        """
        try:
            connection = sqlite3.connect(self.path, timeout=wait_seconds, isolation_level=None)
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
            for statement in SCHEMA.split(";")[:-1]:
                connection.execute(statement)

    def meta(self, connection: Transaction, name: str) -> str | None:
        """A fact about the lake that was noted under a name."""
        row = connection.execute("SELECT value FROM kerok_meta WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else None

    def note(self, connection: Transaction, facts: dict[str, str]) -> None:
        """Note facts about the lake, each under its name."""
        connection.executemany("INSERT INTO kerok_meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", list(facts.items()))

    def due(self, connection: Transaction) -> dict[str, set[str]]:
        """Periods by dataset whose rows in silver have changed and whose gold has not been built since."""
        known = json.loads(self.meta(connection, "gold_due") or "{}")
        return {dataset: set(periods) for dataset, periods in known.items() if periods}

    def note_due(self, connection: Transaction, due: dict[str, set[str]]) -> None:
        """Note for which periods gold is to be built."""
        self.note(connection, {"gold_due": json.dumps({dataset: sorted(periods) for dataset, periods in due.items()})})

    def files(self, connection: Transaction) -> list[SourceFile]:
        """Every file, in order of arrival."""
        rows = connection.execute("SELECT body FROM kerok_file").fetchall()
        return sorted((source_file(body) for (body,) in rows), key=lambda f: (f.received_at, f.file_sha256))

    def find(self, connection: Transaction, sha256: str) -> list[SourceFile]:
        """Files whose hash begins with ``sha256``, of any dataset."""
        rows = connection.execute("SELECT body FROM kerok_file WHERE substr(file_sha256, 1, ?) = ? ORDER BY dataset", (len(sha256), sha256.lower()))
        return [source_file(body) for (body,) in rows]

    def sizes(self, connection: Transaction) -> set[int]:
        """Sizes in bytes of all known files: one that is not among them cannot be known."""
        return {int(json.loads(body)["size"]) for (body,) in connection.execute("SELECT body FROM kerok_file")}

    def put(self, connection: Transaction, file: SourceFile) -> None:
        """Insert or replace one file."""
        connection.execute(
            "INSERT INTO kerok_file VALUES (?, ?, ?) ON CONFLICT (dataset, file_sha256) DO UPDATE SET body = excluded.body",
            (file.dataset, file.file_sha256, json.dumps(asdict(file))),
        )

    def drop_unknown(self, connection: Transaction, *sha256: str) -> None:
        """Leave out the entries of bytes that were refused as unknown, or could not be read: now they are known."""
        connection.executemany("DELETE FROM kerok_file WHERE file_sha256 = ? AND dataset = 'unknown'", [(each,) for each in sha256])

    def periods(self, connection: Transaction) -> list[FilePeriod]:
        """Every file's part in every period."""
        return [FilePeriod(**json.loads(body)) for (body,) in connection.execute("SELECT body FROM kerok_file_period")]

    def put_periods(self, connection: Transaction, periods: Iterable[FilePeriod]) -> None:
        """Insert or replace file periods."""
        connection.executemany(
            "INSERT INTO kerok_file_period VALUES (?, ?, ?, ?) ON CONFLICT (dataset, period, file_sha256) DO UPDATE SET body = excluded.body",
            [(p.dataset, p.period, p.file_sha256, json.dumps(asdict(p))) for p in periods],
        )

    def forget(self, connection: Transaction, file: SourceFile, at: str) -> None:
        """Take a file out; what it was stays in ``kerok_forgotten``."""
        key = (file.dataset, file.file_sha256)
        connection.execute("INSERT INTO kerok_forgotten VALUES (?, ?, ?, ?)", (*key, at, json.dumps(asdict(file))))
        connection.execute("DELETE FROM kerok_file WHERE dataset = ? AND file_sha256 = ?", key)
        connection.execute("DELETE FROM kerok_file_period WHERE dataset = ? AND file_sha256 = ?", key)

    # -------------------------------------------------------------------------------------- leases

    @contextmanager
    def lease(self, names: Iterable[str], wait_seconds: float, *, renewed: bool = False) -> Iterator[None]:
        """Hold the named leases; an expired one, or one of a dead process of this machine, is taken over.

        Args:
            renewed: Keep them from expiring for as long as this process lives.

        Raises:
            Busy: Another writer held one of them for ``wait_seconds``.
        """
        wanted, owner, done = sorted(set(names)), self._owner, threading.Event()
        deadline = time.time() + wait_seconds
        while holder := self._try_lease(wanted, owner):
            if time.time() > deadline:
                raise Busy(f"{holder} is loading the same period", where=", ".join(wanted), hint="wait for it, then: kerok run")
            time.sleep(0.2)
        held = {(name, owner) for name in wanted}
        _HELD.update(held)
        if renewed:
            threading.Thread(target=self._renew, args=(wanted, done), daemon=True).start()
        wait = 1.0
        try:
            yield
            wait = 60.0
        finally:
            done.set()
            _HELD.difference_update(held)
            # what cannot be given back is taken over: its owner is gone then. After a Ctrl-C what it interrupted in PyIceberg may itself still read
            # the database: waiting for that would be waiting for ourselves
            with contextlib.suppress(KerokError), self.writing(wait) as connection:
                connection.executemany("DELETE FROM kerok_lease WHERE name = ? AND owner = ?", [(n, owner) for n in wanted])

    def _renew(self, names: list[str], done: threading.Event) -> None:
        while not done.wait(LEASE_SECONDS / 10):
            with contextlib.suppress(KerokError), self.writing() as connection:
                connection.executemany("UPDATE kerok_lease SET expires = ? WHERE name = ? AND owner = ?", [(time.time() + LEASE_SECONDS, n, self._owner) for n in names])

    def _try_lease(self, names: list[str], owner: str) -> str | None:
        now = time.time()
        with self.writing() as connection:
            for name in names:
                row = connection.execute("SELECT owner, expires FROM kerok_lease WHERE name = ?", (name,)).fetchone()
                if row and row[0] != owner and row[1] > now and _holds(row[0], name):
                    return str(row[0])
            connection.executemany(
                "INSERT INTO kerok_lease VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, expires = excluded.expires",
                [(n, owner, now + LEASE_SECONDS) for n in names],
            )
        return None


def source_file(body: str) -> SourceFile:
    """A file as the ledger keeps it."""
    known = {f.name for f in fields(SourceFile)}
    return SourceFile(**{k: v for k, v in json.loads(body).items() if k in known})


def _quoted(path: Path) -> str:
    from urllib.parse import quote

    return quote(str(path))


def this_owner() -> str:
    """Who holds a lease: machine, process, and one of the ledgers that it has open."""
    return f"{socket.gethostname()}:{os.getpid()}:{os.urandom(4).hex()}"


def _holds(owner: str, name: str) -> bool:
    """Whether the owner may still work under its lease; of this very process we know it."""
    host, pid = [*owner.split(":"), ""][:2]
    if host == socket.gethostname() and pid == str(os.getpid()):
        return (name, owner) in _HELD
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
    loaded = {f.file_sha256: f for f in files if f.dataset == file.dataset and f.is_loaded}

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
