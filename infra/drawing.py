"""The deployment as a diagram, made from the template: what starts what, and from every role's rights what it reads and writes.

``python infra/drawing.py`` writes docs/aws-architecture.md.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parents[1] / "docs" / "aws-architecture.md"
_HEAD = """\
# What is deployed on AWS

Drawn by `make drawing` from the CloudFormation template that `infra/` synthesizes: boxes are its resources and the folders of the landing bucket,
arrows are its event rules, its state machines' calls, and of every role the rights to read and to write. What Athena reads and writes it does in
the workflow's name. [How to deploy it](aws-deployment.md); [what the workflow does](aws-workflow.md).

"""
_SHAPES = {
    "AWS::Lambda::Function": '(["Lambda {}"])', "AWS::StepFunctions::StateMachine": '{{{{"Step Functions {}"}}}}', "AWS::DynamoDB::Table": '[("DynamoDB {}")]',
    "AWS::SecretsManager::Secret": '[/"Secrets Manager {}"/]', "AWS::SNS::Topic": '>"SNS {}"]', "AWS::SQS::Queue": '[["SQS {}"]]', "AWS::Glue::Database": '[("Glue {}")]',
    "AWS::S3::Bucket": '[("S3 {}")]',
}  # fmt: skip
_READS = ("s3:GetObject", "dynamodb:Scan", "glue:GetTable", "secretsmanager:GetSecretValue")
_WRITES = ("s3:PutObject", "dynamodb:PutItem", "glue:UpdateTable", "sns:Publish", "lambda:InvokeFunction", "athena:StartQueryExecution")
Edge = tuple[str, str, str]
"""From, to, and what is said of it."""


def page(template: dict[str, Any]) -> str:
    """The text of docs/aws-architecture.md."""
    drawn = _Drawing(template["Resources"])
    edges = drawn.edges()
    named = {name for source, target, _ in edges for name in (source, target)}
    lines = [f"  {name}{shape}" for name, shape in sorted(drawn.boxes().items()) if name in named]
    for source, target, said in sorted(edges):
        both = not said and (target, source, "") in edges
        if not (both and target < source):  # reads and writes are one arrow
            label = f'|"{said}"|' if said else ""
            lines.append(f"  {source} {'<-->' if both else '-->'}{label} {target}")
    return _HEAD + "```mermaid\nflowchart LR\n" + "\n".join(lines) + "\n```\n"


class _Drawing:
    def __init__(self, resources: dict[str, Any]) -> None:
        self._resources = resources
        self._folders: set[str] = set()

    def _of(self, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
        return ((name, r["Properties"]) for name, r in self._resources.items() if r["Type"] == kind)

    def boxes(self) -> dict[str, str]:
        """Every box with its shape, by its name; folders as far as edges have come by them."""
        found = {_short(n): _SHAPES[r["Type"]].format(_short(n)) for n, r in self._resources.items() if r["Type"] in _SHAPES}
        found |= {folder: f'[("S3 {folder.replace("_", "-")}/")]' for folder in self._folders}
        return found | {"Athena": '[["Athena"]]', "Drive": '(("Google Drive"))', "Schedule": '(("EventBridge schedule"))', "Alarm": '(("CloudWatch alarm"))', "Dashboard": '(["dashboard"])'}

    def edges(self) -> set[Edge]:
        """Every arrow."""
        return {*self._events(), *self._machines(), *self._rights(), *self._alarms()}

    def _events(self) -> Iterator[Edge]:
        for _, rule in self._of("AWS::Events::Rule"):
            kinds = rule.get("EventPattern", {})
            keys = [key["prefix"] for key in kinds.get("detail", {}).get("object", {}).get("key", [])]
            starts = {self._folder(key) for key in keys} or {"Schedule"}
            for target in rule["Targets"]:
                started = _short(_named(target["Arn"]))
                yield from ((start, started, ", ".join(kinds.get("detail-type", [])) or rule["ScheduleExpression"]) for start in starts)
                yield from ((start, _short(_named(target["DeadLetterConfig"]["Arn"])), "what cannot be delivered") for start in starts)

    def _machines(self) -> Iterator[Edge]:
        for name, machine in self._of("AWS::StepFunctions::StateMachine"):
            for part, given in machine["DefinitionSubstitutions"].items():
                if part == "WorkGroup":
                    yield _short(name), "Athena", "statements"
                elif named := _named(given):
                    yield _short(name), _short(named), "what failed" if part == "Topic" else ""

    def _rights(self) -> Iterator[Edge]:
        actors = {_named(p["Role"]): _short(n) for n, p in self._of("AWS::Lambda::Function")}
        for n, p in self._of("AWS::Lambda::Function"):
            if "DRIVE_FOLDER_ID" in p["Environment"]["Variables"]:
                yield "Drive", _short(n), "new and changed files"
        for n, _ in self._of("AWS::IAM::Role"):
            actors |= {n: {"Workflow": "Athena", "Dashboard": "Dashboard"}[_short(n)]} if _short(n) in ("Workflow", "Dashboard") else {}
        for _, policy in self._of("AWS::IAM::Policy"):
            for actor in [actors[r] for r in map(_named, policy["Roles"]) if r in actors]:
                for statement in policy["PolicyDocument"]["Statement"]:
                    yield from self._statement(actor, statement)

    def _statement(self, actor: str, statement: dict[str, Any]) -> Iterator[Edge]:
        actions = [statement["Action"]] if isinstance(statement["Action"], str) else statement["Action"]
        resources = statement["Resource"] if isinstance(statement["Resource"], list) else [statement["Resource"]]
        for place in filter(None, (self._place(resource) for resource in resources)):
            if place != actor and any(action in _READS for action in actions):
                yield place, actor, ""
            if place != actor and any(action in _WRITES for action in actions) and not (actor == "Athena" and place in self._told_already()):
                yield actor, place, ""

    def _told_already(self) -> set[str]:
        """What the state machines themselves call."""
        return {target for _, target, _ in self._machines()}

    def _place(self, resource: Any) -> str:
        """The box that a right is about: a folder of the landing bucket, a resource; "" for one that is not drawn."""
        text = json.dumps(resource)
        if ":workgroup/" in text:
            return "Athena"
        if ":database/" in text:
            return next(_short(n) for n, _ in self._of("AWS::Glue::Database"))
        named, folder = _named(resource), re.search(r'"/([a-z-]+)/\*"', text)
        if folder:
            return self._folder(folder[1])
        return _short(named) if named and self._resources[named]["Type"] in _SHAPES else ""

    def _folder(self, key: str) -> str:
        folder = key.partition("/")[0].replace("-", "_")
        self._folders.add(folder)
        return folder

    def _alarms(self) -> Iterator[Edge]:
        for name, alarm in self._of("AWS::CloudWatch::Alarm"):
            yield "Alarm", _short(_named(alarm["AlarmActions"][0])), _short(name)


def _named(value: Any) -> str:
    """The resource that a value refers to, "" if none."""
    found = re.search(r'"(?:Ref": "|Fn::GetAtt": \[")(\w+)"', json.dumps(value))
    return found[1] if found and not found[1].startswith("AWS") else ""


def _short(name: str) -> str:
    """A resource's name in the stack's code: CDK adds eight digits."""
    return re.sub(r"[0-9A-F]{8}$", "", name).removesuffix("Role")


def main() -> None:
    """Synthesize the stack and draw it."""
    sys.path.insert(0, str(PAGE.parents[1]))
    from tests.support.stack import synthesized

    with tempfile.TemporaryDirectory() as folder:
        template = json.loads((synthesized(Path(folder)) / "Kerok.template.json").read_text("utf-8"))
    PAGE.write_text(page(template), "utf-8")


if __name__ == "__main__":
    main()
