"""Every defect listed is held by a test that exists, or is of a part that this edition does not have."""

from __future__ import annotations

import ast
import functools
import re
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
ROWS = re.findall(r"^\| (\d+) \| (.+?) \| (.+?) \|$", (REPOSITORY / "docs" / "defects.md").read_text("utf-8"), re.MULTILINE)
OUTSIDE = ("Dashboard: not part of this edition", "Workflow: not part of this edition")


@functools.cache
def names_in(path: str) -> frozenset[str]:
    tree = ast.parse((REPOSITORY / path).read_text("utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"))


def test_all_35_are_listed_once() -> None:
    assert [int(number) for number, _, _ in ROWS] == list(range(1, 36))


@pytest.mark.parametrize(("number", "held"), [(number, held) for number, _, held in ROWS])
def test_what_holds_it_exists(number: str, held: str) -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", held)
    assert named or held in OUTSIDE, number
    assert [f"{path}::{name}" for path, name in named if name not in names_in(path)] == []
