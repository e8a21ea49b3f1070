"""The fixture `spec`: each spec runs on every engine."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from tests.spec.harness import Query, Spec, spec_on

ENGINES = ("duckdb", "trino")


@pytest.fixture(scope="session")
def duckdb_query() -> Iterator[Query]:
    """Runs a statement on an empty DuckDB in memory."""
    with duckdb.connect(config={"threads": 1}) as connection:
        yield lambda sql: connection.execute(sql).fetchall()


@pytest.fixture(params=ENGINES)
def spec(request: pytest.FixtureRequest) -> Spec:
    """The function that states an example and checks it on one engine."""
    if request.param == "trino":
        return spec_on("trino", request.getfixturevalue("trino").query)
    return spec_on("duckdb", request.getfixturevalue("duckdb_query"))
