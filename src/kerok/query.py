"""Read-only questions to the lake: one SELECT over all tables and views, at one moment of the catalog."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import duckdb

from kerok import contracts as declared
from kerok.engines import duckdb as duck
from kerok.engines.compiled import CompiledSql
from kerok.errors import KerokError, QueryRefused
from kerok.lake import Lake, LiveFile

_WORD = re.compile(r"[a-z_][a-z0-9_]*", re.IGNORECASE)


@dataclass(frozen=True)
class Prepared:
    """A question ready to run.

    Attributes:
        sql: DuckDB's SQL.
        warnings: Constructs that other engines would answer differently, each with the idiom to use.
    """

    sql: str
    warnings: tuple[str, ...] = ()


class Reader:
    """Answers questions about one lake.

    Args:
        names: Tables and views to open; all by default.
    """

    def __init__(self, lake: Lake) -> None:
        self.lake = lake
        self.compiled = CompiledSql()

    @contextmanager
    def open(self, names: set[str] | None = None) -> Iterator[duck.Connection]:
        """A locked-down DuckDB on which tables and views stand under their names.

        External access is off but for the live files; settings cannot be changed; nothing can be attached, copied or installed.
        """
        wanted = _with_inputs(names if names is not None else {c.name for c in declared.contracts().values() if c.kind != "step"})
        tables = [c.name for c in declared.tables() if c.name in wanted]
        with self.lake.ledger.reading() as connection:
            live = self.lake.live_files(tables, connection)
            ids = self.lake.field_ids(connection)
        with duck.connect(self.lake.settings) as con:
            allow_only(con, live)
            for name in tables:
                duck.create_relation(con, name, duck.relation_sql(name, live[name], ids[name]))
            for view in declared.views():
                if view.name in wanted:
                    duck.create_relation(con, view.name, self.compiled.select(view.name, "duckdb"))
            con.execute("SET lock_configuration = true")
            yield con

    def prepare(self, sql: str, dialect: str = "house") -> Prepared:
        """Check and translate one SELECT.

        Raises:
            QueryRefused: It is not one SELECT.
        """
        if dialect == "duckdb":
            return Prepared(_one_select(sql))
        from sqlglot import exp

        from kerok.dialect import expand_house_functions, parse, violations

        try:
            tree = parse(sql)
        except KerokError as error:
            raise QueryRefused(error.what, where=error.where, hint="one SELECT in the house dialect (Trino's SQL), or --dialect duckdb") from error
        if not isinstance(tree, (exp.Select, exp.SetOperation, exp.Subquery, exp.Values)) or _writes(tree):
            raise QueryRefused(
                f"only one SELECT is answered, not {type(tree).__name__.upper()}", hint="kerok query 'SELECT * FROM vw_national_hprd'"
            )
        rendered = expand_house_functions(tree, "duckdb").sql(dialect="duckdb")
        return Prepared(_one_select(rendered), tuple(violations(tree, allow_star=True)))

    def relations_in(self, sql: str) -> set[str]:
        """Names of tables and views that the text of a query mentions."""
        known = {c.name for c in declared.contracts().values() if c.kind != "step"}
        return {w.lower() for w in _WORD.findall(sql)} & known

    def rows(self, sql: str, parameters: list[Any] | None = None) -> list[dict[str, Any]]:
        """The answer as dictionaries: decimals exact, days as dates."""
        with self.open(self.relations_in(sql)) as con:
            result = con.execute(sql, parameters or [])
            names = [d[0] for d in result.description]
            return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def allow_only(con: duck.Connection, live: dict[str, list[LiveFile]]) -> None:
    """Shut DuckDB off from everything but the given files."""
    paths = sorted({p for files in live.values() for f in files for p in (f.path, *f.delete_files)})
    con.execute(f"SET allowed_paths = [{', '.join(duck.literal(p) for p in paths)}]")
    con.execute("SET enable_external_access = false")
    con.execute("SET autoinstall_known_extensions = false")
    con.execute("SET autoload_known_extensions = false")


def _with_inputs(names: set[str]) -> set[str]:
    wanted: set[str] = set()

    def visit(name: str) -> None:
        contract = declared.contracts().get(name)
        if contract is None or name in wanted:
            return
        wanted.add(name)
        if contract.kind == "view":
            for needed in contract.inputs:
                visit(needed)

    for name in names:
        visit(name)
    return wanted


def _writes(tree: Any) -> bool:
    from sqlglot import exp

    kinds = (exp.Insert, exp.Update, exp.Delete, exp.Merge, exp.Create, exp.Drop, exp.Copy, exp.Command, exp.Into)
    return any(isinstance(node, kinds) for node in tree.walk())


def _one_select(sql: str) -> str:
    """The text if DuckDB itself sees exactly one SELECT in it.

    Raises:
        QueryRefused: It does not parse, or is something else.
    """
    try:
        statements = duckdb.extract_statements(sql)
    except duckdb.Error as error:
        raise QueryRefused("cannot parse the query", where=str(error).split("\n")[0], hint="one SELECT") from error
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        kinds = ", ".join(s.type.name for s in statements) or "nothing"
        raise QueryRefused(f"only one SELECT is answered, not {kinds}", hint="kerok query 'SELECT * FROM vw_national_hprd'")
    return sql


def explained(error: duckdb.Error) -> QueryRefused:
    """DuckDB's refusal of a query as an error a person can act on."""
    text = str(error)
    first = text.split("\n")[0]
    if isinstance(error, duckdb.PermissionException) or ("allowed" in text and "access" in text):
        return QueryRefused("a query reads the lake's tables and nothing else", where=first, hint="kerok tables   (lists what can be read)")
    return QueryRefused("the query failed", where=first, hint="kerok tables; kerok describe NAME   (columns and their meaning)")


# ------------------------------------------------------------------------------------------ answers


def write_answer(con: duck.Connection, sql: str, form: str, out: Any) -> int:
    """Write the answer of ``sql`` to a binary stream in the given form; returns its rows.

    Args:
        form: csv, json, ndjson, parquet or arrow. JSON keeps exact decimals as numbers, days as ISO text.
    """
    if form in ("json", "ndjson"):
        return _write_json(con, sql, out, lines=form == "ndjson")
    if form == "csv":
        return _write_csv(con, sql, out)
    table = duck.arrow_table(con, sql)
    if form == "parquet":
        import pyarrow.parquet as pq

        pq.write_table(table, out, compression="zstd")
    else:
        import pyarrow as pa

        with pa.ipc.new_stream(out, table.schema) as writer:
            writer.write_table(table)
    return int(table.num_rows)


def _write_json(con: duck.Connection, sql: str, out: Any, *, lines: bool) -> int:
    result = con.execute(f"SELECT CAST(to_json(answer) AS VARCHAR) FROM ({sql}) AS answer")
    count = 0
    if not lines:
        out.write(b"[")
    while batch := result.fetchmany(10_000):
        for (text,) in batch:
            if not lines:
                out.write(b"\n" if count == 0 else b",\n")
            out.write(text.encode("utf-8"))
            if lines:
                out.write(b"\n")
            count += 1
    if not lines:
        out.write(b"\n]\n" if count else b"]\n")
    return count


def _write_csv(con: duck.Connection, sql: str, out: Any) -> int:
    import csv
    import io

    result = con.execute(sql)
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([d[0] for d in result.description])
    count = 0
    while batch := result.fetchmany(10_000):
        writer.writerows([["" if v is None else str(v).lower() if isinstance(v, bool) else v for v in row] for row in batch])
        count += len(batch)
    text.detach()
    return count

