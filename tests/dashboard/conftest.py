"""The lakes that the dashboard is tried on, and its pages run without a browser."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kerok.dashboard import frame
from kerok.synthetic import write_synthetic
from tests.support.demo_lake import demo_home, session_folder, shared_sql
from tests.support.lakes import RI_PBJ, RI_PROVIDERINFO, load
from tests.support.parts import locked

__all__ = ["demo_home", "session_folder", "shared_sql"]

MAIN = Path(frame.__file__).with_name("main.py")

Open = Callable[..., AppTest]


@pytest.fixture(scope="session")
def several_home(session_folder: Path, shared_sql: None) -> Path:
    """Five synthetic quarters of the whole nation, with damaged rows, and a release of Provider Info for each."""
    home = session_folder / "several lake"
    with locked(session_folder / "several lake.lock"):
        if not (home / "ready").exists():
            load(home, *(f.path for f in write_synthetic(session_folder / "several", facilities=70, quarters="2023Q1..2024Q1", dirt=0.002)))
            (home / "ready").touch()
    return home


@pytest.fixture(scope="session")
def broken_home(session_folder: Path, shared_sql: None) -> Path:
    """National quarters around 2020Q1 and around the end of the case-mix method, with an extract between them: Rhode Island 2023Q2."""
    home = session_folder / "broken lake"
    with locked(session_folder / "broken lake.lock"):
        if not (home / "ready").exists():
            made = [f.path for span in ("2019Q4..2020Q2", "2023Q3..2024Q1") for f in write_synthetic(session_folder / "broken" / span[:6], facilities=60, quarters=span)]
            load(home, *made, RI_PBJ, RI_PROVIDERINFO)
            (home / "ready").touch()
    return home


@pytest.fixture(scope="session")
def ri_home(session_folder: Path, shared_sql: None) -> Path:
    """The lake of ``kerok demo``: Rhode Island 2023Q2, CMS's own rows."""
    home = session_folder / "ri lake"
    with locked(session_folder / "ri lake.lock"):
        if not (home / "ready").exists():
            load(home, RI_PBJ, RI_PROVIDERINFO)
            (home / "ready").touch()
    return home


@pytest.fixture(scope="session")
def made_up_home(session_folder: Path, shared_sql: None) -> Path:
    """A synthetic nation of 160 facilities: three quarters, the newest a year after the first."""
    home = session_folder / "made up lake"
    with locked(session_folder / "made up lake.lock"):
        if not (home / "ready").exists():
            for quarters in ("2023Q2..2023Q3", "2024Q2..2024Q2"):
                load(home, *(f.path for f in write_synthetic(session_folder / "made up" / quarters[:6], facilities=160, quarters=quarters, seed=3)))
            (home / "ready").touch()
    return home


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens a page of the dashboard on a lake, with parameters in its URL."""

    def run(home: Path, page: str = "overview", /, **params: str) -> AppTest:
        monkeypatch.setenv("KEROK_HOME", str(home))
        monkeypatch.setenv("STREAMLIT_CLIENT_SHOW_ERROR_DETAILS", "full")
        app = AppTest.from_file(str(MAIN), default_timeout=60)
        if page != "overview":
            app.run()
            app.switch_page(f"screens/{page}.py")
        for name, value in params.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception, [e.message for e in app.exception]
        return app

    return run


def text_of(app: AppTest) -> str:
    """All text on the page, HTML included."""
    found = [*(t.value for t in app.title), *(m.value for m in app.markdown), *(c.value for c in app.code), *(w.value for w in app.warning), *(s.value for s in app.subheader)]
    return "\n".join([*map(str, found), *(unescape(h.proto.body) for h in app.get("html"))])
