"""Iceberg itself: schemas from contracts, metadata of new tables, live files, commits that wait for one common transaction.

PyIceberg is imported inside the functions: reading a lake needs none of it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kerok import contracts as declared
from kerok.durable import Flushing, fsync

if TYPE_CHECKING:
    from pyiceberg.catalog.sql import SqlCatalog
    from pyiceberg.schema import Schema
    from pyiceberg.table import Table

CATALOG = "kerok"


@dataclass(frozen=True)
class LiveFile:
    """One data file of a table's current snapshot.

    Attributes:
        partition: Value of the partition column as text, None for tables without.
        delete_files: Position delete files that apply to it (Trino's MERGE writes them).
        layout: Hash of the columns, types and field ids it was written with; "" when unknown.
        location: The file as the table names it, where that is not its path; position deletes name it so.
    """

    path: str
    partition: str | None
    record_count: int
    delete_files: tuple[str, ...] = ()
    layout: str = ""
    location: str = ""


@dataclass
class Change:
    """What one publish does to one table.

    Attributes:
        partitions: Partition values replaced, as text; None replaces the whole table.
        files: New data files (absolute paths) and their partition values.
        flushing: What of them is on its way to the disk already.
        staged: The table's metadata location before and after, where its new metadata is being written already.
    """

    table: str
    partitions: set[str] | None
    files: list[tuple[Path, str | None]] = field(default_factory=list)
    flushing: dict[Path, Flushing] = field(default_factory=dict)
    staged: Future[tuple[str, str]] | None = None

    def gone(self, live: list[LiveFile]) -> list[LiveFile]:
        """Those of the table's live files that it replaces."""
        return [f for f in live if self.partitions is None or f.partition in self.partitions]


def layout_of(table: str, ids: dict[str, int]) -> str:
    """Hash of a table's columns, types and field ids as its contract has them now."""
    columns = [(c.name, c.type, ids.get(c.name)) for c in declared.contracts()[table].columns]
    return hashlib.sha256(json.dumps(columns).encode()).hexdigest()[:16]


def local_path(location: str) -> str:
    """The path of a ``file://`` location, in which nothing is escaped: PyIceberg and Trino write a ``%`` as it is."""
    return "/" + location.removeprefix("file:").lstrip("/") if location.startswith("file:") else location


_flushed: set[Path] = set()  # by this process; metadata and manifests are written once


def flush_metadata(written: Path) -> None:
    """Flush a metadata file and the manifests written with it."""
    since = written.stat().st_mtime - 60
    for path in set(written.parent.iterdir()) - _flushed:
        if path.stat().st_mtime >= since:
            fsync(path)
            _flushed.add(path)
    for folder in (written.parent, written.parent.parent):
        fsync(folder)


@contextmanager
def ctrl_c_passes() -> Iterator[None]:
    """Raise KeyboardInterrupt where Ctrl-C came while Pydantic wrote metadata: it makes an error of its own of it."""
    try:
        yield
    except Exception as error:
        if "KeyboardInterrupt" in str(error):
            raise KeyboardInterrupt from error
        raise


# ------------------------------------------------------------------------------------------ tables


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


TABLE_PROPERTIES = {"format-version": "2", "write.parquet.compression-codec": "zstd"}


def new_table(catalog: SqlCatalog, contract: declared.Contract, namespace: str, warehouse: Path) -> dict[str, Any]:
    """Write the metadata of a table that does not stand yet; returns its row of the catalog. PyIceberg's own way takes ten times as long."""
    from pyiceberg.io import load_file_io
    from pyiceberg.table.metadata import new_table_metadata
    from pyiceberg.table.sorting import UNSORTED_SORT_ORDER

    schema, location = iceberg_schema(contract), f"file://{warehouse / namespace / contract.name}"
    properties = TABLE_PROPERTIES | {"comment": contract.grain}
    metadata = new_table_metadata(schema, partition_spec(contract, schema), UNSORTED_SORT_ORDER, location, properties)
    path = f"{location}/metadata/00000-{uuid.uuid4()}.metadata.json"
    catalog._write_metadata(metadata, load_file_io(catalog.properties, path), path)
    return catalog._create_table_row(namespace, contract.name, path)


def with_columns(table: Table, schema: Schema) -> Schema:
    """Add the columns that the table lacks; returns its schema then."""
    missing = [c for c in schema.fields if c.name not in {f.name for f in table.schema().fields}]
    if missing:
        with table.update_schema() as update:
            for column in missing:
                update.add_column(column.name, column.field_type)
    return table.schema()


def partition_spec(contract: declared.Contract, schema: Schema) -> Any:
    """How the contract's table is partitioned: by its partition column itself, or not."""
    from pyiceberg.partitioning import UNPARTITIONED_PARTITION_SPEC, PartitionField, PartitionSpec
    from pyiceberg.transforms import IdentityTransform

    if not contract.partition:
        return UNPARTITIONED_PARTITION_SPEC
    return PartitionSpec(PartitionField(schema.find_field(contract.partition).field_id, 1000, IdentityTransform(), contract.partition))


def planned_files(metadata_location: str, properties: dict[str, str] | None = None) -> list[LiveFile]:
    """The live files of a table as its Iceberg metadata lists them, with position deletes; slow, exact.

    Args:
        properties: PyIceberg's, for files in S3.
    """
    from pyiceberg.table import StaticTable

    table = StaticTable.from_metadata(metadata_location, properties or {})
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


class StagingCatalog:
    """PyIceberg's SQL catalog whose commits write metadata but leave the pointers for one common transaction.

    Attributes:
        inner: The same catalog with commits that take effect at once.
    """

    def __init__(self, inner: SqlCatalog, stage_commit: Callable[..., Any]) -> None:
        self.inner, self._stage_commit = inner, stage_commit

    def stage(self, identifier: str, change: Change, gone: list[LiveFile]) -> tuple[str, str]:
        """Write the metadata of one changed table; returns its metadata location before and after."""
        table = self.inner.load_table(identifier)
        before = table.metadata_location
        return before, self._stage_commit(table, change, gone)


def sqlite_catalog(database_path: Path, warehouse: Path) -> StagingCatalog:
    """The catalog in an SQLite database, with its tables' files under ``warehouse``."""
    from sqlalchemy import URL

    database = URL.create("sqlite", database=str(database_path), query={"timeout": "60"}).render_as_string()
    return staging_catalog({"uri": database, "warehouse": f"file://{warehouse}", "init_catalog_tables": "true"}, lambda path: f"file://{path}")


def staging_catalog(properties: dict[str, str], location_of: Callable[[Path], str]) -> StagingCatalog:
    """A catalog in a SQL database.

    Args:
        properties: PyIceberg's.
        location_of: How tables name a data file of this machine.
    """
    from pyiceberg.catalog.sql import SqlCatalog
    from pyiceberg.table import CommitTableResponse

    class Durable(SqlCatalog):
        """Flushes metadata to disk before the catalog points to it; PyIceberg leaves that to the operating system."""

        @staticmethod
        def _write_metadata(metadata: Any, io: Any, metadata_path: str) -> None:
            SqlCatalog._write_metadata(metadata, io, metadata_path)
            if metadata_path.startswith("file:"):
                flush_metadata(Path(local_path(metadata_path)))

    staged: list[str] = []

    class Staging(SqlCatalog):
        def commit_table(self, table: Table, requirements: Any, updates: Any) -> CommitTableResponse:
            current = self.load_table(table.name())
            after = self._update_and_stage_table(current, table.name(), requirements, updates)
            self._write_metadata(metadata=after.metadata, io=after.io, metadata_path=after.metadata_location)
            staged.append(after.metadata_location)
            return CommitTableResponse.model_validate({"metadata": after.metadata, "metadata-location": after.metadata_location})

    def commit(table: Table, change: Change, gone: list[LiveFile]) -> str:
        table.catalog = staging
        overwrite(table, change, gone, location_of)
        return staged[-1]

    staging = Staging(CATALOG, **(properties | {"init_catalog_tables": "false"}))
    return StagingCatalog(Durable(CATALOG, **properties), commit)


def merge_manifests(table: Table) -> None:
    """Rewrite the table's manifests into few; its rows stay as they are."""
    properties = {"commit.manifest-merge.enabled": "true", "commit.manifest.min-count-to-merge": "2"}
    with table.transaction() as transaction:
        transaction.set_properties(properties)
    with table.transaction() as transaction, transaction.update_snapshot().merge_append():
        pass
    with table.transaction() as transaction:
        transaction.remove_properties(*properties)


def locations_in(table: Table) -> set[str]:
    """Every file that the table's retained snapshots refer to: data, deletes, manifests, metadata, statistics."""
    found = {table.metadata_location, *(log.metadata_file for log in table.metadata.metadata_log)}
    found |= {s.statistics_path for s in [*table.metadata.statistics, *table.metadata.partition_statistics]}
    for snapshot in table.metadata.snapshots:
        found.add(snapshot.manifest_list)
        for manifest in snapshot.manifests(table.io):
            found.add(manifest.manifest_path)
            found |= {entry.data_file.file_path for entry in manifest.fetch_manifest_entry(table.io, discard_deleted=True)}
    return found


def overwrite(table: Table, change: Change, gone: list[LiveFile], location_of: Callable[[Path], str]) -> None:
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
    added = [parquet_file_to_data_file(table.io, table.metadata, location_of(path)) for path, _ in change.files]
    leaving = {f.location or f.path for f in gone}
    old = [t.file for t in table.scan().plan_files() if local_path(t.file.file_path) in leaving] if gone else []
    scope: BooleanExpression = AlwaysTrue()
    if change.partitions is not None:
        column = table.schema().find_field(table.spec().fields[0].source_id)
        values: Any = sorted(change.partitions)
        if str(column.field_type) == "date":
            values = [dt.date.fromisoformat(v) for v in values]
        scope = In(term=Reference(column.name), values=set(values))
    operation = Operation.OVERWRITE if old else Operation.APPEND
    with Once(table) as transaction, Overwrite(operation=operation, transaction=transaction, io=table.io) as update:
        if old:
            update.delete_by_predicate(scope)
        for file in old:
            update.delete_data_file(file)
        for file in added:
            update.append_data_file(file)
