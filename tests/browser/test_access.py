"""Every page for everyone: axe in both themes, a phone, a printer."""

from __future__ import annotations

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from kerok.dashboard.frame import NAVIGATION

from .conftest import Served, Visit, settle, visit_with

PAGES = [name for name, _, _ in NAVIGATION]
PARAMS = {"facility": {"ccn": "415120", "day": "2023-05-14"}}


def path(name: str) -> str:
    return "" if name == "overview" else name


def serious(page: Any) -> list[str]:
    """What axe finds that keeps people out."""
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {n['html'][:160]}" for v in found if v["impact"] in ("serious", "critical") for n in v["nodes"]]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_serious(ri: Served, chromium: Browser, name: str, theme: str) -> None:
    for visit in visit_with(chromium, color_scheme=theme):
        page = visit.go(ri.url(path(name), **PARAMS.get(name, {})))
        page.wait_for_timeout(800)  # charts draw after the page has settled
        assert serious(page) == []


OTHER_VIEWS: tuple[tuple[str, dict[str, str]], ...] = (
    ("beds", {"show": "occupancy"}), ("compare", {"of": "peers", "ccn": "415120"}), ("compare", {"of": "chains"}), ("compare", {"of": "groups"}), ("quality", {"show": "files"}),
    ("quality", {"show": "reporting"}), ("quality", {"show": "unlikely"}), ("changes", {"show": "presence"}), ("changes", {"show": "releases"}), ("methods", {"show": "downloads"}),
    ("facility", {"ccn": "415052"}), ("facility", {"ccn": "999999"}),
)  # fmt: skip


@pytest.mark.parametrize(("name", "params"), OTHER_VIEWS, ids=lambda v: v if isinstance(v, str) else "-".join(v.values()))
def test_axe_finds_nothing_serious_on_their_other_views(ri: Served, chromium: Browser, name: str, params: dict[str, str]) -> None:
    for visit in visit_with(chromium, color_scheme="light"):
        page = visit.go(ri.url(name, **params))
        page.wait_for_timeout(800)
        assert serious(page) == []
        page.emulate_media(color_scheme="dark")
        page.wait_for_timeout(800)
        assert serious(page) == []


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wider_than_a_phone(ri: Served, phone: Visit, name: str) -> None:
    page = phone.go(ri.url(path(name), **PARAMS.get(name, {})))
    page.wait_for_timeout(500)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
    main = page.get_by_test_id("stMainBlockContainer")
    assert main.evaluate("e => e.scrollWidth - e.clientWidth") <= 0


def test_print_leaves_the_controls_out(ri: Served, visit: Visit) -> None:
    page = visit.go(ri.url("facility", ccn="415120"))
    page.emulate_media(media="print")
    settle(page)
    assert not page.get_by_test_id("stSidebar").is_visible()
    assert not page.get_by_role("button", name="All days: CSV").is_visible()
    assert page.get_by_role("heading", name="Apple Rehab Clipper").is_visible()


def test_the_keyboard_reaches_navigation_and_choices(ri: Served, visit: Visit) -> None:
    page, reached = visit.go(ri.url()), set()
    for _ in range(25):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("() => (document.activeElement.innerText || document.activeElement.getAttribute('aria-label') || '').trim().split('\\n').pop()"))
    assert {"Overview", "States", "Find a facility", "Facility"} <= reached


def reached(page: Any, text: str, most: int = 60) -> None:
    """Press Tab until the focus stands on what has the text."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("() => (document.activeElement.innerText || '').trim()") == text:
            return
    raise AssertionError(f"the keyboard does not reach {text}")


def test_a_facility_is_found_and_opened_by_keyboard_alone_and_back_leads_to_the_search(ri: Served, visit: Visit) -> None:
    page = visit.go(ri.url("find"))
    page.get_by_label("Name, CCN, city, county, chain or ZIP code").focus()
    page.keyboard.type("westerly")
    expect(page.get_by_text("1 to 3 of 3 facilities")).to_be_visible()
    settle(page)
    reached(page, "Westerly Health Center (415081)")  # behind two others, which the focus passes without opening them
    assert "/find" in page.url
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/facility\?.*ccn=415081"))
    expect(page.get_by_role("heading", name="Westerly Health Center")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("1 to 3 of 3 facilities")).to_be_visible()
    expect(page.get_by_label("Name, CCN, city, county, chain or ZIP code")).to_have_value("westerly")


def test_a_table_wider_than_a_phone_fades_until_it_is_scrolled(ri: Served, phone: Visit) -> None:
    page = phone.go(ri.url("compare", ccns="415120,415038"))
    table = page.get_by_role("region", name="The facilities side by side")
    wide = "e => [e.scrollWidth > e.clientWidth, getComputedStyle(e).maskSize]"
    assert table.evaluate(wide) == [True, "100% 100%"]
    table.evaluate("e => { e.scrollLeft = e.scrollWidth }")
    page.wait_for_function("() => /calc|%.*px/.test(getComputedStyle(document.querySelector('.k-scroll[aria-label=\"The facilities side by side\"]')).maskSize)")
