"""Every page for everyone: axe in both themes, a phone, a printer."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

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
