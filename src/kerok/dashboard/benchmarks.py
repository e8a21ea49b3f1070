"""What a facility stands beside: its state's and the nation's averages, what CMS expects, reference lines. None of them is a verdict."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from kerok import contracts as declared
from kerok.dashboard import charts, parts, words
from kerok.dashboard.look import colors
from kerok.dashboard.parts import Page
from kerok.dashboard.questions import facility as ask
from kerok.dashboard.state import choose
from kerok.dashboard.story import Home

NO_LINE = "none"
_KNOWN = {"federal_2024": "2024 federal rule, repealed", "study_2001": "2001 study"}


def lines(p: Page, home: Home) -> list[dict[str, Any]]:
    """The reference lines that apply to the home in the quarter: those that come with Kerok, then the user's own."""
    shipped = [{"threshold_id": line["id"], "role_set": line["role_set"], "value": Decimal(str(line["value"])), "state": None} for line in declared.reference("thresholds")["lines"]]
    return [line for line in [*shipped, *p.data.answer(ask.own_lines(p.state.quarter)).rows] if line["state"] in (None, home.state)]


def named(line: dict[str, Any]) -> str:
    """A line by its value and where it comes from."""
    origin = next((said for start, said in _KNOWN.items() if line["threshold_id"].startswith(start)), line["threshold_id"])
    return f"{words.two(line['value'])} ({origin})"


def table(p: Page, home: Home) -> None:
    """The card that sets the home beside all of them."""
    areas = {home.state: home.state, "US": "US"} if home.is_national else {home.state: f"{home.state}, loaded", "US": "all loaded"}
    if not home.is_national and len(p.loaded.states) == 1:
        del areas["US"]  # the same homes once more
    names = ["hours per resident day", "home", *(f"{said}: {kind}" for said in areas.values() for kind in ("resident-weighted", "mean", "median")), "case-mix (CMS)", "reference lines"]
    rows, found = [], lines(p, home)
    for role_set in ask.MAIN:
        row = home.now(role_set)
        if row is None:
            continue
        cells = [words.role_set(role_set), words.rate(row["hours"], row["resident_days"])]
        for area in areas:
            average = home.averages.get((role_set, area), {})
            cells += [words.rate(average.get("hours"), average.get("resident_days")), words.two(average.get("facility_mean")), words.two(average.get("facility_median"))]
        cells.append(words.two((home.fact or {}).get(f"case_mix_{ask.MEASURES[role_set]}_hprd")))
        cells.append("; ".join(named(line) for line in found if line["role_set"] == role_set))
        rows.append(cells)
    with parts.card("Benchmarks", f"{home.quarter}: averages over all residents (resident-weighted) and over facilities (mean, median); what CMS expects with such residents"):
        parts.plain_table(names, rows, right=range(1, len(names) - 1), caption="The home beside benchmarks")
        parts.note("Reference lines are to measure a distance from; those that come with Kerok are not in force. Methods has the citation and legal status of each.")
        if home.averages:
            p.cite(f"Averages of {words.state(home.state)}, {home.quarter}", "vw_benchmarks", area=home.state, quarter=home.quarter, role_set="cms_total")


def chosen_line(p: Page, home: Home, names: Sequence[str]) -> list[dict[str, Any]]:
    """The reference line that the reader chose for the course, drawn across all of it; none at first."""
    found = {str(line["threshold_id"]): line for line in lines(p, home) if line["role_set"] == p.state.role_set}
    if not found:
        return []
    chosen = found.get(choose("Reference line", "line", (NO_LINE, *found), NO_LINE, say=lambda name: NO_LINE if name == NO_LINE else named(found[name]), width=300))
    return [charts.line(named(chosen), [chosen["value"]] * len(names), color=colors().ink, dashed=True, width=1.2, symbols=False)] if chosen else []
