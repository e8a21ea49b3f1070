"""A function as it is deployed, run by an interpreter that sees nothing but its folder and the boto3 of the runtime."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

RUNTIME = ("boto3", "botocore", "s3transfer", "jmespath", "dateutil", "six.py")  # urllib3 comes with the function
_BOOT = """
import importlib, json, sys
class Context:
    def get_remaining_time_in_millis(self): return 900_000
module, _, name = sys.argv[1].rpartition(".")
try:
    told = {"answer": getattr(importlib.import_module(module), name)(json.loads(sys.argv[2]), Context())}
except Exception as error:
    told = {"error": type(error).__name__, "message": str(error)}
told["modules"] = sorted({m.partition(".")[0] for m in sys.modules})
told["peak_mb"] = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")) / 1024
print("\\n" + json.dumps(told))
"""


@dataclass(frozen=True)
class Ran:
    """What a call of the function came to.

    Attributes:
        peak_mb: Resident memory of its process at its highest, everything included.
    """

    answer: dict[str, Any]
    error: str
    message: str
    modules: set[str]
    peak_mb: float


def runtime(folder: Path, *more: str) -> Path:
    """A folder with boto3 and what it needs, and more of what the runtime has."""
    folder.mkdir()
    for name in (*RUNTIME, *more):
        found = importlib.util.find_spec(name.removesuffix(".py"))
        assert found
        assert found.origin
        origin = Path(found.origin)
        (folder / name).symlink_to(origin if name.endswith(".py") else origin.parent)
    return folder


def call(handler: str, asset: Path, boto3: Path, event: dict[str, Any]) -> Ran:
    """Run a handler in a process of its own, with this one's AWS and function variables."""
    passed = {k: v for k, v in os.environ.items() if k.startswith(("AWS_", "DRIVE_", "LANDING_", "MAX_FILE_", "KEROK_"))}
    environment = passed | {"PATH": os.environ["PATH"], "PYTHONPATH": f"{asset}{os.pathsep}{boto3}", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([sys.executable, "-S", "-c", _BOOT, handler, json.dumps(event)], env=environment, cwd=asset, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    return Ran(told.get("answer", {}), told.get("error", ""), told.get("message", ""), set(told["modules"]), told["peak_mb"])
