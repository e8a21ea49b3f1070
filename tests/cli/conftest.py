"""The command `kerok`, run in this process or as a real one."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kerok.cli import main
from tests.support.demo_lake import demo_home, session_folder, shared_sql
from tests.support.restated import load_again, load_first

__all__ = ["demo_home", "session_folder", "shared_sql"]


@dataclass(frozen=True)
class Result:
    """What a command left: its exit code and the bytes on both streams."""

    code: int
    stdout: bytes
    stderr: bytes

    @property
    def out(self) -> str:
        return self.stdout.decode()

    @property
    def err(self) -> str:
        return self.stderr.decode()

    @property
    def data(self) -> Any:
        """Standard output as one JSON value, decimals exact."""
        return json.loads(self.out, parse_float=Decimal)

    @property
    def objects(self) -> list[Any]:
        """Standard output as one JSON object per line."""
        return [json.loads(line, parse_float=Decimal) for line in self.out.splitlines()]

    def well(self) -> Result:
        assert self.code == 0, self.err
        return self

    def failed(self, code: int, *parts: str) -> Result:
        """It ended with this code, nothing on stdout, and an error without a traceback that has these parts."""
        assert self.code == code, self.err
        assert self.out == ""
        assert "Traceback" not in self.err
        for part in parts:
            assert part in self.err
        return self


Kerok = Callable[..., Result]


class _Captured(io.TextIOWrapper):
    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", write_through=True)


def run_here(*arguments: str | Path, home: Path | None = None) -> Result:
    """Run the command in this process, as in a pipe."""
    words = [*(["--home", str(home)] if home else []), *map(str, arguments)]
    out, err = _Captured(), _Captured()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), pytest.raises(SystemExit) as stop:
        main(words)
    return Result(int(stop.value.code or 0), out.buffer.getvalue(), err.buffer.getvalue())  # type: ignore[attr-defined]


def run_process(*arguments: str | Path, home: Path | None = None, stdin: bytes = b"", cwd: Path | None = None, **environment: str) -> Result:
    """Run the command as a process of its own, its streams pipes."""
    words = [sys.executable, "-m", "kerok.cli", *(["--home", str(home)] if home else []), *map(str, arguments)]
    done = subprocess.run(words, input=stdin, capture_output=True, cwd=cwd, env=os.environ | environment, timeout=120, check=False)
    return Result(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def kerok() -> Kerok:
    return run_here


@pytest.fixture
def kerok_process() -> Kerok:
    return run_process


@pytest.fixture(scope="module")
def restated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake with a national quarter and its re-release; only read."""
    folder = tmp_path_factory.mktemp("restated")
    return load_again(load_first(folder / "lake", folder), folder)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where rebuilt lakes are kept, for this test alone."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "kerok" / "known"
