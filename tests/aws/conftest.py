"""What the functions on AWS run against: MiniStack's S3 and Secrets Manager, and a fake Drive in a process of its own."""

from __future__ import annotations

import json
import shutil
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from kerok.emulator.drive import Drive
from tests.support.stack import Stack
from tests.support.storage_server import Account, Storage


@pytest.fixture(scope="session")
def one_drive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Drive]:
    """The Drive of a process's tests."""
    with Drive(tmp_path_factory.mktemp("drive")) as running:
        yield running


@pytest.fixture
def drive(one_drive: Drive) -> Drive:
    """A Drive whose content is the folder `drive.folder`, empty, as if just started."""
    for path in one_drive.folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    one_drive.reset()
    return one_drive


@dataclass(frozen=True)
class Deployed:
    """The function *ingest* with its environment, called in this process."""

    drive: Drive
    account: Account
    bucket: str

    def __call__(self, left: int = 900_000, **event: Any) -> dict[str, Any]:
        from kerok.aws.ingest import handler

        class Context:
            def get_remaining_time_in_millis(self) -> int:
                return left

        return handler(event, Context())

    def new(self, **event: Any) -> list[str]:
        """The keys of the objects that a call makes."""
        return sorted(key for file in self(**event)["fetched"] for key in file["objects"])

    def objects(self, prefix: str = "bronze/") -> list[str]:
        return [key for key in self.account.objects(self.bucket) if key.startswith(prefix)]

    def body(self, key: str) -> bytes:
        return bytes(self.account.client("s3").get_object(Bucket=self.bucket, Key=key)["Body"].read())

    def metadata(self, key: str) -> dict[str, str]:
        return dict(self.account.client("s3").head_object(Bucket=self.bucket, Key=key)["Metadata"])


@pytest.fixture
def deployed(drive: Drive, storage: Storage, monkeypatch: pytest.MonkeyPatch) -> Deployed:
    """The function with an empty bucket and the Drive's key as a secret."""
    account = storage.account()
    bucket = account.make_bucket()
    secret = account.client("secretsmanager").create_secret(Name=f"drive-{uuid.uuid4().hex[:8]}", SecretString=json.dumps(drive.key))["ARN"]
    variables = account.variables | {
        "AWS_ENDPOINT_URL": storage.endpoint, "LANDING_BUCKET": bucket, "DRIVE_FOLDER_ID": drive.folder_id, "DRIVE_SECRET_ARN": secret, "DRIVE_ENDPOINT": drive.url,
    }  # fmt: skip
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("boto3.DEFAULT_SESSION", None)  # it keeps the account of the test before
    return Deployed(drive, account, bucket)


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What was waited for between attempts, in seconds, without waiting."""
    found: list[float] = []
    monkeypatch.setattr("kerok.sources.drive_api.sleep", found.append)
    return found


@pytest.fixture(scope="module")
def mail(stack: Stack) -> Callable[[str], list[str]]:
    """What the alarm topic says of something, each message once."""
    sqs, sns = stack.client("sqs"), stack.client("sns")
    url = sqs.create_queue(QueueName="mail")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    (topic,) = [t["TopicArn"] for t in sns.list_topics()["Topics"] if "Alarms" in t["TopicArn"]]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)

    def read(about: str) -> list[str]:
        """Those that name ``about``; what other tests left is thrown away."""
        said: list[str] = []
        while found := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", []):
            for message in found:
                sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
            said += [json.loads(message["Body"])["Message"] for message in found]
        return [text for text in said if about in text]

    return read
