"""What loads leave on a shared lake goes with ``kerok maintain``, once no load can be at work on it; what is needed stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from kerok.maintenance import maintain
from tests.support import drawn_files as drawn
from tests.support import lakes
from tests.support.team import TeamOf


def test_candidates_of_a_kill_and_staged_files_of_nobody(team_of: TeamOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    team, home = team_of("postgres+folder"), tmp_path / "home"
    assert isinstance(team.warehouse, Path)
    for name, value in team.variables.items():
        monkeypatch.setenv(name, value)
    stays, goes = (drawn.write(tmp_path / f"{ccn}.csv", drawn.pbj_csv([drawn.pbj_row(ccn, day) for day in drawn.days_of("2024Q2")])) for ccn in ("015001", "015002"))
    lakes.load(home, stays, goes)
    schema = f"{team.catalog}.kerok_healthcare"
    team.trino.query(f"CREATE TABLE {schema}.silver_pbj_daily__candidate_deadbeef AS SELECT * FROM {schema}.silver_pbj_daily")
    monkeypatch.setenv("KEROK_ENGINE", "duckdb")
    lakes.forget(home, goes)  # DuckDB, which has no use for staged files
    team.trino.query(f"ANALYZE {schema}.gold_daily_staffing_fact")
    content = lakes.digest(home)
    maintain(lakes.lake_at(home))
    assert _left(team.warehouse) == {"candidate", lakes.sha256(stays), lakes.sha256(goes), "statistics"}, "a load may still be at work on them"
    monkeypatch.setenv("KEROK_KEEP_DAYS", "0")
    monkeypatch.setenv("KEROK_GARBAGE_HOURS", "0")
    done = maintain(lakes.lake_at(home))
    assert done.files_removed > 3 and done.bytes_freed > 0
    assert _left(team.warehouse) == {lakes.sha256(stays), "statistics"}
    assert team.trino.query(f"SELECT count(*) FROM {team.catalog}.information_schema.tables WHERE table_name LIKE '%__candidate_%'") == [(0,)]
    lakes.assert_same(home, content)
    monkeypatch.setenv("KEROK_ENGINE", "trino")
    lakes.assert_same(home, content)
    lakes.load(home, goes)
    assert lakes.tuples(home, "SELECT count(DISTINCT ccn) FROM silver_pbj_daily") == [(2,)]
    team.leave()


def _left(warehouse: Path) -> set[str]:
    """Hashes of staged files; whether data of a candidate, and statistics that Trino took, are there."""
    files = [path for path in warehouse.rglob("*") if path.is_file() and path.suffix in (".parquet", ".stats")]
    staged = {part.removeprefix("file_sha256=") for path in files for part in path.parts if part.startswith("file_sha256=") and "staged" in str(path)}
    return staged | {"candidate" for path in files if "__candidate_" in str(path)} | {"statistics" for path in files if path.suffix == ".stats"}
