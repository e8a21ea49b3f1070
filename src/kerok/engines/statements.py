"""The statements that create, fill, check, publish and keep each table and view, as text for each engine.

Trino and Athena run all of them. DuckDB runs the SELECT, whose result the lake commits; its other statements say the same things on
plain tables, so that what they mean can be tried in memory.

What is known only when a statement runs stands in it as a placeholder: see `kerok.engines.statement`. Column lists come from the contract alone.
"""

from __future__ import annotations

import functools
import re
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

from sqlglot import exp

from kerok import contracts as declared
from kerok.contracts import Contract
from kerok.dialect import Engine, parse, to_engine
from kerok.engines.render import house_tree, select_tree
from kerok.engines.statement import Purpose, Statement
from kerok.errors import KerokError

ATHENA_STATEMENT_BYTES = 262_144
"""Athena refuses a longer statement (service quota "query string length")."""

# Athena's CREATE TABLE is read by Hive's grammar, which has its own words for two types; casts in queries keep Trino's.
_ATHENA_TYPES = {"varchar": "string", "integer": "int"}
_EXPIRE_AFTER = "7d"  # Trino refuses less (iceberg.expire-snapshots.min-retention)
_LINE = 138


def statements(name: str, engine: Engine, *, namespace: str = "kerok_healthcare") -> list[Statement]:
    """The statements of a contract on one engine, in the order of `Statement.purpose`.

    A table has all of them but ``view``; DuckDB has no maintenance. A view has ``view`` alone, a step ``select`` alone (it is written out
    in its readers), with ``candidate`` and ``discard`` where it is computed once for several readers (``materialize``).

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
        return tuple(_of_step(relation))
    if relation.contract.kind == "view":
        return (relation.statement("view", f"CREATE OR REPLACE VIEW {relation.name} AS\n{_select(relation)}"),)
    return tuple(_of_table(relation))


def empty_candidate(name: str, engine: Engine, *, namespace: str = "kerok_healthcare") -> Statement:
    """A table's candidate without rows, for the pipeline to fill where more than one file makes a partition."""
    relation = _Relation(declared.contracts()[name], engine, namespace)
    return relation.statement("candidate", _create(relation, relation.candidate))


def script(name: str, engine: Engine, *, namespace: str = "kerok_healthcare") -> str:
    """The statements as one text to read, each under a comment with its purpose.

    Of a table the SELECT is left out: the candidate has it.
    """
    listed = statements(name, engine, namespace=namespace)
    repeated = any(s.purpose == "candidate" for s in listed)
    shown = [s for s in listed if not (s.purpose == "select" and repeated)]
    head = f"-- {name} on {engine}: {' '.join(declared.contracts()[name].grain.split())}\n\n"
    return head + "\n".join(f"-- {' '.join(filter(None, (s.purpose, s.about)))}\n{s.sql};\n" for s in shown)


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
        return Statement(purpose, sql, about, self._partition_type if "{partitions}" in sql else "")

    @property
    def _partition_type(self) -> str:
        column, known = self.contract.partition, declared.contracts()
        holders = [self.contract] if self.contract.columns else [known[i] for i in self.contract.inputs if known[i].partition == column and known[i].columns]
        return holders[0].column(column).type


def _of_step(relation: _Relation) -> list[Statement]:
    select = _select(relation)
    found = [relation.statement("select", select)]
    if relation.contract.materialize:
        made = f"CREATE TABLE {relation.candidate}{_scratch_properties(relation)} AS\n{_select(relation, _shared(relation))}"
        found += [relation.statement("candidate", made), relation.statement("discard", _discard(relation))]
    return found


def _of_table(relation: _Relation) -> list[Statement]:
    contract = relation.contract
    found = [relation.statement("create", _create(relation, relation.name))]
    if contract.sql:
        found += [relation.statement("select", _select(relation)), relation.statement("candidate", _candidate(relation, _select(relation, _shared(relation))))]
    else:
        found.append(relation.statement("candidate", _create(relation, relation.candidate)))
    found += [relation.statement("check", _check(relation, check.sql), check.name) for check in contract.checks]
    found.append(relation.statement("merge", _merge(relation)))
    if _holds_one_file_of_many(contract):
        found.append(relation.statement("upsert", _upsert(relation)))
    found.append(relation.statement("discard", _discard(relation)))
    return found if relation.engine == "duckdb" else found + _maintenance(relation)


def _shared(relation: _Relation) -> list[str]:
    """The steps that stand as candidates when this relation is made."""
    return [step for step in declared.steps_of(relation.contract.name) if declared.contracts()[step].materialize]


def _holds_one_file_of_many(contract: Contract) -> bool:
    """Whether the SELECT reads one file while a partition can hold rows of several."""
    read = {needed for step in (contract.name, *declared.steps_of(contract.name)) for needed in declared.contracts()[step].inputs}
    return contract.partition != "file_sha256" and any(r.startswith("staged_") for r in read)


# ---------------------------------------------------------------------------------------------- queries


def _select(relation: _Relation, shared: Iterable[str] = ()) -> str:
    """The rows; steps that are ``shared`` stand as candidates already."""
    tree = select_tree(relation.contract.name, shared)
    if relation.engine != "duckdb" or shared:
        for table in list(tree.find_all(exp.Table)):
            table.replace(_read(table, relation, set(shared)))
    return to_engine(tree, relation.engine)


def _read(table: exp.Table, reader: _Relation, shared: set[str]) -> exp.Expr:
    """A relation in a SELECT under its full name, and of it only what the reader needs: one staged file, or the touched partitions.

    A partition is made from the same partition of whatever is partitioned by the same column.
    """
    contract = declared.contracts().get(table.name)
    if contract and table.name in shared:
        return _aliased(_Relation(contract, reader.engine, reader.namespace).candidate, table)
    if reader.engine == "duckdb":
        return table
    if table.name.startswith("staged_"):
        condition = "file_sha256 = '{file_sha256}'"
    elif contract and contract.kind != "step":
        condition = reader.touched() if contract.partition == reader.contract.partition else ""
    else:
        return table
    full_name = f"{reader.namespace}.{table.name}"
    if not condition:
        return _aliased(full_name, table)
    rows = exp.select("*").from_(exp.Table(this=exp.to_identifier(full_name, quoted=False))).where(exp.Var(this=condition))
    return exp.Subquery(this=rows, alias=_alias(table))


def _aliased(full_name: str, table: exp.Table) -> exp.Table:
    return exp.Table(this=exp.to_identifier(full_name, quoted=False), alias=_alias(table))


def _alias(table: exp.Table) -> exp.TableAlias:
    return exp.TableAlias(this=exp.to_identifier(table.alias_or_name))


def _candidate(relation: _Relation, select: str) -> str:
    computed = set(relation.computed)
    columns = [c.name if c.name in computed else f"CAST(NULL AS {c.type}) AS {c.name}" for c in relation.contract.columns]
    where = f"\nWHERE {relation.touched()}" if relation.touched() else ""
    return f"CREATE TABLE {relation.candidate}{_scratch_properties(relation)} AS\nSELECT\n{_wrapped(columns)}\nFROM (\n{select}\n) AS computed{where}"


def _scratch_properties(relation: _Relation) -> str:
    location = f"location = '{_location(relation, relation.candidate)}'"
    return {
        "duckdb": "",
        "trino": "\nWITH (format = 'PARQUET', format_version = 2)",
        "athena": f"\nWITH (table_type = 'ICEBERG', is_external = false, format = 'PARQUET',\n  {location})",
    }[relation.engine]


def _discard(relation: _Relation) -> str:
    return f"DROP TABLE IF EXISTS {relation.candidate}"


def _check(relation: _Relation, sql: str) -> str:
    holder = "table_under_check"
    return to_engine(parse(sql.replace("{table}", holder)), relation.engine).replace(holder, relation.candidate)


# ---------------------------------------------------------------------------------------------- publishing


def _merge(relation: _Relation) -> str:
    key, columns = relation.contract.key, relation.contract.column_names
    gone = [f"t.{c}" if c in key else f"NULL AS {c}" for c in columns]
    same_key = " AND ".join(f"c.{k} = t.{k}" for k in key)
    touched = f"{relation.touched('t.')} AND " if relation.touched() else ""
    arrived = f"\n  WHERE {relation.touched('c.')}" if relation.touched() else ""
    return f"""\
MERGE INTO {relation.name} AS t
USING (
  SELECT 'U' AS op,
{_wrapped([f"c.{c}" for c in columns], 4)}
  FROM {relation.candidate} AS c{arrived}
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
    """What becomes of a row of the source."""
    columns = relation.contract.column_names
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
