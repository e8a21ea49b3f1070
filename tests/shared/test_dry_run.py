"""``kerok ingest --dry-run`` where Trino computes: it reads through tables of its own, and the lake is afterwards as it was."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from kerok.shared import SharedLake
from kerok.staging import is_staged
from tests.support import drawn_files as drawn
from tests.support import lakes
from tests.support.team import Team, TeamOf

DAYS = drawn.days_of("2024Q2")[:5]
HOMES = ("015001", "015002", "015003")


def pbj(folder: Path, name: str, *, ccns: tuple[str, ...] = HOMES, scale: int = 1, bad: int = 0) -> Path:
    rows = [drawn.pbj_row(ccn, day, scale=scale) for ccn in ccns for day in DAYS] + [drawn.pbj_row("015009", day, census="x") for day in DAYS[:bad]]
    return drawn.write(folder / f"{name}.csv", drawn.pbj_csv(rows))


@pytest.fixture
def team(team_of: TeamOf, monkeypatch: pytest.MonkeyPatch) -> Team:
    team = team_of("postgres+folder")
    for name, value in team.variables.items():
        monkeypatch.setenv(name, value)
    return team


def everything(team: Team, home: Path) -> dict[str, Any]:
    """Every file of the warehouse, where each table stands, what Trino knows, and the ledger."""
    relations = f"SELECT table_name, table_type FROM {team.catalog}.information_schema.tables WHERE table_schema = 'kerok_healthcare' ORDER BY 1"
    files = {str(path): path.stat().st_size for path in Path(team.warehouse).rglob("*") if path.is_file()}
    return {"files": files, "pointers": lakes.pointers(home), "relations": team.trino.query(relations), "ledger": lakes.ledger(home)}


def test_a_dry_run_on_trino_leaves_the_lake_as_it_was(team: Team, tmp_path: Path) -> None:
    home, first = tmp_path / "home", pbj(tmp_path, "first")
    lakes.load(home, first, published=dt.date(2024, 8, 1))
    before = everything(team, home)
    fewer = pbj(tmp_path, "fewer", ccns=HOMES[:2], scale=2)
    (outcome,) = lakes.ingest(home, fewer, dry_run=True)
    assert (outcome.rows_in, outcome.rows_kept, outcome.error) == (10, 10, None)
    assert everything(team, home) == before
    bad = pbj(tmp_path, "bad", bad=5)
    (outcome,) = lakes.ingest(home, bad, dry_run=True)
    assert (outcome.status, outcome.rows_quarantined) == ("refused", 5)
    assert everything(team, home) == before
    (outcome,) = lakes.ingest(home, bad)  # refused, so that its staged file stays
    assert outcome.status == "refused"
    before = everything(team, home)
    (outcome,) = lakes.ingest(home, bad, dry_run=True, accept_loss=True)
    assert (outcome.rows_kept, outcome.error) == (15, None)
    assert everything(team, home) == before
    team.leave()


def test_a_dry_run_makes_no_views_and_stages_no_earlier_file(team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the file that is tried is older than what DuckDB loaded, whose rows are then read again."""
    home, first, older = tmp_path / "home", pbj(tmp_path, "first"), pbj(tmp_path, "older", ccns=HOMES[:2], scale=2)
    with monkeypatch.context() as patch:
        patch.setenv("KEROK_ENGINE", "duckdb")
        lakes.load(home, first, published=dt.date(2024, 8, 1))
    before = everything(team, home)
    assert not [kind for _, kind in before["relations"] if kind == "VIEW"]
    (outcome,) = lakes.ingest(home, older, published=dt.date(2024, 7, 1), dry_run=True)
    assert (outcome.rows_kept, outcome.would_withdraw, outcome.error) == (10, [], None)
    assert everything(team, home) == before
    lake = lakes.lake_at(home)
    assert isinstance(lake, SharedLake)
    assert not is_staged(lake, "pbj", lakes.sha256(first))
    lakes.load(home, older, published=dt.date(2024, 7, 1))
    assert [kind for _, kind in everything(team, home)["relations"] if kind == "VIEW"]
    assert is_staged(lake, "pbj", lakes.sha256(first))
    assert lakes.tuples(home, "SELECT file_sha256, count(*) FROM silver_pbj_daily GROUP BY file_sha256") == [(lakes.sha256(first), 15)]
    team.leave()
