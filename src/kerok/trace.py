"""From any number to the raw lines it is made of, and the number counted again from them."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from kerok import contracts as declared
from kerok import recount
from kerok.contracts import Contract
from kerok.engines import duckdb as duck
from kerok.errors import KerokError, LakeDamaged
from kerok.headers import normalise, registry
from kerok.lake import Lake
from kerok.landing import Record
from kerok.ledger import SourceFile
from kerok.query import Reader
from kerok.rawlines import BronzeFile, ccn_of, header_of, open_bronze
from kerok.rowkey import contract_named, dicts, find_row, typed_key
from kerok.sources.folder import shown
from kerok.traced import Cell, RawRow, Recount, Trace, TracedFile

MOST_RAW_ROWS = 10_000  # a number made of more is counted again from the daily table: reading all their lines would take minutes
MOST_SHOWN = 100_000
_DAY_COLUMN = {"silver_pbj_daily": "work_date", "silver_providerinfo": "processing_date"}
_DATASET = {"silver_pbj_daily": "pbj", "silver_providerinfo": "providerinfo"}
_NOT_FROM_RELEASE = {"ccn", "facility_name", "state", "quarter", "pbj_state", "pbj_facility_name"}


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
    contract = contract_named(name)
    given = typed_key(contract, key)
    with lake.ledger.reading() as connection:
        files = {(f.dataset, f.file_sha256): f for f in lake.ledger.files(connection)}
    reader = Reader(lake)
    with reader.open(_relations(contract, files.values())) as con:
        row = find_row(con, contract, given)
        return _Tracer(reader, con, contract, row, files, MOST_SHOWN if limit is None else limit).run()


def _relations(contract: Contract, files: Iterable[SourceFile]) -> set[str]:
    """Tables and views that the trace reads."""
    text = " ".join((contract.name, *contract.trace, *contract.trace.values()))
    found = {n for n, c in declared.contracts().items() if c.kind != "step" and re.search(rf"\b{n}\b", text)}
    if "counts" in contract.trace and "ccn" not in contract.key:
        found.add("gold_daily_staffing_fact")
    if any(f.rows_quarantined for f in files):
        found.add("silver_quarantine")
    return found


class _Tracer:
    """Traces one row on an open connection."""

    def __init__(
        self, reader: Reader, con: duck.Connection, contract: Contract, row: dict[str, Any], files: dict[tuple[str, str], SourceFile], limit: int
    ) -> None:
        self._lake, self._compiled, self._con = reader.lake, reader.compiled, con
        self._contract, self._row, self._files, self._limit = contract, row, files, limit
        self._counts = contract.trace.get("counts", "")
        self._role_set = _role_set(self._counts, row)
        self._days: list[recount.Day] = []
        self._notes: list[str] = []

    def run(self) -> Trace:
        contract, row = self._contract, self._row
        totals = {t: self._total(t) for t in contract.trace if t in _DAY_COLUMN}
        traced = [f for table in totals for f in self._files_of(table, totals[table])]
        if "file" in contract.trace:
            traced = [self._named_file()]
        return Trace(
            contract.name, contract.kind, contract.grain, {k: row[k] for k in contract.key}, row, contract.formula, contract.steps.strip(),
            _with_members(self._role_set), _lineage(contract), totals, traced,
            self._recount(totals["silver_pbj_daily"]) if self._counts else None, recount.counted_in_words(self._counts, row), self._notes,
        )  # fmt: skip

    # ------------------------------------------------------------------------------------ silver

    def _select(self, what: str, table: str, condition: str) -> tuple[str, dict[str, Any]]:
        sql = self._compiled.translate(f"SELECT {what} FROM {table} WHERE {condition}", "duckdb")
        return sql, {p: self._row[p] for p in re.findall(r":([a-z_0-9]+)", condition)}

    def _total(self, table: str) -> int:
        return int(self._con.execute(*self._select("count(*)", table, self._contract.trace[table])).fetchall()[0][0])

    def _files_of(self, table: str, total: int) -> list[TracedFile]:
        """The files that a silver table's rows are from, most rows first, each with its lines."""
        day = _DAY_COLUMN[table]
        sql, parameters = self._select(f"file_sha256, ccn, {day}", table, self._contract.trace[table])
        counts = self._con.execute(f"SELECT file_sha256, count(*) FROM ({sql}) GROUP BY 1 ORDER BY 2 DESC, 1", parameters).fetchall()
        most = max(self._limit, MOST_RAW_ROWS) if total <= MOST_RAW_ROWS else self._limit
        picked = f"SELECT * FROM ({sql}) QUALIFY row_number() OVER (PARTITION BY file_sha256 ORDER BY ccn, {day}) <= {most}"
        keys: dict[str, set[tuple[str, dt.date]]] = defaultdict(set)
        for sha, ccn, when in self._con.execute(picked, parameters).fetchall():
            keys[sha].add((ccn, when))
        return [self._file(table, sha, live, keys[sha]) for sha, live in counts]

    def _file(self, table: str, sha256: str, live: int, keys: set[tuple[str, dt.date]]) -> TracedFile:
        file = self._source(_DATASET[table], sha256)
        bronze = open_bronze(self._lake.kept(file.bronze), file)
        traced = _described(self._lake, file, table, bronze.header_line, live)
        rows = self._rows(table, bronze, keys) if keys else []
        if table == "silver_providerinfo":
            traced.columns = [c for c, v in self._row.items() if c.endswith("processing_date") and v in {d for _, d in keys}]
        ends = [r.row for r in rows if r.status == "live"][: self._limit]
        everything = len(ends) == sum(r.status == "live" for r in rows)
        traced.rows = rows if everything else [r for r in rows if ends and r.row <= ends[-1]]
        return traced

    def _rows(self, table: str, bronze: BronzeFile, keys: set[tuple[str, dt.date]]) -> list[RawRow]:
        """The lines of the keys, and rejected lines of the same facilities and days, in the file's order."""
        rejected, counts = self._rejected(bronze.file), False if self._counts else None
        found: dict[tuple[str, dt.date], list[tuple[RawRow, Record]]] = defaultdict(list)
        rows: list[RawRow] = []
        first, last = min(d for _, d in keys), max(d for _, d in keys)
        for record in bronze.lines_of({ccn for ccn, _ in keys}):
            row, when = RawRow(record.row, record.raw), _day_of(table, bronze, record)
            if record.row in rejected:
                row.status, row.counted, row.reason = "quarantined", counts, rejected[record.row]
            if row.status == "quarantined" and (when is None or first <= when <= last):
                rows.append(row)
            elif row.status == "live" and when is not None and (key := (ccn_of(bronze, record), when)) in keys:
                found[key].append((row, record))
                rows.append(row)
        _refuse_gaps(bronze, keys - set(found))
        for (_, when), same in found.items():
            *older, (newest, record) = same
            for row, _ in older:
                row.status, row.counted, row.reason = "superseded", counts, f"row {newest.row:,} of the file has the same key"
            self._fill(table, bronze, newest, record, when)
        return rows

    def _source(self, dataset: str, sha256: str) -> SourceFile:
        if (dataset, sha256) not in self._files:
            raise LakeDamaged(f"rows are from a file that the ledger does not know: {sha256[:12]}", where=f"{self._contract.name}, {dataset}", hint="kerok status; it may have been forgotten just now: try again")
        return self._files[dataset, sha256]

    def _rejected(self, file: SourceFile) -> dict[int, str]:
        """Reasons by row number of the file's quarantined rows."""
        if not file.rows_quarantined:
            return {}
        sql = "SELECT row_number, reasons, closed_by FROM silver_quarantine WHERE dataset = ? AND file_sha256 = ?"
        rows = self._con.execute(sql, [file.dataset, file.file_sha256]).fetchall()
        return {row: f"{reasons}; mended by {closed[:12]}" if closed else reasons for row, reasons, closed in rows}

    def _fill(self, table: str, bronze: BronzeFile, row: RawRow, record: Record, when: dt.date) -> None:
        """Add the cells that matter, and in PBJ whether they count."""
        if table == "silver_providerinfo":
            row.cells = [_cell(bronze, record, c, staged) for c, staged in _release_columns(self._contract, self._row, when)]
            return
        day = recount.day_of(bronze, record, when)
        self._days.append(day)
        members = self._role_set["members"] if self._role_set else []
        row.counted, row.reason = recount.judge(day, self._counts, self._row, members)
        members = list(day.given) if self._counts in ("day", "") else members
        wanted = [("mds_census", "mdscensus")]
        for member in members:
            parts = ("", "_emp", "_ctr") if None in day.given[member] or self._counts in ("day", "") else ("",)
            wanted += [(f"hrs_{member}{part}", f"hrs_{member}{part}") for part in parts]
        row.cells = [_cell(bronze, record, column, staged) for column, staged in wanted]

    # ------------------------------------------------------------------------------------ the number again

    def _recount(self, total: int) -> Recount:
        columns = self._contract.column_names
        if total <= MOST_RAW_ROWS:
            source, values = "the raw cells", recount.COUNTS[self._counts](self._days, self._row)
        else:
            source, values = "gold_daily_staffing_fact", self._summed_by_sql()
            self._notes.append(f"made of {total:,} rows: their sum is that of gold_daily_staffing_fact, and not all raw lines were read")
        values = {k: v for k, v in values.items() if k in columns}
        differs = [k for k, v in values.items() if not recount.agrees(self._row[k], v)]
        return Recount(source, {k: recount.rounded(v) for k, v in values.items()}, differs)

    def _summed_by_sql(self) -> dict[str, recount.Number]:
        assert self._role_set is not None
        days, parameters = self._select("*", "gold_daily_staffing_fact", self._contract.trace["silver_pbj_daily"])
        (sums,) = dicts(self._con, recount.sums_sql(self._role_set, days), parameters)
        return recount.with_rates(sums)

    def _named_file(self) -> TracedFile:
        """The file that a row about a file names; of a quarantined row, the row itself."""
        row = self._row
        if "dataset" not in row:
            raise KerokError(f"the row is from a file of your own, which the lake does not keep: {shown(row['file_name'])}", where=f"sha256 {row['file_sha256']}", hint="kerok thresholds list")
        file = self._source(row["dataset"], row["file_sha256"])
        traced = _described(self._lake, file, self._contract.name, header_of(self._lake.kept(file.bronze), file), 0)
        if "row_number" in row:
            reason = f"{row['reasons']}; mended by {row['closed_by'][:12]}" if row["closed_by"] else row["reasons"]
            traced.rows = [RawRow(row["row_number"], row["raw"], "quarantined", None, reason)]
        return traced


# ------------------------------------------------------------------------------------------ what is told beside


def _role_set(counts: str, row: dict[str, Any]) -> dict[str, Any] | None:
    """The role set that is counted; None where the number is not about one."""
    name = {"role_set": row.get("role_set"), "role_sets": "cms_total", "measure": recount.measured_set(row.get("measure"))}.get(counts)
    return next((s for s in declared.role_sets() if s["name"] == name), None)


def _with_members(role_set: dict[str, Any] | None) -> dict[str, Any] | None:
    if role_set is None:
        return None
    members = [{k: r[k] for k in ("name", "title", "column")} for r in declared.roles() if r["name"] in role_set["members"]]
    return {"name": role_set["name"], "version": role_set["version"], "title": role_set["title"], "members": members}


def _lineage(contract: Contract) -> list[dict[str, str]]:
    """The relation, and below it what leads to the rows traced, down to silver."""
    silver = {t for t in contract.trace if t in _DAY_COLUMN}
    found, waiting = [contract], [contract]
    while waiting:
        one = waiting.pop(0)
        below = [declared.contracts()[i] for i in one.inputs if one.name not in silver and not i.startswith("staged_")]
        new = [c for c in below if c not in found and _leads_to(c, silver)]
        found, waiting = found + new, waiting + new
    return [{"name": c.name, "grain": c.grain, "formula": c.formula, "steps": c.steps.strip()} for c in found]


def _leads_to(contract: Contract, silver: set[str]) -> bool:
    inputs = [declared.contracts()[i] for i in contract.inputs if not i.startswith("staged_")]
    return contract.name in silver or (contract.layer != "silver" and any(_leads_to(i, silver) for i in inputs))


def _described(lake: Lake, file: SourceFile, table: str, header: str, live: int) -> TracedFile:
    return TracedFile(
        table, file.dataset, file.file_name, file.file_sha256, file.published, file.received_at, file.encoding, file.vintage,
        str(lake.store.root / file.bronze), header, live, origin_sha256=file.origin_sha256,
    )  # fmt: skip


def _day_of(table: str, bronze: BronzeFile, record: Record) -> dt.date | None:
    if table == "silver_pbj_daily":
        return recount.day_in(bronze.cell(record, "workdate"))
    return recount.day_in(bronze.cell(record, "processing_date") or bronze.file.given_date)


def _refuse_gaps(bronze: BronzeFile, missing: set[tuple[str, dt.date]]) -> None:
    if missing:
        ccn, when = min(missing)
        raise LakeDamaged(
            f"{len(missing):,} rows that are live from {shown(bronze.file.file_name)} are not in its bytes",
            where=f"{bronze.path}: ccn {ccn}, {when}",
            hint="restore the file from CMS and ingest it again; if it is whole, please report this",
        )


def _cell(bronze: BronzeFile, record: Record, column: str, staged: str) -> Cell:
    at = bronze.match.positions.get(staged)
    return Cell(column, None if at is None else bronze.header[at], bronze.cell(record, staged))


def _release_columns(contract: Contract, row: dict[str, Any], when: dt.date) -> list[tuple[str, str]]:
    """Columns of the row that are from the release of that date, with the staged column each is read from."""
    if contract.name == "silver_providerinfo":
        return [(c.name, c.staged or c.name) for c in contract.columns if c.parse and c.parse != "keep"]
    known = {a if isinstance(a, str) else a["header"]: c["name"] for c in registry("providerinfo")["columns"] for a in c["aliases"]}
    sources = {c.name: c.source for c in contract.columns if c.name not in _NOT_FROM_RELEASE} | _sources_of_measure(row)
    named = [(name, known.get(normalise(source.split(" (before")[0]))) for name, source in sources.items() if source]
    return [(name, staged) for name, staged in named if staged and _is_of_release(name, row, when)]


def _sources_of_measure(row: dict[str, Any]) -> dict[str, str]:
    """CMS's columns behind a row that is about one reported measure."""
    if "measure" not in row:
        return {}
    is_average = row["measure"] == "average_residents"
    reported = "reported_average_residents" if is_average else f"reported_{row['measure']}_hprd"
    footnote = "reported_average_residents_footnote" if is_average else "reported_staffing_footnote"
    quarterly = declared.contracts()["gold_quarterly_provider_fact"]
    return {"cms": quarterly.column(reported).source, "footnote": quarterly.column(footnote).source}


def _is_of_release(column: str, row: dict[str, Any], when: dt.date) -> bool:
    group = "reported" if column.startswith("reported_") else "case_mix" if column.startswith(("case_mix_", "adjusted_")) else "beds"
    return bool(row.get(f"{group}_processing_date", when) == when)
