"""The lines of a landed file by number and by key, without reading those between."""

from __future__ import annotations

import functools
import mmap
from collections.abc import Iterable
from types import TracebackType
from typing import Any

from kerok.landing import Landed, decode, split_cells

_PREFIX = 6  # bytes by which lines are told apart at first: a CCN, or a quote and most of one

Key = tuple[str | None, str | None]


class Lines:
    """A PBJ file whose lines are its records and whose first column is PROVNUM. Lines are numbered from 1, the header.

    Use as a context manager: the file stays open.
    """

    def __init__(self, landed: Landed) -> None:
        self._landed, self._starts = landed, landed.line_starts

    def __enter__(self) -> Lines:
        self._file = self._landed.bronze.open("rb")
        self._bytes = mmap.mmap(self._file.fileno(), 0, access=mmap.ACCESS_READ)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._bytes.close()
        self._file.close()

    def numbers_at(self, offsets: list[int]) -> list[int]:
        """Numbers of the lines in which the byte offsets lie."""
        return [int(n) for n in self._starts.searchsorted(offsets, side="right")]

    def text(self, number: int) -> str:
        """A line without its end."""
        return decode(self._raw(number).rstrip(b"\r\n\x1a"), self._landed.encoding)

    def _raw(self, number: int) -> bytes:
        end = self._starts[number] if number < len(self._starts) else len(self._bytes)
        return self._bytes[self._starts[number - 1] : end]

    def key(self, line: str) -> Key:
        """The raw texts of PROVNUM and WorkDate; none of a line that the quick reader refuses."""
        assert self._landed.match is not None
        cells = split_cells(line)
        ccn, day = (self._landed.match.positions[c] for c in ("provnum", "workdate"))
        if len(cells) < len(self._landed.header) or any(c.strip() for c in cells[len(self._landed.header) :]):
            return None, None
        return cells[ccn] or None, cells[day] or None  # empty cells too many are overlooked by the quick reader

    def with_keys(self, keys: set[Key]) -> set[int]:
        """Numbers of all lines after the header with one of the keys."""
        encoding = "utf-8" if self._landed.encoding == "utf-8-sig" else self._landed.encoding
        days: dict[bytes, set[bytes]] = {}
        for ccn, day in keys:
            known = days.setdefault((ccn or "").encode(encoding, "replace"), set())
            known.add(day.encode() if day and day.isascii() else b"")
        found = set()
        for number in self._beginning_with(days):
            raw = self._raw(number)
            wanted = days.get(raw.rstrip(b"\r\n").split(b",", 1)[0].strip(b'"'))
            if wanted and any(day in raw for day in wanted) and self.key(decode(raw.rstrip(b"\r\n"), self._landed.encoding)) in keys:
                found.add(number)
        return found

    def _beginning_with(self, ccns: Iterable[bytes]) -> list[int]:
        """Lines after the header that may have one of the CCNs, quoted or not."""
        import numpy as np

        forms = {form[:_PREFIX] for ccn in ccns for form in (ccn + b",", b'"' + ccn + b'"')}
        is_meant = np.zeros(len(self._heads), bool)
        for length in {len(form) for form in forms}:
            alike = [int.from_bytes(form, "little") for form in forms if len(form) == length]
            is_meant |= np.isin(self._heads & np.uint64((1 << 8 * length) - 1), np.array(alike, np.uint64))
        is_meant[-8:] = True  # of lines as short as none is, the last heads may reach beyond the file's end
        return [int(n) + 2 for n in np.flatnonzero(is_meant)]

    @functools.cached_property
    def _heads(self) -> Any:
        """The first eight bytes of every line after the header, each as one number, its first byte the lowest."""
        import numpy as np

        numbers: Any = np.ndarray((len(self._bytes) - 7,), "<u8", self._bytes, strides=(1,))
        return numbers[np.minimum(self._starts[1:], len(numbers) - 1)]  # copied: the map cannot be closed while an array looks into it
