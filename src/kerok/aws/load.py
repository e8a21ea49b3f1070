"""The steps of the workflow, each in as many calls as it has statements that wait for one another."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from kerok.aws.journal import Journal
from kerok.aws.place import FunctionLake
from kerok.cloud import client
from kerok.errors import LakeDamaged
from kerok.headers import HeaderMatch
from kerok.landing import Landed
from kerok.ledger import SourceFile
from kerok.loaded import Staged
from kerok.outcomes import Outcome, Watcher
from kerok.periods import State
from kerok.remote import Remote, gold_due
from kerok.remote_track import RemoteTrack


class WorkflowRemote(Remote):
    """Candidates whose statements the workflow carries out."""

    server: Journal
    lake: FunctionLake

    def answers(self, queries: Iterable[str]) -> list[list[tuple[Any, ...]]]:
        """The rows of each of some queries that check, carried out together."""
        return self.server.checks(queries)

    def stage(self, landed: Landed, given_date: str | None) -> Staged:
        """What the function *stage* wrote."""
        return _staged(_facts(self.lake, landed.dataset, landed.sha256))

    def restage(self, state: State, dataset: str, sha256: str) -> None:
        """Have the function *stage* write it again, should it have expired."""
        if self.lake.staged_facts(dataset, sha256) is None:
            event = json.dumps({"dataset": dataset, "sha256": sha256})
            answer = client("lambda").invoke(FunctionName=_environment("STAGE_FUNCTION"), Payload=event.encode())
            if "FunctionError" in answer:
                raise LakeDamaged("an earlier file could not be staged again", where=f"{sha256[:12]}: {answer['Payload'].read().decode()[:300]}", hint="kerok aws status")

    def unstage(self, dataset: str, sha256: str) -> None:
        """It expires by itself."""


class WorkflowTrack(RemoteTrack):
    """A track whose statements the workflow carries out."""

    lake: FunctionLake

    def __init__(self, lake: FunctionLake, journal: Journal) -> None:
        super().__init__(lake, Watcher())
        self._journal = journal

    def _remote(self, file: SourceFile | None, *, dry_run: bool = False) -> WorkflowRemote:
        return WorkflowRemote(self.lake, self._journal, "athena", file.file_sha256[:8] if file else "00000000")

    def load_silver(self, file: SourceFile) -> None:
        """Let the file's rows stand in silver, gold being due; nothing is done where they do, for of two events for one file the second comes to a loaded one."""
        wants = {} if "forget" in (file.wants or {}) else file.wants or {}
        if file.is_in_silver or (file.is_loaded and not wants):
            return
        file = replace(file, wants=None, **wants)
        facts = _facts(self.lake, file.dataset, file.file_sha256)
        match = HeaderMatch(file.dataset, True, file.dataset, file.vintage or "", {})
        landed = Landed(file.file_name, file.file_sha256, file.size, Path("/nowhere"), file.encoding or "utf-8", match=match, lines=facts["lines"])
        self.load(replace(file, warnings=list(facts["warnings"])), landed, Outcome(file.file_name), dry_run=False)

    def _publish_silver(self, remote: Remote, state: State, file: SourceFile, touched: set[str], *, forgets: bool = False) -> None:
        super()._publish_silver(remote, state, file, touched, forgets=forgets)
        self._journal.settle()  # the ledger may say that rows are in silver when they are

    def build(self, table: str) -> None:
        """Build one table of gold, where it is due."""
        due = self._due()
        if not due:
            return
        tables = gold_due(self._state(), due.get("pbj", set()), due.get("providerinfo", set()))
        if table in tables:
            with self._candidates() as remote:
                remote.build(table, tables[table])

    def mark_done(self) -> None:
        """Let every file whose gold is built be done, and bring the ledger's images up to date."""
        state = self._state()
        if self._due() or any(f.is_in_silver for f in state.files):
            self._done(state)
            with self.lake.ledger.writing() as transaction:
                self._record(state, due={})(transaction)
        with self._candidates() as remote:
            remote.publish_images(state.files, state.periods)

    @contextmanager
    def _candidates(self) -> Iterator[WorkflowRemote]:
        remote = self._remote(None)
        try:
            yield remote
        finally:
            remote.discard()


def carry_on(track: WorkflowTrack, step: str, dataset: str, sha256: str) -> None:
    """Carry a step on: ``silver``, a table of gold, or ``done``."""
    if step == "silver":
        with track.lake.ledger.reading() as transaction:
            file = next(f for f in track.lake.ledger.find(transaction, sha256) if f.dataset == dataset)
        track.load_silver(file)
    elif step == "done":
        track.mark_done()
    else:
        track.build(step)


def _facts(lake: FunctionLake, dataset: str, sha256: str) -> dict[str, Any]:
    facts = lake.staged_facts(dataset, sha256)
    if facts is None:
        raise LakeDamaged("the staged file is gone", where=f"{dataset} {sha256[:12]}", hint=f"kerok aws retry {sha256[:12]}")
    return facts


def _staged(facts: dict[str, Any]) -> Staged:
    origin = {int(own): row for own, row in facts["origin_rows"].items()}
    return Staged(facts["rows"], facts["irregular"], True, facts["origin_sha256"], origin)


def _environment(name: str) -> str:
    import os

    return os.environ[name]


