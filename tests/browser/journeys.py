"""What people come for, from start to finish: the jobs of domain.md, section 4. Every figure on the way is that of ``kerok query``, to the digit shown.

Each journey takes the dashboard it is made on and a lake of this machine with the same rows, so that it can be made on any engine.
"""

from __future__ import annotations

import csv
import io
import re
import shlex
import statistics
import subprocess
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pyarrow.parquet as pq
from playwright.sync_api import Locator, Page, expect

from .conftest import _KEROK, Served, Visit, settle

Journey = Callable[[Served, Path, Visit, Path], None]
Q = "quarter = '2023Q2'"


def asked(home: Path, sql: str) -> list[dict[str, str]]:
    """The rows that ``kerok query`` answers with."""
    said = subprocess.run([_KEROK, "--home", str(home), "query", sql, "--format", "csv"], capture_output=True, text=True, check=True).stdout
    return list(csv.DictReader(io.StringIO(said)))


def rounded(value: Decimal | str, places: int = 2) -> str:
    """Half up, as screens show it: six places of kerok query are far from a tie here."""
    return f"{Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,}"


def share(part: str, whole: str) -> str:
    """A share of two sums in percent."""
    return f"{rounded(Decimal(part) / Decimal(whole) * 100, 1)} %"


def tile(page: Page, label: str) -> str:
    """The value of a tile with its unit."""
    return page.locator(".k-tile").filter(has=page.get_by_text(label, exact=True)).locator(".k-value").inner_text().replace("\n", " ")


def cells_of(row: Locator) -> list[str]:
    """The cells of a table's row, waited for and read at once: the page may be drawing the table anew."""
    cells: list[str] = row.evaluate("row => [...row.querySelectorAll('td')].map(cell => cell.innerText)")
    return cells


def cells(page: Page, caption: str, text: str) -> list[str]:
    """The cells of a table's row that holds the text."""
    return cells_of(page.get_by_role("region", name=caption, exact=True).locator("tbody tr").filter(has_text=text).first)


def show(page: Page, name: str) -> None:
    """Choose one of the options that stand side by side."""
    page.get_by_test_id("stButtonGroup").get_by_text(name, exact=True).click()


def taken(page: Page, button: str | re.Pattern[str], path: Path) -> Path:
    """What a download's button gives."""
    settle(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button).click()
    waiting.value.save_as(path)
    return path


def a_family_finds_a_home_and_reads_where_it_stands(site: Served, home: Path, visit: Visit, folder: Path) -> None:
    page = visit.go(site.url())
    page.get_by_role("link", name="Find a facility").click()
    page.get_by_label("Name, CCN, city, county, chain or ZIP code").fill("westerly clip")
    expect(page.get_by_text("1 to 1 of 1 facility")).to_be_visible()
    settle(page)
    page.get_by_role("link", name="Apple Rehab Clipper (415120)").click()
    page.wait_for_url(re.compile(r"/facility\?.*ccn=415120"))
    expect(page.get_by_role("heading", name="Apple Rehab Clipper")).to_be_visible()
    (row,) = asked(home, "SELECT hprd FROM vw_facility_hprd WHERE ccn = '415120' AND role_set = 'cms_total'")
    expect(page.get_by_text(f"had {rounded(row['hprd'])} nurse hours per resident day")).to_be_visible()


def an_ombudsman_ranks_a_states_homes_and_turns_the_page(site: Served, home: Path, visit: Visit, folder: Path) -> None:
    page = visit.go(site.url("states"))
    expect(page.get_by_text("1 to 15 of 72 facilities")).to_be_visible()
    page.get_by_test_id("stPagination").get_by_text("2", exact=True).click()
    expect(page.get_by_text("16 to 30 of 72 facilities")).to_be_visible()
    assert "page=2" in page.url
    page.reload()
    expect(page.get_by_text("16 to 30 of 72 facilities")).to_be_visible()
    expect(page.get_by_text("Apart: reporting may be incomplete")).to_be_visible()
    expect(page.get_by_text("Charlesgate Nursing Center (415052)")).to_be_visible()


def figures_on_screen_are_those_of_kerok_query(site: Served, home: Path, visit: Visit, folder: Path) -> None:
    rows = {r["role_set"]: r for r in asked(home, "SELECT role_set, hprd, contract_share FROM vw_state_hprd WHERE state = 'RI' AND quarter = '2023Q2'")}
    page = visit.go(site.url())
    tiles = page.locator(".k-tile")
    for title, role_set in (("Total nurse", "cms_total"), ("RN", "cms_rn"), ("Nurse aide", "cms_aide")):
        tile = tiles.filter(has=page.get_by_text(title, exact=True))
        expect(tile.locator(".k-value")).to_have_text(f"{rounded(rows[role_set]['hprd'])} HPRD")
    expect(tiles.filter(has=page.get_by_text("Contract share", exact=True)).locator(".k-value")).to_have_text(f"{float(rows['cms_total']['contract_share']) * 100:.1f} % of hours")
    (beds,) = asked(home, "SELECT sum(resident_days) AS r, sum(bed_days) AS b FROM vw_bed_utilization WHERE quarter = '2023Q2' AND bed_days IS NOT NULL")
    expect(tiles.filter(has=page.get_by_text("Bed utilization", exact=True)).locator(".k-value")).to_have_text(f"{float(beds['r']) / float(beds['b']) * 100:.1f} % of beds")
    for role_set in ("cms_lpn", "care", "role_cna"):
        page = visit.go(site.url("states", roles=role_set))
        expect(page.locator(".k-tile .k-value").first).to_have_text(f"{rounded(rows[role_set]['hprd'])} HPRD")


def an_expert_exports_the_days_around_a_date(site: Served, home: Path, visit: Visit, folder: Path) -> None:
    page = visit.go(site.url("facility", ccn="415120", day="2023-05-14"))
    expect(page.get_by_text("kerok incident 415120 2023-05-14 --days 14")).to_be_visible()
    settle(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="These days: CSV").click()
    found = list(csv.DictReader(waiting.value.path().open()))
    days = [r["work_date"] for r in found]
    assert (days[0], days[-1], len(days)) == ("2023-04-30", "2023-05-28", 29)
    wanted = asked(home, "SELECT work_date, cms_total_hours FROM gold_daily_staffing_fact WHERE ccn = '415120' AND work_date BETWEEN DATE '2023-04-30' AND DATE '2023-05-28' ORDER BY work_date")
    assert [(r["work_date"], r["cms_total_hours"]) for r in found] == [(r["work_date"], r["cms_total_hours"]) for r in wanted]


def a_researcher_takes_everything_found_as_parquet(site: Served, home: Path, visit: Visit, folder: Path) -> None:
    page = visit.go(site.url("find", ownership="Non profit"))
    settle(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name=re.compile("Parquet")).click()
    waiting.value.save_as(folder / "found.parquet")
    (row,) = asked(home, "SELECT count(*) AS n FROM gold_facility_dim WHERE strpos(ownership_type, 'Non profit') = 1")
    assert pq.read_table(folder / "found.parquet").num_rows == int(row["n"])


def an_advocate_prints_a_fact_sheet(site: Served, home: Path, visit: Visit, folder: Path) -> None:
    page = visit.go(site.url("facility", ccn="415120"))
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Fact sheet to print").click()
    sheet = folder / "sheet.html"
    waiting.value.save_as(sheet)
    text = sheet.read_text()
    assert "Apple Rehab Clipper" in text
    assert "kerok cite vw_facility_hprd ccn=415120" in text
    assert "http" not in text.replace("http-equiv", "")


def an_operator_stands_beside_peers_and_picks_rivals(site: Served, home: Path, visit: Visit, folder: Path) -> None:
    rows = asked(
        home,
        "SELECT f.ccn, f.role_set, f.hprd, f.contract_share, c.under_8_rn_days, c.days_with_residents, c.suspect, p.peer_ccn FROM vw_facility_hprd f JOIN vw_coverage_days c ON c.ccn = f.ccn AND c.quarter = f.quarter"
        " LEFT JOIN vw_peers p ON p.peer_ccn = f.ccn AND p.ccn = '415120' AND p.quarter = f.quarter WHERE f.role_set IN ('cms_total', 'cms_rn', 'cms_aide') AND f.quarter = '2023Q2'",
    )
    found = {(r["ccn"], r["role_set"]): r for r in rows}
    own = Decimal(found["415120", "cms_total"]["hprd"])
    peers = [Decimal(r["hprd"]) for r in rows if r["peer_ccn"] and r["role_set"] == "cms_total" and r["hprd"] and not r["suspect"]]
    page = visit.go(site.url("facility", ccn="415120"))
    page.get_by_role("link", name="Compare with its peers").click()
    expect(page.get_by_text(f"reported {rounded(own)} total nurse hours per resident day in 2023Q2; {sum(p < own for p in peers)} of its {len(peers)} peers reported less.")).to_be_visible()
    show(page, "Facilities")
    page.get_by_label("Add a facility").fill("charlesgate nursing")
    page.get_by_role("button", name=re.compile(r"\(415052\)")).click()
    page.wait_for_url(re.compile("ccns=415120%2C415052"))
    for ccn in ("415120", "415052"):
        row = page.get_by_role("region", name="The facilities side by side").locator("tbody tr").filter(has_text=f"({ccn})")
        shown, total = cells_of(row), found[ccn, "cms_total"]
        assert [shown[4], shown[5], shown[7]] == [rounded(found[ccn, s]["hprd"]) for s in ("cms_total", "cms_rn", "cms_aide")]
        assert shown[9:] == [f"{rounded(Decimal(total['contract_share']) * 100, 1)} %", f"{total['under_8_rn_days']} of {total['days_with_residents']}"]
    page.get_by_role("button", name="Charlesgate Nursing Center", exact=True).click()
    expect(page.get_by_text("One facility is chosen.")).to_be_visible()


def an_agency_sees_which_roles_and_homes_work_with_contract_staff(site: Served, home: Path, visit: Visit, folder: Path) -> None:
    rows = {r["role_set"]: r for r in asked(home, f"SELECT role_set, hours, contract_hours FROM vw_national_hprd WHERE {Q}")}
    page = visit.go(site.url("mix"))
    total = rows["cms_total"]
    expect(page.get_by_role("heading", name="Staffing mix")).to_be_visible()
    assert tile(page, "Contract share") == share(total["contract_hours"], total["hours"])
    assert tile(page, "Contract hours") == f"{rounded(total['contract_hours'], 0)} hours"
    for title, name in (("Director of nursing", "rndon"), ("RN direct care", "rn"), ("LPN direct care", "lpn"), ("Nurse aide (CNA)", "cna"), ("Medication aide", "medaide")):
        r = rows[f"role_{name}"]
        assert cells(page, "Hours and contract share by role", title)[1:] == [rounded(r["hours"], 0), rounded(r["contract_hours"], 0), share(r["contract_hours"], r["hours"])]
    most = asked(
        home,
        "SELECT f.ccn, f.hours, f.contract_hours FROM vw_facility_hprd f JOIN vw_coverage_days c ON c.ccn = f.ccn AND c.quarter = f.quarter WHERE f.quarter = '2023Q2' AND f.role_set = 'cms_total'"
        " AND f.resident_days >= 1820 AND c.suspect IS NULL ORDER BY f.contract_share DESC, f.ccn LIMIT 10",
    )
    listed = page.get_by_role("region", name="Facilities with the highest contract share").locator("tbody tr")
    expect(listed).to_have_count(len(most))
    assert [cells_of(row)[-1] for row in listed.all()] == [share(r["contract_hours"], r["hours"]) for r in most]
    listed.first.get_by_role("link").click()
    page.wait_for_url(re.compile(f"ccn={most[0]['ccn']}"))
    expect(page.get_by_text(f"{share(most[0]['contract_hours'], most[0]['hours'])} of all hours were contract")).to_be_visible()


def a_lender_reads_how_full_homes_are(site: Served, home: Path, visit: Visit, folder: Path) -> None:
    june = asked(home, "SELECT ccn, resident_days, bed_days, utilization, is_over_certified FROM vw_bed_utilization WHERE month = DATE '2023-06-01' ORDER BY utilization DESC NULLS LAST, ccn")
    known = [r for r in june if r["utilization"]]
    page = visit.go(site.url("beds"))
    expect(page.get_by_text("1 to 15 of 75 facilities")).to_be_visible()
    assert tile(page, "Bed utilization") == share(str(sum(int(r["resident_days"]) for r in known)), str(sum(int(r["bed_days"]) for r in known)))
    assert tile(page, "Over 100 %") == f"{sum(r['is_over_certified'] == 'true' for r in known)} of {len(known)} facilities"
    listed = page.get_by_role("region", name="Facilities by bed utilization").locator("tbody tr")
    assert [row.locator("td").nth(4).inner_text().removesuffix(" (over)") for row in listed.all()] == [share(r["resident_days"], r["bed_days"]) for r in known[:15]]
    found = {r["ccn"] for r in csv.DictReader(taken(page, "All: CSV", folder / "beds.csv").open())}
    assert found == {r["ccn"] for r in june}


def a_consultant_asks_whether_staffing_follows_occupancy(site: Served, home: Path, visit: Visit, folder: Path) -> None:
    rows = asked(home, "SELECT ccn, hprd, utilization FROM vw_staffing_vs_occupancy WHERE role_set = 'cms_total' AND month = DATE '2023-05-01' AND hprd IS NOT NULL AND utilization IS NOT NULL")
    xs, ys = [float(r["utilization"]) * 100 for r in rows], [float(r["hprd"]) for r in rows]
    ten = rounded(str(abs(statistics.linear_regression(xs, ys).slope) * 10))
    page = visit.go(site.url("beds", show="occupancy", time="2023-05-01"))
    expect(page.get_by_text(f"In May 2023, facilities 10 percentage points fuller reported {ten} total nurse hours per resident day")).to_be_visible()
    expect(page.get_by_text(f"Least squares over {len(rows)} facilities")).to_be_visible()
    settle(page)
    chart = page.get_by_test_id("stEChartsChart").first
    box = chart.bounding_box()
    assert box
    page.wait_for_timeout(800)  # the chart draws after the page has settled
    page.mouse.click(box["x"] + box["width"] - 62, box["y"] + 48)  # the frame above the chart
    page.mouse.move(box["x"] + box["width"] * 0.35, box["y"] + 80)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 200, steps=5)
    page.mouse.move(box["x"] + box["width"] * 0.95, box["y"] + 400, steps=5)
    page.mouse.up()
    expect(page.get_by_role("heading", name="In the area")).to_be_visible()


def a_regulator_lists_whose_reporting_is_incomplete(site: Served, home: Path, visit: Visit, folder: Path) -> None:
    rows = {r["measure"]: r for r in asked(home, f"SELECT measure, count(cms) AS reported, sum(CASE WHEN agrees THEN 1 ELSE 0 END) AS agree FROM vw_reconciliation WHERE {Q} GROUP BY measure")}
    (days,) = asked(home, f"SELECT sum(days_with_residents) AS days, sum(under_8_rn_days) AS under_8, sum(zero_rn_days) AS zero_rn, sum(zero_staff_days) AS zero_staff FROM vw_coverage_days WHERE {Q}")
    suspects = asked(home, f"SELECT ccn FROM vw_coverage_days WHERE {Q} AND suspect IS NOT NULL ORDER BY ccn")
    sums = asked(home, "SELECT f.hours, f.resident_days, c.suspect FROM vw_facility_hprd f JOIN vw_coverage_days c ON c.ccn = f.ccn AND c.quarter = f.quarter WHERE f.quarter = '2023Q2' AND f.role_set = 'cms_total'")
    page = visit.go(site.url("quality"))
    expect(page.get_by_text("the same for every one of them, to the last published digit")).to_be_visible()
    for title, measure in (("Total nurse HPRD", "total"), ("RN HPRD", "rn"), ("Weekend total HPRD", "weekend_total"), ("Average residents a day", "average_residents")):
        assert cells(page, "Agreement with CMS by value", title)[1:4] == [rows[measure]["reported"], rows[measure]["agree"], "0"]
    assert tile(page, "Reporting may be incomplete") == f"{len(suspects)} of 75 facilities"
    show(page, "Incomplete reporting")
    with_them, without = (rounded(sum(Decimal(r["hours"]) for r in kept) / sum(int(r["resident_days"]) for r in kept)) for kept in (sums, [r for r in sums if not r["suspect"]]))
    expect(page.get_by_text(f"are {with_them} with them, {without} without")).to_be_visible()
    for text, name in (("with residents", "days"), ("under 8 RN hours", "under_8"), ("no RN hours", "zero_rn"), ("nothing reported", "zero_staff")):
        assert cells(page, "Facility-days by what was reported", text)[1] == f"{int(days[name]):,}"
    found = [r["ccn"] for r in csv.DictReader(taken(page, "CSV", folder / "suspects.csv").open())]
    assert sorted(found) == [r["ccn"] for r in suspects]


def a_legislator_counts_who_is_below_a_line(site: Served, home: Path, visit: Visit, folder: Path) -> None:
    rows = {r["threshold_id"]: r for r in asked(home, f"SELECT threshold_id, facilities, below_facilities, below_residents, below_days, hours_short FROM vw_thresholds WHERE {Q} AND area = 'US'")}
    page = visit.go(site.url("changes"))
    for line, value, name in (("federal_2024_total", "3.48", "Total nurse 3.48 (2024 federal rule, repealed)"), ("study_2001_total", "4.10", "Total nurse 4.10 (2001 study)")):
        r = rows[line]
        if line != "federal_2024_total":
            page.get_by_test_id("stSelectbox").filter(has_text="Reference line").click()
            page.get_by_role("option", name=name).click()
        expect(page.get_by_text(f"{r['below_facilities']} of {r['facilities']} facilities ({share(r['below_facilities'], r['facilities'])}) reported less than {value}")).to_be_visible()
        settle(page)
        assert tile(page, "Residents in them") == f"{rounded(r['below_residents'], 0)} on an average day"
        assert tile(page, "Facility-days below the reference") == rounded(r["below_days"], 0)
        assert tile(page, "Hours short") == f"{rounded(r['hours_short'], 0)} hours in the quarter"
    text = page.get_by_test_id("stMain").inner_text().lower()
    assert not re.search(r"\b(violation|non-?compliant|fails?|failed)\b", text)


def an_engineer_takes_a_view_and_gets_what_the_command_writes(site: Served, home: Path, visit: Visit, folder: Path) -> None:
    page = visit.go(site.url("methods", show="downloads", view="vw_state_hprd"))
    command = page.get_by_test_id("stCode").filter(has_text="kerok query").inner_text().strip()
    (sql,) = (a for a in shlex.split(command) if a.startswith("SELECT"))
    rows = asked(home, sql)
    expect(page.get_by_role("heading", name=f"vw_state_hprd, {len(rows)} row")).to_be_visible()
    found = list(csv.DictReader(taken(page, "CSV", folder / "view.csv").open()))
    assert [{k: v for k, v in r.items() if v} for r in found] == [{k: v for k, v in r.items() if v} for r in rows]
    show(page, "Definitions")
    expect(page.get_by_text("Rates are never averaged")).to_be_visible()


JOURNEYS: tuple[Journey, ...] = (
    a_family_finds_a_home_and_reads_where_it_stands, an_ombudsman_ranks_a_states_homes_and_turns_the_page, figures_on_screen_are_those_of_kerok_query, an_expert_exports_the_days_around_a_date,
    a_researcher_takes_everything_found_as_parquet, an_advocate_prints_a_fact_sheet, an_operator_stands_beside_peers_and_picks_rivals, an_agency_sees_which_roles_and_homes_work_with_contract_staff,
    a_lender_reads_how_full_homes_are, a_consultant_asks_whether_staffing_follows_occupancy, a_regulator_lists_whose_reporting_is_incomplete, a_legislator_counts_who_is_below_a_line,
    an_engineer_takes_a_view_and_gets_what_the_command_writes,
)  # fmt: skip
