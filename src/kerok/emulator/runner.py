"""One statement of Athena's on a real Trino."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from kerok.emulator.ddl import EXTERNAL, Refusal, statement_kind, translate
from kerok.emulator.values import column_info, text

CATALOG = "awsdatacatalog"
_WRITES = ("INSERT", "MERGE", "UPDATE", "DELETE", "CREATE_TABLE_AS_SELECT")
_WITH_PARAMETERS = ("SELECT", "INSERT", "CREATE_TABLE_AS_SELECT")
_STRING = r"'(?:[^']|'')*'"
_LITERAL = re.compile(
    rf"(?i)(?:{_STRING}|(?:DATE|TIME|TIMESTAMP|DECIMAL)\s+{_STRING}|[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?|TRUE|FALSE|NULL)"
)

# A Glue table is Iceberg's or not. The iceberg catalog sends every other to the hive catalog; the other way round views are not found again.
_STORE = """
"hive.metastore.glue.region" = '{region}', "hive.metastore.glue.endpoint-url" = '{endpoint}',
"hive.metastore.glue.aws-access-key" = '{account}', "hive.metastore.glue.aws-secret-key" = 'test', "fs.native-s3.enabled" = 'true',
"s3.endpoint" = '{endpoint}', "s3.region" = '{region}', "s3.path-style-access" = 'true',
"s3.aws-access-key" = '{account}', "s3.aws-secret-key" = 'test'"""
_CATALOGS = (
    EXTERNAL
    + " USING hive WITH (\"hive.metastore\" = 'glue', \"hive.security\" = 'allow-all', \"hive.non-managed-table-writes-enabled\" = 'true',"
    " \"hive.recursive-directories\" = 'true',",  # as Athena reads a location
    CATALOG + ' USING iceberg WITH ("iceberg.catalog.type" = \'glue\', "iceberg.hive-catalog-name" = \'' + EXTERNAL + "', "
    "\"iceberg.expire-snapshots.min-retention\" = '1d', ",
)


class Failure(Exception):
    """The execution failed; the message is Athena's StateChangeReason.

    Attributes:
        category: Athena's ErrorCategory: 1 system, 2 user.
    """

    def __init__(self, reason: str, category: int) -> None:
        super().__init__(reason)
        self.category = category


@dataclass
class Result:
    """What a statement gave.

    Attributes:
        columns: ColumnInfo of each column.
        rows: The values as text, None for NULL.
        update_count: Rows written, 0 for a query.
        scanned_bytes: What Trino read from storage.
    """

    columns: list[dict[str, Any]] = field(default_factory=list)
    rows: list[list[str | None]] = field(default_factory=list)
    update_count: int = 0
    scanned_bytes: int = 0


def bound(sql: str, substatement: str, parameters: Sequence[str]) -> str:
    """The statement with execution parameters, which Trino binds: none becomes part of its text.

    Raises:
        Refusal: A parameter is not one literal, or the statement takes none.
    """
    if not parameters:
        return sql
    if substatement not in _WITH_PARAMETERS:
        raise Refusal(f"Execution parameters are not supported for {substatement}")
    for parameter in parameters:
        if not _LITERAL.fullmatch(parameter.strip()):
            raise Refusal(f"SYNTAX_ERROR: the execution parameter {parameter!r} is not a literal")
    quoted = sql.replace("'", "''")
    return f"EXECUTE IMMEDIATE '{quoted}' USING {', '.join(parameters)}"


class TrinoRunner:
    """A Trino whose catalog `awsdatacatalog` is the emulator's Glue and S3."""

    def __init__(self, trino_url: str, endpoint: str, account: str, region: str) -> None:
        """Nothing is sent before the first statement: the emulator itself must answer by then."""
        found = re.fullmatch(r"http://([^:/]+):(\d+)/?", trino_url)
        if not found:
            raise ValueError(f"not the address of a Trino: {trino_url} (give http://host:port)")
        self._host, self._port = found.group(1), int(found.group(2))
        self._store = _STORE.format(endpoint=endpoint, account=account, region=region)
        self._ready = False
        self._starting = threading.Lock()

    def run(self, sql: str, database: str, parameters: Sequence[str], started: Callable[[Callable[[], None]], None]) -> Result:
        """The result of one statement of Athena's.

        Args:
            started: Is given the function that cancels the statement.

        Raises:
            Failure: Trino refused it or failed; the reason is Trino's own.
        """
        self._create_catalogs()
        _, substatement = statement_kind(sql)
        return self._query(bound(translate(sql), substatement, parameters), substatement, database, started)

    def _create_catalogs(self) -> None:
        with self._starting:
            if not self._ready:
                for head in _CATALOGS:
                    self._query(f"CREATE CATALOG IF NOT EXISTS {head}{self._store})", "DDL", None, lambda _: None)
                self._ready = True

    def _query(self, sql: str, substatement: str, database: str | None, started: Callable[[Callable[[], None]], None]) -> Result:
        import requests
        import trino

        direct = requests.Session()
        direct.trust_env = False  # a proxy in the environment is not for this machine itself
        catalog = CATALOG if database else None
        connection = trino.dbapi.Connection(
            host=self._host, port=self._port, user="athena", catalog=catalog, schema=database, timezone="UTC", http_session=direct
        )
        cursor = connection.cursor(legacy_primitive_types=True)  # values as Trino's JSON spells them: no digit is lost on the way
        started(cursor.cancel)
        try:
            cursor.execute(sql)
            rows = cursor.fetchall()
        except trino.exceptions.TrinoQueryError as error:
            category = 2 if error.error_type == "USER_ERROR" else 1
            raise Failure(f"{error.error_name}: {error.message}", category) from error
        scanned = int((cursor.stats or {}).get("physicalInputBytes") or 0)
        if substatement in _WRITES:
            return Result([column_info("rows", "bigint")], [], int(rows[0][0]) if rows else 0, scanned)
        described = [(column[0], column[1]) for column in cursor.description or []]
        if substatement.startswith(("CREATE", "DROP", "ALTER", "OPTIMIZE", "VACUUM")):
            return Result(scanned_bytes=scanned)
        values = [[text(value, kind) for value, (_, kind) in zip(row, described, strict=True)] for row in rows]
        return Result([column_info(*column) for column in described], values, 0, scanned)
