"""Rejected rows: shown with their reasons, and exported to be mended in a spreadsheet and ingested again."""

from __future__ import annotations

import csv
import io
import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kerok.errors import KerokError, UsageError
from kerok.headers import EXPORT_COLUMNS, OWN_COLUMNS, normalise
from kerok.lake import Lake
from kerok.landing import split_cells
from kerok.ledger import SourceFile
from kerok.query import Reader
from kerok.rawlines import open_bronze
from kerok.sources.folder import shown

_STRUCTURAL = {"wrong_field_count", "unterminated_quote", "extra_not_cleared"}
_ADDED = tuple(c for c in (*OWN_COLUMNS, *EXPORT_COLUMNS) if c != "kerok_synthetic")


@dataclass(frozen=True)
class ExportedFile:
    """One CSV of rejected rows.

    Attributes:
        origin_sha256: File that the rows are from and that the mended file ranks with.
    """

    path: str
    dataset: str
    origin_name: str
    origin_sha256: str
    rows: int


@dataclass(frozen=True)
class ExportResult:
    """What was exported, and what to do with it."""

    files: list[ExportedFile]
    rows: int
    hint: str

    def __str__(self) -> str:
        lines = [f"{f.path}: {f.rows:,} row{'s' * (f.rows != 1)} of {shown(f.origin_name)} ({f.origin_sha256[:12]})" for f in self.files]
        return "\n".join([*lines, self.hint])


@dataclass
class _Origin:
    """The rejects of one origin: the newest attempt at each of its rows."""

    file: SourceFile
    rows: dict[int, dict[str, Any]] = field(default_factory=dict)


# ------------------------------------------------------------------------------------------ showing


def rejected(lake: Lake, file: str | None = None, include_closed: bool = False) -> list[dict[str, Any]]:
    """Rejected rows: dataset, file_name, file_sha256, row_number, reasons, raw, closed_by.

    Args:
        file: Only of the file whose hash begins so (6 characters or more), or of that name.
        include_closed: Also those that a mended file replaced.

    Raises:
        UsageError: No file of the lake is meant, or several.
    """
    one = _named(_files(lake), file) if file else None
    where = [*(["closed_by IS NULL"] if not include_closed else []), *(["file_sha256 = ?"] if one else [])]
    sql = f"SELECT * FROM silver_quarantine WHERE {' AND '.join(where) or 'true'} ORDER BY dataset, file_name, file_sha256, row_number"
    return Reader(lake).rows(sql, [one.file_sha256] if one else [])


def _files(lake: Lake) -> list[SourceFile]:
    with lake.ledger.reading() as connection:
        return lake.ledger.files(connection)


def _named(files: list[SourceFile], given: str) -> SourceFile:
    found = [f for f in files if f.file_name == given or (len(given) >= 6 and f.file_sha256.startswith(given.lower()))]
    if len({f.file_sha256 for f in found}) != 1:
        raise UsageError(f"{len(found) or 'no'} files have a hash that begins with {shown(given)}, or that name", hint="kerok status   (lists them)")
    return found[0]


# ------------------------------------------------------------------------------------------ exporting


def export(lake: Lake, out: Path, file: str | None = None) -> ExportResult:
    """Write open rejects as a CSV in the columns of the file they are from, to be mended and ingested.

    Beside CMS's columns stand ``kerok_origin_sha256`` and ``kerok_origin_row`` (which rows a mended file replaces), ``kerok_extra`` where
    a row's cells do not fit the header (it must be emptied for the row to be taken), and ``kerok_reasons``. A row that a mended file
    tried in vain is exported once, as it was tried last. UTF-8 without a byte order mark, as CMS writes.

    Args:
        out: The CSV; or a folder, for one CSV per origin.
        file: Only rejects of the file whose hash begins so, or of that name.

    Raises:
        UsageError: Several files have open rejects and ``out`` is no folder.
        KerokError: There are no open rejects, or ``out`` cannot be written.
    """
    rows = rejected(lake, file)
    if not rows:
        raise KerokError("no rejected row is open", hint="kerok quarantine --all   (also those that were mended)")
    origins = _by_origin(lake, rows)
    if len(origins) > 1 and not out.is_dir():
        told = ", ".join(f"{shown(o.file.file_name)} ({o.file.file_sha256[:12]}: {len(o.rows):,})" for o in origins)
        raise UsageError(f"{len(origins)} files have rejected rows", where=told, hint=f"kerok quarantine --file {origins[0].file.file_sha256[:12]} --export {out}, or name a folder")
    written = [_export_one(lake, o, out / _name_for(o.file) if out.is_dir() else out) for o in origins]
    hint = (
        "mend the cells that kerok_reasons names, leave the kerok_origin columns as they are"
        f"{', empty kerok_extra' if any(_is_structural(r) for r in rows) else ''}, then: kerok ingest {written[0].path}\n"
        "UTF-8, no byte order mark. Excel destroys CCNs on opening (leading zeros, 01E234): import every column as text"
    )
    return ExportResult(written, sum(w.rows for w in written), hint)


def _by_origin(lake: Lake, rows: list[dict[str, Any]]) -> list[_Origin]:
    """Rejects by the file they are first from; of one of its rows the newest attempt."""
    files = {(f.dataset, f.file_sha256): f for f in _files(lake)}
    origins: dict[tuple[str, str], _Origin] = {}
    for row in sorted(rows, key=lambda r: (files[r["dataset"], r["file_sha256"]].received_at, r["file_sha256"], r["row_number"])):
        own = files[row["dataset"], row["file_sha256"]]
        first = files.get((own.dataset, own.origin_sha256 or ""))
        retried = (number for retry, number in own.retries if retry == row["row_number"])
        tried = next(retried, None) if first and first.is_loaded else None
        origin, number = (first, tried) if first and tried else (own, row["row_number"])
        origins.setdefault((origin.dataset, origin.file_sha256), _Origin(origin)).rows[number] = row
    return list(origins.values())


def _export_one(lake: Lake, origin: _Origin, path: Path) -> ExportedFile:
    files = {(f.dataset, f.file_sha256): f for f in _files(lake)}
    shas = {r["file_sha256"] for r in origin.rows.values()} | {origin.file.file_sha256}
    headers = {sha: open_bronze(lake.kept(files[origin.file.dataset, sha].bronze), files[origin.file.dataset, sha]).header for sha in shas}
    header = _of_cms(headers[origin.file.file_sha256])
    has_extra = any(_is_structural(r) for r in origin.rows.values())
    lines = [[*header, "kerok_origin_sha256", "kerok_origin_row", *(["kerok_extra"] * has_extra), "kerok_reasons"]]
    for number, row in sorted(origin.rows.items()):
        cells, extra = _placed(row, headers[row["file_sha256"]], header)
        lines.append([*cells, origin.file.file_sha256, str(number), *([extra] * has_extra), row["reasons"]])
    _write(path, lines)
    return ExportedFile(str(path), origin.file.dataset, origin.file.file_name, origin.file.file_sha256, len(origin.rows))


def _of_cms(header: list[str]) -> list[str]:
    return [h for h in header if normalise(h) not in _ADDED]


def _is_structural(row: dict[str, Any]) -> bool:
    return not _STRUCTURAL.isdisjoint(str(row["reasons"]).split(","))


def _placed(row: dict[str, Any], own: list[str], header: list[str]) -> tuple[list[str], str]:
    """The cells of a rejected record under ``header``, and what does not fit there or is to be looked at.

    Args:
        own: Header of the file that the record is in; it has more columns than ``header`` where that file is a mended one.
    """
    cells = row["raw"].split(",") if row["reasons"] == "unterminated_quote" else split_cells(row["raw"])
    if len(cells) == len(own):
        named = dict(zip((normalise(h) for h in own), cells, strict=True))
        kept = [c for h, c in zip(own, cells, strict=True) if normalise(h) not in _ADDED]
        placed = kept if _of_cms(own) == header else [named.get(normalise(h), "") for h in header]
        note = "a quote is opened and never closed: put the row right, then empty this cell" if row["reasons"] == "unterminated_quote" else ""
        return placed, note or named.get("kerok_extra", "")
    cells = cells[: next((i for i, c in enumerate(cells) if re.fullmatch("[0-9a-f]{64}", c)), len(cells))]
    rest = cells[len(header) :]
    if not rest:
        return [*cells, *[""] * (len(header) - len(cells))], f"{len(cells)} cells for {len(header)} columns: put the row right, then empty this cell"
    return cells[: len(header)], f"{len(cells)} cells for {len(header)} columns: put the row right, then empty this cell; left over: {_joined(rest)}"


def _joined(cells: list[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue()


def _name_for(file: SourceFile) -> str:
    stem = re.sub(r"[^A-Za-z0-9._-]+", "_", Path(file.file_name).stem).strip("._") or "rejects"
    return f"{stem}.{file.file_sha256[:8]}.rejected.csv"


def _write(path: Path, lines: list[list[str]]) -> None:
    """Write the CSV whole or not at all."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out, lineterminator="\n").writerows(lines)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise KerokError(f"cannot write {path}", where=str(error.strerror), hint="choose another file: --export FILE") from error
