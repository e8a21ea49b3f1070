"""The commands that the documentation shows, run as a reader would run them, and what they print.

A block of the form

    <!-- run -->
    ```console
    $ kerok status
    lake: /home/ana/kerok
    ...
    ```

is run: each line with `$` is a command of the shell (lines with `>` go on with it), what follows is what it must print (stdout and stderr as
they come), `...` stands for any number of lines. `<!-- run exit=1 -->` expects another exit code of the last command; `<!-- run as: kerok demo -->` runs another command
than the one shown; `<!-- run on=athena -->` is run apart from the rest of the page, where an Athena is. All blocks of a page run one after the other in one home folder, with the lake `kerok` in it; `downloads` holds excerpts of
CMS's files. Where the page names a folder of Google Drive, a fake Drive stands for it, known to the lake `team` and to the key `key.json`.

`python -m tests.docs.examples` writes what the commands print now into the blocks that show all of it, and names those that it cannot mend.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kerok.emulator.drive import Drive

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "docs/user-guide.md", "docs/jobs.md", "docs/laptop.md")
HOME = "/home/ana"
_CMS, _DEMO = ROOT / "tests" / "data" / "cms", ROOT / "src" / "kerok" / "demo"
DOWNLOADS = (
    _DEMO / "PBJ_Daily_Nurse_Staffing_2023Q2_RI.csv", _DEMO / "ProviderInfo_2023_11.RI.csv", _CMS / "PBJ_Daily_Nurse_Staffing_Q2_2024.csv",
    _CMS / "PBJ_Daily_Non-Nurse_Staffing_CY_2020Q2.csv", _CMS / "ProviderInfo_2018_01.head.csv",
)  # fmt: skip
GAP = "..."

_BLOCK = re.compile(r"^<!-- run(?P<options>[^>]*?) ?-->\n```console\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
# Moments and durations are of the hour of the run; how wide a column is depends on how long the home's path is.
_CHANGING = ((r" {2,}", "  "), (r"-{3,}", "---"), (r"\(\d+\.\d s\)", "(0.0 s)"), (r'"seconds": \d+\.\d+', '"seconds": 0.0'), (r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00", "MOMENT"))


@dataclass(frozen=True)
class Example:
    """One command of a page.

    Attributes:
        line: Line of the page that shows it.
        shown: The command as shown, without `$`.
        run: The command that is run.
        expected: The lines shown below it.
        exit_code: What it must return.
        span: Where the expected lines stand in the page's text.
        on: What must be there for it, beside what the page's other commands need.
    """

    page: str
    line: int
    shown: str
    run: str
    expected: list[str]
    exit_code: int
    span: tuple[int, int]
    on: str = ""


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    exit_code: int
    lines: list[str]


def examples(page: str) -> list[Example]:
    """The commands that a page shows and that are run, in order."""
    text = (ROOT / page).read_text("utf-8")
    return [e for block in _BLOCK.finditer(text) for e in _in_block(page, text, block)]


def _in_block(page: str, text: str, block: re.Match[str]) -> list[Example]:
    options = block["options"]
    code = re.search(r"exit=(\d)", options)
    other = re.search(r"as: (.+)", options)
    on = re.search(r"on=(\w+)", options)
    found = []
    commands = list(re.finditer(r"^\$ (.*(?:\n> .*)*)\n((?:(?!\$ ).*\n)*)", block["body"], re.MULTILINE))
    for number, command in enumerate(commands, start=1):
        last = number == len(commands)
        start, typed = block.start("body") + command.start(2), re.sub(r"^> ", "", command[1], flags=re.MULTILINE)
        found.append(
            Example(
                page, text.count("\n", 0, block.start("body") + command.start()) + 1, typed, other[1].strip() if other else typed, command[2].splitlines(),
                int(code[1]) if code and last else 0, (start, start + len(command[2])),
                on[1] if on else "",
            )
        )  # fmt: skip
    return found


class Reader:
    """Someone with the page open: a home folder, CMS's files in it, and a shell.

    Args:
        variables: More of the shell's environment.
        shown: What the page calls something that is printed, by what it is called here.
    """

    def __init__(self, home: Path, cache: Path, variables: dict[str, str] | None = None, shown: dict[str, str] | None = None) -> None:
        self.home = home
        self._shown = {**(shown or {}), str(home): HOME}
        (home / "downloads").mkdir(parents=True)
        for file in DOWNLOADS:
            shutil.copy(file, home / "downloads")
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        kept = {k: v for k, v in os.environ.items() if not k.startswith("KEROK_")}
        self._environment = {**kept, "HOME": str(home), "KEROK_HOME": str(home / "kerok"), "XDG_CACHE_HOME": str(cache), "PATH": path, "LC_ALL": "C.UTF-8", "COLUMNS": "110"} | (variables or {})

    def run(self, command: str) -> Ran:
        """Run one line of the shell."""
        done = subprocess.run(
            command, shell=True, cwd=self.home, env=self._environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, timeout=300
        )
        text = done.stdout.decode("utf-8", "replace")
        for real in sorted(self._shown, key=len, reverse=True):
            text = text.replace(real, self._shown[real])
        return Ran(done.returncode, [line.rstrip() for line in text.splitlines()])


def steady(line: str) -> str:
    """The line without what changes from run to run."""
    for pattern, plain in _CHANGING:
        line = re.sub(pattern, plain, line)
    return line.rstrip()


def difference(expected: list[str], printed: list[str]) -> str:
    """The first line that is shown and not printed there; empty where the page is right."""
    wanted, got = [steady(x) for x in expected], [steady(x) for x in printed]
    at, gap = 0, False
    for line in wanted:
        if line == GAP:
            gap = True
            continue
        found = next((i for i in range(at, len(got)) if got[i] == line), None) if gap else at if at < len(got) and got[at] == line else None
        if found is None:
            return f"shown: {line}\nprinted: {got[at] if at < len(got) else '(nothing more)'}"
        at, gap = found + 1, False
    return "" if gap or at == len(got) else f"printed and not shown: {got[at]}"


def run_page(page: str, folder: Path, cache: Path) -> list[tuple[Example, Ran]]:
    """Run everything a page shows."""
    reader = Reader(folder / "ana", cache)
    with a_drive(folder / "ana") if "drive:" in (ROOT / page).read_text("utf-8") else contextlib.nullcontext():
        return [(example, reader.run(example.run)) for example in examples(page)]


@contextlib.contextmanager
def a_drive(home: Path) -> Iterator[None]:
    """A Drive with what the guide says is in it; the folder's id is the same on every machine."""
    content = home / "drive"
    (content / "2023").mkdir(parents=True)
    with zipfile.ZipFile(content / "2023" / "archive.zip", "w") as archive:
        archive.write(DOWNLOADS[1], "NH_ProviderInfo.csv")
    time.sleep(0.02)  # files are taken in the order in which they were put there
    shutil.copy(DOWNLOADS[0], content)
    (content / "notes.gdoc").touch()
    with Drive(content) as drive:
        (home / "key.json").write_text(json.dumps(drive.key))
        (home / "team").mkdir()
        (home / "team" / "kerok.toml").write_text(f'[drive]\nendpoint = "{drive.url}"\n')
        yield


def update(page: str, folder: Path) -> bool:
    """Write what the page's commands print into it; nothing is written, and False returned, where a command failed or only a part is shown."""
    text, right = (ROOT / page).read_text("utf-8"), True
    for example, ran in reversed(run_page(page, folder, folder / "cache")):
        problem = difference(example.expected, ran.lines) or ("" if ran.exit_code == example.exit_code else f"exit code {ran.exit_code}, not {example.exit_code}")
        if not problem:
            continue
        mendable = GAP not in example.expected and ran.exit_code == example.exit_code and not any(x.startswith("Traceback") for x in ran.lines)
        print(f"{page}:{example.line}: {'new' if mendable else 'MEND'}: {example.shown}\n  {problem}".replace("\nprinted", "\n  printed"))
        text = text[: example.span[0]] + "".join(f"{line}\n" for line in ran.lines) + text[example.span[1] :]
        right &= mendable
    if right:
        (ROOT / page).write_text(text, "utf-8")
    return right


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        done = [update(page, Path(made) / str(number)) for number, page in enumerate(sys.argv[1:] or PAGES)]
    sys.exit(0 if all(done) else 1)
