"""Numbers that look random and are the same on every machine.

Everything is a hash of (seed, what for, which facility, which day), so a facility's numbers depend neither on how many facilities a file
holds nor on the order in which they are written. Only integer arithmetic and single IEEE operations (+ - * / and rounding) are used:
no exp or log, whose last bit differs between machines.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

U64 = NDArray[np.uint64]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Part = int | Ints

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
# Powers of the root of x^13 = x + 1: the additive recurrence that fills twelve dimensions evenly, whatever its length.
_EVEN = (0xF22EECF611D9436F, 0xE51CC09B3D83CAFF, 0xD8BF2D5017352FF9, 0xCD0C73D06EEC786B, 0xC1FB5B846B56C221, 0xB7832B3BCCB1A38B,
         0xAD9BA24D9CF0D513, 0xA43CF216E1960C65, 0x9B5FB7D32E8D899F, 0x92FCF6CA403AB5A5, 0x8B0E12CE05E62F5B,
         0x838CCB04C5269A59)  # fmt: skip
_SUM_OF_FOUR_SD = math.sqrt((65536**2 - 1) / 3)


def _mixed(x: U64) -> U64:
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


def _unit(bits: U64) -> Floats:
    return (bits >> np.uint64(11)).astype(np.float64) * 2.0**-53


class Draws:
    """Draws of one seed. Every method takes what the draw is for, then the keys it depends on; keys broadcast against each other."""

    def __init__(self, seed: int) -> None:
        self._seed = np.array([seed % 2**64], dtype=np.uint64)

    def bits(self, purpose: str, *keys: Part) -> U64:
        """64 even bits per combination of keys."""
        state = _mixed(self._seed * _GOLDEN + np.uint64(zlib.crc32(purpose.encode())))
        for key in keys:
            state = _mixed((state ^ (np.atleast_1d(np.asarray(key)).astype(np.uint64) + np.uint64(1))) * _GOLDEN)
        return state

    def uniform(self, purpose: str, *keys: Part) -> Floats:
        """At least 0, below 1."""
        return _unit(self.bits(purpose, *keys))

    def normal(self, purpose: str, *keys: Part) -> Floats:
        """Mean 0, deviation 1, within 3.47 (the sum of four even numbers)."""
        bits, low = self.bits(purpose, *keys), np.uint64(0xFFFF)
        total = (bits & low) + ((bits >> np.uint64(16)) & low) + ((bits >> np.uint64(32)) & low) + (bits >> np.uint64(48))
        centred: Floats = (total.astype(np.float64) - 131070.0) / _SUM_OF_FOUR_SD
        return centred

    def below(self, count: int, purpose: str, *keys: Part) -> Ints:
        """A whole number from 0 to count - 1."""
        return (self.bits(purpose, *keys) >> np.uint64(33)).astype(np.int64) % count

    def even(self, dimension: int, index: Ints) -> Floats:
        """Uniform numbers that fill 0 to 1 evenly over any run of indexes (small files are as well calibrated as they can be)."""
        shift = self.bits("even", dimension)
        return _unit((index.astype(np.uint64) + np.uint64(1)) * np.uint64(_EVEN[dimension]) + shift)


def at_share(values: Sequence[float], shares: Sequence[float], where: Floats) -> Floats:
    """The value of a distribution at the given shares of it, on straight lines between its points."""
    x, y = np.array(shares), np.array(values)
    right = np.clip(np.searchsorted(x, where, side="right"), 1, len(x) - 1)
    left = right - 1
    value: Floats = y[left] + (where - x[left]) / (x[right] - x[left]) * (y[right] - y[left])
    return value


def share_of(scores: Floats, reference: Floats) -> Floats:
    """The share of the reference below each score, strictly between 0 and 1."""
    ordered = np.sort(reference)
    return np.asarray((np.searchsorted(ordered, scores, side="left") + 0.5) / (len(ordered) + 1.0), dtype=np.float64)


def exact_sum(values: Floats | Iterable[float]) -> float:
    """The sum rounded once (the order of additions differs between machines)."""
    return math.fsum(np.asarray(values, dtype=np.float64).ravel().tolist())
