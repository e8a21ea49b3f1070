"""What is asked of an ingest, and what became of each file."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import dataclass, field, replace
from typing import Any

from kerok.errors import KerokError, Refused, UnreadableFile, shown
from kerok.ledger import SourceFile


@dataclass
class Outcome:
    """What became of one file; the JSON of ``kerok ingest``.

    Attributes:
        origin: Where it was fetched: ``drive:FILE_ID``, ``s3://BUCKET/KEY``; None for a file of this machine.
    """

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
    origin: str | None = None


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


def loaded_before(found: list[SourceFile], options: Options) -> SourceFile | None:
    """Of the ledger's entries of one hash the one that is loaded, or kept unloaded, just as the options want it."""
    for file in found:
        same_dataset = options.dataset in (None, file.dataset)
        same_date = options.published is None or options.published.isoformat() == file.published
        same_release = options.processing_date is None or options.processing_date.isoformat() == file.given_date
        if same_dataset and same_date and same_release and (file.is_loaded or file.status == "not_loaded"):
            return file
    return None


def outcome_of(name: str, file: SourceFile, started: float, *, already: bool = False) -> Outcome:
    """The outcome that the ledger's entry tells of; ``started`` on the monotonic clock."""
    return replace(filled(Outcome(shown(name), file.dataset, file.file_sha256), file, started), already_loaded=already)


def filled(outcome: Outcome, file: SourceFile, started: float) -> Outcome:
    """The outcome with what the ledger's entry says."""
    outcome.period, outcome.status = file.period or None, file.status
    outcome.rows_in, outcome.rows_kept = file.rows_in, file.rows_kept
    outcome.rows_quarantined, outcome.rows_superseded, outcome.rows_withdrawn = file.rows_quarantined, file.rows_superseded, file.rows_withdrawn
    outcome.warnings, outcome.seconds = list(file.warnings), round(time.monotonic() - started, 3)
    return outcome


def failed(outcome: Outcome, error: KerokError, status: str = "failed") -> Outcome:
    """The outcome with what went wrong."""
    outcome.status = "refused" if isinstance(error, (Refused, UnreadableFile)) else status
    outcome.error, outcome.hint, outcome.where = error.what, error.hint or None, error.where or None
    return outcome
