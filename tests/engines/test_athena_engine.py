"""Kerok's commands on Athena: a lake in Glue and S3, loaded, asked and kept by the emulated Athena, equal to the laptop's."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
import uuid
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from tests.support import lakes
from tests.support.athena_fixture import BUCKET, ENVIRONMENT, Athena
from tests.support.storage_server import REGION, SECRET

pytestmark = pytest.mark.xdist_group("athena")
DEMO = Path(__file__).parents[2] / "src" / "kerok" / "demo"
Kerok = Callable[..., str]


@pytest.fixture
def variables(athena: Athena) -> dict[str, str]:
    """The environment of a Kerok whose engine is Athena, in a database of its own."""
    name = f"on_athena_{uuid.uuid4().hex[:8]}"
    return {
        "KEROK_ENGINE": "athena", "KEROK_CATALOG": "glue", "KEROK_CATALOG_URL": athena.endpoint, "KEROK_CATALOG_REGION": REGION, "KEROK_NAMESPACE": name,
        "KEROK_WAREHOUSE": f"s3://{BUCKET}/{name}", "KEROK_S3_ENDPOINT": athena.endpoint, "KEROK_S3_REGION": REGION, "KEROK_ATHENA_REGION": REGION,
        "KEROK_ATHENA_OUTPUT": f"s3://{BUCKET}/results/", "AWS_ENDPOINT_URL": athena.endpoint, "AWS_DEFAULT_REGION": REGION,
        "AWS_ACCESS_KEY_ID": ENVIRONMENT["aws_access_key_id"], "AWS_SECRET_ACCESS_KEY": SECRET,
    }  # fmt: skip


@pytest.fixture
def kerok(variables: dict[str, str], tmp_path: Path) -> Kerok:
    """Runs a command; what it wrote."""

    def run(*arguments: str | Path, code: int = 0) -> str:
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("KEROK_", "AWS_"))} | variables
        command = [str(Path(sys.executable).parent / "kerok"), "--home", str(tmp_path / "home"), *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout if code == 0 else done.stderr

    return run


def test_the_doctor_finds_every_part_fine(kerok: Kerok) -> None:
    assert [part["result"] for part in json.loads(kerok("doctor", "--json"))] == ["fine"] * 4


def test_a_quarter_and_a_release_loaded_by_athena(kerok: Kerok, variables: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = sorted(DEMO.glob("*.csv"))
    kerok("ingest", *files)
    laptop = tmp_path / "laptop"
    lakes.load(laptop, *files)
    wanted, sql = lakes.digest(laptop), "SELECT * FROM vw_facility_hprd WHERE quarter = '2023Q2' ORDER BY ccn, role_set"
    asked = lakes.tuples(laptop, sql)
    found = [json.loads(line, parse_float=Decimal) for line in kerok("query", sql, "--format", "ndjson").splitlines()]
    assert len(found) == len(asked) > 1000
    assert [list(row.values()) for row in found] == [[v.isoformat() if isinstance(v, dt.date) else v for v in row] for row in asked]
    with monkeypatch.context() as patch:
        for name, value in (variables | {"KEROK_ENGINE": "duckdb"}).items():
            patch.setenv(name, value)
        assert lakes.digest(tmp_path / "home") == wanted
    kerok("forget", lakes.sha256(files[1]))
    assert json.loads(kerok("maintain", "--json"))["partitions_compacted"] > 0
    assert json.loads(kerok("query", "SELECT count(*) AS n FROM silver_providerinfo", "--format", "json")) == [{"n": 0}]


def test_what_athena_refuses_is_told_with_what_to_type(kerok: Kerok) -> None:
    assert "the tables are not there" in kerok("query", "SELECT hprd FROM vw_state_hprd", code=1)
    assert "only one SELECT is answered" in kerok("query", "DROP TABLE gold_facility_dim", code=2)
    assert "house dialect alone" in kerok("query", "SELECT 1", "--dialect", "duckdb", code=2)
