"""The stack as it is synthesized: checked by the field's own tools, and who may do what."""

from __future__ import annotations

import json
import runpy
import subprocess
from pathlib import Path

import pytest

from kerok.aws import workflow
from tests.support.histories import provided
from tests.support.stack import Stack, infra_python, synthesized

pytestmark = pytest.mark.xdist_group("infra")

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "aws"


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
    ways = provided(workflow.state_machine())
    tried, caught = ({name for field, name in ways if field == wanted} for wanted in ("Retry", "Catch"))
    text = json.dumps(workflow.state_machine())
    assert len(tried) == text.count('"Type": "Task"')
    assert {name for name in tried - caught if not name.startswith(("RecordFailure", "Notify"))} == set()
    assert len(caught - tried) == text.count('"Type": "Map"')


def test_each_step_names_the_file_of_its_sql() -> None:
    for branch in workflow.state_machine()["States"]["Tracks"]["Branches"]:
        builds = {name: state for name, state in branch["States"].items() if name.startswith("BuildSQL_")}
        assert len(builds) == 8
        for name, state in builds.items():
            sql = state["Parameters"]["Payload"]["sql"]
            assert (ROOT / sql).is_file() or (ROOT / sql).with_suffix(".yml").is_file(), f"{name}: {sql}"


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


def test_the_diagram_of_the_documentation_is_the_templates(checked: Path) -> None:
    drawing = runpy.run_path(str(ROOT / "infra" / "drawing.py"))
    template = json.loads((checked / "Kerok.template.json").read_text())
    assert drawing["page"](template) == (ROOT / "docs" / "aws-architecture.md").read_text("utf-8"), "make drawing, and look at what has changed"


def test_every_name_can_be_another(tmp_path: Path) -> None:
    names = {"landing": "a-landing", "results": "some-results", "workgroup": "a-group", "ledger": "a-ledger"}
    template = (synthesized(tmp_path, namespace="a_lake", **names) / "Kerok.template.json").read_text()
    for reference in ("kerok-healthcare-landing", "kerok-athena-query-output-storage-v1", "kerok_healthcare", "kerok-healthcare"):
        assert reference not in template
    resources = json.loads(template)["Resources"].values()
    found = [r["Properties"] for r in resources if r["Type"] in ("AWS::S3::Bucket", "AWS::Glue::Database", "AWS::Athena::WorkGroup", "AWS::DynamoDB::Table")]
    given = {p.get("BucketName") or p.get("TableName") or p.get("Name") or p["DatabaseInput"]["Name"] for p in found}
    assert given == {*names.values(), "a_lake"}


def test_the_accounts_own_workgroup_is_used_as_it_is(tmp_path: Path) -> None:
    """CloudFormation cannot make it, for it is there; what the stack asks of it names where results go."""
    resources = json.loads((synthesized(tmp_path, workgroup="primary") / "Kerok.template.json").read_text())["Resources"].values()
    assert [r for r in resources if r["Type"] == "AWS::Athena::WorkGroup"] == []
    machines = [r["Properties"]["DefinitionSubstitutions"] for r in resources if r["Type"] == "AWS::StepFunctions::StateMachine"]
    assert {(s["WorkGroup"], s["Results"]) for s in machines} == {("primary", "kerok-athena-query-output-storage-v1")}


def test_what_can_be_made_again_expires_and_what_was_received_does_not(checked: Path) -> None:
    resources = json.loads((checked / "Kerok.template.json").read_text())["Resources"].values()
    (landing,) = [r["Properties"] for r in resources if r["Type"] == "AWS::S3::Bucket" and r["Properties"]["BucketName"] == "kerok-healthcare-landing"]
    rules = {rule["Id"]: rule for rule in landing["LifecycleConfiguration"]["Rules"]}
    assert {name: rule["ExpirationInDays"] for name, rule in rules.items() if "ExpirationInDays" in rule} == {"staged": 30, "candidates": 7}
    assert [rule["Prefix"] for rule in rules.values() if "bronze".startswith(rule.get("Prefix", "-")) or rule.get("Prefix", "").startswith("bronze")] == []
