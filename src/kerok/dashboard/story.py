"""A facility's figures gathered, and what is said of them in a sentence: numbers and places, no verdict."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from kerok.dashboard import words


@dataclass(frozen=True)
class Home:
    """One facility in one quarter, with its other quarters.

    Attributes:
        who: Its row of ``gold_facility_dim``.
        quarters: Sums by quarter and role set.
        standing: Percentile by role set and area.
        averages: Averages by role set and area.
        agreement: What CMS reported beside ours, by measure.
        facts: What CMS says of it, by quarter.
        coverage: Its days without RN hours; None where the quarter has no rows.
    """

    ccn: str
    who: dict[str, Any]
    quarter: str
    is_national: bool
    quarters: dict[tuple[str, str], dict[str, Any]]
    standing: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    averages: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    agreement: dict[str, dict[str, Any]] = field(default_factory=dict)
    facts: dict[str, dict[str, Any]] = field(default_factory=dict)
    coverage: dict[str, Any] | None = None

    @property
    def name(self) -> str:
        """Its name in the quarter, else the newest."""
        row = self.now("cms_total")
        return words.facility(row["facility_name"] if row else self.who["facility_name"])

    @property
    def state(self) -> str:
        """Its state in the quarter, else the newest."""
        row = self.now("cms_total")
        return str((row or self.who)["state"] or "")

    @property
    def fact(self) -> dict[str, Any] | None:
        """What CMS says of it as of the quarter."""
        return self.facts.get(self.quarter)

    def now(self, role_set: str) -> dict[str, Any] | None:
        """The quarter's sums of a role set."""
        return self.quarters.get((self.quarter, role_set))


MISSING = {
    "partial_coverage": "no percentile: not all homes are loaded", "no_rate": "no percentile: no rate", "not_a_full_quarter": "no percentile: not a full quarter",
    "fewer_than_10_homes": "no percentile: fewer than 10 homes",
}  # fmt: skip


def standing_words(row: dict[str, Any], area: str) -> str:
    """Its percentile in an area, or why there is none; nothing where the page says so once for all."""
    if row["percentile"] is None:
        return "" if row["missing_reason"] == "partial_coverage" else MISSING.get(row["missing_reason"], f"no percentile: {row['missing_reason']}")
    return f"{words.ordinal(row['percentile'])} percentile of {row['of']:,} homes in {area}"


def sentence(home: Home) -> str:
    """What a reader came for, in two or three sentences."""
    total, rn = home.now("cms_total"), home.now("cms_rn")
    if total is None or not total["resident_days"]:
        return f"In {words.quarter(home.quarter)} no day of {home.name} has residents and all roles reported, so there is no rate."
    said = f"In {words.quarter(home.quarter)} {home.name} had {words.rate(total['hours'], total['resident_days'])} nurse hours per resident day (HPRD)"
    if rn and rn["resident_days"]:
        said += f", {words.rate(rn['hours'], rn['resident_days'])} of them by RNs"
    average = home.averages.get(("cms_total", home.state))
    if average:
        scope = f"{words.state(home.state)}" if home.is_national else f"the {average['facilities']:,} facilities of {words.state(home.state)} that are loaded"
        said += f"; {scope} had {words.rate(average['hours'], average['resident_days'])} over all residents"
    place = home.standing.get(("cms_total", home.state), {}).get("percentile")
    if place is not None:
        said += f", and {words.half_up(place, 0)} % of its homes had less or as much"
    said += f". Contract (agency) staff worked {words.percent(total['contract_hours'], total['hours'])} of the hours"
    if home.coverage:
        days = home.coverage["under_8_rn_days"]
        said += f"; on {words.plural(days, 'day')} under 8 RN hours were reported" if days else "; 8 or more RN hours were reported on every day with residents"
    return said + "." + _agrees(home)


def _agrees(home: Home) -> str:
    compared = [r for r in home.agreement.values() if r["agrees"] is not None]
    if not compared:
        return " CMS's own figures of the quarter are not loaded, or CMS gives none."
    equal = sum(bool(r["agrees"]) for r in compared)
    if equal == len(compared):
        return f" All {equal} values that CMS reported are reproduced to CMS's last digit."
    return f" Of {len(compared)} values that CMS reported {equal} are reproduced to its last digit."
