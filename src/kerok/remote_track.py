"""The track of one file on an engine that computes where the tables are: Trino, Athena."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from kerok import contracts as declared
from kerok import periods
from kerok.dry_run import DryRun
from kerok.engines import connect
from kerok.engines.athena import Connection as AthenaConnection
from kerok.engines.serving import Server, make_relations, make_views
from kerok.errors import KerokError
from kerok.landing import Landed
from kerok.ledger import SourceFile, Transaction
from kerok.loaded import SILVER
from kerok.outcomes import Outcome
from kerok.remote import Remote
from kerok.shared import SharedLake
from kerok.tracks import Track

_RUNNING = "running:athena"
"""Under which the ledger knows the last statement that the lake's writer had Athena begin."""


class RemoteTrack(Track):
    """On Trino or Athena: candidates are tables that nobody reads, and every table moves for itself."""

    lake: SharedLake
    _server: Server | None = None
    _is_serving = False

    def _remote(self, file: SourceFile | None, *, dry_run: bool = False) -> Remote:
        sha8 = file.file_sha256[:8] if file else "00000000"
        if self._server is None:
            self._server = connect(self.lake.settings)
            if isinstance(self._server, AthenaConnection):
                self._stop_what_was_left(self._server)
        if not dry_run and not self._is_serving:
            self._serve(self._server)
            self._is_serving = True
        return (DryRun if dry_run else Remote)(self.lake, self._server, self.lake.settings["engine.kind"], sha8, self.watcher.rows)

    def _stop_what_was_left(self, server: AthenaConnection) -> None:
        """End the statement of a writer that was killed, which Athena carries on and bills; Trino ends what nobody asks about any more.

        Whoever comes here is the one writer: what the one before it began has no reader. Nothing but time and money is at stake, since a
        commit that meets another one's fails.
        """
        with self.lake.ledger.reading() as transaction:
            left = self.lake.ledger.meta(transaction, _RUNNING)
        if left:
            server.stop(left)
        server.started = self._note_running

    def _note_running(self, query_id: str) -> None:
        with self.lake.ledger.writing() as transaction:
            self.lake.ledger.note(transaction, {_RUNNING: query_id})

    def _serve(self, server: Server) -> None:
        """Have the views stand in the engine as the contracts have them now."""
        engine = self.lake.settings["engine.kind"]
        name = f"served:{engine}:{server.catalog}"
        with self.lake.ledger.reading() as transaction:
            known = self.lake.ledger.meta(transaction, name)
        if known != declared.fingerprint():
            if engine == "athena":
                make_views(server, engine)  # the catalog that has the tables is Athena's own
            else:
                make_relations(server, engine=engine)
            with self.lake.ledger.writing() as transaction:
                self.lake.ledger.note(transaction, {name: declared.fingerprint()})

    def refuse_lake(self, dataset: str) -> None:
        """As `Track.refuse_lake`."""
        from kerok.staging import refuse_workflows_lake  # with it DuckDB, which a function on AWS has not

        refuse_workflows_lake(self.lake, dataset)

    def load(self, file: SourceFile, landed: Landed, outcome: Outcome, *, dry_run: bool) -> None:
        """As `Track.load`."""
        resumed = file.rows_withdrawn if file.status == "publishing" else None
        remote, state = self._remote(file, dry_run=dry_run), self._state()
        try:
            loaded = remote.read(landed, remote.stage(landed, file.given_date))
            self._describe(file, loaded)
            reach = self._count_in(state, file, loaded)
            self.watcher.step(landed.name, "Silver")
            losses = periods.Losses(loaded)
            touched = remote.rebuild(state, file.dataset, reach, loaded, losses)
            self._note_losses(file, losses, outcome, resumed, dry_run)
            if dry_run:
                return
            landed.secure()
            with self.lake.ledger.lease(state.lease_names(), self.lake.settings["load.wait_seconds"], renewed=True):
                self._begin_publishing(file)
                self._publish_silver(remote, state, file, touched)
                file.is_in_silver = True
                state.settle()
                with self.lake.ledger.writing() as transaction:
                    self._record(state, due=self._with_due(file, touched))(transaction)
        finally:
            _discard(remote)

    def _with_due(self, file: SourceFile, touched: set[str]) -> dict[str, set[str]]:
        due = self._due()
        return due | {file.dataset: due.get(file.dataset, set()) | touched}

    def settle(self) -> None:
        """As `Track.settle`: for all files that were loaded since the last time, together."""
        state, due = self._state(), self._due()
        if not due and not any(f.is_in_silver for f in state.files):
            return
        remote = self._remote(None)
        names = ", ".join(f.file_name for f in state.files if f.is_in_silver) or "gold"
        try:
            remote.build_gold(state, due.get("pbj", set()), due.get("providerinfo", set()), lambda table: self.watcher.step(names, table))
        finally:
            _discard(remote)
        self._done(state)
        self._publish_images(state, self._record(state, due={}))

    def forget(self, file: SourceFile) -> None:
        """As `Track.forget`."""
        remote, state = self._remote(file), self._state()
        touched = state.remove(file)
        try:
            with self.lake.ledger.lease(state.lease_names(), self.lake.settings["load.wait_seconds"], renewed=True):
                if file.dataset in SILVER:
                    remote.begin(SILVER[file.dataset])
                    remote.begin("silver_quarantine")
                    touched = remote.rebuild(state, file.dataset, touched, None, periods.Losses(None))
                self._begin_publishing(file, forgets=True)
                if file.dataset in SILVER:
                    self._publish_silver(remote, state, file, touched, forgets=True)
                state.settle()
                with self.lake.ledger.writing() as transaction:
                    self._record(state, forgotten=file, due=self._with_due(file, touched))(transaction)
        finally:
            _discard(remote)
        if self._due():
            self.settle()
        else:
            self.refresh_images()

    def refresh_images(self) -> None:
        """As `Track.refresh_images`."""
        with self.lake.writer():
            self._remote(None)  # where the views shall stand, whatever was to be loaded
            self._publish_images(self._state(), lambda transaction: None)

    def _publish_images(self, state: periods.State, record: Callable[[Transaction], None]) -> None:
        from kerok.images import publish_images  # by DuckDB, which a function on AWS has not

        publish_images(self.lake, state, record)

    def _publish_silver(self, remote: Remote, state: periods.State, file: SourceFile, touched: set[str], *, forgets: bool = False) -> None:
        self.watcher.step(file.file_name, "Publish")
        if touched:
            remote.publish(SILVER[file.dataset], touched)
        remote.publish_rejects(state, file.dataset, file.file_sha256, file.origin_sha256, file.rows_quarantined or 0, forgotten=forgets)


def _discard(remote: Remote) -> None:
    """Drop candidates; where the engine does not answer any more they stay until the next try."""
    with contextlib.suppress(KerokError):
        remote.discard()
