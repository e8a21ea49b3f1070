"""How the lake is: what is loaded, what is wrong, what to type next."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

from kerok.errors import KerokError
from kerok.lake import Lake
from kerok.ledger import FilePeriod, SourceFile, closed_rows

_NEXT = {
    "pending": "kerok run",
    "publishing": "kerok run",
    "failed": "kerok run",
    "refused": "mend the file and ingest it again, or: kerok ingest --accept-loss FILE; leave it: kerok forget SHA256",
}


def half_published(lake: Lake) -> list[str]:
    """A line for each file that is being published: of a lake whose tables do not move all at once, or not when another engine loads."""
    if not lake.is_shared:
        return []
    files: list[SourceFile] = []
    with suppress(KerokError), lake.ledger.reading() as transaction:  # who only reaches Trino has its answer all the same
        files = [f for f in lake.ledger.files(transaction) if f.status == "publishing"]
    return [f"{f.file_name} ({f.dataset} {f.period}) is being published: tables may not agree until kerok run has finished it" for f in files]


@dataclass(frozen=True)
class Status:
    """Files, periods and advice.

    Attributes:
        advice: Commands worth typing next, most urgent first.
    """

    files: list[SourceFile]
    periods: list[FilePeriod]
    open_rejects: int
    advice: list[str]

    def to_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        files = [{k: v for k, v in asdict(f).items() if k not in ("closes", "retries")} for f in self.files]
        return {"files": files, "periods": [asdict(p) for p in self.periods], "open_quarantined_rows": self.open_rejects, "next": self.advice}

    def period_rows(self) -> list[dict[str, Any]]:
        """One row per dataset and period: live rows, files, coverage."""
        rows = []
        for dataset, period in sorted({(p.dataset, p.period) for p in self.periods}):
            mine = [p for p in self.periods if (p.dataset, p.period) == (dataset, period)]
            live = [p for p in mine if p.is_current]
            rows.append({
                "dataset": dataset, "period": period, "live_rows": sum(p.rows_live for p in live), "files": len(mine), "current": len(live),
                "areas": max((p.areas for p in live), default=0), "coverage": "full" if any(p.is_national for p in live) else "partial",
                "synthetic": any(p.is_synthetic for p in live),
            })  # fmt: skip
        return rows


def lake_status(lake: Lake) -> Status:
    """The lake's status.

    Raises:
        LakeDamaged: There is no lake in the folder.
    """
    with lake.ledger.reading() as connection:
        files, periods = lake.ledger.files(connection), lake.ledger.periods(connection)
    parts = lake.partitions_due()
    rejects = sum(max((f.rows_quarantined or 0) - len(closed_rows(f, files)), 0) for f in files if f.status in ("done", "superseded"))
    return Status(files, sorted(periods, key=lambda p: (p.dataset, p.period, p.file_rank)), rejects, _advice(files, rejects, parts))


def _advice(files: list[SourceFile], rejects: int, due_parts: int) -> list[str]:
    advice = []
    for status in ("publishing", "failed", "pending", "refused"):
        count = sum(f.status == status for f in files)
        if count:
            advice.append(f"{count} file{'s' * (count > 1)} {status}: {_NEXT[status]}")
    if rejects:
        advice.append(f"{rejects:,} quarantined rows are open: kerok quarantine")
    if due_parts:
        advice.append(f"{due_parts:,} partitions have rows deleted by position, which slows reading: kerok maintain")
    loaded = {f.dataset for f in files if f.status in ("done", "superseded")}
    if not files:
        advice.append("nothing is loaded: kerok ingest PATH")
    elif "pbj" in loaded and "providerinfo" not in loaded:
        advice.append("no Provider Info is loaded (beds, ratings, what CMS reported): kerok ingest NH_ProviderInfo_MonYYYY.csv")
    return advice or ["kerok query \"SELECT * FROM vw_national_hprd WHERE role_set = 'cms_total'\""]
