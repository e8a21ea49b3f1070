"""What failed before its bytes were known, what waits, and what lies in the bucket: seen, named and repeated. On the deployed stack; Athena answers nobody."""

from __future__ import annotations

import datetime as dt
import http.server
import json
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kerok import cloud
from kerok.aws import mark, stage
from kerok.aws.backfill import at_work, named, start, unfinished, wait
from kerok.aws.place import Source, function_lake, source_of
from kerok.dynamo import DynamoLedger
from kerok.errors import LakeDamaged, LedgerBusy, UsageError
from kerok.ledger import Ledger, SourceFile, rank_key
from tests.cli.conftest import Result, run_here
from tests.support import drawn_files as drawn
from tests.support.lakes import RI_PBJ, load, sha256
from tests.support.stack import Stack

pytestmark = pytest.mark.xdist_group("infra")

TABLE = "kerok-healthcare-ledger"


@pytest.fixture
def ledger(bare: Stack, monkeypatch: pytest.MonkeyPatch) -> Iterator[DynamoLedger]:
    """The deployed ledger, empty, and the deployment as this process's own."""
    for name, value in bare.variables.items():
        monkeypatch.setenv(name, value)
    cloud.client.cache_clear()
    function_lake.cache_clear()
    dynamodb = bare.client("dynamodb")
    for item in dynamodb.scan(TableName=TABLE)["Items"]:
        dynamodb.delete_item(TableName=TABLE, Key={"kind": item["kind"], "id": item["id"]})
    made = DynamoLedger(TABLE)
    made.create()
    yield made
    cloud.client.cache_clear()
    function_lake.cache_clear()


@pytest.fixture
def waiting(bare: Stack, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A state machine that the settings name, whose executions take two seconds."""
    states = bare.client("stepfunctions")
    name = f"waiting-{time.monotonic_ns()}"
    definition = {"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 2, "End": True}}}
    arn = str(states.create_state_machine(name=name, definition=json.dumps(definition), roleArn="arn:aws:iam::123456789012:role/any")["stateMachineArn"])
    monkeypatch.setenv("KEROK_AWS_WORKFLOW", name)
    yield arn
    states.delete_state_machine(stateMachineArn=arn)


def _kerok(tmp_path: Path, *words: str) -> Result:
    return run_here(*words, home=tmp_path)


def _shown(tmp_path: Path) -> list[tuple[str, str, str]]:
    """Name, dataset and status of what ``kerok aws status`` lists."""
    return [(f["file"], f["dataset"], f["status"]) for f in json.loads(_kerok(tmp_path, "aws", "status", "--json").out)["files"]]


def _put(ledger: DynamoLedger, *files: SourceFile) -> None:
    with ledger.writing() as transaction:
        for file in files:
            ledger.put(transaction, file)


def _file(number: int, name: str = "", **facts: Any) -> SourceFile:
    return SourceFile("pbj", f"{number:064x}"[::-1], name or f"{number}.csv", received_at=f"2024-01-01T00:00:{number:02}", **{"bronze": f"bronze/pbj/{number}.csv", **facts})


def _failed(bare: Stack, key: str, cause: str = "Task timed out after 900.00 seconds", version: str = "") -> dict[str, Any]:
    """What the workflow tells *mark* of a *stage* that ran out of time."""
    error = {"Error": "Sandbox.Timedout", "Cause": json.dumps({"errorType": "Sandbox.Timedout", "errorMessage": cause})}
    found = {"key": key, **({"version-id": version} if version else {})}
    return mark.handler({"does": "failed", "bucket": bare.bucket, "object": found, "file": None, "step": "Stage_PBJ", "error": error, "execution": "one"})


def test_what_failed_before_it_was_read_is_known_until_it_is_registered(bare: Stack, ledger: DynamoLedger, tmp_path: Path) -> None:
    """An object that is gone; then it comes, and the file that it is takes the entry's place."""
    key = "bronze/pbj/comes late.csv"
    first = start(bare.machine, bare.bucket, key)
    assert dict(wait([first])) == {first: "FAILED"}
    assert _shown(tmp_path) == [("comes late.csv", "unknown", "failed")]
    (entry,) = unfinished(bare.machine, bare.bucket, ledger)
    assert entry.error and "the object is gone" in entry.error
    assert _kerok(tmp_path, "aws", "retry", key, "--wait").code == 1, "it is still gone"
    assert _shown(tmp_path) == [("comes late.csv", "unknown", "failed")], "one entry, however often it fails"
    poison = tmp_path / "comes late.csv"
    poison.write_text("hello,world\n1,2\n")
    count = len(bare.executions())
    bare.put(poison, key)
    bare.wait(count + 1)
    with ledger.reading() as transaction:
        (file,) = ledger.files(transaction)
    assert (file.file_sha256, file.status, source_of("", file.bronze).key) == (sha256(poison), "refused", key)
    assert unfinished(bare.machine, bare.bucket, ledger) == [], "refused, it would be refused again"
    again = _kerok(tmp_path, "aws", "retry", sha256(poison)[:12], "--wait")
    assert again.code == 1 and "1 of 1 failed" in again.err, "but whoever names it may"


def test_an_archive_of_several_files_is_refused_and_shown(bare: Stack, ledger: DynamoLedger, tmp_path: Path) -> None:
    packed = tmp_path / "two.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.csv", "hello\n")
        archive.writestr("b.csv", "world\n")
    count = len(bare.executions())
    bare.put(packed, "bronze/pbj/two.csv")
    bare.wait(count + 1)
    assert _shown(tmp_path) == [("two.csv", "unknown", "refused")]


def test_a_stage_that_ran_out_of_time_is_repeated(bare: Stack, ledger: DynamoLedger, waiting: str, tmp_path: Path) -> None:
    told = _failed(bare, "bronze/pbj/large.csv", version="v1")
    assert "sha256: not known" in told["message"]
    assert _shown(tmp_path) == [("large.csv", "unknown", "failed")]
    ran = _kerok(tmp_path, "aws", "retry", "--failed", "--wait")
    assert (ran.code, ran.out.partition(":")[0]) == (0, "large.csv")
    (execution,) = bare.client("stepfunctions").list_executions(stateMachineArn=waiting)["executions"]
    given = json.loads(bare.described(execution)["input"])["detail"]["object"]
    assert given == {"key": "bronze/pbj/large.csv", "version-id": "v1"}


def test_of_a_loaded_file_whose_object_fails_again_the_entry_stays(bare: Stack, ledger: DynamoLedger) -> None:
    _put(ledger, _file(1, status="done"))
    _failed(bare, "bronze/pbj/1.csv")
    with ledger.reading() as transaction:
        assert {(f.dataset, f.status) for f in ledger.files(transaction)} == {("pbj", "done"), ("unknown", "failed")}


def test_failed_repeats_what_waits_with_nothing_at_work_on_it(bare: Stack, ledger: DynamoLedger, waiting: str, tmp_path: Path) -> None:
    _put(ledger, _file(1, status="pending"))
    shown = _kerok(tmp_path, "aws", "status")
    assert (shown.code, "nothing is at work" in shown.err, "next: kerok aws retry --failed" in shown.err) == (0, True, True)
    _put(ledger, _file(1, status="pending"), _file(2, status="pending"), _file(3, status="failed"), _file(4, status="done"), _file(5, status="refused"))
    running = start(waiting, bare.bucket, "bronze/pbj/1.csv")
    assert at_work(waiting, bare.bucket) == {"bronze/pbj/1.csv"}
    assert [f.file_name for f in unfinished(waiting, bare.bucket, ledger)] == ["2.csv", "3.csv"]
    list(wait([running]))
    assert [f.file_name for f in unfinished(waiting, bare.bucket, ledger)] == ["1.csv", "2.csv", "3.csv"]


def test_a_file_is_named_by_hash_key_or_name(ledger: DynamoLedger) -> None:
    first, second, third = _file(1, "same.csv"), _file(2, "same.csv", bronze="bronze/pbj/2.csv?versionId=v2"), _file(3, "other.csv")
    _put(ledger, first, second, third)
    for given, wanted in ((first.file_sha256[:6], first), (second.file_sha256, second), ("other.csv", third), ("bronze/pbj/2.csv", second), ("bronze/pbj/2.csv?versionId=v2", second)):
        assert named(ledger, given) == [wanted]
    with pytest.raises(UsageError, match=r"same\.csv are 2 files") as told:
        named(ledger, "same.csv")
    assert first.file_sha256 in str(told.value) and second.file_sha256 in str(told.value)
    for given in ("none.csv", first.file_sha256[:5]):
        with pytest.raises(UsageError, match="no file of the ledger"):
            named(ledger, given)


def test_the_object_that_was_put_later_is_the_newer_in_whatever_order_events_come(bare: Stack, ledger: DynamoLedger, tmp_path: Path) -> None:
    """Two releases without a date, staged in the wrong order."""
    keys = ["bronze/other/earlier.csv", "bronze/other/later.csv"]
    for scale, key in enumerate(keys, start=1):
        bare.put(drawn.write(tmp_path / f"{scale}.csv", drawn.pbj_csv([drawn.pbj_row(scale=scale)])), key)
        time.sleep(1.1)  # S3 tells seconds
    for key in reversed(keys):
        assert stage.handler({"bucket": bare.bucket, "object": {"key": key}, "dataset": "pbj"})["goes_on"]
    with ledger.reading() as transaction:
        files = ledger.files(transaction)
    assert [f.file_name for f in sorted(files, key=lambda f: rank_key(f, {}))] == ["earlier.csv", "later.csv"]


def test_run_leaves_to_the_workflow_what_nobody_could_read(tmp_path: Path) -> None:
    load(tmp_path, RI_PBJ)
    ledger = Ledger(tmp_path / "catalog.db")
    entry = SourceFile("unknown", "a" * 64, "large.csv", "failed", received_at="2024-01-01T00:00:00", error="Task timed out", bronze="bronze/pbj/large.csv")
    with ledger.writing() as transaction:
        ledger.put(transaction, entry)
    ran = run_here("run", home=tmp_path)
    assert (ran.code, "large.csv" in ran.out + ran.err) == (0, False)
    with ledger.reading() as transaction:
        assert ledger.find(transaction, entry.file_sha256) == [entry]


@pytest.mark.parametrize("version", ["", "v1"])
@pytest.mark.parametrize("key", ["bronze/pbj/a.csv", "bronze/pbj/a?versionId=b.csv", "bronze/pbj/a.csv?versionId=v1"])
def test_what_the_ledger_calls_an_object_names_it(key: str, version: str) -> None:
    found = source_of("landing", Source("landing", {"key": key, "version-id": version}).bronze)
    assert (found.key, found.version) == (key, version)


def test_backfill_drives_so_many_at_once_and_what_no_event_would_start_not_at_all(bare: Stack, ledger: DynamoLedger, waiting: str, tmp_path: Path) -> None:
    path = tmp_path / "any.csv"
    path.write_text("hello,world\n1,2\n")
    keys = [f"bronze/{folder}/driven.csv" for folder in ("pbj", "pbj/2024", "providerinfo")]
    for key in (*keys, "bronze/other/driven.csv"):
        bare.put(path, key)
    found = {key for page in bare.client("s3").get_paginator("list_objects_v2").paginate(Bucket=bare.bucket, Prefix="bronze/") for key in (o["Key"] for o in page["Contents"])}
    wanted = {key for key in found if not key.startswith("bronze/other/")}
    ran = _kerok(tmp_path, "aws", "backfill", "bronze/", "--at-once", "2")
    assert (ran.code, {line.rpartition(":")[0] for line in ran.out.splitlines()}) == (0, wanted)
    assert wanted >= set(keys)
    executions = bare.client("stepfunctions").list_executions(stateMachineArn=waiting)["executions"]
    moments = sorted([(e["startDate"], 1) for e in executions] + [(e["stopDate"], -1) for e in executions], key=lambda m: (m[0], m[1]))
    assert len(executions) == len(wanted) and all(isinstance(moment, dt.datetime) for moment, _ in moments)
    assert max(sum(step for _, step in moments[: n + 1]) for n in range(len(moments))) == 2
    assert _kerok(tmp_path, "aws", "backfill", "bronze/other/").code == 2


def test_a_ledger_that_is_held_is_an_error_that_the_workflow_repeats(ledger: DynamoLedger) -> None:
    golden = Path(__file__).parents[1] / "golden" / "aws" / "load.asl.json"
    calls = [s for b in json.loads(golden.read_text())["States"]["Tracks"]["Branches"] for s in b["States"].values() if s["Type"] == "Task" and "lambda" in s["Resource"]]
    with ledger.writing(), pytest.raises(LedgerBusy) as told, DynamoLedger(TABLE).writing(wait_seconds=0.1):
        pass
    assert calls and all(type(told.value).__name__ in call["Retry"][0]["ErrorEquals"] for call in calls)


def test_an_object_that_may_not_be_looked_at_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """S3 says 403, without a word, to who may not list the bucket."""

    class Denying(http.server.BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self.send_response(403)
            self.end_headers()

        def log_message(self, format: str, *arguments: object) -> None: ...

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Denying) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for name, value in {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{server.server_port}", "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_DEFAULT_REGION": "us-east-1"}.items():
            monkeypatch.setenv(name, value)
        cloud.client.cache_clear()
        with pytest.raises(LakeDamaged, match="is gone, or the function may not read it") as told:
            Source("landing", {"key": "bronze/pbj/it's.csv"}).head()
        server.shutdown()
    cloud.client.cache_clear()
    assert "aws s3 ls 's3://landing/bronze/pbj/it'\"'\"'s.csv'" in str(told.value)
