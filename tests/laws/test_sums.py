"""Law 4: months add up to quarters, facilities to states, states to the nation, in hours and resident days, across all views."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

from kerok import contracts as declared
from tests.support import drawn_files as drawn
from tests.support import lakes

Row = dict[str, Any]
SUMS = ("hours", "resident_days", "weekend_hours", "weekend_resident_days", "contract_hours", "days_counted", "days_excluded")
MONTHLY = ("hours", "employee_hours", "contract_hours", "weekend_hours", "resident_days", "weekend_resident_days", "days_counted", "days_excluded")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two national quarters, dirty, with their releases; and an extract of a third with empty cells and days without residents."""
    folder = tmp_path_factory.mktemp("sums")
    made = drawn.synthetic(folder / "out", facilities=70, quarters="2024Q1..2024Q2", dirt=0.01)
    rows = [drawn.pbj_row(ccn, day, census=str(n % 3), **hole(n)) for ccn in ("015009", "01A193") for n, day in enumerate(drawn.days_of("2024Q3"))]
    extract = drawn.write(folder / "extract.csv", drawn.pbj_csv(rows))
    lakes.load(folder / "lake", *(f.path for f in made.values()), extract, accept_loss=True)
    return folder / "lake"


def hole(n: int) -> dict[str, str]:
    """Every few days a cell is empty: one that can be derived, one that cannot, a census."""
    return {0: {"Hrs_CNA_ctr": ""}, 7: {"Hrs_RN": "", "Hrs_RN_emp": ""}, 12: {"MDScensus": ""}, 15: {"Hrs_LPN": "0", "Hrs_LPN_emp": "0", "Hrs_LPN_ctr": "0"}}.get(
        n % 20, {}
    )


@pytest.fixture(scope="module")
def views(home: Path) -> dict[str, list[Row]]:
    return {name: lakes.rows(home, f"SELECT * FROM {name}") for name in lakes.compared_tables() if name.startswith(("vw_", "gold_m", "gold_q"))}


def added(rows: Iterable[Row], by: tuple[str, ...], what: Iterable[str]) -> dict[tuple[Any, ...], Row]:
    """Sums by group; missing values add nothing, and a group of nothing but missing values has none."""
    groups: dict[tuple[Any, ...], Row] = defaultdict(dict)
    for row in rows:
        group = groups[tuple(row[b] for b in by)]
        for name in what:
            if row[name] is not None:
                group[name] = group.get(name, 0) + row[name]
    return groups


def assert_equal_sums(parts: Iterable[Row], whole: Iterable[Row], by: tuple[str, ...], what: Iterable[str]) -> None:
    names = list(what)
    expected, got = added(parts, by, names), added(whole, by, names)
    assert set(expected) == set(got)
    assert {k: (v, got[k]) for k, v in expected.items() if v != got[k]} == {}


def test_the_example_has_every_case(views: dict[str, list[Row]]) -> None:
    nation = views["vw_national_hprd"]
    assert {(r["quarter"], r["coverage"]) for r in nation} == {("2024Q1", "full"), ("2024Q2", "full"), ("2024Q3", "partial")}
    assert {r["role_set"] for r in nation} == {s["name"] for s in declared.role_sets()}
    assert any(r["days_excluded"] for r in nation if r["quarter"] == "2024Q3")
    assert {r["role_set"] for r in nation if r["quarter"] == "2024Q3" and r["days_excluded"] == 122} < {s["name"] for s in declared.role_sets()}


def test_days_add_up_to_months(home: Path, views: dict[str, list[Row]]) -> None:
    for role_set in declared.role_sets():
        members = role_set["members"]
        present = " AND ".join(f"{m}_employee_hours + {m}_contract_hours IS NOT NULL" for m in members)
        hours, contract = (" + ".join(f"{m}_{part}" for m in members) for part in ("hours", "contract_hours"))
        sql = (
            f"SELECT ccn, CAST(date_trunc('month', work_date) AS DATE) AS month, CAST(sum({hours}) AS DECIMAL(18, 2)) AS hours,"
            f" CAST(sum({contract}) AS DECIMAL(18, 2)) AS contract_hours, CAST(sum(residents) AS BIGINT) AS resident_days, count(*) AS days_counted"
            f" FROM gold_daily_staffing_fact WHERE residents > 0 AND {present} GROUP BY ALL"
        )
        months = [r for r in views["gold_monthly_staffing_fact"] if r["role_set"] == role_set["name"] and r["days_counted"]]
        assert_equal_sums(lakes.rows(home, sql), months, ("ccn", "month"), ("hours", "contract_hours", "resident_days", "days_counted"))


def test_months_add_up_to_quarters(views: dict[str, list[Row]]) -> None:
    quarters = []
    for row in views["gold_quarterly_provider_fact"]:
        for role_set in (s["name"] for s in declared.role_sets()):
            quarters.append({"ccn": row["ccn"], "quarter": row["quarter"], "role_set": role_set} | {n: row[f"{role_set}_{n}"] for n in MONTHLY})
    assert_equal_sums(views["gold_monthly_staffing_fact"], quarters, ("ccn", "quarter", "role_set"), MONTHLY)
    facility = ("hours", "resident_days", "weekend_hours", "weekend_resident_days", "days_counted", "days_excluded")
    assert_equal_sums(quarters, views["vw_facility_hprd"], ("ccn", "quarter", "role_set"), facility)


def test_every_monthly_view_shows_the_same_months(views: dict[str, list[Row]]) -> None:
    by, months = ("ccn", "month", "role_set"), views["gold_monthly_staffing_fact"]
    assert_equal_sums(months, views["vw_staffing_mix"], by, ("hours", "employee_hours", "contract_hours"))
    assert_equal_sums(months, views["vw_staffing_vs_occupancy"], by, ("hours", "resident_days", "observed_days"))
    one = [r for r in months if r["role_set"] == "cms_total"]
    used = [r | {"resident_days": r["census_days"]} for r in one]
    assert_equal_sums(used, views["vw_bed_utilization"], ("ccn", "month"), ("resident_days", "observed_days"))


def test_facilities_add_up_to_states_and_states_to_the_nation(views: dict[str, list[Row]]) -> None:
    facilities, states, nation = views["vw_facility_hprd"], views["vw_state_hprd"], views["vw_national_hprd"]
    shown = [n for n in SUMS if n in facilities[0]]
    assert_equal_sums(facilities, states, ("state", "quarter", "role_set"), shown)
    assert_equal_sums(states, nation, ("quarter", "role_set"), SUMS)
    counts = added([r | {"facilities": 1} for r in facilities], ("state", "quarter", "role_set"), ("facilities",))
    assert counts == added(states, ("state", "quarter", "role_set"), ("facilities",))
    assert_equal_sums(states, nation, ("quarter", "role_set"), ("facilities",))
    areas = {(r["quarter"], r["role_set"]): r["areas"] for r in nation}
    assert areas == {k: sum(1 for r in states if (r["quarter"], r["role_set"]) == k) for k in areas}


def test_role_sets_are_the_sums_of_their_members(views: dict[str, list[Row]]) -> None:
    """Where no day is left out of one and not of the other: total = RN + LPN + aide, and each is the sum of its roles."""
    for row in views["gold_quarterly_provider_fact"]:
        if row["days"] != row["cms_total_days_counted"] + row["zero_census_days"]:
            continue
        for role_set in declared.role_sets():
            name, members = role_set["name"], role_set["members"]
            for part in ("hours", "employee_hours", "contract_hours"):
                assert row[f"{name}_{part}"] == sum(row[f"role_{m}_{part}"] or 0 for m in members), (row["ccn"], row["quarter"], name)
        assert row["cms_total_hours"] == row["cms_rn_hours"] + row["cms_lpn_hours"] + row["cms_aide_hours"]


def rounded(numerator: Decimal | int | None, denominator: Decimal | int | None) -> Decimal | None:
    if numerator is None or not denominator:
        return None
    return (Decimal(numerator) / Decimal(denominator)).quantize(Decimal("0.000001"), ROUND_HALF_UP)


RATES = [
    ("vw_facility_hprd", "hprd", "hours", "resident_days"),
    ("vw_state_hprd", "hprd", "hours", "resident_days"),
    ("vw_state_hprd", "weekend_hprd", "weekend_hours", "weekend_resident_days"),
    ("vw_national_hprd", "hprd", "hours", "resident_days"),
    ("vw_national_hprd", "weekend_hprd", "weekend_hours", "weekend_resident_days"),
    ("vw_staffing_mix", "contract_share", "contract_hours", "hours"),
    ("vw_bed_utilization", "utilization", "resident_days", "bed_days"),
    ("vw_staffing_vs_occupancy", "hprd", "hours", "resident_days"),
]


@pytest.mark.parametrize(("view", "rate", "numerator", "denominator"), RATES)
def test_a_rate_is_of_the_sums_beside_it(views: dict[str, list[Row]], view: str, rate: str, numerator: str, denominator: str) -> None:
    """Never the mean of rates; rounded once."""
    checked = 0
    for row in views[view]:
        wanted = rounded(row[numerator], row[denominator])
        assert (row[rate] is None) == (wanted is None), row
        if wanted is not None:
            assert abs(row[rate] - wanted) <= Decimal("0.000001"), row  # a double decides a tie
            checked += 1
    assert checked


def test_missing_is_not_zero(home: Path, views: dict[str, list[Row]]) -> None:
    """Two days with a census of zero or none, an RN cell that nothing tells: hours and residents of the day leave together."""
    sql = "SELECT count(*) FROM silver_pbj_daily WHERE quarter = '2024Q3' AND (hrs_rn IS NULL OR mds_census IS NULL)"
    assert lakes.tuples(home, sql)[0][0] > 0
    (row,) = [r for r in views["gold_quarterly_provider_fact"] if r["ccn"] == "015009" and r["quarter"] == "2024Q3"]
    assert row["days"] == 92
    assert row["cms_total_days_counted"] + row["cms_total_days_excluded"] == 92
    assert row["cms_total_days_excluded"] > row["cms_aide_days_excluded"] > row["zero_census_days"] > 0
    assert row["cms_rn_resident_days"] < row["cms_aide_resident_days"]
