"""The journeys on the emulated Athena, through PyAthena; and Athena failing on the way, in three ways."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.support.athena_lake import AthenaLake
from tests.support.failing_athena import FAILURES, Gate, gate

from .conftest import Served, Visit, end, serve, settle, visit_with
from .journeys import JOURNEYS, Journey

pytestmark = pytest.mark.xdist_group("athena")

PATIENCE = 90_000  # milliseconds


@pytest.fixture(scope="module")
def before_athena(athena_lake: AthenaLake) -> Iterator[Gate]:
    """Stands between the dashboard and Athena."""
    with gate(athena_lake.environment["AWS_ENDPOINT_URL"]) as found:
        yield found


@pytest.fixture(scope="module")
def on_athena(athena_lake: AthenaLake, before_athena: Gate) -> Iterator[Served]:
    """The dashboard over Rhode Island 2023Q2 as Athena has it."""
    served = serve(athena_lake.home, **athena_lake.environment | {"AWS_ENDPOINT_URL": before_athena.endpoint, "AWS_MAX_ATTEMPTS": "1"})
    yield served
    end(served)


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visit]:
    """A visitor with patience: the emulated Athena answers a page's first questions after as much as half a minute on a busy machine."""
    for visit in visit_with(chromium):
        visit.page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        yield visit


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda j: j.__name__)
def test_a_journey(on_athena: Served, ri_home: Path, visit: Visit, tmp_path: Path, journey: Journey) -> None:
    journey(on_athena, ri_home, visit, tmp_path)


@pytest.mark.parametrize(("kind", "title", "typed"), FAILURES, ids=["throttled", "denied", "down"])
def test_athena_fails_on_the_way_and_comes_back(on_athena: Served, before_athena: Gate, visit: Visit, kind: str, title: str, typed: str) -> None:
    role_set = {"ThrottlingException": "role_rn", "AccessDeniedException": "role_lpn", "": "role_natrn"}[kind]  # what no one has asked for yet
    page = visit.go(on_athena.url("mix"))
    expect(page.get_by_role("heading", name="Staffing mix")).to_be_visible()
    before_athena.failing = kind
    try:
        page.goto(on_athena.url("states", roles=role_set))
        expect(page.get_by_role("heading", name=title)).to_be_visible()
        expect(page.get_by_text(typed)).to_be_visible()
    finally:
        before_athena.failing = None
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("heading", name="Rhode Island (RI)", exact=True)).to_be_visible()


def test_a_long_export_turns_while_it_is_made(on_athena: Served, visit: Visit) -> None:
    page = visit.go(on_athena.url("facility", ccn="415120"))
    button = page.get_by_role("button", name="All days: CSV")
    with page.expect_download(timeout=PATIENCE) as download:
        button.click()
        expect(button).to_be_disabled()
    assert len(Path(download.value.path()).read_text().splitlines()) == 92
    expect(button).to_be_enabled()


def test_outlines_stand_where_a_slow_page_will_be(on_athena: Served, visit: Visit) -> None:
    visit.page.goto(on_athena.url("states", roles="role_rnadmin"))
    expect(visit.page.get_by_test_id("stSkeleton").first).to_be_visible()
    settle(visit.page)
    expect(visit.page.get_by_test_id("stSkeleton")).to_have_count(0)
    expect(visit.page.get_by_role("heading", name="Rhode Island (RI)", exact=True)).to_be_visible()
