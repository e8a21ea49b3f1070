"""Law 5: many processes at once, and Ctrl-C: nothing is lost, doubled or half visible."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from kerok.lake import Lake
from kerok.ledger import Ledger
from tests.support import drawn_files as drawn
from tests.support import lakes, processes

QUARTERS = [f"{year}Q{n}" for year in (2023, 2024) for n in (1, 2, 3, 4)]


def quarter(folder: Path, name: str, scale: int = 1) -> Path:
    rows = [drawn.pbj_row(ccn, day, scale=scale) for ccn in ("015009", "015010") for day in drawn.days_of(name)]
    return drawn.write(folder / f"{name}-{scale}.csv", drawn.pbj_csv(rows))


def at_once(home: Path, paths: list[Path], **options: Any) -> list[tuple[str, bool, str | None]]:
    """Each path in a process of its own, all at the same moment."""
    moment = time.time() + 0.5
    children = [processes.start(processes.ingest_at, moment, str(home), [str(p)], options) for p in paths]
    return [child.wait()[0] for child in children]


def test_eight_processes_load_eight_quarters_into_a_new_lake(tmp_path: Path) -> None:
    paths = [quarter(tmp_path, q) for q in QUARTERS]
    found = at_once(tmp_path / "lake", paths, received_at="2026-01-01")
    assert [(status, error) for status, _, error in found] == [("done", None)] * 8
    lakes.load(tmp_path / "alone", *paths, received_at="2026-01-01")
    assert lakes.digest(tmp_path / "lake") == lakes.digest(tmp_path / "alone")
    assert lakes.ledger(tmp_path / "lake") == lakes.ledger(tmp_path / "alone")
    assert lakes.tuples(tmp_path / "lake", "SELECT count(*) FROM ops_file_log WHERE status = 'done'") == [(8,)]


def test_eight_processes_load_the_same_file(tmp_path: Path) -> None:
    home, path = tmp_path / "lake", quarter(tmp_path, "2024Q2")
    found = at_once(home, [path] * 8)
    assert sorted((status, known) for status, known, _ in found) == [("done", False), *[("done", True)] * 7]
    assert lakes.tuples(home, "SELECT count(*) FROM silver_pbj_daily") == [(182,)]
    assert lakes.on_disk(home, "tmp") == {}


def test_processes_that_load_files_of_one_quarter(tmp_path: Path) -> None:
    """The one received last wins, whichever is loaded last."""
    paths = [quarter(tmp_path, "2024Q2", scale) for scale in (1, 2, 3)]
    assert [status for status, _, _ in at_once(tmp_path / "lake", paths)] == ["done"] * 3
    newest = lakes.tuples(tmp_path / "lake", "SELECT file_sha256 FROM ops_file_log ORDER BY received_at DESC, file_sha256 DESC LIMIT 1")
    assert lakes.tuples(tmp_path / "lake", "SELECT DISTINCT file_sha256 FROM silver_pbj_daily") == newest


def test_waiting_has_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, path = tmp_path / "lake", quarter(tmp_path, "2024Q2")
    lakes.lake_at(home).open()
    monkeypatch.setenv("KEROK_WAIT_SECONDS", "0")
    with lakes.lake_at(home).writer():
        found = processes.start(processes.finish, str(home))
        error = lakes.expect_error(lambda: lakes.run(home))
        assert "another process is loading into this lake" in error.what
        with pytest.raises(Exception, match="another process is loading"):
            found.wait()
    lakes.load(home, path)


def test_a_lease_of_a_dead_process_is_taken_over(tmp_path: Path) -> None:
    import socket

    home, path = tmp_path / "lake", quarter(tmp_path, "2024Q2")
    lake = lakes.lake_at(home)
    lake.open()
    with lake.ledger.writing() as connection:
        dead, expired = f"{socket.gethostname()}:4194304", "elsewhere:1"
        connection.execute("INSERT INTO kerok_lease VALUES ('pbj:2024Q2', ?, ?)", (dead, time.time() + 900))
        connection.execute("INSERT INTO kerok_lease VALUES ('pbj:2024Q3', ?, ?)", (expired, time.time() - 1))
    lakes.load(home, path, quarter(tmp_path, "2024Q3"))
    with lake.ledger.reading() as connection:
        assert connection.execute("SELECT count(*) FROM kerok_lease").fetchone() == (0,)


def test_a_lease_of_a_living_process_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, path = tmp_path / "lake", quarter(tmp_path, "2024Q2")
    lake = lakes.lake_at(home)
    lake.open()
    with lake.ledger.writing() as connection:
        connection.execute("INSERT INTO kerok_lease VALUES ('pbj:2024Q2', 'elsewhere:1', ?)", (time.time() + 900,))
    monkeypatch.setenv("KEROK_WAIT_SECONDS", "1")
    outcome = lakes.refused(home, path)
    assert "elsewhere:1 is loading the same period" in str(outcome.error)
    assert lakes.tuples(home, "SELECT count(*) FROM silver_pbj_daily") == [(0,)]
    with lake.ledger.writing() as connection:
        connection.execute("DELETE FROM kerok_lease")
    assert [o.status for o in lakes.run(home)] == ["done"]


def test_reading_does_not_wait_for_a_writer(tmp_path: Path) -> None:
    home = tmp_path / "lake"
    lakes.load(home, quarter(tmp_path, "2024Q2"))
    with lakes.lake_at(home).writer():
        begun = time.monotonic()
        assert lakes.tuples(home, "SELECT count(*) FROM silver_pbj_daily") == [(182,)]
        assert time.monotonic() - begun < 5


# ------------------------------------------------------------------------------------------ Ctrl-C


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> tuple[lakes.Saved, Path, dict[str, str], dict[str, str]]:
    folder = tmp_path_factory.mktemp("interrupted")
    home, second = folder / "lake", quarter(folder, "2024Q2", 2)
    lakes.load(home, quarter(folder, "2024Q2"))
    saved, old = lakes.Saved(home, folder / "saved"), lakes.digest(home)
    lakes.load(home, second)
    return saved, second, old, lakes.digest(home)


@pytest.mark.parametrize("seconds", [0.05, 0.2, 0.35, 0.5, 0.7])
def test_ctrl_c_leaves_a_whole_lake(loaded: tuple[lakes.Saved, Path, dict[str, str], dict[str, str]], seconds: float) -> None:
    saved, second, old, new = loaded
    home = saved.restore()
    child = processes.start(processes.ingest, str(home), [str(second)], {})
    child.interrupt_after(seconds)
    answer = child.wait(30)
    assert answer == "interrupted" or answer[0][0] == "done"
    assert lakes.digest(home) in (old, new)
    assert [o.status for o in lakes.run(home)] in ([], ["done"])
    lakes.load(home, second)
    assert lakes.digest(home) == new


def test_ctrl_c_while_metadata_is_written_is_a_ctrl_c(loaded: tuple[lakes.Saved, Path, dict[str, str], dict[str, str]], monkeypatch: pytest.MonkeyPatch) -> None:
    """Pydantic makes an error of its own of it, whose text alone tells."""
    saved, second, old, new = loaded
    home = saved.restore()

    def stage(self: Lake, *arguments: Any) -> None:
        raise ValueError("Error serializing to JSON: Error calling function `serialize_model`: KeyboardInterrupt: ")

    monkeypatch.setattr(Lake, "_stage", stage)
    with pytest.raises(KeyboardInterrupt):
        lakes.ingest(home, second)
    monkeypatch.undo()
    assert lakes.digest(home) == old
    lakes.run(home)
    assert lakes.digest(home) == new


@pytest.mark.parametrize("where", ["publish", "lease"])
def test_ctrl_c_just_after_the_commit_keeps_what_was_published(
    loaded: tuple[lakes.Saved, Path, dict[str, str], dict[str, str]], monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    """The new files are no longer anybody's to remove."""
    saved, second, _, new = loaded
    home, publish, writing = saved.restore(), Lake.publish, Ledger.writing
    published: list[bool] = []

    def interrupted(self: Lake, *arguments: Any) -> None:
        publish(self, *arguments)
        published.append(True)
        if where == "publish":
            raise KeyboardInterrupt

    def interrupted_writing(self: Ledger, *arguments: Any) -> Any:
        if published and where == "lease":
            published.clear()
            raise KeyboardInterrupt
        return writing(self, *arguments)

    monkeypatch.setattr(Lake, "publish", interrupted)
    monkeypatch.setattr(Ledger, "writing", interrupted_writing)
    with pytest.raises(KeyboardInterrupt):
        lakes.load(home, second)
    monkeypatch.undo()
    assert lakes.digest(home) == new
    assert lakes.run(home) == []
