"""The fixtures `engine` and `spec`: whatever uses one of them runs once on each engine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import duckdb
import pytest

from kerok.dialect import Engine
from tests.spec.harness import Query, Spec, spec_on


@pytest.fixture(scope="session")
def duckdb_query() -> Iterator[Query]:
    """Runs a statement on an empty DuckDB in memory."""
    with duckdb.connect(config={"threads": 1}) as connection:
        yield lambda sql: connection.execute(sql).fetchall()


@pytest.fixture(params=("duckdb", "trino", pytest.param("athena", marks=pytest.mark.xdist_group("athena"))))
def engine(request: pytest.FixtureRequest) -> Engine:
    """The engine's name."""
    return cast(Engine, request.param)


@pytest.fixture
def query(engine: Engine, request: pytest.FixtureRequest) -> Query:
    """Runs a statement on the engine."""
    if engine == "duckdb":
        return cast(Query, request.getfixturevalue("duckdb_query"))
    return cast(Query, request.getfixturevalue(engine).query)


@pytest.fixture
def spec(engine: Engine, query: Query) -> Spec:
    """The function that states an example and checks it on the engine."""
    return spec_on(engine, query)
