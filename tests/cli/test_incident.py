"""`kerok incident`: the days around a date, counted again in plain Python over CMS's rows."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.support.lakes import RI_PBJ, sha256

from .conftest import Kerok

CCN, DATE = "415052", dt.date(2023, 5, 14)
ROLES = ("RNDON", "RNadmin", "RN", "LPNadmin", "LPN", "CNA", "NAtrn", "MedAide")
RN = ROLES[:3]


def raw_rows() -> list[dict[str, str]]:
    with RI_PBJ.open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def hours(row: dict[str, str], roles: Iterable[str] = ROLES, part: str = "") -> Decimal:
    return sum((Decimal(row[f"Hrs_{r}{part}"]) for r in roles), Decimal(0))


def day(row: dict[str, str]) -> dt.date:
    return dt.datetime.strptime(row["WorkDate"], "%Y%m%d").date()


def rate(rows: list[dict[str, str]], roles: Iterable[str] = ROLES) -> Decimal:
    """Hours over residents of the rows with residents, six places."""
    rows = [r for r in rows if int(r["MDScensus"])]
    roles = tuple(roles)
    return (sum(hours(r, roles) for r in rows) / Decimal(sum(int(r["MDScensus"]) for r in rows))).quantize(Decimal("0.000001"), ROUND_HALF_UP)


@pytest.fixture(scope="module")
def raw() -> list[dict[str, str]]:
    return raw_rows()


def test_every_day_is_what_cmss_rows_say(kerok: Kerok, demo_home: Path, raw: list[dict[str, str]]) -> None:
    found = kerok("incident", CCN, DATE, "--json", home=demo_home).well().data
    own = {str(day(r)): r for r in raw if r["PROVNUM"] == CCN}
    assert [d["work_date"] for d in found["days"]] == [str(DATE + dt.timedelta(n)) for n in range(-14, 15)]
    for shown in found["days"]:
        row = own[shown["work_date"]]
        assert shown["residents"] == int(row["MDScensus"])
        assert (shown["cms_total_hours"], shown["cms_rn_hours"]) == (hours(row), hours(row, RN))
        assert (shown["employee_hours"], shown["contract_hours"]) == (hours(row, part="_emp"), hours(row, part="_ctr"))
        assert [shown[f"{r.lower()}{part}_hours"] for r in ROLES for part in ("", "_employee", "_contract")] == [
            Decimal(row[f"Hrs_{r}{part}"]) for r in ROLES for part in ("", "_emp", "_ctr")
        ]
        assert (shown["hprd"], shown["rn_hprd"]) == (rate([row]), rate([row], RN))
        assert shown["is_without_rn"] is (hours(row, RN) == 0)
        assert shown["is_under_8_rn_hours"] is (hours(row, RN) < 8)
        assert shown["is_without_hours"] is (hours(row) == 0)
        assert shown["file_sha256"] == sha256(RI_PBJ)


def test_usual_is_of_the_same_weekday_outside_the_window_and_the_states_is_of_the_day(kerok: Kerok, demo_home: Path, raw: list[dict[str, str]]) -> None:
    found = kerok("incident", CCN, DATE, "--days", 3, "--json", home=demo_home).well().data
    for shown in found["days"]:
        date = dt.date.fromisoformat(shown["work_date"])
        others = [r for r in raw if r["PROVNUM"] == CCN and day(r).weekday() == date.weekday() and abs((day(r) - DATE).days) > 3 and int(r["MDScensus"])]
        assert (shown["usual_days"], shown["usual_hprd"], shown["usual_rn_hprd"]) == (len(others), rate(others), rate(others, RN))
        everyone = [r for r in raw if day(r) == date]
        assert (shown["state_facilities"], shown["state_hprd"]) == (sum(bool(int(r["MDScensus"])) for r in everyone), rate(everyone))
        assert shown["state_rn_hprd"] == rate(everyone, RN)


def test_files_and_role_sets_are_named(kerok: Kerok, demo_home: Path) -> None:
    found = kerok("incident", CCN, DATE, "--json", home=demo_home).well().data
    (file,) = found["files"]
    assert (file["file_name"], file["file_sha256"], file["days"]) == (RI_PBJ.name, sha256(RI_PBJ), 29)
    assert found["role_sets"] == {"cms_total": 1, "cms_rn": 1, "cms_lpn": 1, "cms_aide": 1}


def test_days_beyond_what_is_loaded_say_so(kerok: Kerok, demo_home: Path) -> None:
    found = kerok("incident", CCN, "2023-04-01", "--days", 2, "--json", home=demo_home).well().data
    assert [(d["work_date"], d["is_reported"], d["note"]) for d in found["days"][:3]] == [
        ("2023-03-30", False, "2023Q1 is not loaded"), ("2023-03-31", False, "2023Q1 is not loaded"), ("2023-04-01", True, None),
    ]  # fmt: skip
    assert found["days"][0]["hprd"] is None


def test_days_without_hours_are_not_days_without_nurses(kerok: Kerok, demo_home: Path, raw: list[dict[str, str]]) -> None:
    empty = min(day(r) for r in raw if r["PROVNUM"] == CCN and int(r["MDScensus"]) and hours(r) == 0)
    (shown,) = kerok("incident", CCN, empty, "--days", 0, "--json", home=demo_home).well().data["days"]
    assert (shown["is_without_hours"], shown["is_without_rn"], shown["hprd"]) == (True, True, 0)
    assert shown["note"].startswith("no hours of any kind reported")


def test_text_and_csv_and_page_show_the_same(kerok: Kerok, demo_home: Path, tmp_path: Path) -> None:
    words = ("incident", CCN, DATE, "--days", "5")
    text = kerok(*words, home=demo_home).well().out
    assert text.startswith(f"CHARLESGATE NURSING CENTER ({CCN}, RI): 2023-05-09 to 2023-05-19, around 2023-05-14\n")
    days: list[Any] = kerok(*words, "--json", home=demo_home).well().data["days"]
    kerok(*words, "-o", tmp_path / "window.csv", home=demo_home).well()
    lines = list(csv.DictReader(io.StringIO((tmp_path / "window.csv").read_text("utf-8"))))
    assert [(x["work_date"], Decimal(x["cms_total_hours"]), Decimal(x["hprd"])) for x in lines] == [(d["work_date"], d["cms_total_hours"], d["hprd"]) for d in days]
    kerok(*words, "-o", tmp_path / "window.html", home=demo_home).well()
    page = (tmp_path / "window.html").read_text("utf-8")
    assert re.findall(r"(?:src|href)=|https?://|@import|url\(", page) == [], "nothing from the network"
    for d in days:
        assert d["work_date"] in page
        assert str(d["cms_total_hours"]) in page
        assert str(d["cms_total_hours"]) in text
    assert page.count("<rect") == len(days)
    assert sha256(RI_PBJ) in page


@pytest.mark.parametrize(
    ("words", "code", "parts"),
    [
        (("41505", DATE), 1, ("no day of 041505 is loaded", "gold_facility_dim")),
        (("4150522", DATE), 2, ("4150522 is not a CCN", "kerok incident 415052")),
        ((CCN, "2023-13-01"), 2, ("2023-13-01 is not a day written YYYY-MM-DD",)),
        ((CCN, "2022-01-01"), 1, ("its 91 days loaded run from 2023-04-01 to 2023-06-30", f"kerok incident {CCN} 2023-06-30")),
        ((CCN, DATE, "--days", "400"), 2, ("not in the range",)),
        ((CCN, DATE, "-o", "window.docx"), 2, ("the name's ending chooses the form", ".html")),
    ],
)
def test_what_cannot_be_shown(kerok: Kerok, demo_home: Path, words: tuple[Any, ...], code: int, parts: tuple[str, ...]) -> None:
    kerok("incident", *words, home=demo_home).failed(code, *parts)


def test_without_a_lake(kerok: Kerok, tmp_path: Path) -> None:
    kerok("incident", CCN, DATE, home=tmp_path / "none").failed(1, "no lake here yet", "kerok ingest PATH")
    assert not (tmp_path / "none").exists()
