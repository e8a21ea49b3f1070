"""The landing bucket as *ingest* writes it: whole files under ``bronze/``, and under ``ingest-state/`` what was fetched already."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from typing import Any, BinaryIO
from urllib.parse import quote

from kerok.aws.received import Received
from kerok.errors import SourceUnavailable, shown
from kerok.landing import CHUNK

PART_BYTES = 8 << 20
STATE = "ingest-state/drive"
_METADATA_BYTES = 1024  # S3 takes 2 KB of all metadata together


class LandingBucket:
    """One bucket, through boto3's S3 client."""

    def __init__(self, s3: Any, name: str) -> None:
        self._s3, self._name = s3, name

    # ------------------------------------------------------------------------------------ what was fetched

    def fetched(self) -> set[tuple[str, str]]:
        """Drive id and MD5 of every file that was taken in, or refused for good."""
        pages = self._s3.get_paginator("list_objects_v2").paginate(Bucket=self._name, Prefix=f"{STATE}/")
        keys = [entry["Key"] for page in pages for entry in page.get("Contents", [])]
        return {(parts[-2], parts[-1].removesuffix(".json")) for parts in (key.split("/") for key in keys)}

    def note(self, file_id: str, md5: str, report: dict[str, Any]) -> None:
        """Remember what became of a file of Drive; it is not fetched again until its bytes change."""
        self._s3.put_object(Bucket=self._name, Key=f"{STATE}/{file_id}/{md5}.json", Body=json.dumps(report).encode(), ContentType="application/json")

    # ------------------------------------------------------------------------------------ files

    def key_of(self, received: Received) -> str | None:
        """The key under which these bytes lie already, whatever they were called; None if they do not."""
        prefix = received.key.rpartition("/")[0] + "/"
        found = self._s3.list_objects_v2(Bucket=self._name, Prefix=prefix, MaxKeys=1).get("Contents", [])
        return str(found[0]["Key"]) if found else None

    def put(self, received: Received, metadata: dict[str, str]) -> None:
        """Make the object, in one moment and only if its bytes have the hash that its key says.

        Raises:
            SourceUnavailable: They have not; there is no object then, so nothing hears of it.
        """
        target = {"Bucket": self._name, "Key": received.key}
        described = {"ContentType": "text/csv", "Metadata": {name: _plain(value) for name, value in metadata.items()}}
        if received.size <= PART_BYTES:
            (data,) = _parts(received)
            self._s3.put_object(**target, **described, Body=data, ChecksumSHA256=base64.b64encode(bytes.fromhex(received.sha256)).decode())
            return
        upload = target | {"UploadId": self._s3.create_multipart_upload(**target, **described)["UploadId"]}
        try:
            parts: list[dict[str, Any]] = []
            for data in _parts(received):
                answer = self._s3.upload_part(**upload, PartNumber=len(parts) + 1, Body=data)
                parts.append({"PartNumber": len(parts) + 1, "ETag": answer["ETag"]})
                del data  # before the next part is read: memory is what this function has least of
            self._s3.complete_multipart_upload(**upload, MultipartUpload={"Parts": parts})
        except BaseException:
            self._s3.abort_multipart_upload(**upload)
            raise


def _parts(received: Received) -> Iterator[bytearray]:
    """The bytes in parts; raises SourceUnavailable behind the last one where they are not what was received."""
    digest = hashlib.sha256()
    with received.incoming.open() as stream:
        while part := _part(stream):
            digest.update(part)
            yield part
            del part
    if digest.hexdigest() != received.sha256:
        raise SourceUnavailable(f"{shown(received.incoming.name)} was read twice and differs", where=digest.hexdigest(), hint="run ingest again")


def _part(stream: BinaryIO) -> bytearray:
    """The next part; what an archive's member is read from holds a second copy of whatever is asked for at once, so little is."""
    part = bytearray()
    while len(part) < PART_BYTES and (chunk := stream.read(min(CHUNK, PART_BYTES - len(part)))):
        part += chunk
    return part


def _plain(text: str) -> str:
    """A value of metadata in the ASCII that S3 takes: others percent-encoded as UTF-8, cut where it is too long."""
    found: list[str] = []
    size = 0
    for character in text:
        encoded = quote(character, safe=" !#$&'()*+,-./:;=?@[]^_`{|}~")
        size += len(encoded)
        if size > _METADATA_BYTES:
            return "".join(found) + "..."
        found.append(encoded)
    return "".join(found).strip()
