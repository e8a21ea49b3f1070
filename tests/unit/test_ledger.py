"""The ledger: the order of files, what is current, leases, and what it says of a database that is none."""

from __future__ import annotations

import itertools
import os
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerok.errors import Busy, LakeDamaged
from kerok.ledger import LEASE_SECONDS, FilePeriod, Ledger, SourceFile, closed_rows, current_files, rank_key
from tests.support.lakes import expect_error


def source(name: str, *, published: str | None = None, received: str = "2024-01-01", origin: str | None = None, status: str = "done", closes: tuple[int, ...] = (), retries: tuple[tuple[int, int], ...] = ()) -> SourceFile:
    return SourceFile("pbj", name, f"{name}.csv", status, published=published, received_at=received, origin_sha256=origin, closes=list(closes), retries=[list(r) for r in retries])


def ordered(files: list[SourceFile]) -> list[str]:
    by_sha = {f.file_sha256: f for f in files}
    return [f.file_sha256 for f in sorted(files, key=lambda f: rank_key(f, by_sha))]


def period(sha: str, *, national: bool = False) -> FilePeriod:
    return FilePeriod("pbj", "2024Q2", sha, 10, 52 if national else 1, 91, national, False)


class TestOrder:
    def test_published_then_received_then_hash(self) -> None:
        files = [
            source("d", published="2024-08-01", received="2024-01-01"),
            source("c", received="2024-09-09"),
            source("b", received="2024-01-02"),
            source("a", received="2024-01-02"),
            source("e", published="2024-07-01", received="2024-12-12"),
        ]
        assert ordered(files) == ["a", "b", "c", "e", "d"], "unknown dates of release come first"

    def test_a_mended_file_comes_right_after_its_origin(self) -> None:
        files = [source("a"), source("b", received="2024-01-02"), source("m", received="2024-05-05", origin="a"), source("n", received="2024-04-04", origin="a")]
        assert ordered(files) == ["a", "n", "m", "b"]

    def test_a_mended_file_of_a_mended_file(self) -> None:
        files = [source("a"), source("b", received="2024-01-02"), source("m", received="2024-03-03", origin="a"), source("mm", received="2024-02-02", origin="m"), source("n", received="2024-06-06", origin="a")]
        assert ordered(files) == ["a", "m", "mm", "n", "b"]

    def test_a_mended_file_whose_origin_is_gone_stands_by_itself(self) -> None:
        assert ordered([source("b", received="2024-01-02"), source("m", received="2024-01-03", origin="gone"), source("a")]) == ["a", "b", "m"]

    def test_a_circle_of_origins_ends(self) -> None:
        assert sorted(ordered([source("a", origin="b"), source("b", origin="a"), source("c", origin="c")])) == ["a", "b", "c"]

    @given(st.permutations(["a", "b", "m", "n", "mm", "p"]))
    def test_the_order_of_arrival_in_the_list_does_not_matter(self, names: list[str]) -> None:
        known = {
            "a": source("a"), "b": source("b", received="2024-01-02"), "m": source("m", received="2024-03-03", origin="a"),
            "n": source("n", received="2024-06-06", origin="a"), "mm": source("mm", received="2024-02-02", origin="m"), "p": source("p", published="2024-01-01"),
        }  # fmt: skip
        assert ordered([known[n] for n in names]) == ["a", "m", "mm", "n", "b", "p"]

    @given(st.lists(st.tuples(st.sampled_from([None, "2024-07-01", "2024-08-01"]), st.integers(1, 3), st.integers(-1, 5)), max_size=6))
    def test_it_is_a_total_order(self, drawn: list[tuple[str | None, int, int]]) -> None:
        names = "abcdef"
        files = [source(names[i], published=p, received=f"2024-01-0{r}", origin=names[o] if 0 <= o < i else None) for i, (p, r, o) in enumerate(drawn)]
        by_sha = {f.file_sha256: f for f in files}
        keys = [rank_key(f, by_sha) for f in files]
        assert len(set(keys)) == len(keys)
        place = {sha: i for i, sha in enumerate(ordered(files))}
        assert all(place[f.origin_sha256] < place[f.file_sha256] for f in files if f.origin_sha256), "an origin is before what mends it"


class TestCurrent:
    def test_extracts_alone_all_count(self) -> None:
        assert current_files([period("b"), period("a")], ["a", "b", "c"]) == ["a", "b"]

    def test_the_newest_national_file_and_what_follows(self) -> None:
        held = [period("x"), period("n1", national=True), period("y"), period("n2", national=True), period("z")]
        assert current_files(held, ["x", "n1", "y", "n2", "z"]) == ["n2", "z"]
        assert current_files(held, ["n2", "z", "x", "n1", "y"]) == ["n1", "y"]

    def test_what_the_ledger_does_not_order_does_not_count(self) -> None:
        assert current_files([period("a"), period("gone", national=True)], ["a"]) == ["a"]

    def test_nothing(self) -> None:
        assert current_files([], ["a"]) == []

    @given(st.permutations([("a", False), ("b", True), ("c", False), ("d", True), ("e", False)]))
    def test_the_order_of_entries_does_not_matter(self, entries: list[tuple[str, bool]]) -> None:
        assert current_files([period(s, national=n) for s, n in entries], list("abcde")) == ["d", "e"]


class TestClosedRows:
    def test_the_newest_mended_file_closes(self) -> None:
        origin, first, second = source("a"), source("m", received="2024-02-02", origin="a", closes=(5, 9)), source("n", received="2024-03-03", origin="a", closes=(9,))
        for files in itertools.permutations([origin, first, second]):
            assert closed_rows(origin, files) == {5: "m", 9: "n"}

    def test_only_loaded_files_close(self) -> None:
        origin = source("a")
        assert closed_rows(origin, [origin, source("m", origin="a", closes=(5,), status="refused")]) == {}
        assert closed_rows(origin, [origin, source("m", origin="a", closes=(5,), status="pending")]) == {}
        assert closed_rows(origin, [origin, source("m", origin="a", closes=(5,), status="superseded")]) == {5: "m"}

    def test_a_row_tried_in_vain_is_closed_with_its_origins(self) -> None:
        origin = source("a")
        tried = source("m", received="2024-02-02", origin="a", closes=(5,), retries=((2, 9),))
        done = source("n", received="2024-03-03", origin="a", closes=(9,))
        assert closed_rows(tried, [origin, tried, done]) == {2: "n"}
        assert closed_rows(tried, [origin, tried]) == {}


# ------------------------------------------------------------------------------------------ the database


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    found = Ledger(tmp_path / "catalog.db")
    found.create()
    return found


class TestDatabase:
    def test_files_come_back_as_they_were_put(self, ledger: Ledger) -> None:
        file = SourceFile("pbj", "a" * 64, "ü'\"\n.csv", "done", "2024Q1,2024Q2", warnings=["x"], closes=[1, 2], retries=[[1, 2]], wants={"published": None})
        with ledger.writing() as connection:
            ledger.put(connection, file)
            ledger.put(connection, source("b" * 64))
        with ledger.reading() as connection:
            assert ledger.find(connection, "aaaa") == [file]
            assert ledger.find(connection, "") == ledger.files(connection)
            assert ledger.find(connection, "c") == []
        assert file.periods == ["2024Q1", "2024Q2"]
        assert source("x").periods == []

    @pytest.mark.parametrize("pattern", ["%", "_", "a%", "______"])
    def test_a_hash_is_no_pattern(self, ledger: Ledger, pattern: str) -> None:
        with ledger.writing() as connection:
            ledger.put(connection, source("a" * 64))
        with ledger.reading() as connection:
            assert ledger.find(connection, pattern) == []

    def test_entries_of_a_later_version_are_read(self, ledger: Ledger) -> None:
        with ledger.writing() as connection:
            body = '{"dataset": "pbj", "file_sha256": "a", "file_name": "a.csv", "of_the_future": 1}'
            connection.execute("INSERT INTO kerok_file VALUES ('pbj', 'a', ?)", (body,))
        with ledger.reading() as connection:
            assert [f.file_name for f in ledger.files(connection)] == ["a.csv"]

    def test_an_error_leaves_no_trace(self, ledger: Ledger) -> None:
        def fail_half_way() -> None:
            with ledger.writing() as connection:
                ledger.put(connection, source("a"))
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fail_half_way()
        with ledger.reading() as connection:
            assert ledger.files(connection) == []

    def test_a_reader_sees_one_moment(self, ledger: Ledger) -> None:
        with ledger.reading() as reading:
            assert ledger.files(reading) == []
            with sqlite3.connect(ledger.path, timeout=0.2) as other:
                other.execute("INSERT INTO kerok_meta VALUES ('x', 'y')")
                with pytest.raises(sqlite3.OperationalError, match="locked"):
                    other.commit()
                other.rollback()
            assert reading.execute("SELECT count(*) FROM kerok_meta").fetchone() == (0,)

    def test_forgotten_files_leave_a_record(self, ledger: Ledger) -> None:
        with ledger.writing() as connection:
            ledger.put(connection, source("a"))
            ledger.put_periods(connection, [period("a"), period("b")])
        with ledger.writing() as connection:
            ledger.forget(connection, source("a"), "2024-05-05")
        with ledger.reading() as connection:
            assert ledger.files(connection) == []
            assert [p.file_sha256 for p in ledger.periods(connection)] == ["b"]
            assert connection.execute("SELECT file_sha256, forgotten_at FROM kerok_forgotten").fetchall() == [("a", "2024-05-05")]

    def test_no_lake(self, tmp_path: Path) -> None:
        error = expect_error(lambda: Ledger(tmp_path / "nosuch" / "catalog.db").reading().__enter__())
        assert isinstance(error, LakeDamaged)
        assert error.what == "no lake here yet"
        assert not (tmp_path / "nosuch").exists()

    def test_names_that_a_url_would_cut(self, tmp_path: Path) -> None:
        for name in ("a b", "a%41", "a'b", "ü"):
            (tmp_path / name).mkdir()
            ledger = Ledger(tmp_path / name / "catalog.db")
            ledger.create()
            with ledger.reading() as connection:
                assert ledger.files(connection) == []

    def test_no_database(self, tmp_path: Path) -> None:
        (tmp_path / "catalog.db").write_bytes(b"x" * 5000)
        assert isinstance(expect_error(lambda: Ledger(tmp_path / "catalog.db").reading().__enter__()), LakeDamaged)

    def test_a_database_without_our_tables(self, tmp_path: Path) -> None:
        with sqlite3.connect(tmp_path / "catalog.db") as connection:
            connection.execute("CREATE TABLE x (a)")
        ledger = Ledger(tmp_path / "catalog.db")

        def read() -> None:
            with ledger.reading() as connection:
                ledger.files(connection)

        assert "never finished" in expect_error(read).what


class TestLease:
    def test_two_owners(self, ledger: Ledger) -> None:
        """Another living process holds it: the second waits, then says who."""
        other = _hold(ledger, "pbj/2024Q2", seconds=600)
        began = time.monotonic()
        with pytest.raises(Busy) as busy, ledger.lease(["pbj/2024Q1", "pbj/2024Q2"], 0.5):
            pytest.fail("two hold the same lease")
        assert time.monotonic() - began >= 0.5
        assert str(other.pid) in busy.value.what
        assert busy.value.where == "pbj/2024Q1, pbj/2024Q2"
        assert _holders(ledger) == {"pbj/2024Q2": f"{socket.gethostname()}:{other.pid}"}, "none of several is taken if one cannot be"
        other.kill()
        other.wait()

    def test_other_periods_are_free(self, ledger: Ledger) -> None:
        other = _hold(ledger, "pbj/2024Q2", seconds=600)
        with ledger.lease(["pbj/2024Q1"], 0):
            assert set(_holders(ledger)) == {"pbj/2024Q1", "pbj/2024Q2"}
        assert set(_holders(ledger)) == {"pbj/2024Q2"}, "given back"
        other.kill()
        other.wait()

    def test_a_dead_owner_is_followed_at_once(self, ledger: Ledger) -> None:
        other = _hold(ledger, "pbj/2024Q2", seconds=600)
        other.kill()
        other.wait()
        with ledger.lease(["pbj/2024Q2"], 0):
            assert _holders(ledger) == {"pbj/2024Q2": f"{socket.gethostname()}:{os.getpid()}"}

    def test_an_expired_lease_is_taken_over_even_from_the_living_and_from_other_machines(self, ledger: Ledger) -> None:
        for owner in (f"{socket.gethostname()}:1", "elsewhere:77"):
            _put_lease(ledger, owner, time.time() - 1)
            with ledger.lease(["pbj/2024Q2"], 0):
                assert _holders(ledger)["pbj/2024Q2"].endswith(f":{os.getpid()}")

    def test_a_lease_of_another_machine_holds_until_it_expires(self, ledger: Ledger) -> None:
        _put_lease(ledger, "elsewhere:77", time.time() + LEASE_SECONDS)
        with pytest.raises(Busy, match="elsewhere:77 is loading the same period"), ledger.lease(["pbj/2024Q2"], 0):
            pytest.fail("taken from another machine")
        _put_lease(ledger, "elsewhere:77", time.time() + 0.5)
        with ledger.lease(["pbj/2024Q2"], 10):
            pass

    def test_a_renewed_lease_does_not_expire(self, ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("kerok.ledger.LEASE_SECONDS", 1)
        for renewed in (True, False):
            with ledger.lease(["pbj/2024Q2"], 0, renewed=renewed):
                time.sleep(2.5)
                with ledger.reading() as connection:
                    expires = connection.execute("SELECT expires FROM kerok_lease").fetchone()[0]
                assert (expires > time.time()) == renewed
        assert _holders(ledger) == {}

    def test_an_owner_that_cannot_be_read_is_none(self, ledger: Ledger) -> None:
        _put_lease(ledger, f"{socket.gethostname()}:not-a-number", time.time() + 60)
        with ledger.lease(["pbj/2024Q2"], 0):
            pass

    def test_given_back_after_an_error(self, ledger: Ledger) -> None:
        with pytest.raises(ZeroDivisionError), ledger.lease(["a", "b"], 0):
            raise ZeroDivisionError
        assert _holders(ledger) == {}

    def test_what_could_not_be_given_back_is_taken_over_by_the_same_process(self, ledger: Ledger, tmp_path: Path) -> None:
        """A full disk keeps the lease in the catalog: the next ledger of this process must not wait for the last."""
        with ledger.lease(["pbj/2024Q2"], 0):
            stayed = _holders(ledger)
            with pytest.raises(Busy), Ledger(ledger.path).lease(["pbj/2024Q2"], 0):
                pytest.fail("taken from another writer of this process")
            with ledger.reading() as connection:
                left = connection.execute("SELECT owner FROM kerok_lease").fetchone()[0]
        _put_lease(ledger, left, time.time() + LEASE_SECONDS)
        assert _holders(ledger) == stayed
        with Ledger(ledger.path).lease(["pbj/2024Q2"], 0):
            pass

    def test_waiting_succeeds_when_the_holder_ends(self, ledger: Ledger) -> None:
        other = _hold(ledger, "pbj/2024Q2", seconds=600)
        threading.Timer(0.5, lambda: (other.kill(), other.wait())).start()
        with ledger.lease(["pbj/2024Q2"], 30):
            assert _holders(ledger) == {"pbj/2024Q2": f"{socket.gethostname()}:{os.getpid()}"}


    def test_an_interrupted_holder_does_not_wait_for_what_it_left_open_itself(self, ledger: Ledger) -> None:
        """Ctrl-C inside PyIceberg can leave its connection reading: giving the lease back must not wait a minute for that."""
        left_open = sqlite3.connect(ledger.path, isolation_level=None)

        def interrupted() -> None:
            with ledger.lease(["pbj/2024Q2"], 0):
                left_open.execute("BEGIN")
                left_open.execute("SELECT count(*) FROM kerok_lease").fetchone()
                raise KeyboardInterrupt

        started = time.monotonic()
        with pytest.raises(KeyboardInterrupt):
            interrupted()
        assert time.monotonic() - started < 20
        left_open.close()
        with ledger.lease(["pbj/2024Q2"], 0):
            pass


def _put_lease(ledger: Ledger, owner: str, expires: float) -> None:
    with ledger.writing() as connection:
        connection.execute("INSERT OR REPLACE INTO kerok_lease VALUES ('pbj/2024Q2', ?, ?)", (owner, expires))


def _hold(ledger: Ledger, name: str, *, seconds: float) -> subprocess.Popen[bytes]:
    """A process that holds a lease until it is killed."""
    code = (
        "import sys, time; from pathlib import Path; from kerok.ledger import Ledger\n"
        f"with Ledger(Path({str(ledger.path)!r})).lease([{name!r}], 0): print('held', flush=True); time.sleep({seconds})"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"held\n"
    return process


def _holders(ledger: Ledger) -> dict[str, str]:
    with ledger.reading() as connection:
        rows = connection.execute("SELECT name, owner FROM kerok_lease").fetchall()
    return {name: ":".join(owner.split(":")[:2]) for name, owner in rows}
