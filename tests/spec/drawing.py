"""Tables drawn as text: what a spec gives, and what it expects.

    ccn    | work_date  | rn    | facility_name
    015009 | 2024-04-01 | 8 + 2 | "\\u00a0HOME"
    015009 | 2024-04-02 |       | HOME

An empty cell is NULL. A cell in double quotes is JSON: blanks and control characters can be seen. In the tables of daily hours a column
named after a role stands for its three: `8 + 2` is 8 hours of employees, 2 of contract staff, 10 in total; `8` has no contract hours; an
empty one is missing in all three. A column that is not drawn has its table's default, else it is NULL.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlglot import exp

from kerok import contracts as declared
from kerok.engines.render import house_tree

Cell = str | None
DAILY_HOURS = ("staged_pbj", "silver_pbj_daily")


@dataclass(frozen=True)
class Drawing:
    """A drawn table: column names and rows of text cells, None where the cell is empty."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


NOTHING = Drawing((), ())


def read(text: str) -> Drawing:
    """The table that a text draws; raises ValueError where a row has not as many cells as the header."""
    lines = [line.split("|") for line in text.strip().splitlines() if line.strip()]
    columns = tuple(name.strip() for name in lines[0])
    rows = tuple(tuple(_cell(cell.strip()) for cell in line) for line in lines[1:])
    for row in rows:
        if len(row) != len(columns):
            raise ValueError(f"{len(row)} cells under {len(columns)} columns: {row}")
    return Drawing(columns, rows)


def _cell(text: str) -> Cell:
    if text.startswith('"'):
        return str(json.loads(text))
    return text or None


def of_values(columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> Drawing:
    """The drawing of rows that an engine returned."""
    return Drawing(
        columns,
        tuple(
            tuple(None if value is None else str(value).lower() if isinstance(value, bool) else str(value) for value in row) for row in rows
        ),
    )


def quoted(cell: str) -> str:
    """The cell as one has to draw it: in double quotes where it would be misread without."""
    text = json.dumps(cell)
    return text if not cell or cell != cell.strip() or "  " in cell or text[1:-1] != cell else cell


# ---------------------------------------------------------------------------------------------- columns and their types


def types_of(table: str) -> dict[str, str]:
    """The house type of each column of a table, view, step or staged relation."""
    if table.startswith("staged_"):
        return _staged_types(table.removeprefix("staged_"))
    columns = declared.contracts()[table].columns
    if not columns:
        return _step_types(table)
    return {c.name: c.type for c in columns}


def _staged_types(dataset: str) -> dict[str, str]:
    registry = declared.read_yaml(declared.sql_folder() / "bronze" / f"{dataset}.yml")
    names = [str(c["name"]) for c in registry["columns"]]
    ours = ["file_sha256", "raw", "structure_error", "kerok_synthetic", "kerok_processing_date"]
    return {"row_number": "bigint"} | dict.fromkeys([*ours, *names], "varchar")


def _step_types(step: str) -> dict[str, str]:
    """A step declares no columns: those it selects, as the tables made of it declare them, and what only steps know."""
    tables = ("gold_quarterly_provider_fact", "silver_providerinfo", "silver_pbj_daily")
    known = {column: kind for table in tables for column, kind in types_of(table).items()}
    known |= {"month": "date", "row_number": "bigint", "raw": "varchar", "reasons": "varchar", "read_flags": "varchar"}
    known |= {"has_residents": "boolean", "missing_roles": "varchar", "lowest_residents": "integer", "highest_residents": "integer"}
    known |= dict.fromkeys(["first_day", "last_day", "day_with_state", "day_with_name"], "date")
    select = house_tree(step)
    assert isinstance(select, exp.Query)
    return {column.alias_or_name: known.get(column.alias_or_name) or _spelled_type(column) for column in select.selects}


def _spelled_type(column: exp.Expression) -> str:
    """What a column of a SELECT says of its own type."""
    value = column.unalias()
    return "bigint" if isinstance(value, exp.Count) else str(value.args["to"].sql()).lower()


# ---------------------------------------------------------------------------------------------- defaults

_HOME = {"ccn": "015009", "facility_name": "HOME", "state": "AL", "is_synthetic": "false"}
_DAY = _HOME | {"mds_census": "50", "is_incomplete": "false", "file_sha256": "f1"}
_STAGED = {"file_sha256": "f1", "raw": "the record", "state": "AL"}

DEFAULTS: dict[str, dict[str, str]] = {
    "staged_pbj": _STAGED
    | {"provnum": "015009", "provname": "HOME", "county_fips": "047", "cy_qtr": "2024Q2", "workdate": "20240401", "mdscensus": "50"}
    | {f"hrs_{r['name']}{part}": "0" for r in declared.roles() for part in ("", "_emp", "_ctr")}
    | {"hrs_cna": "100", "hrs_cna_emp": "100"},
    "staged_providerinfo": _STAGED
    | {"cms_certification_number_ccn": "015009", "provider_name": "HOME", "processing_date": "2024-10-01"},
    "silver_pbj_daily": _DAY | {f"hrs_{r['name']}{part}": "0.00" for r in declared.roles() for part in ("", "_emp", "_ctr")},
    "silver_providerinfo": _HOME | {"file_sha256": "f2"},
    "gold_monthly_staffing_fact": _HOME | {"role_set": "cms_total", "is_incomplete": "false"},
    "gold_quarterly_provider_fact": _HOME | {"quarter": "2024Q2", "is_incomplete": "false"},
    "gold_load_summary": {"dataset": "pbj", "period": "2024Q2", "file_sha256": "f1", "is_national": "false", "is_current": "true"},
    "ops_file_log": {"dataset": "pbj", "file_sha256": "f1", "file_name": "pbj.csv", "rows_quarantined": "0", "rows_superseded": "0"},
    "ops_file_period": {"dataset": "pbj", "period": "2024Q2", "file_sha256": "f1", "is_national": "true", "is_current": "true", "is_synthetic": "false"},
}  # fmt: skip


def complete(table: str, drawing: Drawing) -> list[dict[str, Cell]]:
    """The drawn rows with every column of the table: drawn, default or NULL.

    Raises:
        ValueError: the drawing names a column that the table has not.
    """
    known, defaults = types_of(table), DEFAULTS.get(table, {})
    rows = []
    for number, cells in enumerate(drawing.rows, start=2):
        drawn: dict[str, Cell] = {}
        for column, cell in zip(drawing.columns, cells, strict=True):
            drawn |= _spelled_out(table, column, cell)
        if unknown := set(drawn) - set(known):
            raise ValueError(f"{table} has no column {', '.join(sorted(unknown))}")
        filled = {c: defaults.get(c) for c in known} | _implied(table, drawn, number)
        rows.append(filled | drawn)
    return rows


def _spelled_out(table: str, column: str, cell: Cell) -> dict[str, Cell]:
    """A column named after a role as its three columns; any other as it is."""
    if table not in DAILY_HOURS or column not in {r["name"] for r in declared.roles()}:
        return {column: cell}
    total = employee = contract = None
    if cell is not None:
        employee, _, contract = (part.strip() for part in cell.partition("+"))
        contract = contract or "0"
        total = str(Decimal(employee) + Decimal(contract))
    return {f"hrs_{column}": total, f"hrs_{column}_emp": employee, f"hrs_{column}_ctr": contract}


def _implied(table: str, drawn: dict[str, Cell], number: int) -> dict[str, Cell]:
    """What follows from other cells: row numbers count from 2 below the header, a day lies in its quarter."""
    if table.startswith("staged_"):
        return {"row_number": str(number)}
    day = drawn.get("work_date") if table == "silver_pbj_daily" else None
    return {"quarter": f"{day[:4]}Q{(int(day[5:7]) + 2) // 3}"} if day else {}


# ---------------------------------------------------------------------------------------------- SQL and values


def relation_sql(table: str, drawing: Drawing) -> str:
    """A SELECT, the same on every engine, that returns the drawn rows with the table's columns and types."""
    types = types_of(table)
    rows = complete(table, drawing)
    varying = [c for c in types if len({row[c] for row in rows}) > 1]
    constant = rows[0] if rows else dict.fromkeys(types)
    columns = [f"CAST({f'v.{c}' if c in varying else _literal(constant[c])} AS {t}) AS {c}" for c, t in types.items()]
    values = ", ".join(f"({', '.join(['0', *(_literal(row[c]) for c in varying)])})" for row in rows or [constant])
    return f"SELECT {', '.join(columns)} FROM (VALUES {values}) AS v ({', '.join(['nothing', *varying])}){'' if rows else ' WHERE 1 = 0'}"


def _literal(cell: Cell) -> str:
    return "NULL" if cell is None else "'" + cell.replace("'", "''") + "'"


def values(drawing: Drawing, types: dict[str, str]) -> list[tuple[Any, ...]]:
    """The drawn rows as Python values of the columns' types."""
    return [tuple(_value(cell, types[column]) for column, cell in zip(drawing.columns, row, strict=True)) for row in drawing.rows]


def _scaled(number: Decimal, kind: str) -> Decimal:
    """The number with as many decimals as its column; raises ValueError where the column has too few for it."""
    scaled = number.quantize(Decimal(1).scaleb(-int(kind.rstrip(")").partition(",")[2])))
    if scaled != number:
        raise ValueError(f"{number} is no {kind}")
    return scaled


def _value(cell: Cell, kind: str) -> Any:
    if cell is None:
        return None
    if kind.startswith("decimal"):
        return _scaled(Decimal(cell), kind)
    if kind in ("bigint", "integer"):
        return int(cell)
    if kind == "boolean":
        return {"true": True, "false": False}[cell]
    return date.fromisoformat(cell) if kind == "date" else cell
