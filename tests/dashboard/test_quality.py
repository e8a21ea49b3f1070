"""Data quality: what the page says of agreement, rows and flags is what the lake holds."""

from __future__ import annotations

import re
from pathlib import Path

from kerok.dashboard.questions import quality

from .conftest import Open, text_of
from .test_mix import data_of


def test_rhode_island_agrees_with_cms_to_the_last_digit(opened: Open, ri_home: Path) -> None:
    text = text_of(opened(ri_home, "quality"))
    assert "CMS reports the staffing of 72 facilities for 2023Q2. Counted again from the daily rows it is the same for every one of them" in text
    assert "<td>Total nurse HPRD</td><td class=k-right>72</td><td class=k-right>72</td><td class=k-right>0</td>" in text
    assert "<td>Average residents a day</td><td class=k-right>74</td><td class=k-right>74</td>" in text
    assert "footnote 6: staffing data not submitted or not meeting the criteria" in text
    assert "Nobody: no value differs." in text


def test_who_differs_is_listed_largest_first(opened: Open, several_home: Path) -> None:
    data = data_of(several_home)
    quarter = "2023Q3"
    rows = data.rows("SELECT ccn, measure, ours, cms FROM vw_reconciliation WHERE quarter = ? AND agrees = false", quarter)
    facilities = len({r["ccn"] for r in rows if r["measure"] != "average_residents"})
    assert rows  # the synthetic files have damaged rows, which CMS's invented values know nothing of
    text = text_of(opened(several_home, "quality", quarter=quarter))
    assert f"something else for {facilities}." in text
    assert f"of {len(rows)} values" in text
    largest = max(rows, key=lambda r: abs(r["ours"] - r["cms"]))
    first = text[text.index(">Counted</th>") :].split("<tbody>")[1].split("</tr>")[0]
    assert f"{largest['ours'] - largest['cms']:+}" in first


def test_rows_and_flags_are_those_of_the_files(opened: Open, ri_home: Path, several_home: Path) -> None:
    text = text_of(opened(ri_home, "quality", show="files"))
    assert "PBJ_Daily_Nurse_Staffing_2023Q2_RI.csv" in text
    assert "<td>zero hours with census</td>" in text
    assert "<td class=k-right>12</td><td class=k-right>0.2 %</td>" in text
    rejected = data_of(several_home).row("SELECT file_rows_quarantined AS n FROM gold_load_summary WHERE dataset = 'pbj' AND period = '2023Q1'")
    assert rejected is not None
    assert rejected["n"] > 0
    shown = re.search(r'>Quarantined</.*?k-value">(\d+)<', text_of(opened(several_home, "quality", quarter="2023Q1")))
    assert shown is not None
    assert int(shown[1]) == rejected["n"]


def test_incomplete_reporting_stands_apart_with_its_effect(opened: Open, ri_home: Path) -> None:
    data = data_of(ri_home)
    suspects = {r["ccn"] for r in data.rows("SELECT ccn FROM vw_coverage_days WHERE suspect IS NOT NULL")}
    assert suspects == {"415033", "415052", "415107"}
    rows = data.rows("SELECT ccn, hours, resident_days FROM vw_facility_hprd WHERE role_set = 'cms_total'")
    rest = [r for r in rows if r["ccn"] not in suspects]
    text = text_of(opened(ri_home, "quality", show="reporting"))
    with_them, without = (sum(r["hours"] for r in some) / sum(r["resident_days"] for r in some) for some in (rows, rest))
    assert f"are {with_them:.2f} with them, {without:.2f} without" in text
    assert all(f"({ccn})</a>" in text for ccn in suspects)
    assert "days without any nurse hours" in text


def test_suspects_come_a_page_at_a_time(opened: Open, several_home: Path) -> None:
    data, quarter = data_of(several_home), "2024Q1"
    suspects = [r["ccn"] for r in data.rows(quality.SUSPECT, quarter, "US", "US")]
    paged = [r["ccn"] for n in range(1, len(suspects) + 1, 2) for r in data.rows(quality.SUSPECT_PAGE, "cms_total", quarter, "US", "US", n, n + 1)]
    assert suspects
    assert paged == suspects
    app = opened(several_home, "quality", show="reporting", quarter=quarter)
    assert [f.key["ccn"] for f in app.session_state["page"].figures] == suspects[:15]
    app = opened(several_home, "quality", show="reporting", quarter=quarter, p="2")
    assert f"1 to {len(suspects)} of {len(suspects)} facilities" in text_of(app)


def test_unlikely_values_come_a_page_at_a_time(ri_home: Path) -> None:
    data, asked = data_of(ri_home), ("2023Q2", "US", "US", "all", "all")
    found = data.rows(quality.ANOMALIES, *asked)
    assert len(found) == 10
    paged = [(r["ccn"], r["kind"], r["work_date"]) for n in range(1, 11, 4) for r in data.rows(quality.ANOMALIES_PAGE, *asked, n, n + 3)]
    assert paged == [(r["ccn"], r["kind"], r["work_date"]) for r in found]


def test_unlikely_values_are_filtered_by_kind(opened: Open, ri_home: Path) -> None:
    assert "1 to 10 of 10 findings" in text_of(opened(ri_home, "quality", show="unlikely"))
    assert "0 findings" in text_of(opened(ri_home, "quality", show="unlikely", kind="jump"))
    assert "1 to 10 of 10 findings" in text_of(opened(ri_home, "quality", show="unlikely", kind="' OR 1=1"))


def test_flags_are_summed_over_files_that_count() -> None:
    files = [{"is_current": True, "flags": "a:2,b:1"}, {"is_current": False, "flags": "a:100"}, {"is_current": True, "flags": "b:5"}, {"is_current": True, "flags": None}]
    assert quality.flags(files) == {"b": 6, "a": 2}


def test_footnotes_are_told_and_an_unknown_one_is_named() -> None:
    assert quality.meaning_of_footnote("6,99") == "staffing data not submitted or not meeting the criteria; footnote 99"
