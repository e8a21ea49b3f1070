"""Work done ahead - the next file landed while one is loaded, a lake opened while its first file is read - changes nothing of what comes of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kerok import pipeline as pipeline_module
from kerok.errors import LakeDamaged
from kerok.lake import Lake
from kerok.outcomes import Options
from kerok.pipeline import Pipeline
from tests.support import drawn_files as drawn
from tests.support import lakes

FILES = 3


def files(folder: Path) -> list[Path]:
    """Files of different quarters."""
    rows = [[drawn.pbj_row("015009", day) for day in drawn.days_of(f"2024Q{n + 1}")] for n in range(FILES)]
    return [drawn.write(folder / f"{n}.csv", drawn.pbj_csv(r)) for n, r in enumerate(rows)]


@pytest.fixture(autouse=True)
def every_file_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline_module, "QUICK_BYTES", 1)


def test_files_landed_ahead_give_the_same_lake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = files(tmp_path)
    lakes.load(tmp_path / "ahead", *paths)
    monkeypatch.setattr(pipeline_module, "QUICK_BYTES", 1 << 40)
    for path in paths:
        lakes.load(tmp_path / "each", path)
    assert lakes.digest(tmp_path / "ahead") == lakes.digest(tmp_path / "each")


def test_the_same_file_twice_and_a_damaged_one_between(tmp_path: Path) -> None:
    first, second, third = files(tmp_path)
    pdf = tmp_path / "b.csv"
    pdf.write_bytes(b"%PDF-1.4 " + b"x" * 100)
    outcomes = lakes.ingest(tmp_path / "lake", first, first, pdf, second, third)
    assert [(o.status, o.already_loaded) for o in outcomes] == [("done", False), ("done", True), ("refused", False), ("done", False), ("done", False)]


def test_bytes_landed_ahead_and_never_taken_leave_bronze(tmp_path: Path) -> None:
    paths, lake = files(tmp_path), lakes.lake_at(tmp_path / "lake")
    arriving = Pipeline(lake).ingest([str(p) for p in paths], Options())
    assert next(arriving).status == "done"
    arriving.close()  # type: ignore[attr-defined]
    assert [p.stem for p in (lake.home / "bronze" / "pbj").iterdir()] == [lakes.sha256(paths[0])]
    assert [o.status for o in lakes.load(lake.home, *paths)] == ["done"] * FILES


def test_a_new_lake_whose_tables_cannot_be_made_says_so_and_can_be_made_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, home = files(tmp_path)[0], tmp_path / "lake"

    def fail(self: Lake) -> Any:
        raise OSError(28, "No space left on device", str(home))

    with monkeypatch.context() as patch:
        patch.setattr(Lake, "_ensure_tables", fail)
        with pytest.raises(LakeDamaged, match="No space"):
            lakes.ingest(home, path)
    assert list(home.rglob("*.parquet")) == []
    lakes.load(home, path)
