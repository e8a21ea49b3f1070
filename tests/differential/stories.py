"""Lakes drawn from a seed: the files that come, clean and dirty, and what else is done between them."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import shlex
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from kerok import contracts as declared
from kerok.contracts import read_yaml, sql_folder
from kerok.synthetic import FATE, write_synthetic
from kerok.synthetic.quarters import name as quarter_name
from kerok.synthetic.quarters import number, release_after
from kerok.synthetic.vintages import Layout, pbj_layout, providerinfo_layout
from tests.differential import dirt
from tests.differential.dirt import Cells
from tests.support.drawn_files import PREFIX_OF, ROLES, days_of, national_homes, write

FILES = 10
"""In each lake."""


@dataclass(frozen=True)
class Step:
    """Something that is done to the lake.

    Attributes:
        verb: ``ingest``, ``forget`` (the file of this path is taken out) or ``mend`` (what is in quarantine is exported, mended, ingested).
        dirt: The kinds of dirt in the file, or files.
        others: Files that come in the same call.
    """

    verb: str
    path: Path
    options: tuple[str, ...] = ()
    dirt: tuple[str, ...] = ()
    others: tuple[Path, ...] = ()

    @property
    def paths(self) -> tuple[Path, ...]:
        """All files of the call."""
        return (self.path, *self.others)

    def __str__(self) -> str:
        return shlex.join(["kerok", self.verb, *self.options, *map(str, self.paths)]) + (f"   # {', '.join(self.dirt)}" if self.dirt else "")


@dataclass
class Story:
    """One lake.

    Attributes:
        seeds: It is drawn from.
        folder: Of its files.
    """

    seeds: list[int]
    folder: Path
    steps: list[Step] = field(default_factory=list)

    @property
    def dirt(self) -> set[str]:
        """Every kind in it."""
        return {kind for step in self.steps for kind in step.dirt}

    @property
    def files(self) -> list[Path]:
        """The files that are taken in, in order."""
        return [path for step in self.steps if step.verb == "ingest" for path in step.paths]

    def in_deliveries(self, most: int) -> Story:
        """The same files, those that follow each other in one call of at most ``most``, all with the options of the first and --accept-loss if any has it."""
        steps: list[Step] = []
        for step in self.steps:
            last = steps[-1] if steps else None
            alone = "--processing-date" in step.options
            if last and step.verb == last.verb == "ingest" and len(last.paths) < most and not alone and "--processing-date" not in last.options:
                options = tuple(dict.fromkeys((*last.options, *(o for o in step.options if o == "--accept-loss"))))
                steps[-1] = Step("ingest", last.path, options, (*last.dirt, *step.dirt), (*last.others, step.path))
            else:
                steps.append(step)
        return Story(self.seeds, self.folder, steps)


def in_one_lake(stories: list[Story]) -> Story:
    """The files of several stories, one story's after the other's, those of a story in one call where their options let them."""
    calls = [Story(s.seeds, s.folder, [step for step in s.steps if step.verb == "ingest"]).in_deliveries(FILES) for s in stories]
    return Story([seed for s in stories for seed in s.seeds], stories[0].folder.parent, [step for s in calls for step in s.steps])


def draw(seed: int, folder: Path) -> Story:
    """The story of a seed, its files written below ``folder``: the same on every machine. Every fifth is of synthetic files, every tenth of national ones."""
    story = Story([seed], folder)
    teller = {3: _Synthetic, 8: _Synthetic, 5: _National}.get(seed % 10, _Teller)
    story.steps += teller(seed, folder).tell()
    (folder / "story.txt").write_text("\n".join([f"seed {seed}", *map(str, story.steps), ""]))
    return story


class _Deck:
    """Kinds of dirt, dealt out such that each comes before any comes again."""

    def __init__(self, random: Random, kinds: list[str]) -> None:
        self._random, self._kinds = random, kinds
        self._left: list[str] = []

    def deal(self, count: int) -> list[str]:
        dealt: list[str] = []
        while len(dealt) < count:
            if not self._left:
                self._left = self._random.sample(self._kinds, len(self._kinds))
            dealt.append(self._left.pop())
        return list(dict.fromkeys(dealt))


class _Teller:
    """Draws the files of a lake of a few facilities, a few days or weeks of some quarters, and releases around them."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.random, self.folder = (random := Random(f"kerok {seed}")), folder
        self.numbers = itertools.count(1)
        first = random.randrange(number("2018Q1"), number("2025Q1"))
        self.quarters = [quarter_name(first + n) for n in range(random.choice([1, 2, 3]))]
        self.homes = self.draw_homes()
        self.cells, self.of_release = _Deck(random, list(dirt.PBJ_CELLS)), _Deck(random, list(dirt.RELEASE_CELLS))
        self.lines, self.layouts = _Deck(random, list(dirt.LINES)), _Deck(random, list(dirt.LAYOUTS))
        self.no_files = itertools.islice(itertools.cycle(dirt.NO_FILES), seed % len(dirt.NO_FILES), None)  # of these a lake has few
        self.loaded: list[Step] = []

    def draw_homes(self) -> list[tuple[str, str]]:
        """CCN and state of each facility."""
        states = self.random.sample(sorted(PREFIX_OF), self.random.choice([1, 2, 4]))
        return [(f"{PREFIX_OF[s]}{self.random.choice(['5', '6', 'A', 'E'])}{n:03d}", s) for s in states for n in self.random.sample(range(1, 999), 2)]

    def tell(self) -> list[Step]:
        """The steps in order: a clean quarter first, then everything in any order."""
        later: list[Callable[[], Step]] = [
            self.quarter, self.dirty_quarter, self.dirty_quarter, self.extract, self.release, self.dirty_release, self.no_file,
            self.random.choice([self.other_file, self.again]), self.random.choice([self.too_dirty, self.dirty_extract, self.dirty_release, self.quarter]),
        ]  # fmt: skip
        self.random.shuffle(later)
        steps = [self.quarter()]
        for tell in later:
            steps.append(tell())
            if self.random.random() < 0.12:
                steps.append(Step("forget", self.random.choice(self.loaded).path))
            if self.random.random() < 0.12:
                steps.append(Step("mend", self.folder))
        return steps

    # ------------------------------------------------------------------------------------------ files

    def quarter(self) -> Step:
        """A clean file of some days of all facilities, or, of a quarter that is there, a re-release with other numbers."""
        quarter = self.random.choice(self.quarters)
        return self._file(pbj_layout(quarter), self.rows(quarter, self.homes, self.days(quarter)), [], [], self.published())

    def dirty_quarter(self) -> Step:
        quarter = self.random.choice(self.quarters)
        kinds, lines, layouts = self.cells.deal(14), self.lines.deal(3), self.layouts.deal(2)
        return self._file(pbj_layout(quarter), self.rows(quarter, self.homes, self.days(quarter)), kinds, lines, (*self.published(), "--accept-loss"), layouts)

    def extract(self) -> Step:
        """A few days of one facility, which may be new."""
        quarter = self.random.choice(self.quarters)
        homes = [self.random.choice([*self.homes, *self.draw_homes()])]
        days = self.random.sample(days_of(quarter), self.random.choice([1, 2, 9]))
        return self._file(pbj_layout(quarter), self.rows(quarter, homes, sorted(days)), [], [], self.published())

    def dirty_extract(self) -> Step:
        quarter = self.random.choice(self.quarters)
        rows = self.rows(quarter, self.homes[:1], days_of(quarter)[:12])
        return self._file(pbj_layout(quarter), rows, self.cells.deal(5), self.lines.deal(1), ("--accept-loss",), self.layouts.deal(1))

    def too_dirty(self) -> Step:
        """More than 1 % of the rows cannot be read, and nobody said that this is well."""
        quarter = self.random.choice(self.quarters)
        rows = self.rows(quarter, self.homes, self.days(quarter))
        return self._file(pbj_layout(quarter), rows, ["ccn is a power of ten", "day that is none", "number is text"], ["too few cells"], ())

    def release(self) -> Step:
        """A clean Provider Info release, of a month around the quarters."""
        return self._release([], [], ())

    def dirty_release(self) -> Step:
        layouts = [kind for kind in self.layouts.deal(1) if kind != "a column left out"]
        return self._release(self.of_release.deal(8), self.lines.deal(2), ("--accept-loss",), layouts)

    def no_file(self) -> Step:
        kind = next(self.no_files)
        data = _text(pbj_layout("2024Q2"), self.rows("2024Q2", self.homes[:1], days_of("2024Q2")[:3]), self.random, []).encode("utf-8")
        suffix, data = dirt.NO_FILES[kind](data)
        return Step("ingest", self._write(f"no-file.{suffix}", data), (), (kind,))

    def other_file(self) -> Step:
        """A file of CMS's that is recognised and kept, and not loaded."""
        other = self.random.choice(read_yaml(Path(__file__).parents[1] / "data" / "other_files.yml"))
        data = (",".join(f'"{h}"' for h in other["header"]) + "\n" + ",".join("1" for _ in other["header"]) + "\n").encode()
        return Step("ingest", self._write("other.csv", data))

    def again(self) -> Step:
        """The bytes of a file that is there, under another name."""
        old = self.random.choice(self.loaded)
        return Step("ingest", self._write(f"again{''.join(old.path.suffixes)}", old.path.read_bytes()), old.options)

    # ------------------------------------------------------------------------------------------ rows

    def days(self, quarter: str) -> list[str]:
        """Some days of the quarter, now and then all of it."""
        every = days_of(quarter)
        start, length = self.random.randrange(0, 60), self.random.choice([5, 8, 15, 30])
        return every if self.random.random() < 0.1 else every[start : start + length]

    def rows(self, quarter: str, homes: list[tuple[str, str]], days: list[str]) -> list[Cells]:
        """A row per facility and day; a facility has its own size, names change now and then."""
        rows = []
        for ccn, state in homes:
            size, renamed = self.random.randint(8, 150), self.random.choice(["", "", "", " NORTH"])
            for day in days:
                row = {"provnum": ccn, "provname": f"HOME {ccn}{renamed if day > days[len(days) // 2] else ''}", "city": "TOWN", "state": state,
                       "county_name": "County", "county_fips": f"{int(ccn[3:]) % 400:03d}", "cy_qtr": quarter, "workdate": day,
                       "mdscensus": str(max(0, size + self.random.randint(-4, 4))), "incomplete": self.random.choice(["0", "0", "0", "1"])}  # fmt: skip
                for role in ROLES:
                    employee = self.random.choice([0, self.random.randint(0, size * 120), self.random.randint(0, size) * 100])
                    contract = self.random.choice([0, 0, self.random.randint(0, size * 25)])
                    column = f"hrs_{role.lower()}"
                    row |= {column: _hours(employee + contract), f"{column}_emp": _hours(employee), f"{column}_ctr": _hours(contract)}
                rows.append(row)
        return rows

    def release_rows(self, date: str, homes: list[tuple[str, str]]) -> list[Cells]:
        """A row per facility, every column of the registry filled as its type wants."""
        rows = []
        for ccn, state in homes:
            row = {c.staged or c.name: self._value(c.parse) for c in declared.contracts()["silver_providerinfo"].columns}
            rows.append(row | {"cms_certification_number_ccn": ccn, "provider_name": f"HOME {ccn}", "state": state, "processing_date": date,
                               "number_of_certified_beds": str(self.random.randint(10, 200))})  # fmt: skip
        return rows

    def _value(self, parse: str) -> str:
        random = self.random
        if random.random() < 0.1:
            return ""
        values: dict[str, Callable[[], str]] = {
            "count": lambda: str(random.randint(0, 300)),
            "rating": lambda: str(random.randint(1, 5)),
            "yes_no": lambda: random.choice(["Y", "N"]),
            "date": lambda: f"{random.randint(1970, 2023)}-{random.randint(1, 12):02d}-{random.randint(1, 28):02d}",
            "decimal": lambda: f"{random.randint(0, 999_999) / 100_000:.5f}".rstrip("0"),
            "coordinate": lambda: f"{random.uniform(-90, 90):.4f}",
        }
        return values.get(parse, lambda: random.choice(["Yes", "For profit - Corporation", "Medicare and Medicaid", "TOWN", "1", "Both"]))()

    def published(self) -> tuple[str, ...]:
        """Sometimes a release date of CMS's, not always in the order of arrival."""
        return ("--published", f"2025-0{self.random.randint(1, 9)}-15") if self.random.random() < 0.5 else ()

    # ------------------------------------------------------------------------------------------ writing

    def _release(self, kinds: list[str], lines: list[str], options: tuple[str, ...], layouts: list[str] | None = None) -> Step:
        described = release_after(self.random.choice(self.quarters))
        assert described is not None
        month = described.processing_date + dt.timedelta(31 * self.random.randint(-2, 4))
        date = max(month.replace(day=1), dt.date(2018, 1, 1)).isoformat()
        layout = providerinfo_layout(date[:7])
        given = () if "processing_date" in layout.columns else ("--processing-date", date)
        rows = self.release_rows(date, [*self.homes, *self.draw_homes()])
        return self._file(layout, rows, kinds, lines, (*options, *given), layouts or [])

    def _file(self, layout: Layout, rows: list[Cells], kinds: list[str], lines: list[str], options: tuple[str, ...], layouts: list[str] | None = None) -> Step:
        table = dirt.PBJ_CELLS | dirt.RELEASE_CELLS
        for kind in kinds:
            table[kind](self.random, self.random.choice(rows))
        text = _text(layout, rows, self.random, lines, layouts or [])
        data, suffix = _bytes(text, self.random, layouts or [])
        step = Step("ingest", self._write(f"{'pbj' if 'workdate' in layout.columns else 'release'}.{suffix}", data), options, (*kinds, *lines, *(layouts or [])))
        self.loaded.append(step)
        return step

    def _write(self, name: str, data: bytes) -> Path:
        return write(self.folder / f"{next(self.numbers):02d}-{name}", data)


class _National(_Teller):
    """A facility in each of 52 areas and every day of a quarter: files that withdraw rows, and such as would withdraw too many."""

    def __init__(self, seed: int, folder: Path) -> None:
        super().__init__(seed, folder)
        self.quarters, self.homes = self.quarters[:1], list(national_homes())

    def tell(self) -> list[Step]:
        steps = [self.national(0, "--published", "2025-02-15"), self.extract(), self.national(30, "--published", "2025-04-15"), self.old(), self.release(),
                 self.national(200, "--published", "2025-06-15"), self.dirty_quarter(), self.dirty_release(), self.no_file(),
                 self.national(200, "--published", "2025-06-15", "--accept-loss")]  # fmt: skip
        return [*steps, Step("forget", steps[2].path), Step("mend", self.folder)]

    def published(self) -> tuple[str, ...]:
        """Behind the national files, or some of them: what is older changes nothing."""
        return ("--published", self.random.choice(["2025-03-15", "2025-05-15", "2025-07-15"]))

    def old(self) -> Step:
        """An extract that was published before the national file that is there: it changes nothing."""
        rows = self.rows(self.quarters[0], self.homes[:1], days_of(self.quarters[0])[:3])
        return self._file(pbj_layout(self.quarters[0]), rows, [], [], ("--published", "2025-03-15"))

    def national(self, missing: int, *options: str) -> Step:
        """A clean file of the whole quarter but for some rows, no day without any."""
        rows = self.rows(self.quarters[0], self.homes, days_of(self.quarters[0]))
        for _ in range(missing):
            del rows[self.random.randrange(100, len(rows) - 100)]
        return self._file(pbj_layout(self.quarters[0]), rows, [], [], options)


class _Synthetic(_Teller):
    """Files of `kerok synth`, of every vintage, with its own kinds of damage; and a real file, which must not come among them."""

    def tell(self) -> list[Step]:
        files: list[Step] = []
        quarters = [quarter_name(n) for n in range(number("2017Q1"), number("2025Q2"))]
        for part in range(2):
            first = self.random.randrange(len(quarters) - 1)
            rate = self.random.choice([0.02, 0.15])
            made = write_synthetic(
                self.folder / f"made-{part}", facilities=self.random.choice([2, 7]), quarters=f"{quarters[first]}..{quarters[first + 1]}",
                seed=self.random.randrange(1000), dirt=rate,
            )  # fmt: skip
            files += [Step("ingest", f.path, ("--accept-loss",), tuple(kind for kind in FATE if f.damage.get(kind))) for f in made]
            self.quarters = [quarters[first]]
        self.loaded = files[:1]
        steps = [*self.random.sample(files, len(files)), self.extract(), self.no_file()]
        while sum(step.verb == "ingest" for step in steps) < FILES:
            steps.append(self.random.choice([self.no_file, self.other_file, self.again])())
        return [*steps, Step("mend", self.folder)]


def _hours(hundredths: int) -> str:
    return f"{hundredths / 100:g}" if hundredths < 10**7 else str(hundredths // 100)


def _text(layout: Layout, rows: list[Cells], random: Random, lines: list[str], layouts: list[str] | None = None) -> str:
    """The file in the vintage's columns: line ends are line feeds still."""
    order, kinds = list(range(len(layout.columns))), set(layouts or [])
    if "columns in another order" in kinds:
        random.shuffle(order)
    if "a column left out" in kinds:  # one that may be
        order = [n for n in order if layout.columns[n] not in _optional()]
    header = [layout.header[n] for n in order]
    if "headers in another case" in kinds:
        header = [h.upper() if random.random() < 0.5 else h.lower() for h in header]
    extra = random.choice(["unknown_column", "Sp\u00e4lte 9"]) if "a column nobody knows" in kinds else ""
    head = ",".join(_cell(h, bool(" " in h)) for h in [*header, *([extra] if extra else [])])
    written = [
        ",".join(_cell(value, "everything quoted" in kinds) for value in [*(row.get(layout.columns[n], "") for n in order), *(["?"] if extra else [])])
        for row in rows
    ]
    out = [[line] for line in written]
    for kind in lines:
        at = random.randrange(len(out))
        out[at] = [part.replace("{header}", head) for line in out[at][:1] for part in dirt.LINES[kind](random, line)] + out[at][1:]
    return "\n".join([head, *(line for group in out for line in group), ""])


def _optional() -> set[str]:
    registry = read_yaml(sql_folder() / "bronze" / "providerinfo.yml")
    return {c["name"] for c in registry["columns"] if not c["required"]} - {"processing_date", "overall_rating", "staffing_rating"} | {"incomplete"}


def _cell(value: str, always: bool) -> str:
    if always or any(c in value for c in ',"\n\r'):
        return '"' + value.replace('"', '""') + '"'
    return value


def _bytes(text: str, random: Random, layouts: list[str]) -> tuple[bytes, str]:
    """The file's bytes and its name's ending."""
    kinds, suffix = set(layouts), "csv"
    if "CRLF" in kinds:
        text = text.replace("\n", "\r\n")
    elif "CR" in kinds:
        text = text.replace("\n", "\r")
    elif "mixed line ends" in kinds:
        text = "".join(line + ("\r\n" if random.random() < 0.5 else "\n") for line in text.split("\n")[:-1])
    if "no last line end" in kinds:
        text = text.rstrip("\r\n")
    if "blank lines at the end" in kinds:
        text += "\n\n \n\t\n"
    if "a control character at the end" in kinds:
        text += "\x1a"
    if "cp1252" in kinds:
        data = text.replace("TOWN", "CA\u00d1ON \u2013 TOWN", 3).encode("cp1252", "replace")
    else:
        data = text.encode("utf-8-sig" if "a byte order mark" in kinds else "utf-8")
    if "a byte of no encoding" in kinds:
        data = data.replace(b"TOWN", b"TO\x81WN", 1)
    if "another name's ending" in kinds:
        suffix = "txt"
    if "gzip" in kinds:
        return dirt.gzipped(data), f"{suffix}.gz"
    return (dirt.zipped(data), "zip") if "zip" in kinds else (data, suffix)


def as_json(story: Story) -> str:
    """What is drawn, for comparing two drawings."""
    return json.dumps([[s.verb, s.path.name, s.options, s.dirt, s.path.read_bytes().hex() if s.path.is_file() else ""] for s in story.steps])
