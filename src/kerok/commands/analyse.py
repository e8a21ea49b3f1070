"""Commands of analysts: one home's days, citations, differences, lists to watch, numbers to archive."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import click

from kerok.cli import Door, parse_day, parse_key
from kerok.commands.target import form_of, target_of
from kerok.errors import UsageError
from kerok.report import say, table, to_json


def _write(text: str, output: str | None, home: Path) -> None:
    """Text to standard output, or to a file that is there whole or not at all."""
    if output is None:
        click.echo(text.rstrip("\n"))
        return
    with target_of(output, home) as out:
        out.write(text.encode())
    say(f"{output}: written")


@click.command(short_help="The days around a date.")
@click.argument("ccn")
@click.argument("date", callback=parse_day, metavar="DATE")
@click.option("--days", type=click.IntRange(min=0, max=366), default=14, show_default=True, help="Days before the date, and after it.")
@click.option("-o", "--output", metavar="FILE", help="Write there: .csv (every column), .html (a page to print), .json.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def incident(door: Door, ccn: str, date: dt.date, days: int, output: str | None, as_json: bool) -> None:
    """One home's days around a date: hours by role, employees and contract staff, residents, RN hours, flags; beside them what is usual for the home
    on that weekday, and its state's that day.

    \b
    kerok incident 415052 2023-05-14 --days 7
    kerok incident 415052 2023-05-14 -o window.html
    """
    from kerok import incident as window
    from kerok import incident_page as page

    forms = {".csv": page.as_csv, ".html": page.as_html, ".htm": page.as_html, ".txt": page.as_text}
    ending = Path(output).suffix.lower() if output else ".txt"
    if ending not in forms and ending != ".json":
        raise UsageError(f"{output}: the name's ending chooses the form", where="forms: .csv, .html, .json, .txt", hint=f"kerok incident {ccn} {date} -o window.html")
    lake = door.to_read(door.existing_lake)
    found = window.incident(lake, ccn, date, days)
    text = to_json(found.to_dict()) + "\n" if as_json or ending == ".json" else forms[ending](found)
    _write(text, output, lake.home)


@click.command(short_help="A number to cite.")
@click.argument("name")
@click.argument("keys", nargs=-1, metavar="KEY=VALUE...")
@click.option("--column", "columns", multiple=True, metavar="NAME", help="Cite this column; may be given several times. Default: all.")
@click.option("-o", "--output", metavar="FILE", help="Write the citation there as JSON, for kerok verify.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for kerok verify.")
@click.pass_obj
def cite(door: Door, name: str, keys: tuple[str, ...], columns: tuple[str, ...], output: str | None, as_json: bool) -> None:
    """A citation of one row that can be run again: role set and version, quarter, file names and sha256, release days, snapshots, formula, values, date of
    access.

    \b
    kerok cite vw_facility_hprd ccn=415052 quarter=2023Q2 role_set=cms_total
    kerok cite vw_facility_hprd ccn=415052 quarter=2023Q2 role_set=cms_total -o charlesgate.json
    """
    from kerok import citation

    key = parse_key(keys, f"kerok cite {name} ccn=415052 quarter=2023Q2 role_set=cms_total")
    lake = door.to_read(door.existing_lake)
    found = citation.cite(lake, name, key, columns)
    if output is not None:
        _write(to_json(found.to_dict()) + "\n", output, lake.home)
    if output is None or as_json:
        click.echo(to_json(found.to_dict()) if as_json else str(found))


@click.command(short_help="A citation recomputed.")
@click.argument("citation", metavar="CITATION")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def verify(door: Door, citation: str, as_json: bool) -> int:
    """Recompute a number that kerok cite wrote to a file (- is standard input), and say whether it is equal, changed (by which release) or not reproducible
    here. Exit code 0: equal; 3: changed; 4: not reproducible here.

    \b
    kerok verify charlesgate.json
    """
    from kerok import citation as citing

    lake = door.to_read(door.existing_lake)
    verdict = citing.verify(lake, citing.read_citation(_text_of(citation), citation), say)
    click.echo(to_json(verdict.to_dict()) if as_json else str(verdict))
    return {"equal": 0, "changed": 3, "not_reproducible": 4}[verdict.outcome]


def _text_of(path: str) -> str:
    try:
        return sys.stdin.read() if path == "-" else Path(path).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read {path}", where=getattr(error, "strerror", None) or str(error), hint="kerok cite NAME KEY=VALUE... -o number.json") from error


@click.command(short_help="What differs.")
@click.argument("a")
@click.argument("b")
@click.option("--role-set", default="cms_total", show_default=True, help="Hours that the facilities' HPRD is of.")
@click.option("--table", "which", type=click.Choice(["cells", "facilities"]), default="cells", show_default=True, help="What -o writes.")
@click.option("-o", "--output", metavar="FILE", help="Write the table there: .parquet, .csv, .json, .ndjson, .arrow.")
@click.option("--limit", type=click.IntRange(min=0), default=20, show_default=True, help="Changed cells shown; 0 = all.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def diff(door: Door, a: str, b: str, role_set: str, which: str, output: str | None, limit: int, as_json: bool) -> None:
    """What differs between A and B: facilities added and withdrawn, changed cells, the effect on each facility's and the nation's HPRD.

    A and B are files, hashes of loaded files (6 characters or more), periods, or periods as known on a day: PERIOD@DATE.

    \b
    kerok diff PBJ_2024Q2_october.csv PBJ_2024Q2_january.csv
    kerok diff 2024Q2@2024-11-01 2024Q2@2025-02-01 -o changed.parquet
    kerok diff 3f2a91 d8e21e --table facilities -o effect.csv
    """
    from kerok import diff as differing
    from kerok.engines.answers import Answer

    lake = door.to_read(door.lake)
    with differing.compared(lake, a, b, role_set) as comparison:
        found = comparison.result(None if limit == 0 else limit)
        if output is not None:
            sql = comparison.cells_sql() if which == "cells" else comparison.facilities_sql()
            with target_of(output, lake.home) as out:
                count = Answer(comparison.connection, sql).write(form_of(output), out)
            say(f"{output}: {count:,} rows")
    if output is None or as_json:
        click.echo(to_json(found.to_dict()) if as_json else differing.as_text(found))


@click.command(short_help="Everything, to archive.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def export(door: Door, folder: Path, as_json: bool) -> None:
    """Write every gold table and view into DIR as Parquet and CSV, with the data dictionary, a README and checksums (SHA256SUMS). The same files loaded give the
    same bytes, so that a release of numbers can be archived. DIR must be new, empty or an earlier export, which is replaced.

    \b
    kerok export staffing-2024Q2
    """
    from kerok.export import CHECKSUMS
    from kerok.export import export as exporting

    made = exporting(door.to_read(door.existing_lake), folder, lambda name: say(f"writing {name}"))
    if as_json:
        click.echo(to_json({"folder": str(folder), "files": [vars(m) for m in made]}))
        return
    click.echo(table(["file", "rows", "bytes", "sha256"], [[m.path, m.rows, m.bytes, m.sha256[:12]] for m in made]))
    click.echo(f"\ncheck: cd {folder} && sha256sum -c {CHECKSUMS}")


@click.command(short_help="Limits that were crossed.")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Do not keep what was seen: the next look tells the same again.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def watch(door: Door, file: Path, dry_run: bool, as_json: bool) -> int:
    """Which homes of a list crossed a limit since the last look. Exit code 0: none; 3: some. What was seen is kept beside the list, in FILE.seen.json.

    FILE is a CSV with the columns ccn (* is every home), role_set (default cms_total), measure (default hprd), below, above; or a TOML file with the same keys
    under [[watch]]. Measures: hprd, weekend_hprd, contract_share, hours, resident_days of a role set; zero_rn_days, under_8_rn_days, zero_staff_days,
    days_with_residents. A limit is a reference of yours, not a verdict.

    \b
    printf 'ccn,role_set,measure,below,above\\n415052,cms_total,hprd,3.5,\\n' > homes.csv
    kerok ingest downloads/ && kerok watch homes.csv
    """
    from kerok import watch as watching

    lake = door.to_read(door.existing_lake)
    limits, path = watching.read_limits(file), watching.state_file(file)
    found = watching.watch(lake, limits, watching.read_state(path, lake.home))
    if not dry_run:
        watching.write_state(path, lake.home, found.state)
    for ccn in found.unknown:
        say(f"no quarter of {ccn} is loaded")
    if as_json:
        body = {"crossings": [vars(c) for c in found.crossings], "beyond_now": found.beyond, "limits": len(limits), "unknown": found.unknown, "is_first": found.is_first}
        click.echo(to_json(body))
    else:
        click.echo((table(list(watching.NAMES), watching.as_rows(found)) + "\n\n" if found.crossings else "") + watching.summary(found))
    return 3 if found.crossings else 0
