"""Kerok's commands on Athena: a lake in Glue and S3, loaded, asked and kept by the emulated Athena, equal to the laptop's."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import sqlite3
import subprocess
import sys
import time
import uuid
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kerok.aws.bootstrap import external_tables
from kerok.engines.athena import STATEMENT_BYTES, Connection
from kerok.errors import StatementRefused
from tests.support import drawn_files as drawn
from tests.support import lakes
from tests.support.athena_fixture import BUCKET, ENVIRONMENT, Athena
from tests.support.storage_server import REGION, SECRET
from tests.support.trino_server import Trino

pytestmark = pytest.mark.xdist_group("athena")
WRITES_THREE = "from kerok.cli import main; from kerok.engines import statement; statement.OPEN_PARTITIONS = 3"
AS_ITS_WRITER = (
    "from kerok.outcomes import Watcher; from kerok.remote_track import RemoteTrack; from kerok.settings import load_settings; from kerok.shared import lake_of; "
    "lake = lake_of(load_settings({home!r})); lake.writer().__enter__(); RemoteTrack(lake, Watcher())._remote(None).server"
)
LONG = "SELECT count(*) FROM UNNEST(sequence(1, 10000)) AS a(n), UNNEST(sequence(1, 10000)) AS b(n), UNNEST(sequence(1, 10000)) AS c(n) WHERE a.n + b.n * c.n = 7"
DEMO = Path(__file__).parents[2] / "src" / "kerok" / "demo"


class Kerok:
    """Runs commands in one lake."""

    def __init__(self, home: Path, variables: dict[str, str]) -> None:
        self._home, self._variables = home, variables

    def _environment(self) -> dict[str, str]:
        return {k: v for k, v in os.environ.items() if not k.startswith(("KEROK_", "AWS_"))} | self._variables

    def start(self, *arguments: str | Path) -> subprocess.Popen[str]:
        """A command that has begun."""
        command = [str(Path(sys.executable).parent / "kerok"), "--home", str(self._home), *map(str, arguments)]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=self._environment())

    def start_python(self, code: str) -> subprocess.Popen[str]:
        """Code that has begun where a command would."""
        return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=self._environment())

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


def test_a_quarter_and_a_release_loaded_by_athena(
    kerok: Kerok, variables: dict[str, str], athena: Athena, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = sorted(DEMO.glob("*.csv"))
    kerok("ingest", *files)
    sizes = _statement_sizes(athena, variables["KEROK_NAMESPACE"])
    assert len(sizes) > 50
    assert 100_000 < max(sizes) <= STATEMENT_BYTES  # 212,598 when this was written
    laptop = tmp_path / "laptop"
    lakes.load(laptop, *files)
    wanted, sql = lakes.digest(laptop), "SELECT * FROM vw_facility_hprd WHERE quarter = '2023Q2' ORDER BY ccn, role_set"
    asked = lakes.tuples(laptop, sql)
    found = [json.loads(line, parse_float=Decimal) for line in kerok("query", sql, "--format", "ndjson").splitlines()]
    assert len(found) == len(asked) > 1000
    assert [list(row.values()) for row in found] == [[v.isoformat() if isinstance(v, dt.date) else v for v in row] for row in asked]
    _assert_same(tmp_path / "home", variables, wanted, monkeypatch)
    before = _objects(athena, variables["KEROK_WAREHOUSE"])
    fewer = drawn.write(tmp_path / "fewer.csv", drawn.pbj_csv([drawn.pbj_row("415001", day, state="RI") for day in drawn.days_of("2023Q2")[:3]]))
    (told,) = [json.loads(line) for line in kerok("ingest", "--dry-run", "--json", fewer).splitlines()]
    assert (told["rows_kept"], told["dry_run"], told["error"]) == (3, True, None)
    assert _objects(athena, variables["KEROK_WAREHOUSE"]) == before
    kerok("forget", lakes.sha256(files[1]))
    assert json.loads(kerok("maintain", "--json"))["partitions_compacted"] > 0
    assert json.loads(kerok("query", "SELECT count(*) AS n FROM silver_providerinfo", "--format", "json")) == [{"n": 0}]


def test_a_load_of_more_partitions_than_a_statement_may_write_is_finished_after_a_kill(
    kerok: Kerok, variables: dict[str, str], athena: Athena, trino: Trino, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here a statement writes three: `test_trino_connection` has the server's own limit."""
    released = [f"2023-{n:02d}-01" for n in range(1, 11)]
    archive = drawn.write(tmp_path / "archive.csv", drawn.providerinfo_csv(drawn.providerinfo_row(released=day) for day in released))
    loading = kerok.start_python(f"{WRITES_THREE}; main(['--home', {str(tmp_path / 'home')!r}, 'ingest', {str(archive)!r}])")
    _killed_while_it_publishes(loading, trino, variables["KEROK_NAMESPACE"])
    assert [f["status"] for f in json.loads(kerok("status", "--json"))["files"]] == ["publishing"]
    kerok("run")
    assert [f["status"] for f in json.loads(kerok("status", "--json"))["files"]] == ["done"]
    laptop = tmp_path / "laptop"
    lakes.load(laptop, archive)
    _assert_same(tmp_path / "home", variables, lakes.digest(laptop, lakes.stored_tables()), monkeypatch)
    left = _killed_amid_a_statement(kerok.start_python(f"{AS_ITS_WRITER.format(home=str(tmp_path / 'home'))}.run({LONG!r})"), tmp_path / "home", athena)
    kerok("run")
    assert _execution(athena, left)["Status"]["State"] == "CANCELLED"


def _statement_sizes(athena: Athena, namespace: str) -> list[int]:
    """Bytes of every statement that Athena was sent in a database."""
    pages = athena.client("athena").get_paginator("list_query_executions").paginate()
    executions = (_execution(athena, query_id) for page in pages for query_id in page["QueryExecutionIds"])
    return [len(e["Query"].encode()) for e in executions if e["QueryExecutionContext"].get("Database") == namespace]


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


def _killed_amid_a_statement(process: subprocess.Popen[str], home: Path, athena: Athena) -> str:
    """Kill a process while Athena runs its statement LONG, which goes on; its id, as the ledger has it."""
    while True:
        assert process.poll() is None, process.communicate()
        with contextlib.closing(sqlite3.connect(home / "ledger.db")) as ledger:
            ((noted,),) = ledger.execute("SELECT value FROM kerok_meta WHERE name = 'running:athena'")
        if _execution(athena, noted)["Query"] == LONG:
            process.kill()
            process.communicate()
            assert _execution(athena, noted)["Status"]["State"] in ("QUEUED", "RUNNING")
            return str(noted)
        time.sleep(0.25)


def _execution(athena: Athena, query_id: str) -> dict[str, Any]:
    execution: dict[str, Any] = athena.client("athena").get_query_execution(QueryExecutionId=query_id)["QueryExecution"]
    return execution


def test_a_lake_of_the_workflow_is_left_to_it(kerok: Kerok, variables: dict[str, str], athena: Athena, tmp_path: Path) -> None:
    """Its staged files are an external table's, as `kerok aws bootstrap` makes it, which no command can list in; refused before a byte is kept."""
    place, namespace = variables["KEROK_WAREHOUSE"], variables["KEROK_NAMESPACE"]
    athena.query(f"CREATE DATABASE {namespace}")
    for _, statement in external_tables(namespace, place):
        athena.query(statement)
    file = drawn.write(tmp_path / "days.csv", drawn.pbj_csv([drawn.pbj_row()]))
    for words in (["ingest", file], ["ingest", "--dry-run", file]):
        said = kerok(*words, code=1)
        assert "the workflow on AWS loads this lake" in said
        assert "kerok aws backfill" in said
        assert "Traceback" not in said
    assert json.loads(kerok("status", "--json"))["files"] == []
    assert not [key for key in _objects(athena, place) if "/bronze/" in key or "/staged/" in key]


def _objects(athena: Athena, location: str) -> list[str]:
    bucket, _, prefix = location.removeprefix("s3://").partition("/")
    pages = athena.client("s3").get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
    return [found["Key"] for page in pages for found in page.get("Contents", [])]


def test_a_statement_that_is_too_long_is_not_sent() -> None:
    with pytest.raises(StatementRefused, match=r"262,158 bytes, at most 262,144: SELECT 'xxx"):
        Connection("anywhere", "primary").run(f"SELECT '{'x' * STATEMENT_BYTES}' AS a")


def test_what_athena_refuses_is_told_with_what_to_type(kerok: Kerok) -> None:
    assert "the tables are not there" in kerok("query", "SELECT hprd FROM vw_state_hprd", code=1)
    assert "only one SELECT is answered" in kerok("query", "DROP TABLE gold_facility_dim", code=2)
    assert "house dialect alone" in kerok("query", "SELECT 1", "--dialect", "duckdb", code=2)
