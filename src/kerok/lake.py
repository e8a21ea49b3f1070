"""The Iceberg tables on disk: created from contracts, published all together or not at all, maintained.

PyIceberg is imported only where tables change: reading takes the list of live files from the catalog's own database.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import hashlib
import json
import os
import sqlite3
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kerok import contracts as declared
from kerok.errors import Busy, LakeDamaged
from kerok.ledger import Ledger
from kerok.settings import Settings

if TYPE_CHECKING:
    from pyiceberg.catalog.sql import SqlCatalog
    from pyiceberg.schema import Schema
    from pyiceberg.table import Table

CATALOG = "kerok"
MANY_MANIFESTS = 20


@dataclass(frozen=True)
class LiveFile:
    """One data file of a table's current snapshot.

    Attributes:
        partition: Value of the partition column as text, None for tables without.
        delete_files: Position delete files that apply to it (Trino's MERGE writes them).
        layout: Hash of the columns, types and field ids it was written with; "" when unknown.
    """

    path: str
    partition: str | None
    record_count: int
    delete_files: tuple[str, ...] = ()
    layout: str = ""


@dataclass
class Change:
    """What one publish does to one table.

    Attributes:
        partitions: Partition values replaced, as text; None replaces the whole table.
        files: New data files (absolute paths) and their partition values.
    """

    table: str
    partitions: set[str] | None
    files: list[tuple[Path, str | None]] = field(default_factory=list)


class Lake:
    """One lake in one folder: ``catalog.db``, ``warehouse``, ``bronze``, ``tmp``."""

    def __init__(self, settings: Settings) -> None:
        self.settings, self.home = settings, settings.home
        self.ledger = Ledger(self.home / "catalog.db")
        self.namespace: str = settings["catalog.namespace"]
        self.warehouse = self.home / "warehouse"
        self._held = 0

    # ------------------------------------------------------------------------------------ opening

    def exists(self) -> bool:
        """Whether a lake was created in the folder."""
        return self.ledger.path.exists()

    def open(self) -> None:
        """Create what is missing: folders, ledger, tables, columns that a newer version added.

        Raises:
            LakeDamaged: The folder cannot be written.
        """
        self.make_folders()
        with self.writer():
            self.ledger.create()
            with self.ledger.reading() as connection:
                row = connection.execute("SELECT value FROM kerok_meta WHERE name = 'contracts'").fetchone()
            self._refuse_moved()
            if row is None or row[0] != declared.fingerprint():
                self._ensure_tables()
            self._relist_changed()

    def _refuse_moved(self) -> None:
        """Iceberg keeps absolute paths: a lake works where it was made. Raises LakeDamaged elsewhere."""
        with self.ledger.reading() as connection:
            made_in = connection.execute("SELECT value FROM kerok_meta WHERE name = 'home'").fetchone()
        if made_in and made_in[0] != str(self.home) and os.path.realpath(made_in[0]) != os.path.realpath(self.home):
            raise LakeDamaged(
                "the lake was made in another folder, whose paths its tables keep",
                where=f"made in {made_in[0]}, now in {self.home}",
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
        if self._held:
            self._held += 1
            try:
                yield
            finally:
                self._held -= 1
            return
        deadline = time.time() + self.settings["load.wait_seconds"]
        try:
            handle = open(self.home / ".writer", "a")  # noqa: SIM115 (held until the block ends)
        except OSError as error:
            raise LakeDamaged("the lake's folder cannot be written", where=f"{self.home}: {error.strerror}", hint="choose another: --home DIR") from error
        with handle:
            while True:
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.time() > deadline:
                        raise Busy("another process is loading into this lake", where=str(self.home), hint="wait for it, then: kerok run") from None
                    time.sleep(0.05)
            self._held = 1
            try:
                yield
            finally:
                self._held = 0

    def catalog(self) -> _StagingCatalog:
        """PyIceberg's catalog over the same database, with commits staged until ``publish`` swaps them together."""
        return _staging_catalog(self)

    def _ensure_tables(self) -> None:
        catalog = self.catalog().inner
        catalog.create_namespace_if_not_exists(self.namespace)
        for contract in declared.tables():
            schema = iceberg_schema(contract)
            identifier = f"{self.namespace}.{contract.name}"
            if not catalog.table_exists(identifier):
                catalog.create_table(
                    identifier,
                    schema=schema,
                    partition_spec=_partition_spec(contract, schema),
                    location=f"file://{self.warehouse / self.namespace / contract.name}",
                    properties={"format-version": "2", "write.parquet.compression-codec": "zstd", "comment": contract.grain},
                )
                continue
            table = catalog.load_table(identifier)
            missing = [c for c in schema.fields if c.name not in {f.name for f in table.schema().fields}]
            if missing:
                with table.update_schema() as update:
                    for column in missing:
                        update.add_column(column.name, column.field_type)
        ids = {c.name: {f.name: f.field_id for f in catalog.load_table(f"{self.namespace}.{c.name}").schema().fields} for c in declared.tables()}
        with self.ledger.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO kerok_meta VALUES ('field_ids', ?)", (json.dumps(ids),))
            connection.execute("INSERT OR REPLACE INTO kerok_meta VALUES ('contracts', ?)", (declared.fingerprint(),))
            connection.execute("INSERT OR REPLACE INTO kerok_meta VALUES ('home', ?)", (str(self.home),))

    def _relist_changed(self) -> None:
        """List the live files of tables whose metadata moved without us (another engine wrote, columns were added)."""
        with self.ledger.reading() as connection:
            pointers = _pointers(connection, self.namespace)
            stale = [c.name for c in declared.tables() if self._is_stale(connection, c.name, pointers[c.name])]
        fresh = {name: planned_files(pointers[name]) for name in stale}
        if fresh:
            with self.ledger.writing() as connection:
                for name, files in fresh.items():
                    _list_files(connection, name, pointers[name], files)

    # ------------------------------------------------------------------------------------ reading

    def live_files(self, names: Iterable[str], connection: sqlite3.Connection | None = None) -> dict[str, list[LiveFile]]:
        """The data files of the named tables, all read at one moment of the catalog.

        A list that was made for another metadata file than the current one (another engine wrote) is made anew.
        """
        if connection is None:
            with self.ledger.reading() as fresh:
                return self.live_files(names, fresh)
        pointers = _pointers(connection, self.namespace)
        found: dict[str, list[LiveFile]] = {}
        for name in names:
            rows = connection.execute(
                "SELECT file_path, partition, record_count, delete_files, layout FROM kerok_live_file WHERE table_name = ? AND metadata_location = ?",
                (name, pointers[name]),
            ).fetchall()
            files = [LiveFile(p, part, n, tuple(json.loads(d)), layout) for p, part, n, d, layout in rows]
            if not files and self._is_stale(connection, name, pointers[name]):
                files = planned_files(pointers[name])
            found[name] = files
        return found

    def _is_stale(self, connection: sqlite3.Connection, name: str, location: str) -> bool:
        known = connection.execute("SELECT value FROM kerok_meta WHERE name = ?", (f"listed:{name}",)).fetchone()
        return known is None or known[0] != location

    def field_ids(self, connection: sqlite3.Connection | None = None) -> dict[str, dict[str, int]]:
        """Iceberg field id by column, by table."""
        if connection is None:
            with self.ledger.reading() as fresh:
                return self.field_ids(fresh)
        row = connection.execute("SELECT value FROM kerok_meta WHERE name = 'field_ids'").fetchone()
        if row is None:
            raise LakeDamaged("the lake in this folder was never finished", where=str(self.home), hint="kerok run   (makes what is missing)")
        ids: dict[str, dict[str, int]] = json.loads(row[0])
        return ids

    def new_data_file(self, table: str, partition: str | None) -> Path:
        """A fresh path for a data file of ``table``; its folder exists."""
        folder = self.warehouse / self.namespace / table / "data"
        if partition is not None:
            folder = folder / f"{declared.contracts()[table].partition}={partition}"
        folder.mkdir(parents=True, exist_ok=True)
        return folder / f"{uuid.uuid4()}.parquet"

    # ------------------------------------------------------------------------------------ publishing

    def publish(self, changes: list[Change], record: Callable[[sqlite3.Connection], None]) -> None:
        """Make all changes visible at once, together with what ``record`` writes into the ledger; or nothing.

        Data and metadata files are flushed to disk before the one transaction that moves every table's pointer.

        Raises:
            LakeDamaged: A table was changed by someone else meanwhile, or the disk is full.
        """
        with self.ledger.reading() as connection:
            live = self.live_files([c.table for c in changes], connection)
        try:
            moves = self._stage(changes, live)
            self._flush(changes, moves)
        except OSError as error:
            raise LakeDamaged("the lake could not be written; it is as it was", where=f"{error.filename}: {error.strerror}", hint="free some space or mend the folder's permissions, then: kerok run") from error
        with self.ledger.writing() as connection:
            for name, before, after, files in moves:
                _move_pointer(connection, self.namespace, name, before, after)
                _list_files(connection, name, after, files)
            record(connection)

    def _stage(self, changes: list[Change], live: dict[str, list[LiveFile]]) -> list[tuple[str, str, str, list[LiveFile]]]:
        """Write every changed table's new metadata: table, metadata location before and after, live files after."""
        staging, moves = self.catalog(), []
        for change in changes:
            gone = [f for f in live[change.table] if change.partitions is None or f.partition in change.partitions]
            if not gone and not change.files:
                continue
            before, after = staging.stage(f"{self.namespace}.{change.table}", change, gone)
            kept = [f for f in live[change.table] if f not in gone]
            moves.append((change.table, before, after, [*kept, *_new_live_files(change, self.field_ids()[change.table])]))
        return moves

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
            _merge_manifests(table)
        if any(s.timestamp_ms < keep_from.timestamp() * 1000 and (current is None or s.snapshot_id != current.snapshot_id) for s in table.metadata.snapshots):
            table.maintenance.expire_snapshots().older_than(keep_from).commit()
        table = self.catalog().inner.load_table(f"{self.namespace}.{name}")
        if table.metadata_location != before:
            with self.ledger.writing() as writing:
                _list_files(writing, name, table.metadata_location, files)
        left = len(table.current_snapshot().manifests(table.io)) if current else 0  # type: ignore[union-attr]
        return max(snapshots - len(table.metadata.snapshots), 0), max(manifests - left, 0)

    def reachable_files(self) -> set[str]:
        """Every file that any table's retained snapshots refer to: data, deletes, manifests, metadata."""
        catalog, found = self.catalog().inner, set()
        for contract in declared.tables():
            table = catalog.load_table(f"{self.namespace}.{contract.name}")
            found |= {table.metadata_location, *(log.metadata_file for log in table.metadata.metadata_log)}
            for snapshot in table.metadata.snapshots:
                found.add(snapshot.manifest_list)
                for manifest in snapshot.manifests(table.io):
                    found.add(manifest.manifest_path)
                    found |= {entry.data_file.file_path for entry in manifest.fetch_manifest_entry(table.io, discard_deleted=True)}
        return {local_path(location) for location in found}

    def _flush(self, changes: list[Change], moves: list[tuple[str, str, str, list[LiveFile]]]) -> None:
        for change in changes:
            for path, _ in change.files:
                _fsync(path)
            for folder in {f for path, _ in change.files for f in (path.parent, path.parent.parent)}:  # the partition's folder may be new
                _fsync(folder)
        for _, _, after, _ in moves:
            _flush_metadata(Path(local_path(after)))


def local_path(location: str) -> str:
    """The path of a ``file://`` location, in which nothing is escaped: PyIceberg and Trino write a ``%`` as it is."""
    return "/" + location.removeprefix("file:").lstrip("/") if location.startswith("file:") else location


_flushed: set[Path] = set()  # by this process; metadata and manifests are written once


def _flush_metadata(written: Path) -> None:
    """Flush a metadata file and the manifests written with it."""
    since = written.stat().st_mtime - 60
    for path in set(written.parent.iterdir()) - _flushed:
        if path.stat().st_mtime >= since:
            _fsync(path)
            _flushed.add(path)
    for folder in (written.parent, written.parent.parent):
        _fsync(folder)


def _fsync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _pointers(connection: sqlite3.Connection, namespace: str) -> dict[str, str]:
    rows = connection.execute("SELECT table_name, metadata_location FROM iceberg_tables WHERE table_namespace = ?", (namespace,))
    found: dict[str, str] = dict(rows.fetchall())
    if missing := {c.name for c in declared.tables()} - set(found):
        raise LakeDamaged("the lake in this folder was never finished", where=f"no table {', '.join(sorted(missing))}", hint="kerok run   (makes what is missing)")
    return found


def _move_pointer(connection: sqlite3.Connection, namespace: str, name: str, before: str, after: str) -> None:
    moved = connection.execute(
        "UPDATE iceberg_tables SET metadata_location = ?, previous_metadata_location = ?"
        " WHERE table_namespace = ? AND table_name = ? AND metadata_location = ?",
        (after, before, namespace, name, before),
    )
    if moved.rowcount != 1:
        raise LakeDamaged(f"{name} was changed by another writer meanwhile", where=before, hint="kerok run   (loads again from what is there now)")


def _list_files(connection: sqlite3.Connection, name: str, location: str, files: list[LiveFile]) -> None:
    connection.execute("DELETE FROM kerok_live_file WHERE table_name = ?", (name,))
    connection.executemany(
        "INSERT INTO kerok_live_file VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(name, location, f.path, f.partition, f.record_count, json.dumps(f.delete_files), f.layout) for f in files],
    )
    connection.execute("INSERT OR REPLACE INTO kerok_meta VALUES (?, ?)", (f"listed:{name}", location))


def _new_live_files(change: Change, ids: dict[str, int]) -> list[LiveFile]:
    import pyarrow.parquet as pq

    layout = layout_of(change.table, ids)
    return [LiveFile(str(path), partition, pq.read_metadata(path).num_rows, (), layout) for path, partition in change.files]


def layout_of(table: str, ids: dict[str, int]) -> str:
    """Hash of a table's columns, types and field ids as its contract has them now."""
    columns = [(c.name, c.type, ids.get(c.name)) for c in declared.contracts()[table].columns]
    return hashlib.sha256(json.dumps(columns).encode()).hexdigest()[:16]


# ------------------------------------------------------------------------------------------ PyIceberg


def iceberg_schema(contract: declared.Contract) -> Schema:
    """The contract's columns as an Iceberg schema, ids in the contract's order."""
    from pyiceberg.schema import Schema
    from pyiceberg.types import BooleanType, DateType, DecimalType, IcebergType, IntegerType, LongType, NestedField, StringType

    plain: dict[str, IcebergType] = {"varchar": StringType(), "bigint": LongType(), "integer": IntegerType(), "date": DateType(), "boolean": BooleanType()}

    def typed(text: str) -> IcebergType:
        if text.startswith("decimal"):
            precision, scale = text[8:-1].split(",")
            return DecimalType(int(precision), int(scale))
        return plain[text]

    return Schema(*(NestedField(i, c.name, typed(c.type), required=False, doc=c.meaning or None) for i, c in enumerate(contract.columns, start=1)))


def _partition_spec(contract: declared.Contract, schema: Schema) -> Any:
    from pyiceberg.partitioning import UNPARTITIONED_PARTITION_SPEC, PartitionField, PartitionSpec
    from pyiceberg.transforms import IdentityTransform

    if not contract.partition:
        return UNPARTITIONED_PARTITION_SPEC
    return PartitionSpec(PartitionField(schema.find_field(contract.partition).field_id, 1000, IdentityTransform(), contract.partition))


def planned_files(metadata_location: str) -> list[LiveFile]:
    """The live files of a table as its Iceberg metadata lists them, with position deletes; slow, exact."""
    from pyiceberg.table import StaticTable

    table = StaticTable.from_metadata(metadata_location)
    spec = table.spec()
    files = []
    for task in table.scan().plan_files():
        value = task.file.partition[0] if spec.fields else None
        deletes = tuple(sorted(local_path(d.file_path) for d in task.delete_files))
        files.append(LiveFile(local_path(task.file.file_path), _partition_text(value, table), task.file.record_count, deletes))
    return files


def _partition_text(value: Any, table: Any) -> str | None:
    if value is None:
        return None
    source = table.schema().find_field(table.spec().fields[0].source_id)
    if str(source.field_type) == "date" and isinstance(value, int):
        return str(dt.date(1970, 1, 1) + dt.timedelta(days=value))
    return str(value)


class _StagingCatalog:
    """PyIceberg's SQL catalog whose commits write metadata but leave the pointers for one common transaction."""

    def __init__(self, inner: SqlCatalog, stage_commit: Callable[..., Any]) -> None:
        self.inner, self._stage_commit = inner, stage_commit

    def stage(self, identifier: str, change: Change, gone: list[LiveFile]) -> tuple[str, str]:
        """Write the metadata of one changed table; returns its metadata location before and after."""
        table = self.inner.load_table(identifier)
        before = table.metadata_location
        return before, self._stage_commit(table, change, {f.path for f in gone})


def _staging_catalog(lake: Lake) -> _StagingCatalog:
    from pyiceberg.catalog.sql import SqlCatalog
    from pyiceberg.table import CommitTableResponse
    from sqlalchemy import URL

    class Durable(SqlCatalog):
        """Flushes metadata to disk before the catalog points to it; PyIceberg leaves that to the operating system."""

        @staticmethod
        def _write_metadata(metadata: Any, io: Any, metadata_path: str) -> None:
            SqlCatalog._write_metadata(metadata, io, metadata_path)
            _flush_metadata(Path(local_path(metadata_path)))

    staged: list[str] = []

    class Staging(SqlCatalog):
        def commit_table(self, table: Table, requirements: Any, updates: Any) -> CommitTableResponse:
            current = self.load_table(table.name())
            after = self._update_and_stage_table(current, table.name(), requirements, updates)
            self._write_metadata(metadata=after.metadata, io=after.io, metadata_path=after.metadata_location)
            staged.append(after.metadata_location)
            return CommitTableResponse.model_validate({"metadata": after.metadata, "metadata-location": after.metadata_location})

    database = URL.create("sqlite", database=str(lake.ledger.path), query={"timeout": "60"}).render_as_string()
    properties = {"uri": database, "warehouse": f"file://{lake.warehouse}"}

    def commit(table: Table, change: Change, gone: set[str]) -> str:
        table.catalog = staging
        _overwrite(table, change, gone)
        return staged[-1]

    staging = Staging(CATALOG, **properties)
    return _StagingCatalog(Durable(CATALOG, **properties, init_catalog_tables="true"), commit)


def _merge_manifests(table: Table) -> None:
    """Rewrite the table's manifests into few; its rows stay as they are."""
    properties = {"commit.manifest-merge.enabled": "true", "commit.manifest.min-count-to-merge": "2"}
    with table.transaction() as transaction:
        transaction.set_properties(properties)
    with table.transaction() as transaction, transaction.update_snapshot().merge_append():
        pass
    with table.transaction() as transaction:
        transaction.remove_properties(*properties)


def _overwrite(table: Table, change: Change, gone: set[str]) -> None:
    """One snapshot that replaces the files ``gone`` by the new ones."""
    import pyarrow.parquet as pq
    from pyiceberg.expressions import AlwaysTrue, BooleanExpression, In, Reference
    from pyiceberg.io.pyarrow import parquet_file_to_data_file
    from pyiceberg.table import Transaction
    from pyiceberg.table.metadata import TableMetadata
    from pyiceberg.table.snapshots import Operation
    from pyiceberg.table.update.snapshot import _OverwriteFiles

    class Once(Transaction):
        """Works out the metadata once per update: PyIceberg copies all of it at each of a dozen looks, a quarter of a small load's time."""

        _worked_out: tuple[int, int, TableMetadata] | None = None

        @property
        def table_metadata(self) -> TableMetadata:
            seen = (id(self._table.metadata), len(self._updates))
            if self._worked_out is None or self._worked_out[:2] != seen:
                self._worked_out = (*seen, super().table_metadata)
            return self._worked_out[2]

    class Overwrite(_OverwriteFiles):
        """Without manifests that hold only deletions: PyIceberg carries every one of them forward (engine slows with each commit)."""

        def _existing_manifests(self) -> list[Any]:
            return [m for m in super()._existing_manifests() if m.has_added_files() or m.has_existing_files() or m.added_snapshot_id == self._snapshot_id]

    expected = {f.name: f.field_id for f in table.schema().fields}
    for path, _ in change.files:
        ids = {f.name: int(f.metadata[b"PARQUET:field_id"]) for f in pq.read_schema(path)}
        assert ids.items() <= expected.items(), f"{path}: field ids {ids} are not the table's {expected}"
    added = [parquet_file_to_data_file(table.io, table.metadata, f"file://{path}") for path, _ in change.files]
    old = [t.file for t in table.scan().plan_files() if local_path(t.file.file_path) in gone] if gone else []
    scope: BooleanExpression = AlwaysTrue()
    if change.partitions is not None:
        column = table.schema().find_field(table.spec().fields[0].source_id)
        values: Any = sorted(change.partitions)
        if str(column.field_type) == "date":
            values = [dt.date.fromisoformat(v) for v in values]
        scope = In(term=Reference(column.name), values=set(values))
    operation = Operation.OVERWRITE if old else Operation.APPEND
    with Once(table) as transaction, Overwrite(operation=operation, transaction=transaction, io=table.io) as overwrite:
        if old:
            overwrite.delete_by_predicate(scope)
        for file in old:
            overwrite.delete_data_file(file)
        for file in added:
            overwrite.append_data_file(file)
