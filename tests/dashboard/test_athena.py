"""The same pages on the emulated Athena, through PyAthena; and Athena failing in three ways."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from kerok.contracts import views
from kerok.dashboard import frame
from kerok.dashboard.answers import Data, KeptAnswers, Question
from kerok.dashboard.athena import athena as athena_of
from kerok.dashboard.athena import literal
from kerok.dashboard.embedded import EmbeddedSource
from kerok.dashboard.questions import areas, facility, find
from kerok.dashboard.questions.loaded import PERIODS, STATES
from kerok.dashboard.remote import RemoteSource
from kerok.engines.statement import fill
from kerok.engines.statements import statements
from kerok.settings import load_settings
from tests.support.athena_fixture import BUCKET, ENVIRONMENT, Athena
from tests.support.lakes import RI_PBJ, RI_PROVIDERINFO, load

from .conftest import Open, text_of

pytestmark = pytest.mark.xdist_group("athena")

AWS = {"AWS_ACCESS_KEY_ID": ENVIRONMENT["aws_access_key_id"], "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1"}
SETTINGS = {
    "KEROK_CATALOG": "glue", "KEROK_WAREHOUSE": f"s3://{BUCKET}/dashboard", "KEROK_NAMESPACE": "for_the_dashboard", "KEROK_ATHENA_REGION": "us-east-1",
    "KEROK_ATHENA_OUTPUT": f"s3://{BUCKET}/answers/", "KEROK_S3_REGION": "us-east-1", "KEROK_CATALOG_REGION": "us-east-1",
}  # fmt: skip

TOTAL = ("2023Q2", "cms_total")
QUESTIONS: dict[str, Question] = {
    "periods": (PERIODS, ()), "states loaded": (STATES, ()), "series": areas.series(None), "series of a state": areas.series("RI"), "months": areas.months(None), "utilization": areas.utilization("RI"),
    "averages": areas.averages("RI", *TOTAL), "distribution": areas.distribution(*TOTAL, None, 5), "points": areas.points(*TOTAL, "RI"), "lowest": areas.ranked(*TOTAL, None, 5, lowest=True),
    "suspects": areas.suspects(*TOTAL, None), "changed": areas.changed("2023Q2", "2022Q2", "cms_total", None, 5), "agreement": areas.agreement("2023Q2", None),
    "ranked": areas.facilities_of(*TOTAL, "RI", "utilization", descending=True, page=2, size=15), "suspects by state": areas.suspects_by_state(*TOTAL),
    "found": find.facilities(find.Wanted("west ri", "RI", "For profit", "50-99", ("2.5", "4.5"), "0.00", "highest"), *TOTAL, page=1, size=50), "count": find.count(find.Wanted("it's"), *TOTAL),
    "who": facility.who("415120"), "quarters": facility.quarters("415120", "role_cna"), "standing": facility.standing("415120", "2023Q2", "care"), "against CMS": facility.agreement("415120", "2023Q2"),
    "facts": facility.facts("415120"), "coverage": facility.coverage("415052", "2023Q2"), "beds": facility.beds("415120"), "days": facility.days("415120", "2023Q2"),
    "window": facility.window("415120", "2023-05-01", "2023-05-29"), "anomalies": facility.anomalies("415052", "2023Q2"), "their rates": facility.anomaly_rates("2023Q2"), "files": facility.files("2023Q2"),
}  # fmt: skip


@pytest.fixture(scope="module")
def on_athena(athena: Athena, tmp_path_factory: pytest.TempPathFactory, shared_sql: None) -> Iterator[Path]:
    """A home whose lake lies in the emulated Glue and S3, its views made by Athena."""
    home = tmp_path_factory.mktemp("athena home")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {**AWS, **SETTINGS, "KEROK_S3_ENDPOINT": athena.endpoint, "KEROK_CATALOG_URL": athena.endpoint}.items():
            patch.setenv(name, value)
        load(home, RI_PBJ, RI_PROVIDERINFO)
        for view in views():
            for statement in statements(view.name, "athena", namespace=SETTINGS["KEROK_NAMESPACE"]):
                if statement.purpose == "view":
                    athena.query(fill(statement, warehouse=SETTINGS["KEROK_WAREHOUSE"]))
        patch.setenv("KEROK_ENGINE", "athena")
        patch.setenv("AWS_ENDPOINT_URL", athena.endpoint)
        yield home
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


def test_parameters_are_literals() -> None:
    assert [literal(v) for v in ("it's", 3, None, True, "'; DROP TABLE x --")] == ["'it''s'", "3", "NULL", "true", "'''; DROP TABLE x --'"]


# ------------------------------------------------------------------------------------------ failing


@contextmanager
def refusing(kind: str) -> Iterator[str]:
    """An Athena that answers every call with one error."""

    class Refuse(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("content-length", 0)))
            body = json.dumps({"__type": kind, "message": "no", "Message": "no"}).encode()
            self.send_response(400)
            self.send_header("content-type", "application/x-amz-json-1.1")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Refuse)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("kind", "title", "typed"),
    [
        ("ThrottlingException", "Athena has too much to do", "try again in a minute"),
        ("AccessDeniedException", "Athena does not let this server in", "athena:StartQueryExecution"),
        ("", "Athena does not answer", "KEROK_ATHENA_REGION"),
    ],
)
def test_athena_down_throttled_or_denied_is_a_page_that_says_so(opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, title: str, typed: str) -> None:
    for name, value in {**AWS, **SETTINGS, "KEROK_ENGINE": "athena", "AWS_MAX_ATTEMPTS": "1"}.items():
        monkeypatch.setenv(name, value)
    frame._source.clear()
    with refusing(kind) as address:
        monkeypatch.setenv("AWS_ENDPOINT_URL", address if kind else "http://127.0.0.1:9")
        app = opened(tmp_path / "home")
    frame._source.clear()
    assert app.title[0].value == title
    assert typed in text_of(app)
