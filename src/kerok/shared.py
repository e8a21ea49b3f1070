"""Lakes that several people, machines or engines share: the catalog in PostgreSQL, behind a REST server or in Glue, the files in a folder or in S3.

One writer at a time, whatever its engine: it holds a lease of the ledger, which it renews while it lives. With a catalog in PostgreSQL all
tables and the ledger move in one transaction, as on a laptop. Other catalogs know no such thing: there each table is whole at all times, and
until the last one has moved the ledger says of the file that it is ``publishing``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from kerok import contracts as declared
from kerok.catalogs import catalog_properties, file_properties, open_catalog, warehouse_location
from kerok.engines import again
from kerok.errors import CommitConflict, LakeDamaged
from kerok.iceberg import (
    TABLE_PROPERTIES,
    Change,
    LiveFile,
    ctrl_c_passes,
    iceberg_schema,
    overwrite,
    partition_spec,
    planned_files,
    staging_catalog,
    with_columns,
)
from kerok.lake import Lake
from kerok.ledger import Ledger, Transaction
from kerok.settings import Settings
from kerok.store import FolderStore, S3Store

if TYPE_CHECKING:
    from pyiceberg.catalog import Catalog
    from pyiceberg.table import Table

_WRITER = "writer"


def lake_of(settings: Settings) -> Lake:
    """The lake of the settings, by the kind of its catalog."""
    kinds: dict[str, type[Lake]] = {"sqlite": Lake, "postgres": PostgresLake}
    return kinds.get(settings["catalog.kind"], ServedLake)(settings)


class SharedLake(Lake):
    """What shared lakes have in common. Its home on this machine holds no more than copies and what is being worked on."""

    is_shared = True

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self._properties = file_properties(settings)
        self._catalog: Catalog | None = None
        self._locations: dict[str, str] = {}
        place = settings.warehouse
        on_s3 = place.startswith("s3://")
        self.store = S3Store(place, self.home / "copies", self._properties) if on_s3 else FolderStore(Path(place))
        self.ledger = _ledger_of(settings)

    # ------------------------------------------------------------------------------------ opening

    def open(self, ready: Callable[[], None] = lambda: None) -> None:
        """Create what is missing: ledger, tables, columns that a newer version added."""
        self.make_folders()
        if not self.ledger.exists():
            self.ledger.create()
        with self.writer():
            with self.ledger.reading() as connection:
                known = self.ledger.meta(connection, "contracts")
            if known != declared.fingerprint():
                with ctrl_c_passes():
                    self._ensure_tables()
            self.relist()
        ready()

    def make_folders(self) -> None:
        """Create the folders of this machine; raises LakeDamaged when that is not possible."""
        for folder in (self.home / "tmp", self.store.root / "tmp", self.store.root / "bronze"):
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise LakeDamaged("a folder of the lake cannot be written", where=f"{folder}: {error.strerror}", hint="mend its permissions, or choose another: --home DIR, KEROK_WAREHOUSE") from error

    @contextmanager
    def writer(self) -> Iterator[None]:
        """The one writer of the lake, on any machine and engine.

        Raises:
            Busy: Another one wrote for longer than ``load.wait_seconds``.
        """
        with self._mutex:
            self._held += 1
            try:
                if self._held > 1:
                    yield
                else:
                    with self.ledger.lease([_WRITER], self.settings["load.wait_seconds"], renewed=True):
                        yield
            finally:
                self._held -= 1

    def tables(self) -> Catalog:
        """The catalog, through PyIceberg."""
        self._catalog = self._catalog or open_catalog(self.settings)
        return self._catalog

    def catalog(self) -> Any:
        """PyIceberg's catalog, whose commits take effect at once."""
        return SimpleNamespace(inner=self.tables())

    def _ensure_tables(self) -> None:
        catalog, ids = self.tables(), {}
        catalog.create_namespace_if_not_exists(self.namespace)
        standing = {name for _, name in catalog.list_tables(self.namespace)}
        for contract in declared.tables():
            schema = iceberg_schema(contract)
            if contract.name in standing:
                schema = with_columns(catalog.load_table(f"{self.namespace}.{contract.name}"), schema)
            else:
                properties = TABLE_PROPERTIES | {"comment": contract.grain}
                catalog.create_table((self.namespace, contract.name), schema, self.new_location(contract.layer, contract.name), partition_spec(contract, schema), properties=properties)
            ids[contract.name] = {f.name: f.field_id for f in schema.fields}
        with self.ledger.writing() as connection:
            self.ledger.note(connection, {"field_ids": json.dumps(ids), "contracts": declared.fingerprint()})

    def new_location(self, layer: str, table: str) -> str | None:
        """Where a new table's files shall lie; None where the catalog's server decides."""
        return f"{warehouse_location(self.settings)}/{layer}/{table}" if self.settings["warehouse.url"] else None

    def location_of(self, table: str) -> str:
        """Where a table's files lie."""
        if table not in self._locations:
            self._locations[table] = self.tables().load_table((self.namespace, table)).location()
        return self._locations[table]

    # ------------------------------------------------------------------------------------ files

    def files_of(self, table: Table) -> list[LiveFile]:
        """The live files of a table, as its metadata lists them."""
        return self._planned(table.metadata_location)

    def _planned(self, metadata_location: str) -> list[LiveFile]:
        return [self._here(file) for file in planned_files(metadata_location, self._properties)]

    def _here(self, file: LiveFile) -> LiveFile:
        return replace(
            file, path=str(self.store.path(file.path)), location=file.path, delete_files=tuple(str(self.store.path(d)) for d in file.delete_files)
        )

    def fetch(self, files: Iterable[LiveFile]) -> None:
        """Have these files, and those of their deleted rows, on this machine."""
        wanted = [path for file in files for path in (file.path, *file.delete_files)]
        self.store.fetch([self.store.location(Path(path)) for path in wanted])

    def replace(self, table: Table, change: Change, gone: list[LiveFile]) -> None:
        """Move one table; where others committed meanwhile, again as long as they left alone what is to be replaced.

        Raises:
            CommitConflict: They did not, or commit without end; nothing has changed.
        """
        from pyiceberg.exceptions import CommitFailedException, ValidationException

        for attempt in range(1, again.ATTEMPTS + 1):
            try:
                with ctrl_c_passes():
                    overwrite(table, change, gone, self.store.location)
                return
            except (CommitFailedException, ValidationException) as error:  # PyIceberg has tried again, but not where a catalog tells of the last snapshot alone
                table = self.tables().load_table(table.name())
                if attempt == again.ATTEMPTS or _names(change.gone(self.files_of(table))) != _names(gone):
                    where = str(error).split("\n")[0]
                    raise CommitConflict(f"{change.table} was changed by another writer meanwhile", where=where, hint="kerok run   (loads again from what is there now)") from error
                again.wait(attempt)

    def new_data_file(self, table: str, partition: str | None) -> Path:
        """A fresh path for a data file of ``table`` on this machine; its folder exists."""
        folder = self.store.path(self.location_of(table)) / "data"
        if partition is not None:
            folder = folder / f"{declared.contracts()[table].partition}={partition}"
        folder.mkdir(parents=True, exist_ok=True)
        return folder / f"{uuid4()}.parquet"


class PostgresLake(SharedLake):
    """A lake whose catalog and ledger lie in one PostgreSQL database: published all together or not at all."""

    @cached_property
    def _staging(self) -> Any:
        return staging_catalog(catalog_properties(self.settings), self.store.location)  # once: each holds connections of the server's few

    def catalog(self) -> Any:
        """PyIceberg's catalog, with commits staged until ``publish`` swaps them together."""
        return self._staging

    def publish(self, changes: list[Change], record: Callable[[Transaction], None]) -> None:
        """As on a laptop, the new files brought where they belong before."""
        self.store.keep(path for change in changes for path, _ in change.files)
        super().publish(changes, record)

    def _flush(self, changes: list[Change], moves: list[tuple[str, str, str, list[LiveFile]]]) -> None:
        if not isinstance(self.store, S3Store):
            super()._flush(changes, moves)


class ServedLake(SharedLake):
    """A lake whose catalog moves one table at a time: REST, Glue."""

    publishes_at_once = False

    def pointers(self, connection: Transaction) -> dict[str, str]:
        from pyiceberg.exceptions import NoSuchNamespaceError, NoSuchTableError

        found: dict[str, str] = {}
        for contract in declared.tables():
            with suppress(NoSuchTableError, NoSuchNamespaceError):
                found[contract.name] = self.tables().load_table((self.namespace, contract.name)).metadata_location
        return self._complete(connection, found)

    def publish(self, changes: list[Change], record: Callable[[Transaction], None]) -> None:
        """Move one table after the other, in the order of the contracts, then the ledger.

        Raises:
            CommitConflict: Someone else changed a table meanwhile; those before it have moved.
            LakeDamaged: S3 or the catalog did not take something.
        """
        self.store.keep(path for change in changes for path, _ in change.files)
        place = {c.name: i for i, c in enumerate(declared.tables())}
        moved: dict[str, tuple[str, list[LiveFile]]] = {}
        with self.ledger.reading() as connection:
            live = self.live_files([c.table for c in changes], connection)
        for change in sorted(changes, key=lambda c: place[c.table]):
            gone = [f for f in live[change.table] if change.partitions is None or f.partition in change.partitions]
            if not gone and not change.files:
                continue
            table = self.tables().load_table((self.namespace, change.table))
            self.replace(table, change, gone)
            location = table.refresh().metadata_location
            moved[change.table] = (location, self._planned(location))
        with self.ledger.writing() as connection:
            for name, (location, files) in moved.items():
                self._list_files(connection, name, location, files)
            record(connection)


def _names(files: list[LiveFile]) -> set[tuple[str, tuple[str, ...]]]:
    return {(f.path, f.delete_files) for f in files}


def _ledger_of(settings: Settings) -> Ledger:
    """The ledger in the catalog's database, or in the one that ``ledger.url`` names, or in the lake's folder."""
    in_catalog = settings["catalog.kind"] == "postgres"
    name = "catalog.url" if in_catalog else "ledger.url"
    if not settings[name]:
        return Ledger(settings.home / "ledger.db")
    if settings[name].startswith("dynamodb://"):
        from kerok.dynamo import DynamoLedger

        return DynamoLedger(settings[name].partition("://")[2])
    from kerok.postgres import PostgresLedger

    user = {"user": settings["catalog.user"], "password": settings["catalog.password"]} if in_catalog else {}
    return PostgresLedger(settings[name], settings.shown(name), settings["catalog.namespace"], **{k: v for k, v in user.items() if v})
