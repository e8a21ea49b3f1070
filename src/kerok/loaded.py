"""What reading a file gave, whatever engine read it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kerok.landing import Landed
from kerok.ledger import FilePeriod

NATIONAL_AREAS = 50

SILVER = {"pbj": "silver_pbj_daily", "providerinfo": "silver_providerinfo"}


@dataclass
class Loaded:
    """What a file holds, typed.

    Attributes:
        files: Parquet files in the silver table's shape; no key stands in two of them.
        rejects: Rows for ``silver_quarantine``: row number, reasons, raw record.
        origin_sha256: Of a mended file, the file whose rows it mends.
        origin_rows: Of a mended file, the kept rows' numbers in the file they mend.
        retries: Of a mended file, its own rows that are rejected again, each with its number in the file it mends.
        irregular: Lines and records differ.
        proven: Checks of the silver contract that the reading itself has made.
    """

    landed: Landed
    files: list[Path] = field(default_factory=list)
    rows_in: int = 0
    rows_kept: int = 0
    rejects: list[tuple[int, str, str]] = field(default_factory=list)
    periods: list[FilePeriod] = field(default_factory=list)
    origin_sha256: str | None = None
    origin_rows: set[int] = field(default_factory=set)
    retries: list[list[int]] = field(default_factory=list)
    irregular: bool = False
    proven: frozenset[str] = frozenset()

    @property
    def rows_superseded(self) -> int:
        return self.rows_in - self.rows_kept - len(self.rejects)


@dataclass
class Staged:
    """One staged file.

    Attributes:
        rows: Records of the file.
        irregular: Lines and records differ.
        has_raw: The raw records are inside; else lines are records, and each is found by its number.
        origin_sha256: Of a mended file, the file whose rows it mends.
        origin_rows: Of a mended file, the row that each of its own rows replaces.
    """

    rows: int = 0
    irregular: bool = False
    has_raw: bool = True
    origin_sha256: str | None = None
    origin_rows: dict[int, int] = field(default_factory=dict)


def periods_of(loaded: Loaded, rows: Iterable[tuple[Any, ...]], flags: dict[str, str]) -> list[FilePeriod]:
    """A file's part in each of its periods.

    Args:
        rows: Period, rows kept, areas, days, whether synthetic.
    """
    dataset = loaded.landed.dataset
    return [
        FilePeriod(
            dataset, name, loaded.landed.sha256, kept, areas, days,
            is_national=loaded.origin_sha256 is None and areas >= NATIONAL_AREAS and (dataset != "pbj" or days == days_in_quarter(name)),
            is_synthetic=bool(synthetic), flags=flags.get(name),
        )
        for name, kept, areas, days, synthetic in rows
    ]  # fmt: skip


def counted_flags(rows: Iterable[tuple[str, str, int]]) -> dict[str, str]:
    """Flags with their rows, as ``census_missing:3,...``, by period.

    Args:
        rows: Period, flags of a row, rows that have just these.
    """
    counts: dict[str, Counter[str]] = {}
    for name, flags, count in rows:
        for flag in flags.split(","):
            counts.setdefault(name, Counter())[flag] += count
    return {name: ",".join(f"{f}:{n}" for f, n in sorted(c.items())) for name, c in counts.items()}


def days_in_quarter(quarter: str) -> int:
    """Calendar days of a quarter written like 2024Q2."""
    year, number = int(quarter[:4]), int(quarter[5])
    last = dt.date(year + number // 4, number % 4 * 3 + 1, 1)
    return (last - dt.date(year, 3 * number - 2, 1)).days
