"""Law 5: kill -9 at any moment. A reader sees the whole old or the whole new state of all tables, and `kerok run` finishes."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kerok.errors import LakeDamaged
from tests.support import drawn_files as drawn
from tests.support import lakes, processes

OPTIONS: dict[str, Any] = {"accept_loss": True, "received_at": "2026-01-02"}


@dataclass
class Scene:
    """A lake with a loaded quarter and its release, a re-release that is to be loaded, and what all tables hold before and after."""

    home: Path
    path: Path
    saved: lakes.Saved
    old: dict[str, str]
    new: dict[str, str]

    def state(self) -> str:
        """Which of the two a reader sees; another one is the fault this is about."""
        self.check_sums()
        got = lakes.digest(self.home)
        if got == self.old:
            return "old"
        assert {n: h for n, h in got.items() if h != self.new[n]} == {}, "half visible"
        return "new"

    def check_sums(self) -> None:
        """All tables are of one moment: the nation's hours are those of the months and of the days."""
        roles = " + ".join(f"hrs_{r.lower()}" for r in drawn.ROLES)
        (found,) = lakes.tuples(
            self.home,
            "SELECT (SELECT sum(hours) FROM vw_national_hprd WHERE role_set = 'cms_total'),"
            " (SELECT sum(hours) FROM gold_monthly_staffing_fact WHERE role_set = 'cms_total'),"
            f" (SELECT sum({roles}) FROM silver_pbj_daily WHERE mds_census > 0), (SELECT sum(rows_live) FROM gold_load_summary),"
            " (SELECT count(*) FROM silver_pbj_daily) + (SELECT count(*) FROM silver_providerinfo)",
        )
        assert found[0] == found[1] == found[2]
        assert found[3] == found[4]

    def ingest(self, kill_at: str | None = None) -> processes.Child:
        return processes.start(processes.ingest, str(self.home), [str(self.path)], OPTIONS, kill_at=kill_at)

    def finish(self) -> None:
        """Run until nothing is left to do; then the new state is there, and nothing of the way."""
        if lakes.status_of(self.home, self.path) is None:
            assert self.ingest().wait()[0][0] == "done"  # killed before anything was known of the file
        lakes.run(self.home)
        assert self.state() == "new"
        entry = lakes.status_of(self.home, self.path)
        assert entry is not None
        assert entry.status == "done"
        assert lakes.on_disk(self.home, "tmp") == {}
        assert lakes.run(self.home) == []
        log = lakes.tuples(self.home, "SELECT status FROM ops_file_log WHERE dataset = 'pbj' ORDER BY 1")
        assert log == [("done",), ("superseded",)]


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    folder = tmp_path_factory.mktemp("kills")
    home, homes = folder / "lake", [ccn for ccn, _ in drawn.national_homes()]
    first = drawn.write(folder / "first.csv", drawn.pbj_csv(drawn.national_rows()))
    path = drawn.write(folder / "second.csv", drawn.pbj_csv(drawn.national_rows(scale=2, without=homes[:1])))
    release = drawn.write(folder / "release.csv", drawn.providerinfo_csv(drawn.national_releases("2024-10-01")))
    lakes.load(home, first, release, received_at="2026-01-01")
    saved, old = lakes.Saved(home, folder / "saved"), lakes.digest(home)
    lakes.load(home, path, **OPTIONS)
    return Scene(home, path, saved, old, lakes.digest(home))


@pytest.fixture
def fresh(scene: Scene) -> Scene:
    scene.saved.restore()
    return scene


@pytest.mark.parametrize("moment", processes.MOMENTS)
def test_killed_at_a_named_moment(fresh: Scene, moment: str) -> None:
    assert fresh.ingest(kill_at=moment).wait() is None, "it got past the moment"
    expected = "new" if moment in ("committed", "images refreshed") else "old"
    assert fresh.state() == expected
    fresh.finish()


@pytest.mark.parametrize("moment", processes.NEW_LAKE_MOMENTS)
def test_killed_while_a_new_lake_is_made(fresh: Scene, tmp_path: Path, moment: str) -> None:
    """Its tables are made beside the first load: a half-made lake is finished by the next one."""
    home = tmp_path / "new"
    assert processes.start(processes.ingest, str(home), [str(fresh.path)], {}, kill_at=moment).wait() is None, "it got past the moment"
    lakes.load(home, fresh.path)
    lakes.load(tmp_path / "whole", fresh.path)
    assert lakes.digest(home) == lakes.digest(tmp_path / "whole")


def test_a_reader_undoes_a_half_written_catalog(fresh: Scene) -> None:
    """Killed while SQLite writes: its journal is left, which a connection that may only read cannot roll back."""
    assert fresh.ingest(kill_at="half the catalog overwritten").wait() is None
    assert (fresh.home / "catalog.db-journal").stat().st_size > 0
    assert fresh.state() == "old"
    assert not (fresh.home / "catalog.db-journal").exists()


def test_killed_at_random_moments(scene: Scene) -> None:
    """At least 25 kills: of a load, and of the run that was to finish it."""
    pick, kills, finished = random.Random(5), 0, 0
    scene.saved.restore()
    begun = lakes.rows(scene.home, "SELECT 1 AS x")
    assert begun
    while kills < 25:
        known = lakes.status_of(scene.home, scene.path) is not None
        child = processes.start(processes.finish, str(scene.home)) if known else scene.ingest()
        kills += child.kill_after(pick.uniform(0.02, 1.3))
        if scene.state() == "new":
            scene.finish()
            scene.saved.restore()
            finished += 1
    scene.finish()


@pytest.mark.parametrize("seconds", [0.1, 0.3, 0.6, 1.0, 1.5])
def test_the_first_load_of_all_is_killed(tmp_path: Path, seconds: float) -> None:
    """Even while the lake is being made."""
    path = drawn.write(tmp_path / "a.csv", drawn.pbj_csv([drawn.pbj_row(day=day) for day in drawn.days_of("2024Q2")]))
    home = tmp_path / "lake"
    processes.start(processes.ingest, str(home), [str(path)], {}).kill_after(seconds)
    if home.exists() and (home / "catalog.db").exists():
        try:
            counted = lakes.tuples(home, "SELECT count(*) FROM silver_pbj_daily")
        except LakeDamaged as error:
            counted = [("never finished" in error.what and "kerok run" in error.hint,)]
        assert counted in ([(0,)], [(91,)], [(True,)])
    lakes.run(home)
    lakes.load(home, path)
    assert lakes.tuples(home, "SELECT count(*) FROM silver_pbj_daily") == [(91,)]


def test_readers_meanwhile_see_one_state_or_the_other(scene: Scene) -> None:
    scene.saved.restore()
    child = processes.start(processes.to_and_fro, str(scene.home), str(scene.path), OPTIONS, 200)
    seen = []
    while child.process.is_alive() and (len(seen) < 4 or len(set(seen)) < 2):  # a look may take longer than a load
        seen.append(scene.state())
    assert child.kill_after(0), "it ended by itself: something failed in it"
    assert set(seen) == {"old", "new"}
