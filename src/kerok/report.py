"""What people see: tables, progress, warnings. Data goes to stdout by the caller; everything here but tables goes to stderr."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import sys
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import click


def cell(value: Any) -> str:
    """A value as text: exact decimals, ISO days, empty for missing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (dt.date, Decimal)):
        return str(value)
    return str(value).replace("\n", "\\n").replace("\r", "\\r")


def table(names: Sequence[str], rows: Sequence[Sequence[Any]], *, numbers_right: bool = True) -> str:
    """Rows as an aligned text table, numbers to the right, no line cut."""
    texts = [[cell(v) for v in row] for row in rows]
    widths = [max([len(n), *(len(t[i]) for t in texts)]) for i, n in enumerate(names)]
    right = [numbers_right and bool(rows) and all(v is None or (isinstance(v, (int, float, Decimal)) and not isinstance(v, bool)) for v in column)
             for column in (zip(*rows, strict=True) if rows else [() for _ in names])]  # fmt: skip

    def line(parts: Sequence[str]) -> str:
        return "  ".join(p.rjust(w) if r else p.ljust(w) for p, w, r in zip(parts, widths, right, strict=True)).rstrip()

    return "\n".join([line(names), line(["-" * w for w in widths]), *(line(t) for t in texts)])


def to_json(value: Any, *, indent: int | None = 2) -> str:
    """JSON of dictionaries and lists; decimals exact, as numbers. Without ``indent`` on one line."""

    def plain(v: Any) -> Any:
        if isinstance(v, Decimal):
            return f"\0{v}\0"
        if isinstance(v, (dt.date, dt.datetime)):
            return v.isoformat()
        if isinstance(v, dict):
            return {str(k): plain(x) for k, x in v.items()}
        if isinstance(v, (list, tuple, set)):
            return [plain(x) for x in v]
        return v

    text = json.dumps(plain(value), ensure_ascii=False, indent=indent)
    return text.replace('"\\u0000', "").replace('\\u0000"', "")


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
        from rich.progress import Progress as Bar
        from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

        columns = (SpinnerColumn(), TextColumn("{task.description}"), TextColumn("{task.completed:,.0f} rows"), TextColumn("{task.fields[rate]}"), TimeElapsedColumn())
        with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
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
