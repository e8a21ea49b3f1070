"""The whole deployment on this machine: emulator, Trino as Athena, and a folder as Google Drive. ``make aws-local``."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from kerok.aws.bootstrap import bootstrap  # noqa: E402
from kerok.emulator.drive import Drive  # noqa: E402
from kerok.emulator.environment import EmulatorUnavailable, emulator  # noqa: E402
from kerok.engines.athena import Connection  # noqa: E402
from kerok.errors import KerokError  # noqa: E402
from kerok.settings import load_settings  # noqa: E402
from tests.support.parts import Unavailable  # noqa: E402
from tests.support.stack import Stack, deploy, synthesized  # noqa: E402
from tests.support.trino_server import shared_trino  # noqa: E402

POLL_SECONDS = 5
"""How often the Drive folder is read, in place of the deployment's schedule."""


def main() -> int:
    """Start everything; then run the chain once for given files, or until Ctrl-C."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", default="", help="files to run the chain with once, separated by blanks")
    parser.add_argument("--query", default="", help="a SELECT whose rows are printed as JSON at the end")
    parser.add_argument("--folder", default="drive", help="the folder that plays Google Drive")
    given = parser.parse_args()
    files = [Path(name) for name in given.files.split()]
    if missing := [str(path) for path in files if not path.is_file()]:
        print(f"error: no such file: {', '.join(missing)}", file=sys.stderr)
        return 2
    try:
        with contextlib.ExitStack() as stack:
            scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kerok-aws-local-")))
            once = bool(files or given.query)
            folder = scratch / "drive" if once else Path(given.folder).absolute()
            folder.mkdir(parents=True, exist_ok=True)
            deployed, places = _start(stack, scratch, folder)
            return _once(deployed, folder, files, given.query) if once else _watch(deployed, places, folder)
    except (EmulatorUnavailable, Unavailable) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        _say("stopped; nothing of it is left but the folder")
        return 0


def _start(stack: contextlib.ExitStack, scratch: Path, folder: Path) -> tuple[Stack, dict[str, str]]:
    """The deployment, and where each of its parts answers."""
    _say("starting Trino, which executes what Athena is asked ...")
    trino = stack.enter_context(shared_trino(scratch / "trino"))
    _say("starting the emulator and Google Drive ...")
    os.environ["SFN_WAIT_SCALE"] = "0.2"
    endpoint = stack.enter_context(emulator(f"http://127.0.0.1:{trino.port}", scratch / "emulator.log"))
    drive = stack.enter_context(Drive(folder))
    _say("synthesizing and deploying the stack ...")
    deployed = deploy(endpoint, synthesized(scratch, drive_folder=drive.folder_id, drive_endpoint=drive.url), scratch / "faults.json")
    deployed.connect(drive)
    os.environ |= deployed.variables
    bootstrap(load_settings(str(scratch / "deployer"), engine="athena"))
    return deployed, {"AWS": endpoint, "Trino": f"http://127.0.0.1:{trino.port}", "Google Drive": drive.url}


def _once(stack: Stack, folder: Path, files: list[Path], query: str) -> int:
    for path in files:
        shutil.copy2(path, folder / path.name)
    answer = _ingest(stack)
    objects = [key for file in answer["fetched"] for key in file["objects"]]
    _say(f"fetched into {len(objects)} objects")
    ended = stack.wait(sum(key.startswith(("bronze/pbj/", "bronze/providerinfo/")) for key in objects), seconds=3600)
    failed = [stack.described(execution).get("cause", "") for execution in ended if execution["status"] != "SUCCEEDED"]
    for cause in failed:
        print(cause, file=sys.stderr)
    if query:
        rows = Connection(stack.variables["KEROK_NAMESPACE"], stack.variables["KEROK_ATHENA_WORKGROUP"]).query(query)
        print(json.dumps([dict(zip(rows.names, row, strict=True)) for row in rows], indent=1, default=lambda v: float(v) if isinstance(v, Decimal) else str(v)))
    return int(bool(failed or answer["failed"]))


def _watch(stack: Stack, places: dict[str, str], folder: Path) -> int:
    answering = "\n".join(f"  {name:<12}  {place}" for name, place in places.items())
    exports = " ".join(f"{name}={value}" for name, value in stack.variables.items())
    _say(f"""
everything runs:
{answering}
  1. drop a PBJ or Provider Info file (.csv, .zip) into {folder}
  2. see its execution here; or in another shell, after:
     export {exports}
     .venv/bin/kerok aws status
  3. ask:  .venv/bin/kerok --home /tmp/kerok-aws query "SELECT * FROM vw_state_hprd WHERE role_set = 'cms_total'"
  4. look: KEROK_ENGINE=athena .venv/bin/kerok --home /tmp/kerok-aws dashboard
  Ctrl-C ends it.
""")
    told: dict[str, str] = {}
    while True:
        _ingest(stack)
        for execution in stack.executions():
            if told.get(execution["executionArn"]) != execution["status"]:
                told[execution["executionArn"]] = execution["status"]
                described = stack.described(execution)
                key = json.loads(described["input"])["detail"]["object"]["key"]
                _say(f"{key}: {execution['status'].lower()}" + (f"\n{described.get('cause')}" if execution["status"] == "FAILED" else ""))
        time.sleep(POLL_SECONDS)


def _ingest(stack: Stack) -> dict[str, Any]:
    """What *ingest* reports; each file that did not come through is told."""
    report = stack.ingest()
    if report.get("errorType") == "IngestFailed":
        report = json.loads(report["errorMessage"])
    elif "errorMessage" in report:
        _say(f"error: {report['errorMessage']}")
        return {"fetched": [], "failed": [report]}
    for failure in report["failed"]:
        _say(str(KerokError(f"error: {failure['file']}: {failure['what']}", where=failure["where"], hint=failure["hint"])))
    return report


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
