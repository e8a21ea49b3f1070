"""`kerok export`: all numbers as files, the same bytes for the same files loaded."""

from __future__ import annotations

import csv
import subprocess
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from kerok import contracts as declared
from kerok.export import relations
from tests.support.lakes import RI_PBJ, RI_PROVIDERINFO, load, rows
from tests.support.restated import load_again, load_first

from .conftest import Kerok

NAMES = [c.name for c in relations()]


def content(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def exported(demo_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from .conftest import run_here

    folder = tmp_path_factory.mktemp("exported") / "numbers"
    run_here("export", folder, home=demo_home).well()
    return folder


def test_every_gold_table_and_view_is_there_twice(exported: Path) -> None:
    wanted = {c.name for c in declared.contracts().values() if c.kind == "view" or (c.kind == "table" and c.layer == "gold")}
    assert {p.stem for p in (exported / "parquet").iterdir()} == {p.stem for p in (exported / "csv").iterdir()} == wanted
    assert {p.name for p in exported.iterdir()} == {"parquet", "csv", "README.md", "data-dictionary.csv", "role-sets.csv", "SHA256SUMS"}


@pytest.mark.parametrize("name", NAMES)
def test_the_files_hold_what_the_lake_holds(exported: Path, demo_home: Path, name: str) -> None:
    key = declared.contracts()[name].key
    wanted = rows(demo_home, f"SELECT * FROM {name} ORDER BY {', '.join(key)}")
    assert pq.read_table(exported / "parquet" / f"{name}.parquet").to_pylist() == wanted
    with (exported / "csv" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        lines = list(csv.DictReader(stream))
    assert [[line[k] for k in key] for line in lines] == [["" if row[k] is None else str(row[k]) for k in key] for row in wanted]
    assert list(lines[0] if lines else {}) == (list(wanted[0]) if wanted else [])


def test_checksums_are_those_of_sha256sum(exported: Path) -> None:
    done = subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=exported, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == len(content(exported)) - 1


def test_every_column_is_in_the_dictionary(exported: Path) -> None:
    with (exported / "data-dictionary.csv").open(encoding="utf-8", newline="") as stream:
        told = [(r["table"], r["column"], r["type"]) for r in csv.DictReader(stream) if r["meaning"]]
    assert told == [(c.name, column.name, column.type) for c in relations() for column in c.columns]


def test_again_gives_the_same_bytes(kerok: Kerok, exported: Path, demo_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEROK_THREADS", "1")
    found = kerok("export", tmp_path / "again", "--json", home=demo_home).well().data
    assert content(tmp_path / "again") == content(exported)
    assert {f["path"] for f in found["files"]} == set(content(exported)) - {"SHA256SUMS"}


def test_the_order_in_which_files_came_is_not_in_the_bytes(kerok: Kerok, tmp_path: Path) -> None:
    one = load_again(load_first(tmp_path / "one", tmp_path), tmp_path)
    other = load_first(load_again(tmp_path / "other", tmp_path), tmp_path)
    for home in (one, other):
        kerok("export", tmp_path / f"{home.name}.numbers", home=home).well()
    first, second = content(tmp_path / "one.numbers"), content(tmp_path / "other.numbers")
    assert {n for n in first if first[n] != second[n]} == set()


def test_an_earlier_export_is_replaced_and_nothing_else(kerok: Kerok, tmp_path: Path) -> None:
    load(tmp_path / "lake", RI_PBJ)
    kerok("export", tmp_path / "numbers", home=tmp_path / "lake").well()
    before = content(tmp_path / "numbers")
    load(tmp_path / "lake", RI_PROVIDERINFO)
    kerok("export", tmp_path / "numbers", home=tmp_path / "lake").well()
    assert content(tmp_path / "numbers")["csv/gold_facility_history.csv"] != before["csv/gold_facility_history.csv"]
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "mine.txt").write_text("dear")
    kerok("export", tmp_path / "letters", home=tmp_path / "lake").failed(2, "something that is no export", "kerok export NEW_FOLDER")
    assert content(tmp_path / "letters") == {"mine.txt": b"dear"}
    for inside in ("warehouse/x", ".", "bronze"):
        kerok("export", tmp_path / "lake" / inside, home=tmp_path / "lake").failed(2, "part of the lake")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["lake", "letters", "numbers"], "nothing half written is left"


def test_without_a_lake(kerok: Kerok, tmp_path: Path) -> None:
    kerok("export", tmp_path / "numbers", home=tmp_path / "none").failed(1, "no lake here yet", "kerok ingest PATH")
    assert list(tmp_path.iterdir()) == []
