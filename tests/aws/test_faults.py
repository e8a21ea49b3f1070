"""What goes wrong on AWS, one after the other on one deployment: recovered, or failed loudly, and the lake whole at its end."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from kerok.aws.backfill import start
from kerok.engines.athena import Connection
from tests.support.histories import entered_anywhere, provided, reached
from tests.support.lakes import RI_PBJ, assert_same, digest, load, on_a_laptop, sha256, tuples
from tests.support.stack import Stack

pytestmark = pytest.mark.xdist_group("athena")


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The bundled quarter in three extracts of 10 facilities each, the last one with one facility of the first again."""
    folder = tmp_path_factory.mktemp("parts")
    head, *lines = RI_PBJ.read_bytes().splitlines(keepends=True)
    by_facility: dict[bytes, list[bytes]] = {}
    for line in lines:
        by_facility.setdefault(line.split(b",")[0], []).append(line)
    groups = list(by_facility.values())
    made = []
    for number, chosen in enumerate((groups[:10], groups[10:20], [groups[0], *groups[20:30]])):
        made.append(folder / f"extract {number}.csv")
        made[-1].write_bytes(head + b"".join(line for group in chosen for line in group))
    return made


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Files of one home each, homes that are in no extract."""
    folder = tmp_path_factory.mktemp("homes")
    head, *lines = RI_PBJ.read_bytes().splitlines(keepends=True)
    made = []
    for ccn in sorted({line.split(b",")[0] for line in lines})[-10:]:
        made.append(folder / f"home {ccn.decode()}.csv")
        made[-1].write_bytes(head + b"".join(line for line in lines if line.startswith(ccn)))
    return made


@pytest.fixture(autouse=True)
def nothing_left(stack: Stack) -> None:
    """Each test's faults are its own."""
    stack.no_faults()


def _kerok(stack: Stack, home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "HOME": os.environ["HOME"], **stack.variables}
    return subprocess.run([sys.executable, "-m", "kerok.cli", "--home", str(home), *words], env=environment, capture_output=True, text=True, check=False, timeout=300)


def _statements(stack: Stack, pattern: str) -> int:
    athena, found = stack.client("athena"), 0
    for page in athena.get_paginator("list_query_executions").paginate(WorkGroup="kerok-healthcare"):
        for query_id in page["QueryExecutionIds"]:
            found += re.search(pattern, athena.get_query_execution(QueryExecutionId=query_id)["QueryExecution"]["Query"], re.DOTALL) is not None
    return found


def _states(stack: Stack) -> set[str]:
    """In which states Athena's statements are."""
    athena = stack.client("athena")
    ids = [i for page in athena.get_paginator("list_query_executions").paginate(WorkGroup="kerok-healthcare") for i in page["QueryExecutionIds"]]
    return {athena.get_query_execution(QueryExecutionId=i)["QueryExecution"]["Status"]["State"] for i in ids}


def _same_as_laptop(tmp_path: Path, *files: Path) -> None:
    names = ["silver_pbj_daily", "silver_quarantine", "gold_daily_staffing_fact", "gold_monthly_staffing_fact", "gold_load_summary", "vw_facility_hprd"]
    with on_a_laptop():
        load(tmp_path / "laptop", *files)
        wanted = digest(tmp_path / "laptop", names)
    got = digest(tmp_path / "reader", names)
    del wanted["gold_load_summary"], got["gold_load_summary"]  # it names files as they were called
    assert got == wanted


def _rows_of_home(home: Path, path: Path) -> list[tuple[Any, ...]]:
    """What silver and gold say of the one home of a file, and whose rows these are."""
    ccn = path.stem.split()[-1]
    sql = (
        "SELECT s.file_sha256, count(*), sum(s.mds_census), max(q.cms_total_hours), max(q.cms_total_resident_days)"
        f" FROM silver_pbj_daily s JOIN gold_quarterly_provider_fact q ON s.ccn = q.ccn WHERE s.ccn = '{ccn}' GROUP BY s.file_sha256"
    )
    return tuples(home, sql)


def test_throttling_and_a_commit_conflict_pass(stack: Stack, parts: list[Path], mail: Any, tmp_path: Path) -> None:
    stack.fault("throttle", r"^INSERT INTO .*silver_pbj_daily__candidate", 2)
    stack.fault("fail", r"^MERGE INTO kerok_healthcare.silver_pbj_daily ", 2, "ICEBERG_COMMIT_ERROR: Failed to commit the transaction during write")
    stack.put(parts[0], "bronze/pbj/first.csv")
    stack.succeeded(1)
    assert stack.faults_left() == 0
    assert mail("first.csv") == []
    _same_as_laptop(tmp_path, parts[0])


def test_gold_that_fails_is_told_and_continued_at_gold(stack: Stack, parts: list[Path], mail: Any, tmp_path: Path) -> None:
    stack.fault("fail", r"gold_monthly_staffing_fact__candidate\w+\s+WITH", 1, "GENERIC_USER_ERROR: made to fail")
    stack.put(parts[1], "bronze/pbj/second.csv")
    stack.wait(2)
    (message,) = mail("second.csv")
    sha = sha256(parts[1])
    for said in ("s3://kerok-healthcare-landing/bronze/pbj/second.csv", sha, "GoldUpsert_gold_monthly_staffing_fact_PBJ", "GENERIC_USER_ERROR: made to fail", f"kerok aws retry {sha[:12]}"):
        assert said in message
    assert len(message.partition("query:  ")[2].split()[0]) == 36, "Athena's id"
    shown = _kerok(stack, tmp_path, "aws", "status")
    assert shown.returncode == 1
    assert "publishing" in shown.stdout and "made to fail" in shown.stdout
    inserted = _statements(stack, "INSERT INTO kerok_healthcare.silver_pbj_daily__candidate")
    again = _kerok(stack, tmp_path, "aws", "retry", sha[:12], "--wait")
    assert again.returncode == 0, again.stderr
    assert _statements(stack, "INSERT INTO kerok_healthcare.silver_pbj_daily__candidate") == inserted, "what is in silver is not loaded again"
    assert _kerok(stack, tmp_path, "aws", "status").returncode == 0
    _same_as_laptop(tmp_path, parts[0], parts[1])


def test_the_same_event_twice_and_the_same_bytes_again_do_nothing(stack: Stack, parts: list[Path], mail: Any) -> None:
    before, count = _statements(stack, "MERGE INTO"), len(stack.executions())
    for _ in range(2):
        start(stack.machine, stack.bucket, "bronze/pbj/first.csv")
    stack.put(parts[0], "bronze/pbj/copy of first.csv")
    stack.succeeded(count + 3)
    assert _statements(stack, "MERGE INTO") == before
    assert mail("first.csv") == []


def test_a_file_that_is_none_of_cms_is_refused_at_once(stack: Stack, mail: Any, tmp_path: Path) -> None:
    poison = tmp_path / "poison.csv"
    poison.write_text("hello,world\n1,2\n")
    count = len(stack.executions())
    stack.put(poison, "bronze/pbj/poison.csv")
    stack.wait(count + 1)
    (message,) = mail("poison.csv")
    assert "Stage_PBJ" in message
    shown = json.loads(_kerok(stack, tmp_path, "aws", "status", "--json").stdout)
    assert [(f["sha256"], f["status"]) for f in shown["files"]] == [(sha256(poison), "refused")]


def test_out_of_time_and_then_stopped_half_way_it_is_started_again(stack: Stack, parts: list[Path], mail: Any, tmp_path: Path) -> None:
    count = len(stack.executions())
    stack.fault("task", r'"dataset": "pbj", .*"bronze/pbj/third.csv"', 1, "Sandbox.Timedout")
    stack.put(parts[2], "bronze/pbj/third.csv")
    stack.wait(count + 1)
    (message,) = mail("third.csv")
    assert "step:   Stage_PBJ\n" in message and "retry:  kerok aws backfill bronze/pbj/third.csv\n" in message
    count += 1
    start(stack.machine, stack.bucket, "bronze/pbj/third.csv")
    deadline = time.monotonic() + 120
    while _statements(stack, f"silver_pbj_daily__candidate_{sha256(parts[2])[:8]}") < 3 and time.monotonic() < deadline:
        time.sleep(0.1)
    (running,) = [e for e in stack.executions() if e["status"] == "RUNNING"]
    stack.client("stepfunctions").stop_execution(executionArn=running["executionArn"])
    stack.wait(count + 1)
    while _states(stack) & {"QUEUED", "RUNNING"}:  # what Athena is doing, it ends
        time.sleep(0.2)
    again = _kerok(stack, tmp_path, "aws", "backfill", "bronze/pbj/third.csv")
    assert again.returncode == 0, mail("third.csv")
    _same_as_laptop(tmp_path, *parts)


def test_gold_that_fails_always_and_a_cancelled_query_are_told_each_time(stack: Stack, parts: list[Path], homes: list[Path], mail: Any, tmp_path: Path) -> None:
    file, sha = homes[0], sha256(homes[0])
    stack.fault("fail", r"gold_quarterly_provider_fact__candidate\w+\s+WITH", 1, "GENERIC_USER_ERROR: made to fail")
    count = len(stack.executions())
    stack.put(file, "bronze/pbj/fails.csv")
    stack.wait(count + 1)
    for kind, cause in (("fail", "GENERIC_USER_ERROR: made to fail again"), ("cancel", "Query cancelled by user")):
        (message,) = mail("fails.csv")
        assert "GoldUpsert_gold_quarterly_provider_fact_PBJ" in message and f"kerok aws retry {sha[:12]}" in message
        stack.fault(kind, r"gold_quarterly_provider_fact__candidate\w+\s+WITH", 1, cause)
        again = _kerok(stack, tmp_path, "aws", "retry", sha[:12], "--wait")
        assert again.returncode == 1 and "1 of 1 failed" in again.stderr, again.stdout + again.stderr
        shown = json.loads(_kerok(stack, tmp_path, "aws", "status", "--json").stdout)
        ((known, status, error),) = [(f["sha256"], f["status"], f["error"]) for f in shown["files"] if f["status"] != "refused"]
        assert (known, status) == (sha, "publishing") and cause in error
    (message,) = mail("fails.csv")
    assert "Query cancelled by user" in message
    assert _kerok(stack, tmp_path, "aws", "retry", "--failed", "--wait").returncode == 0
    stack.wait(count + 4)
    _same_as_laptop(tmp_path, *parts, file)


HOSTILE = ("it's; DROP TABLE x--.csv", 'say "a%20b" + c.csv', "Ängström 夜.csv", "a/../../b.csv", "${x}{{y}}.csv", "k" * (1000 - len("bronze/pbj/.csv")) + ".csv")


def test_six_files_at_once_under_hostile_keys_and_two_events_for_one_of_them(stack: Stack, homes: list[Path], mail: Any, tmp_path: Path) -> None:
    """Each execution reads its own object, each is loaded once, and Athena knows each file by the name that its key says."""
    count, files = len(stack.executions()), dict(zip(HOSTILE, homes[1:7], strict=True))
    for name, path in files.items():
        stack.put(path, f"bronze/pbj/{name}")
    start(stack.machine, stack.bucket, f"bronze/pbj/{HOSTILE[0]}")
    read = _read(stack, stack.succeeded(count + len(files) + 1, seconds=1200))
    assert {name: {sha for key, _, sha in read if key == f"bronze/pbj/{name}"} for name in files} == {name: {sha256(path)} for name, path in files.items()}
    assert [_statements(stack, f"MERGE INTO kerok_healthcare.silver_pbj_daily AS .*__candidate_{sha256(path)[:8]} ") for path in files.values()] == [1] * 6
    assert mail("bronze/pbj/") == []
    known = dict(Connection("kerok_healthcare", "kerok-healthcare").query("SELECT file_sha256, file_name FROM ops_file_log"))
    assert {name: known[sha256(path)] for name, path in files.items()} == {name: name.rpartition("/")[2] for name in files}
    with on_a_laptop():
        load(tmp_path / "laptop", *files.values())
        wanted = [_rows_of_home(tmp_path / "laptop", path) for path in files.values()]
    assert [_rows_of_home(tmp_path / "reader", path) for path in files.values()] == wanted


def _read(stack: Stack, executions: list[dict[str, Any]]) -> set[tuple[str, str, str]]:
    """Key and version of the object that each execution was started for, and the hash of the file that it read."""
    found = set()
    for execution in executions:
        described = stack.described(execution)
        named = json.loads(described["input"])["detail"]["object"]
        found |= {(named["key"], named.get("version-id", ""), branch["file"]["sha256"]) for branch in json.loads(described["output"]) if branch["file"]}
    return found


def _restated(path: Path, target: Path) -> Path:
    """The same days of the same home, more people in it."""
    head, *lines = path.read_bytes().splitlines(keepends=True)
    target.write_bytes(head + b"".join(re.sub(rb",(2023\d{4}),(\d+),", rb",\1,1\2,", line) for line in lines))
    return target


def test_an_older_release_that_comes_late_changes_nothing_until_its_date_is_mended(stack: Stack, parts: list[Path], homes: list[Path], tmp_path: Path) -> None:
    older = _restated(homes[7], tmp_path / "older.csv")
    lines = older.read_bytes().splitlines()[1:]
    count = len(stack.executions())
    stack.put(homes[7], "bronze/pbj/newer.csv", published="2024-02-15")
    stack.succeeded(count + 1)
    before = _rows_of_home(tmp_path / "reader", homes[7])
    stack.put(older, "bronze/pbj/older.csv", published="2023-11-15")
    stack.succeeded(count + 2)
    assert _rows_of_home(tmp_path / "reader", homes[7]) == before
    assert [row[:2] for row in before] == [(sha256(homes[7]), len(lines))]
    stack.put(older, "bronze/pbj/older, mended.csv", published="2024-05-15")
    stack.succeeded(count + 3)
    after = _rows_of_home(tmp_path / "reader", homes[7])
    assert [row[:2] for row in after] == [(sha256(older), len(lines))] and after[0][2:] != before[0][2:]


def test_of_a_key_that_is_overwritten_each_version_is_loaded_and_the_later_release_counts(stack: Stack, homes: list[Path], mail: Any, tmp_path: Path) -> None:
    """Whichever of the two executions has its turn first."""
    count, key = len(stack.executions()), "bronze/pbj/overwritten.csv"
    earlier, later = homes[9], _restated(homes[9], tmp_path / "later.csv")
    stack.put(earlier, key, published="2023-11-15")
    stack.put(later, key, published="2024-02-15")
    read = {(version, sha) for named, version, sha in _read(stack, stack.succeeded(count + 2)) if named == key}
    s3 = stack.client("s3")
    assert {sha for _, sha in read} == {sha256(earlier), sha256(later)}
    for version, sha in read:
        assert hashlib.sha256(s3.get_object(Bucket=stack.bucket, Key=key, VersionId=version)["Body"].read()).hexdigest() == sha
    logged = Connection("kerok_healthcare", "kerok-healthcare").query("SELECT file_sha256, CAST(published AS VARCHAR) FROM ops_file_log WHERE file_name = 'overwritten.csv' AND status IN ('done', 'superseded')")
    assert set(logged) == {(sha256(earlier), "2023-11-15"), (sha256(later), "2024-02-15")}
    assert mail("overwritten.csv") == []
    with on_a_laptop():
        load(tmp_path / "laptop", later)
        wanted = _rows_of_home(tmp_path / "laptop", homes[9])
    assert _rows_of_home(tmp_path / "reader", homes[9]) == wanted
    assert [row[0] for row in wanted] == [sha256(later)]


def test_a_candidate_that_fails_its_audit_is_told_at_once_and_nothing_of_it_is_seen(stack: Stack, homes: list[Path], mail: Any, tmp_path: Path) -> None:
    """Athena writes its rows twice, which the check of the key finds."""
    file, sha = homes[8], sha256(homes[8])
    before, count = digest(tmp_path / "reader"), len(stack.executions())
    stack.fault("twice", f"^INSERT INTO .*silver_pbj_daily__candidate_{sha[:8]}")
    stack.put(file, "bronze/pbj/doubled.csv", published="2025-01-01")  # the newest: it is laid over the others, not put in order among them
    ended = [stack.described(execution) for execution in stack.wait(count + 1)]
    (failed,) = [e for e in ended if "doubled.csv" in e["input"]]
    assert (failed["status"], stack.faults_left()) == ("FAILED", 0), failed
    (message,) = mail("doubled.csv")
    assert re.search(r"cause:  silver_pbj_daily: check .* failed, it was not published\n", message), message
    assert "step:   BuildSQL_silver_pbj_daily_PBJ\n" in message and f"retry:  kerok aws retry {sha[:12]}\n" in message
    shown = json.loads(_kerok(stack, tmp_path, "aws", "status", "--json").stdout)
    ((status, error),) = [(f["status"], f["error"]) for f in shown["files"] if f["sha256"] == sha]
    assert status == "failed" and "failed, it was not published" in error
    assert _statements(stack, f"^INSERT INTO .*silver_pbj_daily__candidate_{sha[:8]}.*staged_pbj") == 1, "what is wrong for good is not tried again"
    tables = [t["Name"] for page in stack.client("glue").get_paginator("get_tables").paginate(DatabaseName="kerok_healthcare") for t in page["TableList"]]
    assert [name for name in tables if "__candidate" in name] == []
    assert_same(tmp_path / "reader", before)
    again = _kerok(stack, tmp_path, "aws", "retry", sha[:12], "--wait")
    assert again.returncode == 0, again.stderr
    with on_a_laptop():
        load(tmp_path / "laptop", file)
        wanted = _rows_of_home(tmp_path / "laptop", file)
    assert _rows_of_home(tmp_path / "reader", file) == wanted


def test_every_retry_and_catch_is_reached(stack: Stack) -> None:
    """The deployed definition, entered at each state in turn: its first call is throttled, its second fails for good, which is recorded and told."""
    states = stack.client("stepfunctions")
    deployed = states.describe_state_machine(stateMachineArn=stack.machine)
    definition = json.loads(deployed["definition"])
    anywhere = states.create_state_machine(name="anywhere", definition=json.dumps(entered_anywhere(definition)), roleArn=deployed["roleArn"])["stateMachineArn"]
    wanted = provided(definition)
    first = sorted(name for field, name in wanted if field == "Catch" and not name.startswith("Query_"))
    stack.no_faults()
    for name in first:
        stack.fault("throttle", f"^SELECT no_such_column_{name}$")
        stack.fault("task", f'"execution": "[^"]*:{name}"', 1, "Lambda.TooManyRequestsException")
        if name.startswith(("TakeTurn", "GiveTurnBack")):
            stack.fault("task", f'"execution": "[^"]*:{name}"', 1, "Sandbox.Timedout")
        if name.startswith("TakeTurn"):
            stack.fault("task", f'"does": "failed".*:{name}"', 1, "Lambda.ServiceException")
            stack.fault("task", f'"Message": .*execution: [^"]*:{name}"', 1, "SNS.InternalErrorException")
    found = set()
    for some in (first[n : n + 4] for n in range(0, len(first), 4)):
        running = [states.start_execution(stateMachineArn=anywhere, name=name, input=json.dumps(_entering(stack, name)))["executionArn"] for name in some]
        while running:
            ended = states.describe_execution(executionArn=running[0])
            if ended["status"] == "RUNNING":
                time.sleep(0.1)
                continue
            assert ended["status"] == "FAILED", (running[0], ended.get("output"))
            found |= reached(stack.history(running.pop(0)))
    assert wanted - found == set()


def _entering(stack: Stack, name: str) -> dict[str, Any]:
    """What the deployed machine knows when it comes to a state: of an object that is gone, of a file that nobody has the turn for."""
    file = {"dataset": "pbj", "sha256": "0" * 64, "name": "gone.csv"}
    return {
        "at": name, "detail": {"bucket": {"name": stack.bucket}, "object": {"key": "bronze/pbj/gone.csv"}},
        "stage": {"goes_on": True, "why": "", "file": file}, "turn": {}, "work": {"at": name, "statements": [f"SELECT no_such_column_{name}"]},
    }  # fmt: skip
