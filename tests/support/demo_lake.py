"""The lake of the session: the bundled real quarter, one synthetic quarter with damaged rows. Built once, write-protected."""

from __future__ import annotations

import ctypes
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kerok.synthetic import write_synthetic

from .lakes import RI_PBJ, RI_PROVIDERINFO, load
from .parts import locked

QUARTERS = ("2023Q2", "2024Q1")


@pytest.fixture(scope="session")
def session_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of one session share: pytest-xdist gives each worker a folder inside it."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(autouse=True, scope="session")
def shared_sql(session_folder: Path) -> Iterator[None]:
    """All lakes of a session share their rendered SQL; none takes it from an earlier state of the code."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(session_folder / "cache"))
        patch.delenv("KEROK_HOME", raising=False)
        yield


@pytest.fixture(scope="session")
def demo_home(session_folder: Path, shared_sql: None) -> Path:
    """The folder of the session's lake."""
    home = session_folder / "demo lake"
    with locked(session_folder / "demo lake.lock"):
        if not (home / "ready").exists():
            with tempfile.TemporaryDirectory() as folder:
                made = write_synthetic(Path(folder), facilities=8, quarters="2024Q1..2024Q1", dirt=0.006)
                load(home, RI_PBJ, RI_PROVIDERINFO, *(f.path for f in made))
            (home / "ready").touch()
            for path in (*home.rglob("*"), home):
                path.chmod(0o555 if path.is_dir() else 0o444)
    return home


def give_up_rights() -> None:
    """Make this process heed write protection even as root; for `preexec_fn`."""
    drop_from_bounding_set, may_write_anything = 24, 1
    if os.geteuid() == 0 and ctypes.CDLL(None, use_errno=True).prctl(drop_from_bounding_set, may_write_anything, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")
