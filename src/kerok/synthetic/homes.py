"""Invented facilities: who they are and what lasts over the quarters."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kerok.errors import UsageError
from kerok.synthetic import calibration as cal
from kerok.synthetic.draws import Draws, Floats, Ints, at_share, exact_sum, share_of

# Levels are ranked within the first so many facilities, which makes a file of the whole nation's size hit the national figures, and makes
# the first facilities of any file the same as those of a bigger one.
REFERENCE = 14_500
_LETTERED_EVERY, _LETTERS, _MORE_LETTERS = 62, "EAF", "BCDGHJKLMNPQRSTUVWXYZ"
_PREFIXES = (97, 98, 99)  # CMS gives no CCN these
_NUMBERED = len(_PREFIXES) * 10_000
MOST = 90_000

_FIRST = ("Bel", "Cal", "Dro", "Eld", "Fen", "Gar", "Hul", "Jor", "Ket", "Lun", "Mor", "Nev", "Orv", "Pel", "Quo", "Ros", "Sel", "Tav",
          "Ulm", "Ver", "Wen", "Yar", "Zel", "Ost")  # fmt: skip
_MIDDLE = ("a", "e", "i", "o", "an", "el", "in", "or", "ar", "en", "il", "un")
_LAST = ("bry", "dell", "frid", "gan", "hurst", "ken", "lith", "mire", "nor", "path", "quist", "rook", "sted", "tane", "vik", "wyn")
_KINDS = ("CARE CENTER", "NURSING HOME", "HEALTH & REHABILITATION", "MANOR", "LIVING CENTER", "VILLAGE", "HEALTHCARE", "REHAB CENTER")
_OWNERSHIP = (  # share of facilities in percent, type, pull on staffing
    (10, "For profit - Individual", -0.1),
    (33, "For profit - Corporation", -0.15),
    (25, "For profit - Limited Liability company", -0.2),
    (5, "For profit - Partnership", -0.1),
    (16, "Non profit - Corporation", 0.55),
    (4, "Non profit - Church related", 0.55),
    (1, "Non profit - Other", 0.5),
    (2, "Government - County", 0.45),
    (2, "Government - Hospital district", 0.45),
    (1, "Government - City", 0.4),
    (1, "Government - State", 0.6),
)


@dataclass(frozen=True)
class Homes:
    """Facilities in the order of their index; every array has one element per facility.

    Attributes:
        ccn: Six characters, prefix 97 to 99, a letter in position 3 for one in 62.
        name: Upper case; one in 250 holds an apostrophe or dash that cp1252 writes as byte 0x92 or 0x96.
        area: Index into calibration.areas().
        size: Residents per day, relative to the mean facility.
        beds: Certified beds at the start.
        rn, lpn, aide, contract: Levels relative to the nation (weighted by residents, 1 on average).
        rn_care, lpn_care: Share of RN and LPN hours that is direct care, before a quarter's adjustment.
    """

    draws: Draws
    index: Ints
    ccn: NDArray[np.str_]
    name: list[str]
    city: list[str]
    county: list[str]
    county_fips: list[str]
    area: Ints
    ownership: list[str]
    size: Floats
    beds: Ints
    rn: Floats
    lpn: Floats
    aide: Floats
    contract: Floats
    rn_care: Floats
    lpn_care: Floats


def area_of(count: int) -> Ints:
    """The area of each of the first facilities: each once, largest first, then in proportion to the nation."""
    facilities = np.array([a.facilities for a in cal.areas()], dtype=np.int64)
    each = count * facilities // facilities.sum() + 3
    area = np.repeat(np.arange(len(facilities)), each)
    nth = np.concatenate([np.arange(n) for n in each.tolist()])
    due = np.where(nth == 0, -1.0 - facilities[area], (nth + 0.5) / facilities[area])
    return np.asarray(area[np.lexsort((area, due))][:count], dtype=np.int64)


def _ccn(index: int) -> str:
    lettered, order = divmod(index, _LETTERED_EVERY)
    if order == 5:
        letter, serial = _LETTERS[lettered % 3], lettered // 3
        return f"{_PREFIXES[serial % 3]}{letter}{serial // 3 % 1000:03d}"
    serial = index - (index + _LETTERED_EVERY - 6) // _LETTERED_EVERY
    if serial < _NUMBERED:
        return f"{_PREFIXES[serial % 3]}{serial // 3:04d}"
    group, rest = divmod((serial - _NUMBERED) // 3, 1000)
    return f"{_PREFIXES[serial % 3]}{_MORE_LETTERS[group]}{rest:03d}"


def word(number: int) -> str:
    """One of 4,608 invented words, capitalised."""
    number, last = divmod(number, len(_LAST))
    number, middle = divmod(number, len(_MIDDLE))
    return _FIRST[number % len(_FIRST)] + _MIDDLE[middle] + _LAST[last]


def _name(index: int, word_number: int, kind: int) -> str:
    first = word(word_number).upper()
    if index % 500 == 7:
        return f"{first}\u2019S {_KINDS[kind]}"
    if index % 500 == 57:
        return f"{first} {_KINDS[kind]} \u2013 NORTH"
    if index % 1000 == 31:
        return f'THE "{first}" {_KINDS[kind]}'
    if index % 97 == 3:
        return f"{first} {_KINDS[kind]}, INC."
    return first if index % 53 == 19 else f"{first} {_KINDS[kind]}"


def _places(draws: Draws, index: Ints, area: Ints) -> tuple[list[str], list[str], list[str]]:
    """City, county and three-digit county FIPS; a state has one county per eight facilities, up to sixty."""
    counties = np.array([min(max(a.facilities // 8, 1), 60) for a in cal.areas()], dtype=np.int64)[area]
    nth = (draws.uniform("county", index) * counties).astype(np.int64)
    county_word = draws.below(4608, "county name", area, nth)
    city_word = draws.below(4608, "city name", area, nth, draws.below(3, "city", index))
    cities = [("EAST " if w % 5 == 0 else "") + word(w).upper() for w in city_word.tolist()]
    return cities, [word(w) for w in county_word.tolist()], [f"{2 * n + 1:03d}" for n in nth.tolist()]


def _ownership(draws: Draws, index: Ints) -> tuple[list[str], Floats]:
    upto = np.cumsum([o[0] for o in _OWNERSHIP]) / 100
    chosen = np.searchsorted(upto, draws.even(6, index), side="right")
    return [_OWNERSHIP[c][1] for c in chosen.tolist()], np.array([o[2] for o in _OWNERSHIP])[chosen]


def _levelled(scores: Floats, values: tuple[float, ...], shares: tuple[float, ...] = cal.SHARES) -> Floats:
    return at_share(values, shares, share_of(scores, scores[:REFERENCE]))


def _relative(values: Floats, weights: Floats) -> Floats:
    """The values over their weighted mean in the reference."""
    mean = exact_sum(values[:REFERENCE] * weights[:REFERENCE]) / exact_sum(weights[:REFERENCE])
    return values / mean


def make_homes(count: int, seed: int) -> Homes:
    """The first facilities of a seed, at least REFERENCE of them (the caller takes those it wants).

    Raises:
        UsageError: Fewer than one or more facilities than there are CCNs.
    """
    if not 1 <= count <= MOST:
        raise UsageError(f"{count} facilities cannot be made", hint=f"--facilities takes 1 to {MOST}")
    draws, index = Draws(seed), np.arange(max(count, REFERENCE), dtype=np.int64)
    area = area_of(len(index))
    of_area = cal.areas()
    residents = np.array([a.residents for a in of_area])[area] / 85.0 - 1.0
    level = (np.array([a.total for a in of_area])[area] - 3.75) / 0.9
    agency = np.array([a.contract for a in of_area])[area] / 6.0 - 1.0
    ownership, pull = _ownership(draws, index)
    bell = [at_share(cal.NORMAL, cal.SHARES, draws.even(d, index)) for d in range(6)]
    big = bell[0] + 1.4 * residents
    rn = 0.3 * bell[1] + 0.8 * bell[2] + 0.55 * level + 0.6 * pull - 0.3 * big
    aide = 0.85 * bell[1] + level + 0.6 * pull - 0.12 * big
    size = _relative(_levelled(big, cal.RESIDENTS), np.ones(len(index)))
    cities, counties, fips = _places(draws, index, area)
    kinds, words = draws.below(len(_KINDS), "kind", index).tolist(), draws.below(4608, "name", index).tolist()
    return Homes(
        draws=draws,
        index=index,
        ccn=np.array([_ccn(i) for i in index.tolist()]),
        name=[_name(i, w, k) for i, w, k in zip(index.tolist(), words, kinds, strict=True)],
        city=cities,
        county=counties,
        county_fips=fips,
        area=area,
        ownership=ownership,
        size=size,
        beds=np.clip(np.ceil(size * 83.4 / at_share(cal.OCCUPANCY, cal.SHARES, draws.even(7, index))), 4, 880).astype(np.int64),
        rn=_relative(_levelled(rn, cal.RN_HPRD), size),
        lpn=_relative(_levelled(0.85 * bell[3] - 0.5 * rn + 0.1 * level, cal.LPN_HPRD), size),
        aide=_relative(_levelled(aide, cal.AIDE_HPRD), size),
        contract=_levelled(bell[4] + 0.6 * agency, cal.CONTRACT, cal.CONTRACT_SHARES),
        rn_care=at_share(cal.RN_CARE_SHARE, cal.SHARES, draws.even(5, index)),
        lpn_care=at_share(cal.LPN_CARE_SHARE, cal.SHARES, draws.even(8, index)),
    )
