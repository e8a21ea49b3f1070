"""Where a server's parts cannot be had its checks are left out and say why; in CI they fail."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ONE = "tests/engines/test_trino_connection.py::test_values_are_exact"


@pytest.mark.parametrize(
    ("ci", "code", "told"), [("", 0, "1 skipped"), ("true", 1, "Failed: Trino is required in CI")], ids=["left out on a machine of one's own", "required in CI"]
)
def test_checks_on_trino_without_a_network(ci: str, code: int, told: str, tmp_path: Path) -> None:
    nowhere = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"), "http://127.0.0.1:9")
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")} | nowhere | {"KEROK_TRINO_CACHE": str(tmp_path / "cache"), "CI": ci}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-n", "0", "--basetemp", str(tmp_path / "run"), ONE]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == code, done.stdout + done.stderr
    assert told in done.stdout
    assert "trino-server 476 cannot be downloaded from Maven Central: " in done.stdout, "why"
