"""Writes the golden files: the statements of every table and view on every engine, as `kerok sql render` prints them; and AWS's state machines.

    python tests/golden/write.py

Read the difference before it is committed: it is what the engines will run.
"""

from __future__ import annotations

from pathlib import Path

from kerok.aws import workflow
from kerok.contracts import rendered
from kerok.dialect import ENGINES
from kerok.engines.statements import script

GOLDEN = Path(__file__).parent


def main() -> None:
    """Brings the folders of the engines up to date, and takes away what no longer has a contract."""
    names = [c.name for c in rendered()]
    for engine in ENGINES:
        folder = GOLDEN / engine
        folder.mkdir(exist_ok=True)
        for stale in {path.stem for path in folder.glob("*.sql")} - set(names):
            (folder / f"{stale}.sql").unlink()
        for name in names:
            (folder / f"{name}.sql").write_text(script(name, engine), "utf-8")
    (GOLDEN / "aws").mkdir(exist_ok=True)
    for name, machine in (("load", workflow.state_machine()), ("upkeep", workflow.upkeep())):
        (GOLDEN / "aws" / f"{name}.asl.json").write_text(workflow.text(machine), "utf-8")


if __name__ == "__main__":
    main()
