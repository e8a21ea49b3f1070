"""Statements as they were rendered when a package was built, or rendered now: a package for AWS brings no SQL library along."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kerok import contracts as declared
from kerok.engines.statement import Statement
from kerok.errors import LakeDamaged

if TYPE_CHECKING:
    from kerok.dialect import Engine

PACKED = Path(__file__).parents[1] / "rendered.json"
"""Only there in a package for AWS."""


def statements(name: str, engine: Engine, *, namespace: str) -> list[Statement]:
    """As `kerok.engines.statements.statements`."""
    if not PACKED.exists():
        from kerok.engines.statements import statements as rendered_now

        return rendered_now(name, engine, namespace=namespace)
    return [Statement(*parts) for parts in _packed(engine, namespace)["statements"][name]]


def empty_candidate(name: str, engine: Engine, *, namespace: str) -> Statement:
    """As `kerok.engines.statements.empty_candidate`."""
    if not PACKED.exists():
        from kerok.engines.statements import empty_candidate as rendered_now

        return rendered_now(name, engine, namespace=namespace)
    return Statement(*_packed(engine, namespace)["empty"][name])


def duckdb_select(name: str) -> str:
    """The SELECT of a contract on DuckDB."""
    if not PACKED.exists():
        from kerok.engines.compiled import CompiledSql

        return CompiledSql().select(name, "duckdb")
    return str(_content()["duckdb"][name])


def pack(namespace: str, engine: Engine = "athena") -> str:
    """The content of PACKED: every statement of one engine in one namespace, and DuckDB's SELECTs that judge staged rows."""
    from kerok.engines.compiled import CompiledSql
    from kerok.engines.statements import empty_candidate as empty
    from kerok.engines.statements import statements as rendered

    def parts(statement: Statement) -> list[str]:
        return [statement.purpose, statement.sql, statement.about, statement.partition_type]

    body = {
        "engine": engine, "namespace": namespace, "fingerprint": declared.fingerprint(),
        "statements": {name: [parts(s) for s in rendered(name, engine, namespace=namespace)] for name in declared.contracts()},
        "empty": {t.name: parts(empty(t.name, engine, namespace=namespace)) for t in declared.tables()},
        "duckdb": {name: CompiledSql().select(name, "duckdb") for name in ("read_pbj", "read_providerinfo")},
    }  # fmt: skip
    return json.dumps(body, sort_keys=True)


@functools.cache
def _content() -> dict[str, Any]:
    body: dict[str, Any] = json.loads(PACKED.read_text("utf-8"))
    return body


def _packed(engine: str, namespace: str) -> dict[str, Any]:
    body = _content()
    if (body["engine"], body["namespace"]) != (engine, namespace):
        where = f"packed for {body['engine']} and {body['namespace']}, asked for {engine} and {namespace}"
        raise LakeDamaged("the package was built for another lake", where=where, hint="make deploy   (with KEROK_NAMESPACE as it is to be)")
    return body
