"""Dates that file and archive names tell."""

from __future__ import annotations

import datetime as dt
import re

_MONTHS = {m: i for i, m in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1)}
_PATTERNS = (
    re.compile(r"(?<!\d)(?P<year>20\d\d)[_-]?(?P<month>0[1-9]|1[0-2])(?:[_-]?\d\d)?(?!\d)"),
    re.compile(r"(?<!\d)(?P<month>0[1-9]|1[0-2])[_-](?P<year>20\d\d)(?!\d)"),
    re.compile(r"(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[_ -]?(?P<year>20\d\d)", re.IGNORECASE),
)


def processing_date_in(name: str) -> dt.date | None:
    """The first of the month that a file name tells, the innermost name first (archive.zip/member.csv); None if it tells none."""
    for part in reversed(name.split("/")):
        for pattern in _PATTERNS:
            if found := pattern.search(part):
                parts = found.groupdict()
                month = int(parts["month"]) if parts.get("month") else _MONTHS[parts["name"].lower()]
                return dt.date(int(parts["year"]), month, 1)
    return None
