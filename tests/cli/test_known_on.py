"""`kerok query --as-known-on`: every table as it stood given only the files known by a day."""

from __future__ import annotations

import datetime as dt
import os
import time
from pathlib import Path

import pytest

from kerok.known_on import lake_known_on
from kerok.maintenance import maintain
from kerok.query import Reader
from tests.support.lakes import compared_tables, digest, forget, lake_at, on_disk, pointers, status_of
from tests.support.restated import AGAIN_PUBLISHED, DAYS, WITHDRAWN, load_again, load_first

from .conftest import Kerok

THEN, NOW = "2024-11-15", "2025-02-15"
HOMES = "SELECT facilities FROM vw_national_hprd WHERE role_set = 'cms_total'"


@pytest.fixture(scope="module")
def first_only(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Hashes of every table of a lake that never saw the re-release."""
    folder = tmp_path_factory.mktemp("first")
    return digest(load_first(folder / "lake", folder))


def digest_then(home: Path, day: str) -> dict[str, str]:
    found = {}
    with Reader(lake_known_on(lake_at(home), dt.date.fromisoformat(day), lambda text: None)).open() as con:
        for name in compared_tables():
            row = con.execute(f"SELECT count(*), coalesce(sum(hash(t)), 0), coalesce(bit_xor(hash(t)), 0) FROM {name} AS t").fetchone()
            found[name] = ":".join(map(str, row or ()))
    return found


def test_a_snapshot_that_holds_those_files_answers(kerok: Kerok, restated: Path, first_only: dict[str, str], cache: Path) -> None:
    assert digest_then(restated, THEN) == first_only
    assert not cache.exists(), "nothing was rebuilt"
    assert [kerok("query", HOMES, "--format", "csv", "--as-known-on", day, home=restated).well().out.split()[1] for day in (THEN, NOW)] == ["52", "52"]
    sql = f"SELECT count(*) AS n FROM gold_daily_staffing_fact WHERE ccn = '{WITHDRAWN}'"
    assert [kerok("query", sql, "--format", "csv", "--as-known-on", day, home=restated).well().out.split()[1] for day in (THEN, NOW)] == [str(DAYS), "0"]


def test_the_day_of_publication_counts(kerok: Kerok, restated: Path) -> None:
    sql = f"SELECT count(*) AS n FROM gold_quarterly_provider_fact WHERE ccn = '{WITHDRAWN}'"
    for day, count in ((AGAIN_PUBLISHED, "0"), ("2025-01-29", "1")):
        assert kerok("query", sql, "--format", "csv", "--as-known-on", day, home=restated).well().out.split()[1] == count


def test_a_state_that_never_was_is_rebuilt_from_bronze_and_kept(kerok: Kerok, tmp_path: Path, first_only: dict[str, str], cache: Path) -> None:
    home = load_first(load_again(tmp_path / "lake", tmp_path), tmp_path)  # the re-release came first
    before = (on_disk(home), pointers(home))
    told = kerok("query", HOMES, "--as-known-on", THEN, home=home).well().err
    assert "rebuilding the tables from 1 file in bronze" in told
    assert digest_then(home, THEN) == first_only
    assert "rebuilding" not in kerok("query", HOMES, "--as-known-on", THEN, home=home).well().err
    assert (on_disk(home), pointers(home)) == before, "the lake itself has no trace of it"
    assert len(list(cache.iterdir())) == 1


def test_an_expired_snapshot_is_rebuilt(kerok: Kerok, tmp_path: Path, first_only: dict[str, str], cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = load_again(load_first(tmp_path / "lake", tmp_path), tmp_path)
    monkeypatch.setenv("KEROK_KEEP_DAYS", "0")
    monkeypatch.setenv("KEROK_GARBAGE_HOURS", "0")
    assert maintain(lake_at(home), now=time.time() + 60).snapshots_expired
    assert digest_then(home, THEN) == first_only
    assert len(list(cache.iterdir())) == 1


def test_a_rebuilding_that_was_interrupted_is_finished(kerok: Kerok, tmp_path: Path, first_only: dict[str, str], cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = load_first(load_again(tmp_path / "lake", tmp_path), tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr("kerok.known_on.Pipeline.run", lambda self: (_ for _ in ()).throw(KeyboardInterrupt))
        kerok("query", HOMES, "--as-known-on", THEN, home=home).failed(1, "interrupted")
    assert digest_then(home, THEN) == first_only


def test_a_read_only_lake_answers(kerok: Kerok, demo_home: Path, cache: Path) -> None:
    sql = "SELECT count(*) AS n FROM gold_quarterly_provider_fact"
    told = kerok("query", sql, "--as-known-on", "2199-01-01", "--format", "csv", home=demo_home).well()
    assert told.out == "n\n83\n"
    assert not os.access(demo_home / "warehouse", os.W_OK) or os.geteuid() == 0


def test_before_any_file_there_is_nothing_to_answer_from(kerok: Kerok, restated: Path) -> None:
    kerok("query", HOMES, "--as-known-on", "2024-10-29", home=restated).failed(1, "none of the files loaded was known on 2024-10-29", "of 2024-10-30", "--published")
    kerok("query", HOMES, "--as-known-on", "yesterday", home=restated).failed(2, "yesterday is not a day written YYYY-MM-DD")


def test_a_forgotten_file_is_told_of(kerok: Kerok, tmp_path: Path, cache: Path) -> None:
    home = load_again(load_first(tmp_path / "lake", tmp_path), tmp_path)
    forget(home, tmp_path / "PBJ_first.csv")
    told = kerok("query", HOMES, "--as-known-on", "2025-02-15", home=home).well().err
    assert "left out: PBJ_first.csv" in told
    assert "has since been forgotten" in told


def test_bytes_gone_from_bronze_are_named(kerok: Kerok, tmp_path: Path, cache: Path) -> None:
    home = load_first(load_again(tmp_path / "lake", tmp_path), tmp_path)
    entry = status_of(home, tmp_path / "PBJ_first.csv")
    assert entry
    (home / entry.bronze).unlink()
    kerok("query", HOMES, "--as-known-on", THEN, home=home).failed(1, "not in bronze as they were received", "PBJ_first.csv", "kerok forget")
