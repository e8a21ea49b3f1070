"""Commands that only look."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import IO, TYPE_CHECKING, Any

import click

from kerok.cli import Door, parse_day, parse_key
from kerok.commands.target import form_of, target_of
from kerok.errors import StatementRefused, UsageError
from kerok.report import say, table, to_json

if TYPE_CHECKING:
    from kerok.engines.answers import Answer, ArrivingAnswer
    from kerok.lake import Lake
    from kerok.query import Reader
    from kerok.settings import Settings


@click.command(short_help="What is loaded.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def status(door: Door, as_json: bool) -> int:
    """Per file and per period: what is loaded, what is wrong, what to type next.

    \b
    kerok status
    """
    from kerok.status import lake_status

    lake = door.lake
    found = lake_status(lake)
    if as_json:
        click.echo(to_json({"home": str(lake.home), **found.to_dict(), "by_period": found.period_rows()}))
        return 0
    click.echo(f"lake: {lake.home}\n")
    rows = [
        [f.file_name, f.dataset, f.period, f.status, f.rows_in, f.rows_kept, f.rows_quarantined, f.rows_superseded, f.rows_withdrawn, f.file_sha256[:12]]
        for f in found.files
    ]
    click.echo(table(["file", "dataset", "period", "status", "rows_in", "kept", "quarantined", "superseded", "withdrawn", "sha256"], rows))
    for file in found.files:
        if file.error:
            click.echo(f"\n{file.file_name} {file.status}: {file.error}")
    if found.period_rows():
        names = list(found.period_rows()[0])
        click.echo("\n" + table(names, [list(r.values()) for r in found.period_rows()]))
    click.echo("\nnext:\n" + "\n".join(f"  {line}" for line in found.advice))
    return 0


@click.command(short_help="One read-only SELECT.")
@click.argument("sql")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json", "ndjson", "parquet", "arrow"]), default=None, help="Default: table.")
@click.option("-o", "--output", metavar="FILE", help="Write there; the name's ending chooses the format.")
@click.option("--dialect", type=click.Choice(["house", "duckdb"]), default="house", show_default=True, help="house: Trino's SQL, the same everywhere; duckdb: passed through.")
@click.option("--as-known-on", "known_on", callback=parse_day, metavar="DATE", help="As if only the files published (else received) by that day had been loaded.")
@click.pass_obj
def query(door: Door, sql: str, form: str | None, output: str | None, dialect: str, known_on: dt.date | None) -> None:
    """Answer one SELECT over all tables and views (kerok tables lists them). Nothing can be changed by it.

    \b
    kerok query "SELECT state, hprd FROM vw_state_hprd WHERE quarter = '2024Q2' AND role_set = 'cms_total' ORDER BY hprd"
    kerok query "SELECT * FROM vw_facility_hprd WHERE quarter = '2024Q2'" -o facilities.csv
    kerok query "SELECT quarter, hprd FROM vw_national_hprd WHERE role_set = 'cms_total'" --as-known-on 2024-11-01
    """
    from kerok.engines import duckdb as duck
    from kerok.query import Reader, explained, prepare_for_server
    from kerok.status import half_published

    current = door.settings
    engine = current["engine.kind"]
    served = engine != "duckdb"
    if served and dialect != "house":
        raise UsageError(f"{engine.title()} answers questions in the house dialect alone, which is its own", hint="kerok query ...   (without --dialect)")
    if served and known_on:
        raise UsageError("what was known on a day is answered by DuckDB alone", hint="kerok --engine duckdb query ... --as-known-on DATE")
    reader = None if served else Reader(_lake_then(door, known_on) if known_on else door.lake)
    prepared = reader.prepare(sql, dialect) if reader else prepare_for_server(sql, engine)
    for warning in [*prepared.warnings, *half_published(door.lake)]:
        say(f"warning: {warning}")
    form = form or form_of(output)
    if form in ("parquet", "arrow") and output is None and sys.stdout.isatty():
        raise UsageError(f"{form} is not for a terminal", hint="kerok query ... -o answer." + form)
    answering = _answering(reader, reader.relations_in(sql), prepared.sql) if reader else _answering_on_server(current, prepared.sql)
    try:
        with answering as answer, target_of(output, current.home) as out:
            count = _write(answer, form, out)
    except duck.Error as error:
        raise explained(error) from error
    if output is not None:
        say(f"{output}: {count:,} rows")


def _lake_then(door: Door, day: dt.date) -> Lake:
    from kerok.known_on import lake_known_on

    return lake_known_on(door.existing_lake, day, say)


@contextmanager
def _answering(reader: Reader, relations: set[str], select: str) -> Iterator[Answer]:
    from kerok.engines.answers import Answer

    with reader.open(relations) as con:
        yield Answer(con, select)


@contextmanager
def _answering_on_server(current: Settings, select: str) -> Iterator[ArrivingAnswer]:
    import pyarrow as pa

    from kerok.engines import connected
    from kerok.engines import duckdb as duck
    from kerok.engines.answers import ArrivingAnswer
    from kerok.engines.trino import arrow_type
    from kerok.query import explained_by_server

    try:
        with connected(current) as connection, duck.connect(current) as con:
            found = connection.query(select)
            schema = pa.schema([pa.field(name, arrow_type(kind)) for name, kind in zip(found.names, found.types, strict=True)])
            yield ArrivingAnswer(con, schema, found)
    except StatementRefused as error:
        raise explained_by_server(error, select, current["engine.kind"]) from error


def _write(answer: Answer | ArrivingAnswer, form: str, out: IO[bytes]) -> int:
    if form != "table":
        return answer.write(form, out)
    names, rows = answer.rows()
    out.write((table(names, rows) + "\n").encode())
    return len(rows)


@click.command(short_help="Tables and views.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def tables(as_json: bool) -> None:
    """List tables and views with their grain and key.

    \b
    kerok tables
    """
    from kerok import contracts as declared

    rows = [{"name": c.name, "kind": c.kind, "layer": c.layer, "grain": c.grain, "key": list(c.key)} for c in declared.contracts().values() if c.kind != "step"]
    rows.sort(key=lambda r: (["silver", "gold", "views", "ops"].index(str(r["layer"])), str(r["name"])))
    if as_json:
        click.echo(to_json(rows))
    else:
        click.echo(table(["name", "kind", "grain", "key"], [[r["name"], r["kind"], r["grain"], ", ".join(r["key"])] for r in rows]))


@click.command(short_help="Meaning of columns.")
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def describe(name: str, as_json: bool) -> None:
    """Grain, key, steps and columns of a table or view: type, meaning, unit, CMS's source column, caveat.

    \b
    kerok describe vw_facility_hprd
    """
    from kerok import contracts as declared

    contract = _contract(name)
    columns = [
        {"name": c.name, "type": c.type, "meaning": c.meaning, "unit": c.unit or None, "source": c.source or None, "caveat": c.caveat or None}
        for c in contract.columns
    ]
    if as_json:
        body = {"name": contract.name, "kind": contract.kind, "grain": contract.grain, "key": list(contract.key), "partition": contract.partition or None,
                "inputs": list(contract.inputs), "steps": contract.steps, "formula": contract.formula or None, "columns": columns}  # fmt: skip
        if any(c.name == "role_set" for c in contract.columns):
            body["role_sets"] = [{k: s[k] for k in ("name", "version", "title", "members")} for s in declared.role_sets()]
        click.echo(to_json(body))
        return
    click.echo(f"{contract.name} ({contract.kind}): {contract.grain}\nkey: {', '.join(contract.key)}")
    if contract.formula:
        click.echo(f"formula: {contract.formula}")
    click.echo(f"\n{contract.steps.strip()}\n")
    click.echo(table(["column", "type", "meaning", "unit", "source", "caveat"], [list(c.values()) for c in columns]))
    if any(c.name == "role_set" for c in contract.columns):
        click.echo("\n" + table(["role_set", "version", "counts", "members"], [[s["name"], s["version"], s["title"], ", ".join(s["members"])] for s in declared.role_sets()]))


def _contract(name: str) -> Any:
    import difflib

    from kerok import contracts as declared

    found = declared.contracts().get(name.lower())
    if found is None or found.kind == "step":
        names = [c.name for c in declared.contracts().values() if c.kind != "step"]
        near = difflib.get_close_matches(name.lower(), names, 3, 0.4)
        raise UsageError(f"no table or view named {name}", hint=f"did you mean {', '.join(near)}?" if near else "kerok tables")
    return found


@click.command(short_help="From a number to its rows.")
@click.argument("name")
@click.argument("keys", nargs=-1, metavar="KEY=VALUE...")
@click.option("--limit", type=click.IntRange(min=0), default=20, show_default=True, help="Raw lines shown per file; 0 = all.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def trace(door: Door, name: str, keys: tuple[str, ...], limit: int, as_json: bool) -> None:
    """From a number to its formula, file names, sha256, row numbers and the raw lines it is summed from.

    \b
    kerok trace vw_facility_hprd ccn=415052 quarter=2023Q2 role_set=cms_total
    """
    from kerok import trace as tracing

    key = parse_key(keys, f"kerok trace {name} ccn=415052 quarter=2023Q2")
    found = tracing.trace(door.to_read(door.lake), _contract(name).name, key, None if limit == 0 else limit)
    click.echo(to_json(found.to_dict()) if as_json else str(found))


@click.group(short_help="The statements that run.")
def sql() -> None:
    """The SQL behind tables and views.

    \b
    kerok sql render vw_state_hprd
    """


@sql.command("render")
@click.argument("name")
@click.option("--engine", type=click.Choice(["duckdb", "trino", "athena"]), default="duckdb", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def render(name: str, engine: Any, as_json: bool) -> None:
    """Show the statements that run for a table, step or view on an engine.

    \b
    kerok sql render vw_state_hprd --engine trino
    """
    from kerok import contracts as declared
    from kerok.engines.statements import script, statements

    found = name.lower() if name.lower() in declared.contracts() else _contract(name).name
    click.echo(to_json([asdict(s) for s in statements(found, engine)]) if as_json else script(found, engine))


@click.command(short_help="Every setting.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def settings(door: Door, as_json: bool) -> None:
    """List every setting, its value, its environment variable and where the value came from.

    \b
    kerok settings
    """
    from kerok.settings import SETTINGS, load_settings, refuse_combination

    current = load_settings(door.home, engine=door.engine, check=False)
    rows: list[dict[str, Any]] = [{"setting": "home", "value": str(current.home), "variable": "KEROK_HOME", "from": current.origins["home"], "meaning": "folder of the lake"}]
    rows += [{"setting": s.name, "value": current.shown(s.name), "variable": s.variable, "from": current.origins[s.name], "meaning": s.meaning} for s in SETTINGS]
    click.echo(to_json(rows) if as_json else table(list(rows[0]), [list(r.values()) for r in rows], numbers_right=False))
    refuse_combination(current)  # shown before it is refused: the table says where each came from
