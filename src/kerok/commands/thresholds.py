"""Commands about reference lines."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from kerok.cli import Door
from kerok.report import say, table, to_json


@click.group(short_help="Reference lines.")
def thresholds() -> None:
    """Reference lines for hours per resident day; vw_thresholds measures every facility's distance from them.

    \b
    kerok thresholds list
    """


@thresholds.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def import_(door: Door, file: Path, as_json: bool) -> None:
    """Take in lines of your own, all or none: a CSV with the columns state, role_set, value, citation and, where you want them, value_to (the
    upper end of a range), valid_from, valid_to, threshold_id, legal_status. A line whose threshold_id is known takes its place.

    \b
    kerok thresholds import states.csv
    """
    from kerok.thresholds import import_lines

    lines, replaced = import_lines(door.existing_lake, file)
    if as_json:
        click.echo(to_json({"imported": [n.threshold_id for n in lines], "replaced": replaced}))
        return
    say(f"{len(lines)} lines imported, {replaced} of them in another's place. Next: kerok query \"SELECT * FROM vw_thresholds WHERE threshold_id = '{lines[0].threshold_id}'\"")


@thresholds.command("list")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def list_(door: Door, as_json: bool) -> None:
    """List the lines that come with Kerok and your own, with citation and legal status.

    \b
    kerok thresholds list
    """
    from kerok.thresholds import own, shipped

    lake = door.lake
    lines = [*shipped(), *(own(lake) if lake.exists() else [])]
    if as_json:
        click.echo(to_json([asdict(n) for n in lines]))
        return
    names = ["threshold_id", "state", "role_set", "value", "value_to", "valid_from", "valid_to", "citation", "legal_status"]
    click.echo(table(names, [[asdict(n)[name] for name in names] for n in lines]))


@thresholds.command("remove")
@click.argument("names", nargs=-1, required=True, metavar="THRESHOLD_ID...")
@click.pass_obj
def remove(door: Door, names: tuple[str, ...]) -> None:
    """Take lines of your own out, all or none; those that come with Kerok stay.

    \b
    kerok thresholds remove ri_cms_total
    """
    from kerok.thresholds import remove_lines

    remove_lines(door.existing_lake, names)
    say(f"{len(names)} lines removed")
