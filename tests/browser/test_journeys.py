"""The journeys on the lake of this machine, and what belongs to the server around the pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from .conftest import Served, Visit, end, serve, settle
from .journeys import JOURNEYS, Journey


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda j: j.__name__)
def test_a_journey(ri: Served, ri_home: Path, visit: Visit, tmp_path: Path, journey: Journey) -> None:
    journey(ri, ri_home, visit, tmp_path)


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
    ready = {"asked_ahead": False}
    while not ready["asked_ahead"]:
        with urllib.request.urlopen(ri.url("ready")) as answer:
            ready = json.load(answer)
    assert ready | {"snapshot": ""} == {"status": "ready", "engine": "duckdb", "snapshot": "", "newest_quarter": "2023Q2", "asked_ahead": True}


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
