"""Rhode Island on every pair of catalog and warehouse, loaded by either engine: the same content as in a lake on a laptop."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest

from tests.support import lakes
from tests.support.postgres_server import PASSWORD, USER, Postgres
from tests.support.team import PAIRS, Team, TeamOf

FILES = (lakes.RI_PBJ, lakes.RI_PROVIDERINFO, lakes.CMS / "ProviderInfo_2022_10.head.csv")


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What a laptop makes of the files."""
    home = tmp_path_factory.mktemp("laptop") / "lake"
    lakes.load(home, *FILES)
    return lakes.digest(home)


def be(patch: pytest.MonkeyPatch, variables: dict[str, str]) -> None:
    """Work in this environment."""
    for name, value in variables.items():
        patch.setenv(name, value)


@pytest.mark.parametrize("engine", ["duckdb", "trino"])
@pytest.mark.parametrize("pair", PAIRS)
def test_the_same_content_everywhere(
    pair: str, engine: str, wanted: dict[str, str], team_of: TeamOf, postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    team: Team = team_of(pair)
    if team.kind != "postgres":
        database = postgres.create(f"ledger_{team.catalog}").partition("://")[2]
        monkeypatch.setenv("KEROK_LEDGER_URL", f"postgresql://{USER}:{quote(PASSWORD, safe='')}@{database}")
    be(monkeypatch, team.variables if engine == "trino" else team.on_duckdb)
    lakes.load(tmp_path / "home", *FILES)
    if engine == "trino":
        merges = f"query LIKE 'MERGE INTO {team.catalog}.%.gold_monthly_staffing_fact AS t%'"
        assert team.trino.query(f"SELECT count(*) FROM system.runtime.queries WHERE {merges}") == [(1,)], "gold once for all files of a call"
    lakes.assert_same(tmp_path / "home", wanted, f"{engine} on {pair}, as this machine sees it")
    lakes.assert_same(tmp_path / "another home", wanted, f"{engine} on {pair}, as another machine sees it")
    assert all(o.already_loaded for o in lakes.ingest(tmp_path / "another home", *FILES))
    team.leave()
