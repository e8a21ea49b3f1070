"""Trino's answers for the dashboard."""

from __future__ import annotations

from typing import Any

from kerok.dashboard.answers import Found, Value
from kerok.dashboard.missing import missing
from kerok.dashboard.remote import Ask
from kerok.engines.trino import Connection, arrow_type
from kerok.errors import StatementRefused
from kerok.settings import Settings


def trino(settings: Settings) -> Ask:
    """Questions to the Trino of the settings, a connection each: its client's are not for several threads."""

    def ask(sql: str, values: tuple[Value, ...], moment_id: str | None) -> Found:
        from contextlib import closing

        with closing(Connection(settings)) as connection:
            try:
                rows = connection.query(sql, values)
                return Found(_table(rows.names, rows.types, list(rows)), rows.bytes_read)
            except StatementRefused as error:
                if error.name == "TABLE_NOT_FOUND" and "ops_file_log" not in error.where and (named := missing(error.where, "trino")):
                    raise named from error
                if error.name.endswith("_NOT_FOUND"):
                    raise StatementRefused("a table or view is not there", where=error.where, hint="load a file, which makes tables and views: kerok --engine trino ingest PATH") from error
                raise

    return ask


def _table(names: list[str], types: list[str], rows: list[tuple[Any, ...]]) -> Any:
    import pyarrow as pa

    schema = pa.schema([pa.field(name, arrow_type(kind)) for name, kind in zip(names, types, strict=True)])
    columns = list(zip(*rows, strict=True)) or [() for _ in names]
    return pa.Table.from_arrays([pa.array(column, field.type) for field, column in zip(schema, columns, strict=True)], schema=schema)
