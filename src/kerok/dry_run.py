"""A dry run on an engine that computes where the tables are: it reads a file through tables of its own and takes them away again."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from typing import Any

from kerok.catalogs import warehouse_location
from kerok.engines.statement import Statement
from kerok.landing import Landed
from kerok.loaded import SILVER, Staged
from kerok.periods import State
from kerok.remote import Remote


class DryRun(Remote):
    """Candidates, and staged files beside those of the lake, which lists and holds afterwards what it did before."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._staged: set[str] = set()
        self._trials: set[str] = set()

    def stage(self, landed: Landed, given_date: str | None) -> Staged:
        """As `Remote.stage`, in a table of its own."""
        from kerok.staging import stage

        self._staged.add(landed.sha256)
        self._trials.add(trial := self._trial_of(landed.dataset))
        return stage(self.lake, landed, given_date, self._progress, trial)

    def restage(self, state: State, dataset: str, sha256: str) -> None:
        """As `Remote.restage`."""
        if sha256 not in self._staged:
            super().restage(state, dataset, sha256)

    def discard(self) -> None:
        """Drop every candidate and every table of staged files that this run made, with what lies in them."""
        super().discard()
        for trial in sorted(self._trials):
            self.server.run(f"DROP TABLE IF EXISTS {self.name(trial)}")
            location = f"{warehouse_location(self.lake.settings)}/{self.lake.namespace}/{trial}"
            for left in list(self.lake.store.listed(location)):  # some REST servers keep the files of a table that is dropped
                self.lake.store.remove(left.location)
            shutil.rmtree(self.lake.store.path(location), ignore_errors=True)
        self._trials.clear()

    def _trial_of(self, dataset: str) -> str:
        return f"staged_{dataset}__candidate_{self.sha8}"

    def _filled(self, statement: Statement, file_sha256: str = "0" * 64, partitions: Iterable[str] = ()) -> str:
        sql = super()._filled(statement, file_sha256, partitions)
        return re.sub(rf"\bstaged_({'|'.join(SILVER)})\b", lambda found: self._trial_of(found[1]), sql) if file_sha256 in self._staged else sql
