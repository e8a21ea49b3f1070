"""From source files to published tables: the steps of each track, in process, all or nothing per file."""

from __future__ import annotations

import contextlib
import datetime as dt
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kerok import gold, periods
from kerok.candidate import Candidate
from kerok.dates import processing_date_in
from kerok.engines import duckdb as duck
from kerok.engines.compiled import CompiledSql
from kerok.errors import KerokError, Refused, UnreadableFile, UsageError
from kerok.lake import Lake
from kerok.landing import Landed, land, sha256_of, survey_again
from kerok.ledger import LOADED, SourceFile, is_alive
from kerok.loading import NATIONAL_AREAS, SILVER, Loaded, Loader, days_in_quarter
from kerok.origins import named_origin
from kerok.sources.folder import Incoming, find, shown

MAX_REJECTED_SHARE = 0.01


@dataclass(frozen=True)
class Step:
    """One step of a track: its name, as the workflow shows it, and what it does."""

    name: str
    does: str


TRACKS: dict[str, tuple[Step, ...]] = {
    "PBJ": (
        Step("Stage", "copy the bytes to bronze, find encoding and header, type every row"),
        Step("Silver", "lay the file's rows over the period's by the order of files; refuse what would lose rows"),
        Step("Gold", "build the facts of the quarters that changed"),
        Step("Publish", "check every new file against its contract, then move all tables and the ledger at once"),
    ),
    "ProviderInfo": (
        Step("Stage", "copy the bytes to bronze, find encoding and header, type every row"),
        Step("Silver", "lay the file's rows over the release's by the order of files; refuse what would lose rows"),
        Step("Gold", "build the facts of the quarters within the release's reach, the facility dimension and its history"),
        Step("Publish", "check every new file against its contract, then move all tables and the ledger at once"),
    ),
}


@dataclass
class Outcome:
    """What became of one file; the JSON of ``kerok ingest``."""

    file: str
    dataset: str | None = None
    sha256: str | None = None
    period: str | None = None
    status: str = "failed"
    rows_in: int | None = None
    rows_kept: int | None = None
    rows_quarantined: int | None = None
    rows_superseded: int | None = None
    rows_withdrawn: int | None = None
    seconds: float = 0.0
    warnings: list[str] = field(default_factory=list)
    already_loaded: bool = False
    dry_run: bool = False
    error: str | None = None
    hint: str | None = None
    where: str | None = None
    would_withdraw: list[dict[str, Any]] | None = None


@dataclass(frozen=True)
class Options:
    """How to ingest.

    Attributes:
        published: CMS's release date of the files, if the user knows it.
        processing_date: Processing date of a Provider Info file that has none.
        received_at: Moment of reception (tests); now by default.
    """

    dataset: str | None = None
    published: dt.date | None = None
    processing_date: dt.date | None = None
    accept_loss: bool = False
    dry_run: bool = False
    received_at: str | None = None


class Watcher:
    """What a door may want to show while work goes on; does nothing by itself."""

    def step(self, file: str, step: str) -> None:
        """A step of a file begins."""

    def rows(self, count: int) -> None:
        """Rows were read."""

    def skipped(self, name: str, reason: str) -> None:
        """A file was left out."""


def now() -> str:
    """This moment in UTC, ISO 8601 with microseconds."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")


class Pipeline:
    """Takes files into one lake."""

    def __init__(self, lake: Lake, watcher: Watcher | None = None) -> None:
        self.lake, self.watcher = lake, watcher or Watcher()
        self.compiled = CompiledSql()
        self._images_due = False

    # ------------------------------------------------------------------------------------ ingest

    def ingest(self, paths: list[str], options: Options) -> Iterator[Outcome]:
        """Take in every file that ``paths`` name; one file's failure does not stop the others."""
        if self.lake.exists() and self._all_known(paths, options):
            yield from self._known_outcomes
            return
        self.lake.make_folders()
        self._opening = Beside(self.lake.open)  # PyIceberg takes a second to import: meanwhile bytes are copied and hashed
        self._tidy()
        for incoming in self._found(paths):
            if isinstance(incoming, Outcome):
                yield incoming
                continue
            yield self._one(incoming, options)
        self._opening.wait()
        with contextlib.suppress(KerokError):  # why a file was not loaded was told with it; the next publish or run brings the images up to date
            self._refresh_images()

    def _found(self, paths: list[str]) -> Iterator[Incoming | Outcome]:
        for path in paths:
            try:
                yield from find([path], self.watcher.skipped)
            except KerokError as error:
                yield _failed(Outcome(shown(path)), error)

    def _all_known(self, paths: list[str], options: Options) -> bool:
        """Whether every file is loaded already: then nothing needs opening. Leaves the outcomes in ``_known_outcomes``."""
        self._known_outcomes: list[Outcome] = []
        try:
            with self.lake.ledger.reading() as connection:
                sizes = self.lake.ledger.sizes(connection)
                for path in paths:
                    if path == "-" or not Path(path).is_file() or Path(path).stat().st_size not in sizes:
                        return False
                for incoming in find(paths, lambda name, reason: None):
                    started = time.monotonic()
                    if incoming.packed_size is not None:
                        return False
                    sha, _ = sha256_of(incoming)
                    known = self._loaded_before(self.lake.ledger.find(connection, sha), options)
                    if known is None:
                        return False
                    self._known_outcomes.append(_outcome(incoming.name, known, started, already=True))
        except (KerokError, OSError):
            return False  # what is wrong is told when the file's turn comes
        return True

    def _loaded_before(self, found: list[SourceFile], options: Options) -> SourceFile | None:
        for file in found:
            same_dataset = options.dataset in (None, file.dataset)
            same_date = options.published is None or options.published.isoformat() == file.published
            same_release = options.processing_date is None or options.processing_date.isoformat() == file.given_date
            if same_dataset and same_date and same_release and file.status in (*LOADED, "not_loaded"):
                return file
        return None

    def _one(self, incoming: Incoming, options: Options) -> Outcome:
        outcome, started = Outcome(shown(incoming.name), dry_run=options.dry_run), time.monotonic()
        file: SourceFile | None = None
        try:
            self.watcher.step(incoming.name, "Stage")
            limit = self.lake.settings["load.max_file_gb"] << 30
            landed = land(incoming, self.lake.home, dataset=options.dataset, max_bytes=limit)
            outcome.dataset, outcome.sha256 = landed.dataset, landed.sha256
            self._opening.wait()
            with self.lake.writer():
                file, known = self._register(landed, options)
                if known:
                    return _outcome(incoming.name, file, started, already=True)
                try:
                    self._process(file, landed, outcome, dry_run=options.dry_run)
                finally:
                    if options.dry_run:
                        self._remove_unknown(landed)
            return _filled(outcome, file, started)
        except KerokError as error:
            outcome.seconds = round(time.monotonic() - started, 3)
            self._note_unreadable(incoming.name, outcome, error, options)
            return _failed(_filled(outcome, file, started) if file else outcome, error)

    def _note_unreadable(self, name: str, outcome: Outcome, error: KerokError, options: Options) -> None:
        """Enter a file that is no file of CMS's, or lacks columns, into the ledger as refused: it shows in status until it is forgotten."""
        if not isinstance(error, UnreadableFile) or not error.sha256 or options.dry_run:
            return
        self._opening.wait()
        outcome.sha256 = error.sha256
        entry = SourceFile(options.dataset or "unknown", error.sha256, name, "refused", received_at=options.received_at or now())
        entry.error, entry.finished_at, self._images_due = str(error), now(), True
        with self.lake.ledger.writing() as connection:
            if not self.lake.ledger.find(connection, error.sha256):
                self.lake.ledger.put(connection, entry)

    def _register(self, landed: Landed, options: Options) -> tuple[SourceFile, bool]:
        """The file's ledger entry, pending; or the one of the same bytes loaded before."""
        with self.lake.ledger.writing() as connection:
            self.lake.ledger.drop_unknown(connection, landed.sha256)
            before = [f for f in self.lake.ledger.find(connection, landed.sha256) if f.dataset == landed.dataset]
            known = self._loaded_before(before, options)
            if known:
                return known, True
            file = before[0] if before else SourceFile(landed.dataset, landed.sha256, landed.name, received_at=options.received_at or now())
            was = replace(file)
            if file.status not in LOADED:
                file.file_name = landed.name
            file.published = options.published.isoformat() if options.published else file.published
            file.accept_loss = options.accept_loss
            file.given_date = options.processing_date.isoformat() if options.processing_date else file.given_date
            assert landed.match is not None
            file.bronze, file.size = str(landed.bronze.relative_to(self.lake.home)), landed.size
            file.encoding, file.vintage = landed.encoding, landed.match.vintage or None
            file.unmapped_columns = ",".join(landed.match.unmapped) or None
            if not options.dry_run:
                self.lake.ledger.put(connection, self._registered(file, was))
            return file, False

    def _registered(self, file: SourceFile, was: SourceFile) -> SourceFile:
        """What the ledger says until the file is loaded: that it is pending; or, of one that is loaded already, what it is to become."""
        if was.status not in LOADED:
            file.status = "pending"
            return file
        return replace(was, wants={name: getattr(file, name) for name in ("published", "given_date", "accept_loss")})

    def _remove_unknown(self, landed: Landed) -> None:
        """Take the bytes out of bronze again if no file of the ledger has them."""
        with self.lake.ledger.reading() as connection:
            known = self.lake.ledger.find(connection, landed.sha256)
        if not any(self.lake.home / f.bronze == landed.bronze for f in known):
            if landed.flushing:
                landed.flushing.wait()
            landed.bronze.unlink(missing_ok=True)

    # ------------------------------------------------------------------------------------ one file, all its steps

    def _process(self, file: SourceFile, landed: Landed, outcome: Outcome, *, dry_run: bool = False) -> None:
        """Run the track of one landed file; the ledger says what became of it, whatever happens short of a kill."""
        file.started_at = now()
        assert landed.match is not None
        if not landed.match.load:
            file.status, file.finished_at = "not_loaded", now()
            if not dry_run:
                if landed.flushing:
                    landed.flushing.wait()
                self._put(file)
                self._images_due = True
            return
        try:
            with duck.connect(self.lake.settings, scratch=self.lake.home / "tmp") as connection:
                self._run_track(file, landed, connection, outcome, dry_run)
        except (Refused, UnreadableFile) as error:
            self._record_failure(file, "refused", error, dry_run)
            raise
        except Exception as error:
            self._record_failure(file, "failed", error, dry_run)
            raise

    def _run_track(self, file: SourceFile, landed: Landed, connection: duck.Connection, outcome: Outcome, dry_run: bool) -> None:
        candidate, loaded = Candidate(self.lake, connection, self.compiled), None
        try:
            self._give_date(file, landed)
            loader = Loader(connection, self.compiled, candidate.ids, lambda table: self.lake.new_data_file(table, None), self.watcher.rows)
            loaded = loader.load(landed, file.given_date)
            self._describe(file, loaded)
            _refuse_rejects(file, loaded)
            with self.lake.ledger.reading() as reading:
                state = periods.State(self.lake.ledger.files(reading), self.lake.ledger.periods(reading))
            reach = state.add(file, loaded)
            if file.origin_sha256 and not any(f.file_sha256 == file.origin_sha256 for f in state.files):
                file.warnings.append(f"the file whose rows it mends, {file.origin_sha256[:12]}, is not in this lake: it takes its own place in the order")
            self.watcher.step(landed.name, "Silver")
            plan = periods.Plan(candidate, loader, state, file.dataset, loaded)
            touched = plan.rebuild(reach)
            file.rows_withdrawn = plan.rows_withdrawn
            outcome.would_withdraw = plan.withdrawals if dry_run else None
            plan.refuse_losses(file)
            self._build_gold(candidate, state, file.dataset, touched, landed.name)
            if dry_run:
                candidate.discard()
                return
            if landed.flushing:
                landed.flushing.wait()
            self.watcher.step(file.file_name, "Publish")
            file.finished_at, file.error, file.status, file.wants = now(), None, "done", None
            self._publish(candidate, state)
        except BaseException:
            candidate.discard()
            raise
        finally:
            if loaded is not None:
                _remove_leftovers(loaded, candidate)

    def _build_gold(self, candidate: Candidate, state: periods.State, dataset: str, touched: set[str], name: str) -> None:
        self.watcher.step(name, "Gold")
        quarters = touched if dataset == "pbj" else set()
        releases = touched if dataset == "providerinfo" else set()
        for quarter in gold.affected_quarters(candidate, quarters, releases):
            gold.build_quarter(candidate, quarter, rows_changed=quarter in quarters)
        gold.build_facilities(candidate, releases_changed=bool(releases))

    def _publish(self, candidate: Candidate, state: periods.State, forgotten: SourceFile | None = None) -> None:
        """Move all tables and the ledger at once to what the candidate and the state say."""
        state.settle()
        gold.build_images(candidate, state.files, state.periods)

        def record(connection: Any) -> None:
            if forgotten is not None:
                self.lake.ledger.forget(connection, forgotten, now())
            for known in state.files:
                self.lake.ledger.put(connection, known)
            self.lake.ledger.put_periods(connection, state.periods)

        with self.lake.ledger.lease(state.lease_names(), self.lake.settings["load.wait_seconds"]):
            self.lake.publish(list(candidate.changes.values()), record)
        self._images_due = False

    def _give_date(self, file: SourceFile, landed: Landed) -> None:
        """Find the processing date of a Provider Info file that has no such column; raises Refused when nothing tells it."""
        assert landed.match is not None
        file.warnings = []
        if file.dataset != "providerinfo" or "processing_date" in landed.match.positions or file.given_date:
            return
        file.given_date = self._origins_date(landed)
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

    def _origins_date(self, landed: Landed) -> str | None:
        """The processing date that was given to the file whose rows this one mends."""
        origin = named_origin(landed)
        with self.lake.ledger.reading() as connection:
            found = self.lake.ledger.find(connection, origin) if origin else []
        return next((f.given_date for f in found if f.dataset == landed.dataset), None)

    def _describe(self, file: SourceFile, loaded: Loaded) -> None:
        file.rows_in, file.rows_kept = loaded.rows_in, loaded.rows_kept
        file.rows_quarantined, file.rows_superseded = len(loaded.rejects), loaded.rows_superseded
        file.irregular = loaded.irregular
        file.is_synthetic = any(p.is_synthetic for p in loaded.periods)
        file.origin_sha256, file.closes, file.retries = loaded.origin_sha256, sorted(loaded.origin_rows), loaded.retries
        if loaded.rejects:
            file.warnings.append(f"{len(loaded.rejects):,} rows quarantined; see them: kerok quarantine --file {file.file_sha256[:12]}")
        if loaded.rows_superseded:
            file.warnings.append(f"{loaded.rows_superseded:,} rows repeat a key of a later row and were superseded")
        for p in loaded.periods:
            if p.areas >= NATIONAL_AREAS and not p.is_national:
                file.warnings.append(f"{p.period} holds {p.areas} areas but only {p.days} of its {days_in_quarter(p.period)} days: taken for an extract, not for a national file")
        if file.unmapped_columns:
            file.warnings.append(f"columns not known and not loaded: {file.unmapped_columns}")

    # ------------------------------------------------------------------------------------ run, forget

    def run(self) -> Iterator[Outcome]:
        """Finish every file that is pending, was interrupted or failed."""
        self.lake.open()
        self._tidy()
        with self.lake.ledger.reading() as connection:
            waiting = [f.file_sha256 for f in self.lake.ledger.files(connection) if _is_waiting(f)]
        for sha256 in waiting:
            yield from self._finish(sha256)
        self._images_due = True
        self._refresh_images()

    def _finish(self, sha256: str) -> Iterator[Outcome]:
        with self.lake.writer():
            with self.lake.ledger.reading() as connection:  # another process may have finished it meanwhile
                files = [f for f in self.lake.ledger.find(connection, sha256) if _is_waiting(f)]
            for file in files:
                outcome, started = Outcome(shown(file.file_name), file.dataset, file.file_sha256), time.monotonic()
                for name, value in (file.wants or {}).items():
                    setattr(file, name, value)
                try:
                    self._process(file, self._landed_again(file), outcome)
                    yield _filled(outcome, file, started)
                except KerokError as error:
                    yield _failed(outcome, error)

    def _landed_again(self, file: SourceFile) -> Landed:
        try:
            return survey_again(file.file_name, self.lake.home / file.bronze, file.dataset)
        except KerokError as error:
            self._record_failure(file, "failed", error, dry_run=False)
            raise

    def forget(self, sha256: str) -> list[SourceFile]:
        """Take files out and build their periods anew from the files that remain.

        Args:
            sha256: Hash, or its first 6 or more characters.

        Raises:
            UsageError: No file, or more than one, has such a hash.
        """
        self.lake.open()
        with self.lake.writer():
            with self.lake.ledger.reading() as reading:
                found = self.lake.ledger.find(reading, sha256) if len(sha256) >= 6 else []
                state = periods.State(self.lake.ledger.files(reading), self.lake.ledger.periods(reading))
            if not found or len({f.file_sha256 for f in found}) > 1:
                raise UsageError(
                    f"{len(found) or 'no'} files have a hash that begins with {sha256}", hint="kerok status   (lists them; 6 characters or more)"
                )
            for file in found:
                self._forget(file, state)
        return found

    def _forget(self, file: SourceFile, state: periods.State) -> None:
        with duck.connect(self.lake.settings, scratch=self.lake.home / "tmp") as connection:
            candidate = Candidate(self.lake, connection, self.compiled)
            try:
                touched = state.remove(file)
                loader = Loader(connection, self.compiled, candidate.ids, lambda table: self.lake.new_data_file(table, None), self.watcher.rows)
                if file.dataset in SILVER:
                    plan = periods.Plan(candidate, loader, state, file.dataset, None)
                    touched = plan.rebuild(touched)
                    plan.forget_rejects(file)
                    self._build_gold(candidate, state, file.dataset, touched, file.file_name)
                self._publish(candidate, state, forgotten=file)
            except BaseException:
                candidate.discard()
                raise
        if file.bronze:
            (self.lake.home / file.bronze).unlink(missing_ok=True)

    # ------------------------------------------------------------------------------------ small things

    def _put(self, file: SourceFile) -> None:
        with self.lake.ledger.writing() as connection:
            self.lake.ledger.put(connection, file)

    def _record_failure(self, file: SourceFile, status: str, error: Exception, dry_run: bool) -> None:
        """Note why a file was not loaded; one that was loaded before and did not get its other date stays as it was."""
        if dry_run:
            return
        with contextlib.suppress(KerokError), self.lake.ledger.writing() as connection:  # the first error is the one to show
            was = next((f for f in self.lake.ledger.find(connection, file.file_sha256) if f.dataset == file.dataset), file)
            if was.status in LOADED:
                self.lake.ledger.put(connection, replace(was, wants=None))
                return
            file.status, file.error, file.finished_at, self._images_due = status, str(error), now(), True
            self.lake.ledger.put(connection, file)

    def _refresh_images(self) -> None:
        """Bring ops_file_log up to date after files that changed nothing else."""
        if not self._images_due:
            return
        with self.lake.writer(), duck.connect(self.lake.settings, scratch=self.lake.home / "tmp") as connection:
            candidate = Candidate(self.lake, connection, self.compiled)
            try:
                with self.lake.ledger.reading() as reading:
                    state = periods.State(self.lake.ledger.files(reading), self.lake.ledger.periods(reading))
                gold.build_images(candidate, state.files, state.periods)
                self.lake.publish(list(candidate.changes.values()), lambda connection: None)
            except BaseException:
                candidate.discard()
                raise
        self._images_due = False

    def _tidy(self) -> None:
        """Remove what killed processes left in the scratch folder."""
        for path in (self.lake.home / "tmp").glob("*-*"):
            kind, pid = path.name.split("-")[:2]
            if kind in ("landing", "query") and pid.isdigit() and not is_alive(int(pid)):
                shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


class Beside:
    """Runs a function on another thread; ``wait`` returns when it is done, or raises what it raised."""

    def __init__(self, work: Callable[[], None]) -> None:
        self._work = work
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._work()
        except BaseException as error:
            self._error = error

    def wait(self) -> None:
        """Return when the work is done; raises what it raised."""
        self._thread.join()
        if self._error is not None:
            raise self._error


def _is_waiting(file: SourceFile) -> bool:
    return file.status in ("pending", "publishing", "failed") or file.wants is not None


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


def _remove_leftovers(loaded: Loaded, candidate: Candidate) -> None:
    used = {path for change in candidate.changes.values() for path, _ in change.files}
    for path in loaded.files:
        if path not in used:
            path.unlink(missing_ok=True)


def _outcome(name: str, file: SourceFile, started: float, *, already: bool = False) -> Outcome:
    return replace(_filled(Outcome(shown(name), file.dataset, file.file_sha256), file, started), already_loaded=already)


def _filled(outcome: Outcome, file: SourceFile, started: float) -> Outcome:
    outcome.period, outcome.status = file.period or None, file.status
    outcome.rows_in, outcome.rows_kept = file.rows_in, file.rows_kept
    outcome.rows_quarantined, outcome.rows_superseded, outcome.rows_withdrawn = file.rows_quarantined, file.rows_superseded, file.rows_withdrawn
    outcome.warnings, outcome.seconds = list(file.warnings), round(time.monotonic() - started, 3)
    return outcome


def _failed(outcome: Outcome, error: KerokError) -> Outcome:
    outcome.status = "refused" if isinstance(error, (Refused, UnreadableFile)) else "failed"
    outcome.error, outcome.hint, outcome.where = error.what, error.hint or None, error.where or None
    return outcome

