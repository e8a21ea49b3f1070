"""Lines over quarters: what is incomplete or covers something else is hollow and said, what is missing is a gap, and no axis that begins above 0 hides it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from kerok.dashboard.look import LIGHT

from .conftest import Open, text_of
from .test_mix import data_of


def options(app: AppTest) -> list[dict[str, Any]]:
    """What the page's charts were given, as the browser gets it."""
    return [json.loads(chart.proto.spec) for chart in app.get("echarts_chart")]


def course(app: AppTest, first: str) -> tuple[list[str], list[dict[str, Any]]]:
    """Names and lines of the one chart whose axis begins so and has more than a year."""
    charts = [(o["xAxis"][0] if isinstance(o["xAxis"], list) else o["xAxis"], o["series"]) for o in options(app)]
    ((axis, lines),) = ((axis, series) for axis, series in charts if axis.get("data", [""])[0] == first and len(axis["data"]) > 4)
    return axis["data"], lines


def points(names: list[str], line: dict[str, Any]) -> dict[str, str]:
    """What is drawn at each name: full, hollow or nothing."""
    assert line["connectNulls"] is False
    drawn = {name: "" if value is None else "hollow" if isinstance(value, dict) else "full" for name, value in zip(names, line["data"], strict=True)}
    for value in line["data"]:
        if isinstance(value, dict):
            assert value["itemStyle"]["color"] == LIGHT.ground
    return drawn


EXPECTED = {"2019Q4": "full", "2020Q1": "hollow", "2020Q2": "full", "2020Q3": "", "2021Q4": "", "2023Q1": "", "2023Q2": "hollow", "2023Q3": "full", "2023Q4": "full", "2024Q1": "full"}


@pytest.mark.parametrize(("page", "params"), [("compare", {"of": "groups"}), ("states", {"state": "RI"}), ("overview", {})])
def test_quarters_that_are_no_measure_are_hollow_and_said(opened: Open, broken_home: Path, page: str, params: dict[str, str]) -> None:
    app = opened(broken_home, page, **params)
    names, lines = course(app, "2019Q4")
    for line in lines:
        found = points(names, line)
        assert {q: found[q] for q in EXPECTED if found[q] or q not in ("2019Q4", "2020Q1", "2020Q2", "2023Q2")} == {q: s for q, s in EXPECTED.items() if found[q] or not s}
    assert any(points(names, line)["2020Q1"] == "hollow" for line in lines)
    text = text_of(app)
    assert "CMS waived reporting" in text
    if page != "overview":
        assert "Hollow points: 2023Q2 does not cover the same as 2024Q1" in text
        assert "The axis does not begin at 0." in text


@pytest.mark.parametrize("page", ["mix", "beds"])
def test_their_months_are_too(opened: Open, broken_home: Path, page: str) -> None:
    app = opened(broken_home, page)
    names, lines = course(app, "Oct 2019")
    assert len(names) == 54
    for line in lines:
        found = points(names, line)
        assert [found[m] for m in ("Jan 2020", "Feb 2020", "Mar 2020", "Apr 2023", "May 2023", "Jun 2023")] == ["hollow"] * 6
        assert [found[m] for m in ("Dec 2019", "Apr 2020", "Jul 2023", "Mar 2024")] == ["full"] * 4
        assert not any(found[m] for m in names[names.index("Jul 2020") : names.index("Apr 2023")])
    text = text_of(app)
    assert "CMS waived reporting" in text
    assert "Hollow points: 2023Q2 does not cover the same as 2024Q1" in text


def test_no_change_is_told_against_an_incomplete_quarter(opened: Open, broken_home: Path) -> None:
    for page in ("mix", "beds"):
        assert "No change over a year is given: 2020Q1: CMS waived reporting" in text_of(opened(broken_home, page, quarter="2020Q1"))
    assert "since 2019Q1" not in text_of(opened(broken_home, "states", quarter="2020Q1"))


def test_case_mix_ends_at_2023q3_and_starts_again_at_2024q1(opened: Open, broken_home: Path) -> None:
    row = data_of(broken_home).row(
        "SELECT ccn FROM gold_quarterly_provider_fact WHERE quarter IN ('2023Q3', '2024Q1') AND case_mix_total_hprd IS NOT NULL GROUP BY ccn HAVING count(*) = 2 ORDER BY ccn LIMIT 1"
    )
    assert row is not None
    names, lines = course(opened(broken_home, "facility", ccn=str(row["ccn"])), "2019Q4")
    parted = {line["name"]: [n for n, v in zip(names, line["data"], strict=False) if v is not None] for line in lines}
    for title in ("case-mix (CMS)", "adjusted (CMS)"):
        assert parted[f"{title} to 2023Q3"][-1] == "2023Q3"
        assert parted[f"{title} from 2024Q1"] == ["2024Q1"]
    assert parted["Total nurse, ours"][-3:] == ["2023Q3", "2023Q4", "2024Q1"]
