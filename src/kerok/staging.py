"""Staged files: a landed file once as Parquet of text columns, for engines that read tables only.

A staged file has every record under canonical names, whatever its vintage: the registry's columns as text, the row's number, the file's hash
(also inside), the raw record where it is known, and what is wrong with its structure. It is made of what lies in bronze and can be made again.
An Iceberg table per dataset, partitioned by the hash, lists them, so that a query reads the one file it names.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kerok.engines import duckdb as duck
from kerok.errors import LakeDamaged, Refused
from kerok.headers import OWN_COLUMNS, registry
from kerok.iceberg import TABLE_PROPERTIES, Change
from kerok.landing import QUICK_BYTES, Landed, decode, read_records
from kerok.loaded import Staged
from kerok.loading import BATCH, STAGED_EXTRA, batches, staged_cells
from kerok.origins import is_mended, one_origin
from kerok.settings import Settings
from kerok.shared import SharedLake

if TYPE_CHECKING:
    from pyiceberg.schema import Schema
    from pyiceberg.table import Table

_CHUNK = 1 << 16  # small enough for most to be ASCII, which is the same in both


def staged_columns(dataset: str) -> list[str]:
    """The text columns of a dataset's staged files beside hash and row number, in order."""
    return ["raw", "structure_error", *STAGED_EXTRA[dataset], *(c["name"] for c in registry(dataset)["columns"]), *OWN_COLUMNS]


def stage(lake: SharedLake, landed: Landed, given_date: str | None, progress: Callable[[int], None], trial: str = "") -> Staged:
    """Write the file's staged Parquet and list it in its table, in place of an earlier one; row count and partition are asserted.

    Args:
        trial: Another table than the dataset's own, made if need be.

    Raises:
        UnreadableFile: A mended file does not say whose rows it mends.
        LakeDamaged: The warehouse takes no file, or the table does not hold what was written.
        CommitConflict: Somebody else changes what is staged of this file.
    """
    table = _table(lake, landed.dataset, trial)
    folder = lake.store.path(table.location()) / f"file_sha256={landed.sha256}"
    path = folder / f"{os.urandom(8).hex()}.parquet"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        staged = write_staged(lake.settings, lake.home / "tmp", landed, given_date, path, progress)
    except OSError as error:
        raise LakeDamaged("the staged file could not be written", where=f"{path}: {error.strerror}", hint="free some space, then: kerok run") from error
    lake.store.keep([path])
    gone = [f for f in lake.files_of(table) if f.partition == landed.sha256]
    lake.replace(table, Change(trial or f"staged_{landed.dataset}", {landed.sha256}, [(path, landed.sha256)]), gone)
    listed = [f for f in lake.files_of(table.refresh()) if f.partition == landed.sha256]
    if [f.record_count for f in listed] != [staged.rows]:
        raise LakeDamaged("a staged file is not listed as it was written", where=f"{path}: {staged.rows:,} rows", hint="kerok run")
    for file in gone:
        lake.store.remove(lake.store.location(Path(file.path)))
    return staged


def write_staged(settings: Settings, scratch: Path, landed: Landed, given_date: str | None, path: Path, progress: Callable[[int], None]) -> Staged:
    """Write the file's staged Parquet, by DuckDB alone.

    Args:
        scratch: Folder for what is needed meanwhile.

    Raises:
        UnreadableFile: A mended file does not say whose rows it mends.
    """
    return _quickly(settings, scratch, landed, path, progress) or _carefully(settings, scratch, landed, given_date, path, progress)


def staged_table(lake: SharedLake, dataset: str) -> Table | None:
    """The table that lists a dataset's staged files, if there is one; raises Refused where the workflow on AWS stages them."""
    return _standing(lake, f"staged_{dataset}")


def is_staged(lake: SharedLake, dataset: str, sha256: str) -> bool:
    """Whether the file's staged Parquet is listed, in a table with every column of today; looks, and changes nothing."""
    table = staged_table(lake, dataset)
    return table is not None and not _missing(table, dataset) and any(f.partition == sha256 for f in lake.files_of(table))


def refuse_workflows_lake(lake: SharedLake, dataset: str) -> None:
    """Nothing, unless the workflow on AWS stages this lake's files; raises Refused then."""
    staged_table(lake, dataset)


def unstage(lake: SharedLake, dataset: str, sha256: str) -> None:
    """Take a file's staged Parquet away."""
    table = _table(lake, dataset)
    gone = [f for f in lake.files_of(table) if f.partition == sha256]
    if gone:
        lake.replace(table, Change(f"staged_{dataset}", {sha256}), gone)
    for file in gone:
        lake.store.remove(lake.store.location(Path(file.path)))


def _schema(dataset: str) -> Schema:
    from pyiceberg.schema import Schema
    from pyiceberg.types import LongType, NestedField, StringType

    own = [NestedField(1, "file_sha256", StringType(), required=False), NestedField(2, "row_number", LongType(), required=False)]
    return Schema(*own, *(NestedField(i, name, StringType(), required=False) for i, name in enumerate(staged_columns(dataset), start=3)))


def _missing(table: Table, dataset: str) -> list[str]:
    return [c for c in staged_columns(dataset) if c not in {f.name for f in table.schema().fields}]


def _standing(lake: SharedLake, name: str) -> Table | None:
    from pyiceberg.exceptions import NoSuchIcebergTableError, NoSuchPropertyException, NoSuchTableError

    try:
        return lake.tables().load_table((lake.namespace, name))
    except (NoSuchIcebergTableError, NoSuchPropertyException) as error:  # of Glue: an external table, as `kerok aws bootstrap` makes it
        where = f"{lake.namespace}.{name} is no Iceberg table"
        raise Refused("the workflow on AWS loads this lake: its staged files are not for a command to list", where=where, hint="put the file into the landing bucket; what lies there: kerok aws backfill bronze/pbj/") from error
    except NoSuchTableError:
        return None


def _table(lake: SharedLake, dataset: str, trial: str = "") -> Table:
    from pyiceberg.partitioning import PartitionField, PartitionSpec
    from pyiceberg.transforms import IdentityTransform

    name = trial or f"staged_{dataset}"
    table = _standing(lake, name)
    if table is None:
        spec = PartitionSpec(PartitionField(1, 1000, IdentityTransform(), "file_sha256"))
        location = lake.new_location(lake.namespace, trial) if trial else lake.new_location("staged", dataset)
        return lake.tables().create_table((lake.namespace, name), _schema(dataset), location, spec, properties=TABLE_PROPERTIES)
    if missing := _missing(table, dataset):
        from pyiceberg.types import StringType

        with table.update_schema() as update:
            for column in missing:
                update.add_column(column, StringType())
    return table


def _carefully(settings: Settings, scratch: Path, landed: Landed, given_date: str | None, path: Path, progress: Callable[[int], None]) -> Staged:
    """Record by record, as the house reads records: written as JSON lines, which have a form for every character, and from there as Parquet."""
    assert landed.match is not None
    staged = Staged()
    names = ["file_sha256", "row_number", *staged_columns(landed.dataset)]
    with contextlib.ExitStack() as stack:
        lines = stack.enter_context(_scratch_file(scratch))
        out = stack.enter_context(lines.open("w", encoding="ascii"))
        stream = stack.enter_context(landed.bronze.open("rb"))
        records = read_records(stream, landed.encoding, landed.text_end)
        next(records)
        for batch in batches(records, BATCH):
            columns = staged_cells(landed.dataset, landed.sha256, batch, landed.match.positions, len(landed.header), given_date)
            out.writelines(json.dumps(dict(zip(names, row, strict=True))) + "\n" for row in zip(*(columns[n] for n in names), strict=True))
            staged.rows += len(batch)
            staged.irregular |= any("\n" in r.raw for r in batch)
            if is_mended(landed):
                for record in batch:
                    sha, row = one_origin(landed, record, staged.origin_sha256)
                    staged.origin_sha256 = staged.origin_sha256 or sha
                    if sha and row is not None:
                        staged.origin_rows[record.row] = row
            progress(len(batch))
        out.flush()
        types = {n: "BIGINT" if n == "row_number" else "VARCHAR" for n in names}
        with duck.connect(settings, scratch=scratch) as connection:
            duck.write_json_lines_as_parquet(connection, lines, types, path)
    staged.irregular |= staged.rows != landed.lines or landed.has_lone_returns
    return staged


def _quickly(settings: Settings, scratch: Path, landed: Landed, path: Path, progress: Callable[[int], None]) -> Staged | None:
    """By DuckDB's reader, where every line is a record that it takes; None for any other file, and for a small one."""
    if landed.size < QUICK_BYTES or landed.dataset != "pbj" or landed.match is None or landed.has_lone_returns or is_mended(landed):
        return None
    names = {at: name for name, at in landed.match.positions.items()}
    fields = [(names.get(i, f"unmapped_{i}"), "VARCHAR") for i in range(len(landed.header))]
    given = {name for name, _ in fields}
    cells = [f'"{c}"' if c in given else f'CAST(NULL AS VARCHAR) AS "{c}"' for c in staged_columns("pbj")]
    ids = ", ".join(f"{c}: {i}" for i, c in enumerate(["file_sha256", "row_number", *staged_columns("pbj")], start=1))
    with duck.connect(settings, scratch=scratch) as connection, _as_utf8(scratch, landed) as source:
        connection.execute("SET threads = 1")  # rows are numbered by one; a second thread has nothing to do but wait, which it does at full speed
        select = f"SELECT {duck.literal(landed.sha256)} AS file_sha256, 1 + row_number() OVER () AS row_number, {', '.join(cells)} FROM {duck.quick_read(connection, source, fields)}"
        try:
            row = connection.execute(f"COPY ({select}) TO {duck.literal(str(path))} ({duck.PARQUET}, FIELD_IDS {{{ids}}})").fetchone()
        except duck.Error:
            row = None
        refused = [offset for offset in duck.refused_offsets(connection) if offset < landed.text_end]
    if row is None or refused or int(row[0]) != landed.lines:
        path.unlink(missing_ok=True)
        return None
    progress(landed.lines)
    return Staged(landed.lines, has_raw=False)


@contextlib.contextmanager
def _as_utf8(scratch: Path, landed: Landed) -> Iterator[Path]:
    """The file in UTF-8, which is all that the reader knows."""
    if landed.encoding != "cp1252":
        yield landed.bronze
        return
    with _scratch_file(scratch) as path:
        with landed.bronze.open("rb") as source, path.open("wb") as out:
            while chunk := source.read(_CHUNK):
                out.write(chunk if chunk.isascii() else decode(chunk, "cp1252").encode())
        yield path


@contextlib.contextmanager
def _scratch_file(scratch: Path) -> Iterator[Path]:
    path = scratch / f"landing-{os.getpid()}-{os.urandom(4).hex()}"
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)
