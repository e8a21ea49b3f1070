"""Staged files as the catalog lists them, and what becomes of a commit that meets another writer's: no server but the catalog's is needed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from pyiceberg.expressions import EqualTo

from kerok import shared
from kerok.errors import CommitConflict, LakeDamaged
from kerok.landing import Landed, land
from kerok.settings import load_settings
from kerok.shared import SharedLake
from kerok.sources.folder import find
from kerok.staging import is_staged, stage, unstage
from tests.support import drawn_files as drawn
from tests.support import lakes
from tests.support.nessie_server import Nessie
from tests.support.postgres_server import PASSWORD, USER, Postgres
from tests.support.storage_server import REGION

if TYPE_CHECKING:
    from pyiceberg.table import Table

FIRST, SECOND = drawn.days_of("2024Q2")[:3], drawn.days_of("2024Q3")[:3]
ELSEWHERE = "e" * 64


def pbj(folder: Path, name: str, days: list[str], *, scale: int = 1) -> Path:
    return drawn.write(folder / f"{name}.csv", drawn.pbj_csv(drawn.pbj_row(day=day, scale=scale) for day in days))


@pytest.fixture
def lake(postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SharedLake:
    """A lake in Postgres and a folder."""
    url = postgres.create(f"staging_{tmp_path.name}".lower()[:60])
    for name, value in {"CATALOG": "postgres", "CATALOG_URL": url, "CATALOG_USER": USER, "CATALOG_PASSWORD": PASSWORD, "WAREHOUSE": str(tmp_path / "warehouse")}.items():
        monkeypatch.setenv(f"KEROK_{name}", value)
    lake = shared.lake_of(load_settings(str(tmp_path / "home")))
    assert isinstance(lake, SharedLake)
    lake.open()
    return lake


@pytest.fixture
def landed(lake: SharedLake, tmp_path: Path) -> Landed:
    (incoming,) = find([str(pbj(tmp_path, "days", FIRST))], lambda name, reason: None)
    return land(incoming, lake.store.root, dataset=None, max_bytes=1 << 30)


def meddle(monkeypatch: pytest.MonkeyPatch, name: str, how: Callable[[Table], Any], *, before: bool = True) -> None:
    """Let another writer commit to a table right before, or after, Kerok's next commit to it."""
    commit, left = shared.overwrite, [how]

    def overwrite(table: Table, *arguments: Any) -> None:
        meddling = left.pop() if left and table.name()[-1] == name else None
        if meddling and before:
            meddling(table.catalog.load_table(table.name()))
        commit(table, *arguments)
        if meddling and not before:
            meddling(table.catalog.load_table(table.name()))

    monkeypatch.setattr(shared, "overwrite", overwrite)


def rows_of(sha256: str) -> Callable[[Table], None]:
    return lambda table: table.append(pa.table({"file_sha256": [sha256], "row_number": pa.array([2], pa.int64())}))


def staged(lake: SharedLake) -> dict[str | None, int]:
    """Rows of each staged file, as the table lists it."""
    table = lake.tables().load_table((lake.namespace, "staged_pbj"))
    return {f.partition: f.record_count for f in lake.files_of(table)}


def ignore(rows: int) -> None:
    """Progress that nobody watches."""


def test_a_file_is_listed_once_however_often_it_is_staged(lake: SharedLake, landed: Landed) -> None:
    assert not is_staged(lake, "pbj", landed.sha256)
    assert not lake.tables().table_exists((lake.namespace, "staged_pbj")), "looking makes nothing"
    for _ in range(2):
        assert stage(lake, landed, None, ignore).rows == 3
        assert staged(lake) == {landed.sha256: 3}
        assert len(list((lake.store.root / "staged" / "pbj").rglob("*.parquet"))) == 1
    assert is_staged(lake, "pbj", landed.sha256)
    unstage(lake, "pbj", landed.sha256)
    assert staged(lake) == {}


def test_a_file_that_is_listed_otherwise_than_it_was_written_is_told(lake: SharedLake, landed: Landed, monkeypatch: pytest.MonkeyPatch) -> None:
    meddle(monkeypatch, "staged_pbj", rows_of(landed.sha256), before=False)
    with pytest.raises(LakeDamaged, match="a staged file is not listed as it was written") as refused:
        stage(lake, landed, None, ignore)
    assert "3 rows" in refused.value.where
    assert stage(lake, landed, None, ignore).rows == 3, "and the next try puts it right"
    assert staged(lake) == {landed.sha256: 3}


def test_staging_goes_on_where_another_file_was_staged_meanwhile(lake: SharedLake, landed: Landed, monkeypatch: pytest.MonkeyPatch) -> None:
    stage(lake, landed, None, ignore)
    meddle(monkeypatch, "staged_pbj", rows_of(ELSEWHERE))
    stage(lake, landed, None, ignore)
    assert staged(lake) == {landed.sha256: 3, ELSEWHERE: 1}
    meddle(monkeypatch, "staged_pbj", rows_of(landed.sha256))
    with pytest.raises(CommitConflict, match="staged_pbj was changed by another writer meanwhile") as conflict:
        stage(lake, landed, None, ignore)
    assert conflict.value.hint.startswith("kerok run")


# ------------------------------------------------------------------------------------------ tables that move one after the other


@pytest.fixture
def served(nessie: Nessie, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home of a lake that a REST catalog lists, with rows of two quarters."""
    url, warehouse = nessie.make_catalog()
    variables = {"KEROK_CATALOG": "rest", "KEROK_CATALOG_URL": url, "KEROK_WAREHOUSE": warehouse, "KEROK_S3_ENDPOINT": nessie.account.endpoint, "KEROK_S3_REGION": REGION}
    for name, value in (variables | nessie.account.variables).items():
        monkeypatch.setenv(name, value)
    lakes.load(tmp_path / "home", pbj(tmp_path, "first", FIRST), pbj(tmp_path, "second", SECOND))
    return tmp_path / "home"


def test_a_publish_goes_on_where_others_changed_another_quarter(served: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    meddle(monkeypatch, "silver_pbj_daily", lambda table: table.delete(EqualTo("quarter", "2024Q3")))
    again = pbj(tmp_path, "again", FIRST, scale=2)
    lakes.load(served, again)
    assert lakes.tuples(served, "SELECT quarter, file_sha256, count(*) FROM silver_pbj_daily GROUP BY quarter, file_sha256") == [("2024Q2", lakes.sha256(again), 3)]


def test_a_publish_that_met_another_of_the_same_quarter_is_told_and_finished(served: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    meddle(monkeypatch, "silver_pbj_daily", lambda table: table.delete(EqualTo("quarter", "2024Q2")))
    again = pbj(tmp_path, "again", FIRST, scale=2)
    (outcome,) = lakes.ingest(served, again)
    entry = lakes.status_of(served, again)
    assert entry is not None
    assert entry.status == "publishing"
    assert outcome.error == "silver_pbj_daily was changed by another writer meanwhile"
    assert str(outcome.hint).startswith("kerok run")
    assert [o.status for o in lakes.run(served)] == ["done"]
    assert lakes.tuples(served, "SELECT quarter, count(*) FROM silver_pbj_daily GROUP BY quarter ORDER BY quarter") == [("2024Q2", 3), ("2024Q3", 3)]
