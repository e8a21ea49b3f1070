"""Any view or gold table, filtered: as a question, as a command, and as a text that cites it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from kerok import contracts as declared
from kerok.contracts import Contract
from kerok.dashboard.answers import Value, readable

FILTERS = {"quarter": "quarter", "state": "state", "role_set": "role_set", "ccn": "ccn", "area": "area"}
"""What an export can be filtered by, where the relation has the column."""

MOST_ROWS = 1_000_000
"""More than these are not made in the browser's wait but by the command."""


def relations() -> list[Contract]:
    """What can be exported: views first, then gold tables and the log of files."""
    found = [c for name, c in declared.contracts().items() if name in readable()]
    return sorted(found, key=lambda c: ({"views": 0, "gold": 1}.get(c.layer, 2), c.name))


@dataclass(frozen=True)
class Export:
    """One export.

    Attributes:
        given: Column and value of each filter that is set; only columns that the relation has count.
    """

    relation: Contract
    given: Mapping[str, str]

    @property
    def filters(self) -> dict[str, str]:
        return {column: self.given[column] for column in FILTERS if column in self.relation.column_names and self.given.get(column)}

    @property
    def values(self) -> tuple[Value, ...]:
        """The parameters, in order."""
        return tuple(self.filters.values())

    def _where(self) -> str:
        return "".join(f" {'AND' if n else 'WHERE'} {column} = ?" for n, column in enumerate(self.filters))

    def _ordered(self) -> str:
        return f" ORDER BY {', '.join(self.relation.key)}" if self.relation.key else ""

    @property
    def sql(self) -> str:
        """All columns by name, in the order of the key: names come from the contract, values are parameters."""
        return f"SELECT {', '.join(self.relation.column_names)} FROM {self.relation.name}{self._where()}{self._ordered()}"

    @property
    def counted(self) -> str:
        """How many rows it has."""
        return f"SELECT count(*) AS n FROM {self.relation.name}{self._where()}"

    @property
    def first(self) -> str:
        """Its first rows, to look at."""
        return f"{self.sql} LIMIT 10"

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return "_".join([self.relation.name, *self.filters.values()])

    def command(self, form: str = "parquet") -> str:
        """What writes the same file on the command line; filters are codes without anything that a shell takes for its own."""
        sql = self.sql
        for value in self.filters.values():
            sql = sql.replace("?", "'" + value.replace("'", "''") + "'", 1)
        return f'kerok query "{sql}" -o {self.name}.{form}'

    def citation(self, snapshot: str, kerok: str, rows: int, day: dt.date, *, is_synthetic: bool) -> str:
        """The text that goes with the file."""
        of = ", ".join(f"{k} {v}" for k, v in self.filters.items()) or "all rows"
        origin = "Synthetic data made by kerok synth, not of any real nursing home." if is_synthetic else "Source: Centers for Medicare & Medicaid Services, Payroll-Based Journal Daily Nurse Staffing and Provider Information."
        formula = f" Formula: {self.relation.formula}." if self.relation.formula else ""
        return (
            f"{origin} Computed by Kerok {kerok}: {self.relation.name} ({self.relation.grain}), {of}, {rows:,} rows, snapshot {snapshot}, {day.isoformat()}.{formula} "
            "One row with the files behind it: kerok cite; whether it still holds: kerok verify."
        )
