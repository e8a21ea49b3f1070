"""Lakes for tests: made, filled, compared; what a lake holds as hashes, and what lies on its disk."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kerok import contracts as declared
from kerok.engines import duckdb as duck
from kerok.errors import KerokError
from kerok.lake import Lake
from kerok.ledger import SourceFile
from kerok.outcomes import Options, Outcome
from kerok.pipeline import Pipeline
from kerok.query import Reader
from kerok.settings import load_settings
from kerok.shared import lake_of

DEMO = Path(__file__).parents[2] / "src" / "kerok" / "demo"
CMS = Path(__file__).parents[1] / "data" / "cms"
RI_PBJ = DEMO / "PBJ_Daily_Nurse_Staffing_2023Q2_RI.csv"
RI_PROVIDERINFO = DEMO / "ProviderInfo_2023_11.RI.csv"

# Of a file's entry in the ledger, what tells of the hour and way of its loading rather than of the lake.
_OF_THE_WAY = ("started_at", "finished_at", "rows_withdrawn", "accept_loss", "error", "bronze", "warnings")


def lake_at(home: Path) -> Lake:
    """The lake in a folder; made ready if there is none."""
    return lake_of(load_settings(str(home)))


def ingest(home: Path, *paths: Path | str, **options: Any) -> list[Outcome]:
    """Take files in; what became of each."""
    return list(Pipeline(lake_at(home)).ingest([str(p) for p in paths], Options(**options)))


def load(home: Path, *paths: Path | str, **options: Any) -> list[Outcome]:
    """Take files in; each must succeed."""
    outcomes = ingest(home, *paths, **options)
    assert [o for o in outcomes if o.status not in ("done", "superseded")] == [], [(o.file, o.error, o.where) for o in outcomes]
    return outcomes


def run(home: Path) -> list[Outcome]:
    """Finish what is pending."""
    return list(Pipeline(lake_at(home)).run())


def forget(home: Path, path_or_sha: Path | str) -> list[SourceFile]:
    """Take a file out."""
    return Pipeline(lake_at(home)).forget(sha256(path_or_sha) if isinstance(path_or_sha, Path) else path_or_sha)


@contextlib.contextmanager
def on_a_laptop() -> Iterator[None]:
    """Where nothing is set: an embedded lake."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [n for n in os.environ if n.startswith("KEROK_")]:
            patch.delenv(name)
        yield


def rows(home: Path, sql: str) -> list[dict[str, Any]]:
    """The answer to a question in DuckDB's SQL."""
    return Reader(lake_at(home)).rows(sql)


def tuples(home: Path, sql: str) -> list[tuple[Any, ...]]:
    """The same as tuples."""
    return [tuple(row.values()) for row in rows(home, sql)]


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


# ------------------------------------------------------------------------------------------ comparing lakes


def compared_tables() -> list[str]:
    """Every silver and gold table and every view."""
    return [c.name for c in declared.contracts().values() if c.kind != "step" and not c.name.startswith("ops_")]


def stored_tables() -> list[str]:
    """Every silver and gold table."""
    return [c.name for c in declared.tables() if not c.name.startswith("ops_")]


def digest(home: Path, names: list[str] | None = None) -> dict[str, str]:
    """A hash of the content of tables and views (by default all of silver, gold and views), whatever the order of rows."""
    found, wanted = {}, names or compared_tables()
    with Reader(lake_at(home)).open(set(wanted)) as con:
        for name in wanted:
            row = con.execute(f"SELECT count(*), coalesce(sum(hash(t)), 0), coalesce(bit_xor(hash(t)), 0) FROM {name} AS t").fetchone()
            found[name] = ":".join(map(str, row or ()))
    return found


def content(home: Path, table: str) -> list[tuple[Any, ...]]:
    """All rows of a table in order: to see what differs where two digests do."""
    return tuples(home, f"SELECT * FROM {table} ORDER BY ALL")


def assert_same(home: Path, wanted: dict[str, str], what: str = "") -> None:
    """The lake holds what ``wanted`` says."""
    got = digest(home, list(wanted))
    assert {n: got[n] for n in got if got[n] != wanted[n]} == {}, what


def ledger(home: Path) -> list[str]:
    """What the ledger knows of files and periods, without times."""
    lake = lake_at(home)
    with lake.ledger.reading() as connection:
        files = [vars(f) for f in lake.ledger.files(connection)]
        periods = [vars(p) for p in lake.ledger.periods(connection)]
    kept = [{k: v for k, v in f.items() if k not in _OF_THE_WAY} for f in files]
    return sorted(json.dumps(body, sort_keys=True) for body in [*kept, *periods])


def pointers(home: Path) -> dict[str, str]:
    """Where each Iceberg table's current metadata lies: the same as long as no snapshot was added."""
    with lake_at(home).ledger.reading() as connection:
        return dict(connection.execute("SELECT table_name, metadata_location FROM iceberg_tables").fetchall())


def on_disk(home: Path, *folders: str) -> dict[str, int]:
    """Size of every file in the lake's folders, by path; the catalog's own file left out."""
    roots = [home / f for f in folders] if folders else [home / "warehouse", home / "bronze", home / "tmp"]
    return {str(p.relative_to(home)): p.stat().st_size for root in roots for p in root.rglob("*") if p.is_file()}


def unreferenced(home: Path) -> set[str]:
    """Data files on disk that no table refers to."""
    lake = lake_at(home)
    live = {f.path for files in lake.live_files(c.name for c in declared.tables()).values() for f in files}
    return {str(p) for p in (home / "warehouse").rglob("*.parquet")} - live


def refused(home: Path, *paths: Path | str, **options: Any) -> Outcome:
    """Take one file in, which must be refused or fail with a message that says what, and what to do."""
    (outcome,) = ingest(home, *paths, **options)
    assert outcome.status in ("refused", "failed"), outcome
    assert outcome.error, outcome
    assert outcome.hint, outcome
    assert "\n" not in outcome.file
    return outcome


def status_of(home: Path, path_or_sha: Path | str) -> SourceFile | None:
    """The ledger's entry of a file."""
    lake = lake_at(home)
    wanted = sha256(path_or_sha) if isinstance(path_or_sha, Path) else path_or_sha
    with lake.ledger.reading() as connection:
        return next(iter(lake.ledger.find(connection, wanted)), None)


def without_times(outcome: Outcome) -> Outcome:
    return replace(outcome, seconds=0.0)


class Saved:
    """A lake as it was, to be brought back in its place any number of times."""

    def __init__(self, home: Path, store: Path) -> None:
        self.home, self.store = home, store
        _copy_lake(home, store)

    def restore(self) -> Path:
        shutil.rmtree(self.home, ignore_errors=True)
        _copy_lake(self.store, self.home)
        return self.home


def _copy_lake(source: Path, target: Path) -> None:
    """Data, metadata and bronze are never written twice: links will do. The catalog is copied."""

    def copy(old: str, new: str) -> None:
        if old.endswith((".parquet", ".json", ".avro", ".csv")):
            os.link(old, new)
        else:
            shutil.copy2(old, new)

    shutil.copytree(source, target, copy_function=copy)


# ------------------------------------------------------------------------------------------ reading one file


def loaded_rows(path: Path, folder: Path, *, quick: bool | None = None) -> Any:
    """What the loader makes of one file, without a lake around it: the Loaded, its silver rows sorted, its rejects."""
    from kerok.engines.compiled import CompiledSql
    from kerok.landing import land
    from kerok.loaded import SILVER
    from kerok.loading import Loader
    from kerok.sources.folder import find

    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tmp").mkdir(exist_ok=True)
    (incoming,) = find([str(path)], lambda name, reason: None)
    landed = land(incoming, folder, dataset=None, max_bytes=1 << 40)
    ids = {c.name: {column.name: i for i, column in enumerate(c.columns, start=1)} for c in declared.tables()}
    counter = iter(range(1 << 30))
    with duck.connect(load_settings(str(folder)), scratch=folder / "tmp") as con:
        loader = Loader(con, CompiledSql(), ids, lambda table: folder / f"{next(counter)}.parquet")
        loaded = loader.load(landed, "2024-10-01", quick=quick)
        paths = ", ".join(f"'{p}'" for p in loaded.files)
        sql = f"SELECT * FROM read_parquet([{paths}], hive_partitioning=false) ORDER BY ALL"
        silver = con.execute(sql).fetchall() if paths else []
    assert SILVER[landed.dataset]
    for made in loaded.files:
        made.unlink()
    return loaded, silver, sorted(loaded.rejects)


def expect_error(work: Callable[[], Any]) -> KerokError:
    """The error that a piece of work ends in; it says what happened and what to do."""
    with pytest.raises(KerokError) as caught:
        work()
    assert caught.value.what
    assert caught.value.hint
    return caught.value
