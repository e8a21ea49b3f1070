"""Which rows of a PBJ file are plain: DuckDB's reader may type them as they stand. All others are judged by the house rules (loading)."""

from __future__ import annotations

import datetime as dt
import re

from kerok import contracts as declared
from kerok.engines import duckdb as duck
from kerok.landing import Landed
from kerok.origins import is_mended

NAMES = ("facility_name", "city", "county_name")
CLEAN = "nullif(trim({0}, chr(32) || chr(9) || chr(10) || chr(11) || chr(12) || chr(13) || chr(160)), '')"
DAY_TEXT = "coalesce(unreadable_cells, strftime(work_date, '%Y%m%d'))"  # of a row that is not plain the quick way keeps the raw day there


def is_quick_kind(landed: Landed) -> bool:
    """Whether the quick way can read such a file: its lines are records, the CCN comes first, and it mends no other file."""
    if landed.dataset != "pbj" or landed.match is None or landed.has_lone_returns or landed.line_starts is None:
        return False
    return landed.match.positions["provnum"] == 0 and not is_mended(landed)


def quick_fields(landed: Landed) -> list[tuple[str, str]]:
    """Name and DuckDB type of each field, in the file's order."""
    assert landed.match is not None
    names = {at: name for name, at in landed.match.positions.items()}
    fields = []
    for i in range(len(landed.header)):
        name = names.get(i, f"unmapped_{i}")
        fields.append((name, "DECIMAL(9,2)" if name.startswith("hrs_") or name == "mdscensus" else "VARCHAR"))
    return fields


def is_plain_group(quarter: str | None, prefix: str | None, state: str | None, county_fips: str | None, synthetic: bool) -> bool:
    """Whether rows with these values need no judgement beside that of their own day and numbers."""
    if not quarter or not re.fullmatch(r"20\d\dQ[1-4]", quarter):
        return False
    if (state is not None and not re.fullmatch("[A-Z]{2}", state)) or (county_fips is not None and not re.fullmatch("[0-9]{3}", county_fips)):
        return False
    return bool(synthetic) or state is None or state in declared.reference("ccn_prefixes")["prefixes"].get(prefix, ())


def quarter_of(day: dt.date | None) -> str | None:
    """The quarter of a day, as in 2024Q2."""
    return f"{day.year}Q{(day.month + 2) // 3}" if day else None


def plain_rows(source: str, landed: Landed, names: set[str], trims: bool) -> str:
    """Rows as the reader typed them, in the shape of the step kept_pbj; those that are not plain carry the read flag '!'."""
    hours = [f"hrs_{r['name']}{part}" for r in declared.roles() for part in ("", "_emp", "_ctr")]
    named = CLEAN.format if trims else str

    incomplete = f"coalesce(upper({CLEAN.format('incomplete')}), '') NOT IN ('', '0', 'N', 'NO', 'FALSE')" if "incomplete" in names else "false"
    synthetic = f"CASE WHEN kerok_synthetic = '1' THEN true ELSE coalesce({CLEAN.format('kerok_synthetic')}, '0') <> '0' END" if "kerok_synthetic" in names else "false"
    plain = (
        "regexp_full_match(provnum, '[0-9]{2}[0-9A-Z][0-9]{3}') AND provnum[1:2] <> '00' AND regexp_full_match(workdate, '20[0-9]{6}') AND day IS NOT NULL"
        " AND cy_qtr IS NOT NULL"
        f" AND coalesce({_read_alike(landed)}, true) AND coalesce(mdscensus >= 0 AND mdscensus = floor(mdscensus) AND mdscensus < 1000000000, true) AND coalesce(least({', '.join(hours)}) >= 0, true)"
    )
    return (
        f"SELECT {duck.literal(landed.sha256)} AS file_sha256, provnum AS ccn, day AS work_date,"
        f" cy_qtr AS quarter, state, county_fips, {named('provname')} AS facility_name, {named('city')} AS city, {named('county_name')} AS county_name, CAST(mdscensus AS INTEGER) AS mds_census, {', '.join(hours)},"
        f" {incomplete} AS is_incomplete, {synthetic} AS is_synthetic,"
        f" CASE WHEN {plain} THEN NULL ELSE workdate END AS unreadable_cells, CASE WHEN {plain} THEN NULL ELSE '!' END AS read_flags"
        f" FROM (SELECT *, CAST(try_strptime(workdate, '%Y%m%d') AS DATE) AS day FROM {source})"
    )


def _read_alike(landed: Landed) -> str:
    """Whether a row's text is the same in the file's encoding as in the reader's UTF-8; lines that are not UTF-8 it refuses itself."""
    if landed.encoding != "cp1252":
        return "true"
    return " AND ".join(f"coalesce(strlen({c}) = length({c}), true)" for c in ("provname", "city", "county_name"))
