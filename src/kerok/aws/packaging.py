"""What is deployed as a Lambda function: a folder with its few modules and packages, the same bytes whenever it is made from the same sources."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

from kerok.contracts import sql_folder
from kerok.errors import KerokError

INGEST_REQUIREMENTS = Path(__file__).with_name("ingest-requirements.txt")
INGEST_MODULES = (
    "__init__.py", "errors.py", "settings.py", "contracts.py", "headers.py", "durable.py", "landing.py", "sources/__init__.py", "sources/folder.py", "sources/elsewhere.py",
    "sources/drive.py", "sources/drive_api.py", "aws/__init__.py", "aws/received.py", "aws/bronze.py", "aws/ingest.py",
)  # fmt: skip
_SOURCES = Path(__file__).parents[1]
_LEFT_BY_PIP = ("bin", "*.dist-info/RECORD", "*.dist-info/INSTALLER", "*.dist-info/REQUESTED", "*.dist-info/direct_url.json")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip archive knows


def build_ingest(target: Path, *, python_version: str = "3.11", platform: str = "manylinux2014_x86_64") -> Path:
    """The folder of *ingest*, whose handler is ``kerok.aws.ingest.handler``; boto3 comes with the runtime.

    Args:
        target: Made anew.
        python_version: Of the function's runtime.
        platform: pip's name of its system; ``manylinux2014_aarch64`` for Graviton.

    Raises:
        KerokError: The packages cannot be had.
    """
    build(target, INGEST_MODULES, INGEST_REQUIREMENTS, python_version=python_version, platform=platform)
    registry = target / "kerok" / "sql" / "bronze"
    registry.mkdir(parents=True)
    for path in sorted((sql_folder() / "bronze").glob("*.yml")):
        shutil.copyfile(path, registry / path.name)
    return target


def build(target: Path, modules: Iterable[str], requirements: Path, *, python_version: str, platform: str) -> None:
    """A folder with packages of pinned hashes and modules of Kerok.

    Raises:
        KerokError: The packages cannot be had.
    """
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    wanted = ["--platform", platform, "--python-version", python_version, "--implementation", "cp", "--only-binary", ":all:", "--require-hashes", "--no-compile"]
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wanted, "--target", str(target), "-r", str(requirements)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise KerokError("the packages of a function cannot be installed", where=done.stderr.strip()[-500:], hint="check the connection to the package index and try again")
    for pattern in _LEFT_BY_PIP:
        for path in target.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for module in modules:
        copy = target / "kerok" / module
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(_SOURCES / module, copy)


def zip_folder(folder: Path, archive: Path) -> Path:
    """The folder as a zip archive whose bytes depend on the content of its files alone."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for path in sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), _EPOCH)
            entry.external_attr = (0o755 if path.suffix == ".so" else 0o644) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(entry, path.read_bytes())
    return archive
