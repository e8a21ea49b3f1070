"""Which stream and how: data on stdout, the rest on stderr; pipes and terminals; interruption."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.drawn_files import days_of, pbj_csv, pbj_row, write
from tests.support.lakes import load, rows, status_of

from .conftest import Kerok

KEROK = [sys.executable, "-m", "kerok.cli"]
SLOW = "SELECT count(*) AS n FROM range(100000000) AS a(x), range(100000) AS b(y) WHERE x + y = 17"
ESCAPES = re.compile(rb"\x1b|\r")


@pytest.fixture(scope="module")
def small_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows_of_one_home = [pbj_row(day=day) for day in days_of("2024Q2")]
    rows_of_one_home[4] |= {"PROVNUM": ""}
    return write(tmp_path_factory.mktemp("files") / "small.csv", pbj_csv([*rows_of_one_home, *(pbj_row("015010", day) for day in days_of("2024Q2"))]))


@pytest.fixture(scope="module")
def small_home(tmp_path_factory: pytest.TempPathFactory, small_file: Path) -> Path:
    """A lake that holds the small file."""
    home = tmp_path_factory.mktemp("small") / "lake"
    load(home, small_file)
    return home


def on_a_terminal(words: list[str], *, stdout_too: bool = True, interrupt_after: float | None = None, **environment: str) -> tuple[int, bytes, bytes]:
    """Run a command whose stderr (and stdout) is a terminal: its exit code, what the terminal showed, what a pipe on stdout got."""
    ours, theirs = pty.openpty()
    piped_from, piped_to = os.pipe()
    environment = os.environ | {"TERM": "xterm", "COLUMNS": "140"} | environment
    process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=theirs if stdout_too else piped_to, stderr=theirs, env=environment)
    os.close(theirs)
    os.close(piped_to)
    shown: dict[int, bytes] = {ours: b"", piped_from: b""}
    waiting, began = {ours, piped_from}, time.monotonic()
    while waiting:
        if interrupt_after is not None and time.monotonic() - began > interrupt_after:
            process.send_signal(signal.SIGINT)
            interrupt_after = None
        for stream in select.select(list(waiting), [], [], 0.05)[0]:
            try:
                data = os.read(stream, 65536)
            except OSError:  # how a terminal's other end says that it was closed
                data = b""
            shown[stream] += data
            if not data:
                waiting.remove(stream)
    os.close(ours)
    os.close(piped_from)
    return process.wait(60), shown[ours], shown[piped_from]


class TestPipe:
    def test_ingest_without_json_prints_nothing_on_stdout(self, kerok: Kerok, small_file: Path, tmp_path: Path) -> None:
        result = kerok("ingest", small_file, home=tmp_path / "lake").well()
        assert result.out == ""
        assert "small.csv: is in pbj 2024Q2; 182 rows in, 181 kept, 1 quarantined" in result.err
        assert "warning: 1 rows quarantined; see them: kerok quarantine --file" in result.err
        assert ESCAPES.search(result.stderr) is None, "no colour and no bar in a pipe"

    def test_ingest_json_is_one_object_per_file_with_the_promised_fields(self, kerok: Kerok, small_home: Path, small_file: Path) -> None:
        result = kerok("ingest", small_file, small_file.parent / "nosuch.csv", "--json", home=small_home)
        assert result.code == 1, "one of the two failed"
        done, failed = result.objects
        promised = "file dataset sha256 period status rows_in rows_kept rows_quarantined rows_superseded rows_withdrawn seconds warnings"
        assert set(promised.split()) <= set(done)
        assert (done["status"], done["period"], done["already_loaded"]) == ("done", "2024Q2", True)
        assert failed["status"] == "failed"
        assert "no such file or folder" in failed["error"]
        assert result.err == ""

    def test_all_commands_leave_stdout_to_data(self, kerok: Kerok, small_home: Path, small_file: Path, tmp_path: Path) -> None:
        assert kerok("ingest", small_file, home=small_home).well().out == ""
        assert kerok("run", home=small_home).well().out == ""
        assert kerok("maintain", home=small_home).well().out == ""
        assert kerok("run", "--json", home=small_home).well().out == ""
        assert kerok("quarantine", "--export", tmp_path / "rejects.csv", home=small_home).well().out == ""
        assert kerok("quarantine", "--export", tmp_path / "again.csv", "--json", home=small_home).well().data
        assert set(kerok("maintain", "--json", home=small_home).well().data) == {"partitions_compacted", "snapshots_expired", "manifests_merged", "files_removed", "bytes_freed"}
        made = kerok("synth", tmp_path / "made", "--facilities", "1", "--quarters", "2024Q1..2024Q1", home=small_home).well()
        assert made.out == ""
        assert "PBJ_Daily_Nurse_Staffing_Q1_2024.csv: pbj 2024Q1, 1 facilities" in made.err
        again = kerok("synth", tmp_path / "made", "--facilities", "1", "--quarters", "2024Q1..2024Q1", "--json", home=small_home).well()
        assert [o["dataset"] for o in again.objects] == ["pbj", "providerinfo"]

    def test_dry_run_json_tells_and_changes_nothing(self, kerok: Kerok, small_home: Path, tmp_path: Path) -> None:
        fewer = write(tmp_path / "fewer.csv", pbj_csv([pbj_row(day=day, census="51") for day in days_of("2024Q2")[:3]]))
        before = kerok("status", "--json", home=small_home).well().data
        (told,) = kerok("ingest", fewer, "--dry-run", "--json", home=small_home).well().objects
        assert (told["dry_run"], told["rows_kept"], told["would_withdraw"]) == (True, 3, [])
        assert kerok("status", "--json", home=small_home).well().data == before

    def test_refused_file_is_exit_code_1_with_reason_and_remedy(self, kerok: Kerok, small_home: Path, tmp_path: Path) -> None:
        bad = write(tmp_path / "bad.csv", b"a,b\n1,2\n")
        result = kerok("ingest", bad, home=small_home)
        assert (result.code, result.out) == (1, "")
        assert "refused: bad.csv is no CMS file that Kerok knows" in result.err
        assert "\n  where: header: a, b; nearest known:" in result.err
        assert "\n  try:   kerok ingest --dataset pbj FILE" in result.err

    def test_forget_json(self, kerok: Kerok, small_home: Path, small_file: Path) -> None:
        (known,) = [f for f in kerok("status", "--json", home=small_home).well().data["files"] if f["file_name"] == "small.csv"]
        kerok("forget", "abc", home=small_home).failed(2, "no files have a hash that begins with abc", "kerok status")
        (gone,) = kerok("forget", known["file_sha256"][:10], "--json", home=small_home).well().objects
        assert gone == {"file": "small.csv", "dataset": "pbj", "sha256": known["file_sha256"], "period": "2024Q2", "status": "forgotten"}
        assert "is in pbj 2024Q2" in kerok("ingest", small_file, home=small_home).well().err

    def test_head_is_quiet(self, demo_home: Path) -> None:
        command = f"{' '.join(KEROK)} --home '{demo_home}' query 'SELECT * FROM silver_pbj_daily' --format csv | head -1"
        done = subprocess.run(["bash", "-c", command], capture_output=True, timeout=60, check=True)
        assert done.stdout.startswith(b"ccn,work_date,quarter")
        assert done.stderr == b""

    @pytest.mark.parametrize("form", ["table", "json", "ndjson", "parquet", "arrow"])
    def test_a_reader_that_leaves_is_no_error(self, demo_home: Path, form: str) -> None:
        command = [*KEROK, "--home", str(demo_home), "query", "SELECT * FROM silver_pbj_daily", "--format", form]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(100)
        process.stdout.close()
        assert process.stderr.read() == b""
        process.wait(60)

    def test_standard_input(self, kerok_process: Kerok, small_file: Path, tmp_path: Path) -> None:
        result = kerok_process("ingest", "-", "--json", home=tmp_path / "lake", stdin=small_file.read_bytes()).well()
        (done,) = result.objects
        assert (done["status"], done["rows_in"]) == ("done", 182)
        assert result.err == ""


class TestTerminal:
    def test_a_bar_with_rows_per_second(self, small_file: Path, tmp_path: Path) -> None:
        code, shown, _ = on_a_terminal([*KEROK, "--home", str(tmp_path / "lake"), "ingest", str(small_file)])
        text = re.sub(rb"\x1b\[[0-9;?]*[a-zA-Z]", b"", shown).decode()
        assert code == 0
        assert "small.csv: Stage" in text
        assert re.search(r"\d+ rows", text)
        assert "small.csv: is in pbj 2024Q2" in text
        assert b"\x1b[" in shown

    def test_data_goes_to_the_pipe_though_a_bar_runs(self, small_file: Path, tmp_path: Path) -> None:
        words = [*KEROK, "--home", str(tmp_path / "lake"), "ingest", str(small_file), "--json"]
        code, shown, piped = on_a_terminal(words, stdout_too=False)
        assert code == 0
        assert piped.startswith(b'{"file": "small.csv"')
        assert piped.count(b"\n") == 1
        assert ESCAPES.search(piped) is None
        assert b'"file"' not in shown

    def test_errors_are_red(self, tmp_path: Path) -> None:
        code, shown, _ = on_a_terminal([*KEROK, "--home", str(tmp_path / "lake"), "status"])
        assert code == 1
        assert b"\x1b[31m" in shown

    @pytest.mark.parametrize("form", ["parquet", "arrow"])
    def test_binary_is_not_for_a_terminal(self, demo_home: Path, form: str) -> None:
        code, shown, _ = on_a_terminal([*KEROK, "--home", str(demo_home), "query", "SELECT 1 AS a", "--format", form])
        assert code == 2
        assert f"{form} is not for a terminal".encode() in shown


class TestInterruption:
    def test_ctrl_c_stops_a_query_at_once(self, demo_home: Path) -> None:
        process = subprocess.Popen([*KEROK, "--home", str(demo_home), "query", SLOW, "--dialect", "duckdb"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(3)
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        assert time.monotonic() - began < 10
        assert (process.returncode, out) == (1, b"")
        assert err.strip() == b"interrupted; the lake is whole. If files were being loaded: kerok run"

    def test_ctrl_c_while_loading_leaves_a_whole_lake(self, kerok: Kerok, tmp_path: Path) -> None:
        home = tmp_path / "lake"
        big = write(tmp_path / "big.csv", pbj_csv(pbj_row(f"{ccn:06}", day) for ccn in range(15001, 15101) for day in days_of("2024Q2")))
        process = subprocess.Popen([*KEROK, "--home", str(home), "ingest", str(big)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        while not (home / "catalog.db").exists() or not any((home / "bronze").rglob("*.csv")):
            time.sleep(0.02)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        assert out == b""
        if process.returncode == 1:
            assert b"interrupted; the lake is whole. If files were being loaded: kerok run\n" in err
            assert b"fault of Kerok" not in err
        kerok("run", home=home).well()
        assert kerok("ingest", big, home=home).code == 0
        assert rows(home, "SELECT count(*) AS n FROM silver_pbj_daily") == [{"n": 9100}]
        file = status_of(home, big)
        assert file is not None
        assert file.status == "done"


def test_our_own_faults_show_a_traceback_and_how_to_report(kerok: Kerok, demo_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: object) -> None:
        raise ZeroDivisionError("ours")

    monkeypatch.setattr("kerok.query.Reader.__init__", broken)
    result = kerok("query", "SELECT 1", home=demo_home)
    assert result.code == 1
    assert "ZeroDivisionError: ours" in result.err or "TypeError" in result.err
    assert "this is a fault of Kerok, not yours: please report it" in result.err


def test_traceback_option(kerok_process: Kerok, tmp_path: Path) -> None:
    assert b"Traceback" not in kerok_process("status", home=tmp_path).stderr
    assert b"Traceback" in kerok_process("--traceback", "status", home=tmp_path).stderr
