"""Iceberg tables on the local disk that Trino and PyIceberg hand to each other by the path of their newest metadata file."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import uuid
from pathlib import Path

from .trino_server import CATALOG, SCHEMA, Trino

FILE_SCHEME = "file://"


def register(trino: Trino, metadata_location: str) -> str:
    """The full name under which Trino now reads, and may change, the table whose metadata file this is.

    Trino starts from this very version.  What it commits goes into the table's own folder, as a new metadata file that no other
    catalog knows of: see `metadata_location` and `repoint`.  Never DROP such a table: that deletes its files.  `unregister` forgets it.

    Args:
        trino: the session's server.
        metadata_location: `file:///.../metadata/00002-....metadata.json`, as a PyIceberg table's `metadata_location` gives it.

    Raises:
        ValueError: the location is not a `file://` one.
    """
    path = _local_path(metadata_location)
    location = json.loads(path.read_text())["location"]
    name = f"t_{uuid.uuid4().hex[:12]}"
    arguments = ", ".join(f"'{_quoted(value)}'" for value in (SCHEMA, name, location, path.name))
    trino.query(f"CALL {CATALOG}.system.register_table({arguments})")
    return f"{CATALOG}.{SCHEMA}.{name}"


def unregister(trino: Trino, table: str) -> None:
    """Makes Trino forget a table that `register` named; its files stay."""
    trino.query(f"CALL {CATALOG}.system.unregister_table('{SCHEMA}', '{table.rpartition('.')[2]}')")


def metadata_location(trino: Trino, table: str) -> str:
    """The table's newest metadata file as Trino knows it, after its own commits."""
    name = table.rpartition(".")[2]
    log = f'{CATALOG}.{SCHEMA}."{name}$metadata_log_entries"'
    return str(trino.query(f"SELECT file FROM {log} ORDER BY timestamp DESC, file DESC LIMIT 1")[0][0])


def repoint(database: Path, identifier: tuple[str, str], old: str, new: str) -> None:
    """Makes another metadata file the current one of a table in PyIceberg's SQLite catalog, as a commit through that catalog would.

    Args:
        database: the catalog's SQLite file.
        identifier: namespace and table.
        old: the metadata file the table must point to now.
        new: the one it shall point to.

    Raises:
        RuntimeError: there is no such table, or it no longer points to `old`.
    """
    statement = """
        UPDATE iceberg_tables SET metadata_location = ?, previous_metadata_location = ?
        WHERE table_namespace = ? AND table_name = ? AND metadata_location = ?"""
    with contextlib.closing(sqlite3.connect(database)) as connection, connection:
        changed = connection.execute(statement, (new, old, *identifier, old)).rowcount
    if changed != 1:
        raise RuntimeError(f"{'.'.join(identifier)} does not point to {old} in {database}")


def _local_path(location: str) -> Path:
    if not location.startswith(FILE_SCHEME):
        raise ValueError(f"not a file:// location: {location}")
    return Path(location.removeprefix(FILE_SCHEME))


def _quoted(text: str) -> str:
    return text.replace("'", "''")
