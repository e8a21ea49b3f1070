"""What a trace found, for people and for programs."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from kerok.report import cell, table
from kerok.sources.folder import shown


@dataclass(frozen=True)
class Cell:
    """One cell as received.

    Attributes:
        column: Column of silver (PBJ) or of the traced row (Provider Info) that it becomes.
        header: Its header in the file; None where the file has no such column.
    """

    column: str
    header: str | None
    text: str | None


@dataclass
class RawRow:
    """One record of a source file, as received.

    Attributes:
        row: Row as a spreadsheet numbers it, the header being 1.
        status: ``live`` (in silver), ``superseded`` (a later row of the file has its key), ``quarantined``.
        counted: Whether its cells are in the number; None where nothing is counted.
        reason: Why not, or what became of the row.
        cells: What the number is made of.
    """

    row: int
    raw: str
    status: str = "live"
    counted: bool | None = None
    reason: str = ""
    cells: list[Cell] = field(default_factory=list)


@dataclass
class TracedFile:
    """One source file behind the number.

    Attributes:
        table: Silver table its rows are in.
        columns: Columns of the traced row that come from it; empty where all do.
        rows_live: Rows of the file that the number is made of, shown or not.
        rows: The first of them, and rows of the same keys that are not live.
    """

    table: str
    dataset: str
    file_name: str
    file_sha256: str
    published: str | None
    received_at: str
    encoding: str | None
    vintage: str | None
    bronze: str
    header: str
    rows_live: int
    columns: list[str] = field(default_factory=list)
    origin_sha256: str | None = None
    rows: list[RawRow] = field(default_factory=list)

    @property
    def row_numbers(self) -> list[int]:
        return [r.row for r in self.rows]


@dataclass
class Recount:
    """The row's numbers counted again.

    Attributes:
        source: ``raw cells``, or the table they were counted from where the raw rows are too many.
        values: Column and value counted again.
        differs: Columns whose value in the row is another.
    """

    source: str
    values: dict[str, Any]
    differs: list[str]

    @property
    def equals(self) -> bool:
        return not self.differs


@dataclass
class Trace:
    """From one row to the raw lines it is made of.

    Attributes:
        row: The row, all columns, exact.
        role_set: Name, version, title and members of the role set counted; None where the number is not about one.
        lineage: The relation and what it is made from, down to silver: name, grain, formula, steps.
        silver_rows: Rows by silver table.
        counts: Which days count, in words; empty where nothing is counted.
        notes: What is not shown, and why.
    """

    name: str
    kind: str
    grain: str
    key: dict[str, Any]
    row: dict[str, Any]
    formula: str
    steps: str
    role_set: dict[str, Any] | None
    lineage: list[dict[str, str]]
    silver_rows: dict[str, int]
    files: list[TracedFile]
    recomputed: Recount | None
    counts: str = ""
    notes: list[str] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """For ``--json``: decimals and days as they are."""
        body = asdict(self)
        for file, traced in zip(body["files"], self.files, strict=True):
            file["row_numbers"] = traced.row_numbers
        if self.recomputed is not None:
            body["recomputed"] = {**body["recomputed"], "equals": self.recomputed.equals}
        return body

    def __str__(self) -> str:
        parts = [self._heading(), self._row_text(), self._meaning(), *(_file_text(f) for f in self.files), self._check_text(), *self.notes]
        return "\n\n".join(p for p in parts if p)

    def _heading(self) -> str:
        key = ", ".join(f"{k} = {cell(v)}" for k, v in self.key.items())
        return f"{self.name} ({self.kind}: {self.grain})\n{key}"

    def _row_text(self) -> str:
        known = [[k, v] for k, v in self.row.items() if v is not None]
        empty = [k for k, v in self.row.items() if v is None]
        return table(["column", "value"], known, numbers_right=False) + (f"\nempty: {', '.join(empty)}" if empty else "")

    def _meaning(self) -> str:
        lines = [f"formula: {self.formula}"] if self.formula else []
        if self.role_set:
            members = ", ".join(f"{m['column']} ({m['title']})" for m in self.role_set["members"])
            lines.append(f"role set: {self.role_set['name']} version {self.role_set['version']}: {self.role_set['title']}\nmembers: {members}")
        if self.counts:
            lines.append(f"counted: {self.counts}")
        for step in self.lineage:
            lines.append(f"{step['name']}: {' '.join((step['steps'] or step['grain']).split())}")
        return "\n".join(lines)

    def _check_text(self) -> str:
        if self.recomputed is None:
            return ""
        sums = ["hours", "resident_days", "hprd", "ours", "utilization"]
        some = {k: self.recomputed.values[k] for k in sums if k in self.recomputed.values}
        told = ", ".join(f"{k} {cell(v)}" for k, v in some.items()) or f"{len(self.recomputed.values)} columns"
        verdict = "equals the row" if self.recomputed.equals else f"DIFFERS from the row in {', '.join(self.recomputed.differs)}: please report it"
        return f"counted again from {self.recomputed.source}: {told}: {verdict}"


def _file_text(file: TracedFile) -> str:
    of = f" for {', '.join(file.columns)}" if file.columns else ""
    mends = f", mends rows of {file.origin_sha256[:12]}" if file.origin_sha256 else ""
    rows = f": {file.rows_live:,} row{'s' * (file.rows_live != 1)} of {file.table}{of}" if file.rows_live else ""
    lines = [
        f"{shown(file.file_name)}{rows}",
        f"sha256 {file.file_sha256}\nbronze {file.bronze}",
        f"{file.dataset}, published {file.published or 'unknown'}, received {file.received_at}, {file.encoding}, header of {file.vintage or '?'}{mends}",
    ]
    width = len(f"{max(file.row_numbers, default=1):,}")
    lines.append(f"  {1:>{width}}  {_one_line(file.header)}")
    for row in file.rows:
        told = "" if row.status == "live" and row.counted is not False else f"   <- {row.status if row.status != 'live' else 'not counted'}: {row.reason}"
        lines.append(f"  {row.row:>{width},}  {_one_line(row.raw)}{told}")
        if file.table == "silver_providerinfo":
            lines += [f"  {'':>{width}}    {c.column} <- {c.header or 'no such column'}: {cell(c.text)}" for c in row.cells]
    live = sum(r.status == "live" for r in file.rows)
    if live < file.rows_live:
        lines.append(f"  ... {file.rows_live - live:,} more rows (--limit 0 shows all)")
    return "\n".join(lines)


def _one_line(text: str) -> str:
    return text if text.isprintable() else "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
