"""The fake Drive answers as Google's does, in what a reader can fall over."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from google.auth.exceptions import RefreshError
from google.auth.transport.requests import AuthorizedSession
from google.oauth2 import service_account

from kerok.emulator.drive import Drive
from kerok.emulator.drive_folder import id_of
from kerok.sources.drive_api import SCOPE

BODY = b"a,b\n1,2\n"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Drive]:
    folder = tmp_path_factory.mktemp("drive")
    for name in ("a.csv", "b.csv", "c.zip"):
        (folder / name).write_bytes(BODY)
    (folder / "sheet.gsheet").touch()
    (folder / "sub").mkdir()
    (folder / "sub" / "d.csv").write_bytes(BODY)
    (folder / ".hidden.csv").write_bytes(BODY)
    with Drive(folder) as drive:
        yield drive


def session(key: dict[str, Any], *scopes: str) -> AuthorizedSession:
    return AuthorizedSession(service_account.Credentials.from_service_account_info(key, scopes=scopes or [SCOPE]))


@pytest.fixture(scope="module")
def drive(running: Drive) -> AuthorizedSession:
    return session(running.key)


def get(drive: AuthorizedSession, running: Drive, path: str, headers: dict[str, str] | None = None, **query: Any) -> requests.Response:
    return drive.get(f"{running.url}/drive/v3/{path}", params=query, headers=headers)


def reason(answer: requests.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["errors"][0]["reason"]


class TestTokens:
    def test_none(self, running: Drive) -> None:
        assert reason(requests.get(f"{running.url}/drive/v3/files", timeout=10)) == (401, "authError")

    def test_of_another_key(self, running: Drive, tmp_path: Path) -> None:
        with Drive(tmp_path) as other, pytest.raises(RefreshError, match="Invalid JWT Signature"):
            get(session(other.key | {"token_uri": running.key["token_uri"]}), running, "files")

    @pytest.mark.parametrize(("change", "message"), [({"client_email": "x@y.iam.gserviceaccount.com"}, "account not found")])
    def test_of_another_account(self, running: Drive, change: dict[str, str], message: str) -> None:
        with pytest.raises(RefreshError, match=message):
            get(session(running.key | change), running, "files")

    def test_of_another_scope(self, running: Drive) -> None:
        with pytest.raises(RefreshError, match="invalid_scope"):
            get(session(running.key, "https://www.googleapis.com/auth/calendar"), running, "files")

    def test_without_a_signature(self, running: Drive) -> None:
        form = {"grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": "e30.e30."}
        answer = requests.post(f"{running.url}/token", data=form, timeout=10)
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")


class TestLists:
    def test_without_fields_four_are_given(self, drive: AuthorizedSession, running: Drive) -> None:
        body = get(drive, running, "files", q=f"'{running.folder_id}' in parents", pageSize=1).json()
        assert [set(f) for f in body["files"]] == [{"kind", "id", "name", "mimeType"}]

    def test_whoever_does_not_ask_for_the_next_page_is_not_told_of_it(self, drive: AuthorizedSession, running: Drive) -> None:
        assert set(get(drive, running, "files", pageSize=1, fields="files(id)").json()) == {"files"}

    def test_pages(self, drive: AuthorizedSession, running: Drive) -> None:
        query: dict[str, Any] = {"q": f"'{running.folder_id}' in parents and trashed = false", "pageSize": 2, "orderBy": "name", "fields": "nextPageToken,files(name,size)"}
        found: list[Any] = []
        while True:
            page = get(drive, running, "files", **query).json()
            found += page["files"]
            if "nextPageToken" not in page:
                break
            query["pageToken"] = page["nextPageToken"]
        assert found == [{"name": "a.csv", "size": "8"}, {"name": "b.csv", "size": "8"}, {"name": "c.zip", "size": "8"}, {"name": "sheet"}, {"name": "sub"}]

    @pytest.mark.parametrize(
        ("query", "names"),
        [
            ("mimeType = 'text/csv'", ["a.csv", "b.csv", "d.csv"]), ("name contains 'a' and mimeType != 'text/csv'", []), ("not name contains 's' and name != 'a.csv'", ["b.csv", "c.zip", "d.csv"]),
            ("name = 'a.csv'", ["a.csv"]), ("trashed = true", []),
        ],
    )  # fmt: skip
    def test_queries(self, drive: AuthorizedSession, running: Drive, query: str, names: list[str]) -> None:
        body = get(drive, running, "files", q=query, orderBy="name").json()
        assert [f["name"] for f in body["files"] if f["id"] != running.folder_id] == names

    @pytest.mark.parametrize(
        "query",
        [{"q": "name like 'a'"}, {"q": "'x"}, {"pageSize": 0}, {"pageSize": 1001}, {"fields": "files(nosuch)"}, {"fields": "nosuch"}, {"pageToken": "x"}, {"orderBy": "colour"}],
    )
    def test_what_cannot_be_asked(self, drive: AuthorizedSession, running: Drive, query: dict[str, Any]) -> None:
        assert get(drive, running, "files", **query).status_code == 400

    def test_the_page_token_of_another_query(self, drive: AuthorizedSession, running: Drive) -> None:
        token = get(drive, running, "files", q="trashed = false", pageSize=1).json()["nextPageToken"]
        assert get(drive, running, "files", q="trashed = true", pageToken=token).status_code == 400

    def test_a_folder_that_is_not_there(self, drive: AuthorizedSession, running: Drive) -> None:
        assert reason(get(drive, running, "files", q="'1NoSuch' in parents")) == (404, "notFound")

    def test_a_file_half_written_is_not_there_yet(self, drive: AuthorizedSession, running: Drive) -> None:
        until = time.monotonic() + 1.5
        path = running.folder / "sub" / "coming.csv"

        def write() -> None:
            with path.open("wb") as out:
                while time.monotonic() < until:
                    out.write(BODY)
                    out.flush()
                    time.sleep(0.02)

        writer = threading.Thread(target=write)
        writer.start()
        time.sleep(0.2)
        query = {"q": f"'{id_of('sub')}' in parents and name = 'coming.csv'", "fields": "files(size,md5Checksum)"}
        assert get(drive, running, "files", **query).json()["files"] == []
        writer.join()
        body = path.read_bytes()
        assert get(drive, running, "files", **query).json()["files"] == [{"size": str(len(body)), "md5Checksum": hashlib.md5(body).hexdigest()}]
        path.unlink()


class TestBytes:
    @pytest.mark.parametrize(
        ("asked", "status", "body", "said"),
        [
            (None, 200, BODY, None), ("bytes=0-", 206, BODY, "bytes 0-7/8"), ("bytes=3-", 206, BODY[3:], "bytes 3-7/8"), ("bytes=2-4", 206, BODY[2:5], "bytes 2-4/8"),
            ("bytes=6-100", 206, BODY[6:], "bytes 6-7/8"),
        ],
    )  # fmt: skip
    def test_ranges(self, drive: AuthorizedSession, running: Drive, asked: str | None, status: int, body: bytes, said: str | None) -> None:
        answer = get(drive, running, f"files/{id_of('a.csv')}", {"Range": asked} if asked else None, alt="media")
        assert (answer.status_code, answer.content, answer.headers.get("Content-Range")) == (status, body, said)

    def test_behind_the_end(self, drive: AuthorizedSession, running: Drive) -> None:
        answer = get(drive, running, f"files/{id_of('a.csv')}", {"Range": "bytes=8-"}, alt="media")
        assert (*reason(answer), answer.headers["Content-Range"]) == (416, "requestedRangeNotSatisfiable", "bytes */8")

    def test_googles_own_documents_have_none(self, drive: AuthorizedSession, running: Drive) -> None:
        assert reason(get(drive, running, f"files/{id_of('sheet.gsheet')}", alt="media")) == (403, "fileNotDownloadable")
        assert set(get(drive, running, f"files/{id_of('sheet.gsheet')}", fields="name,size,md5Checksum").json()) == {"name"}

    def test_a_file_that_is_not_there(self, drive: AuthorizedSession, running: Drive) -> None:
        assert reason(get(drive, running, "files/1NoSuch", alt="media")) == (404, "notFound")
        assert reason(get(drive, running, f"files/{id_of('.hidden.csv')}")) == (404, "notFound")


def test_the_command_writes_the_key_for_its_owner_alone_and_ends_with_its_input(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    command = [sys.executable, "-m", "kerok.emulator.drive", str(tmp_path / "content"), "--key", str(tmp_path / "key.json")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        told = json.loads(process.stdout.readline())
        key = json.loads((tmp_path / "key.json").read_text())
        assert (told["key"], key["type"], (tmp_path / "key.json").stat().st_mode & 0o777) == (str(tmp_path / "key.json"), "service_account", 0o600)
        assert session(key).get(f"{told['url']}/drive/v3/files/{told['folder_id']}").json()["name"] == "content"
        process.stdin.close()
        assert process.wait(10) == 0
