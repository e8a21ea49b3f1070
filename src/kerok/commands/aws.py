"""Commands about the workflow on AWS."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kerok.cli import Door
from kerok.errors import UsageError
from kerok.report import say, table, to_json


@click.group(short_help="The workflow on AWS.")
def aws() -> None:
    """See, repeat and drive the workflow on AWS; make what it needs.

    \b
    kerok aws status
    """


@aws.command()
@click.option("--all", "show_all", is_flag=True, help="Also files that are loaded.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def status(door: Door, show_all: bool, as_json: bool) -> int:
    """What the ledger says of the files that are not loaded, why, and what to type. Exit code 1 when there is one that failed.

    \b
    kerok aws status
    """
    from kerok.aws.turns import holder

    ledger = _ledger(door)
    with ledger.reading() as transaction:
        files = ledger.files(transaction)
    shown = [f for f in files if show_all or f.status not in ("done", "superseded", "not_loaded")]
    failed = [f for f in files if f.status in ("failed", "publishing") and f.error]
    turn = holder(ledger)
    if as_json:
        found = [{"file": f.file_name, "sha256": f.file_sha256, "dataset": f.dataset, "period": f.period, "status": f.status, "error": f.error, "bronze": f.bronze} for f in shown]
        click.echo(to_json({"files": found, "loaded": sum(f.status in ("done", "superseded") for f in files), "turn": turn}))
        return int(bool(failed))
    click.echo(table(["sha256", "file", "dataset", "status", "why"], [[f.file_sha256[:12], f.file_name, f.dataset, f.status, (f.error or "").split("\n")[0][:120]] for f in shown]))
    say(f"{sum(f.status in ('done', 'superseded') for f in files)} files are loaded; {f'at work: {turn}' if turn else 'nothing is at work'}")
    if failed or (not turn and any(f.status == "pending" for f in files)):
        say("next: kerok aws retry --failed")
    return int(bool(failed))


@aws.command()
@click.argument("files", nargs=-1, metavar="[FILE...]")
@click.option("--failed", is_flag=True, help="Every file that failed, or waits with nothing at work on it.")
@click.option("--wait", is_flag=True, help="Until the executions have ended; exit code 1 when one failed.")
@click.pass_obj
def retry(door: Door, files: tuple[str, ...], failed: bool, wait: bool) -> int:
    """Start the workflow again for files, named by the first characters of their hash, their name, or their object's key.
    Rows that are in silver already are not loaded again.

    \b
    kerok aws retry 1d5d76c9
    kerok aws retry --failed --wait
    """
    from kerok.aws import backfill

    settings, ledger = door.settings, _ledger(door)
    if not files and not failed:
        raise UsageError("no file is named", hint="kerok aws retry --failed")
    found = [file for given in files for file in backfill.named(ledger, given)]
    machine, bucket = backfill.machine_of(settings), backfill.bucket_of(settings)
    found += backfill.unfinished(machine, bucket, ledger) if failed else []
    if not found:
        say("nothing failed, and nothing waits that is not at work")
        return 0
    started = {backfill.retry(machine, bucket, file): file.file_name for file in {file.bronze: file for file in found}.values()}
    for arn, name in started.items():
        click.echo(f"{name}: {arn}")
    return _waited(dict(backfill.wait(started))) if wait else 0


@aws.command("backfill")
@click.argument("prefix")
@click.option("--at-once", type=click.IntRange(1, 50), default=4, show_default=True, help="Executions at a time; they take turns at the tables.")
@click.pass_obj
def backfill_(door: Door, prefix: str, at_once: int) -> int:
    """Drive every object below a prefix of the landing bucket through the workflow: what lies in bronze/pbj/ and bronze/providerinfo/.
    What is loaded already is passed over.

    \b
    kerok aws backfill bronze/pbj/
    """
    from kerok.aws import backfill

    settings, ended = door.settings, {}
    for key, status in backfill.backfill(backfill.machine_of(settings), backfill.bucket_of(settings), prefix, at_once):
        click.echo(f"{key}: {status.lower()}")
        ended[key] = status
    if not ended:
        raise UsageError("nothing lies there", where=f"{settings.warehouse}/{prefix}", hint="kerok aws backfill bronze/")
    return _waited(ended)


@aws.command("bootstrap")
@click.pass_obj
def bootstrap_(door: Door) -> None:
    """Make the ledger, every table and every view that is missing, and bring those that are there up to this version. Rows stay.

    \b
    kerok aws bootstrap
    """
    from kerok.aws.bootstrap import bootstrap
    from kerok.settings import load_settings

    made = bootstrap(load_settings(door.home, engine="athena"))
    say(f"{len(made)} tables and views stand in {door.settings['catalog.namespace']}")


@aws.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.pass_obj
def build(door: Door, folder: Path) -> None:
    """Write what is deployed into a folder: the rendered SQL and the state machines.

    \b
    kerok aws build infra/build
    """
    from kerok.aws.workflow import write

    for path in write(folder, door.settings["catalog.namespace"]):
        click.echo(str(path))


def _ledger(door: Door) -> Any:
    """The ledger in DynamoDB; no table is opened."""
    from kerok.dynamo import DynamoLedger

    url = door.settings["ledger.url"]
    if not url.startswith("dynamodb://"):
        raise UsageError("the ledger of the lake on AWS is not named", where=f"ledger.url = {door.settings.shown('ledger.url')!r}", hint="export KEROK_LEDGER_URL=dynamodb://kerok-healthcare-ledger")
    return DynamoLedger(url.partition("://")[2])


def _waited(ended: dict[str, str]) -> int:
    failed = [name for name, status in ended.items() if status != "SUCCEEDED"]
    if failed:
        say(f"{len(failed)} of {len(ended)} failed: kerok aws status")
    return int(bool(failed))


