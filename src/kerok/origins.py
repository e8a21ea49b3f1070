"""Mended files: which rows of which file they replace, as the columns say that ``kerok quarantine --export`` added."""

from __future__ import annotations

import re

from kerok.errors import UnreadableFile
from kerok.landing import Landed, Record, read_records
from kerok.sources.folder import shown


def is_mended(landed: Landed) -> bool:
    """Whether the file's header says that it mends rows of another."""
    return landed.match is not None and "kerok_origin_sha256" in landed.match.positions


def origin_of(landed: Landed, record: Record) -> tuple[str | None, int | None]:
    """The file and row that a mended record replaces; None where the record does not say.

    Raises:
        UnreadableFile: What stands in kerok_origin_sha256 is no hash.
    """
    assert landed.match is not None
    if len(record.cells) != len(landed.header):
        found = re.search(r'\b([0-9a-f]{64})"?,"?([0-9]+)\b', record.raw)
        return (found[1], int(found[2])) if found else (None, None)
    sha = record.cells[landed.match.positions["kerok_origin_sha256"]].strip().lower()
    if sha and not re.fullmatch("[0-9a-f]{64}", sha):
        raise UnreadableFile(
            f"{shown(landed.name)} does not say whose rows it mends",
            where=f"row {record.row}, kerok_origin_sha256: {shown(sha[:80])}",
            hint="leave that column as it was exported: kerok quarantine --export FILE",
        )
    at = landed.match.positions.get("kerok_origin_row")
    number = re.fullmatch(r"([0-9]+)([.]0*)?", record.cells[at].strip()) if at is not None else None
    return sha or None, int(number[1]) if number else None


def named_origin(landed: Landed) -> str | None:
    """The file whose rows a mended file mends, from its first record that says so; None for any other file."""
    if not is_mended(landed):
        return None
    with landed.bronze.open("rb") as stream:
        records = read_records(stream, landed.encoding, landed.text_end)
        next(records)
        return next((sha for record in records if (sha := origin_of(landed, record)[0])), None)


def one_origin(landed: Landed, record: Record, known: str | None) -> tuple[str | None, int | None]:
    """``origin_of``, where the records before it name the origin ``known``.

    Raises:
        UnreadableFile: The record names another one.
    """
    sha, row = origin_of(landed, record)
    if sha and known and sha != known:
        raise UnreadableFile(
            f"{shown(landed.name)} mends rows of more than one file",
            where=f"row {record.row}, kerok_origin_sha256: {sha[:12]}, further up {known[:12]}",
            hint="one mended file per origin: kerok quarantine --file SHA256 --export FILE",
        )
    return sha, row
