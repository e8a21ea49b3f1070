"""The template: who may tell of alarms, how long what is kept, and what the workgroup holds to; none of it shows on the emulator."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kerok.aws.backfill import ARRIVALS

pytestmark = pytest.mark.xdist_group("infra")

RUNBOOK = Path(__file__).parents[2] / "docs" / "aws-deployment.md"


@pytest.fixture
def resources(checked: Path) -> dict[str, Any]:
    """Every resource, by its name."""
    return dict(json.loads((checked / "Kerok.template.json").read_text())["Resources"])


def _of(resources: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [r["Properties"] for r in resources.values() if r["Type"] == f"AWS::{kind}"]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def test_every_alarm_may_publish_to_the_topic_that_it_names(resources: dict[str, Any]) -> None:
    """A topic that has a policy of its own asks it of everybody but the account's roles, and CloudWatch is none."""
    allowed = []
    for policy in _of(resources, "SNS::TopicPolicy"):
        for statement in policy["PolicyDocument"]["Statement"]:
            if statement["Effect"] == "Allow" and statement["Principal"] == {"Service": "cloudwatch.amazonaws.com"} and "sns:Publish" in _listed(statement["Action"]):
                assert statement["Condition"] == {"StringEquals": {"aws:SourceAccount": "123456789012"}}
                allowed += [topic for topic in policy["Topics"] if topic in _listed(statement["Resource"])]
    named = [action for alarm in _of(resources, "CloudWatch::Alarm") for action in alarm["AlarmActions"]]
    assert named and all(topic in allowed for topic in named)


def test_every_alarm_is_in_the_runbook_that_it_names(resources: dict[str, Any]) -> None:
    runbook = RUNBOOK.read_text("utf-8")
    alarms = {name: r["Properties"] for name, r in resources.items() if r["Type"] == "AWS::CloudWatch::Alarm"}
    assert len(alarms) == 5
    for name, alarm in alarms.items():
        assert alarm["AlarmDescription"].endswith(f"docs/{RUNBOOK.name}")
        assert f"| {name[:-8]} |" in runbook


def test_what_is_overwritten_goes_after_days_everywhere_but_in_bronze(resources: dict[str, Any]) -> None:
    rules = {bucket["BucketName"]: bucket["LifecycleConfiguration"]["Rules"] for bucket in _of(resources, "S3::Bucket")}
    landing = rules["kerok-healthcare-landing"]
    kept = {rule["Prefix"]: rule["NoncurrentVersionExpiration"]["NoncurrentDays"] for rule in landing if "NoncurrentVersionExpiration" in rule}
    assert kept == {"staged/": 1, "candidates/": 1, "silver/": 7, "gold/": 7, "ops/": 7, "ingest-state/": 7}
    written = {f"{place}/" for policy in _of(resources, "IAM::Policy") for place in _written(policy)}
    assert written - kept.keys() == {"bronze/"}, "what a role may write, a rule is about"
    markers = {rule["Prefix"] for rule in landing if rule.get("ExpiredObjectDeleteMarker") or "ExpirationInDays" in rule}
    assert markers == kept.keys(), "what an object leaves that was deleted goes too"
    assert [rule["ExpirationInDays"] for rule in rules["kerok-athena-query-output-storage-v1"]] == [7]
    assert [rule["AbortIncompleteMultipartUpload"] for rule in landing if "Prefix" not in rule] == [{"DaysAfterInitiation": 1}]


def _written(policy: dict[str, Any]) -> Iterator[str]:
    for statement in policy["PolicyDocument"]["Statement"]:
        if "s3:PutObject" in _listed(statement["Action"]):
            for resource in _listed(statement["Resource"]):
                yield from (part.strip("/*") for part in resource["Fn::Join"][1] if isinstance(part, str) and part != "/*")


def test_the_workgroup_enforces_what_it_says(resources: dict[str, Any]) -> None:
    (group,) = _of(resources, "Athena::WorkGroup")
    assert group["WorkGroupConfiguration"] == {
        "BytesScannedCutoffPerQuery": 20 << 30, "EnforceWorkGroupConfiguration": True, "PublishCloudWatchMetricsEnabled": True,
        "EngineVersion": {"SelectedEngineVersion": "Athena engine version 3"},
        "ResultConfiguration": {"EncryptionConfiguration": {"EncryptionOption": "SSE_S3"}, "OutputLocation": "s3://kerok-athena-query-output-storage-v1/"},
    }  # fmt: skip


def test_logs_are_kept_for_ninety_days(resources: dict[str, Any]) -> None:
    groups = _of(resources, "Logs::LogGroup")
    assert len(groups) == len(_of(resources, "Lambda::Function")) + len(_of(resources, "StepFunctions::StateMachine"))
    assert {group["RetentionInDays"] for group in groups} == {90}


def test_a_right_to_everything_is_only_where_aws_knows_no_resources(resources: dict[str, Any]) -> None:
    """cdk-nag fails for any other wildcard that infra/findings.py does not explain; this one it explains for every role at once."""
    anywhere = set()
    for policy in _of(resources, "IAM::Policy"):
        for statement in policy["PolicyDocument"]["Statement"]:
            actions, places = _listed(statement["Action"]), _listed(statement["Resource"])
            assert not any("*" in action for action in actions)
            anywhere |= set(actions) if "*" in places else set()
    assert anywhere == {
        *(f"logs:{right}LogDelivery" for right in ("Create", "Get", "Update", "Delete")), "logs:ListLogDeliveries", "logs:PutResourcePolicy", "logs:DescribeResourcePolicies",
        "logs:DescribeLogGroups", "xray:PutTraceSegments", "xray:PutTelemetryRecords", "xray:GetSamplingRules", "xray:GetSamplingTargets",
    }  # fmt: skip


def test_ingest_lists_its_own_prefixes_alone(resources: dict[str, Any]) -> None:
    (policy,) = [p for p in _of(resources, "IAM::Policy") if p["PolicyName"].startswith("IngestRole")]
    (listing,) = [s for s in policy["PolicyDocument"]["Statement"] if "s3:ListBucket" in _listed(s["Action"])]
    assert listing["Condition"] == {"StringLike": {"s3:prefix": ["bronze/*", "ingest-state/*"]}}


def test_backfill_drives_what_an_event_would(resources: dict[str, Any]) -> None:
    (pattern,) = [rule["EventPattern"] for rule in _of(resources, "Events::Rule") if "EventPattern" in rule]
    assert tuple(key["prefix"] for key in pattern["detail"]["object"]["key"]) == ARRIVALS


def test_no_function_takes_concurrency_from_the_account(resources: dict[str, Any]) -> None:
    """Lambda wants 100 left for all others, and a new account has 10 in all."""
    assert [f for f in _of(resources, "Lambda::Function") if "ReservedConcurrentExecutions" in f] == []
