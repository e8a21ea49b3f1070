"""The lake as it stood, given only some of its files: from a snapshot where one holds just those, else rebuilt from bronze."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from kerok.engines.compiled import cache_folder
from kerok.errors import KerokError, LakeDamaged
from kerok.lake import Lake
from kerok.ledger import LOADED, SourceFile, source_file
from kerok.loaded import SILVER
from kerok.moments import files_key, snapshot_of
from kerok.pipeline import Pipeline
from kerok.sources.folder import shown

KEPT_REBUILT = 4  # lakes kept in the cache; the one used longest ago goes


def known_by(file: SourceFile) -> str:
    """The day since which a file's numbers could be known: CMS's release day where it was given, else the day of reception (UTC)."""
    return file.published or file.received_at[:10]


def loaded_files(lake: Lake) -> list[SourceFile]:
    """The loaded files of the lake, in order of arrival."""
    with lake.ledger.reading() as connection:
        return [f for f in lake.ledger.files(connection) if f.status in LOADED and f.dataset in SILVER]


def files_known_on(lake: Lake, date: dt.date) -> list[SourceFile]:
    """The loaded files that were published, or where that is unknown received, by the end of the day.

    Raises:
        KerokError: There was none.
    """
    loaded = loaded_files(lake)
    known = [f for f in loaded if known_by(f) <= date.isoformat()]
    if not known:
        first = min(loaded, key=known_by, default=None)
        where = f"the first is {shown(first.file_name)}, of {known_by(first)}" if first else "the lake holds no file"
        raise KerokError(f"none of the files loaded was known on {date}", where=where, hint="give the release days of files: kerok ingest FILE --published DATE")
    return known


def lake_known_on(lake: Lake, date: dt.date, tell: Callable[[str], None]) -> Lake:
    """The lake as it stood given only the files known on a day.

    Args:
        tell: Called with a line for people where there is something to say: rebuilding takes time, a file has been forgotten since.

    Raises:
        KerokError: No file was known then, or one of them cannot be loaded again.
        LakeDamaged: Bytes are gone from bronze, or the cache cannot be written.
    """
    for name, sha256 in _forgotten_since(lake, date):
        tell(f"left out: {shown(name)} ({sha256[:12]}) was known then and has since been forgotten")
    return lake_with(lake, files_known_on(lake, date), tell)


def lake_with(lake: Lake, files: Iterable[SourceFile], tell: Callable[[str], None]) -> Lake:
    """The lake as it is, or was, or would be with only these of its files; raises as ``lake_known_on``."""
    files = list(files)
    key = files_key(files)
    if key == files_key(loaded_files(lake)):
        return lake
    return snapshot_of(lake, key) or _rebuilt(lake, files, cache_folder() / "known" / key[:24], tell)


def _forgotten_since(lake: Lake, date: dt.date) -> list[tuple[str, str]]:
    with lake.ledger.reading() as connection:
        rows = connection.execute(
            "SELECT body FROM kerok_forgotten WHERE substr(forgotten_at, 1, 10) > ?", (date.isoformat(),)
        ).fetchall()
    files = [source_file(body) for (body,) in rows]
    return sorted({(f.file_name, f.file_sha256) for f in files if f.status in LOADED and known_by(f) <= date.isoformat()})


def _rebuilt(lake: Lake, files: list[SourceFile], folder: Path, tell: Callable[[str], None]) -> Lake:
    """A lake of these files alone in the user's cache; built once, by one process at a time, its bronze linked to the lake's own."""
    here = {"engine.kind": "duckdb", "catalog.kind": "sqlite", "warehouse.url": ""}
    scratch = Lake(replace(lake.settings, home=folder, values=lake.settings.values | here))
    _refuse_missing(lake, files)
    ready = folder / "ready"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not ready.exists():
            tell(f"rebuilding the tables from {len(files)} file{'s' * (len(files) != 1)} in bronze; kept in {folder}")
            scratch.open()
            with scratch.writer():
                if not ready.exists():
                    _fill(lake, scratch, files)
                    ready.touch()
        ready.touch()  # used now: the last to go
        _forget_oldest(folder)
    except OSError as error:
        raise LakeDamaged("the tables of that day cannot be rebuilt", where=f"{folder}: {error.strerror}", hint="XDG_CACHE_HOME=DIR kerok query ...   (a folder with space)") from error
    return scratch


def _fill(lake: Lake, scratch: Lake, files: list[SourceFile]) -> None:
    with scratch.ledger.writing() as connection:
        for file in files:
            link = scratch.home / file.bronze
            link.parent.mkdir(parents=True, exist_ok=True)
            if not link.is_symlink():
                link.symlink_to(lake.kept(file.bronze).resolve())
            scratch.ledger.put(connection, replace(file, status="pending", accept_loss=True, wants=None, error=None, warnings=[]))
    for outcome in Pipeline(scratch).run():
        if outcome.error:
            raise KerokError(f"the tables of that day cannot be rebuilt: {outcome.error}", where=outcome.where or outcome.file, hint=outcome.hint or "kerok status")


def _refuse_missing(lake: Lake, files: list[SourceFile]) -> None:
    gone = [f for f in files if not lake.kept(f.bronze).is_file() or lake.kept(f.bronze).stat().st_size != f.size]
    if gone:
        where = "; ".join(f"{shown(f.file_name)}: {f.bronze}" for f in gone[:5])
        raise LakeDamaged("files known then are not in bronze as they were received", where=where, hint=f"restore them from CMS, or: kerok forget {gone[0].file_sha256[:12]}")


def _forget_oldest(used: Path) -> None:
    others = sorted((r for r in used.parent.glob("*/ready") if r.parent != used), key=lambda r: r.stat().st_mtime, reverse=True)
    for ready in others[KEPT_REBUILT - 1 :]:
        shutil.rmtree(ready.parent, ignore_errors=True)
