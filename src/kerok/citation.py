"""A number with everything that makes it again: cited, and verified later or elsewhere."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from kerok import __version__
from kerok import contracts as declared
from kerok import trace as tracing
from kerok.errors import KerokError, LakeDamaged, UsageError
from kerok.known_on import lake_with, loaded_files
from kerok.lake import Lake
from kerok.ledger import SourceFile
from kerok.moments import snapshot_ids
from kerok.report import cell, to_json
from kerok.sources.folder import shown
from kerok.traced import Trace

FORM = 1  # of the JSON; a later Kerok reads every earlier one
_MAIN = ("hours", "resident_days", "hprd", "weekend_hprd", "contract_hours", "contract_share", "utilization", "ours", "reported")
_ATTEMPTS = 5
SYNTHETIC = "SYNTHETIC, not CMS data"
"""Begins what is said of made-up data."""


@dataclass(frozen=True)
class CitedFile:
    """A source file that the number is made of."""

    dataset: str
    file_name: str
    file_sha256: str
    published: str | None
    received_at: str
    rows: int


@dataclass(frozen=True)
class Citation:
    """One row of a table or view, and what it takes to have it again.

    Attributes:
        values: The cited columns, exact.
        role_set: Name and version; None where the number is not about one.
        rules: Hash of the SQL and reference data by which it was computed.
        snapshots: Iceberg snapshot id of each table behind it, in the lake where it was cited.
        counted_again: Whether the values counted again from the raw cells were equal; None where nothing is counted.
        accessed: Date of access.
        is_synthetic: The row is made up, wholly or in part; no citation of an earlier Kerok says so.
    """

    name: str
    key: dict[str, Any]
    values: dict[str, Any]
    formula: str
    role_set: dict[str, Any] | None
    files: list[CitedFile]
    rules: str
    kerok: str
    snapshots: dict[str, int | None]
    counted_again: bool | None
    accessed: str
    is_synthetic: bool = False

    def to_dict(self) -> dict[str, Any]:
        """The JSON that ``kerok verify`` reads."""
        return {"kerok_citation": FORM, **asdict(self)}

    def __str__(self) -> str:
        """For a footnote or an exhibit."""
        key = ", ".join(f"{k} {cell(v)}" for k, v in self.key.items())
        main = [k for k in _MAIN if k in self.values] or list(self.values)[:8]
        origin = SYNTHETIC if self.is_synthetic else f"CMS {_sources(self.files)}"
        lines = [f"{origin}; {self.name}, {key}: {', '.join(f'{k} {cell(self.values[k])}' for k in main)}."]
        if self.role_set:
            lines.append(f"Role set {self.role_set['name']} version {self.role_set['version']}: {self.role_set['title']}.")
        if self.formula:
            lines.append(f"Formula: {self.formula}.")
        lines += [f"{f.rows:,} rows of {shown(f.file_name)}, {_when(f)}, sha256 {f.file_sha256}." for f in self.files]
        if self.counted_again is not None:
            lines.append("Counted again from the raw cells: equal." if self.counted_again else "Counted again from the raw cells: DIFFERENT.")
        tables = ", ".join(f"{t} {s}" for t, s in self.snapshots.items() if s is not None)
        lines.append(f"Kerok {self.kerok}, rules {self.rules[:12]}, snapshots {tables}. Accessed {self.accessed}.")
        return "\n".join(lines)


@dataclass(frozen=True)
class Verdict:
    """What became of a cited number.

    Attributes:
        outcome: ``equal``, ``changed`` or ``not_reproducible``.
        changed: Column: cited value and value now.
        by: Files that the number is made of now and was not, and files that it was made of and is not, each with what became of it.
        still_gives: Whether the cited files alone still give the cited values; None where that was not tried.
        reasons: The verdict in words.
    """

    outcome: str
    changed: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    by: list[dict[str, Any]] = field(default_factory=list)
    still_gives: bool | None = None
    reasons: list[str] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        changed = {k: {"cited": old, "now": new} for k, (old, new) in self.changed.items()}
        return {"outcome": self.outcome, "changed": changed, "by": self.by, "cited_files_still_give_it": self.still_gives, "reasons": self.reasons}

    def __str__(self) -> str:
        lines = [self.outcome.replace("_", " ") + (" here" if self.outcome == "not_reproducible" else "")]
        lines += [f"  {k}: cited {cell(old) or 'empty'}, now {cell(new) or 'empty'}" for k, (old, new) in self.changed.items()]
        return "\n".join([*lines, *(f"  {r}" for r in self.reasons)])


def _when(file: CitedFile) -> str:
    return f"published {file.published}" if file.published else f"received {file.received_at[:10]} (release day not given)"


def _sources(files: list[CitedFile]) -> str:
    titles = {"pbj": "Payroll-Based Journal Daily Nurse Staffing", "providerinfo": "Provider Information"}
    return " and ".join(titles.get(d, d) for d in sorted({f.dataset for f in files})) or "files"


# ------------------------------------------------------------------------------------------ cite


def cite(lake: Lake, name: str, key: dict[str, str], columns: tuple[str, ...] = (), *, today: dt.date | None = None) -> Citation:
    """The row that ``key`` names, as a citation.

    Args:
        columns: Columns to cite; all but the key by default.
        today: Date of access.

    Raises:
        UsageError: No such table, view or column, or a key that names several rows.
        KerokError: No row has the key, or the row does not equal what its raw cells give.
    """
    found, snapshots = _at_one_moment(lake, name, key)
    unknown = [c for c in columns if c not in found.row]
    if unknown:
        raise UsageError(f"{found.name} has no column {', '.join(unknown)}", where=f"columns: {', '.join(found.row)}", hint=f"kerok describe {found.name}")
    values = {k: v for k, v in found.row.items() if (k in columns if columns else k not in found.key)}
    files = [CitedFile(f.dataset, f.file_name, f.file_sha256, f.published, f.received_at, f.rows_live) for f in found.files]
    role_set = found.role_set and {k: found.role_set[k] for k in ("name", "version", "title")}
    again = found.recomputed.equals if found.recomputed else None
    accessed = (today or dt.datetime.now(dt.UTC).date()).isoformat()
    return Citation(found.name, dict(found.key), values, found.formula, role_set, files, declared.fingerprint(), __version__, snapshots, again, accessed, bool(found.row.get("is_synthetic")))


def _at_one_moment(lake: Lake, name: str, key: dict[str, str]) -> tuple[Trace, dict[str, int | None]]:
    """The trace and the snapshots it was made on: again where a load came between."""
    for _ in range(_ATTEMPTS):
        before = snapshot_ids(lake, (t.name for t in declared.tables()))
        found = tracing.trace(lake, name, key, 0)
        behind = _tables_behind(found.name) | set(found.silver_rows)
        if snapshot_ids(lake, behind) == {t: before[t] for t in sorted(behind)}:
            return found, {t: before[t] for t in sorted(behind)}
    raise KerokError("the lake changed each time the number was looked at", where=str(lake.home), hint="wait for the load to end, then cite again")


def _tables_behind(name: str) -> set[str]:
    contract = declared.contracts()[name]
    if contract.kind == "table":
        return {name}
    return {t for below in contract.inputs for t in _tables_behind(below)} if contract.kind == "view" else set()


# ------------------------------------------------------------------------------------------ verify


def read_citation(text: str, where: str) -> Citation:
    """A citation from its JSON; raises UsageError where it is none."""
    hint = "kerok cite vw_facility_hprd ccn=... quarter=... role_set=cms_total -o number.json"
    try:
        body = json.loads(text, parse_float=Decimal)
        if not isinstance(body, dict) or body.pop("kerok_citation", None) is None:
            raise ValueError("no kerok_citation in it")
        body["files"] = [CitedFile(**f) for f in body["files"]]
        return Citation(**body)
    except (ValueError, TypeError, KeyError, AttributeError, InvalidOperation) as error:
        raise UsageError("this is not a citation that kerok cite wrote", where=f"{where}: {error}", hint=hint) from error


def verify(lake: Lake, cited: Citation, tell: Callable[[str], None]) -> Verdict:
    """Recompute a cited number on this lake.

    Equal: the row has the cited values now. Changed: it has others, or is gone; by which files, and whether the cited ones still give what was
    cited. Not reproducible: a cited file is not here, and the row is not as cited.

    Args:
        tell: Called with a line for people when something takes long.

    Raises:
        UsageError: The citation names a table, view or column that this version of Kerok does not have.
    """
    loaded = {f.file_sha256: f for f in loaded_files(lake)}
    missing = [f for f in cited.files if f.file_sha256 not in loaded]
    now = _again(lake, cited)
    by = _moved(lake, cited, now, loaded)
    if now is not None and not (changed := _changes(cited, now.row)):
        return Verdict("equal", by=by, reasons=_equal_words(cited, by))
    changed = _changes(cited, now.row if now else {})
    if missing:
        lacking = [f"not in this lake: {shown(f.file_name)}, sha256 {f.file_sha256}" for f in missing]
        return Verdict("not_reproducible", changed, by, None, [*lacking, "load what was cited: kerok ingest FILE"])
    still = _cited_files_give_it(lake, cited, loaded, tell)
    reasons = [_word(b) for b in by] + ([] if now else ["the row is no longer there"])
    if cited.rules != declared.fingerprint() and not by:
        reasons.append(f"by the rules: cited with Kerok {cited.kerok} ({cited.rules[:12]}), this is {__version__} ({declared.fingerprint()[:12]})")
    reasons.append("the cited files alone still give the cited values" if still else "the cited files alone do not give the cited values: their rows or the rules have changed")
    return Verdict("changed", changed, by, still, reasons)


def _again(lake: Lake, cited: Citation) -> Trace | None:
    """The row now; None where it is no longer there."""
    try:
        return tracing.trace(lake, cited.name, {k: "" if v is None else str(v).lower() if isinstance(v, bool) else str(v) for k, v in cited.key.items()}, 0)
    except (UsageError, LakeDamaged):
        raise
    except KerokError:
        return None


def _changes(cited: Citation, row: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Cited columns whose value in the row is another; compared as JSON has them, so that 3.50 is 3.5."""
    now = json.loads(to_json(row), parse_float=Decimal)
    old = json.loads(to_json(cited.values), parse_float=Decimal)
    return {k: (v, now.get(k)) for k, v in old.items() if k not in now or now[k] != v}


def _moved(lake: Lake, cited: Citation, now: Trace | None, loaded: dict[str, SourceFile]) -> list[dict[str, Any]]:
    """Files that came into the number, and that left it."""
    then, here = {f.file_sha256: f for f in cited.files}, {f.file_sha256: f for f in now.files} if now else {}
    came: list[dict[str, Any]] = [{**asdict(_cited(f)), "what": "counts now"} for sha, f in here.items() if sha not in then]
    if now is None:
        came = [_entry(f, "holds the period now") for f in _newest_of_periods(loaded, cited)]
    left = [{**asdict(f), "what": _fate(lake, f, loaded)} for sha, f in then.items() if sha not in here]
    return came + left


def _cited(file: Any) -> CitedFile:
    return CitedFile(file.dataset, file.file_name, file.file_sha256, file.published, file.received_at, file.rows_live)


def _entry(file: SourceFile, what: str) -> dict[str, Any]:
    return {**asdict(CitedFile(file.dataset, file.file_name, file.file_sha256, file.published, file.received_at, file.rows_kept or 0)), "what": what}


def _newest_of_periods(loaded: dict[str, SourceFile], cited: Citation) -> list[SourceFile]:
    """Files that hold the cited ones' periods and were not cited."""
    known = {f.file_sha256 for f in cited.files}
    periods = {(loaded[s].dataset, p) for s in known if s in loaded for p in loaded[s].periods}
    return [f for s, f in loaded.items() if s not in known and f.status == "done" and any((f.dataset, p) in periods for p in f.periods)]


def _fate(lake: Lake, file: CitedFile, loaded: dict[str, SourceFile]) -> str:
    if file.file_sha256 in loaded:
        return "superseded" if loaded[file.file_sha256].status == "superseded" else "no longer gives this row"
    with lake.ledger.reading() as connection:
        forgotten = connection.execute("SELECT max(forgotten_at) FROM kerok_forgotten WHERE file_sha256 = ?", (file.file_sha256,)).fetchone()[0]
    return f"forgotten {forgotten[:10]}" if forgotten else "not in this lake"


def _word(entry: dict[str, Any]) -> str:
    return f"by {shown(entry['file_name'])} ({_when(CitedFile(**{k: v for k, v in entry.items() if k != 'what'}))}, sha256 {entry['file_sha256'][:12]}): {entry['what']}"


def _equal_words(cited: Citation, by: list[dict[str, Any]]) -> list[str]:
    words = [f"{cited.name} has the cited values" + (", from other files than were cited" if by else ", from the cited files")]
    if cited.rules != declared.fingerprint():
        words.append(f"cited with Kerok {cited.kerok}, whose rules were others ({cited.rules[:12]})")
    return words


def _cited_files_give_it(lake: Lake, cited: Citation, loaded: dict[str, SourceFile], tell: Callable[[str], None]) -> bool:
    """Whether the lake as it would be with the cited files alone has the cited row."""
    then = _again(lake_with(lake, [loaded[f.file_sha256] for f in cited.files], tell), cited)
    return then is not None and not _changes(cited, then.row)
