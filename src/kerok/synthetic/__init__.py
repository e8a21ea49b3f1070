"""CMS-shaped files of any size: invented facilities whose totals come out as the published national figures.

Names and CCNs are invented (prefixes 97 to 99, which CMS does not use), states are real, and a last column ``kerok_synthetic`` says 1 on
every row. The same arguments give the same bytes on every machine, and the facilities of a small file are those of a bigger one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from kerok.errors import KerokError, UsageError
from kerok.synthetic import pbj, providerinfo, vintages
from kerok.synthetic.damage import FATE
from kerok.synthetic.draws import Ints
from kerok.synthetic.homes import Homes, make_homes
from kerok.synthetic.quarters import Release, days, parse_quarters, release_after
from kerok.synthetic.staffing import QuarterMaker, Sums

__all__ = ["FATE", "SyntheticFile", "planned_rows", "write_synthetic"]


@dataclass(frozen=True)
class SyntheticFile:
    """A file that was written.

    Attributes:
        dataset: ``pbj`` or ``providerinfo``.
        period: The quarter (2024Q2), or the processing date (2024-10-01).
        vintage: The header registry's name of the layout.
        describes: The quarter whose staffing the file shows; None for a release from before PBJ.
        rows: Data rows, duplicates among them, blank last lines not.
        damage: Damaged rows per kind (FATE lists the kinds and what becomes of such a PBJ row).
    """

    path: Path
    dataset: str
    period: str
    vintage: str
    describes: str | None
    facilities: int
    rows: int
    damage: dict[str, int] = field(default_factory=dict)


def planned_rows(facilities: int, quarters: str) -> int:
    """About how many rows write_synthetic() will report to its progress function."""
    return sum(facilities * (len(days(q)) + (release_after(q) is not None)) for q in parse_quarters(quarters))


class _Writer:
    """Writes the files of one call; keeps the sums of its quarters for the releases that describe them."""

    def __init__(self, out: Path, homes: Homes, chosen: Ints, vintage: str | None, dirt: float, progress: Callable[[int], None]) -> None:
        self.out, self.homes, self.chosen, self.dirt, self.progress = out, homes, chosen, dirt, progress
        self.pbj_vintage, self.providerinfo_vintage = vintages.parse_vintage(vintage)
        self.sums: dict[str, Sums] = {}

    def pbj(self, quarter: str) -> SyntheticFile:
        layout = vintages.pbj_layout(self.pbj_vintage or quarter)
        path = self.out / pbj.file_name(quarter)
        written = pbj.write_pbj(path, self.chosen, QuarterMaker(self.homes, quarter), layout, self.dirt, self.progress)
        self.sums[quarter] = written.sums
        return SyntheticFile(path, "pbj", quarter, layout.name, quarter, len(self.chosen), written.rows, written.damaged)

    def providerinfo(self, release: Release) -> SyntheticFile:
        date = release.processing_date
        layout = vintages.providerinfo_layout(f"{date:%Y-%m}", self.providerinfo_vintage)
        path = self.out / providerinfo.file_name(release)
        sums = self._sums_of(release.describes)
        rows, damage = providerinfo.write_providerinfo(path, self.homes, self.chosen, release, sums, layout, self.dirt, self.progress)
        describes = release.describes if release.from_pbj else None
        return SyntheticFile(path, "providerinfo", date.isoformat(), layout.name, describes, len(self.chosen), rows, damage)

    def _sums_of(self, quarter: str) -> Sums:
        """The sums of a quarter, which may be one that no file was asked of."""
        if quarter not in self.sums:
            maker = QuarterMaker(self.homes, quarter)
            self.sums[quarter] = Sums.joined([maker.sums(maker.days(some)) for some in pbj.chunks(self.chosen)])
        return self.sums[quarter]


def write_synthetic(
    out: Path,
    *,
    facilities: int = 100,
    quarters: str = "2024Q1..2024Q4",
    seed: int = 1,
    vintage: str | None = None,
    dirt: float = 0.0,
    progress: Callable[[int], None] | None = None,
) -> list[SyntheticFile]:
    """Writes a PBJ file per quarter and the Provider Info release that, by CMS's calendar, describes it.

    The staffing columns of a release agree with the PBJ file of the quarter it describes (undamaged), except where CMS suppresses them.
    Releases of July 2020 and April 2024 show the quarter before, as CMS's did; there are none before January 2018.

    Args:
        out: Folder, made if it is missing; files in it of the same names are replaced.
        facilities: How many; with 52 or more, every area of the nation has one.
        quarters: ``2024Q1..2024Q4``, single quarters, or a comma list of both.
        vintage: Write PBJ as in this quarter (``2017Q2``), Provider Info as in this vintage (``2020-07``), or both (``2017Q2,2020-07``);
            otherwise each file is written as CMS did at its time.
        dirt: Share of rows to damage, from 0 to 1.
        progress: Called with the number of rows written since the last call.

    Raises:
        UsageError: An argument that cannot be meant.
        KerokError: The folder cannot be written.
    """
    if not 0 <= dirt <= 1:
        raise UsageError(f"{dirt} is no share of rows", hint="--dirt takes 0 to 1, such as 0.001")
    homes, wanted = make_homes(facilities, seed), parse_quarters(quarters)
    chosen = np.argsort(homes.ccn[:facilities], kind="stable").astype(np.int64)
    writer = _Writer(out, homes, chosen, vintage, dirt, progress or (lambda rows: None))
    files: list[SyntheticFile] = []
    try:
        out.mkdir(parents=True, exist_ok=True)
        for quarter in wanted:
            files.append(writer.pbj(quarter))
            release = release_after(quarter)
            if release is not None:
                files.append(writer.providerinfo(release))
    except OSError as error:
        where = f"{error.filename or out}: {error.strerror}"
        raise KerokError("the synthetic files cannot be written", where=where, hint="name another folder") from error
    return files
