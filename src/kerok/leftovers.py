"""What loads leave on a shared lake beside its tables: candidates that a kill left, staged files that no longer belong to a file, their old snapshots."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import suppress

from pyiceberg.exceptions import NoSuchTableError
from pyiceberg.table import Table

from kerok.errors import Refused
from kerok.iceberg import locations_in
from kerok.loaded import SILVER
from kerok.shared import SharedLake
from kerok.staging import staged_table, unstage
from kerok.store import Stored


def leftovers(lake: SharedLake, older_than: float, keep_from: dt.datetime) -> Iterator[Stored]:
    """Files that nothing needs any more; what tables listed them lists them no more. Nothing that was touched after ``older_than`` is among them.

    Args:
        older_than: Seconds since 1970: a load that began later may still be at work.
        keep_from: Older snapshots of staged files expire.
    """
    yield from _of_candidates(lake, older_than)
    for dataset in SILVER:
        try:
            table = staged_table(lake, dataset)
        except Refused:  # the workflow on AWS looks after its own
            continue
        if table is not None:
            yield from _of_staged(lake, dataset, table, older_than, keep_from)


def _of_candidates(lake: SharedLake, older_than: float) -> Iterator[Stored]:
    """Of loads that were killed: one that goes on, or is tried again on the same engine, drops its own."""
    for identifier in lake.tables().list_tables(lake.namespace):
        if "__candidate_" not in identifier[-1]:
            continue
        with suppress(NoSuchTableError):  # its load goes on and has just dropped it
            table = lake.tables().load_table(identifier)
            if table.metadata.last_updated_ms < older_than * 1000:
                files = list(lake.store.listed(table.location()))
                lake.tables().drop_table(identifier)
                yield from files


def _of_staged(lake: SharedLake, dataset: str, table: Table, older_than: float, keep_from: dt.datetime) -> Iterator[Stored]:
    """Of files that DuckDB took out, which has no use for them, and of snapshots that expired."""
    with lake.ledger.reading() as transaction:
        known = {file.file_sha256 for file in lake.ledger.files(transaction)}
    modified = {os.path.realpath(lake.store.path(f.location)): f.modified for f in lake.store.listed(table.location())}
    for file in lake.files_of(table):
        if file.partition and file.partition not in known and modified.get(os.path.realpath(file.path), older_than) < older_than:
            unstage(lake, dataset, file.partition)
    if any(s.timestamp_ms < keep_from.timestamp() * 1000 for s in table.refresh().metadata.snapshots[:-1]):
        table.maintenance.expire_snapshots().older_than(keep_from).commit()
    needed = {os.path.realpath(lake.store.path(location)) for location in locations_in(table.refresh())}
    for stored in lake.store.listed(table.location()):
        if os.path.realpath(lake.store.path(stored.location)) not in needed:
            yield stored
