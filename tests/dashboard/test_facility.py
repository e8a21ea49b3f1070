"""A facility beside its benchmarks, and every figure of its page cited."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from kerok.cli import main
from kerok.dashboard import words
from tests.support.lakes import RI_PBJ, RI_PROVIDERINFO, load

from .conftest import Open, text_of
from .test_frame import source_of


def benchmarks(app: AppTest) -> list[str]:
    """The rows of the card, as HTML."""
    (table,) = [t for t in text_of(app).split("<table") if t.startswith(' class="k-table" aria-label="The home beside benchmarks"')]
    return table.split("</table>")[0].split("<tr>")[1:]


def course(app: AppTest) -> list[dict[str, Any]]:
    """The lines of the course by quarter."""
    (found,) = [o for o in (json.loads(chart.proto.spec) for chart in app.get("echarts_chart")) if isinstance(o["xAxis"], list)]
    return [s for s in found["series"] if s["type"] == "line"]


def test_a_home_stands_beside_averages_and_lines(opened: Open, ri_home: Path) -> None:
    average = source_of(ri_home).now().ask("SELECT * FROM vw_benchmarks WHERE area = 'RI' AND quarter = '2023Q2' AND role_set = 'cms_rn'", ()).table.to_pylist()[0]
    head, total, rn, _, aide = benchmarks(opened(ri_home, "facility", ccn="415120"))
    assert "RI, loaded: resident-weighted" in head
    assert "US" not in head
    assert "all loaded" not in head  # one state alone is loaded
    said = [words.rate(average["hours"], average["resident_days"]), words.two(average["facility_mean"]), words.two(average["facility_median"])]
    assert len(set(said)) == 3
    assert "".join(f"<td class=k-right>{v}</td>" for v in said) in rn
    assert "3.48 (2024 federal rule, repealed); 4.10 (2001 study)" in total
    assert "0.55 (2024 federal rule, repealed); 0.75 (2001 study)" in rn
    assert "2.45 (2024 federal rule, repealed)" in aide


def test_a_line_of_ones_own_counts_in_its_state_and_time(opened: Open, tmp_path: Path) -> None:
    load(tmp_path / "lake", RI_PBJ, RI_PROVIDERINFO)
    lines = [("here", "RI", "", ""), ("elsewhere", "CT", "", ""), ("over", "RI", "", "2023-06-29"), ("still", "", "2023-06-30", "2023-06-30"), ("not_yet", "", "2023-07-01", "")]
    rows = [f"{name},{state},cms_total,3.58,{first},{last},A line made for this test,none" for name, state, first, last in lines]
    (tmp_path / "lines.csv").write_text("\n".join(["threshold_id,state,role_set,value,valid_from,valid_to,citation,legal_status", *rows]), encoding="utf-8")
    with pytest.raises(SystemExit) as left:
        main(["--home", str(tmp_path / "lake"), "thresholds", "import", str(tmp_path / "lines.csv")])
    assert left.value.code in (0, None)
    total = benchmarks(opened(tmp_path / "lake", "facility", ccn="415120"))[1]
    assert "4.10 (2001 study); 3.58 (here); 3.58 (still)</td>" in total


def test_a_line_chosen_in_the_url_is_drawn_across_the_course(opened: Open, made_up_home: Path) -> None:
    app = opened(made_up_home, "facility", ccn="970000")
    assert "2024 federal rule, repealed" not in str([line["name"] for line in course(app)])
    app.selectbox(key="in_url_line").set_value("federal_2024_total").run()
    assert app.query_params["line"] == "federal_2024_total"
    (drawn,) = [line for line in course(app) if line["name"] == "3.48 (2024 federal rule, repealed)"]
    assert set(drawn["data"]) == {3.48}
    assert len(drawn["data"]) == 5  # 2023Q2 to 2024Q2, those that are not loaded too
    assert len(course(opened(made_up_home, "facility", ccn="970000", line="' OR 1=1"))) == len(course(app)) - 1
    other = opened(made_up_home, "facility", ccn="970000", line="federal_2024_total", roles="cms_lpn")
    assert not [box for box in other.selectbox if box.key == "in_url_line"]


@pytest.mark.parametrize("page", ["overview", "facility", "find"])
def test_every_figure_that_is_offered_can_be_cited(opened: Open, ri_home: Path, page: str) -> None:
    app = opened(ri_home, page, **({"ccn": "415120"} if page == "facility" else {}))
    figures, moment = app.session_state["page"].figures, source_of(ri_home).now()
    assert len({f.title for f in figures}) == len(figures) > 5
    for figure in figures:
        cited = moment.cite(figure.view, dict(figure.key), figure.columns)
        assert cited.counted_again is not False, figure
        assert [c for c in figure.columns if c not in cited.values] == [], figure
    if page == "facility":
        assert [t for t in ("Stars", "Turnover", "Fines and penalties", "Case-mix and adjusted, total", "Weekend HPRD", "Total nurse hours of April 2023", "Averages of Rhode Island") if not any(f.title.startswith(t) for f in figures)] == []
