"""The lake in a folder: opened, read at one moment, its tables published all together or not at all, maintained.

Reading takes the list of live files from the catalog's own database; PyIceberg is imported only where tables change. Lakes that several
people or machines share are in `shared`.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import json
import os
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from kerok import contracts as declared
from kerok.durable import Flushing, fsync
from kerok.errors import Busy, LakeDamaged
from kerok.iceberg import (
    CATALOG,
    Change,
    LiveFile,
    StagingCatalog,
    ctrl_c_passes,
    flush_metadata,
    iceberg_schema,
    layout_of,
    local_path,
    locations_in,
    merge_manifests,
    new_table,
    planned_files,
    sqlite_catalog,
    with_columns,
)
from kerok.ledger import Ledger, Transaction
from kerok.settings import Settings
from kerok.store import FolderStore

MANY_MANIFESTS = 20


class Lake:
    """One lake in one folder: ``catalog.db``, ``warehouse``, ``bronze``, ``tmp``.

    Attributes:
        home: Folder of the lake on this machine.
        store: Its files: ``bronze`` lies in the root of it.
        publishes_at_once: All tables and the ledger move in one transaction.
        is_shared: Others may write to it, with other engines.
    """

    publishes_at_once = True
    is_shared = False

    def __init__(self, settings: Settings) -> None:
        self.settings, self.home = settings, settings.home
        self.ledger = Ledger(self.home / "catalog.db")
        self.namespace: str = settings["catalog.namespace"]
        self.warehouse = self.home / "warehouse"
        self.store = FolderStore(self.home)
        self._held, self._mutex = 0, threading.RLock()
        self._handle: TextIO | None = None
        self._being_made: dict[str, dict[str, int]] | None = None  # field ids of a lake whose tables do not stand yet

    # ------------------------------------------------------------------------------------ opening

    def exists(self) -> bool:
        """Whether a lake was created there."""
        return self.ledger.exists()

    def kept(self, relative: str) -> Path:
        """The bytes as received, on this machine, of what the ledger calls ``bronze/...``."""
        path = self.store.root / relative
        self.store.fetch([self.store.location(path)])
        return path

    def open(self, ready: Callable[[], None] = lambda: None) -> None:
        """Create what is missing: folders, ledger, tables, columns that a newer version added.

        Args:
            ready: Called as soon as the lake can be read: of a new one, whose tables are all empty, before they stand.

        Raises:
            LakeDamaged: The folder cannot be written.
        """
        self.make_folders()
        with self.writer():
            self.ledger.create()
            with self.ledger.reading() as connection:
                known = self.ledger.meta(connection, "contracts")
            self._refuse_moved()
            if known is None:
                self._being_made = {t.name: {c.name: i for i, c in enumerate(t.columns, start=1)} for t in declared.tables()}
                ready()
            if known != declared.fingerprint():
                try:
                    with ctrl_c_passes():
                        self._ensure_tables()
                except OSError as error:
                    where = f"{error.filename or self.home}: {error.strerror}"
                    raise LakeDamaged("the lake's tables could not be made", where=where, hint="free some space or mend the folder's permissions, then: kerok run") from error
            self._being_made = None
            self.relist()
        ready()

    def _refuse_moved(self) -> None:
        """Iceberg keeps absolute paths: a lake works where it was made. Raises LakeDamaged elsewhere."""
        with self.ledger.reading() as connection:
            made_in = self.ledger.meta(connection, "home")
        if made_in and made_in != str(self.home) and os.path.realpath(made_in) != os.path.realpath(self.home):
            raise LakeDamaged(
                "the lake was made in another folder, whose paths its tables keep",
                where=f"made in {made_in}, now in {self.home}",
                hint="move it back; or load its files into a new lake: kerok --home NEW ingest " + str(self.home / "bronze"),
            )

    def make_folders(self) -> None:
        """Create the lake's folders; raises LakeDamaged when that is not possible."""
        try:
            for folder in ("bronze", "warehouse", "tmp"):
                (self.home / folder).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LakeDamaged("the lake's folder cannot be written", where=f"{self.home}: {error.strerror}", hint="choose another: --home DIR") from error

    @contextmanager
    def writer(self) -> Iterator[None]:
        """The one writer of the folder; released by the operating system even after kill -9.

        Raises:
            Busy: Another process wrote for longer than ``load.wait_seconds``.
        """
        with self._mutex:
            if not self._held:
                self._handle = self._locked_file()
            self._held += 1
        try:
            yield
        finally:
            with self._mutex:
                self._held -= 1
                if not self._held and self._handle:
                    self._handle.close()

    def _locked_file(self) -> TextIO:
        deadline = time.time() + self.settings["load.wait_seconds"]
        try:
            handle = open(self.home / ".writer", "a")  # noqa: SIM115 (held until the last block ends)
        except OSError as error:
            raise LakeDamaged("the lake's folder cannot be written", where=f"{self.home}: {error.strerror}", hint="choose another: --home DIR") from error
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return handle
            except BlockingIOError:
                if time.time() > deadline:
                    handle.close()
                    raise Busy("another process is loading into this lake", where=str(self.home), hint="wait for it, then: kerok run") from None
                time.sleep(0.05)
            except BaseException:
                handle.close()
                raise

    def catalog(self) -> StagingCatalog:
        """PyIceberg's catalog over the same database, with commits staged until ``publish`` swaps them together."""
        return sqlite_catalog(self.home / "catalog.db", self.warehouse)

    def _ensure_tables(self) -> None:
        catalog = self.catalog().inner
        catalog.create_namespace_if_not_exists(self.namespace)
        standing = {name for _, name in catalog.list_tables(self.namespace)}
        new, ids = [], {}
        for contract in declared.tables():
            schema = iceberg_schema(contract)
            if contract.name in standing:
                schema = with_columns(catalog.load_table(f"{self.namespace}.{contract.name}"), schema)
            else:
                new.append(new_table(catalog, contract, self.namespace, self.warehouse))
            ids[contract.name] = {f.name: f.field_id for f in schema.fields}
        meta = {"field_ids": json.dumps(ids), "contracts": declared.fingerprint(), "home": str(self.home)}
        with self.ledger.writing() as connection:
            for row in new:
                connection.execute(f"INSERT INTO iceberg_tables ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", tuple(row.values()))
                self._list_files(connection, row["table_name"], row["metadata_location"], [])
            self.ledger.note(connection, meta)

    def location_of(self, table: str) -> str:
        """Where a table's files lie."""
        return f"file://{self.warehouse / self.namespace / table}"

    def relist(self) -> None:
        """List the live files of tables whose metadata moved without us (another engine wrote, columns were added)."""
        with self.ledger.reading() as connection:
            pointers = self.pointers(connection)
            stale = [c.name for c in declared.tables() if c.name in pointers and self._is_stale(connection, c.name, pointers[c.name])]
        fresh = {name: self._planned(pointers[name]) for name in stale}
        if fresh:
            with self.ledger.writing() as connection:
                for name, files in fresh.items():
                    self._list_files(connection, name, pointers[name], files)

    # ------------------------------------------------------------------------------------ reading

    def live_files(self, names: Iterable[str], connection: Transaction | None = None) -> dict[str, list[LiveFile]]:
        """The data files of the named tables, all read at one moment of the catalog.

        A list that was made for another metadata file than the current one (another engine wrote) is made anew.
        """
        if self._being_made:
            return {name: [] for name in names}
        if connection is None:
            with self.ledger.reading() as fresh:
                return self.live_files(names, fresh)
        pointers = self.pointers(connection)
        found: dict[str, list[LiveFile]] = {}
        for name in names:
            if name not in pointers:  # this version of Kerok added the table, and the lake was not written to since
                found[name] = []
                continue
            rows = connection.execute(
                "SELECT file_path, partition, record_count, delete_files, layout FROM kerok_live_file WHERE table_name = ? AND metadata_location = ?",
                (name, pointers[name]),
            ).fetchall()
            files = [self._here(LiveFile(p, part, n, tuple(json.loads(d)), layout)) for p, part, n, d, layout in rows]
            if not files and self._is_stale(connection, name, pointers[name]):
                files = self._planned(pointers[name])
            found[name] = files
        return found

    def partitions_due(self) -> int:
        """Partitions in which rows are deleted by position: each reading is slower until maintenance has written them anew."""
        try:
            live = self.live_files(c.name for c in declared.tables())
        except LakeDamaged:  # never finished
            return 0
        return len({(table, f.partition) for table, files in live.items() for f in files if f.delete_files})

    def _planned(self, metadata_location: str) -> list[LiveFile]:
        return [self._here(file) for file in planned_files(metadata_location)]

    def _here(self, file: LiveFile) -> LiveFile:
        """A file as the catalog names it, with the paths it has on this machine."""
        return file

    def fetch(self, files: Iterable[LiveFile]) -> None:
        """Have these files, and those of their deleted rows, on this machine."""

    def pointers(self, connection: Transaction) -> dict[str, str]:
        """Metadata location by table."""
        rows = connection.execute("SELECT table_name, metadata_location FROM iceberg_tables WHERE catalog_name = ? AND table_namespace = ?", (CATALOG, self.namespace))
        return self._complete(connection, dict(rows.fetchall()))

    def _complete(self, connection: Transaction, found: dict[str, str]) -> dict[str, str]:
        made = self.ledger.meta(connection, "field_ids")
        if missing := {c.name for c in declared.tables() if made is None or c.name in json.loads(made)} - set(found):
            raise LakeDamaged("the lake in this folder was never finished", where=f"no table {', '.join(sorted(missing))}", hint="kerok run   (makes what is missing)")
        return found

    def _is_stale(self, connection: Transaction, name: str, location: str) -> bool:
        return self.ledger.meta(connection, f"listed:{name}") != location

    def field_ids(self, connection: Transaction | None = None) -> dict[str, dict[str, int]]:
        """Iceberg field id by column, by table."""
        if self._being_made:
            return self._being_made
        if connection is None:
            with self.ledger.reading() as fresh:
                return self.field_ids(fresh)
        known = self.ledger.meta(connection, "field_ids")
        if known is None:
            raise LakeDamaged("the lake in this folder was never finished", where=str(self.home), hint="kerok run   (makes what is missing)")
        ids: dict[str, dict[str, int]] = json.loads(known)
        return ids

    def new_data_file(self, table: str, partition: str | None) -> Path:
        """A fresh path for a data file of ``table``; its folder exists."""
        folder = self.warehouse / self.namespace / table / "data"
        if partition is not None:
            folder = folder / f"{declared.contracts()[table].partition}={partition}"
        folder.mkdir(parents=True, exist_ok=True)
        return folder / f"{uuid.uuid4()}.parquet"

    # ------------------------------------------------------------------------------------ publishing

    def publish(self, changes: list[Change], record: Callable[[Transaction], None]) -> None:
        """Make all changes visible at once, together with what ``record`` writes into the ledger; or nothing.

        Data and metadata files are flushed to disk before the one transaction that moves every table's pointer.

        Raises:
            LakeDamaged: A table was changed by someone else meanwhile, or the disk is full.
        """
        with self.ledger.reading() as connection:
            live = self.live_files([c.table for c in changes], connection)
        try:
            with ctrl_c_passes():
                moves = self._stage(changes, live)
            self._flush(changes, moves)
        except OSError as error:
            raise LakeDamaged("the lake could not be written; it is as it was", where=f"{error.filename}: {error.strerror}", hint="free some space or mend the folder's permissions, then: kerok run") from error
        with self.ledger.writing() as connection:
            for name, before, after, files in moves:
                self._move_pointer(connection, name, before, after)
                self._list_files(connection, name, after, files)
            record(connection)

    def stage(self, change: Change, live: list[LiveFile]) -> tuple[str, str]:
        """Write the new metadata of one table, which nobody sees before it is published; its location before and after."""
        return self.catalog().stage(f"{self.namespace}.{change.table}", change, change.gone(live))

    def _stage(self, changes: list[Change], live: dict[str, list[LiveFile]]) -> list[tuple[str, str, str, list[LiveFile]]]:
        """Write every changed table's new metadata: table, metadata location before and after, live files after."""
        staging, moves = None, []
        for change in changes:
            gone = change.gone(live[change.table])
            if not gone and not change.files:
                continue
            if change.staged:
                before, after = change.staged.result()
            else:
                staging = staging or self.catalog()
                before, after = staging.stage(f"{self.namespace}.{change.table}", change, gone)
            kept = [f for f in live[change.table] if f not in gone]
            moves.append((change.table, before, after, [*kept, *_new_live_files(change, self.field_ids()[change.table])]))
        return moves

    def _move_pointer(self, connection: Transaction, name: str, before: str, after: str) -> None:
        moved = connection.execute(
            "UPDATE iceberg_tables SET metadata_location = ?, previous_metadata_location = ?"
            " WHERE catalog_name = ? AND table_namespace = ? AND table_name = ? AND metadata_location = ?",
            (after, before, CATALOG, self.namespace, name, before),
        )
        if moved.rowcount != 1:
            raise LakeDamaged(f"{name} was changed by another writer meanwhile", where=before, hint="kerok run   (loads again from what is there now)")

    def _list_files(self, connection: Transaction, name: str, location: str, files: list[LiveFile]) -> None:
        connection.execute("DELETE FROM kerok_live_file WHERE table_name = ?", (name,))
        connection.executemany(
            "INSERT INTO kerok_live_file VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(name, location, self._named(f.path), f.partition, f.record_count, json.dumps([self._named(d) for d in f.delete_files]), f.layout) for f in files],
        )
        self.ledger.note(connection, {f"listed:{name}": location})

    def _named(self, path: str) -> str:
        """How the list of live files names a file of this machine."""
        return local_path(self.store.location(Path(path)))

    def tidy_table(self, name: str, keep_from: dt.datetime) -> tuple[int, int]:
        """Expire the table's snapshots older than ``keep_from`` and merge its manifests; returns how many of each went."""
        table = self.catalog().inner.load_table(f"{self.namespace}.{name}")
        before = table.metadata_location
        with self.ledger.reading() as connection:
            files = self.live_files([name], connection)[name]
        snapshots = len(table.metadata.snapshots)
        current = table.current_snapshot()
        manifests = len(current.manifests(table.io)) if current else 0
        if manifests > MANY_MANIFESTS:
            merge_manifests(table)
        if any(s.timestamp_ms < keep_from.timestamp() * 1000 and (current is None or s.snapshot_id != current.snapshot_id) for s in table.metadata.snapshots):
            table.maintenance.expire_snapshots().older_than(keep_from).commit()
        table = self.catalog().inner.load_table(f"{self.namespace}.{name}")
        if table.metadata_location != before:
            with self.ledger.writing() as writing:
                self._list_files(writing, name, table.metadata_location, files)
        left = len(table.current_snapshot().manifests(table.io)) if current else 0  # type: ignore[union-attr]
        return max(snapshots - len(table.metadata.snapshots), 0), max(manifests - left, 0)

    def reachable_files(self) -> set[str]:
        """Every file that any table's retained snapshots refer to: data, deletes, manifests, metadata, statistics."""
        catalog = self.catalog().inner
        locations = (place for c in declared.tables() for place in locations_in(catalog.load_table(f"{self.namespace}.{c.name}")))
        return {str(self.store.path(location)) for location in locations}

    def _flush(self, changes: list[Change], moves: list[tuple[str, str, str, list[LiveFile]]]) -> None:
        for change in changes:
            for path, _ in change.files:
                (change.flushing.get(path) or Flushing([path])).wait()
            for folder in {f for path, _ in change.files for f in (path.parent, path.parent.parent)}:  # the partition's folder may be new
                fsync(folder)
        for _, _, after, _ in moves:
            flush_metadata(Path(local_path(after)))


def _new_live_files(change: Change, ids: dict[str, int]) -> list[LiveFile]:
    import pyarrow.parquet as pq

    layout = layout_of(change.table, ids)
    return [LiveFile(str(path), partition, pq.read_metadata(path).num_rows, (), layout) for path, partition in change.files]


