"""Files from elsewhere in an ingest: each fetched when its turn comes, unless the ledger remembers that all of it is loaded."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import replace

from kerok.errors import KerokError, shown
from kerok.lake import Lake
from kerok.outcomes import Options, Outcome, Watcher, failed, loaded_before, outcome_of
from kerok.sources.elsewhere import Listed, fetched, open_source
from kerok.sources.folder import Incoming


class Fetching:
    """What one ingest fetches, one file at a time, and what the ledger remembers of it: which version of a file held which hashes."""

    def __init__(self, lake: Lake, watcher: Watcher) -> None:
        self._lake, self._watcher = lake, watcher
        self._folder = lake.home / "tmp" / f"landing-{os.getpid()}-{os.urandom(4).hex()}"  # tidied away with landings if this process is killed

    def found(self, path: str, options: Options) -> Iterator[Incoming | Outcome]:
        """Every file of a place elsewhere; of one that is loaded already and has not changed since, its outcomes.

        Raises:
            KerokError: The place cannot be read, or is empty.
        """
        source, is_empty = open_source(path, self._lake.settings), True
        for file in source.listed(self._watcher.skipped):
            is_empty = False
            if known := self._loaded(file, options):
                yield from known
                continue
            self._watcher.step(file.name, "Fetch")
            try:
                yield from fetched(source, file, self._folder, self._watcher.skipped)
            except KerokError as error:
                yield failed(Outcome(shown(file.name), origin=file.address, dry_run=options.dry_run), error)
        if is_empty:
            raise KerokError(f"there is nothing to load in {shown(path)}", hint="put CMS's files there, as .csv or .zip")

    def _loaded(self, file: Listed, options: Options) -> list[Outcome]:
        """What is known of all that was found in this version of a file; nothing if some of it is not loaded."""
        started, found = time.monotonic(), []
        with self._lake.ledger.reading() as connection:
            noted = json.loads(self._lake.ledger.meta(connection, _name(file)) or "{}")
            if noted.get("version") != file.version:
                return []
            for name, sha256 in noted["files"]:
                known = loaded_before(self._lake.ledger.find(connection, sha256), dated(options, file))
                if known is None or known.status == "publishing":
                    return []
                found.append(replace(outcome_of(name, known, started, already=True), origin=file.address))
        return found

    def remember(self, incoming: Incoming, outcome: Outcome, options: Options) -> None:
        """Say of an outcome where its file came from; note what a fetched file held once all of it has been taken in."""
        assert incoming.origin
        file = incoming.origin.listed
        outcome.origin = file.address
        if incoming.origin.done(incoming.name, outcome.sha256) and not options.dry_run:
            with self._lake.ledger.writing() as connection:
                self._lake.ledger.note(connection, {_name(file): json.dumps({"version": file.version, "files": incoming.origin.files})})

    @contextlib.contextmanager
    def room(self) -> Iterator[None]:
        """Nothing of what was fetched is left behind."""
        try:
            yield
        finally:
            shutil.rmtree(self._folder, ignore_errors=True)


def dated(options: Options, file: Listed) -> Options:
    """The options with the release date that was told where the file was fetched, unless the user gives one."""
    if options.published or not file.published:
        return options
    return replace(options, published=dt.date.fromisoformat(file.published))


def _name(file: Listed) -> str:
    """Under which name the ledger remembers it."""
    return f"origin:{file.address}"
