"""PBJ Daily Nurse Staffing files: 91 or so lines per facility, put together as bytes."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kerok.synthetic import calibration as cal
from kerok.synthetic import quarters
from kerok.synthetic.damage import FATE, Damage, Dialect, cell
from kerok.synthetic.draws import Bools, Ints
from kerok.synthetic.homes import Homes
from kerok.synthetic.staffing import Days, QuarterMaker, Sums
from kerok.synthetic.vintages import Layout

MARK = "kerok_synthetic"
_CHUNK = 256
_OF_FACILITY = ("provnum", "provname", "city", "state", "county_name", "county_fips", "cy_qtr")
_PLAIN = str.maketrans("\u2019\u2013", "'-")
_HOURS = tuple(f"hrs_{role}{end}" for role in cal.ROLES for end in ("", "_emp", "_ctr"))
_Matrix = NDArray[np.void]


def file_name(quarter: str) -> str:
    """As CMS names the download."""
    return f"PBJ_Daily_Nurse_Staffing_Q{quarter[5]}_{quarter[:4]}.csv"


def plain(name: str, layout: Layout) -> str:
    """The name with the apostrophes and dashes that the vintage's encoding knows."""
    return name.translate(_PLAIN) if layout.encoding == "ascii" else name


@functools.cache
def _number_cells(limit: int, hundredths: bool, fixed: bool) -> NDArray[np.uint64]:
    """The cell of every number below the limit with its comma, as eight bytes filled up with zero bytes."""
    if not hundredths:
        texts = [f"{n}," for n in range(limit)]
    elif fixed:
        texts = [f"{n // 100}.{n % 100:02d}," for n in range(limit)]
    else:
        ends = [f".{n:02d}".rstrip("0").rstrip(".") + "," for n in range(100)]
        texts = [f"{n // 100}{ends[n % 100]}" for n in range(limit)]
    return np.array(texts, dtype="S8").view(np.uint64)


def _cells(values: NDArray[np.int32] | Ints, hundredths: bool, fixed: bool) -> NDArray[np.uint64]:
    limit = 1 << max(int(values.max(initial=0)).bit_length(), 10)
    return _number_cells(min(limit, 1_000_000), hundredths, fixed)[values]


class _Lines:
    """Turns days into lines of one layout: every cell has room in a row of bytes, and what is left empty is dropped at the end."""

    def __init__(self, homes: Homes, maker: QuarterMaker, layout: Layout) -> None:
        self.homes, self.maker, self.layout = homes, maker, layout
        self._dates = np.array([f"{d:%Y%m%d}," for d in maker.dates], dtype="S9")
        self._tail = ("1" + layout.end).encode()

    def text(self, chosen: Ints, days: Days) -> bytes:
        """The lines of the facilities, in order."""
        width = max((len(self._of_facility(int(i), self.layout.columns)) for i in chosen), default=1)
        groups = [(kind, tuple(columns)) for kind, columns in groupby(self.layout.columns, self._kind)]
        formats = {"facility": f"S{width}", "workdate": "S9", "number": "u8", "incomplete": "S2"}
        fields = [(f"{n}", formats[kind], (len(columns),) if kind == "number" else ()) for n, (kind, columns) in enumerate(groups)]
        rows = np.zeros(days.residents.shape, dtype=np.dtype([*fields, ("tail", f"S{len(self._tail)}")]))
        for n, (kind, columns) in enumerate(groups):
            self._fill(rows[f"{n}"], kind, columns, chosen, days)
        rows["tail"] = self._tail
        return rows[days.present].tobytes().translate(None, b"\0")

    def _kind(self, column: str) -> str:
        if column in _OF_FACILITY:
            return "facility"
        return column if column in ("workdate", "incomplete") else "number"

    def _fill(self, part: _Matrix, kind: str, columns: tuple[str, ...], chosen: Ints, days: Days) -> None:
        if kind == "facility":
            part[:] = np.array([self._of_facility(int(i), columns) for i in chosen])[:, None]
        elif kind == "workdate":
            part[:] = self._dates[None, :]
        elif kind == "incomplete":
            part[:] = np.where(days.incomplete, b"1,", b"0,")
        else:
            for n, column in enumerate(columns):
                part[:, :, n] = self._numbers(column, days)

    def _of_facility(self, index: int, columns: tuple[str, ...]) -> bytes:
        homes = self.homes
        values = {
            "provnum": str(homes.ccn[index]),
            "provname": plain(homes.name[index], self.layout),
            "city": homes.city[index],
            "state": cal.areas()[int(homes.area[index])].code,
            "county_name": homes.county[index],
            "county_fips": homes.county_fips[index],
            "cy_qtr": self.maker.quarter,
        }
        text = "".join(cell(values[c], self.layout, c) + "," for c in columns if c in values)
        return text.encode(self.layout.encoding)

    def _numbers(self, column: str, days: Days) -> NDArray[np.uint64]:
        if column == "mdscensus":
            return _cells(days.residents, hundredths=False, fixed=False)
        role, _, end = column.removeprefix("hrs_").partition("_")
        n = cal.ROLES.index(role)
        hours, contract = days.hours[:, :, n], days.contract[:, :, n]
        return _cells({"": hours, "emp": hours - contract, "ctr": contract}[end], hundredths=True, fixed=self.layout.fixed_decimals)


def _related(column: str) -> tuple[str, ...]:
    if not column.startswith("hrs_"):
        return (column,)
    role = column.removesuffix("_emp").removesuffix("_ctr")
    return (role, f"{role}_emp", f"{role}_ctr")


def _damage(layout: Layout, quarter: str) -> Damage:
    other = quarters.days(quarters.name(quarters.number(quarter) - 1))[40]
    dialect = Dialect("provnum", "workdate", ("mdscensus", *_HOURS), _related, f"{other:%Y%m%d}", tuple(FATE))
    return Damage(layout, dialect)


@dataclass(frozen=True)
class Written:
    """What was written: rows (duplicates among them), damaged rows per kind, and CMS's sums of the undamaged facilities."""

    rows: int
    damaged: dict[str, int]
    sums: Sums


def _spoilt(text: bytes, hit: Bools, layout: Layout, damage: Damage) -> bytes:
    """The text with the lines that are hit replaced."""
    end = layout.end.encode()
    lines = text.split(end)[:-1]
    for n in np.flatnonzero(hit).tolist():
        lines[n] = end.join(damage.damaged(lines[n]))
    return end.join(lines) + end


def chunks(chosen: Ints) -> Iterator[Ints]:
    """The facilities in portions that fit the processor's cache."""
    return (chosen[at : at + _CHUNK] for at in range(0, len(chosen), _CHUNK))


def write_pbj(path: Path, chosen: Ints, maker: QuarterMaker, layout: Layout, dirt: float, progress: Callable[[int], None]) -> Written:
    """Writes the quarter's file of the chosen facilities, one line per facility and day in that order."""
    lines, damage, parts, rows = _Lines(maker.homes, maker, layout), _damage(layout, maker.quarter), [], 0
    with path.open("wb") as out:
        out.write((",".join([*layout.header, MARK]) + layout.end).encode("ascii"))
        for some in chunks(chosen):
            days = maker.days(some)
            text = lines.text(some, days)
            if dirt > 0:
                day = np.arange(days.residents.shape[1], dtype=np.int64)[None, :]
                hit = maker.homes.draws.uniform("dirt", some[:, None], maker.number, day) < dirt
                text = _spoilt(text, hit[days.present], layout, damage)
            out.write(text)
            parts.append(maker.sums(days))
            rows += int(days.present.sum())
            progress(int(days.present.sum()))
        out.write(b"".join(line + layout.end.encode() for line in damage.at_end) + layout.last_line.encode())
    return Written(rows + damage.rows_added, dict(damage.done), Sums.joined(parts))
