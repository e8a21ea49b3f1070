"""The dashboard in a browser over many national quarters: seconds until a page has settled, and the server's memory."""

from __future__ import annotations

import json
import re
import shutil
import statistics
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from kerok.dashboard.frame import NAVIGATION
from tests.browser.conftest import _FLAGS, Served, end, serve, settle

SESSIONS = 10
_HEADINGS = {
    "states": "States and territories", "find": "Find a facility", "compare": "Compare", "mix": "Staffing mix", "beds": "Beds and occupancy", "quality": "Data quality",
    "changes": "Changes and thresholds", "methods": "Methods and downloads", "overview": "United States",
}  # fmt: skip


@dataclass(frozen=True)
class Looked:
    """Seconds, and megabytes.

    Attributes:
        first: First load with an empty browser cache, the server being warm: what it asks ahead has been answered.
        cold, warm: Page changes by name, seen by nobody before and seen before.
        facility: A facility's page that nobody has asked for.
        scatter: All facilities as points.
        rss: Resident memory of the server with ten sessions open.
    """

    first: float
    cold: dict[str, float]
    warm: dict[str, float]
    facility: float
    scatter: float
    rss: float


def look(home: Path, ccn: str) -> Looked:
    """One visit after the other to a freshly started server."""
    served = serve(home, KEROK_THREADS="2")
    try:
        with _browser() as browser:
            _wait(served)
            page = browser.new_context(viewport={"width": 1360, "height": 900}).new_page()
            first = _seconds(lambda: _open(page, served.url(), "United States"))
            cold = {name: _seconds(lambda n=name: _change(page, n)) for name in list(_HEADINGS)[:-1]}  # type: ignore[misc]
            rounds = [_round(page) for _ in range(3)]
            warm = {name: statistics.median(r[name] for r in rounds) for name in rounds[0]}
            facility = _seconds(lambda: _open(page, served.url("facility", ccn=ccn), "Against CMS's own figures"))
            scatter = _seconds(lambda: _open(page, served.url("beds", show="occupancy"), "Beds and occupancy"))
            for _ in range(SESSIONS - 1):
                other = browser.new_context().new_page()
                _open(other, served.url(), "United States")
            return Looked(first, cold, warm, facility, scatter, _rss(served))
    finally:
        end(served)


def _wait(served: Served) -> None:
    """Until the server has asked what it asks ahead of its first visitor: that is what a warm server is."""
    while not json.load(urllib.request.urlopen(served.url("ready")))["asked_ahead"]:
        time.sleep(0.2)


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=_FLAGS)
        yield browser
        browser.close()


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _open(page: Page, url: str, heading: str) -> None:
    page.goto(url)
    if heading:
        page.get_by_role("heading", name=heading).first.wait_for(timeout=60_000)
    settle(page)


def _change(page: Page, name: str) -> None:
    title = next(t for n, t, _ in NAVIGATION if n == name)
    page.get_by_test_id("stSidebar").get_by_role("link", name=title, exact=True).click()
    page.get_by_role("heading", name=_HEADINGS[name], exact=True).wait_for(timeout=60_000)
    settle(page)


def _round(page: Page) -> dict[str, float]:
    """Once around pages that were seen before."""
    return {name: _seconds(lambda n=name: _change(page, n)) for name in _HEADINGS}  # type: ignore[misc]


def _rss(served: Served) -> float:
    status = Path(f"/proc/{served.process.pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found[1]) / 1000 if found else 0.0
