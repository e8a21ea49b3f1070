"""What is loaded: quarters with their coverage, states, releases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kerok.dashboard.answers import Data

PERIODS = """
SELECT dataset, period, max(CASE WHEN is_national THEN 1 ELSE 0 END) AS national, max(CASE WHEN is_synthetic THEN 1 ELSE 0 END) AS synthetic
FROM gold_load_summary WHERE is_current AND rows_live > 0 GROUP BY dataset, period ORDER BY dataset, period"""

STATES = "SELECT DISTINCT state FROM gold_facility_dim WHERE state IS NOT NULL AND first_quarter IS NOT NULL ORDER BY state"

STATES_BY_QUARTER = "SELECT DISTINCT quarter, state FROM gold_quarterly_provider_fact ORDER BY quarter, state"


@dataclass(frozen=True)
class Loaded:
    """What the lake holds.

    Attributes:
        quarters: PBJ quarters, oldest first.
        national: Those of which a national file is loaded.
        releases: Processing dates of Provider Info, oldest first.
        states: States and territories with facilities, by code.
        is_synthetic: Some of it is made up.
        states_of: By quarter, the states that have facilities with rows in it.
    """

    quarters: tuple[str, ...]
    national: frozenset[str]
    releases: tuple[str, ...]
    states: tuple[str, ...]
    is_synthetic: bool
    states_of: Mapping[str, frozenset[str]]

    def is_national(self, quarter: str) -> bool:
        """Whether figures of the quarter are the nation's; else they are of the facilities loaded."""
        return quarter in self.national

    def are_comparable(self, one: str, other: str) -> bool:
        """Whether both quarters are loaded and cover as much: both the nation, or both extracts of the same states."""
        if one not in self.quarters or other not in self.quarters or self.is_national(one) != self.is_national(other):
            return False
        return self.is_national(one) or self.states_of.get(one) == self.states_of.get(other)


def loaded(data: Data) -> Loaded:
    """What the lake holds."""
    data.fetch([(PERIODS, ()), (STATES, ()), (STATES_BY_QUARTER, ())])
    periods = data.rows(PERIODS)
    pbj = [p for p in periods if p["dataset"] == "pbj"]
    by_quarter = data.rows(STATES_BY_QUARTER)
    return Loaded(
        quarters=tuple(p["period"] for p in pbj),
        national=frozenset(p["period"] for p in pbj if p["national"]),
        releases=tuple(p["period"] for p in periods if p["dataset"] == "providerinfo"),
        states=tuple(r["state"] for r in data.rows(STATES)),
        is_synthetic=any(p["synthetic"] for p in periods),
        states_of={q: frozenset(r["state"] for r in by_quarter if r["quarter"] == q) for q in dict.fromkeys(r["quarter"] for r in by_quarter)},
    )
