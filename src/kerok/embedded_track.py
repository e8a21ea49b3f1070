"""The track of one file on DuckDB, in this process."""

from __future__ import annotations

from collections.abc import Callable

from kerok import gold, periods
from kerok.candidate import Candidate, open_candidate
from kerok.engines.compiled import CompiledSql
from kerok.images import publish_images
from kerok.lake import Lake
from kerok.landing import Landed
from kerok.ledger import SourceFile
from kerok.loaded import SILVER, Loaded
from kerok.loading import Loader
from kerok.outcomes import Outcome, Watcher, now
from kerok.plan import Plan
from kerok.reach import affected_quarters
from kerok.tracks import Track


class EmbeddedTrack(Track):
    """On DuckDB, in this process: candidates are data files that no table refers to yet.

    Args:
        tables_stand: Returns when a new lake's tables can be published to.
    """

    def __init__(self, lake: Lake, watcher: Watcher, tables_stand: Callable[[], None]) -> None:
        super().__init__(lake, watcher)
        self._compiled, self._tables_stand = CompiledSql(), tables_stand

    def _loader(self, candidate: Candidate) -> Loader:
        return Loader(candidate.connection, self._compiled, candidate.ids, lambda table: self.lake.new_data_file(table, None), self.watcher.rows)

    def load(self, file: SourceFile, landed: Landed, outcome: Outcome, *, dry_run: bool) -> None:
        """As `Track.load`."""
        if not dry_run:
            self.settle()
        resumed = file.rows_withdrawn if file.status == "publishing" else None
        with open_candidate(self.lake, self._compiled, None if dry_run or self.lake.is_shared else self._tables_stand) as candidate:
            loaded = None
            try:
                loader = self._loader(candidate)
                loaded = loader.load(landed, file.given_date)
                self._describe(file, loaded)
                state = self._state()
                reach = self._count_in(state, file, loaded)
                self.watcher.step(landed.name, "Silver")
                plan = Plan(candidate, loader, state, file.dataset, loaded, periods.Losses(loaded))
                touched = plan.rebuild(reach)
                self._note_losses(file, plan.losses, outcome, resumed, dry_run)
                candidate.settle(plan.table)
                self._build_gold(candidate, {file.dataset: touched}, landed.name)
                if dry_run:
                    candidate.discard()
                    return
                landed.secure()
                self.watcher.step(file.file_name, "Publish")
                self._publish(candidate, state, file)
            finally:
                if loaded is not None:
                    _remove_leftovers(loaded, candidate)

    def forget(self, file: SourceFile) -> None:
        """As `Track.forget`."""
        self.settle()
        state = self._state()
        with open_candidate(self.lake, self._compiled) as candidate:
            touched = state.remove(file)
            if file.dataset in SILVER:
                plan = Plan(candidate, self._loader(candidate), state, file.dataset, None, periods.Losses(None))
                touched = plan.rebuild(touched)
                plan.forget_rejects(file)
                self._build_gold(candidate, {file.dataset: touched}, file.file_name)
            self._publish(candidate, state, file, forgets=True)

    def settle(self) -> None:
        """As `Track.settle`: another engine may have left some."""
        if not self.lake.is_shared or not (due := self._due()):
            return
        state = self._state()
        with open_candidate(self.lake, self._compiled) as candidate:
            self._build_gold(candidate, due, "gold")
            self._done(state)
            gold.build_images(candidate, state.files, state.periods)
            self.lake.publish(list(candidate.changes.values()), self._record(state, due={}))

    def refresh_images(self) -> None:
        """As `Track.refresh_images`."""
        with self.lake.writer():
            publish_images(self.lake, self._state(), lambda transaction: None)

    def _build_gold(self, candidate: Candidate, touched: dict[str, set[str]], name: str) -> None:
        self.watcher.step(name, "Gold")
        quarters, releases = touched.get("pbj", set()), touched.get("providerinfo", set())
        affected = list(affected_quarters(candidate.partitions("silver_pbj_daily"), quarters, releases))
        for quarter in affected:
            gold.build_quarter(candidate, quarter, rows_changed=quarter in quarters, is_last=quarter == affected[-1])
        gold.build_facilities(candidate, releases_changed=bool(releases))

    def _publish(self, candidate: Candidate, state: periods.State, file: SourceFile, *, forgets: bool = False) -> None:
        """Move all tables and the ledger to what the candidate and the state say."""
        if not self.lake.publishes_at_once:
            self._tables_stand()
            self._begin_publishing(file, forgets=forgets)
        if not forgets:
            file.finished_at, file.error, file.status, file.wants = now(), None, "done", None
        state.settle()
        gold.build_images(candidate, state.files, state.periods)
        self._tables_stand()
        try:
            with self.lake.ledger.lease(state.lease_names(), self.lake.settings["load.wait_seconds"]):
                self.lake.publish(list(candidate.changes.values()), self._record(state, file if forgets else None))
        except Exception:
            if not self.lake.publishes_at_once and not forgets:
                file.status = "publishing"  # some tables may have moved: readers are warned until ``kerok run`` has finished it
            raise


def _remove_leftovers(loaded: Loaded, candidate: Candidate) -> None:
    used = {path for change in candidate.changes.values() for path, _ in change.files}
    for path in loaded.files:
        if path not in used:
            path.unlink(missing_ok=True)
