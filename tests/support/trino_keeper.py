"""Keeps one Trino server alive for as long as any test process uses it.  Run as a script, needs the standard library alone.

    python trino_keeper.py RUN_FOLDER SERVER_HOME JAVA_HOME

returns 0 when the server answers and `RUN_FOLDER/server.json` says where; a child of it, in a session of its own, stays behind.  Every
test process holds a shared lock on `RUN_FOLDER/users`.  The child waits for the exclusive one, which the system grants when the last
of them has ended, however it ended, and then stops the server.  If the child itself is killed, Linux stops the server with it.
"""

from __future__ import annotations

import ctypes
import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

START_SECONDS = 180
PORT_ATTEMPTS = 3
PR_SET_PDEATHSIG = 1

JVM = (
    "-server",
    "-Xmx2G",
    "-XX:+UseParallelGC",  # no threads beside the work, which there are few cores for
    "-XX:+ExitOnOutOfMemoryError",
    "-Djdk.attach.allowAttachSelf=true",
    "--enable-native-access=ALL-UNNAMED",
    "--sun-misc-unsafe-memory-access=allow",
    "-Duser.timezone=UTC",
)


def main(run: Path, home: Path, java: Path) -> int:
    """The exit code: 0 once the server answers, 1 if it did not start (`run/server.log` and `run/keeper.log` say why)."""
    ready, tell = os.pipe()
    if os.fork():
        os.close(tell)
        return 0 if os.read(ready, 1) else 1
    os.close(ready)
    os.setsid()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    _keep(run, home, java, tell)
    return 0


def _keep(run: Path, home: Path, java: Path, tell: int) -> None:
    address = run / "server.json"
    with (run / "users").open("a") as users:
        process, port = _start(run, home, java)
        try:
            _publish(address, {"port": port, "pid": process.pid})
            os.write(tell, b"1")
            os.close(tell)
            fcntl.flock(users, fcntl.LOCK_EX)
            address.unlink()
        finally:
            process.kill()
            process.wait()


def _start(run: Path, home: Path, java: Path) -> tuple[subprocess.Popen[bytes], int]:
    """A server that answers, and its port; another port is tried when one is snatched between being found free and being bound."""
    for _ in range(PORT_ATTEMPTS):
        port = _free_port()
        process = _launch(run, home, java, port)
        if _answers(process, port):
            return process, port
        process.kill()
        process.wait()
    raise RuntimeError(f"Trino did not start; its log is {run / 'server.log'}")


def _launch(run: Path, home: Path, java: Path, port: int) -> subprocess.Popen[bytes]:
    config = run / "config.properties"
    config.write_text(_config(port))
    levels = run / "log.properties"
    levels.write_text("io.trino=WARN\nio.airlift=WARN\nBootstrap=WARN\n")
    properties = {
        "node.environment": "test",
        "node.id": "test",
        "node.data-dir": run / "data",
        "node.bind-ip": "127.0.0.1",
        "node.internal-address": "127.0.0.1",
        "plugin.dir": home / "plugin",
        "config": config,
        "log.levels-file": levels,
    }
    defines = [f"-D{name}={value}" for name, value in properties.items()]
    command = [str(java / "bin/java"), "-cp", f"{home}/lib/*", *JVM, *defines, "io.trino.server.TrinoServer"]
    with (run / "server.log").open("ab") as log:
        return subprocess.Popen(
            command,
            cwd=run,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            preexec_fn=die_with_parent,
        )


def _config(port: int) -> str:
    return f"""\
coordinator=true
node-scheduler.include-coordinator=true
http-server.http.port={port}
http-server.log.enabled=false
discovery.uri=http://127.0.0.1:{port}
catalog.management=dynamic
catalog.store=memory
query.max-memory-per-node=1GB
memory.heap-headroom-per-node=512MB
# statements that have ended, with their plans, are soon forgotten: kept for the usual quarter of an hour they fill the memory
query.max-history=50
query.min-expire-age=3m
"""


def die_with_parent() -> None:
    """For `preexec_fn`: Linux kills the process when the one that started it has ended, however it ended."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _answers(process: subprocess.Popen[bytes], port: int) -> bool:
    """Whether the server has come up; False as soon as its process has ended."""
    until = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < until:
        if is_up(port):
            return True
        time.sleep(0.1)
    return False


def is_up(port: int) -> bool:
    """Whether a Trino server on this port of this machine has started and answers."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # a proxy in the environment is not for this machine itself
    try:
        with direct.open(f"http://127.0.0.1:{port}/v1/info", timeout=10) as answer:
            return b'"starting":false' in answer.read()
    except OSError:
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _publish(path: Path, address: dict[str, int]) -> None:
    draft = path.with_suffix(".draft")
    draft.write_text(json.dumps(address))
    draft.replace(path)


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
