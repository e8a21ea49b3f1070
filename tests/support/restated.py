"""A national quarter and its re-release, drawn so that every difference is known."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from tests.support.drawn_files import days_of, national_rows, pbj_csv, pbj_row, write
from tests.support.lakes import load

QUARTER = "2024Q2"
FIRST_PUBLISHED, AGAIN_PUBLISHED = "2024-10-30", "2025-01-30"
WITHDRAWN = "065001"  # the Colorado home, which the re-release no longer holds
ADDED = "015002"  # a second home in Alabama
CHANGED = "015001"  # the Alabama home, whose RN hours go up
CHANGED_DAYS = days_of(QUARTER)[3:8]
MORE_HOURS = 10  # on each of those days, all of employees
DAYS = len(days_of(QUARTER))


def first_release(folder: Path) -> Path:
    """The quarter as first published: one home in each of 52 areas."""
    return write(folder / "PBJ_first.csv", pbj_csv(national_rows(QUARTER)))


def second_release(folder: Path) -> Path:
    """The re-release: a home left out, one added, one with more RN hours on five days."""
    rows = national_rows(QUARTER, without=[WITHDRAWN])
    for row in rows:
        if row["PROVNUM"] == CHANGED and row["WorkDate"] in CHANGED_DAYS:
            row["Hrs_RN"] = f"{float(row['Hrs_RN']) + MORE_HOURS:g}"
            row["Hrs_RN_emp"] = f"{float(row['Hrs_RN_emp']) + MORE_HOURS:g}"
    rows += [pbj_row(ADDED, day) for day in days_of(QUARTER)]
    return write(folder / "PBJ_again.csv", pbj_csv(rows))


def load_first(home: Path, folder: Path) -> Path:
    """The lake with the first release."""
    load(home, first_release(folder), published=dt.date.fromisoformat(FIRST_PUBLISHED), received_at="2024-11-02T08:00:00.000000+00:00")
    return home


def load_again(home: Path, folder: Path) -> Path:
    """The re-release loaded into a lake."""
    load(home, second_release(folder), published=dt.date.fromisoformat(AGAIN_PUBLISHED), received_at="2025-02-01T08:00:00.000000+00:00")
    return home

