"""The functions' packages as they are built: each runs with nothing but itself and the runtime's boto3, and holds no more than it needs."""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

import pytest

from bench.measure import run
from kerok import cloud
from kerok.dynamo import DynamoLedger
from tests.support.national import ROWS, national_quarter
from tests.support.stack import Stack

from .isolated import call, runtime

pytestmark = pytest.mark.xdist_group("infra")

ENGINES = {"duckdb", "numpy", "sqlglot", "pyiceberg", "pyarrow", "jinja2", "psycopg", "trino", "click"}
ROUNDS = 4
"""In which the time of *stage* is measured beside the floor's."""


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


def test_stage_takes_a_national_quarter(checked: Path, boto3: Path, bare: Stack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In half of its memory, and at most three times the processor time of the floor, which only types the cells.

    Tests beside it swell both, so they take turns and the best of each counts; no further turn is taken once that is proven.
    """
    source = national_quarter(tmp_path)
    bare.client("s3").upload_file(str(source), bare.bucket, "bronze/pbj/national.csv")
    source.write_bytes(source.read_bytes().decode("cp1252").encode("utf-8"))  # the floor reads nothing else
    (function,) = [f for f in bare.client("lambda").list_functions()["Functions"] if "Stage" in f["FunctionName"]]
    for name, value in {**function["Environment"]["Variables"], "KEROK_THREADS": "2"}.items():
        monkeypatch.setenv(name, value)
    asked = {"dataset": "pbj", "bucket": bare.bucket, "object": {"key": "bronze/pbj/national.csv"}}
    stage, floor = float("inf"), float("inf")
    for _ in range(ROUNDS):
        before = _processor_seconds()
        ran = call("kerok.aws.stage.handler", _asset(checked, "Stage"), boto3, asked)
        stage = min(stage, _processor_seconds() - before)
        assert (ran.message, ran.answer["why"]) == ("", "staged"), "the whole of it each time: it is not loaded yet"
        assert ran.peak_mb <= 1500
        floor = min(floor, run([sys.executable, "-m", "bench.floor", str(source), str(tmp_path / "floor.parquet")]).cpu)
        print(f"stage: {ran.peak_mb:.0f} MB, at best {stage:.1f} cpu-s; floor: at best {floor:.1f} cpu-s")
        if stage <= 3 * floor:
            break
    key = f"staged/pbj/file_sha256={ran.answer['file']['sha256']}/"
    assert json.loads(bare.client("s3").get_object(Bucket=bare.bucket, Key=f"{key}_facts.json")["Body"].read())["rows"] == ROWS
    source.unlink()
    assert stage <= 3 * floor


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
