"""Charts and maps, as far as they are arithmetic."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from kerok.dashboard import charts, usmap, words
from kerok.dashboard.look import STATIC

from .conftest import Open
from .test_course import options


def test_classes_hold_about_as_many_each() -> None:
    values = [Decimal(n) for n in range(1, 13)]
    limits = usmap.classes(values)
    assert limits == [2, 4, 6, 8, 10, 12]
    assert [usmap.class_of(v, limits) for v in (Decimal(1), Decimal(2), Decimal(3), Decimal(12))] == [0, 0, 1, 5]


def test_equal_values_fall_into_one_class() -> None:
    assert usmap.classes([Decimal(3)] * 20) == [3]
    assert usmap.classes([]) == []


def test_the_nations_map_has_every_state_that_pbj_has() -> None:
    features = json.loads((STATIC / "us_states.json").read_text())["features"]
    assert {f["id"] for f in features} == set(words.STATES)


@pytest.mark.parametrize(
    ("state", "longitude", "latitude"), [("RI", -71.4128, 41.8240), ("TX", -97.7431, 30.2672), ("AK", -149.9003, 61.2181), ("HI", -157.8583, 21.3069), ("PR", -66.1057, 18.4655), ("DC", -77.0369, 38.9072)]
)
def test_capitals_lie_within_their_state(state: str, longitude: float, latitude: float) -> None:
    frame, found = usmap.frame(state), usmap.place(state, longitude, latitude)
    assert frame is not None
    assert found is not None
    assert 0 < found[0] < frame["width"]
    assert 0 < found[1] < frame["height"]


def test_a_point_far_outside_is_not_drawn() -> None:
    assert usmap.place("RI", -97.7, 30.2) is None
    assert usmap.frame("../RI") is None


def test_providence_is_north_of_newport() -> None:
    providence, newport = usmap.place("RI", -71.4128, 41.8240), usmap.place("RI", -71.3128, 41.4901)
    assert providence is not None
    assert newport is not None
    assert providence[1] < newport[1]
    assert providence[0] < newport[0]


def test_a_histogram_stands_on_an_axis_of_values_with_its_unit() -> None:
    option = charts.histogram({14: 2, 17: 5}, 5, "hours per resident day", at=Decimal("3.67"), text="median 3.67")
    assert option["xAxis"]["type"] == "value"
    assert option["xAxis"]["name"] == "hours per resident day"
    (bars,) = option["series"]
    assert bars["data"] == [[2.9, 2, "2.80 to under 3.00"], [3.1, 0, "3.00 to under 3.20"], [3.3, 0, "3.20 to under 3.40"], [3.5, 5, "3.40 to under 3.60"]]
    assert bars["markLine"]["data"] == [{"xAxis": 3.67}]  # where 3.67 is, not at the beginning of its class


def test_a_unit_below_an_axis_has_room(opened: Open, ri_home: Path) -> None:
    for page in ("overview", "states", "mix", "beds", "compare", "changes"):
        named = [o for o in options(opened(ri_home, page)) if o["xAxis"].get("name")]
        assert named or page == "mix", page
        assert all(o["grid"]["bottom"] >= 28 for o in named), page


def test_a_gap_in_a_small_line_is_a_gap() -> None:
    drawn = charts.sparkline([Decimal(1), None, Decimal(2), Decimal(3)], alt='of "x" & y')
    assert drawn.count("M") == 2
    assert "&quot;x&quot; &amp; y" in drawn
    assert charts.sparkline([None, Decimal(1)], alt="") == ""
