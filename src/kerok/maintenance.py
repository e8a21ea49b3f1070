"""Keeping the lake small and quick: rows deleted by position are written out, snapshots expire, files nothing refers to are removed, manifests are merged."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import re
import stat
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from kerok import contracts as declared
from kerok import engines
from kerok.candidate import open_candidate
from kerok.errors import LakeDamaged
from kerok.lake import Lake
from kerok.shared import SharedLake
from kerok.store import Stored


@dataclass
class Maintained:
    """What one maintenance did; ``kerok maintain --json``."""

    partitions_compacted: int = 0
    snapshots_expired: int = 0
    manifests_merged: int = 0
    files_removed: int = 0
    bytes_freed: int = 0


def maintain(lake: Lake, *, now: float | None = None) -> Maintained:
    """Expire old snapshots, merge manifests, remove garbage older than the age guard.

    Readers that began before keep their files: nothing younger than ``maintain.garbage_hours`` is removed. What lies in the warehouse beside
    Kerok's own tables is left alone.

    Raises:
        Busy: Another process is loading.
        LakeDamaged: A table's metadata cannot be read; nothing was removed.
    """
    done, moment = Maintained(), now or time.time()
    lake.open()
    with lake.writer():
        keep_from = dt.datetime.fromtimestamp(moment - lake.settings["maintain.keep_days"] * 86400, dt.UTC)
        if isinstance(lake, SharedLake):
            done.partitions_compacted = _compact(lake)
        try:
            for contract in declared.tables():
                expired, merged = lake.tidy_table(contract.name, keep_from)
                done.snapshots_expired += expired
                done.manifests_merged += merged
            kept = {os.path.realpath(path) for path in lake.reachable_files()}
        except OSError as error:
            raise LakeDamaged("a table's metadata cannot be read or written", where=str(error), hint="check free space and permissions, then: kerok maintain") from error
        older_than = moment - lake.settings["maintain.garbage_hours"] * 3600
        garbage = _garbage(lake, kept)
        if isinstance(lake, SharedLake):
            from kerok.leftovers import leftovers  # with it PyIceberg and staging

            garbage = chain(garbage, leftovers(lake, older_than, keep_from))
        for file in garbage:
            if file.modified < older_than:
                lake.store.remove(file.location)
                done.files_removed += 1
                done.bytes_freed += file.size
        for path in _scratch(lake):
            _remove(path, older_than, done)
    return done


def _compact(lake: SharedLake) -> int:
    """Write the partitions anew that have deleted rows or more than one file, on the engine in force; returns how many."""
    live = lake.live_files(c.name for c in declared.tables())
    wanted: dict[str, set[str | None]] = {}
    for table, files in live.items():
        parts = Counter(f.partition for f in files)
        wanted[table] = {f.partition for f in files if f.delete_files or parts[f.partition] > 1}
    if lake.settings["engine.kind"] == "duckdb":
        _compact_here(lake, wanted)
    else:
        _compact_there(lake, wanted)
    return sum(len(parts) for parts in wanted.values())


def _compact_here(lake: SharedLake, wanted: dict[str, set[str | None]]) -> None:
    with open_candidate(lake) as candidate:
        for table, partitions in wanted.items():
            for partition in sorted(partitions, key=str):
                select = candidate.relation(table) if partition is None else candidate.live_relation(table, [partition])
                candidate.build(table, partition, select)
        lake.publish(list(candidate.changes.values()), lambda transaction: None)


def _compact_there(lake: SharedLake, wanted: dict[str, set[str | None]]) -> None:
    from kerok.engines.serving import place_of
    from kerok.engines.statement import fill, in_turns
    from kerok.engines.statements import statements

    server = engines.connect(lake.settings)
    for table, partitions in wanted.items():
        for statement in statements(table, lake.settings["engine.kind"], namespace=place_of(server)) if partitions else ():
            if statement.purpose == "optimize":
                for some in in_turns(p for p in partitions if p is not None):
                    server.run(fill(statement, partitions=some))
    lake.relist()


def _garbage(lake: Lake, kept: set[str]) -> Iterator[Stored]:
    """Files of the store that nothing refers to, each by its real path: a lake may be reached through a link."""
    for contract in declared.tables():
        for file in lake.store.listed(lake.location_of(contract.name)):
            if os.path.realpath(lake.store.path(file.location)) not in kept:
                yield file
    with lake.ledger.reading() as connection:
        known = {os.path.realpath(lake.store.root / f.bronze) for f in lake.ledger.files(connection)}
    for file in lake.store.listed(lake.store.location(lake.store.root / "bronze")):
        if os.path.realpath(lake.store.path(file.location)) not in known:
            yield file


def _scratch(lake: Lake) -> Iterator[Path]:
    """What processes that have ended left in the scratch folder."""
    for path in (lake.home / "tmp").rglob("*"):
        if not _in_use(path.relative_to(lake.home / "tmp").parts[0]):
            yield path


def _in_use(name: str) -> bool:
    """Whether the process that made ``landing-PID-...`` or ``query-PID-...`` still runs."""
    found = re.match(r"[a-z]+-(\d+)-", name)
    if not found:
        return False
    try:
        os.kill(int(found[1]), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def _remove(path: Path, older_than: float, done: Maintained) -> None:
    with contextlib.suppress(FileNotFoundError):
        status = path.lstat()
        if stat.S_ISDIR(status.st_mode) or status.st_mtime >= older_than:
            return
        path.unlink()
        done.files_removed += 1
        done.bytes_freed += status.st_size
