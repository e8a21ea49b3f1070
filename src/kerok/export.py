"""Every gold table and view as files to archive: Parquet and CSV, what the columns mean, where the rows come from, checksums.

The bytes are a function of the files that are loaded and of the rules: rows in order of their key, row groups of one size, no hour of the day.
"""

from __future__ import annotations

import csv
import hashlib
import io
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kerok import __version__
from kerok import contracts as declared
from kerok.contracts import Contract
from kerok.engines import duckdb as duck
from kerok.engines.answers import Answer
from kerok.errors import UsageError
from kerok.lake import Lake
from kerok.query import Reader
from kerok.report import cell
from kerok.rowkey import dicts
from kerok.sources.folder import shown

if TYPE_CHECKING:
    import pyarrow as pa

ROW_GROUP = 100_000
CHECKSUMS = "SHA256SUMS"
_TITLE = "# Nursing-home staffing, computed by Kerok from CMS's files"
_DICTIONARY = ("table", "kind", "grain", "key", "column", "type", "meaning", "unit", "source", "caveat")


@dataclass(frozen=True)
class Exported:
    """One file of an export; path relative to its folder, rows None where it holds none."""

    path: str
    rows: int | None
    bytes: int
    sha256: str


def relations() -> list[Contract]:
    """What is exported: every gold table and every view."""
    found = [c for c in declared.contracts().values() if c.kind == "view" or (c.kind == "table" and c.layer == "gold")]
    return sorted(found, key=lambda c: (c.kind != "table", c.name))


def export(lake: Lake, folder: Path, tell: Callable[[str], None] = lambda name: None) -> list[Exported]:
    """Write the export; the folder is there whole or as it was.

    Args:
        tell: Called with the name of each table as it is begun.

    Raises:
        UsageError: The folder holds something else than an earlier export, is part of the lake, or cannot be written.
        LakeDamaged: There is no lake.
    """
    folder = Path(os.path.abspath(folder))
    _refuse(folder, lake.home)
    part = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    try:
        with Reader(lake).open({c.name for c in relations()} | {"gold_load_summary"}) as con:
            for kind in ("parquet", "csv"):
                (part / kind).mkdir(parents=True)
            rows = {c.name: _write(con, c, part, tell) for c in relations()}
            sources = dicts(con, "SELECT dataset, period, file_name, file_sha256, published, is_national, is_current FROM gold_load_summary ORDER BY dataset, period, file_rank")
        _put(part / "data-dictionary.csv", _csv(_DICTIONARY, _dictionary()))
        _put(part / "role-sets.csv", _csv(("role_set", "version", "title", "members"), ([s["name"], s["version"], s["title"], s["members"]] for s in declared.role_sets())))
        _put(part / "README.md", _readme(rows, sources))
        made = [_described(part, p, rows) for p in sorted(part.rglob("*")) if p.is_file()]
        _put(part / CHECKSUMS, "".join(f"{e.sha256}  {e.path}\n" for e in made))
        _swap(part, folder)
        return made
    except OSError as error:
        raise UsageError(f"cannot write {folder}", where=error.strerror or str(error), hint="kerok export ANOTHER_FOLDER") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _refuse(folder: Path, home: Path) -> None:
    if any(folder.resolve().is_relative_to((home / own).resolve()) for own in ("warehouse", "bronze", "tmp")) or home.resolve().is_relative_to(folder.resolve()):
        raise UsageError(f"{folder} is part of the lake, or holds it", hint="kerok export ANOTHER_FOLDER")
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    if not folder.is_dir() or not (folder / CHECKSUMS).is_file() or not _is_ours(folder / "README.md"):
        raise UsageError(f"{folder} holds something that is no export", hint="kerok export NEW_FOLDER")


def _is_ours(readme: Path) -> bool:
    return readme.is_file() and readme.read_bytes().startswith(_TITLE.encode())


def _swap(part: Path, folder: Path) -> None:
    """Put the new export in the place of the old one."""
    old = part.with_suffix(".old")
    if folder.exists():
        folder.replace(old)
    part.replace(folder)
    shutil.rmtree(old, ignore_errors=True)


# ------------------------------------------------------------------------------------------ rows


def _write(con: duck.Connection, contract: Contract, part: Path, tell: Callable[[str], None]) -> int:
    import pyarrow.parquet as pq

    tell(contract.name)
    names = ", ".join(f'"{c}"' for c in contract.column_names)
    sql = f"SELECT {names} FROM {contract.name} ORDER BY {', '.join(contract.key)}"
    with (part / "csv" / f"{contract.name}.csv").open("wb") as out:
        count = Answer(con, sql).write("csv", out)
    batches = con.execute(sql).to_arrow_reader(ROW_GROUP)
    with pq.ParquetWriter(part / "parquet" / f"{contract.name}.parquet", batches.schema, compression="zstd") as writer:
        for group in _groups(batches):
            writer.write_table(group, row_group_size=ROW_GROUP)
    return count


def _groups(batches: pa.RecordBatchReader) -> Iterator[pa.Table]:
    """The rows in groups of one size, whatever the batches they come in."""
    import pyarrow as pa

    waiting = batches.schema.empty_table()
    for batch in batches:
        waiting = pa.concat_tables([waiting, pa.Table.from_batches([batch])])
        while waiting.num_rows >= ROW_GROUP:
            yield waiting.slice(0, ROW_GROUP).combine_chunks()
            waiting = waiting.slice(ROW_GROUP)
    if waiting.num_rows:
        yield waiting.combine_chunks()


# ------------------------------------------------------------------------------------------ words


def _put(path: Path, text: str) -> None:
    path.write_bytes(text.encode())


def _csv(names: tuple[str, ...], rows: Any) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([cell(v) for v in row] for row in rows)
    return out.getvalue()


def _dictionary() -> Iterator[list[Any]]:
    for c in relations():
        for column in c.columns:
            words = [" ".join(str(w or "").split()) for w in (column.meaning, column.unit, column.source, column.caveat)]
            yield [c.name, c.kind, c.grain, list(c.key), column.name, column.type, *words]


def _readme(rows: dict[str, int], sources: list[dict[str, Any]]) -> str:
    lines = [
        _TITLE, "",
        f"Made by Kerok {__version__} (rules {declared.fingerprint()[:12]}) from the files of the Centers for Medicare & Medicaid Services below.",
        "The same files and rules give the same bytes.", "",
        f"* `parquet/`, `csv/`: every table and view, in both forms, rows in order of their key\n* `data-dictionary.csv`: what each column means, its unit and CMS's source column"
        f"\n* `role-sets.csv`: which roles a number counts\n* `{CHECKSUMS}`: `sha256sum -c {CHECKSUMS}` checks every file", "",
        "In CSV an empty cell is missing and `\"\"` an empty text; CCNs are text and keep their zeros. HPRD is a sum of hours over a sum of resident days: add those up,",
        "never average the rates. Where `coverage` is `partial` a figure is one of the facilities loaded, not of the state or nation.", "",
        "## Tables and views", "", "| Name | Rows | Grain | Key |", "|---|---|---|---|",
        *(f"| {c.name} | {rows[c.name]:,} | {c.grain} | {', '.join(c.key)} |" for c in relations()), "",
        "## Source files", "", "| Dataset | Period | File | SHA-256 | Published | National | Counts |", "|---|---|---|---|---|---|---|",
        *(f"| {' | '.join([s['dataset'], s['period'], shown(s['file_name']).replace('|', ' '), s['file_sha256'], cell(s['published']) or 'not given', *(('no', 'yes')[bool(s[k])] for k in ('is_national', 'is_current'))])} |" for s in sources),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _described(part: Path, path: Path, rows: dict[str, int]) -> Exported:
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return Exported(path.relative_to(part).as_posix(), rows.get(path.stem), path.stat().st_size, digest)
