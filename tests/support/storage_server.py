"""The fixture `storage`: S3 and Glue by MiniStack, one server for the tests of a process, an account for whoever wants to be alone."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from kerok.emulator.environment import EmulatorUnavailable, emulator

from .parts import left_out

REGION, SECRET = "us-east-1", "test"


@dataclass(frozen=True)
class Account:
    """One account of the server, whose buckets and databases no other sees; no two have a bucket of one name.

    Attributes:
        endpoint: Address of S3 and Glue.
        key: Access key, which MiniStack takes for the account's number.
    """

    endpoint: str
    key: str

    @property
    def variables(self) -> dict[str, str]:
        """The environment of an AWS client, credentials as boto3 and Arrow find them."""
        return {"AWS_ACCESS_KEY_ID": self.key, "AWS_SECRET_ACCESS_KEY": SECRET, "AWS_DEFAULT_REGION": REGION}

    def client(self, service: str) -> Any:
        """A boto3 client of one of its services."""
        import boto3

        return boto3.client(service, endpoint_url=self.endpoint, region_name=REGION, aws_access_key_id=self.key, aws_secret_access_key=SECRET)

    def make_bucket(self, name: str = "") -> str:
        """An empty bucket, of a name that no other account has if none is given; its name."""
        name = name or f"lake-{uuid.uuid4().hex[:12]}"
        self.client("s3").create_bucket(Bucket=name)
        return name

    def objects(self, bucket: str) -> list[str]:
        """The keys of all objects of a bucket."""
        pages = self.client("s3").get_paginator("list_objects_v2").paginate(Bucket=bucket)
        return [found["Key"] for page in pages for found in page.get("Contents", [])]


class Storage:
    """The server."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint

    def account(self) -> Account:
        """A new account with nothing in it."""
        return Account(self.endpoint, f"{random.SystemRandom().randrange(10**11, 10**12)}")


@pytest.fixture(scope="session")
def storage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Storage]:
    """The server, empty. Skipped with the reason where its packages cannot be had; in CI that is a failure."""
    try:
        with emulator("", tmp_path_factory.mktemp("storage") / "emulator.log") as endpoint:
            yield Storage(endpoint)
    except EmulatorUnavailable as error:
        left_out("MiniStack", error)
