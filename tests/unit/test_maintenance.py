"""`kerok maintain`: the lake becomes small, its tables stay what they are, nothing that anyone may still read goes."""

from __future__ import annotations

import multiprocessing
import os
import time
from pathlib import Path

import pytest
from pyiceberg.table import StaticTable, Table

from kerok import contracts as declared
from kerok.engines import duckdb as duck
from kerok.errors import Busy, LakeDamaged
from kerok.iceberg import Change, local_path
from kerok.lake import MANY_MANIFESTS, Lake
from kerok.maintenance import Maintained, maintain
from kerok.query import Reader
from kerok.settings import load_settings
from tests.support.drawn_files import days_of, pbj_csv, pbj_row, providerinfo_csv, providerinfo_row, write
from tests.support.lakes import digest, forget, lake_at, ledger, load, pointers, rows, sha256, unreferenced

QUARTERS = [f"{year}Q{number}" for year in range(2018, 2024) for number in range(1, 5)]
HOUR = 3600
pytestmark = pytest.mark.xdist_group("maintenance")


def _small(home: Path, **settings: int) -> Lake:
    """The lake with settings under which everything old may go."""
    lake = lake_at(home)
    lake.settings.values.update({"maintain.keep_days": 0, "maintain.garbage_hours": 0} | {k.replace("__", "."): v for k, v in settings.items()})
    return lake


def _tables(home: Path) -> dict[str, Table]:
    return {name: StaticTable.from_metadata(location) for name, location in pointers(home).items()}


def _days(folder: Path, name: str, days: list[str], **cells: str) -> Path:
    return write(folder / f"{name}.csv", pbj_csv(pbj_row(day=day, **cells) for day in days))


@pytest.fixture(scope="module")
def busy_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake after many loads: every kind of leftover, and more manifests than are kept."""
    folder = tmp_path_factory.mktemp("busy")
    home, q2 = folder / "lake", days_of("2024Q2")
    files = [_days(folder, f"part{n}", q2[n * 20 : n * 20 + 40], MDScensus=str(50 + n)) for n in range(4)]
    files.append(write(folder / "NH_ProviderInfo_Oct2024.csv", providerinfo_csv([providerinfo_row()])))
    load(home, *files, accept_loss=True)
    forget(home, files[1])
    forget(home, files[4])
    for quarter in QUARTERS:
        _publish_quarter(lake_at(home), quarter)
    return home


def _publish_quarter(lake: Lake, quarter: str) -> None:
    """One more partition of one table, as a load would add it."""
    ids, table = lake.field_ids()["silver_pbj_daily"], "silver_pbj_daily"
    path = lake.new_data_file(table, quarter)
    first = days_of(quarter)[0]
    given = {"ccn": "'015009'", "quarter": f"'{quarter}'", "work_date": f"DATE '{first[:4]}-{first[4:6]}-{first[6:]}'", "mds_census": "50"}
    columns = ", ".join(f"CAST({given.get(c.name, 'NULL')} AS {c.type}) AS {c.name}" for c in declared.contracts()[table].columns)
    with duck.connect(lake.settings) as connection:
        duck.write_parquet(connection, table, f"SELECT {columns}", path, ids)
    with lake.writer():
        lake.publish([Change(table, {quarter}, [(path, quarter)])], lambda connection: None)


@pytest.fixture(scope="module")
def maintained(busy_home: Path) -> tuple[Path, Maintained, dict[str, str], list[str]]:
    """The same after maintenance, with what was said of it and what the lake held before."""
    before, known = digest(busy_home), ledger(busy_home)
    orphan = busy_home / "warehouse" / "kerok_healthcare" / "silver_pbj_daily" / "data" / "quarter=2024Q2" / "orphan.parquet"
    orphan.write_bytes(b"left by a killed load")
    (busy_home / "bronze" / "pbj" / ("f" * 64 + ".csv")).write_bytes(b"of a file nobody knows")
    (busy_home / "tmp" / "landing-999999-ab").write_bytes(b"left by a killed load")
    (busy_home / "tmp" / f"landing-{os.getpid()}-ab").write_bytes(b"of a process that runs")
    (busy_home / "tmp" / "query-999999-ab").mkdir()
    (busy_home / "tmp" / "query-999999-ab" / "duckdb_temp_storage-0.tmp").write_bytes(b"x")
    foreign = busy_home / "warehouse" / "my_namespace" / "table" / "data.parquet"
    foreign.parent.mkdir(parents=True)
    foreign.write_bytes(b"an analyst's own table")
    time.sleep(0.05)
    return busy_home, maintain(_small(busy_home)), before, known


def test_tables_hold_what_they_held(maintained: tuple[Path, Maintained, dict[str, str], list[str]]) -> None:
    home, _, before, known = maintained
    assert digest(home) == before
    assert ledger(home) == known


def test_one_snapshot_stays_and_few_manifests(maintained: tuple[Path, Maintained, dict[str, str], list[str]]) -> None:
    home, done, _, _ = maintained
    for name, table in _tables(home).items():
        assert len(table.metadata.snapshots) <= 1, name
        snapshot = table.current_snapshot()
        manifests = snapshot.manifests(table.io) if snapshot else []
        assert len(manifests) <= MANY_MANIFESTS, name
        assert not {k for k in table.properties if k.startswith("commit.manifest")}, "no property of the maintenance stays"
    assert done.snapshots_expired > len(QUARTERS)
    assert done.manifests_merged > 0


def test_other_readers_see_the_same_rows(maintained: tuple[Path, Maintained, dict[str, str], list[str]]) -> None:
    home = maintained[0]
    for name, table in _tables(home).items():
        assert table.scan().to_arrow().num_rows == rows(home, f"SELECT count(*) AS n FROM {name}")[0]["n"]


def test_only_what_is_referred_to_is_on_disk(maintained: tuple[Path, Maintained, dict[str, str], list[str]]) -> None:
    home, done, _, _ = maintained
    assert done.files_removed > 30
    assert done.bytes_freed > 10_000
    assert {p for p in unreferenced(home) if "my_namespace" not in p} == set()
    metadata = {str(p) for p in (home / "warehouse" / "kerok_healthcare").rglob("metadata/*") if p.suffix == ".avro"}
    used = set()
    for table in _tables(home).values():
        for snapshot in table.metadata.snapshots:
            used |= {local_path(snapshot.manifest_list), *(local_path(m.manifest_path) for m in snapshot.manifests(table.io))}
    assert metadata == used


def test_bronze_holds_what_the_ledger_knows(maintained: tuple[Path, Maintained, dict[str, str], list[str]]) -> None:
    home = maintained[0]
    with lake_at(home).ledger.reading() as connection:
        known = {home / f.bronze for f in lake_at(home).ledger.files(connection)}
    assert {p for p in (home / "bronze").rglob("*") if p.is_file()} == known
    assert len(known) == 3


def test_scratch_of_dead_processes_goes_and_that_of_living_ones_stays(maintained: tuple[Path, Maintained, dict[str, str], list[str]]) -> None:
    home = maintained[0]
    assert [p.name for p in (home / "tmp").rglob("*") if p.is_file()] == [f"landing-{os.getpid()}-ab"]


def test_what_is_not_keroks_is_left_alone(maintained: tuple[Path, Maintained, dict[str, str], list[str]]) -> None:
    assert (maintained[0] / "warehouse" / "my_namespace" / "table" / "data.parquet").exists()


def test_a_second_time_finds_nothing(maintained: tuple[Path, Maintained, dict[str, str], list[str]]) -> None:
    home = maintained[0]
    before = pointers(home)
    assert maintain(_small(home)) == Maintained()
    assert pointers(home) == before, "no new snapshot either"


def test_loading_goes_on(maintained: tuple[Path, Maintained, dict[str, str], list[str]], tmp_path: Path) -> None:
    home = maintained[0]
    n = rows(home, "SELECT count(*) AS n FROM silver_pbj_daily")[0]["n"]
    load(home, _days(tmp_path, "new", days_of("2024Q4")[:5]))
    assert rows(home, "SELECT count(*) AS n FROM silver_pbj_daily")[0]["n"] == n + 5


# ------------------------------------------------------------------------------------------ the age guard


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A lake whose one quarter was loaded twice: the first rows are garbage."""
    days = days_of("2024Q2")[:10]
    load(tmp_path / "lake", _days(tmp_path, "a", days))
    load(tmp_path / "lake", _days(tmp_path, "b", days, MDScensus="51"))
    return tmp_path / "lake"


def test_a_reader_that_began_before_keeps_its_files(tmp_path: Path) -> None:
    home, days = tmp_path / "lake", days_of("2024Q2")[:10]
    load(home, _days(tmp_path, "a", days))
    sql = "SELECT count(*) AS n, sum(mds_census) AS s FROM silver_pbj_daily"
    with Reader(lake_at(home)).open({"silver_pbj_daily"}) as connection:
        load(home, _days(tmp_path, "b", days, MDScensus="51"))
        done = maintain(_small(home, maintain__garbage_hours=24))
        assert done.files_removed == 0
        assert done.snapshots_expired > 0
        assert connection.execute(sql).fetchall() == [(10, 500)], "the old state, whole"
    assert rows(home, sql) == [{"n": 10, "s": 510}]
    assert maintain(_small(home, maintain__garbage_hours=24), now=time.time() + 23 * HOUR).files_removed == 0
    assert maintain(_small(home, maintain__garbage_hours=24), now=time.time() + 25 * HOUR).files_removed > 0
    assert rows(home, sql) == [{"n": 10, "s": 510}]


def test_young_snapshots_stay_readable(home: Path) -> None:
    lake = lake_at(home)
    assert (lake.settings["maintain.keep_days"], lake.settings["maintain.garbage_hours"]) == (30, 24)
    done = maintain(lake)
    assert (done.snapshots_expired, done.files_removed) == (0, 0)
    table = _tables(home)["silver_pbj_daily"]
    first = min(table.metadata.snapshots, key=lambda s: s.timestamp_ms)
    assert sum(table.scan(snapshot_id=first.snapshot_id).to_arrow()["mds_census"].to_pylist()) == 500
    assert maintain(lake_at(home), now=time.time() + 31 * 24 * HOUR).snapshots_expired > 0
    assert rows(home, "SELECT sum(mds_census) AS s FROM silver_pbj_daily") == [{"s": 510}]


def test_a_lake_reached_through_a_link_keeps_its_files(home: Path, tmp_path: Path) -> None:
    before = digest(home)
    (tmp_path / "link").symlink_to(home)
    maintain(_small(tmp_path / "link"))
    assert digest(home) == before
    assert digest(tmp_path / "link") == before
    assert sha256(tmp_path / "a.csv") in {p.stem for p in (home / "bronze" / "pbj").iterdir()}


def test_unreadable_metadata_removes_nothing(home: Path) -> None:
    location = Path(local_path(pointers(home)["gold_facility_dim"]))
    location.rename(location.with_suffix(".hidden"))
    before = {p for p in home.rglob("*") if p.is_file()}
    with pytest.raises(LakeDamaged) as damaged:
        maintain(_small(home))
    assert damaged.value.hint
    assert {p for p in home.rglob("*") if p.is_file() and not p.name.startswith("catalog.db")} >= {p for p in before if p.suffix == ".parquet"}


# ------------------------------------------------------------------------------------------ other writers


def _hold(home: str, held: object, done: object) -> None:
    with Lake(load_settings(home)).writer():
        held.set()  # type: ignore[attr-defined]
        done.wait(60)  # type: ignore[attr-defined]


def test_busy_while_another_process_loads(home: Path) -> None:
    context = multiprocessing.get_context("spawn")
    held, done = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(str(home), held, done))
    other.start()
    try:
        assert held.wait(60)
        lake = _small(home, load__wait_seconds=0)
        before = {p for p in home.rglob("*") if p.is_file()}
        with pytest.raises(Busy) as busy:
            maintain(lake)
        assert busy.value.what == "another process is loading into this lake"
        assert busy.value.hint
        assert {p for p in home.rglob("*") if p.is_file()} == before
    finally:
        done.set()
        other.join()
    maintain(_small(home))
