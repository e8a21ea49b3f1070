"""Writes the documentation that is made from the product itself: `make docs`.

data-dictionary.md from the contracts and reference data, commands.md from the commands' own help, house-dialect.md from the rules of the
dialect, rules.md from the specs. Tests fail while a committed copy says something else.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER.parent))

from click.testing import CliRunner  # noqa: E402

from kerok import contracts as declared  # noqa: E402
from kerok.cli import cli  # noqa: E402
from kerok.contracts import Contract, read_yaml, sql_folder  # noqa: E402
from kerok.dialect import _MISSING_SOMEWHERE, _RULES  # noqa: E402
from kerok.headers import LOADED_DATASETS, registry  # noqa: E402
from kerok.house import HOUSE_FUNCTIONS  # noqa: E402

HELP_WIDTH = 110
LAYERS = {
    "silver": "CMS's rows, typed, one per key, nothing summed.",
    "gold": "Facts, dimension and history. Views read gold only.",
    "views": "What to query first.",
    "ops": "What was loaded and how it went.",
}


# ------------------------------------------------------------------------------------------ Markdown


def cell(text: object) -> str:
    """Text that stands in a table cell as it is."""
    plain = " ".join(str("" if text is None else text).split())
    return plain.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")


def code(text: object) -> str:
    """Text as code in a table cell; empty stays empty."""
    plain = " ".join(str("" if text is None else text).split()).replace("|", "\\|")
    return f"`` {plain} ``" if "`" in plain else f"`{plain}`" if plain else ""


def table(names: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A Markdown table of ready cells, a blank line behind it."""
    return [f"| {' | '.join(names)} |", f"|{'---|' * len(names)}", *(f"| {' | '.join(row)} |" for row in rows), ""]


def contents(titles: Iterable[str]) -> list[str]:
    """Links to the headings of the page."""
    return [f"* [{title}](#{''.join(c for c in title.lower() if c.isalnum() or c in ' -_').replace(' ', '-')})" for title in titles] + [""]


# ------------------------------------------------------------------------------------------ data dictionary

DICTIONARY_HEAD = """\
# Data dictionary

Every table and view, every column, and the vocabularies that their values come from. Written by `make docs` from the contracts in
`sql/**/*.yml` and the reference data in `sql/reference`; `kerok describe NAME` shows the same of one table, `kerok describe NAME --json`
as data.

Names are CMS's. *Source* is the column of CMS's file as CMS spells it. A unit that is not named is none. Types: sums of hours are exact
decimals, never floating point; codes (CCN, ZIP, FIPS) are text and keep their zeros; an empty cell is NULL and is not zero; a list is sorted,
comma-separated text and NULL when empty. A rate stands beside its numerator and denominator: aggregate those, never average the rate.
"""


def data_dictionary() -> str:
    """The text of data-dictionary.md."""
    lines = [DICTIONARY_HEAD, *contents(["Tables and views", *(c.name for c in _relations()), "Steps", *_VOCABULARIES])]
    lines += ["## Tables and views", ""]
    for layer, meaning in LAYERS.items():
        rows = [(f"[`{c.name}`](#{c.name})", cell(c.grain), code(", ".join(c.key))) for c in _relations() if c.layer == layer]
        lines += [f"**{layer}**: {meaning}", "", *table(("Name", "Grain", "Key"), rows)]
    for contract in _relations():
        lines += _relation(contract)
    lines += _steps()
    for title, body in _VOCABULARIES.items():
        lines += [f"## {title}", "", *body()]
    return "\n".join(lines).rstrip() + "\n"


def _relations() -> list[Contract]:
    found = [c for c in declared.contracts().values() if c.kind != "step"]
    return sorted(found, key=lambda c: (list(LAYERS).index(c.layer), c.name))


def _relation(contract: Contract) -> list[str]:
    facts = {
        "Key": code(", ".join(contract.key)), "Partition": code(contract.partition), "Sorted by": code(", ".join(contract.sort)),
        "Made from": ", ".join(code(i) for i in contract.inputs), "Formula": cell(contract.formula),
    }  # fmt: skip
    columns = [(code(c.name), code(c.type), cell(c.meaning), cell(c.unit), code(c.source), cell(c.caveat)) for c in contract.columns]
    return [
        f"## {contract.name}", "", f"A {contract.kind}: **{cell(contract.grain)}**.", "",
        *(f"* {name}: {value}" for name, value in facts.items() if value), "",
        *([contract.steps.strip(), ""] if contract.steps.strip() else []),
        *table(("Column", "Type", "Meaning", "Unit", "Source", "Caveat"), columns),
        *_checks(contract),
    ]  # fmt: skip


def _checks(contract: Contract) -> list[str]:
    if not contract.checks:
        return []
    names = ", ".join(code(check.name) for check in contract.checks)
    return [f"Checked before anything is published: {names}.", ""]


def _steps() -> list[str]:
    lines = ["## Steps", "", "Parts of the tables above that are computed and not stored; `kerok sql render NAME` shows their SQL.", ""]
    for step in (c for c in declared.contracts().values() if c.kind == "step"):
        lines += [f"### {step.name}", "", f"{cell(step.grain)}. Made from {', '.join(code(i) for i in step.inputs)}.".capitalize(), "", step.steps.strip(), ""]
    return lines


def _role_sets() -> list[str]:
    titles = {r["name"]: r["column"] for r in declared.roles()}
    sets = [(code(s["name"]), str(s["version"]), cell(s["title"]), ", ".join(code(titles[m]) for m in s["members"])) for s in declared.role_sets()]
    roles = [(code(r["name"]), code(r["column"]), str(r["code"]), cell(r["title"])) for r in declared.roles()]
    return [
        "Which roles a number counts is part of the number. `cms_total` is what CMS calls total nurse staffing.", "",
        *table(("Role set", "Version", "Counts", "Columns of CMS's file"), sets),
        "The roles, in the order of CMS's file:", "", *table(("Role", "Column", "CMS job title code", "Title"), roles),
    ]  # fmt: skip


def _words(key: str, intro: str) -> list[str]:
    words: dict[str, str] = declared.reference("flags")[key]
    return [intro, "", *table(("Word", "Meaning"), [(code(word), cell(meaning)) for word, meaning in sorted(words.items())])]


def _calendar() -> list[str]:
    exceptions = [
        (code(x["first"]), code(x["last"]), code(x["quarter"]) or "none", cell(x["why"])) for x in declared.reference("release_quarters")["exceptions"]
    ]
    months = [("January to March", "Q3 of the year before"), ("April to June", "Q4 of the year before"), ("July to September", "Q1"), ("October to December", "Q2")]
    return [
        "The staffing columns of a Provider Info release describe a quarter two back; its beds, ratings and penalties are of its processing date.", "",
        *table(("Month of the processing date", "Described quarter"), months), "Exceptions:", "",
        *table(("First", "Last", "Described quarter", "Why"), exceptions),
        "`ops_release_quarter` says for each loaded release which quarter it describes and how many facilities confirm it.", "",
    ]  # fmt: skip


def _footnotes() -> list[str]:
    body = declared.reference("providerinfo_footnotes")
    codes = [(code(c["code"]), cell(c["meaning"]), cell(c.get("until"))) for c in body["codes"]]
    governs = [(code(footnote), ", ".join(code(column) for column in columns)) for footnote, columns in body["governs"].items()]
    return [
        "An empty value with a footnote is suppressed: missing for that reason, not zero. Meanings are paraphrased.", "",
        *table(("Code", "Meaning", "Until"), codes), "Which footnote explains which columns:", "", *table(("Footnote", "Columns"), governs),
    ]  # fmt: skip


def _prefixes() -> list[str]:
    body = declared.reference("ccn_prefixes")
    pairs = ", ".join(f"{code(prefix)} {'/'.join(states)}" for prefix, states in body["prefixes"].items())
    return [
        "The first two characters of a CCN. A lost leading zero is put back only where prefix and state agree; any other mismatch is the flag "
        f"`ccn_prefix_state_mismatch`. `kerok synth` uses {', '.join(code(p) for p in body['synthetic'])}, which CMS does not.", "",
        f"{pairs}.", "",
    ]  # fmt: skip


def _headers() -> list[str]:
    lines = ["A file is known by its header, whatever its name. Headers of other months equal one of these or are matched by name to the nearest.", ""]
    for dataset in LOADED_DATASETS:
        body = registry(dataset)
        rows = [(code(v["name"]), str(len(v["header"]))) for v in body["vintages"]]
        lines += [f"{body['title']} (`{dataset}`):", "", *table(("Vintage", "Columns"), rows)]
    others = [registry("pbj_nonnurse")["title"], *(f.get("title", f["name"]) for f in read_yaml(sql_folder() / "bronze" / "others.yml")["files"])]
    return [*lines, f"Recognised, kept as received and not loaded (status `not_loaded`): {', '.join(cell(o) for o in others)}.", ""]


_VOCABULARIES: dict[str, Callable[[], list[str]]] = {
    "Role sets": _role_sets,
    "Flags": lambda: _words("flags", "A row with a flag stays, and counts: the flag says what is worth knowing about it."),
    "Reasons": lambda: _words("reasons", "A row with a reason is in `silver_quarantine` and nowhere else."),
    "Which quarter a release describes": _calendar,
    "Footnotes of Provider Info": _footnotes,
    "CCN prefixes and states": _prefixes,
    "Known headers": _headers,
}


# ------------------------------------------------------------------------------------------ commands


def commands() -> str:
    """The text of commands.md: the help of every command as the command prints it."""
    paths = _command_paths()
    lines = ["# Commands", "", "The help of every command, as `kerok COMMAND --help` prints it. Written by `make docs`.", ""]
    lines += contents([" ".join(("kerok", *path)) for path in paths])
    for path in paths:
        lines += [f"## {' '.join(('kerok', *path))}", "", "```text", help_of(path), "```", ""]
    return "\n".join(lines).rstrip() + "\n"


def _command_paths() -> list[tuple[str, ...]]:
    import click

    context = click.Context(cli)
    paths: list[tuple[str, ...]] = [()]
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        inner = command.list_commands(context) if isinstance(command, click.Group) else []
        paths += [(name, i) for i in inner] or [(name,)]
    return paths


def help_of(path: tuple[str, ...]) -> str:
    """What ``kerok PATH --help`` prints on a terminal of 110 columns."""
    result = CliRunner().invoke(cli, [*path, "--help"], prog_name="kerok", terminal_width=HELP_WIDTH)
    if result.exit_code:
        raise RuntimeError(f"kerok {' '.join(path)} --help: {result.output}")
    return "\n".join(line.rstrip() for line in result.output.strip().splitlines())


# ------------------------------------------------------------------------------------------ house dialect

DIALECT_HEAD = """\
# The house dialect

Kerok's SQL is Trino's, less what DuckDB, Trino and Athena understand differently. The tables are written in it, `kerok query` reads it, and a
question that stays inside it has the same answer on a laptop and on AWS. Written by `make docs` from the rules in `src/kerok/dialect.py` and
`src/kerok/house.py`.

The SQL of the tables may not leave the dialect: a check on the parsed statement refuses what stands under *Never* and names what to write
instead. In your own questions the same check only warns, because DuckDB's answer may be all you want; heed it before the number goes to a
place where another engine will compute it. `kerok query --dialect duckdb` passes DuckDB's own SQL through.
"""

PLAIN = """\
## Use

Plain SQL means the same on all engines: joins, `GROUP BY`, `CASE`, `coalesce`, `nullif`, `IS DISTINCT FROM`, `sum`, `count`, `count_if`,
`min`, `max`, `bool_and`, `bool_or`, `rank()`, `row_number()`, `ntile`, `percent_rank` and other window functions, `ROLLUP`, `GROUPING SETS`,
`concat_ws`, `greatest`, `least`, `date_diff('day', a, b)`, `year(d)`, `quarter(d)`, `day_of_week(d)` (Monday 1 to Sunday 7). For what is
usually spelled in a dozen ways there are house functions; on DuckDB some have a faster spelling of the same meaning.
"""


@dataclass(frozen=True)
class Difference:
    """One statement that two engines answer differently.

    Attributes:
        rule: What ``kerok.dialect`` calls the construct.
        trino, duckdb: The answers as printed; ``error: `` and words of the engine's own where it refuses the statement.
    """

    rule: str
    sql: str
    trino: str
    duckdb: str


def differences() -> list[Difference]:
    """The measured differences, ``docs/differences.yml``."""
    return [Difference(**entry) for entry in read_yaml(FOLDER / "differences.yml")]


def house_dialect() -> str:
    """The text of house-dialect.md."""
    functions = [
        (code(f"{name}({', '.join('vwx'[: f.arguments])})"), cell(f.meaning), code(_spelled(f.portable)), code(_spelled(f.duckdb)))
        for name, f in HOUSE_FUNCTIONS.items()
    ]
    rules = {what: instead for _, _, what, instead in _RULES if instead != "docs/house-dialect.md"}
    answers = [(code(d.sql), code(d.trino), code(d.duckdb)) for d in differences()]
    lines = [DIALECT_HEAD, PLAIN, *table(("House function", "Returns", "Trino and Athena", "DuckDB, where other"), functions)]
    lines += ["## Never", "", *table(("Construct", "Use instead"), [(_construct(w), code(i)) for w, i in rules.items()])]
    lines += ["Functions that one engine lacks or computes otherwise:", "", ", ".join(code(f) for f in sorted(_MISSING_SOMEWHERE)) + ".", ""]
    lines += ["## Why", "", "What the engines answer, run by the tests on both. `error`: the statement is refused, in the engine's own words.", ""]
    return "\n".join([*lines, *table(("Statement", "Trino", "DuckDB"), answers)]).rstrip() + "\n"


def _spelled(sql: str) -> str:
    return sql.replace("$0", "v").replace("$1", "w")


def _construct(what: str) -> str:
    return code(what) if not what.islower() or "()" in what or "(" in what else cell(what)


# ------------------------------------------------------------------------------------------ pages


# ------------------------------------------------------------------------------------------ the workflow on AWS

WORKFLOW_HEAD = """\
# The workflow on AWS

What happens to a file, as the state machine that is deployed has it (`tests/golden/aws/load.asl.json`). Written by `make docs` from the pipeline in
`src/kerok/aws/workflow.py`. [How to deploy it](aws-deployment.md).

Both branches see every file; the one that it does not concern ends at once. A step asks the function *build-sql* for the statements to carry out next,
Athena carries them out one after the other, and it asks again, until there are none. Before anything is published Athena counts the rows that break a
rule of the table's contract (*audit*). Whatever fails is written into the ledger, then told.
"""


def aws_workflow() -> str:
    """The text of aws-workflow.md: each branch of the state machine as a diagram, and its steps."""
    from kerok.aws.workflow import state_machine

    lines = [WORKFLOW_HEAD]
    for branch in state_machine()["States"]["Tracks"]["Branches"]:
        track = branch["StartAt"].partition("_")[2]
        lines += [f"## {track}", "", "```mermaid", "stateDiagram-v2", *_transitions(branch), "```", ""]
        steps = [(name, state) for name, state in branch["States"].items() if name.startswith("BuildSQL_")]
        lines += table(["step", "SQL"], ((code(name), code(state["Parameters"]["Payload"]["sql"])) for name, state in steps))
    return "\n".join(lines).rstrip() + "\n"


def _transitions(branch: dict[str, Any]) -> list[str]:
    """The lines of a diagram: where each state leads; failures are drawn once."""
    lines = [f"  [*] --> {branch['StartAt']}"]
    for name, state in branch["States"].items():
        for choice in state.get("Choices", []):
            meaning = choice.get("StringEquals") or choice["Variable"].rpartition(".")[2]
            lines.append(f"  {name} --> {choice['Next']}: {meaning}")
        for following in filter(None, (state.get("Next"), state.get("Default"))):
            lines.append(f"  {name} --> {following}")
        if state.get("End") or state["Type"] == "Fail":
            lines.append(f"  {name} --> [*]")
    failures = sorted({catch["Next"] for state in branch["States"].values() for catch in state.get("Catch", [])})
    return [*lines, *(f"  note left of {name}: whatever fails for good comes here" for name in failures)]


def _rules() -> str:
    from tests.spec.document import document

    return document()


PAGES: dict[str, Callable[[], str]] = {
    "data-dictionary.md": data_dictionary, "commands.md": commands, "house-dialect.md": house_dialect, "rules.md": _rules, "aws-workflow.md": aws_workflow,
}  # fmt: skip


def main() -> None:
    """Write every page that is not what it should be."""
    for name, page in PAGES.items():
        path, text = FOLDER / name, page()
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
            print(f"wrote docs/{name}")


if __name__ == "__main__":
    main()
