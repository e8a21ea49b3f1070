"""The table in `tests/data/position_deletes`, laid where its absolute paths say it is."""

from __future__ import annotations

import os
from pathlib import Path

COMMITTED = Path(__file__).parents[1] / "data" / "position_deletes" / "table"
PLACE = Path("/tmp/kerok-position-deletes")


def lay_out() -> str:
    """The location of the table's metadata file, after its files are in place.

    Any number of processes may do this at once: a file that is there with the same bytes is left alone, another is replaced whole.
    The table is for reading; what is written to it stays in that folder.
    """
    for source in COMMITTED.rglob("*"):
        if source.is_file():
            _put(source.read_bytes(), PLACE / source.relative_to(COMMITTED))
    (metadata,) = COMMITTED.glob("metadata/*.metadata.json")
    return f"file://{PLACE}/metadata/{metadata.name}"


def _put(content: bytes, target: Path) -> None:
    if target.exists() and target.read_bytes() == content:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    draft.write_bytes(content)
    draft.replace(target)
