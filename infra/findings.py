"""What cdk-nag finds and why it is so: every finding that is not listed here fails the synthesis."""

from __future__ import annotations

from typing import TYPE_CHECKING

import aws_cdk as cdk

if TYPE_CHECKING:
    from kerok_stack import KerokStack

_RULES = {
    "AwsSolutions-S1": "access logs of a bucket are a bucket of the account's own, to be named by who runs it; CloudTrail's data events say the same",
    "AwsSolutions-SMG4": "the key of a Google service account is made at Google: Secrets Manager cannot rotate it",
    "AwsSolutions-SQS3": "it is the dead letter queue",
    "AwsSolutions-L1": "DuckDB and NumPy are packed for Python 3.11, which the tests run; a newer runtime comes with a newer lock",
}
_PLACES = {
    "bronze": "files as received; stage reads them, ingest writes them, nobody else does",
    "staged": "text Parquet that can be made again",
    "silver": "Athena writes and removes files of tables under names of its own",
    "gold": "Athena writes and removes files of tables under names of its own",
    "ops": "Athena writes and removes files of tables under names of its own",
    "candidates": "tables that nobody reads yet, dropped after each step",
    "ingest-state": "what ingest has fetched",
}


def acknowledge(stack: KerokStack) -> None:
    """Explain what is found."""
    landing, results = _id(stack, stack.landing), _id(stack, stack.results)
    found = dict(_RULES)
    found |= {_wildcard(f"<{landing}.Arn>/{place}/*"): why for place, why in _PLACES.items()}
    found[_wildcard(f"<{results}.Arn>/*")] = "Athena names its results"
    found[_wildcard(f"arn:<AWS::Partition>:glue:{stack.region}:{stack.account}:table/{stack.names.database}/*")] = "all tables of one database, candidates among them"
    found[_wildcard(f"arn:<AWS::Partition>:states:{stack.region}:{stack.account}:execution:<{_id(stack, stack.machine)}.Name>:*")] = "executions of one state machine"
    found[_wildcard("*")] = "CloudWatch's log delivery and X-Ray know no resources (AWS documents it so)"
    for name in ("Stage", "BuildSql", "Mark", "Ingest"):
        found[_wildcard(f"<{_id(stack, stack.node.find_child(f'{name}Logs'))}.Arn>:*")] = "streams of one log group"
    cdk.Validations.of(stack).acknowledge(*(cdk.Acknowledgment(id=rule, reason=why) for rule, why in found.items()))


def _wildcard(resource: str) -> str:
    return f"AwsSolutions-IAM5[Resource::{resource}]"


def _id(stack: KerokStack, construct: object) -> str:
    return str(stack.get_logical_id(construct.node.default_child))  # type: ignore[attr-defined]
