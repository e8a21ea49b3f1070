"""A landed file to typed rows: Parquet in the silver table's shape, its rejects, and what each period holds.

Two ways, one meaning. The careful way judges every record by the house rules (``sql/silver/read_*.sql``). The quick way lets DuckDB's
reader type the cells and sends only what is unusual - lines it refuses, odd numbers, keys that are not plain, doubled keys - through
the careful way. A property test holds both equal.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kerok import contracts as declared
from kerok.engines import duckdb as duck
from kerok.engines.compiled import CompiledSql
from kerok.headers import OWN_COLUMNS, registry
from kerok.landing import MANY_ODD_LINES, QUICK_BYTES, Landed, Record, decode, pick_lines, read_records, split_cells
from kerok.ledger import FilePeriod
from kerok.origins import is_mended, one_origin

BATCH = 50_000
PROVEN = frozenset({"key_is_unique", "day_lies_in_quarter"})
NATIONAL_AREAS = 50

SILVER = {"pbj": "silver_pbj_daily", "providerinfo": "silver_providerinfo"}
_STAGED_EXTRA = {"pbj": (), "providerinfo": ("kerok_processing_date",)}


@dataclass
class Loaded:
    """What a file holds, typed.

    Attributes:
        files: Parquet files in the silver table's shape; no key stands in two of them.
        rejects: Rows for ``silver_quarantine``: row number, reasons, raw record.
        origin_sha256: Of a mended file, the file whose rows it mends.
        origin_rows: Of a mended file, the kept rows' numbers in the file they mend.
        retries: Of a mended file, its own rows that are rejected again, each with its number in the file it mends.
        irregular: Lines and records differ.
        proven: Checks of the silver contract that the reading itself has made.
    """

    landed: Landed
    files: list[Path] = field(default_factory=list)
    rows_in: int = 0
    rows_kept: int = 0
    rejects: list[tuple[int, str, str]] = field(default_factory=list)
    periods: list[FilePeriod] = field(default_factory=list)
    origin_sha256: str | None = None
    origin_rows: set[int] = field(default_factory=set)
    retries: list[list[int]] = field(default_factory=list)
    irregular: bool = False
    proven: frozenset[str] = frozenset()

    @property
    def rows_superseded(self) -> int:
        return self.rows_in - self.rows_kept - len(self.rejects)


class Loader:
    """Reads landed files on one DuckDB connection.

    Args:
        new_path: Gives a fresh path for a Parquet file of a silver table.
        progress: Called with rows read since the last call.
    """

    def __init__(
        self,
        connection: duck.Connection,
        compiled: CompiledSql,
        field_ids: dict[str, dict[str, int]],
        new_path: Callable[[str], Path],
        progress: Callable[[int], None] | None = None,
    ) -> None:
        self._connection, self._compiled, self._ids, self._new_path = connection, compiled, field_ids, new_path
        self._progress = progress or (lambda rows: None)

    def load(self, landed: Landed, given_date: str | None = None, *, quick: bool | None = None) -> Loaded:
        """Type every row of the file.

        Args:
            given_date: Processing date where the file has none.
            quick: Force one way (tests); by default files of 4 MB and more of PBJ go the quick way.
        """
        wants_quick = landed.size >= QUICK_BYTES if quick is None else quick
        wants_quick = wants_quick and _is_quick_kind(landed)
        loaded = self._quick(landed) if wants_quick else None
        if loaded is None:
            loaded = self._careful(landed, given_date)
        loaded.periods = self._periods(loaded)
        return loaded

    # ------------------------------------------------------------------------------------ the careful way

    def _careful(self, landed: Landed, given_date: str | None) -> Loaded:
        loaded = Loaded(landed)
        read = self._fresh_read_table(landed.dataset)
        with landed.bronze.open("rb") as stream:
            records = read_records(stream, landed.encoding, landed.text_end)
            next(records)
            for batch in _batches(records, BATCH):
                loaded.rows_in += len(batch)
                loaded.irregular |= any("\n" in r.raw for r in batch)
                self._judge(read, landed, batch, given_date, loaded)
                self._progress(len(batch))
        loaded.irregular |= loaded.rows_in != landed.lines or landed.has_lone_returns
        self._take_rejects(read, loaded)
        table = SILVER[landed.dataset]
        self._write(table, self._compiled.select(table, "duckdb", [f"read_{landed.dataset}"]), loaded, ordered=True)
        self._connection.execute(f"DROP TABLE {read}")
        return loaded

    def _fresh_read_table(self, dataset: str) -> str:
        read = f"read_{dataset}"
        self._connection.execute(f"DROP TABLE IF EXISTS {read}")
        self._connection.register(f"staged_{dataset}", _staged(dataset, "", [], {}, 0, None))
        self._connection.execute(f"CREATE TEMP TABLE {read} AS SELECT * FROM ({self._compiled.select(read, 'duckdb')}) WHERE false")
        return read

    def _judge(self, read: str, landed: Landed, batch: list[Record], given_date: str | None, loaded: Loaded) -> None:
        assert landed.match is not None
        staged = _staged(landed.dataset, landed.sha256, batch, landed.match.positions, len(landed.header), given_date)
        self._connection.register(f"staged_{landed.dataset}", staged)
        select = self._compiled.select(read, "duckdb")
        self._connection.execute(f"INSERT INTO {read} SELECT * REPLACE (CASE WHEN reasons IS NOT NULL THEN raw END AS raw) FROM ({select})")
        if is_mended(landed):
            self._note_origin(read, batch, loaded)

    def _note_origin(self, read: str, batch: list[Record], loaded: Loaded) -> None:
        """Note which rows of which file a mended file replaces, and which it tried in vain."""
        rejected = {r for (r,) in self._connection.execute(f"SELECT row_number FROM {read} WHERE reasons IS NOT NULL").fetchall()}
        for record in batch:
            sha, row = one_origin(loaded.landed, record, loaded.origin_sha256)
            loaded.origin_sha256 = loaded.origin_sha256 or sha
            if sha and row is not None and record.row in rejected:
                loaded.retries.append([record.row, row])
            elif sha and row is not None:
                loaded.origin_rows.add(row)

    def _take_rejects(self, read: str, loaded: Loaded) -> None:
        rows = self._connection.execute(f"SELECT row_number, reasons, raw FROM {read} WHERE reasons IS NOT NULL ORDER BY row_number").fetchall()
        loaded.rejects += rows

    def _write(self, table: str, select: str, loaded: Loaded, *, ordered: bool) -> None:
        path = self._new_path(table)
        rows = duck.write_parquet(self._connection, table, select, path, self._ids[table], ordered=ordered)
        loaded.rows_kept += rows
        if rows:
            loaded.files.append(path)
        else:
            path.unlink(missing_ok=True)

    # ------------------------------------------------------------------------------------ the quick way

    def _quick(self, landed: Landed) -> Loaded | None:
        """The quick way; None when the file is too unusual for it."""
        fields = _quick_fields(landed)
        source = duck.quick_read(self._connection, landed.bronze, fields)
        duck.create_relation(self._connection, "kept_pbj", _plain_rows(source, landed, {name for name, _ in fields}))
        path = self._new_path("silver_pbj_daily")
        select = self._compiled.select("silver_pbj_daily", "duckdb", ["kept_pbj"])
        try:
            taken = duck.write_parquet(self._connection, "silver_pbj_daily", select, path, self._ids["silver_pbj_daily"], ordered=False)
        except duck.Error:
            taken = -1
        refused = [offset for offset in duck.refused_offsets(self._connection) if offset < landed.text_end]
        self._connection.execute("DROP VIEW IF EXISTS kept_pbj")
        if taken < 0 or taken + len(refused) != landed.lines or len(refused) > max(2_000, landed.lines // 20):
            path.unlink(missing_ok=True)
            return None
        self._progress(taken)
        return self._settle(landed, path, taken, refused)

    def _settle(self, landed: Landed, path: Path, taken: int, refused: list[int]) -> Loaded | None:
        """Judge what is unusual, and leave in the main file only what is not."""
        main = f"SELECT * FROM read_parquet({duck.literal(str(path))}, hive_partitioning=false)"
        refused_rows = _rows_at(landed.bronze, refused)
        unusual = self._unusual(main)
        doubled = self._connection.execute(
            f"SELECT ccn, strftime(work_date, '%Y%m%d') FROM ({main}) WHERE work_date IS NOT NULL GROUP BY ccn, work_date HAVING count(*) > 1"
        ).fetchall()
        if not (refused_rows or unusual or doubled or landed.odd_lines):
            return Loaded(landed, [path], taken, taken, proven=PROVEN)
        if len(unusual) + len(doubled) + len(landed.odd_lines) > taken // 5:
            path.unlink()
            return None
        return _Mending(self, landed, path, main, taken, refused_rows).run({*unusual, *doubled})

    def _unusual(self, main: str) -> list[tuple[str | None, str | None]]:
        """Keys of rows that are not plain. What repeats from row to row is looked at once per group, not once per row."""
        groups = self._connection.execute(
            f"SELECT quarter, ccn[1:2], state, county_fips, min(work_date), max(work_date), bool_or(is_synthetic),"
            f" bool_or(flags LIKE '!%' OR work_date IS NULL) FROM ({main}) GROUP BY ALL"
        ).fetchall()
        odd = [g for g in groups if g[7] or not _is_plain_group(*g[:7])]
        if not odd:
            return []
        import pyarrow as pa

        columns = ("quarter", "prefix", "state", "county_fips")
        self._connection.register("odd_groups", pa.table({c: pa.array([g[i] for g in odd], pa.string()) for i, c in enumerate(columns)}))
        matches = " AND ".join(
            f"m.{left} IS NOT DISTINCT FROM o.{right}" for left, right in (("quarter", "quarter"), ("ccn[1:2]", "prefix"), ("state", "state"), ("county_fips", "county_fips"))
        )
        rows = self._connection.execute(f"SELECT DISTINCT m.ccn, {_DAY_TEXT}, m.quarter, m.ccn[1:2], m.state, m.county_fips, m.work_date, m.is_synthetic, m.flags LIKE '!%' FROM ({main}) m SEMI JOIN odd_groups o ON {matches}").fetchall()
        return [
            (ccn, day) for ccn, day, quarter, prefix, state, fips, date, synthetic, marked in rows
            if marked or date is None or not _is_plain_group(quarter, prefix, state, fips, date, date, synthetic)
        ]  # fmt: skip

    # ------------------------------------------------------------------------------------ periods

    def _periods(self, loaded: Loaded) -> list[FilePeriod]:
        if not loaded.files:
            return []
        dataset = loaded.landed.dataset
        period = "quarter" if dataset == "pbj" else "processing_date"
        day = "count(DISTINCT work_date)" if dataset == "pbj" else "1"
        relation = f"read_parquet([{', '.join(duck.literal(str(p)) for p in loaded.files)}], hive_partitioning=false)"
        rows = self._connection.execute(
            f"SELECT CAST({period} AS VARCHAR), count(*), count(DISTINCT state), {day}, bool_or(is_synthetic) FROM {relation} GROUP BY {period} ORDER BY 1"
        ).fetchall()
        flags = self._flags(relation, period)
        return [
            FilePeriod(
                dataset, name, loaded.landed.sha256, kept, areas, days,
                is_national=loaded.origin_sha256 is None and areas >= NATIONAL_AREAS and (dataset != "pbj" or days == days_in_quarter(name)),
                is_synthetic=bool(synthetic), flags=flags.get(name),
            )
            for name, kept, areas, days, synthetic in rows
        ]  # fmt: skip

    def _flags(self, relation: str, period: str) -> dict[str, str]:
        counts: dict[str, Counter[str]] = {}
        sql = f"SELECT CAST({period} AS VARCHAR), flags, count(*) FROM {relation} WHERE flags IS NOT NULL GROUP BY ALL"
        for name, flags, rows in self._connection.execute(sql).fetchall():
            for flag in flags.split(","):
                counts.setdefault(name, Counter())[flag] += rows
        return {name: ",".join(f"{f}:{n}" for f, n in sorted(c.items())) for name, c in counts.items()}


def days_in_quarter(quarter: str) -> int:
    """Calendar days of a quarter written like 2024Q2."""
    year, number = int(quarter[:4]), int(quarter[5])
    last = dt.date(year + number // 4, number % 4 * 3 + 1, 1)
    return (last - dt.date(year, 3 * number - 2, 1)).days


class _Mending:
    """Takes unusual rows of a quickly read file out of its main Parquet file and judges them by the house rules.

    Rows are known by the raw texts of PROVNUM and WorkDate: the reader keeps no row numbers.
    """

    def __init__(self, loader: Loader, landed: Landed, path: Path, main: str, taken: int, refused_rows: list[int]) -> None:
        self._loader, self._landed, self._path, self._main, self._taken = loader, landed, path, main, taken
        self._connection = loader._connection
        self._refused = refused_rows
        self._judged: set[int] = set()
        self._spans_lines = False  # a judged line is but a part of a record: then lines are not records
        self._loaded = Loaded(landed, proven=PROVEN)

    def run(self, unusual: set[tuple[str | None, str | None]]) -> Loaded | None:
        """The file with its unusual rows judged; None if they cannot be told apart from the others."""
        read = self._loader._fresh_read_table("pbj")
        odd = set(pick_lines(self._landed.bronze, self._landed.odd_lines, self._landed.encoding).values())
        keys = unusual | {self._key(line) for line in odd}
        self._judge(read, {*self._refused, *self._rows_with(keys)})
        clashing = self._clashes(read) - keys
        if clashing:
            keys |= clashing
            self._judge(read, self._rows_with(clashing))
        remaining = self._without(keys)
        left = int(self._connection.execute(f"SELECT count(*) FROM ({remaining})").fetchone()[0])  # type: ignore[index]
        if self._spans_lines or left + len(self._judged) != self._taken + len(self._refused):
            self._path.unlink()
            return None
        self._finish(read, remaining, left)
        return self._loaded

    def _finish(self, read: str, remaining: str, left: int) -> None:
        loaded, table = self._loaded, SILVER["pbj"]
        loaded.rows_in += left
        self._loader._take_rejects(read, loaded)
        if left != self._taken:
            self._loader._write(table, remaining, loaded, ordered=False)
            self._path.unlink()
        else:
            loaded.files.append(self._path)
            loaded.rows_kept += left
        self._loader._write(table, self._loader._compiled.select(table, "duckdb", [read]), loaded, ordered=True)
        self._connection.execute(f"DROP TABLE {read}")

    def _key(self, line: str) -> tuple[str | None, str | None]:
        assert self._landed.match is not None
        cells = split_cells(line)
        ccn, day = (self._landed.match.positions[c] for c in ("provnum", "workdate"))
        if len(cells) < len(self._landed.header) or any(c.strip() for c in cells[len(self._landed.header) :]):
            return None, None
        return cells[ccn] or None, cells[day] or None  # empty cells too many are overlooked by the quick reader

    def _rows_with(self, keys: set[tuple[str | None, str | None]]) -> set[int]:
        """Row numbers of all lines with one of the keys."""
        if not keys:
            return set()
        assert self._landed.match is not None
        at = self._landed.match.positions["provnum"]
        encoding = "utf-8" if self._landed.encoding == "utf-8-sig" else self._landed.encoding
        ccns = {(ccn or "").encode(encoding, "replace") for ccn, _ in keys}
        found: set[int] = set()
        with self._landed.bronze.open("rb") as stream:
            stream.readline()
            for row, line in enumerate(stream, start=2):
                if line.split(b",", at + 1)[at].strip(b'"\xef\xbb\xbf') in ccns and self._key(decode(line.rstrip(b"\r\n"), self._landed.encoding)) in keys:
                    found.add(row)
        return found - set(self._refused)

    def _judge(self, read: str, rows: set[int]) -> None:
        new = sorted(rows - self._judged)
        self._judged.update(new)
        lines = pick_lines(self._landed.bronze, new, self._landed.encoding)
        records = [r for row in new for r in _one_record(row, lines[row])]
        self._spans_lines |= any(r.unterminated for r in records)
        self._loaded.rows_in += len(records)
        for batch in _batches(iter(records), BATCH):
            self._loader._judge(read, self._landed, batch, None, self._loaded)

    def _clashes(self, read: str) -> set[tuple[str | None, str | None]]:
        """Keys of judged rows that stand among the others too."""
        return set(
            self._connection.execute(
                f"SELECT m.ccn, strftime(m.work_date, '%Y%m%d') FROM ({self._main}) m"
                f" SEMI JOIN (SELECT ccn, work_date FROM {read} WHERE reasons IS NULL) j ON m.ccn = j.ccn AND m.work_date = j.work_date"
            ).fetchall()
        )

    def _without(self, keys: set[tuple[str | None, str | None]]) -> str:
        import pyarrow as pa

        rows = sorted(keys, key=lambda k: (k[0] or "", k[1] or ""))
        table = pa.table({"ccn": pa.array([k[0] for k in rows], pa.string()), "day": pa.array([k[1] for k in rows], pa.string())})
        self._connection.register("taken_out_rows", table)
        self._connection.execute("CREATE OR REPLACE TEMP TABLE taken_out AS SELECT ccn, day FROM taken_out_rows")
        return (
            f"SELECT m.* FROM ({self._main}) m ANTI JOIN taken_out t"
            f" ON m.ccn IS NOT DISTINCT FROM t.ccn AND {_DAY_TEXT.replace('unreadable_cells', 'm.unreadable_cells')} IS NOT DISTINCT FROM t.day"
        )


# ------------------------------------------------------------------------------------------ staged relation


def _staged(dataset: str, sha256: str, batch: list[Record], positions: dict[str, int], width: int, given_date: str | None) -> Any:
    """The staged relation of some records: text under canonical names, with row number, raw text and structural error."""
    import pyarrow as pa

    errors = [_structure_error(r, width, positions.get("kerok_extra")) for r in batch]
    cells = [r.cells if e is None else None for r, e in zip(batch, errors, strict=True)]
    columns: dict[str, Any] = {
        "file_sha256": pa.array([sha256] * len(batch), pa.string()),
        "row_number": pa.array([r.row for r in batch], pa.int64()),
        "raw": pa.array([r.raw for r in batch], pa.string()),
        "structure_error": pa.array(errors, pa.string()),
    }
    for extra in _STAGED_EXTRA[dataset]:
        columns[extra] = pa.array([given_date] * len(batch), pa.string())
    for name in [*(c["name"] for c in registry(dataset)["columns"]), *OWN_COLUMNS]:
        at = positions.get(name)
        columns[name] = pa.array([None if at is None or c is None else c[at] for c in cells], pa.string())
    return pa.table(columns)


def _structure_error(record: Record, width: int, extra: int | None) -> str | None:
    if record.unterminated:
        return "unterminated_quote"
    if len(record.cells) != width:
        return "wrong_field_count"
    return "extra_not_cleared" if extra is not None and record.cells[extra].strip() else None


def _batches(records: Iterator[Record], size: int) -> Iterator[list[Record]]:
    batch: list[Record] = []
    for record in records:
        batch.append(record)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def _one_record(row: int, line: str) -> list[Record]:
    import io

    found = list(read_records(io.BytesIO(line.encode("utf-8")), "utf-8"))
    for record in found:
        record.row = row
    return found[:1]


# ------------------------------------------------------------------------------------------ quick reading


def _is_quick_kind(landed: Landed) -> bool:
    """Whether the quick way can read such a file: its lines are records, the CCN comes first, and it mends no other file."""
    if landed.dataset != "pbj" or landed.match is None or landed.has_lone_returns or len(landed.odd_lines) >= MANY_ODD_LINES:
        return False
    return landed.match.positions["provnum"] == 0 and not is_mended(landed)


def _quick_fields(landed: Landed) -> list[tuple[str, str]]:
    assert landed.match is not None
    names = {at: name for name, at in landed.match.positions.items()}
    fields = []
    for i in range(len(landed.header)):
        name = names.get(i, f"unmapped_{i}")
        fields.append((name, "DECIMAL(9,2)" if name.startswith("hrs_") or name == "mdscensus" else "VARCHAR"))
    return fields


_DAY_TEXT = "coalesce(unreadable_cells, strftime(work_date, '%Y%m%d'))"  # of a row that is not plain the quick way keeps the raw day there


def _is_plain_group(
    quarter: str | None, prefix: str | None, state: str | None, county_fips: str | None, first: dt.date | None, last: dt.date | None, synthetic: bool
) -> bool:
    """Whether rows with these values need no judgement beside that of their own numbers."""
    if not quarter or not re.fullmatch(r"20\d\dQ[1-4]", quarter) or first is None or last is None:
        return False
    if any(f"{d.year}Q{(d.month + 2) // 3}" != quarter for d in (first, last)):
        return False
    if (state is not None and not re.fullmatch("[A-Z]{2}", state)) or (county_fips is not None and not re.fullmatch("[0-9]{3}", county_fips)):
        return False
    return bool(synthetic) or state is None or state in declared.reference("ccn_prefixes")["prefixes"].get(prefix, ())


def _plain_rows(source: str, landed: Landed, names: set[str]) -> str:
    """Rows as the reader typed them, in the shape of the step kept_pbj; those that are not plain carry the read flag '!'."""
    hours = [f"hrs_{r['name']}{part}" for r in declared.roles() for part in ("", "_emp", "_ctr")]
    clean = "nullif(trim({0}, chr(32) || chr(9) || chr(10) || chr(11) || chr(12) || chr(13) || chr(160)), '')"
    # trimming all names costs as much as reading them: only those that begin or end with a blank are trimmed
    bare = "{0}[1] > ' ' AND {0}[1] <> chr(160) AND {0}[-1] > ' ' AND {0}[-1] <> chr(160)"

    def named(column: str) -> str:
        return f"CASE WHEN {bare.format(column)} THEN {column} ELSE {clean.format(column)} END"

    incomplete = f"coalesce(upper({clean.format('incomplete')}), '') NOT IN ('', '0', 'N', 'NO', 'FALSE')" if "incomplete" in names else "false"
    synthetic = f"coalesce({clean.format('kerok_synthetic')}, '0') <> '0'" if "kerok_synthetic" in names else "false"
    plain = (
        "regexp_full_match(provnum, '[0-9]{2}[0-9A-Z][0-9]{3}') AND provnum[1:2] <> '00' AND regexp_full_match(workdate, '20[0-9]{6}') AND day IS NOT NULL"
        " AND cy_qtr IS NOT NULL"
        f" AND coalesce({_read_alike(landed)}, true) AND coalesce(mdscensus >= 0 AND mdscensus = floor(mdscensus) AND mdscensus < 1000000000, true) AND coalesce(least({', '.join(hours)}) >= 0, true)"
    )
    return (
        f"SELECT {duck.literal(landed.sha256)} AS file_sha256, provnum AS ccn, day AS work_date,"
        f" cy_qtr AS quarter, state, county_fips, {named('provname')} AS facility_name, {named('city')} AS city, {named('county_name')} AS county_name, CAST(mdscensus AS INTEGER) AS mds_census, {', '.join(hours)},"
        f" {incomplete} AS is_incomplete, {synthetic} AS is_synthetic,"
        f" CASE WHEN {plain} THEN NULL ELSE workdate END AS unreadable_cells, CASE WHEN {plain} THEN NULL ELSE '!' END AS read_flags"
        f" FROM (SELECT *, CAST(try_strptime(workdate, '%Y%m%d') AS DATE) AS day FROM {source})"
    )


def _read_alike(landed: Landed) -> str:
    """Whether a row's text is the same in the file's encoding as in the reader's UTF-8; lines that are not UTF-8 it refuses itself."""
    if landed.encoding != "cp1252":
        return "true"
    return " AND ".join(f"coalesce(strlen({c}) = length({c}), true)" for c in ("provname", "city", "county_name"))


def _rows_at(path: Path, offsets: list[int]) -> list[int]:
    """Line numbers (header = 1) at the given byte offsets."""
    rows: list[int] = []
    line, position = 1, 0
    if not offsets:
        return rows
    with path.open("rb") as stream:
        for offset in offsets:
            while position < offset and (chunk := stream.read(min(1 << 20, offset - position))):
                line += chunk.count(b"\n")
                position += len(chunk)
            rows.append(line)
    return rows
