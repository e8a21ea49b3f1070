"""The functions' packages as they are built: each runs with nothing but itself and the runtime's boto3, and holds no more than it needs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kerok import cloud
from kerok.dynamo import DynamoLedger
from tests.support.stack import Stack

from .isolated import call, runtime

pytestmark = pytest.mark.xdist_group("infra")

ENGINES = {"duckdb", "numpy", "sqlglot", "pyiceberg", "pyarrow", "jinja2", "psycopg", "trino", "click"}


@pytest.fixture
def boto3(bare: Stack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The runtime's packages; the functions' environment is that of the deployed ones."""
    for name, value in {**bare.variables, "KEROK_ENGINE": "athena"}.items():
        monkeypatch.setenv(name, value)
    cloud.client.cache_clear()
    DynamoLedger("kerok-healthcare-ledger").create()
    return runtime(tmp_path / "runtime", "urllib3")


def _asset(checked: Path, function: str) -> Path:
    """The folder that the template deploys as a function."""
    resources = json.loads((checked / "Kerok.template.json").read_text())["Resources"]
    (key,) = [r["Properties"]["Code"]["S3Key"] for name, r in resources.items() if r["Type"] == "AWS::Lambda::Function" and name.startswith(function)]
    return checked / f"asset.{key.removesuffix('.zip')}"


def test_mark_is_slim(checked: Path, boto3: Path) -> None:
    ran = call("kerok.aws.mark.handler", _asset(checked, "Mark"), boto3, {"does": "take", "execution": "one"})
    assert ran.answer == {"has_turn": True, "holder": "one"}
    assert call("kerok.aws.mark.handler", _asset(checked, "Mark"), boto3, {"does": "take", "execution": "two"}).answer == {"has_turn": False, "holder": "one"}
    assert call("kerok.aws.mark.handler", _asset(checked, "Mark"), boto3, {"does": "done", "execution": "one"}).answer == {}
    assert ran.modules & ENGINES == set()


def test_build_sql_is_slim(checked: Path, boto3: Path) -> None:
    asset = _asset(checked, "BuildSql")
    call("kerok.aws.mark.handler", asset, boto3, {"does": "take", "execution": "one"})
    event = {"step": "done", "sql": "sql/ops/ops_file_log.sql", "file": {"dataset": "pbj", "sha256": "0" * 64}, "execution": "one", "work": {}}
    ran = call("kerok.aws.build_sql.handler", asset, boto3, event)
    assert ran.message == ""
    words = [statement.split()[0] for statement in ran.answer["statements"]]
    assert (words[:2], "MERGE" in words) == (["DROP", "CREATE"], True)
    assert ran.modules & ENGINES == set()
    assert ran.peak_mb < 200
    assert sum(p.stat().st_size for p in asset.rglob("*") if p.is_file()) < 15_000_000
    assert call("kerok.aws.build_sql.handler", asset, boto3, {**event, "execution": "two"}).error == "Busy"


def test_stage_has_duckdb_and_nothing_that_it_does_not_need(checked: Path, boto3: Path) -> None:
    asset = _asset(checked, "Stage")
    event = {"dataset": "pbj", "bucket": "kerok-healthcare-landing", "object": {"key": "bronze/pbj/nothing.csv"}, "execution": "one"}
    ran = call("kerok.aws.stage.handler", asset, boto3, event)
    assert (ran.error, ran.message.split("\n")[0]) == ("LakeDamaged", "the object is gone")
    assert ran.modules & ENGINES == {"duckdb"}
    assert sum(p.stat().st_size for p in asset.rglob("*") if p.is_file()) < 200_000_000, "Lambda takes 250 MB"
