"""The statements that run: a contract's SELECT with its steps inlined, in an engine's SQL."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from sqlglot import exp

from kerok import contracts as declared
from kerok.dialect import Engine, inline_steps, parse, to_engine, violations
from kerok.errors import KerokError


@functools.cache
def house_tree(name: str) -> exp.Expr:
    """The parsed SELECT of a contract, without its steps; do not change it in place."""
    return parse(declared.house_sql(name))


def select_tree(name: str, stored: Iterable[str] = ()) -> exp.Expr:
    """The SELECT of a table, step or view in the house dialect, with the steps it reads inlined as CTEs.

    Args:
        stored: Steps that exist as relations already and are not inlined.
    """
    return inline_steps(house_tree(name), [(step, house_tree(step)) for step in declared.steps_of(name, frozenset(stored))])


def select_sql(name: str, engine: Engine, stored: Iterable[str] = (), *, pretty: bool = True) -> str:
    """The SELECT that computes ``name`` on ``engine``."""
    return to_engine(select_tree(name, stored), engine, pretty=pretty)


def check(name: str) -> None:
    """Refuse a contract whose SELECT uses what the engines understand differently.

    Raises:
        KerokError: Names file and every construct, with the idiom to use instead.
    """
    contract = declared.contracts()[name]
    found = violations(house_tree(name), allow_star=contract.kind == "step")
    if found:
        raise KerokError(f"{name} leaves the house dialect", where=f"sql/{contract.layer}/{name}.sql\n  " + "\n  ".join(found))
