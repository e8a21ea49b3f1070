"""The functions' packages: Kerok, its SQL rendered, and of the pinned packages those that a function needs."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = {
    "slim": ("pyyaml",),
    "stage": ("pyyaml", "duckdb", "numpy"),
}
"""By package of a function; botocore and boto3 are Lambda's own. *ingest* has a list of its own."""

_LEFT_OUT = ("__pycache__", "demo", "emulator", "synthetic", "commands", "*.pyc")


def build(name: str, folder: Path, rendered: str) -> Path:
    """A folder that Lambda takes as it is; what is there already, of the same content, stays.

    Args:
        rendered: The content of ``kerok/rendered.json``.
    """
    target = folder / name
    if name == "ingest":
        return _ingest(target)
    stamp = hashlib.sha256((rendered + _sources() + _pinned(PACKAGES[name])).encode()).hexdigest()
    if (folder / f"{name}.stamp").exists() and (folder / f"{name}.stamp").read_text() == stamp:
        return target
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(_libraries(name, folder), target)
    shutil.copytree(ROOT / "src" / "kerok", target / "kerok", ignore=shutil.ignore_patterns(*_LEFT_OUT))
    shutil.copytree(ROOT / "sql", target / "kerok" / "sql")
    (target / "kerok" / "rendered.json").write_text(rendered, "utf-8")
    (folder / f"{name}.stamp").write_text(stamp)
    return target


def _ingest(target: Path) -> Path:
    """The package of *ingest*, whose few modules `kerok.aws.packaging` knows."""
    sys.path.insert(0, str(ROOT / "src"))
    from kerok.aws.packaging import INGEST_REQUIREMENTS, build_ingest

    stamp, wanted = target.with_suffix(".stamp"), hashlib.sha256((_sources() + INGEST_REQUIREMENTS.read_text("utf-8")).encode()).hexdigest()
    if not stamp.exists() or stamp.read_text() != wanted:
        build_ingest(target)
        stamp.write_text(wanted)
    return target


def _sources() -> str:
    paths = sorted(p for place in ("src/kerok", "sql") for p in (ROOT / place).rglob("*") if p.suffix in (".py", ".sql", ".yml", ".json") and p.is_file())
    return "".join(f"{p.relative_to(ROOT)}:{hashlib.sha256(p.read_bytes()).hexdigest()}" for p in paths)


def _libraries(name: str, folder: Path) -> Path:
    """The pinned packages for Lambda's Python and processor, every hash checked."""
    wanted = _pinned(PACKAGES[name])
    place = folder / "libraries" / hashlib.sha256(wanted.encode()).hexdigest()[:16]
    if not (place / ".ready").exists():
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        (place.with_suffix(".txt")).write_text(wanted)
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "--no-deps", "--no-compile", "--target", str(place)]
        platform = ["--python-version", "3.11", "--only-binary=:all:", "--platform", "manylinux2014_x86_64", "--platform", "manylinux_2_28_x86_64"]
        subprocess.run([*command, *platform, "-r", str(place.with_suffix(".txt"))], check=True)
        for unneeded in (*place.glob("numpy/**/tests"), *place.glob("bin")):
            shutil.rmtree(unneeded, ignore_errors=True)
        (place / ".ready").touch()
    return place


def _pinned(names: tuple[str, ...]) -> str:
    """The entries of the lock, hashes included; of a package that has several, pip takes the one for Lambda's Python."""
    entries = re.split(r"\n(?=[A-Za-z0-9])", (ROOT / "requirements.lock").read_text("utf-8"))
    found = [entry.rstrip() for entry in entries if entry.partition("==")[0].lower() in names]
    assert len({entry.partition("==")[0] for entry in found}) == len(names), f"not all in requirements.lock: {names}"
    return "\n".join(found) + "\n"
