"""The function *ingest*: what of a Drive folder becomes which object of the landing bucket, and what is said of the rest."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from kerok.aws.bronze import LandingBucket
from kerok.aws.ingest import IngestFailed
from kerok.aws.received import Received, receive, safe_name
from kerok.emulator.drive import Drive
from kerok.emulator.drive_folder import id_of
from kerok.errors import SourceUnavailable
from kerok.sources.folder import find
from tests.aws.conftest import Deployed
from tests.support.drawn_files import PBJ_HEADER
from tests.support.lakes import RI_PBJ, RI_PROVIDERINFO, expect_error, sha256

PENALTIES = b"Penalty Date,Penalty Type,Fine Amount\n2024-01-01,Fine,650\n"
PBJ_KEY, PROVIDERINFO_KEY = f"bronze/pbj/{sha256(RI_PBJ)}", f"bronze/providerinfo/{sha256(RI_PROVIDERINFO)}"


def key_of(folder: str, data: bytes, name: str) -> str:
    return f"bronze/{folder}/{hashlib.sha256(data).hexdigest()}/{name}"


def failed(work: Callable[[], Any]) -> dict[str, Any]:
    """The report of a call that some files did not come through."""
    with pytest.raises(IngestFailed) as caught:
        work()
    report: dict[str, Any] = json.loads(str(caught.value))
    for failure in report["failed"]:
        assert failure["what"]
        assert failure["hint"]
    return report


def pending_uploads(deployed: Deployed) -> list[Any]:
    return list(deployed.account.client("s3").list_multipart_uploads(Bucket=deployed.bucket).get("Uploads", []))


class TestWhatBecomesAnObject:
    def test_the_header_chooses_the_folder_whatever_the_name(self, deployed: Deployed) -> None:
        shutil.copy(RI_PBJ, deployed.drive.folder / "ProviderInfo.csv")
        shutil.copy(RI_PROVIDERINFO, deployed.drive.folder / "PBJ_Daily.csv")
        (deployed.drive.folder / "x.csv").write_bytes(PENALTIES)
        report = deployed()
        keys = {f"{PBJ_KEY}/ProviderInfo.csv": RI_PBJ.read_bytes(), f"{PROVIDERINFO_KEY}/PBJ_Daily.csv": RI_PROVIDERINFO.read_bytes(), key_of("other", PENALTIES, "x.csv"): PENALTIES}
        assert sorted(deployed.objects()) == sorted(keys)
        assert {key: deployed.body(key) for key in keys} == keys
        assert sorted(key for file in report["fetched"] for key in file["objects"]) == sorted(keys)
        assert (report["unchanged"], report["skipped"], report["failed"], report["left"]) == (0, [], [], 0)

    def test_an_object_says_where_it_came_from(self, deployed: Deployed) -> None:
        shutil.copy(RI_PBJ, deployed.drive.folder / "Straße 1.csv")
        (key,) = deployed.new()
        metadata = deployed.metadata(key)
        assert unquote(metadata.pop("original-name")) == "Straße 1.csv"
        assert metadata == {"drive-id": id_of("Straße 1.csv"), "drive-md5": hashlib.md5(RI_PBJ.read_bytes()).hexdigest()}

    def test_archives_are_unpacked_and_each_member_goes_by_its_own_hash(self, deployed: Deployed) -> None:
        with zipfile.ZipFile(deployed.drive.folder / "all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(RI_PBJ, "2023/a.csv")
            archive.write(RI_PROVIDERINFO, "2023/b.csv")
            archive.writestr("readme.pdf", b"%PDF")
        report = deployed()
        assert sorted(deployed.objects()) == [f"{PBJ_KEY}/a.csv", f"{PROVIDERINFO_KEY}/b.csv"]
        assert deployed.body(f"{PBJ_KEY}/a.csv") == RI_PBJ.read_bytes()
        assert deployed.metadata(f"{PBJ_KEY}/a.csv")["original-name"] == "all.zip/2023/a.csv"
        assert report["skipped"] == [{"file": "all.zip/readme.pdf", "reason": "not a .csv or .txt file"}]

    def test_the_same_bytes_become_one_object_however_often_they_come(self, deployed: Deployed) -> None:
        shutil.copy(RI_PBJ, deployed.drive.folder / "a.csv")
        assert deployed.new() == [f"{PBJ_KEY}/a.csv"]
        with zipfile.ZipFile(deployed.drive.folder / "again.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(RI_PBJ, "b.csv")
        report = deployed()
        assert [(f["objects"], f["already"]) for f in report["fetched"]] == [([], [f"{PBJ_KEY}/a.csv"])]
        assert deployed.objects() == [f"{PBJ_KEY}/a.csv"]

    def test_a_file_that_lacks_columns_goes_where_it_is_refused_with_them_named(self, deployed: Deployed) -> None:
        body = ",".join(name for name in PBJ_HEADER if name != "MDScensus").encode() + b"\n1\n"
        (deployed.drive.folder / "a.csv").write_bytes(body)
        assert deployed.new() == [key_of("pbj", body, "a.csv")]

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
    def test_a_header_is_read_in_its_encoding(self, deployed: Deployed, encoding: str) -> None:
        body = RI_PBJ.read_text("utf-8").replace("CHARLESGATE", "ÇHARLESGATE").encode(encoding)
        (deployed.drive.folder / "a.csv").write_bytes(body)
        assert deployed.new() == [key_of("pbj", body, "a.csv")]

    def test_what_is_neither_csv_nor_zip_is_left_out_and_named(self, deployed: Deployed) -> None:
        for name in ("a.csv", "sheet.gsheet", "notes.gdoc", "manual.pdf", "x.csv.gz", "barred.csv"):
            shutil.copy(RI_PBJ, deployed.drive.folder / name)
        deployed.drive.describe("barred.csv", md5Checksum=None)
        (deployed.drive.folder / "other.glink").write_text("a.csv")
        report = deployed()
        native = "a document of Google's own, not a file: download it as CSV and put that into the folder"
        assert {s["file"]: s["reason"] for s in report["skipped"]} == {
            "sheet": native, "notes": native, "manual.pdf": "not a .csv or .zip file", "x.csv.gz": "not a .csv or .zip file",
            "other": "a shortcut: put the file itself into the folder", "barred.csv": "Drive tells nothing of its bytes: let the service account download it",
        }  # fmt: skip
        assert deployed.objects() == [f"{PBJ_KEY}/a.csv"]
        assert [c["name"] for c in deployed.drive.calls("media")] == ["a.csv"]

    def test_two_files_of_one_name(self, deployed: Deployed) -> None:
        bodies = [RI_PBJ.read_bytes(), PENALTIES]
        for number, body in enumerate(bodies):
            (deployed.drive.folder / f"{number}.csv").write_bytes(body)
            deployed.drive.describe(f"{number}.csv", name="same.csv")
        assert deployed.new() == sorted([key_of("pbj", bodies[0], "same.csv"), key_of("other", bodies[1], "same.csv")])

    def test_folders_are_entered_and_the_trash_is_not(self, deployed: Deployed) -> None:
        (deployed.drive.folder / "2023" / "Q2").mkdir(parents=True)
        shutil.copy(RI_PBJ, deployed.drive.folder / "2023" / "Q2" / "a.csv")
        shutil.copy(RI_PROVIDERINFO, deployed.drive.folder / "gone.csv")
        deployed.drive.describe("gone.csv", trashed=True)
        assert [f["file"] for f in deployed()["fetched"]] == ["2023/Q2/a.csv"]

    def test_a_folder_larger_than_a_page(self, deployed: Deployed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "many").mkdir()
        for number in range(7):
            (tmp_path / "many" / f"{number}.csv").write_bytes(PENALTIES + b"%d" % number)
        with Drive(tmp_path / "many", page_size=3) as drive:
            secret = deployed.account.client("secretsmanager").create_secret(Name=f"many-{drive.folder_id[:8]}", SecretString=json.dumps(drive.key))["ARN"]
            for name, value in {"DRIVE_FOLDER_ID": drive.folder_id, "DRIVE_ENDPOINT": drive.url, "DRIVE_SECRET_ARN": secret}.items():
                monkeypatch.setenv(name, value)
            assert len(deployed.new()) == 7
            assert len(drive.calls("list")) == 3

    def test_the_release_date_of_event_or_description(self, deployed: Deployed) -> None:
        shutil.copy(RI_PBJ, deployed.drive.folder / "a.csv")
        shutil.copy(RI_PROVIDERINFO, deployed.drive.folder / "b.csv")
        deployed.drive.describe("a.csv", description="published: 2023-11-15")
        first, second = deployed.new()
        assert (deployed.metadata(first)["published"], "published" in deployed.metadata(second)) == ("2023-11-15", False)
        (key,) = deployed.new(files=[id_of("b.csv")], published="2023-11-29")
        assert deployed.metadata(key)["published"] == "2023-11-29"


class TestWhatIsFetched:
    def test_nothing_twice(self, deployed: Deployed) -> None:
        shutil.copy(RI_PBJ, deployed.drive.folder / "a.csv")
        deployed()
        report = deployed()
        assert (report["unchanged"], report["fetched"]) == (1, [])
        assert len(deployed.drive.calls("media")) == 1

    def test_a_file_whose_bytes_have_changed(self, deployed: Deployed) -> None:
        shutil.copy(RI_PBJ, deployed.drive.folder / "a.csv")
        deployed()
        changed = RI_PBJ.read_bytes() + b"\n"
        (deployed.drive.folder / "a.csv").write_bytes(changed)
        assert deployed.new() == [key_of("pbj", changed, "a.csv")]
        assert len(deployed.objects()) == 2

    def test_again_what_is_asked_for_and_nothing_else(self, deployed: Deployed) -> None:
        shutil.copy(RI_PBJ, deployed.drive.folder / "a.csv")
        deployed()
        shutil.copy(RI_PROVIDERINFO, deployed.drive.folder / "b.csv")
        assert deployed.new(files=[id_of("a.csv")]) == [f"{PBJ_KEY}/a.csv"]
        assert deployed.objects() == [f"{PBJ_KEY}/a.csv"]
        report = failed(lambda: deployed(files=["1NoSuchFile"]))
        assert [(f["file"], f["what"]) for f in report["failed"]] == [("1NoSuchFile", "there is no such file in the folder")]

    def test_no_file_is_begun_when_time_runs_out(self, deployed: Deployed) -> None:
        shutil.copy(RI_PBJ, deployed.drive.folder / "a.csv")
        report = deployed(left=59_000)
        assert (report["left"], report["fetched"], deployed.drive.calls("media")) == (1, [], [])
        assert deployed.new() == [f"{PBJ_KEY}/a.csv"]

    def test_the_disk_holds_one_file_at_a_time(self, deployed: Deployed, monkeypatch: pytest.MonkeyPatch) -> None:
        for number in range(3):
            (deployed.drive.folder / f"{number}.csv").write_bytes(PENALTIES + b"%d" % number)
        held: list[int] = []
        monkeypatch.setattr("kerok.sources.elsewhere.refuse_without_room", lambda file, folder: held.append(len(list(folder.iterdir()))))
        deployed()
        assert held == [0, 0, 0]

    def test_what_a_killed_call_left_on_the_disk_is_removed(self, deployed: Deployed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "scratch"))
        for name in ("old", f"{os.getpid()}-same", f"{os.getppid()}-alive"):
            (tmp_path / "scratch" / f"kerok-ingest-{name}").mkdir(parents=True)
            (tmp_path / "scratch" / f"kerok-ingest-{name}" / "part").write_bytes(b"x")
        shutil.copy(RI_PBJ, deployed.drive.folder / "a.csv")
        deployed()
        assert [p.name for p in (tmp_path / "scratch").iterdir()] == [f"kerok-ingest-{os.getppid()}-alive"]


class TestWhatGoesWrong:
    """One file's trouble is told, final or not, and does not hold up the others."""

    def test_a_header_that_nobody_knows_is_kept_and_told_once(self, deployed: Deployed) -> None:
        (deployed.drive.folder / "a.csv").write_bytes(b"one,two\n1,2\n")
        shutil.copy(RI_PBJ, deployed.drive.folder / "b.csv")
        (failure,) = failed(deployed)["failed"]
        assert failure["what"].startswith("a.csv is no CMS file that Kerok knows")
        assert failure["is_final"]
        assert sorted(deployed.objects()) == sorted([key_of("other", b"one,two\n1,2\n", "a.csv"), f"{PBJ_KEY}/b.csv"])
        assert deployed()["unchanged"] == 2

    @pytest.mark.parametrize(
        ("name", "body", "what"),
        [
            ("a.zip", b"PK\x03\x04 and no more", "a.zip is cut short or damaged"),
            ("a.csv", b"%PDF-1.7", "a.csv is a PDF, not a CSV"),
            ("a.csv", b"<!DOCTYPE html><html>", "a.csv is a web page, not a CSV"),
            ("a.csv", b"", "a.csv is empty"),
            ("a.csv", b"\n \n", "a.csv is empty"),
        ],
    )
    def test_a_file_that_cannot_be_read_is_told_once(self, deployed: Deployed, name: str, body: bytes, what: str) -> None:
        (deployed.drive.folder / name).write_bytes(body)
        shutil.copy(RI_PBJ, deployed.drive.folder / "b.csv")
        (failure,) = failed(deployed)["failed"]
        assert (failure["file"], failure["what"], failure["is_final"]) == (name, what, True)
        assert deployed.objects() == [f"{PBJ_KEY}/b.csv"]
        assert deployed()["unchanged"] == 2

    def test_an_archive_without_a_csv(self, deployed: Deployed) -> None:
        with zipfile.ZipFile(deployed.drive.folder / "a.zip", "w") as archive:
            archive.writestr("readme.pdf", b"%PDF")
        (failure,) = failed(deployed)["failed"]
        assert failure["what"] == "there is no .csv or .txt file in a.zip"

    def test_of_an_archive_what_can_be_read(self, deployed: Deployed) -> None:
        with zipfile.ZipFile(deployed.drive.folder / "a.zip", "w") as archive:
            archive.writestr("1.csv", b"%PDF")
            archive.write(RI_PBJ, "2.csv")
        report = failed(deployed)
        assert [f["file"] for f in report["failed"]] == ["a.zip/1.csv"]
        assert deployed.objects() == [f"{PBJ_KEY}/2.csv"]

    def test_a_file_larger_than_is_allowed(self, deployed: Deployed, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("MAX_FILE_GB", "0")
        shutil.copy(RI_PBJ, deployed.drive.folder / "a.csv")
        (failure,) = failed(deployed)["failed"]
        assert failure["what"] == "a.csv unpacks to more than a CMS file can be"
        assert "MAX_FILE_GB" in failure["hint"]
        assert deployed.objects() == []

    def test_no_room_on_the_disk(self, deployed: Deployed, monkeypatch: pytest.MonkeyPatch) -> None:
        shutil.copy(RI_PBJ, deployed.drive.folder / "a.csv")
        with monkeypatch.context() as patch:
            patch.setattr("kerok.sources.elsewhere.shutil.disk_usage", lambda path: shutil._ntuple_diskusage(1, 1, 1000))
            (failure,) = failed(deployed)["failed"]
        assert (failure["what"], failure["is_final"]) == ("there is no room for a.csv", False)
        assert "ephemeral storage" in failure["hint"]
        assert deployed.new() == [f"{PBJ_KEY}/a.csv"]

    def test_a_folder_that_is_not_shared(self, deployed: Deployed, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("DRIVE_FOLDER_ID", "1NotShared")
        error = expect_error(deployed)
        assert error.what == f"there is no folder 1NotShared in Google Drive that {deployed.drive.key['client_email']} may see"
        assert "share the folder with" in error.hint

    def test_a_revoked_key(self, deployed: Deployed) -> None:
        deployed.drive.revoke_key()
        error = expect_error(deployed)
        assert "Google does not accept the key" in error.what
        assert "aws secretsmanager put-secret-value --secret-id arn:aws:secretsmanager:" in error.hint

    @pytest.mark.parametrize("text", ["PRIVATE", '"PRIVATE"', "{}", '{"type": "service_account", "private_key": "PRIVATE", "client_email": "a@b", "token_uri": "x"}'])
    def test_a_secret_that_is_no_key(self, deployed: Deployed, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
        secret = deployed.account.client("secretsmanager").create_secret(Name="none", SecretString=text)["ARN"]
        monkeypatch.setenv("DRIVE_SECRET_ARN", secret)
        error = expect_error(deployed)
        assert "key" in error.what
        assert f"put-secret-value --secret-id {secret}" in error.hint
        assert "PRIVATE" not in str(error)

    @pytest.mark.parametrize("is_made", [False, True], ids=["no secret", "nothing in it yet"])
    def test_a_secret_that_cannot_be_read(self, deployed: Deployed, monkeypatch: pytest.MonkeyPatch, is_made: bool) -> None:
        if is_made:
            deployed.account.client("secretsmanager").create_secret(Name="empty")
        monkeypatch.setenv("DRIVE_SECRET_ARN", "empty")
        error = expect_error(deployed)
        assert "key" in error.what
        assert "put-secret-value --secret-id empty" in error.hint

    @pytest.mark.parametrize("name", ["LANDING_BUCKET", "DRIVE_FOLDER_ID", "DRIVE_SECRET_ARN"])
    def test_a_variable_that_is_missing(self, deployed: Deployed, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
        monkeypatch.delenv(name)
        assert expect_error(deployed).what == f"{name} is not set"

    @pytest.mark.parametrize("day", ["2024-13-01", 20241030, "yesterday"])
    def test_an_event_with_no_day(self, deployed: Deployed, day: Any) -> None:
        assert "is not a day" in expect_error(lambda: deployed(published=day)).what


class TestAnObjectIsWholeOrNotThere:
    """The bucket tells everybody of an object when it is made: so it is made in one moment, of bytes that were checked."""

    @pytest.fixture
    def bucket(self, deployed: Deployed) -> LandingBucket:
        return LandingBucket(deployed.account.client("s3"), deployed.bucket)

    @pytest.fixture(params=[1, 20], ids=["one put", "parts"])
    def received(self, request: pytest.FixtureRequest, tmp_path: Path) -> Received:
        path = tmp_path / "a.csv"
        path.write_bytes(RI_PBJ.read_bytes() * request.param)
        (incoming,) = find([str(path)], lambda name, reason: None)
        return receive(incoming, 1 << 40)

    def test_it_has_the_bytes_and_the_hash(self, deployed: Deployed, bucket: LandingBucket, received: Received) -> None:
        bucket.put(received, {"original-name": "a.csv"})
        assert hashlib.sha256(deployed.body(received.key)).hexdigest() == received.sha256
        assert bucket.key_of(received) == received.key

    def test_not_if_the_second_reading_differs(self, deployed: Deployed, bucket: LandingBucket, received: Received) -> None:
        wrong = Received(received.incoming, "0" * 64, received.size, received.folder)
        with pytest.raises(SourceUnavailable, match="was read twice and differs"):
            bucket.put(wrong, {})
        assert deployed.objects() == []
        assert pending_uploads(deployed) == []

    def test_not_if_the_upload_breaks_off(self, deployed: Deployed, bucket: LandingBucket, received: Received, monkeypatch: pytest.MonkeyPatch) -> None:
        def broken(**_: Any) -> None:
            raise ConnectionError

        client = deployed.account.client("s3")
        monkeypatch.setattr(client, "complete_multipart_upload", broken)
        monkeypatch.setattr(client, "put_object", broken)
        with pytest.raises(ConnectionError):
            LandingBucket(client, deployed.bucket).put(received, {})
        assert deployed.objects() == []
        assert pending_uploads(deployed) == []


HOSTILE = {
    "with space.csv": "with_space.csv", "a'b.csv": "a_b.csv", 'a"b.csv': "a_b.csv", "été.csv": "t.csv", "日本.csv": "file.csv", "100%20.csv": "100_20.csv",
    "a+b&c=d?e#f;g.csv": "a_b_c_d_e_f_g.csv", "..csv": "file.csv", "....csv": "file.csv", "a..b.csv": "a_b.csv", "-rf.csv": "rf.csv", "'; DROP TABLE x; --.csv": "DROP_TABLE_x.csv",
    "tab\there\n.csv": "tab_here.csv", "../../etc/passwd.csv": "passwd.csv", "a\\b.csv": "b.csv", "x" * 1000 + ".csv": "x" * 120 + ".csv", "é" * 1000 + ".csv": "file.csv",
    "A.CSV": "A.csv", "${jndi:x}.csv": "jndi_x.csv", "\u202egpj.csv": "gpj.csv",
}  # fmt: skip


def test_hostile_names_become_plain_keys_and_stay_in_the_metadata(deployed: Deployed) -> None:
    bodies = {name: PENALTIES + b"%d" % number for number, name in enumerate(HOSTILE)}
    for number, (name, body) in enumerate(bodies.items()):
        (deployed.drive.folder / f"{number}.csv").write_bytes(body)
        deployed.drive.describe(f"{number}.csv", name=name)
    keys = deployed.new()
    assert keys == sorted(key_of("other", bodies[name], plain) for name, plain in HOSTILE.items())
    for name, plain in HOSTILE.items():
        key = key_of("other", bodies[name], plain)
        assert deployed.body(key) == bodies[name]
        original = unquote(deployed.metadata(key)["original-name"])
        assert original == name or (len(name) > 300 and original.endswith("...") and name.startswith(original[:-3]) and len(original) > 100)


@pytest.mark.parametrize(("name", "plain"), [*HOSTILE.items(), ("x.zip/a/b.csv", "b.csv"), ("x.zip/b", "b.csv"), ("b.txt", "b.txt.csv"), ("b.csv.gz", "b.csv"), ("", "file.csv"), ("x.zip/..", "file.csv")])
def test_safe_name(name: str, plain: str) -> None:
    assert safe_name(name) == plain
