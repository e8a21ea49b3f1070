"""Provider Info files: one row per facility, its staffing summed from the synthetic PBJ of the quarter that the release describes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from kerok.synthetic import calibration as cal
from kerok.synthetic import identity, ratings, reported
from kerok.synthetic.damage import FATE, Damage, Dialect, cell
from kerok.synthetic.draws import Ints
from kerok.synthetic.homes import Homes
from kerok.synthetic.pbj import MARK
from kerok.synthetic.quarters import Release
from kerok.synthetic.reported import Subject
from kerok.synthetic.staffing import Sums
from kerok.synthetic.vintages import Layout

_MEASURES = ("number_of_certified_beds", "average_number_of_residents_per_day", "reported_total_nurse_staffing_hours_per_resident_per_day",
             "number_of_fines", "overall_rating")  # fmt: skip
# A date of another release makes a row of another release, and which cell a surplus one shifts is not known: neither is used here.
_KINDS = tuple(kind for kind in FATE if kind not in ("other_quarter", "too_many_fields"))


def file_name(release: Release) -> str:
    """As CMS names the download."""
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return f"NH_ProviderInfo_{months[release.processing_date.month - 1]}{release.processing_date.year}.csv"


def _columns(subject: Subject, layout: Layout) -> dict[str, list[str]]:
    """Every column that synthetic files fill, as text; a canonical column that is missing here is empty."""
    staffing = reported.staffing(subject)
    stars = ratings.stars(subject, staffing)
    columns = identity.columns(subject, layout) | staffing.columns | stars | ratings.surveys(subject)
    columns |= ratings.chain_averages(subject, stars)
    return _newly_certified(subject, columns)


def _newly_certified(subject: Subject, columns: dict[str, list[str]]) -> dict[str, list[str]]:
    """Homes certified too recently to have numbers: a dot stands for them, footnote 1 beside ratings."""
    for n in np.flatnonzero(subject.is_new).tolist():
        for name, values in columns.items():
            if name.startswith(("rating_cycle", "total_weighted")):
                values[n] = "."
            elif name.endswith("_rating") and f"{name}_footnote" in columns:
                values[n], columns[f"{name}_footnote"][n] = "", "1"
    return columns


def _order(columns: dict[str, list[str]], layout: Layout, count: int) -> list[list[str]]:
    blank = [""] * count
    return [[cell(value, layout, name) for value in columns.get(name, blank)] for name in layout.columns]


def _damage(layout: Layout) -> Damage:
    return Damage(layout, Dialect("cms_certification_number_ccn", "processing_date", _MEASURES, lambda column: (column,), "", _KINDS))


def write_providerinfo(
    path: Path, homes: Homes, chosen: Ints, release: Release, sums: Sums, layout: Layout, dirt: float, progress: Callable[[int], None]
) -> tuple[int, dict[str, int]]:
    """Writes the release; returns its rows (duplicates among them) and the damaged rows per kind."""
    subject = reported.make_subject(homes, chosen, release, sums, layout.since)
    listed = np.flatnonzero(homes.draws.uniform("not listed", chosen) >= cal.NOT_IN_PROVIDERINFO)
    columns = _order(_columns(subject, layout), layout, len(chosen))
    end, damage = layout.end, _damage(layout)
    lines = [",".join(row) + ",1" for row in zip(*columns, strict=True)]
    hit = homes.draws.uniform("dirt", chosen, release.processing_date.toordinal()) < dirt
    header = ",".join([*(f'"{name}"' for name in layout.header), MARK])
    with path.open("wb") as out:
        out.write((header + end).encode(layout.encoding))
        for n in listed.tolist():
            line = lines[n].encode(layout.encoding)
            for written in damage.damaged(line) if hit[n] else [line]:
                out.write(written + end.encode())
        out.write(b"".join(line + end.encode() for line in damage.at_end) + layout.last_line.encode())
    progress(len(listed))
    return len(listed) + damage.rows_added, dict(damage.done)
