"""A real PostgreSQL for tests, from the machine's own package: started empty, thrown away."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from .parts import Unavailable, free_port, left_out
from .trino_keeper import die_with_parent

USER, PASSWORD = "kerok", "a p@ss/word"
START_SECONDS = 30


class Postgres:
    """One server of this process.

    Attributes:
        port: On 127.0.0.1.
    """

    def __init__(self, port: int) -> None:
        self.port = port

    def url(self, database: str) -> str:
        """The address of a database, without user and password."""
        return f"postgresql://127.0.0.1:{self.port}/{database}"

    def create(self, database: str) -> str:
        """A new database; its address."""
        import psycopg

        with psycopg.connect(host="127.0.0.1", port=self.port, user=USER, password=PASSWORD, dbname="postgres", autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{database}"')
        return self.url(database)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A server with nothing in it. Without the machine's package tests that need it are skipped; in CI they fail."""
    programs = server_programs()
    if programs is None:
        left_out("PostgreSQL", Unavailable("no initdb on this machine"))
    with running(programs) as port:
        yield Postgres(port)


def server_programs() -> Path | None:
    """The folder of the machine's own package; None without one."""
    found = shutil.which("initdb")
    places = [Path(found).resolve().parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((p for p in places if (p / "postgres").is_file()), None)


@contextlib.contextmanager
def running(programs: Path) -> Iterator[int]:
    """The port of a server with nothing in it; it is stopped on leaving, and with this process."""
    other = {"user": "nobody"} if os.geteuid() == 0 else {}  # PostgreSQL refuses to run as root
    with tempfile.TemporaryDirectory(prefix="kerok-postgres-") as folder:
        data, secret = Path(folder) / "data", Path(folder) / "password"
        data.mkdir()
        secret.write_text(PASSWORD)
        if other:
            for path in (Path(folder), data, secret):
                shutil.chown(path, "nobody")
        initdb = [programs / "initdb", "-D", data, "-U", USER, "-A", "scram-sha-256", f"--pwfile={secret}", "-E", "UTF8", "--locale=C", "--no-sync"]
        subprocess.run(initdb, check=True, capture_output=True, cwd=folder, **other)  # type: ignore[call-overload]
        port, command = free_port(), [programs / "postgres", "-D", data]
        options = ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off", "-c", "max_connections=300"]
        with (Path(folder) / "log").open("wb") as log:
            server = subprocess.Popen(  # type: ignore[call-overload]
                [*command, "-p", str(port), *options], stdout=log, stderr=log, cwd=folder, preexec_fn=die_with_parent, **other
            )
        try:
            _await(server, port, Path(folder) / "log")
            yield port
        finally:
            server.send_signal(signal.SIGQUIT)  # SIGTERM would wait until Trino lets go of its connections
            server.wait(START_SECONDS)


def _await(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    import psycopg

    until = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < until:
        with contextlib.suppress(psycopg.OperationalError):
            psycopg.connect(host="127.0.0.1", port=port, user=USER, password=PASSWORD, dbname="postgres").close()
            return
        time.sleep(0.05)
    raise RuntimeError(f"PostgreSQL did not start\n{log.read_text(errors='replace')}")
