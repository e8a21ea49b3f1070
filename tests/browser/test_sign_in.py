"""Signing in with OpenID, against a provider that is real but for its passwords."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kerok.emulator.environment import EmulatorUnavailable, python_of
from tests.browser.conftest import Served, Visit, end, free_port, serve, settle
from tests.support.parts import left_out
from tests.support.sign_in.provider import CLIENT, PERSON, SECRET, Provider, provider

REQUIREMENTS = Path(__file__).parents[1] / "support" / "sign_in" / "requirements.txt"


@pytest.fixture(scope="module")
def packages() -> Path:
    """A folder with Authlib and what it needs: it is nobody's who does not ask for a sign-in."""
    try:
        python = python_of(REQUIREMENTS, "sign_in")
    except EmulatorUnavailable as error:
        left_out("Authlib", error)
    (folder,) = python.parents[1].glob("lib/python*/site-packages")
    return folder


@pytest.fixture
def asked(tmp_path: Path, ri_home: Path, packages: Path) -> Iterator[tuple[Served, Provider]]:
    """A dashboard that asks for a sign-in, and who gives it."""
    port = free_port()
    back = f"http://127.0.0.1:{port}/oauth2callback"
    with provider(back) as who:
        secrets = tmp_path / ".streamlit" / "secrets.toml"
        secrets.parent.mkdir()
        secrets.write_text(
            f'[auth]\nredirect_uri = "{back}"\ncookie_secret = "{"x" * 40}"\nclient_id = "{CLIENT}"\nclient_secret = "{SECRET}"\n'
            f'server_metadata_url = "{who.url}/.well-known/openid-configuration"\n'
        )
        site = serve(ri_home, port=port, folder=tmp_path, PYTHONPATH=str(packages))
        yield site, who
        end(site)


def _sees_nothing(page: Page) -> None:
    settle(page)
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    assert "HPRD" not in page.inner_text("body") and "Rhode Island" not in page.inner_text("body")


def test_who_signs_in_sees_the_pages_until_signing_out(asked: tuple[Served, Provider], visit: Visit) -> None:
    site, _ = asked
    page = visit.go(site.url("facility", ccn="415120"))
    _sees_nothing(page)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text(f"Signed in as {PERSON['email']}")).to_be_visible()
    settle(page)
    visit.go(site.url("facility", ccn="415120"))
    expect(page.get_by_text("Apple Rehab Clipper").first).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    _sees_nothing(visit.go(site.url("facility", ccn="415120")))


@pytest.mark.parametrize("wrong", ["refuses", "signs_wrong"])
def test_whom_the_provider_does_not_vouch_for_sees_nothing(asked: tuple[Served, Provider], visit: Visit, wrong: str) -> None:
    site, who = asked
    setattr(who, wrong, True)
    page = visit.go(site.url())
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_load_state()
    visit.errors.clear()
    _sees_nothing(visit.go(site.url()))
