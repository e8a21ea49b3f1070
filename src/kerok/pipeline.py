"""From source files to published tables: the steps of each track, in process, all or nothing per file."""

from __future__ import annotations

import contextlib
import functools
import shutil
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from kerok.arrivals import note_unreadable, register
from kerok.errors import KerokError, Refused, UnreadableFile, UsageError
from kerok.fetching import Fetching, dated
from kerok.lake import Lake
from kerok.landing import QUICK_BYTES, Landed, land, sha256_of, survey_again
from kerok.ledger import SourceFile, is_alive
from kerok.outcomes import Options, Outcome, Watcher, failed, filled, loaded_before, now, outcome_of
from kerok.sources.elsewhere import is_elsewhere
from kerok.sources.folder import Incoming, find, shown
from kerok.tracks import Track, give_date

Landing = Future[Landed] | Callable[[], Landed]


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


class Pipeline:
    """Takes files into one lake."""

    def __init__(self, lake: Lake, watcher: Watcher | None = None) -> None:
        self.lake, self.watcher = lake, watcher or Watcher()
        self._images_due = False
        self._opening: Opening | None = None
        self._fetching = Fetching(lake, self.watcher)

    @functools.cached_property
    def _track(self) -> Track:
        """The track on the engine of the lake's settings; first asked for, and imported with its engine, while the bytes of a file are on their way."""
        if self.lake.settings["engine.kind"] == "duckdb":
            from kerok.embedded_track import EmbeddedTrack

            return EmbeddedTrack(self.lake, self.watcher, lambda: self._opening.wait() if self._opening else None)
        from kerok.remote_track import RemoteTrack

        return RemoteTrack(self.lake, self.watcher)

    # ------------------------------------------------------------------------------------ ingest

    def ingest(self, paths: list[str], options: Options) -> Iterator[Outcome]:
        """Take in every file that ``paths`` name, here or elsewhere; one file's failure does not stop the others."""
        if self.lake.exists() and self._all_known(paths, options):
            yield from self._known_outcomes
            return
        self.lake.make_folders()
        self._tidy()
        held: list[Outcome] = []
        with contextlib.closing(self._arriving(paths, options)) as arriving, self._fetching.room():
            for incoming, landing in arriving:
                outcome = incoming if isinstance(incoming, Outcome) else self._one(incoming, landing, options)
                if isinstance(incoming, Incoming) and incoming.origin:
                    self._fetching.remember(incoming, outcome, options)
                if outcome.status == "publishing" and not outcome.error:
                    held.append(outcome)
                else:
                    yield outcome
        self._opened().wait()
        if not options.dry_run:
            yield from self._settled(held)
        with contextlib.suppress(KerokError):  # why a file was not loaded was told with it; the next publish or run brings the images up to date
            self._refresh_images()

    def _settled(self, held: list[Outcome]) -> Iterator[Outcome]:
        """Build the gold that is due, for all files of this call together; what then became of each."""
        if not self.lake.is_shared:
            return
        started = time.monotonic()
        try:
            with self.lake.writer():
                self._track.settle()
            self._images_due = self._images_due and not held
        except KerokError as error:
            yield from (failed(outcome, error, status="publishing") for outcome in held)
            return
        with self.lake.ledger.reading() as transaction:
            files = {(f.dataset, f.file_sha256): f for f in self.lake.ledger.files(transaction)}
        for outcome in held:
            file = files.get((str(outcome.dataset), str(outcome.sha256)))
            outcome.status = file.status if file else outcome.status
            outcome.seconds = round(outcome.seconds + (time.monotonic() - started) / len(held), 3)
            yield outcome

    def _opened(self) -> Opening:
        """The lake, being opened since the first file's bytes were copied: before, Python would keep those who copy and hash waiting."""
        self._opening = self._opening or Opening(self.lake)
        return self._opening

    def _arriving(self, paths: list[str], options: Options) -> Generator[tuple[Incoming | Outcome, Landing], None, None]:
        """Every file with what lands it; a large one is landed while the one before it is loaded."""
        waiting: deque[tuple[Incoming | Outcome, Landing]] = deque()
        ahead = ThreadPoolExecutor(1)
        try:
            for incoming in self._found(paths, options):
                work = functools.partial(self._land, incoming, options)
                waiting.append((incoming, ahead.submit(work) if _is_large(incoming) and not options.dry_run else work))
                if len(waiting) > 1:
                    yield waiting.popleft()
            while waiting:
                yield waiting.popleft()
        finally:
            ahead.shutdown()
            for _, landing in waiting:  # interrupted: nobody will take these bytes
                if isinstance(landing, Future):
                    with contextlib.suppress(KerokError):
                        self._remove_unknown(landing.result())

    def _land(self, incoming: Incoming | Outcome, options: Options) -> Landed:
        assert isinstance(incoming, Incoming)
        return land(incoming, self.lake.store.root, dataset=options.dataset, max_bytes=self.lake.settings["load.max_file_gb"] << 30)

    def _found(self, paths: list[str], options: Options) -> Iterator[Incoming | Outcome]:
        for path in paths:
            try:
                if is_elsewhere(path):
                    self._opened().ready()
                    yield from self._fetching.found(path, options)
                else:
                    yield from find([path], self.watcher.skipped)
            except KerokError as error:
                yield failed(Outcome(shown(path)), error)

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
                    known = loaded_before(self.lake.ledger.find(connection, sha), options)
                    if known is None or known.status == "publishing":
                        return False
                    self._known_outcomes.append(outcome_of(incoming.name, known, started, already=True))
        except (KerokError, OSError):
            return False  # what is wrong is told when the file's turn comes
        return True

    def _one(self, incoming: Incoming, landing: Landing, options: Options) -> Outcome:
        outcome, started = Outcome(shown(incoming.name), dry_run=options.dry_run), time.monotonic()
        file: SourceFile | None = None
        if incoming.origin:
            options = dated(options, incoming.origin.listed)
        try:
            self.watcher.step(incoming.name, "Stage")
            _ = self._track
            landed = landing.result() if isinstance(landing, Future) else landing()
            outcome.dataset, outcome.sha256 = landed.dataset, landed.sha256
            self._opened().ready()
            with self.lake.writer():
                self._track.refuse_lake(landed.dataset)
                self._bring(landed, options)
                bronze = str(landed.bronze.relative_to(self.lake.store.root))
                file, known = register(self.lake.ledger, landed, bronze, options)
                if known:
                    return outcome_of(incoming.name, file, started, already=True)
                if landed.flushing and not options.dry_run:
                    landed.flushing.begin()
                try:
                    self._process(file, landed, outcome, dry_run=options.dry_run)
                finally:
                    if options.dry_run:
                        self._remove_unknown(landed)
            return filled(outcome, file, started)
        except KerokError as error:
            outcome.seconds = round(time.monotonic() - started, 3)
            self._note_unreadable(incoming.name, outcome, error, options)
            return failed(filled(outcome, file, started) if file else outcome, error)

    def _bring(self, landed: Landed, options: Options) -> None:
        """Have the bytes where every machine finds them, before the ledger names them."""
        if not options.dry_run:
            with self.lake.ledger.reading() as connection:
                known = self.lake.ledger.find(connection, landed.sha256)
            if not known:
                self.lake.store.keep([landed.bronze])

    def _note_unreadable(self, name: str, outcome: Outcome, error: KerokError, options: Options) -> None:
        """Enter a file that is no file of CMS's, or lacks columns, into the ledger as refused: it shows in status until it is forgotten."""
        if not isinstance(error, UnreadableFile) or not error.sha256 or options.dry_run:
            return
        self._opened().ready()
        outcome.sha256, self._images_due = error.sha256, True
        note_unreadable(self.lake.ledger, name, error, options)


    def _remove_unknown(self, landed: Landed) -> None:
        """Take the bytes out of bronze again if no file of the ledger has them."""
        with self.lake.ledger.reading() as connection:
            known = self.lake.ledger.find(connection, landed.sha256)
        if not any(self.lake.store.root / f.bronze == landed.bronze for f in known):
            self.lake.store.remove(self.lake.store.location(landed.bronze))

    # ------------------------------------------------------------------------------------ one file, all its steps

    def _process(self, file: SourceFile, landed: Landed, outcome: Outcome, *, dry_run: bool = False) -> None:
        """Run the track of one landed file; the ledger says what became of it, whatever happens short of a kill."""
        file.started_at = now()
        assert landed.match is not None
        if not landed.match.load:
            file.status, file.finished_at = "not_loaded", now()
            if not dry_run:
                landed.secure()
                self._put(file)
                self._images_due = True
            return
        try:
            give_date(self.lake, file, landed)
            self._track.load(file, landed, outcome, dry_run=dry_run)
            self._images_due = self._images_due and dry_run
        except (Refused, UnreadableFile) as error:
            self._record_failure(file, "refused", error, dry_run)
            raise
        except Exception as error:
            self._record_failure(file, "publishing" if file.status == "publishing" else "failed", error, dry_run)
            raise

    # ------------------------------------------------------------------------------------ run, forget

    def run(self) -> Iterator[Outcome]:
        """Finish every file that is pending, was interrupted or failed."""
        self.lake.open()
        self._tidy()
        with self.lake.ledger.reading() as connection:
            waiting = [f.file_sha256 for f in self.lake.ledger.files(connection) if _is_waiting(f)]
        held: list[Outcome] = []
        for sha256 in waiting:
            for outcome in self._finish(sha256):
                if outcome.status == "publishing" and not outcome.error:
                    held.append(outcome)
                else:
                    yield outcome
        yield from self._settled(held)
        self._images_due = True
        self._refresh_images()

    def _finish(self, sha256: str) -> Iterator[Outcome]:
        with self.lake.writer():
            with self.lake.ledger.reading() as connection:  # another process may have finished it meanwhile
                files = [f for f in self.lake.ledger.find(connection, sha256) if _is_waiting(f)]
            for file in files:
                outcome, started = Outcome(shown(file.file_name), file.dataset, file.file_sha256), time.monotonic()
                wants = file.wants or {}
                for name, value in wants.items() if "forget" not in wants else [("status", wants["forget"])]:
                    setattr(file, name, value)
                try:
                    if "forget" in wants:
                        self._forget(replace(file, wants=None))
                        outcome.status = "forgotten"
                        yield outcome
                        continue
                    if not file.is_in_silver:
                        self._track.refuse_lake(file.dataset)
                        self._process(file, self._landed_again(file), outcome)
                    yield filled(outcome, file, started)
                except KerokError as error:
                    yield failed(outcome, error)

    def _landed_again(self, file: SourceFile) -> Landed:
        try:
            return survey_again(file.file_name, self.lake.kept(file.bronze), file.dataset)
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
            if not found or len({f.file_sha256 for f in found}) > 1:
                raise UsageError(
                    f"{len(found) or 'no'} files have a hash that begins with {sha256}", hint="kerok status   (lists them; 6 characters or more)"
                )
            for file in found:
                self._forget(file)
        return found

    def _forget(self, file: SourceFile) -> None:
        self._track.refuse_lake(file.dataset)
        self._track.forget(file)
        self._images_due = False
        if file.bronze:
            self.lake.store.remove(self.lake.store.location(self.lake.store.root / file.bronze))

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
            if was.is_loaded:
                self.lake.ledger.put(connection, replace(was, wants=None))
                return
            file.status, file.error, file.finished_at, self._images_due = status, str(error), now(), True
            self.lake.ledger.put(connection, file)

    def _refresh_images(self) -> None:
        """Bring ops_file_log up to date after files that changed nothing else."""
        if self._images_due:
            self._track.refresh_images()
            self._images_due = False

    def _tidy(self) -> None:
        """Remove what killed processes left in the scratch folder."""
        for path in (self.lake.home / "tmp").glob("*-*"):
            kind, pid = path.name.split("-")[:2]
            if kind in ("landing", "query") and pid.isdigit() and not is_alive(int(pid)):
                shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


class Opening:
    """A lake being opened on another thread: PyIceberg takes a second to import and to make tables, while DuckDB reads."""

    def __init__(self, lake: Lake) -> None:
        self._lake, self._ready = lake, threading.Event()
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._lake.open(self._ready.set)
        except BaseException as error:
            self._error = error
        finally:
            self._ready.set()

    def ready(self) -> None:
        """Return when the lake can be read; raises what went wrong until then."""
        self._ready.wait()
        if self._error is not None:
            raise self._error

    def wait(self) -> None:
        """Return when its tables stand; raises what went wrong."""
        self._thread.join()
        if self._error is not None:
            raise self._error


def _is_large(incoming: Incoming | Outcome) -> bool:
    return isinstance(incoming, Incoming) and incoming.path is not None and incoming.path.is_file() and incoming.path.stat().st_size >= QUICK_BYTES


def _is_waiting(file: SourceFile) -> bool:
    """Whether it is to be finished here; what nobody could read yet (dataset ``unknown``) is the workflow's on AWS, where its bytes are."""
    return (file.status in ("pending", "publishing", "failed") and file.dataset != "unknown") or file.wants is not None
