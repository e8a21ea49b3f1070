"""`kerok doctor`: each part is tried by itself, a failure names its part and what to do, and nothing stays behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.support.demo_lake import give_up_rights
from tests.support.lakes import digest, lake_at, on_disk, pointers
from tests.support.postgres_server import PASSWORD, USER, Postgres
from tests.support.team import Team, make_team
from tests.support.trino_server import Trino

from .conftest import Kerok, run_process

PARTS = ["catalog", "warehouse", "engine", "together"]
NOWHERE = "http://127.0.0.1:9"


def results(kerok: Kerok, home: Path, code: int = 0) -> dict[str, dict[str, Any]]:
    """The findings by part."""
    found = kerok("doctor", "--json", home=home)
    assert found.code == code, found.err + found.out
    assert [f["part"] for f in found.data] == PARTS
    for finding in found.data:
        assert (finding["result"] == "failed") == bool(finding["what"]) == bool(finding["hint"]), finding
    return {f["part"]: f for f in found.data}


def words(found: dict[str, dict[str, Any]]) -> list[str]:
    return [found[part]["result"] for part in PARTS]


FINE, BROKEN_CATALOG, BROKEN_WAREHOUSE, BROKEN_ENGINE, BROKEN_BOTH = (
    ["fine"] * 4, ["failed", "fine", "fine", "not tried"], ["fine", "failed", "fine", "not tried"], ["fine", "fine", "failed", "not tried"],
    ["failed", "failed", "fine", "not tried"],
)  # fmt: skip


class TestOneMachine:
    def test_no_lake_yet_and_none_afterwards(self, kerok: Kerok, tmp_path: Path) -> None:
        found = results(kerok, tmp_path / "new" / "lake")
        assert words(found) == FINE
        assert [found[p]["kind"] for p in PARTS] == ["sqlite", "folder", "duckdb", ""]
        assert list(tmp_path.iterdir()) == []

    def test_a_lake_stays_as_it_is(self, kerok: Kerok, tmp_path: Path) -> None:
        lake_at(tmp_path / "lake").open()
        before = pointers(tmp_path / "lake"), on_disk(tmp_path / "lake"), digest(tmp_path / "lake")
        assert words(results(kerok, tmp_path / "lake")) == FINE
        assert (pointers(tmp_path / "lake"), on_disk(tmp_path / "lake"), digest(tmp_path / "lake")) == before

    def test_as_text(self, kerok: Kerok, tmp_path: Path) -> None:
        lines = kerok("doctor", home=tmp_path / "lake").well().out.splitlines()
        assert [line.split()[0] for line in lines[2:]] == PARTS
        assert [" fine" in line for line in lines[2:]] == [True] * 4

    def test_write_protected(self, demo_home: Path) -> None:
        command = [sys.executable, "-m", "kerok.cli", "--home", str(demo_home), "doctor"]
        done = subprocess.run(command, capture_output=True, timeout=60, check=False, preexec_fn=give_up_rights, text=True)
        assert (done.returncode, done.stderr) == (1, "")
        assert [line.split()[2] for line in done.stdout.splitlines()[2:5]] == ["failed", "failed", "fine"]
        assert "readonly database" in done.stdout
        assert "Permission denied" in done.stdout
        assert done.stdout.count("  try:") == 2

    def test_the_home_is_a_file(self, kerok: Kerok, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        assert words(results(kerok, tmp_path / "file", 1)) == BROKEN_BOTH

    def test_a_catalog_that_is_none(self, kerok: Kerok, tmp_path: Path) -> None:
        (tmp_path / "catalog.db").write_bytes(b"not a database, but long enough to be taken for one" * 10)
        found = results(kerok, tmp_path, 1)
        assert words(found) == BROKEN_CATALOG
        assert "not a database" in found["catalog"]["where"]


@pytest.fixture
def team(trino: Trino, postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Team:
    team = make_team(trino, postgres, tmp_path / "warehouse")
    for name, value in team.variables.items():
        monkeypatch.setenv(name, value)
    return team


class TestTeam:
    @pytest.mark.parametrize("engine", ["trino", "duckdb"])
    def test_all_is_well_and_nothing_stays(self, kerok: Kerok, tmp_path: Path, team: Team, engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("KEROK_ENGINE", engine)
        assert words(results(kerok, tmp_path / "home")) == FINE
        with psycopg.connect(team.url, user=USER, password=PASSWORD) as connection:
            assert connection.execute("SELECT count(*) FROM iceberg_tables").fetchall() == [(0,)]
            assert connection.execute("SELECT count(*) FROM iceberg_namespace_properties").fetchall() == [(0,)]
        assert [p for p in tmp_path.rglob("*") if p != team.warehouse] == []

    def test_the_catalog_refuses_the_password(self, kerok: Kerok, tmp_path: Path, team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("KEROK_CATALOG_PASSWORD", "hush")
        found = results(kerok, tmp_path, 1)
        assert words(found) == BROKEN_CATALOG
        assert "password authentication failed" in found["catalog"]["where"]
        assert "KEROK_CATALOG_PASSWORD" in found["catalog"]["hint"]
        assert "hush" not in str(found)

    def test_no_server(self, kerok: Kerok, tmp_path: Path, team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("KEROK_CATALOG_URL", "postgresql://ana:hush@127.0.0.1:9/lake")
        monkeypatch.setenv("KEROK_TRINO_URL", NOWHERE)
        found = results(kerok, tmp_path, 1)
        assert words(found) == ["failed", "fine", "failed", "not tried"]
        assert "refused" in found["catalog"]["where"]
        assert found["engine"]["what"] == "Trino does not answer"
        assert "hush" not in str(found)

    def test_trino_has_no_such_catalog(self, kerok: Kerok, tmp_path: Path, team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("KEROK_TRINO_CATALOG", "elsewhere")
        found = results(kerok, tmp_path, 1)
        assert words(found) == BROKEN_ENGINE
        assert "SHOW CATALOGS" in found["engine"]["hint"]

    def test_trino_reads_another_catalog(self, kerok: Kerok, tmp_path: Path, team: Team, postgres: Postgres, monkeypatch: pytest.MonkeyPatch) -> None:
        other = make_team(team.trino, postgres, tmp_path / "other")
        monkeypatch.setenv("KEROK_TRINO_CATALOG", other.catalog)
        found = results(kerok, tmp_path, 1)
        assert words(found) == ["fine", "fine", "fine", "failed"]
        assert "same database" in found["together"]["hint"]
        assert [p for p in tmp_path.rglob("*") if p.is_file()] == []

    def test_a_warehouse_that_cannot_be_written(self, kerok: Kerok, tmp_path: Path, team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "file").write_text("")
        monkeypatch.setenv("KEROK_WAREHOUSE", str(tmp_path / "file" / "x"))
        assert words(results(kerok, tmp_path, 1)) == BROKEN_WAREHOUSE

    def test_settings_that_do_not_go_together(self, kerok: Kerok, tmp_path: Path, team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("KEROK_CATALOG", "sqlite")
        kerok("doctor", home=tmp_path).failed(2, "Trino cannot read a catalog that is a file", "KEROK_CATALOG=postgres")


def test_servers_of_s3_and_rest_that_are_not_there(kerok: Kerok, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"CATALOG": "rest", "CATALOG_URL": NOWHERE, "WAREHOUSE": "s3://bucket/lake", "S3_ENDPOINT": NOWHERE, "S3_REGION": "us-east-1"}.items():
        monkeypatch.setenv(f"KEROK_{name}", value)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "none")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "none")
    found = results(kerok, tmp_path, 1)
    assert words(found) == BROKEN_BOTH
    assert "KEROK_CATALOG_URL" in found["catalog"]["hint"]
    assert "KEROK_S3_ENDPOINT" in found["warehouse"]["hint"]


def test_a_catalog_whose_driver_is_not_installed(kerok: Kerok, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"CATALOG": "glue", "CATALOG_URL": NOWHERE, "WAREHOUSE": "s3://bucket/lake", "S3_ENDPOINT": NOWHERE, "S3_REGION": "us-east-1"}.items():
        monkeypatch.setenv(f"KEROK_{name}", value)
    for module in ("boto3", "pyiceberg.catalog.glue"):
        monkeypatch.delitem(sys.modules, module, raising=False)
    monkeypatch.setitem(sys.modules, "boto3", None)
    found = results(kerok, tmp_path, 1)
    assert found["catalog"]["what"] == "a package that the glue catalog needs is not installed"
    assert found["catalog"]["hint"] == "pip install 'pyiceberg[glue]'"


def test_a_rest_catalog_whose_warehouse_is_not_named(kerok: Kerok, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEROK_CATALOG", "rest")
    monkeypatch.setenv("KEROK_CATALOG_URL", NOWHERE)
    kerok("doctor", home=tmp_path).failed(2, "tables that a REST catalog lists lie in S3", "KEROK_WAREHOUSE=s3://")
    assert list(tmp_path.iterdir()) == []


def test_an_athena_that_does_not_answer(tmp_path: Path) -> None:
    settings = {"ENGINE": "athena", "CATALOG": "glue", "CATALOG_URL": NOWHERE, "CATALOG_REGION": "us-east-1", "WAREHOUSE": "s3://bucket/lake", "S3_ENDPOINT": NOWHERE, "S3_REGION": "us-east-1"}
    environment = {f"KEROK_{name}": value for name, value in settings.items()} | {"AWS_ENDPOINT_URL": NOWHERE, "AWS_DEFAULT_REGION": "us-east-1", "AWS_MAX_ATTEMPTS": "1"}
    found = run_process("doctor", "--json", home=tmp_path, **environment, AWS_ACCESS_KEY_ID="none", AWS_SECRET_ACCESS_KEY="none")
    assert found.code == 1, found.err
    engine = found.data[2]
    assert (engine["part"], engine["kind"], engine["what"]) == ("engine", "athena", "Athena does not answer")
    assert NOWHERE in engine["where"]
    assert "KEROK_ATHENA_WORKGROUP" in engine["hint"]
    assert "Trino" not in str(engine)
