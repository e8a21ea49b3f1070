"""The same pages on the emulated Athena, through PyAthena; and Athena failing in three ways."""

from __future__ import annotations

import functools
import importlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.fs
import pytest

from kerok.dashboard import frame
from kerok.dashboard.answers import Data, KeptAnswers, Question
from kerok.dashboard.athena_source import athena as athena_of
from kerok.dashboard.athena_source import literal
from kerok.dashboard.embedded import EmbeddedSource
from kerok.dashboard.questions import areas, facility, find
from kerok.dashboard.questions.loaded import PERIODS, STATES
from kerok.dashboard.remote import RemoteSource
from kerok.dialect import parse
from kerok.query import prepare_for_server
from kerok.settings import Settings, load_settings
from tests.support.athena_lake import AWS, SETTINGS, AthenaLake
from tests.support.failing_athena import FAILURES, gate

from .conftest import Open, text_of

pytestmark = pytest.mark.xdist_group("athena")

TOTAL = ("2023Q2", "cms_total")
QUESTIONS: dict[str, Question] = {
    "periods": (PERIODS, ()), "states loaded": (STATES, ()), "series": areas.series(None), "series of a state": areas.series("RI"), "months": areas.months(None), "utilization": areas.utilization("RI"),
    "averages": areas.averages("RI", *TOTAL), "distribution": areas.distribution(*TOTAL, None, 5), "points": areas.points(*TOTAL, "RI"), "lowest": areas.ranked(*TOTAL, None, 5, lowest=True),
    "changed": areas.changed("2023Q2", "2022Q2", "cms_total", None, 5), "agreement": areas.agreement("2023Q2", None),
    "ranked": areas.facilities_of(*TOTAL, "RI", "utilization", descending=True, page=2, size=15), "ranked to export": areas.facilities_export(*TOTAL, "RI", "weekend", descending=False),
    "suspects by state": areas.suspects_by_state(*TOTAL),
    "found": find.facilities(find.Wanted("west ri", "RI", "For profit", "50-99", ("2.5", "4.5"), "0.00", "highest"), *TOTAL, page=1, size=50), "none found": find.facilities(find.Wanted("it's"), *TOTAL, page=1, size=50),
    "chains": (find.CHAINS, ()), "of a chain": find.export(find.Wanted(chain="APPLE REHAB"), *TOTAL),
    "who": facility.who("415120"), "quarters": facility.quarters("415120", "role_cna"), "standing": facility.standing("2023Q2", "care", ccn="415120"), "averages of all": facility.averages("2023Q2"), "against CMS": facility.agreement("415120", "2023Q2"),
    "coverage": facility.coverage("415052", "2023Q2"), "beds": facility.beds("415120"), "days": facility.days("415120", "2023Q2"),
    "window": facility.window("415120", "2023-05-01", "2023-05-29"), "anomalies": facility.anomalies("415052", "2023Q2"), "their rates": facility.anomaly_rates("2023Q2"), "files": facility.files("2023Q2"), "own lines": facility.own_lines("2023Q2"),
}  # fmt: skip


@pytest.fixture(scope="module")
def on_athena(athena_lake: AthenaLake, shared_sql: None) -> Iterator[Path]:
    """The home of a lake that this process reads through Athena."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in athena_lake.environment.items():
            patch.setenv(name, value)
        yield athena_lake.home
    frame._source.clear()


def test_every_question_has_the_answer_that_the_embedded_lake_gives(on_athena: Path, ri_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = Data(RemoteSource("athena", athena_of(load_settings(str(on_athena)))).now(), KeptAnswers())
    with pytest.MonkeyPatch.context() as patch:
        for name in (*SETTINGS, "KEROK_ENGINE", "KEROK_S3_ENDPOINT", "KEROK_CATALOG_URL"):
            patch.delenv(name, raising=False)
        here = Data(EmbeddedSource(load_settings(str(ri_home))).now(), KeptAnswers())
    for name, question in QUESTIONS.items():
        rows = there.answer(question).rows
        assert rows == here.answer(question).rows, name
        assert there.told[-1].bytes_scanned is not None, name


CURSORS = {
    "dict": "cursor.DictCursor", "async": "async_cursor.AsyncCursor", "s3fs": "s3fs.cursor.S3FSCursor", "pandas": "pandas.cursor.PandasCursor",
    "polars": "polars.cursor.PolarsCursor", "arrow": "arrow.cursor.ArrowCursor",
}  # fmt: skip


@pytest.mark.parametrize("kind", CURSORS)
def test_every_cursor_of_pyathena_gives_what_the_usual_one_gives(on_athena: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As notebooks use them: s3fs, pandas, polars and arrow read the file of answers instead of asking for its rows."""
    settings = load_settings(str(on_athena))
    question = ("SELECT ccn, quarter, role_set, hours, hprd, days_counted, is_incomplete FROM vw_facility_hprd WHERE quarter = ? AND role_set IN (?, ?) ORDER BY ccn, role_set", ("2023Q2", "cms_total", "care"))
    usual = Data(RemoteSource("athena", athena_of(settings)).now(), KeptAnswers()).answer(question).rows
    if kind == "arrow":  # its S3 client is Arrow's own, which PyAthena gives no other address than AWS's: the emulator's is put in
        address = os.environ["AWS_ENDPOINT_URL"].removeprefix("http://")
        monkeypatch.setattr("pyarrow.fs.S3FileSystem", functools.partial(pyarrow.fs.S3FileSystem, endpoint_override=address, scheme="http"))
    cursor = cursor_of(settings, kind)
    asked = cursor.execute(prepare_for_server(question[0], "athena").sql, [literal(v) for v in question[1]], paramstyle="qmark")
    rows = rows_of(asked[1].result() if kind == "async" else cursor, kind)
    assert len(usual) == 150
    assert [{k: str(v) for k, v in r.items()} for r in rows] == [{k: str(v) for k, v in r.items()} for r in usual]


def rows_of(cursor: Any, kind: str) -> list[dict[str, Any]]:
    """The rows as each cursor's users take them."""
    ways = {"dict": lambda: cursor.fetchall(), "pandas": lambda: cursor.as_pandas().to_dict("records"), "polars": lambda: cursor.as_polars().to_dicts(), "arrow": lambda: cursor.as_arrow().to_pylist()}
    found: list[dict[str, Any]] = ways.get(kind, lambda: [dict(zip([c[0] for c in cursor.description], row, strict=True)) for row in cursor.fetchall()])()
    return found


def cursor_of(settings: Settings, kind: str) -> Any:
    """A cursor of PyAthena's own making on the Athena of the settings."""
    import pyathena

    module, _, name = CURSORS[kind].rpartition(".")
    return pyathena.connect(
        work_group=settings["engine.workgroup"], region_name=settings["engine.region"] or None, s3_staging_dir=settings["engine.output"] or None, schema_name=settings["catalog.namespace"],
        poll_interval=0.2, cursor_class=getattr(importlib.import_module(f"pyathena.{module}"), name),
    ).cursor()  # fmt: skip


@pytest.mark.parametrize("page", ["overview", "states", "find", "facility"])
def test_pages_show_the_same_on_athena_and_what_they_cost(on_athena: Path, opened: Open, page: str) -> None:
    text = text_of(opened(on_athena, page, debug="1", **({"ccn": "415120"} if page == "facility" else {})))
    assert "athena, snapshot" in text
    assert "bytes scanned" in text
    assert {"overview": "3.68 <", "states": "with them, 3.69 without", "find": "of 75 facilities", "facility": "All 8 values that CMS reported"}[page] in text


def test_where_raw_files_cannot_be_read_the_command_stands(on_athena: Path, opened: Open) -> None:
    app = opened(on_athena, "facility", ccn="415120")
    app.session_state["provenance"] = True
    app.run()
    assert "kerok trace vw_facility_hprd ccn=415120" in text_of(app)
    assert "d8e21e0e6c8ba6932c3622bc931ab852afb073e2007a4cdd84ce344916124834" in text_of(app)


def test_an_answer_is_used_again_for_the_same_snapshot_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pyathena.cursor import Cursor

    log, given = [{"dataset": "pbj", "file_sha256": "a", "status": "done", "period": "2023Q2", "finished_at": None, "file_name": "a.csv"}], []

    class Asked(Cursor):
        data_scanned_in_bytes = 0
        description: Any = []

        def execute(self, operation: str, parameters: Any = None, **options: Any) -> Any:
            given.append((operation, options.get("result_reuse_enable", False)))
            names = list(log[0]) if "ops_file_log" in operation else []
            self.description = [(n, "varchar", None, None, 0, 0, None) for n in names]
            self.rows = [tuple(r.values()) for r in log] if names else []
            return self

        def fetchall(self) -> Any:
            return self.rows

    for name, value in {**AWS, **SETTINGS, "KEROK_ENGINE": "athena"}.items():
        monkeypatch.setenv(name, value)
    source = RemoteSource("athena", athena_of(load_settings(str(tmp_path)), cursor_class=Asked), look_again=-1)
    first = source.now()
    first.ask("SELECT ccn FROM gold_facility_dim", ())
    first.ask("WITH a AS (SELECT ccn FROM gold_facility_dim) SELECT ccn FROM a", ())
    log[0]["status"] = "superseded"
    second = source.now()
    second.ask("SELECT ccn FROM gold_facility_dim", ())
    assert [reused for _, reused in given] == [False, True, True, False, True]
    assert given[0][0] == given[3][0]
    assert first.id != second.id
    assert given[1][0] == given[4][0].replace(second.id, first.id) != given[4][0]
    assert given[2][0].startswith(f"WITH kerok_moment AS (SELECT '{first.id}' AS id), a AS (")
    assert all(parse(sql) for sql, _ in given)


def test_parameters_are_literals() -> None:
    assert [literal(v) for v in ("it's", 3, None, True, "'; DROP TABLE x --")] == ["'it''s'", "3", "NULL", "true", "'''; DROP TABLE x --'"]


# ------------------------------------------------------------------------------------------ failing


@pytest.mark.parametrize(("kind", "title", "typed"), FAILURES)
def test_athena_down_throttled_or_denied_is_a_page_that_says_so(opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, title: str, typed: str) -> None:
    for name, value in {**AWS, **SETTINGS, "KEROK_ENGINE": "athena", "AWS_MAX_ATTEMPTS": "1"}.items():
        monkeypatch.setenv(name, value)
    frame._source.clear()
    with gate("http://127.0.0.1:9", failing=kind) as closed:
        monkeypatch.setenv("AWS_ENDPOINT_URL", closed.endpoint if kind else "http://127.0.0.1:9")
        app = opened(tmp_path / "home")
    frame._source.clear()
    assert app.title[0].value == title
    assert typed in text_of(app)
