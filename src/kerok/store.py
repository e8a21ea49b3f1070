"""Where a lake's files lie: in a folder, or in S3 with a copy of each file that was needed in a folder of this machine.

DuckDB and the landing work on local files alone. Files of a lake are never changed, so a copy is as good as the original for ever.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kerok.errors import LakeDamaged
from kerok.iceberg import local_path

TRANSFERS = 8
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Stored:
    """One file.

    Attributes:
        location: As tables name it: ``/...``, ``file:///...`` or ``s3://...``.
        modified: Seconds since 1970.
    """

    location: str
    size: int
    modified: float


class FolderStore:
    """Files in one folder that every reader and writer reaches under the same path."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, location: str) -> Path:
        """Where the file is on this machine."""
        return Path(local_path(location))

    def location(self, path: Path) -> str:
        """How tables name a file of this machine."""
        return f"file://{path}"

    def fetch(self, locations: Iterable[str]) -> None:
        """Have these files on this machine."""

    def keep(self, paths: Iterable[Path]) -> None:
        """Bring new files of this machine where they belong."""

    def remove(self, location: str) -> None:
        """Remove a file; one that is gone already is none."""
        self.path(location).unlink(missing_ok=True)

    def listed(self, location: str) -> Iterator[Stored]:
        """Every file below a location."""
        for folder, _, names in os.walk(self.path(location)):
            for name in names:
                path = Path(folder) / name
                with contextlib.suppress(FileNotFoundError):
                    found = path.lstat()
                    yield Stored(str(path), found.st_size, found.st_mtime)


class S3Store(FolderStore):
    """Files in S3, copied to a folder as they are needed.

    Args:
        root: The warehouse: ``s3://BUCKET/PREFIX``.
        copies: Folder of the copies, laid out by bucket and key.
        properties: PyIceberg's, for S3's address, region and credentials.
    """

    def __init__(self, root: str, copies: Path, properties: dict[str, str]) -> None:
        self._copies, self._properties = copies, properties
        super().__init__(self.path(root))

    def path(self, location: str) -> Path:
        """Where its copy is, or would be."""
        if not location.startswith(("s3://", "s3a://")):
            return Path(local_path(location))
        return self._copies / location.partition("://")[2]

    def location(self, path: Path) -> str:
        """Its ``s3://`` name."""
        return f"s3://{path.relative_to(self._copies)}"

    def fetch(self, locations: Iterable[str]) -> None:
        """Copy what is not here yet; raises LakeDamaged when one is gone or S3 does not answer."""
        missing = [location for location in locations if not self.path(location).exists()]
        self._at_once(self._fetch, missing, "a file of the lake cannot be fetched")

    def keep(self, paths: Iterable[Path]) -> None:
        """Upload files; raises LakeDamaged when S3 does not take one."""
        self._at_once(self._upload, [self.location(path) for path in paths], "a file of the lake cannot be stored")

    def remove(self, location: str) -> None:
        """Remove it from S3 and here."""
        super().remove(location)
        with self._explaining("a file of the lake cannot be removed", location), contextlib.suppress(FileNotFoundError):
            self._files().delete_file(_key(location))

    def listed(self, location: str) -> Iterator[Stored]:
        """Every object below a location."""
        from pyarrow.fs import FileSelector, FileType

        with self._explaining("the warehouse cannot be listed", location):
            found = self._files().get_file_info(FileSelector(_key(location), allow_not_found=True, recursive=True))
        for entry in found:
            if entry.type == FileType.File:
                yield Stored(f"s3://{entry.path}", entry.size, entry.mtime.timestamp())

    def _at_once(self, transfer: Any, locations: list[str], failure: str) -> None:
        def one(location: str) -> None:
            with self._explaining(failure, location):
                transfer(location)

        if len(locations) < 2:
            for location in locations:
                one(location)
            return
        with ThreadPoolExecutor(TRANSFERS) as pool:
            list(pool.map(one, locations))

    def _fetch(self, location: str) -> None:
        target = self.path(location)
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f".{target.name}.{os.getpid()}.{os.urandom(3).hex()}.part")
        try:
            with self._files().open_input_stream(_key(location)) as source, part.open("wb") as out:
                shutil.copyfileobj(source, out, _CHUNK)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)

    def _upload(self, location: str) -> None:
        with self.path(location).open("rb") as source, self._files().open_output_stream(_key(location)) as out:
            shutil.copyfileobj(source, out, _CHUNK)

    def _files(self) -> Any:
        return s3_files(self._properties)

    @contextlib.contextmanager
    def _explaining(self, failure: str, location: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            reason = str(error).split("\n")[0][:300]
            raise LakeDamaged(failure, where=f"{location}: {reason}", hint="check KEROK_S3_ENDPOINT, KEROK_S3_REGION and AWS's credentials: kerok doctor") from error


def s3_files(properties: dict[str, str]) -> Any:
    """S3 as Arrow's file system, with PyIceberg's properties for its address, region and credentials; paths are ``BUCKET/KEY``."""
    from pyiceberg.io.pyarrow import PyArrowFileIO

    return PyArrowFileIO(properties).fs_by_scheme("s3", None)


def _key(location: str) -> str:
    return location.partition("://")[2]
