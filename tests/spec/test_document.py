"""`docs/rules.md` says what the specs say, and the specs say everything."""

from __future__ import annotations

from pathlib import Path

import pytest

from kerok import contracts as declared
from tests.spec.document import COMMAND, RULES, TOPICS, VOCABULARY, document

WITHOUT_RULES = {"test_contracts", "test_document"}


@pytest.fixture(scope="module")
def rules() -> str:
    return document()


def test_the_rules_are_up_to_date(rules: str) -> None:
    assert RULES.read_text("utf-8") == rules, f"docs/rules.md is out of date: {COMMAND}"


def test_every_topic_is_in_it() -> None:
    assert {path.stem for path in Path(__file__).parent.glob("test_*.py")} - WITHOUT_RULES == set(TOPICS)


def test_every_flag_and_reason_has_an_example(rules: str) -> None:
    examples = rules.partition(f"## {VOCABULARY}")[0]
    words = declared.reference("flags")
    by_column = {"hours_unreadable": "hrs_rn_unreadable", "hours_negative": "hrs_rn_negative"}
    expected = [*words["flags"], *(by_column.get(reason, reason) for reason in words["reasons"])]
    assert [word for word in expected if word not in examples] == []


def test_every_role_set_and_exception_of_the_calendar_has_an_example(rules: str) -> None:
    names = [s["name"] for s in declared.role_sets()]
    reasons = [exception["why"] for exception in declared.reference("release_quarters")["exceptions"]]
    assert [text for text in [*names, *reasons] if text not in rules] == []
