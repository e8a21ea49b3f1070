"""Tables and views where an engine serves them: made from the contracts, any number of times."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

from kerok import contracts as declared
from kerok.contracts import Contract
from kerok.engines.rendered import statements
from kerok.engines.statement import fill
from kerok.errors import LakeDamaged

if TYPE_CHECKING:
    from kerok.dialect import Engine


class Server(Protocol):
    """An engine that carries statements out, in one catalog and namespace."""

    catalog: str
    namespace: str

    def run(self, sql: str) -> int:
        """Carry a statement out."""
        ...

    def query(self, sql: str) -> Iterable[tuple[object, ...]]:
        """The rows of a statement."""
        ...


def make_relations(server: Server, *, engine: Engine = "trino", location: str = "") -> list[str]:
    """Make the namespace, every table that is missing and every column that a newer contract added, and every view anew; what was made.

    Tables that are there keep their rows. Two that do this at once do not disturb each other.

    Args:
        location: Where a new namespace keeps its tables, ``s3://...`` or ``file:///...``; empty = where the catalog puts them.

    Raises:
        LakeDamaged: A table has a column of another type than its contract.
        EngineError: The engine could not.
    """
    place = " WITH (location = '{}')".format(location.replace("'", "''")) if location else ""
    server.run(f"CREATE SCHEMA IF NOT EXISTS {server.catalog}.{server.namespace}{place}")
    present = _columns(server)
    made = [name for contract in declared.tables() for name in _make_table(server, engine, contract, present.get(contract.name, {}))]
    make_views(server, engine)
    return [*made, *(v.name for v in declared.views())]


def make_views(server: Server, engine: Engine) -> None:
    """Make every view anew, over tables that are there."""
    for view in declared.views():
        _run(server, engine, view.name, "view")


def place_of(server: Server) -> str:
    """Catalog and namespace, as names of tables begin; Athena's DDL knows no catalog."""
    return f"{server.catalog}.{server.namespace}" if server.catalog else server.namespace


def _make_table(server: Server, engine: Engine, contract: Contract, present: dict[str, str]) -> list[str]:
    if not present:
        _run(server, engine, contract.name, "create")
        return [contract.name]
    other = [f"{c.name} {present[c.name]} instead of {c.type}" for c in contract.columns if present.get(c.name, c.type) != c.type]
    if other:
        where = f"{server.catalog}.{server.namespace}.{contract.name}: {'; '.join(other)}"
        raise LakeDamaged("a table there is not Kerok's, or another version's", where=where, hint="choose another namespace: export KEROK_NAMESPACE=NAME")
    missing = [c for c in contract.columns if c.name not in present]
    for column in missing:
        server.run(f"ALTER TABLE {server.catalog}.{server.namespace}.{contract.name} ADD COLUMN IF NOT EXISTS {column.name} {column.type}")
    return [f"{contract.name}.{c.name}" for c in missing]


def _columns(server: Server) -> dict[str, dict[str, str]]:
    """Type by column, by table, as contracts spell types."""
    names = ", ".join(f"'{c.name}'" for c in declared.tables())
    rows = server.query(
        f"SELECT table_name, column_name, data_type FROM {server.catalog}.information_schema.columns"
        f" WHERE table_schema = '{server.namespace}' AND table_name IN ({names})"
    )
    found: dict[str, dict[str, str]] = {}
    for table, column, kind in rows:
        found.setdefault(str(table), {})[str(column)] = re.sub(r",\s+", ",", str(kind))
    return found


def _run(server: Server, engine: Engine, name: str, purpose: str) -> None:
    for statement in statements(name, engine, namespace=place_of(server)):
        if statement.purpose == purpose:
            server.run(fill(statement))
