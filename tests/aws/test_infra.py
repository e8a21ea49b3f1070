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
DATA_CATALOG = "arn:aws:athena:us-east-1:123456789012:datacatalog/AwsDataCatalog"
DATABASE = "arn:aws:glue:us-east-1:123456789012:database/kerok_healthcare"
EXECUTION = "arn:aws:states:us-east-1:123456789012:execution:kerok-load:any"
MACHINES = "arn:aws:states:us-east-1:123456789012:stateMachine"
WRITES = ("dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem")

MAY = {
    "Stage": [("s3:GetObject", f"{LANDING}/bronze/pbj/x"), ("s3:PutObject", f"{LANDING}/staged/pbj/x"), ("dynamodb:Scan", LEDGER), *((write, LEDGER) for write in WRITES)],
    "BuildSql": [
        ("s3:GetObject", f"{LANDING}/staged/x"), ("athena:GetQueryResults", GROUP), ("athena:GetQueryExecution", GROUP), ("s3:GetObject", f"{RESULTS}/x.csv"),
        ("lambda:InvokeFunction", "Stage"), ("dynamodb:Scan", LEDGER), *((write, LEDGER) for write in WRITES),
    ],
    "Mark": [("states:DescribeExecution", EXECUTION), ("dynamodb:Scan", LEDGER), ("dynamodb:GetItem", LEDGER), *((write, LEDGER) for write in WRITES)],
    "Ingest": [("s3:PutObject", f"{LANDING}/bronze/pbj/x"), ("s3:PutObject", f"{LANDING}/ingest-state/drive/x"), ("secretsmanager:GetSecretValue", "DriveKeySecret")],
    "Workflow": [
        *(("lambda:InvokeFunction", name) for name in ("Stage", "BuildSql", "Mark")), ("sns:Publish", "Alarms"),
        ("athena:StartQueryExecution", GROUP), ("athena:StopQueryExecution", GROUP), ("athena:GetQueryExecution", GROUP), ("athena:GetDataCatalog", DATA_CATALOG),
        *((f"glue:{right}", GLUE) for right in ("GetTable", "CreateTable", "UpdateTable", "DeleteTable")), ("glue:GetDatabases", DATABASE),
        ("s3:PutObject", f"{LANDING}/silver/x"), ("s3:PutObject", f"{LANDING}/ops/x"), ("s3:PutObject", f"{LANDING}/candidates/x"), ("s3:DeleteObject", f"{LANDING}/gold/x"),
        ("s3:GetObject", f"{LANDING}/staged/x"), ("s3:PutObject", f"{RESULTS}/x"), ("s3:ListBucket", LANDING),
    ],
    "Dashboard": [("athena:StartQueryExecution", GROUP), ("athena:GetDataCatalog", DATA_CATALOG), ("s3:GetObject", f"{LANDING}/gold/x"), ("glue:GetTable", GLUE), ("glue:GetDatabases", DATABASE)],
    "LoadEvents": [("states:StartExecution", f"{MACHINES}:kerok-load")],
    "UpkeepEvents": [("states:StartExecution", f"{MACHINES}:kerok-upkeep")],
}  # fmt: skip
SECRET = ("secretsmanager:GetSecretValue", "DriveKeySecret")
MUST_NOT = {
    "Stage": [
        ("s3:PutObject", f"{LANDING}/bronze/x"), ("s3:DeleteObject", f"{LANDING}/bronze/x"), ("s3:DeleteObject", f"{LANDING}/staged/x"), ("s3:PutObject", f"{LANDING}/gold/x"),
        ("glue:UpdateTable", GLUE), ("athena:StartQueryExecution", GROUP), ("sns:Publish", "Alarms"), SECRET,
    ],
    "BuildSql": [
        ("s3:PutObject", f"{LANDING}/bronze/x"), ("s3:PutObject", f"{LANDING}/silver/x"), ("s3:PutObject", f"{LANDING}/staged/x"), ("s3:GetObject", f"{LANDING}/bronze/x"),
        ("athena:StartQueryExecution", GROUP), ("lambda:InvokeFunction", "Ingest"), ("lambda:InvokeFunction", "Mark"), SECRET,
    ],
    "Mark": [
        ("s3:GetObject", f"{LANDING}/bronze/x"), ("s3:PutObject", f"{LANDING}/bronze/x"), ("s3:DeleteObject", f"{LANDING}/bronze/x"), ("s3:PutObject", f"{LANDING}/gold/x"),
        ("states:StartExecution", f"{MACHINES}:kerok-load"), ("athena:StartQueryExecution", GROUP), ("lambda:InvokeFunction", "Stage"), SECRET,
    ],
    "Ingest": [
        ("s3:DeleteObject", f"{LANDING}/bronze/x"), ("s3:GetObject", f"{LANDING}/bronze/x"), ("s3:PutObject", f"{LANDING}/gold/x"), ("s3:ListBucket", LANDING),
        ("dynamodb:PutItem", LEDGER), ("dynamodb:Scan", LEDGER), ("athena:StartQueryExecution", GROUP), ("states:StartExecution", f"{MACHINES}:kerok-load"),
    ],
    "Workflow": [
        ("s3:PutObject", f"{LANDING}/bronze/x"), ("s3:DeleteObject", f"{LANDING}/bronze/x"), ("s3:GetObject", f"{LANDING}/bronze/x"), ("s3:PutObject", f"{LANDING}/staged/x"),
        ("s3:CreateBucket", LANDING), ("glue:DeleteDatabase", DATABASE), ("lambda:InvokeFunction", "Ingest"), ("dynamodb:PutItem", LEDGER), SECRET,
    ],
    "Dashboard": [
        ("s3:GetObject", f"{LANDING}/silver/x"), ("s3:GetObject", f"{LANDING}/bronze/x"), ("s3:PutObject", f"{LANDING}/gold/x"), ("glue:UpdateTable", GLUE), ("glue:CreateTable", GLUE),
        ("dynamodb:PutItem", LEDGER), ("lambda:InvokeFunction", "Stage"), SECRET,
    ],
    "LoadEvents": [("states:StartExecution", f"{MACHINES}:kerok-upkeep"), ("lambda:InvokeFunction", "Stage"), ("s3:GetObject", f"{LANDING}/bronze/x"), SECRET],
    "UpkeepEvents": [("states:StartExecution", f"{MACHINES}:kerok-load"), ("lambda:InvokeFunction", "Stage"), ("s3:GetObject", f"{LANDING}/bronze/x"), SECRET],
}  # fmt: skip
"""Of *ingest* the listing: it may list below its two prefixes, which the simulator here is not told of."""


def _arns(bare: Stack) -> dict[str, str]:
    """Of what CloudFormation named itself."""
    functions = {name: f["FunctionArn"] for f in bare.client("lambda").list_functions()["Functions"] for name in ("Stage", "BuildSql", "Mark", "Ingest") if f"-{name}" in f["FunctionName"]}
    (topic,) = [found["TopicArn"] for found in bare.client("sns").list_topics()["Topics"] if "Alarms" in found["TopicArn"]]
    return {**functions, "Alarms": topic, "DriveKeySecret": bare.outputs["DriveKeySecret"]}


@pytest.mark.parametrize("role", list(MAY))
def test_a_role_may_what_it_needs_and_nothing_else(bare: Stack, role: str) -> None:
    iam, arns = bare.client("iam"), _arns(bare)
    (arn,) = [r["Arn"] for r in iam.list_roles()["Roles"] if f"-{role}Role" in r["RoleName"]]

    def decided(right: tuple[str, str]) -> str:
        action, resource = right
        answer = iam.simulate_principal_policy(PolicySourceArn=arn, ActionNames=[action], ResourceArns=[arns.get(resource, resource)])
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
    others = {"prefix": "another", "drive_key": "a-key", "stack": "Another"}
    template = (synthesized(tmp_path, namespace="a_lake", **names, **others) / "Another.template.json").read_text()
    for reference in ("kerok_healthcare", "kerok-", '"kerok"'):
        assert reference not in template
    resources = json.loads(template)["Resources"].values()
    named = {p.get("StateMachineName") or p.get("LogGroupName") or p.get("DashboardName") for p in (r.get("Properties", {}) for r in resources)} - {None}
    assert named == {"another", "another-load", "another-upkeep", "/aws/vendedlogs/states/another-load", "/aws/vendedlogs/states/another-upkeep"}
    assert [r["Properties"]["Name"] for r in resources if r["Type"] == "AWS::SecretsManager::Secret"] == ["a-key"]
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
