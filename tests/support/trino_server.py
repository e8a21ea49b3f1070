"""A real Trino for a test session: one server that all its processes share, with a catalog that reads Iceberg tables on the local disk."""

from __future__ import annotations

import contextlib
import fcntl
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from . import trino_keeper
from .parts import Unavailable, java_home, locked
from .trino_install import server_home

CATALOG = "lake"
SCHEMA = "files"
LOG_TAIL = 40


class Trino:
    """One connection to the session's server.

    Attributes:
        columns: names of the last result's columns, in order.
        types: their types as Trino spells them, e.g. `decimal(9, 2)`.
    """

    def __init__(self, port: int) -> None:
        """Connects lazily; nothing is sent before the first query."""
        import requests
        import trino

        direct = requests.Session()
        direct.trust_env = False  # a proxy in the environment is not for this machine itself
        self.port = port
        self.columns: list[str] = []
        self.types: list[str] = []
        self._connection = trino.dbapi.Connection(
            host="127.0.0.1", port=port, user="kerok", catalog=CATALOG, schema=SCHEMA, timezone="UTC", http_session=direct
        )

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of one statement, wholly fetched: decimals as Decimal, dates as date; DML gives one row with the rows it changed.

        Raises:
            trino.exceptions.TrinoQueryError: the statement failed; the message is Trino's own.
        """
        cursor = self._connection.cursor()
        cursor.execute(sql)
        rows = [tuple(row) for row in cursor.fetchall()]
        description = cursor.description or []
        self.columns = [column[0] for column in description]
        self.types = [column[1] for column in description]
        return rows

    def close(self) -> None:
        """Lets go of the connection; the server runs on for others."""
        self._connection.close()  # type: ignore[no-untyped-call]


@contextlib.contextmanager
def shared_trino(run: Path) -> Iterator[Trino]:
    """A connection to the server whose folder is `run`, started first if no other process has done so.

    The server stops when the last process inside this context ends or dies.

    Raises:
        Unavailable: the server or Java cannot be had on this machine.
        RuntimeError: they were had, but the server did not start; the message ends with its log.
    """
    _require_client()
    home, java = server_home(), java_home()
    run.mkdir(parents=True, exist_ok=True)
    with (run / "users").open("a") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        with locked(run / "starting"):
            trino = Trino(_running_port(run) or _start(run, home, java))
            _create_catalog(trino, run)
        try:
            yield trino
        finally:
            trino.close()


def _require_client() -> None:
    try:
        import trino  # noqa: F401
    except ImportError as error:
        raise Unavailable(f"no client for Trino: {error}") from error


def _running_port(run: Path) -> int | None:
    address = run / "server.json"
    if not address.exists():
        return None
    port = int(json.loads(address.read_text())["port"])
    if not trino_keeper.is_up(port):
        raise RuntimeError(f"Trino has died in this session\n{_log_tail(run)}")
    return port


def _start(run: Path, home: Path, java: Path) -> int:
    with (run / "keeper.log").open("ab") as log:
        command = [sys.executable, trino_keeper.__file__, str(run), str(home), str(java)]
        keeper = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=False)
    port = _running_port(run) if keeper.returncode == 0 else None
    if port is None:
        raise RuntimeError(f"Trino did not start\n{_log_tail(run)}")
    return port


def _log_tail(run: Path) -> str:
    logs = [run / "keeper.log", run / "server.log"]
    lines = [f"{log.name}: {line}" for log in logs if log.exists() for line in log.read_text(errors="replace").splitlines()[-LOG_TAIL:]]
    return "\n".join([f"logs in {run}", *lines])


def _create_catalog(trino: Trino, run: Path) -> None:
    """Makes the catalog `lake`, which reads and writes any Iceberg table with a `file://` location.

    Trino's local file system serves `file://` beside its own `local://`, both below `local.location`; with `/` there, a path means to Trino
    what it means to everyone else.  The metastore is a folder of this session: it only remembers the tables registered with it.
    """
    metastore = run / "metastore"
    metastore.mkdir(exist_ok=True)
    trino.query(f"""
        CREATE CATALOG IF NOT EXISTS {CATALOG} USING iceberg WITH (
            "iceberg.catalog.type" = 'TESTING_FILE_METASTORE',
            "hive.metastore.catalog.dir" = 'local://{metastore}',
            "fs.native-local.enabled" = 'true',
            "local.location" = '/',
            "iceberg.register-table-procedure.enabled" = 'true')""")
    trino.query(f"CREATE SCHEMA IF NOT EXISTS {CATALOG}.{SCHEMA}")
