"""The servers that tests start end with them, even if they are killed."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.nessie_server import server_jar
from tests.support.parts import Unavailable, java_home, left_out
from tests.support.postgres_server import server_programs
from tests.support.storage_server import Storage

ROOT = Path(__file__).parents[2]
SERVER = {
    "MiniStack": "from kerok.emulator.environment import emulator; server = emulator('', log)",
    "Nessie": """from tests.support import nessie_server as n, storage_server as s, parts
server = n.running(n.server_jar(), parts.java_home(), s.Account('http://127.0.0.1:9', '1' * 12), log)""",
    "PostgreSQL": "from tests.support import postgres_server as p; server = p.running(p.server_programs())",
}
MAIN = """
import sys, time, pathlib
log = pathlib.Path(sys.argv[1])
{server}
with server as address:
    print(str(address).rpartition(':')[2], flush=True)
    time.sleep(600)
"""


@pytest.mark.parametrize("name", SERVER)
def test_a_killed_process_leaves_no_server(name: str, tmp_path: Path, storage: Storage) -> None:
    try:
        if name == "Nessie":
            server_jar(), java_home()
        if name == "PostgreSQL" and server_programs() is None:
            raise Unavailable("no initdb on this machine")
    except Unavailable as error:
        left_out(name, error)
    command = [sys.executable, "-c", MAIN.format(server=SERVER[name]), str(tmp_path / "log")]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary, _killed_when_up(command, temporary) as port:
        until = time.monotonic() + 10
        while _listens(port) and time.monotonic() < until:
            time.sleep(0.05)
        assert not _listens(port)


@contextlib.contextmanager
def _killed_when_up(command: list[str], temporary: str) -> Iterator[int]:
    """The port that its server had."""
    os.chmod(temporary, 0o755)  # PostgreSQL is another user's
    environment = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}", "TMPDIR": temporary}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        assert _listens(port)
        process.kill()
    yield port


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
