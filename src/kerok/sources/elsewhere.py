"""Files that lie elsewhere than on this machine: listed by a service, fetched whole, one at a time, then read like any file of a folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from kerok.errors import SourceUnavailable, UnreadableFile, shown
from kerok.settings import Settings
from kerok.sources.folder import Incoming, in_file


@dataclass(frozen=True)
class Listed:
    """A file that a service lists.

    Attributes:
        name: As shown; with the folders it is in, below the one that was named.
        address: ``drive:FILE_ID`` or ``s3://BUCKET/KEY``: the same as long as the file is the same.
        version: Other bytes have another one.
        size: In bytes.
        published: CMS's release date, where the service was told.
    """

    name: str
    address: str
    version: str
    size: int
    published: str | None = None


class Source(Protocol):
    """A place that files are fetched from."""

    def listed(self, skipped: Callable[[str, str], None]) -> Iterator[Listed]:
        """Every file to be had, in the order it came there; raises SourceUnavailable. ``skipped``: name and reason of what is left out."""
        ...

    def fetch(self, file: Listed, target: Path) -> Listed:
        """Write the file's bytes to ``target``; which version they are. Raises SourceUnavailable."""
        ...


@dataclass
class Origin:
    """Where files came from that were found in one fetched file.

    Attributes:
        path: The fetched file, removed once all that was found in it is done.
        waiting: How many are not done yet.
        files: Name and hash of those that are.
        is_whole: All of them could be read.
    """

    listed: Listed
    path: Path
    waiting: int
    files: list[tuple[str, str]] = field(default_factory=list)
    is_whole: bool = True

    def done(self, name: str, sha256: str | None) -> bool:
        """Note that one of them is done; whether that was the last, and every one has a hash."""
        self.waiting -= 1
        self.is_whole &= sha256 is not None
        self.files += [(name, sha256)] if sha256 else []
        if not self.waiting:
            self.path.unlink(missing_ok=True)
        return not self.waiting and self.is_whole


def is_elsewhere(given: str) -> bool:
    """Whether what was given on the command line names a place elsewhere."""
    return given.startswith(("drive:", "s3://", "https://drive.google.com/"))


def open_source(given: str, settings: Settings) -> Source:
    """The place that ``drive:ID`` (or the address that a browser shows of a Drive folder) or ``s3://BUCKET/PREFIX`` names.

    Raises:
        KerokError: Its name or credentials cannot be read.
    """
    if given.startswith("s3://"):
        from kerok.sources.s3 import S3Source

        return S3Source(given, settings)
    from kerok.sources.drive import drive_source

    return drive_source(given, settings)


def fetched(source: Source, file: Listed, folder: Path, skipped: Callable[[str, str], None]) -> list[Incoming]:
    """Fetch one file into a folder; what is found in it, archives opened.

    Raises:
        SourceUnavailable: It does not arrive.
        UnreadableFile: It is an archive without anything that could be a CSV.
    """
    target = folder / os.urandom(6).hex()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        refuse_without_room(file, folder)
        file = source.fetch(file, target)
    except OSError as error:
        target.unlink(missing_ok=True)
        raise SourceUnavailable(f"{shown(file.name)} cannot be kept on this machine", where=f"{target}: {error.strerror or error}", hint="free some space") from error
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    found = list(in_file(target, file.name, skipped))
    origin = Origin(file, target, len(found))
    if not found:
        target.unlink()
        raise UnreadableFile(f"there is no .csv or .txt file in {shown(file.name)}", hint="look into the archive, and take out what CMS published")
    return [replace(incoming, origin=origin) for incoming in found]


def refuse_without_room(file: Listed, folder: Path) -> None:
    """Nothing, where the disk has room for the file; raises SourceUnavailable where not."""
    free = shutil.disk_usage(folder).free
    if free < file.size:
        raise SourceUnavailable(
            f"there is no room for {shown(file.name)}", where=f"{folder}: {free:,} bytes free, {file.size:,} needed", hint="free some space; of the function on AWS: raise its ephemeral storage"
        )
