"""What a process that was killed between silver and gold, or while it forgot a file, leaves in the ledger of a shared lake, and who finishes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kerok.ledger import source_file
from tests.support import drawn_files as drawn
from tests.support import lakes
from tests.support.team import TeamOf


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some days of 2024Q2."""
    return drawn.write(tmp_path_factory.mktemp("files") / "days.csv", drawn.pbj_csv(drawn.pbj_row(day=day) for day in drawn.days_of("2024Q2")[:5]))


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of Provider Info beside them."""
    return drawn.write(tmp_path_factory.mktemp("files") / "release.csv", drawn.providerinfo_csv([drawn.providerinfo_row()]))


def test_run_builds_gold_that_is_due_though_no_file_waits(team_of: TeamOf, days: Path, release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    team, home = team_of("postgres+folder"), tmp_path / "home"
    for name, value in team.on_duckdb.items():
        monkeypatch.setenv(name, value)
    lakes.load(home, days, release)
    wanted, lake = lakes.digest(home), lakes.lake_at(home)
    with lake.ledger.writing() as transaction:
        lake.ledger.note_due(transaction, {"pbj": {"2024Q2"}})
    before = lakes.pointers(home)["gold_monthly_staffing_fact"]
    assert lakes.run(home) == []
    with lake.ledger.reading() as transaction:
        assert lake.ledger.due(transaction) == {}
    assert lakes.pointers(home)["gold_monthly_staffing_fact"] != before, "built anew"
    lakes.assert_same(home, wanted)
    team.leave()


def test_a_dry_run_leaves_what_is_due(team_of: TeamOf, days: Path, release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    team, home = team_of("postgres+folder"), tmp_path / "home"
    for name, value in team.on_duckdb.items():
        monkeypatch.setenv(name, value)
    lakes.load(home, days)
    lake = lakes.lake_at(home)
    with lake.ledger.writing() as transaction:
        lake.ledger.note_due(transaction, {"pbj": {"2024Q2"}})
    before = lakes.pointers(home)
    lakes.ingest(home, release, dry_run=True)
    assert lakes.pointers(home) == before
    with lake.ledger.reading() as transaction:
        assert lake.ledger.due(transaction) == {"pbj": {"2024Q2"}}
    team.leave()


def test_a_forgotten_file_is_remembered_as_it_was(team_of: TeamOf, days: Path, release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also when the process that forgot it died after it had begun: ``kerok run`` finishes."""
    team, home = team_of("rest+s3"), tmp_path / "home"
    for name, value in team.on_duckdb.items():
        monkeypatch.setenv(name, value)
    lakes.load(home, days, release)
    wanted = lakes.digest(home, ["vw_facility_hprd"])
    with monkeypatch.context() as patch:
        patch.setattr("kerok.shared.ServedLake.publish", _dies)
        with pytest.raises(ZeroDivisionError):
            lakes.forget(home, release)
    begun = lakes.status_of(home, release)
    assert begun is not None
    assert (begun.status, begun.wants) == ("publishing", {"forget": "done"})
    assert [o.status for o in lakes.run(home)] == ["forgotten"]
    assert lakes.status_of(home, release) is None
    with lakes.lake_at(home).ledger.reading() as transaction:
        (body,) = transaction.execute("SELECT body FROM kerok_forgotten").fetchone()
    assert source_file(body).status == "done"
    lakes.assert_same(home, wanted)
    team.leave()


def _dies(*arguments: object) -> None:
    raise ZeroDivisionError
