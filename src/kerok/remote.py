"""The steps of a track on an engine that computes where the tables are: Trino, Athena.

What is current, what is refused and what is counted is the same as in `periods` and `gold`; here the rows never leave the engine. A table is
built as a candidate that nobody reads, checked, and published by one MERGE. Each table is whole at all times; until the last one has moved
the ledger says of the file that it is ``publishing``, and doing all of it again does no harm.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from kerok import contracts as declared
from kerok.contracts import Contract
from kerok.engines.rendered import empty_candidate, statements
from kerok.engines.serving import Server, place_of
from kerok.engines.statement import Statement, fill, in_turns
from kerok.errors import ContractBroken
from kerok.landing import Landed, survey_again
from kerok.ledger import FilePeriod, SourceFile, closed_rows
from kerok.lines import Lines
from kerok.loaded import SILVER, Loaded, Staged, counted_flags, periods_of
from kerok.periods import DAY, Losses, State
from kerok.reach import affected_quarters
from kerok.shared import SharedLake

if TYPE_CHECKING:
    from kerok.dialect import Engine

QUERY_BYTES = 200_000  # of values in one statement: Trino takes a million characters, Athena 262,144 bytes


class Remote:
    """Candidates of one load on one engine.

    Args:
        sha8: Names the candidates: eight hexadecimal digits of the file that is being loaded.
    """

    def __init__(self, lake: SharedLake, server: Server, engine: Engine, sha8: str, progress: Callable[[int], None] = lambda rows: None) -> None:
        self.lake, self.server, self.engine, self.sha8, self._progress = lake, server, engine, sha8, progress
        self._namespace = place_of(server)
        self._made: set[str] = set()
        self._left: set[str] | None = None  # what an earlier try left, once it was asked

    # ------------------------------------------------------------------------------------ statements

    def name(self, table: str) -> str:
        """A table's full name."""
        return f"{self._namespace}.{table}"

    def candidate(self, table: str) -> str:
        """The full name of a table's candidate."""
        return f"{self._namespace}.{table}__candidate_{self.sha8}"

    def _statements(self, table: str, *purposes: str) -> Iterator[Statement]:
        return (s for s in statements(table, self.engine, namespace=self._namespace) if s.purpose in purposes)

    def _run(self, table: str, *purposes: str, partitions: Iterable[str] = ()) -> None:
        for statement in self._statements(table, *purposes):
            self.server.run(self._filled(statement, partitions=partitions))

    def _filled(self, statement: Statement, file_sha256: str = "0" * 64, partitions: Iterable[str] = ()) -> str:
        place = self.lake.settings.warehouse
        return fill(statement, sha8=self.sha8, file_sha256=file_sha256, partitions=partitions, warehouse=place if place.startswith("s3://") else "")

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        return list(self.server.query(sql))

    # ------------------------------------------------------------------------------------ candidates

    def begin(self, table: str) -> None:
        """An empty candidate, whatever an earlier try left."""
        self._clear(table)
        self.server.run(self._filled(empty_candidate(table, self.engine, namespace=self._namespace)))

    def _clear(self, table: str) -> None:
        """Have no candidate of the table, whatever an earlier try left."""
        if self._left is None and self.engine != "athena":  # whose answer to that takes longer than a DROP
            found = self.rows(
                f"SELECT table_name FROM {self.server.catalog}.information_schema.tables"
                f" WHERE table_schema = '{self.server.namespace}' AND table_name LIKE '%__candidate_{self.sha8}'"
            )
            self._left = {str(name) for (name,) in found}
        if self._left is None or table in self._made or f"{table}__candidate_{self.sha8}" in self._left:
            self._run(table, "discard")
        self._made.add(table)

    def discard(self) -> None:
        """Drop every candidate of this load."""
        for table in sorted(self._made):
            self._run(table, "discard")
        self._made.clear()

    def audit(self, table: str) -> None:
        """Run the contract's checks on the candidate; raises ContractBroken."""
        checks = list(self._statements(table, "check"))
        if not checks:
            return
        asked = (f"(SELECT {i} AS place FROM (\n{self._filled(check)}\n) AS broken LIMIT 1)" for i, check in enumerate(checks))
        for (place,) in self.answers(["\nUNION ALL\n".join(asked)])[0]:
            broken = self.rows(f"SELECT * FROM ({self._filled(checks[place])}) AS broken LIMIT 5")
            raise ContractBroken(
                f"{table}: check {checks[place].about} failed, it was not published",
                where="; ".join(", ".join(str(v) for v in row) for row in broken),
                hint="this is a fault of Kerok or of its SQL: please report it with the file's name",
            )

    def answers(self, queries: Iterable[str]) -> list[list[tuple[Any, ...]]]:
        """The rows of each of some queries that check."""
        return [self.rows(sql) for sql in queries]

    def publish(self, table: str, partitions: Iterable[str] = ()) -> None:
        """Make the table's partitions equal to the candidate, in one snapshot where one statement can write them all."""
        for some in in_turns(partitions):
            self._run(table, "merge", partitions=some)
        self._run(table, "discard")
        self._made.discard(table)

    def build(self, table: str, partitions: Iterable[str] = ()) -> None:
        """Compute the partitions (or the whole table) from the contract's SELECT, check them, publish them; a step of several tables once for all of them."""
        wanted = sorted(partitions)
        for step in declared.steps_of(table):
            if declared.contracts()[step].materialize and step not in self._made:
                self._clear(step)
                self._run(step, "candidate", partitions=wanted)
        self._clear(table)
        self._run(table, "candidate", partitions=wanted)
        self.audit(table)
        self.publish(table, wanted)

    def insert_values(self, table: str, rows: Iterable[dict[str, Any]]) -> None:
        """Add rows to the candidate; values are text, or None."""
        columns = declared.contracts()[table].columns
        spelled = (f"({', '.join(f'CAST({literal(r.get(c.name))} AS {c.type})' for c in columns)})" for r in rows)
        for values in chunks(spelled):
            self.server.run(f"INSERT INTO {self.candidate(table)} ({', '.join(c.name for c in columns)}) VALUES {values}")

    # ------------------------------------------------------------------------------------ one file

    def read(self, landed: Landed, staged: Staged) -> Loaded:
        """Judge the rows of a staged file: the kept ones stand in the candidate of the silver table, the rejected ones in that of the quarantine."""
        dataset, sha = landed.dataset, landed.sha256
        loaded = Loaded(landed, rows_in=staged.rows, irregular=staged.irregular, origin_sha256=staged.origin_sha256)
        self.begin(SILVER[dataset])
        self._add_rows_of(dataset, sha)
        loaded.periods = self._periods(loaded)
        loaded.rows_kept = sum(p.rows_kept for p in loaded.periods)
        if loaded.rows_kept < staged.rows:  # where every row is kept none is rejected, and the file need not be read again
            loaded.rejects = self._rejects(landed, staged)
        bad = {n for n, _, _ in loaded.rejects}
        loaded.origin_rows = {row for own, row in staged.origin_rows.items() if own not in bad}
        loaded.retries = [[own, row] for own, row in sorted(staged.origin_rows.items()) if own in bad]
        return loaded

    def _rejects(self, landed: Landed, staged: Staged) -> list[tuple[int, str, str]]:
        """Put the rejected rows of a staged file into the candidate of the quarantine; row number, reasons and raw record of each."""
        rejected = self.candidate("silver_quarantine")
        self.begin("silver_quarantine")
        judged = self._filled(next(self._statements(f"read_{landed.dataset}", "select")), landed.sha256)
        self.server.run(
            f"INSERT INTO {rejected} (dataset, file_name, file_sha256, row_number, reasons, raw) SELECT {literal(landed.dataset)}, {literal(landed.name)},"
            f" file_sha256, row_number, reasons, raw FROM (\n{judged}\n) AS judged WHERE reasons IS NOT NULL"
        )
        if not staged.has_raw:
            self._fill_in_raw(landed)
        return [(int(n), str(reasons), str(raw)) for n, reasons, raw in self.rows(f"SELECT row_number, reasons, raw FROM {rejected} ORDER BY row_number")]

    def _fill_in_raw(self, landed: Landed) -> None:
        """Put the raw lines of rejected rows beside them: a quickly staged file has none inside."""
        rejected = self.candidate("silver_quarantine")
        numbers = [int(n) for (n,) in self.rows(f"SELECT row_number FROM {rejected} WHERE raw IS NULL ORDER BY row_number")]
        if not numbers:
            return
        with Lines(landed) as lines:
            for values in chunks(f"({n}, {literal(lines.text(n))})" for n in numbers):
                self.server.run(f"MERGE INTO {rejected} AS t USING (VALUES {values}) AS s(n, raw_text) ON t.row_number = s.n WHEN MATCHED THEN UPDATE SET raw = s.raw_text")

    def _add_rows_of(self, dataset: str, sha256: str, where: str = "", *, unless_there: bool = False) -> None:
        """Add the kept rows of a staged file to the candidate."""
        select = self._filled(next(self._statements(SILVER[dataset], "select")), sha256)
        self._add(SILVER[dataset], f"(\n{select}\n)", where, unless_there=unless_there)

    def _add(self, table: str, source: str, where: str, *, unless_there: bool) -> None:
        contract = declared.contracts()[table]
        columns = ", ".join(contract.column_names)
        same = " AND ".join(f"c.{k} = s.{k}" for k in contract.key)
        conditions = [*([where] if where else []), *([f"NOT EXISTS (SELECT 1 FROM {self.candidate(table)} AS c WHERE {same})"] if unless_there else [])]
        filtered = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        self.server.run(f"INSERT INTO {self.candidate(table)} ({columns}) SELECT {columns} FROM {source} AS s{filtered}")

    def _periods(self, loaded: Loaded) -> list[FilePeriod]:
        dataset = loaded.landed.dataset
        table, period = self.candidate(SILVER[dataset]), declared.contracts()[SILVER[dataset]].partition
        day = "count(DISTINCT work_date)" if dataset == "pbj" else "1"
        found = self.rows(
            f"SELECT CAST({period} AS varchar), CAST(NULL AS varchar), count(*), count(DISTINCT state), {day}, bool_or(is_synthetic) FROM {table} GROUP BY {period}"
            f" UNION ALL SELECT CAST({period} AS varchar), flags, count(*), 0, 0, false FROM {table} WHERE flags IS NOT NULL GROUP BY {period}, flags"
        )
        rows = sorted((period, *counts) for period, flags, *counts in found if flags is None)
        return periods_of(loaded, rows, counted_flags((period, flags, counts[0]) for period, flags, *counts in found if flags is not None))

    # ------------------------------------------------------------------------------------ periods

    def rebuild(self, state: State, dataset: str, names: set[str], loaded: Loaded | None, losses: Losses) -> set[str]:
        """Let the candidate hold all rows of the periods whose live rows change, and no others; returns those periods."""
        table, touched = SILVER[dataset], set()
        arrived = loaded.landed.sha256 if loaded else None
        for period in sorted(names):
            state.touched.add((dataset, period))
            losses.refuse_mixture(state, dataset, period)
            current, before = state.current(dataset, period), state.current_before(dataset, period)
            if arrived not in current and current == before:
                self._leave_out(table, period)
                continue
            touched.add(period)
            if arrived is not None and current[-1:] == [arrived] and before == current[:-1]:
                if before:
                    self._add(table, self.name(table), self._in(table, period, "s."), unless_there=True)
            elif current != [arrived]:
                self._leave_out(table, period)
                for place, sha in enumerate(reversed(current)):
                    self.restage(state, dataset, sha)
                    self._add_rows_of(dataset, sha, self._in(table, period, "s."), unless_there=place > 0)
        self.audit(table)
        self._count_live(state, dataset, touched, loaded)
        self._count_withdrawn(dataset, [p for p in sorted(touched) if not _lays_itself_over(state.current(dataset, p), arrived)], losses)
        return touched

    def _leave_out(self, table: str, period: str) -> None:
        self.server.run(f"DELETE FROM {self.candidate(table)} WHERE {self._in(table, period)}")

    def _in(self, table: str, period: str, alias: str = "") -> str:
        contract = declared.contracts()[table]
        return f"{alias}{contract.partition} = {_typed(contract, period)}"

    def stage(self, landed: Landed, given_date: str | None) -> Staged:
        """Have the file's staged Parquet."""
        from kerok.staging import stage  # with it DuckDB, which functions on AWS do without

        return stage(self.lake, landed, given_date, self._progress)

    def restage(self, state: State, dataset: str, sha256: str) -> None:
        """Have the staged Parquet of an earlier file, be it gone meanwhile."""
        from kerok.staging import is_staged

        if not is_staged(self.lake, dataset, sha256):
            file = next(f for f in state.files if (f.dataset, f.file_sha256) == (dataset, sha256))
            self.stage(survey_again(file.file_name, self.lake.kept(file.bronze), dataset), file.given_date)

    def unstage(self, dataset: str, sha256: str) -> None:
        """Take a file's staged Parquet away."""
        from kerok.staging import unstage

        unstage(self.lake, dataset, sha256)

    def _count_live(self, state: State, dataset: str, touched: set[str], loaded: Loaded | None) -> None:
        """Note of every file how many of the rows that count are its own, in each period; those of a file that is alone there are known."""
        table = SILVER[dataset]
        counts = {(p.period, p.file_sha256): p.rows_kept for p in (loaded.periods if loaded else ()) if state.current(dataset, p.period) == [p.file_sha256]}
        if not touched <= {period for period, _ in counts}:
            period = f"CAST({declared.contracts()[table].partition} AS varchar)"
            counts = {(name, sha): n for name, sha, n in self.rows(f"SELECT {period}, file_sha256, count(*) FROM {self.candidate(table)} GROUP BY {period}, file_sha256")}
        for name in touched:
            for entry in state.of(dataset, name):
                entry.rows_live = counts.get((name, entry.file_sha256), 0)

    def _count_withdrawn(self, dataset: str, names: list[str], losses: Losses) -> None:
        """Note what each period loses."""
        table = SILVER[dataset]
        if not names:
            return
        contract = declared.contracts()[table]
        period, within = f"CAST(o.{contract.partition} AS varchar)", f"o.{contract.partition} IN ({', '.join(_typed(contract, n) for n in names)})"
        same = " AND ".join(f"n.{k} = o.{k}" for k in contract.key)
        lost = f"FROM {self.name(table)} AS o WHERE {within} AND NOT EXISTS (SELECT 1 FROM {self.candidate(table)} AS n WHERE {same})"
        for name, gone, facilities in self.rows(f"SELECT {period}, count(*), count(DISTINCT o.ccn) {lost} GROUP BY {period} ORDER BY 1"):
            self._add_loss(dataset, name, gone, facilities, lost, losses)

    def _add_loss(self, dataset: str, name: str, gone: int, facilities: int, lost: str, losses: Losses) -> None:
        table, day = SILVER[dataset], DAY[dataset]
        old, where = self.name(table), self._in(table, name, "o.")
        before = self.rows(f"SELECT count(*) FROM {old} AS o WHERE {where}")[0][0]
        left = f"SELECT 1 FROM {self.candidate(table)} AS n WHERE n.{day} = o.{day} AND {self._in(table, name, 'n.')}"
        days = [str(d) for (d,) in self.rows(f"SELECT DISTINCT o.{day} FROM {old} AS o WHERE {where} AND NOT EXISTS ({left}) ORDER BY 1")]
        some = [str(c) for (c,) in self.rows(f"SELECT DISTINCT o.ccn {lost} AND {where} ORDER BY 1 LIMIT 5")]
        losses.add(name, gone, before, facilities, days, some)

    # ------------------------------------------------------------------------------------ quarantine

    def publish_rejects(self, state: State, dataset: str, sha256: str, origin: str | None, rejects: int, *, forgotten: bool = False) -> None:
        """Publish the rejects of the file that is in the candidate, and say of its family's rows what closes each of them now.

        Args:
            origin: The file whose rows it mends.
            rejects: How many rows are in the candidate.
            forgotten: The file leaves: its candidate is empty.
        """
        # the file's own rows are in silver by now, though its entry in the ledger does not say so yet
        files = {f.file_sha256: replace(f, is_in_silver=f.is_in_silver or f.file_sha256 == sha256) for f in state.files if f.dataset == dataset}
        family = [origin, *(f.file_sha256 for f in files.values() if f.origin_sha256 == origin)] if origin else []
        older = sorted({s for s in family if s and s in files} - {sha256})
        table, candidate = "silver_quarantine", self.candidate("silver_quarantine")
        if not older and not forgotten and not rejects and not self.rows(f"SELECT 1 FROM {self.name(table)} WHERE file_sha256 = {literal(sha256)} LIMIT 1"):
            return  # none are and none were, as of nearly every file of CMS's
        if table not in self._made:
            self.begin(table)
        if older:
            self._add(table, self.name(table), f"s.file_sha256 IN ({', '.join(literal(s) for s in older)})", unless_there=False)
        for sha in older:
            self.server.run(f"UPDATE {candidate} SET closed_by = NULL WHERE file_sha256 = {literal(sha)} AND closed_by IS NOT NULL")
        for sha in [*older, *([] if forgotten else [sha256])]:
            self._close(candidate, sha, closed_rows(files[sha], files.values()))
        if forgotten:
            self.unstage(dataset, sha256)
        self.audit(table)
        self.publish(table, [*older, sha256])

    def _close(self, candidate: str, sha256: str, closed: dict[int, str]) -> None:
        for mender in sorted(set(closed.values())):
            for numbers in chunks(str(n) for n, by in sorted(closed.items()) if by == mender):
                self.server.run(f"UPDATE {candidate} SET closed_by = {literal(mender)} WHERE file_sha256 = {literal(sha256)} AND row_number IN ({numbers})")

    # ------------------------------------------------------------------------------------ gold

    def build_gold(self, state: State, quarters: set[str], releases: set[str], step: Callable[[str], None]) -> None:
        """Build and publish every gold table that reads what changed: PBJ quarters and Provider Info releases."""
        for table, partitions in gold_due(state, quarters, releases).items():
            step(table)
            self.build(table, partitions)

    def publish_images(self, files: list[SourceFile], periods: list[FilePeriod]) -> None:
        """Bring the ledger's images and the load summary up to date."""
        images: dict[str, list[dict[str, Any]]] = {"ops_file_log": [asdict(f) for f in files], "ops_file_period": [asdict(p) for p in periods]}
        for table, rows in images.items():
            self.begin(table)
            self.insert_values(table, rows)
            self.audit(table)
            self.publish(table)
        self.build("gold_load_summary")


GOLD = (
    "gold_daily_staffing_fact", "gold_monthly_staffing_fact", "gold_quarterly_provider_fact",
    "gold_facility_dim", "gold_facility_history", "ops_release_quarter",
)  # fmt: skip
"""The tables that are built from silver, each after those that it reads."""


def gold_due(state: State, quarters: set[str], releases: set[str]) -> dict[str, list[str]]:
    """Of the tables in GOLD those to be built when PBJ quarters and Provider Info releases have changed, each with its partitions; none = the whole table."""
    loaded = {p.period for p in state.periods if p.dataset == "pbj" and state.current("pbj", p.period)}
    affected = affected_quarters(loaded, quarters, releases)
    due: dict[str, list[str]] = {"gold_daily_staffing_fact": sorted(quarters)} if quarters else {}
    if affected:
        due |= {"gold_monthly_staffing_fact": affected, "gold_quarterly_provider_fact": affected}
    due["gold_facility_dim"] = []
    if releases:
        due["gold_facility_history"] = []
    if releases or any(p.dataset == "providerinfo" for p in state.periods):
        due["ops_release_quarter"] = []
    return due


def literal(value: Any) -> str:
    """A value as SQL: text, ``NULL`` for None and the empty text; control characters as escapes."""
    if value is None or value == "":
        return "NULL"
    text = str(value).replace("'", "''")
    if re.search(r"[\0-\x1f\x7f-\x9f]", text):
        escaped = re.sub(r"[\0-\x1f\x7f-\x9f]", lambda c: f"\\{ord(c[0]):04x}", text.replace("\\", "\\\\"))
        return f"U&'{escaped}'"
    return f"'{text}'"


def chunks(spelled: Iterable[str]) -> Iterator[str]:
    """Comma-separated texts of at most QUERY_BYTES each."""
    some: list[str] = []
    size = 0
    for item in spelled:
        length = len(item.encode()) + 2
        if some and size + length > QUERY_BYTES:
            yield ", ".join(some)
            some, size = [], 0
        some.append(item)
        size += length
    if some:
        yield ", ".join(some)


def _lays_itself_over(current: list[str], arrived: str | None) -> bool:
    """Whether the file that arrived leaves all rows of a period that it does not hold."""
    return len(current) > 1 and current[-1] == arrived


def _typed(contract: Contract, period: str) -> str:
    kind = contract.column(contract.partition).type
    return f"DATE '{period}'" if kind == "date" else literal(period)

