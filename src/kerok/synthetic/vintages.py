"""How a file of a vintage is written: headers from the header registry, and the habits of CMS's exports around them."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Any

from kerok.contracts import read_yaml, sql_folder
from kerok.errors import UsageError

_PBJ_CP1252 = ("2018Q1..2018Q3", "2020Q1..2020Q1", "2021Q1..9999Q4")
_PBJ_LAST_LINE = ("2018Q1..2018Q3", "2020Q1..2020Q1", "2021Q1..2022Q4")


@dataclass(frozen=True)
class Layout:
    """One vintage of a dataset.

    Attributes:
        name: As in the registry.
        since: The quarter or month whose habits it follows, in values too.
        header: As in the file, in order.
        columns: The canonical name of each.
        quoted: Which cells stand in quotes: ``needed``, ``names`` with blanks too, ``text`` (all but whole numbers), ``first`` columns.
        encoding: cp1252, utf-8, or ascii (no name with a special character).
        end: Line end.
        last_line: What follows the last row.
        fixed_decimals: Hours as 7.50 rather than 7.5.
    """

    name: str
    since: str
    header: tuple[str, ...]
    columns: tuple[str, ...]
    quoted: str
    encoding: str
    end: str
    last_line: str
    fixed_decimals: bool = False


def normalised(header: str) -> str:
    """A header as the registry compares it: lower case, everything but letters and digits one underscore."""
    return re.sub(r"[^a-z0-9]+", "_", header.lower()).strip("_")


@functools.cache
def _registry(dataset: str) -> Any:
    return read_yaml(sql_folder() / "bronze" / f"{dataset}.yml")


def canonical(dataset: str, header: tuple[str, ...]) -> tuple[str, ...]:
    """The registry's column for each header of a file; raises KeyError for one it does not know."""
    present = {normalised(h) for h in header}
    found: dict[str, str] = {}
    for column in _registry(dataset)["columns"]:
        for alias in column["aliases"]:
            rule = alias if isinstance(alias, dict) else {"header": alias}
            applies = rule.get("when_present", rule["header"]) in present and rule.get("unless_present") not in present
            if rule["header"] in present and applies:
                found.setdefault(rule["header"], column["name"])
    return tuple(found[normalised(h)] for h in header)


def _within(quarter: str, ranges: tuple[str, ...]) -> bool:
    return any(first <= quarter <= last for first, last in (r.split("..") for r in ranges))


def pbj_layout(quarter: str) -> Layout:
    """How CMS wrote the PBJ file of that quarter; for later quarters, as the newest known."""
    vintages = _registry("pbj")["vintages"]
    newest = max(q for v in vintages for q in v["quarters"])
    vintage = next(v for v in vintages if min(quarter, newest) in v["quarters"])
    header = tuple(vintage["header"])
    return Layout(
        name=vintage["name"],
        since=quarter,
        header=header,
        columns=canonical("pbj", header),
        quoted="names" if quarter >= "2023Q1" else "needed",
        encoding="cp1252" if _within(quarter, _PBJ_CP1252) else "ascii",
        end="\r\n" if quarter < "2020Q2" else "\n",
        last_line=("\x1a" if quarter < "2020Q1" else "\n") if _within(quarter, _PBJ_LAST_LINE) else "",
        fixed_decimals=quarter < "2023Q1",
    )


def _starts(vintage: dict[str, Any]) -> str:
    return str(vintage["name"])[:7]


def providerinfo_layout(month: str, name: str | None = None) -> Layout:
    """How CMS wrote the Provider Info file of a month (2024-10) or of a named vintage; of two headers of a month, the later listed."""
    vintages = _registry("providerinfo")["vintages"]
    vintage = [v for v in vintages if (v["name"].startswith(name) if name else _starts(v) <= month)][-1]
    header, start = tuple(vintage["header"]), _starts(vintage) if name else month
    return Layout(
        name=vintage["name"],
        since=start,
        header=header,
        columns=canonical("providerinfo", header),
        quoted="first" if start >= "2024-01" else "text",
        encoding="utf-8" if start >= "2023-05" else "cp1252",
        end="\r\n" if start < "2021-01" else "\n",
        last_line="\n" if "2021-01" <= start <= "2024-06" else "",
    )


def parse_vintage(text: str | None) -> tuple[str | None, str | None]:
    """A PBJ quarter and a Provider Info vintage out of ``2017Q2``, ``2020-07`` or both with a comma.

    Raises:
        UsageError: A part names neither; the message lists what there is.
    """
    pbj: str | None = None
    providerinfo: str | None = None
    quarters = sorted(q for v in _registry("pbj")["vintages"] for q in v["quarters"])
    names = [v["name"] for v in _registry("providerinfo")["vintages"]]
    for part in re.split(r",(?! 20)", text) if text else []:
        wanted = part.strip()
        if wanted.upper() in quarters:
            pbj = wanted.upper()
        elif re.match("20[0-9]{2}-[0-9]{2}", wanted) and any(n.startswith(wanted) for n in names):
            providerinfo = wanted
        else:
            known = f"PBJ {quarters[0]}..{quarters[-1]}; Provider Info {', '.join(map(repr, names))}"
            raise UsageError(f"no vintage {wanted!r} is known", where=known, hint="--vintage 2017Q2, or --vintage 2017Q2,2020-07")
    return pbj, providerinfo
