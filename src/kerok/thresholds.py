"""Reference lines of the user's own: read from a CSV, checked whole, kept in ``gold_threshold`` beside those that come with Kerok."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from kerok import contracts as declared
from kerok import gold
from kerok.candidate import open_candidate
from kerok.errors import UsageError, shown
from kerok.lake import Lake
from kerok.query import Reader

REQUIRED = ("state", "role_set", "value", "citation")
OPTIONAL = ("threshold_id", "value_to", "valid_from", "valid_to", "legal_status")
_EXAMPLE = "state,role_set,value,value_to,valid_from,valid_to,citation"


@dataclass(frozen=True)
class Line:
    """One reference line: hours per resident day of a role set.

    Attributes:
        state: Two letters; None where it is for all.
        value: Hours per resident day; the lower end of a range.
        value_to: Upper end of a range.
        valid_from, valid_to: First and last day in force, as YYYY-MM-DD; None where not limited.
    """

    threshold_id: str
    state: str | None
    role_set: str
    value: Decimal
    value_to: Decimal | None
    valid_from: str | None
    valid_to: str | None
    citation: str
    legal_status: str | None
    file_name: str | None = None
    file_sha256: str | None = None


def shipped() -> list[Line]:
    """The lines that come with Kerok (``sql/reference/thresholds.yml``)."""
    lines = declared.reference("thresholds")["lines"]
    return [Line(n["id"], None, n["role_set"], Decimal(n["value"]), None, None, None, n["citation"], n["legal_status"]) for n in lines]


def own(lake: Lake) -> list[Line]:
    """The imported lines, by id."""
    rows = Reader(lake).rows("SELECT * FROM gold_threshold ORDER BY threshold_id")
    return [Line(**{**r, **{d: r[d] and r[d].isoformat() for d in ("valid_from", "valid_to")}}) for r in rows]


def import_lines(lake: Lake, path: Path) -> tuple[list[Line], int]:
    """Take the lines of a file in, all or none; a line whose id is known takes its place.

    Returns:
        The file's lines, and how many of them took another's place.

    Raises:
        UsageError: The file cannot be read, or a row of it is no line: every bad row is named.
    """
    lines = read_lines(path)
    names = {n.threshold_id for n in lines}
    with lake.writer():
        lake.open()
        known = own(lake)
        kept = [n for n in known if n.threshold_id not in names]
        _write(lake, [*kept, *lines])
    return lines, len(known) - len(kept)


def remove_lines(lake: Lake, names: tuple[str, ...]) -> None:
    """Take imported lines out, all or none.

    Raises:
        UsageError: A name is not that of an imported line.
    """
    with lake.writer():
        lake.open()
        known = own(lake)
        if unknown := sorted(set(names) - {n.threshold_id for n in known}):
            comes_with_kerok = set(unknown) & {n.threshold_id for n in shipped()}
            what = "it comes with Kerok and stays" if comes_with_kerok else "no imported line has that name"
            raise UsageError(f"cannot remove {', '.join(unknown)}: {what}", hint="kerok thresholds list")
        _write(lake, [n for n in known if n.threshold_id not in names])


def _write(lake: Lake, lines: list[Line]) -> None:
    with open_candidate(lake) as candidate:
        candidate.build("gold_threshold", None, gold.rows_sql(candidate, "gold_threshold", map(asdict, lines)))
        lake.publish(list(candidate.changes.values()), lambda transaction: None)


# ------------------------------------------------------------------------------------------ reading the file


def read_lines(path: Path) -> list[Line]:
    """The lines of a CSV with the columns ``state, role_set, value, citation`` and, where wanted, ``threshold_id, value_to, valid_from,
    valid_to, legal_status``; in any order.

    Raises:
        UsageError: The file cannot be read, lacks a column or has an unknown one, or rows of it are no lines: every bad row is named.
    """
    try:
        content = path.read_bytes()
        text = content.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read {shown(path.name)}", where=str(error), hint=f"a CSV in UTF-8 that begins: {_EXAMPLE}") from error
    rows = csv.DictReader(io.StringIO(text, newline=""), restkey="")
    header = [h.strip() for h in rows.fieldnames or ()]
    wrong = [f"no column {c}" for c in REQUIRED if c not in header] + [f"column {h!r} means nothing here" for h in header if h not in REQUIRED + OPTIONAL]
    if wrong:
        raise UsageError(f"{shown(path.name)} is no file of thresholds", where="; ".join(wrong), hint=f"begin it: {_EXAMPLE}")
    rows.fieldnames = header
    lines: list[Line] = []
    bad: list[str] = []
    for row in rows:
        found = list(_faults(row))
        bad += [f"row {rows.line_num}: {fault}" for fault in found]
        if not found:
            lines.append(_line(row, path.name, hashlib.sha256(content).hexdigest()))
    names = Counter(n.threshold_id for n in lines)
    bad += [f"threshold_id {name} is there {count} times" for name, count in names.items() if count > 1]
    bad += [f"threshold_id {name} is one that comes with Kerok" for name in names if name in {n.threshold_id for n in shipped()}]
    if bad or not lines:
        raise UsageError(f"nothing imported from {shown(path.name)}", where="\n         ".join(bad) or "it has no rows", hint="mend these rows and import it again")
    return lines


def _text(row: dict[str, Any], column: str) -> str:
    return str(row.get(column) or "").strip()


def _faults(row: dict[str, Any]) -> Iterator[str]:
    """What in a row keeps it from being a line."""
    if "" in row:
        yield "more cells than the header"
    if not re.fullmatch(r"[A-Z]{2}|", _text(row, "state")):
        yield f"state {_text(row, 'state')!r} is not two capital letters (US or empty: all states)"
    role_sets = [s["name"] for s in declared.role_sets()]
    if _text(row, "role_set") not in role_sets:
        yield f"role_set {_text(row, 'role_set')!r} is none of {', '.join(role_sets[:8])}, role_..."
    for column in ("value", "value_to"):
        if (column == "value" or _text(row, column)) and _hprd(_text(row, column)) is None:
            yield f"{column} {_text(row, column)!r} is not hours per resident day, above 0 to 24, with up to four decimals"
    for column in ("valid_from", "valid_to"):
        if _text(row, column) and not _is_day(_text(row, column)):
            yield f"{column} {_text(row, column)!r} is not a day written YYYY-MM-DD"
    low, high = _hprd(_text(row, "value")), _hprd(_text(row, "value_to"))
    if low is not None and high is not None and high <= low:
        yield f"value_to {high} is not above value {low}"
    if _text(row, "valid_from") and _text(row, "valid_to") and _text(row, "valid_to") < _text(row, "valid_from"):
        yield "valid_to lies before valid_from"
    if not _text(row, "citation"):
        yield "citation is empty: a line without a source cannot be checked"
    if not re.fullmatch(r"\w*", _text(row, "threshold_id"), re.ASCII):
        yield f"threshold_id {_text(row, 'threshold_id')!r} is not letters, digits and underscores"


def _hprd(text: str) -> Decimal | None:
    if not re.fullmatch(r"[0-9]{1,2}([.][0-9]{1,4})?", text, re.ASCII):
        return None
    return value if 0 < (value := Decimal(text)) <= 24 else None


def _is_day(text: str) -> bool:
    try:
        return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII)) and bool(dt.date.fromisoformat(text))
    except ValueError:
        return False


def _line(row: dict[str, Any], file_name: str, file_sha256: str) -> Line:
    state, role_set, start = _text(row, "state") or "US", _text(row, "role_set"), _text(row, "valid_from")
    value = _hprd(_text(row, "value"))
    assert value is not None
    return Line(
        _text(row, "threshold_id") or "_".join(filter(None, (state.lower(), role_set, start.replace("-", "_")))), None if state == "US" else state, role_set, value,
        _hprd(_text(row, "value_to")), start or None, _text(row, "valid_to") or None, _text(row, "citation"), _text(row, "legal_status") or None, file_name, file_sha256,
    )  # fmt: skip
