"""Where a command's answer goes: standard output, or a file that is there whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kerok.errors import UsageError


def form_of(output: str | None) -> str:
    """The format that a file name's ending tells: csv where it tells none, table on standard output."""
    ending = Path(output).suffix.lstrip(".").lower() if output else ""
    return {"csv": "csv", "json": "json", "ndjson": "ndjson", "jsonl": "ndjson", "parquet": "parquet", "arrow": "arrow"}.get(ending, "csv" if output else "table")


@contextmanager
def target_of(output: str | None, home: Path) -> Iterator[IO[bytes]]:
    """Where the answer goes: standard output, or a file that is there whole or not at all.

    Raises:
        UsageError: The file cannot be written, or is the lake's own.
    """
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    target = Path(output)
    if any(target.resolve().is_relative_to((home / own).resolve()) for own in ("catalog.db", "warehouse", "bronze", "tmp")):
        raise UsageError(f"{target} is inside the lake", hint="write it elsewhere")
    whole = not target.exists() or target.is_file()  # a device or pipe is written as it is
    part = target.with_name(f".{target.name}.{os.getpid()}.part") if whole else target
    try:
        with part.open("wb") as stream:
            yield stream
        if whole:
            part.replace(target)
    except OSError as error:
        raise UsageError(f"cannot write {target}", where=error.strerror or str(error), hint="choose another name after -o") from error
    finally:
        if whole:
            part.unlink(missing_ok=True)
