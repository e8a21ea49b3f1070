"""Kerok's commands on Athena: a lake in Glue and S3, loaded, asked and kept by the emulated Athena, equal to the laptop's."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
import time
import uuid
from decimal import Decimal
from pathlib import Path

import pytest

from kerok.engines.statement import OPEN_PARTITIONS
from tests.support import drawn_files as drawn
from tests.support import lakes
from tests.support.athena_fixture import BUCKET, ENVIRONMENT, Athena
from tests.support.storage_server import REGION, SECRET
from tests.support.trino_server import Trino

pytestmark = pytest.mark.xdist_group("athena")
DEMO = Path(__file__).parents[2] / "src" / "kerok" / "demo"


class Kerok:
    """Runs commands in one lake."""

    def __init__(self, home: Path, variables: dict[str, str]) -> None:
        self._home, self._variables = home, variables

    def start(self, *arguments: str | Path) -> subprocess.Popen[str]:
        """A command that has begun."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("KEROK_", "AWS_"))} | self._variables
        command = [str(Path(sys.executable).parent / "kerok"), "--home", str(self._home), *map(str, arguments)]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)

    def __call__(self, *arguments: str | Path, code: int = 0) -> str:
        """What a command wrote."""
        process = self.start(*arguments)
        out, err = process.communicate()
        assert process.returncode == code, out + err
        return out if code == 0 else err


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
    return Kerok(tmp_path / "home", variables)


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
    _assert_same(tmp_path / "home", variables, wanted, monkeypatch)
    kerok("forget", lakes.sha256(files[1]))
    assert json.loads(kerok("maintain", "--json"))["partitions_compacted"] > 0
    assert json.loads(kerok("query", "SELECT count(*) AS n FROM silver_providerinfo", "--format", "json")) == [{"n": 0}]


def test_a_load_of_more_partitions_than_a_statement_may_write_is_finished_after_a_kill(
    kerok: Kerok, variables: dict[str, str], trino: Trino, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    released = [f"{2015 + n // 12}-{n % 12 + 1:02d}-01" for n in range(OPEN_PARTITIONS + 4)]
    archive = drawn.write(tmp_path / "archive.csv", drawn.providerinfo_csv(drawn.providerinfo_row(released=day) for day in released))
    _killed_while_it_publishes(kerok.start("ingest", archive), trino, variables["KEROK_NAMESPACE"])
    assert [f["status"] for f in json.loads(kerok("status", "--json"))["files"]] == ["publishing"]
    kerok("run")
    assert [f["status"] for f in json.loads(kerok("status", "--json"))["files"]] == ["done"]
    laptop = tmp_path / "laptop"
    lakes.load(laptop, archive)
    _assert_same(tmp_path / "home", variables, lakes.digest(laptop, lakes.stored_tables()), monkeypatch)


def _assert_same(home: Path, variables: dict[str, str], wanted: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        for name, value in (variables | {"KEROK_ENGINE": "duckdb"}).items():
            patch.setenv(name, value)
        lakes.assert_same(home, wanted)


def _killed_while_it_publishes(loading: subprocess.Popen[str], trino: Trino, namespace: str) -> None:
    """Kill a load while the second of its statements writes the releases that the first did not."""
    sql = f"SELECT count(*) FROM system.runtime.queries WHERE query LIKE 'MERGE INTO {namespace}.silver_providerinfo AS t%'"
    while trino.query(sql)[0][0] < 2:
        assert loading.poll() is None, loading.communicate()
        time.sleep(0.25)
    loading.kill()
    loading.communicate()


def test_what_athena_refuses_is_told_with_what_to_type(kerok: Kerok) -> None:
    assert "the tables are not there" in kerok("query", "SELECT hprd FROM vw_state_hprd", code=1)
    assert "only one SELECT is answered" in kerok("query", "DROP TABLE gold_facility_dim", code=2)
    assert "house dialect alone" in kerok("query", "SELECT 1", "--dialect", "duckdb", code=2)
