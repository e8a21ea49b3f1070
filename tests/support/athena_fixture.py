"""The fixture `athena`: MiniStack's S3 and Glue, with Athena executed by the session's Trino."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from kerok.emulator.environment import EmulatorUnavailable, emulator

from .parts import left_out
from .trino_server import Trino

BUCKET = "lake"
ENVIRONMENT = {"region_name": "us-east-1", "aws_access_key_id": "123456789012", "aws_secret_access_key": "test"}


class Athena:
    """An account with one bucket.

    Attributes:
        endpoint: Address of every service.
    """

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint

    def client(self, service: str) -> Any:
        """A boto3 client of one of its services."""
        import boto3

        return boto3.client(service, endpoint_url=self.endpoint, **ENVIRONMENT)

    def connect(self, **options: Any) -> Any:
        """A PyAthena connection whose results go to the bucket."""
        import pyathena

        settings = {"s3_staging_dir": f"s3://{BUCKET}/results/", "endpoint_url": self.endpoint, "poll_interval": 0.02, **ENVIRONMENT}
        return pyathena.connect(**(settings | options))

    def query(self, sql: str, *parameters: str) -> list[tuple[Any, ...]]:
        """The rows of one statement, through PyAthena."""
        with self.connect() as connection:
            cursor = connection.cursor()
            cursor.execute(sql, list(parameters) or None, paramstyle="qmark")
            return [tuple(row) for row in cursor.fetchall()] if cursor.description else []


@pytest.fixture(scope="session")
def athena(trino: Trino, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Athena]:
    """One for the session; whatever uses it carries `xdist_group("athena")`, since catalogs of one name serve one emulator.

    Skipped with the reason where its packages cannot be had; in CI that is a failure.
    """
    try:
        with emulator(f"http://127.0.0.1:{trino.port}", tmp_path_factory.mktemp("athena") / "emulator.log") as endpoint:
            account = Athena(endpoint)
            account.client("s3").create_bucket(Bucket=BUCKET)
            yield account
            for catalog in ("awsdatacatalog", "external"):
                trino.query(f"DROP CATALOG IF EXISTS {catalog}")
    except EmulatorUnavailable as error:
        left_out("MiniStack", error)
