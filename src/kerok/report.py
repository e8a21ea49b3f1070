"""What people see: tables, progress, warnings. Data goes to stdout by the caller; everything here but tables goes to stderr."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import math
import sys
import unicodedata
import uuid
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import click


def cell(value: Any) -> str:
    """A value as text on one line: exact decimals, ISO days, empty for missing, control characters escaped."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return ", ".join(cell(v) for v in value)
    text = str(value)
    return text if text.isprintable() else "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def width(text: str) -> int:
    """Columns that a text takes on a terminal: wide characters two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def table(names: Sequence[str], rows: Sequence[Sequence[Any]], *, numbers_right: bool = True) -> str:
    """Rows as an aligned text table, numbers to the right, no line cut."""
    texts = [[cell(v) for v in row] for row in rows]
    titles = [cell(n) for n in names]
    widths = [max([width(n), *(width(t[i]) for t in texts)]) for i, n in enumerate(titles)]
    right = [numbers_right and _is_numeric([row[i] for row in rows]) for i in range(len(names))]

    def line(parts: Sequence[str]) -> str:
        padded = (" " * (w - width(p)) + p if r else p + " " * (w - width(p)) for p, w, r in zip(parts, widths, right, strict=True))
        return "  ".join(padded).rstrip()

    return "\n".join([line(titles), line(["-" * w for w in widths]), *(line(t) for t in texts)])


def _is_numeric(values: Sequence[Any]) -> bool:
    return bool(values) and all(v is None or (isinstance(v, (int, float, Decimal)) and not isinstance(v, bool)) for v in values)


def to_json(value: Any, *, indent: int | None = 2) -> str:
    """JSON of dictionaries and lists; decimals exact, as numbers. Without ``indent`` on one line."""
    mark = uuid.uuid4().hex  # no text of the data holds it

    def plain(v: Any) -> Any:
        if isinstance(v, Decimal):
            return f"{mark}{v:f}{mark}" if v.is_finite() else None
        if isinstance(v, float) and not math.isfinite(v):
            return None
        if isinstance(v, (dt.date, dt.time)):
            return v.isoformat()
        if isinstance(v, dict):
            return {str(k): plain(x) for k, x in v.items()}
        if isinstance(v, (set, frozenset)):
            return sorted(plain(x) for x in v)
        if isinstance(v, (list, tuple)):
            return [plain(x) for x in v]
        return v

    text = json.dumps(plain(value), ensure_ascii=False, indent=indent, default=str)
    return text.replace(f'"{mark}', "").replace(f'{mark}"', "")


def say(text: str) -> None:
    """A line for people, on stderr."""
    click.echo(text, err=True)


class Progress:
    """A bar with rows per second on a terminal; nothing in a pipe."""

    def __init__(self) -> None:
        self._bar: Any = None
        self._task: Any = None
        self.is_shown = sys.stderr.isatty()

    @contextlib.contextmanager
    def running(self) -> Iterator[Progress]:
        """Show the bar while the block runs."""
        if not self.is_shown:
            yield self
            return
        from rich.console import Console
        from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bar

        counts = (TextColumn("{task.completed:,.0f} rows"), TextColumn("{task.fields[rate]}"), TimeElapsedColumn())
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=20), *counts)
        # rich would send what goes to stdout to the bar's own console: data in a pipe must not
        with Bar(*columns, console=Console(stderr=True), transient=True, redirect_stdout=sys.stdout.isatty()) as bar:
            self._bar, self._task = bar, bar.add_task("starting", total=None, rate="")
            yield self
            self._bar = None

    def step(self, file: str, step: str) -> None:
        """Name the step that runs now."""
        if self._bar:
            self._bar.update(self._task, description=f"{file[-50:]}: {step}")

    def rows(self, count: int) -> None:
        """Count rows."""
        if self._bar:
            self._bar.advance(self._task, count)
            speed = self._bar.tasks[0].speed
            self._bar.update(self._task, rate=f"{speed:,.0f} rows/s" if speed else "")
