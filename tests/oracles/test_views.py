"""The analysts' views on Rhode Island 2023Q2, each counted again in plain Python from the raw rows of both files."""

from __future__ import annotations

import csv
import datetime as dt
from collections import defaultdict
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.oracles.test_agrees_with_cms import ROLE_SETS, ROLES, days_of, half_up
from tests.support.lakes import RI_PBJ, RI_PROVIDERINFO, load, rows

LINES = {"federal_2024_total": ("cms_total", "3.48"), "federal_2024_rn": ("cms_rn", "0.55"), "federal_2024_aide": ("cms_aide", "2.45"),
         "study_2001_total": ("cms_total", "4.1"), "study_2001_rn": ("cms_rn", "0.75")}  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("views") / "lake"
    load(folder, RI_PBJ, RI_PROVIDERINFO)
    return folder


@pytest.fixture(scope="module")
def raw() -> list[dict[str, Any]]:
    """Each day: ccn, date, residents, hours and contract hours by role set."""
    return [
        {
            "ccn": day["PROVNUM"], "date": dt.datetime.strptime(day["WorkDate"], "%Y%m%d").date(), "residents": int(day["MDScensus"]),
            "hours": {s: sum((Decimal(day[f"Hrs_{m}"]) for m in members), Decimal(0)) for s, members in ROLE_SETS.items()},
            "contract": {s: sum((Decimal(day[f"Hrs_{m}_ctr"]) for m in members), Decimal(0)) for s, members in ROLE_SETS.items()},
        }
        for day in days_of(RI_PBJ)
    ]  # fmt: skip


@pytest.fixture(scope="module")
def released() -> dict[str, dict[str, str]]:
    with RI_PROVIDERINFO.open(encoding="utf-8-sig", newline="") as stream:
        return {r["CMS Certification Number (CCN)"]: r for r in csv.DictReader(stream)}


def sums(raw: list[dict[str, Any]], role_set: str) -> dict[str, tuple[Decimal, int, Decimal]]:
    """Hours, resident days and contract hours by facility over its days with residents."""
    found: dict[str, tuple[Decimal, int, Decimal]] = defaultdict(lambda: (Decimal(0), 0, Decimal(0)))
    for day in raw:
        if day["residents"] > 0:
            h, r, c = found[day["ccn"]]
            found[day["ccn"]] = (h + day["hours"][role_set], r + day["residents"], c + day["contract"][role_set])
    return found


def quantile(values: list[Decimal], quarters: int) -> Decimal:
    place = Decimal(len(values) - 1) * quarters / 4
    low = int(place)
    return values[low] + (values[min(low + 1, len(values) - 1)] - values[low]) * (place - low)


def test_benchmarks(home: Path, raw: list[dict[str, Any]]) -> None:
    got = {(r["area"], r["role_set"]): r for r in rows(home, "SELECT * FROM vw_benchmarks")}
    assert len(got) == 2 * len(ROLE_SETS)
    for role_set in ROLE_SETS:
        homes = sums(raw, role_set).values()
        rates = sorted(h / r for h, r, _ in homes)
        for area in ("RI", "US"):
            row = got[area, role_set]
            wanted = [sum(h for h, _, _ in homes) / sum(r for _, r, _ in homes), sum(rates) / len(rates), *(quantile(rates, k) for k in (2, 1, 3))]
            for name, value in zip(("weighted", "facility_mean", "facility_median", "p25", "p75"), wanted, strict=True):
                assert abs(row[name] - value) <= Decimal("0.000001"), (area, role_set, name)
            assert (row["facilities"], row["coverage"]) == (75, "partial")
    assert got["RI", "cms_total"]["weighted"] == Decimal("3.680776")
    assert round(got["RI", "cms_total"]["facility_mean"], 4) == Decimal("3.6877")  # both as published of the state


def test_no_percentiles_of_one_state(home: Path) -> None:
    found = rows(home, "SELECT DISTINCT percentile, rank, of, missing_reason FROM vw_facility_percentile")
    assert found == [{"percentile": None, "rank": None, "of": None, "missing_reason": "partial_coverage"}]


def groups_of(row: dict[str, str] | None) -> dict[str, str]:
    """The groups that a facility's row of Provider Info puts it into."""
    if row is None:
        return dict.fromkeys(("bed_band", "chain", "county", "hospital_based", "ownership_group", "special_focus", "urban"), "unknown")
    beds, owner = int(row["Number of Certified Beds"]), row["Ownership Type"]
    return {
        "bed_band": "1-49" if beds < 50 else "50-99" if beds < 100 else "100-199" if beds < 200 else "200+",
        "chain": row["Affiliated Entity Name"] or "none", "county": f"{row['County/Parish']}, RI",
        "hospital_based": {"Y": "yes", "N": "no"}[row["Provider Resides in Hospital"]],
        "ownership_group": next(g for g in ("for profit", "non profit", "government") if owner.lower().startswith(g)),
        "special_focus": row["Special Focus Status"] or "none", "urban": "unknown",
    }  # fmt: skip


def test_groups(home: Path, raw: list[dict[str, Any]], released: dict[str, dict[str, str]]) -> None:
    ccns = {d["ccn"] for d in raw}
    for role_set in ("cms_total", "rn_care", "role_cna"):
        facts, wanted = sums(raw, role_set), defaultdict(lambda: [0, Decimal(0), 0, Decimal(0)])
        for ccn in ccns:
            for key in groups_of(released.get(ccn)).items():
                total, (hours, days, contract) = wanted[key], facts.get(ccn, (Decimal(0), 0, Decimal(0)))
                wanted[key] = [total[0] + 1, total[1] + hours, total[2] + days, total[3] + contract]
        got = {(r["dimension"], r["value"]): r for r in rows(home, f"SELECT * FROM vw_group_hprd WHERE role_set = '{role_set}'")}
        assert set(got) == set(wanted)
        for key, (facilities, hours, days, contract) in wanted.items():
            row = got[key]
            assert (row["facilities"], row["hours"], row["resident_days"], row["contract_hours"]) == (facilities, hours, days, contract), key
            assert row["hprd"] == half_up(hours / days, "0.000001")


def test_staffing_mixes(home: Path, raw: list[dict[str, Any]]) -> None:
    wanted: dict[tuple[dt.date, str], list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for day in raw:
        for role_set in ROLE_SETS if day["residents"] > 0 else ():
            total = wanted[day["date"].replace(day=1), role_set]
            wanted[day["date"].replace(day=1), role_set] = [total[0] + day["hours"][role_set], total[1] + day["contract"][role_set]]
    for view in ("vw_state_staffing_mix", "vw_national_staffing_mix"):
        got = {(r["month"], r["role_set"]): r for r in rows(home, f"SELECT * FROM {view}")}
        assert set(got) == set(wanted)
        for key, (hours, contract) in wanted.items():
            assert (got[key]["hours"], got[key]["contract_hours"], got[key]["employee_hours"]) == (hours, contract, hours - contract)
            assert got[key]["contract_share"] == (half_up(contract / hours, "0.000001") if hours else None)


def test_coverage_days(home: Path, raw: list[dict[str, Any]], released: dict[str, dict[str, str]]) -> None:
    wanted: dict[str, list[int]] = defaultdict(lambda: [0] * 4)
    for day in (d for d in raw if d["residents"] > 0):
        rn, total = day["hours"]["cms_rn"], day["hours"]["cms_total"]
        found = (rn == 0, rn < 8, total == 0, total / day["residents"] < Decimal("1.5"))
        wanted[day["ccn"]] = [n + is_so for n, is_so in zip(wanted[day["ccn"]], found, strict=True)]
    got = {r["ccn"]: r for r in rows(home, "SELECT * FROM vw_coverage_days WHERE quarter = '2023Q2'")}
    assert {c: [r["zero_rn_days"], r["under_8_rn_days"], r["zero_staff_days"], r["low_days"]] for c, r in got.items()} == wanted
    assert {c for c, r in got.items() if r["suspect"]} == {"415033", "415107", "415052"}
    assert got["415052"]["suspect"] == "zero_staff_days"
    assert sum(r["zero_rn_days"] for r in got.values()) == 12
    assert sum(r["under_8_rn_days"] for r in got.values()) == 17


def test_presence_and_peers(home: Path, raw: list[dict[str, Any]], released: dict[str, dict[str, str]]) -> None:
    got = {r["ccn"]: r for r in rows(home, "SELECT * FROM vw_presence")}
    assert set(got) == {d["ccn"] for d in raw} | set(released)
    assert {r["reason"] for c, r in got.items() if c not in {d["ccn"] for d in raw}} <= {"not_in_extract"}
    assert all(r["in_pbj"] == (c in {d["ccn"] for d in raw}) for c, r in got.items())
    alike = {c: tuple(groups_of(released.get(c))[d] for d in ("bed_band", "ownership_group", "hospital_based")) for c in {d["ccn"] for d in raw}}
    wanted = {(a, b) for a, x in alike.items() for b, y in alike.items() if a != b and x == y and "unknown" not in x}
    assert {(r["ccn"], r["peer_ccn"]) for r in rows(home, "SELECT * FROM vw_peers")} == wanted
    assert rows(home, "SELECT * FROM vw_facility_changes") == rows(home, "SELECT * FROM vw_before_after") == rows(home, "SELECT * FROM vw_possible_successor") == []


def test_thresholds(home: Path, raw: list[dict[str, Any]]) -> None:
    got = {(r["threshold_id"], r["area"]): r for r in rows(home, "SELECT * FROM vw_thresholds")}
    assert set(got) == {(line, area) for line in LINES for area in ("RI", "US")}
    for (line, _), row in got.items():
        role_set, value = LINES[line][0], Decimal(LINES[line][1])
        homes = [(h, r) for h, r, _ in sums(raw, role_set).values() if h < value * r]
        days = [d for d in raw if d["residents"] > 0 and d["hours"][role_set] < value * d["residents"]]
        assert (row["below_facilities"], row["below_days"], row["value"]) == (len(homes), len(days), value)
        assert row["below_residents"] == half_up(Decimal(sum(r for _, r in homes)) / 91, "0.1")
        assert abs(row["hours_short"] - sum(value * r - h for h, r in homes)) <= Decimal("0.005") * max(len(homes), 1)


def test_expected_staffing_is_what_cms_published(home: Path, released: dict[str, dict[str, str]]) -> None:
    got = {r["ccn"]: r for r in rows(home, "SELECT * FROM vw_expected_staffing")}
    assert {r["method"] for r in got.values()} == {"cms_case_mix"}  # no case-mix index before the release of 2024-07
    column = "Case-Mix {} Staffing Hours per Resident per Day"
    for ccn, row in got.items():
        cells = [released[ccn][column.format(kind)] for kind in ("Total Nurse", "RN", "Nurse Aide")]
        assert [row["expected_total"], row["expected_rn"], row["expected_aide"]] == [Decimal(c) if c else None for c in cells]
        assert row["ratio_total"] == half_up(row["total_hprd"] / row["expected_total"], "0.000001")
    assert len(got) == sum(bool(r[column.format("Total Nurse")]) for c, r in released.items())


def test_anomalies(home: Path, raw: list[dict[str, Any]]) -> None:
    """Every kind counted again; only the home that is closing shows one."""
    with RI_PBJ.open(encoding="utf-8-sig", newline="") as stream:
        exact = {(r["PROVNUM"], r["WorkDate"]): tuple(Decimal(r[f"Hrs_{role}"]) for role in ROLES) for r in csv.DictReader(stream)}
    wanted = {(d["ccn"], d["date"], "over_24_hprd") for d in raw if d["residents"] > 0 and d["hours"]["cms_total"] > 24 * d["residents"]}
    assert {(r["ccn"], r["work_date"], r["kind"]) for r in rows(home, "SELECT * FROM vw_anomalies")} == wanted
    assert {ccn for ccn, _, _ in wanted} == {"415052"}
    by_home: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for day in sorted(raw, key=lambda d: (d["ccn"], d["date"])):
        by_home[day["ccn"]].append(day)
    for ccn, days in by_home.items():
        same = [a["residents"] == b["residents"] > 0 and exact[ccn, f"{a['date']:%Y%m%d}"] == exact[ccn, f"{b['date']:%Y%m%d}"] and any(exact[ccn, f"{b['date']:%Y%m%d}"]) for a, b in pairwise(days)]
        assert not any(a and b for a, b in pairwise(same)), ccn
        for month in (4, 5, 6):
            assert len({d["residents"] for d in days if d["date"].month == month}) > 1 or min(d["residents"] for d in days if d["date"].month == month) < 20
        weekend = [(d["hours"]["cms_total"], d["residents"]) for d in days if d["residents"] > 0 and d["date"].isoweekday() > 5]
        weekday = [(d["hours"]["cms_total"], d["residents"]) for d in days if d["residents"] > 0 and d["date"].isoweekday() < 6]
        rates = [half_up(sum(h for h, _ in part) / sum(r for _, r in part), "0.01") for part in (weekend, weekday)]
        assert rates[0] != rates[1], ccn
    (rate,) = rows(home, "SELECT * FROM vw_anomaly_rates WHERE kind = 'over_24_hprd'")
    assert (rate["anomalies"], rate["facilities"], rate["of_facilities"], rate["rate"]) == (10, 1, 75, Decimal("0.013333"))
