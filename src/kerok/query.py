"""Read-only questions to the lake: one SELECT over all tables and views, at one moment of the catalog."""

from __future__ import annotations

import difflib
import logging
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kerok import contracts as declared
from kerok.engines import duckdb as duck
from kerok.engines.compiled import CompiledSql
from kerok.errors import KerokError, LakeDamaged, QueryRefused, StatementRefused
from kerok.iceberg import LiveFile
from kerok.lake import Lake

if TYPE_CHECKING:
    from kerok.dialect import Engine

_WORD = re.compile(r"[a-z_][a-z0-9_]*", re.IGNORECASE)
_FIRST_WORD = re.compile(r"(?:\s|[;(]|--[^\n]*\n|/\*.*?\*/)*([a-z_]\w*)", re.DOTALL | re.IGNORECASE)
_EXAMPLE = "kerok query 'SELECT * FROM vw_national_hprd'"


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
    def open(self, names: set[str] | None = None, *, for_cursors: bool = False) -> Iterator[duck.Connection]:
        """A locked-down DuckDB on which tables and views stand under their names.

        External access is off but for the live files; settings cannot be changed; nothing can be attached, copied or installed.

        Args:
            names: Tables and views to open; all by default.
            for_cursors: Cursors of the connection see them too, so that several threads can ask at once.
        """
        wanted = _with_inputs(names if names is not None else {c.name for c in declared.contracts().values() if c.kind != "step"})
        tables = [c.name for c in declared.tables() if c.name in wanted]
        with self.lake.ledger.reading() as connection:
            live = self.lake.live_files(tables, connection)
            ids = self.lake.field_ids(connection)
        self.lake.fetch(file for files in live.values() for file in files)
        with duck.connect(self.lake.settings, scratch=self._scratch()) as con:
            allow_only(con, live)
            for name in tables:
                _open_table(con, name, live[name], ids.get(name, {}), for_cursors)
            for view in declared.views():
                if view.name in wanted:
                    duck.create_relation(con, view.name, self.compiled.select(view.name, "duckdb"), for_cursors=for_cursors)
            if for_cursors:  # it stays open, and files of a lake never change: what was read of them once is kept
                con.execute("SET parquet_metadata_cache = true")
                con.execute("SET validate_external_file_cache = 'NO_VALIDATION'")
            con.execute("SET lock_configuration = true")
            yield con

    def _scratch(self) -> Path:
        """A folder of this question's own for what does not fit into memory; DuckDB makes it when needed and takes it away."""
        folder = self.lake.home / "tmp"
        if not os.access(folder, os.W_OK):
            folder = Path(tempfile.gettempdir())
        return folder / f"query-{os.getpid()}-{os.urandom(4).hex()}"

    def prepare(self, sql: str, dialect: str = "house") -> Prepared:
        """Check and translate one SELECT.

        Raises:
            QueryRefused: It is not one SELECT.
        """
        if dialect == "duckdb":
            return Prepared(_one_select(sql))
        found = _in_engines_words(sql, "duckdb")
        return Prepared(_one_select(found.sql), found.warnings)

    def relations_in(self, sql: str) -> set[str]:
        """Names of tables and views that the text of a query mentions."""
        return relations_in(sql)

    def rows(self, sql: str, parameters: list[Any] | None = None) -> list[dict[str, Any]]:
        """The answer as dictionaries: decimals exact, days as dates."""
        with self.open(self.relations_in(sql)) as con:
            result = con.execute(sql, parameters or [])
            names = [d[0] for d in result.description]
            return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def relations_in(sql: str) -> set[str]:
    """Names of tables and views that the text of a query mentions."""
    known = {c.name for c in declared.contracts().values() if c.kind != "step"}
    return {w.lower() for w in _WORD.findall(sql)} & known


def prepare_for_server(sql: str, engine: Engine) -> Prepared:
    """Check one SELECT in the house dialect and put it into the words of Trino or Athena.

    What runs is written anew from the tree that was checked, so that nothing hides in the text.

    Raises:
        QueryRefused: It is not one SELECT, or reads something else than Kerok's tables and views.
    """
    return _in_engines_words(sql, engine)


def _in_engines_words(sql: str, engine: Engine) -> Prepared:
    from sqlglot import exp

    from kerok.dialect import expand_house_functions, parse, violations

    logging.getLogger("sqlglot").setLevel(logging.ERROR)  # it tells of every statement that it does not know
    try:
        tree = parse(sql)
        if not isinstance(tree, (exp.Select, exp.SetOperation, exp.Subquery, exp.Values)):
            raise _not_a_select(_first_word(sql))
        if writes := _writes(tree):
            raise _not_a_select(f"one with {writes}")
        if engine != "duckdb":  # DuckDB itself is shut off from everything else
            _refuse_foreign(tree)
        rendered = expand_house_functions(tree, engine).sql(dialect=engine)
        return Prepared(rendered, tuple(violations(tree, allow_star=True)))
    except QueryRefused:
        raise
    except KerokError as error:
        other = ", or --dialect duckdb" if engine == "duckdb" else ""
        raise QueryRefused(error.what, where=error.where, hint=f"one SELECT in the house dialect (Trino's SQL){other}") from error
    except RecursionError as error:
        raise QueryRefused("the query is nested too deeply", hint=_EXAMPLE) from error


def _refuse_foreign(tree: Any) -> None:
    """Raise QueryRefused if the tree reads anything but Kerok's tables and views, by their plain names, and its own WITH."""
    from sqlglot import exp

    known = {c.name for c in declared.contracts().values() if c.kind != "step"}
    for table in tree.find_all(exp.Table):
        name = table.name.lower()
        if isinstance(table.this, exp.Identifier) and not table.args.get("db") and (name in known or name in _named_above(table)):
            continue
        near = difflib.get_close_matches(name, known, 3, 0.5)
        hint = f"did you mean {', '.join(near)}?" if near else "kerok tables   (lists what can be read)"
        if isinstance(table.this, exp.Identifier) and not table.args.get("db") and "$" not in name:
            raise QueryRefused("the query failed", where=f"Table with name {table.name} does not exist!", hint=hint)
        raise QueryRefused("a query reads the lake's tables and nothing else", where=table.sql("trino")[:200], hint="kerok tables   (lists what can be read)")


def _named_above(node: Any) -> set[str]:
    """The names that WITH gives to queries around a node."""
    found: set[str] = set()
    while (node := node.parent) is not None:
        if own := node.args.get("with_"):
            found |= {cte.alias.lower() for cte in own.expressions}
    return found


def explained_by_server(error: StatementRefused, sql: str, engine: Engine) -> KerokError:
    """Trino's or Athena's refusal of a query as an error a person can act on."""
    if error.name in ("TABLE_NOT_FOUND", "SCHEMA_NOT_FOUND", "CATALOG_NOT_FOUND"):
        return LakeDamaged(f"the tables are not there, or not where {engine.title()} looks for them", where=error.where, hint=f"kerok --engine {engine} doctor")
    if error.name in ("PERMISSION_DENIED", "INVALID_CREDENTIALS"):
        return error
    column = re.search(r"Column '([^']+)' cannot be resolved", error.where)
    names = {column for name in relations_in(sql) for column in declared.contracts()[name].column_names}
    near = difflib.get_close_matches(column[1].rpartition(".")[2].lower(), sorted(names), 3, 0.5) if column else []
    hint = f"did you mean {', '.join(near)}?" if near else "kerok tables; kerok describe NAME   (columns and their meaning)"
    return QueryRefused("the query failed", where=error.where, hint=hint)


def _open_table(con: duck.Connection, name: str, live: list[LiveFile], ids: dict[str, int], for_cursors: bool) -> None:
    try:
        duck.create_relation(con, name, duck.relation_sql(name, live, ids), for_cursors=for_cursors)
    except duck.Error as error:
        gone = [f.path for f in live if not Path(f.path).is_file()]
        raise LakeDamaged(
            f"a data file of {name} is {'gone' if gone else 'damaged'}",
            where=", ".join(gone) or str(error).split("\n")[0],
            hint="bring the folder back from a copy, or load its files into a new lake: kerok --home DIR ingest bronze",
        ) from error


def allow_only(con: duck.Connection, live: dict[str, list[LiveFile]]) -> None:
    """Shut DuckDB off from everything but the given files."""
    paths = sorted({p for files in live.values() for f in files for p in (f.path, *f.delete_files)})
    con.execute(f"SET allowed_paths = [{', '.join(duck.literal(p) for p in paths)}]")
    con.execute("SET enable_external_access = false")
    for setting in ("autoinstall_known_extensions", "autoload_known_extensions", "allow_community_extensions", "python_enable_replacements"):
        con.execute(f"SET {setting} = false")


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


def _writes(tree: Any) -> str:
    """What in the tree would change something, "" if nothing would."""
    from sqlglot import exp

    kinds = (exp.Insert, exp.Update, exp.Delete, exp.Merge, exp.Create, exp.Drop, exp.Copy, exp.Command, exp.Into)
    return next((type(node).__name__.upper() for node in tree.walk() if isinstance(node, kinds)), "")


def _first_word(sql: str) -> str:
    word = _FIRST_WORD.match(sql)
    return word[1].upper() if word else "this"


def _not_a_select(what: str) -> QueryRefused:
    return QueryRefused(f"only one SELECT is answered, not {what}", hint=_EXAMPLE)


def _one_select(sql: str) -> str:
    """The text if DuckDB itself sees exactly one SELECT in it.

    Raises:
        QueryRefused: It does not parse, or is something else.
    """
    try:
        kinds = duck.statement_kinds(sql)
    except duck.Error as error:
        raise QueryRefused("cannot parse the query", where=str(error).split("\n")[0], hint=_EXAMPLE) from error
    if kinds != ["SELECT"]:
        raise _not_a_select(", ".join(kinds) or "nothing")
    return sql


def explained(error: duck.Error) -> QueryRefused:
    """DuckDB's refusal of a query as an error a person can act on."""
    text = str(error)
    first = text.split("\n")[0]
    if isinstance(error, duck.NotAllowed) or ("allowed" in text and "access" in text):
        return QueryRefused("a query reads the lake's tables and nothing else", where=first, hint="kerok tables   (lists what can be read)")
    if near := _near_names(text):
        return QueryRefused("the query failed", where=first, hint=f"did you mean {', '.join(near)}?")
    return QueryRefused("the query failed", where=first, hint="kerok tables; kerok describe NAME   (columns and their meaning)")


def _near_names(text: str) -> list[str]:
    """Tables and views, or columns of those that the query names, spelled like the one that DuckDB did not find."""
    if table := re.search(r'Table with name "?([^"\s]+)"? does not exist', text):
        known = [c.name for c in declared.contracts().values() if c.kind != "step"]
        return difflib.get_close_matches(table[1].lower(), known, 3, 0.5)
    column, bindings = re.search(r'column "?([^"\s]+)"? ', text), re.search(r"Candidate bindings: (.*)", text)
    if column and bindings:
        known = re.findall(r'"([^"]+)"', bindings[1])
        return difflib.get_close_matches(column[1].lower(), known, 3, 0.5) or known[:3]
    return []
