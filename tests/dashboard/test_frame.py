"""What surrounds every page: the URL, snapshots, and a page for each thing that can be wrong."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kerok.dashboard import frame, server
from kerok.dashboard.answers import Data, Found, KeptAnswers, Value, readable
from kerok.dashboard.embedded import EmbeddedMoment, EmbeddedSource
from kerok.dashboard.missing import missing
from kerok.dashboard.questions import ahead, facility
from kerok.errors import KerokError
from kerok.settings import load_settings
from tests.support.lakes import RI_PBJ, RI_PROVIDERINFO, load

from .conftest import MAIN, Open, text_of

HOSTILE = ["' OR 1=1 --", "2023Q2'; DROP TABLE gold_facility_dim", "<script>alert(1)</script>", "x" * 5000, "%", "\x00", "../../etc/passwd", "${7*7}", "🙂", "[a](javascript:alert(1))"]


def source_of(home: Path) -> EmbeddedSource:
    return EmbeddedSource(load_settings(str(home)))


def test_no_lake_says_what_to_type(opened: Open, tmp_path: Path) -> None:
    app = opened(tmp_path / "none")
    assert app.title[0].value == "Nothing is loaded yet"
    assert "demo" in text_of(app)


def test_a_lake_without_a_quarter_says_what_to_type(opened: Open, tmp_path: Path) -> None:
    load(tmp_path / "lake", RI_PROVIDERINFO)
    app = opened(tmp_path / "lake")
    assert app.title[0].value == "Nothing is loaded yet"
    assert "Provider Info is loaded (1 release)" in text_of(app)
    assert "ingest PBJ_Daily_Nurse_Staffing" in text_of(app)


@pytest.mark.parametrize("param", ["quarter", "roles", "state", "ccn"])
@pytest.mark.parametrize("value", HOSTILE)
def test_what_is_not_understood_in_a_link_is_said_and_harmless(opened: Open, ri_home: Path, param: str, value: str) -> None:
    app = opened(ri_home, **{param: value})
    assert len(app.warning) == 1
    assert "The link names" in app.warning[0].value
    assert "<script" not in text_of(app)
    assert "](javascript" not in text_of(app)
    assert app.selectbox(key="in_url_quarter").value == "2023Q2"


@pytest.mark.parametrize("value", HOSTILE)
def test_a_snapshot_that_is_none_shows_no_figures_of_now(opened: Open, ri_home: Path, value: str) -> None:
    app = opened(ri_home, at=value)
    assert app.title[0].value == "This link names no snapshot"
    assert "HPRD" not in text_of(app)
    assert "<script" not in text_of(app)


def test_a_link_cut_short_shows_no_figures_of_now_and_leads_to_them(opened: Open, ri_home: Path) -> None:
    app = opened(ri_home, at=source_of(ri_home).now().id[:-1], quarter="2023Q2")
    assert app.title[0].value == "This link names no snapshot"
    assert [link.proto.query_string for link in app.get("page_link")] == ["quarter=2023Q2"]


def test_a_snapshot_that_is_not_here_has_expired(opened: Open, ri_home: Path) -> None:
    app = opened(ri_home, at="0123456789ab")
    assert app.title[0].value == "This snapshot has expired"
    assert "kerok verify" in text_of(app)


def test_the_link_to_share_has_every_value_of_a_parameter(opened: Open, ri_home: Path) -> None:
    app = opened(ri_home, "compare", of="chains")
    app.query_params["chain"] = ["One & Co", "Two"]
    app.session_state["citations"] = True
    app.run()
    (link,) = [c.value for c in app.code if "at=" in c.value]
    assert "chain=One+%26+Co&chain=Two" in link
    assert link.count("quarter=") == link.count("at=") == 1


def test_a_facility_is_shown_by_its_address_alone_and_the_way_back_names_it(opened: Open, ri_home: Path) -> None:
    app = opened(ri_home, "facility", ccn="415120")
    del app.query_params["ccn"]
    app.run()
    assert app.title[0].value == "Facility"
    (back,) = [link.proto for link in app.get("page_link") if link.proto.label == "Facility"]
    assert "ccn=415120" in back.query_string


def test_a_new_search_order_or_choice_starts_at_the_first_page(opened: Open, ri_home: Path) -> None:
    app = opened(ri_home, "find", page="2")
    assert "16 to 30 of 75" in text_of(app)
    app.selectbox(key="in_url_sort").set_value("lowest").run()
    assert "page" not in app.query_params
    app.query_params["page"] = "2"
    app.text_input(key="find").set_value("pro").run()
    assert "page" not in app.query_params
    app.query_params["page"] = "2"
    app.selectbox(key="in_url_roles").set_value("cms_rn").run()
    assert "page" not in app.query_params


def test_the_choices_are_in_the_url_and_the_url_is_the_truth(opened: Open, ri_home: Path) -> None:
    app = opened(ri_home, roles="cms_rn")
    assert app.selectbox(key="in_url_roles").value == "cms_rn"
    app.selectbox(key="in_url_roles").set_value("cms_aide").run()
    assert app.query_params["roles"] == "cms_aide"
    app.query_params["roles"] = "cms_lpn"
    app.run()
    assert app.selectbox(key="in_url_roles").value == "cms_lpn"


def test_debug_tells_what_the_page_cost_and_no_one_else_sees_it(opened: Open, ri_home: Path) -> None:
    assert "What this page cost" not in text_of(opened(ri_home))
    told = text_of(opened(ri_home, debug="1"))
    assert "What this page cost" in told
    assert "gold_load_summary" in told


# ------------------------------------------------------------------------------------------ answers


def test_the_dashboard_reads_gold_views_and_the_log_of_files_only(ri_home: Path) -> None:
    assert {name for name in readable() if not name.startswith(("gold_", "vw_"))} == {"ops_file_log"}
    moment = source_of(ri_home).now()
    assert moment.ask("SELECT count(*) AS n FROM gold_facility_dim", ()).table.to_pylist() == [{"n": 75}]
    for sql in ("SELECT * FROM silver_pbj_daily", "SELECT * FROM ops_file_period", "SELECT * FROM read_csv('/etc/passwd')", "DROP VIEW vw_state_hprd", "SELECT * FROM vw_not_there"):
        with pytest.raises(KerokError) as caught:
            moment.ask(sql, ())
        assert caught.value.hint, sql


def test_values_never_become_text_of_the_sql(ri_home: Path) -> None:
    moment = source_of(ri_home).now()
    for value in HOSTILE:
        if "\x00" not in value:
            assert moment.ask("SELECT count(*) AS n FROM gold_facility_dim WHERE ccn = ?", (value,)).table.to_pylist() == [{"n": 0}]


def test_role_sets_in_the_text_of_a_question_are_declared_ones() -> None:
    for value in HOSTILE:
        assert facility.quarters("415120", value)[0] == facility.quarters("415120", "cms_total")[0]
    assert "'care'" in facility.standing("2023Q2", "care", *HOSTILE)[0]
    assert not [value for value in HOSTILE if len(value) > 1 and value in facility.standing("2023Q2", "care", *HOSTILE)[0]]


def test_a_new_snapshot_drops_kept_answers_and_the_old_one_can_be_linked_to(tmp_path: Path) -> None:
    home = tmp_path / "lake"
    load(home, RI_PBJ)
    source, kept = source_of(home), KeptAnswers()
    before = source.now()
    question = "SELECT count(*) AS n FROM gold_facility_dim WHERE certified_beds IS NOT NULL"
    assert Data(before, kept).row(question) == {"n": 0}
    load(home, RI_PROVIDERINFO)
    after = source.now()
    assert before.id != after.id
    data = Data(after, kept)
    assert data.row(question) == {"n": 74}
    assert [t.kept for t in data.told] == [False]
    assert Data(before, kept).row(question) == {"n": 0}  # who still reads the old one goes on with it
    then = source.then(before.id)
    assert then is not None
    assert Data(then, KeptAnswers()).row(question) == {"n": 0}
    kept.forget_all_but({after.key})
    assert len(kept) == 1
    again = Data(after, kept)
    assert again.row(question) == {"n": 74}
    assert [t.kept for t in again.told] == [True]


def test_two_lakes_never_share_kept_answers(ri_home: Path, tmp_path: Path) -> None:
    load(tmp_path / "other", RI_PBJ, RI_PROVIDERINFO)
    assert source_of(ri_home).now().key != source_of(tmp_path / "other").now().key


def test_kept_answers_have_a_limit(ri_home: Path) -> None:
    kept = KeptAnswers(most_bytes=1)
    data = Data(source_of(ri_home).now(), kept)
    data.rows("SELECT ccn FROM gold_facility_dim")
    data.rows("SELECT state FROM gold_facility_dim")
    assert len(kept) == 1


def test_questions_asked_together_are_answered_from_memory_afterwards(ri_home: Path) -> None:
    data = Data(source_of(ri_home).now(), KeptAnswers())
    questions = [("SELECT hprd FROM vw_state_hprd WHERE role_set = ?", (s,)) for s in ("cms_total", "cms_rn", "cms_lpn")]
    data.fetch(questions)
    assert [t.kept for t in data.told] == [False] * 3
    data.rows(*questions[0][:1], *questions[0][1])
    assert data.told[-1].kept


def test_what_first_visits_show_was_asked_ahead(opened: Open, made_up_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEROK_HOME", str(made_up_home))
    frame.kept.clear()
    server.ask_ahead()
    asked: list[str] = []
    answer = EmbeddedMoment.ask

    def noted(moment: EmbeddedMoment, sql: str, values: tuple[Value, ...]) -> Found:
        asked.append(sql)
        return answer(moment, sql, values)

    monkeypatch.setattr(EmbeddedMoment, "ask", noted)
    for name in ("overview", "states", "find", "mix", "beds", "quality", "changes"):
        opened(made_up_home, name)
        assert asked == [], name
    opened(made_up_home, "beds", show="occupancy")
    assert asked == []
    opened(made_up_home, "facility", ccn="970000")
    assert len(asked) == 9  # who, quarters, months, days, beds and the like of one home; nothing that is of them all
    assert not [sql for sql in asked if "vw_facility_percentile" in sql or "vw_benchmarks" in sql or "vw_anomaly_rates" in sql]


def test_what_first_visits_show_is_asked_again_after_a_load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "lake"
    load(home, RI_PBJ)
    monkeypatch.setenv("KEROK_HOME", str(home))
    frame.kept.clear()
    first = server.ask_ahead()
    load(home, RI_PROVIDERINFO)
    second = server.ask_ahead(first)
    assert second != first
    assert Data(frame.source().now(), frame.kept()).waiting(ahead.first_page("2023Q2")) == []
    frame.kept.clear()
    assert server.ask_ahead(second) == second
    assert len(frame.kept()) == 0  # nothing was loaded, so nothing was asked


# ------------------------------------------------------------------------------------------ a lake that is not as it should be


def test_a_lake_that_is_being_loaded_says_so_on_the_page(opened: Open, ri_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = source_of(ri_home).now()
    moment.publishing = ("PBJ_Daily_Nurse_Staffing_Q3_2023.csv (pbj 2023Q3)",)
    monkeypatch.setattr(EmbeddedSource, "now", lambda self: moment)
    text = text_of(opened(ri_home))
    assert "Being loaded: PBJ_Daily_Nurse_Staffing_Q3_2023.csv (pbj 2023Q3)" in text
    assert "kerok run" in text


def test_readers_see_the_old_or_the_new_state_while_a_file_is_loaded(tmp_path: Path) -> None:
    home = tmp_path / "lake"
    load(home, RI_PBJ)
    source, seen, question = source_of(home), set(), "SELECT count(*) AS n, count(certified_beds) AS beds FROM gold_facility_dim"
    loading = threading.Thread(target=load, args=(home, RI_PROVIDERINFO))
    loading.start()
    while loading.is_alive():
        seen.add(tuple((Data(source.now(), KeptAnswers()).row(question) or {}).values()))
    loading.join()
    seen.add(tuple((Data(source.now(), KeptAnswers()).row(question) or {}).values()))
    assert seen == {(75, 0), (75, 74)}


def test_a_data_file_that_is_gone_is_said(opened: Open, tmp_path: Path) -> None:
    home = tmp_path / "lake"
    load(home, RI_PBJ)
    for path in (home / "warehouse").rglob("*.parquet"):
        if "gold_quarterly" in str(path):
            path.unlink()
    app = opened(home)
    assert "gone" in app.title[0].value
    assert "gold_quarterly_provider_fact" in text_of(app)
    assert [b.label for b in app.button] == ["Try again"]


def test_a_view_that_is_missing_is_said(opened: Open, ri_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kerok.dashboard.embedded.readable", lambda: readable() - {"vw_national_hprd"})
    frame._source.clear()
    frame.kept.clear()
    app = opened(ri_home)
    frame._source.clear()
    assert app.title[0].value == "A view is missing: vw_national_hprd"
    assert "kerok doctor" in text_of(app)
    assert "kerok run" in text_of(app)


def test_what_is_missing_is_named_as_each_engine_tells_it() -> None:
    for said, engine in (("line 1:15: Table 'iceberg.kerok.vw_state_hprd' does not exist", "trino"), ("TABLE_NOT_FOUND: line 1:9: Table 'awsdatacatalog.kerok.vw_state_hprd' does not exist", "athena")):
        found = missing(said, engine)
        assert found is not None
        assert found.what == "a view is missing: vw_state_hprd"
        assert f"kerok --engine {engine} doctor" in found.hint
    assert missing("line 1:15: Table 'iceberg.kerok.somebody_elses' does not exist", "trino") is None
    assert missing("Binder Error: column vw_state_hprd is not there") is None


def test_settings_that_do_not_go_together_are_a_page(opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEROK_ENGINE", "trino")
    app = opened(tmp_path)
    assert "Trino" in app.title[0].value
    assert "export" in text_of(app)


@pytest.fixture
def asks_for_a_sign_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    """The overview of a server whose secrets.toml has an [auth] section."""
    frame._auth_is_set_up.cache_clear()
    app = AppTest.from_file(str(MAIN), default_timeout=60)
    app.secrets["auth"] = {"redirect_uri": "https://staffing.example.org/oauth2callback", "cookie_secret": "x", "client_id": "kerok", "client_secret": "y", "server_metadata_url": "https://id.example.org"}
    yield app
    frame._auth_is_set_up.cache_clear()


def test_a_sign_in_that_cannot_work_shows_no_figure_and_says_what_to_type(asks_for_a_sign_in: AppTest, ri_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEROK_HOME", str(ri_home))
    monkeypatch.setattr(frame, "find_spec", lambda name: None)
    app = asks_for_a_sign_in.run()
    assert app.title[0].value == "A sign-in is set up, and what it needs is not installed"
    assert "pip install 'streamlit[auth]'" in text_of(app)
    assert "HPRD" not in text_of(app)
    assert not app.selectbox


def test_who_is_not_signed_in_sees_no_figure(asks_for_a_sign_in: AppTest, ri_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEROK_HOME", str(ri_home))
    monkeypatch.setattr(frame, "find_spec", lambda name: object())
    app = asks_for_a_sign_in.run()
    assert [b.label for b in app.button] == ["Sign in"]
    assert "HPRD" not in text_of(app)
    assert not app.selectbox


def test_a_clone_and_an_installed_package_are_served_alike() -> None:
    """`streamlit run app.py` reads the settings beside it, `kerok dashboard` those of the package; a copy, since a link does not survive every way a repository travels."""
    there = Path(frame.__file__).parent / ".streamlit" / "config.toml"
    assert (Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text() == there.read_text()


def test_no_module_hides_a_package() -> None:
    """Streamlit puts the script's folder before all others: a module named trino there would be what `import trino` finds."""
    import sys
    from importlib.metadata import packages_distributions

    names = {p.stem for p in Path(frame.__file__).parent.iterdir() if p.suffix == ".py" or (p / "__init__.py").exists()} - {"__init__"}
    assert names & ({*packages_distributions(), *sys.stdlib_module_names} - {"kerok"}) == set()
