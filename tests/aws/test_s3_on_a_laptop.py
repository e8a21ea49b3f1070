"""`kerok ingest s3://BUCKET/PREFIX`, against MiniStack's S3."""

from __future__ import annotations

import gzip
import io
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import run_here
from tests.support import lakes
from tests.support.lakes import RI_PBJ, RI_PROVIDERINFO
from tests.support.storage_server import Account, Storage

HOSTILE = [
    "with space.csv", "a'b.csv", 'a"b.csv', "été.csv", "100%20.csv", "a+b&c=d?e#f.csv", "semi;colon.csv", "..csv", "-rf.csv", "tab\there.csv", "line\nend.csv", "x" * 900 + ".csv",
]  # fmt: skip


@dataclass(frozen=True)
class Bucket:
    """A bucket and the lake that is loaded from it."""

    account: Account
    name: str
    home: Path

    def put(self, key: str, body: bytes) -> None:
        self.account.client("s3").put_object(Bucket=self.name, Key=key, Body=body)

    def ingested(self, prefix: str = "", *arguments: str) -> list[dict[str, Any]]:
        return run_here("ingest", f"s3://{self.name}/{prefix}", *arguments, "--json", home=self.home).well().objects


@pytest.fixture
def bucket(storage: Storage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bucket:
    account = storage.account()
    for name, value in (account.variables | {"KEROK_S3_ENDPOINT": storage.endpoint, "KEROK_S3_REGION": "us-east-1"}).items():
        monkeypatch.setenv(name, value)
    return Bucket(account, account.make_bucket(), tmp_path / "lake")


def test_the_lake_is_that_of_the_files(bucket: Bucket, tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(RI_PROVIDERINFO, "ProviderInfo.csv")
    bucket.put("cms/2023/archive.zip", packed.getvalue())
    bucket.put("cms/staffing.csv.gz", gzip.compress(RI_PBJ.read_bytes()))
    bucket.put("cms/readme.pdf", b"%PDF")
    bucket.put("cms-other/PBJ.csv", b"not below the prefix")
    told = run_here("ingest", f"s3://{bucket.name}/cms", "--json", home=bucket.home).well()
    assert sorted((o["file"], o["status"], o["origin"]) for o in told.objects) == [
        ("2023/archive.zip/ProviderInfo.csv", "done", f"s3://{bucket.name}/cms/2023/archive.zip"),
        ("staffing.csv.gz", "done", f"s3://{bucket.name}/cms/staffing.csv.gz"),
    ]
    assert "left out readme.pdf: not a .csv, .txt, .zip or .gz file" in told.err
    (tmp_path / "plain" / "2023").mkdir(parents=True)
    (tmp_path / "plain" / "2023" / "archive.zip").write_bytes(packed.getvalue())
    shutil.copy(RI_PBJ, tmp_path / "plain" / "staffing.csv.gz")
    lakes.load(tmp_path / "other", tmp_path / "plain")
    lakes.assert_same(bucket.home, lakes.digest(tmp_path / "other", lakes.stored_tables()))


def test_what_is_loaded_is_not_fetched_again_until_it_changes(bucket: Bucket) -> None:
    bucket.put("a.csv", RI_PROVIDERINFO.read_bytes())
    assert [o["already_loaded"] for o in bucket.ingested()] == [False]
    assert [(o["file"], o["already_loaded"]) for o in bucket.ingested("a.csv")] == [("a.csv", True)]
    bucket.put("a.csv", RI_PROVIDERINFO.read_bytes() + b"\n")
    assert [o["already_loaded"] for o in bucket.ingested()] == [False]


def test_hostile_keys_are_names_like_any_other(bucket: Bucket) -> None:
    for key in HOSTILE:
        bucket.put(f"odd/{key}", RI_PROVIDERINFO.read_bytes())
    told = bucket.ingested("odd")
    assert sorted(o["origin"].removeprefix(f"s3://{bucket.name}/odd/") for o in told) == sorted(HOSTILE)
    assert {o["sha256"] for o in told} == {lakes.sha256(RI_PROVIDERINFO)}
    assert all(o["file"].isprintable() for o in told)


class TestErrorsSayWhatToDo:
    @pytest.mark.parametrize(("path", "parts"), [("", ["there is nothing in", "aws s3 ls"]), ("none/", ["cannot be listed", "try:"])])
    def test_nothing_there(self, bucket: Bucket, path: str, parts: list[str]) -> None:
        result = run_here("ingest", f"s3://{bucket.name}/{path}", home=bucket.home)
        assert result.code == 1
        assert all(part in result.err for part in parts), result.err

    def test_no_such_bucket(self, bucket: Bucket) -> None:
        result = run_here("ingest", "s3://no-such-bucket-here/x", home=bucket.home)
        assert result.code == 1
        assert "cannot be listed" in result.err
        assert "aws sts get-caller-identity" in result.err

    @pytest.mark.parametrize("given", ["s3://", "s3:///key", "s3://UPPER/x"])
    def test_no_bucket_in_the_name(self, bucket: Bucket, given: str) -> None:
        result = run_here("ingest", given, home=bucket.home)
        assert result.code == 1
        assert "names no place in S3" in result.err
