"""Reporting that may be incomplete stands apart in rankings: how many facilities that are, and what the total is without them."""

from __future__ import annotations

from kerok import contracts as declared
from kerok.dashboard import parts, scope, words
from kerok.dashboard.answers import Question
from kerok.dashboard.parts import Page
from kerok.dashboard.questions import beds, quality


def rule() -> str:
    """What makes a facility's reporting look incomplete."""
    suspect = declared.reference("groups")["suspect"]
    return f"{suspect['zero_staff_days']} or more days with residents and no nurse hours of any kind, under {suspect['hprd_below']} total nurse hours per resident day, or no or footnoted values at CMS"


def asked(p: Page, area: str = "") -> Question:
    """The sums of the quarter and role set with and without them; of the page's area where none is given."""
    area = area or scope.area(p)
    return quality.EFFECT, (p.state.quarter, p.state.role_set, area, area)


def of_hours(p: Page, where: str, area: str = "") -> None:
    """Says it of hours per resident day.

    Args:
        where: A sentence: where the facilities stand on the page.
    """
    found = p.data.answer(asked(p, area)).first or {}
    _say(found.get("suspects"), where, f"{scope.hours_of(p.state.role_set)} per resident day are", *(words.rate(found.get(f"hours{s}"), found.get(f"resident_days{s}")) for s in ("", "_without")))


def of_contract_share(p: Page, where: str, area: str = "") -> None:
    """Says it of the contract share."""
    found = p.data.answer(asked(p, area)).first or {}
    _say(found.get("suspects"), where, "the contract share is", *(words.percent(found.get(f"contract_hours{s}"), found.get(f"hours{s}")) for s in ("", "_without")))


def of_beds(p: Page, where: str, month: str) -> None:
    """Says it of bed utilization."""
    area = scope.area(p)
    found = p.data.row(beds.EFFECT, month, area, area) or {}
    _say(found.get("suspects"), where, "bed utilization is", *(words.percent(found.get(f"resident_days{s}"), found.get(f"bed_days{s}")) for s in ("", "_without")))


def _say(count: int | None, where: str, figure: str, with_them: str, without: str) -> None:
    if not count:
        parts.note("No facility's reporting looks incomplete in this quarter.")
        return
    parts.note(
        f"Reporting may be incomplete at {words.plural(count, 'facility', 'facilities')}: {rule()}. {where} They are in all sums, as CMS counts them: {figure} {with_them} with them, {without} without."
    )
