"""One lake, many hands: DuckDB and Trino load, restate, read and tidy the same tables, one after the other and at once."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import run_here
from tests.support import drawn_files as drawn
from tests.support import lakes
from tests.support.team import Team, TeamOf

FIRST, SECOND = drawn.days_of("2024Q2")[:5], drawn.days_of("2024Q3")[:5]
COUNT = "SELECT quarter, count(*) AS n, sum(mds_census) AS residents, sum(hrs_rn) AS rn FROM silver_pbj_daily GROUP BY quarter ORDER BY quarter"


def pbj(folder: Path, name: str, days: list[str], *, scale: int = 1, ccns: tuple[str, ...] = ("015001", "015002", "015003")) -> Path:
    return drawn.write(folder / f"{name}.csv", drawn.pbj_csv([drawn.pbj_row(ccn, day, scale=scale) for ccn in ccns for day in days]))


@pytest.fixture(params=["postgres+s3", "rest+s3"])
def team(request: pytest.FixtureRequest, team_of: TeamOf) -> Iterator[Team]:
    team = team_of(request.param)
    yield team
    team.leave()


class Hands:
    """People who work on one lake from the same folder."""

    def __init__(self, team: Team, home: Path) -> None:
        self.team, self.home = team, home
        self._others = {k: v for k, v in os.environ.items() if not k.startswith("KEROK_")}

    def environment(self, engine: str) -> dict[str, str]:
        return self._others | (self.team.variables if engine == "trino" else self.team.on_duckdb) | {"KEROK_HOME": str(self.home)}

    def start(self, engine: str, *arguments: str | Path) -> subprocess.Popen[str]:
        return subprocess.Popen([sys.executable, "-m", "kerok.cli", *map(str, arguments)], env=self.environment(engine), text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def kerok(self, engine: str, *arguments: str | Path) -> str:
        with pytest.MonkeyPatch.context() as patch:
            for name, value in self.environment(engine).items():
                patch.setenv(name, value)
            return run_here(*arguments, home=self.home).well().out

    def question(self, engine: str) -> str:
        return self.kerok(engine, "query", COUNT, "--format", "csv")

    def question_from_elsewhere(self, engine: str) -> str:
        """The same by another process."""
        out, err = (process := self.start(engine, "query", COUNT, "--format", "csv")).communicate(timeout=300)
        assert process.returncode == 0, err
        return out


def test_each_sees_what_the_other_did(team: Team, tmp_path: Path) -> None:
    hands, laptop = Hands(team, tmp_path / "home"), tmp_path / "laptop"
    steps = [
        ("duckdb", pbj(tmp_path, "first", FIRST)),
        ("trino", pbj(tmp_path, "second", SECOND)),
        ("duckdb", pbj(tmp_path, "first again", FIRST, scale=2)),
        ("trino", pbj(tmp_path, "second again", SECOND, scale=3, ccns=("015002",))),
    ]
    for engine, path in steps:
        stop, seen = threading.Event(), set[str]()
        reader = threading.Thread(target=_read, args=(hands, "trino" if engine == "duckdb" else "duckdb", stop, seen))
        if laptop.exists():
            before = _laptop(laptop)
            reader.start()
        hands.kerok(engine, "ingest", path)
        lakes.load(laptop, path)
        if reader.ident is not None:
            stop.set()
            reader.join()
            assert seen <= {before, _laptop(laptop)}, "whoever reads meanwhile sees the table as it was or as it is"
        assert hands.question("duckdb") == hands.question("trino") == _laptop(laptop)
    assert "rows deleted by position" in hands.kerok("duckdb", "status"), "Trino's MERGE left them"
    for engine in ("trino", "duckdb"):
        hands.kerok(engine, "maintain")
        assert hands.question("duckdb") == hands.question("trino") == _laptop(laptop)
    assert "rows deleted by position" not in hands.kerok("duckdb", "status")
    with pytest.MonkeyPatch.context() as patch:
        wanted = lakes.digest(laptop)
        for name, value in hands.environment("duckdb").items():
            patch.setenv(name, value)
        lakes.assert_same(hands.home, wanted)


def _read(hands: Hands, engine: str, stop: threading.Event, seen: set[str]) -> None:
    while not stop.wait(0.5):
        seen.add(hands.question_from_elsewhere(engine))


def _laptop(home: Path) -> str:
    rows = lakes.tuples(home, COUNT)
    return "quarter,n,residents,rn\n" + "".join(f"{','.join(map(str, row))}\n" for row in rows)


@pytest.mark.parametrize("second", [FIRST, SECOND], ids=["the same quarter", "different quarters"])
def test_two_writers_at_once_lose_and_double_nothing(team: Team, tmp_path: Path, second: list[str]) -> None:
    hands, laptop = Hands(team, tmp_path / "home"), tmp_path / "laptop"
    hands.kerok("duckdb", "ingest", pbj(tmp_path, "before", FIRST, ccns=("015009",)))
    one, two = pbj(tmp_path, "one", FIRST, scale=2), pbj(tmp_path, "two", second, scale=3, ccns=("015002", "015004"))
    at_once = [hands.start("duckdb", "ingest", "--published", "2024-08-01", one), hands.start("trino", "ingest", "--published", "2024-09-01", two)]
    for process in at_once:
        _, err = process.communicate(timeout=300)
        assert process.returncode == 0, err
    lakes.load(laptop, tmp_path / "before.csv")
    for path, day in ((one, "2024-08-01"), (two, "2024-09-01")):
        lakes.load(laptop, path, published=dt.date.fromisoformat(day))
    assert hands.question("duckdb") == hands.question("trino") == _laptop(laptop)
    with pytest.MonkeyPatch.context() as patch:
        wanted = lakes.digest(laptop, [n for n in lakes.stored_tables() if n != "gold_load_summary"])
        for name, value in hands.environment("duckdb").items():
            patch.setenv(name, value)
        lakes.assert_same(hands.home, wanted)
