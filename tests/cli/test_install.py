"""`pip install .` gives a `kerok` that works from any folder: the SQL travels in the wheel."""

from __future__ import annotations

import os
import shutil
import site
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from kerok import __version__
from kerok import contracts as declared
from kerok.contracts import sql_folder

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.xdist_group("install")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this source tree, built without network."""
    folder = tmp_path_factory.mktemp("wheel")
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, folder / name)
    for name in ("src", "sql"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", "out"], cwd=folder, check=True, capture_output=True, timeout=120)
    (built,) = (folder / "out").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command `kerok` of an environment that has this wheel and, of this one, only what Kerok depends on."""
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index", "--disable-pip-version-check", str(wheel)]
    subprocess.run(pip, check=True, capture_output=True, timeout=120)
    dependencies = [p for p in site.getsitepackages() if Path(p).is_dir()]
    ((target,),) = [list((folder / "lib").glob("python*/site-packages"))]
    (target / "dependencies.pth").write_text("\n".join(dependencies) + "\n")
    return folder / "bin" / "kerok"


def test_the_wheel_holds_all_of_sql_and_the_demo(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {f"kerok/sql/{p.relative_to(sql_folder())}" for p in sql_folder().rglob("*") if p.is_file()} <= names
    assert {f"kerok/demo/{p.name}" for p in (ROOT / "src" / "kerok" / "demo").glob("*.csv")} <= names
    assert "kerok/py.typed" in names
    assert not {n for n in names if n.startswith(("tests/", "bench/")) or "__pycache__" in n}


def test_it_works_from_another_folder(installed: Path, tmp_path: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "KEROK_HOME")} | {"HOME": str(tmp_path)}

    def run(*words: str) -> str:
        done = subprocess.run([installed, *words], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    where = subprocess.run(
        [installed.parent / "python", "-c", "import kerok.contracts as c; print(c.sql_folder(), c.fingerprint())"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    assert where[0].startswith(str(installed.parents[1])), "the SQL in the wheel, not the repository's"
    assert where[1] == declared.fingerprint()
    assert run("--version") == f"kerok, version {__version__}\n"
    assert "agreement" in run("--home", "lake", "demo").lower()
    question = "SELECT hours, resident_days FROM vw_state_hprd WHERE state = 'RI' AND quarter = '2023Q2' AND role_set = 'cms_total'"
    assert run("--home", "lake", "query", question, "--format", "csv") == "hours,resident_days\n2301390.54,625246\n"
    assert "MERGE INTO" in run("sql", "render", "gold_daily_staffing_fact", "--engine", "athena")
