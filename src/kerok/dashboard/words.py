"""How the dashboard says things: rounding, units, names, and what must be said beside a figure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from kerok import contracts as declared

NONE = "\N{EN DASH}"
"""Stands where there is no value. Missing is not zero."""

MINUS = "\N{MINUS SIGN}"

STATES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado", "CT": "Connecticut", "DE": "Delaware",
    "DC": "District of Columbia", "FL": "Florida", "GA": "Georgia", "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas",
    "KY": "Kentucky", "LA": "Louisiana", "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota", "MS": "Mississippi",
    "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York",
    "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania", "PR": "Puerto Rico", "RI": "Rhode Island",
    "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VT": "Vermont", "VA": "Virginia", "WA": "Washington",
    "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming", "GU": "Guam", "VI": "Virgin Islands",
}  # fmt: skip

_SHORT_SETS = {
    "cms_total": "Total nurse", "cms_rn": "RN", "cms_lpn": "LPN", "cms_licensed": "Licensed (RN and LPN)", "cms_aide": "Nurse aide",
    "care": "Direct care", "rn_care": "RN in direct care", "rn_lpn_cna": "RN, LPN and CNA in direct care",
}  # fmt: skip

_SHORT_ROLES = {
    "role_rndon": "Director of nursing", "role_rnadmin": "RN administration", "role_rn": "RN direct care", "role_lpnadmin": "LPN administration", "role_lpn": "LPN direct care",
    "role_cna": "Nurse aide (CNA)", "role_natrn": "Aide in training", "role_medaide": "Medication aide",
}  # fmt: skip

HOLLOW = {
    "2020Q1": "2020Q1: CMS waived reporting, 12,134 facilities instead of some 15,000",
    "2021Q4": "2021Q4: December is missing for some 490 facilities whose payroll service was down",
}
"""Quarters that are drawn hollow and never taken for a change, each with its note."""

CASE_MIX_BREAK = ("2023Q3", "2024Q1")
"""Case-mix and adjusted series end at the first and start again at the second: CMS changed the method."""

BEDS = "certified, not licensed beds"


def half_up(value: Decimal | int | float, places: int) -> Decimal:
    """The value rounded half up once."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def ratio(part: Decimal | int | None, whole: Decimal | int | None) -> Decimal | None:
    """part / whole unrounded; None where either is missing or whole is 0."""
    if part is None or not whole:
        return None
    return Decimal(part) / Decimal(whole)


def added(values: Iterable[Decimal | int | None]) -> Decimal | int | None:
    """The sum; None where a value is missing or there is none."""
    found = list(values)
    return None if not found or None in found else sum(v for v in found if v is not None)


def rate(hours: Decimal | int | None, resident_days: Decimal | int | None) -> str:
    """Hours per resident day from its two sums, rounded once to two decimals."""
    return two(ratio(hours, resident_days))


def two(value: Decimal | float | None) -> str:
    """Two decimals, half up."""
    return NONE if value is None else f"{half_up(value, 2):,}"


def percent(part: Decimal | int | None, whole: Decimal | int | None) -> str:
    """A share in percent from its two sums, rounded once to one decimal."""
    found = ratio(part, whole)
    return NONE if found is None else f"{half_up(found * 100, 1)} %"


def percent_of(share: Decimal | float | None) -> str:
    """A share of 1 in percent with one decimal."""
    return NONE if share is None else f"{half_up(Decimal(str(share)) * 100, 1)} %"


def whole(value: Decimal | int | None) -> str:
    """A whole number with thousands separated."""
    return NONE if value is None else f"{int(half_up(value, 0)):,}"


def hours(value: Decimal | None) -> str:
    """Hours to the hundredth, as CMS gives them."""
    return NONE if value is None else f"{half_up(value, 2):,}"


def dollars(value: Decimal | None) -> str:
    """Whole dollars."""
    return NONE if value is None else f"${whole(value)}"


def change(now: Decimal | None, before: Decimal | None, places: int = 2, unit: str = "") -> str:
    """The difference with its sign; "no change" where it rounds to 0, empty where either is missing."""
    if now is None or before is None:
        return ""
    found = half_up(now - before, places)
    if not found:
        return "no change"
    return f"{'+' if found > 0 else MINUS}{abs(found):,}{unit}"


def ordinal(value: Decimal | None) -> str:
    """A percentile as 83rd."""
    if value is None:
        return NONE
    number = int(half_up(value, 0))
    suffix = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def day(value: dt.date | str | None) -> str:
    """A day as 1 October 2023."""
    if value is None:
        return NONE
    date = dt.date.fromisoformat(str(value)[:10])
    return f"{date.day} {date:%B %Y}"


def month(value: dt.date | str) -> str:
    """The month as April 2023."""
    return f"{dt.date.fromisoformat(str(value)[:10]):%B %Y}"


def state(code: str | None) -> str:
    """A state's name with its code."""
    return f"{STATES.get(code, code)} ({code})" if code else "state unknown"


def role_set(name: str) -> str:
    """A role set's short name: "RN"; of a role alone its title."""
    return _SHORT_SETS.get(name) or role_set_title(name)[:1].upper() + role_set_title(name)[1:]


def role(name: str) -> str:
    """A single role's title, short enough for an axis."""
    return _SHORT_ROLES.get(name) or role_set(name)


def role_set_within(name: str) -> str:
    """The short name inside a sentence: "total nurse", "RN"."""
    short = role_set(name)
    return short if short[:2].isupper() or short.startswith("LPN") else short[0].lower() + short[1:]


def role_set_title(name: str) -> str:
    """What a role set counts, as its definition says."""
    return str(next((s["title"] for s in declared.role_sets() if s["name"] == name), name))


def role_sets() -> list[str]:
    """Names of all role sets, those of CMS first."""
    return [str(s["name"]) for s in declared.role_sets()]


def facility(name: str | None) -> str:
    """A facility's name in mixed case where CMS writes it in capitals: St. Mary's, not St. Mary'S."""
    if not name:
        return "name unknown"
    if not name.isupper():
        return name
    small = {"Of", "And", "At", "The", "For", "On", "In"}
    words = [re.sub(r"[A-Z]+(?:'[A-Z]+)*", _mixed, w) for w in name.split()]
    words = [w if not re.fullmatch(r"(LLC|LTC|II|III|IV|SNF|CCRC|US|RI|NY|VA|LP)[.,]?", o) else o for w, o in zip(words, name.split(), strict=True)]
    return " ".join(w.lower() if i and w in small else w for i, w in enumerate(words))


def _mixed(capitals: re.Match[str]) -> str:
    """Mary's and O'Brien's: what follows an apostrophe is a name's beginning unless it is one letter."""
    return "'".join(part.capitalize() if i == 0 or len(part) > 1 else part.lower() for i, part in enumerate(capitals[0].split("'")))


def quarter(name: str) -> str:
    """A quarter as 2023Q2 (April to June 2023)."""
    return f"{name} ({['January to March', 'April to June', 'July to September', 'October to December'][int(name[-1]) - 1]} {name[:4]})"


def year_before(name: str) -> str:
    """The same quarter of the year before."""
    return f"{int(name[:4]) - 1}{name[4:]}"


def quarters_between(first: str, last: str) -> list[str]:
    """Every quarter from first to last, so that gaps show as gaps."""
    a, b = (int(q[:4]) * 4 + int(q[-1]) - 1 for q in (first, last))
    return [f"{n // 4}Q{n % 4 + 1}" for n in range(a, b + 1)]


def months_of(name: str) -> list[str]:
    """The three months of a quarter, as their first days."""
    first = int(name[-1]) * 3 - 2
    return [f"{name[:4]}-{m:02d}-01" for m in range(first, first + 3)]


def facilities_loaded(facilities: int, states: list[str]) -> str:
    """What a sum is of where no national file is loaded: "75 facilities loaded, RI"."""
    named = ", ".join(states[:4]) + (f" and {len(states) - 4} more" if len(states) > 4 else "")
    return f"{facilities:,} {'facility' if facilities == 1 else 'facilities'} loaded, {named}"


def plural(count: int, one: str, many: str = "") -> str:
    """A count with its noun."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


SUSPECT = {
    "cms_shows_no_staffing": "CMS shows no staffing",
    "hprd_under_1.5": "total HPRD under 1.5",
    "days_without_hours": "days without any nurse hours",
    "zero_staff_days": "four or more days without any nurse hours",
}


def suspicion(codes: str | None) -> str:
    """Why a facility's reporting may be incomplete, in words."""
    return "; ".join(SUSPECT.get(c, c.replace("_", " ")) for c in (codes or "").split(",") if c)
