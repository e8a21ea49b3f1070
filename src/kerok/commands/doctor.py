"""The command that tries whether everything works."""

from __future__ import annotations

from dataclasses import asdict

import click

from kerok.cli import Door
from kerok.errors import KerokError
from kerok.report import table, to_json


@click.command(short_help="Try catalog, warehouse, engine.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def doctor(door: Door, as_json: bool) -> int:
    """Try catalog, warehouse and engine, each on its own and then together: connect, write, read, remove. Nothing of it stays.

    Exit code 1 when something failed.

    \b
    kerok doctor
    kerok --engine trino doctor
    """
    from kerok.doctor import Doctor

    findings = list(Doctor(door.settings).examine())
    if as_json:
        click.echo(to_json([asdict(f) | {"seconds": round(f.seconds, 3)} for f in findings]))
    else:
        click.echo(table(["part", "kind", "result", "place"], [[f.part, f.kind, f.result, f.place] for f in findings]))
        for finding in (f for f in findings if f.what):
            click.echo(f"\n{finding.part}: {KerokError(finding.what, where=finding.where, hint=finding.hint)}")
    return int(any(f.result == "failed" for f in findings))
