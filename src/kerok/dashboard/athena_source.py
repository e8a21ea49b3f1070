"""Athena, through PyAthena. The only module that imports it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from kerok.dashboard.answers import Found, Value
from kerok.dashboard.missing import missing
from kerok.dashboard.remote import Ask, EngineDown
from kerok.engines.trino import arrow_type
from kerok.errors import EngineError, KerokError, StatementRefused, UsageError
from kerok.settings import Settings

REUSE_MINUTES = 60
"""Age up to which Athena may give an earlier answer to the same question about the same moment, which costs nothing."""

_BUSY = ("ThrottlingException", "TooManyRequestsException", "SlowDown", "EXCEEDED")
_DENIED = ("AccessDenied", "UnrecognizedClient", "ExpiredToken", "InvalidClientTokenId", "SignatureDoesNotMatch", "NoCredentials", "Unable to locate credentials", "Insufficient permissions", "not authorized")
_DOWN = ("EndpointConnectionError", "ConnectTimeout", "ReadTimeout", "ConnectionClosed", "Could not connect", "ServiceUnavailable", "InternalServer")


def athena(settings: Settings, **options: Any) -> Ask:
    """Questions to the Athena of the settings; AWS's own settings say who asks (and ``AWS_ENDPOINT_URL`` where, if that is not AWS).

    Args:
        options: Passed on to PyAthena's connection.

    Raises:
        UsageError: PyAthena is not installed.
    """
    try:
        import pyathena
        from pyathena.util import RetryConfig
    except ModuleNotFoundError as error:
        raise UsageError("PyAthena is not installed", hint="pip install 'kerok[dashboard]'") from error
    usual = {
        "work_group": settings["engine.workgroup"], "region_name": settings["engine.region"] or None, "s3_staging_dir": settings["engine.output"] or None,
        "schema_name": settings["catalog.namespace"], "poll_interval": 0.2, "retry_config": RetryConfig(attempt=3, max_delay=4),
    }  # fmt: skip
    try:
        connection: Any = pyathena.connect(**{**{k: v for k, v in usual.items() if v is not None}, **options})
    except Exception as error:  # botocore and PyAthena share no base class
        raise explained(error) from error

    def ask(sql: str, values: tuple[Value, ...], moment_id: str | None) -> Found:
        cursor = connection.cursor()
        reuse = {} if moment_id is None else {"result_reuse_enable": True, "result_reuse_minutes": REUSE_MINUTES}
        try:
            cursor.execute(of_moment(sql, moment_id), [literal(v) for v in values] or None, paramstyle="qmark", **reuse)
            return Found(_table(cursor), cursor.data_scanned_in_bytes)
        except Exception as error:
            raise explained(error) from error

    return ask


def of_moment(sql: str, moment_id: str | None) -> str:
    """The same SELECT with the moment in its text, so that an answer from before a load is none to it.

    A table expression that nothing reads, since a comment may not count: "Query strings match as determined by Athena."
    """
    if moment_id is None:
        return sql
    named, sql = f"WITH kerok_moment AS (SELECT '{moment_id}' AS id)", sql.lstrip()
    return f"{named}, {sql[5:]}" if sql.startswith("WITH ") else f"{named} {sql}"


def literal(value: Value) -> str:
    """A value as the one literal that Athena takes for an execution parameter."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"


def _table(cursor: Any) -> Any:
    import pyarrow as pa

    fields = [pa.field(name, arrow_type(f"decimal({precision}, {scale})" if kind == "decimal" else kind)) for name, kind, _, _, precision, scale, _ in cursor.description or []]
    columns = list(zip(*cursor.fetchall(), strict=True)) or [() for _ in fields]
    arrays = [pa.array([Decimal(v) if pa.types.is_decimal(f.type) and v is not None else v for v in column], f.type) for f, column in zip(fields, columns, strict=True)]
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields))


def explained(error: Exception) -> KerokError:
    """What went wrong, and what to do."""
    told = f"{type(error).__name__}: {error}"
    causes = [told]
    while (error := error.__cause__ or error.__context__) is not None:  # type: ignore[assignment]
        causes.append(f"{type(error).__name__}: {error}")
    text, where = " ".join(causes), " ".join(told.split())[:400]
    if any(word in text for word in _DENIED):
        return EngineDown("Athena does not let this server in", where=where, hint="give its role athena:StartQueryExecution, athena:GetQueryResults, glue:GetTable* and s3:GetObject on the lake and the place of answers")
    if any(word in text for word in _BUSY):
        return EngineDown("Athena has too much to do", where=where, hint="try again in a minute; if it stays so, raise the quota of running queries or the limit of the workgroup")
    if any(word in text for word in _DOWN):
        return EngineDown("Athena does not answer", where=where, hint="check the network and the region: export KEROK_ATHENA_REGION=...; then try again")
    if "TABLE_NOT_FOUND" in text and "ops_file_log" not in text and (named := missing(where, "athena")):
        return named
    if re.search(r"(TABLE|SCHEMA|CATALOG)_NOT_FOUND", text):
        return StatementRefused("a table or view is not there", where=where, hint="load a file, which makes tables and views: kerok ingest PATH")
    return EngineError("Athena could not answer", where=where, hint="try again; then: kerok doctor")
