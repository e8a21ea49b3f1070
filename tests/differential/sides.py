"""The two sides of the comparison: a lake in its own folder with its own settings, worked on through the command, and what it then holds."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from kerok import contracts as declared
from tests.cli.conftest import Result, run_here
from tests.differential.stories import Step, Story

# When things happened: no two loads agree on it.
TIMES = {"ops_file_log": ("received_at", "started_at", "finished_at")}


@dataclass(frozen=True)
class Side:
    """A lake.

    Attributes:
        name: For people.
        variables: Its environment; for Trino `Team.variables`.
        patches: Dotted names in Kerok and the values they have here.
    """

    name: str
    home: Path
    variables: Mapping[str, str] = field(default_factory=dict)
    patches: Mapping[str, object] = field(default_factory=dict)

    def kerok(self, *arguments: str | Path) -> Result:
        """Run the command in this process."""
        with self.in_force():
            return run_here(*arguments, home=self.home)

    def play(self, story: Story) -> list[Any]:
        """Do every step; what the command said of each, as far as it must be the same on every side."""
        return [self._do(step, number, story.folder) for number, step in enumerate(story.steps)]

    def relations(self) -> dict[str, Counter[str]]:
        """Every table and view: its rows as JSON, which tells NULL from the empty text and keeps every digit, and how often each is there."""
        return {name: self._rows(name) for name in relations()}

    @contextlib.contextmanager
    def in_force(self) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            for variable, text in self.variables.items():
                patch.setenv(variable, text)
            for name, value in self.patches.items():
                patch.setattr(name, value)
            yield

    def _rows(self, name: str) -> Counter[str]:
        columns = [c for c in declared.contracts()[name].column_names if c not in TIMES.get(name, ())]
        return Counter(self.kerok("query", f"SELECT {', '.join(columns)} FROM {name}", "--format", "ndjson").well().out.splitlines())

    def _do(self, step: Step, number: int, folder: Path) -> Any:
        if step.verb == "forget":
            sha256 = hashlib.sha256(_unpacked(step.path)).hexdigest()
            return self._said(self.kerok("forget", "--json", sha256))
        if step.verb == "mend":
            return self._mend(number)
        code, text = self._said(self.kerok("ingest", "--json", *step.options, *step.paths))
        # a file is told of when it has ended: on Trino after all, for gold is built for them together, and what was current may then be no more
        lines = [line.replace('"status": "superseded"', '"status": "done"') if step.others else line for line in text.splitlines()]
        return [code, "\n".join(sorted(lines))]

    def _mend(self, number: int) -> Any:
        """Export what is in quarantine, mend what can be, take it in again."""
        folder = self.home.parent / f"{self.home.name}-mending" / f"{number:02d}"
        folder.mkdir(parents=True)
        said = [self._said(self.kerok("quarantine", "--json", "--export", folder))]
        for path in sorted(folder.iterdir()):
            said += [path.name, path.read_bytes()]
            mend(path)
            said.append(self._said(self.kerok("ingest", "--json", path)))
        return said

    def _said(self, result: Result) -> Any:
        """Exit code and JSON without what differs by nature: how long it took, and where the lake lies."""
        places = {str(self.home.parent / f"{self.home.name}-mending"): "MENDING", str(self.home): "HOME"}
        text = result.out if result.out.strip() else result.err
        for place, word in places.items():
            text = text.replace(place, word)
        return [result.code, re.sub(r'"seconds": ?[0-9.e-]+', '"seconds": 0', text)]


def relations() -> list[str]:
    """The names of all tables and views."""
    return [c.name for c in declared.contracts().values() if c.kind != "step"]


def outcomes(story: Story, said: list[Any]) -> list[dict[str, Any]]:
    """What became of every file that the story takes in, as `kerok ingest --json` tells."""
    return [json.loads(line) for step, entry in zip(story.steps, said, strict=True) if step.verb == "ingest" for line in entry[1].splitlines()]


def differences(here: Side, there: Side, story: Story, said: tuple[list[Any], list[Any]]) -> list[str]:
    """Where two sides that have played a story differ: said of a step, or rows of a table or view; a line for each, at most some of a table."""
    found = [f"{step}\n  {here.name}: {a}\n  {there.name}: {b}" for step, a, b in zip(story.steps, *said, strict=True) if a != b]
    ours, theirs = here.relations(), there.relations()
    for name in ours:
        for side, rows in ((here, ours[name] - theirs[name]), (there, theirs[name] - ours[name])):
            found += [f"{name}, only on {side.name}: {row} x {count}" for row, count in sorted(rows.items())[:3]]
    return found


def mend(path: Path) -> None:
    """Put a number where the export says that one cannot be read, and clear what was beside the last cell of every other row; the rest stays."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    if not rows:
        return
    by_column = {re.sub(r"[^a-z0-9]+", "_", h.lower()).strip("_"): h for h in rows[0]}
    for number, row in enumerate(rows):
        if "kerok_extra" in row and number % 2 == 0:
            row["kerok_extra"] = ""
        for reason in row["kerok_reasons"].split(","):
            column = re.sub(r"_(unreadable|negative)\Z", "", reason).replace("mds_census", "mdscensus")
            if column in by_column and column.startswith(("hrs_", "mds")):
                row[by_column[column]] = "12"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _unpacked(path: Path) -> bytes:
    import gzip
    import io
    import zipfile

    data = path.read_bytes()
    if path.suffix == ".gz":
        return gzip.decompress(data)
    if path.suffix == ".zip":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.read(archive.namelist()[0])
    return data
