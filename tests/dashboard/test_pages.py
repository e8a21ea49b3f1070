"""The first four pages on Rhode Island 2023Q2, their figures against numbers worked out from CMS's file by other means."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from kerok import contracts as declared
from kerok.dashboard import factsheet, parts, words
from kerok.dashboard.frame import NAVIGATION
from kerok.dashboard.questions import areas, facility, find
from kerok.dashboard.story import Home
from tests.support.lakes import RI_PBJ, RI_PROVIDERINFO, load

from .conftest import Open, text_of
from .test_frame import source_of

_ROLES = {
    "total": ("Hrs_RNDON", "Hrs_RNadmin", "Hrs_RN", "Hrs_LPNadmin", "Hrs_LPN", "Hrs_CNA", "Hrs_NAtrn", "Hrs_MedAide"),
    "rn": ("Hrs_RNDON", "Hrs_RNadmin", "Hrs_RN"), "aide": ("Hrs_CNA", "Hrs_NAtrn", "Hrs_MedAide"),
}  # fmt: skip

PAGES = [name for name, _, _ in NAVIGATION]
APART = ("415033", "415052", "415107")
"""Facilities of Rhode Island whose reporting may be incomplete."""


def cells(app: Any, caption: str = "") -> list[list[str]]:
    """The rows of the page's table whose caption begins so; of a facility's cell its CCN."""
    tables = [h.proto.body for h in app.get("html") if f'<table class="k-table" aria-label="{caption}' in h.proto.body]
    rows = [[unescape(re.sub(r"<[^>]+>", "", c)) for c in re.findall(r"<td[^>]*>(.*?)</td>", row)] for table in tables[:1] for row in re.findall(r"<tr.*?</tr>", table.split("<tbody>")[1])]
    return [[re.sub(r".*\(([0-9A-Z]{6})\)$", r"\1", row[0]), *row[1:]] for row in rows]


@pytest.fixture(scope="module")
def counted() -> dict[str, dict[str, Decimal]]:
    """Hours and residents by facility straight from CMS's file: days with residents alone, summed with Python's decimals."""
    sums: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    with RI_PBJ.open(encoding="utf-8-sig") as stream:
        for row in csv.DictReader(stream):
            census = Decimal(row["MDScensus"])
            if census <= 0:
                continue
            for who in (row["PROVNUM"], "all"):
                sums[who]["days"] += census
                for name, columns in _ROLES.items():
                    sums[who][name] += sum(Decimal(row[c]) for c in columns)
                sums[who]["contract"] += sum(Decimal(row[f"{c}_ctr"]) for c in _ROLES["total"])
    return {who: dict(found) for who, found in sums.items()}


def tile(app: Any, label: str) -> str:
    """A tile of the page, as HTML."""
    return str(next(t for t in text_of(app).split('<div class="k-tile"') if f">{label}</div>" in t))


def shown(value: Decimal, places: str = "0.01") -> str:
    return str(value.quantize(Decimal(places), ROUND_HALF_UP))


def test_the_overview_shows_what_the_file_gives(opened: Open, ri_home: Path, counted: dict[str, dict[str, Decimal]]) -> None:
    text, all_ = text_of(opened(ri_home)), counted["all"]
    for name in ("total", "rn", "aide"):
        assert f">{shown(all_[name] / all_['days'])} <" in text, name
    assert f"{shown(all_['contract'] / all_['total'] * 100, '0.1')} %" in text
    assert f"{int((all_['days'] / 91).quantize(Decimal(1), ROUND_HALF_UP)):,}" in text
    assert "75 facilities loaded, RI" in text
    assert "United States" not in text
    assert "72 equal CMS" in text
    assert "the newest published" not in text  # CMS's day of release is not known of any of these files
    assert "578 of 578 values" in text


def test_the_overview_says_how_fresh_the_files_are(opened: Open, tmp_path: Path) -> None:
    load(tmp_path / "lake", RI_PBJ, published=dt.date(2023, 10, 26))
    load(tmp_path / "lake", RI_PROVIDERINFO, published=dt.date(2023, 11, 8))
    assert f"2 files loaded, the last on {words.day(dt.datetime.now(dt.UTC).date())}, the newest published on 8 November 2023: " in text_of(opened(tmp_path / "lake"))


def test_no_change_is_shown_where_no_year_before_is_loaded(opened: Open, ri_home: Path) -> None:
    text = text_of(opened(ri_home))
    assert "2022Q2 is not loaded with the same coverage" in text
    assert "since 2022Q2" not in text


def test_suspect_reporting_stands_apart_with_its_effect(opened: Open, ri_home: Path, counted: dict[str, dict[str, Decimal]]) -> None:
    app = opened(ri_home, "states")
    text = text_of(app)
    assert not {row[0] for row in cells(app, "Facilities of")} & set(APART)
    for ccn in APART:
        assert f"({ccn})" in text
    hours, days = (counted["all"][k] - sum(counted[c][k] for c in APART) for k in ("total", "days"))
    assert f"{shown(counted['all']['total'] / counted['all']['days'])} with them, {shown(hours / days)} without" in text


def test_facilities_of_a_state_are_ranked_a_page_at_a_time(opened: Open, ri_home: Path, counted: dict[str, dict[str, Decimal]]) -> None:
    app = opened(ri_home, "states")
    rates = sorted((f["total"] / f["days"], ccn) for ccn, f in counted.items() if ccn not in ("all", *APART))
    assert [row[0] for row in cells(app, "Facilities of")] == [ccn for _, ccn in rates[:15]]
    assert cells(app, "Facilities of")[0][2] == shown(rates[0][0])
    assert "1 to 15 of 72 facilities" in text_of(app)
    second = opened(ri_home, "states", page="2")
    assert [row[0] for row in cells(second, "Facilities of")] == [ccn for _, ccn in rates[15:30]]
    assert [row[0] for row in cells(opened(ri_home, "states", order="high"), "Facilities of")] == [ccn for _, ccn in rates[::-1][:15]]


@pytest.mark.parametrize("page", ["0", "-1", "6", "1e3", "9" * 40, "x"])
def test_a_page_that_does_not_exist_is_the_first(opened: Open, ri_home: Path, page: str) -> None:
    assert "1 to 15 of 72 facilities" in text_of(opened(ri_home, "states", page=page))


@pytest.mark.parametrize(
    ("typed", "ccns"),
    [
        ("westerly", {"415120", "415004", "415081"}), ("WESTERLY clipper", {"415120"}), ("415052", {"415052"}), ("02891", {"415120", "415004", "415081"}), ("zzzz", set()), ("%", set()), ("_", set()),
        ("'", set()), ("westerly'--", set()), ("\\", set()), ("🙂", set()),
    ],
)  # fmt: skip
def test_what_is_typed_is_searched_for_literally(opened: Open, ri_home: Path, typed: str, ccns: set[str]) -> None:
    app = opened(ri_home, "find")
    app.text_input(key="find").set_value(typed).run()
    assert not app.exception
    found = {row[0] for row in cells(app)}
    assert found == ccns


def test_filters_narrow_and_stay_in_the_url(opened: Open, ri_home: Path, counted: dict[str, dict[str, Decimal]]) -> None:
    app = opened(ri_home, "find", under="3.0", sort="lowest")
    wanted = sorted((ccn in APART, f["total"] / f["days"], ccn) for ccn, f in counted.items() if ccn != "all" and f["total"] / f["days"] < 3)
    assert [row[0] for row in cells(app)] == [ccn for *_, ccn in wanted]
    assert cells(app)[-1][0] == "415107"  # 2.86, which is not the highest of them
    assert "whose reporting may be incomplete stand after all others" in text_of(app)
    assert "stand after all others" not in text_of(opened(ri_home, "find"))
    app.selectbox(key="in_url_beds").set_value("200+").run()
    assert app.query_params["beds"] == "200+"
    for name, value in (("ownership", "x' OR 1=1"), ("beds", "DROP"), ("from", "1e9"), ("sort", "hprd; DROP TABLE x"), ("contract", "-1"), ("chain", "' OR 1=1")):
        assert len(cells(opened(ri_home, "find", **{name: value}))) == 15, name


def test_a_chain_is_found_by_its_name_and_stays_in_the_url(opened: Open, ri_home: Path) -> None:
    app = opened(ri_home, "find")
    app.selectbox(key="in_url_chain").set_value("GENESIS HEALTHCARE").run()
    assert app.query_params["chain"] == "GENESIS HEALTHCARE"
    assert len(cells(app)) == 7
    assert "7 of 7 facilities" in text_of(app)


def test_all_that_is_found_is_exported_as_the_views_have_it(ri_home: Path, counted: dict[str, dict[str, Decimal]]) -> None:
    sql, values = find.export(find.Wanted("westerly"), "2023Q2", "cms_rn")
    rows = source_of(ri_home).now().ask(sql, values).table.to_pylist()
    assert {r["ccn"]: r["hprd"] for r in rows} == {c: (counted[c]["rn"] / counted[c]["days"]).quantize(Decimal("0.000001"), ROUND_HALF_UP) for c in ("415120", "415004", "415081")}
    assert {(r["quarter"], r["role_set"], r["is_synthetic"]) for r in rows} == {("2023Q2", "cms_rn", False)}
    assert set(rows[0]) - {"city_town", "county_parish", "zip_code"} <= {*declared.contracts()["gold_facility_dim"].column_names, *declared.contracts()["vw_facility_hprd"].column_names, "suspect"}


def test_a_state_s_facilities_are_exported_as_the_views_have_them(ri_home: Path) -> None:
    moment = source_of(ri_home).now()
    sql, values = areas.facilities_export("2023Q2", "cms_rn", "RI", "utilization", descending=True)
    rows = moment.ask(sql, values).table.to_pylist()
    view = "SELECT ccn, state, quarter, role_set, hprd, hours, resident_days, weekend_hprd, weekend_hours, weekend_resident_days, contract_share, contract_hours, days_counted, is_synthetic FROM vw_facility_hprd"
    wanted = {r["ccn"]: r for r in moment.ask(f"{view} WHERE quarter = ? AND role_set = ?", ("2023Q2", "cms_rn")).table.to_pylist()}
    assert len(rows) == len(wanted) - len(APART)
    for row in rows:
        assert {k: row[k] for k in wanted[row["ccn"]]} == wanted[row["ccn"]]
    used = [r["utilization"] for r in rows if r["utilization"] is not None]
    assert used == sorted(used, reverse=True)
    assert used[0] == (Decimal(rows[0]["utilization_resident_days"]) / rows[0]["bed_days"]).quantize(Decimal("0.000001"), ROUND_HALF_UP)


def test_a_search_asks_once_and_each_figure_of_it_can_be_cited(opened: Open, ri_home: Path) -> None:
    app = opened(ri_home, "find", page="2", roles="cms_lpn")
    assert [t.rows for t in app.session_state["page"].data.told if "vw_facility_hprd" in t.sql] == [15] * 2  # asked, and taken from memory
    assert "16 to 30 of 75 facilities" in text_of(app)
    app.session_state["citations"] = True
    app.run()
    assert len(app.selectbox(key="cited_figure").options) == 15
    assert re.search(r"kerok cite vw_facility_hprd ccn=4\w+ quarter=2023Q2 role_set=cms_lpn", text_of(app))
    assert "1 to 15 of 75" in text_of(opened(ri_home, "find", page="6"))


@pytest.mark.parametrize("ccn", ["415120", "415010", "415113"])
def test_a_facility_shows_what_the_file_gives_and_that_cms_agrees(opened: Open, ri_home: Path, counted: dict[str, dict[str, Decimal]], ccn: str) -> None:
    text, own = text_of(opened(ri_home, "facility", ccn=ccn)), counted[ccn]
    for name in ("total", "rn", "aide"):
        assert f">{shown(own[name] / own['days'])} <" in text, name
    assert "All 8 values that CMS reported are reproduced to CMS's last digit" in text
    assert f"<td class=k-right>{shown(own['total'] / own['days'], '0.00001')}</td><td class=k-right>{shown(own['total'] / own['days'], '0.00001')}</td><td>equal</td>" in text
    assert "No percentile: no national file of 2023Q2 is loaded" in text
    assert "percentile of" not in text


def test_a_facility_without_provider_info_says_so(opened: Open, ri_home: Path) -> None:
    text = text_of(opened(ri_home, "facility", ccn="415052"))
    assert "No Provider Info release that lists this facility is loaded" in text
    assert "kerok ingest NH_ProviderInfo" in text
    assert "Reporting may be incomplete in 2023Q2: four or more days without any nurse hours" in text
    assert "on 12 of them nothing was reported at all" in text


def test_a_facility_that_is_not_loaded_says_so(opened: Open, ri_home: Path) -> None:
    text = text_of(opened(ri_home, "facility", ccn="999999"))
    assert "No facility 999999 is loaded" in text


def test_an_incident_window_shows_each_day_around_the_date(opened: Open, ri_home: Path) -> None:
    with RI_PBJ.open(encoding="utf-8-sig") as stream:
        days = {r["WorkDate"]: r for r in csv.DictReader(stream) if r["PROVNUM"] == "415120"}
    text = text_of(opened(ri_home, "facility", ccn="415120", day="2023-04-10"))
    assert "kerok incident 415120 2023-04-10 --days 14" in text
    row = days["20230410"]
    hours = sum(Decimal(row[c]) for c in _ROLES["total"])
    assert f"<td>2023-04-10</td><td>Mon</td><td class=k-right>{row['MDScensus']}</td><td class=k-right>{hours:,}</td>" in text
    assert "<td>2023-03-27</td><td>Mon</td><td class=k-right>no row</td>" in text
    assert "<td>2023-04-24</td>" in text
    rate = shown(hours / Decimal(row["MDScensus"]))
    assert f'title="Mon 10 April 2023: {rate} hours per resident; {row["MDScensus"]} residents, {hours:,} nurse hours' in text
    assert len(re.findall(r'title="\w{3} \d+ \w+ 2023: ', text)) == 91
    assert "<td>2023-04-25</td>" not in text


@pytest.mark.parametrize("day", ["x", "2023-13-01", "9999-12-31", "0001-01-01", "' OR 1=1"])
def test_a_date_that_is_none_is_harmless(opened: Open, ri_home: Path, day: str) -> None:
    opened(ri_home, "facility", ccn="415120", day=day)


def test_contract_hours_of_a_day_are_missing_where_one_role_is(opened: Open, tmp_path: Path) -> None:
    with RI_PBJ.open(encoding="utf-8-sig") as stream:
        rows = [r for r in csv.DictReader(stream) if r["PROVNUM"] == "415052"]
    blank = next(r for r in rows if r["WorkDate"] == "20230410")
    blank["Hrs_LPN_emp"] = blank["Hrs_LPN_ctr"] = ""
    with (tmp_path / "PBJ_Daily_Nurse_Staffing_2023Q2.csv").open("w", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    load(tmp_path / "lake", tmp_path / "PBJ_Daily_Nurse_Staffing_2023Q2.csv")
    text = text_of(opened(tmp_path / "lake", "facility", ccn="415052", day="2023-04-10"))
    found = {day: re.findall(r"<td[^>]*>([^<]*)</td>", re.search(f"<td>{day}</td>(.*?)</tr>", text)[1])[-2] for day in ("2023-04-09", "2023-04-10")}  # type: ignore[index]
    assert found["2023-04-10"] == "\N{EN DASH}"
    assert re.fullmatch(r"[\d,.]+", found["2023-04-09"])


def test_provenance_names_the_file_its_hash_and_the_lines(opened: Open, ri_home: Path) -> None:
    app = opened(ri_home, "facility", ccn="415120")
    app.session_state["provenance"] = True
    app.run()
    text = text_of(app)
    assert "sha256 d8e21e0e6c8ba6932c3622bc931ab852afb073e2007a4cdd84ce344916124834" in text
    assert "counted again from the raw cells" in text
    assert "equals the row" in text


def test_where_the_operator_keeps_raw_files_out_the_formula_and_the_command_stand(opened: Open, ri_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEROK_DASHBOARD_GOLD_ONLY", "1")
    app = opened(ri_home, "facility", ccn="415120")
    app.session_state["provenance"] = app.session_state["citations"] = True
    app.run()
    text = text_of(app)
    assert f"Formula: {declared.contracts()['vw_facility_hprd'].formula}." in text
    assert "kerok trace vw_facility_hprd ccn=415120" in text
    assert "d8e21e0e6c8ba6932c3622bc931ab852afb073e2007a4cdd84ce344916124834" in text
    assert "ounted again from the raw cells" not in text


def test_every_figure_offers_its_citation_and_a_link_to_its_snapshot(opened: Open, ri_home: Path) -> None:
    app = opened(ri_home, "facility", ccn="415120")
    app.session_state["citations"] = True
    app.run()
    text = text_of(app)
    assert "kerok cite vw_facility_hprd ccn=415120 quarter=2023Q2 role_set=cms_total" in text
    assert "at=" in text
    assert "Counted again from the raw cells: equal." in text


def test_the_tiles_of_the_overview_can_be_cited(opened: Open, ri_home: Path) -> None:
    app = opened(ri_home)
    app.session_state["citations"] = True
    app.run()
    offered = app.selectbox(key="cited_figure").options
    assert [o.split(" (")[0] for o in offered if "(75 facilities)" in o] == ["Total nurse HPRD", "RN HPRD", "Nurse aide HPRD", "LPN HPRD", "Contract share", "Residents"]
    app.selectbox(key="cited_figure").set_value(next(n for n, o in enumerate(offered) if o.startswith("Contract share"))).run()
    assert "11.5" in text_of(app).split("A citation that can be verified")[1] or "0.11" in text_of(app)


# ------------------------------------------------------------------------------------------ other lakes


@pytest.mark.parametrize("page", PAGES)
def test_synthetic_data_carries_a_banner_on_every_page(opened: Open, made_up_home: Path, page: str) -> None:
    app = opened(made_up_home, page, **({"ccn": "970000"} if page == "facility" else {}))
    assert "Synthetic data: these facilities and figures are made up" in text_of(app)
    assert all(b.proto.label for b in app.get("download_button"))
    assert not app.dataframe  # whose own button would export figures without saying so


def test_real_data_has_no_mark_of_made_up_data(opened: Open, ri_home: Path) -> None:
    app = opened(ri_home, "find")
    assert cells(app)
    assert "ynthetic" not in text_of(app)


def test_a_citation_of_made_up_data_says_so_first(opened: Open, made_up_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for gold_only in ("0", "1"):
        monkeypatch.setenv("KEROK_DASHBOARD_GOLD_ONLY", gold_only)
        app = opened(made_up_home, "facility", ccn="970000")
        app.session_state["citations"] = True
        app.run()
        cited = app.code[-1].value
        assert cited.startswith("SYNTHETIC, not CMS data; vw_facility_hprd, ccn 970000")
        assert ("Counted again from the raw cells: equal." in cited) == (gold_only == "0")


@pytest.mark.parametrize("home", ["made_up_home", "ri_home"])
def test_a_fact_sheet_of_made_up_data_says_so_first(opened: Open, home: str, request: pytest.FixtureRequest) -> None:
    ccn = "970000" if home == "made_up_home" else "415120"
    page = opened(request.getfixturevalue(home), "facility", ccn=ccn).session_state["page"]
    rows, who = page.data.answer(facility.quarters(ccn, "cms_total")).rows, page.data.answer(facility.who(ccn)).first
    body = factsheet.html(page, Home(ccn, who, page.state.quarter, True, facility.by_role_set(rows, "cms_total"))).split("<body>\n")[1]
    assert body.startswith('<p class="made-up">Synthetic data') == (home == "made_up_home")
    assert ("Source: CMS" in body) == (home == "ri_home")


def test_synthetic_data_says_so_in_every_row_that_is_exported(made_up_home: Path, ri_home: Path) -> None:
    sums, facilities = "SELECT state, sum(hours) AS hours FROM vw_state_hprd GROUP BY state ORDER BY state", "SELECT ccn, is_synthetic FROM vw_facility_hprd ORDER BY ccn"
    made_up = source_of(made_up_home).now()
    lines = parts.exported(made_up, sums, (), "csv", is_synthetic=True).decode().splitlines()
    assert lines[0] == "state,hours,is_synthetic"
    assert {line.rsplit(",", 1)[1] for line in lines[1:]} == {"true"}
    assert parts.exported(made_up, facilities, (), "csv", is_synthetic=True).decode().splitlines()[0] == "ccn,is_synthetic"
    assert parts.exported(source_of(ri_home).now(), sums, (), "csv", is_synthetic=False).decode().splitlines()[0] == "state,hours"


def test_a_nation_has_changes_over_a_year_and_percentiles(opened: Open, made_up_home: Path) -> None:
    app = opened(made_up_home)
    assert app.title[0].value == "United States"
    assert "since 2023Q2" in text_of(app)
    assert re.search(r"Bed utilization</div>.*?(points|no change) since 2023Q2", tile(app, "Bed utilization"))
    home = next(row[0] for row in cells(opened(made_up_home, "find", sort="highest")))
    assert "percentile of" in text_of(opened(made_up_home, "facility", ccn=home))


def test_a_quarter_without_a_year_before_shows_no_change(opened: Open, made_up_home: Path) -> None:
    assert "2022Q3 is not loaded with the same coverage" in text_of(opened(made_up_home, quarter="2023Q3"))


def test_states_are_ranked_and_one_can_be_opened(opened: Open, made_up_home: Path) -> None:
    app = opened(made_up_home, "states")
    ranking = cells(app, "States ranked by")
    rates = [Decimal(row[1]) for row in ranking]
    assert rates == sorted(rates, reverse=True)
    assert len(rates) > 40
    few = [row[0] for row in ranking if int(row[5]) < 10]
    assert [unescape(name) for name in re.findall(r'<tr class="k-few"><td><a[^>]*>([^<]*)', text_of(app))] == few
    assert 0 < len(few) < len(rates)
    code = ranking[0][0][-3:-1]
    assert f'<a href="states?quarter=2024Q2&amp;roles=cms_total&amp;state={code}&amp;measure=hprd"' in "".join(h.proto.body for h in app.get("html"))
    one = opened(made_up_home, "states", state=code)
    assert code in one.title[0].value
    for measure in ("weekend", "contract", "utilization"):
        ranked = [Decimal(row[1].removesuffix(" %")) for row in cells(opened(made_up_home, "states", measure=measure), "States ranked by")]
        assert ranked == sorted(ranked, reverse=True), measure


@pytest.fixture(scope="module")
def extracts_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three homes of Rhode Island in 2021Q2, 2022Q2 and 2023Q2, and in the last one of Texas too."""
    folder = tmp_path_factory.mktemp("extracts")
    header, *lines = RI_PBJ.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    kept = [line for line in lines if line.startswith(("415120,", "415052,", "415004,"))]
    for year in ("2021", "2022", "2023"):
        rows = [line.replace("2023Q2", f"{year}Q2").replace(",2023", f",{year}") for line in kept]
        if year == "2023":
            rows += [line.replace("415120,", "675120,").replace(",RI,", ",TX,") for line in rows if line.startswith("415120,")]
        (folder / f"PBJ_Daily_Nurse_Staffing_{year}Q2.csv").write_text("".join([header, *rows]), encoding="utf-8")
    load(folder / "lake", *sorted(folder.glob("*.csv")))
    return folder / "lake"


def test_extracts_of_the_same_states_are_held_against_each_other(opened: Open, extracts_home: Path) -> None:
    assert "no change since 2021Q2" in text_of(opened(extracts_home, quarter="2022Q2"))


def test_extracts_of_other_states_are_never_taken_for_a_change(opened: Open, extracts_home: Path) -> None:
    app = opened(extracts_home)
    assert "since 2022Q2" not in text_of(app)
    assert "2022Q2 is not loaded with the same coverage" in text_of(app)
    assert "Hollow points: 2021Q2, 2022Q2 do not cover the same as 2023Q2" in text_of(app)
    for page in ("states", "mix"):
        assert "since 2022Q2" not in text_of(opened(extracts_home, page)), page


@pytest.fixture(scope="module", params=["a day", "a facility"])
def small_home(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One day of Rhode Island, or one facility of it."""
    lines, home = RI_PBJ.read_text(encoding="utf-8-sig").splitlines(keepends=True), tmp_path_factory.mktemp("small")
    some = [line for line in lines[1:] if (",20230401," if request.param == "a day" else "415120,") in line[: 200 if request.param == "a day" else 8]]
    source = home / "PBJ_Daily_Nurse_Staffing_2023Q2.csv"
    source.write_text("".join([lines[0], *some]), encoding="utf-8")
    load(home / "lake", source)
    return home / "lake"


@pytest.mark.parametrize("page", PAGES)
def test_a_lake_of_one_day_or_one_facility(opened: Open, small_home: Path, page: str) -> None:
    app = opened(small_home, page, **({"ccn": "415120"} if page == "facility" else {}))
    text = text_of(app)
    assert app.title
    assert "is missing" not in app.title[0].value
    assert not {"nan", "none", "nat"} & set(re.sub("<style.*?</style>", "", text, flags=re.DOTALL).lower().split())
    assert not re.search(r">(None|nan|NaT)<", text)
