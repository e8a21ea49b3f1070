"""Answers of a question as text tables, CSV, JSON, Parquet and Arrow."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import IO, TYPE_CHECKING, Any

from kerok.engines import duckdb as duck
from kerok.errors import QueryRefused

if TYPE_CHECKING:
    import pyarrow as pa

# Table functions that only make rows, or read files that the connection is allowed to. The others are refused: some act (enable_logging,
# enable_profiling write files), some run SQL that is hidden in a text (query).
TABLE_FUNCTIONS = {
    "range", "generate_series", "unnest", "repeat", "repeat_row", "json_each", "json_tree", "histogram", "histogram_values", "summary",
    "read_parquet", "parquet_scan", "parquet_schema", "parquet_metadata", "parquet_file_metadata", "parquet_kv_metadata",
    "pragma_version", "duckdb_settings", "duckdb_functions", "duckdb_types", "duckdb_keywords", "duckdb_columns", "duckdb_views", "duckdb_memory",
}  # fmt: skip
_BATCH = 100_000
_PLAIN = re.compile(r"DECIMAL\(\d+,\d+\)|DATE|BOOLEAN|U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|DOUBLE|FLOAT")  # types spelled without comma or quote


class Answer:
    """The answer to one checked SELECT, not yet computed."""

    def __init__(self, con: duck.Connection, sql: str) -> None:
        """Raises QueryRefused when the SELECT calls what a question may not."""
        _refuse_functions(con, sql)
        self._con, self._sql = con, sql

    def rows(self) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Column names, and all rows as Python values."""
        result = self._con.execute(self._sql)
        try:
            return [d[0] for d in result.description], result.fetchall()
        except duck.Error:
            self._tell_why()
            raise

    def write(self, form: str, out: IO[bytes]) -> int:
        """Write all rows to a binary stream; returns how many.

        Args:
            form: csv (NULL is empty, an empty text is ``""``), json, ndjson (exact decimals as numbers, days as ISO text, NaN as null), parquet or
                arrow (stream). All but csv need each name once: a second ``a`` becomes ``a_1``.
        """
        import pyarrow as pa

        batches = self._con.execute(self._sql).to_arrow_reader(_BATCH)
        return _write_batches(self._con.cursor(), pa.RecordBatchReader.from_batches(batches.schema, self._explaining(batches)), form, out)

    def _explaining(self, batches: pa.RecordBatchReader) -> Iterator[pa.RecordBatch]:
        try:
            yield from batches
        except OSError:
            self._tell_why()
            raise

    def _tell_why(self) -> None:
        """Raise the reason why rows ended: of a result that streams the client may keep another (closed, interrupted)."""
        self._con.sql(self._sql).execute()


class ArrivingAnswer:
    """The answer of another engine, row by row; written as DuckDB writes its own.

    Args:
        con: A DuckDB that spells values.
        schema: The columns' names and types.
        rows: Values as Python has them.
    """

    def __init__(self, con: duck.Connection, schema: pa.Schema, rows: Iterable[tuple[Any, ...]]) -> None:
        self._con, self._schema, self._rows = con, schema, rows

    def rows(self) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Column names, and all rows as Python values."""
        return list(self._schema.names), list(self._rows)

    def write(self, form: str, out: IO[bytes]) -> int:
        """As `Answer.write`."""
        import pyarrow as pa

        return _write_batches(self._con, pa.RecordBatchReader.from_batches(self._schema, self._batches()), form, out)

    def _batches(self) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa

        rows = iter(self._rows)
        while some := list(itertools.islice(rows, _BATCH // 10)):
            columns = [
                pa.array([v if v is None or isinstance(v, str) else str(v) for v in values] if pa.types.is_string(field.type) else values, field.type)
                for field, values in zip(self._schema, zip(*some, strict=True), strict=True)
            ]
            yield pa.RecordBatch.from_arrays(columns, schema=self._schema)


def _write_batches(con: duck.Connection, batches: pa.RecordBatchReader, form: str, out: IO[bytes]) -> int:
    if form in ("parquet", "arrow"):
        return _write_arrow(batches, form, out)
    spell = _Speller(con, batches.schema, _csv_line if form == "csv" else _json_line)
    return _write_csv(batches, spell, out) if form == "csv" else _write_json(batches, spell, out, lines=form == "ndjson")


class _Speller:
    """Turns batches of rows into lines of text, with DuckDB's own spelling of values.

    Args:
        line: The expression of a line, from column names inside (c0, c1, ...), their own names made unique, and types.
    """

    def __init__(self, con: duck.Connection, schema: pa.Schema, line: Callable[[list[tuple[str, str, str]]], str]) -> None:
        self._con, self._inner = con, [f"c{i}" for i in range(len(schema))]
        types = [str(t) for t in self._relation(schema.empty_table()).types]
        self._sql = f"SELECT {line(list(zip(self._inner, unique(schema.names), types, strict=True)))} FROM answer"

    def _relation(self, table: pa.Table) -> duck.Relation:
        return self._con.from_arrow(table.rename_columns(self._inner))

    def __call__(self, batch: pa.RecordBatch) -> list[bytes]:
        import pyarrow as pa

        return [text.encode() for (text,) in self._relation(pa.Table.from_batches([batch])).query("answer", self._sql).fetchall()]


def _write_csv(batches: pa.RecordBatchReader, spell: _Speller, out: IO[bytes]) -> int:
    names = [_quoted(name) if name == "" or set(name) & set(',"\r\n') else name for name in batches.schema.names]
    out.write(",".join(names).encode() + b"\n")
    blank = b'""' if len(names) == 1 else b""  # readers take a blank line for no record
    count = 0
    for batch in batches:
        out.write(b"".join((line or blank) + b"\n" for line in spell(batch)))
        count += batch.num_rows
    return count


def _csv_line(columns: list[tuple[str, str, str]]) -> str:
    return " || ',' || ".join(_csv_cell(inner, kind) for inner, _, kind in columns)


def _csv_cell(column: str, kind: str) -> str:
    """The expression that spells a cell; text is quoted where it must be, an empty one so that it differs from NULL."""
    plain = f"CAST({column} AS VARCHAR)"
    if _PLAIN.fullmatch(kind):
        return f"coalesce({plain}, '')"
    quoted = f"'\"' || replace({plain}, '\"', '\"\"') || '\"'"
    return f"CASE WHEN {column} IS NULL THEN '' WHEN {plain} = '' OR regexp_matches({plain}, '[,\"\\r\\n]') THEN {quoted} ELSE {plain} END"


def _write_json(batches: pa.RecordBatchReader, spell: _Speller, out: IO[bytes], *, lines: bool) -> int:
    count = 0
    for batch in batches:
        for line in spell(batch):
            out.write((b"" if lines else b",\n" if count else b"[\n") + line + (b"\n" if lines else b""))
            count += 1
    if not lines:
        out.write(b"\n]\n" if count else b"[]\n")
    return count


def _json_line(columns: list[tuple[str, str, str]]) -> str:
    # JSON has no NaN and no infinity
    values = (f"CASE WHEN isfinite({inner}) THEN {inner} END" if kind in ("DOUBLE", "FLOAT") else inner for inner, _, kind in columns)
    pairs = ", ".join(f"{_quoted(name)} := {value}" for (_, name, _), value in zip(columns, values, strict=True))
    return f"CAST(to_json(struct_pack({pairs})) AS VARCHAR)"


def _write_arrow(batches: pa.RecordBatchReader, form: str, out: IO[bytes]) -> int:
    import pyarrow as pa

    schema = pa.schema([field.with_name(name) for field, name in zip(batches.schema, unique(batches.schema.names), strict=True)])
    if form == "parquet":
        import pyarrow.parquet as pq

        writer = pq.ParquetWriter(out, schema, compression="zstd")
    else:
        writer = pa.ipc.new_stream(out, schema)
    count = 0
    with writer:
        for batch in batches:
            writer.write_batch(pa.RecordBatch.from_arrays(batch.columns, schema=schema))
            count += batch.num_rows
    return count


def unique(names: list[str]) -> list[str]:
    """The names, each once: of those that differ at most in case all but the first get a number."""
    taken: set[str] = set()
    found = []
    for name in names:
        candidate, number = name, 0
        while candidate.lower() in taken or (number and candidate.lower() in {n.lower() for n in names}):
            number += 1
            candidate = f"{name}_{number}"
        taken.add(candidate.lower())
        found.append(candidate)
    return found


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _refuse_functions(con: duck.Connection, sql: str) -> None:
    """Raise QueryRefused if DuckDB's own parser finds a table function that is not in TABLE_FUNCTIONS."""
    row = con.execute("SELECT json_serialize_sql(?::VARCHAR)", [sql]).fetchone()
    try:
        tree = json.loads(row[0]) if row else {"error": True}
    except RecursionError as error:
        raise QueryRefused("the query is nested too deeply", hint="split it with WITH") from error
    if tree["error"]:
        raise QueryRefused("only one SELECT is answered", where=str(tree.get("error_message", "")), hint="kerok query 'SELECT * FROM vw_national_hprd'")
    for name in sorted(_table_functions(tree) - TABLE_FUNCTIONS):
        raise QueryRefused("a query reads the lake's tables and nothing else", where=f"table function {name}", hint="kerok tables   (lists what can be read)")


def _table_functions(tree: Any) -> set[str]:
    found, waiting = set(), [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            if node.get("type") == "TABLE_FUNCTION":
                found.add(str(node["function"].get("function_name", "")).lower())
            waiting += node.values()
        elif isinstance(node, list):
            waiting += node
    return found


def write_table(table: pa.Table, form: str, out: IO[bytes]) -> int:
    """Write an Arrow table as `Answer.write` writes a question's answer; returns its rows."""
    import pyarrow as pa

    with duck.spelling() as con:
        return _write_batches(con, pa.RecordBatchReader.from_batches(table.schema, table.to_batches(max_chunksize=_BATCH)), form, out)
