"""Trino is killed while it publishes: every table is whole, and once it runs again ``kerok run`` finishes what was begun."""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path

import pytest

from tests.support import lakes
from tests.support.postgres_server import Postgres
from tests.support.team import make_team, tell_trino
from tests.support.trino_server import Trino, shared_trino

from .test_hands import FIRST, Hands, pbj


@pytest.fixture(autouse=True)
def _needs_trino(trino: Trino) -> None:
    """Where Trino cannot be had these tests are left out, as the others are."""


@pytest.mark.parametrize("moment", ["silver_pbj_daily", "gold_monthly_staffing_fact"])
def test_killed_in_mid_merge(postgres: Postgres, tmp_path: Path, moment: str) -> None:
    first, again = pbj(tmp_path, "first", FIRST), pbj(tmp_path, "again", FIRST, scale=2)
    with shared_trino(tmp_path / "one") as server:
        team = make_team(server, postgres, tmp_path / "warehouse")
        hands = Hands(team, tmp_path / "home")
        hands.kerok("trino", "ingest", first)
        before = hands.question("duckdb")
        loading = hands.start("trino", "ingest", again)
        _await_merge(server, moment)
        os.kill(json.loads((tmp_path / "one" / "server.json").read_text())["pid"], signal.SIGKILL)
        _, err = loading.communicate(timeout=300)
        assert loading.returncode == 1
        assert "Trino" in err
        assert ", query 20" in err, "the query's id is told"
        assert "Traceback" not in err
    status = json.loads(hands.kerok("duckdb", "status", "--json"))
    assert [f["status"] for f in status["files"]] == ["done", "publishing"]
    assert hands.question("duckdb") in (before, _after(tmp_path, first, again))
    asked = hands.start("duckdb", "query", "SELECT count(*) AS n FROM vw_facility_hprd")
    _out, err = asked.communicate(timeout=300)
    assert asked.returncode == 0, err  # whatever was half written, every table can be read
    with shared_trino(tmp_path / "two") as server:
        hands.team = tell_trino(server, hands.team)
        hands.kerok("trino", "run")
        assert hands.question("duckdb") == hands.question("trino") == _after(tmp_path, first, again)
        assert [f["status"] for f in json.loads(hands.kerok("duckdb", "status", "--json"))["files"]] == ["done", "done"]
    with pytest.MonkeyPatch.context() as patch:
        wanted = lakes.digest(tmp_path / "laptop")
        for name, value in hands.environment("duckdb").items():
            patch.setenv(name, value)
        lakes.assert_same(hands.home, wanted)


def _await_merge(server: Trino, table: str) -> None:
    """Return while Trino publishes the table."""
    until = time.monotonic() + 120
    while time.monotonic() < until:
        if server.query(f"SELECT 1 FROM system.runtime.queries WHERE state NOT IN ('FINISHED', 'FAILED') AND query LIKE 'MERGE INTO %.{table} AS t%'"):
            return
    raise AssertionError(f"{table} was never published")


def _after(tmp_path: Path, *files: Path) -> str:
    """What a laptop says once it has the files."""
    home = tmp_path / "laptop"
    if not home.exists():
        lakes.load(home, *files)
    from .test_hands import _laptop

    return _laptop(home)
