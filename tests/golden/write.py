"""Writes the golden files: the statements of every table and view on every engine, as `kerok sql render` prints them; Athena's external tables; AWS's state machines.

    python tests/golden/write.py

Read the difference before it is committed: it is what the engines will run.
"""

from __future__ import annotations

from pathlib import Path

from kerok.aws import workflow
from kerok.aws.bootstrap import external_tables
from kerok.contracts import rendered
from kerok.dialect import ENGINES
from kerok.engines.statements import script

GOLDEN = Path(__file__).parent


def main() -> None:
    """Brings the folders of the engines up to date, and takes away what no longer has a contract."""
    for engine in ENGINES:
        folder, texts = GOLDEN / engine, {c.name: script(c.name, engine) for c in rendered()}
        if engine == "athena":
            texts |= {name: external_script(name, sql) for name, sql in external_tables("kerok_healthcare", "{warehouse}")}
        folder.mkdir(exist_ok=True)
        for stale in {path.stem for path in folder.glob("*.sql")} - set(texts):
            (folder / f"{stale}.sql").unlink()
        for name, text in texts.items():
            (folder / f"{name}.sql").write_text(text, "utf-8")
    (GOLDEN / "aws").mkdir(exist_ok=True)
    for name, machine in (("load", workflow.state_machine()), ("upkeep", workflow.upkeep())):
        (GOLDEN / "aws" / f"{name}.asl.json").write_text(workflow.text(machine), "utf-8")


def external_script(name: str, sql: str) -> str:
    """The text of an external table's golden file."""
    return f"-- {name} on athena: an external table that `kerok aws bootstrap` makes\n\n-- create\n{sql};\n"


if __name__ == "__main__":
    main()
