"""What a load on Trino reads: a staged file again only where rows of it were rejected, and no quarter but its own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from kerok.engines.trino import Connection, Rows
from kerok.errors import KerokError
from tests.support import drawn_files as drawn
from tests.support import lakes
from tests.support.team import TeamOf


def test_a_file_whose_rows_are_all_kept_is_read_once(team_of: TeamOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    team, asked, ask = team_of("postgres+folder"), list[str](), Connection.query
    for name, value in team.variables.items():
        monkeypatch.setenv(name, value)

    def query(connection: Connection, sql: str, values: Sequence[Any] = ()) -> Rows:
        asked.append(sql)
        return ask(connection, sql, values)

    monkeypatch.setattr(Connection, "query", query)
    rows = [drawn.pbj_row(day=day) for day in drawn.days_of("2024Q2")]
    lakes.load(tmp_path / "home", drawn.write(tmp_path / "clean.csv", drawn.pbj_csv(rows)))
    assert [sum(word in sql for sql in asked) for word in ("staged_pbj", "silver_quarantine__candidate")] == [1, 0]
    asked.clear()
    rows = [drawn.pbj_row("015002", day=day) for day in drawn.days_of("2024Q3")]
    rows.append(rows[0] | {"MDScensus": "many"})
    lakes.ingest(tmp_path / "home", drawn.write(tmp_path / "dirty.csv", drawn.pbj_csv(rows)), accept_loss=True)
    assert sum("staged_pbj" in sql for sql in asked) == 2
    assert lakes.tuples(tmp_path / "home", "SELECT file_name, reasons FROM silver_quarantine") == [("dirty.csv", "mds_census_unreadable")]
    team.leave()


def test_another_quarter_is_not_opened(team_of: TeamOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its data files are away meanwhile, those of the tables that have a partition for it."""
    team = team_of("postgres+folder")
    assert isinstance(team.warehouse, Path)
    for name, value in team.variables.items():
        monkeypatch.setenv(name, value)
    quarters = {q: drawn.write(tmp_path / f"{q}.csv", drawn.pbj_csv([drawn.pbj_row(day=day) for day in drawn.days_of(q)])) for q in ("2024Q2", "2024Q3")}
    lakes.load(tmp_path / "home", quarters["2024Q2"])
    tables = ("silver_pbj_daily", "gold_daily_staffing_fact", "gold_monthly_staffing_fact")
    folders = [path for path in team.warehouse.rglob("quarter=2024Q2") if any(table in str(path) for table in tables)]
    assert len(folders) == len(tables)
    for folder in folders:
        folder.rename(folder.with_name("away"))
    lakes.load(tmp_path / "home", quarters["2024Q3"])
    with pytest.raises(KerokError):
        lakes.tuples(tmp_path / "home", "SELECT sum(rn_hours) FROM gold_daily_staffing_fact")
    for folder in folders:
        folder.with_name("away").rename(folder)
    with lakes.on_a_laptop():
        lakes.load(tmp_path / "laptop", *quarters.values())
        wanted = lakes.digest(tmp_path / "laptop")
    lakes.assert_same(tmp_path / "home", wanted)
    team.leave()
