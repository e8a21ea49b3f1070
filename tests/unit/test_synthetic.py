"""Synthetic files: the same everywhere, shaped like CMS's of every vintage, and adding up to the published figures."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections import Counter, defaultdict
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kerok.contracts import read_yaml, sql_folder
from kerok.errors import KerokError, UsageError
from kerok.synthetic import FATE, SyntheticFile, planned_rows, write_synthetic
from kerok.synthetic import calibration as cal
from kerok.synthetic.homes import area_of, make_homes
from kerok.synthetic.quarters import days, parse_quarters, release_after
from kerok.synthetic.staffing import QuarterMaker, Sums
from kerok.synthetic.vintages import canonical, pbj_layout

CCN = re.compile(r"9[789][0-9A-Z][0-9]{3}")
VINTAGES = {dataset: read_yaml(sql_folder() / "bronze" / f"{dataset}.yml")["vintages"] for dataset in ("pbj", "providerinfo")}
QUARTERS = sorted(q for v in VINTAGES["pbj"] for q in v["quarters"])


def written(out: Path, dataset: str = "pbj", **arguments: Any) -> SyntheticFile:
    wanted: dict[str, Any] = {"facilities": 60, "quarters": "2024Q2"} | arguments
    files = write_synthetic(out, **wanted)
    return next(f for f in files if f.dataset == dataset)


def rows_of(file: SyntheticFile) -> list[dict[str, str]]:
    """The rows under canonical names; the mark keeps its own."""
    raw = file.path.read_bytes()
    text = raw.decode("cp1252" if b"\x92" in raw and b"\xe2\x80\x99" not in raw else "utf-8")
    header, *rows = (r for r in csv.reader(io.StringIO(text, newline="")) if len(r) > 1)
    names = [*canonical(file.dataset, tuple(header[:-1])), header[-1]]
    return [dict(zip(names, row, strict=True)) for row in rows]


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


# --- the same everywhere ---


def test_same_arguments_give_same_bytes(tmp_path: Path) -> None:
    first, second = (write_synthetic(tmp_path / n, facilities=60, quarters="2022Q1,2024Q2", dirt=0.01) for n in "ab")
    assert [sha256(f.path) for f in first] == [sha256(f.path) for f in second]
    assert [f.damage for f in first] == [f.damage for f in second]
    other = written(tmp_path / "c", seed=2, dirt=0.01)
    assert sha256(other.path) != sha256(next(f for f in first if f.period == "2024Q2").path)


def test_bytes_are_those_of_every_other_machine(tmp_path: Path) -> None:
    """Pinned: a change here changes everybody's synthetic files, and belongs in the changelog."""
    assert sha256(written(tmp_path).path) == "6e8e6f9629f1e46757d03eb9dc77452f40421091499fd4e5ddc3b65e4549d7cc"


def test_first_facilities_are_those_of_a_bigger_set(tmp_path: Path) -> None:
    small, big = written(tmp_path / "small", facilities=60), written(tmp_path / "big", facilities=200)
    assert set(small.path.read_bytes().splitlines()) < set(big.path.read_bytes().splitlines())


def test_more_facilities_than_the_nation_has_keep_the_first(tmp_path: Path) -> None:
    few, many = make_homes(10, 1), make_homes(40_000, 1)
    assert len(set(many.ccn.tolist())) == 40_000
    for name in ("ccn", "area", "size", "beds", "rn", "lpn", "aide", "contract"):
        assert np.array_equal(getattr(few, name), getattr(many, name)[: len(few.index)]), name
    assert all(CCN.fullmatch(c) for c in make_homes(90_000, 1).ccn.tolist())


def test_facilities_last_over_quarters(tmp_path: Path) -> None:
    files = write_synthetic(tmp_path, facilities=120, quarters="2019Q1,2024Q2")
    who = [
        {r["provnum"]: (r["provname"], r["city"], r["state"], r["county_fips"]) for r in rows_of(f)} for f in files if f.dataset == "pbj"
    ]
    plain = [{ccn: (v[0].translate({0x2019: "'", 0x2013: "-"}), *v[1:]) for ccn, v in w.items()} for w in who]
    assert plain[0] == plain[1]
    beds = [{r["cms_certification_number_ccn"]: r["number_of_certified_beds"] for r in rows_of(f)} for f in files if f.dataset != "pbj"]
    assert 0 < sum(beds[0][ccn] != beds[1][ccn] for ccn in beds[0]) < 40
    levels = [sum_by_facility(rows_of(f)) for f in files if f.dataset == "pbj"]
    hprd = np.array([[level[ccn]["total"] / level[ccn]["days"] for ccn in sorted(level)] for level in levels], dtype=float)
    assert np.corrcoef(hprd)[0, 1] > 0.8


def test_every_area_has_a_facility_from_52_on(tmp_path: Path) -> None:
    assert len({r["state"] for r in rows_of(written(tmp_path, facilities=52))}) == 52
    assert len(set(area_of(52).tolist())) == 52
    share = np.bincount(area_of(14_500)) / np.array([a.facilities for a in cal.areas()])
    assert share.max() - share.min() < 0.25


def test_ccns_are_not_cms(tmp_path: Path) -> None:
    ccns = make_homes(14_500, 1).ccn[:14_500].tolist()
    assert all(CCN.fullmatch(c) for c in ccns)
    letters = Counter(c[2] for c in ccns if c[2].isalpha())
    assert set(letters) == set("AEF")
    assert 0.015 < sum(letters.values()) / len(ccns) < 0.017
    rows = rows_of(written(tmp_path)) + rows_of(written(tmp_path, "providerinfo"))
    assert {r["kerok_synthetic"] for r in rows} == {"1"}
    assert all(CCN.fullmatch(r.get("provnum") or r["cms_certification_number_ccn"]) for r in rows)


# --- shaped like CMS's ---


@pytest.mark.parametrize("quarter", [v["quarters"][0] for v in VINTAGES["pbj"]])
def test_pbj_header_is_the_vintages(tmp_path: Path, quarter: str) -> None:
    file = written(tmp_path, facilities=2, vintage=quarter)
    vintage = next(v for v in VINTAGES["pbj"] if quarter in v["quarters"])
    assert file.path.read_text("cp1252").splitlines()[0] == ",".join([*vintage["header"], "kerok_synthetic"])
    assert file.vintage == vintage["name"]


@pytest.mark.parametrize("vintage", [v["name"] for v in VINTAGES["providerinfo"]])
def test_providerinfo_header_is_the_vintages(tmp_path: Path, vintage: str) -> None:
    file = written(tmp_path, "providerinfo", facilities=60, vintage=vintage)
    header = next(v["header"] for v in VINTAGES["providerinfo"] if v["name"] == vintage)
    assert next(csv.reader([file.path.read_bytes().splitlines()[0].decode()])) == [*header, "kerok_synthetic"]
    assert file.vintage == vintage
    rows = rows_of(file)
    assert [n for n in rows[0] if not n.endswith("footnote") and not any(r[n] for r in rows)] == []


def test_every_quarter_has_its_own_vintage() -> None:
    assert pbj_layout("2018Q4").header[0] == "provnum"
    assert pbj_layout("2017Q2").columns.index("hrs_medaide_ctr") == 29
    assert pbj_layout("2017Q2").header[29] == "hrs_rn_donadmin"
    assert pbj_layout("2031Q1").header == pbj_layout("2026Q1").header


def test_medication_aides_of_2017q2_stand_under_the_wrong_header(tmp_path: Path) -> None:
    usual, moved = rows_of(written(tmp_path)), rows_of(written(tmp_path, vintage="2017Q2"))
    assert sum(Decimal(r["hrs_medaide_ctr"]) for r in usual) > 0
    assert [{k: Decimal(v) for k, v in r.items() if k.startswith("hrs_")} for r in usual] == [
        {k: Decimal(v) for k, v in r.items() if k.startswith("hrs_")} for r in moved
    ]


def test_rows_are_whole_and_add_up(tmp_path: Path) -> None:
    file = written(tmp_path, facilities=130)
    rows = rows_of(file)
    assert len(rows) == file.rows == 130 * 91
    assert len({(r["provnum"], r["workdate"]) for r in rows}) == len(rows)
    assert {r["workdate"] for r in rows} == {f"{d:%Y%m%d}" for d in days("2024Q2")}
    assert [(r["provnum"], r["workdate"]) for r in rows] == sorted((r["provnum"], r["workdate"]) for r in rows)
    for role in cal.ROLES:
        assert all(Decimal(r[f"hrs_{role}"]) == Decimal(r[f"hrs_{role}_emp"]) + Decimal(r[f"hrs_{role}_ctr"]) for r in rows), role
    assert all(re.fullmatch("[0-9]{3}", r["county_fips"]) for r in rows)


@pytest.mark.parametrize(("quarter", "fixed"), [("2022Q4", True), ("2023Q1", False)])
def test_decimals_are_trimmed_since_2023(tmp_path: Path, quarter: str, fixed: bool) -> None:
    cells = [r["hrs_cna"] for r in rows_of(written(tmp_path, quarters=quarter))]
    pattern = r"[0-9]+\.[0-9]{2}" if fixed else r"[0-9]+(\.[0-9]?[1-9])?"
    assert all(re.fullmatch(pattern, c) for c in cells)


def test_encoding_quotes_and_line_ends_follow_the_quarter(tmp_path: Path) -> None:
    raw = {q: written(tmp_path, facilities=1100, quarters=q).path.read_bytes() for q in ("2018Q1", "2019Q1", "2022Q1", "2025Q2")}
    assert all(mark in raw["2025Q2"] and mark in raw["2018Q1"] for mark in (b"\x92", b"\x96"))
    assert raw["2019Q1"].isascii()
    assert raw["2018Q1"].count(b"\r\n") == raw["2018Q1"].count(b"\n")
    assert raw["2018Q1"].endswith(b"\x1a")
    assert b"\r" not in raw["2025Q2"]
    assert raw["2022Q1"].endswith(b"1\n\n")
    assert raw["2025Q2"].endswith(b"1\n")
    quoted = [line.split(b",")[1][:1] == b'"' for line in raw["2022Q1"].splitlines()[1:-1]]
    assert 0 < sum(quoted) < len(quoted) / 10
    assert sum(line.split(b",")[1][:1] == b'"' for line in raw["2025Q2"].splitlines()[1:]) > len(quoted) / 2


def test_december_of_2021_is_incomplete(tmp_path: Path) -> None:
    rows = rows_of(written(tmp_path, facilities=300, quarters="2021Q4"))
    days_of = Counter(r["provnum"] for r in rows)
    assert set(days_of.values()) == {61, 92}
    assert {r["provnum"] for r in rows if r["incomplete"] == "1"} > {ccn for ccn, n in days_of.items() if n == 61}
    assert {r["incomplete"] for r in rows} == {"0", "1"}


# --- adding up to the published figures ---


def national(quarter: str, facilities: int, seed: int = 1) -> dict[str, float]:
    maker = QuarterMaker(make_homes(facilities, seed), quarter)
    parts, hours, contract, no_staff, under_8, empty = [], 0, 0, 0, 0, 0
    for at in range(0, facilities, 500):
        day = maker.days(np.arange(at, min(at + 500, facilities)))
        parts.append(maker.sums(day))
        hours, contract = hours + int(day.hours.sum()), contract + int(day.contract.sum())
        total, rn = day.hours.sum(axis=2), day.hours[:, :, :3].sum(axis=2)
        no_staff += int(((total == 0) & (day.residents > 0)).sum())
        under_8 += int(((rn < 800) & (day.residents > 0)).sum())
        empty += int((day.residents == 0).sum())
    s, rows = Sums.joined(parts), facilities * len(maker.dates)
    residents, weekend = float(s.resident_days.sum()) * 100, float(s.weekend_resident_days.sum()) * 100
    rates = {name: float(getattr(s, name).sum()) / residents for name in ("total", "rn", "lpn", "aide")}
    return rates | {
        "contract": 100 * contract / hours,
        "residents": residents / 100 / float(s.days.sum()),
        "weekend": float(s.weekend_total.sum()) / weekend,
        "weekday": float((s.total - s.weekend_total).sum()) / (residents - weekend),
        "no_staff": no_staff / rows,
        "zero_rn": float(s.zero_rn_days.sum()) / rows,
        "under_8": under_8 / rows,
        "empty": empty / rows,
        "four_zero_rn": float((s.zero_rn_days >= 4).mean()),
    }


@pytest.mark.parametrize("quarter", ["2017Q1", "2024Q2"])
def test_nation_has_the_published_figures(quarter: str) -> None:
    ours, cms = national(quarter, 14_500), cal.national(quarter)
    assert ours["total"] == pytest.approx(cms.total, rel=0.01)
    assert ours["rn"] == pytest.approx(cms.rn, rel=0.02)
    assert ours["aide"] == pytest.approx(cms.aide, rel=0.02)
    assert ours["lpn"] == pytest.approx(cms.lpn, rel=0.02)
    assert ours["contract"] == pytest.approx(cms.contract, abs=0.5)
    assert ours["residents"] == pytest.approx(cms.residents, rel=0.01)


def test_weekends_and_rare_days_are_as_published() -> None:
    ours = national("2024Q2", 14_500)
    assert ours["weekday"] == pytest.approx(3.91, rel=0.01)
    assert ours["weekend"] == pytest.approx(3.26, rel=0.01)
    assert 0.0045 < ours["zero_rn"] < 0.0065
    assert 0.012 < ours["under_8"] < 0.016
    assert 0.0013 < ours["no_staff"] < 0.0024
    assert 0.0001 < ours["empty"] < 0.0004
    assert 0.019 < ours["four_zero_rn"] < 0.029


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_thousand_facilities_come_near(seed: int) -> None:
    ours, cms = national("2024Q2", 1_000, seed), cal.national("2024Q2")
    assert ours["total"] == pytest.approx(cms.total, rel=0.02)
    assert ours["rn"] == pytest.approx(cms.rn, rel=0.04)
    assert ours["aide"] == pytest.approx(cms.aide, rel=0.03)
    assert ours["contract"] == pytest.approx(cms.contract, abs=1.5)


# --- Provider Info agrees with PBJ ---

RN, LPN, AIDE = ("rndon", "rnadmin", "rn"), ("lpnadmin", "lpn"), ("cna", "natrn", "medaide")


def sum_by_facility(rows: list[dict[str, str]]) -> dict[str, Counter[str]]:
    """Per CCN, over days with residents: hours by kind, weekend hours, resident days, days."""
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    weekend = {f"{d:%Y%m%d}" for q in {r["cy_qtr"] for r in rows} for d in days(q) if d.weekday() >= 5}
    for r in rows:
        residents, mine = int(r["mdscensus"]), sums[r["provnum"]]
        hours = {role: Decimal(r[f"hrs_{role}"]) for role in cal.ROLES} if residents else {}
        kinds = {"rn": RN, "lpn": LPN, "aide": AIDE, "total": cal.ROLES}
        for kind, members in kinds.items():
            mine[kind] += sum((hours.get(m, Decimal(0)) for m in members), Decimal(0))  # type: ignore[assignment]
        mine["days"] += residents
        mine["count"] += residents > 0
        if r["workdate"] in weekend:
            mine["weekend_days"] += residents
            for kind in ("rn", "total"):
                mine[f"weekend_{kind}"] += sum((hours.get(m, Decimal(0)) for m in kinds[kind]), Decimal(0))  # type: ignore[assignment]
    return sums


def half_up(hours: object, days: int, places: str = "0.00001") -> str:
    return str((Decimal(str(hours)) / days).quantize(Decimal(places), ROUND_HALF_UP))


HPRD = "staffing_hours_per_resident_per_day"


@pytest.mark.parametrize("quarter", ["2018Q2", "2022Q2", "2025Q2"])
def test_reported_values_are_the_sums_of_pbj(tmp_path: Path, quarter: str) -> None:
    pbj, info = write_synthetic(tmp_path, facilities=250, quarters=quarter)
    sums, shown = sum_by_facility(rows_of(pbj)), 0
    assert info.describes == quarter
    for row in rows_of(info):
        mine = sums[row["cms_certification_number_ccn"]]
        assert row["average_number_of_residents_per_day"] == half_up(mine["days"], mine["count"], "0.1")
        if row["reported_staffing_footnote"]:
            assert row[f"reported_total_nurse_{HPRD}"] == ""
            continue
        shown += 1
        assert row[f"reported_total_nurse_{HPRD}"] == half_up(mine["total"], mine["days"])
        assert row[f"reported_rn_{HPRD}"] == half_up(mine["rn"], mine["days"])
        assert row[f"reported_lpn_{HPRD}"] == half_up(mine["lpn"], mine["days"])
        assert row[f"reported_nurse_aide_{HPRD}"] == half_up(mine["aide"], mine["days"])
        assert row[f"reported_licensed_{HPRD}"] == half_up(mine["rn"] + mine["lpn"], mine["days"])
        if quarter >= "2022Q1":
            weekend = row["total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend"]
            assert weekend == half_up(mine["weekend_total"], mine["weekend_days"])
            assert row["registered_nurse_hours_per_resident_per_day_on_the_weekend"] == half_up(mine["weekend_rn"], mine["weekend_days"])
    assert 0.95 * 250 < shown < 250


def test_case_mix_gives_one_national_constant(tmp_path: Path) -> None:
    rows = [r for r in rows_of(written(tmp_path, "providerinfo", facilities=200)) if r[f"reported_total_nurse_{HPRD}"]]
    for role in ("total_nurse", "rn", "nurse_aide"):
        of = [(float(r[f"adjusted_{role}_{HPRD}"]), float(r[f"case_mix_{role}_{HPRD}"]), float(r[f"reported_{role}_{HPRD}"])) for r in rows]
        constants = [adjusted * mix / reported for adjusted, mix, reported in of if reported > 0.1]
        assert max(constants) - min(constants) < 0.001, role
    mean = sum(float(r["nursing_case_mix_index_ratio"]) for r in rows) / len(rows)
    assert mean == pytest.approx(1, abs=0.03)


def test_homes_have_beds_owners_and_penalties(tmp_path: Path) -> None:
    rows = rows_of(written(tmp_path, "providerinfo", facilities=1000))
    occupied = [float(r["average_number_of_residents_per_day"]) / int(r["number_of_certified_beds"]) for r in rows]
    assert sum(o <= 1 for o in occupied) > 0.9 * len(rows)
    assert 0.7 < sum(r["ownership_type"].startswith("For profit") for r in rows) / len(rows) < 0.76
    assert all(int(r["number_of_fines"]) + int(r["number_of_payment_denials"]) == int(r["total_number_of_penalties"]) for r in rows)
    assert {r["overall_rating"] for r in rows} == {"1", "2", "3", "4", "5", ""}
    assert {"SFF", "SFF Candidate", ""} == {r["special_focus_status"] for r in rows}
    new = [r for r in rows if r["overall_rating_footnote"] == "1"]
    assert new
    assert all(r["rating_cycle_1_total_health_score"] == "." for r in new)


@pytest.mark.parametrize(
    ("quarter", "date", "describes"),
    [
        ("2024Q2", "2024-10-01", "2024Q2"),
        ("2024Q3", "2025-02-01", "2024Q3"),
        ("2023Q4", "2024-04-01", "2023Q3"),
        ("2020Q1", "2020-07-01", "2019Q4"),
    ],
)
def test_releases_describe_the_quarter_that_cms_showed(tmp_path: Path, quarter: str, date: str, describes: str) -> None:
    file = written(tmp_path, "providerinfo", quarters=quarter)
    assert (file.period, file.describes) == (date, describes)
    assert {r["processing_date"] for r in rows_of(file)} == {date}
    if describes != quarter:
        other = sum_by_facility(rows_of(written(tmp_path, quarters=describes)))
        row = next(r for r in rows_of(file) if r[f"reported_rn_{HPRD}"])
        mine = other[row["cms_certification_number_ccn"]]
        assert row[f"reported_rn_{HPRD}"] == half_up(mine["rn"], mine["days"])


def test_there_is_no_release_before_2018_and_the_first_is_from_forms(tmp_path: Path) -> None:
    assert [f.dataset for f in write_synthetic(tmp_path, facilities=3, quarters="2017Q1..2017Q2")] == ["pbj", "pbj"]
    first = written(tmp_path, "providerinfo", quarters="2017Q3")
    assert (first.period, first.describes, first.vintage) == ("2018-01-01", None, "2018-01")
    assert all(r["average_number_of_residents_per_day"].isdigit() for r in rows_of(first))
    assert release_after("2017Q2") is None


def test_names_are_like_cms(tmp_path: Path) -> None:
    names = [f.path.name for f in write_synthetic(tmp_path, facilities=1, quarters="2024Q2")]
    assert names == ["PBJ_Daily_Nurse_Staffing_Q2_2024.csv", "NH_ProviderInfo_Oct2024.csv"]


# --- damage ---


def test_damage_is_of_every_kind_and_counted(tmp_path: Path) -> None:
    clean, dirty = written(tmp_path / "clean", facilities=200), written(tmp_path / "dirty", facilities=200, dirt=0.03)
    before, after = clean.path.read_bytes().splitlines(), dirty.path.read_bytes().splitlines()
    added = dirty.damage["duplicate_equal"] + dirty.damage["duplicate_differs"]
    assert set(dirty.damage) == set(FATE)
    assert dirty.rows == len(after) - 1 == clean.rows + added
    assert sum(dirty.damage.values()) == pytest.approx(0.03 * clean.rows, rel=0.2)
    kept = Counter(after) - (Counter(after) - Counter(before))
    replaced = sum(n for kind, n in dirty.damage.items() if not kind.startswith("duplicate"))
    assert sum(kept.values()) == len(before) - replaced


def test_damage_spoils_what_it_says(tmp_path: Path) -> None:
    file = written(tmp_path, facilities=200, dirt=0.05)
    lines = [next(csv.reader([line])) for line in file.path.read_text("cp1252").splitlines()[1:]]
    width = 34
    ragged = Counter(len(r) for r in lines)
    assert sum(n for w, n in ragged.items() if w < width) == file.damage["too_few_fields"]
    assert sum(n for w, n in ragged.items() if w > width) == file.damage["too_many_fields"]
    whole = [r for r in lines if len(r) == width]
    assert sum(bool(re.fullmatch(r"[0-9.]+E\+[0-9]+", r[0])) for r in whole) == file.damage["ccn_power_of_ten"]
    assert sum(r[0] != r[0].upper() for r in whole) == file.damage["ccn_lower_case"] > 0
    assert sum(not r[0] or not r[7] for r in whole) == file.damage["empty_key"]
    assert sum(r[7].startswith("202402") for r in whole) == file.damage["other_quarter"]
    assert sum("1e3" in r for r in whole) == file.damage["exponent"]
    assert sum(any(c != c.strip(" \t\u00a0") for c in r) for r in whole) == file.damage["spaces"]
    assert sum(any(c == "" for c in r[8:]) for r in whole) == file.damage["empty_measure"]
    assert sum(any(c in ("n/a", "-7.5", "7,5", "#REF!", "-3") for c in r[8:]) for r in whole) == file.damage["bad_number"]
    keys = Counter((r[0], r[7]) for r in whole if CCN.fullmatch(r[0]))
    assert sum(n - 1 for n in keys.values()) == file.damage["duplicate_equal"] + file.damage["duplicate_differs"]


def test_providerinfo_is_damaged_too(tmp_path: Path) -> None:
    clean = written(tmp_path / "clean", "providerinfo", facilities=1500)
    file = written(tmp_path / "dirty", "providerinfo", facilities=1500, dirt=0.05)
    assert set(file.damage) == set(FATE) - {"other_quarter", "too_many_fields"}
    assert file.rows == clean.rows + file.damage["duplicate_equal"] + file.damage["duplicate_differs"]
    assert len(file.path.read_text("utf-8").splitlines()) == file.rows + 1


def test_damage_leaves_reported_values_alone(tmp_path: Path) -> None:
    clean, dirty = (written(tmp_path / n, "providerinfo", dirt=d) for n, d in (("a", 0.0), ("b", 0.02)))
    assert len(set(clean.path.read_bytes().splitlines()) & set(dirty.path.read_bytes().splitlines())) > 55


# --- arguments ---


def test_quarters_are_parsed() -> None:
    assert parse_quarters("2023Q4..2024Q2, 2022q1") == ["2022Q1", "2023Q4", "2024Q1", "2024Q2"]


@pytest.mark.parametrize(
    "wrong",
    [{"quarters": "2024"}, {"quarters": "2024Q3..2024Q1"}, {"quarters": ""}, {"vintage": "2016Q1"}, {"dirt": 1.5}, {"facilities": 0}],
)
def test_wrong_arguments_are_usage_errors(tmp_path: Path, wrong: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="try:"):
        written(tmp_path, **wrong)


def test_unwritable_folder_is_an_error_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(KerokError, match="file"):
        written(tmp_path / "file")


def test_progress_adds_up_to_the_plan(tmp_path: Path) -> None:
    seen: list[int] = []
    write_synthetic(tmp_path, facilities=300, quarters="2024Q1..2024Q2", progress=seen.append)
    assert sum(seen) == pytest.approx(planned_rows(300, "2024Q1..2024Q2"), rel=0.001)
    assert len(seen) == 6


def test_both_vintages_can_be_asked_for(tmp_path: Path) -> None:
    files = write_synthetic(tmp_path, facilities=2, vintage="2017q2,2020-07", quarters="2024Q2")
    assert [f.vintage for f in files] == ["2017Q2", "2020-07"]
    assert QUARTERS[0] == "2017Q1"
