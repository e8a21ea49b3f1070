"""A real server and a real Chromium: Debian's package, installed here if it is missing and we may."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from tests.dashboard.conftest import made_up_home, ri_home
from tests.support.demo_lake import demo_home, session_folder, shared_sql
from tests.support.parts import locked

__all__ = ["demo_home", "made_up_home", "ri_home", "session_folder", "shared_sql"]

_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
_KEROK = Path(sys.executable).with_name("kerok")
READY = '[data-testid="stApp"][data-test-script-state="notRunning"]'
# Streamlit looks below a page's own path for two files that lie at the root; both are harmless.
_PROBES = re.compile(r"/(_stcore/(health|host-config)|favicon)")


@pytest.fixture(scope="session")
def chromium(session_folder: Path) -> Iterator[Browser]:
    """The browser; where none is installed and CI or root allows it, Debian's package."""
    with locked(session_folder / "chromium.lock"):
        path = shutil.which("chromium") or _installed()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, headless=True, args=_FLAGS)
        yield browser
        browser.close()


def _installed() -> str:
    if os.environ.get("CI") != "true" and os.geteuid() != 0:
        pytest.skip("no chromium: apt-get install chromium")
    quiet: dict[str, Any] = {"check": True, "capture_output": True, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
    subprocess.run(["apt-get", "update", "-qq"], **quiet)
    subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], **quiet)
    path = shutil.which("chromium")
    assert path, "chromium is not there after it was installed"
    return path


@dataclass
class Served:
    """A running dashboard."""

    address: str
    process: subprocess.Popen[bytes]

    def url(self, path: str = "", **params: str) -> str:
        """The address of a page."""
        return f"{self.address}/{path}" + (f"?{urlencode(params)}" if params else "")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def serve(home: Path, *flags: str, port: int = 0, folder: Path | None = None, **environment: str) -> Served:
    """Start ``kerok dashboard`` in a folder, on a free port or the given one, and wait until it answers."""
    port = port or free_port()
    known = {k: v for k, v in os.environ.items() if not k.startswith("KEROK_")}
    process = subprocess.Popen([_KEROK, "--home", str(home), "dashboard", "--port", str(port), *flags], env={**known, **environment}, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    base = next((f"/{flags[i + 1]}" for i, f in enumerate(flags) if f == "--base-path"), "")
    served = Served(f"http://127.0.0.1:{port}{base}", process)
    for _ in range(240):
        try:
            urllib.request.urlopen(served.url("health"), timeout=2).close()
            return served
        except OSError:
            assert process.poll() is None, "the dashboard ended"
            time.sleep(0.25)
    raise AssertionError("the dashboard does not answer")


def end(served: Served) -> None:
    """Stop a dashboard; uvicorn waits without end for a connection that the browser left half open, as a second Ctrl-C would not."""
    served.process.terminate()
    try:
        served.process.wait(20)
    except subprocess.TimeoutExpired:
        served.process.kill()
        served.process.wait(20)


@pytest.fixture(scope="session")
def ri(ri_home: Path) -> Iterator[Served]:
    """The dashboard over Rhode Island 2023Q2."""
    served = serve(ri_home)
    yield served
    end(served)


@pytest.fixture(scope="session")
def nation(made_up_home: Path) -> Iterator[Served]:
    """The dashboard over a synthetic nation."""
    served = serve(made_up_home)
    yield served
    end(served)


@dataclass
class Visit:
    """A page being looked at, and what went wrong on it.

    Attributes:
        strangers: Requests to anything but the server; they are let through to nowhere.
        errors: What the browser's console calls an error, violations of the content security policy among them.
    """

    page: Page
    strangers: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def go(self, url: str) -> Page:
        """Open an address and wait until the page has settled."""
        self.page.goto(url)
        settle(self.page)
        return self.page


def settle(page: Page) -> None:
    """Wait until the script has run and nothing stale or waiting is left."""
    page.wait_for_selector(READY, timeout=90_000)
    page.wait_for_function("() => !document.querySelector('[data-testid=stSkeleton], [data-stale=true]')", timeout=90_000)


def visit_with(browser: Browser, **options: Any) -> Iterator[Visit]:
    """A fresh context whose requests and errors are recorded."""
    context = browser.new_context(**{"viewport": {"width": 1360, "height": 900}, "accept_downloads": True, **options})
    context.set_default_timeout(15_000)
    expect.set_options(timeout=15_000)
    visit = Visit(context.new_page())
    visit.page.on("request", lambda r: visit.strangers.append(r.url) if not r.url.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:")) else None)

    def told(message: ConsoleMessage) -> None:
        if message.type == "error" and not _PROBES.search(message.location.get("url", "")):
            visit.errors.append(message.text)

    visit.page.on("console", told)
    visit.page.on("pageerror", lambda error: visit.errors.append(str(error)))
    yield visit
    context.close()
    assert visit.strangers == []
    assert visit.errors == []


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visit]:
    """A visitor; at the end nothing has left the machine, and neither a script nor the content security policy has complained."""
    yield from visit_with(chromium)


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Visit]:
    """A visitor with a phone."""
    yield from visit_with(chromium, viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
