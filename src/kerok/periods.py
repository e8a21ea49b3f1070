"""Which rows of a period are live: a function of the set of its files, not of their order of arrival."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from kerok.errors import Refused
from kerok.ledger import LOADED, FilePeriod, SourceFile, current_files, rank_key
from kerok.loaded import Loaded
from kerok.sources.folder import shown

MAX_WITHDRAWN_SHARE = 0.02
DAY = {"pbj": "work_date", "providerinfo": "processing_date"}


class State:
    """The files of the lake and their periods, as they would be."""

    def __init__(self, files: list[SourceFile], periods: list[FilePeriod]) -> None:
        self.files, self.periods = files, periods
        self.touched: set[tuple[str, str]] = set()
        self._current_before: dict[tuple[str, str], list[str]] = {}
        for entry in sorted((p for p in periods if p.is_current), key=lambda p: p.file_rank):
            self._current_before.setdefault((entry.dataset, entry.period), []).append(entry.file_sha256)

    def add(self, file: SourceFile, loaded: Loaded) -> set[str]:
        """Count the file among those that are loaded; returns the periods in which rows may change."""
        before = self._reach(file)
        self.files = [f for f in self.files if (f.dataset, f.file_sha256) != (file.dataset, file.file_sha256)] + [file]
        self.periods = [p for p in self.periods if (p.dataset, p.file_sha256) != (file.dataset, file.file_sha256)] + loaded.periods
        file.period, file.status = ",".join(p.period for p in loaded.periods), "done"
        return before | self._reach(file)

    def remove(self, file: SourceFile) -> set[str]:
        """Leave the file out; returns the periods in which rows may change."""
        reach = self._reach(file)
        self.files = [f for f in self.files if (f.dataset, f.file_sha256) != (file.dataset, file.file_sha256)]
        self.periods = [p for p in self.periods if (p.dataset, p.file_sha256) != (file.dataset, file.file_sha256)]
        return reach

    def _reach(self, file: SourceFile) -> set[str]:
        """Periods of the file and of those that mend it: they take their places from it."""
        family = {file.file_sha256}
        while more := {f.file_sha256 for f in self.files if f.dataset == file.dataset and f.origin_sha256 in family} - family:
            family |= more
        return {p.period for p in self.periods if p.dataset == file.dataset and p.file_sha256 in family}

    def ordered(self, dataset: str) -> list[str]:
        """Hashes of the dataset's loaded files, oldest first."""
        chosen = [f for f in self.files if f.dataset == dataset and f.is_loaded]
        by_sha = {f.file_sha256: f for f in chosen}
        return [f.file_sha256 for f in sorted(chosen, key=lambda f: rank_key(f, by_sha))]

    def of(self, dataset: str, period: str) -> list[FilePeriod]:
        return [p for p in self.periods if (p.dataset, p.period) == (dataset, period)]

    def current(self, dataset: str, period: str) -> list[str]:
        """Hashes of the files whose rows count in the period, oldest first."""
        return current_files(self.of(dataset, period), self.ordered(dataset))

    def current_before(self, dataset: str, period: str) -> list[str]:
        """Hashes of the files whose rows counted in the period before the change, oldest first."""
        return self._current_before.get((dataset, period), [])

    def settle(self) -> None:
        """Bring rank, currency and status of every file up to date."""
        for dataset in {p.dataset for p in self.periods}:
            place = {sha: i for i, sha in enumerate(self.ordered(dataset))}
            for period in {p.period for p in self.periods if p.dataset == dataset}:
                entries = sorted((p for p in self.of(dataset, period) if p.file_sha256 in place), key=lambda p: place[p.file_sha256])
                current = set(self.current(dataset, period))
                for rank, entry in enumerate(entries, start=1):
                    entry.file_rank, entry.is_current = rank, entry.file_sha256 in current
                    if not entry.is_current:
                        entry.rows_live = 0
        for file in self.files:
            mine = [p for p in self.periods if (p.dataset, p.file_sha256) == (file.dataset, file.file_sha256)]
            if file.status in LOADED:
                file.status = "superseded" if mine and not any(p.is_current for p in mine) else "done"

    def lease_names(self) -> list[str]:
        """Names of the leases a publish takes: one per touched period."""
        return [f"{dataset}:{period}" for dataset, period in sorted(self.touched)] or ["images"]


@dataclass
class Losses:
    """What periods lose by a file, and what is refused because of it.

    Attributes:
        loaded: The file that arrived; None when one was forgotten.
        rows_withdrawn: Rows that leave, of all periods.
        withdrawals: Per period: rows, facilities and whole days that leave.
        beyond: Sentences saying what would be withdrawn beyond the limits.
    """

    loaded: Loaded | None
    rows_withdrawn: int = 0
    withdrawals: list[dict[str, Any]] = field(default_factory=list)
    beyond: list[str] = field(default_factory=list)

    def add(self, period: str, gone: int, before: int, facilities: int, days: list[str], some: list[str]) -> None:
        """Note what one period loses.

        Args:
            gone: Rows that leave, out of ``before``, of so many facilities.
            days: Whole days that leave.
            some: A few CCNs of those facilities.
        """
        self.rows_withdrawn += gone
        self.withdrawals.append({"period": period, "rows": gone, "of": before, "facilities": facilities, "whole_days": days, "ccns": some})
        if gone > MAX_WITHDRAWN_SHARE * before or days:
            whole = f", {len(days)} whole day{'s' * (len(days) > 1)} ({', '.join(days[:3])}{' ...' * (len(days) > 3)})" if days else ""
            self.beyond.append(f"{period}: {gone:,} of {before:,} rows of {facilities:,} facilities ({', '.join(some)}{' ...' * (facilities > 5)}){whole}")

    def refuse(self, file: SourceFile) -> None:
        """Raise Refused when the file would withdraw more than the limits, unless that was accepted."""
        if self.beyond and not file.accept_loss:
            raise Refused(
                f"loading {shown(file.file_name)} would withdraw rows that are live now: more than 2 % of a period, or a whole day",
                where="; ".join(self.beyond),
                hint="see them: kerok ingest --dry-run FILE; load it all the same: kerok ingest --accept-loss FILE",
            )

    def refuse_mixture(self, state: State, dataset: str, period: str) -> None:
        """Raise Refused when the period would hold real and synthetic rows."""
        if len({p.is_synthetic for p in state.of(dataset, period)}) > 1:
            arrived_synthetic = self.loaded is not None and any(p.is_synthetic for p in self.loaded.periods)
            raise Refused(
                f"{period} holds {'real' if arrived_synthetic else 'synthetic'} rows: real and synthetic rows never share a period",
                where=shown(self.loaded.landed.name) if self.loaded else "",
                hint="use another lake for synthetic files: kerok --home DIR ingest ...",
            )
