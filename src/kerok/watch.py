"""A list of homes and limits: what crossed a limit since it was last looked at."""

from __future__ import annotations

import csv
import io
import json
import os
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from kerok import contracts as declared
from kerok.errors import UsageError
from kerok.lake import Lake
from kerok.query import Reader
from kerok.rawlines import ccn_in
from kerok.report import cell, to_json
from kerok.rowkey import dicts

RATES = ("hprd", "weekend_hprd", "contract_share", "hours", "resident_days")  # of a role set, as vw_facility_hprd has them
COUNTS = ("zero_rn_days", "under_8_rn_days", "zero_staff_days", "days_with_residents")  # of a home's quarter
_COLUMNS = ("ccn", "role_set", "measure", "below", "above")
EVERY = "*"
_EXAMPLE = "ccn,role_set,measure,below,above\n415052,cms_total,hprd,3.5,"


@dataclass(frozen=True)
class Limit:
    """A line that a home's number may cross.

    Attributes:
        ccn: The home; ``*`` for every home loaded.
        role_set: None for a measure that is of no role set.
        side: ``below`` or ``above``; at the limit itself a number is within.
    """

    ccn: str
    role_set: str | None
    measure: str
    side: str
    value: Decimal

    def is_beyond(self, number: Any) -> bool:
        return bool(number < self.value if self.side == "below" else number > self.value)

    @property
    def words(self) -> str:
        return f"{self.role_set + ' ' if self.role_set else ''}{self.measure} {self.side} {self.value:f}"


@dataclass(frozen=True)
class Crossing:
    """A home's quarter that lies on the other side of a limit than what was last seen.

    Attributes:
        became: ``below``, ``above`` or ``within``; ``gone`` where the quarter was seen and its number is no longer there.
        before: The quarter it is compared with: the same one where it was restated, else the one before; None where the home was never seen.
    """

    ccn: str
    facility_name: str | None
    state: str | None
    quarter: str
    limit: str
    became: str
    value: Decimal | int | None
    before: str | None
    before_value: Decimal | int | None


@dataclass
class Watched:
    """What one look found.

    Attributes:
        beyond: Homes whose newest quarter is beyond a limit, crossed now or long ago.
        unknown: CCNs of the list of which nothing is loaded.
        state: What to keep for the next time.
    """

    crossings: list[Crossing] = field(default_factory=list)
    beyond: int = 0
    numbers: int = 0
    unknown: list[str] = field(default_factory=list)
    is_first: bool = False
    state: dict[str, Any] = field(default_factory=dict)


# ------------------------------------------------------------------------------------------ the list


def read_limits(path: Path) -> list[Limit]:
    """The limits of a CSV or TOML file.

    Raises:
        UsageError: The file cannot be read, or a line of it is no limit; names the line.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read {path}", where=getattr(error, "strerror", None) or str(error), hint="kerok watch --help   (shows what the file looks like)") from error
    found = [limit for where, entry in (_from_toml(path, text) if path.suffix.lower() == ".toml" else _from_csv(path, text)) for limit in _limits(where, entry)]
    if not found:
        raise UsageError(f"{path} holds no limit", hint="first lines of a CSV: " + _EXAMPLE.replace("\n", " / "))
    return found


def _from_csv(path: Path, text: str) -> Iterable[tuple[str, dict[str, Any]]]:
    reader = csv.DictReader(io.StringIO(text))
    unknown = sorted(set(reader.fieldnames or ()) - set(_COLUMNS))
    if unknown or "ccn" not in (reader.fieldnames or ()):
        raise UsageError(f"{path}: the columns are {', '.join(_COLUMNS)}", where=f"not known: {', '.join(unknown)}" if unknown else "no column ccn", hint="first lines of a CSV: " + _EXAMPLE.replace("\n", " / "))
    for row in reader:
        yield f"{path}, line {reader.line_num}", {k: (v or "").strip() for k, v in row.items() if k is not None}


def _from_toml(path: Path, text: str) -> Iterable[tuple[str, dict[str, Any]]]:
    try:
        body = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"cannot read {path}", where=str(error), hint='[[watch]]  ccn = ["415052"]  measure = "hprd"  below = 3.5') from error
    for number, entry in enumerate(body.get("watch", ()), start=1):
        if unknown := sorted(set(entry) - set(_COLUMNS)):
            raise UsageError(f"{path}: the keys are {', '.join(_COLUMNS)}", where=f"[[watch]] {number}: {', '.join(unknown)}", hint='[[watch]]  ccn = ["415052"]  measure = "hprd"  below = 3.5')
        yield f"{path}, [[watch]] {number}", entry


def _limits(where: str, entry: dict[str, Any]) -> Iterable[Limit]:
    ccns = entry.get("ccn", "")
    measure = str(entry.get("measure") or "hprd")
    role_set = str(entry.get("role_set") or "cms_total") if measure in RATES else None
    sides = {side: entry[side] for side in ("below", "above") if entry.get(side) not in (None, "")}
    if measure not in RATES + COUNTS:
        raise UsageError(f"there is no measure {measure} to watch", where=where, hint=f"measures: {', '.join(RATES + COUNTS)}")
    if role_set and role_set not in (known := [s["name"] for s in declared.role_sets()]):
        raise UsageError(f"there is no role set {role_set}", where=where, hint=f"role sets: {', '.join(known)}")
    if not sides:
        raise UsageError("neither below nor above is given", where=where, hint="first lines of a CSV: " + _EXAMPLE.replace("\n", " / "))
    for given in ccns if isinstance(ccns, list) else [ccns]:
        ccn = ccn_in(str(given))
        if ccn != EVERY and len(ccn) != 6:
            raise UsageError(f"{str(given)!r} is not a CCN: six characters, or * for every home", where=where, hint="kerok query \"SELECT ccn, facility_name FROM gold_facility_dim\"")
        for side, value in sides.items():
            yield Limit(ccn, role_set, measure, side, _number(where, side, value))


def _number(where: str, side: str, value: Any) -> Decimal:
    try:
        number = Decimal(str(value))
        if number.is_finite():
            return number
    except InvalidOperation:
        pass
    raise UsageError(f"{side} {value} is not a number", where=where, hint="a limit is written 3.5")


# ------------------------------------------------------------------------------------------ what crossed


def watch(lake: Lake, limits: list[Limit], seen: dict[str, Any]) -> Watched:
    """What lies on the other side of a limit than when it was last looked at.

    A quarter seen before is compared with itself as it was then: a re-release can move it. A quarter that is new is compared with the one before
    it, and counts as a crossing where there is none and it is beyond the limit. A number that was seen and has been withdrawn is told once. The first time, each home's newest quarter alone is looked at.

    Args:
        seen: What the last look kept; empty the first time.

    Raises:
        LakeDamaged: There is no lake.
    """
    numbers = _numbers(lake, limits)
    found = Watched(is_first=not seen)
    for limit in limits:
        homes = sorted(set(numbers) | {key.split(" ")[0] for key in seen}) if limit.ccn == EVERY else [limit.ccn]
        for ccn in homes:
            if ccn in numbers or f"{ccn} {limit.words}" in seen:
                _look(limit, ccn, numbers.get(ccn, {}), seen, found)
            elif ccn not in found.unknown:
                found.unknown.append(ccn)
    return found


def _look(limit: Limit, ccn: str, quarters: dict[str, dict[str, Any]], seen: dict[str, Any], found: Watched) -> None:
    name = limit.measure if limit.role_set is None else f"{limit.role_set} {limit.measure}"
    series = {q: row[name] for q, row in sorted(quarters.items()) if row.get(name) is not None}
    key = f"{ccn} {limit.words}"
    then = {q: Decimal(v) for q, v in seen.get(key, {}).items()}
    if series:
        found.state[key] = {q: str(v) for q, v in series.items()}
    found.numbers += len(series)
    for quarter in sorted(set(then) - set(series)):
        row = quarters.get(quarter) or next(iter(quarters.values()), {"facility_name": None, "state": None})
        found.crossings.append(Crossing(ccn, row["facility_name"], row["state"], quarter, limit.words, "gone", None, quarter, then[quarter]))
    ordered = list(series)
    found.beyond += bool(ordered) and limit.is_beyond(series[ordered[-1]])
    for place, quarter in enumerate(ordered):
        if not then and place < len(ordered) - 1:
            continue
        before = quarter if quarter in then else ordered[place - 1] if place else None
        was = then.get(quarter) if quarter in then else series[before] if before else None
        is_beyond, was_beyond = limit.is_beyond(series[quarter]), was is not None and limit.is_beyond(was)
        if is_beyond != was_beyond:
            row = quarters[quarter]
            became = limit.side if is_beyond else "within"
            found.crossings.append(Crossing(ccn, row["facility_name"], row["state"], quarter, limit.words, became, series[quarter], before, was))


def _numbers(lake: Lake, limits: list[Limit]) -> dict[str, dict[str, dict[str, Any]]]:
    """Of each watched home and quarter the numbers that are watched, by ``role_set measure`` or ``measure``."""
    ccns = sorted({limit.ccn for limit in limits} - {EVERY})
    every = any(limit.ccn == EVERY for limit in limits)
    which = "" if every else f" WHERE ccn IN ({', '.join('?' * len(ccns))})"
    found: dict[str, dict[str, dict[str, Any]]] = {}
    sets = sorted({limit.role_set for limit in limits if limit.role_set})
    with Reader(lake).open({"vw_facility_hprd", "gold_quarterly_provider_fact"}) as con:
        rows = dicts(con, f"SELECT ccn, quarter, facility_name, state, {', '.join(COUNTS)} FROM gold_quarterly_provider_fact{which}", [] if every else ccns)
        for row in rows:
            found.setdefault(row["ccn"], {})[row["quarter"]] = row
        for name in sets:
            rates = dicts(con, f"SELECT ccn, quarter, {', '.join(RATES)} FROM vw_facility_hprd{which + ' AND' if which else ' WHERE'} role_set = ?", [*([] if every else ccns), name])
            for row in rates:
                found[row["ccn"]][row["quarter"]] |= {f"{name} {m}": row[m] for m in RATES}
    return found


# ------------------------------------------------------------------------------------------ what is kept


def state_file(path: Path) -> Path:
    """Where a list's last look is kept: beside the list, so that the lake may be read-only."""
    return path.with_name(path.name + ".seen.json")


def read_state(path: Path, home: Path) -> dict[str, Any]:
    """What the last look at this lake kept; empty the first time; raises UsageError where it cannot be read."""
    if not path.exists():
        return {}
    try:
        body = json.loads(path.read_text("utf-8"))
        return dict(body["lakes"].get(str(home), {}))
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise UsageError(f"cannot read what was seen last time: {path}", where=str(error), hint=f"remove {path.name}; the next look is then the first") from error


def write_state(path: Path, home: Path, state: dict[str, Any]) -> None:
    """Keep a look for the next time; the file is there whole or as it was. Raises UsageError where it cannot be written."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        body = json.loads(path.read_text("utf-8")) if path.exists() else {"lakes": {}}
        body["lakes"][str(home)] = state
        part.write_text(to_json(body), "utf-8")
        part.replace(path)
    except OSError as error:
        raise UsageError(f"cannot keep what was seen: {path}", where=error.strerror or str(error), hint="copy the list to a folder that can be written, or --dry-run") from error
    finally:
        part.unlink(missing_ok=True)


def as_rows(found: Watched) -> list[list[Any]]:
    """Crossings for a table."""
    return [[c.ccn, c.facility_name, c.state, c.quarter, c.limit, c.became, cell(c.value), c.before, cell(c.before_value)] for c in found.crossings]


NAMES = ("ccn", "facility", "state", "quarter", "limit", "now", "value", "before", "value before")


def summary(found: Watched) -> str:
    """One line: how many crossed, how many are beyond a limit."""
    since = "looked at for the first time" if found.is_first else "since the last look"
    return f"{len(found.crossings):,} crossings {since}; {found.beyond:,} newest quarters are beyond a limit; {found.numbers:,} numbers looked at"
