"""Rendered SQL, kept on disk between runs: parsing and rendering everything anew would cost seconds."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from kerok import __version__
from kerok import contracts as declared

if TYPE_CHECKING:
    from kerok.dialect import Engine  # with it SQLGlot, which takes 50 ms to import


def cache_folder() -> Path:
    """The user's cache folder for Kerok: ``XDG_CACHE_HOME/kerok``, by default ``~/.cache/kerok``."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kerok"


def _renderer() -> str:
    """Hash of the code that renders: with another one the same templates give other SQL."""
    package = Path(__file__).parents[1]
    code = b"".join((package / part).read_bytes() for part in ("house.py", "dialect.py", "engines/render.py"))
    return hashlib.sha256(code).hexdigest()[:16]


class CompiledSql:
    """SELECTs by contract and engine; filled as they are asked for, valid for one state of ``sql/**`` and one version.

    It lies in the user's cache folder, shared by all lakes; an unwritable folder only costs time.
    """

    def __init__(self) -> None:
        self._path = cache_folder() / f"sql-{__version__}-{declared.fingerprint()[:16]}-{_renderer()}.json"
        self._known: dict[str, str] = {}
        try:
            self._known = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            pass  # not there yet, or half written by a killed process: rendered again below

    def select(self, name: str, engine: Engine, stored: Iterable[str] = ()) -> str:
        """The SELECT that computes ``name`` on ``engine``, steps in ``stored`` not inlined."""
        key = f"{engine}:{name}:{','.join(sorted(stored))}"
        if key not in self._known:
            from kerok.engines.render import select_sql

            self._known[key] = select_sql(name, engine, stored, pretty=False)
            self._save()
        return self._known[key]

    def translate(self, house: str, engine: Engine) -> str:
        """A house statement, as a contract's check is, in the engine's SQL."""
        key = f"{engine}={house}"
        if key not in self._known:
            from kerok.dialect import to_engine

            self._known[key] = to_engine(house, engine, pretty=False)
            self._save()
        return self._known[key]

    def _save(self) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            part = self._path.with_suffix(f".{os.getpid()}")
            part.write_text(json.dumps(self._known), "utf-8")
            part.replace(self._path)
        except OSError:
            pass  # a read-only home directory is served without the cache
