"""Who a facility is in Provider Info: address, ownership, beds, chain, and yes-or-no columns."""

from __future__ import annotations

import datetime as dt

import numpy as np

from kerok.synthetic import calibration as cal
from kerok.synthetic.draws import Ints
from kerok.synthetic.homes import Homes, word
from kerok.synthetic.pbj import plain
from kerok.synthetic.reported import Subject
from kerok.synthetic.vintages import Layout

_STREETS = ("STREET", "AVENUE", "ROAD", "DRIVE", "LANE", "STREET NW", "HIGHWAY 9")
_CHAINS = 560


def beds_on(homes: Homes, chosen: Ints, day: dt.date) -> Ints:
    """Certified beds on a day: a quarter of the facilities change theirs once between 2016 and 2027, mostly downwards."""
    beds, draw = homes.beds[chosen], homes.draws
    months = day.year * 12 + day.month - 2016 * 12
    changes = (draw.uniform("beds change", chosen) < 0.25) & (draw.below(140, "beds change in", chosen) < months)
    change = 0.84 + 0.2 * draw.uniform("beds change by", chosen)
    return np.where(changes, np.maximum(np.rint(beds * change), 4), beds).astype(np.int64)


def chain_of(subject: Subject) -> Ints:
    """The chain of each facility, larger ones first; -1 for the four in ten that have none."""
    at = subject.uniform("chain")
    nth = (at * at * at * _CHAINS).astype(np.int64)
    ownership = [subject.homes.ownership[i] for i in subject.chosen.tolist()]
    likely = np.array([0.72 if o.startswith("For") else 0.35 if o.startswith("Non") else 0.1 for o in ownership])
    return np.where(subject.uniform("has a chain") < likely, nth, -1)


def _yes(subject: Subject, purpose: str, share: float, words: tuple[str, str] = ("Y", "N"), *, lasting: bool = True) -> list[str]:
    draws = subject.uniform(purpose) if lasting else subject.now(purpose)
    return [words[0] if u < share else words[1] for u in draws.tolist()]


def _of(subject: Subject, purpose: str, choices: tuple[tuple[float, str], ...]) -> list[str]:
    upto = np.cumsum([round(share * 100) for share, _ in choices]) / 100
    return [choices[min(n, len(choices) - 1)][1] for n in np.searchsorted(upto, subject.uniform(purpose), side="right").tolist()]


def columns(subject: Subject, layout: Layout) -> dict[str, list[str]]:
    """Everything about a facility that is neither staffing nor a rating."""
    homes, chosen, date = subject.homes, subject.chosen.tolist(), subject.release.processing_date
    chain = [n if n >= 0 else None for n in chain_of(subject).tolist()]
    special = [u if u < 0.034 else 1.0 for u in subject.uniform("special focus").tolist()]
    return _place(subject, layout) | {
        "cms_certification_number_ccn": [str(homes.ccn[i]) for i in chosen],
        "ownership_type": [homes.ownership[i] for i in chosen],
        "number_of_certified_beds": [str(n) for n in beds_on(homes, subject.chosen, date).tolist()],
        "provider_type": _of(subject, "type", ((0.93, "Medicare and Medicaid"), (0.05, "Medicare"), (0.02, "Medicaid"))),
        "provider_resides_in_hospital": _yes(subject, "hospital", 0.04, ("YES", "NO") if subject.written < "2020-07" else ("Y", "N")),
        "legal_business_name": _legal_names(subject, layout),
        "date_first_approved_to_provide_medicare_and_medicaid_services": _approved(subject),
        "affiliated_entity_name": ["" if n is None else _chain_name(n) for n in chain],
        "affiliated_entity_id": ["" if n is None else str(9001 + n) for n in chain],
        "continuing_care_retirement_community": _yes(subject, "ccrc", 0.11),
        "special_focus_facility": ["Y" if u < 0.006 else "N" for u in special],
        "special_focus_status": ["SFF" if u < 0.006 else "SFF Candidate" if u < 0.034 else "" for u in special],
        "abuse_icon": _yes(subject, "abuse", 0.07),
        "most_recent_health_inspection_more_than_2_years_ago": _yes(subject, "old survey", 0.09),
        "provider_changed_ownership_in_last_12_months": _yes(subject, "new owner", 0.05, lasting=False),
        "with_a_resident_and_family_council": _of(
            subject, "council", ((0.72, "Resident"), (0.24, "Both"), (0.02, "Family"), (0.02, "None"))
        ),
        "automatic_sprinkler_systems_in_all_required_areas": _of(
            subject, "sprinklers", ((0.97, "Yes"), (0.01, "Partial"), (0.01, "No"), (0.01, "Data Not Available"))
        ),
        "urban": _yes(subject, "urban", 0.72),
        "processing_date": [date.isoformat()] * len(chosen),
    }


def _chain_name(number: int) -> str:
    return f"{word(number * 37 % 4608).upper()} {('CARE GROUP', 'HEALTH HOLDINGS', 'SENIOR SERVICES')[number % 3]}"


def _legal_names(subject: Subject, layout: Layout) -> list[str]:
    kinds = (" OPERATIONS LLC", ", INC.", " ASSOCIATES LP", " LLC")
    which = subject.homes.draws.below(len(kinds), "legal", subject.chosen).tolist()
    owners = [plain(subject.homes.name[i], layout).replace(", INC.", "") for i in subject.chosen.tolist()]
    names = [owner + kinds[k] for owner, k in zip(owners, which, strict=True)]
    return ["Legal Business Name Not Available" if new else name for name, new in zip(names, subject.is_new.tolist(), strict=True)]


def _approved(subject: Subject) -> list[str]:
    first = dt.date(1967, 1, 1).toordinal()
    span = dt.date(2015, 12, 31).toordinal() - first
    days = first + (subject.uniform("approved") * span).astype(np.int64)
    recent = subject.release.processing_date.toordinal() - 40 - (subject.uniform("approved") * 250).astype(np.int64)
    return [dt.date.fromordinal(n).isoformat() for n in np.where(subject.is_new, recent, days).tolist()]


def _place(subject: Subject, layout: Layout) -> dict[str, list[str]]:
    homes, chosen, draw = subject.homes, subject.chosen.tolist(), subject.homes.draws
    house, street = draw.below(9900, "house", subject.chosen) + 100, draw.below(4608, "street", subject.chosen)
    address = [f"{n} {word(s).upper()} {_STREETS[s % len(_STREETS)]}" for n, s in zip(house.tolist(), street.tolist(), strict=True)]
    area = [cal.areas()[a] for a in homes.area[subject.chosen].tolist()]
    cities, codes = [homes.city[i] for i in chosen], [a.code for a in area]
    zips = [f"{n:05d}" for n in (homes.area[subject.chosen] * 1900 + draw.below(1900, "zip", subject.chosen) + 100).tolist()]
    telephones = draw.below(100, "telephone", subject.chosen).tolist()
    north, east = subject.uniform("north") - 0.5, subject.uniform("east") - 0.5
    small = np.array([0.2 if a.facilities < 80 else 1.5 for a in area])
    by_zip = subject.uniform("geocoding") < 0.03
    return {
        "provider_name": [plain(homes.name[i], layout) for i in chosen],
        "provider_address": address,
        "city_town": cities,
        "state": codes,
        "zip_code": zips,
        "telephone_number": [f"{200 + a}55501{t:02d}" for a, t in zip(homes.area[subject.chosen].tolist(), telephones, strict=True)],
        "provider_ssa_county_code": [f"{int(homes.county_fips[i]) // 2 * 10:03d}" for i in chosen],
        "county_parish": [homes.county[i] for i in chosen],
        "location": [",".join(parts) for parts in zip(address, cities, codes, zips, strict=True)],
        "latitude": [f"{a.latitude + d:.4f}" for a, d in zip(area, (north * small).tolist(), strict=True)],
        "longitude": [f"{a.longitude + d:.3f}" for a, d in zip(area, (east * small).tolist(), strict=True)],
        "geocoding_footnote": ["22" if b else "" for b in by_zip.tolist()],
    }
