"""Work follows the change: a file touches the partitions that it has rows of, and no other file of any table is written anew."""

from __future__ import annotations

from pathlib import Path

from kerok import contracts as declared
from tests.support import drawn_files as drawn
from tests.support import lakes

BY_QUARTER = [c.name for c in declared.tables() if c.partition == "quarter"]


def quarter(folder: Path, name: str, scale: int = 1) -> Path:
    rows = [drawn.pbj_row(ccn, day, scale=scale) for ccn in ("015009", "015010") for day in drawn.days_of(name)]
    return drawn.write(folder / f"{name}-{scale}.csv", drawn.pbj_csv(rows))


def release(folder: Path, date: str, beds: str = "60") -> Path:
    rows = [drawn.providerinfo_row(ccn, date, beds=beds) for ccn in ("015009", "015010")]
    return drawn.write(folder / f"{date}-{beds}.csv", drawn.providerinfo_csv(rows))


def files(home: Path) -> dict[str, dict[str | None, set[str]]]:
    """Live files by table and partition."""
    found: dict[str, dict[str | None, set[str]]] = {}
    for table, live in lakes.lake_at(home).live_files([c.name for c in declared.tables()]).items():
        for file in live:
            found.setdefault(table, {}).setdefault(file.partition, set()).add(file.path)
    return found


def changed(before: dict[str, dict[str | None, set[str]]], after: dict[str, dict[str | None, set[str]]]) -> dict[str, set[str | None]]:
    """Partitions with other files than before, by table; tables that are one file left out."""
    found = {}
    for table in {*before, *after}:
        old, new = before.get(table, {}), after.get(table, {})
        parts = {p for p in {*old, *new} if old.get(p) != new.get(p)} - {None}
        if parts:
            found[table] = parts
    return found


def test_a_quarter_touches_itself_alone(tmp_path: Path) -> None:
    home = tmp_path / "lake"
    lakes.load(home, *(quarter(tmp_path, q) for q in ("2023Q3", "2023Q4", "2024Q1")), release(tmp_path, "2024-07-01"))
    seen = files(home)
    lakes.load(home, quarter(tmp_path, "2024Q2"))
    assert changed(seen, files(home)) == {table: {"2024Q2"} for table in BY_QUARTER}
    seen = files(home)
    lakes.load(home, quarter(tmp_path, "2023Q4", scale=2))
    assert changed(seen, files(home)) == {table: {"2023Q4"} for table in BY_QUARTER}


def test_a_release_touches_the_quarters_it_can_speak_of(tmp_path: Path) -> None:
    """Beds within 366 days; the daily rows it never touches."""
    home = tmp_path / "lake"
    lakes.load(home, *(quarter(tmp_path, q) for q in ("2022Q3", "2023Q4", "2024Q2")))
    seen = files(home)
    lakes.load(home, release(tmp_path, "2024-10-01"))
    both: set[str | None] = {"2023Q4", "2024Q2"}
    assert changed(seen, files(home)) == {
        "silver_providerinfo": {"2024-10-01"}, "gold_monthly_staffing_fact": both, "gold_quarterly_provider_fact": both,
    }  # fmt: skip


def test_what_contributes_nothing_touches_nothing(tmp_path: Path) -> None:
    import datetime as dt

    home = tmp_path / "lake"
    lakes.load(home, drawn.write(tmp_path / "national.csv", drawn.pbj_csv(drawn.national_rows())), published=dt.date(2024, 11, 1))
    seen = files(home)
    lakes.load(home, quarter(tmp_path, "2024Q2"), published=dt.date(2024, 8, 1))
    assert changed(seen, files(home)) == {}
