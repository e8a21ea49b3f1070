"""Lakes of drawn files, clean and dirty, loaded twice in different ways: every table and view, and all that was said, is the same.

KEROK_SEEDS names the lakes, as 7, 100..149 or 1,5,9 (`make fuzz` with SEEDS); a lake of the same number is always the same.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from kerok.synthetic import FATE
from tests.differential.dirt import KINDS
from tests.differential.sides import Side, differences, outcomes
from tests.differential.stories import FILES, Story, as_json, draw, in_one_lake
from tests.support.team import PAIRS, Team, TeamOf

DEFAULT = "0..19"


def seeds(text: str) -> list[int]:
    """The numbers of ``7``, ``100..149`` or a comma list of these."""
    ends = [part.partition("..") for part in text.split(",")]
    return [seed for first, _, last in ends for seed in range(int(first), int(last or first) + 1)]


SEEDS = seeds(os.environ.get("KEROK_SEEDS") or DEFAULT)
SOME = SEEDS if os.environ.get("KEROK_SEEDS") else SEEDS[:6]
# On Trino a small file takes seconds, and so does looking at every table: the stories of five seeds in one lake of each pair of catalog and
# warehouse, their files alone, those of a story in one call, for gold is built once for all of a call. A seed that is asked for is played whole.
ON_TRINO = [[seed] for seed in SEEDS] if os.environ.get("KEROK_SEEDS") else [SEEDS[n :: len(PAIRS)] for n in range(len(PAIRS))]


@pytest.fixture
def team(seeds_of_lake: list[int], team_of: TeamOf) -> Iterator[Team]:
    """Of one pair of catalog and warehouse after the other."""
    team = team_of(PAIRS[seeds_of_lake[0] % len(PAIRS)])
    yield team
    team.leave()


def compare(here: Side, there: Side, story: Story) -> None:
    """Play a story on both sides."""
    said = here.play(story), there.play(story)
    found = differences(here, there, story, said)
    assert not found, "\n".join([f"SEEDS={','.join(map(str, story.seeds))} make fuzz   (files and steps: {story.folder})", *found])
    told = outcomes(story, said[0])
    loaded = [o for o in told if o["status"] in ("done", "superseded")]
    assert len(loaded) >= 0.6 * len(told), [(o["file"], o["status"], o["error"]) for o in told]


@pytest.mark.parametrize("seeds_of_lake", ON_TRINO, ids=lambda some: "+".join(map(str, some)))
def test_duckdb_and_trino(seeds_of_lake: list[int], tmp_path: Path, team: Team) -> None:
    duckdb, trino = Side("duckdb", tmp_path / "duckdb"), Side("trino", tmp_path / "trino", team.variables)
    stories = [draw(seed, tmp_path / "files" / str(seed)) for seed in seeds_of_lake]
    compare(duckdb, trino, stories[0] if len(stories) == 1 else in_one_lake(stories))


@pytest.mark.parametrize("seed", SOME)
def test_reading_quickly_and_carefully(seed: int, tmp_path: Path) -> None:
    """Files of any size the way that large ones are read, and the way that small ones are."""
    careful, quick = Side("careful", tmp_path / "careful"), Side("quick", tmp_path / "quick", patches={"kerok.loading.QUICK_BYTES": 0})
    compare(careful, quick, draw(seed, tmp_path / "files"))


def test_a_seed_is_always_the_same_lake(tmp_path: Path) -> None:
    for seed in (0, 3, 5):
        assert as_json(draw(seed, tmp_path / "a" / str(seed))) == as_json(draw(seed, tmp_path / "b" / str(seed)))


def test_every_kind_of_dirt_occurs_in_two_hundred_files(tmp_path: Path) -> None:
    stories = [draw(seed, tmp_path / str(seed)) for seed in seeds(DEFAULT)]
    assert {len(story.files) for story in stories} == {FILES}
    assert sum(len(story.files) for story in stories) == 200
    assert (set(KINDS) | set(FATE)) - set().union(*(story.dirt for story in stories)) == set()
    assert {step.verb for story in stories for step in story.steps} == {"ingest", "forget", "mend"}


def test_a_difference_is_found_and_told(tmp_path: Path) -> None:
    story = draw(1, tmp_path / "files")
    story.steps[:] = story.steps[:2]
    here, there = Side("here", tmp_path / "here"), Side("there", tmp_path / "there", patches={"kerok.tracks.MAX_REJECTED_SHARE": -1.0})
    said = here.play(story), there.play(story)
    assert differences(here, there, story, said) == []
    here.kerok("forget", outcomes(story, said[0])[1]["sha256"]).well()
    found = differences(here, there, story, said)
    assert [line for line in found if line.startswith("silver_pbj_daily, only on there: ")]
    assert [line for line in found if line.startswith("vw_facility_hprd, only on there: ")]
