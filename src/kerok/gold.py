"""Gold tables of the periods that changed, and the images of the ledger, built into a candidate."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from typing import Any

from kerok import contracts as declared
from kerok.candidate import Candidate
from kerok.engines import duckdb as duck
from kerok.ledger import FilePeriod, SourceFile
from kerok.reach import in_reach


def build_quarter(candidate: Candidate, quarter: str, *, rows_changed: bool, is_last: bool) -> None:
    """Build the facts of one quarter.

    Args:
        rows_changed: The quarter's daily rows changed; else only what Provider Info adds did.
        is_last: No other quarter follows.
    """
    if rows_changed:
        candidate.expose("silver_pbj_daily", [quarter])
        # one row out of each silver row, whose key has just been checked
        candidate.build("gold_daily_staffing_fact", quarter, ordered=False, proven=frozenset({"key_is_unique"}))
    if is_last:
        candidate.settle("gold_daily_staffing_fact")
    candidate.expose("gold_daily_staffing_fact", [quarter])
    releases = [r for r in candidate.partitions("silver_providerinfo") if in_reach(quarter, r)]
    candidate.expose("silver_providerinfo", releases)
    months = candidate.compiled.select("staffing_by_month", "duckdb", ["gold_daily_staffing_fact"])
    candidate.connection.execute(f"CREATE OR REPLACE TABLE staffing_by_month AS SELECT * FROM ({months}) ORDER BY ccn, month")
    with ThreadPoolExecutor(1) as beside:  # DuckDB reads so few months on one thread
        monthly = beside.submit(_build_months, candidate, candidate.connection.cursor(), quarter)
        candidate.build("gold_quarterly_provider_fact", quarter, stored=["staffing_by_month"])
        monthly.result()
    if is_last:
        candidate.settle("gold_monthly_staffing_fact", "gold_quarterly_provider_fact")
    candidate.connection.execute("DROP TABLE staffing_by_month")


def _build_months(candidate: Candidate, connection: duck.Connection, quarter: str) -> None:
    table, key_is_unique = "gold_monthly_staffing_fact", frozenset({"key_is_unique"})
    # from months in order the rows come out in order: no need to sort sixteen times as many
    rows = candidate.build(table, quarter, stored=["staffing_by_month"], ordered=False, proven=key_is_unique, connection=connection)
    # as many rows as different facility-months times role sets: each of them once
    (months,) = connection.execute("SELECT count(*) FROM (SELECT DISTINCT ccn, month FROM staffing_by_month)").fetchone() or (0,)
    if rows != months * len(declared.role_sets()):
        candidate.audit(table, [path for path, partition in candidate.changes[table].files if partition == quarter], connection=connection)


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
    candidate.build("ops_file_log", None, rows_sql(candidate, "ops_file_log", (asdict(f) for f in files)))
    candidate.build("ops_file_period", None, rows_sql(candidate, "ops_file_period", (asdict(p) for p in periods)))
    candidate.expose("ops_file_log")
    candidate.expose("ops_file_period")
    candidate.build("gold_load_summary", None)


def rows_sql(candidate: Candidate, table: str, rows: Iterable[dict[str, Any]]) -> str:
    """A SELECT over rows that Python holds, every column as text; what is None or empty is NULL."""
    import pyarrow as pa

    bodies = list(rows)
    columns = declared.contracts()[table].columns
    arrays = {c.name: pa.array([None if b[c.name] is None or b[c.name] == "" else str(b[c.name]) for b in bodies], pa.string()) for c in columns}
    name = duck.scratch_name(table)
    candidate.connection.register(name, pa.table(arrays))
    return f'SELECT * FROM "{name}"'
