"""Files of this machine: what is found where, in which order, and how what cannot be read says so."""

from __future__ import annotations

import gzip
import io
import os
import sys
import zipfile
from pathlib import Path

import pytest

from kerok.errors import KerokError, UnreadableFile
from kerok.sources.folder import Incoming, find, is_bomb, shown
from tests.support.lakes import expect_error

TEXT = b"a,b\n1,2\n"


def found(*paths: Path | str) -> tuple[list[Incoming], dict[str, str]]:
    """What is found, and what was left out with its reason."""
    skipped: dict[str, str] = {}
    return list(find([str(p) for p in paths], skipped.__setitem__)), skipped


def content(incoming: Incoming) -> bytes:
    with incoming.open() as stream:
        return stream.read()


def zipped(path: Path, members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


class TestFound:
    def test_a_file_under_its_own_name(self, tmp_path: Path) -> None:
        (tmp_path / "x.csv").write_bytes(TEXT)
        ((incoming,), skipped) = found(tmp_path / "x.csv")
        assert (incoming.name, incoming.path, incoming.packed_size) == ("x.csv", tmp_path / "x.csv", None)
        assert content(incoming) == TEXT
        assert skipped == {}

    def test_a_file_that_is_named_may_have_any_ending(self, tmp_path: Path) -> None:
        (tmp_path / "x.dat").write_bytes(TEXT)
        assert [i.name for i in found(tmp_path / "x.dat")[0]] == ["x.dat"]

    def test_a_folder_in_a_stable_order(self, tmp_path: Path) -> None:
        for name in ("b.csv", "a.CSV", "sub/z.txt", "sub/c.csv", ".hidden.csv", ".git/x.csv", "read.me", "sub/y.pdf"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_bytes(TEXT)
        incoming, skipped = found(tmp_path)
        assert [i.name for i in incoming] == ["a.CSV", "b.csv", "sub/c.csv", "sub/z.txt"]
        assert skipped == dict.fromkeys(["read.me", "sub/y.pdf"], "not a .csv, .txt, .zip or .gz file")

    def test_several_paths_in_the_order_given(self, tmp_path: Path) -> None:
        for name in ("a.csv", "b.csv"):
            (tmp_path / name).write_bytes(TEXT)
        assert [i.name for i in found(tmp_path / "b.csv", tmp_path / "a.csv")[0]] == ["b.csv", "a.csv"]

    def test_gzip_by_its_first_bytes_not_its_name(self, tmp_path: Path) -> None:
        packed = gzip.compress(TEXT)
        for name in ("x.csv.gz", "x.csv"):
            (tmp_path / name).write_bytes(packed)
            ((incoming,), _) = found(tmp_path / name)
            assert (incoming.name, incoming.packed_size) == (name, len(packed))
            assert content(incoming) == TEXT
        (tmp_path / "plain.gz").write_bytes(TEXT)
        assert content(found(tmp_path / "plain.gz")[0][0]) == TEXT

    def test_zip_members_in_order_and_what_is_left_out(self, tmp_path: Path) -> None:
        path = zipped(tmp_path / "all.zip", {"b.csv": TEXT, "a/": b"", "a/a.csv": TEXT + b"3,4\n", "readme.pdf": b"%PDF", "noending": TEXT})
        incoming, skipped = found(path)
        assert [i.name for i in incoming] == ["all.zip/a/a.csv", "all.zip/b.csv", "all.zip/noending"]
        assert [content(i) for i in incoming] == [TEXT + b"3,4\n", TEXT, TEXT]
        assert skipped == {"all.zip/readme.pdf": "not a .csv or .txt file"}
        assert all(i.packed_size for i in incoming)

    def test_standard_input(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for data in (TEXT, gzip.compress(TEXT)):
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
            ((incoming,), _) = found("-")
            assert (incoming.name, incoming.path) == ("stdin", None)
            assert content(incoming) == TEXT
            assert content(incoming) == TEXT, "it can be read again"


class TestNotFound:
    @pytest.mark.parametrize("name", ["nosuch.csv", "no\nsuch", "x" * 300, ""])
    def test_what_is_not_there(self, tmp_path: Path, name: str) -> None:
        given = str(tmp_path / name) if name else str(tmp_path / "a" / "..." / "b")
        error = expect_error(lambda: found(given))
        assert error.what.startswith("no such file or folder: ")
        assert "\n" not in error.what

    def test_an_empty_folder(self, tmp_path: Path) -> None:
        (tmp_path / "x.pdf").write_bytes(b"")
        assert "no .csv, .txt, .zip or .gz file in" in expect_error(lambda: found(tmp_path)).what

    def test_a_named_pipe_is_not_waited_for(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.csv")
        ((incoming,), _) = found(tmp_path / "pipe.csv")
        assert "is not a file" in expect_error(lambda: content(incoming)).what


class TestUnreadable:
    def test_a_cut_gzip(self, tmp_path: Path) -> None:
        (tmp_path / "x.csv.gz").write_bytes(gzip.compress(os.urandom(5000))[:-100])
        ((incoming,), _) = found(tmp_path / "x.csv.gz")
        error = expect_error(lambda: content(incoming))
        assert isinstance(error, UnreadableFile)
        assert error.what == "x.csv.gz is cut short or damaged"

    def test_a_damaged_gzip(self, tmp_path: Path) -> None:
        data = bytearray(gzip.compress(os.urandom(5000)))
        data[-6] ^= 0xFF
        (tmp_path / "x.csv.gz").write_bytes(data)
        assert "cut short or damaged" in expect_error(lambda: content(found(tmp_path / "x.csv.gz")[0][0])).what

    def test_a_cut_zip(self, tmp_path: Path) -> None:
        path = zipped(tmp_path / "x.zip", {"a.csv": os.urandom(5000)})
        path.write_bytes(path.read_bytes()[:-100])
        ((incoming,), _) = found(path)
        assert expect_error(lambda: content(incoming)).what == "x.zip is cut short or damaged"

    def test_a_damaged_member_holds_up_no_other(self, tmp_path: Path) -> None:
        path = zipped(tmp_path / "x.zip", {"a.csv": b"x" * 1000, "b.csv": TEXT}, zipfile.ZIP_STORED)
        path.write_bytes(path.read_bytes().replace(b"x" * 1000, b"x" * 999 + b"y"))
        first, second = found(path)[0]
        assert expect_error(lambda: content(first)).what == "x.zip/a.csv is cut short or damaged"
        assert content(second) == TEXT

    def test_an_encrypted_member(self, tmp_path: Path) -> None:
        path = zipped(tmp_path / "x.zip", {"a.csv": TEXT}, zipfile.ZIP_STORED)
        data = bytearray(path.read_bytes())
        for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            data[data.index(signature) + offset] |= 1
        path.write_bytes(data)
        assert expect_error(lambda: content(found(path)[0][0])).what == "x.zip/a.csv is encrypted"

    def test_a_workbook_is_no_archive(self, tmp_path: Path) -> None:
        path = zipped(tmp_path / "x.csv", {"[Content_Types].xml": b"<x/>", "xl/sheet1.txt": TEXT})
        ((incoming,), _) = found(path)
        assert "is an office document" in expect_error(lambda: content(incoming)).what

    def test_an_archive_in_an_archive(self, tmp_path: Path) -> None:
        inner = zipped(tmp_path / "inner.zip", {"a.csv": TEXT}).read_bytes()
        first, second = found(zipped(tmp_path / "x.zip", {"inner.zip": inner, "z.csv": TEXT}))[0]
        assert "is an archive in an archive" in expect_error(lambda: content(first)).what
        assert content(second) == TEXT

    def test_a_file_that_grows_while_it_is_read(self, tmp_path: Path) -> None:
        path = tmp_path / "x.csv"
        path.write_bytes(TEXT)
        ((incoming,), _) = found(path)

        def read() -> None:
            with incoming.open() as stream:
                stream.read()
                path.write_bytes(TEXT * 2)

        assert expect_error(read).what == "x.csv changed while it was read"

    def test_a_file_that_goes_away_before_it_is_read(self, tmp_path: Path) -> None:
        (tmp_path / "x.csv").write_bytes(TEXT)
        ((incoming,), _) = found(tmp_path / "x.csv")
        (tmp_path / "x.csv").unlink()
        assert isinstance(expect_error(lambda: content(incoming)), KerokError)


@pytest.mark.parametrize(("name", "text"), [("a b.csv", "a b.csv"), ("ü.csv", "ü.csv"), ("a\nb", "a\\nb"), ("a\x1b[31m", "a\\x1b[31m"), ("", "")])
def test_shown(name: str, text: str) -> None:
    assert shown(name) == text


def test_bombs_are_told_by_growth_not_by_size() -> None:
    assert not is_bomb(10**9, None), "a plain file is as large as it is"
    assert not is_bomb(10**9, 10**8)
    assert not is_bomb(10**8, 10), "small ones are harmless"
    assert is_bomb(10**9, 10**6)
    assert is_bomb(10**9, 0)
