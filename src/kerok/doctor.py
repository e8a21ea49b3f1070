"""Whether catalog, warehouse and engine work: each tried on its own with something that is made and taken away, then all together."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kerok.catalogs import HINTS, file_properties, in_short, open_catalog, warehouse_location
from kerok.errors import EngineError, KerokError
from kerok.settings import Settings

if TYPE_CHECKING:
    from pyiceberg.catalog import Catalog
    from pyiceberg.table import Table

_ROWS = [(1, "a"), (2, None)]
_ENGINE_HINTS = {
    "duckdb": "check KEROK_MEMORY_LIMIT and KEROK_THREADS, and the space on this machine's disk",
    "trino": "see that Trino runs and may write to the warehouse; its log knows the query",
    "athena": "check AWS's credentials (aws sts get-caller-identity), KEROK_ATHENA_WORKGROUP, KEROK_ATHENA_REGION and KEROK_ATHENA_OUTPUT; Athena's console knows the query",
}
_TOGETHER = {
    "athena": "let Kerok's catalog, warehouse and Athena be of the same account and region",
    "trino": "let the engine's catalog and Kerok name the same database, catalog name (kerok) and warehouse, reachable from both",
}


@dataclass(frozen=True)
class Finding:
    """What became of one part.

    Attributes:
        part: catalog, warehouse, engine, or together.
        result: fine, failed, or not tried (``together``, when a part failed).
        what, where, hint: Of a failure, as errors have them.
    """

    part: str
    kind: str
    place: str
    result: str
    seconds: float
    what: str = ""
    where: str = ""
    hint: str = ""


class Doctor:
    """Tries the parts that one lake's settings name."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.namespace: str = settings["catalog.namespace"]
        self.scratch = f"doctor_{os.urandom(6).hex()}"

    def examine(self) -> Iterator[Finding]:
        """The findings, each as soon as it is there."""
        engine, catalog, warehouse = self.settings["engine.kind"], self.settings["catalog.kind"], self.settings.warehouse
        listed = self.settings.shown("catalog.url") or (str(self.settings.home / "catalog.db") if catalog == "sqlite" else "")
        findings = [self._tried("catalog", catalog, listed, self.try_catalog)]
        yield findings[-1]
        findings.append(self._tried("warehouse", "s3" if warehouse.startswith("s3://") else "folder", warehouse, self.try_warehouse))
        yield findings[-1]
        findings.append(self._tried("engine", engine, self.settings["engine.url"] if engine == "trino" else "", self.try_engine))
        yield findings[-1]
        has_failed = any(f.result == "failed" for f in findings)
        yield Finding("together", "", "", "not tried", 0.0) if has_failed else self._tried("together", "", "", self.try_together)

    def _tried(self, part: str, kind: str, place: str, trial: Callable[[], None]) -> Finding:
        started = time.monotonic()
        try:
            trial()
        except KerokError as error:
            return Finding(part, kind, place, "failed", time.monotonic() - started, error.what, error.where, self._hint(part, error))
        except Exception as error:  # whatever a driver says of a part that does not work is what was asked for
            words = {"catalog": "the catalog cannot be used", "warehouse": "the warehouse cannot be used"}.get(part, "it does not work")
            where = f"{type(error).__name__}: {in_short(error, self.settings).partition(': ')[2]}"
            return Finding(part, kind, place, "failed", time.monotonic() - started, words, where, self._hint(part, None))
        return Finding(part, kind, place, "fine", time.monotonic() - started)

    def _hint(self, part: str, error: KerokError | None) -> str:
        if part == "catalog":
            return (error and error.hint) or HINTS[self.settings["catalog.kind"]]
        if part == "warehouse":
            return (error and error.hint) or "check KEROK_WAREHOUSE, KEROK_S3_ENDPOINT, KEROK_S3_REGION and AWS's credentials"
        name = error.name if isinstance(error, EngineError) else ""
        if name in ("CATALOG_NOT_FOUND", "MISSING_CATALOG_NAME"):
            return "export KEROK_TRINO_CATALOG=NAME   (SHOW CATALOGS in Trino lists them)"
        engine = self.settings["engine.kind"]
        if part == "together":
            return _TOGETHER.get(engine, "let catalog and warehouse be of the same lake, both reachable from here")
        hint = (error and error.hint) or ""
        return hint if hint and "doctor" not in hint else _ENGINE_HINTS[engine]

    # ------------------------------------------------------------------------------------------ each on its own

    def try_catalog(self) -> None:
        """Make, load and drop a table whose own files lie in a folder of this machine, so that the warehouse does not matter."""
        with self._catalog() as catalog, tempfile.TemporaryDirectory(prefix="kerok-doctor-") as folder:
            elsewhere = None if self.settings["catalog.kind"] == "rest" else f"file://{folder}"  # a server writes a table's files itself
            table = self._make(catalog, elsewhere)
            try:
                _expect([f.name for f in catalog.load_table(table.name()).schema().fields], ["n", "t"], "the catalog")
            finally:
                _remove(catalog, table)

    def try_warehouse(self) -> None:
        """Write, read and remove a file."""
        place, content = self.settings.warehouse, os.urandom(64)
        if place.startswith("s3://"):
            _try_object(f"{place}/.{self.scratch}", content, file_properties(self.settings) | {"s3.connect-timeout": "10", "s3.request-timeout": "20"})
            return
        with _folder(Path(place)):
            file = Path(place) / f".{self.scratch}"
            try:
                file.write_bytes(content)
                _expect(file.read_bytes(), content, "the warehouse")
                file.unlink()
            except OSError as error:
                hint = "mend the folder's permissions or free some space, or choose another: export KEROK_WAREHOUSE=FOLDER"
                raise KerokError("the warehouse's folder cannot be written", where=f"{place}: {error.strerror}", hint=hint) from error

    def try_engine(self) -> None:
        """Make, fill, read and drop a table in the engine alone; some REST servers keep the few files of a table that Trino drops."""
        kind = self.settings["engine.kind"]
        if kind == "duckdb":
            from kerok.engines import duckdb as duck

            with duck.connect(self.settings) as con:
                con.execute(f"CREATE TABLE {self.scratch} AS SELECT * FROM (VALUES (1, 'a'), (2, NULL)) AS t(n, t)")
                _expect(con.execute(f"SELECT n, t FROM {self.scratch} ORDER BY n").fetchall(), _ROWS, "DuckDB")
                con.execute(f"DROP TABLE {self.scratch}")
        else:
            self._try_server(kind)

    def _try_server(self, kind: str) -> None:
        from kerok.engines import connected
        from kerok.engines.serving import place_of

        with self._no_tables_left(), connected(self.settings) as connection:
            schema, catalog = place_of(connection), f"{connection.catalog}." if connection.catalog else ""
            known = list(connection.query(f"SELECT 1 FROM {catalog}information_schema.schemata WHERE schema_name = '{self.namespace}'"))
            connection.run(f"CREATE SCHEMA IF NOT EXISTS {schema}")
            try:
                columns = "(n integer, t varchar)" if kind == "trino" else f"(n int, t string) LOCATION '{self.settings.warehouse}/{self.scratch}/' TBLPROPERTIES ('table_type' = 'ICEBERG')"
                connection.run(f"CREATE TABLE {schema}.{self.scratch} {columns}")
                try:
                    connection.run(f"INSERT INTO {schema}.{self.scratch} VALUES (1, 'a'), (2, NULL)")
                    _expect(list(connection.query(f"SELECT n, t FROM {schema}.{self.scratch} ORDER BY n")), _ROWS, kind.title())
                finally:
                    connection.run(f"DROP TABLE IF EXISTS {schema}.{self.scratch}")
            finally:
                if not known:
                    with contextlib.suppress(EngineError):  # somebody has put a table there meanwhile
                        connection.run(f"DROP SCHEMA IF EXISTS {schema}")

    # ------------------------------------------------------------------------------------------ together

    def try_together(self) -> None:
        """A table made in the catalog, kept in the warehouse, filled by the engine, read by PyIceberg."""
        with self._no_tables_left(), self._catalog() as catalog:
            place = None if self.settings["catalog.kind"] == "rest" else f"{warehouse_location(self.settings)}/{self.namespace}/{self.scratch}"
            table = self._make(catalog, place)
            try:
                self._fill(table)
                found = catalog.load_table(table.name()).scan().to_arrow().sort_by("n").to_pylist()
                _expect([(row["n"], row["t"]) for row in found], _ROWS, "the table")
            finally:
                _remove(catalog, table)

    def _fill(self, table: Table) -> None:
        if self.settings["engine.kind"] != "duckdb":
            from kerok.engines import connected
            from kerok.engines.serving import place_of

            with connected(self.settings) as connection:
                connection.run(f"INSERT INTO {place_of(connection)}.{self.scratch} VALUES (1, 'a'), (2, NULL)")
            return
        from kerok.engines import duckdb as duck

        with duck.connect(self.settings) as con:
            table.append(con.execute("SELECT CAST(n AS integer) AS n, t FROM (VALUES (1, 'a'), (2, NULL)) AS t(n, t)").to_arrow_table())

    # ------------------------------------------------------------------------------------------ scratch things

    def _no_tables_left(self) -> contextlib.AbstractContextManager[None]:
        place = self.settings.warehouse
        return contextlib.nullcontext() if place.startswith("s3://") else _no_folder_left(Path(place) / self.namespace)

    @contextmanager
    def _catalog(self) -> Iterator[Catalog]:
        """The catalog with the namespace; what was not there before is taken away again, a lake that does not exist is not made."""
        with contextlib.ExitStack() as stack:
            file = ""
            if self.settings["catalog.kind"] == "sqlite":
                stack.enter_context(_folder(self.settings.home))
                if not (self.settings.home / "catalog.db").exists():
                    file = str(self.settings.home / f".{self.scratch}.db")
                    stack.callback(Path(file).unlink, missing_ok=True)
            catalog = open_catalog(self.settings, sqlite_file=file)
            stack.callback(catalog.close)
            stack.enter_context(self._namespace(catalog))
            yield catalog

    @contextmanager
    def _namespace(self, catalog: Catalog) -> Iterator[None]:
        from pyiceberg.exceptions import NamespaceNotEmptyError, NoSuchNamespaceError

        is_new = False
        try:
            catalog.load_namespace_properties(self.namespace)
        except NoSuchNamespaceError:
            catalog.create_namespace(self.namespace)
            is_new = True
        try:
            yield
        finally:
            if is_new:
                with contextlib.suppress(NamespaceNotEmptyError):  # somebody has put a table there meanwhile
                    catalog.drop_namespace(self.namespace)

    def _make(self, catalog: Catalog, location: str | None) -> Table:
        from pyiceberg.schema import Schema
        from pyiceberg.types import IntegerType, NestedField, StringType

        schema = Schema(NestedField(1, "n", IntegerType(), required=False), NestedField(2, "t", StringType(), required=False))
        return catalog.create_table((self.namespace, self.scratch), schema, location=location)


def _remove(catalog: Catalog, table: Table) -> None:
    """Drop a scratch table and delete its folder: a REST catalog's server, and PyIceberg itself, leave some of the files."""
    from pyiceberg.exceptions import NoSuchTableError
    from pyiceberg.io.pyarrow import PyArrowFileIO

    with contextlib.suppress(NoSuchTableError):
        table = catalog.load_table(table.name())
        catalog.drop_table(table.name())
    location = table.location()
    if not location.rstrip("/").rpartition("/")[2].startswith("doctor_") and "kerok-doctor-" not in location:
        return  # not a folder of its own
    if location.startswith("file://"):
        shutil.rmtree(location.removeprefix("file://"), ignore_errors=True)
    elif isinstance(table.io, PyArrowFileIO):
        scheme, host, path = PyArrowFileIO.parse_location(location)
        with contextlib.suppress(FileNotFoundError):
            table.io.fs_by_scheme(scheme, host).delete_dir(path)


def _expect(found: Any, wanted: Any, who: str) -> None:
    if found != wanted:
        raise KerokError(f"{who} gives back something else than was written", where=f"{found!r} instead of {wanted!r}", hint="do not use it")


def _try_object(location: str, content: bytes, properties: dict[str, str]) -> None:
    from pyiceberg.io import load_file_io

    io = load_file_io(properties, location)
    with io.new_output(location).create(overwrite=True) as out:
        out.write(content)
    with io.new_input(location).open() as stream:
        _expect(stream.read(), content, "the warehouse")
    io.delete(location)


@contextmanager
def _folder(path: Path) -> Iterator[None]:
    """The folder, made if need be, for as long as the block runs."""
    with _no_folder_left(path):
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise KerokError("a folder cannot be made", where=f"{path}: {error.strerror}", hint="mend the permissions, or choose another: --home DIR") from error
        yield


@contextmanager
def _no_folder_left(path: Path) -> Iterator[None]:
    """Take folders that were not there before the block away again, where they are empty."""
    made = [p for p in (path, *path.parents) if not p.exists()]
    try:
        yield
    finally:
        for folder in made:
            with contextlib.suppress(OSError):
                folder.rmdir()
