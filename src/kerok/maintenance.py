"""Keeping the lake small: snapshots expire, files nothing refers to are removed, manifests are merged."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import dataclass
from pathlib import Path

from kerok import contracts as declared
from kerok.lake import Lake


@dataclass
class Maintained:
    """What one maintenance did; ``kerok maintain --json``."""

    snapshots_expired: int = 0
    manifests_merged: int = 0
    files_removed: int = 0
    bytes_freed: int = 0


def maintain(lake: Lake, *, now: float | None = None) -> Maintained:
    """Expire old snapshots, merge manifests, remove garbage older than the age guard.

    Readers that began before keep their files: nothing younger than ``maintain.garbage_hours`` is removed.

    Raises:
        Busy: Another process is loading.
    """
    done, moment = Maintained(), now or time.time()
    lake.open()
    with lake.writer():
        keep_from = dt.datetime.fromtimestamp(moment - lake.settings["maintain.keep_days"] * 86400, dt.UTC)
        for contract in declared.tables():
            expired, merged = lake.tidy_table(contract.name, keep_from)
            done.snapshots_expired += expired
            done.manifests_merged += merged
        _remove_garbage(lake, moment - lake.settings["maintain.garbage_hours"] * 3600, done)
    return done


def _remove_garbage(lake: Lake, older_than: float, done: Maintained) -> None:
    kept = lake.reachable_files()
    candidates = [*(lake.warehouse).rglob("*"), *(lake.home / "tmp").glob("*"), *_orphan_bronze(lake)]
    for path in candidates:
        if not path.is_file() or str(path) in kept:
            continue
        status = path.stat()
        if status.st_mtime < older_than:
            path.unlink()
            done.files_removed += 1
            done.bytes_freed += status.st_size


def _orphan_bronze(lake: Lake) -> list[Path]:
    with lake.ledger.reading() as connection:
        known = {str(lake.home / f.bronze) for f in lake.ledger.files(connection)}
    return [p for p in (lake.home / "bronze").rglob("*") if p.is_file() and str(p) not in known]

