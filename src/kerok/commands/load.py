"""Commands that change the lake or make files."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kerok.cli import Door, parse_day
from kerok.report import Progress, say, table, to_json

if TYPE_CHECKING:
    from kerok.outcomes import Outcome


class Shown:
    """A pipeline's watcher that moves a progress bar and names what was left out."""

    def __init__(self, progress: Progress) -> None:
        self.step, self.rows = progress.step, progress.rows

    def skipped(self, name: str, reason: str) -> None:
        """Say that a file was left out."""
        say(f"left out {name}: {reason}")


@click.command(short_help="Take CMS files in.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--dataset", type=click.Choice(["pbj", "providerinfo"]), help="Take the file for this, whatever its header looks like.")
@click.option("--published", callback=parse_day, metavar="DATE", help="CMS's release date of the files (YYYY-MM-DD): orders re-releases.")
@click.option("--processing-date", callback=parse_day, metavar="DATE", help="Processing date of a Provider Info file that has none.")
@click.option("--accept-loss", is_flag=True, help="Load even if more than 1 % of the rows are rejected, or over 2 % of a period or a whole day leaves.")
@click.option("--dry-run", is_flag=True, help="Change nothing; tell what would change and which rows would leave.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per file.")
@click.pass_obj
def ingest(
    door: Door, paths: tuple[str, ...], dataset: str | None, published: dt.date | None, processing_date: dt.date | None,
    accept_loss: bool, dry_run: bool, as_json: bool,
) -> int:  # fmt: skip
    """Take in files, folders, .zip, .gz or - (standard input): each is recognised by its header, landed, loaded, published.

    PATH may also be a folder in Google Drive (drive:FOLDER_ID) or in S3 (s3://BUCKET/PREFIX): what is new or has changed is fetched.

    \b
    kerok ingest PBJ_Daily_Nurse_Staffing_Q2_2024.csv NH_ProviderInfo_Oct2024.csv
    kerok ingest downloads/ --dry-run
    KEROK_DRIVE_KEY=key.json kerok ingest drive:1aBcD2eFgH3iJkL4mNoP5qRsT6uVwX7yZ
    """
    from kerok.outcomes import Options
    from kerok.pipeline import Pipeline

    options = Options(dataset, published, processing_date, accept_loss, dry_run)
    progress, bad = Progress(), 0
    with progress.running():
        for outcome in Pipeline(door.lake, Shown(progress)).ingest(list(paths), options):  # type: ignore[arg-type]
            bad += outcome.error is not None
            _show(outcome, as_json)
    return 1 if bad else 0


def _show(outcome: Outcome, as_json: bool) -> None:
    if as_json:
        click.echo(to_json({k: v for k, v in asdict(outcome).items() if k not in ("would_withdraw", "origin") or v is not None}, indent=None))
        return
    if outcome.error:
        say(click.style(f"{outcome.status}: ", fg="red", bold=True) + outcome.error)
        for label, text in (("where", outcome.where), ("try", outcome.hint)):
            if text:
                say(f"  {label + ':':7}{text}")
        _show_losses(outcome)
        return
    say(_sentence(outcome))
    for warning in outcome.warnings:
        say(f"  {click.style('warning', fg='yellow')}: {warning}")
    _show_losses(outcome)


def _show_losses(outcome: Outcome) -> None:
    for loss in outcome.would_withdraw or []:
        days = f", whole days: {', '.join(loss['whole_days'])}" if loss["whole_days"] else ""
        say(f"  would leave {loss['period']}: {loss['rows']:,} of {loss['of']:,} rows of {loss['facilities']:,} facilities ({', '.join(loss['ccns'])}){days}")


def _sentence(o: Outcome) -> str:
    if o.already_loaded:
        return f"{o.file}: nothing to do, the same bytes are {o.status} ({o.dataset}{' ' + o.period if o.period else ''})"
    if o.status == "not_loaded":
        return f"{o.file}: recognised as {o.dataset}, kept in bronze, not loaded"
    counts = f"{o.rows_in or 0:,} rows in, {o.rows_kept or 0:,} kept"
    for label, count in (("quarantined", o.rows_quarantined), ("superseded", o.rows_superseded), ("withdrawn", o.rows_withdrawn)):
        if count:
            counts += f", {count:,} {label}"
    verb = "would be" if o.dry_run else "is"
    where = "older than the newest national file: changes nothing" if o.status == "superseded" else f"{verb} in {o.dataset} {o.period}"
    return f"{o.file}: {where}; {counts} ({o.seconds:.1f} s)"


@click.command(short_help="Finish what was interrupted.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per file.")
@click.pass_obj
def run(door: Door, as_json: bool) -> int:
    """Finish or undo whatever was interrupted, is pending or failed.

    \b
    kerok run
    """
    from kerok.pipeline import Pipeline

    progress, bad, seen = Progress(), 0, 0
    with progress.running():
        for outcome in Pipeline(door.existing_lake, Shown(progress)).run():  # type: ignore[arg-type]
            bad += outcome.error is not None
            seen += 1
            _show(outcome, as_json)
    if not seen and not as_json:
        say("nothing was pending; the lake is whole")
    return 1 if bad else 0


@click.command(short_help="Take a wrong file out.")
@click.argument("sha256")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def forget(door: Door, sha256: str, as_json: bool) -> None:
    """Take a wrong file out and build its periods anew from the files that remain. Ingest it again to undo.

    SHA256 is the file's hash as kerok status shows it; its first 6 characters or more will do.

    \b
    kerok forget d8e21e0e6c8b
    """
    from kerok.pipeline import Pipeline

    progress = Progress()
    with progress.running():
        files = Pipeline(door.existing_lake, Shown(progress)).forget(sha256)  # type: ignore[arg-type]
    for file in files:
        if as_json:
            click.echo(to_json({"file": file.file_name, "dataset": file.dataset, "sha256": file.file_sha256, "period": file.period, "status": "forgotten"}, indent=None))
        else:
            say(f"forgot {file.file_name} ({' '.join(filter(None, (file.dataset, file.period)))}); undo: ingest it again")


@click.command(short_help="Keep the lake small.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def maintain(door: Door, as_json: bool) -> None:
    """Expire snapshots, merge manifests, and remove files nothing refers to (older than maintain.garbage_hours).

    \b
    kerok maintain
    KEROK_KEEP_DAYS=0 KEROK_GARBAGE_HOURS=0 kerok maintain   (as small as can be; when nobody reads)
    """
    from kerok.maintenance import maintain as tidy

    done = tidy(door.existing_lake)
    if as_json:
        click.echo(to_json(asdict(done)))
    else:
        compacted = f"{done.partitions_compacted} partitions compacted, " if done.partitions_compacted else ""
        say(f"{compacted}{done.snapshots_expired} snapshots expired, {done.manifests_merged} manifests merged, {done.files_removed} files removed ({done.bytes_freed / 1e6:,.1f} MB)")


@click.command(short_help="Rejected rows.")
@click.option("--file", "file", metavar="SHA256", help="Only of the file whose hash begins so.")
@click.option("--all", "include_closed", is_flag=True, help="Also rows that a mended file has replaced.")
@click.option("--export", "export_to", metavar="FILE", help="Write them as a CSV in CMS's own columns, to be mended and ingested.")
@click.option("--limit", type=click.IntRange(min=0), default=50, show_default=True, help="Rows shown.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def quarantine(door: Door, file: str | None, include_closed: bool, export_to: str | None, limit: int, as_json: bool) -> None:
    """Show rejected rows with their reasons; or export them, mend the CSV, and ingest it: it takes its origin's rank and closes them.

    \b
    kerok quarantine
    kerok quarantine --export rejects.csv
    """
    from kerok import quarantine as rejects

    if export_to:
        result: Any = rejects.export(door.existing_lake, Path(export_to), file)
        click.echo(to_json(asdict(result))) if as_json else say(str(result))
        return
    rows = rejects.rejected(door.existing_lake, file, include_closed)
    if as_json:
        click.echo(to_json(rows))
        return
    if not rows:
        say("no rejected rows")
        return
    names = ["file_name", "row_number", "reasons", "raw"]
    click.echo(table(names, [[r["file_name"], r["row_number"], r["reasons"], r["raw"][:100]] for r in rows[:limit]]))
    shown = f", {limit} shown" if len(rows) > limit else ""
    say(f"{len(rows):,} rows{shown}. Mend them: kerok quarantine --export rejects.csv; edit; kerok ingest rejects.csv")


@click.command(short_help="CMS-shaped synthetic files.")
@click.argument("out", type=click.Path(file_okay=False))
@click.option("--facilities", type=click.IntRange(min=1), default=100, show_default=True, help="Nursing homes per quarter (national: 14500).")
@click.option("--quarters", default="2024Q1..2024Q4", show_default=True, metavar="FIRST..LAST")
@click.option("--seed", default=1, show_default=True)
@click.option("--vintage", metavar="NAME", help="Header and number format of another vintage, e.g. 2017Q2.")
@click.option("--dirt", type=click.FloatRange(0, 1), default=0.0, show_default=True, metavar="RATE", help="Share of damaged rows, 0 to 1.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def synth(door: Door, out: str, facilities: int, quarters: str, seed: int, vintage: str | None, dirt: float, as_json: bool) -> None:
    """Write CMS-shaped PBJ and Provider Info files of any size into OUT; invented, marked, and calibrated to the published national figures.

    \b
    kerok synth made/ --facilities 50 --quarters 2024Q1..2024Q2
    """
    from kerok.synthetic import write_synthetic

    progress = Progress()
    with progress.running():
        progress.step(out, "writing")
        files = write_synthetic(Path(out), facilities=facilities, quarters=quarters, seed=seed, vintage=vintage, dirt=dirt, progress=progress.rows)
    for file in files:
        if as_json:
            click.echo(to_json({k: str(v) if isinstance(v, Path) else v for k, v in asdict(file).items()}, indent=None))
        else:
            say(f"{file.path}: {file.dataset} {file.period}, {file.facilities:,} facilities, {file.rows:,} rows")
