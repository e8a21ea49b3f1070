"""Every command on a lake that a team shares and Trino computes: it says, refuses and leaves what it does on a laptop."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from typing import Any

import psycopg
import pytest

from kerok.cli import _COMMANDS
from tests.differential.sides import Side, differences
from tests.differential.stories import Step, Story
from tests.support import drawn_files as drawn
from tests.support import lakes
from tests.support.postgres_server import PASSWORD, USER
from tests.support.team import Team, TeamOf

HOMES = [ccn for ccn, _ in drawn.national_homes()]
CCN = HOMES[3]
ROW = ("vw_facility_hprd", f"ccn={CCN}", "quarter=2024Q2", "role_set=cms_total")

ELSEWHERE = {
    "dashboard": "serves until it is stopped: tests/dashboard/test_trino.py",
    "aws": "looks after the workflow on AWS: tests/aws",
    "doctor": "tells of other parts: tests/cli/test_doctor.py",
    "demo": "ingest and query of the bundled files in one",
    "synth": "no lake", "sql": "no lake", "completion": "no lake", "settings": "differ by nature",
}  # fmt: skip


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A national file, a newer one that lacks two homes, one of the next quarter with a few rejects, an extract of which a tenth is unreadable, a release."""
    folder = tmp_path_factory.mktemp("files")
    later = drawn.national_rows("2024Q3", scale=2)
    later[7] |= {"MDScensus": "many"}
    later[99] |= {"Hrs_RN": "12x"}
    days = drawn.days_of("2024Q4")[:10]
    drawings = {
        "national.csv": drawn.pbj_csv(drawn.national_rows("2024Q2")),
        "without two.csv": drawn.pbj_csv(drawn.national_rows("2024Q2", scale=3, without=HOMES[:2])),
        "later.csv": drawn.pbj_csv(later),
        "unreadable.csv": drawn.pbj_csv([drawn.pbj_row(CCN, day, MDScensus="many" if day == days[4] else "50") for day in days]),
        "release.csv": drawn.providerinfo_csv(drawn.national_releases("2024-10-01")),
    }
    return {name.partition(".")[0]: drawn.write(folder / name, data) for name, data in drawings.items()}


@pytest.fixture(scope="module")
def team(team_of: TeamOf) -> Iterator[Team]:
    team = team_of("postgres+folder")
    yield team
    team.leave()


@pytest.fixture(scope="module")
def sides(team: Team, tmp_path_factory: pytest.TempPathFactory) -> tuple[Side, Side]:
    """A laptop's lake, and a team's that is worked on through Trino."""
    folder = tmp_path_factory.mktemp("sides")
    return Side("laptop", folder / "laptop"), Side("team", folder / "team", team.variables)


def test_what_is_refused_forgotten_and_mended(sides: tuple[Side, Side], files: dict[str, Path]) -> None:
    """The guards of loss, which change nothing; then --accept-loss, mended rows, and a file that is taken out again."""
    laptop, team = sides
    refused = [Step("ingest", files["without two"]), Step("ingest", files["unreadable"])]
    first = _played(sides, [Step("ingest", files["national"])])
    assert first == [0]
    before = _snapshots(team)
    assert _played(sides, refused) == [1, 1]
    assert _snapshots(team) == before
    steps = [Step("ingest", files["without two"], ("--accept-loss",)), Step("ingest", files["later"]), Step("ingest", files["release"])]
    assert _played(sides, steps) == [0, 0, 0]
    assert _played(sides, [Step("mend", files["later"]), Step("forget", files["without two"])]) == [None, 0]
    assert differences(laptop, team, Story([], files["national"].parent), ([], [])) == []
    rows = team.kerok("query", "SELECT count(*), count(DISTINCT ccn) FROM silver_pbj_daily WHERE quarter = '2024Q2'", "--format", "csv").well().out
    assert rows.splitlines()[1] == f"{91 * len(HOMES)},{len(HOMES)}"


def _snapshots(side: Side) -> dict[str, str]:
    """The metadata file of each table but of those that tell of files."""
    with side.in_force():
        tables = lakes.lake_at(side.home).tables()
        names = [name for name in lakes.stored_tables() if name != "gold_load_summary"]
        return {name: tables.load_table(("kerok_healthcare", name)).metadata_location for name in names}


def _played(sides: tuple[Side, Side], steps: list[Step]) -> list[Any]:
    """Do the steps on both sides, which must say the same; their exit codes."""
    story = Story([], steps[0].path.parent, steps)
    said = [side.play(story) for side in sides]
    assert said[0] == said[1]
    return [entry[0] if isinstance(entry[0], int) else None for entry in said[0]]


def test_commands_answer_as_on_a_laptop(sides: tuple[Side, Side], files: dict[str, Path], tmp_path: Path) -> None:
    """What is left of the lake above; every command that there is, or the reason why it is not here."""
    lines = drawn.write(tmp_path / "lines.csv", b"state,role_set,value,citation\nAL,cms_total,3.0,Ala. Admin. Code\n")
    limits = drawn.write(tmp_path / "homes.csv", f"ccn,role_set,measure,below,above\n{CCN},cms_total,hprd,99,\n".encode())
    calls: list[tuple[Any, ...]] = [
        ("ingest", files["national"]), ("run",), ("status",), ("tables",), ("describe", "vw_state_hprd"), ("quarantine", "--all"),
        ("query", "SELECT * FROM vw_state_hprd ORDER BY 1, 2, 3, 4"), ("trace", *ROW), ("diff", files["national"], files["without two"]),
        ("incident", CCN, "2024-05-14"), ("watch", limits, "--dry-run"), ("thresholds", "import", lines), ("thresholds", "list"),
        ("query", "SELECT threshold_id, count(*) AS facilities FROM vw_thresholds GROUP BY threshold_id ORDER BY 1"),
        ("thresholds", "remove", "AL"), ("forget", "0" * 64),
    ]  # fmt: skip
    ours, theirs = ([_said(side, call) for call in calls] for side in sides)
    other = [[str(call), *unified_diff(here.splitlines(), there.splitlines(), n=0)] for call, here, there in zip(calls, ours, theirs, strict=True) if here != there]
    assert not other, "\n".join(line for lines in other for line in lines)
    kept = [_kept_number(side, tmp_path / f"{side.name}.json") for side in sides]
    archived = [_archived(side, tmp_path / f"{side.name} archive") for side in sides]
    assert kept[0] == kept[1] and archived[0] == archived[1]
    sides[1].kerok("maintain").well()
    sides[1].kerok("query", "SELECT 1 AS one", "--dialect", "duckdb").failed(2, "house dialect alone")
    sides[1].kerok("query", "SELECT 1 AS one", "--as-known-on", "2024-11-01").failed(2, "kerok --engine duckdb query")
    assert {str(call[0]) for call in calls} | {"cite", "verify", "export", "maintain"} | set(ELSEWHERE) == set(_COMMANDS)


def _said(side: Side, call: tuple[Any, ...]) -> str:
    """Exit code and words of a command, without what differs by nature: the place, moments, how long it took, whether upkeep is due."""
    result = side.kerok(*call)
    assert "Traceback" not in result.err, result.err
    lines = (result.out + result.err).splitlines()
    text = re.sub(r"\d{4}-\d\d-\d\dT[\d:.+Z-]+|\d+\.\d+ s\b", "...", "\n".join(line for line in lines if "maintain" not in line))
    for place in (side.variables.get("KEROK_WAREHOUSE", str(side.home)), str(side.home), side.home.name):
        text = text.replace(place, "HOME")
    return f"{text}\nexit code {result.code}"


def _kept_number(side: Side, path: Path) -> Any:
    """The values and files of a citation that `kerok verify` finds equal."""
    side.kerok("cite", *ROW, "-o", path).well()
    side.kerok("verify", path).well()
    citation = json.loads(path.read_text("utf-8"))
    return citation["values"], [file["file_sha256"] for file in citation["files"]]


def _archived(side: Side, folder: Path) -> list[str]:
    """The checksums of an archive of gold and views."""
    side.kerok("export", folder).well()
    return [line for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines() if "README" not in line]


def test_whoever_reads_is_told_what_is_being_published(sides: tuple[Side, Side], team: Team, files: dict[str, Path], tmp_path: Path) -> None:
    with psycopg.connect(team.url, user=USER, password=PASSWORD) as connection:
        connection.execute("""UPDATE kerok_healthcare_ledger.kerok_file SET body = replace(body, '"status": "done"', '"status": "publishing"')""")
    side, number = sides[1], tmp_path / "number.json"
    limits = drawn.write(tmp_path / "homes.csv", f"ccn,below\n{CCN},99\n".encode())
    calls = [
        ("query", "SELECT count(*) FROM vw_state_hprd"), ("trace", *ROW), ("cite", *ROW, "-o", number), ("verify", number), ("export", tmp_path / "archive"),
        ("diff", files["national"], files["without two"]), ("incident", CCN, "2024-05-14"), ("watch", limits, "--dry-run"),
    ]  # fmt: skip
    silent = [call[0] for call in calls if "national.csv (pbj 2024Q2) is being published" not in side.kerok(*call).err]
    assert silent == []
