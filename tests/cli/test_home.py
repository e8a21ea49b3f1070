"""Where the lake is and how it is set: `--home`, `KEROK_HOME`, `kerok.toml`, variables."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.demo_lake import give_up_rights
from tests.support.lakes import DEMO, RI_PBJ, sha256

from .conftest import Kerok


def setting(kerok: Kerok, name: str, home: Path | None) -> tuple[Any, str]:
    (found,) = [r for r in kerok("settings", "--json", home=home).well().data if r["setting"] == name]
    return found["value"], found["from"]


class TestHome:
    def test_option_wins_over_the_variable(self, kerok: Kerok, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("KEROK_HOME", str(tmp_path / "variable"))
        assert setting(kerok, "home", None) == (str(tmp_path / "variable"), "KEROK_HOME")
        assert setting(kerok, "home", tmp_path / "option") == (str(tmp_path / "option"), "--home")

    def test_default_is_named_in_the_first_line(self, kerok_process: Kerok, tmp_path: Path) -> None:
        result = kerok_process("status", HOME=str(tmp_path), KEROK_HOME="").failed(1)
        assert result.err.splitlines()[0] == f"lake: {tmp_path}/kerok   (choose another: --home DIR or KEROK_HOME)"

    def test_a_given_home_is_not_announced(self, kerok: Kerok, demo_home: Path) -> None:
        assert kerok("query", "SELECT 1 AS a", home=demo_home).well().err == ""

    def test_relative_and_tilde(self, kerok_process: Kerok, tmp_path: Path) -> None:
        (tmp_path / "here").mkdir()
        shown = kerok_process("settings", "--json", home=Path("../here/./lake"), cwd=tmp_path / "here").well().data[0]["value"]
        assert shown == str(tmp_path / "here" / "lake")
        assert kerok_process("settings", "--json", KEROK_HOME="~/x", HOME=str(tmp_path)).well().data[0]["value"] == str(tmp_path / "x")

    @pytest.mark.parametrize("name", ["a#b", "a?b", "a\nb", "a\tb"])
    def test_paths_that_would_be_cut_are_refused(self, kerok: Kerok, tmp_path: Path, name: str) -> None:
        kerok("status", home=tmp_path / name).failed(2, "a lake cannot lie in a folder whose path has", "choose another folder")
        assert list(tmp_path.iterdir()) == []

    def test_home_is_a_file(self, kerok: Kerok, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        kerok("status", home=tmp_path / "file").failed(1, "try:")
        result = kerok("ingest", DEMO, home=tmp_path / "file")
        assert result.code == 1
        assert "the lake's folder cannot be written" in result.err
        assert "Traceback" not in result.err


class TestNoLake:
    READING = [
        ["status"], ["status", "--json"], ["query", "SELECT 1 AS a"], ["query", "SELECT * FROM vw_state_hprd", "--format", "json"],
        ["quarantine"], ["quarantine", "--json"], ["quarantine", "--export", "out.csv"], ["forget", "abcdef"], ["run"], ["maintain"],
        ["trace", "vw_facility_hprd", "ccn=415052", "quarter=2023Q2", "role_set=cms_total"],
        ["cite", "vw_facility_hprd", "ccn=415052", "quarter=2023Q2", "role_set=cms_total"], ["incident", "415052", "2023-05-14"], ["diff", "2023Q2", "2024Q1"],
        ["export", "numbers"], ["query", "SELECT * FROM vw_national_hprd", "--as-known-on", "2024-01-01"],
    ]  # fmt: skip

    @pytest.mark.parametrize("words", READING, ids=" ".join)
    @pytest.mark.parametrize("there", [False, True])
    def test_says_what_to_type(self, kerok: Kerok, tmp_path: Path, words: list[str], there: bool, monkeypatch: pytest.MonkeyPatch) -> None:
        home = tmp_path / "lake"
        if there:
            home.mkdir()
        monkeypatch.chdir(tmp_path)
        kerok(*words, home=home).failed(1, "no lake here yet", str(home), "kerok ingest PATH")
        assert [p.name for p in tmp_path.iterdir()] == (["lake"] if there else [])
        assert not there or list(home.iterdir()) == [], "looking makes nothing"

    def test_a_catalog_that_is_none(self, kerok: Kerok, tmp_path: Path) -> None:
        (tmp_path / "catalog.db").write_bytes(b"not a database, but long enough to be taken for one" * 10)
        for words in (["status"], ["query", "SELECT * FROM ops_file_log"], ["maintain"]):
            kerok(*words, home=tmp_path).failed(1, "where:", "try:")

    def test_an_unfinished_lake(self, kerok: Kerok, tmp_path: Path) -> None:
        (tmp_path / "catalog.db").write_bytes(b"")
        for words in (["status"], ["query", "SELECT * FROM ops_file_log"]):
            kerok(*words, home=tmp_path).failed(1, "never finished", "kerok run")
        kerok("run", home=tmp_path).well()
        assert kerok("query", "SELECT count(*) AS n FROM ops_file_log", "--format", "csv", home=tmp_path).well().out == "n\n0\n"
        assert "nothing is loaded: kerok ingest PATH" in kerok("status", home=tmp_path).well().out


class TestReadOnlyLake:
    READING = [
        ["status", "--json"], ["tables"], ["settings"], ["quarantine", "--json"],
        ["query", "SELECT quarter, role_set, hours FROM vw_state_hprd WHERE state = 'RI' ORDER BY quarter, role_set", "--format", "csv"],
        ["trace", "vw_facility_hprd", "ccn=415052", "quarter=2023Q2", "role_set=cms_total"],
        ["cite", "vw_facility_hprd", "ccn=415052", "quarter=2023Q2", "role_set=cms_total"], ["incident", "415052", "2023-05-14"],
        ["diff", "2023Q2", str(RI_PBJ), "--json"], ["diff", sha256(RI_PBJ), "2023Q2@2199-12-31", "--json"],
    ]  # fmt: skip

    @pytest.mark.parametrize("words", READING, ids=lambda words: words[0])
    def test_reading_commands_work(self, kerok: Kerok, demo_home: Path, words: list[str]) -> None:
        wanted = kerok(*words, home=demo_home).well()
        command = [sys.executable, "-m", "kerok.cli", "--home", str(demo_home), *words]
        done = subprocess.run(command, capture_output=True, timeout=60, check=False, preexec_fn=give_up_rights)
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout == wanted.stdout

    @pytest.mark.parametrize("words", [["maintain"], ["run"], ["forget", "d8e21e0e6c8b"]], ids=lambda words: words[0])
    def test_writing_commands_say_that_they_cannot(self, demo_home: Path, words: list[str]) -> None:
        command = [sys.executable, "-m", "kerok.cli", "--home", str(demo_home), *words]
        done = subprocess.run(command, capture_output=True, timeout=60, check=False, preexec_fn=give_up_rights)
        assert (done.returncode, done.stdout) == (1, b""), done.stderr
        assert b"cannot be written" in done.stderr
        assert b"Traceback" not in done.stderr

    def test_the_same_bytes_again_need_no_writing(self, demo_home: Path) -> None:
        command = [sys.executable, "-m", "kerok.cli", "--home", str(demo_home), "ingest", str(RI_PBJ), "--json"]
        done = subprocess.run(command, capture_output=True, timeout=60, check=True, preexec_fn=give_up_rights)
        assert b'"already_loaded": true' in done.stdout


class TestToml:
    def test_values_come_from_the_file_and_variables_win(self, kerok: Kerok, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "kerok.toml").write_text('[engine]\nthreads = 2\nmemory_limit = "2GB"\n[maintain]\nkeep_days = 7\n')
        monkeypatch.setenv("KEROK_THREADS", "1")
        assert setting(kerok, "engine.threads", tmp_path) == (1, "KEROK_THREADS")
        assert setting(kerok, "engine.memory_limit", tmp_path) == ("2GB", str(tmp_path / "kerok.toml"))
        assert setting(kerok, "maintain.keep_days", tmp_path) == (7, str(tmp_path / "kerok.toml"))
        assert setting(kerok, "maintain.garbage_hours", tmp_path) == (24, "default")
        text = kerok("settings", home=tmp_path).well().out
        assert [line.split()[0] for line in text.splitlines()[2:]][:2] == ["home", "engine.kind"]

    @pytest.mark.parametrize(
        ("text", "parts"),
        [
            ("[engine]\nthraeds = 2\n", ["unknown setting: engine.thraeds", "did you mean engine.threads?"]),
            ("threads = 2\n", ["unknown setting: threads", "kerok.toml"]),
            ("[xyzzy]\na = 1\n", ["unknown setting: xyzzy.a", "kerok settings"]),
            ('[engine]\nthreads = "two"\n', ["engine.threads must be a whole number", "'two'"]),
            ("[engine]\nthreads = 1.5\n", ["engine.threads must be a whole number", "1.5"]),
            ("[engine]\nthreads = true\n", ["engine.threads must be a whole number", "True"]),
            ("[engine]\nthreads = -1\n", ["engine.threads must be a whole number, 0 or more"]),
            ("[engine]\nmemory_limit = 4\n", ["engine.memory_limit cannot be 4"]),
            ('[engine]\nmemory_limit = "much"\n', ["engine.memory_limit cannot be 'much'", "as 4GB"]),
            ('[catalog]\nnamespace = "a; b"\n', ["catalog.namespace cannot be 'a; b'"]),
            ("[engine\n", ["cannot read kerok.toml", "line 1", "mend the line"]),
            ("[engine]\nthreads = 2\n[engine]\n", ["cannot read kerok.toml", "line 3"]),
        ],
    )
    @pytest.mark.parametrize("words", [["settings"], ["status"], ["query", "SELECT 1 AS a"]], ids=lambda words: words[0])
    def test_a_mistake_is_wrong_usage(self, kerok: Kerok, tmp_path: Path, words: list[str], text: str, parts: list[str]) -> None:
        (tmp_path / "kerok.toml").write_text(text)
        kerok(*words, home=tmp_path).failed(2, str(tmp_path / "kerok.toml"), *parts)

    def test_bytes_that_are_no_text(self, kerok: Kerok, tmp_path: Path) -> None:
        (tmp_path / "kerok.toml").write_bytes(b"[engine]\n# \xff\xfe\n")
        kerok("settings", home=tmp_path).failed(2, "cannot read kerok.toml")

    def test_a_wrong_variable_is_named(self, kerok: Kerok, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("KEROK_WAIT_SECONDS", "soon")
        kerok("settings", home=tmp_path).failed(2, "load.wait_seconds must be a whole number", "where: KEROK_WAIT_SECONDS")
        monkeypatch.setenv("KEROK_WAIT_SECONDS", "")
        assert setting(kerok, "load.wait_seconds", tmp_path) == (3600, "default")

    def test_settings_take_effect(self, kerok: Kerok, demo_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("KEROK_THREADS", "1")
        monkeypatch.setenv("KEROK_MEMORY_LIMIT", "1.5 GiB")
        sql = "SELECT current_setting('threads') AS t, current_setting('memory_limit') AS m"
        assert kerok("query", sql, "--dialect", "duckdb", "--format", "csv", home=demo_home).well().out == "t,m\n1,1.5 GiB\n"
