"""What two sides of a comparison are: files on disk, files of the lake, a period now or as known on a day; each as rows of silver."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kerok import contracts as declared
from kerok.engines import duckdb as duck
from kerok.engines.compiled import CompiledSql
from kerok.errors import KerokError, UsageError
from kerok.known_on import files_known_on
from kerok.lake import Lake
from kerok.landing import Landed, land, sha256_of, survey_again
from kerok.ledger import LOADED, FilePeriod, SourceFile
from kerok.loaded import SILVER
from kerok.loading import Loader
from kerok.moments import files_key, snapshot_of
from kerok.periods import State
from kerok.plan import newest_rows
from kerok.sources.folder import Incoming, find, shown

_PERIOD = re.compile(r"(?P<period>(?P<quarter>20\d\dQ[1-4])|20\d\d-\d\d-\d\d)(?:@(?P<day>\S+))?", re.IGNORECASE)
_FORMS = "a file; the hash of a file of the lake, 6 characters or more; a period (2024Q2, 2024-10-01); a period at a moment (2024Q2@2024-11-01)"


@dataclass
class Side:
    """One side.

    Attributes:
        relation: DuckDB's SQL of its rows, in the shape of the dataset's silver table.
        files: Source files: name, sha256, release day.
        rejected: Rows that could not be read and are left out.
    """

    label: str
    dataset: str
    relation: str
    files: list[dict[str, Any]] = field(default_factory=list)
    rejected: int = 0


class Sides:
    """Opens sides on one DuckDB connection.

    Args:
        folder: Scratch folder for what has to be read anew; not in the lake.
    """

    def __init__(self, lake: Lake, con: duck.Connection, compiled: CompiledSql, folder: Path) -> None:
        self._lake, self._con, self._folder = lake, con, folder
        self._ids = {c.name: {column.name: i for i, column in enumerate(c.columns, start=1)} for c in declared.tables()}
        self._numbers = iter(range(1 << 30))
        (folder / "tmp").mkdir(parents=True, exist_ok=True)
        self._loader = Loader(con, compiled, self._ids, lambda table: folder / f"{table}-{next(self._numbers)}.parquet")

    def open(self, text: str) -> Side:
        """The side that a person named.

        Raises:
            UsageError: It is nothing that can be compared.
            UnreadableFile: A file on disk is none of CMS's.
            KerokError: The lake does not hold it, or did not then.
        """
        if Path(text).exists():
            return self._file(text)
        if found := _PERIOD.fullmatch(text):
            period = found["period"].upper()
            return self._period(text, "pbj" if found["quarter"] else "providerinfo", period, _day(text, found["day"]))
        if re.fullmatch(r"[0-9a-f]{6,64}", text.lower()):
            return self._loaded(text)
        raise UsageError(f"{text} is nothing that can be compared", where=f"what can be: {_FORMS}", hint="kerok diff 2024Q2@2024-11-01 2024Q2   (kerok status lists what is loaded)")

    def _file(self, path: str) -> Side:
        incoming = list(find([path], lambda name, reason: None))
        if len(incoming) != 1:
            raise UsageError(f"{path} holds {len(incoming)} files", hint="name one of them, unpacked")
        if known := self._known(incoming[0]):
            return known
        landed = land(incoming[0], self._folder, dataset=None, max_bytes=self._lake.settings["load.max_file_gb"] << 30)
        return self._read(shown(path), landed, None, {"file_name": incoming[0].name, "file_sha256": landed.sha256, "published": None})

    def _known(self, incoming: Incoming) -> Side | None:
        """The same bytes from the tables, where they are loaded and all live: reading them anew would take seconds."""
        if not self._lake.exists() or incoming.path is None or incoming.packed_size is not None:
            return None
        files, entries = self._ledger()
        if incoming.path.stat().st_size not in {f.size for f in files}:
            return None
        sha256, _ = sha256_of(incoming)
        found = [f for f in files if f.file_sha256 == sha256 and f.status in LOADED and f.dataset in SILVER]
        parts = [e for e in entries if found and (e.dataset, e.file_sha256) == (found[0].dataset, sha256)]
        if len(found) != 1 or not _is_live(parts):
            return None
        return replace(self._of_file(found[0], parts), label=shown(str(incoming.path)))

    def _read(self, label: str, landed: Landed, given_date: str | None, file: dict[str, Any]) -> Side:
        if landed.dataset not in SILVER:
            raise UsageError(f"{label} is a file of {landed.dataset}: only PBJ and Provider Info files are compared", hint="kerok diff PBJ_first.csv PBJ_again.csv")
        loaded = self._loader.load(landed, given_date)
        return Side(label, landed.dataset, _over(landed.dataset, loaded.files), [file], len(loaded.rejects))

    def _ledger(self) -> tuple[list[SourceFile], list[FilePeriod]]:
        with self._lake.ledger.reading() as connection:
            return self._lake.ledger.files(connection), self._lake.ledger.periods(connection)

    def _loaded(self, sha256: str) -> Side:
        files, entries = self._ledger()
        found = [f for f in files if f.file_sha256.startswith(sha256.lower()) and f.status in LOADED]
        if len(found) != 1:
            raise UsageError(f"{len(found) or 'no'} loaded files have a hash that begins with {sha256}", hint="kerok status   (lists them; 6 characters or more)")
        return self._of_file(found[0], [e for e in entries if (e.dataset, e.file_sha256) == (found[0].dataset, found[0].file_sha256)])

    def _of_file(self, file: SourceFile, entries: list[FilePeriod]) -> Side:
        """A loaded file: from the tables where all its rows are live, else from bronze."""
        label = f"{shown(file.file_name)} ({file.file_sha256[:12]})"
        if _is_live(entries):
            live = self._live(file.dataset, {e.period for e in entries})
            return Side(label, file.dataset, f"SELECT * FROM ({live}) WHERE file_sha256 = {duck.literal(file.file_sha256)}", [_named(file)], file.rows_quarantined or 0)
        return self._read(label, self._again(file), file.given_date, _named(file))

    def _again(self, file: SourceFile) -> Landed:
        return survey_again(file.file_name, self._lake.kept(file.bronze), file.dataset)

    def _live(self, dataset: str, periods: set[str], lake: Lake | None = None) -> str:
        """The silver rows of some periods: now, or as a snapshot has them."""
        table, lake = SILVER[dataset], lake or self._lake
        with lake.ledger.reading() as connection:
            files = [f for f in lake.live_files([table], connection)[table] if f.partition in periods]
            return duck.relation_sql(table, files, lake.field_ids(connection)[table])

    def _period(self, label: str, dataset: str, period: str, day: dt.date | None) -> Side:
        files, entries = self._ledger()
        now = State(files, entries).current(dataset, period)
        if not now:
            loaded = sorted({e.period for e in entries if e.dataset == dataset})
            raise KerokError(f"no file of {period} is loaded", where=f"loaded: {', '.join(loaded) or 'nothing'}", hint="kerok ingest FILE; kerok status")
        then = now if day is None else self._current_on(dataset, period, day, entries)
        chosen = {f.file_sha256: f for f in files if f.dataset == dataset}
        named, rejected = [_named(chosen[s]) for s in then], sum(chosen[s].rows_quarantined or 0 for s in then)
        if then == now:
            return Side(label, dataset, self._live(dataset, {period}), named, rejected)
        assert day is not None
        if snapshot := snapshot_of(self._lake, files_key(files_known_on(self._lake, day)), [SILVER[dataset]]):
            return Side(label, dataset, self._live(dataset, {period}, snapshot), named, rejected)
        parts = [self._read(label, self._again(chosen[s]), chosen[s].given_date, _named(chosen[s])).relation for s in then]
        table = SILVER[dataset]
        rows = f"SELECT * FROM ({newest_rows(table, parts)}) WHERE CAST({declared.contracts()[table].partition} AS VARCHAR) = {duck.literal(period)}"
        return Side(label, dataset, rows, named, rejected)

    def _current_on(self, dataset: str, period: str, day: dt.date, entries: list[FilePeriod]) -> list[str]:
        known = files_known_on(self._lake, day)
        found = State(known, [e for e in entries if any(e.file_sha256 == f.file_sha256 for f in known)]).current(dataset, period)
        if not found:
            raise KerokError(f"no file of {period} was known on {day}", hint=f"kerok diff {period}@DATE {period}   with a later day (kerok status lists the files)")
        return found


def _is_live(entries: list[FilePeriod]) -> bool:
    return bool(entries) and all(e.is_current and e.rows_live == e.rows_kept for e in entries)


def _named(file: SourceFile) -> dict[str, Any]:
    return {"file_name": file.file_name, "file_sha256": file.file_sha256, "published": file.published}


def _day(text: str, day: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(day) if day else None
    except ValueError as error:
        raise UsageError(f"{text}: {day} is not a day written YYYY-MM-DD", hint="kerok diff 2024Q2@2024-11-01 2024Q2") from error


def _over(dataset: str, paths: list[Path]) -> str:
    if not paths:
        return duck.relation_sql(SILVER[dataset], [], {})
    names = ", ".join(f'"{c}"' for c in declared.contracts()[SILVER[dataset]].column_names)
    return f"SELECT {names} FROM read_parquet([{', '.join(duck.literal(str(p)) for p in paths)}], hive_partitioning=false)"

