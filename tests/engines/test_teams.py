"""Every pair of catalog and warehouse is one lake for PyIceberg and Trino, position deletes and views included, and well for `kerok doctor`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pytest
from pyiceberg.catalog import Catalog
from pyiceberg.manifest import DataFileContent
from pyiceberg.schema import Schema
from pyiceberg.types import IntegerType, NestedField, StringType

from kerok.catalogs import open_catalog, warehouse_location
from kerok.settings import Settings, load_settings
from tests.support.team import PAIRS, Team, TeamOf

NAMESPACE = "kerok_healthcare"
SCHEMA = Schema(NestedField(1, "n", IntegerType(), required=False), NestedField(2, "t", StringType(), required=False))


@pytest.fixture(params=PAIRS)
def team(request: pytest.FixtureRequest, team_of: TeamOf) -> Iterator[Team]:
    team = team_of(request.param)
    yield team
    team.leave()


@pytest.fixture
def settings(team: Team, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> Settings:
    """Of a Kerok on DuckDB."""
    for name, value in team.on_duckdb.items():
        monkeypatch.setenv(name, value)
    return load_settings(str(tmp_path))


@pytest.fixture
def catalog(settings: Settings) -> Iterator[Catalog]:
    catalog = open_catalog(settings)
    catalog.create_namespace(NAMESPACE)
    yield catalog
    catalog.close()


def _rows(catalog: Catalog, table: str) -> list[tuple[int, str]]:
    found = catalog.load_table((NAMESPACE, table)).scan().to_arrow().to_pylist()
    return sorted((row["n"], row["t"]) for row in found)


def _arrow(*rows: tuple[int, str]) -> pa.Table:
    return pa.table({"n": pa.array([n for n, _ in rows], pa.int32()), "t": [t for _, t in rows]})


def _deletes(catalog: Catalog, table: str) -> int:
    return sum(len(task.delete_files) for task in catalog.load_table((NAMESPACE, table)).scan().plan_files())


def test_trino_merges_into_what_pyiceberg_wrote(team: Team, catalog: Catalog, settings: Settings) -> None:
    place = None if team.kind == "rest" else f"{warehouse_location(settings)}/{NAMESPACE}/ours"
    table = catalog.create_table((NAMESPACE, "ours"), SCHEMA, location=place, properties={"format-version": "2"})
    table.append(_arrow((1, "a"), (2, "b"), (3, "c")))
    name = f"{team.catalog}.{NAMESPACE}.ours"
    team.trino.query(
        f"MERGE INTO {name} AS old USING (VALUES (2, 'B', 'U'), (3, NULL, 'D'), (4, 'd', 'I')) AS new(n, t, op) ON old.n = new.n"
        " WHEN MATCHED AND op = 'D' THEN DELETE WHEN MATCHED THEN UPDATE SET t = new.t WHEN NOT MATCHED THEN INSERT (n, t) VALUES (new.n, new.t)"
    )
    assert _deletes(catalog, "ours") > 0
    assert all(f.content in (DataFileContent.DATA, DataFileContent.POSITION_DELETES) for f in _files(catalog, "ours"))
    assert _rows(catalog, "ours") == [(1, "a"), (2, "B"), (4, "d")]
    catalog.load_table((NAMESPACE, "ours")).append(_arrow((5, "e")))
    assert team.trino.query(f"SELECT n, t FROM {name} ORDER BY n") == [(1, "a"), (2, "B"), (4, "d"), (5, "e")]


def _files(catalog: Catalog, table: str) -> list[Any]:
    found = catalog.load_table((NAMESPACE, table))
    snapshot = found.current_snapshot()
    assert snapshot is not None
    return [entry.data_file for manifest in snapshot.manifests(found.io) for entry in manifest.fetch_manifest_entry(found.io)]


def test_pyiceberg_writes_into_what_trino_made(team: Team, catalog: Catalog) -> None:
    name = f"{team.catalog}.{NAMESPACE}.theirs"
    team.trino.query(f"CREATE TABLE {name} (n integer, t varchar) WITH (format_version = 2)")
    team.trino.query(f"INSERT INTO {name} VALUES (1, 'a'), (2, 'b')")
    team.trino.query(f"DELETE FROM {name} WHERE n = 2")
    assert _rows(catalog, "theirs") == [(1, "a")]
    catalog.load_table((NAMESPACE, "theirs")).append(_arrow((7, "g")))
    team.trino.query(f"CREATE VIEW {team.catalog}.{NAMESPACE}.sevens AS SELECT t FROM {name} WHERE n = 7")
    assert team.trino.query(f"SELECT t FROM {team.catalog}.{NAMESPACE}.sevens") == [("g",)]
    assert str(team.warehouse) in catalog.load_table((NAMESPACE, "theirs")).location()


def test_a_second_team_sees_nothing_of_it(team: Team, catalog: Catalog, team_of: TeamOf, request: pytest.FixtureRequest) -> None:
    catalog.create_table((NAMESPACE, "ours"), SCHEMA)
    other = team_of(request.node.callspec.params["team"])
    assert team.trino.query(f"SHOW TABLES FROM {team.catalog}.{NAMESPACE}") == [("ours",)]
    assert (NAMESPACE,) not in team.trino.query(f"SHOW SCHEMAS FROM {other.catalog}")
    other.leave()


@pytest.mark.parametrize("engine", ["trino", "duckdb"])
def test_the_doctor_finds_it_well_and_leaves_nothing(team: Team, engine: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    from tests.cli.conftest import run_here

    for name, value in (team.variables if engine == "trino" else team.on_duckdb).items():
        monkeypatch.setenv(name, value)
    found = json.loads(run_here("doctor", "--json", home=tmp_path / "home").well().out)
    assert [(f["part"], f["result"]) for f in found] == [(part, "fine") for part in ("catalog", "warehouse", "engine", "together")]
    assert [f["kind"] for f in found] == [team.kind, "folder" if team.account is None else "s3", engine, ""]
    assert (NAMESPACE,) not in team.trino.query(f"SHOW SCHEMAS FROM {team.catalog}")
    if team.account is not None and (team.kind, engine) != ("rest", "trino"):  # Nessie keeps the files of a table that Trino drops
        bucket = str(team.warehouse).split("/")[2]
        assert [key for key in team.account.objects(bucket) if not key.endswith("/")] == []
