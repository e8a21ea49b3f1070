"""The committed documentation says what the product says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

import pytest

from docs.generate import PAGES, help_of
from kerok import contracts as declared
from kerok.cli import _COMMANDS, _SHORT
from kerok.outcomes import Outcome
from kerok.settings import SETTINGS

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "user-guide.md").read_text("utf-8")
GLOSSARY = (ROOT / "GLOSSARY.md").read_text("utf-8")
DICTIONARY = (ROOT / "docs" / "data-dictionary.md").read_text("utf-8")
DECISIONS = (ROOT / "docs" / "decisions.md").read_text("utf-8")


def missing(words: Iterable[str], text: str) -> list[str]:
    return [w for w in words if w not in text]


# ------------------------------------------------------------------------------------------ generated pages


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_up_to_date(name: str) -> None:
    assert (ROOT / "docs" / name).read_text("utf-8") == PAGES[name](), f"docs/{name} is out of date: make docs"


@pytest.mark.parametrize("command", _COMMANDS)
def test_every_command_is_documented(command: str) -> None:
    page = (ROOT / "docs" / "commands.md").read_text("utf-8")
    assert f"## kerok {command}" in page
    assert command in ("sql", "thresholds", "aws") or help_of((command,)) in page
    assert _SHORT[command] in help_of(())


def test_every_column_is_in_the_dictionary() -> None:
    for contract in declared.contracts().values():
        part = DICTIONARY.partition(f"\n## {contract.name}\n")[2].partition("\n## ")[0] if contract.kind != "step" else ""
        assert missing([f"| `{c.name}` | `{c.type}` |" for c in contract.columns], part) == []


def test_every_column_has_a_meaning() -> None:
    unexplained = [f"{c.name}.{x.name}" for c in declared.contracts().values() for x in c.columns if not x.meaning.strip()]
    assert unexplained == []


def test_vocabularies_are_in_the_dictionary() -> None:
    words = declared.reference("flags")
    names = [*words["flags"], *words["reasons"], *(s["name"] for s in declared.role_sets()), *(r["column"] for r in declared.roles())]
    assert missing([f"`{n}`" for n in names], DICTIONARY) == []


# ------------------------------------------------------------------------------------------ written pages


def test_the_guide_names_every_setting() -> None:
    assert missing([n for s in SETTINGS for n in (s.name, s.variable)], GUIDE) == []


def test_the_guide_names_every_field_of_ingest_and_every_status() -> None:
    statuses = ("pending", "publishing", "done", "failed", "refused", "not_loaded", "superseded")
    assert missing([f"`{n}`" for n in (*(f.name for f in fields(Outcome)), *statuses)], GUIDE) == []


def test_the_guide_uses_every_command() -> None:
    assert missing([f"kerok {c}" for c in _COMMANDS if c not in ("tables", "demo")], GUIDE.replace("--home practice ", "").replace("--home mend ", "")) == []


def test_the_guide_uses_every_view() -> None:
    assert missing([v.name for v in declared.views()], GUIDE) == []


def test_the_glossary_is_in_order_and_holds_what_the_pages_say() -> None:
    terms = re.findall(r"^\*\*(.+?)\*\*", GLOSSARY, re.MULTILINE)
    assert terms == sorted(terms, key=str.lower)
    needed = ("CCN", "PBJ", "MDS census", "HPRD", "role set", "resident day", "national file", "withdrawn", "superseded", "quarantined", "candidate")
    assert missing(needed, "\n".join(terms)) == []


ENTRY = re.compile(r"^## (20\d\d-\d\d-\d\d): (.+)\n\n((?:.+\n)+)", re.MULTILINE)


def test_decisions_are_dated_short_and_pinned_by_tests_that_exist() -> None:
    entries = ENTRY.findall(DECISIONS)
    assert len(entries) == DECISIONS.count("\n## ")
    for day, title, body in entries:
        assert body.count("\n") <= 6, f"{day} {title}: five lines"
        pins = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", body)
        assert pins, f"{title} names no test"
        for path, test in pins:
            assert (ROOT / path).is_file(), f"{title}: {path}"
            assert not test or f"def {test}(" in (ROOT / path).read_text("utf-8"), f"{title}: {test}"


def test_contributing_names_places_that_exist() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    places = re.findall(r"`((?:sql|src|tests|docs|bench|\.ci)/[\w./-]+)`", text)
    assert places
    assert [p for p in places if not (ROOT / p).exists()] == []
    targets = re.findall(r"`make (\w+)`", text)
    assert missing([f"\n{t}:" for t in targets], (ROOT / "Makefile").read_text("utf-8")) == []


def test_pages_speak_of_the_product_alone() -> None:
    pages = [ROOT / "README.md", *ROOT.glob("[CG]*.md"), *(ROOT / "docs").glob("*.md")]
    for page in pages:
        text = page.read_text("utf-8")
        assert re.findall(r"(?i)\b(?:LLM|chatbot|subagent|\.\./shared|/work/|/tmp/)\b", text) == [], page.name
        assert "\t" not in text
