"""A landed file to typed rows: Parquet in the silver table's shape, its rejects, and what each period holds.

Two ways, one meaning. The careful way judges every record by the house rules (``sql/silver/read_*.sql``). The quick way lets DuckDB's
reader type the cells and sends only what is unusual - lines it refuses, odd numbers, keys that are not plain, doubled keys - through
the careful way. A property test holds both equal.
"""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from kerok import contracts as declared
from kerok.engines import duckdb as duck
from kerok.engines.compiled import CompiledSql
from kerok.headers import OWN_COLUMNS, registry
from kerok.landing import QUICK_BYTES, Landed, Record, read_records
from kerok.ledger import FilePeriod
from kerok.lines import Key, Lines
from kerok.loaded import SILVER, Loaded, counted_flags, periods_of
from kerok.origins import is_mended, one_origin
from kerok.plain import CLEAN, DAY_TEXT, NAMES, is_plain_group, is_quick_kind, plain_rows, quarter_of, quick_fields

BATCH = 50_000
PROVEN = frozenset({"key_is_unique", "day_lies_in_quarter"})

STAGED_EXTRA = {"pbj": (), "providerinfo": ("kerok_processing_date",)}


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
        wants_quick = wants_quick and is_quick_kind(landed)
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
            for batch in batches(records, BATCH):
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
        self._connection.register(f"staged_{dataset}", staged_relation(dataset, "", [], {}, 0, None))
        self._connection.execute(f"CREATE TEMP TABLE {read} AS SELECT * FROM ({self._compiled.select(read, 'duckdb')}) WHERE false")
        return read

    def _judge(self, read: str, landed: Landed, batch: list[Record], given_date: str | None, loaded: Loaded) -> None:
        assert landed.match is not None
        staged = staged_relation(landed.dataset, landed.sha256, batch, landed.match.positions, len(landed.header), given_date)
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
        taken, path = 0, self._new_path("silver_pbj_daily")
        for trims in (False, True):  # trimming every row's names costs a fifth of the reading, and most files need none
            taken, refused = self._take(landed, path, trims=trims)
            if taken < 0 or taken + len(refused) != landed.lines or len(refused) > max(2_000, landed.lines // 20):
                path.unlink(missing_ok=True)
                return None
            if trims or not self._has_bare_edges(path):
                break
        self._progress(taken)
        with Lines(landed) as lines:
            numbers = lines.numbers_at(refused)
            paths = [path]
            if refused and landed.encoding == "cp1252" and (again := self._take_respelled(landed, lines, numbers)):
                if not taken:
                    _unlink(paths)
                paths, taken, numbers = [*(paths if taken else []), again[0]], taken + len(numbers) - len(again[1]), again[1]
            return self._settle(landed, lines, paths, taken, numbers)

    def _take(self, landed: Landed, path: Path, *, trims: bool) -> tuple[int, list[int]]:
        """Write the rows that the reader takes; returns their count (-1: it gave up) and the offsets of the lines that it refused."""
        fields = quick_fields(landed)
        source = duck.quick_read(self._connection, landed.bronze, fields)
        duck.create_relation(self._connection, "kept_pbj", plain_rows(source, landed, {name for name, _ in fields}, trims))
        select = self._compiled.select("silver_pbj_daily", "duckdb", ["kept_pbj"])
        try:
            with duck.any_order(self._connection):
                taken = duck.write_parquet(self._connection, "silver_pbj_daily", select, path, self._ids["silver_pbj_daily"], ordered=False)
        except duck.Error:
            taken = -1
        refused = [offset for offset in duck.refused_offsets(self._connection) if offset < landed.text_end]
        self._connection.execute("DROP VIEW IF EXISTS kept_pbj")
        return taken, refused

    def _take_respelled(self, landed: Landed, lines: Lines, numbers: list[int]) -> tuple[Path, list[int]] | None:
        """Take lines that were refused for not being UTF-8, spelled so; returns the file of those taken and the numbers of the others."""
        own, path = self._new_path("silver_pbj_daily"), self._new_path("silver_pbj_daily")
        spelled = [(lines.text(number) + "\n").encode() for number in (1, *numbers)]
        starts = list(itertools.accumulate(map(len, spelled)))
        own.write_bytes(b"".join(spelled))
        taken, refused = self._take(replace(landed, bronze=own, encoding="utf-8", text_end=starts[-1]), path, trims=True)
        own.unlink()
        if taken <= 0 or taken + len(refused) != len(numbers):  # nothing gained, or a quote reached beyond its line
            path.unlink(missing_ok=True)
            return None
        return path, [numbers[bisect.bisect_right(starts, offset) - 1] for offset in refused]

    def _has_bare_edges(self, path: Path) -> bool:
        """Whether some name begins or ends with a blank, or is nothing but blanks; each distinct one is looked at once."""
        names = " UNION ALL ".join(f"SELECT DISTINCT {c} AS name FROM read_parquet({duck.literal(str(path))}, hive_partitioning=false)" for c in NAMES)
        row = self._connection.execute(f"SELECT count(*) FROM ({names}) WHERE name IS DISTINCT FROM {CLEAN.format('name')}").fetchone()
        return bool(row and row[0])

    def _settle(self, landed: Landed, lines: Lines, paths: list[Path], taken: int, refused: list[int]) -> Loaded | None:
        """Judge what is unusual, lines that were refused among it, and leave in the main files only what is not."""
        main = f"SELECT * FROM read_parquet([{', '.join(duck.literal(str(p)) for p in paths)}], hive_partitioning=false)"
        self._read_homes(main)
        unusual = self._unusual(main)
        doubled = self._doubled(main)
        if not (refused or unusual or doubled or landed.odd_lines):
            return Loaded(landed, paths, taken, taken, proven=PROVEN)
        if len(unusual) + len(doubled) + len(landed.odd_lines) > taken // 5:
            _unlink(paths)
            return None
        return _Mending(self, landed, lines, paths, main, taken, refused).run({*unusual, *doubled})

    def _read_homes(self, main: str) -> None:
        """Leave in ``homes`` what repeats from row to row, once per facility: what is unusual, or stands twice, shows there. Days are bits of one number."""
        days = "(work_date - DATE '1970-01-01')"
        self._connection.execute(
            "CREATE OR REPLACE TEMP TABLE homes AS SELECT quarter, ccn, state, county_fips, is_synthetic, span, count(day) AS rows, bit_or(1::HUGEINT << CAST(day % 120 AS HUGEINT)) AS days,"
            " bool_or(is_odd) AS is_odd, min(work_date) AS first_day, max(work_date) AS last_day"
            f" FROM (SELECT *, {days} AS day, {days} // 120 AS span, flags LIKE '!%' OR work_date IS NULL AS is_odd FROM ({main})) GROUP BY quarter, ccn, state, county_fips, is_synthetic, span"
        )

    def _doubled(self, main: str) -> list[Key]:
        """Keys that stand in several rows. Whoever has as many days as rows has none: most files end there."""
        suspects = self._connection.execute("SELECT ccn FROM homes GROUP BY ccn, span HAVING sum(rows) <> coalesce(bit_count(bit_or(days)), 0)").fetchall()
        if not suspects:
            return []
        self._connection.execute("CREATE OR REPLACE TEMP TABLE suspects AS SELECT DISTINCT unnest(?) AS ccn", [[ccn for (ccn,) in suspects]])
        return self._connection.execute(
            f"SELECT ccn, strftime(work_date, '%Y%m%d') FROM ({main}) SEMI JOIN suspects USING (ccn) WHERE work_date IS NOT NULL GROUP BY ccn, work_date HAVING count(*) > 1"
        ).fetchall()

    def _unusual(self, main: str) -> list[Key]:
        """Keys of rows that are not plain. What repeats from row to row is looked at once per group, not once per row."""
        groups = self._connection.execute(
            "SELECT quarter, ccn[1:2], state, county_fips, is_synthetic, bool_or(is_odd), min(first_day), max(last_day) FROM homes GROUP BY ALL"
        ).fetchall()
        odd = [(*g[:4], not is_plain_group(*g[:5])) for g in groups if g[5] or not is_plain_group(*g[:5]) or any(quarter_of(day) != g[0] for day in g[6:])]
        if not odd:
            return []
        import pyarrow as pa

        columns = {"quarter": "quarter", "prefix": "ccn[1:2]", "state": "state", "county_fips": "county_fips"}
        arrays = {c: pa.array([g[i] for g in odd], pa.string()) for i, c in enumerate(columns)}
        self._connection.register("odd_groups", pa.table({**arrays, "all_of_it": pa.array([g[4] for g in odd], pa.bool_())}))
        matches = " AND ".join(f"m.{column} IS NOT DISTINCT FROM o.{name}" for name, column in columns.items())
        return self._connection.execute(
            f"SELECT DISTINCT m.ccn, {DAY_TEXT} FROM ({main}) m JOIN odd_groups o ON {matches} WHERE o.all_of_it OR m.flags LIKE '!%' OR m.work_date IS NULL"
            " OR concat(year(m.work_date), 'Q', quarter(m.work_date)) <> m.quarter"
        ).fetchall()

    # ------------------------------------------------------------------------------------ periods

    def _periods(self, loaded: Loaded) -> list[FilePeriod]:
        if not loaded.files:
            return []
        dataset = loaded.landed.dataset
        period = declared.contracts()[SILVER[dataset]].partition
        day = "count(DISTINCT work_date)" if dataset == "pbj" else "1"
        relation = f"read_parquet([{', '.join(duck.literal(str(p)) for p in loaded.files)}], hive_partitioning=false)"
        rows = self._connection.execute(
            f"SELECT CAST({period} AS VARCHAR), count(*), count(DISTINCT state), {day}, bool_or(is_synthetic) FROM {relation} GROUP BY {period} ORDER BY 1"
        ).fetchall()
        flags = self._flags(relation, period)
        return periods_of(loaded, rows, flags)

    def _flags(self, relation: str, period: str) -> dict[str, str]:
        sql = f"SELECT CAST({period} AS VARCHAR), flags, count(*) FROM {relation} WHERE flags IS NOT NULL GROUP BY ALL"
        return counted_flags(self._connection.execute(sql).fetchall())


class _Mending:
    """Takes unusual rows of a quickly read file out of its main Parquet files and judges them by the house rules.

    Rows are known by the raw texts of PROVNUM and WorkDate: the reader keeps no row numbers.
    """

    def __init__(self, loader: Loader, landed: Landed, lines: Lines, paths: list[Path], main: str, taken: int, refused: list[int]) -> None:
        self._loader, self._landed, self._paths, self._main, self._taken = loader, landed, paths, main, taken
        self._connection, self._lines, self._refused = loader._connection, lines, refused
        self._left = taken
        self._judged: set[int] = set()
        self._spans_lines = False  # a judged line is but a part of a record: then lines are not records
        self._loaded = Loaded(landed, proven=PROVEN)

    def run(self, unusual: set[Key]) -> Loaded | None:
        """The file with its unusual rows judged; None if they cannot be told apart from the others."""
        read = self._loader._fresh_read_table("pbj")
        keys = unusual | {self._lines.key(self._lines.text(number)) for number in self._landed.odd_lines}
        self._judge(read, {*self._refused, *self._rows_with(keys)})
        clashing = self._clashes(read) - keys
        if clashing:
            keys |= clashing
            self._judge(read, self._rows_with(clashing))
        paths = [self._without(keys)] if keys else self._paths
        if self._spans_lines or self._left + len(self._judged) != self._taken + len(self._refused):
            _unlink([*paths, *self._paths])
            return None
        self._finish(read, paths)
        return self._loaded

    def _finish(self, read: str, paths: list[Path]) -> None:
        loaded, table = self._loaded, SILVER["pbj"]
        loaded.rows_in += self._left
        loaded.rows_kept += self._left
        self._loader._take_rejects(read, loaded)
        if paths != self._paths:
            _unlink(self._paths)
        if self._left:
            loaded.files += paths
        else:
            _unlink(paths)
        self._loader._write(table, self._loader._compiled.select(table, "duckdb", [read]), loaded, ordered=True)
        self._connection.execute(f"DROP TABLE {read}")

    def _rows_with(self, keys: set[Key]) -> set[int]:
        return self._lines.with_keys(keys) - set(self._refused) if keys else set()

    def _judge(self, read: str, rows: set[int]) -> None:
        new = sorted(rows - self._judged)
        self._judged.update(new)
        records = [r for row in new for r in _one_record(row, self._lines.text(row))]
        self._spans_lines |= any(r.unterminated for r in records)
        self._loaded.rows_in += len(records)
        for batch in batches(iter(records), BATCH):
            self._loader._judge(read, self._landed, batch, None, self._loaded)

    def _clashes(self, read: str) -> set[Key]:
        """Keys of judged rows that stand among the others too."""
        return set(
            self._connection.execute(
                f"SELECT m.ccn, strftime(m.work_date, '%Y%m%d') FROM ({self._main}) m"
                f" SEMI JOIN (SELECT ccn, work_date FROM {read} WHERE reasons IS NULL) j ON m.ccn = j.ccn AND m.work_date = j.work_date"
            ).fetchall()
        )

    def _without(self, keys: set[Key]) -> Path:
        """Write the main files again as one, without the rows of the keys; leaves the count of those that stay in ``_left``."""
        import pyarrow as pa

        rows = sorted(keys, key=lambda k: (k[0] or "", k[1] or ""))
        table = pa.table({"ccn": pa.array([k[0] for k in rows], pa.string()), "day": pa.array([k[1] for k in rows], pa.string())})
        self._connection.register("taken_out_rows", table)
        self._connection.execute("CREATE OR REPLACE TEMP TABLE taken_out AS SELECT ccn, day FROM taken_out_rows")
        # the day as text is worked out for the facilities concerned alone
        remaining = (
            f"SELECT m.* FROM (SELECT *, CASE WHEN ccn IS NULL OR ccn IN (SELECT ccn FROM taken_out WHERE ccn IS NOT NULL) THEN {DAY_TEXT} END AS day_text FROM ({self._main})) m"
            " ANTI JOIN taken_out t ON m.ccn IS NOT DISTINCT FROM t.ccn AND m.day_text IS NOT DISTINCT FROM t.day"
        )
        path, name = self._loader._new_path("silver_pbj_daily"), "silver_pbj_daily"
        self._left = duck.write_parquet(self._connection, name, remaining, path, self._loader._ids[name], ordered=False)
        return path


def _unlink(paths: list[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


# ------------------------------------------------------------------------------------------ staged relation


def staged_relation(dataset: str, sha256: str, batch: list[Record], positions: dict[str, int], width: int, given_date: str | None) -> Any:
    """The staged relation of some records: text under canonical names, with row number, raw text and structural error."""
    import pyarrow as pa

    cells = staged_cells(dataset, sha256, batch, positions, width, given_date)
    return pa.table({name: pa.array(column, pa.int64() if name == "row_number" else pa.string()) for name, column in cells.items()})


def staged_cells(
    dataset: str, sha256: str, batch: list[Record], positions: dict[str, int], width: int, given_date: str | None
) -> dict[str, list[Any]]:
    """The columns of the staged relation, by name."""
    errors = [_structure_error(r, width, positions.get("kerok_extra")) for r in batch]
    cells = [r.cells if e is None else None for r, e in zip(batch, errors, strict=True)]
    columns: dict[str, list[Any]] = {
        "file_sha256": [sha256] * len(batch),
        "row_number": [r.row for r in batch],
        "raw": [r.raw for r in batch],
        "structure_error": errors,
    }
    for extra in STAGED_EXTRA[dataset]:
        columns[extra] = [given_date] * len(batch)
    for name in [*(c["name"] for c in registry(dataset)["columns"]), *OWN_COLUMNS]:
        at = positions.get(name)
        columns[name] = [None if at is None or c is None else c[at] for c in cells]
    return columns


def _structure_error(record: Record, width: int, extra: int | None) -> str | None:
    if record.unterminated:
        return "unterminated_quote"
    if len(record.cells) != width:
        return "wrong_field_count"
    return "extra_not_cleared" if extra is not None and record.cells[extra].strip() else None


def batches(records: Iterator[Record], size: int) -> Iterator[list[Record]]:
    """The records in lists of ``size``."""
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
