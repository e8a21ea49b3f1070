"""What is loaded: quarters with their coverage, states, releases."""

from __future__ import annotations

from dataclasses import dataclass

from kerok.dashboard.answers import Data

PERIODS = """
SELECT dataset, period, max(CASE WHEN is_national THEN 1 ELSE 0 END) AS national, max(CASE WHEN is_synthetic THEN 1 ELSE 0 END) AS synthetic
FROM gold_load_summary WHERE is_current AND rows_live > 0 GROUP BY dataset, period ORDER BY dataset, period"""

STATES = "SELECT DISTINCT state FROM gold_facility_dim WHERE state IS NOT NULL AND first_quarter IS NOT NULL ORDER BY state"


@dataclass(frozen=True)
class Loaded:
    """What the lake holds.

    Attributes:
        quarters: PBJ quarters, oldest first.
        national: Those of which a national file is loaded.
        releases: Processing dates of Provider Info, oldest first.
        states: States and territories with facilities, by code.
        is_synthetic: Some of it is made up.
    """

    quarters: tuple[str, ...]
    national: frozenset[str]
    releases: tuple[str, ...]
    states: tuple[str, ...]
    is_synthetic: bool

    def is_national(self, quarter: str) -> bool:
        """Whether figures of the quarter are the nation's; else they are of the facilities loaded."""
        return quarter in self.national

    def are_comparable(self, one: str, other: str) -> bool:
        """Whether both quarters are loaded and cover as much."""
        return one in self.quarters and other in self.quarters and self.is_national(one) == self.is_national(other)


def loaded(data: Data) -> Loaded:
    """What the lake holds."""
    data.fetch([(PERIODS, ()), (STATES, ())])
    periods = data.rows(PERIODS)
    pbj = [p for p in periods if p["dataset"] == "pbj"]
    return Loaded(
        quarters=tuple(p["period"] for p in pbj),
        national=frozenset(p["period"] for p in pbj if p["national"]),
        releases=tuple(p["period"] for p in periods if p["dataset"] == "providerinfo"),
        states=tuple(r["state"] for r in data.rows(STATES)),
        is_synthetic=any(p["synthetic"] for p in periods),
    )
