"""Law 5: kill -9 at any moment leaves the whole old or the whole new state of all tables, and ``kerok run`` finishes."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support import lakes

KEROK = [sys.executable, "-m", "kerok.cli"]
ONE_STATE = """
SELECT
  (SELECT coalesce(sum(hours), 0) FROM vw_national_hprd WHERE role_set = 'cms_total') AS view_hours,
  (SELECT coalesce(sum(hours), 0) FROM gold_monthly_staffing_fact WHERE role_set = 'cms_total') AS monthly_hours,
  (SELECT coalesce(sum(cms_total_hours), 0) FROM gold_quarterly_provider_fact) AS quarterly_hours,
  (SELECT coalesce(sum(cms_total_hours), 0) FROM gold_daily_staffing_fact WHERE residents > 0) AS daily_hours,
  (SELECT coalesce(sum(hrs_rndon + hrs_rnadmin + hrs_rn + hrs_lpnadmin + hrs_lpn + hrs_cna + hrs_natrn + hrs_medaide), 0)
     FROM silver_pbj_daily WHERE mds_census > 0) AS silver_hours,
  (SELECT coalesce(sum(rows_live), 0) FROM gold_load_summary WHERE dataset = 'pbj') AS live,
  (SELECT count(*) FROM silver_pbj_daily) AS silver_rows
"""


def state(home: Path) -> tuple[object, int]:
    """Hours and rows, after checking that every table tells the same."""
    (row,) = lakes.rows(home, ONE_STATE)
    hours = {row[k] for k in ("view_hours", "monthly_hours", "quarterly_hours", "daily_hours", "silver_hours")}
    assert len(hours) == 1, row
    assert row["live"] == row["silver_rows"], row
    return hours.pop(), row["silver_rows"]


def start(home: Path, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([*KEROK, "--home", str(home), *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "KEROK_THREADS": "1"})


@pytest.fixture(scope="module")
def restated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rhode Island with one hour more on every day of one home: a second extract that changes numbers everywhere."""
    path = tmp_path_factory.mktemp("kill") / "restated.csv"
    lines = lakes.RI_PBJ.read_text("utf-8").splitlines(keepends=True)
    path.write_text(lines[0] + "".join(line.replace(",0,0,0,0,0,0,", ",8,8,0,0,0,0,", 1) for line in lines[1:92]), "utf-8")
    return path


@pytest.mark.parametrize("seed", range(4))
def test_killed_at_any_moment(tmp_path: Path, restated: Path, seed: int) -> None:
    home, chance = tmp_path / "lake", random.Random(seed)
    lakes.load(home, lakes.RI_PBJ, lakes.RI_PROVIDERINFO)
    old = state(home)
    started = time.monotonic()
    assert start(tmp_path / "timing", "ingest", str(lakes.RI_PBJ)).wait() == 0
    whole = time.monotonic() - started
    seen = set()
    for _ in range(7):
        process = start(home, "ingest", str(restated))
        time.sleep(whole * chance.uniform(0.1, 1.05))
        process.send_signal(signal.SIGKILL)
        process.wait()
        seen.add(state(home))
    assert start(home, "run").wait() == 0
    assert start(home, "ingest", str(restated)).wait() == 0
    new = state(home)
    assert new != old
    assert seen <= {old, new}
    statuses = {f["status"] for f in lakes.rows(home, "SELECT status FROM ops_file_log")}
    assert statuses == {"done"}


def test_interrupted_by_the_keyboard(tmp_path: Path, restated: Path) -> None:
    home = tmp_path / "lake"
    lakes.load(home, lakes.RI_PBJ)
    old = state(home)
    process = subprocess.Popen([*KEROK, "--home", str(home), "ingest", str(restated)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(0.9)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate()
    if process.returncode:  # it was not done yet
        assert process.returncode == 1
        assert b"Traceback" not in errors
        assert b"kerok run" in errors or b"interrupted" in errors
        assert state(home) == old
    assert start(home, "run").wait() == 0
    state(home)


def test_forgetting_killed_midway(tmp_path: Path, restated: Path) -> None:
    home = tmp_path / "lake"
    lakes.load(home, lakes.RI_PBJ)
    old = state(home)
    lakes.load(home, restated)
    new = state(home)
    sha = lakes.sha256(restated)
    for pause in (0.4, 0.8, 1.2, 1.6):
        process = start(home, "forget", sha)
        time.sleep(pause)
        process.kill()
        process.wait()
        assert state(home) in (old, new)
    start(home, "forget", sha).wait()
    assert state(home) == old
