"""What the lake would be after a change: new data files over the live ones, before anything is published."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from kerok import contracts as declared
from kerok.durable import Flushing
from kerok.engines import duckdb as duck
from kerok.engines.compiled import CompiledSql
from kerok.errors import KerokError
from kerok.iceberg import Change, LiveFile, layout_of
from kerok.lake import Lake


@contextlib.contextmanager
def open_candidate(lake: Lake, compiled: CompiledSql | None = None, tables_stand: Callable[[], None] | None = None) -> Iterator[Candidate]:
    """A candidate on a connection of its own; where the block ends in an error, what was not published is removed.

    Args:
        tables_stand: Returns when a new lake's tables can be published to. Given where the candidate will be published, at once and from this machine's folder.
    """
    with duck.connect(lake.settings, scratch=lake.home / "tmp") as connection:
        candidate = Candidate(lake, connection, compiled or CompiledSql(), tables_stand)
        try:
            yield candidate
        except BaseException:
            candidate.discard()
            raise
        finally:
            candidate.close()


class Candidate:
    """New files of some tables laid over the live ones, readable on one DuckDB connection.

    Attributes:
        changes: What a publish would do, by table.
    """

    def __init__(self, lake: Lake, connection: duck.Connection, compiled: CompiledSql, tables_stand: Callable[[], None] | None = None) -> None:
        self.lake, self.connection, self.compiled = lake, connection, compiled
        self._tables_stand, self._staging = tables_stand, ThreadPoolExecutor(1)
        self.ids = lake.field_ids()
        self.live = lake.live_files(c.name for c in declared.tables())
        self.changes: dict[str, Change] = {}

    # ------------------------------------------------------------------------------------ reading

    def files(self, table: str, partitions: Iterable[str] | None = None) -> list[LiveFile]:
        """Files of the table as it would be, of the given partitions or all."""
        wanted = None if partitions is None else set(partitions)
        change = self.changes.get(table)
        kept = [f for f in self.live[table] if change is None or (change.partitions is not None and f.partition not in change.partitions)]
        layout = layout_of(table, self.ids[table])
        new = [LiveFile(str(path), partition, -1, (), layout) for path, partition in change.files] if change else []
        return [f for f in [*kept, *new] if wanted is None or f.partition in wanted]

    def live_relation(self, table: str, partitions: Iterable[str]) -> str:
        """A SELECT over the table's partitions as they are now."""
        wanted = set(partitions)
        return self._over(table, [f for f in self.live[table] if f.partition in wanted])

    def relation(self, table: str, partitions: Iterable[str] | None = None) -> str:
        """A SELECT over the table as it would be."""
        return self._over(table, self.files(table, partitions))

    def _over(self, table: str, files: list[LiveFile]) -> str:
        self.lake.fetch(files)
        return duck.relation_sql(table, files, self.ids[table])

    def expose(self, table: str, partitions: Iterable[str] | None = None) -> None:
        """Make the table, as it would be, readable under its name."""
        duck.create_relation(self.connection, table, self.relation(table, partitions), for_cursors=True)

    def partitions(self, table: str) -> set[str]:
        """Partition values that hold rows, as it would be."""
        return {f.partition for f in self.files(table) if f.partition is not None}

    # ------------------------------------------------------------------------------------ changing

    def replace(self, table: str, partition: str | None, files: list[Path]) -> None:
        """Let ``files`` be all there is of one partition, or of the whole table."""
        change = self.changes.setdefault(table, Change(table, None if partition is None else set()))
        if partition is None:
            change.files = []
        else:
            assert change.partitions is not None
            change.partitions.add(partition)
            change.files = [f for f in change.files if f[1] != partition]
        change.files += [(path, partition) for path in files]
        change.flushing |= {path: Flushing([path]).begin() for path in files}

    def settle(self, *tables: str) -> None:
        """Nothing in these tables will change any more: let their metadata be written while others are computed."""
        for table in tables:
            change = self.changes.get(table)
            if change and self._tables_stand:
                change.staged = self._staging.submit(self._stage, change)

    def _stage(self, change: Change) -> tuple[str, str]:
        assert self._tables_stand
        self._tables_stand()
        return self.lake.stage(change, self.live[change.table])

    def close(self) -> None:
        """Return when nothing is being written any more."""
        self._staging.shutdown(cancel_futures=True)

    def build(
        self,
        table: str,
        partition: str | None,
        select: str | None = None,
        *,
        ordered: bool = True,
        stored: Iterable[str] = (),
        proven: frozenset[str] = frozenset(),
        connection: duck.Connection | None = None,
    ) -> int:
        """Compute one partition (or the whole table) from its contract's SELECT over what is exposed.

        Args:
            select: Another SELECT instead of the contract's.
            proven: Checks that hold by the way the rows are made.
            connection: A cursor of the candidate's connection, to build on another thread.

        Returns:
            Rows written.

        Raises:
            ContractBroken: A check of the contract fails on the result.
        """
        path = self.lake.new_data_file(table, partition)
        sql = select or self.compiled.select(table, "duckdb", stored)
        rows = duck.write_parquet(connection or self.connection, table, sql, path, self.ids[table], ordered=ordered)
        if not rows:
            path.unlink()
        self.replace(table, partition, [path] if rows else [])
        if rows:
            self.audit(table, [path], proven, connection)
        return rows

    def audit(self, table: str, files: list[Path], proven: frozenset[str] = frozenset(), connection: duck.Connection | None = None) -> None:
        """Run the contract's checks on new files, but for those proven already; raises ContractBroken."""
        relation = duck.relation_sql(table, [LiveFile(str(p), None, -1, (), layout_of(table, self.ids[table])) for p in files], self.ids[table])
        duck.run_checks(connection or self.connection, table, relation, lambda sql: self.compiled.translate(sql, "duckdb"), proven)

    def discard(self) -> None:
        """Remove every new file that no table refers to: all of them, unless the interruption came just after the publish."""
        self.close()
        new = [path for change in self.changes.values() for path, _ in change.files]
        with contextlib.suppress(KerokError):  # where the catalog cannot be read they stay, for maintenance to remove
            live = {f.path for files in self.lake.live_files(self.changes).values() for f in files}
            for path in new:
                if str(path) not in live:
                    path.unlink(missing_ok=True)
        self.changes.clear()
