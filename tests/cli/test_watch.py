"""`kerok watch`: crossings since the last look, none told twice, re-releases among them."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.support.drawn_files import days_of, pbj_csv, pbj_row, write
from tests.support.lakes import forget, load, on_disk, pointers

from .conftest import Kerok

LOW, HIGH = "015001", "015002"
# Of a drawn row on 50 residents: scale 1 gives 164 hours (3.28), scale 2 gives 308 (6.16): 8 roles of place * 4 * scale + 0.25 + place * 0.5.
HOURS = {scale: sum(scale * place * 4 + Decimal("0.25") + place * Decimal("0.5") for place in range(1, 9)) for scale in (1, 2)}
HPRD = {scale: hours / 50 for scale, hours in HOURS.items()}


def quarter(folder: Path, name: str, low: int, high: int) -> Path:
    rows = [pbj_row(ccn, day, scale=scale) for ccn, scale in ((LOW, low), (HIGH, high)) for day in days_of(name)]
    return write(folder / f"PBJ_{name}_{low}{high}.csv", pbj_csv(rows))


def listed(folder: Path, text: str, name: str = "homes.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def crossings(kerok: Kerok, homes: Path, lake: Path, *words: str) -> list[tuple[Any, ...]]:
    ended = kerok("watch", homes, "--json", *words, home=lake)
    found = ended.data["crossings"]
    assert ended.code == (3 if found else 0), ended.err
    return [(c["ccn"], c["quarter"], c["became"], c["value"], c["before"], c["before_value"]) for c in found]


def test_crossings_are_told_once_as_quarters_come(kerok: Kerok, tmp_path: Path) -> None:
    lake, homes = tmp_path / "lake", listed(tmp_path, f"ccn,role_set,measure,below,above\n{LOW},,,4,\n{HIGH},cms_total,hprd,4,\n")
    load(lake, quarter(tmp_path, "2024Q1", 2, 2))
    assert crossings(kerok, homes, lake) == []
    load(lake, quarter(tmp_path, "2024Q2", 1, 2))
    assert crossings(kerok, homes, lake) == [(LOW, "2024Q2", "below", HPRD[1], "2024Q1", HPRD[2])]
    assert crossings(kerok, homes, lake) == []
    load(lake, quarter(tmp_path, "2024Q3", 1, 2))
    assert crossings(kerok, homes, lake) == [], "still below is no crossing"
    load(lake, quarter(tmp_path, "2024Q4", 2, 2))
    assert crossings(kerok, homes, lake) == [(LOW, "2024Q4", "within", HPRD[2], "2024Q3", HPRD[1])]


def test_a_re_release_that_moves_a_quarter_is_a_crossing(kerok: Kerok, tmp_path: Path) -> None:
    lake, homes = tmp_path / "lake", listed(tmp_path, "ccn,below\n*,4\n")
    load(lake, quarter(tmp_path, "2024Q1", 2, 2), published=dt.date(2024, 8, 1))
    assert crossings(kerok, homes, lake) == []
    load(lake, quarter(tmp_path, "2024Q1", 2, 1), published=dt.date(2024, 9, 1))
    assert crossings(kerok, homes, lake) == [(HIGH, "2024Q1", "below", HPRD[1], "2024Q1", HPRD[2])]


def test_the_first_look_tells_of_newest_quarters_alone(kerok: Kerok, tmp_path: Path) -> None:
    lake, homes = tmp_path / "lake", listed(tmp_path, "ccn,below\n*,4\n")
    load(lake, quarter(tmp_path, "2024Q1", 1, 2), quarter(tmp_path, "2024Q2", 2, 1))
    assert crossings(kerok, homes, lake) == [(LOW, "2024Q2", "within", HPRD[2], "2024Q1", HPRD[1]), (HIGH, "2024Q2", "below", HPRD[1], "2024Q1", HPRD[2])]


def test_at_the_limit_a_number_is_within_it(kerok: Kerok, tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    load(lake, quarter(tmp_path, "2024Q1", 1, 2))
    at, over = listed(tmp_path, f"ccn,below,above\n{LOW},{HPRD[1]},{HPRD[1]}\n"), listed(tmp_path, f"ccn,below\n{LOW},{HPRD[1] + Decimal('0.000001')}\n", "over.csv")
    assert crossings(kerok, at, lake) == []
    assert [c[2] for c in crossings(kerok, over, lake)] == ["below"]


def test_toml_says_the_same_as_csv(kerok: Kerok, tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    load(lake, quarter(tmp_path, "2024Q1", 1, 2))
    as_csv = listed(tmp_path, f"ccn,role_set,measure,below,above\n{LOW},cms_rn,hprd,0.9,\n{HIGH},cms_rn,hprd,0.9,\n*,,under_8_rn_days,,-1\n")
    as_toml = listed(tmp_path, f'[[watch]]\nccn = ["{LOW}", "{HIGH}"]\nrole_set = "cms_rn"\nbelow = 0.9\n\n[[watch]]\nccn = "*"\nmeasure = "under_8_rn_days"\nabove = -1\n', "homes.toml")
    found = crossings(kerok, as_csv, lake)
    assert found == crossings(kerok, as_toml, lake)
    rn = sum(place * 4 + Decimal("0.25") + place * Decimal("0.5") for place in (1, 2, 3)) / 50
    assert found == [(LOW, "2024Q1", "below", rn, None, None), (LOW, "2024Q1", "above", 0, None, None), (HIGH, "2024Q1", "above", 0, None, None)]


def test_a_dry_run_keeps_nothing_and_a_lake_that_is_only_read_has_no_trace(kerok: Kerok, demo_home: Path, tmp_path: Path) -> None:
    homes = listed(tmp_path, "ccn,measure,above\n415052,zero_staff_days,3\n999999,hours,1\n")
    before = (on_disk(demo_home), pointers(demo_home))
    assert len(crossings(kerok, homes, demo_home, "--dry-run")) == 1
    assert [p.name for p in tmp_path.iterdir()] == ["homes.csv"]
    assert len(crossings(kerok, homes, demo_home)) == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == ["homes.csv", "homes.csv.seen.json"]
    assert (on_disk(demo_home), pointers(demo_home)) == before
    ended = kerok("watch", homes, home=demo_home).well()
    assert ended.out == "0 crossings since the last look; 1 newest quarters are beyond a limit; 1 numbers looked at\n"
    assert "no quarter of 999999 is loaded" in ended.err


def test_two_lakes_are_kept_apart(kerok: Kerok, tmp_path: Path) -> None:
    homes = listed(tmp_path, "ccn,below\n*,4\n")
    for name in ("one", "two"):
        load(tmp_path / name, quarter(tmp_path, "2024Q1", 1, 2))
        assert len(crossings(kerok, homes, tmp_path / name)) == 1
    assert [crossings(kerok, homes, tmp_path / name) for name in ("one", "two")] == [[], []]
    assert len(json.loads((tmp_path / "homes.csv.seen.json").read_text("utf-8"))["lakes"]) == 2


def test_text_names_home_limit_and_both_values(kerok: Kerok, tmp_path: Path) -> None:
    load(tmp_path / "lake", quarter(tmp_path, "2024Q1", 1, 2))
    ended = kerok("watch", listed(tmp_path, "ccn,below\n*,4\n"), home=tmp_path / "lake")
    assert ended.code == 3
    assert "015001  HOME 015001  AL     2024Q1   cms_total hprd below 4  below  3.280000" in ended.out


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("ccn,limit\n415052,3\n", ("the columns are ccn, role_set", "limit")),
        ("role_set,below\ncms_rn,3\n", ("no column ccn",)),
        ("ccn,below\n", ("holds no limit",)),
        ("ccn,below\n415052,\n", ("neither below nor above", "line 2")),
        ("ccn,below\n415052,low\n", ("below low is not a number", "line 2")),
        ("ccn,below\n4150,3\n", ("'4150' is not a CCN", "line 2")),
        ("ccn,measure,below\n415052,stars,3\n", ("no measure stars", "under_8_rn_days")),
        ("ccn,role_set,below\n415052,nurses,3\n", ("no role set nurses", "cms_total")),
    ],
)
def test_a_list_that_cannot_be_read_is_told_by_line(kerok: Kerok, demo_home: Path, tmp_path: Path, text: str, parts: tuple[str, ...]) -> None:
    kerok("watch", listed(tmp_path, text), home=demo_home).failed(2, *parts)


def test_other_wrong_files(kerok: Kerok, demo_home: Path, tmp_path: Path) -> None:
    kerok("watch", tmp_path / "none.csv", home=demo_home).failed(2, "cannot read", "kerok watch --help")
    kerok("watch", listed(tmp_path, "[[watch", "x.toml"), home=demo_home).failed(2, "cannot read", "[[watch]]")
    homes = listed(tmp_path, "ccn,below\n415052,4\n")
    listed(tmp_path, "nothing", "homes.csv.seen.json")
    kerok("watch", homes, home=demo_home).failed(2, "cannot read what was seen last time", "remove homes.csv.seen.json")


@pytest.mark.parametrize("ccn", [LOW, "*"])
def test_a_number_that_was_withdrawn_is_told_once(kerok: Kerok, tmp_path: Path, ccn: str) -> None:
    lake, homes = tmp_path / "lake", listed(tmp_path, f"ccn,below\n{ccn},4\n")
    load(lake, quarter(tmp_path, "2024Q1", 2, 2))
    only = quarter(tmp_path, "2024Q2", 2, 2)
    load(lake, only)
    assert crossings(kerok, homes, lake) == []
    forget(lake, only)
    assert [c for c in crossings(kerok, homes, lake) if c[0] == LOW] == [(LOW, "2024Q2", "gone", None, "2024Q2", HPRD[2])]
    assert crossings(kerok, homes, lake) == []
    forget(lake, tmp_path / "PBJ_2024Q1_22.csv")
    assert [c[:3] for c in crossings(kerok, homes, lake) if c[0] == LOW] == [(LOW, "2024Q1", "gone")]
    assert crossings(kerok, homes, lake) == []
