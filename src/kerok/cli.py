"""The command ``kerok``: data on stdout, everything else on stderr. Exit codes: 0 well, 1 failed or refused, 2 wrong usage; 3 and 4 are a command's own (its help says)."""

from __future__ import annotations

import contextlib
import datetime as dt
import difflib
import gc
import importlib
import os
import sys
import traceback
from importlib.abc import MetaPathFinder
from typing import TYPE_CHECKING, Any, NoReturn

import click

from kerok import __version__
from kerok.errors import KerokError, LakeDamaged, UsageError

if TYPE_CHECKING:
    from kerok.lake import Lake
    from kerok.settings import Settings

_COMMANDS = {  # name: module that holds the command, imported when it is used
    "ingest": "kerok.commands.load", "run": "kerok.commands.load", "forget": "kerok.commands.load", "maintain": "kerok.commands.load",
    "quarantine": "kerok.commands.load", "synth": "kerok.commands.load", "status": "kerok.commands.look", "query": "kerok.commands.look",
    "tables": "kerok.commands.look", "describe": "kerok.commands.look", "trace": "kerok.commands.look", "cite": "kerok.commands.analyse",
    "verify": "kerok.commands.analyse", "diff": "kerok.commands.analyse", "incident": "kerok.commands.analyse",
    "watch": "kerok.commands.analyse", "export": "kerok.commands.analyse",
    "thresholds": "kerok.commands.thresholds", "sql": "kerok.commands.look",
    "dashboard": "kerok.commands.dashboard", "settings": "kerok.commands.look", "doctor": "kerok.commands.doctor", "aws": "kerok.commands.aws", "demo": "kerok.commands.demo",
    "completion": "kerok.commands.demo",
}  # fmt: skip
_SHORT = {
    "ingest": "Take CMS files in: land, load, publish.", "run": "Finish or undo whatever was interrupted or is pending.",
    "forget": "Take a wrong file out and rebuild its periods from the files that remain.", "maintain": "Expire snapshots, collect garbage, merge manifests.",
    "quarantine": "Show rejected rows with reasons, or export them for mending.", "synth": "Write CMS-shaped synthetic files of any size.",
    "status": "What is loaded, what is wrong, what to type next.", "query": "Answer one read-only SELECT over all tables and views.",
    "tables": "List tables and views with their grain.", "describe": "Columns of a table or view: meaning, unit, source, caveat.",
    "trace": "From a number to its formula, files, rows and raw lines.", "sql": "Show the statements that run.",
    "thresholds": "Reference lines to measure facilities against: import, list, remove.",
    "cite": "A citation of a number that can be run again.", "verify": "Recompute a cited number: equal, changed or not reproducible here.",
    "diff": "What differs between two files, releases or moments, and what that does to HPRD.",
    "watch": "Which homes of a list crossed a limit since the last look.",
    "export": "Write every gold table and view as Parquet and CSV, with meanings and checksums.",
    "incident": "One home's days around a date, beside what is usual and its state.",
    "dashboard": "Serve pages over gold and the views, for a browser.",
    "settings": "List every setting, its value and where it came from.",
    "doctor": "Try catalog, warehouse and engine; say what fails and what to do.", "aws": "The workflow on AWS: status, retry, backfill, bootstrap.",
    "demo": "Load the bundled real quarter and show what an analyst came for.",
    "completion": "Print the shell completion script.",
}  # fmt: skip


class Commands(click.Group):
    """The commands, each imported only when it is called: ``kerok --help`` stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Commands in the order of work."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command of that name."""
        if name not in _COMMANDS:
            return None
        return getattr(importlib.import_module(_COMMANDS[name]), name)  # type: ignore[no-any-return]

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name; suggests near ones for one that does not exist."""
        if args and not args[0].startswith("-") and args[0] not in _COMMANDS:
            near = difflib.get_close_matches(args[0], _COMMANDS, 3, 0.5)
            ctx.fail(f"No such command {args[0]!r}." + (f" Did you mean {', '.join(near)}?" if near else ""))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, _SHORT[name]) for name in _COMMANDS])


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120})
@click.option("--home", metavar="DIR", help="Folder of the lake; else KEROK_HOME, else ~/kerok.")
@click.option("--engine", type=click.Choice(["duckdb", "trino", "athena"]), help="Where SQL runs, for this call; else KEROK_ENGINE, else kerok.toml, else duckdb.")
@click.option("--traceback", "show_traceback", is_flag=True, help="Show the full traceback of an error.")
@click.version_option(__version__, prog_name="kerok")
@click.pass_context
def cli(ctx: click.Context, home: str | None, engine: str | None, show_traceback: bool) -> None:
    """The lakehouse for US nursing-home staffing: CMS files in, numbers out that agree with CMS."""
    ctx.obj = Door(home, engine)


class Door:
    """What every command needs: the lake, opened when first asked for."""

    def __init__(self, home: str | None, engine: str | None = None) -> None:
        self.home, self.engine = home, engine

    @property
    def settings(self) -> Settings:
        """The settings in force; raises UsageError where they do not go together."""
        from kerok.settings import load_settings

        return load_settings(self.home, engine=self.engine)

    @property
    def lake(self) -> Lake:
        """The lake that ``--home`` or the environment names; made by the first ingest."""
        from kerok.shared import lake_of

        settings = self.settings
        if settings.origins["home"] == "default":
            click.echo(f"lake: {settings.home}   (choose another: --home DIR or KEROK_HOME)", err=True)
        return lake_of(settings)

    @property
    def existing_lake(self) -> Lake:
        """The same, for commands that make no sense without one; raises LakeDamaged when there is none."""
        lake = self.lake
        if not lake.exists():
            raise LakeDamaged("no lake here yet", where=str(lake.home), hint="kerok ingest PATH   (or make demo)")
        return lake


    def to_read(self, lake: Lake) -> Lake:
        """The lake, for a command whose answer comes of several tables: says which file is being published, for until that has ended they may not agree."""
        from kerok.status import half_published

        for warning in half_published(lake):
            click.echo(f"warning: {warning}", err=True)
        return lake


def parse_day(ctx: click.Context, parameter: click.Parameter, value: str | None) -> dt.date | None:
    """A day written YYYY-MM-DD."""
    if value is None:
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f"{value} is not a day written YYYY-MM-DD") from error


def parse_key(keys: tuple[str, ...], example: str) -> dict[str, str]:
    """Columns and values written COLUMN=VALUE; raises UsageError, with the example, for what is not."""
    if wrong := [k for k in keys if "=" not in k]:
        raise UsageError(f"{wrong[0]} is not KEY=VALUE", hint=example)
    return dict(k.split("=", 1) for k in keys)


def show_error(error: KerokError) -> None:
    """What happened, where, what to do: on stderr."""
    click.echo(click.style("error: ", fg="red", bold=True) + str(error), err=True)


def main(arguments: list[str] | None = None) -> None:
    """Entry point: runs the command and turns errors into exit codes."""
    wants_traceback = "--traceback" in (arguments or sys.argv)
    try:
        result: Any = cli.main(args=arguments, prog_name="kerok", standalone_mode=False)
        sys.exit(result if isinstance(result, int) else 0)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.exceptions.Abort, KeyboardInterrupt):
        click.echo("interrupted; the lake is whole. If files were being loaded: kerok run", err=True)
        sys.exit(1)
    except KerokError as error:
        if wants_traceback:
            raise
        show_error(error)
        sys.exit(error.exit_code)
    except Exception:
        traceback.print_exc()
        click.echo("this is a fault of Kerok, not yours: please report it with the lines above and the command; the lake is whole", err=True)
        sys.exit(1)


class _WithoutPandas(MetaPathFinder):
    """Hides pandas, which is there for the dashboard: DuckDB and PyArrow import it (0.3 s) to ask of a first value whether it is one of pandas'."""

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> None:
        if fullname == "pandas":
            raise ModuleNotFoundError("no command uses pandas", name=fullname)


def run() -> NoReturn:
    """The command as a process: ends at once, for taking down all that PyIceberg and DuckDB built costs 0.4 s and brings nothing."""
    sys.meta_path.insert(0, _WithoutPandas())
    gc.set_threshold(200_000, 20, 20)  # modules and table schemas are no garbage: looking through them took a tenth of what they cost
    try:
        main()
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else 1
    else:
        code = 0
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):  # who read it has gone
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    run()
