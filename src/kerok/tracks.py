"""The track of one file, with all its steps: what every engine has in common. `embedded_track` has that of DuckDB, `remote_track` that of other engines."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import replace

from kerok import moments, periods
from kerok.dates import processing_date_in
from kerok.errors import Refused
from kerok.lake import Lake
from kerok.landing import Landed
from kerok.ledger import SourceFile, Transaction
from kerok.loaded import NATIONAL_AREAS, Loaded, days_in_quarter
from kerok.origins import named_origin
from kerok.outcomes import Outcome, Watcher, now
from kerok.sources.folder import shown

MAX_REJECTED_SHARE = 0.01


class Track(ABC):
    """Loads, forgets and publishes, one file at a time, under the lake's writer."""

    def __init__(self, lake: Lake, watcher: Watcher) -> None:
        self.lake, self.watcher = lake, watcher

    def refuse_lake(self, dataset: str) -> None:  # noqa: B027, most lakes are anybody's to load
        """Nothing, where files of the dataset can be loaded into this lake from here; raises Refused, before any byte is kept, where they cannot."""

    @abstractmethod
    def load(self, file: SourceFile, landed: Landed, outcome: Outcome, *, dry_run: bool) -> None:
        """Run all steps of a landed file; with ``dry_run`` nothing is published, and the outcome says what would leave."""

    @abstractmethod
    def forget(self, file: SourceFile) -> None:
        """Build the file's periods anew from the files that remain, and take it out of the ledger."""

    @abstractmethod
    def refresh_images(self) -> None:
        """Bring the ledger's images up to date after files that changed nothing else."""

    @abstractmethod
    def settle(self) -> None:
        """Build the gold that is due, if any: what an engine that builds it for several files at once, or a kill, left."""

    # ------------------------------------------------------------------------------------ what both have in common

    def _state(self) -> periods.State:
        with self.lake.ledger.reading() as reading:
            return periods.State(self.lake.ledger.files(reading), self.lake.ledger.periods(reading))

    def _describe(self, file: SourceFile, loaded: Loaded) -> None:
        """Note what was read; raises Refused where too much of it cannot be."""
        file.rows_in, file.rows_kept = loaded.rows_in, loaded.rows_kept
        file.rows_quarantined, file.rows_superseded = len(loaded.rejects), loaded.rows_superseded
        file.irregular = loaded.irregular
        file.is_synthetic = any(p.is_synthetic for p in loaded.periods)
        file.origin_sha256, file.closes, file.retries = loaded.origin_sha256, sorted(loaded.origin_rows), loaded.retries
        if loaded.rejects:
            file.warnings.append(f"{len(loaded.rejects):,} rows quarantined; see them: kerok quarantine --file {file.file_sha256[:12]}")
            if _ends_inside_a_row(loaded):
                file.warnings.append(f"the file ends inside row {loaded.rejects[-1][0]:,}, as if it had been cut: compare its size with CMS's; undo: kerok forget {file.file_sha256[:12]}")
        if loaded.rows_superseded:
            file.warnings.append(f"{loaded.rows_superseded:,} rows repeat a key of a later row and were superseded")
        for p in loaded.periods:
            if p.areas >= NATIONAL_AREAS and not p.is_national:
                file.warnings.append(f"{p.period} holds {p.areas} areas but only {p.days} of its {days_in_quarter(p.period)} days: taken for an extract, not for a national file")
        if file.unmapped_columns:
            file.warnings.append(f"columns not known and not loaded: {file.unmapped_columns}")
        _refuse_rejects(file, loaded)

    def _count_in(self, state: periods.State, file: SourceFile, loaded: Loaded) -> set[str]:
        """Count the file among those that are loaded; returns the periods in which rows may change."""
        reach = state.add(file, loaded)
        if file.origin_sha256 and not any(f.file_sha256 == file.origin_sha256 for f in state.files):
            file.warnings.append(f"the file whose rows it mends, {file.origin_sha256[:12]}, is not in this lake: it takes its own place in the order")
        return reach

    def _note_losses(self, file: SourceFile, losses: periods.Losses, outcome: Outcome, resumed: int | None, dry_run: bool) -> None:
        """Note what periods lose; raises Refused where that is too much.

        Args:
            resumed: What they lost in a publish that was interrupted: tables that it had moved already lack those rows.
        """
        file.rows_withdrawn = max(losses.rows_withdrawn, resumed or 0)
        outcome.would_withdraw = losses.withdrawals if dry_run else None
        losses.refuse(file)

    def _begin_publishing(self, file: SourceFile, *, forgets: bool = False) -> None:
        """Say in the ledger that tables are about to move, one after the other; ``kerok run`` finishes what stops in between.

        Args:
            forgets: The file is to be taken out: what it was until then stays with it.
        """
        begun = replace(file, status="publishing", wants={"forget": file.status} if forgets else None)
        with self.lake.ledger.writing() as transaction:
            self.lake.ledger.put(transaction, begun)
        if not forgets:
            file.status, file.wants = begun.status, None

    def _due(self) -> dict[str, set[str]]:
        with self.lake.ledger.reading() as transaction:
            return self.lake.ledger.due(transaction)

    def _done(self, state: periods.State) -> None:
        """Let files whose rows are in silver be done, now that gold is built too."""
        for file in state.files:
            if file.is_in_silver:
                file.finished_at, file.error, file.status, file.is_in_silver = now(), None, "done", False
        state.settle()

    def _record(self, state: periods.State, forgotten: SourceFile | None = None, due: dict[str, set[str]] | None = None) -> Callable[[Transaction], None]:
        """What goes into the ledger with, or after, the tables.

        Args:
            due: Periods whose gold is to be built from now on.
        """
        ledger = self.lake.ledger

        def record(transaction: Transaction) -> None:
            if due is not None:
                ledger.note_due(transaction, due)
            if forgotten is not None:
                ledger.forget(transaction, forgotten, now())
            for known in state.files:
                ledger.put(transaction, known)
            ledger.put_periods(transaction, state.periods)
            if not self.lake.is_shared:
                moments.remember(transaction, self.lake.namespace, state.files, now())

        return record


def give_date(lake: Lake, file: SourceFile, landed: Landed) -> None:
    """Find the processing date of a Provider Info file that has no such column; raises Refused when nothing tells it."""
    assert landed.match is not None
    file.warnings = []
    if file.dataset != "providerinfo" or "processing_date" in landed.match.positions or file.given_date:
        return
    file.given_date = _origins_date(lake, landed)
    if file.given_date:
        return
    found = processing_date_in(file.file_name)
    if found is None:
        raise Refused(
            f"{shown(file.file_name)} does not say which release it is: no processing date in it, none in its name",
            where="columns Processing Date, FILEDATE: absent",
            hint="kerok ingest FILE --processing-date 2018-01-01",
        )
    file.given_date = found.isoformat()
    file.warnings.append(f"processing date {found} is taken from the file's name: the file has no such column")


def _origins_date(lake: Lake, landed: Landed) -> str | None:
    """The processing date that was given to the file whose rows this one mends."""
    origin = named_origin(landed)
    with lake.ledger.reading() as connection:
        found = lake.ledger.find(connection, origin) if origin else []
    return next((f.given_date for f in found if f.dataset == landed.dataset), None)


def _ends_inside_a_row(loaded: Loaded) -> bool:
    """Whether the last row has not all of its cells."""
    row, reasons, _ = loaded.rejects[-1]
    return reasons in ("wrong_field_count", "unterminated_quote") and row == loaded.landed.lines + 1


def _refuse_rejects(file: SourceFile, loaded: Loaded) -> None:
    share = len(loaded.rejects) / max(loaded.rows_in, 1)
    if loaded.origin_sha256 and loaded.rows_kept:
        return  # a mended file holds only rows that were bad: those that still are stay quarantined
    if loaded.rejects and share > MAX_REJECTED_SHARE and not file.accept_loss:
        row, reasons, raw = loaded.rejects[0]
        raise Refused(
            f"{len(loaded.rejects):,} of {loaded.rows_in:,} rows ({share:.1%}) of {shown(file.file_name)} cannot be read: more than 1 % is not loaded",
            where=f"first: row {row}: {reasons}: {raw[:120]}",
            hint="mend the cells that kerok_reasons names, and empty kerok_extra" if loaded.origin_sha256
            else "mend the file, or load the rest of it: kerok ingest --accept-loss FILE",
        )
