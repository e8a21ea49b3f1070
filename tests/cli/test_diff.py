"""`kerok diff`: every planted difference is found, and nothing else."""

from __future__ import annotations

import csv
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from kerok.sides import Sides
from tests.support.drawn_files import pbj_csv, pbj_row, providerinfo_csv, providerinfo_row, write
from tests.support.lakes import RI_PBJ, load, on_disk, pointers, sha256
from tests.support.restated import ADDED, CHANGED, CHANGED_DAYS, DAYS, MORE_HOURS, QUARTER, WITHDRAWN, first_release, second_release

from .conftest import Kerok

SIX = Decimal("0.000001")


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("releases")
    return first_release(folder), second_release(folder)


def sums(path: Path, ccn: str | None = None) -> tuple[Decimal, int]:
    """Hours and resident days of a file, or of one home in it, in plain Python."""
    with path.open(encoding="utf-8") as stream:
        rows = [r for r in csv.DictReader(stream) if ccn in (None, r["PROVNUM"])]
    hours = sum((Decimal(v) for r in rows for k, v in r.items() if k.startswith("Hrs_") and not k.endswith(("_emp", "_ctr"))), Decimal(0))
    return hours, sum(int(r["MDScensus"]) for r in rows)


def rate(hours: Decimal, days: int) -> Decimal:
    return (hours / days).quantize(SIX, ROUND_HALF_UP)


def assert_the_planted(found: dict[str, Any], first: Path, again: Path) -> None:
    assert [f["ccn"] for f in found["facilities_added"]] == [ADDED]
    assert [(f["ccn"], f["state"], f["rows"]) for f in found["facilities_withdrawn"]] == [(WITHDRAWN, "CO", DAYS)]
    assert (found["rows_added"], found["rows_withdrawn"], found["rows_changed"]) == (DAYS, DAYS, len(CHANGED_DAYS))
    assert [(c["column_name"], c["cms_column"], c["cells"], c["facilities"]) for c in found["cells_by_column"]] == [("hrs_rn", "Hrs_RN", 5, 1), ("hrs_rn_emp", "Hrs_RN_emp", 5, 1)]
    cells = [c for c in found["cells"] if c["change"] == "changed"]
    assert [(c["ccn"], c["work_date"].replace("-", "")) for c in cells] == [(CHANGED, d) for d in CHANGED_DAYS for _ in range(2)]
    assert {Decimal(c["new"]) - Decimal(c["old"]) for c in cells} == {Decimal(MORE_HOURS)}
    effect = {f["ccn"]: f for f in found["facilities"]}
    assert set(effect) == {ADDED, WITHDRAWN, CHANGED}
    (hours_a, days), (hours_b, _) = sums(first, CHANGED), sums(again, CHANGED)
    assert (effect[CHANGED]["hours_a"], effect[CHANGED]["hours_b"], effect[CHANGED]["resident_days_b"]) == (hours_a, hours_b, days)
    assert (effect[CHANGED]["hprd_a"], effect[CHANGED]["hprd_b"]) == (rate(hours_a, days), rate(hours_b, days))
    nation = next(n for n in found["nation"] if n["role_set"] == "cms_total")
    assert (nation["hprd_a"], nation["hprd_b"]) == (rate(*sums(first)), rate(*sums(again)))
    assert nation["hprd_change"] == nation["hprd_b"] - nation["hprd_a"]
    assert found["is_national"] is True


@pytest.mark.parametrize("form", ["files", "hashes", "moments", "moment and now"])
def test_every_way_to_name_the_two_finds_the_same(kerok: Kerok, restated: Path, releases: tuple[Path, Path], cache: Path, form: str) -> None:
    first, again = releases
    sides = {
        "files": (first, again), "hashes": (sha256(first)[:12], sha256(again)), "moments": (f"{QUARTER}@2024-11-15", f"{QUARTER}@2025-02-01"),
        "moment and now": (f"{QUARTER}@2024-11-15", QUARTER),
    }[form]  # fmt: skip
    before = (on_disk(restated), pointers(restated))
    found = kerok("diff", *sides, "--json", "--limit", 0, home=restated).well().data
    assert_the_planted(found, first, again)
    assert (on_disk(restated), pointers(restated)) == before
    assert not cache.exists()


def test_two_files_need_no_lake(kerok: Kerok, releases: tuple[Path, Path], tmp_path: Path) -> None:
    text = kerok("diff", *releases, home=tmp_path / "none").well().out
    assert "facilities: 1 added, 1 withdrawn\nrows: 91 added, 91 withdrawn, 5 changed in 10 cells\n" in text
    assert not (tmp_path / "none").exists()


def test_there_is_no_difference_to_itself(kerok: Kerok, demo_home: Path) -> None:
    found = kerok("diff", "2023Q2", RI_PBJ, "--json", home=demo_home).well().data
    assert (found["facilities_added"], found["facilities_withdrawn"], found["cells_by_column"], found["facilities"], found["cells"]) == ([], [], [], [], [])
    assert (found["rows_added"], found["rows_withdrawn"], found["rows_changed"]) == (0, 0, 0)
    assert found["is_national"] is False
    assert {n["hprd_change"] for n in found["nation"]} == {0}


def test_two_quarters_are_compared_by_facility(kerok: Kerok, demo_home: Path, tmp_path: Path) -> None:
    found = kerok("diff", "2023Q2", "2024Q1", "--json", home=demo_home).well().data
    assert (found["rows_changed"], found["cells_by_column"]) == (None, None)
    assert len(found["facilities_withdrawn"]) == 75
    kerok("diff", "2023Q2", "2024Q1", "-o", tmp_path / "x.csv", home=demo_home).failed(2, "different periods", "--table facilities")
    kerok("diff", "2023Q2", "2024Q1", "--table", "facilities", "-o", tmp_path / "x.csv", home=demo_home).well()
    assert len(list(csv.DictReader((tmp_path / "x.csv").open()))) == len(found["facilities"]) == 83


def test_tables_go_to_parquet_and_csv(kerok: Kerok, releases: tuple[Path, Path], tmp_path: Path) -> None:
    kerok("diff", *releases, "-o", tmp_path / "cells.parquet", home=tmp_path).well()
    cells = pq.read_table(tmp_path / "cells.parquet").to_pylist()
    assert len(cells) == 2 * len(CHANGED_DAYS) + 2 * DAYS
    assert {(c["change"], c["column_name"]) for c in cells} == {("changed", "hrs_rn"), ("changed", "hrs_rn_emp"), ("added", None), ("withdrawn", None)}
    kerok("diff", *releases, "--table", "facilities", "-o", tmp_path / "effect.csv", home=tmp_path).well()
    assert {r["ccn"] for r in csv.DictReader((tmp_path / "effect.csv").open())} == {ADDED, CHANGED, WITHDRAWN}


def test_another_role_set(kerok: Kerok, releases: tuple[Path, Path], tmp_path: Path) -> None:
    found = kerok("diff", *releases, "--role-set", "cms_aide", "--json", home=tmp_path).well().data
    assert {f["ccn"] for f in found["facilities"]} == {ADDED, WITHDRAWN}, "aides' hours did not change"
    kerok("diff", *releases, "--role-set", "nurses", home=tmp_path).failed(2, "no role set nurses", "cms_total")


def test_a_withdrawn_home_beyond_cmss_limits_is_told_from_one_that_may_have_closed(kerok: Kerok, tmp_path: Path) -> None:
    days = ["20240401", "20240402"]
    high = [pbj_row("015003", d, census="5") for d in days]  # 164 hours on 5 residents
    first = write(tmp_path / "a.csv", pbj_csv([pbj_row("015001", d) for d in days] + [pbj_row("015002", d) for d in days] + high))
    again = write(tmp_path / "b.csv", pbj_csv([pbj_row("015001", d) for d in days]))
    gone = kerok("diff", first, again, "--json", home=tmp_path).well().data["facilities_withdrawn"]
    assert [(g["ccn"], g["why"].split(":")[0].split(" (")[0]) for g in gone] == [
        ("015002", "not known from these files"), ("015003", "outside the limits within which CMS publishes a home"),
    ]  # fmt: skip


def test_provider_info_releases(kerok: Kerok, tmp_path: Path) -> None:
    old = write(tmp_path / "NH_Oct.csv", providerinfo_csv([providerinfo_row("015009"), providerinfo_row("015010"), providerinfo_row("015011")]))
    new = write(tmp_path / "NH_Nov.csv", providerinfo_csv([providerinfo_row("015009", "2024-11-01", beds="66"), providerinfo_row("015010", "2024-11-01"), providerinfo_row("015012", "2024-11-01")]))
    load(tmp_path / "lake", old, new)
    for sides in ((old, new), ("2024-10-01", "2024-11-01")):
        found = kerok("diff", *sides, "--json", home=tmp_path / "lake").well().data
        assert ([f["ccn"] for f in found["facilities_added"]], [f["ccn"] for f in found["facilities_withdrawn"]]) == (["015012"], ["015011"])
        assert [(c["ccn"], c["cms_column"], c["old"], c["new"]) for c in found["cells"] if c["change"] == "changed"] == [("015009", "Number of Certified Beds", "60", "66")]
        assert (found["facilities"], found["nation"]) == ([], [])
    kerok("diff", old, new, "--table", "facilities", "-o", tmp_path / "x.csv", home=tmp_path).failed(2, "no hours to add up")


@pytest.mark.parametrize(
    ("sides", "code", "parts"),
    [
        (("none.csv", "2023Q2"), 2, ("none.csv is nothing that can be compared", "2024Q2@2024-11-01")),
        (("abcdef", "2023Q2"), 2, ("no loaded files have a hash that begins with abcdef", "kerok status")),
        (("2022Q1", "2023Q2"), 1, ("no file of 2022Q1 is loaded", "2023Q2, 2024Q1")),
        (("2023Q2@2000-01-01", "2023Q2"), 1, ("none of the files loaded was known on 2000-01-01",)),
        (("2023Q2@noon", "2023Q2"), 2, ("noon is not a day written YYYY-MM-DD",)),
        (("2023Q2", "2023-10-01"), 2, ("of different datasets",)),
    ],
)
def test_what_cannot_be_compared(kerok: Kerok, demo_home: Path, sides: tuple[str, str], code: int, parts: tuple[str, ...]) -> None:
    kerok("diff", *sides, home=demo_home).failed(code, *parts)


def test_a_file_whose_rows_are_live_is_not_read_again(kerok: Kerok, restated: Path, releases: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    first, again = releases
    read: list[str] = []
    one = Sides._read
    monkeypatch.setattr(Sides, "_read", lambda self, label, *rest: (read.append(label), one(self, label, *rest))[1])
    found = kerok("diff", first, again, "--json", "--limit", 0, home=restated).well().data
    assert_the_planted(found, first, again)
    assert read == [str(first)], "the re-release is live in the lake, the first release is not"
    assert (found["b"]["label"], found["b"]["files"][0]["file_sha256"]) == (str(again), sha256(again))
