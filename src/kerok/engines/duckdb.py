"""DuckDB: reads CMS files into typed rows, computes tables, answers queries. The only module that imports duckdb."""

from __future__ import annotations

import signal
import socket
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from kerok import contracts as declared
from kerok.errors import ContractBroken, LakeDamaged
from kerok.iceberg import LiveFile, layout_of
from kerok.settings import Settings

ROW_GROUP = 122_880
DICTIONARY = 2_048  # distinct values up to which a column of a row group is dictionary-encoded: hours have more, and are encoded as differences
PARQUET = (
    f"FORMAT parquet, PARQUET_VERSION 'V2', COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE {ROW_GROUP}, DICTIONARY_SIZE_LIMIT {DICTIONARY}"
)

Connection = duckdb.DuckDBPyConnection
Relation = duckdb.DuckDBPyRelation


@contextmanager
def connect(settings: Settings, *, scratch: Path | None = None) -> Iterator[Connection]:
    """An in-memory DuckDB with the lake's threads and memory limit.

    Args:
        scratch: Folder for what does not fit into memory.
    """
    config: dict[str, Any] = {}
    if settings["engine.threads"]:
        config["threads"] = settings["engine.threads"]
    if settings["engine.memory_limit"]:
        config["memory_limit"] = settings["engine.memory_limit"]
    if scratch:
        config["temp_directory"] = str(scratch)
    connection = duckdb.connect(config=config)
    try:
        with _stopped_by_ctrl_c(connection):
            yield connection
    except duckdb.InterruptException as error:
        raise KeyboardInterrupt from error
    except RuntimeError as error:
        if str(error) == "Query interrupted":  # how DuckDB's client passes a KeyboardInterrupt on
            raise KeyboardInterrupt from error
        raise
    except duckdb.IOException as error:
        raise LakeDamaged("the lake could not be read or written", where=str(error).split("\n")[0], hint="check free space and permissions, then: kerok run") from error
    finally:
        connection.close()


@contextmanager
def spelling() -> Iterator[Connection]:
    """An in-memory DuckDB of one thread that only spells values; reads no file."""
    connection = duckdb.connect(config={"threads": 1, "enable_external_access": False})
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def _stopped_by_ctrl_c(connection: Connection) -> Iterator[None]:
    """Let Ctrl-C stop the statement that runs: Python itself hears of it only when the statement has ended."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard, told = socket.socketpair()
    told.setblocking(False)

    def listen() -> None:
        while signals := heard.recv(64):
            if signal.SIGINT in signals:
                connection.interrupt()

    listener = threading.Thread(target=listen, daemon=True)
    before = signal.set_wakeup_fd(told.fileno(), warn_on_full_buffer=False)
    listener.start()
    try:
        yield
    finally:
        signal.set_wakeup_fd(before)
        told.close()
        listener.join()
        heard.close()


def literal(text: str) -> str:
    """A SQL text literal."""
    return "'" + text.replace("'", "''") + "'"


def duck_type(house_type: str) -> str:
    """A contract's type as DuckDB spells it."""
    return house_type.upper()


# ------------------------------------------------------------------------------------------ relations over Iceberg files


def relation_sql(table: str, files: list[LiveFile], ids: dict[str, int]) -> str:
    """A SELECT over a table's live files: columns by Iceberg field id, rows deleted by position left out."""
    columns = declared.contracts()[table].columns
    if not files:
        empty = ", ".join(f'CAST(NULL AS {duck_type(c.type)}) AS "{c.name}"' for c in columns)
        return f"SELECT {empty} WHERE false"
    # a column that this version of Kerok added is in no file until the lake is next written to
    names = ", ".join(f'"{c.name}"' if c.name in ids else f'CAST(NULL AS {duck_type(c.type)}) AS "{c.name}"' for c in columns)
    # binding by field id costs 6 ms a time for a wide table, and a view binds a table up to 16 times: files written with today's columns need none
    layout = layout_of(table, ids)
    today = [f.path for f in files if not f.delete_files and f.layout == layout]
    other = [f.path for f in files if not f.delete_files and f.layout != layout]
    parts = [f"SELECT {names} FROM read_parquet([{', '.join(literal(p) for p in today)}], hive_partitioning=false)"] if today else []
    parts += [f"SELECT {names} FROM {_parquet(other, columns, ids)}"] if other else []
    parts += [_without_deleted(f, names, columns, ids) for f in files if f.delete_files]
    return " UNION ALL ".join(parts)


def _parquet(paths: list[str], columns: tuple[declared.Column, ...], ids: dict[str, int], extra: str = "") -> str:
    fields = ", ".join(f"{ids[c.name]}: {{name: '{c.name}', type: '{duck_type(c.type)}', default_value: NULL}}" for c in columns if c.name in ids)
    return f"read_parquet([{', '.join(literal(p) for p in paths)}], schema=MAP {{{fields}}}{extra}, hive_partitioning=false)"


def _without_deleted(file: LiveFile, names: str, columns: tuple[declared.Column, ...], ids: dict[str, int]) -> str:
    deletes = ", ".join(literal(d) for d in file.delete_files)
    names_of_it = ", ".join(literal(n) for n in dict.fromkeys((file.location or file.path, file.path, "file://" + file.path)))
    return (
        f"SELECT {names} FROM {_parquet([file.path], columns, ids, ', file_row_number=true')} AS data"
        f" WHERE NOT EXISTS (SELECT 1 FROM read_parquet([{deletes}], hive_partitioning=false) AS gone"
        f" WHERE gone.pos = data.file_row_number AND gone.file_path IN ({names_of_it}))"
    )


def create_relation(connection: Connection, name: str, sql: str, *, for_cursors: bool = False) -> None:
    """A view of the given name; replaces an earlier one.

    Args:
        for_cursors: Cursors of the connection see it too; a temporary view is seen by the connection alone.
    """
    connection.execute(f'CREATE OR REPLACE {"" if for_cursors else "TEMP "}VIEW "{name}" AS {sql}')


# ------------------------------------------------------------------------------------------ writing


def write_parquet(connection: Connection, table: str, select: str, path: Path, ids: dict[str, int], *, ordered: bool = True) -> int:
    """Write a SELECT as one data file of ``table``: the contract's columns, types and order of rows, Iceberg field ids.

    Args:
        ordered: Sort by the contract's sort columns; False keeps the SELECT's own order.

    Returns:
        Rows written.

    Raises:
        LakeDamaged: The disk is full or the folder cannot be written.
    """
    contract = declared.contracts()[table]
    columns = ", ".join(f'CAST("{c.name}" AS {duck_type(c.type)}) AS "{c.name}"' for c in contract.columns)
    order = f" ORDER BY {', '.join(contract.sort)}" if ordered and contract.sort else ""
    fields = ", ".join(f"{c.name}: {ids[c.name]}" for c in contract.columns)
    row = connection.execute(
        f"COPY (SELECT {columns} FROM ({select}){order}) TO {literal(str(path))}"
        f" ({PARQUET}, FIELD_IDS {{{fields}}})"
    ).fetchone()
    return int(row[0]) if row else 0


@contextmanager
def any_order(connection: Connection) -> Iterator[None]:
    """Let each thread write the part of a file that it reads as it comes to it: a facility's rows stay together, in one or two row groups."""
    connection.execute("SET preserve_insertion_order = false")
    try:
        yield
    finally:
        connection.execute("SET preserve_insertion_order = true")


def run_checks(connection: Connection, table: str, relation: str, translate: Callable[[str], str], proven: frozenset[str]) -> None:
    """Run the contract's checks on a candidate.

    Args:
        translate: House SQL to DuckDB's.

    Raises:
        ContractBroken: A check returned rows; the first ones are shown.
    """
    create_relation(connection, "candidate_rows", relation)
    for check in declared.contracts()[table].checks:
        if check.name in proven:
            continue
        sql = translate(check.sql.replace("{table}", "candidate_rows"))
        broken = connection.execute(f"SELECT * FROM ({sql}) LIMIT 5").fetchall()
        if broken:
            raise ContractBroken(
                f"{table}: check {check.name} failed, nothing was published",
                where="; ".join(", ".join(str(v) for v in row) for row in broken),
                hint="this is a fault of Kerok or of its SQL: please report it with the file's name",
            )


def scratch_name(prefix: str) -> str:
    """A fresh name for a temporary relation."""
    return f"{prefix}_{uuid.uuid4().hex[:8]}"


def quick_read(connection: Connection, path: Path, fields: list[tuple[str, str]]) -> str:
    """A relation over a CSV whose columns the reader itself types; lines it refuses are left out and recorded.

    Args:
        fields: Name and DuckDB type of each field, in the file's order.
    """
    columns = ", ".join(f"{literal(name)}: {literal(kind)}" for name, kind in fields)
    return (
        f"read_csv({literal(str(path))}, header=true, auto_detect=false, delim=',', quote='\"', escape='\"', strict_mode=true,"
        f" store_rejects=true, rejects_limit=0, columns={{{columns}}})"
    )


def write_json_lines_as_parquet(connection: Connection, lines: Path, types: dict[str, str], path: Path) -> None:
    """Write JSON lines as Parquet with these columns, their field ids from 1, in the order of the lines."""
    columns = ", ".join(f"{literal(name)}: {literal(kind)}" for name, kind in types.items())
    ids = ", ".join(f"{name}: {i}" for i, name in enumerate(types, start=1))
    source = f"read_json({literal(str(lines))}, format = 'newline_delimited', columns = {{{columns}}}, maximum_object_size = {1 << 28})"
    connection.execute("SET preserve_insertion_order = true")
    connection.execute(f"COPY (SELECT * FROM {source}) TO {literal(str(path))} (FORMAT parquet, COMPRESSION zstd, FIELD_IDS {{{ids}}})")


def refused_offsets(connection: Connection) -> list[int]:
    """Byte offsets of the lines the last quick read refused, ascending; forgets them."""
    try:
        rows = connection.execute("SELECT DISTINCT line_byte_position FROM reject_errors ORDER BY 1").fetchall()
        connection.execute("DROP TABLE reject_errors")
        connection.execute("DROP TABLE reject_scans")
    except duckdb.CatalogException:
        return []
    return [int(r[0]) for r in rows]


def statement_kinds(sql: str) -> list[str]:
    """The kind of each statement in a text, as DuckDB itself reads it (SELECT, COPY, SET, ...); raises Error when it does not parse."""
    return [statement.type.name for statement in duckdb.extract_statements(sql)]


Error = duckdb.Error
NotAllowed = duckdb.PermissionException
