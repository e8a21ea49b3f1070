"""Residents and hours of every facility and day of a quarter, and their sums as CMS reports them."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from kerok.synthetic import calibration as cal
from kerok.synthetic import quarters
from kerok.synthetic.draws import Bools, Floats, Ints, exact_sum
from kerok.synthetic.homes import REFERENCE, Homes

_ROLE = {role: n for n, role in enumerate(cal.ROLES)}
_RNS = [_ROLE["rndon"], _ROLE["rnadmin"], _ROLE["rn"]]
_LPNS = [_ROLE["lpnadmin"], _ROLE["lpn"]]
_AIDES = [_ROLE["cna"], _ROLE["natrn"], _ROLE["medaide"]]
_PR = next(n for n, a in enumerate(cal.areas()) if a.code == "PR")


@dataclass(frozen=True)
class Levels:
    """What a quarter is like on average in every facility: residents; hours a day by role; contract share by role."""

    residents: Floats
    hours: Floats
    contract: Floats


@dataclass(frozen=True)
class Days:
    """Facilities x days: residents, hours in hundredths by role (all and contract), whether the row is in the file, and `incomplete`."""

    residents: Ints
    hours: NDArray[np.int32]
    contract: NDArray[np.int32]
    present: Bools
    incomplete: Bools


@dataclass(frozen=True)
class Sums:
    """Per facility, over days with residents: resident days, days, hours in hundredths; weekend the same; days without an RN."""

    resident_days: Ints
    days: Ints
    total: Ints
    rn: Ints
    lpn: Ints
    aide: Ints
    weekend_resident_days: Ints
    weekend_total: Ints
    weekend_rn: Ints
    zero_rn_days: Ints

    @staticmethod
    def joined(parts: list[Sums]) -> Sums:
        """The facilities of all parts, in order."""
        return Sums(*(np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(Sums)))


def _to_national(values: Floats, residents: Floats, target: float, cap: float) -> Floats:
    """The values scaled so that the reference's mean over residents is the target, none above the cap."""
    scaled = values
    for _ in range(4):
        mean = exact_sum(scaled[:REFERENCE] * residents[:REFERENCE]) / exact_sum(residents[:REFERENCE])
        scaled = np.minimum(scaled * (target / mean), cap)
    return scaled


def _with_noise(homes: Homes, purpose: str, quarter: int, level: Floats, spread: float) -> Floats:
    noisy: Floats = level * np.maximum(1.0 + spread * homes.draws.normal(purpose, homes.index, quarter), 0.1)
    return noisy


def _rn_hours(homes: Homes, nation: cal.National, rn: Floats, residents: Floats) -> list[Floats]:
    """Director, administrative and direct-care RN hours a day: one director is there 8 hours on weekdays."""
    care = _to_national(np.minimum(homes.rn_care, 0.995) * rn, residents, nation.rn_care / cal.KEPT["rn"], np.inf)
    care = np.minimum(care, 0.995 * rn)
    director = np.minimum(5.6, 0.45 * (rn - care) * residents)
    return [director, (rn - care) * residents - director, care * residents]


def _aide_hours(homes: Homes, aide: Floats, residents: Floats) -> list[Floats]:
    where = np.array([cal.MEDICATION_AIDES.get(a.code, 0.0) for a in cal.areas()])[homes.area]
    has_them = homes.draws.uniform("has them", homes.index) < 0.92
    medication = where * (0.5 + homes.draws.uniform("medication aides", homes.index)) * has_them
    trainees = 0.045 * (homes.draws.uniform("trainees", homes.index) < 0.28)
    hours = aide * residents
    return [hours * (1.0 - medication - trainees), hours * trainees, hours * medication]


def make_levels(homes: Homes, quarter: str) -> Levels:
    """The quarter's averages, such that the first REFERENCE facilities together give the published national figures."""
    nation, number = cal.national(quarter), quarters.number(quarter)
    residents = np.maximum(_with_noise(homes, "residents", number, homes.size, 0.03) * nation.residents, 1.0)
    rn = _with_noise(homes, "rn", number, homes.rn, 0.07)
    lpn = _with_noise(homes, "lpn", number, homes.lpn, 0.05)
    aide = np.where(homes.area == _PR, 0.0, _with_noise(homes, "aide", number, homes.aide, 0.03))
    rn = _to_national(rn * nation.rn, residents, nation.rn / cal.KEPT["rn"], 4.5)
    lpn = _to_national(lpn * nation.lpn, residents, nation.lpn / cal.KEPT["lpn"], 2.2)
    aide = _to_national(aide * nation.aide, residents, nation.aide / cal.KEPT["aide"], 5.0)
    lpn_care = np.minimum(_to_national(homes.lpn_care * lpn, residents, nation.lpn_care / cal.KEPT["lpn"], np.inf), lpn)
    lpn_hours = [(lpn - lpn_care) * residents, lpn_care * residents]
    hours = np.stack(_rn_hours(homes, nation, rn, residents) + lpn_hours + _aide_hours(homes, aide, residents), axis=1)
    return Levels(residents, hours, _contract_shares(homes, number, hours, nation.contract / 100.0))


def _contract_shares(homes: Homes, number: int, hours: Floats, target: float) -> Floats:
    """Contract share by role, such that the reference's contract hours are the target's share of all hours."""
    lean = np.array([cal.CONTRACT_LEAN[role] for role in cal.ROLES])
    level = _with_noise(homes, "contract", number, homes.contract, 0.25)
    reference, all_hours, scale = hours[:REFERENCE], exact_sum(hours[:REFERENCE]), 1.0
    for _ in range(6):
        share = np.minimum(level[:REFERENCE, None] * lean * scale, 0.97)
        scale *= target * all_hours / exact_sum(share * reference)
    return np.asarray(np.minimum(level[:, None] * lean * scale, 0.97), dtype=np.float64)


class QuarterMaker:
    """Makes the days of any of the facilities of a quarter."""

    def __init__(self, homes: Homes, quarter: str) -> None:
        self.homes, self.quarter, self.number = homes, quarter, quarters.number(quarter)
        self.levels = make_levels(homes, quarter)
        self.dates = quarters.days(quarter)
        self.is_weekend = np.array([d.weekday() >= 5 for d in self.dates])
        week = np.array([[cal.WEEK[role][d.weekday()] for role in cal.ROLES] for d in self.dates])
        self._week = week / np.array([exact_sum(week[:, r]) / len(self.dates) for r in range(len(cal.ROLES))])
        self._noise = np.array([cal.DAY_NOISE[role] for role in cal.ROLES])

    def days(self, chosen: Ints) -> Days:
        """The days of the facilities with these indexes, in this order."""
        draw, number, count = self.homes.draws, self.number, len(self.dates)
        home, day = chosen[:, None], np.arange(count, dtype=np.int64)[None, :]
        residents, empty_with_staff, empty = self._residents(chosen, home, day)
        mean = np.maximum(residents.sum(axis=1), 1) / count
        shared = 1.0 + 0.05 * draw.normal("day", home, number, day)
        own = np.stack([draw.normal(f"day {role}", home, number, day) for role in cal.ROLES], axis=2)
        level = self.levels.hours[chosen] * (mean / self.levels.residents[chosen])[:, None]
        hours = level[:, None, :] * self._week[None, :, :] * shared[:, :, None] * np.maximum(1.0 + self._noise * own, 0.0)
        quarter_hours = (draw.uniform("clock", chosen) < 0.45)[:, None, None]
        hundredths = np.where(quarter_hours, np.rint(hours * 4.0) * 25.0, np.rint(hours * 100.0)).astype(np.int32)
        residents = np.where(empty_with_staff | empty, 0, residents)
        self._without_rn(hundredths, chosen, home, day)
        hundredths[empty | self._without_staff(chosen, home, day)] = 0
        lower = draw.uniform("over 24", home, number, day) < cal.OVER_24_DAYS
        residents = np.where(lower & (residents > 0), np.maximum(residents // 9, 1), residents)
        contract = self._contract(hundredths, chosen, home, day, quarter_hours)
        present, incomplete = self._december(chosen, count)
        return Days(residents, hundredths, contract, present, incomplete)

    def _residents(self, chosen: Ints, home: Ints, day: Ints) -> tuple[Ints, Bools, Bools]:
        """Residents that come and go around the level; and the last weeks of a few wards that emptied, half of them with staff."""
        draw, number, level = self.homes.draws, self.number, self.levels.residents[chosen]
        step = 0.14 * np.sqrt(level)[:, None] * draw.normal("census", home, number, day)
        drift, at = np.zeros(step.shape), np.zeros(len(chosen))
        for d in range(step.shape[1]):
            at = 0.95 * at + step[:, d]
            drift[:, d] = at
        least = np.where(level < 2.5, 0, 1)[:, None]
        residents = np.maximum(np.rint(level[:, None] + drift), least).astype(np.int64)
        days = step.shape[1]
        emptied = draw.uniform("emptied", chosen, number) < cal.ZERO_CENSUS_HOMES
        last = np.where(emptied, 10 + draw.below(days - 30, "how long", chosen, number), 0)[:, None]
        gone = day >= days - last
        staffed = draw.uniform("staffed", home, number) < cal.ZERO_CENSUS_STAFFED
        return residents, gone & staffed, gone & ~staffed

    def _without_staff(self, chosen: Ints, home: Ints, day: Ints) -> Bools:
        """Days for which nothing was submitted: single ones, and runs of days of a few facilities."""
        draw, number, days = self.homes.draws, self.number, day.shape[1]
        failed = draw.uniform("failed", chosen, number) < cal.NO_STAFF_HOMES
        length = np.where(failed, 1 + draw.below(days - 4, "run", chosen, number), 0)[:, None]
        first = draw.below(days, "run from", home, number)
        single = draw.uniform("no staff", home, number, day) < cal.NO_STAFF_DAYS
        within_run: Bools = (day - first) % days < length
        return single | within_run

    def _without_rn(self, hundredths: NDArray[np.int32], chosen: Ints, home: Ints, day: Ints) -> None:
        """Takes RNs away on some days; brings most other days up to the eight hours that the law asks for."""
        draw, number = self.homes.draws, self.number
        poor = (draw.uniform("few RNs", chosen) < 1.3 * cal.NO_RN_HOMES) & (draw.uniform("now", chosen, number) < 1 / 1.3)
        weekday = np.where(self.is_weekend, 2.0, 0.6)[None, :]
        rate = np.where(poor[:, None], cal.NO_RN_DAYS_THERE * weekday, cal.NO_RN_DAYS)
        none = draw.uniform("no RN", home, number, day) < rate
        rn = hundredths[:, :, _RNS].sum(axis=2)
        raised = (rn < 800) & (draw.uniform("eight", home, number, day) >= cal.UNDER_8_RN_LEFT)
        hundredths[:, :, _ROLE["rn"]] += np.where(raised & ~none, 800 - rn, 0).astype(np.int32)
        for role in _RNS:
            hundredths[:, :, role][none] = 0

    def _contract(self, hundredths: NDArray[np.int32], chosen: Ints, home: Ints, day: Ints, quarter_hours: Bools) -> NDArray[np.int32]:
        """Contract hours: between none and twice their level on a day, as far as the role's own hours allow."""
        share = self.levels.contract[chosen][:, None, :]
        swing = np.minimum(1.0, 1.0 / np.maximum(share, 0.01) - 1.0)
        factor = 1.0 + swing * (2.0 * self.homes.draws.uniform("agency", home, self.number, day) - 1.0)[:, :, None]
        hours = hundredths * (share * factor)
        rounded = np.where(quarter_hours, np.rint(hours / 25.0) * 25.0, np.rint(hours))
        return np.minimum(rounded.astype(np.int32), hundredths)

    def _december(self, chosen: Ints, days: int) -> tuple[Bools, Bools]:
        """2021Q4: facilities whose payroll system was down filed no December; more are flagged `incomplete`."""
        present, incomplete = np.ones((len(chosen), days), dtype=bool), np.zeros((len(chosen), days), dtype=bool)
        if self.quarter != "2021Q4":
            return present, incomplete
        fate = self.homes.draws.uniform("payroll down", chosen)
        present[fate < 0.0336, -31:] = False
        incomplete[fate < 0.0496] = True
        return present, incomplete

    def sums(self, days: Days) -> Sums:
        """CMS's sums: hours and residents of days with residents only."""
        counted = days.present & (days.residents > 0)
        weekend = counted & self.is_weekend
        total, rn = days.hours.sum(axis=2), days.hours[:, :, _RNS].sum(axis=2)
        sums = {
            "resident_days": (days.residents, counted),
            "days": (np.ones_like(days.residents), counted),
            "total": (total, counted),
            "rn": (rn, counted),
            "lpn": (days.hours[:, :, _LPNS].sum(axis=2), counted),
            "aide": (days.hours[:, :, _AIDES].sum(axis=2), counted),
            "weekend_resident_days": (days.residents, weekend),
            "weekend_total": (total, weekend),
            "weekend_rn": (rn, weekend),
            "zero_rn_days": ((rn == 0).astype(np.int64), counted),
        }
        return Sums(**{name: (values * where).sum(axis=1).astype(np.int64) for name, (values, where) in sums.items()})
