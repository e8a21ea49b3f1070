"""Rows damaged on purpose, of every kind seen in copies of CMS's files."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from kerok.synthetic.vintages import Layout

# Kind of damage -> what becomes of such a PBJ row when it is loaded.
FATE = {
    "ccn_power_of_ten": "quarantined",
    "ccn_lower_case": "repaired",
    "empty_key": "quarantined",
    "bad_date": "quarantined",
    "other_quarter": "quarantined",
    "bad_number": "quarantined",
    "exponent": "quarantined",
    "empty_measure": "kept",
    "too_few_fields": "quarantined",
    "too_many_fields": "quarantined",
    "duplicate_equal": "superseded",
    "duplicate_differs": "superseded",
    "spaces": "repaired",
}
_ADDS_A_ROW = ("duplicate_equal", "duplicate_differs")
_POWERS = ("1.50E+12", "4.40E+233", "9.8E+123", "1.5E+04")
_NOT_DATES = ("20240631", "2024-13-01", "0", "n/a", "45383")
_NOT_NUMBERS = ("n/a", "-7.5", "7,5", "#REF!", "-3")
_BLANKS = (" {} ", "\u00a0{}", "{}\t", "{}\u00a0 ")


@dataclass(frozen=True)
class Dialect:
    """What damage needs to know about a dataset: its key columns, its measures, and a date outside the file's period."""

    ccn: str
    date: str
    measures: tuple[str, ...]
    related: Callable[[str], tuple[str, ...]]
    other_date: str
    kinds: tuple[str, ...] = tuple(FATE)


def cell(value: str, layout: Layout, column: str = "") -> str:
    """The value as CMS writes it in that column: in quotes where the vintage has them."""
    if "," in value or '"' in value or _is_quoted(value, layout.quoted, column):
        return '"' + value.replace('"', '""') + '"'
    return value


_NAMES = ("provname", "city", "county_name")
_FIRST = ("cms_certification_number_ccn", "provider_name", "provider_address", "city_town", "state", "zip_code", "telephone_number",
          "provider_ssa_county_code", "county_parish", "provider_resides_in_hospital", "legal_business_name", "location")  # fmt: skip


def _is_quoted(value: str, quoted: str, column: str) -> bool:
    if quoted == "names":
        return " " in value and column in _NAMES
    if quoted == "text":
        return value != "" and (not value.isdigit() or column in _FIRST or column.endswith("_rating"))
    return quoted == "first" and column in _FIRST


@dataclass
class Damage:
    """Damages rows of one file, kind after kind, and counts what it did.

    Attributes:
        done: Rows damaged per kind.
        rows_added: Rows that duplicates added.
        at_end: Encoded lines to be written after all others.
    """

    layout: Layout
    dialect: Dialect
    done: Counter[str] = field(default_factory=Counter)
    rows_added: int = 0
    at_end: list[bytes] = field(default_factory=list)
    _next: int = 0

    def damaged(self, line: bytes) -> list[bytes]:
        """The lines that stand in place of this one (without line ends)."""
        cells = next(csv.reader([line.decode(self.layout.encoding)]))
        kind = self._kind(cells)
        turn = self.done[kind]
        self.done[kind] += 1
        if kind in _ADDS_A_ROW:
            self.rows_added += 1
            return self._duplicated(line, cells, kind, turn)
        return [self._line(_CHANGES[kind](self, list(cells), turn))]

    def _kind(self, cells: Sequence[str]) -> str:
        """The next kind in turn; only a CCN with a letter can be in lower case, and such a row is used for that while there are few."""
        lettered = not cells[self.at(self.dialect.ccn)].isdigit()
        if lettered and self.done["ccn_lower_case"] <= self._next // len(self.dialect.kinds):
            return "ccn_lower_case"
        kind = self.dialect.kinds[self._next % len(self.dialect.kinds)]
        self._next += 1
        return self._kind(cells) if kind == "ccn_lower_case" else kind

    def _duplicated(self, line: bytes, cells: list[str], kind: str, turn: int) -> list[bytes]:
        if kind == "duplicate_equal":
            if turn % 2:
                self.at_end.append(line)
                return [line]
            return [line, line]
        self.at_end.append(self._line(self._with_one_more(list(cells), turn)))
        return [line]

    def _with_one_more(self, cells: list[str], turn: int) -> list[str]:
        """The row with another number, and all that must agree with it changed alike."""
        for column in self.dialect.related(self.measure(turn))[:2]:
            at = self.at(column)
            whole, point, decimals = cells[at].partition(".")
            cells[at] = f"{int(whole) + 1 if whole.isdigit() else 1}{point}{decimals}"
        return cells

    def at(self, column: str) -> int:
        """Where the column stands in a row."""
        return self.layout.columns.index(column)

    def measure(self, turn: int) -> str:
        """The measure to damage this time: all in turn."""
        present = [m for m in self.dialect.measures if m in self.layout.columns]
        return present[turn * 7 % len(present)]

    def _line(self, cells: list[str]) -> bytes:
        columns = [*self.layout.columns, ""]
        names = (columns[n] if n < len(columns) else "" for n in range(len(cells)))
        encoding = "cp1252" if self.layout.encoding == "ascii" else self.layout.encoding
        return ",".join(cell(value, self.layout, column) for value, column in zip(cells, names, strict=False)).encode(encoding)


def _set(damage: Damage, cells: list[str], column: str, value: str) -> list[str]:
    cells[damage.at(column)] = value
    return cells


def _power(damage: Damage, cells: list[str], turn: int) -> list[str]:
    return _set(damage, cells, damage.dialect.ccn, _POWERS[turn % len(_POWERS)])


def _lower(damage: Damage, cells: list[str], turn: int) -> list[str]:
    return _set(damage, cells, damage.dialect.ccn, cells[damage.at(damage.dialect.ccn)].lower())


def _empty_key(damage: Damage, cells: list[str], turn: int) -> list[str]:
    return _set(damage, cells, (damage.dialect.ccn, damage.dialect.date)[turn % 2], "")


def _bad_date(damage: Damage, cells: list[str], turn: int) -> list[str]:
    return _set(damage, cells, damage.dialect.date, _NOT_DATES[turn % len(_NOT_DATES)])


def _other_date(damage: Damage, cells: list[str], turn: int) -> list[str]:
    return _set(damage, cells, damage.dialect.date, damage.dialect.other_date)


def _bad_number(damage: Damage, cells: list[str], turn: int) -> list[str]:
    return _set(damage, cells, damage.measure(turn), _NOT_NUMBERS[turn % len(_NOT_NUMBERS)])


def _exponent(damage: Damage, cells: list[str], turn: int) -> list[str]:
    return _set(damage, cells, damage.measure(turn), "1e3")


def _empty_measure(damage: Damage, cells: list[str], turn: int) -> list[str]:
    """One cell, or a role's three."""
    related = damage.dialect.related(damage.measure(turn))
    for column in related if turn % 3 == 2 else related[:1]:
        _set(damage, cells, column, "")
    return cells


def _too_few(damage: Damage, cells: list[str], turn: int) -> list[str]:
    return cells[: -2 - turn % 5]


def _too_many(damage: Damage, cells: list[str], turn: int) -> list[str]:
    at = damage.at(damage.dialect.ccn) + 1 + turn % 2
    return [*cells[:at], "INC.", *cells[at:]]


def _spaces(damage: Damage, cells: list[str], turn: int) -> list[str]:
    column = (damage.dialect.ccn, damage.measure(turn), damage.dialect.date)[turn % 3]
    blank = _BLANKS[turn % len(_BLANKS)]
    return _set(damage, cells, column, blank.format(cells[damage.at(column)]))


_CHANGES: dict[str, Callable[[Damage, list[str], int], list[str]]] = {
    "ccn_power_of_ten": _power,
    "ccn_lower_case": _lower,
    "empty_key": _empty_key,
    "bad_date": _bad_date,
    "other_quarter": _other_date,
    "bad_number": _bad_number,
    "exponent": _exponent,
    "empty_measure": _empty_measure,
    "too_few_fields": _too_few,
    "too_many_fields": _too_many,
    "spaces": _spaces,
}
