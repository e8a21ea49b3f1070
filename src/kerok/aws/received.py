"""What a received file is, found in one pass over its bytes without the packages that read it: hash, size, and where its header belongs."""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import dataclass

from kerok.errors import UnreadableFile, shown
from kerok.headers import bronze_folder
from kerok.landing import CHUNK, read_records, refuse_foreign
from kerok.sources.folder import Incoming, is_bomb

HEAD_BYTES = 1 << 18  # in which a header ends
NAME_CHARACTERS = 120


@dataclass(frozen=True)
class Received:
    """One file, unpacked.

    Attributes:
        sha256: Of the uncompressed bytes: with the dataset its identity.
        size: Uncompressed, in bytes.
        folder: Below ``bronze``: pbj, providerinfo or other.
        unknown: Why nobody knows its header; "" if it is known.
    """

    incoming: Incoming
    sha256: str
    size: int
    folder: str
    unknown: str = ""

    @property
    def key(self) -> str:
        """Its object's key."""
        return f"bronze/{self.folder}/{self.sha256}/{safe_name(self.incoming.name)}"


def receive(incoming: Incoming, max_bytes: int) -> Received:
    """Read a file through once.

    Raises:
        UnreadableFile: Cut, encrypted, empty, not text, or larger than a CMS file can be.
    """
    digest, size, head = hashlib.sha256(), 0, b""
    with incoming.open() as stream:
        while chunk := stream.read(CHUNK):
            if not size:
                refuse_foreign(chunk, incoming.name)
                head = chunk[:HEAD_BYTES]
            size += len(chunk)
            if is_bomb(size, incoming.packed_size) or size > max_bytes:
                where = f"{size:,} bytes out of {incoming.packed_size or size:,}"
                raise UnreadableFile(f"{shown(incoming.name)} unpacks to more than a CMS file can be", where=where, hint="look at it; a larger limit: MAX_FILE_GB of the function")
            digest.update(chunk)
    try:
        folder, unknown = bronze_folder(header_of(head, incoming.name), file_name=shown(incoming.name)), ""
    except UnreadableFile as error:
        if not head.strip():
            raise
        folder, unknown = "other", str(error)
    return Received(incoming, digest.hexdigest(), size, folder, unknown)


def header_of(head: bytes, name: str) -> list[str]:
    """The cells of a file's first record, from its first bytes, whatever its encoding.

    Raises:
        UnreadableFile: There is none.
    """
    whole = head[: head.rfind(b"\n") + 1] or head
    try:
        whole.decode("utf-8")
        encoding = "utf-8"
    except UnicodeDecodeError:
        encoding = "cp1252"
    first = next(read_records(io.BytesIO(whole), encoding), None)
    if first is None or not any(cell.strip() for cell in first.cells):
        raise UnreadableFile(f"{shown(name)} is empty", hint="get the file from CMS again")
    return first.cells


def safe_name(name: str) -> str:
    """A name for an object's key: letters, digits, dots, dashes and underscores, ending in ``.csv``; of an archive's member, the member's own."""
    own = re.split(r"[/\\]", name.rstrip("/\\"))[-1]
    stem = re.sub(r"\.(csv|gz)$", "", re.sub(r"\.gz$", "", own, flags=re.IGNORECASE), flags=re.IGNORECASE)
    plain = re.sub(r"[^A-Za-z0-9._-]+", "_", stem)
    return (re.sub(r"\.{2,}", "_", plain).strip("._-")[:NAME_CHARACTERS] or "file") + ".csv"
