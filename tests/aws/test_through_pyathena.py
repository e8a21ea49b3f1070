"""A release, then its quarter, from a Drive that fails: what anybody reads of it through PyAthena, bronze to views; and what upkeep leaves of it."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from kerok import contracts as declared
from kerok.emulator.drive import Drive
from tests.support.lakes import RI_PBJ, RI_PROVIDERINFO, assert_same, digest, load, on_a_laptop, sha256, tuples
from tests.support.stack import NAMESPACE, Stack

pytestmark = pytest.mark.xdist_group("athena")


@pytest.fixture(scope="module")
def folder(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Drive]:
    """The Drive that the deployed function reads."""
    with Drive(tmp_path_factory.mktemp("folder")) as running:
        stack.connect(running)
        yield running


@pytest.fixture(scope="module")
def read(stack: Stack) -> Iterator[Callable[[str], list[tuple[Any, ...]]]]:
    """Rows as a cursor of PyAthena's gives them."""
    import pyathena

    variables = stack.variables
    with pyathena.connect(
        work_group=variables["KEROK_ATHENA_WORKGROUP"], schema_name=NAMESPACE, endpoint_url=stack.endpoint, region_name=variables["AWS_REGION"],
        aws_access_key_id=variables["AWS_ACCESS_KEY_ID"], aws_secret_access_key="test", poll_interval=0.05,
    ) as connection:  # fmt: skip
        yield lambda sql: [tuple(row) for row in connection.cursor().execute(sql).fetchall()]


def _bronze(stack: Stack) -> list[str]:
    pages = stack.client("s3").get_paginator("list_objects_v2").paginate(Bucket=stack.bucket, Prefix="bronze/")
    return [found["Key"] for page in pages for found in page.get("Contents", [])]


def test_a_release_that_never_arrives_as_drive_has_it_makes_no_object_until_it_does(stack: Stack, folder: Drive) -> None:
    shutil.copy2(RI_PROVIDERINFO, folder.folder)
    folder.describe(RI_PROVIDERINFO.name, md5Checksum="0" * 32)
    failed = stack.ingest()
    assert failed["errorType"] == "IngestFailed"
    (told,) = json.loads(failed["errorMessage"])["failed"]
    assert (told["file"], told["what"], told["is_final"]) == (RI_PROVIDERINFO.name, f"{RI_PROVIDERINFO.name} does not arrive as it is in Google Drive", False)
    assert (_bronze(stack), stack.executions()) == ([], [])
    folder.describe(RI_PROVIDERINFO.name)
    assert [file["objects"] for file in stack.ingest()["fetched"]] == [[f"bronze/providerinfo/{sha256(RI_PROVIDERINFO)}/{RI_PROVIDERINFO.name}"]]
    stack.succeeded(1)


def test_a_quarter_after_it_comes_whole_though_drive_drops_it_limits_and_forgets_the_token(stack: Stack, folder: Drive) -> None:
    """The token ends while the function waits, as it was asked to."""
    folder.reset()
    shutil.copy2(RI_PBJ, folder.folder)
    folder.fault("media", cut=700_000)
    folder.fault("media", status=429, reason="rateLimitExceeded", retry_after=6)
    with ThreadPoolExecutor(1) as beside:
        running = beside.submit(stack.ingest)
        while len(folder.calls("media")) < 2 and not running.done():
            time.sleep(0.05)
        folder.expire_tokens()
        (fetched,) = running.result()["fetched"]
    key = f"bronze/pbj/{sha256(RI_PBJ)}/{RI_PBJ.name}"
    assert fetched["objects"] == [key]
    assert stack.client("s3").get_object(Bucket=stack.bucket, Key=key)["Body"].read() == RI_PBJ.read_bytes()
    begun = [call["range"] for call in folder.calls("media")]
    assert (begun[0], len(set(begun[1:])), len(begun)) == (None, 1, 4), "cut off, limited, not known any more, and gone on with where it was cut off"
    assert len(folder.calls("token")) == 2
    stack.succeeded(2)


def test_every_table_of_gold_and_every_view_reads_as_on_a_laptop(read: Callable[[str], list[tuple[Any, ...]]], tmp_path: Path) -> None:
    names = [table.name for table in declared.tables() if table.name.startswith("gold_")] + [view.name for view in declared.views()]
    with on_a_laptop():
        load(tmp_path / "laptop", RI_PBJ, RI_PROVIDERINFO)
        wanted = {name: tuples(tmp_path / "laptop", f"SELECT * FROM {name}") for name in names}
    for name in names:
        assert sorted(map(repr, read(f"SELECT * FROM {name}"))) == sorted(map(repr, wanted[name])), name
    assert [name for name in names if not wanted[name]] == ["gold_threshold", "vw_before_after", "vw_facility_changes", "vw_possible_successor"], "which take two quarters, or more states"


def test_bronze_is_read_as_it_was_received(read: Callable[[str], list[tuple[Any, ...]]]) -> None:
    lines = RI_PBJ.read_bytes().splitlines()[1:]
    assert read("SELECT count(*), count(DISTINCT provnum) FROM bronze_pbj") == [(len(lines), len({line.split(b",")[0] for line in lines}))]
    assert read("SELECT count(*) FROM bronze_providerinfo") == [(len(RI_PROVIDERINFO.read_bytes().splitlines()) - 1,)]


def test_what_is_none_of_cms_starts_nothing_and_what_concerns_one_branch_says_why(stack: Stack, folder: Drive) -> None:
    """The unknown file is put first: had it started anything, that would be there with what the second one starts."""
    (folder.folder / "budget.csv").write_text("hello,world\n1,2\n")
    told = json.loads(stack.ingest()["errorMessage"])
    (kept,) = [key for file in told["fetched"] for key in file["objects"]]
    assert kept.startswith("bronze/other/") and kept in _bronze(stack)
    stack.put(RI_PBJ, "bronze/pbj/again.csv")
    keys, whys = [], []
    for execution in stack.succeeded(3):
        described = stack.described(execution)
        keys.append(json.loads(described["input"])["detail"]["object"]["key"].rpartition("/")[2])
        whys.append([branch["why"] for branch in json.loads(described["output"])])
    assert dict(zip(keys, whys, strict=True)) == {
        RI_PROVIDERINFO.name: ["staged", "not a file of pbj"], RI_PBJ.name: ["not a file of providerinfo", "staged"],
        "again.csv": ["not a file of providerinfo", "loaded before: done"],
    }  # fmt: skip


def _upkeep(stack: Stack) -> dict[str, Any]:
    """The scheduled upkeep, begun now, once it has ended."""
    states = stack.client("stepfunctions")
    (machine,) = [m["stateMachineArn"] for m in states.list_state_machines()["stateMachines"] if m["name"] == "kerok-upkeep"]
    running = states.start_execution(stateMachineArn=machine)
    while (ended := stack.described(running))["status"] == "RUNNING":
        time.sleep(0.2)
    return ended


def test_upkeep_changes_no_content_and_says_which_statement_failed(stack: Stack, mail: Callable[[str], list[str]], tmp_path: Path) -> None:
    stack.no_faults()
    before = digest(tmp_path / "reader")
    stack.fault("throttle", "^OPTIMIZE .*silver_pbj_daily ", 2)
    ended = _upkeep(stack)
    assert (ended["status"], stack.faults_left()) == ("SUCCEEDED", 0), ended.get("cause")
    assert mail("kerok-upkeep") == []
    assert_same(tmp_path / "reader", before)
    stack.fault("fail", "^VACUUM .*gold_facility_dim", 1, "GENERIC_INTERNAL_ERROR: made to fail")
    ended = _upkeep(stack)
    assert ended["status"] == "FAILED"
    (message,) = mail("kerok-upkeep")
    (query_id,) = [word.rstrip(";") for word in message.partition("query: ")[2].split()[:1]]
    asked = stack.client("athena").get_query_execution(QueryExecutionId=query_id)["QueryExecution"]
    assert message.startswith(f"step: {asked['Query']}; query: ") and asked["Query"] == f"VACUUM {NAMESPACE}.gold_facility_dim"
    assert "GENERIC_INTERNAL_ERROR: made to fail" in message
    assert f"aws stepfunctions start-execution --state-machine-arn {ended['stateMachineArn']}; execution: {ended['executionArn']}" in message
    assert _upkeep(stack)["status"] == "SUCCEEDED"
    assert_same(tmp_path / "reader", before)
