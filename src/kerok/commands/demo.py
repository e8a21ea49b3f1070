"""``kerok demo``: the bundled real quarter, and what an analyst came for. ``kerok completion``."""

from __future__ import annotations

import shutil
import sys
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import click

from kerok.cli import Door, show_error
from kerok.commands.load import Shown
from kerok.errors import KerokError
from kerok.report import Progress, say, table

FOLDER = Path(__file__).parents[1] / "demo"


@click.command(short_help="See real numbers.")
@click.pass_obj
def demo(door: Door) -> int:
    """Load Rhode Island 2023Q2 (CMS's own rows, bundled) and CMS's Provider Info of the same facilities, and show what is in them.

    \b
    kerok --home try demo
    """
    from kerok.outcomes import Options
    from kerok.pipeline import Pipeline
    from kerok.query import Reader

    lake, progress = door.lake, Progress()
    say(f"lake: {lake.home}")
    with progress.running():
        for outcome in Pipeline(lake, Shown(progress)).ingest(sorted(str(p) for p in FOLDER.glob("*.csv")), Options()):  # type: ignore[arg-type]
            if outcome.error:
                show_error(KerokError(outcome.error, where=outcome.where or "", hint=outcome.hint or ""))
                return 1
            before = " (loaded before)" if outcome.already_loaded else ""
            say(f"{outcome.file}: {outcome.rows_kept:,} rows of {outcome.dataset} {outcome.period}{before}")
    reader = Reader(lake)
    click.echo(_report(reader, _command(door)))
    return 0


def _command(door: Door) -> str:
    """The command as it was called, so that what is shown can be typed: with its path if it is not on PATH, and the lake's folder."""
    called = Path(sys.argv[0])
    name = "kerok" if shutil.which("kerok") or called.name != "kerok" else str(called.relative_to(Path.cwd()) if called.is_relative_to(Path.cwd()) else called)
    return f"{name} --home {door.home}" if door.home else name


def _two(value: Decimal | None, places: str = "0.01") -> str:
    return "" if value is None else str(value.quantize(Decimal(places), ROUND_HALF_UP))


def _share(part: Decimal, whole: Decimal) -> str:
    return f"{(part / whole * 100).quantize(Decimal('0.1'), ROUND_HALF_UP)} %"


def _report(reader: Any, kerok: str) -> str:
    rows = reader.rows
    sets = rows("SELECT role_set, hours, resident_days, contract_hours, facilities, coverage FROM vw_state_hprd WHERE state = 'RI' AND quarter = '2023Q2'")
    by_set = {r["role_set"]: r for r in sets}
    shown = ["cms_total", "cms_rn", "cms_lpn", "cms_aide", "care", "rn_care"]
    lines = [[s, f"{by_set[s]['hours']:,}", f"{by_set[s]['resident_days']:,}", _two(by_set[s]["hours"] / by_set[s]["resident_days"])] for s in shown]
    total = by_set["cms_total"]
    facilities = rows(
        "SELECT ccn, facility_name, cms_total_hours AS hours, cms_total_resident_days AS resident_days, zero_staff_days, reported_staffing_footnote AS footnote,"
        " reported_processing_date IS NOT NULL AND reported_total_hprd IS NULL AS is_suppressed"
        " FROM gold_quarterly_provider_fact WHERE quarter = '2023Q2' AND cms_total_resident_days > 0"
    )
    for r in facilities:
        r["hprd"] = r["hours"] / r["resident_days"]
        r["suspect"] = _suspicion(r)
    ranked = sorted((r for r in facilities if not r["suspect"]), key=lambda r: r["hprd"])
    agreement = rows("SELECT ccn, bool_and(agrees) AS agrees, count(agrees) AS compared, count_if(agrees) AS equal FROM vw_reconciliation WHERE quarter = '2023Q2' GROUP BY ccn")
    compared = [r for r in agreement if r["compared"] >= 7]
    values, equal = sum(r["compared"] for r in agreement), sum(r["equal"] for r in agreement)
    quality = rows("SELECT sum(rows_in) AS rows_in, sum(rows_quarantined) AS quarantined, sum(rows_superseded) AS superseded FROM ops_file_log WHERE status = 'done'")[0]
    days = rows("SELECT sum(zero_rn_days) AS zero_rn, sum(under_8_rn_days) AS under_8, sum(zero_staff_days) AS zero_staff, sum(zero_census_days) AS zero_census FROM gold_quarterly_provider_fact WHERE quarter = '2023Q2'")[0]
    parts = [
        f"\nRhode Island, 2023Q2: {total['facilities']} facilities loaded (coverage: {total['coverage']}; a national figure needs the national file)\n",
        "Hours per resident day (HPRD) = sum of hours / sum of resident days, by role set",
        table(["role set", "hours", "resident days", "HPRD"], lines),
        f"\nContract (agency) staff: {_share(total['contract_hours'], total['hours'])} of all nurse hours",
        "\nLowest total HPRD", _ranking(ranked[:3]), "\nHighest total HPRD", _ranking(ranked[::-1][:3]),
        "\nApart, because reporting may be incomplete", table(["ccn", "facility", "HPRD", "why"], [[r["ccn"], r["facility_name"], _two(r["hprd"]), r["suspect"]] for r in facilities if r["suspect"]]),
        f"\nAgreement with CMS: of {len(compared)} facilities for which CMS reported staffing, {sum(bool(r['agrees']) for r in compared)} equal CMS's values to the last published digit"
        f" ({equal} of {values} values; Provider Info of 2023-10-01)",
        f"Data quality: {quality['rows_in']:,} rows in, {quality['quarantined']:,} quarantined, {quality['superseded']:,} superseded;"
        f" {days['zero_rn']} facility-days without RN hours, {days['under_8']} under 8 RN hours, {days['zero_staff']} without any hours, {days['zero_census']} with a census of 0",
        "\nTry next:",
        f"  {kerok} query \"SELECT facility_name, hprd, weekend_hprd FROM vw_facility_hprd WHERE role_set = 'cms_rn' ORDER BY hprd\"",
        f"  {kerok} trace vw_facility_hprd ccn=415052 quarter=2023Q2 role_set=cms_total",
        f"  {kerok} ingest PBJ_Daily_Nurse_Staffing_Q2_2024.csv",
    ]  # fmt: skip
    return "\n".join(parts)


def _suspicion(row: dict[str, Any]) -> str:
    reasons = []
    if row["zero_staff_days"] >= 4:
        reasons.append(f"{row['zero_staff_days']} days without any nurse hours")
    if row["hprd"] < Decimal("1.5"):
        reasons.append("HPRD under 1.5")
    if row["is_suppressed"]:
        reasons.append(f"CMS shows no staffing (footnote {row['footnote']})" if row["footnote"] else "CMS shows no staffing")
    return "; ".join(reasons)


def _ranking(rows: list[dict[str, Any]]) -> str:
    return table(["ccn", "facility", "HPRD", "hours", "resident days"], [[r["ccn"], r["facility_name"], _two(r["hprd"]), f"{r['hours']:,}", f"{r['resident_days']:,}"] for r in rows])


@click.command(short_help="Shell completion.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script of a shell.

    \b
    eval "$(kerok completion bash)"
    """
    from click.shell_completion import get_completion_class

    from kerok.cli import cli

    kind = get_completion_class(shell)
    assert kind is not None
    click.echo(kind(cli, {}, "kerok", "_KEROK_COMPLETE").source())
