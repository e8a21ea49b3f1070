"""Runs what a spec draws: the SELECT of a contract over drawn tables, on one engine, compared exactly.

A table that the contract reads and that is not drawn is computed from those that are, or is empty.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Protocol

from kerok import contracts as declared
from kerok.dialect import Engine
from kerok.engines.render import select_sql
from tests.spec import drawing

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
        expected = drawing.read(expect)
        rows = query(statement(contract, engine, drawings, expected.columns, where))
        compare(rows, drawing.values(expected, drawing.types_of(contract)), expected.columns)

    return check


def statement(contract: str, engine: Engine, drawings: dict[str, drawing.Drawing], columns: tuple[str, ...], where: str = "") -> str:
    """The contract's SELECT on ``engine`` behind CTEs of the tables it reads."""
    reads = relations(contract, frozenset(drawings))
    if unread := set(drawings) - set(reads):
        raise ValueError(f"{contract} does not read {', '.join(sorted(unread))}")
    ctes = [f"{name} AS (\n{_relation(name, engine, drawings)}\n)" for name in reads]
    condition = f"\nWHERE {where}" if where else ""
    return f"WITH {', '.join(ctes)}\nSELECT {', '.join(columns)}\nFROM (\n{_select(contract, engine)}\n) AS result{condition}"


def _relation(name: str, engine: Engine, drawings: dict[str, drawing.Drawing]) -> str:
    if name in drawings:
        return drawing.relation_sql(name, drawings[name])
    if _made_from_drawn(name, frozenset(drawings)):
        return _select(name, engine)
    return drawing.relation_sql(name, drawing.Drawing((), ()))


@functools.cache
def _select(name: str, engine: Engine) -> str:
    return select_sql(name, engine)


@functools.cache
def relations(contract: str, drawn: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The tables and staged relations that a contract's SELECT with its steps reads, inputs first.

    A table that is computed from drawn ones brings what it reads itself.
    """
    found: list[str] = []
    for name in declared.contracts()[contract].inputs:
        inlined = _is_step(name)
        if inlined or (name not in drawn and _made_from_drawn(name, drawn)):
            found += relations(name, drawn)
        if not inlined:
            found.append(name)
    return tuple(dict.fromkeys(found))


def _is_step(name: str) -> bool:
    return name in declared.contracts() and declared.contracts()[name].kind == "step"


@functools.cache
def _made_from_drawn(name: str, drawn: frozenset[str]) -> bool:
    contract = declared.contracts().get(name)
    if contract is None or not contract.sql:
        return False
    return any(needed in drawn or _made_from_drawn(needed, drawn) for needed in contract.inputs)


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
