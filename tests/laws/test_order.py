"""Law 2: what a lake holds is a function of the set of its files, whatever the order in which they came, and how often.

A full check of all permutations: for every subset of the files and each file that may have come last, the lake is made from the one of
the others; tables and ledger must come out the same whichever file came last. Every permutation is a path through these steps.
"""

from __future__ import annotations

import datetime as dt
import gzip
import itertools
import random
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.support import drawn_files as drawn
from tests.support import lakes

DAYS = drawn.days_of("2024Q2")
LATER = drawn.days_of("2024Q3")


@dataclass(frozen=True)
class Given:
    """A file with the date it was published and the moment it was received, which do not depend on when it is loaded."""

    path: Path
    received: str
    published: dt.date | None = None
    processing_date: dt.date | None = None

    def load(self, home: Path) -> None:
        dates = {"published": self.published, "processing_date": self.processing_date}
        lakes.load(home, self.path, received_at=f"2026-01-01T00:00:{self.received}", accept_loss=True, **dates)


State = tuple[dict[str, str], list[str]]


class Lattice:
    """Lakes of every subset of some files, each made in every way that its last file allows."""

    def __init__(self, folder: Path, files: list[Given]) -> None:
        self.folder, self.files, self.home = folder, files, folder / "lake"
        lakes.lake_at(self.home).open()
        self.saved = {frozenset[int](): lakes.Saved(self.home, folder / "saved" / "none")}
        self.states: dict[frozenset[int], State] = {frozenset(): self.state()}
        self.steps = 0

    def state(self) -> State:
        return lakes.digest(self.home, lakes.stored_tables()), lakes.ledger(self.home)

    def walk(self) -> None:
        for size in range(1, len(self.files) + 1):
            for chosen in itertools.combinations(range(len(self.files)), size):
                for last in chosen:
                    self._step(frozenset(chosen), last)

    def _step(self, chosen: frozenset[int], last: int) -> None:
        self.saved[chosen - {last}].restore()
        self.files[last].load(self.home)
        self.steps += 1
        self.agree(chosen, f"{self.names(chosen - {last})}, then {self.names({last})}")

    def agree(self, chosen: frozenset[int], way: str) -> None:
        """The lake is the one of the chosen files, as they came out first."""
        tables, known = self.state()
        if chosen not in self.states:
            self.states[chosen] = tables, known
            self.saved[chosen] = lakes.Saved(self.home, self.folder / "saved" / "-".join(map(str, sorted(chosen))))
        wanted = self.states[chosen]
        assert {n: (h, wanted[0][n]) for n, h in tables.items() if h != wanted[0][n]} == {}, way
        assert sorted(set(known) ^ set(wanted[1])) == [], way

    def names(self, chosen: Any) -> str:
        return ", ".join(self.files[n].path.name for n in sorted(chosen)) or "nothing"

    def forget_all(self, order: list[int]) -> None:
        """From all files, one after the other is forgotten: each time the lake is as if it had never come."""
        left = frozenset(range(len(self.files)))
        self.saved[left].restore()
        for n in order:
            lakes.forget(self.home, self.files[n].path)
            left -= {n}
            self.agree(left, f"forgot {self.names({n})}, left {self.names(left)}")

    def check(self) -> None:
        self.walk()
        assert self.steps == len(self.files) * 2 ** (len(self.files) - 1)
        assert len({repr(s) for s in self.states.values()}) == len(self.states), "a file made no difference: a poor example"
        everything = list(range(len(self.files)))
        self.forget_all(everything)
        self.forget_all(everything[::-1])


def pbj(folder: Path, name: str, rows: list[dict[str, str]], **layout: Any) -> Path:
    return drawn.write(folder / f"{name}.csv", drawn.pbj_csv(rows, **layout))


def homes(*ccns: str, days: list[str] = DAYS, **arguments: Any) -> list[dict[str, str]]:
    states = {"01": "AL", "41": "RI", "45": "TX"}
    return [drawn.pbj_row(ccn, day, state=states[ccn[:2]], **arguments) for ccn in ccns for day in days]


def test_every_order_of_pbj_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two national files, of which the newer drops a facility and holds a row that cannot be read; that row mended; an extract that
    comes before both and one after both, which reaches into another quarter. (Two areas make a file national here.)"""
    monkeypatch.setattr("kerok.loaded.NATIONAL_AREAS", 2)
    second = [*homes("015001", "455001", scale=2), *homes("415001", days=DAYS[:1], scale=2), drawn.pbj_row("415001", DAYS[1], state="RI", census="x")]
    newer = pbj(tmp_path, "national again", second)
    mended = [*homes("415001", days=DAYS[1:2], scale=5), *homes("415001", days=LATER[1:2], scale=5)]
    origin = {"kerok_origin_sha256": lakes.sha256(newer), "kerok_origin_row": str(len(second) + 1)}
    header = [*drawn.PBJ_HEADER, *origin]
    Lattice(
        tmp_path,
        [
            Given(pbj(tmp_path, "national", homes("015001", "415001", "455001")), "09", dt.date(2024, 8, 15)),
            Given(newer, "02", dt.date(2024, 11, 1)),
            Given(pbj(tmp_path, "mended", [r | origin for r in mended], header=header), "07"),
            Given(pbj(tmp_path, "extract before", homes("015002", "415001", days=DAYS[:3], scale=3)), "05"),
            Given(pbj(tmp_path, "extract after", homes("015001", "455002", days=[*DAYS[-2:], *LATER[:2]], scale=4)), "01", dt.date(2025, 1, 1)),
        ],
    ).check()


def test_every_order_of_provider_info_and_pbj(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Releases of three dates, one of them released again without a facility, and the quarter that they describe or give beds to."""
    monkeypatch.setattr("kerok.loaded.NATIONAL_AREAS", 2)

    def release(name: str, ccns: str, date: str, **cells: str) -> Path:
        states = {"01": "AL", "41": "RI", "45": "TX"}
        rows = [drawn.providerinfo_row(c, date, state=states[c[:2]], **cells) for c in ccns.split()]
        return drawn.write(tmp_path / f"{name}.csv", drawn.providerinfo_csv(rows))

    total = "Reported Total Nurse Staffing Hours per Resident per Day"
    undated = [h for h in drawn.PROVIDERINFO_HEADER if h != "Processing Date"]
    april = drawn.csv_bytes(undated, [drawn.providerinfo_row("015001", beds="40")])
    Lattice(
        tmp_path,
        [
            Given(pbj(tmp_path, "quarter", homes("015001", "415001", "455001")), "09"),
            Given(release("October", "015001 415001", "2024-10-01", **{total: "3.24000", "beds": "60"}), "02"),
            Given(release("October again", "015001 455001", "2024-10-01", **{total: "3.25000", "beds": "70"}), "07"),
            Given(release("June", "015001 455001", "2024-06-01", beds="50"), "05", dt.date(2024, 6, 15)),
            Given(drawn.write(tmp_path / "April.csv", april), "01", processing_date=dt.date(2024, 4, 1)),
        ],
    ).check()


# ------------------------------------------------------------------------------------------ the same bytes again


def test_the_same_bytes_under_any_name_change_nothing(tmp_path: Path) -> None:
    home = tmp_path / "lake"
    data, releases = lakes.RI_PBJ.read_bytes(), lakes.RI_PROVIDERINFO.read_bytes()
    lakes.load(home, lakes.RI_PBJ, lakes.RI_PROVIDERINFO)
    before = lakes.pointers(home), lakes.ledger(home), lakes.on_disk(home)
    copies = tmp_path / "copies"
    drawn.write(copies / "another name.csv", data)
    drawn.write(copies / "deeper" / "x.txt", data)
    drawn.write(copies / "packed.csv.gz", gzip.compress(data))
    drawn.write(copies / "in two members.gz", gzip.compress(data[:1000]) + gzip.compress(data[1000:]))
    with zipfile.ZipFile(copies / "both.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/pbj.csv", data)
        archive.writestr("../../b.csv", releases)
    outcomes = lakes.load(home, copies, lakes.RI_PBJ)
    assert len(outcomes) == 7
    assert all(o.already_loaded for o in outcomes)
    assert {o.sha256 for o in outcomes} == {lakes.sha256(lakes.RI_PBJ), lakes.sha256(lakes.RI_PROVIDERINFO)}
    assert (lakes.pointers(home), lakes.ledger(home), lakes.on_disk(home)) == before


def test_other_bytes_with_the_same_rows_are_another_file_and_change_no_number(tmp_path: Path) -> None:
    home = tmp_path / "lake"
    lakes.load(home, lakes.RI_PBJ)
    views = [n for n in lakes.compared_tables() if n.startswith("vw_")]
    before = lakes.digest(home, views)
    lakes.load(home, drawn.write(tmp_path / "crlf.csv", lakes.RI_PBJ.read_bytes().replace(b"\n", b"\r\n")))
    lakes.assert_same(home, before)


# ------------------------------------------------------------------------------------------ files of full size


@pytest.mark.parametrize("seed", [1, 2])
def test_synthetic_national_files_in_any_order(tmp_path: Path, seed: int) -> None:
    """Two national quarters, their releases, a dirty re-release, a stray extract, one file forgotten and loaded again."""
    made = drawn.synthetic(tmp_path / "first", facilities=56, quarters="2024Q1..2024Q2")
    again = drawn.synthetic(tmp_path / "again", facilities=55, quarters="2024Q2", dirt=0.005)["pbj 2024Q2"]
    lines = made["pbj 2024Q2"].path.read_bytes().split(b"\n")
    extract = drawn.write(tmp_path / "extract.csv", b"\n".join([lines[0], *lines[300:420]]))
    files = [
        Given(made["pbj 2024Q1"].path, "01"),
        Given(made["pbj 2024Q2"].path, "02"),
        Given(made["providerinfo 2024-07-01"].path, "03"),
        Given(made["providerinfo 2024-10-01"].path, "04"),
        Given(again.path, "05", dt.date(2025, 1, 1)),
        Given(extract, "06", dt.date(2025, 2, 1)),
    ]
    found = []
    for turn, order in enumerate([files, random.Random(seed).sample(files, len(files))]):
        home = tmp_path / f"lake{turn}"
        for given in order:
            given.load(home)
        if turn:
            lakes.forget(home, again.path)
            files[4].load(home)
        found.append((lakes.digest(home), lakes.ledger(home)))
    assert {n: h for n, h in found[1][0].items() if h != found[0][0][n]} == {}, order
    assert found[1][1] == found[0][1]
