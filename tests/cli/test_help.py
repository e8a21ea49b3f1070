"""Help, usage errors, shell completion."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kerok import __version__
from kerok.cli import _COMMANDS

from .conftest import Kerok

COMMANDS = [*_COMMANDS, "sql render", "thresholds import", "thresholds list", "thresholds remove", "aws status", "aws retry", "aws backfill", "aws bootstrap", "aws build"]
WITH_JSON = ["ingest", "run", "forget", "maintain", "quarantine", "synth", "status", "tables", "describe", "trace", "cite", "verify", "diff", "incident", "watch", "export", "sql render", "settings", "doctor", "thresholds import", "thresholds list", "aws status"]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_usage_and_an_example(kerok: Kerok, command: str) -> None:
    text = kerok(*command.split(), "--help").well().out
    assert text.startswith(f"Usage: kerok {command} ")
    assert re.search(rf"^  (eval .*|[A-Z_=0 ]*)?kerok .*{command.split()[0]}", text, re.MULTILINE), "an example that can be typed"
    assert re.search(r"^  -h, --help +Show this message", text, re.MULTILINE)


@pytest.mark.parametrize("command", WITH_JSON)
def test_wherever_there_is_a_table_there_is_json(kerok: Kerok, command: str) -> None:
    assert "--json" in kerok(*command.split(), "--help").well().out


def test_short_help_equals_the_commands_own(kerok: Kerok) -> None:
    listed = kerok("--help").well().out
    assert re.findall(r"^  ([a-z]+)  ", listed.split("Commands:")[1], re.MULTILINE) == list(_COMMANDS)


def test_version(kerok: Kerok) -> None:
    assert kerok("--version").well().out == f"kerok, version {__version__}\n"


def test_no_command_shows_the_help_as_wrong_usage(kerok: Kerok) -> None:
    assert "Usage: kerok [OPTIONS] COMMAND" in kerok().failed(2).err


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        (["stauts"], ["No such command 'stauts'", "status"]),
        (["qqq"], ["No such command 'qqq'."]),
        (["ingest"], ["Missing argument 'PATH...'", "kerok ingest --help"]),
        (["query"], ["Missing argument 'SQL'"]),
        (["query", "SELECT 1", "--format", "xml"], ["'xml' is not one of"]),
        (["query", "SELECT 1", "--formt", "csv"], ["No such option", "--format"]),
        (["ingest", "x.csv", "--published", "1/2/2024"], ["1/2/2024 is not a day written YYYY-MM-DD"]),
        (["ingest", "x.csv", "--dataset", "census"], ["'census' is not one of"]),
        (["sql", "render", "silver_pbj_daily", "--engine", "spark"], ["'spark' is not one of"]),
        (["sql", "rendr"], ["No such command"]),
        (["completion", "csh"], ["'csh' is not one of"]),
        (["synth", "out", "--dirt", "2"], ["not in the range"]),
        (["synth", "out", "--facilities", "0"], ["not in the range"]),
        (["synth", "out", "--quarters", "2024Q9"], ["2024Q9", "2024Q1..2024Q4"]),
        (["synth", "out", "--quarters", "2024Q4..2024Q1"], ["backwards"]),
        (["synth", "out", "--vintage", "1999Q1"], ["1999Q1", "2017Q2"]),
        (["quarantine", "--limit", "-1"], ["not in the range"]),
        (["describe", "vw_facilty_hprd"], ["no table or view named vw_facilty_hprd", "did you mean vw_facility_hprd"]),
        (["describe", "xyzzy"], ["no table or view named xyzzy", "kerok tables"]),
        (["describe", "read_pbj"], ["no table or view named read_pbj"]),
        (["trace", "vw_facilty_hprd", "ccn=1"], ["vw_facility_hprd"]),
        (["trace", "vw_facility_hprd", "415052"], ["415052 is not KEY=VALUE"]),
        (["sql", "render", "silver_pbj_dail"], ["silver_pbj_daily"]),
    ],
)  # fmt: skip
def test_wrong_usage_is_exit_code_2_and_says_what_would_be_right(kerok: Kerok, tmp_path: Path, words: list[str], parts: list[str]) -> None:
    kerok(*words, home=tmp_path).failed(2, *parts)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_script(kerok: Kerok, shell: str) -> None:
    script = kerok("completion", shell).well().out
    assert "_KEROK_COMPLETE" in script
    assert "kerok" in script


def test_completion_completes() -> None:
    environment = os.environ | {"_KEROK_COMPLETE": "bash_complete", "COMP_WORDS": "kerok qu", "COMP_CWORD": "1"}
    done = subprocess.run([sys.executable, "-m", "kerok.cli"], env=environment, capture_output=True, check=False, timeout=60)
    assert sorted(done.stdout.decode().split()) == ["plain,quarantine", "plain,query"]


def test_help_imports_no_engine() -> None:
    """`kerok --help` is quick because it loads neither DuckDB nor PyIceberg, SQLGlot or Arrow."""
    code = (
        "import sys; from kerok.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: print(sorted({m.split('.')[0] for m in sys.modules} & {'duckdb', 'pyiceberg', 'sqlglot', 'pyarrow', 'rich', 'yaml'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60)
    assert done.stdout.decode().splitlines()[-1] == "[]"


def test_no_command_waits_for_pandas(tmp_path: Path) -> None:
    """DuckDB and PyArrow import pandas, which the dashboard needs, with the first value they are given: it takes 0.3 s and no command uses it."""
    file = Path("tests/data/cms/pvh_PBJ_Daily_Nurse_Staffing_CY_2020Q1.csv").resolve()
    code = (
        "import importlib.util, os, sys; from kerok import cli\n"
        "assert importlib.util.find_spec('pandas')\n"
        "os._exit = lambda code: (print('pandas' in sys.modules, 'pyarrow' in sys.modules), sys.exit(code))\n"
        f"sys.argv = ['kerok', '--home', {str(tmp_path)!r}, 'ingest', '--json', {str(file)!r}]\n"
        "cli.run()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=120)
    assert done.stdout.decode().splitlines()[-1] == "False True"
