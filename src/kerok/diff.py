"""What differs between two files, two releases of a period, or a period at two moments: facilities, rows, cells, and what that does to HPRD."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from kerok import contracts as declared
from kerok.engines import duckdb as duck
from kerok.engines.compiled import CompiledSql
from kerok.errors import UsageError
from kerok.lake import Lake
from kerok.loaded import NATIONAL_AREAS, SILVER
from kerok.periods import DAY
from kerok.report import table
from kerok.rowkey import dicts
from kerok.sides import Side, Sides
from kerok.sources.folder import shown

_OURS = {"file_sha256", "flags", "unreadable_cells", "is_incomplete", "is_synthetic"}  # what Kerok says of a row is no cell of CMS's
# CMS leaves a facility-quarter out of its public file beyond these (PBJ methodology page): total nurse HPRD 0 or above 12, aide HPRD above 5.25
_MOST_TOTAL, _MOST_AIDE = Decimal(12), Decimal("5.25")


@dataclass(frozen=True)
class SideFigures:
    """Counts of one side."""

    label: str
    periods: list[str]
    files: list[dict[str, Any]]
    rows: int
    facilities: int
    areas: int
    rejected: int


@dataclass(frozen=True)
class Difference:
    """What B holds that A does not, and the other way round.

    Attributes:
        cells_by_column: Changed cells by column, most first; None where the periods differ, so that no row has its like.
        facilities: Facilities whose hours or resident days differ, those added and withdrawn among them: sums and HPRD of ``role_set`` on both
            sides; largest change of HPRD first. Empty for Provider Info.
        nation: By role set, sums and HPRD over all facilities of each side.
    """

    dataset: str
    a: SideFigures
    b: SideFigures
    role_set: str
    facilities_added: list[dict[str, Any]]
    facilities_withdrawn: list[dict[str, Any]]
    rows_added: int | None
    rows_withdrawn: int | None
    rows_changed: int | None
    cells_by_column: list[dict[str, Any]] | None
    facilities: list[dict[str, Any]]
    nation: list[dict[str, Any]]
    cells: list[dict[str, Any]] = field(default_factory=list)

    @property
    def is_national(self) -> bool:
        return min(self.a.areas, self.b.areas) >= NATIONAL_AREAS

    def to_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        body = {k: v for k, v in vars(self).items() if k not in ("a", "b")}
        return {"a": vars(self.a), "b": vars(self.b), "is_national": self.is_national, **body}


@contextmanager
def compared(lake: Lake, a: str, b: str, role_set: str = "cms_total") -> Iterator[Comparison]:
    """Two sides, open for comparison; what had to be read anew is removed at the end, and the lake is only read.

    Raises:
        UsageError: A side is nothing that can be compared, the two are of different datasets, or there is no such role set.
    """
    sets = [s["name"] for s in declared.role_sets() if len(s["members"]) > 1]
    if role_set not in sets:
        raise UsageError(f"no role set {role_set} to compare by", where=f"there are: {', '.join(sets)}", hint="kerok diff A B --role-set cms_total")
    compiled = CompiledSql()
    with tempfile.TemporaryDirectory(prefix="kerok-diff-") as folder, duck.connect(lake.settings, scratch=Path(folder) / "spill") as con:
        sides = Sides(lake, con, compiled, Path(folder))
        first, second = sides.open(a), sides.open(b)
        if first.dataset != second.dataset:
            raise UsageError("the two are of different datasets", where=f"{first.label}: {first.dataset}; {second.label}: {second.dataset}", hint="compare two files of one dataset")
        yield Comparison(con, compiled, first, second, role_set)


class Comparison:
    """Two sides on an open connection."""

    def __init__(self, con: duck.Connection, compiled: CompiledSql, a: Side, b: Side, role_set: str) -> None:
        self.connection, self._compiled, self._sides, self._role_set = con, compiled, (a, b), role_set
        self._dataset = a.dataset
        self._contract = declared.contracts()[SILVER[a.dataset]]
        for name, side in zip("ab", self._sides, strict=True):
            duck.create_relation(con, f"side_{name}", side.relation)
        self._figures = [self._count(name, side) for name, side in zip("ab", self._sides, strict=True)]
        self._key = self._common_key()
        if self._key:
            self._compare_rows()
        if self._dataset == "pbj":
            self._sum_facilities()

    def result(self, limit: int | None = 20) -> Difference:
        """The difference; of the cells at most ``limit``, all where None."""
        a, b = self._figures
        counts = {k: self._one(f"SELECT count(*) FROM {v}") for k, v in (("added", "rows_added"), ("withdrawn", "rows_withdrawn"), ("changed", "changed"))} if self._key else {}
        some = "" if limit is None else f" LIMIT {limit}"
        return Difference(
            self._dataset, a, b, self._role_set, self._only_in("b", "a"), self._withdrawn(), counts.get("added"), counts.get("withdrawn"), counts.get("changed"),
            dicts(self.connection, "SELECT column_name, cms_column, count(*) AS cells, count(DISTINCT ccn) AS facilities FROM cells GROUP BY ALL ORDER BY cells DESC, column_name")
            if self._key else None,
            dicts(self.connection, self.facilities_sql()) if self._dataset == "pbj" else [], self._nation() if self._dataset == "pbj" else [],
            dicts(self.connection, self.cells_sql() + some) if self._key else [],
        )  # fmt: skip

    def cells_sql(self) -> str:
        """All changed cells and added and withdrawn rows, in order: one row per cell, one per added or withdrawn row."""
        if not self._key:
            raise UsageError("the two are of different periods: no row has its like", where=" against ".join(", ".join(f.periods) for f in self._figures), hint="kerok diff A B --table facilities -o FILE")
        key = ", ".join(self._key)
        gone = " UNION ALL ".join(f"SELECT {key}, '{what}' AS change, NULL AS column_name, NULL AS cms_column, NULL AS old, NULL AS new FROM rows_{what}" for what in ("added", "withdrawn"))
        return f"SELECT * FROM (SELECT {key}, 'changed' AS change, column_name, cms_column, old, new FROM cells UNION ALL {gone}) ORDER BY {key}, change, column_name"

    def facilities_sql(self) -> str:
        """Facilities whose hours or resident days differ, largest change of HPRD first."""
        if self._dataset != "pbj":
            raise UsageError("Provider Info has no hours to add up", hint="kerok diff A B --table cells -o FILE")
        return "SELECT * FROM effects ORDER BY abs(hprd_change) DESC NULLS FIRST, ccn"

    # ------------------------------------------------------------------------------------ rows

    def _one(self, sql: str) -> int:
        return int(self.connection.execute(sql).fetchall()[0][0])

    def _count(self, name: str, side: Side) -> SideFigures:
        last, period = DAY[self._dataset], self._contract.partition
        self.connection.execute(
            f"CREATE TEMP TABLE homes_{name} AS SELECT ccn, max_by(facility_name, {last}) AS facility_name, max_by(state, {last}) AS state, count(*) AS rows,"
            f" list(DISTINCT CAST({period} AS VARCHAR)) AS periods FROM side_{name} GROUP BY ccn"
        )
        rows, facilities, areas = self.connection.execute(f"SELECT coalesce(sum(rows), 0), count(*), count(DISTINCT state) FROM homes_{name}").fetchall()[0]
        periods = self.connection.execute(f"SELECT DISTINCT unnest(periods) FROM homes_{name} ORDER BY 1").fetchall()
        return SideFigures(side.label, [p for (p,) in periods], side.files, int(rows), facilities, areas, side.rejected)

    def _common_key(self) -> list[str]:
        """Columns by which a row of one side has its like on the other; none where the quarters differ."""
        a, b = (f.periods for f in self._figures)
        if a == b:
            return list(self._contract.key)
        return ["ccn"] if self._dataset == "providerinfo" and len(a) == len(b) == 1 else []

    def _compare_rows(self) -> None:
        on = " AND ".join(f"a.{k} = b.{k}" for k in self._key)
        key = ", ".join(f"a.{k}" for k in self._key)
        columns = [c for c in self._contract.columns if c.name not in _OURS and c.name not in self._contract.key and c.name != self._contract.partition]
        differs = " OR ".join(f'a."{c.name}" IS DISTINCT FROM b."{c.name}"' for c in columns)
        both = ", ".join(f'a."{c.name}" AS "a_{c.name}", b."{c.name}" AS "b_{c.name}"' for c in columns)
        run = self.connection.execute
        run(f"CREATE TEMP TABLE changed AS SELECT {key}, {both} FROM side_a a JOIN side_b b ON {on} WHERE {differs}")
        for what, here, there in (("added", "b", "a"), ("withdrawn", "a", "b")):
            run(f"CREATE TEMP TABLE rows_{what} AS SELECT {', '.join(self._key)} FROM side_{here} ANTI JOIN side_{there} USING ({', '.join(self._key)})")
        names = ", ".join(self._key)
        cells = " UNION ALL ".join(
            f"SELECT {names}, '{c.name}' AS column_name, {duck.literal(c.source) if c.source else 'NULL'} AS cms_column,"
            f' CAST("a_{c.name}" AS VARCHAR) AS old, CAST("b_{c.name}" AS VARCHAR) AS new FROM changed WHERE "a_{c.name}" IS DISTINCT FROM "b_{c.name}"'
            for c in columns
        )
        run(f"CREATE TEMP TABLE cells AS {cells}")

    def _only_in(self, here: str, there: str) -> list[dict[str, Any]]:
        return dicts(self.connection, f"SELECT ccn, facility_name, state, rows FROM homes_{here} ANTI JOIN homes_{there} USING (ccn) ORDER BY ccn")

    def _withdrawn(self) -> list[dict[str, Any]]:
        """Facilities of A alone; of PBJ with what is known of why."""
        gone = self._only_in("a", "b")
        if self._dataset == "pbj":
            sums = {r["ccn"]: r for r in dicts(self.connection, "SELECT ccn, cms_total_hours, cms_total_resident_days, cms_aide_hours, cms_aide_resident_days FROM sums_a")}
            for facility in gone:
                facility["why"] = _why(sums[facility["ccn"]])
        return gone

    # ------------------------------------------------------------------------------------ hours

    def _sum_facilities(self) -> None:
        """Sums by facility and role set on both sides, by the SQL of the daily table."""
        sets = [s["name"] for s in declared.role_sets() if len(s["members"]) > 1]
        sums = ", ".join(
            f"sum({s}_hours) FILTER (WHERE residents > 0) AS {s}_hours, sum(residents) FILTER (WHERE residents > 0 AND {s}_hours IS NOT NULL) AS {s}_resident_days"
            for s in sets
        )
        for name in "ab":
            duck.create_relation(self.connection, "silver_pbj_daily", f"SELECT * FROM side_{name}")
            daily = self._compiled.select("gold_daily_staffing_fact", "duckdb")
            self.connection.execute(
                f"CREATE TEMP TABLE sums_{name} AS SELECT s.*, h.facility_name, h.state FROM (SELECT ccn, {sums} FROM ({daily}) GROUP BY ccn) s JOIN homes_{name} h USING (ccn)"
            )
        s = self._role_set
        rate = self._compiled.translate(
            f"SELECT coalesce(a.ccn, b.ccn) AS ccn, coalesce(b.facility_name, a.facility_name) AS facility_name, coalesce(b.state, a.state) AS state,"
            f" CASE WHEN a.ccn IS NULL THEN 'added' WHEN b.ccn IS NULL THEN 'withdrawn' ELSE 'changed' END AS change,"
            f" a.{s}_hours AS hours_a, b.{s}_hours AS hours_b, a.{s}_resident_days AS resident_days_a, b.{s}_resident_days AS resident_days_b,"
            f" rate(a.{s}_hours, a.{s}_resident_days) AS hprd_a, rate(b.{s}_hours, b.{s}_resident_days) AS hprd_b,"
            f" rate(b.{s}_hours, b.{s}_resident_days) - rate(a.{s}_hours, a.{s}_resident_days) AS hprd_change"
            f" FROM sums_a a FULL JOIN sums_b b ON a.ccn = b.ccn"
            f" WHERE a.{s}_hours IS DISTINCT FROM b.{s}_hours OR a.{s}_resident_days IS DISTINCT FROM b.{s}_resident_days OR a.ccn IS NULL OR b.ccn IS NULL",
            "duckdb",
        )
        self.connection.execute(f"CREATE TEMP TABLE effects AS {rate}")
        self._sets = sets

    def _nation(self) -> list[dict[str, Any]]:
        parts = [
            f"SELECT '{s}' AS role_set, (SELECT sum({s}_hours) FROM sums_a) AS hours_a, (SELECT sum({s}_hours) FROM sums_b) AS hours_b,"
            f" (SELECT sum({s}_resident_days) FROM sums_a) AS days_a, (SELECT sum({s}_resident_days) FROM sums_b) AS days_b"
            for s in self._sets
        ]
        sql = self._compiled.translate(
            "SELECT role_set, hours_a, hours_b, CAST(days_a AS bigint) AS resident_days_a, CAST(days_b AS bigint) AS resident_days_b, rate(hours_a, days_a) AS hprd_a,"
            f" rate(hours_b, days_b) AS hprd_b, rate(hours_b, days_b) - rate(hours_a, days_a) AS hprd_change FROM ({' UNION ALL '.join(parts)}) AS n",
            "duckdb",
        )
        return dicts(self.connection, sql)


def _why(sums: dict[str, Any]) -> str:
    """What A's own figures say of why a facility is not in B."""

    def above(name: str, most: Decimal) -> bool:
        hours, days = sums[f"{name}_hours"], sums[f"{name}_resident_days"]
        return bool(days) and hours is not None and hours > most * days

    if not sums["cms_total_hours"] or above("cms_total", _MOST_TOTAL) or above("cms_aide", _MOST_AIDE):
        return "outside the limits within which CMS publishes a home (total HPRD above 0 and up to 12, aides up to 5.25)"
    return "not known from these files: closed, not submitted in time, or taken out by CMS"


# ------------------------------------------------------------------------------------------ for people


def as_text(found: Difference) -> str:
    """The difference, its counts first."""
    a, b = found.a, found.b
    names = ["", "of", "periods", "rows", "facilities", "areas", "unreadable rows"]
    lines = [table(names, [[n, s.label, ", ".join(s.periods), s.rows, s.facilities, s.areas, s.rejected] for n, s in (("A", a), ("B", b))])]
    lines.append(f"\nfacilities: {len(found.facilities_added):,} added, {len(found.facilities_withdrawn):,} withdrawn")
    if found.cells_by_column is None:
        lines.append("different quarters: no row has its like, so rows and cells are not compared")
    else:
        cells = sum(c["cells"] for c in found.cells_by_column)
        lines.append(f"rows: {found.rows_added:,} added, {found.rows_withdrawn:,} withdrawn, {found.rows_changed:,} changed in {cells:,} cells")
        if found.cells_by_column:
            lines.append("\n" + table(["column", "CMS's column", "cells", "facilities"], [list(c.values()) for c in found.cells_by_column]))
    for what, some in (("added", found.facilities_added), ("withdrawn", found.facilities_withdrawn)):
        if some:
            lines.append(f"\n{what}:\n" + table(list(some[0]), [list(r.values()) for r in some[:10]]) + _more(len(some) - 10))
    if found.nation:
        whose = "the nation's" if found.is_national else "all facilities' (not the nation: A or B is no national file)"
        lines.append(f"\n{whose} HPRD:\n" + table(list(found.nation[0]), [list(r.values()) for r in found.nation]))
    if found.facilities:
        head = f"\nHPRD of facilities ({found.role_set}), {len(found.facilities):,} differ, largest change first:"
        lines.append(f"{head}\n" + table(list(found.facilities[0]), [list(r.values()) for r in found.facilities[:10]]) + _more(len(found.facilities) - 10))
    if found.cells:
        lines.append("\nthe first cells and rows:\n" + table(list(found.cells[0]), [list(r.values()) for r in found.cells], numbers_right=False))
    lines += [f"\n{n}: {shown(f['file_name'])}, published {f['published'] or 'unknown'}, sha256 {f['file_sha256']}" for n, s in (("A", a), ("B", b)) for f in s.files]
    return "\n".join(lines)


def _more(count: int) -> str:
    return f"\n... {count:,} more (--json, or --table facilities -o FILE)" if count > 0 else ""
