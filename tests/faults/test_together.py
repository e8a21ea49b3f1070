"""Law 5: eight processes at once, a folder that cannot be written, a disk that is full: done, or a clear reason; nothing lost or doubled."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kerok.synthetic import write_synthetic
from tests.support import lakes

KEROK = [sys.executable, "-m", "kerok.cli"]


def start(home: Path, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*KEROK, "--home", str(home), *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env={**os.environ, "KEROK_THREADS": "1"}
    )


def test_eight_processes_load_eight_quarters(tmp_path: Path) -> None:
    files = [f.path for f in write_synthetic(tmp_path / "files", facilities=60, quarters="2022Q1..2023Q4", seed=3) if f.dataset == "pbj"]
    assert len(files) == 8
    home = tmp_path / "lake"
    processes = [start(home, "ingest", str(f)) for f in files]
    results = [(p.communicate()[1], p.returncode) for p in processes]
    assert [code for _, code in results] == [0] * 8, results
    alone = tmp_path / "alone"
    lakes.load(alone, *files)
    per_quarter = "SELECT quarter, count(*), sum(hrs_cna), sum(mds_census) FROM silver_pbj_daily GROUP BY quarter ORDER BY quarter"
    assert lakes.tuples(home, per_quarter) == lakes.tuples(alone, per_quarter)
    national = "SELECT * FROM vw_national_hprd ORDER BY quarter, role_set"
    assert lakes.tuples(home, national) == lakes.tuples(alone, national)
    assert lakes.tuples(home, "SELECT status, count(*) FROM ops_file_log GROUP BY status") == [("done", 8)]


def test_eight_processes_load_the_same_file(tmp_path: Path) -> None:
    home = tmp_path / "lake"
    processes = [start(home, "ingest", str(lakes.RI_PBJ)) for _ in range(8)]
    assert [p.wait() for p in processes] == [0] * 8
    assert lakes.tuples(home, "SELECT count(*), count(DISTINCT ccn || work_date) FROM silver_pbj_daily") == [(6825, 6825)]
    assert lakes.tuples(home, "SELECT count(*) FROM ops_file_log") == [(1,)]


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small disk needs root")
def test_a_full_disk_is_said_and_leaves_the_lake_whole(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(disk)], capture_output=True)
    if mounted.returncode:
        pytest.skip(f"no small disk can be mounted here: {mounted.stderr.decode().strip()}")
    try:
        home = disk / "lake"
        lakes.load(home, lakes.RI_PROVIDERINFO)
        before = lakes.digest(home)
        filler = disk / "filler"
        free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
        for spare in (200_000, 1_500_000, 2_500_000):
            filler.write_bytes(b"x" * max(free - spare, 0))
            process = start(home, "ingest", str(lakes.RI_PBJ))
            errors = process.communicate()[1].decode()
            if process.returncode == 0:
                break
            assert process.returncode == 1, errors
            assert "Traceback" not in errors, errors
            assert "space" in errors or "disk" in errors, errors
            filler.unlink()
            lakes.assert_same(home, before)
            free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
        filler.unlink(missing_ok=True)
        lakes.run(home)
        lakes.ingest(home, lakes.RI_PBJ)
        assert lakes.tuples(home, "SELECT count(*) FROM silver_pbj_daily") == [(6825,)]
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=False)


@pytest.mark.skipif(os.geteuid() != 0, reason="a read-only mount needs root")
def test_a_read_only_folder_is_read_and_not_written(tmp_path: Path) -> None:
    home = tmp_path / "lake"
    lakes.load(home, lakes.RI_PROVIDERINFO)
    if subprocess.run(["mount", "--bind", str(home), str(home)], capture_output=True).returncode:
        pytest.skip("no bind mount can be made here")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", str(home)], check=True)
        assert lakes.tuples(home, "SELECT count(*) FROM silver_providerinfo") == [(74,)]
        process = start(home, "ingest", str(lakes.RI_PBJ))
        errors = process.communicate()[1].decode()
        assert process.returncode == 1
        assert "Traceback" not in errors, errors
        assert "written" in errors or "write" in errors, errors
        asked = subprocess.run([*KEROK, "--home", str(home), "query", "SELECT count(*) AS n FROM silver_providerinfo", "--format", "json"], capture_output=True, text=True)
        assert (asked.returncode, '"n":74' in asked.stdout) == (0, True), asked.stderr
    finally:
        subprocess.run(["umount", "-l", str(home)], check=False)


def test_metadata_is_on_disk_before_the_pointers_move(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file a new pointer leads to was flushed before the transaction that moves the pointers."""
    from kerok import lake as lake_module

    flushed: set[str] = set()
    moved: list[str] = []
    real_fsync, real_move = lake_module._fsync, lake_module._move_pointer

    def fsync(path: Path) -> None:
        assert not moved
        flushed.add(str(path))
        real_fsync(path)

    def move(connection: object, namespace: str, name: str, before: str, after: str) -> None:
        moved.append(after)
        assert lake_module.local_path(after) in flushed
        real_move(connection, namespace, name, before, after)  # type: ignore[arg-type]

    home = tmp_path / "lake"
    lakes.load(home, lakes.RI_PROVIDERINFO)
    monkeypatch.setattr(lake_module, "_fsync", fsync)
    monkeypatch.setattr(lake_module, "_move_pointer", move)
    lakes.load(home, lakes.RI_PBJ)
    assert len(moved) >= 7
    new_data = {f.path for files in lakes.lake_at(home).live_files(["silver_pbj_daily", "gold_monthly_staffing_fact"]).values() for f in files}
    assert new_data <= flushed
    assert any("/metadata/snap-" in path for path in flushed)
