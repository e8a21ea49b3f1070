"""Writes `docs/rules.md` from the specs: each rule, its sentence, its drawn tables.

python -m tests.spec.document
"""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from kerok import contracts as declared
from tests.spec import drawing

RULES = Path(__file__).parents[2] / "docs" / "rules.md"
COMMAND = "python -m tests.spec.document"

TOPICS = (
    "test_ccn", "test_days", "test_numbers", "test_duplicates", "test_flags", "test_providerinfo", "test_role_sets", "test_days_of_note",
    "test_beds", "test_releases", "test_agreement", "test_adding_up", "test_benchmarks", "test_facilities", "test_changes", "test_references", "test_anomalies", "test_loads",
)  # fmt: skip

VOCABULARY = "Flags and reasons"
DEFAULTS = "What the examples do not show"

HOURS = {
    "staged_pbj": "100 hours of employed CNAs, 0 hours of any other; row_number counts from 2",
    "silver_pbj_daily": "0 hours; quarter is that of work_date",
}

HEAD = f"""\
# The rules

What the tables and views hold, rule by rule, each with an example that is run on DuckDB and on Trino and must come out exactly as printed.
Written by `{COMMAND}` from `tests/spec`; change it there.

An example gives one or more tables and shows what comes of them. An empty cell is NULL. A cell in double quotes shows blanks and special
characters as JSON writes them. Columns that are not shown do not matter to the rule; in what is given they have a plain value (a home in
Alabama, 50 residents, no hours; below), in what comes of it they are not looked at. In `staged_pbj` and `silver_pbj_daily` a column named
after a role stands for its three columns: `8 + 2` is 8 hours of employees and 2 of contract staff, 10 in total.

| Relation | Holds |
|---|---|
| `staged_pbj`, `staged_providerinfo` | a file's cells as text, under the names of the header registry; the header is row 1 |
| `read_pbj`, `read_providerinfo` | the same rows, read; those with `reasons` go to `silver_quarantine` |
| all others | see the data dictionary, or `kerok describe NAME` |
"""


class Recorder:
    """Takes the place of an engine: notes what each example draws."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def __call__(self, contract: str, *, expect: str, where: str = "", **given: str) -> None:
        """Note one example; the arguments are those of ``harness.Spec``."""
        for table, text in given.items():
            self.lines += [f"`{table}`", "", *_table(drawing.read(text)), ""]
        condition = f", where {_code(where)}" if where else ""
        self.lines += [f"gives `{contract}`{condition}:", "", *_table(drawing.read(expect)), ""]


def document() -> str:
    """The text of `docs/rules.md`."""
    modules = [importlib.import_module(f"tests.spec.{name}") for name in TOPICS]
    topics = [line for module in modules for line in _topic(module)]
    return "\n".join([HEAD, *_contents(modules), *topics, *_vocabulary(), *_defaults()]).rstrip() + "\n"


def _contents(modules: list[ModuleType]) -> list[str]:
    titles = [*(_title_and_text(module)[0] for module in modules), VOCABULARY, DEFAULTS]
    return [f"* [{title}](#{re.sub('[^a-z0-9 -]', '', title.lower()).replace(' ', '-')})" for title in titles] + [""]


def _topic(module: ModuleType) -> list[str]:
    title, intro = _title_and_text(module)
    lines = [f"## {title}", "", *([intro, ""] if intro else [])]
    for name, function in vars(module).items():
        if name.startswith("test_"):
            lines += _rule(function)
    return lines


def _rule(function: Callable[[Recorder], None]) -> list[str]:
    title, text = _title_and_text(function)
    recorder = Recorder()
    function(recorder)
    return [f"### {title.removesuffix('.')}", "", *([text, ""] if text else []), *recorder.lines]


def _title_and_text(thing: object) -> tuple[str, str]:
    """The first line of a docstring, and what follows it."""
    title, _, text = (inspect.getdoc(thing) or "").partition("\n")
    return title, text.strip()


def _table(table: drawing.Drawing) -> list[str]:
    if not table.rows:
        return ["(no rows)"]
    lines = [table.columns, ("---",) * len(table.columns), *[tuple(_shown(cell) for cell in row) for row in table.rows]]
    return [f"| {' | '.join(line)} |" for line in lines]


def _shown(cell: drawing.Cell) -> str:
    if cell is None:
        return ""
    quoted = drawing.quoted(cell)
    return _code(quoted) if quoted != cell else _escaped(cell)


def _escaped(text: str) -> str:
    return re.sub(r"([*|<])", r"\\\1", text)


def _code(text: str) -> str:
    return f"`{text}`"


def _vocabulary() -> list[str]:
    words = declared.reference("flags")
    lines = [f"## {VOCABULARY}", "", "A flag says what is worth knowing about a row that stays, a reason why a row was rejected.", ""]
    for title, key in (("Flag", "flags"), ("Reason", "reasons")):
        lines += [
            f"| {title} | Meaning |",
            "|---|---|",
            *[f"| `{word}` | {_escaped(meaning)} |" for word, meaning in sorted(words[key].items())],
            "",
        ]
    return lines


def _defaults() -> list[str]:
    lines = [f"## {DEFAULTS}", "", "Values of columns that an example gives no value; NULL where none is named.", ""]
    lines += ["| Table | Values |", "|---|---|"]
    for table, values in drawing.DEFAULTS.items():
        shown = ", ".join(f"{column} {value}" for column, value in values.items() if not column.startswith("hrs_"))
        lines.append(f"| `{table}` | {shown}{'; ' + HOURS[table] if table in HOURS else ''} |")
    return lines


if __name__ == "__main__":
    RULES.parent.mkdir(exist_ok=True)
    RULES.write_text(document(), encoding="utf-8")
