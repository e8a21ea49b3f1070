"""Gold tables of the periods that changed, and the images of the ledger, built into a candidate."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from kerok import contracts as declared
from kerok.candidate import Candidate
from kerok.engines import duckdb as duck
from kerok.ledger import FilePeriod, SourceFile

REACH_DAYS = 366  # a Provider Info release says something about months at most this far away


def quarter_span(quarter: str) -> tuple[dt.date, dt.date]:
    """First and last day of a quarter written like 2024Q2."""
    year, number = int(quarter[:4]), int(quarter[5])
    first = dt.date(year, 3 * number - 2, 1)
    return first, dt.date(year + number // 4, number % 4 * 3 + 1, 1) - dt.timedelta(days=1)


def in_reach(quarter: str, release: str) -> bool:
    """Whether a release can matter to a quarter: as of one of its months, or describing it."""
    first, last = quarter_span(quarter)
    day, reach = dt.date.fromisoformat(release), dt.timedelta(days=REACH_DAYS)
    return first - reach <= day <= last + reach


def affected_quarters(candidate: Candidate, quarters: set[str], releases: set[str]) -> list[str]:
    """Quarters whose gold rows a change of these PBJ quarters and Provider Info releases can move."""
    loaded = candidate.partitions("silver_pbj_daily") | quarters
    return sorted(quarters | {q for q in loaded if any(in_reach(q, r) for r in releases)})


def build_quarter(candidate: Candidate, quarter: str, *, rows_changed: bool) -> None:
    """Build the facts of one quarter.

    Args:
        rows_changed: The quarter's daily rows changed; else only what Provider Info adds did.
    """
    if rows_changed:
        candidate.expose("silver_pbj_daily", [quarter])
        # one row out of each silver row, whose key has just been checked
        candidate.build("gold_daily_staffing_fact", quarter, ordered=False, proven=frozenset({"key_is_unique"}))
    candidate.expose("gold_daily_staffing_fact", [quarter])
    releases = [r for r in candidate.partitions("silver_providerinfo") if in_reach(quarter, r)]
    candidate.expose("silver_providerinfo", releases)
    months = candidate.compiled.select("staffing_by_month", "duckdb", ["gold_daily_staffing_fact"])
    candidate.connection.execute(f"CREATE OR REPLACE TEMP TABLE staffing_by_month AS SELECT * FROM ({months}) ORDER BY ccn, month")
    # from months in order the rows come out in order: no need to sort sixteen times as many
    candidate.build("gold_monthly_staffing_fact", quarter, stored=["staffing_by_month"], ordered=False)
    candidate.build("gold_quarterly_provider_fact", quarter, stored=["staffing_by_month"])
    candidate.connection.execute("DROP TABLE staffing_by_month")


def build_facilities(candidate: Candidate, *, releases_changed: bool) -> None:
    """Build the facility dimension and, when releases changed, the history; verify which quarter each release describes."""
    candidate.expose("gold_quarterly_provider_fact")
    candidate.expose("silver_providerinfo")
    candidate.build("gold_facility_dim", None)
    if releases_changed:
        candidate.build("gold_facility_history", None)
    if candidate.files("silver_providerinfo") or releases_changed:
        candidate.build("ops_release_quarter", None)


def build_images(candidate: Candidate, files: list[SourceFile], periods: list[FilePeriod]) -> None:
    """Build the ledger's images and the load summary as they are after the publish."""
    candidate.build("ops_file_log", None, _rows_sql(candidate, "ops_file_log", (asdict(f) for f in files)))
    candidate.build("ops_file_period", None, _rows_sql(candidate, "ops_file_period", (asdict(p) for p in periods)))
    candidate.expose("ops_file_log")
    candidate.expose("ops_file_period")
    candidate.build("gold_load_summary", None)


def _rows_sql(candidate: Candidate, table: str, rows: Iterable[dict[str, Any]]) -> str:
    import pyarrow as pa

    bodies = list(rows)
    columns = declared.contracts()[table].columns
    arrays = {c.name: pa.array([None if b[c.name] is None or b[c.name] == "" else str(b[c.name]) for b in bodies], pa.string()) for c in columns}
    name = duck.scratch_name(table)
    candidate.connection.register(name, pa.table(arrays))
    return f'SELECT * FROM "{name}"'
