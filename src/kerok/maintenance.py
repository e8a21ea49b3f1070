"""Keeping the lake small: snapshots expire, files nothing refers to are removed, manifests are merged."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import re
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kerok import contracts as declared
from kerok.errors import LakeDamaged
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
        try:
            for contract in declared.tables():
                expired, merged = lake.tidy_table(contract.name, keep_from)
                done.snapshots_expired += expired
                done.manifests_merged += merged
            kept = {os.path.realpath(path) for path in lake.reachable_files()}
        except OSError as error:
            raise LakeDamaged("a table's metadata cannot be read or written", where=str(error), hint="check free space and permissions, then: kerok maintain") from error
        for path in _garbage(lake, kept):
            _remove(path, moment - lake.settings["maintain.garbage_hours"] * 3600, done)
    return done


def _garbage(lake: Lake, kept: set[str]) -> Iterator[Path]:
    """Files that nothing refers to, each by its real path: a lake may be reached through a link."""
    for contract in declared.tables():
        for path in (lake.warehouse / lake.namespace / contract.name).rglob("*"):
            if os.path.realpath(path) not in kept:
                yield path
    with lake.ledger.reading() as connection:
        known = {os.path.realpath(lake.home / f.bronze) for f in lake.ledger.files(connection)}
    for path in (lake.home / "bronze").rglob("*"):
        if os.path.realpath(path) not in known:
            yield path
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
