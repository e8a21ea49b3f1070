"""The stack of infra/, synthesized as it is deployed, and deployed to the emulator."""

from __future__ import annotations

import io
import json
import os
import subprocess
import time
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kerok.aws.workflow import write
from kerok.emulator.drive import Drive
from kerok.emulator.environment import python_of

from .parts import locked

ROOT = Path(__file__).parents[2]
ACCOUNT, REGION = "123456789012", "us-east-1"
NAMESPACE = "kerok_healthcare"


def infra_python() -> Path:
    """The interpreter of infra/requirements.txt, in the user's cache folder."""
    return python_of(ROOT / "infra" / "requirements.txt", "infra")


def synthesized(folder: Path, *, nag: bool = False, namespace: str = NAMESPACE, **context: str) -> Path:
    """The folder that ``cdk synth`` writes; names of the stack's parts as context."""
    folder.mkdir(parents=True, exist_ok=True)
    build = Path.home() / ".cache" / "kerok" / "aws-build"
    build.parent.mkdir(parents=True, exist_ok=True)
    environment = os.environ | {
        "CDK_OUTDIR": str(folder / "cdk.out"), "CDK_DEFAULT_ACCOUNT": ACCOUNT, "CDK_DEFAULT_REGION": REGION, "CDK_NAG": "1" if nag else "0",
        "KEROK_BUILD": str(build), "JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION": "1", "CDK_CONTEXT_JSON": json.dumps(context),
    }  # fmt: skip
    python = infra_python()
    with locked(build.parent / "aws-build.lock"):  # packages are built once, whoever comes first
        write(build, namespace)
        done = subprocess.run([str(python), "app.py"], cwd=ROOT / "infra", env=environment, capture_output=True, text=True, check=False, timeout=400)
    if done.returncode:
        raise AssertionError(f"cdk synth failed\n{done.stdout[-6000:]}\n{done.stderr[-3000:]}")
    return folder / "cdk.out"


def zipped(folder: Path) -> bytes:
    """A folder as Lambda takes it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            archive.write(path, path.relative_to(folder))
    return out.getvalue()


@dataclass
class Stack:
    """The deployed stack.

    Attributes:
        outputs: The stack's own, by name.
    """

    endpoint: str
    outputs: dict[str, str]
    faults: Path
    _seen: set[str] = field(default_factory=set)

    def client(self, service: str) -> Any:
        """A boto3 client of one of its services."""
        import boto3

        return boto3.client(service, endpoint_url=self.endpoint, region_name=REGION, aws_access_key_id=ACCOUNT, aws_secret_access_key="test")

    @property
    def bucket(self) -> str:
        return self.outputs["LandingBucket"]

    @property
    def machine(self) -> str:
        return self.outputs["StateMachine"]

    @property
    def variables(self) -> dict[str, str]:
        """The environment of a Kerok that works on the lake."""
        return {
            "AWS_ENDPOINT_URL": self.endpoint, "AWS_ACCESS_KEY_ID": ACCOUNT, "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": REGION, "AWS_REGION": REGION,
            "KEROK_CATALOG": "glue", "KEROK_CATALOG_URL": self.endpoint, "KEROK_CATALOG_REGION": REGION, "KEROK_NAMESPACE": NAMESPACE,
            "KEROK_WAREHOUSE": f"s3://{self.bucket}", "KEROK_S3_ENDPOINT": self.endpoint, "KEROK_S3_REGION": REGION,
            "KEROK_LEDGER_URL": "dynamodb://kerok-healthcare-ledger", "KEROK_ATHENA_WORKGROUP": "kerok-healthcare",
        }  # fmt: skip

    def connect(self, drive: Drive) -> None:
        """Let the function *ingest* read this Drive."""
        functions, name = self.client("lambda"), self._ingest()
        variables = functions.get_function_configuration(FunctionName=name)["Environment"]["Variables"] | {"DRIVE_ENDPOINT": drive.url, "DRIVE_FOLDER_ID": drive.folder_id}
        functions.update_function_configuration(FunctionName=name, Environment={"Variables": variables})
        self.client("secretsmanager").put_secret_value(SecretId=self.outputs["DriveKeySecret"], SecretString=json.dumps(drive.key))

    def ingest(self) -> dict[str, Any]:
        """Call the function *ingest*; its report, or ``errorType`` and ``errorMessage``."""
        answer = self.client("lambda").invoke(FunctionName=self._ingest(), Payload=b"{}")
        body: dict[str, Any] = json.loads(answer["Payload"].read())
        assert ("FunctionError" in answer) == ("errorMessage" in body), body
        return body

    def _ingest(self) -> str:
        (name,) = [f["FunctionName"] for f in self.client("lambda").list_functions()["Functions"] if "Ingest" in f["FunctionName"]]
        return str(name)

    def put(self, path: Path, key: str, published: str = "") -> None:
        """Put a file into the landing bucket, with CMS's release date as its sender would."""
        self.client("s3").put_object(Bucket=self.bucket, Key=key, Body=path.read_bytes(), Metadata={"published": published} if published else {})

    def fault(self, kind: str, statement: str, times: int = 1, reason: str = "") -> None:
        """Let Athena fail at statements that match, so often: fail, cancel or throttle, or carry them out twice; or a call of a state machine's (task), whose parameters match."""
        known = json.loads(self.faults.read_text()) if self.faults.exists() else []
        self.faults.write_text(json.dumps([*known, {"kind": kind, "statement": statement, "times": times, "reason": reason}]))

    def no_faults(self) -> None:
        """Let nothing more fail."""
        self.faults.write_text("[]")

    def faults_left(self) -> int:
        """How many of them have not happened."""
        return sum(fault["times"] for fault in json.loads(self.faults.read_text()))

    def executions(self) -> list[dict[str, Any]]:
        """All executions of the workflow."""
        pages = self.client("stepfunctions").get_paginator("list_executions").paginate(stateMachineArn=self.machine)
        return [execution for page in pages for execution in page["executions"]]

    def wait(self, count: int, seconds: float = 600) -> list[dict[str, Any]]:
        """All executions, when there are so many and none runs any more."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            found = self.executions()
            if len(found) >= count and all(e["status"] != "RUNNING" for e in found):
                self._seen = {e["executionArn"] for e in found}
                return found
            time.sleep(0.3)
        raise AssertionError(f"executions after {seconds} s: {[e['status'] for e in self.executions()]}")

    def succeeded(self, count: int, seconds: float = 600) -> list[dict[str, Any]]:
        """The executions that succeeded, when there are so many in all; each since the last waiting must have."""
        known = set(self._seen)
        found = self.wait(count, seconds)
        wrong = [self.described(e).get("cause") for e in found if e["status"] != "SUCCEEDED" and e["executionArn"] not in known]
        assert wrong == []
        return [e for e in found if e["status"] == "SUCCEEDED"]

    def history(self, arn: str) -> list[dict[str, Any]]:
        """Every event of one execution."""
        pages = self.client("stepfunctions").get_paginator("get_execution_history").paginate(executionArn=arn)
        return [event for page in pages for event in page["events"]]

    def described(self, execution: dict[str, Any]) -> dict[str, Any]:
        """Everything of one execution."""
        return dict(self.client("stepfunctions").describe_execution(executionArn=execution["executionArn"]))


def deploy(endpoint: str, template: Path, faults: Path) -> Stack:
    """Deploy what ``cdk synth`` wrote, packages first."""
    stack = Stack(endpoint, {}, faults)
    assets = json.loads((template / "Kerok.assets.json").read_text())["files"]
    s3 = stack.client("s3")
    url = ""
    for asset in assets.values():
        source = template / asset["source"]["path"]
        for place in asset["destinations"].values():
            s3.create_bucket(Bucket=place["bucketName"])
            body = zipped(source) if asset["source"]["packaging"] == "zip" else source.read_bytes()
            s3.put_object(Bucket=place["bucketName"], Key=place["objectKey"], Body=body)
            url = f"{endpoint}/{place['bucketName']}/{place['objectKey']}" if source.name == "Kerok.template.json" else url
    stack.client("ssm").put_parameter(Name="/cdk-bootstrap/hnb659fds/version", Value="27", Type="String")  # as `cdk bootstrap` does
    formation = stack.client("cloudformation")
    formation.create_stack(StackName="Kerok", TemplateURL=url, Capabilities=["CAPABILITY_IAM"])
    while "PROGRESS" in (found := formation.describe_stacks(StackName="Kerok")["Stacks"][0])["StackStatus"]:
        time.sleep(0.1)
    if found["StackStatus"] != "CREATE_COMPLETE":
        events = formation.describe_stack_events(StackName="Kerok")["StackEvents"]
        raise AssertionError([(e["LogicalResourceId"], e.get("ResourceStatusReason")) for e in events if "FAILED" in e["ResourceStatus"]])
    stack.outputs = {output["OutputKey"]: output["OutputValue"] for output in found["Outputs"]}
    return stack
