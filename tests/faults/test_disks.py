"""Law 5: disk full, folder read-only, bytes gone or changed: each load succeeds or says clearly why not, and the lake stays whole."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from kerok import lake as lake_module
from kerok.errors import KerokError, LakeDamaged
from kerok.iceberg import local_path
from kerok.lake import Lake
from tests.support import drawn_files as drawn
from tests.support import lakes, processes

FIRST = [drawn.pbj_row(ccn, day) for ccn in ("015009", "015010", "015011") for day in drawn.days_of("2024Q2")]
SECOND = [row | {"Hrs_RN": f"{n % 97}.25", "PROVNAME": f"HOME {n}"} for n, row in enumerate(FIRST)]


def pbj(folder: Path, name: str, rows: list[dict[str, str]]) -> Path:
    return drawn.write(folder / f"{name}.csv", drawn.pbj_csv(rows))


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 40 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", str(folder)], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip(f"needs the right to mount a small disk: {mounted.stderr.decode().strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(disk: Path, free: int) -> Path:
    """Leave so many bytes free."""
    rest = disk / "rest"
    rest.unlink(missing_ok=True)
    with rest.open("wb") as out:
        available = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
        out.write(b"\0" * max(available - free, 0))
    return rest


def assert_says_why(error: str | None) -> None:
    assert error
    what, _, hint = error.partition("\n")
    assert any(word in what for word in ("written", "write", "full", "kept")), error
    assert "free some space" in hint or "free space" in hint, error


def test_a_full_disk(disk: Path, tmp_path: Path) -> None:
    """However much is free when it fills up: the load fails with the reason, readers see the old state, and `kerok run` finishes."""
    home, path = disk / "lake", pbj(tmp_path, "second", SECOND)
    lakes.load(home, pbj(tmp_path, "first", FIRST))
    old, failed = lakes.digest(home), 0
    for free in (0, 8_000, 90_000, 150_000, 200_000, 250_000, 300_000, 400_000, 600_000, 2_000_000):
        rest = fill(disk, free)
        ((status, _, error),) = processes.start(processes.ingest, str(home), [str(path)], {}).wait()
        if status == "done":
            break
        failed += 1
        assert_says_why(error)
        assert lakes.digest(home) == old, free
        if free in (90_000, 300_000):  # what was left over is finished as soon as there is room
            rest.unlink()
            assert [o.status for o in lakes.run(home)] in (["done"], [])
            if lakes.status_of(home, path) is not None:
                lakes.forget(home, path)
            assert lakes.digest(home) == old
    assert failed >= 5
    assert status == "done", "an hour's worth of space was not enough"
    fill(disk, 30_000_000)
    assert lakes.run(home) == []
    assert lakes.digest(home) != old


def test_a_disk_that_fills_while_the_catalog_is_written(disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All data lies there, only the transaction that makes it visible has no room: nothing is visible."""
    home = disk / "lake"
    lakes.load(home, pbj(tmp_path, "first", FIRST))
    old, real = lakes.digest(home), Lake._flush

    def flush_and_fill(self: Lake, *arguments: object) -> None:
        real(self, *arguments)  # type: ignore[arg-type]
        fill(disk, 0)

    monkeypatch.setattr(Lake, "_flush", flush_and_fill)
    outcome = lakes.refused(home, pbj(tmp_path, "second", SECOND))
    assert_says_why(f"{outcome.error}\n{outcome.hint}")
    monkeypatch.undo()
    (disk / "rest").unlink()
    assert lakes.digest(home) == old
    lakes.run(home)
    assert lakes.digest(home) != old


@pytest.mark.parametrize("limit", [1_000, 20_000, 50_000])
def test_files_that_cannot_grow(tmp_path: Path, limit: int) -> None:
    """The same by a limit on the size of files, which needs no disk of its own."""
    home, path = tmp_path / "lake", pbj(tmp_path, "second", SECOND)
    lakes.load(home, pbj(tmp_path, "first", FIRST))
    old = lakes.digest(home)
    ((status, _, error),) = processes.start(processes.ingest, str(home), [str(path)], {}, file_limit=limit).wait()
    assert status == "failed"
    assert error
    assert "\n" in error
    assert lakes.digest(home) == old
    lakes.run(home)
    lakes.load(home, path)
    assert lakes.digest(home) != old


def test_a_read_only_folder(disk: Path, tmp_path: Path) -> None:
    home = disk / "lake"
    first = pbj(tmp_path, "first", FIRST)
    processes.start(processes.ingest, str(home), [str(first)], {}).wait()  # PyIceberg keeps the catalog open as long as its process lives
    wanted = lakes.digest(home)
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    assert lakes.digest(home) == wanted  # reading needs no right to write
    assert lakes.load(home, first)[0].already_loaded
    error = lakes.expect_error(lambda: lakes.ingest(home, pbj(tmp_path, "second", SECOND)))
    assert "cannot be written" in error.what
    error = lakes.expect_error(lambda: lakes.forget(home, first))
    assert "cannot be written" in error.what
    error = lakes.expect_error(lambda: lakes.run(home))
    assert "cannot be written" in error.what
    error = lakes.expect_error(lambda: lakes.ingest(disk / "other", first))
    assert "cannot be written" in error.what


def test_no_lake_to_read(tmp_path: Path) -> None:
    error = lakes.expect_error(lambda: lakes.rows(tmp_path / "nowhere", "SELECT 1 FROM vw_national_hprd"))
    assert "no lake here yet" in error.what
    assert not (tmp_path / "nowhere").exists()


def test_a_catalog_that_is_none(tmp_path: Path) -> None:
    drawn.write(tmp_path / "lake" / "catalog.db", b"not a database, but as long as the header of one\n" * 50)
    for work in (lambda: lakes.rows(tmp_path / "lake", "SELECT 1 FROM vw_national_hprd"), lambda: lakes.run(tmp_path / "lake")):
        assert "not a database" in lakes.expect_error(work).what


def test_a_data_file_that_is_gone(tmp_path: Path) -> None:
    home = tmp_path / "lake"
    lakes.load(home, pbj(tmp_path, "first", FIRST))
    for path in (home / "warehouse").rglob("gold_quarterly_provider_fact/data/*/*.parquet"):
        path.unlink()
    error = lakes.expect_error(lambda: lakes.rows(home, "SELECT * FROM vw_national_hprd"))
    assert "gold_quarterly_provider_fact" in error.where


# ------------------------------------------------------------------------------------------ bronze


def test_bytes_in_bronze_that_are_not_what_was_received(tmp_path: Path) -> None:
    """A period that has to be built anew from them is not built from something else."""
    home = tmp_path / "lake"
    first, second = pbj(tmp_path, "first", FIRST), pbj(tmp_path, "second", SECOND)
    lakes.load(home, first, second)
    before, bronze = lakes.digest(home), home / "bronze" / "pbj" / f"{lakes.sha256(first)}.csv"
    whole = bronze.read_bytes()
    for damage, message in ((whole.replace(b"HOME", b"HOLE", 1), "not what was received"), (whole[:-100], "not what was received"), (None, "are gone from bronze")):
        bronze.unlink()
        if damage is not None:
            bronze.write_bytes(damage)
        error = lakes.expect_error(lambda: lakes.forget(home, second))
        assert isinstance(error, LakeDamaged)
        assert message in error.what
        assert "first.csv" in error.what
        assert lakes.digest(home) == before
        bronze.write_bytes(whole)
    lakes.forget(home, second)
    assert lakes.digest(home) != before


def test_pending_bytes_that_are_damaged(tmp_path: Path) -> None:
    home, path = tmp_path / "lake", pbj(tmp_path, "first", FIRST)
    lakes.lake_at(home).open()
    assert processes.start(processes.ingest, str(home), [str(path)], {}, kill_at="file registered").wait() is None
    bronze = home / "bronze" / "pbj" / f"{lakes.sha256(path)}.csv"
    bronze.write_bytes(bronze.read_bytes()[:-10])
    (outcome,) = lakes.run(home)
    assert outcome.status == "failed"
    assert "not what was received" in str(outcome.error)
    assert lakes.tuples(home, "SELECT status, error LIKE '%not what was received%' FROM ops_file_log") == [("failed", True)]
    lakes.load(home, path)  # brought again, it heals
    assert lakes.tuples(home, "SELECT status, error FROM ops_file_log") == [("done", None)]


# ------------------------------------------------------------------------------------------ power loss


class Flushed:
    """Which files were flushed to disk, in order, and what was when the pointers moved."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.paths: list[str] = []
        self.before_the_swap: set[str] | None = None
        fsync, move = os.fsync, lake_module.Lake._move_pointer

        def watched_fsync(descriptor: int) -> None:
            self.paths.append(os.readlink(f"/proc/self/fd/{descriptor}"))
            fsync(descriptor)

        def watched_move(*arguments: object) -> None:
            if self.before_the_swap is None:
                self.before_the_swap = set(self.paths)
            move(*arguments)  # type: ignore[arg-type]

        monkeypatch.setattr(os, "fsync", watched_fsync)
        monkeypatch.setattr(lake_module.Lake, "_move_pointer", watched_move)


def test_everything_is_flushed_before_the_pointers_move(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Data, metadata, manifests, the bytes received, and the folders that name them, the new ones up to those that were there."""
    home = tmp_path / "lake"
    lakes.lake_at(home).open()
    there = {str(p) for p in home.rglob("*")}
    flushed = Flushed(monkeypatch)
    lakes.load(home, pbj(tmp_path, "first", FIRST))
    monkeypatch.undo()
    assert flushed.before_the_swap is not None
    new = {p for p in lakes.lake_at(home).reachable_files() if p not in there} | {str(p) for p in (home / "bronze").rglob("*.csv")}
    assert len(new) > 20
    folders = {str(parent) for p in new for parent in Path(p).parents if str(parent).startswith(f"{home}/")}
    entered = {str(Path(p).parent) for p in new | (folders - there)}
    assert new - flushed.before_the_swap == set()
    assert entered - flushed.before_the_swap == set()


def test_a_new_lake_is_flushed_before_its_catalog_points_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed = Flushed(monkeypatch)
    lakes.lake_at(tmp_path / "lake").open()
    monkeypatch.undo()
    metadata = {str(p) for p in (tmp_path / "lake" / "warehouse").rglob("*.json")}
    assert metadata
    assert metadata - set(flushed.paths) == set()


def test_the_order_of_writes_as_the_system_sees_it(tmp_path: Path) -> None:
    """With strace: the last sync of any data or metadata file comes before the catalog's own file is first changed for the swap."""
    import shutil
    import sys

    if shutil.which("strace") is None:
        pytest.skip("needs strace")
    home, log = tmp_path / "lake", tmp_path / "strace.log"
    path = pbj(tmp_path, "first", FIRST)
    lakes.lake_at(home).open()
    code = f"from tests.support import processes; print(processes.ingest({str(home)!r}, [{str(path)!r}], {{}}))"
    command = ["strace", "-f", "-y", "-e", "trace=fsync,fdatasync,pwrite64,unlink", "-o", str(log), sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
    if "ptrace" in done.stderr.lower():
        pytest.skip("needs the right to trace processes")
    assert "done" in done.stdout, done.stderr
    lines = log.read_text().splitlines()
    # before each change of the catalog SQLite syncs its journal: the swap is the last but one transaction (the last returns the lease)
    commits = [n for n, line in enumerate(lines) if "unlink(" in line and "catalog.db-journal" in line]
    assert len(commits) >= 3
    swap_begins = commits[-3]
    live = {f.path for files in lakes.lake_at(home).live_files(lakes.stored_tables()).values() for f in files}
    pointers = {local_path(p) for p in lakes.pointers(home).values() if "/00001-" in p}
    assert live
    assert pointers
    for wanted in live | pointers:
        synced = [n for n, line in enumerate(lines) if "sync(" in line and f"<{wanted}>" in line]
        assert synced, wanted
        assert swap_begins < commits[-2]
        assert synced[0] < commits[-2], wanted
    catalog = [n for n, line in enumerate(lines) if "pwrite64(" in line and "catalog.db>" in line and commits[-3] < n < commits[-2]]
    assert max(min(n for n, line in enumerate(lines) if "sync(" in line and f"<{w}>" in line) for w in live | pointers) < min(catalog)


def test_an_error_is_a_kerok_error_or_none() -> None:
    assert issubclass(LakeDamaged, KerokError)
