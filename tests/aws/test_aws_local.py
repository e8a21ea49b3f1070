"""`make aws-local`: the deployment on one's own machine, until Ctrl-C."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from decimal import Decimal
from pathlib import Path

import pytest

from tests.support import drawn_files as drawn

pytestmark = pytest.mark.xdist_group("infra")

LOCAL = Path(__file__).parents[2] / "infra" / "local.py"
SECONDS = 300


class Said:
    """What a process says, as it says it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.text, self._process = "", process
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for line in self._process.stderr or ():
            self.text += line

    def wait(self, pattern: str) -> re.Match[str]:
        """Where it says that."""
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            ended = self._process.poll() is not None
            if found := re.search(pattern, self.text):
                return found
            if ended:
                break
            time.sleep(0.2)
        raise AssertionError(f"it never said {pattern}:\n{self.text}")


def test_a_file_dropped_into_the_folder_is_in_the_views_until_ctrl_c(tmp_path: Path) -> None:
    others = {name: value for name, value in os.environ.items() if not name.startswith(("KEROK_", "AWS_"))}
    command = [sys.executable, str(LOCAL), "--folder", str(tmp_path / "drive")]
    process = subprocess.Popen(command, env=others, stderr=subprocess.PIPE, text=True, start_new_session=True)
    try:
        said = Said(process)
        said.wait("everything runs:")
        endpoint, trino, drive = (said.wait(rf"  {name} +(http://\S+)\n")[1] for name in ("AWS", "Trino", "Google Drive"))
        assert [_answers(url) for url in (f"{endpoint}/_ministack/health", f"{trino}/v1/info", f"{drive}/_drive")] == [200, 200, 200]
        exported = dict(pair.split("=", 1) for pair in said.wait(r"export (\S.*)\n")[1].split())
        rows = [drawn.pbj_row(day=day) for day in drawn.days_of("2024Q2")]
        drawn.write(tmp_path / "drive" / "a home.csv", drawn.pbj_csv(rows))
        said.wait(r"bronze/pbj/[0-9a-f]{64}/a_home\.csv: succeeded")
        sql = "SELECT ccn, days_counted FROM vw_facility_hprd WHERE role_set = 'cms_total'"
        asked = [sys.executable, "-m", "kerok.cli", "--home", str(tmp_path / "home"), "query", sql, "--format", "json"]
        ran = subprocess.run(asked, env=others | exported, capture_output=True, text=True, check=True, timeout=SECONDS)
        assert json.loads(ran.stdout) == [{"ccn": "015009", "days_counted": len(rows)}]
    finally:
        os.killpg(process.pid, signal.SIGINT)
        code = process.wait(60)
    assert (code, said.text.splitlines()[-1]) == (0, "stopped; nothing of it is left but the folder")
    with pytest.raises(urllib.error.URLError):
        _answers(f"{endpoint}/_ministack/health")
    until = time.monotonic() + 60
    while (left := _left()) and time.monotonic() < until:
        time.sleep(0.2)
    assert left == []
    assert [path.name for path in (tmp_path / "drive").iterdir()] == ["a home.csv"]


def test_once_for_a_file_it_prints_the_answer_alone(tmp_path: Path) -> None:
    days = drawn.days_of("2024Q2")
    home = drawn.write(tmp_path / "home.csv", drawn.pbj_csv([drawn.pbj_row(day=day) for day in days]))
    ran = _once(home, "SELECT ccn, days_counted, hours FROM vw_facility_hprd WHERE role_set = 'role_rn'")
    hours = sum(Decimal(drawn.pbj_row()["Hrs_RN"]) for _ in days)
    assert json.loads(ran.stdout) == [{"ccn": "015009", "days_counted": len(days), "hours": float(hours)}], ran.stderr
    assert (ran.returncode, "error" in ran.stderr) == (0, False), ran.stderr


def test_once_for_a_file_that_is_none_of_cms_it_says_so_and_fails(tmp_path: Path) -> None:
    poison = drawn.write(tmp_path / "poison.csv", b"hello,world\n1,2\n")
    ran = _once(poison, "SELECT count(*) AS quarters FROM gold_quarterly_provider_fact")
    assert (ran.returncode, json.loads(ran.stdout)) == (2, [{"quarters": 0}]), "make's code for a command that failed"
    assert "error: poison.csv: " in ran.stderr and "it is kept as bronze/other/" in ran.stderr and "Traceback" not in ran.stderr, ran.stderr


def _once(file: Path, query: str) -> subprocess.CompletedProcess[str]:
    others = {name: value for name, value in os.environ.items() if not name.startswith(("KEROK_", "AWS_", "MAKE", "MFLAGS"))}
    command = ["make", "-o", ".venv/.ready", f"BIN={Path(sys.executable).parent}", "aws-local", f"FILES={file}", f"QUERY={query}"]
    return subprocess.run(command, cwd=LOCAL.parents[1], env=others, capture_output=True, text=True, check=False, timeout=4 * SECONDS)


def _answers(url: str) -> int:
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=5) as answer:
        return int(answer.status)


def _left() -> list[str]:
    """Processes whose command names a folder of a run that has ended."""
    commands = [_command(process) for process in Path("/proc").glob("[0-9]*")]
    return [command for command in commands if "kerok-aws-local-" in command]


def _command(process: Path) -> str:
    try:
        return (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:  # it has ended meanwhile
        return ""
