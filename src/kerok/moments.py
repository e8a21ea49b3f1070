"""Which set of files each published state of the tables holds: a state is known again by its files, not by the hour."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from kerok import __version__
from kerok import contracts as declared
from kerok.iceberg import LiveFile, planned_files
from kerok.lake import Lake
from kerok.ledger import LOADED, SourceFile, Transaction


def files_key(files: Iterable[SourceFile]) -> str:
    """A hash of everything that the tables are a function of: the loaded files, what orders them, and the rules."""
    loaded = sorted((f.dataset, f.file_sha256, f.published or "", f.received_at, f.given_date or "") for f in files if f.status in LOADED)
    return hashlib.sha256(json.dumps([loaded, declared.fingerprint(), __version__]).encode()).hexdigest()


def remember(connection: Transaction, namespace: str, files: Iterable[SourceFile], at: str) -> None:
    """Note where the tables' metadata lies that holds these files; part of the transaction that publishes them."""
    rows = connection.execute("SELECT table_name, metadata_location FROM iceberg_tables WHERE table_namespace = ?", (namespace,))
    sql = "INSERT INTO kerok_moment VALUES (?, ?, ?) ON CONFLICT (files) DO UPDATE SET recorded_at = excluded.recorded_at, pointers = excluded.pointers"
    connection.execute(sql, (files_key(files), at, json.dumps(dict(rows.fetchall()))))


class LakeThen(Lake):
    """A lake read as one of its earlier snapshots left it; only for reading."""

    def __init__(self, lake: Lake, found: dict[str, list[LiveFile]]) -> None:
        super().__init__(lake.settings)
        self._found = found

    def live_files(self, names: Iterable[str], connection: Transaction | None = None) -> dict[str, list[LiveFile]]:
        """The data files that the named tables had then."""
        return {name: self._found[name] for name in names}


def snapshot_of(lake: Lake, key: str, names: Iterable[str] = ()) -> LakeThen | None:
    """The lake as the publish left it that held exactly these files; None where there was none, its snapshots have expired, or several engines share the lake.

    Args:
        names: Tables that will be read; all by default.
    """
    if lake.is_shared:
        return None
    with lake.ledger.reading() as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'kerok_moment'").fetchone():
            return None  # made by a version of Kerok that did not note it
        row = connection.execute("SELECT pointers FROM kerok_moment WHERE files = ?", (key,)).fetchone()
    pointers: dict[str, str] = json.loads(row[0]) if row else {}
    wanted = list(names) or [t.name for t in declared.tables()]
    if any(name not in pointers for name in wanted):
        return None
    try:
        found = {name: planned_files(pointers[name]) for name in wanted}
    except OSError:
        return None  # expired: its metadata or manifests are gone
    whole = all(Path(p).is_file() for files in found.values() for f in files for p in (f.path, *f.delete_files))
    return LakeThen(lake, found) if whole else None


def moments_noted(lake: Lake) -> list[tuple[str, str]]:
    """Hash (`files_key`) and time of every state that is noted, newest first; some may have expired. None where several engines share the lake."""
    if lake.is_shared:
        return []
    with lake.ledger.reading() as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'kerok_moment'").fetchone():
            return []
        return list(connection.execute("SELECT files, recorded_at FROM kerok_moment ORDER BY recorded_at DESC, files").fetchall())


def moment_named(lake: Lake, beginning: str) -> str | None:
    """The one noted state whose hash (`files_key`) begins so; None where none or several do, or none is noted."""
    if lake.is_shared or not beginning:
        return None
    with lake.ledger.reading() as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'kerok_moment'").fetchone():
            return None
        rows = connection.execute("SELECT files FROM kerok_moment WHERE substr(files, 1, ?) = ?", (len(beginning), beginning)).fetchall()
    return rows[0][0] if len(rows) == 1 else None


def snapshot_ids(lake: Lake, tables: Iterable[str]) -> dict[str, int | None]:
    """The current Iceberg snapshot of each table; None for one that never held rows."""
    with lake.ledger.reading() as connection:
        pointers = lake.pointers(connection)
    found: dict[str, int | None] = {}
    for table in sorted(tables):
        lake.store.fetch([pointers[table]])
        current = json.loads(lake.store.path(pointers[table]).read_text("utf-8")).get("current-snapshot-id")
        found[table] = None if current in (None, -1) else int(current)
    return found
