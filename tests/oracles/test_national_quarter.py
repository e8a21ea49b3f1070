"""2025Q2 rebuilt from published facility totals, at full national scale: every facility and the national row, to the hundredth."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from tests.support.lakes import load, rows
from tests.support.national import ROWS, SHARED, TOTALS, national_quarter

NATIONAL = SHARED / "data" / "published" / "national_quarterly_metrics.csv"


def hundredths(text: str) -> Decimal:
    """A published float sum as the exact number of hundredths it stands for."""
    return Decimal(text).quantize(Decimal("0.01"))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake with the rebuilt quarter; made once, also when several workers run."""
    folder = tmp_path_factory.mktemp("national")
    source = national_quarter(folder)
    (outcome,) = load(folder / "lake", source)
    assert (outcome.rows_in, outcome.rows_kept, outcome.rows_quarantined) == (ROWS, ROWS, 0)
    source.unlink()
    return folder / "lake"


@pytest.mark.xdist_group("national")
def test_all_facilities(home: Path) -> None:
    with TOTALS.open(encoding="utf-8", newline="") as stream:
        published = {r["PROVNUM"]: r for r in csv.DictReader(stream)}
    got = {r["ccn"]: r for r in rows(home, "SELECT * FROM gold_quarterly_provider_fact WHERE quarter = '2025Q2'")}
    assert set(got) == set(published)
    assert len(got) == 14_537
    columns = {
        "cms_total_hours": "Total_Nurse_Hours", "cms_rn_hours": "Total_RN_Hours", "care_hours": "Total_Nurse_Care_Hours",
        "rn_care_hours": "Total_RN_Care_Hours", "cms_aide_hours": "Total_Nurse_Assistant_Hours", "cms_total_contract_hours": "Total_Contract_Hours",
    }  # fmt: skip
    wrong = []
    for ccn, row in got.items():
        for ours, theirs in columns.items():
            outside = row["zero_census_hours"] or 0  # the published sums keep hours of days without residents; none is rebuilt with one
            if row[ours] + (outside if ours == "cms_total_hours" else 0) != hundredths(published[ccn][theirs]):
                wrong.append((ccn, ours, row[ours], published[ccn][theirs]))
        if row["cms_total_resident_days"] != int(Decimal(published[ccn]["total_resident_days"])):
            wrong.append((ccn, "resident_days", row["cms_total_resident_days"], published[ccn]["total_resident_days"]))
        exact = row["cms_total_hours"] / row["cms_total_resident_days"]  # the published rate is a float: 115554's 3.2959375 is a tie it falls short of
        same = abs(exact - Decimal(published[ccn]["Total_Nurse_HPRD"])) < Decimal("1e-12")
        if not same or row["cms_total_hprd"] != exact.quantize(Decimal("0.000001"), "ROUND_HALF_UP"):
            wrong.append((ccn, "hprd", row["cms_total_hprd"], published[ccn]["Total_Nurse_HPRD"]))
    assert wrong == []


@pytest.mark.xdist_group("national")
def test_the_national_row(home: Path) -> None:
    with NATIONAL.open(encoding="utf-8", newline="") as stream:
        (published,) = (r for r in csv.DictReader(stream) if r["CY_Qtr"] == "2025Q2")
    got = {r["role_set"]: r for r in rows(home, "SELECT * FROM vw_national_hprd WHERE quarter = '2025Q2'")}
    for role_set, (hours, hprd) in {
        "cms_total": ("Total_Nurse_Hours", "Total_Nurse_HPRD"), "cms_rn": ("Total_RN_Hours", "RN_HPRD"), "care": ("Total_Nurse_Care_Hours", "Nurse_Care_HPRD"),
        "rn_care": ("Total_RN_Care_Hours", "RN_Care_HPRD"), "cms_aide": ("Total_Nurse_Assistant_Hours", "Nurse_Assistant_HPRD"),
    }.items():  # fmt: skip
        row = got[role_set]
        assert row["hours"] == hundredths(published[hours])
        assert row["hprd"] == Decimal(published[hprd]).quantize(Decimal("0.000001"), "ROUND_HALF_UP")
        assert row["resident_days"] == int(Decimal(published["total_resident_days"])) == 112_066_765
        assert (row["facilities"], row["areas"], row["coverage"]) == (14_537, 52, "full")
    assert got["cms_total"]["contract_hours"] == hundredths(published["Total_Contract_Hours"])
    share = got["cms_total"]["contract_hours"] / got["cms_total"]["hours"] * 100
    assert round(share, 6) == round(Decimal(published["Contract_Percentage"]), 6)


def quantile(values: list[Decimal], share: Decimal) -> Decimal:
    """The quantile by method 7: linear between the neighbours of place (n - 1) x share."""
    place = (len(values) - 1) * share
    low = int(place)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (place - low)


@pytest.mark.xdist_group("national")
def test_mean_and_quartiles_of_all_homes(home: Path) -> None:
    """From the published totals of each home, worked apart: weighted, mean, median and quartiles of the nation and of every state."""
    with TOTALS.open(encoding="utf-8", newline="") as stream:
        published = list(csv.DictReader(stream))
    got = {r["area"]: r for r in rows(home, "SELECT * FROM vw_benchmarks WHERE quarter = '2025Q2' AND role_set = 'cms_total'")}
    assert len(got) == 53
    assert got["US"]["facilities"] == got["US"]["facilities_measured"] == 14_537
    for area, row in got.items():
        homes = [(hundredths(r["Total_Nurse_Hours"]), int(Decimal(r["total_resident_days"]))) for r in published if area in ("US", r["STATE"])]
        rates = sorted(hours / days for hours, days in homes)
        assert row["facilities"] == len(rates)
        wanted = {
            "weighted": sum(h for h, _ in homes) / sum(d for _, d in homes), "facility_mean": sum(rates) / len(rates), "facility_median": quantile(rates, Decimal("0.5")),
            "p25": quantile(rates, Decimal("0.25")), "p75": quantile(rates, Decimal("0.75")),
        }  # fmt: skip
        for name, value in wanted.items():
            assert abs(row[name] - value) <= Decimal("0.000001"), (area, name)
        assert row["coverage"] == "full"
    # the mean and the median of the 14,537 published facility HPRD
    assert (got["US"]["facility_mean"], got["US"]["facility_median"]) == (Decimal("3.899544"), Decimal("3.723031"))


@pytest.mark.xdist_group("national")
def test_percentile_and_rank_of_every_home(home: Path) -> None:
    """Counted from the published totals: homes with less, homes with as much, by six decimals, in the state and in the nation."""
    from bisect import bisect_left, bisect_right

    with TOTALS.open(encoding="utf-8", newline="") as stream:
        published = list(csv.DictReader(stream))
    rate = {r["PROVNUM"]: (hundredths(r["Total_Nurse_Hours"]) / int(Decimal(r["total_resident_days"]))).quantize(Decimal("0.000001"), "ROUND_HALF_UP") for r in published}
    by_area: dict[str, list[Decimal]] = {"US": sorted(rate.values())}
    for state in {r["STATE"] for r in published}:
        by_area[state] = sorted(rate[r["PROVNUM"]] for r in published if r["STATE"] == state)
    got = rows(home, "SELECT * FROM vw_facility_percentile WHERE quarter = '2025Q2' AND role_set = 'cms_total'")
    assert len(got) == 2 * 14_537
    ranked = 0
    for row in got:
        homes = by_area[row["area"]]
        if row["missing_reason"]:
            assert len(homes) < 10 or row["missing_reason"] == "not_a_full_quarter"
            continue
        ranked += 1
        if row["of"] == len(homes):  # every home of the area has a full quarter
            below, upto = bisect_left(homes, row["hprd"]), bisect_right(homes, row["hprd"])
            assert row["percentile"] == (Decimal(50) * (below + upto) / len(homes)).quantize(Decimal("0.000001"), "ROUND_HALF_UP")
            assert row["rank"] == len(homes) - upto + Decimal(upto - below + 1) / 2
    assert ranked > 29_000
