"""Beds and occupancy: sums of CMS's rows over certified beds, and a line that says how little it says."""

from __future__ import annotations

import csv
import statistics
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pyarrow as pa
import pytest

from kerok.dashboard.questions import beds
from tests.support.lakes import RI_PBJ, RI_PROVIDERINFO

from .conftest import Open, text_of
from .test_compare import SUSPECTS
from .test_mix import data_of


def june_of_the_files() -> tuple[int, int]:
    """Residents and bed days of June over facilities in Provider Info, a census of 0 with hours left out, cell by cell."""
    with RI_PROVIDERINFO.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        ccn, bed = (next(n for n in reader.fieldnames or () if n.startswith(start)) for start in ("CMS Certification Number", "Number of Certified Beds"))
        certified = {row[ccn]: int(row[bed]) for row in reader}
    residents = bed_days = 0
    with RI_PBJ.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            worked = any(Decimal(v) for k, v in row.items() if k.startswith("Hrs_") and not k.endswith(("_emp", "_ctr")))
            if row["WorkDate"].startswith("202306") and row["PROVNUM"] in certified and not (row["MDScensus"] == "0" and worked):
                residents += int(row["MDScensus"])
                bed_days += certified[row["PROVNUM"]]
    return residents, bed_days


def test_utilization_is_residents_over_certified_beds(opened: Open, ri_home: Path) -> None:
    residents, bed_days = june_of_the_files()
    text = text_of(opened(ri_home, "beds"))
    assert f"{(Decimal(residents) / bed_days * 100).quantize(Decimal('0.1'), ROUND_HALF_UP)} %" in text
    assert "certified, not licensed beds" in text
    assert "in June 2023" in text


def test_who_has_no_beds_is_counted_and_named(opened: Open, ri_home: Path) -> None:
    text = text_of(opened(ri_home, "beds", order="unknown"))
    first = text[text.index("<tbody>") :].split("</tr>")[0]
    assert "(415052)" in first
    assert "no release within 366 days is loaded" in first
    assert '>1 <span class="k-unit">of 75 facilities</span></div><div class="k-note">not in these figures</div>' in text
    assert "of a release after the month for 74 of the 74: no earlier one is loaded" in text


@pytest.mark.parametrize("order", ["fullest", "emptiest"])
def test_incomplete_reporting_stands_last_with_its_effect(opened: Open, ri_home: Path, order: str) -> None:
    rows = data_of(ri_home).rows("SELECT ccn, resident_days, bed_days, utilization FROM vw_bed_utilization WHERE month = DATE '2023-06-01'")
    ranked = sorted((r for r in rows if r["ccn"] not in SUSPECTS), key=lambda r: ((-1 if order == "fullest" else 1) * r["utilization"], r["ccn"]))
    first, last = (opened(ri_home, "beds", order=order, p=p) for p in ("1", "5"))
    assert [f.key["ccn"] for f in first.session_state["page"].figures] == [r["ccn"] for r in ranked[:15]]
    assert {f.key["ccn"] for f in last.session_state["page"].figures[-3:]} == SUSPECTS
    text = text_of(last)
    assert text.count("<td>may be incomplete: ") == 3
    known = [r for r in rows if r["bed_days"]]
    with_them, without = (Decimal(sum(r["resident_days"] for r in some)) / sum(r["bed_days"] for r in some) * 100 for some in (known, [r for r in known if r["ccn"] not in SUSPECTS]))
    assert f"bed utilization is {with_them:.1f} % with them, {without:.1f} % without" in text
    assert "Reporting may be incomplete at 3 facilities: 4 or more days" in text


def test_pages_hold_each_facility_once(opened: Open, ri_home: Path) -> None:
    seen: list[str] = []
    for number in range(1, 6):
        text = text_of(opened(ri_home, "beds", p=str(number)))
        assert f"{number * 15 - 14} to {number * 15} of 75 facilities" in text
        seen += [a.split("</a>")[0][-7:-1] for a in text.split('<a href="facility?')[1:]]
    assert len(seen) == len(set(seen)) == 75


@pytest.mark.parametrize("value", ["0", "-1", "6", "x", "1e9", "99999999999"])
def test_a_page_that_is_none_is_the_first(opened: Open, ri_home: Path, value: str) -> None:
    assert "1 to 15 of 75 facilities" in text_of(opened(ri_home, "beds", p=value))


def test_the_line_is_that_of_the_standard_library_and_its_weakness_is_said(opened: Open, ri_home: Path) -> None:
    rows = data_of(ri_home).rows("SELECT hprd, utilization FROM vw_staffing_vs_occupancy WHERE role_set = 'cms_total' AND month = DATE '2023-05-01' AND hprd IS NOT NULL AND utilization IS NOT NULL")
    xs, ys = [float(r["utilization"]) * 100 for r in rows], [float(r["hprd"]) for r in rows]
    slope, intercept = statistics.linear_regression(xs, ys)
    explained = statistics.correlation(xs, ys) ** 2
    line = beds.fitted(xs, ys)
    assert line is not None
    assert (line.slope, line.intercept, line.explained) == pytest.approx((slope, intercept, explained))
    text = text_of(opened(ri_home, "beds", show="occupancy", time="2023-05-01"))
    assert f"Least squares over {len(rows)} facilities" in text
    assert f"R squared {explained:.3f}" in text
    assert "by arithmetic alone" in text
    assert "it does not say what would happen in one of them" in text
    assert "1 facility of May 2023 not drawn: 1 whose beds are unknown" in text


def test_a_line_needs_points_that_differ() -> None:
    assert beds.fitted([1.0] * 9, [2.0] * 9) is None
    assert beds.fitted([80.0] * 20, [float(n) for n in range(20)]) is None
    exact = beds.fitted([float(n) for n in range(20)], [3 + 0.5 * n for n in range(20)])
    assert exact is not None
    assert (exact.slope, exact.intercept, exact.explained, exact.spread) == pytest.approx((0.5, 3, 1, 0), abs=1e-6)


def test_only_what_lies_more_than_three_spreads_off_is_named() -> None:
    line = beds.Line(slope=0, intercept=4, explained=0, spread=0.5, points=50)
    rows = [{"ccn": str(n), "hprd": Decimal(h), "utilization": Decimal("0.8")} for n, h in enumerate(("4.0", "5.5", "5.6", "2.0"))]
    assert [(o.row["ccn"], o.distance) for o in beds.outliers(beds.drawn(pa.Table.from_pylist(rows)), line)] == [("3", Decimal("-2.0")), ("2", pytest.approx(Decimal("1.6")))]


def test_a_frame_holds_what_lies_in_it() -> None:
    rows = [{"hprd": Decimal(h), "utilization": Decimal(u)} for h, u in (("3.0", "0.80"), ("4.0", "0.90"), ("5.0", "0.80"), ("3.5", "1.20"))]
    points = beds.drawn(pa.Table.from_pylist(rows))
    assert points.framed((80, 100), (3, 4)) == rows[:2]
    assert points.framed((100, 80), (4, 3)) == rows[:2]
    assert points.framed((0, 1), (0, 1)) == []


def test_a_quarter_is_the_sum_of_its_months(ri_home: Path) -> None:
    data = data_of(ri_home)
    question = beds.points("2023Q2", None, "cms_total", "US")
    points = {r["ccn"]: r for r in data.rows(question[0], *question[1])}
    quarter = {r["ccn"]: r for r in data.rows("SELECT ccn, hours, resident_days, hprd FROM vw_facility_hprd WHERE role_set = 'cms_total'")}
    assert len(points) == 74
    assert {c: (r["hours"], r["resident_days"], r["hprd"]) for c, r in points.items()} == {c: (quarter[c]["hours"], quarter[c]["resident_days"], quarter[c]["hprd"]) for c in points}


def test_a_lake_without_provider_info_says_what_to_type(opened: Open, tmp_path: Path) -> None:
    from tests.support.lakes import load

    load(tmp_path / "lake", RI_PBJ)
    assert "kerok ingest NH_ProviderInfo" in text_of(opened(tmp_path / "lake", "beds"))
    assert "has known beds" in text_of(opened(tmp_path / "lake", "beds", show="occupancy"))
    assert "Nothing to compare with" in text_of(opened(tmp_path / "lake", "quality"))
    assert "No chain is known" in text_of(opened(tmp_path / "lake", "compare", of="chains")) or "unknown" in text_of(opened(tmp_path / "lake", "compare", of="groups"))
