"""Every contract's SELECT gives the columns it declares, and its checks run."""

from __future__ import annotations

import re

import pytest

from kerok import contracts as declared
from kerok.dialect import Engine, parse, to_engine, violations
from tests.spec import drawing
from tests.spec.harness import Query, statement
from tests.support.athena_fixture import Athena

WITH_COLUMNS = [c.name for c in declared.contracts().values() if c.sql and c.columns]

ADDED_BY_THE_PIPELINE = {"silver_quarantine": {"file_name", "closed_by"}}
"""Columns that no SELECT gives: what the pipeline knows of a file."""


@pytest.mark.parametrize("name", WITH_COLUMNS)
def test_a_select_gives_the_declared_columns(engine: Engine, query: Query, name: str, request: pytest.FixtureRequest) -> None:
    """Columns by name, each once, of the declared type; it runs over tables without rows, all its steps inlined."""
    given = _athena_columns(request.getfixturevalue("athena"), name) if engine == "athena" else _columns(engine, query, name)
    assert len(given) == len(dict(given))
    columns = [c for c in declared.contracts()[name].columns if c.name not in ADDED_BY_THE_PIPELINE.get(name, ())]
    assert dict(given) == {c.name: c.type for c in columns}


def _columns(engine: Engine, query: Query, name: str) -> list[tuple[str, str]]:
    """Name and type, as contracts spell it, of each column of the SELECT, which is run too."""
    sql = statement(name, engine, {}, ("*",))
    query(sql)
    if engine == "duckdb":
        return [(row[0], _plain(row[1])) for row in query(f"DESCRIBE {sql}")]
    query(f"PREPARE contract FROM {sql}")
    return [(row[0], _plain(row[4])) for row in query("DESCRIBE OUTPUT contract")]


def _athena_columns(athena: Athena, name: str) -> list[tuple[str, str]]:
    """The same of Athena, which tells them with every result."""
    with athena.connect() as connection:
        cursor = connection.cursor()
        cursor.execute(statement(name, "athena", {}, ("*",)))
        return [(c[0], f"decimal({c[4]},{c[5]})" if c[1] == "decimal" else str(c[1])) for c in cursor.description]


def _plain(type_name: str) -> str:
    """A type as contracts spell it: Trino gives the length of a text constant, which no table keeps."""
    return re.sub(r"varchar\(\d+\)", "varchar", type_name.lower().replace(", ", ","))


@pytest.mark.parametrize("name", [c.name for c in declared.contracts().values() if c.checks])
def test_a_check_runs_and_finds_nothing_in_an_empty_table(engine: Engine, query: Query, name: str) -> None:
    """Each of its queries is in the house dialect and valid on every engine."""
    empty = drawing.relation_sql(name, drawing.NOTHING)
    for check in declared.contracts()[name].checks:
        tree = parse(check.sql.replace("{table}", "candidate"))
        assert violations(tree) == []
        assert query(f"WITH candidate AS ({empty}) {to_engine(tree, engine)}") == []
