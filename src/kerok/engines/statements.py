"""The statements that create, fill, check, publish and keep each table and view, as text for each engine.

Trino and Athena run all of them. DuckDB runs the SELECT, whose result the lake commits; its other statements say the same things on
plain tables, so that what they mean can be tried in memory.

What is known only when a statement runs stands in it as a placeholder, and `fill` puts it in:

==================  ==========================================================================================================
``{sha8}``          Eight hexadecimal digits that name the candidate: the first of the SHA-256 of the file that is being loaded.
``{file_sha256}``   SHA-256 of the staged file that the statement reads. A staged table is never read but for one file.
``{partitions}``    The partitions touched, as SQL literals: ``'2024Q2', '2024Q3'`` or ``DATE '2024-10-01'``.
``{warehouse}``     Where Athena keeps tables: ``s3://bucket/prefix``.
==================  ==========================================================================================================

Nothing else is ever put into a statement, and column lists come from the contract alone.
"""

from __future__ import annotations

import datetime
import functools
import re
import textwrap
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from sqlglot import exp

from kerok import contracts as declared
from kerok.contracts import Contract
from kerok.dialect import Engine, parse, to_engine
from kerok.engines.render import house_tree, select_tree, steps_of
from kerok.errors import KerokError

Purpose = Literal["create", "select", "candidate", "check", "merge", "upsert", "discard", "view", "optimize", "expire"]

ATHENA_STATEMENT_BYTES = 262_144
"""Athena refuses a longer statement (service quota "query string length")."""

# Athena's CREATE TABLE is read by Hive's grammar, which has its own words for two types; casts in queries keep Trino's.
_ATHENA_TYPES = {"varchar": "string", "integer": "int"}
_EXPIRE_AFTER = "7d"  # Trino refuses less (iceberg.expire-snapshots.min-retention)
_LINE = 138


@dataclass(frozen=True)
class Statement:
    """One statement.

    Attributes:
        purpose: What it is for, in the order in which a load runs them:

            - ``create``: the table, unless it exists; ``view``: the view, in place of what was there;
            - ``select``: the rows by themselves;
            - ``candidate``: the rows of the touched partitions in a table that nobody reads (where a table has no SQL: empty, for the
              pipeline to fill);
            - ``check``: rows of the candidate that break a rule; any row means that nothing is published;
            - ``merge``: the one snapshot that makes the touched partitions equal to the candidate, withdrawals included;
            - ``upsert``: in its place where the file is not the newest national one of its periods: what it does not hold stays;
            - ``discard``: the candidate dropped, after publishing and before another try;
            - ``optimize``, ``expire``: maintenance, at any time.
        about: Name of the check.
        partition_type: Type of what ``{partitions}`` stands for, "" without such a placeholder.
    """

    purpose: Purpose
    sql: str
    about: str = ""
    partition_type: str = ""


def statements(name: str, engine: Engine, *, namespace: str = "kerok_healthcare") -> list[Statement]:
    """The statements of a contract on one engine, in the order of `Statement.purpose`.

    A table has all of them but ``view``; DuckDB has no maintenance. A view has ``view`` alone, a step ``select`` alone (it is written out
    in its readers).

    Args:
        namespace: Schema of every relation, or catalog and schema (``lake.kerok_healthcare``). On DuckDB names stand alone.

    Raises:
        KerokError: No contract has that name, or the namespace is none.
    """
    if name not in declared.contracts():
        raise KerokError(f"no table, view or step named {name}", hint="kerok tables")
    if not re.fullmatch(r"[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?", namespace):
        raise KerokError("not a namespace", where=namespace, hint="use lower-case letters, digits and underscores")
    return list(_statements(name, engine, namespace))


@functools.cache
def _statements(name: str, engine: Engine, namespace: str) -> tuple[Statement, ...]:
    relation = _Relation(declared.contracts()[name], engine, namespace)
    if relation.contract.kind == "step":
        return (relation.statement("select", _select(relation)),)
    if relation.contract.kind == "view":
        return (relation.statement("view", f"CREATE OR REPLACE VIEW {relation.name} AS\n{_select(relation)}"),)
    return tuple(_of_table(relation))


def script(name: str, engine: Engine, *, namespace: str = "kerok_healthcare") -> str:
    """The statements as one text to read, each under a comment with its purpose.

    Of a table the SELECT is left out: it stands word for word in the candidate.
    """
    listed = statements(name, engine, namespace=namespace)
    repeated = any(s.purpose == "candidate" for s in listed)
    shown = [s for s in listed if not (s.purpose == "select" and repeated)]
    head = f"-- {name} on {engine}: {' '.join(declared.contracts()[name].grain.split())}\n\n"
    return head + "\n".join(f"-- {' '.join(filter(None, (s.purpose, s.about)))}\n{s.sql};\n" for s in shown)


def fill(
    statement: Statement, *, sha8: str = "", file_sha256: str = "", partitions: Iterable[str | datetime.date] = (), warehouse: str = ""
) -> str:
    """The SQL of a statement with its placeholders filled in; values for others it does not have are ignored.

    Args:
        sha8: Taken from ``file_sha256`` if not given.
        partitions: Partition values, dates also as YYYY-MM-DD.

    Raises:
        KerokError: A placeholder has no value, or a value has a form that its placeholder cannot have.
    """
    values: dict[str, Callable[[], str]] = {
        "{sha8}": lambda: _shaped(sha8 or file_sha256[:8], r"[0-9a-f]{8}", "eight hexadecimal digits"),
        "{file_sha256}": lambda: _shaped(file_sha256, r"[0-9a-f]{64}", "the SHA-256 of a file"),
        "{warehouse}": lambda: _shaped(warehouse, r"s3://[a-z0-9][a-z0-9.-]{2,62}(/[A-Za-z0-9!_.*()=-]+)*", "s3://bucket/prefix"),
        "{partitions}": lambda: _literals(partitions, statement.partition_type),
    }
    sql = statement.sql
    for placeholder, value in values.items():
        if placeholder in sql:
            sql = sql.replace(placeholder, value())
    return sql


def _shaped(value: str, pattern: str, form: str) -> str:
    if not re.fullmatch(pattern, value):
        raise KerokError("a statement cannot be completed", where=repr(value), hint=f"give {form}")
    return value


def _literals(partitions: Iterable[str | datetime.date], partition_type: str) -> str:
    pattern, form, literal = {
        "date": (r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "days as YYYY-MM-DD", "DATE '{}'"),
        "varchar": (r"[0-9A-Za-z]+", "quarters as 2024Q2, or the SHA-256 of files", "'{}'"),
    }[partition_type]
    return ", ".join(literal.format(_shaped(text, pattern, form)) for text in sorted({str(p) for p in partitions}) or [""])


@dataclass(frozen=True)
class _Relation:
    """A contract on one engine: how it is named there, and which of its partitions a load touches."""

    contract: Contract
    engine: Engine
    namespace: str

    @property
    def name(self) -> str:
        return self.contract.name if self.engine == "duckdb" else f"{self.namespace}.{self.contract.name}"

    @property
    def candidate(self) -> str:
        return f"{self.name}__candidate_{{sha8}}"

    @property
    def computed(self) -> list[str]:
        """The columns that the SELECT gives, in the contract's order; all of them where there is no SELECT."""
        tree = house_tree(self.contract.name) if self.contract.sql else None
        return [c for c in self.contract.column_names if not isinstance(tree, exp.Query) or c in tree.named_selects]

    def touched(self, alias: str = "") -> str:
        """The condition that a row lies in a touched partition; "" for a table without partitions, which is always touched whole."""
        column = self.contract.partition
        return f"{alias}{column} IN ({{partitions}})" if column else ""

    def statement(self, purpose: Purpose, sql: str, about: str = "") -> Statement:
        partition_type = self.contract.column(self.contract.partition).type if "{partitions}" in sql else ""
        return Statement(purpose, sql, about, partition_type)


def _of_table(relation: _Relation) -> list[Statement]:
    contract = relation.contract
    found = [relation.statement("create", _create(relation, relation.name))]
    if contract.sql:
        select = _select(relation)
        found += [relation.statement("select", select), relation.statement("candidate", _candidate(relation, select))]
    else:
        found.append(relation.statement("candidate", _create(relation, relation.candidate)))
    found += [relation.statement("check", _check(relation, check.sql), check.name) for check in contract.checks]
    found.append(relation.statement("merge", _merge(relation)))
    if _holds_one_file_of_many(contract):
        found.append(relation.statement("upsert", _upsert(relation)))
    found.append(relation.statement("discard", f"DROP TABLE IF EXISTS {relation.candidate}"))
    return found if relation.engine == "duckdb" else found + _maintenance(relation)


def _holds_one_file_of_many(contract: Contract) -> bool:
    """Whether the SELECT reads one file while a partition can hold rows of several."""
    read = {needed for step in (contract.name, *steps_of(contract.name)) for needed in declared.contracts()[step].inputs}
    return contract.partition != "file_sha256" and any(r.startswith("staged_") for r in read)


# ---------------------------------------------------------------------------------------------- queries


def _select(relation: _Relation) -> str:
    tree = select_tree(relation.contract.name)
    if relation.engine != "duckdb":
        for table in list(tree.find_all(exp.Table)):
            table.replace(_read(table, relation))
    return to_engine(tree, relation.engine)


def _read(table: exp.Table, reader: _Relation) -> exp.Expr:
    """A relation in a SELECT under its full name, and of it only what the reader needs: one staged file, or the touched partitions.

    A partition is made from the same partition of whatever is partitioned by the same column.
    """
    contract = declared.contracts().get(table.name)
    if table.name.startswith("staged_"):
        condition = "file_sha256 = '{file_sha256}'"
    elif contract and contract.kind != "step":
        condition = reader.touched() if contract.partition == reader.contract.partition else ""
    else:
        return table
    full_name = f"{reader.namespace}.{table.name}"
    alias = exp.TableAlias(this=exp.to_identifier(table.alias_or_name))
    if not condition:
        return exp.Table(this=exp.to_identifier(full_name, quoted=False), alias=alias)
    return exp.Subquery(
        this=exp.select("*").from_(exp.Table(this=exp.to_identifier(full_name, quoted=False))).where(exp.Var(this=condition)), alias=alias
    )


def _candidate(relation: _Relation, select: str) -> str:
    computed = set(relation.computed)
    columns = [c.name if c.name in computed else f"CAST(NULL AS {c.type}) AS {c.name}" for c in relation.contract.columns]
    where = f"\nWHERE {relation.touched()}" if relation.touched() else ""
    location = f"location = '{_location(relation, relation.candidate)}'"
    properties = {
        "duckdb": "",
        "trino": "\nWITH (format = 'PARQUET', format_version = 2)",
        "athena": f"\nWITH (table_type = 'ICEBERG', is_external = false, format = 'PARQUET',\n  {location})",
    }[relation.engine]
    return f"CREATE TABLE {relation.candidate}{properties} AS\nSELECT\n{_wrapped(columns)}\nFROM (\n{select}\n) AS computed{where}"


def _check(relation: _Relation, sql: str) -> str:
    holder = "table_under_check"
    return to_engine(parse(sql.replace("{table}", holder)), relation.engine).replace(holder, relation.candidate)


# ---------------------------------------------------------------------------------------------- publishing


def _merge(relation: _Relation) -> str:
    key, columns = relation.contract.key, relation.computed
    gone = [f"t.{c}" if c in key else f"NULL AS {c}" for c in columns]
    same_key = " AND ".join(f"c.{k} = t.{k}" for k in key)
    touched = f"{relation.touched('t.')} AND " if relation.touched() else ""
    return f"""\
MERGE INTO {relation.name} AS t
USING (
  SELECT 'U' AS op,
{_wrapped([f"c.{c}" for c in columns], 4)}
  FROM {relation.candidate} AS c
  UNION ALL
  SELECT 'D' AS op,
{_wrapped(gone, 4)}
  FROM {relation.name} AS t
  LEFT JOIN {relation.candidate} AS c ON {same_key}
  WHERE {touched}c.{key[0]} IS NULL
) AS s
ON {_on(relation)}
WHEN MATCHED AND s.op = 'D' THEN DELETE
{_writes(relation, "s.op <> 'D'")}"""


def _upsert(relation: _Relation) -> str:
    return f"MERGE INTO {relation.name} AS t\nUSING {relation.candidate} AS s\nON {_on(relation)}\n{_writes(relation)}"


def _on(relation: _Relation) -> str:
    """The partition stands first and on the target's side alone, so that an engine opens no other partition."""
    return " AND ".join(filter(None, (relation.touched("t."), *(f"t.{k} = s.{k}" for k in relation.contract.key))))


def _writes(relation: _Relation, only_if: str = "") -> str:
    """What becomes of a row of the source. Columns that the SELECT does not give are the pipeline's: NULL in a new row, else untouched."""
    columns = relation.computed
    return f"""\
WHEN MATCHED THEN UPDATE SET
{_wrapped([f"{c} = s.{c}" for c in columns if c not in relation.contract.key])}
WHEN NOT MATCHED{only_if and " AND "}{only_if} THEN INSERT (
{_wrapped(columns)}
) VALUES (
{_wrapped([f"s.{c}" for c in columns])}
)"""


# ---------------------------------------------------------------------------------------------- definitions and maintenance


def _create(relation: _Relation, name: str) -> str:
    contract, engine = relation.contract, relation.engine
    types = _ATHENA_TYPES if engine == "athena" else {}
    columns = ",\n".join(f"  {c.name} {types.get(c.type, c.type)}" for c in contract.columns)
    scratch = name == relation.candidate
    head = f"CREATE TABLE {'' if scratch else 'IF NOT EXISTS '}{name} (\n{columns}\n)"
    if engine == "duckdb":
        return head
    partition, sort = ("", ()) if scratch else (contract.partition, contract.sort)
    if engine == "athena":
        partitioned = f"\nPARTITIONED BY ({partition})" if partition else ""
        properties = "'table_type' = 'ICEBERG', 'format' = 'parquet', 'write_compression' = 'zstd'"
        return f"{head}{partitioned}\nLOCATION '{_location(relation, name)}'\nTBLPROPERTIES ({properties})"
    partitioned = f", partitioning = ARRAY['{partition}']" if partition else ""
    order = f", sorted_by = ARRAY[{', '.join(repr(c) for c in sort)}]" if sort else ""
    return f"{head}\nWITH (format = 'PARQUET', format_version = 2{partitioned}{order})"


def _location(relation: _Relation, name: str) -> str:
    """A folder of its own: Athena writes into it and, when the table is dropped, empties it."""
    folder = "candidates" if name == relation.candidate else relation.contract.layer
    return f"{{warehouse}}/{folder}/{name.rpartition('.')[2]}/"


def _maintenance(relation: _Relation) -> list[Statement]:
    where = f" WHERE {relation.touched()}" if relation.touched() else ""
    optimize, expire = {
        "trino": (
            f"ALTER TABLE {relation.name} EXECUTE optimize{where}",
            f"ALTER TABLE {relation.name} EXECUTE expire_snapshots(retention_threshold => '{_EXPIRE_AFTER}')",
        ),
        "athena": (f"OPTIMIZE {relation.name} REWRITE DATA USING BIN_PACK{where}", f"VACUUM {relation.name}"),
    }[relation.engine]
    return [relation.statement("optimize", optimize), relation.statement("expire", expire)]


def _wrapped(items: Iterable[str], indent: int = 2) -> str:
    """The items, comma-separated, in lines of the repository's width; none is broken."""
    glued = ", ".join(item.replace(" ", "\0") for item in items)
    lines = textwrap.wrap(glued, _LINE - indent, break_long_words=False, break_on_hyphens=False)
    return "\n".join(" " * indent + line.replace("\0", " ") for line in lines)
