"""Trino: runs statements, streams rows with exact types. The only module that imports its client."""

from __future__ import annotations

import contextlib
import re
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import requests
from trino import auth, dbapi, exceptions

from kerok.engines.again import is_repeatable, until_alone
from kerok.errors import CommitConflict, ConnectionLost, EngineError, EngineOutOfMemory, StatementRefused, UsageError
from kerok.settings import Settings

if TYPE_CHECKING:
    import pyarrow as pa

_CONFLICT = {"ICEBERG_COMMIT_ERROR", "TRANSACTION_CONFLICT"}
_MEMORY = {"EXCEEDED_LOCAL_MEMORY_LIMIT", "EXCEEDED_GLOBAL_MEMORY_LIMIT", "CLUSTER_OUT_OF_MEMORY", "EXCEEDED_MEMORY_LIMIT", "OUT_OF_SPILL_SPACE", "EXCEEDED_SPILL_LIMIT"}
_LOST = {
    "REMOTE_HOST_GONE", "REMOTE_TASK_ERROR", "REMOTE_TASK_MISMATCH", "REMOTE_TASK_FAILED", "PAGE_TRANSPORT_ERROR", "PAGE_TRANSPORT_TIMEOUT", "NO_NODES_AVAILABLE",
    "SERVER_SHUTTING_DOWN", "SERVER_STARTING_UP", "ABANDONED_QUERY", "ABANDONED_TASK", "TOO_MANY_REQUESTS_FAILED",
}  # fmt: skip


class Rows:
    """The answer of one statement, its rows fetched as they are read: decimals as Decimal, days as date.

    Attributes:
        names: Columns, in order.
        types: Their types as Trino spells them, as ``decimal(9, 2)``.
        query_id: Under which Trino knows the statement.
    """

    def __init__(self, connection: Connection, cursor: Any) -> None:
        self._connection, self._cursor = connection, cursor
        described = cursor.description or []
        self.names: list[str] = [column[0] for column in described]
        self.types: list[str] = [column[1] for column in described]
        self.query_id: str = cursor.query_id or ""

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        with self._connection.explaining(self._cursor):
            while (row := self._cursor.fetchone()) is not None:
                yield tuple(row)

    @property
    def bytes_read(self) -> int:
        """Bytes that Trino has read from the tables so far, by its own count."""
        return int((self._cursor.stats or {}).get("physicalInputBytes", 0))


class _Session(requests.Session):
    """Believes the authority that it is told to, whatever REQUESTS_CA_BUNDLE says; requests would have the variable win."""

    def merge_environment_settings(self, url: Any, proxies: Any, stream: Any, verify: Any, cert: Any) -> Any:
        """As requests does, the session's own authority first."""
        return super().merge_environment_settings(url, proxies, stream, self.verify if verify is None else verify, cert)


class Connection:
    """Statements to one Trino server, in the catalog and namespace of the settings; nothing is sent before the first."""

    def __init__(self, settings: Settings) -> None:
        """Raises UsageError when a certificate cannot be read."""
        self.url: str = settings["engine.url"].rstrip("/")
        self.catalog: str = settings["engine.catalog"]
        self.namespace: str = settings["catalog.namespace"]
        self._user: str = settings["engine.user"]
        address = urlsplit(self.url)
        session = _Session()
        session.verify = _readable(settings, "engine.authority") or True
        if address.hostname in ("127.0.0.1", "localhost", "::1"):
            session.trust_env = False  # a proxy in the environment is not for this machine itself
        self._inner = dbapi.Connection(
            host=address.hostname,
            port=address.port or (443 if address.scheme == "https" else 8080),
            http_scheme=address.scheme,
            user=self._user,
            source="kerok",
            catalog=self.catalog,
            schema=self.namespace,
            timezone="UTC",
            auth=_authentication(settings),
            http_session=session,
        )

    def query(self, sql: str, values: Sequence[Any] = ()) -> Rows:
        """The rows of a statement that answers, or of EXPLAIN, SHOW and the like.

        Args:
            values: One for each ``?``; Trino binds them, they do not become text of the statement.

        Raises:
            StatementRefused, EngineOutOfMemory, CommitConflict, ConnectionLost: As their names say, with Trino's query id.
            EngineError: Anything else that Trino itself could not do.
        """
        # the client sends again what got no answer; what must not run twice is sent once
        self._inner.max_attempts = 3 if is_repeatable(sql) else 1
        cursor = self._inner.cursor()
        with self.explaining(cursor):
            cursor.execute(sql, list(values) or None)
            return Rows(self, cursor)

    def run(self, sql: str) -> int:
        """Carry a statement out to its end; the rows it changed, 0 where Trino does not count.

        One that met another writer's commit is tried again, each time later, unless running it twice could do harm.

        Raises:
            As `query`; CommitConflict after the last try.
        """
        return until_alone(self._carry_out, sql)

    def _carry_out(self, sql: str) -> int:
        rows = self.query(sql)
        for _ in rows:
            pass
        return max(int(rows._cursor.rowcount), 0)

    def close(self) -> None:
        """Let go of the connection."""
        self._inner.close()  # type: ignore[no-untyped-call]

    @contextmanager
    def explaining(self, cursor: Any) -> Iterator[None]:
        """Name the errors of the block; a statement that is left before its end is stopped in Trino too."""
        try:
            yield
        except exceptions.TrinoQueryError as error:
            raise self._explained(error) from error
        except (exceptions.TrinoConnectionError, exceptions.HttpError, exceptions.TrinoAuthError, requests.exceptions.RequestException) as error:
            raise self._unanswered(error, cursor.query_id or "") from error
        except BaseException:  # Ctrl-C, or a reader that wants no more rows
            with contextlib.suppress(exceptions.Error, exceptions.HttpError, requests.exceptions.RequestException):
                cursor.close()
            raise

    def _explained(self, error: exceptions.TrinoQueryError) -> EngineError:
        name, message = error.error_name or "", " ".join(str(error.message).split())
        where = f"{message} ({name}, query {error.query_id}, {self.url})"
        found: EngineError
        if name in _CONFLICT:
            found = CommitConflict("another writer changed the table meanwhile, nothing was done", where=where, hint="kerok run   (loads again from what is there now)")
        elif name in _MEMORY:
            found = EngineOutOfMemory("the statement needs more memory than Trino gives it, nothing was done", where=where, hint="raise query.max-memory-per-node in Trino, then: kerok run")
        elif name in _LOST:
            found = ConnectionLost("Trino lost a part of itself while it worked; the tables are whole", where=where, hint="kerok --engine trino doctor; then: kerok run")
        elif error.error_type == "USER_ERROR":
            found = StatementRefused("Trino refused the statement", where=where, hint="kerok --engine trino doctor")
        else:
            found = EngineError("Trino could not carry the statement out; the tables are whole", where=where, hint="kerok --engine trino doctor")
        found.name, found.query_id = name, error.query_id or ""
        return found

    def _unanswered(self, error: Exception, query_id: str) -> EngineError:
        text = " ".join(str(error).split())
        where = f"{self.url}{f', query {query_id}' if query_id else ''}: {_shortened(text)}"
        if re.match(r"error 40[13]\b", text) or isinstance(error, exceptions.TrinoAuthError):
            return EngineError(f"Trino does not let {self._user} in", where=where, hint="export KEROK_TRINO_USER=... KEROK_TRINO_PASSWORD=...   (or KEROK_TRINO_CERTIFICATE=FILE)")
        if "CERTIFICATE_VERIFY_FAILED" in text:
            return EngineError("Trino's certificate is not signed by anyone known here", where=where, hint="export KEROK_TRINO_AUTHORITY=FILE   (PEM file of the authority)")
        lost = "the connection to Trino broke; the tables are whole, whether the statement was carried out is unknown" if query_id else "Trino does not answer"
        found = ConnectionLost(lost, where=where, hint="kerok --engine trino doctor; then: kerok run")
        found.query_id = query_id
        return found


@contextmanager
def connect(settings: Settings) -> Iterator[Connection]:
    """A connection to the Trino of the settings."""
    connection = Connection(settings)
    try:
        yield connection
    finally:
        connection.close()


def _shortened(text: str) -> str:
    """What requests says without the wrapping of four layers around it."""
    reason = re.search(r"(\[Errno -?\d+\] [^'\")]+|Read timed out|RemoteDisconnected\('[^']+|certificate verify failed[^'\")]*)", text)
    return reason[1] if reason else text[:300]


def _readable(settings: Settings, name: str) -> str:
    from pathlib import Path

    path: str = settings[name]
    try:
        if path:
            Path(path).expanduser().read_bytes()
    except OSError as error:
        raise UsageError("a certificate cannot be read", where=f"{name} = {path!r} ({settings.origins[name]}): {error.strerror}", hint="name a PEM file") from error
    return str(Path(path).expanduser()) if path else ""


def _authentication(settings: Settings) -> auth.Authentication | None:
    if certificate := _readable(settings, "engine.certificate"):
        try:
            ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_cert_chain(certificate, password="")
        except ssl.SSLError as error:
            where = f"engine.certificate = {certificate!r} ({settings.origins['engine.certificate']}): {error}"
            raise UsageError("the file does not hold a certificate and its key, unencrypted", where=where, hint="name a PEM file with both") from error
        return auth.CertificateAuthentication(certificate, certificate)
    if settings["engine.password"]:
        return auth.BasicAuthentication(settings["engine.user"], settings["engine.password"])
    return None


def arrow_type(trino_type: str) -> pa.DataType:
    """Arrow's type for values of a Trino type as they arrive; what has none there becomes text."""
    import pyarrow as pa

    plain = {
        "boolean": pa.bool_(), "tinyint": pa.int8(), "smallint": pa.int16(), "integer": pa.int32(), "bigint": pa.int64(), "real": pa.float32(),
        "double": pa.float64(), "date": pa.date32(), "varbinary": pa.binary(), "unknown": pa.int32(),
    }  # fmt: skip
    if trino_type in plain:
        return plain[trino_type]
    if decimal := re.fullmatch(r"decimal\((\d+), ?(\d+)\)", trino_type):
        return pa.decimal128(int(decimal[1]), int(decimal[2]))
    if inner := re.fullmatch(r"array\((.+)\)", trino_type):
        return pa.list_(arrow_type(inner[1]))
    if re.fullmatch(r"timestamp(\(\d+\))?", trino_type):
        return pa.timestamp("us")
    if re.fullmatch(r"timestamp(\(\d+\))? with time zone", trino_type):
        return pa.timestamp("us", tz="UTC")
    return pa.string()
