"""Runs what a spec draws: the SELECT of a contract over drawn tables, on one engine, compared exactly.

A table that the contract reads and that is not drawn is computed from those that are, on the same engine, or is empty. Steps are inlined
but for those that the pipeline stores too (`materialize`): they are computed first.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from kerok import contracts as declared
from kerok.dialect import Engine
from kerok.engines.render import select_sql
from tests.spec import drawing
from tests.spec.drawing import Drawing

Query = Callable[[str], list[tuple[Any, ...]]]


class Spec(Protocol):
    """What a spec calls, once per example."""

    def __call__(self, contract: str, *, expect: str, where: str = "", **given: str) -> None:
        """State that ``contract`` over the drawn tables ``given`` returns exactly the rows ``expect``, in any order.

        Args:
            expect: the drawn rows; columns that are not drawn are not looked at.
            where: looks only at rows of the result for which this holds.
        """


def spec_on(engine: Engine, query: Query) -> Spec:
    """The function that checks examples on ``engine``, whose statements ``query`` runs."""

    def check(contract: str, *, expect: str, where: str = "", **given: str) -> None:
        drawings = {table: drawing.read(text) for table, text in given.items()}
        if unread := set(drawings) - ancestors(contract):
            raise ValueError(f"{contract} does not read {', '.join(sorted(unread))}")
        expected = drawing.read(expect)
        rows = query(statement(contract, engine, _with_computed(contract, engine, query, drawings), expected.columns, where))
        compare(rows, drawing.values(expected, drawing.types_of(contract)), expected.columns)

    return check


def _with_computed(contract: str, engine: Engine, query: Query, given: Mapping[str, Drawing]) -> dict[str, Drawing]:
    """The drawn tables and what is computed from them before the contract's turn: tables, and steps that are stored."""
    drawings, needed = dict(given), ancestors(contract)
    for name, source in declared.contracts().items():
        if name in needed and name not in drawings and (source.materialize or (source.kind == "table" and source.sql)):
            is_made_from_given = bool(ancestors(name) & set(given))
            drawings[name] = _computed(name, engine, query, drawings) if is_made_from_given else drawing.NOTHING
    return drawings


def _computed(name: str, engine: Engine, query: Query, drawings: Mapping[str, Drawing]) -> Drawing:
    columns = tuple(drawing.types_of(name))
    return drawing.of_values(columns, query(statement(name, engine, drawings, columns)))


def statement(contract: str, engine: Engine, drawings: Mapping[str, Drawing], columns: tuple[str, ...], where: str = "") -> str:
    """The contract's SELECT on ``engine`` behind CTEs of the tables it reads; a table that is not in ``drawings`` is empty."""
    stored = frozenset(name for name in drawings if _is_step(name))
    ctes = [f"{name} AS (\n{drawing.relation_sql(name, drawings.get(name, drawing.NOTHING))}\n)" for name in _reads(contract, stored)]
    condition = f"\nWHERE {where}" if where else ""
    return f"WITH {', '.join(ctes)}\nSELECT {', '.join(columns)}\nFROM (\n{_select(contract, engine, stored)}\n) AS result{condition}"


@functools.cache
def _select(name: str, engine: Engine, stored: frozenset[str]) -> str:
    return select_sql(name, engine, stored)


@functools.cache
def _reads(contract: str, stored: frozenset[str]) -> tuple[str, ...]:
    """What a contract's SELECT with its inlined steps reads: tables, staged relations, stored steps."""
    found: list[str] = []
    for name in declared.contracts()[contract].inputs:
        found += _reads(name, stored) if _is_step(name) and name not in stored else (name,)
    return tuple(dict.fromkeys(found))


@functools.cache
def ancestors(contract: str) -> frozenset[str]:
    """Everything that a contract is made from: its inputs, their inputs, and so on."""
    inputs = declared.contracts()[contract].inputs if contract in declared.contracts() else ()
    return frozenset(inputs).union(*(ancestors(name) for name in inputs))


def _is_step(name: str) -> bool:
    return name in declared.contracts() and declared.contracts()[name].kind == "step"


def compare(rows: list[tuple[Any, ...]], expected: list[tuple[Any, ...]], columns: tuple[str, ...]) -> None:
    """Raise AssertionError unless both hold the same rows as often: same values of the same types, decimals with the same digits."""
    got, wanted = _sorted(rows), _sorted(expected)
    assert got == wanted, _difference(got, wanted, columns)


def _sorted(rows: list[tuple[Any, ...]]) -> list[tuple[str, ...]]:
    return sorted(tuple(repr(value) for value in row) for row in rows)


def _difference(got: list[tuple[str, ...]], wanted: list[tuple[str, ...]], columns: tuple[str, ...]) -> str:
    missing = [row for row in wanted if row not in got]
    extra = [row for row in got if row not in wanted]
    lines = ["expected but not returned:", *map(" | ".join, missing), "returned but not expected:", *map(" | ".join, extra)]
    return "\n".join([" | ".join(columns), *lines, f"{len(got)} rows returned, {len(wanted)} expected"])
