"""How a statement that met another writer's commit is repeated: the states as generated, executed in the emulator."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from kerok.aws.workflow import CONFLICT_SECONDS, upkeep
from tests.support.stack import Stack

pytestmark = pytest.mark.xdist_group("infra")

CONFLICT = "ICEBERG_COMMIT_ERROR: Failed to commit the transaction during write"


def _ended(bare: Stack, states: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """What becomes of an execution that enters these states behind a statement that failed."""
    client = bare.client("stepfunctions")
    definition = json.dumps({"StartAt": "Is_conflict_upkeep", "States": states})
    machine = client.create_state_machine(name=f"conflict-{time.monotonic_ns()}", definition=definition, roleArn="arn:aws:iam::123456789012:role/any")["stateMachineArn"]
    arn = client.start_execution(stateMachineArn=machine, input=json.dumps(given))["executionArn"]
    while (found := client.describe_execution(executionArn=arn))["status"] == "RUNNING":
        time.sleep(0.05)
    return dict(found)


def _states() -> dict[str, Any]:
    """Those of one statement, which ends where Athena would be asked again."""
    states = upkeep()["States"]["Statements"]["ItemProcessor"]["States"]
    return {**states, "Query_upkeep": {"Type": "Pass", "End": True}}


def _failed(tried: int, cause: str = CONFLICT) -> dict[str, Any]:
    return {"sql": "MERGE", "tried": tried, "error": {"Error": "States.TaskFailed", "Cause": cause}}


def test_each_repetition_may_wait_longer_and_none_waits_as_long_as_another(bare: Stack) -> None:
    states = {**_states(), "Wait_upkeep": {"Type": "Pass", "End": True}}
    drawn: dict[int, set[int]] = {}
    for tried, limit in enumerate(CONFLICT_SECONDS):
        for _ in range(4):
            output = json.loads(_ended(bare, states, _failed(tried))["output"])
            assert (output["sql"], output["tried"]) == ("MERGE", tried + 1)
            assert 1 <= output["seconds"] <= limit
            drawn.setdefault(tried, set()).add(output["seconds"])
    assert list(CONFLICT_SECONDS) == sorted(CONFLICT_SECONDS) and len(drawn[len(CONFLICT_SECONDS) - 1]) > 1


def test_it_is_waited_for_and_then_tried_again(bare: Stack) -> None:
    found = _ended(bare, _states(), _failed(0))
    waited = (found["stopDate"] - found["startDate"]).total_seconds()
    assert found["status"] == "SUCCEEDED" and waited >= json.loads(found["output"])["seconds"] * 0.9


@pytest.mark.parametrize("given", [_failed(len(CONFLICT_SECONDS)), _failed(0, "SYNTAX_ERROR: line 1:1")], ids=["too often", "no conflict"])
def test_what_is_no_conflict_or_one_too_many_fails_with_its_cause(bare: Stack, given: dict[str, Any]) -> None:
    found = _ended(bare, _states(), given)
    assert (found["status"], found["error"], found["cause"]) == ("FAILED", "States.TaskFailed", given["error"]["Cause"])
