"""The numbers of a row counted again from the raw cells, by exact decimal arithmetic and apart from the SQL that made them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from kerok import contracts as declared
from kerok.landing import Record
from kerok.rawlines import BronzeFile, ccn_in, clean

Number = Decimal | Fraction | int | dt.date | None
_TOO_LARGE = Decimal(10_000_000)
_PARTS = ("", "_employee", "_contract")
_CELL_PARTS = ("", "_emp", "_ctr")


@dataclass(frozen=True)
class Day:
    """One facility-day as its raw cells say.

    Attributes:
        given: Hours by role and part (total, employee, contract) as given.
        hours: The same, a single missing one computed from the other two.
    """

    ccn: str
    day: dt.date
    residents: int | None
    given: dict[str, tuple[Decimal | None, ...]]
    hours: dict[str, tuple[Decimal | None, ...]]

    @property
    def is_weekend(self) -> bool:
        return self.day.isoweekday() > 5

    def total(self, members: Iterable[str], part: int = 0) -> Decimal | None:
        """Hours of several roles; None where a member is not reported in full."""
        cells = [self.hours[m] for m in members]
        if any(None in (c[0], c[1], c[2]) for c in cells):
            return None
        return sum((c[part] or Decimal(0) for c in cells), Decimal(0))

    def left_out(self, members: Iterable[str]) -> str:
        """Why the day does not count for a role set; empty where it counts."""
        if self.residents is None:
            return "MDScensus is missing"
        if self.residents == 0:
            return "MDScensus is 0"
        missing = [m for m in members if None in self.hours[m]]
        return f"hours are missing: {', '.join(_titles()[m] for m in missing)}" if missing else ""

    @property
    def has_hours(self) -> bool:
        return any((cells[0] or 0) > 0 for cells in self.hours.values())


def _titles() -> dict[str, str]:
    return {r["name"]: r["column"] for r in declared.roles()}


def hours_in(cell: str | None) -> Decimal | None:
    """Hours as ``parse_hours`` reads them."""
    text = clean(cell or "")
    if not re.fullmatch(r"[0-9]{1,7}([.][0-9]*)?|[.][0-9]+", text):
        return None
    return Decimal(text).quantize(Decimal("0.01"), ROUND_HALF_UP)


def count_in(cell: str | None) -> int | None:
    """A whole number as ``parse_count`` reads it."""
    text = clean(cell or "")
    return int(text.split(".")[0]) if re.fullmatch(r"[0-9]{1,9}([.]0*)?", text) else None


def day_in(cell: str | None) -> dt.date | None:
    """A day written YYYYMMDD, YYYY-MM-DD or MM/DD/YYYY."""
    text = clean(cell or "")
    iso = re.sub(r"^(\d\d)/(\d\d)/(\d{4})$", r"\3-\1-\2", re.sub(r"[ T]00:00:00([.]0+)?$", "", text))
    if not re.fullmatch(r"\d{8}|\d{4}-\d\d-\d\d", iso):
        return None
    try:
        return dt.date.fromisoformat(iso)
    except ValueError:
        return None


def day_of(bronze: BronzeFile, record: Record, day: dt.date) -> Day:
    """The facility-day that a PBJ record holds."""
    roles = [r["name"] for r in declared.roles()]
    given = {r: tuple(hours_in(bronze.cell(record, f"hrs_{r}{part}")) for part in _CELL_PARTS) for r in roles}
    hours = {r: _completed(*cells) for r, cells in given.items()}
    ccn = ccn_in(bronze.cell(record, "provnum") or "")
    return Day(ccn, day, count_in(bronze.cell(record, "mdscensus")), given, hours)


def _completed(total: Decimal | None, employee: Decimal | None, contract: Decimal | None) -> tuple[Decimal | None, ...]:
    def without(part: Decimal | None) -> Decimal | None:
        return total - part if total is not None and part is not None and total >= part else None

    both = employee + contract if employee is not None and contract is not None else None
    derived = both if both is not None and both < _TOO_LARGE else None
    return (
        total if total is not None else derived,
        employee if employee is not None else without(contract),
        contract if contract is not None else without(employee),
    )


# ------------------------------------------------------------------------------------------ sums over days


def role_set_sums(days: list[Day], members: list[str]) -> dict[str, Number]:
    """Hours, resident days and days of one role set, over the days that count for it."""
    counted = [d for d in days if not d.left_out(members)]
    weekend = [d for d in counted if d.is_weekend]
    sums: dict[str, Number] = {
        "hours": _sum(d.total(members) for d in counted),
        "employee_hours": _sum(d.total(members, 1) for d in counted),
        "contract_hours": _sum(d.total(members, 2) for d in counted),
        "resident_days": _count(d.residents for d in counted),
        "weekend_hours": _sum(d.total(members) for d in weekend),
        "weekend_resident_days": _count(d.residents for d in weekend),
        "days_counted": len(counted),
        "days_excluded": len(days) - len(counted),
    }
    return with_rates(sums)


def day_sums(days: list[Day]) -> dict[str, Number]:
    """Days of note and the census, over all days."""
    everyone, nurses = [r["name"] for r in declared.roles()], _members("cms_rn")
    occupied = [d for d in days if d.residents]
    empty = [d for d in days if d.residents == 0]
    low = Decimal(declared.reference("groups")["low_day"]["hprd_below"])
    return {
        "days": len(days),
        "observed_days": len([d for d in days if is_observed(d)]),
        "census_days": _count(d.residents for d in days),
        "zero_census_days": len(empty),
        "zero_census_hours": _sum(d.total(everyone) for d in empty),
        "zero_rn_days": len([d for d in occupied if d.total(nurses) == 0]),
        "under_8_rn_days": len([d for d in occupied if (hours := d.total(nurses)) is not None and hours < 8]),
        "zero_staff_days": len([d for d in occupied if d.total(everyone) == 0]),
        "low_days": len([d for d in occupied if (hours := d.total(everyone)) is not None and hours < low * (d.residents or 0)]),
        "days_with_residents": len(occupied),
        "first_resident_day": min((d.day for d in occupied), default=None),
        "last_resident_day": max((d.day for d in occupied), default=None),
        "facilities": len({d.ccn for d in days}),
    }


def is_observed(day: Day) -> bool:
    """Whether the day's census says something about beds: above 0, or 0 and nobody worked."""
    return day.residents is not None and (day.residents > 0 or not day.has_hours)


def _members(role_set: str) -> list[str]:
    return list(next(s["members"] for s in declared.role_sets() if s["name"] == role_set))


def _sum(values: Iterable[Decimal | None]) -> Decimal | None:
    known = [v for v in values if v is not None]
    return sum(known, Decimal(0)) if known else None


def _count(values: Iterable[int | None]) -> int | None:
    known = [v for v in values if v is not None]
    return sum(known) if known else None


def _rate(over: Number, under: Number) -> Fraction | None:
    if over is None or not isinstance(under, (int, Decimal)) or not under or isinstance(over, dt.date):
        return None
    return Fraction(over) / Fraction(under)


# ------------------------------------------------------------------------------------------ the columns of a row


def of_role_set(days: list[Day], row: dict[str, Any]) -> dict[str, Number]:
    """Columns of a row that is of one role set."""
    return {**day_sums(days), **role_set_sums(days, _members(row["role_set"])), "utilization": _utilization(days, row)}


def of_role_sets(days: list[Day], row: dict[str, Any]) -> dict[str, Number]:
    """Columns of a row with all role sets side by side."""
    sums = {f"{s['name']}_{name}": v for s in declared.role_sets() for name, v in role_set_sums(days, s["members"]).items()}
    return {**day_sums(days), **sums}


def of_census(days: list[Day], row: dict[str, Any]) -> dict[str, Number]:
    """Columns of a row about beds: its resident days are the census of all days."""
    sums = day_sums(days)
    beds, observed = row.get("certified_beds"), sums["observed_days"]
    bed_days = beds * observed if beds is not None and isinstance(observed, int) else None
    return {**sums, "resident_days": sums["census_days"], "bed_days": bed_days, "utilization": _utilization(days, row)}


def _utilization(days: list[Day], row: dict[str, Any]) -> Fraction | None:
    sums, beds = day_sums(days), row.get("certified_beds")
    return _rate(sums["census_days"], beds * sums["observed_days"] if beds is not None else None)


def of_measure(days: list[Day], row: dict[str, Any]) -> dict[str, Number]:
    """What Kerok sets beside a value that CMS reported, rounded as CMS rounds."""
    measure = row["measure"]
    role_set = measured_set(measure)
    if role_set is None:
        sums = day_sums(days)
        return {"ours": _half_up(_rate(sums["census_days"], sums["days_with_residents"]), 1)}
    rate = role_set_sums(days, _members(role_set))["weekend_hprd" if measure.startswith("weekend_") else "hprd"]
    return {"ours": _half_up(rate, 5)}


def measured_set(measure: str | None) -> str | None:
    """The role set of a reported measure; None for the average of residents."""
    return None if measure in (None, "average_residents") else f"cms_{str(measure).removeprefix('weekend_')}"


def _half_up(value: Number, places: int) -> Decimal | None:
    if not isinstance(value, Fraction):
        return None
    return Decimal((value * 10**places * 2 + 1) // 2).scaleb(-places)


def of_day(days: list[Day], row: dict[str, Any]) -> dict[str, Number]:
    """Columns of one facility-day."""
    day = days[0]
    sums: dict[str, Number] = {"residents": day.residents, "mds_census": day.residents}
    for role in day.hours:
        sums |= {f"{role}{part}_hours": v for part, v in zip(_PARTS, day.hours[role], strict=True)}
        sums |= {f"hrs_{role}{part}": v for part, v in zip(_CELL_PARTS, day.given[role], strict=True)}
    return sums | {f"{s['name']}_hours": day.total(s["members"]) for s in declared.role_sets() if len(s["members"]) > 1}


COUNTS: dict[str, Callable[[list[Day], dict[str, Any]], dict[str, Number]]] = {
    "role_set": of_role_set, "role_sets": of_role_sets, "census": of_census, "measure": of_measure, "day": of_day,
}  # fmt: skip


def judge(day: Day, counts: str, row: dict[str, Any], members: list[str]) -> tuple[bool | None, str]:
    """Whether a day is in the number, and why not; None where nothing is counted over days."""
    if counts in ("day", ""):
        return None, ""
    if counts == "census":
        reason = "" if is_observed(day) else "MDScensus is missing" if day.residents is None else "MDScensus is 0 and there are hours"
    elif row.get("measure") == "average_residents":
        reason = day.left_out([])
    elif str(row.get("measure")).startswith("weekend_") and not day.is_weekend:
        reason = "not a Saturday or Sunday"
    else:
        reason = day.left_out(members)
    return not reason, reason


def counted_in_words(counts: str, row: dict[str, Any]) -> str:
    """Which days are in the number; empty where nothing is counted over days."""
    days = "days with MDScensus above 0"
    full = f"{days} on which total, employee and contract hours of every member of the role set are known"
    if counts == "measure":
        measure = str(row["measure"])
        return days if measure == "average_residents" else full.replace("days", "Saturdays and Sundays", 1) if measure.startswith("weekend_") else full
    return {"role_set": full, "role_sets": f"{full} (below: for cms_total)", "census": f"{days}, and days with 0 and no hours"}.get(counts, "")


def sums_sql(role_set: dict[str, Any], days: str) -> str:
    """DuckDB's SQL of a role set's sums over rows of the daily table, for where the raw rows are too many."""
    members: list[str] = role_set["members"]
    several = len(members) > 1
    hours = f"d.{role_set['name'] if several else members[0]}_hours"
    reported = "" if several else f" AND d.{members[0]}_employee_hours + d.{members[0]}_contract_hours IS NOT NULL"
    parts = ", ".join(f"{' + '.join(f'd.{m}_{part}_hours' for m in members)} AS {part}_hours" for part in ("employee", "contract"))
    sums = ", ".join(f"sum({c}) FILTER (WHERE hours IS NOT NULL) AS {c}" for c in ("hours", "employee_hours", "contract_hours", "resident_days"))
    weekend = ", ".join(f"sum({c}) FILTER (WHERE hours IS NOT NULL AND isodow(work_date) > 5) AS weekend_{c}" for c in ("hours", "resident_days"))
    return (
        f"SELECT {sums}, {weekend}, count(hours) AS days_counted, count(*) - count(hours) AS days_excluded, count(DISTINCT ccn) AS facilities"
        f" FROM (SELECT d.ccn, d.work_date, d.residents AS resident_days, CASE WHEN d.residents > 0{reported} THEN {hours} END AS hours, {parts} FROM ({days}) d)"
    )


def with_rates(sums: dict[str, Number]) -> dict[str, Number]:
    """The sums with their rates beside them."""
    return {
        **sums,
        "hprd": _rate(sums["hours"], sums["resident_days"]),
        "weekend_hprd": _rate(sums["weekend_hours"], sums["weekend_resident_days"]),
        "contract_share": _rate(sums["contract_hours"], sums["hours"]),
    }


def agrees(value: Any, again: Number) -> bool:
    """Whether a column's value is what was counted again; a rate may differ by the rounding of its last place."""
    if value is None or again is None:
        return value is None and again is None
    if isinstance(again, Fraction):
        return abs(Fraction(value) - again) <= Fraction(1, 2_000_000)
    return bool(value == again)


def rounded(value: Number) -> Any:
    """The value with at most six decimals."""
    return _half_up(value, 6) if isinstance(value, Fraction) else value
