"""From any number to the raw lines it is made of, and the number counted again from them."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from kerok import contracts as declared
from kerok import recount
from kerok.contracts import Contract
from kerok.engines import duckdb as duck
from kerok.engines.compiled import CompiledSql
from kerok.errors import KerokError, LakeDamaged, UsageError
from kerok.headers import normalise, registry
from kerok.lake import Lake
from kerok.landing import Record
from kerok.ledger import SourceFile
from kerok.query import Reader
from kerok.rawlines import BronzeFile, ccn_in, open_bronze
from kerok.sources.folder import shown
from kerok.traced import RawRow, Recount, Trace, TracedFile

MOST_RAW_ROWS = 10_000  # where a number is made of more, the raw lines are not all read
MOST_SHOWN = 100_000
_DAY_COLUMN = {"silver_pbj_daily": "work_date", "silver_providerinfo": "processing_date"}
_DATASET = {"silver_pbj_daily": "pbj", "silver_providerinfo": "providerinfo"}
_QUARTERLY_GROUPS = {"reported": "reported", "case_mix": "case_mix", "adjusted": "case_mix"}
_WORDS = {
    "role_set": "days with MDScensus above 0 on which every member of the role set is reported",
    "role_sets": "days with MDScensus above 0 on which every member of the role set is reported (marked below: for cms_total)",
    "census": "days with MDScensus above 0, or 0 and no hours",
    "measure": "days with MDScensus above 0 on which every member of the role set is reported",
}


def trace(lake: Lake, name: str, key: dict[str, str], limit: int | None = 20) -> Trace:
    """The row of a table or view that ``key`` names, and where it comes from.

    Args:
        key: Column and value as text: ``ccn``, ``quarter``, ``month`` (YYYY-MM or its first day), ``work_date``, ``role_set``, ...
        limit: Live rows shown of each file; None shows all, up to 100,000. What is counted does not depend on it.

    Raises:
        UsageError: No such table, view or column, a value that cannot be one of the column, or a key that names several rows.
        KerokError: No row has the key.
        LakeDamaged: There is no lake, or bytes are gone from bronze.
    """
    contract = _contract(name)
    given = _typed_key(contract, key)
    with lake.ledger.reading() as connection:
        files = {(f.dataset, f.file_sha256): f for f in lake.ledger.files(connection)}
    with Reader(lake).open(_relations(contract, files.values())) as con:
        row = _row(con, contract, given)
        return _Tracer(lake, con, contract, row, files, MOST_SHOWN if limit is None else limit).run({k: row[k] for k in contract.key})


# ------------------------------------------------------------------------------------------ the row


def _contract(name: str) -> Contract:
    found = declared.contracts().get(name.lower())
    if found is None or found.kind == "step":
        names = sorted(c.name for c in declared.contracts().values() if c.kind != "step")
        near = difflib.get_close_matches(name.lower(), names, 1, 0.5)
        raise UsageError(f"no table or view named {name}", where=f"there are: {', '.join(names)}", hint=f"kerok trace {near[0] if near else 'vw_facility_hprd'} ...")
    return found


def _typed_key(contract: Contract, key: dict[str, str]) -> dict[str, Any]:
    unknown = [k for k in key if k.lower() not in contract.column_names]
    if unknown or not key:
        what = f"{contract.name} has no column {', '.join(unknown)}" if unknown else "name the row by its key"
        raise UsageError(what, where=f"columns: {', '.join(contract.column_names)}", hint=_example(contract, {}))
    return {k.lower(): _typed(contract.column(k.lower()), v.strip()) for k, v in key.items()}


def _typed(column: declared.Column, text: str) -> Any:
    if text == "":
        return None
    try:
        return _value(column, text)
    except (ValueError, InvalidOperation, KeyError) as error:
        like = {"date": "2024-04-01 (a month also 2024-04)", "boolean": "true or false"}.get(column.type, f"a value of type {column.type}")
        raise UsageError(f"{column.name}={text} is not {like}", hint=f"kerok trace ... {column.name}=...") from error


def _value(column: declared.Column, text: str) -> Any:
    if column.type == "date":
        return dt.date.fromisoformat(f"{text}-01" if re.fullmatch(r"\d{4}-\d{2}", text) else text)
    if column.type in ("bigint", "integer"):
        return int(text)
    if column.type.startswith("decimal"):
        return Decimal(text)
    if column.type == "boolean":
        return {"true": True, "false": False}[text.lower()]
    if column.name == "ccn":
        return ccn_in(text)
    return text.upper() if column.name in ("quarter", "state") else text


def _example(contract: Contract, known: dict[str, Any]) -> str:
    usual = {"ccn": "415052", "quarter": "2023Q2", "role_set": "cms_total", "month": "2023-04", "state": "RI", "measure": "total",
             "work_date": "2023-04-01", "processing_date": "2023-10-01"}  # fmt: skip
    pairs = [f"{k}={_text(known[k]) if k in known else usual.get(k, '...')}" for k in contract.key]
    return f"kerok trace {contract.name} {' '.join(pairs)}"


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _relations(contract: Contract, files: Any) -> set[str]:
    """Tables and views that the trace reads."""
    text = " ".join(contract.trace.values())
    found = {contract.name} | {n for n, c in declared.contracts().items() if c.kind != "step" and re.search(rf"\b{n}\b", text)}
    found |= {t for t in contract.trace if t in _DAY_COLUMN}
    if "counts" in contract.trace and "ccn" not in contract.key:
        found.add("gold_daily_staffing_fact")
    if any(f.rows_quarantined for f in files):
        found.add("silver_quarantine")
    return found


def _row(con: duck.Connection, contract: Contract, given: dict[str, Any]) -> dict[str, Any]:
    where = " AND ".join(f'"{k}" IS NOT DISTINCT FROM ?' for k in given)
    rows = _dicts(con, f"SELECT * FROM {contract.name} WHERE {where} LIMIT 3", list(given.values()))
    if not rows:
        raise _nothing(con, contract, given)
    if len(rows) > 1:
        missing = [k for k in contract.key if k not in given]
        values = "; ".join(f"{k}: {', '.join(_some(con, contract, k, given))}" for k in missing)
        raise UsageError(f"several rows of {contract.name} match: also give {', '.join(missing)}", where=values, hint=_example(contract, {**given, **{k: rows[0][k] for k in missing}}))
    return rows[0]


def _nothing(con: duck.Connection, contract: Contract, given: dict[str, Any]) -> KerokError:
    told = " ".join(f"{k}={_text(v)}" for k, v in given.items())
    for name in given:
        known = _some(con, contract, name, {k: v for k, v in given.items() if k != name})
        if known:
            return KerokError(f"no row of {contract.name} has {told}", where=f"with the rest of the key, {name} is: {', '.join(known)}", hint=f"kerok query \"SELECT DISTINCT {name} FROM {contract.name}\"")
    if not _dicts(con, f"SELECT 1 FROM {contract.name} LIMIT 1"):
        return KerokError(f"{contract.name} is empty", hint="kerok status   (what is loaded); kerok ingest PATH")
    return KerokError(f"no row of {contract.name} has {told}", hint="kerok status   (what is loaded)")


def _some(con: duck.Connection, contract: Contract, column: str, given: dict[str, Any]) -> list[str]:
    """Some values of a column among the rows that match."""
    where = " AND ".join(f'"{k}" IS NOT DISTINCT FROM ?' for k in given) or "true"
    rows = _dicts(con, f'SELECT DISTINCT "{column}" AS v FROM {contract.name} WHERE {where} ORDER BY 1 LIMIT 21', list(given.values()))
    return [_text(r["v"]) for r in rows[:20]] + ["..."] * (len(rows) > 20)


def _dicts(con: duck.Connection, sql: str, parameters: Any = None) -> list[dict[str, Any]]:
    result = con.execute(sql, parameters or [])
    names = [d[0] for d in result.description]
    return [dict(zip(names, r, strict=True)) for r in result.fetchall()]
