"""Trino is killed while it publishes: every table is whole, and once it runs again ``kerok run`` finishes what was begun."""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path

import pytest

from kerok.engines.trino import Connection
from kerok.errors import KerokError
from tests.support import lakes
from tests.support.postgres_server import Postgres
from tests.support.team import TeamOf, make_team, tell_trino
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


@pytest.mark.parametrize("moment", ["silver_pbj_daily", "gold_daily_staffing_fact"])
def test_out_of_memory_in_mid_load(team_of: TeamOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    """Trino gives the statement that publishes a table less memory than it needs: all tables stay whole, and ``kerok run`` goes on from there."""
    team, home = team_of("postgres+folder"), tmp_path / "home"
    first, again = pbj(tmp_path, "first", FIRST), pbj(tmp_path, "again", FIRST, scale=2)
    lakes.load(tmp_path / "laptop", first)
    before = lakes.digest(tmp_path / "laptop")
    lakes.load(tmp_path / "laptop", again)
    wanted = lakes.digest(tmp_path / "laptop")
    for name, value in team.variables.items():
        monkeypatch.setenv(name, value)
    lakes.load(home, first)
    carry_out, refused = Connection._carry_out, list[str]()

    def with_little_memory(connection: Connection, sql: str) -> int:
        if not (sql.startswith("MERGE INTO") and f".{moment} AS t" in sql):
            return carry_out(connection, sql)
        refused.append(sql)
        carry_out(connection, "SET SESSION query_max_memory_per_node = '10kB'")
        return carry_out(connection, sql)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Connection, "_carry_out", with_little_memory)
        told = _told(home, again)
    assert "needs more memory" in told and len(refused) == 1
    if moment == "silver_pbj_daily":
        lakes.assert_same(home, {name: before[name] for name in lakes.stored_tables() if name != "gold_load_summary"})
    assert [o.status for o in lakes.run(home)] == ["done"]
    lakes.assert_same(home, wanted)
    team.leave()


def _told(home: Path, path: Path) -> str:
    """What a load that fails says."""
    try:
        return " ".join(str(o.error) for o in lakes.ingest(home, path))
    except KerokError as error:
        return str(error)


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
