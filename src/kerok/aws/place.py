"""Where a function works: the lake of its environment, and what lies in its bucket."""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import json
import shlex
import urllib.parse
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kerok.cloud import client, code_of
from kerok.dynamo import DynamoLedger
from kerok.errors import LakeDamaged
from kerok.settings import Settings, load_settings
from kerok.shared import ServedLake

CHUNK = 8 << 20
_VERSION = "?versionId="


class HeldLedger(DynamoLedger):
    """The ledger as an execution sees it whose turn it is: nobody else loads, so that no lease is needed."""

    @contextmanager
    def lease(self, names: Iterable[str], wait_seconds: float, *, renewed: bool = False) -> Iterator[None]:
        yield


class FunctionLake(ServedLake):
    """The lake as a function sees it. The workflow holds the turn from one call to the next."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.ledger = HeldLedger(settings["ledger.url"].partition("://")[2])
        self.bucket, _, prefix = settings.warehouse.removeprefix("s3://").partition("/")
        self.prefix = f"{prefix}/" if prefix else ""

    @contextmanager
    def writer(self) -> Iterator[None]:
        """The turn is the execution's."""
        yield

    # ------------------------------------------------------------------------------------ staged files

    def staged_key(self, dataset: str, sha256: str, name: str) -> str:
        """Key of an object beside a staged file; one whose name begins with an underscore no engine reads."""
        return f"{self.prefix}staged/{dataset}/file_sha256={sha256}/{name}"

    def staged_facts(self, dataset: str, sha256: str) -> dict[str, Any] | None:
        """What staging found out about the file; None if it is not staged."""
        try:
            answer = client("s3").get_object(Bucket=self.bucket, Key=self.staged_key(dataset, sha256, "_facts.json"))
        except Exception as error:
            if code_of(error) in ("NoSuchKey", "404", "AccessDenied"):  # without the right to list, S3 says no more of what is not there
                return None
            raise
        facts: dict[str, Any] = json.loads(answer["Body"].read())
        return facts


@functools.cache
def function_lake() -> FunctionLake:
    """The lake that the environment names; its home is Lambda's own scratch folder."""
    return FunctionLake(load_settings("/tmp/kerok"))


# ------------------------------------------------------------------------------------------ objects


class Source:
    """One object as received.

    Args:
        found: ``key`` and perhaps ``version-id``, as EventBridge names them.
    """

    def __init__(self, bucket: str, found: dict[str, Any]) -> None:
        self.bucket, self.key = bucket, str(found["key"])
        version = found.get("version-id") or ""
        self.version = str(version) if version != "null" else ""
        self._options = {"Bucket": bucket, "Key": self.key, **({"VersionId": self.version} if self.version else {})}

    @property
    def name(self) -> str:
        """The file's name as its sender had it."""
        given = self._metadata.get("original-name")
        return urllib.parse.unquote(given) if given else self.key.rpartition("/")[2] or self.key

    @property
    def bronze(self) -> str:
        """What the ledger calls it; `source_of` has it back, whatever its key holds."""
        return f"{self.key}{_VERSION}{self.version}" if self.version or _VERSION in self.key else self.key

    @property
    def unread(self) -> str:
        """What stands for its hash in the ledger when it failed before it was read: its key's own hash, whatever its version."""
        return hashlib.sha256(self.key.encode()).hexdigest()

    @property
    def published(self) -> str | None:
        """CMS's release date, where the sender said it."""
        return self._metadata.get("published")

    @property
    def received(self) -> str:
        """When it was put there, in UTC: of two objects the later one counts as newer, in whatever order their events come."""
        put: dt.datetime = self._described["LastModified"]
        return put.astimezone(dt.UTC).isoformat(timespec="microseconds")

    def head(self, size: int = 1 << 18) -> bytes:
        """Its first bytes."""
        answer = self._get(Range=f"bytes=0-{size - 1}") if self._size else None
        return bytes(answer["Body"].read()) if answer else b""

    def fetch(self, path: Path) -> None:
        """Have it as a file."""
        body = self._get()["Body"]
        with path.open("wb") as out:
            while chunk := body.read(CHUNK):
                out.write(chunk)

    def _get(self, **options: Any) -> dict[str, Any]:
        try:
            answer: dict[str, Any] = client("s3").get_object(**self._options, **options)
        except Exception as error:
            self._explain(error)
            raise
        return answer

    @property
    def _described(self) -> dict[str, Any]:
        if not hasattr(self, "_known"):
            try:
                self._known: dict[str, Any] = client("s3").head_object(**self._options)
            except Exception as error:
                self._explain(error)
                raise
        return self._known

    def _explain(self, error: Exception) -> None:
        """Raise what a person understands, where that is known. Of what is not there S3 says 403 to who may not list the bucket, as *stage* may not."""
        where = f"s3://{self.bucket}/{self.key}"
        if code_of(error) in ("NoSuchKey", "NoSuchVersion", "404"):
            raise LakeDamaged("the object is gone", where=where, hint="put it there again") from error
        if code_of(error) in ("AccessDenied", "403"):
            raise LakeDamaged("the object is gone, or the function may not read it", where=where, hint=f"aws s3 ls {shlex.quote(where)}") from error

    @property
    def _size(self) -> int:
        return int(self._described["ContentLength"])

    @property
    def _metadata(self) -> dict[str, str]:
        return dict(self._described.get("Metadata", {}))


def source_of(bucket: str, bronze: str) -> Source:
    """The object that the ledger calls so."""
    key, _, version = bronze.rpartition(_VERSION) if _VERSION in bronze else (bronze, "", "")
    return Source(bucket, {"key": key, "version-id": version})
