"""Files of this machine: plain, in folders, in ``.zip`` and ``.gz``, or on standard input."""

from __future__ import annotations

import gzip
import io
import os
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from kerok.errors import KerokError, UnreadableFile
from kerok.errors import shown as shown

if TYPE_CHECKING:
    from kerok.sources.elsewhere import Origin

SUFFIXES = (".csv", ".txt", ".zip", ".gz")
"""Files that are taken from a folder without being named."""

_TEXT_SUFFIXES = {".csv", ".txt", ".tsv", ""}
_BOMB_BYTES, _BOMB_RATIO = 200_000_000, 150


@dataclass(frozen=True)
class Incoming:
    """One file to take in, not yet opened.

    Attributes:
        name: File name as shown (``archive.zip/member.csv`` for a member).
        path: Path on disk that is watched for changes while it is read; None for standard input.
        opener: Opens a stream of the uncompressed bytes.
        packed_size: Compressed size where the bytes come from an archive, else None.
        origin: Where it was fetched from; None for a file of this machine.
    """

    name: str
    path: Path | None
    opener: Callable[[], BinaryIO]
    packed_size: int | None = None
    origin: Origin | None = None

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """A stream of the bytes; errors of the archive become UnreadableFile.

        Raises:
            UnreadableFile: The archive is cut or damaged, or the file changed while it was read.
        """
        before = self.path.stat() if self.path and self.path.exists() else None
        try:
            with self._opened() as stream:
                yield stream
        except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile) as error:
            raise UnreadableFile(f"{shown(self.name)} is cut short or damaged", where=str(error), hint="download it again") from error
        except NotImplementedError as error:
            raise UnreadableFile(f"{shown(self.name)} is packed in a way that cannot be read", where=str(error), hint="unpack it yourself and ingest the CSV") from error
        except RuntimeError as error:
            if "password" in str(error) or "encrypted" in str(error):
                raise UnreadableFile(f"{shown(self.name)} is encrypted", hint="unpack it yourself and ingest the CSV") from error
            raise
        if self.path and before:
            after = self.path.stat() if self.path.exists() else None
            if after is None or (before.st_size, before.st_mtime_ns, before.st_ino) != (after.st_size, after.st_mtime_ns, after.st_ino):
                raise UnreadableFile(f"{shown(self.name)} changed while it was read", where=str(self.path), hint="wait until it is complete, then ingest it again")


    def _opened(self) -> BinaryIO:
        try:
            return self.opener()
        except (gzip.BadGzipFile, zipfile.BadZipFile):
            raise
        except OSError as error:
            raise UnreadableFile(f"cannot read {shown(self.name)}", where=f"{self.path}: {error.strerror}", hint="check that it is there and may be read") from error


def find(paths: list[str], skipped: Callable[[str, str], None]) -> Iterator[Incoming]:
    """Every file that ``paths`` name, folders and archives opened, in a stable order.

    What cannot be read is a file too: opening it raises why, so that the others are not held up.

    Args:
        skipped: Called with name and reason for each file that is left out (other types inside a folder or archive).

    Raises:
        KerokError: A path does not exist, or nothing in it is a CSV.
    """
    for given in paths:
        if given == "-":
            yield _standard_input()
            continue
        found = False
        for incoming in _named(Path(given), given, skipped):
            found = True
            yield incoming
        if not found:
            raise KerokError(f"no .csv, .txt, .zip or .gz file in {shown(given)}", hint="name a file, or a folder that holds CMS's files")


def _named(path: Path, given: str, skipped: Callable[[str, str], None]) -> Iterator[Incoming]:
    try:
        is_folder, is_there = path.is_dir(), path.exists()
    except OSError as error:
        raise KerokError(f"no such file or folder: {shown(given)}", where=str(error.strerror), hint="check the spelling") from error
    if is_folder:
        yield from _in_folder(path, skipped)
    elif is_there:
        yield from in_file(path, path.name, skipped)
    else:
        raise KerokError(f"no such file or folder: {shown(given)}", hint="check the spelling, or quote names that contain spaces")


def _readable(name: str) -> str:
    """A file name as text: bytes of it that are not UTF-8 escaped."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8") if not name.isascii() else name


def _unreadable(name: str, path: Path, error: KerokError) -> Incoming:
    def opener() -> BinaryIO:
        raise error

    return Incoming(name, path, opener)


def _standard_input() -> Incoming:
    data = sys.stdin.buffer.read()
    if data[:2] == b"\x1f\x8b":
        return Incoming("stdin", None, lambda: cast(BinaryIO, gzip.GzipFile(fileobj=io.BytesIO(data))), len(data))
    return Incoming("stdin", None, lambda: io.BytesIO(data))


def _in_folder(folder: Path, skipped: Callable[[str, str], None]) -> Iterator[Incoming]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(names):
            path = Path(root) / name
            if name.startswith("."):
                continue
            if path.suffix.lower() in SUFFIXES:
                yield from in_file(path, str(path.relative_to(folder)), skipped)
            else:
                skipped(_readable(str(path.relative_to(folder))), "not a .csv, .txt, .zip or .gz file")


def in_file(path: Path, raw_name: str, skipped: Callable[[str, str], None]) -> Iterator[Incoming]:
    """What is found in one file: itself, or the members of an archive, told by its first bytes; what cannot be read says so when it is opened."""
    name = _readable(raw_name)
    if not path.is_file():
        yield _unreadable(name, path, UnreadableFile(f"{shown(name)} is not a file", where=str(path), hint="from a pipe: ... | kerok ingest -"))
        return
    try:
        with path.open("rb") as stream:
            magic = stream.read(4)
    except OSError as error:
        hint = "check that it is there and may be read"
        yield _unreadable(name, path, UnreadableFile(f"cannot read {shown(name)}", where=f"{path}: {error.strerror}", hint=hint))
        return
    if magic == b"PK\x03\x04":
        yield from _in_zip(path, name, skipped)
    elif magic[:2] == b"\x1f\x8b":
        yield Incoming(name, path, lambda: cast(BinaryIO, gzip.open(path, "rb")), path.stat().st_size)  # noqa: SIM115 (closed by Incoming.open)
    else:
        yield Incoming(name, path, lambda: path.open("rb"))


def _in_zip(path: Path, name: str, skipped: Callable[[str, str], None]) -> Iterator[Incoming]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [m for m in archive.infolist() if not m.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        yield _unreadable(name, path, UnreadableFile(f"{shown(name)} is cut short or damaged", where=str(error), hint="download it again"))
        return
    if any(m.filename == "[Content_Types].xml" for m in members):
        what = f"{shown(name)} is an office document (Excel workbook?), not a CSV"
        yield _unreadable(name, path, UnreadableFile(what, hint="get the CSV from CMS: Excel destroys CCNs"))
        return
    for member in sorted(members, key=lambda m: m.filename):
        shown_name = f"{name}/{_readable(member.filename)}"
        suffix = Path(member.filename).suffix.lower()
        if suffix == ".zip":
            yield _unreadable(shown_name, path, UnreadableFile(f"{shown(shown_name)} is an archive in an archive", hint=f"unpack {shown(name)}, then ingest the inner one"))
        elif suffix not in _TEXT_SUFFIXES:
            skipped(shown_name, "not a .csv or .txt file")
        else:
            yield Incoming(shown_name, path, lambda m=member: _member(path, m), member.compress_size)  # type: ignore[misc]


def _member(path: Path, member: zipfile.ZipInfo) -> BinaryIO:
    archive = zipfile.ZipFile(path)
    stream: IO[bytes] = archive.open(member)
    return cast(BinaryIO, stream)


def is_bomb(unpacked: int, packed: int | None) -> bool:
    """Whether an archive's member has grown beyond what text of this kind compresses to."""
    return packed is not None and unpacked > _BOMB_BYTES and unpacked > _BOMB_RATIO * max(packed, 1)
