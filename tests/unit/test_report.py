"""What people see: tables that align, JSON that any parser reads."""

from __future__ import annotations

import datetime as dt
import io
import json
import sys
import uuid
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerok.report import Progress, cell, table, to_json, width

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.decimals(allow_nan=False, allow_infinity=False) | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


class TestCell:
    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (None, ""), (True, "true"), (False, "false"), (0, "0"), (Decimal("1.10"), "1.10"), (Decimal("-0.00"), "-0.00"), (0.1, "0.1"),
            (dt.date(2024, 2, 29), "2024-02-29"), ("two\nlines", "two\\nlines"), ("a\tb\r", "a\\tb\\r"), ("\x1b[31mred", "\\x1b[31mred"), ("é日", "é日"),
            ([Decimal("1.50"), None, "a"], "1.50, , a"),
        ],
    )  # fmt: skip
    def test_value_as_text(self, value: Any, text: str) -> None:
        assert cell(value) == text


class TestTable:
    def test_numbers_to_the_right_text_to_the_left(self) -> None:
        shown = table(["name", "hours", "day"], [["A", Decimal("1.50"), dt.date(2024, 1, 1)], ["Longer", None, None], ["B", Decimal("1000.00"), None]])
        assert shown.splitlines() == [
            "name      hours  day",
            "------  -------  ----------",
            "A          1.50  2024-01-01",
            "Longer",
            "B       1000.00",
        ]

    def test_text_that_looks_like_numbers_stays_left(self) -> None:
        assert table(["ccn"], [["015009"], ["1"]]).splitlines()[3] == "1"
        assert table(["n"], [[10], [1]], numbers_right=False).splitlines()[3] == "1"

    def test_booleans_are_no_numbers(self) -> None:
        assert table(["is_so"], [[True]]).splitlines()[2] == "true"

    def test_no_rows(self) -> None:
        assert table(["a", "bcd"], []) == "a  bcd\n-  ---"

    def test_no_columns(self) -> None:
        assert table([], []) == "\n"

    def test_wide_and_combining_characters_align(self) -> None:
        lines = table(["a", "b"], [["日本", 1], ["e\u0301", 2], ["xxxx", 3]]).splitlines()
        assert {width(line) for line in lines[1:]} == {width("xxxx  -")}

    @given(st.lists(st.lists(st.none() | st.text() | st.integers() | st.decimals(allow_nan=False), min_size=3, max_size=3), max_size=5))
    def test_one_line_per_row_whatever_is_in_it(self, rows: list[list[Any]]) -> None:
        assert len(table(["a", "b", "c"], rows).split("\n")) == 2 + len(rows)


class TestJson:
    @given(VALUES)
    def test_what_goes_in_comes_out(self, value: Any) -> None:
        for indent in (None, 2):
            got = json.loads(to_json(value, indent=indent), parse_float=Decimal, parse_int=Decimal)
            assert got == _plain(value)

    @pytest.mark.parametrize(("value", "text"), [(Decimal("1.10"), "1.10"), (Decimal("1E+3"), "1000"), (Decimal("1E-7"), "0.0000001"), (Decimal("-0"), "-0"), (Decimal("NaN"), "null"), (float("inf"), "null"), (float("nan"), "null")])
    def test_numbers(self, value: Any, text: str) -> None:
        assert to_json(value) == text

    def test_days_sets_paths_and_others(self) -> None:
        token = uuid.UUID(int=1)
        value = {"day": dt.date(2024, 1, 2), "at": dt.datetime(2024, 1, 2, 3, tzinfo=dt.UTC), "set": {"b", "a"}, "path": Path("/x"), "id": token, 1: (None,)}
        assert json.loads(to_json(value)) == {
            "day": "2024-01-02", "at": "2024-01-02T03:00:00+00:00", "set": ["a", "b"], "path": "/x", "id": str(token), "1": [None],
        }  # fmt: skip

    def test_text_with_nul_and_quotes_stays_text(self) -> None:
        value = ['\0"', '"\0', "\\u0000", '"1.5"', "\u2028"]
        assert json.loads(to_json(value)) == value

    def test_one_line_without_indent(self) -> None:
        assert to_json({"a": [1, "x\ny"]}, indent=None) == '{"a": [1, "x\\ny"]}'


def _plain(value: Any) -> Any:
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_plain(v) for v in value]
    return Decimal(repr(value)) if isinstance(value, float) else Decimal(value)


class TestProgress:
    def test_nothing_in_a_pipe(self, monkeypatch: pytest.MonkeyPatch) -> None:
        stream = io.StringIO()
        monkeypatch.setattr(sys, "stderr", stream)
        progress = Progress()
        with progress.running():
            progress.step("a.csv", "Silver")
            progress.rows(1000)
        assert stream.getvalue() == ""
        assert not progress.is_shown

    def test_calls_outside_a_run_do_nothing(self) -> None:
        progress = Progress()
        progress.step("a.csv", "Silver")
        progress.rows(1)
