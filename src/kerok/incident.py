"""The days around a date in one home: hours by role, employees and contract staff, residents, and what was usual."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from kerok import contracts as declared
from kerok.engines import duckdb as duck
from kerok.errors import KerokError, UsageError
from kerok.lake import Lake
from kerok.query import Reader
from kerok.rawlines import ccn_in
from kerok.rowkey import dicts

USUAL_DAYS = 182  # before and after the window: half a year each way, in whole weeks
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MOST_DAYS = 366
_SETS = ("cms_total", "cms_rn", "cms_lpn", "cms_aide")


@dataclass(frozen=True)
class IncidentFile:
    """A source file that days of the window are from."""

    file_name: str
    file_sha256: str
    published: str | None
    received_at: str
    days: int


@dataclass(frozen=True)
class Incident:
    """One home's days around a date.

    Attributes:
        date: The date asked for.
        days: One dictionary per calendar day, in order, with the columns of `columns`; a day without a row has ``is_reported`` false and says why
            in ``note``.
        usual_from: First and last day that the usual may be taken from; the window itself is left out.
        files: Source files of the rows shown.
        versions: Role set and version.
    """

    ccn: str
    facility_name: str
    state: str
    date: dt.date
    first: dt.date
    last: dt.date
    usual_from: tuple[dt.date, dt.date]
    days: list[dict[str, Any]]
    files: list[IncidentFile]
    versions: dict[str, int] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "ccn": self.ccn, "facility_name": self.facility_name, "state": self.state, "date": self.date, "first": self.first, "last": self.last,
            "usual": {"first": self.usual_from[0], "last": self.usual_from[1], "meaning": USUAL}, "role_sets": self.versions,
            "files": [vars(f) for f in self.files], "days": self.days,
        }  # fmt: skip


USUAL = (
    f"hours over residents of the home's days of the same weekday, up to {USUAL_DAYS} days before and after the window, the window left out;"
    " sum over sum, days with residents and every role reported"
)


def columns() -> list[str]:
    """Columns of a day, in order: the date, residents, hours by role and part, role sets, flags, what is usual, the state's that day."""
    roles = [f"{r['name']}{part}_hours" for r in declared.roles() for part in ("", "_employee", "_contract")]
    sums = [f"{s}_hours" for s in _SETS] + ["employee_hours", "contract_hours"]
    rates = ["hprd", "rn_hprd"]
    usual = ["usual_days", "usual_residents", "usual_hours", "usual_hprd", "usual_rn_hours", "usual_rn_hprd"]
    return [
        "work_date", "weekday", "is_reported", "residents", *sums, *rates, "is_without_rn", "is_under_8_rn_hours", "is_without_hours", "flags", *usual,
        "state_facilities", "state_hprd", "state_rn_hprd", "note", *roles, "file_sha256",
    ]  # fmt: skip


def incident(lake: Lake, ccn: str, date: dt.date, days: int = 14) -> Incident:
    """The home's days from ``days`` before the date to ``days`` after it.

    Raises:
        UsageError: ``ccn`` is none, or too many days.
        KerokError: The home has no row in the window.
        LakeDamaged: There is no lake.
    """
    home = ccn_in(ccn)
    if len(home) != 6 or not 0 <= days <= MOST_DAYS:
        what = f"{ccn} is not a CCN: six characters" if len(home) != 6 else f"--days {days} is not between 0 and {MOST_DAYS}"
        raise UsageError(what, hint="kerok incident 415052 2023-05-14 --days 14")
    first, last = date - dt.timedelta(days), date + dt.timedelta(days)
    with Reader(lake).open({"gold_daily_staffing_fact", "silver_pbj_daily", "gold_load_summary"}) as con:
        return _Window(con, home, date, first, last).run(lake)


class _Window:
    """The window of one home on an open connection."""

    def __init__(self, con: duck.Connection, ccn: str, date: dt.date, first: dt.date, last: dt.date) -> None:
        self._con, self._ccn, self._date, self._first, self._last = con, ccn, date, first, last

    def run(self, lake: Lake) -> Incident:
        rows = {r["work_date"]: r for r in self._own_days()}
        if not rows:
            raise self._nothing()
        named = rows[max(rows)]
        usual, state = self._usual(), self._states_days(named["state"])
        loaded = {p for (p,) in self._con.execute("SELECT DISTINCT period FROM gold_load_summary WHERE dataset = 'pbj' AND is_current").fetchall()}
        window = [self._first + dt.timedelta(n) for n in range((self._last - self._first).days + 1)]
        days = [_day(d, rows.get(d), usual.get(d.isoweekday(), {}), state.get(d, {}), _quarter(d) in loaded) for d in window]
        sources = self._sources()
        for day in days:
            day["file_sha256"] = sources.get(day["work_date"])
        span = (self._first - dt.timedelta(USUAL_DAYS), self._last + dt.timedelta(USUAL_DAYS))
        versions = {s["name"]: s["version"] for s in declared.role_sets() if s["name"] in _SETS}
        return Incident(self._ccn, named["facility_name"], named["state"], self._date, self._first, self._last, span, days, _files(lake, sources), versions)

    def _own_days(self) -> list[dict[str, Any]]:
        return dicts(
            self._con, "SELECT * FROM gold_daily_staffing_fact WHERE ccn = ? AND work_date BETWEEN ? AND ? ORDER BY work_date", [self._ccn, self._first, self._last]
        )

    def _usual(self) -> dict[int, dict[str, Any]]:
        """Sums by weekday over the home's other days."""
        sql = """
            SELECT isodow(work_date) AS weekday, count(*) AS days, sum(residents) AS residents, sum(cms_total_hours) AS hours, sum(cms_rn_hours) AS rn_hours
            FROM gold_daily_staffing_fact
            WHERE ccn = ? AND work_date BETWEEN ? AND ? AND NOT work_date BETWEEN ? AND ? AND residents > 0 AND cms_total_hours IS NOT NULL
            GROUP BY 1"""
        around = dt.timedelta(USUAL_DAYS)
        rows = dicts(self._con, sql, [self._ccn, self._first - around, self._last + around, self._first, self._last])
        return {r["weekday"]: r for r in rows}

    def _states_days(self, state: str) -> dict[dt.date, dict[str, Any]]:
        """Sums by day over the state's homes that are loaded, this one among them."""
        sql = """
            SELECT work_date, count(*) AS facilities, sum(residents) AS residents, sum(cms_total_hours) AS hours, sum(cms_rn_hours) AS rn_hours
            FROM gold_daily_staffing_fact
            WHERE state = ? AND work_date BETWEEN ? AND ? AND residents > 0 AND cms_total_hours IS NOT NULL
            GROUP BY 1"""
        return {r["work_date"]: r for r in dicts(self._con, sql, [state, self._first, self._last])}

    def _sources(self) -> dict[dt.date, str]:
        """The file that each day is from."""
        sql = "SELECT work_date, file_sha256 FROM silver_pbj_daily WHERE ccn = ? AND work_date BETWEEN ? AND ?"
        return dict(self._con.execute(sql, [self._ccn, self._first, self._last]).fetchall())

    def _nothing(self) -> KerokError:
        row = self._con.execute("SELECT min(work_date), max(work_date), count(*) FROM gold_daily_staffing_fact WHERE ccn = ?", [self._ccn]).fetchone()
        what = f"no day of {self._ccn} is loaded between {self._first} and {self._last}"
        if row and row[2]:
            return KerokError(what, where=f"its {row[2]:,} days loaded run from {row[0]} to {row[1]}", hint=f"kerok incident {self._ccn} {row[1]}   (or load the quarter: kerok ingest FILE)")
        find = "kerok query \"SELECT ccn, facility_name, state FROM gold_facility_dim WHERE facility_name LIKE '%NAME%'\""
        return KerokError(what, where="no day of this CCN is loaded at all", hint=find)


def _files(lake: Lake, sources: dict[dt.date, str]) -> list[IncidentFile]:
    counts = Counter(sources[day] for day in sorted(sources))
    with lake.ledger.reading() as connection:
        known = {f.file_sha256: f for f in lake.ledger.files(connection) if f.dataset == "pbj"}
    return [IncidentFile(known[sha].file_name, sha, known[sha].published, known[sha].received_at, days) for sha, days in counts.items() if sha in known]


def _quarter(day: dt.date) -> str:
    return f"{day.year}Q{(day.month + 2) // 3}"


def _day(day: dt.date, row: dict[str, Any] | None, usual: dict[str, Any], state: dict[str, Any], is_loaded: bool) -> dict[str, Any]:
    found: dict[str, Any] = dict.fromkeys(columns())
    found |= {"work_date": day, "weekday": WEEKDAYS[day.weekday()], "is_reported": row is not None}
    found |= {
        "usual_days": usual.get("days", 0), "usual_residents": _rate(usual.get("residents"), usual.get("days"), 1),
        "usual_hours": _rate(usual.get("hours"), usual.get("days"), 2), "usual_hprd": _rate(usual.get("hours"), usual.get("residents")),
        "usual_rn_hours": _rate(usual.get("rn_hours"), usual.get("days"), 2), "usual_rn_hprd": _rate(usual.get("rn_hours"), usual.get("residents")),
        "state_facilities": state.get("facilities", 0), "state_hprd": _rate(state.get("hours"), state.get("residents")),
        "state_rn_hprd": _rate(state.get("rn_hours"), state.get("residents")),
    }  # fmt: skip
    if row is None:
        quarter = _quarter(day)
        found["note"] = f"no row of this home in the files of {quarter}" if is_loaded else f"{quarter} is not loaded"
        return found
    found |= {k: v for k, v in row.items() if k in found}
    roles = [r["name"] for r in declared.roles()]
    has_residents = bool(row["residents"])
    found |= {
        "employee_hours": _sum(row[f"{r}_employee_hours"] for r in roles), "contract_hours": _sum(row[f"{r}_contract_hours"] for r in roles),
        "hprd": _rate(row["cms_total_hours"], row["residents"]), "rn_hprd": _rate(row["cms_rn_hours"], row["residents"]),
        "is_without_rn": has_residents and row["cms_rn_hours"] == 0,
        "is_under_8_rn_hours": has_residents and row["cms_rn_hours"] is not None and row["cms_rn_hours"] < 8,
        "is_without_hours": has_residents and row["cms_total_hours"] == 0,
    }  # fmt: skip
    found["note"] = _note(found)
    return found


def _note(day: dict[str, Any]) -> str | None:
    if day["is_without_hours"]:
        return "no hours of any kind reported: not the same as nobody on site"
    if day["is_without_rn"]:
        return "no RN hours reported"
    return "under 8 RN hours" if day["is_under_8_rn_hours"] else None


def _sum(values: Any) -> Decimal | None:
    known = list(values)
    return None if None in known else sum(known, Decimal(0))


def _rate(over: Any, under: Any, places: int = 6) -> Decimal | None:
    """One number over another, half up, exact; None where either is missing or nothing is below the line."""
    if over is None or not under:
        return None
    scaled: Decimal = (Decimal(over) * 10**places * 2 + Decimal(under)) // (Decimal(under) * 2)
    return scaled.scaleb(-places)


