"""What README and user guide show is what a reader gets: every block marked to be run is run, in order, in one home folder."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

from tests.docs.examples import HOME, PAGES, ROOT, Example, Ran, difference, examples, run_page
from tests.support import lakes

ALL = [pytest.param(e, marks=pytest.mark.xdist_group(e.page), id=f"{e.page}:{e.line}") for page in PAGES for e in examples(page)]


@pytest.fixture(scope="session")
def ran(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[int, Ran]]:
    """What every example of a page did, filled page by page."""
    return {}


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("reader")


@pytest.mark.parametrize("example", ALL)
def test_a_command_prints_what_is_shown(example: Example, ran: dict[str, dict[int, Ran]], folder: Path) -> None:
    if example.page not in ran:
        done = run_page(example.page, folder / Path(example.page).stem, folder / "cache")
        ran[example.page] = {e.line: r for e, r in done}
    got = ran[example.page][example.line]
    assert got.exit_code == example.exit_code, "\n".join(got.lines)
    assert difference(example.expected, got.lines) == "", f"python -m tests.docs.examples writes what is printed now: {example.shown}"


@pytest.mark.xdist_group("docs/user-guide.md")
def test_the_tables_open_as_the_guide_says(tmp_path: Path) -> None:
    code = re.findall(r"```python\n(.*?)```", (ROOT / "docs/user-guide.md").read_text("utf-8"), re.DOTALL)
    home = tmp_path / "ana" / "kerok"
    lakes.load(home, lakes.RI_PBJ)
    names: dict[str, Any] = {}
    exec("".join(code).replace(HOME, str(home.parent)), names)
    assert names["months"].num_rows == lakes.rows(home, "SELECT count(*) AS n FROM gold_monthly_staffing_fact")[0]["n"]


def test_most_of_what_is_shown_is_run() -> None:
    shown = sum(len(re.findall(r"^\$ ", (ROOT / page).read_text("utf-8"), re.MULTILINE)) for page in PAGES)
    assert len(ALL) >= 0.8 * shown
    assert {e.values[0].page for e in ALL} == set(PAGES)  # type: ignore[attr-defined]


def test_the_demo_target_is_the_command_that_is_run_for_it() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert re.search(r"^demo:.*\n\t@\$\(BIN\)/kerok --home \S+ demo$", makefile, re.MULTILINE)


LINKED = [ROOT / "README.md", *(ROOT / name for name in ("CONTRIBUTING.md", "GLOSSARY.md", "CHANGELOG.md")), *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("page", LINKED, ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]*)(?:#[^)]*)?\)", _prose(page)):
        assert not target or target.startswith("https://") or (page.parent / target).exists(), f"{page.name} links to {target}"


@pytest.mark.parametrize("page", LINKED, ids=lambda p: p.name)
def test_links_within_a_page_name_a_heading(page: Path) -> None:
    anchors = {_anchor(h) for h in re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)}
    for target in re.findall(r"\]\(#([^)]*)\)", _prose(page)):
        assert target in anchors, f"{page.name} links to #{target}"


def _prose(page: Path) -> str:
    """The page without code."""
    return re.sub(r"`[^`\n]*`", "", re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL))


def _anchor(heading: str) -> str:
    return "".join(c for c in heading.lower() if c.isalnum() or c in " -_").replace(" ", "-")


def test_no_page_names_a_machine() -> None:
    named = [str(Path.home()), *([os.environ["USER"]] if len(os.environ.get("USER", "")) > 6 else []), str(ROOT)]
    for page in LINKED:
        text = page.read_text("utf-8")
        assert [n for n in named if len(n) > 4 and n in text] == []
