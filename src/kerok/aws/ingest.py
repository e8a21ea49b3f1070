"""The Lambda function *ingest*: new and changed files of a Google Drive folder become objects of the landing bucket.

Environment: LANDING_BUCKET; DRIVE_FOLDER_ID; DRIVE_SECRET_ARN, the secret that holds a service account's key; DRIVE_ENDPOINT where Drive is not
Google's own; MAX_FILE_GB, the largest uncompressed file, 16 by default.

Objects are ``bronze/<pbj|providerinfo|other>/<sha256 of the uncompressed file>/<name>``: the header chooses the folder, archives are unpacked, and
the object is made in one moment from bytes whose MD5 was compared with Drive's and whose SHA-256 its key says. Its metadata are original-name,
drive-id, drive-md5 and, where given, published. What was fetched is remembered as ``ingest-state/drive/<Drive id>/<MD5>.json``.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import ClientError

from kerok.aws.bronze import LandingBucket
from kerok.aws.received import receive
from kerok.errors import KerokError, SourceUnavailable, UnreadableFile, UsageError, shown
from kerok.sources.drive import DriveSource
from kerok.sources.drive_api import DriveApi
from kerok.sources.elsewhere import Listed, fetched
from kerok.sources.folder import Incoming

RESERVE_MILLISECONDS = 60_000
"""No further file is begun when less than this is left."""

_SCRATCH = "kerok-ingest-"


class IngestFailed(KerokError):
    """Some files did not come through; all others have. The message is the report as JSON."""


@dataclass
class Report:
    """What one call did.

    Attributes:
        fetched: Per file of Drive its name, id, the keys of new objects, and those of bytes that were there already.
        unchanged: Files of Drive that were fetched before.
        skipped: Per file that is left out its name and the reason.
        failed: Per file that did not come through what, where and hint; is_final if it is not tried again until it changes.
        left: Files that a next call will fetch, because time was running out.
    """

    fetched: list[dict[str, Any]] = field(default_factory=list)
    unchanged: int = 0
    skipped: list[dict[str, str]] = field(default_factory=list)
    failed: list[dict[str, Any]] = field(default_factory=list)
    left: int = 0


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Fetch what is new; the `Report`.

    Args:
        event: ``files``: Drive ids to fetch even if nothing has changed, and nothing else; ``published``: CMS's release date (YYYY-MM-DD) of what
            this call fetches. Both may be missing.

    Raises:
        IngestFailed: Files did not come through, after all others have.
        KerokError: The folder, the key or the event cannot be read.
    """
    bucket = LandingBucket(boto3.client("s3"), _required("LANDING_BUCKET"))
    ingest = Ingest(_drive(), bucket, int(os.environ.get("MAX_FILE_GB") or 16) << 30, _published(event))
    report = ingest.run(set(event.get("files") or ()), context.get_remaining_time_in_millis)
    if report.failed:
        raise IngestFailed(json.dumps(vars(report)))
    return vars(report)


class Ingest:
    """Takes files from Drive into the bucket, one at a time."""

    def __init__(self, drive: DriveSource, bucket: LandingBucket, max_bytes: int, published: str | None) -> None:
        self._drive, self._bucket, self._max_bytes, self._published = drive, bucket, max_bytes, published
        self._report = Report()

    def run(self, again: set[str], time_left: Callable[[], int]) -> Report:
        """Fetch what is new, or ``again`` what has these ids."""
        known = self._bucket.fetched()
        with _scratch() as folder:
            files = list(self._drive.listed(self._skip))
            if again:
                files = self._named(files, again)
            for file in files:
                if not again and (file.address.removeprefix("drive:"), file.version) in known:
                    self._report.unchanged += 1
                elif time_left() < RESERVE_MILLISECONDS:
                    self._report.left += 1
                else:
                    self._one(file, folder, is_again=bool(again))
        return self._report

    def _named(self, files: list[Listed], ids: set[str]) -> list[Listed]:
        for missing in sorted(ids - {file.address.removeprefix("drive:") for file in files}):
            self._report.failed.append(_failure(missing, SourceUnavailable("there is no such file in the folder", hint="take the id from the file's link in Drive")))
        return [file for file in files if file.address.removeprefix("drive:") in ids]

    def _skip(self, name: str, reason: str) -> None:
        self._report.skipped.append({"file": name, "reason": reason})

    def _one(self, file: Listed, folder: Path, *, is_again: bool) -> None:
        file_id = file.address.removeprefix("drive:")
        told: dict[str, Any] = {"file": _short(file.name), "drive_id": file_id, "objects": [], "already": []}
        failed: list[dict[str, Any]] = []
        try:
            for incoming in fetched(self._drive, file, folder, self._skip):
                assert incoming.origin
                file = incoming.origin.listed  # as it was fetched: it may have changed since it was listed
                self._member(incoming, file, told, failed, is_again=is_again)
        except KerokError as error:
            failed.append(_failure(file.name, error))
        if all(f["is_final"] for f in failed):
            self._bucket.note(file_id, file.version, told | {"md5": file.version, "failed": failed, "fetched_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds")})
        self._report.fetched.append(told)
        self._report.failed += failed
        print(json.dumps(told | {"failed": failed}))  # for the function's log

    def _member(self, incoming: Incoming, file: Listed, told: dict[str, Any], failed: list[dict[str, Any]], *, is_again: bool) -> None:
        """One file of an archive, or the file itself: its object made, unless the same bytes are there."""
        assert incoming.origin
        try:
            received = receive(incoming, self._max_bytes)
            key = self._bucket.key_of(received)
            if key and not is_again:
                told["already"].append(key)
            else:
                metadata = {"original-name": incoming.name, "drive-id": file.address.removeprefix("drive:"), "drive-md5": file.version}
                published = self._published or file.published
                self._bucket.put(received, metadata | ({"published": published} if published else {}))
                told["objects"].append(received.key)
            if received.unknown:
                failed.append(_failure(incoming.name, UnreadableFile(received.unknown, hint=f"it is kept as {received.key} and not loaded")))
        except UnreadableFile as error:
            failed.append(_failure(incoming.name, error))
        finally:
            incoming.origin.done(incoming.name, None)


def _short(name: str) -> str:
    """A name for reports, which have to fit into an event."""
    return shown(name)[:200]


def _failure(name: str, error: KerokError) -> dict[str, Any]:
    return {"file": _short(name), "what": error.what, "where": error.where, "hint": error.hint, "is_final": isinstance(error, UnreadableFile)}


# ------------------------------------------------------------------------------------------ what the environment and the event say


def _required(name: str) -> str:
    if not os.environ.get(name):
        raise UsageError(f"{name} is not set", where="environment of the function", hint="deploy the stack again: it sets LANDING_BUCKET, DRIVE_FOLDER_ID and DRIVE_SECRET_ARN")
    return os.environ[name]


def _drive() -> DriveSource:
    folder, secret = _required("DRIVE_FOLDER_ID"), _required("DRIVE_SECRET_ARN")
    renew = f"make a new key (console.cloud.google.com/iam-admin/serviceaccounts), then: aws secretsmanager put-secret-value --secret-id {secret} --secret-string file://key.json"
    try:
        key = json.loads(boto3.client("secretsmanager").get_secret_value(SecretId=secret).get("SecretString", ""))
    except ClientError as error:  # no such secret, none put into it yet, no right to read it
        raise SourceUnavailable("the secret with the service account's key cannot be read", where=f"{secret}: {error}", hint=renew) from error
    except ValueError:
        key = None
    if not isinstance(key, dict):  # what the parser says of it might quote the secret
        raise SourceUnavailable("the secret holds no service account's key", where=secret, hint=renew) from None
    return DriveSource(folder, DriveApi(key, os.environ.get("DRIVE_ENDPOINT", ""), renew))


def _published(event: dict[str, Any]) -> str | None:
    given = event.get("published")
    try:
        return dt.date.fromisoformat(given).isoformat() if given else None
    except (TypeError, ValueError) as error:
        raise UsageError(f"{given!r} is not a day written YYYY-MM-DD", where="published of the event", hint='{"published": "2024-10-30"}') from error


@contextlib.contextmanager
def _scratch() -> Iterator[Path]:
    """A folder for one file at a time; what a call that was killed left in it is removed, for the disk outlives the call."""
    for left in Path(tempfile.gettempdir()).glob(f"{_SCRATCH}*"):
        if not _is_others(left.name.removeprefix(_SCRATCH).partition("-")[0]):
            shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=f"{_SCRATCH}{os.getpid()}-") as folder:
        yield Path(folder)


def _is_others(pid: str) -> bool:
    """Whether another process of that number lives; on AWS there is none, where functions are emulated there may be."""
    return pid.isdigit() and int(pid) != os.getpid() and Path(f"/proc/{pid}").exists()
