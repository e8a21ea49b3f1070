"""`kerok ingest drive:FOLDER_ID`: the same lake as from the files themselves."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from kerok.emulator.drive import Drive
from kerok.emulator.drive_folder import id_of
from tests.cli.conftest import Result, run_here
from tests.support import lakes
from tests.support.lakes import RI_PBJ, RI_PROVIDERINFO
from tests.support.parts import free_port


@pytest.fixture
def key(drive: Drive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The service account's key in a file, and the settings that name it and the Drive."""
    path = tmp_path / "key.json"
    path.write_text(json.dumps(drive.key))
    monkeypatch.setenv("KEROK_DRIVE_KEY", str(path))
    monkeypatch.setenv("KEROK_DRIVE_ENDPOINT", drive.url)
    return path


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "lake"


def ingested(home: Path, *arguments: str) -> list[dict[str, Any]]:
    """The outcomes of an ingest that went well."""
    return run_here("ingest", *arguments, "--json", home=home).well().objects


def refused(home: Path, given: str, *parts: str) -> Result:
    """An ingest that loads nothing and says why in these words."""
    result = run_here("ingest", given, home=home)
    assert result.code in (1, 2)
    assert "Traceback" not in result.err
    for part in parts:
        assert part in result.err
    return result


def test_the_lake_is_that_of_the_files(drive: Drive, key: Path, home: Path, tmp_path: Path) -> None:
    shutil.copy(RI_PBJ, drive.folder / "staffing.csv")
    (drive.folder / "2023").mkdir()
    with zipfile.ZipFile(drive.folder / "2023" / "archive.zip", "w") as archive:
        archive.write(RI_PROVIDERINFO, "NH/ProviderInfo.csv")
    (drive.folder / "notes.gdoc").touch()
    told = run_here("ingest", f"drive:{drive.folder_id}", "--json", home=home).well()
    assert sorted((o["file"], o["status"], o["sha256"], o["origin"]) for o in told.objects) == [
        ("2023/archive.zip/NH/ProviderInfo.csv", "done", lakes.sha256(RI_PROVIDERINFO), f"drive:{id_of('2023/archive.zip')}"),
        ("staffing.csv", "done", lakes.sha256(RI_PBJ), f"drive:{id_of('staffing.csv')}"),
    ]
    assert "left out notes: a document of Google's own" in told.err
    lakes.load(tmp_path / "plain", drive.folder)
    lakes.assert_same(home, lakes.digest(tmp_path / "plain", lakes.stored_tables()))
    assert lakes.on_disk(home, "tmp") == {}


def test_what_is_loaded_is_not_fetched_again_until_it_changes(drive: Drive, key: Path, home: Path) -> None:
    shutil.copy(RI_PBJ, drive.folder / "a.csv")
    shutil.copy(RI_PROVIDERINFO, drive.folder / "b.csv")
    place = f"drive:{drive.folder_id}"
    ingested(home, place)
    assert [(o["file"], o["status"], o["already_loaded"]) for o in ingested(home, place)] == [("a.csv", "done", True), ("b.csv", "done", True)]
    assert [c["name"] for c in drive.calls("media")] == ["a.csv", "b.csv"]
    (drive.folder / "b.csv").write_bytes(RI_PROVIDERINFO.read_bytes() + b"\n")
    assert {o["file"]: o["already_loaded"] for o in ingested(home, place)} == {"a.csv": True, "b.csv": False}
    assert [c["name"] for c in drive.calls("media")] == ["a.csv", "b.csv", "b.csv"]


def test_no_more_lies_in_the_scratch_folder_than_is_being_read(drive: Drive, key: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        (drive.folder / f"{number}.csv").write_bytes(b"Penalty Date,Penalty Type,Fine Amount\n2024-01-01,Fine,%d\n" % number)
    held: list[int] = []
    monkeypatch.setattr("kerok.sources.elsewhere.refuse_without_room", lambda file, folder: held.append(len(list(folder.iterdir()))))
    assert len(ingested(home, f"drive:{drive.folder_id}")) == 4
    assert max(held) == 1  # the one that is next to be read


def test_what_was_forgotten_is_fetched_again(drive: Drive, key: Path, home: Path) -> None:
    shutil.copy(RI_PBJ, drive.folder / "a.csv")
    place = f"https://drive.google.com/drive/u/0/folders/{drive.folder_id}?usp=sharing"
    ingested(home, place)
    lakes.forget(home, RI_PBJ)
    assert [(o["status"], o["already_loaded"]) for o in ingested(home, place)] == [("done", False)]


def test_one_file_can_be_named(drive: Drive, key: Path, home: Path) -> None:
    shutil.copy(RI_PBJ, drive.folder / "a.csv")
    shutil.copy(RI_PROVIDERINFO, drive.folder / "b.csv")
    assert [o["file"] for o in ingested(home, f"drive:{id_of('b.csv')}")] == ["b.csv"]


def test_the_release_date_may_stand_in_the_description(drive: Drive, key: Path, home: Path) -> None:
    shutil.copy(RI_PBJ, drive.folder / "a.csv")
    drive.describe("a.csv", description="Q2 again, published: 2023-11-15 by CMS")
    place = f"drive:{drive.folder_id}"
    ingested(home, place)
    entry = lakes.status_of(home, RI_PBJ)
    assert entry
    assert entry.published == "2023-11-15"
    ingested(home, place, "--published", "2023-11-16")
    entry = lakes.status_of(home, RI_PBJ)
    assert entry
    assert entry.published == "2023-11-16"


def test_a_dry_run_changes_nothing_and_remembers_nothing(drive: Drive, key: Path, home: Path) -> None:
    shutil.copy(RI_PBJ, drive.folder / "a.csv")
    (told,) = ingested(home, f"drive:{drive.folder_id}", "--dry-run")
    assert (told["rows_kept"], told["dry_run"], told["origin"]) == (6825, True, f"drive:{id_of('a.csv')}")
    assert lakes.status_of(home, RI_PBJ) is None
    assert [(o["status"], o["already_loaded"]) for o in ingested(home, f"drive:{drive.folder_id}")] == [("done", False)]


def test_one_file_that_cannot_be_had_does_not_hold_up_the_others(drive: Drive, key: Path, home: Path) -> None:
    shutil.copy(RI_PROVIDERINFO, drive.folder / "barred.csv")
    shutil.copy(RI_PBJ, drive.folder / "open.csv")
    drive.fault("media", name="barred.csv", status=403, reason="cannotDownloadFile", message="This file cannot be downloaded by the user.")
    result = run_here("ingest", f"drive:{drive.folder_id}", "--json", home=home)
    assert result.code == 1
    barred, loaded = result.objects
    assert (barred["file"], barred["status"], barred["error"]) == ("barred.csv", "failed", "barred.csv may not be downloaded from Google Drive")
    assert drive.key["client_email"] in barred["hint"]
    assert (loaded["file"], loaded["status"]) == ("open.csv", "done")


class TestErrorsSayWhatToDo:
    def test_no_key(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("GOOGLE_APPLICATION_CREDENTIALS", raising=False)
        refused(home, "drive:abc", "no key for Google Drive", "KEROK_DRIVE_KEY", "GOOGLE_APPLICATION_CREDENTIALS", "try:   export KEROK_DRIVE_KEY=key.json")

    def test_googles_own_variable_names_it_too(self, drive: Drive, key: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("KEROK_DRIVE_KEY")
        monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(key))
        shutil.copy(RI_PROVIDERINFO, drive.folder / "a.csv")
        assert [o["status"] for o in ingested(home, f"drive:{drive.folder_id}")] == ["done"]

    def test_a_key_that_is_not_there(self, key: Path, home: Path) -> None:
        key.unlink()
        refused(home, "drive:abc", "the key for Google Drive cannot be read", str(key), "No such file")

    @pytest.mark.parametrize("text", ["", "[1]", "{}", '{"type": "authorized_user", "refresh_token": "SECRET"}', '{"type": "service_account", "client_email": "a@b", "token_uri": "x", "private_key": "SECRET"}'])
    def test_a_key_that_is_none(self, key: Path, home: Path, text: str) -> None:
        key.write_text(text)
        assert "SECRET" not in refused(home, "drive:abc", "key", "try:", "export KEROK_DRIVE_KEY=key.json").err

    def test_no_such_folder_or_not_shared(self, drive: Drive, key: Path, home: Path) -> None:
        refused(home, "drive:1NoSuchFolder", f"there is no folder 1NoSuchFolder in Google Drive that {drive.key['client_email']} may see", "File not found", f"share the folder with {drive.key['client_email']} as Viewer")

    def test_an_empty_folder(self, drive: Drive, key: Path, home: Path) -> None:
        refused(home, f"drive:{drive.folder_id}", "there is nothing to load in", "put CMS's files there")

    def test_a_folder_in_the_trash(self, drive: Drive, key: Path, home: Path) -> None:
        drive.describe("", trashed=True)
        refused(home, f"drive:{drive.folder_id}", "is in Google Drive's trash", "restore it")

    def test_a_revoked_key(self, drive: Drive, key: Path, home: Path) -> None:
        drive.revoke_key()
        refused(home, f"drive:{drive.folder_id}", f"Google does not accept the key of {drive.key['client_email']}", "Invalid JWT Signature", "make a new key")

    def test_the_key_of_another_account(self, drive: Drive, key: Path, home: Path, tmp_path: Path) -> None:
        (tmp_path / "other").mkdir()
        with Drive(tmp_path / "other") as other:
            key.write_text(json.dumps(other.key | {"token_uri": drive.key["token_uri"]}))
            refused(home, f"drive:{drive.folder_id}", "Google does not accept the key", "Invalid JWT Signature")

    def test_the_api_is_not_enabled(self, drive: Drive, key: Path, home: Path) -> None:
        drive.fault("get", status=403, reason="accessNotConfigured", message="Google Drive API has not been used in project 1 before or it is disabled.")
        refused(home, f"drive:{drive.folder_id}", "the Google Drive API is not enabled", "console.cloud.google.com/apis/library/drive.googleapis.com")

    def test_nobody_answers(self, drive: Drive, key: Path, home: Path, waits: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("KEROK_DRIVE_ENDPOINT", f"http://127.0.0.1:{free_port()}")
        refused(home, f"drive:{drive.folder_id}", "Google Drive does not answer", "7 attempts")
        assert all(0 <= wait <= 2**i for i, wait in enumerate(waits))
        assert len(waits) == 6

    @pytest.mark.parametrize("given", ["drive:", "drive:a/b", "drive:'x' in parents", "https://drive.google.com/drive/my-drive"])
    def test_no_folder_in_the_name(self, home: Path, given: str) -> None:
        refused(home, given, "names no folder of Google Drive", "kerok ingest drive:FOLDER_ID")
