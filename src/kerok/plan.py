"""The live rows of the periods that change, built by DuckDB into a candidate."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kerok import contracts as declared
from kerok.candidate import Candidate
from kerok.engines import duckdb as duck
from kerok.landing import survey_again
from kerok.ledger import SourceFile, closed_rows
from kerok.loaded import SILVER, Loaded
from kerok.loading import Loader
from kerok.periods import DAY, Losses, State


def newest_rows(table: str, oldest_first: list[str]) -> str:
    """DuckDB's SQL of the row of each key that stands in the newest of some relations."""
    contract = declared.contracts()[table]
    ranked = " UNION ALL ".join(f"SELECT *, {rank} AS file_place FROM ({sql})" for rank, sql in enumerate(oldest_first))
    names = ", ".join(f'"{c}"' for c in contract.column_names)
    return (
        f"SELECT {names} FROM (SELECT *, row_number() OVER (PARTITION BY {', '.join(contract.key)} ORDER BY file_place DESC) AS newest_first"
        f" FROM ({ranked})) WHERE newest_first = 1"
    )


@dataclass
class Plan:
    """Builds the silver table's changed periods into a candidate, and knows what they lose.

    Attributes:
        loaded: The file that arrived; None when one was forgotten.
    """

    candidate: Candidate
    loader: Loader
    state: State
    dataset: str
    loaded: Loaded | None
    losses: Losses
    _reloaded: dict[str, Loaded] = field(default_factory=dict)

    @property
    def table(self) -> str:
        return SILVER[self.dataset]

    def rebuild(self, names: set[str]) -> set[str]:
        """Build the periods anew where their live rows change; returns those."""
        touched = set()
        for period in sorted(names):
            self.state.touched.add((self.dataset, period))
            if self._rebuild(period):
                touched.add(period)
        if self.loaded is not None:
            self._put_rejects(self.loaded)
            if self.loaded.origin_sha256:
                self._mark_closed(self.loaded.origin_sha256)
        for loaded in self._reloaded.values():
            for path in loaded.files:
                path.unlink(missing_ok=True)
        return touched

    def _rebuild(self, period: str) -> bool:
        current = self.state.current(self.dataset, period)
        arrived = self.loaded.landed.sha256 if self.loaded else None
        self.losses.refuse_mixture(self.state, self.dataset, period)
        if arrived not in current and current == self.state.current_before(self.dataset, period):
            return False  # what arrived or left is older than the newest national file: it contributes nothing
        files = self._files(period, current, arrived)
        self.candidate.replace(self.table, period, files)
        if files:
            untouched = self.loaded is not None and current == [arrived] and len(self.loaded.periods) == 1
            self.candidate.audit(self.table, files, self.loaded.proven if untouched and self.loaded else frozenset())
        self._count_live(period)
        self._count_withdrawn(period, replaced=len(current) < 2 or arrived is None or current[-1] != arrived)
        return True

    def _files(self, period: str, current: list[str], arrived: str | None) -> list[Path]:
        """New data files of one period."""
        if not current:
            return []
        if arrived is not None and current == [arrived]:
            assert self.loaded is not None
            if len(self.loaded.periods) == 1:
                return [self._moved(path, period) for path in self.loaded.files]
            return [self._written(period, self._rows_of(self.loaded, period))]
        if arrived is not None and current[-1] == arrived and self.state.current_before(self.dataset, period) == current[:-1]:
            assert self.loaded is not None
            return [self._written(period, newest_rows(self.table, [self.candidate.live_relation(self.table, [period]), self._rows_of(self.loaded, period)]))]
        return [self._written(period, newest_rows(self.table, [self._rows_of(self._load_again(sha), period) for sha in current]))]

    def _moved(self, path: Path, period: str) -> Path:
        target = self.candidate.lake.new_data_file(self.table, period)
        path.replace(target)
        return target

    def _written(self, period: str, select: str) -> Path:
        path = self.candidate.lake.new_data_file(self.table, period)
        duck.write_parquet(self.candidate.connection, self.table, select, path, self.candidate.ids[self.table])
        return path

    def _rows_of(self, loaded: Loaded, period: str) -> str:
        if not loaded.files:
            return duck.relation_sql(self.table, [], self.candidate.ids[self.table])
        column = declared.contracts()[self.table].partition
        names = ", ".join(f'"{c}"' for c in declared.contracts()[self.table].column_names)
        paths = ", ".join(duck.literal(str(p)) for p in loaded.files)
        return f"SELECT {names} FROM read_parquet([{paths}], hive_partitioning=false) WHERE {column} = {duck.literal(period)}"

    def _load_again(self, sha256: str) -> Loaded:
        if self.loaded is not None and sha256 == self.loaded.landed.sha256:
            return self.loaded
        if sha256 not in self._reloaded:
            file = next(f for f in self.state.files if (f.dataset, f.file_sha256) == (self.dataset, sha256))
            landed = survey_again(file.file_name, self.candidate.lake.kept(file.bronze), file.dataset)
            self._reloaded[sha256] = self.loader.load(landed, file.given_date)
        return self._reloaded[sha256]

    def _count_live(self, period: str) -> None:
        counts = dict(
            self.candidate.connection.execute(
                f"SELECT file_sha256, count(*) FROM ({self.candidate.relation(self.table, [period])}) GROUP BY 1"
            ).fetchall()
        )
        for entry in self.state.of(self.dataset, period):
            entry.rows_live = counts.get(entry.file_sha256, 0)

    def _count_withdrawn(self, period: str, *, replaced: bool) -> None:
        if not replaced or not any(f.partition == period for f in self.candidate.live[self.table]):
            return
        key = declared.contracts()[self.table].key
        on = " AND ".join(f"o.{k} = n.{k}" for k in key)
        day = DAY[self.dataset]
        execute = self.candidate.connection.execute
        execute(
            f"CREATE OR REPLACE TEMP TABLE withdrawn AS SELECT o.* FROM (SELECT {', '.join(key)}"
            f" FROM ({self.candidate.live_relation(self.table, [period])})) o"
            f" ANTI JOIN ({self.candidate.relation(self.table, [period])}) n ON {on}"
        )
        gone, facilities = execute("SELECT count(*), count(DISTINCT ccn) FROM withdrawn").fetchall()[0]
        if not gone:
            return
        before = execute(f"SELECT count(*) FROM ({self.candidate.live_relation(self.table, [period])})").fetchall()[0][0]
        days = [
            str(d)
            for (d,) in execute(
                f"SELECT DISTINCT w.{day} FROM withdrawn w ANTI JOIN ({self.candidate.relation(self.table, [period])}) n ON w.{day} = n.{day} ORDER BY 1"
            ).fetchall()
        ]
        some = [c for (c,) in execute("SELECT DISTINCT ccn FROM withdrawn ORDER BY 1 LIMIT 5").fetchall()]
        self.losses.add(period, gone, before, facilities, days, some)

    # ------------------------------------------------------------------------------------ quarantine

    def _put_rejects(self, loaded: Loaded) -> None:
        name, sha = loaded.landed.name, loaded.landed.sha256
        self._write_rejects(sha, [(self.dataset, name, sha, row, reasons, raw) for row, reasons, raw in loaded.rejects])

    def _write_rejects(self, sha: str, rows: list[tuple[Any, ...]]) -> None:
        import pyarrow as pa

        present = any(f.partition == sha for f in self.candidate.live["silver_quarantine"])
        if not rows and not present:
            return
        file = next((f for f in self.state.files if (f.dataset, f.file_sha256) == (self.dataset, sha)), None)
        closed = closed_rows(file, self.state.files) if file else {}
        columns = ("dataset", "file_name", "file_sha256", "row_number", "reasons", "raw")
        arrays: dict[str, Any] = {c: [r[i] for r in rows] for i, c in enumerate(columns)}
        arrays["closed_by"] = [closed.get(r[3]) for r in rows]
        types = {"row_number": pa.int64()}
        scratch = duck.scratch_name("rejects")
        self.candidate.connection.register(scratch, pa.table({c: pa.array(v, types.get(c, pa.string())) for c, v in arrays.items()}))
        self.candidate.build("silver_quarantine", sha, f'SELECT * FROM "{scratch}"')

    def _mark_closed(self, origin: str) -> None:
        """Write the rejects of a file, and of those that mend it, anew with what closes each of them now."""
        arrived = self.loaded.landed.sha256 if self.loaded else None
        family = [origin, *(f.file_sha256 for f in self.state.files if f.dataset == self.dataset and f.origin_sha256 == origin)]
        for sha in family:
            rows = self.candidate.connection.execute(
                f"SELECT dataset, file_name, file_sha256, row_number, reasons, raw FROM ({self.candidate.live_relation('silver_quarantine', [sha])})"
            ).fetchall()
            if rows and sha != arrived:
                self._write_rejects(sha, rows)

    def forget_rejects(self, file: SourceFile) -> None:
        """Take a forgotten file's rejects out, and open again those of its origin that it had closed."""
        if any(f.partition == file.file_sha256 for f in self.candidate.live["silver_quarantine"]):
            self.candidate.replace("silver_quarantine", file.file_sha256, [])
        if file.origin_sha256:
            self._mark_closed(file.origin_sha256)
