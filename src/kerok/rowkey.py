"""One row of a table or view named by columns and values, as a person types them."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from decimal import Decimal, InvalidOperation
from typing import Any

from kerok import contracts as declared
from kerok.contracts import Contract
from kerok.engines import duckdb as duck
from kerok.errors import KerokError, UsageError
from kerok.rawlines import ccn_in

_USUAL = {"ccn": "415052", "quarter": "2023Q2", "role_set": "cms_total", "month": "2023-04", "state": "RI", "measure": "total",
          "work_date": "2023-04-01", "processing_date": "2023-10-01", "file_sha256": "SHA256"}  # fmt: skip



def contract_named(name: str) -> Contract:
    """The contract of a table or view; raises UsageError naming those there are."""
    found = declared.contracts().get(name.lower())
    if found is None or found.kind == "step":
        names = sorted(c.name for c in declared.contracts().values() if c.kind != "step")
        near = difflib.get_close_matches(name.lower(), names, 1, 0.5)
        raise UsageError(f"no table or view named {name}", where=f"there are: {', '.join(names)}", hint=f"kerok trace {near[0] if near else 'vw_facility_hprd'} ...")
    return found


def typed_key(contract: Contract, key: dict[str, str]) -> dict[str, Any]:
    """The values of a key in their columns' types, empty text as NULL; raises UsageError naming the columns there are."""
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
    pairs = [f"{k}={_text(known[k]) if k in known else _USUAL.get(k, '...')}" for k in contract.key]
    return f"kerok trace {contract.name} {' '.join(pairs)}"


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def find_row(con: duck.Connection, contract: Contract, given: dict[str, Any]) -> dict[str, Any]:
    """The one row whose columns have the given values.

    Raises:
        UsageError: Several rows have.
        KerokError: None has.
    """
    where = " AND ".join(f'"{k}" IS NOT DISTINCT FROM ?' for k in given)
    rows = dicts(con, f"SELECT * FROM {contract.name} WHERE {where} LIMIT 3", list(given.values()))
    if not rows:
        raise _nothing(con, contract, given)
    if len(rows) > 1:
        missing = [k for k in contract.key if k not in given]
        values = "; ".join(f"{k}: {', '.join(_some(con, contract, k, given))}" for k in missing)
        raise UsageError(f"several rows of {contract.name} match: also give {', '.join(missing)}", where=values, hint=_example(contract, {**given, **{k: rows[0][k] for k in missing}}))
    return rows[0]


def _nothing(con: duck.Connection, contract: Contract, given: dict[str, Any]) -> KerokError:
    what = f"no row of {contract.name} has {' '.join(f'{k}={_text(v)}' for k, v in given.items())}"
    if not dicts(con, f"SELECT 1 FROM {contract.name} LIMIT 1"):
        return KerokError(f"{contract.name} is empty", hint="kerok status   (what is loaded); kerok ingest PATH")
    for name in sorted(given, key=lambda k: k == "ccn"):
        known = _some(con, contract, name, {k: v for k, v in given.items() if k != name})
        if known and name != "ccn":
            return KerokError(what, where=f"with the rest of the key, {name} is one of: {', '.join(known)}", hint=_example(contract, {**given, name: known[0]}))
    hint = "kerok query \"SELECT ccn, facility_name, state FROM gold_facility_dim WHERE facility_name LIKE '%NAME%'\"" if "ccn" in given else "kerok status"
    return KerokError(what, hint=hint)


def _some(con: duck.Connection, contract: Contract, column: str, given: dict[str, Any]) -> list[str]:
    """Some values of a column among the rows that match."""
    where = " AND ".join(f'"{k}" IS NOT DISTINCT FROM ?' for k in given) or "true"
    rows = dicts(con, f'SELECT DISTINCT "{column}" AS v FROM {contract.name} WHERE {where} ORDER BY 1 LIMIT 21', list(given.values()))
    return [_text(r["v"]) for r in rows[:20]] + ["..."] * (len(rows) > 20)


def dicts(con: duck.Connection, sql: str, parameters: Any = None) -> list[dict[str, Any]]:
    """The answer as dictionaries."""
    result = con.execute(sql, parameters or [])
    names = [d[0] for d in result.description]
    return [dict(zip(names, r, strict=True)) for r in result.fetchall()]
