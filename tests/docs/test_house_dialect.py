"""What docs/house-dialect.md prints of the engines' answers is what they answer."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import duckdb
import pytest

from docs.generate import Difference, differences
from kerok.dialect import _RULES, parse, to_engine, violations
from tests.support.trino_server import Trino

DIFFERENCES = differences()


def shown(value: Any) -> str:
    """An answer as the page prints it."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return str(value).lower()
    if value == "":
        return "''"
    text = str(value)
    return text[:6] + "..." if isinstance(value, float | Decimal) and len(text) > 10 else text


def answer(run: Any, printed: str) -> str:
    """What the engine answers; of a refusal the words that are printed, where they are among its own."""
    try:
        return shown(run())
    except Exception as error:  # the engine's refusal, whatever it says
        words = str(error)
        return printed if printed.startswith("error: ") and printed[7:] in words else f"error: {words}"


@pytest.mark.parametrize("difference", DIFFERENCES, ids=lambda d: d.sql)
def test_duckdb_answers_as_printed(difference: Difference) -> None:
    sql = to_engine(difference.sql, "duckdb")
    assert answer(lambda: duckdb.sql(sql).fetchall()[0][0], difference.duckdb) == difference.duckdb


def test_trino_answers_as_printed(trino: Trino) -> None:
    answers = {d.sql: answer(lambda sql=d.sql: trino.query(sql)[0][0], d.trino) for d in DIFFERENCES}
    assert answers == {d.sql: d.trino for d in DIFFERENCES}


@pytest.mark.parametrize("difference", DIFFERENCES, ids=lambda d: d.sql)
def test_the_dialect_refuses_what_is_printed(difference: Difference) -> None:
    assert difference.trino != difference.duckdb
    assert any(sentence.startswith(difference.rule) for sentence in violations(parse(difference.sql)))


def test_differences_belong_to_rules() -> None:
    assert {d.rule for d in DIFFERENCES} <= {what for _, _, what, _ in _RULES}
