"""The stack as it is synthesized: checked by the field's own tools, and who may do what."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kerok.aws import workflow
from tests.support.stack import Stack, infra_python

pytestmark = pytest.mark.xdist_group("infra")

GOLDEN = Path(__file__).parents[1] / "golden" / "aws"


def _tool(name: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(infra_python().with_name(name)), *words], capture_output=True, text=True, check=False, timeout=120)


def test_cfn_lint_finds_nothing(checked: Path) -> None:
    # W3005: CDK writes dependencies that a GetAtt implies already
    found = _tool("cfn-lint", "--ignore-checks", "W3005", "--", str(checked / "Kerok.template.json"))
    assert (found.returncode, found.stdout) == (0, "")


@pytest.mark.parametrize("name", ["load", "upkeep"])
def test_state_machines_are_the_golden_ones(name: str) -> None:
    made = workflow.text(workflow.state_machine() if name == "load" else workflow.upkeep())
    assert made == (GOLDEN / f"{name}.asl.json").read_text("utf-8"), "make golden, and look at what has changed"


@pytest.mark.parametrize("name", ["load", "upkeep"])
def test_statelint_finds_nothing(name: str) -> None:
    found = _tool("statelint", str(GOLDEN / f"{name}.asl.json"))
    assert (found.returncode, found.stdout.strip()) == (0, "")


def test_every_task_is_tried_again_and_caught() -> None:
    def tasks(states: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
        for name, state in states.items():
            yield name, state
            for inner in [*state.get("Branches", []), *filter(None, [state.get("ItemProcessor")])]:
                yield from tasks(inner["States"])

    for name, state in tasks(workflow.state_machine()["States"]):
        if state["Type"] == "Task":
            assert state["Retry"], name
            assert state.get("Catch") or name.startswith(("RecordFailure", "Notify")), name
        if state["Type"] == "Map":
            assert state["Catch"], name


def test_each_step_names_the_file_of_its_sql() -> None:
    root = Path(__file__).parents[2]
    for branch in workflow.state_machine()["States"]["Tracks"]["Branches"]:
        builds = {name: state for name, state in branch["States"].items() if name.startswith("BuildSQL_")}
        assert len(builds) == 8
        for name, state in builds.items():
            sql = state["Parameters"]["Payload"]["sql"]
            assert (root / sql).is_file() or (root / sql).with_suffix(".yml").is_file(), f"{name}: {sql}"


LANDING, RESULTS = "arn:aws:s3:::kerok-healthcare-landing", "arn:aws:s3:::kerok-athena-query-output-storage-v1"
GLUE = "arn:aws:glue:us-east-1:123456789012:table/kerok_healthcare/silver_pbj_daily"
LEDGER = "arn:aws:dynamodb:us-east-1:123456789012:table/kerok-healthcare-ledger"
GROUP = "arn:aws:athena:us-east-1:123456789012:workgroup/kerok-healthcare"

MAY = {
    "Stage": [("s3:GetObject", f"{LANDING}/bronze/pbj/x"), ("s3:PutObject", f"{LANDING}/staged/pbj/x"), ("dynamodb:UpdateItem", LEDGER)],
    "BuildSql": [("s3:GetObject", f"{LANDING}/staged/x"), ("athena:GetQueryResults", GROUP), ("dynamodb:PutItem", LEDGER), ("s3:GetObject", f"{RESULTS}/x.csv")],
    "Mark": [("dynamodb:Scan", LEDGER)],
    "Ingest": [("s3:PutObject", f"{LANDING}/bronze/pbj/x"), ("secretsmanager:GetSecretValue", "secret")],
    "Workflow": [
        ("athena:StartQueryExecution", GROUP), ("athena:StopQueryExecution", GROUP), ("glue:UpdateTable", GLUE), ("glue:DeleteTable", GLUE),
        ("s3:PutObject", f"{LANDING}/silver/x"), ("s3:DeleteObject", f"{LANDING}/gold/x"), ("s3:GetObject", f"{LANDING}/staged/x"), ("s3:PutObject", f"{RESULTS}/x"),
    ],
    "Dashboard": [("athena:StartQueryExecution", GROUP), ("s3:GetObject", f"{LANDING}/gold/x"), ("glue:GetTable", GLUE)],
}  # fmt: skip
MUST_NOT = {
    "Stage": [("s3:PutObject", f"{LANDING}/bronze/x"), ("s3:DeleteObject", f"{LANDING}/bronze/x"), ("s3:PutObject", f"{LANDING}/gold/x"), ("secretsmanager:GetSecretValue", "secret"), ("glue:UpdateTable", GLUE)],
    "BuildSql": [("s3:PutObject", f"{LANDING}/bronze/x"), ("s3:PutObject", f"{LANDING}/silver/x"), ("athena:StartQueryExecution", GROUP), ("secretsmanager:GetSecretValue", "secret")],
    "Mark": [("s3:GetObject", f"{LANDING}/bronze/x"), ("s3:PutObject", f"{LANDING}/gold/x"), ("secretsmanager:GetSecretValue", "secret")],
    "Ingest": [("s3:DeleteObject", f"{LANDING}/bronze/x"), ("s3:PutObject", f"{LANDING}/gold/x"), ("dynamodb:PutItem", LEDGER), ("athena:StartQueryExecution", GROUP)],
    "Workflow": [("s3:PutObject", f"{LANDING}/bronze/x"), ("s3:DeleteObject", f"{LANDING}/bronze/x"), ("secretsmanager:GetSecretValue", "secret"), ("s3:CreateBucket", LANDING), ("glue:DeleteDatabase", GLUE)],
    "Dashboard": [("s3:GetObject", f"{LANDING}/silver/x"), ("s3:GetObject", f"{LANDING}/bronze/x"), ("s3:PutObject", f"{LANDING}/gold/x"), ("glue:UpdateTable", GLUE), ("dynamodb:PutItem", LEDGER), ("secretsmanager:GetSecretValue", "secret")],
}


@pytest.mark.parametrize("role", list(MAY))
def test_a_role_may_what_it_needs_and_nothing_else(bare: Stack, role: str) -> None:
    iam, secret = bare.client("iam"), bare.outputs["DriveKeySecret"]
    (arn,) = [r["Arn"] for r in iam.list_roles()["Roles"] if f"-{role}Role" in r["RoleName"]]

    def decided(right: tuple[str, str]) -> str:
        action, resource = right
        named = secret if resource == "secret" else resource
        answer = iam.simulate_principal_policy(PolicySourceArn=arn, ActionNames=[action], ResourceArns=[named])
        return str(answer["EvaluationResults"][0]["EvalDecision"])

    assert {right: decided(right) for right in MAY[role]} == dict.fromkeys(MAY[role], "allowed")
    assert {right: decided(right) for right in MUST_NOT[role]} == dict.fromkeys(MUST_NOT[role], "implicitDeny")


def test_buckets_are_private_and_encrypted_and_the_landing_bucket_keeps_versions(checked: Path) -> None:
    resources = json.loads((checked / "Kerok.template.json").read_text())["Resources"]
    buckets = {r["Properties"]["BucketName"]: r["Properties"] for r in resources.values() if r["Type"] == "AWS::S3::Bucket"}
    for properties in buckets.values():
        assert set(properties["PublicAccessBlockConfiguration"].values()) == {True}
        assert properties["BucketEncryption"]
    assert buckets["kerok-healthcare-landing"]["VersioningConfiguration"] == {"Status": "Enabled"}
    policies = [r["Properties"]["PolicyDocument"]["Statement"] for r in resources.values() if r["Type"] == "AWS::S3::BucketPolicy"]
    assert all(any(s["Effect"] == "Deny" and s.get("Condition", {}).get("Bool") == {"aws:SecureTransport": "false"} for s in found) for found in policies)
