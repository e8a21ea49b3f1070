"""What people come for, from start to finish, in a browser: the jobs of domain.md, section 4."""

from __future__ import annotations

import csv
import io
import re
import subprocess
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from playwright.sync_api import Page, expect

from .conftest import _KEROK, Served, Visit, end, serve, settle


def asked(home: Path, sql: str) -> list[dict[str, str]]:
    """The rows that ``kerok query`` answers with."""
    said = subprocess.run([_KEROK, "--home", str(home), "query", sql, "--format", "csv"], capture_output=True, text=True, check=True).stdout
    return list(csv.DictReader(io.StringIO(said)))


def two(value: str) -> str:
    """A rate of kerok query as screens show it: six places are far from a tie here."""
    return f"{float(value):.2f}"


def click_cell(page: Page, row: int, column: int = 2) -> None:
    """Click a cell of the page's first table, which is drawn on a canvas."""
    box = page.get_by_test_id("stDataFrame").first.bounding_box()
    assert box
    page.mouse.click(box["x"] + 40 + 80 * (column - 1), box["y"] + 35 * row + 17)


def test_a_family_finds_a_home_and_reads_where_it_stands(ri: Served, ri_home: Path, visit: Visit) -> None:
    page = visit.go(ri.url())
    page.get_by_role("link", name="Find a facility").click()
    page.get_by_label("Name, CCN, city, county, chain or ZIP code").fill("westerly clip")
    expect(page.get_by_text("1 to 1 of 1 facility")).to_be_visible()
    settle(page)
    click_cell(page, 1)
    page.wait_for_url(re.compile(r"/facility\?.*ccn=415120"))
    expect(page.get_by_role("heading", name="Apple Rehab Clipper")).to_be_visible()
    (row,) = asked(ri_home, "SELECT hprd FROM vw_facility_hprd WHERE ccn = '415120' AND role_set = 'cms_total'")
    expect(page.get_by_text(f"had {two(row['hprd'])} nurse hours per resident day")).to_be_visible()


def test_an_ombudsman_ranks_a_states_homes_and_turns_the_page(ri: Served, ri_home: Path, visit: Visit) -> None:
    page = visit.go(ri.url("states"))
    expect(page.get_by_text("1 to 15 of 72 facilities")).to_be_visible()
    page.get_by_test_id("stPagination").get_by_text("2", exact=True).click()
    expect(page.get_by_text("16 to 30 of 72 facilities")).to_be_visible()
    assert "page=2" in page.url
    page.reload()
    expect(page.get_by_text("16 to 30 of 72 facilities")).to_be_visible()
    expect(page.get_by_text("Apart: reporting may be incomplete")).to_be_visible()
    expect(page.get_by_text("Charlesgate Nursing Center (415052)")).to_be_visible()


def test_figures_on_screen_are_those_of_kerok_query(ri: Served, ri_home: Path, visit: Visit) -> None:
    rows = {r["role_set"]: r for r in asked(ri_home, "SELECT role_set, hprd, contract_share FROM vw_state_hprd WHERE state = 'RI' AND quarter = '2023Q2'")}
    page = visit.go(ri.url())
    tiles = page.locator(".k-tile")
    for title, role_set in (("Total nurse", "cms_total"), ("RN", "cms_rn"), ("Nurse aide", "cms_aide")):
        tile = tiles.filter(has=page.get_by_text(title, exact=True))
        expect(tile.locator(".k-value")).to_have_text(f"{two(rows[role_set]['hprd'])} HPRD")
    expect(tiles.filter(has=page.get_by_text("Contract share", exact=True)).locator(".k-value")).to_have_text(f"{float(rows['cms_total']['contract_share']) * 100:.1f} % of hours")
    (beds,) = asked(ri_home, "SELECT sum(resident_days) AS r, sum(bed_days) AS b FROM vw_bed_utilization WHERE quarter = '2023Q2' AND bed_days IS NOT NULL")
    expect(tiles.filter(has=page.get_by_text("Bed utilization", exact=True)).locator(".k-value")).to_have_text(f"{float(beds['r']) / float(beds['b']) * 100:.1f} % of beds")
    for role_set in ("cms_lpn", "care", "role_cna"):
        page = visit.go(ri.url("states", roles=role_set))
        expect(page.locator(".k-tile .k-value").first).to_have_text(f"{two(rows[role_set]['hprd'])} HPRD")


def test_an_expert_exports_the_days_around_a_date(ri: Served, ri_home: Path, visit: Visit) -> None:
    page = visit.go(ri.url("facility", ccn="415120", day="2023-05-14"))
    expect(page.get_by_text("kerok incident 415120 2023-05-14 --days 14")).to_be_visible()
    settle(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="These days: CSV").click()
    found = list(csv.DictReader(waiting.value.path().open()))
    days = [r["work_date"] for r in found]
    assert (days[0], days[-1], len(days)) == ("2023-04-30", "2023-05-28", 29)
    wanted = asked(ri_home, "SELECT work_date, cms_total_hours FROM gold_daily_staffing_fact WHERE ccn = '415120' AND work_date BETWEEN DATE '2023-04-30' AND DATE '2023-05-28' ORDER BY work_date")
    assert [(r["work_date"], r["cms_total_hours"]) for r in found] == [(r["work_date"], r["cms_total_hours"]) for r in wanted]


def test_a_journalist_traces_cites_and_links_a_number(ri: Served, visit: Visit) -> None:
    page = visit.go(ri.url("facility", ccn="415120"))
    page.get_by_text("Where these figures come from").click()
    expect(page.get_by_text("sha256 d8e21e0e6c8ba6932c3622bc931ab852afb073e2007a4cdd84ce344916124834")).to_be_visible()
    page.get_by_text("Cite or link to these figures").click()
    expect(page.get_by_text("Counted again from the raw cells: equal.")).to_be_visible()
    link = page.get_by_test_id("stCode").filter(has_text="at=").last.inner_text().strip()
    assert link.startswith(ri.address)
    page = visit.go(link)
    expect(page.get_by_text("You see the figures of snapshot")).to_be_visible()
    expect(page.get_by_role("heading", name="Apple Rehab Clipper")).to_be_visible()


def test_a_researcher_takes_everything_found_as_parquet(ri: Served, ri_home: Path, visit: Visit, tmp_path: Path) -> None:
    page = visit.go(ri.url("find", ownership="Non profit"))
    settle(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name=re.compile("Parquet")).click()
    waiting.value.save_as(tmp_path / "found.parquet")
    (row,) = asked(ri_home, "SELECT count(*) AS n FROM gold_facility_dim WHERE strpos(ownership_type, 'Non profit') = 1")
    assert pq.read_table(tmp_path / "found.parquet").num_rows == int(row["n"])


def test_an_advocate_prints_a_fact_sheet(ri: Served, visit: Visit, tmp_path: Path) -> None:
    page = visit.go(ri.url("facility", ccn="415120"))
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Fact sheet to print").click()
    sheet = tmp_path / "sheet.html"
    waiting.value.save_as(sheet)
    text = sheet.read_text()
    assert "Apple Rehab Clipper" in text
    assert "kerok cite vw_facility_hprd ccn=415120" in text
    assert "http" not in text.replace("http-equiv", "")


def test_what_is_chosen_is_carried_shared_reloaded_and_taken_back(nation: Served, visit: Visit) -> None:
    page = visit.go(nation.url())
    page.get_by_test_id("stSelectbox").filter(has_text="Hours of").click()
    page.get_by_role("option", name="RN", exact=True).click()
    page.wait_for_url(re.compile("roles=cms_rn"))
    settle(page)
    page.get_by_role("link", name="States", exact=True).click()
    page.wait_for_url(re.compile(r"/states\?.*roles=cms_rn"))
    expect(page.get_by_role("heading", name="RN HPRD by state")).to_be_visible()
    page.get_by_test_id("stButtonGroup").get_by_text("Contract share").click()
    expect(page.get_by_role("heading", name="RN contract share by state")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="RN contract share by state")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="RN HPRD by state")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="United States")).to_be_visible()


def test_a_legislator_clicks_a_state_on_the_map(nation: Served, visit: Visit) -> None:
    page = visit.go(nation.url("states"))
    texas = page.locator('[data-testid="stVegaLiteChart"] path[aria-label*="Texas"]').first
    texas.wait_for()
    settle(page)
    texas.click()
    page.wait_for_url(re.compile("state=TX"))
    expect(page.get_by_role("heading", name="Texas (TX)", exact=True)).to_be_visible()


# ------------------------------------------------------------------------------------------ deployment


def test_behind_a_proxy_below_a_path(ri_home: Path, visit: Visit) -> None:
    served = serve(ri_home, "--base-path", "staffing")
    try:
        page = visit.go(served.url())
        expect(page.get_by_role("heading", name="The facilities loaded")).to_be_visible()
        expect(page.locator('[data-testid="stVegaLiteChart"] path').first).to_be_visible()
        page.get_by_role("link", name="States").click()
        page.wait_for_url(re.compile(r"/staffing/states"))
        expect(page.get_by_role("heading", name="Rhode Island (RI)", exact=True)).to_be_visible()
    finally:
        visit.page.goto("about:blank")  # a page whose server ends complains
        end(served)


@pytest.mark.parametrize("headers", [{"Origin": "http://evil.example"}, {"Host": "evil.example"}])
def test_another_sites_page_cannot_open_the_websocket(ri: Served, headers: dict[str, str]) -> None:
    import http.client

    connection = http.client.HTTPConnection(ri.address.removeprefix("http://"), timeout=10)
    usual = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="}
    connection.request("GET", "/_stcore/stream", headers={**usual, **headers})
    assert connection.getresponse().status == 403


def test_health_and_readiness(ri: Served) -> None:
    import json
    import urllib.request

    with urllib.request.urlopen(ri.url("health")) as answer:
        assert json.load(answer)["status"] == "ok"
        assert "'unsafe-eval'" not in answer.headers["content-security-policy"]
    with urllib.request.urlopen(ri.url("ready")) as answer:
        assert json.load(answer) | {"snapshot": ""} == {"status": "ready", "engine": "duckdb", "snapshot": "", "newest_quarter": "2023Q2"}


def test_a_lake_is_shown_as_soon_as_it_is_loaded(tmp_path: Path, visit: Visit) -> None:
    from tests.support.lakes import RI_PBJ, load

    served = serve(tmp_path / "lake")
    try:
        page = visit.go(served.url())
        expect(page.get_by_role("heading", name="Nothing is loaded yet")).to_be_visible()
        load(tmp_path / "lake", RI_PBJ)
        page.reload()
        expect(page.get_by_role("heading", name="The facilities loaded")).to_be_visible()
    finally:
        visit.page.goto("about:blank")  # a page whose server ends complains
        end(served)
