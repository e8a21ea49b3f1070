"""Drive as it is on a bad day: what is fetched is what lies there, or the error says what to do."""

from __future__ import annotations

import email.utils
import hashlib
import random
import shutil
import time
from pathlib import Path
from typing import Any

import pytest

from kerok.emulator.drive import Drive
from kerok.errors import SourceUnavailable
from kerok.sources.drive import DriveSource
from kerok.sources.drive_api import DriveApi
from kerok.sources.elsewhere import Listed
from tests.aws.conftest import Deployed
from tests.aws.test_ingest_function import failed, pending_uploads
from tests.support.lakes import RI_PBJ, expect_error

SIZE = 3_000_000
BODY = random.Random(7).randbytes(SIZE)


@pytest.fixture
def source(drive: Drive, waits: list[float]) -> DriveSource:
    """The Drive, with one file of random bytes."""
    (drive.folder / "a.csv").write_bytes(BODY)
    return DriveSource(drive.folder_id, DriveApi(drive.key, drive.url, "put another key in place"))


def listed(source: DriveSource) -> list[Listed]:
    return list(source.listed(lambda name, reason: None))


def fetched(source: DriveSource, folder: Path) -> bytes:
    """The one file's bytes."""
    (file,) = listed(source)
    source.fetch(file, folder / "target")
    return (folder / "target").read_bytes()


def ranges(drive: Drive) -> list[str | None]:
    return [c["range"] for c in drive.calls("media")]


class TestDrops:
    @pytest.mark.parametrize("offset", [0, 1, SIZE // 2, SIZE - 1])
    def test_a_connection_that_drops_is_gone_on_with_where_it_broke_off(self, source: DriveSource, drive: Drive, tmp_path: Path, waits: list[float], offset: int) -> None:
        drive.fault("media", cut=offset)
        assert fetched(source, tmp_path) == BODY
        first, second = ranges(drive)
        assert first is None
        resumed = int(second.removeprefix("bytes=").rstrip("-")) if second else 0
        assert offset - (1 << 18) <= resumed <= offset
        assert len(waits) == 1

    def test_three_drops_in_one_file(self, source: DriveSource, drive: Drive, tmp_path: Path) -> None:
        for cut in (1_000_000, 700_000, 300_000):
            drive.fault("media", cut=cut)
        assert fetched(source, tmp_path) == BODY
        assert len(ranges(drive)) == 4

    def test_a_server_that_gives_no_ranges_begins_again(self, source: DriveSource, drive: Drive, tmp_path: Path) -> None:
        drive.fault("media", cut=2_000_000)
        drive.fault("media", ignore_range=True)
        assert fetched(source, tmp_path) == BODY
        assert len(ranges(drive)) == 2

    def test_no_end_of_drops(self, source: DriveSource, drive: Drive, tmp_path: Path, waits: list[float]) -> None:
        drive.fault("media", cut=0, times=99)
        error = expect_error(lambda: fetched(source, tmp_path))
        assert error.what == "Google Drive does not answer, or is busy"
        assert len(waits) == 6

    def test_as_long_as_it_gets_on_it_goes_on(self, source: DriveSource, drive: Drive, tmp_path: Path) -> None:
        drive.fault("media", cut=300_000, times=9)  # more often than what does not get on is tried
        assert fetched(source, tmp_path) == BODY

    @pytest.mark.parametrize("offset", [100, 9_000_000, 19_999_999])
    def test_the_function_makes_a_whole_object(self, deployed: Deployed, waits: list[float], offset: int) -> None:
        body = RI_PBJ.read_bytes()
        body += body[body.index(b"\n") + 1 :] * 20
        (deployed.drive.folder / "a.csv").write_bytes(body)
        deployed.drive.fault("media", cut=min(offset, len(body) - 1))
        (key,) = deployed.new()
        assert key == f"bronze/pbj/{hashlib.sha256(body).hexdigest()}/a.csv"
        assert deployed.body(key) == body
        assert len(ranges(deployed.drive)) == 2
        assert pending_uploads(deployed) == []

    def test_the_function_makes_no_object_of_a_part(self, deployed: Deployed, waits: list[float]) -> None:
        shutil.copy(RI_PBJ, deployed.drive.folder / "a.csv")
        deployed.drive.fault("media", cut=0, times=99)
        (failure,) = failed(deployed)["failed"]
        assert (failure["what"], failure["is_final"]) == ("Google Drive does not answer, or is busy", False)
        assert deployed.objects("") == []


class TestLimits:
    @pytest.mark.parametrize("on", ["get", "list", "media"])
    @pytest.mark.parametrize(("status", "reason"), [(429, "rateLimitExceeded"), (403, "rateLimitExceeded"), (403, "userRateLimitExceeded"), (500, "internalError"), (503, "backendError")])
    def test_it_is_waited_for(self, source: DriveSource, drive: Drive, tmp_path: Path, waits: list[float], on: str, status: int, reason: str) -> None:
        drive.fault(on, status=status, reason=reason, times=3)
        assert fetched(source, tmp_path) == BODY
        assert [0 <= wait <= 2**i for i, wait in enumerate(waits)] == [True] * 3

    def test_waits_differ_from_client_to_client(self, source: DriveSource, drive: Drive, tmp_path: Path, waits: list[float]) -> None:
        drive.fault("media", status=429, reason="rateLimitExceeded", times=6)
        fetched(source, tmp_path)
        drive.fault("media", status=429, reason="rateLimitExceeded", times=6)
        fetched(source, tmp_path)
        assert all(first != second for first, second in zip(waits[:6], waits[6:], strict=True))

    def test_as_long_as_it_says(self, source: DriveSource, drive: Drive, tmp_path: Path, waits: list[float]) -> None:
        drive.fault("media", status=429, reason="rateLimitExceeded", retry_after=17)
        drive.fault("media", status=503, reason="backendError", retry_after=email.utils.formatdate(time.time() + 40, usegmt=True))
        assert fetched(source, tmp_path) == BODY
        assert 17 <= waits[0] <= 18
        assert 37 <= waits[1] <= 41

    def test_not_for_an_hour(self, source: DriveSource, drive: Drive, tmp_path: Path, waits: list[float]) -> None:
        drive.fault("media", status=429, reason="rateLimitExceeded", retry_after=3600)
        error = expect_error(lambda: fetched(source, tmp_path))
        assert "it asks to wait 3600 s" in error.where
        assert waits == []

    def test_no_end_of_it(self, source: DriveSource, drive: Drive, tmp_path: Path) -> None:
        drive.fault("media", status=429, reason="rateLimitExceeded", message="Rate Limit Exceeded", times=99)
        error = expect_error(lambda: fetched(source, tmp_path))
        assert "7 attempts: HTTP 429: Rate Limit Exceeded" in error.where
        assert "try again later" in error.hint

    def test_a_busy_server_of_tokens(self, source: DriveSource, drive: Drive, tmp_path: Path) -> None:
        drive.fault("token", status=503, reason="backendError", times=2)
        assert fetched(source, tmp_path) == BODY


class TestTokens:
    def test_one_that_expires_is_replaced(self, source: DriveSource, drive: Drive, tmp_path: Path) -> None:
        (file,) = listed(source)
        drive.expire_tokens()
        source.fetch(file, tmp_path / "target")
        assert (tmp_path / "target").read_bytes() == BODY
        assert len(drive.calls("token")) == 2

    def test_one_that_expires_while_a_file_is_on_its_way(self, source: DriveSource, drive: Drive, tmp_path: Path, waits: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("kerok.sources.drive_api.sleep", lambda seconds: drive.expire_tokens())
        drive.fault("media", cut=1_000_000)
        assert fetched(source, tmp_path) == BODY
        assert len(drive.calls("token")) == 2

    def test_a_key_revoked_while_a_file_is_on_its_way(self, source: DriveSource, drive: Drive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def meanwhile(seconds: float) -> None:
            drive.revoke_key()
            drive.expire_tokens()

        monkeypatch.setattr("kerok.sources.drive_api.sleep", meanwhile)
        drive.fault("media", cut=1_000_000)
        error = expect_error(lambda: fetched(source, tmp_path))
        assert "Google does not accept the key" in error.what
        assert error.hint == "put another key in place"

    def test_the_function_goes_on_with_a_new_one(self, deployed: Deployed) -> None:
        shutil.copy(RI_PBJ, deployed.drive.folder / "a.csv")
        deployed.drive.fault("media", status=401, reason="authError", message="Invalid Credentials")
        assert len(deployed.new()) == 1
        assert len(deployed.drive.calls("token")) == 2


class TestBytes:
    def test_bytes_that_are_changed_on_the_way_are_fetched_again(self, source: DriveSource, drive: Drive, tmp_path: Path) -> None:
        drive.fault("media", corrupt=1_234_567)
        assert fetched(source, tmp_path) == BODY
        assert ranges(drive) == [None, None]

    def test_bytes_that_never_are_what_drive_says(self, source: DriveSource, drive: Drive, tmp_path: Path) -> None:
        drive.describe("a.csv", md5Checksum="0" * 32)
        error = expect_error(lambda: fetched(source, tmp_path))
        assert error.what == "a.csv does not arrive as it is in Google Drive"
        assert f"MD5 {hashlib.md5(BODY).hexdigest()} of what arrives, {'0' * 32} as Drive says; 3 times" in error.where

    @pytest.mark.parametrize("body", [BODY + b"more", BODY[:1000], b"", bytes(SIZE)], ids=["longer", "shorter", "empty", "as long"])
    def test_a_file_replaced_since_it_was_listed(self, source: DriveSource, drive: Drive, tmp_path: Path, body: bytes) -> None:
        (file,) = listed(source)
        (drive.folder / "a.csv").write_bytes(body)
        got = source.fetch(file, tmp_path / "target")
        assert (tmp_path / "target").read_bytes() == body
        assert (got.version, got.size) == (hashlib.md5(body).hexdigest(), len(body))

    @pytest.mark.parametrize("body", [BODY[::-1] + b"more", BODY[:1000]], ids=["longer", "shorter"])
    def test_a_file_replaced_while_it_is_on_its_way(self, source: DriveSource, drive: Drive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: bytes) -> None:
        monkeypatch.setattr("kerok.sources.drive_api.sleep", lambda seconds: (drive.folder / "a.csv").write_bytes(body))
        drive.fault("media", cut=1_500_000)
        assert fetched(source, tmp_path) == body

    def test_the_function_makes_no_object_of_them_and_tries_again(self, deployed: Deployed) -> None:
        shutil.copy(RI_PBJ, deployed.drive.folder / "a.csv")
        deployed.drive.describe("a.csv", md5Checksum="0" * 32)
        (failure,) = failed(deployed)["failed"]
        assert (failure["what"], failure["is_final"]) == ("a.csv does not arrive as it is in Google Drive", False)
        assert deployed.objects("") == []
        deployed.drive.describe("a.csv")
        assert len(deployed.new()) == 1


class TestRefusals:
    def refusal(self, source: DriveSource, folder: Path) -> Any:
        return expect_error(lambda: fetched(source, folder))

    def test_a_file_that_may_not_be_downloaded(self, source: DriveSource, drive: Drive, tmp_path: Path, waits: list[float]) -> None:
        drive.fault("media", status=403, reason="cannotDownloadFile", message="This file cannot be downloaded by the user.")
        error = self.refusal(source, tmp_path)
        assert (error.what, waits) == ("a.csv may not be downloaded from Google Drive", [])
        assert "HTTP 403 cannotDownloadFile: This file cannot be downloaded by the user." in error.where

    def test_a_file_that_is_gone_since_it_was_listed(self, source: DriveSource, drive: Drive, tmp_path: Path) -> None:
        (file,) = listed(source)
        (drive.folder / "a.csv").unlink()
        error = expect_error(lambda: source.fetch(file, tmp_path / "target"))
        assert "HTTP 404 notFound" in error.where

    def test_an_answer_that_is_not_drives(self, source: DriveSource, drive: Drive) -> None:
        api = DriveApi(drive.key, f"{drive.url}/proxy", "")
        with pytest.raises(SourceUnavailable, match="there is no folder"):
            list(DriveSource(drive.folder_id, api).listed(lambda name, reason: None))
