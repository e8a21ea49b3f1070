"""The staffing columns of Provider Info, by CMS's rules from the sums of the described quarter."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kerok.synthetic import calibration as cal
from kerok.synthetic import quarters
from kerok.synthetic.draws import Bools, Floats, Ints, at_share
from kerok.synthetic.homes import Homes
from kerok.synthetic.quarters import Release
from kerok.synthetic.staffing import Sums

_HPRD = "staffing_hours_per_resident_per_day"
_REPORTED = {"rn": f"reported_rn_{_HPRD}", "lpn": f"reported_lpn_{_HPRD}", "aide": f"reported_nurse_aide_{_HPRD}",
             "licensed": f"reported_licensed_{_HPRD}", "total": f"reported_total_nurse_{_HPRD}"}  # fmt: skip
_WEEKEND = {"weekend_total": "total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend",
            "weekend_rn": "registered_nurse_hours_per_resident_per_day_on_the_weekend"}  # fmt: skip
_ROLES = {"rn": "rn", "lpn": "lpn", "aide": "nurse_aide", "total": "total_nurse"}
_FOOTNOTE_TEXTS = {"6": "This facility did not submit staffing data, or submitted data that did not meet the criteria.",
                   "12": "This facility either did not submit staffing data or the data could not be validated."}  # fmt: skip


@dataclass(frozen=True)
class Subject:
    """What a release is about: facilities in file order, the release, and the sums of the quarter it describes.

    Attributes:
        quarter: Number of the described quarter, the key of what changes from release to release.
        written: The month whose habits of writing the release follows.
        is_new: Certified within the last year.
        is_suppressed: No staffing is shown (footnote 6).
    """

    homes: Homes
    chosen: Ints
    release: Release
    sums: Sums
    quarter: int
    written: str
    is_new: Bools
    is_suppressed: Bools

    @property
    def has_new_case_mix(self) -> bool:
        """Whether case mix follows the method that began with the July 2024 release."""
        return f"{self.release.processing_date:%Y-%m}" >= "2024-07"

    def footnote(self, code: str) -> str:
        """The code, or CMS's sentence before April 2019."""
        return _FOOTNOTE_TEXTS.get(code, code) if self.written < "2019-04" else code

    def uniform(self, purpose: str) -> Floats:
        """One draw per facility that lasts."""
        return self.homes.draws.uniform(purpose, self.chosen)

    def now(self, purpose: str) -> Floats:
        """One draw per facility and release."""
        return self.homes.draws.uniform(purpose, self.chosen, self.quarter)

    def bell(self, purpose: str) -> Floats:
        """One normal draw per facility that lasts."""
        return self.homes.draws.normal(purpose, self.chosen)


@dataclass(frozen=True)
class Staffing:
    """Columns as text, and what ratings are made of: adjusted total HPRD, and days without an RN."""

    columns: dict[str, list[str]]
    adjusted_total: Floats
    zero_rn_days: Ints


def make_subject(homes: Homes, chosen: Ints, release: Release, sums: Sums, written: str) -> Subject:
    """The facilities of a release; those that CMS's exclusion rules leave out are suppressed, and a few more."""
    quarter = quarters.number(release.describes)
    hours, aide, days = sums.total / 100.0, sums.aide / 100.0, sums.resident_days
    excluded = (hours == 0) | (hours > 12 * days) | (aide > 5.25 * days) | (sums.weekend_total == 0)
    failed = homes.draws.uniform("suppressed", chosen, quarter) < cal.SUPPRESSED
    is_new = homes.draws.uniform("new", chosen) < cal.NEWLY_CERTIFIED
    return Subject(homes, chosen, release, sums, quarter, written, is_new, excluded | failed | is_new)


def half_up(numerator: Ints, denominator: Ints, decimals: int) -> Ints:
    """numerator / denominator in units of the last decimal, half up; exact. 0 where the denominator is 0."""
    below = np.maximum(denominator, 1)
    units: Ints = (2 * numerator * 10**decimals + below) // (2 * below)
    return units


def _fixed(units: Ints, decimals: int) -> list[str]:
    one = 10**decimals
    return [f"{n // one}.{n % one:0{decimals}d}" for n in units.tolist()]


def _rounded(values: Floats, decimals: int) -> list[str]:
    return _fixed(np.rint(np.maximum(values, 0.0) * 10**decimals).astype(np.int64), decimals)


def _shown(values: list[str], hidden: Bools) -> list[str]:
    return ["" if h else v for v, h in zip(values, hidden.tolist(), strict=True)]


def _sums(subject: Subject) -> dict[str, tuple[Ints, Ints]]:
    """Hours in hundredths and resident days of each measure. A release before PBJ shows what a survey form said instead."""
    s = subject.sums
    measures = {
        "rn": (s.rn, s.resident_days),
        "lpn": (s.lpn, s.resident_days),
        "aide": (s.aide, s.resident_days),
        "licensed": (s.rn + s.lpn, s.resident_days),
        "total": (s.total, s.resident_days),
        "weekend_total": (s.weekend_total, s.weekend_resident_days),
        "weekend_rn": (s.weekend_rn, s.weekend_resident_days),
    }
    if subject.release.from_pbj:
        return measures
    forms = 1.06 + 0.1 * subject.bell("cms-671")
    return {name: (np.rint(hours * forms).astype(np.int64), days) for name, (hours, days) in measures.items()}


def _residents(subject: Subject) -> list[str]:
    """Residents per day with residents, one decimal; a head count before April 2018."""
    if subject.release.from_pbj:
        return _fixed(half_up(subject.sums.resident_days, subject.sums.days, 1), 1)
    return [str(n) for n in half_up(subject.sums.resident_days, subject.sums.days, 0).tolist()]


def _case_mix(subject: Subject) -> tuple[dict[str, Floats], dict[str, float], Floats]:
    """Case-mix HPRD by role, the national mean that adjusted HPRD is scaled to, and the facility's index over the nation's."""
    nation = cal.national(quarters.name(subject.quarter))
    mean = {role: cal.CASE_MIX_2024[role] * getattr(nation, role) for role in ("rn", "lpn", "aide")}
    mean = {role: round(value, 5) for role, value in mean.items()}
    drift = subject.homes.draws.normal("mix", subject.chosen, subject.quarter)
    ratio = np.rint((1.0 + 0.115 * subject.bell("case mix") + 0.02 * drift) * 1e5) / 1e5
    if subject.has_new_case_mix:
        mix = {role: ratio * mean[role] for role in mean}
    else:
        mix = {role: cal.CASE_MIX_BEFORE[role] * (1.0 + w * (ratio - 1.0)) for role, w in (("rn", 1.4), ("lpn", 1.0), ("aide", 0.8))}
    mix["total"] = mix["rn"] + mix["lpn"] + mix["aide"]
    weekend = round(cal.CASE_MIX_2024["weekend"] * cal.WEEKEND_TO_TOTAL * nation.total, 5)
    mix["weekend"] = ratio * weekend
    return mix, mean | {"total": sum(mean.values()), "weekend": weekend}, ratio


def staffing(subject: Subject) -> Staffing:
    """Reported, weekend, case-mix and adjusted HPRD, residents, turnover, and their footnotes."""
    hidden, sums = subject.is_suppressed, _sums(subject)
    rates = {name: hours / np.maximum(days * 100, 1) for name, (hours, days) in sums.items()}
    names = _REPORTED | _WEEKEND
    columns = {names[name]: _shown(_fixed(half_up(hours, 100 * days, 5), 5), hidden) for name, (hours, days) in sums.items()}
    mix, national, ratio = _case_mix(subject)
    rates["weekend"] = rates["weekend_total"]
    adjusted = {role: rates[role] / mix[role] * national[role] for role in mix}
    for role, words in {**_ROLES, "weekend": "weekend_total_nurse"}.items():
        columns[f"case_mix_{words}_{_HPRD}"] = columns[f"expected_{words}_{_HPRD}"] = _shown(_rounded(mix[role], 5), hidden)
        columns[f"adjusted_{words}_{_HPRD}"] = _shown(_rounded(adjusted[role], 5), hidden)
    columns["nursing_case_mix_index"] = _shown(_rounded(ratio * cal.NATIONAL_INDEX, 5), hidden)
    columns["nursing_case_mix_index_ratio"] = _shown(_rounded(ratio, 5), hidden)
    columns["average_number_of_residents_per_day"] = _residents(subject)
    columns[f"reported_physical_therapist_{_HPRD}"] = _shown(_rounded(0.07 * subject.uniform("therapists"), 5), hidden)
    columns["reported_staffing_footnote"] = columns["physical_therapist_staffing_footnote"] = _noted(subject, hidden, "6")
    return Staffing(columns | _turnover(subject), adjusted["total"], subject.sums.zero_rn_days)


def _noted(subject: Subject, where: Bools, code: str) -> list[str]:
    return [subject.footnote(code) if w else "" for w in where.tolist()]


def _turnover(subject: Subject) -> dict[str, list[str]]:
    hidden = subject.is_suppressed | (subject.uniform("turnover shown") < 0.04)
    columns: dict[str, list[str]] = {"administrator_turnover_footnote": _noted(subject, hidden, "6")}
    points = (10.0, 14.0, 22.0, 28.0, 32.0, 39.0, 48.0, 57.0, 66.0, 72.0, 84.0, 95.0, 100.0)
    for name, purpose in (("total_nursing_staff_turnover", "turnover"), ("registered_nurse_turnover", "RN turnover")):
        percent = at_share(points, cal.SHARES, 0.5 * subject.uniform(purpose) + 0.5 * subject.now(purpose))
        columns[name] = _shown(_rounded(percent, 1), hidden)
        columns[f"{name}_footnote"] = _noted(subject, hidden, "6")
    left = subject.now("administrators")
    columns["number_of_administrators_who_have_left_the_nursing_home"] = _shown([str(int(3 * u * u)) for u in left.tolist()], hidden)
    return columns
