"""The emulator's own environment and process. MiniStack pins botocore, so it never shares an environment with Kerok."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

REQUIREMENTS = Path(__file__).with_name("requirements.txt")
START_SECONDS = 60


class EmulatorUnavailable(Exception):
    """The emulator's packages cannot be had here; the message says why."""


def emulator_python() -> Path:
    """The interpreter of the emulator's environment, made on first use in the user's cache folder with every hash checked.

    KEROK_EMULATOR_CACHE names another folder.

    Raises:
        EmulatorUnavailable: The packages cannot be installed, as without network.
    """
    return python_of(REQUIREMENTS, "emulator")


def python_of(requirements: Path, name: str) -> Path:
    """The interpreter of an environment with these pinned packages, made on first use.

    Args:
        name: Of the folder in the user's cache; KEROK_NAME_CACHE names another one.

    Raises:
        EmulatorUnavailable: The packages cannot be installed, as without network.
    """
    cache = Path(os.environ.get(f"KEROK_{name.upper()}_CACHE") or f"~/.cache/kerok/{name}").expanduser()
    version = f"{hashlib.sha256(requirements.read_bytes()).hexdigest()[:16]}-{sys.version_info.major}.{sys.version_info.minor}"
    home = cache / version
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "ready").exists():
            shutil.rmtree(home, ignore_errors=True)
            _install(home, requirements)
            (home / "ready").touch()
    return home / "bin/python"


def _install(home: Path, requirements: Path) -> None:
    install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r"]
    pip = [str(home / "bin/python"), *install, str(requirements)]
    for command in ([sys.executable, "-m", "venv", str(home)], pip):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise EmulatorUnavailable(f"{requirements.parent.name}/{requirements.name} cannot be installed: {done.stderr.strip()[-500:]}")


@contextlib.contextmanager
def emulator(trino_url: str, log: Path) -> Iterator[str]:
    """The address of a running emulator whose Athena is executed by this Trino; it is stopped on leaving, and ends with this process.

    Args:
        trino_url: Empty for S3 and Glue without Athena.
        log: File for what the process prints.

    Raises:
        EmulatorUnavailable: Its packages cannot be had.
        RuntimeError: They were had, but it does not answer; the message ends with its log.
    """
    python, port = emulator_python(), _free_port()
    command = [str(python), "-m", "kerok.emulator", str(port), *([trino_url] if trino_url else [])]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    with log.open("ab") as output:
        process = subprocess.Popen(command, env=environment, cwd=log.parent, stdin=subprocess.PIPE, stdout=output, stderr=output)
    try:
        _await(process, port, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        with process:  # closes the pipe
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def _await(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    until = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < until:
        with contextlib.suppress(OSError), direct.open(f"http://127.0.0.1:{port}/_ministack/health", timeout=5):
            return
        time.sleep(0.1)
    raise RuntimeError(f"the emulator did not start\n{log.read_text(errors='replace')[-4000:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
