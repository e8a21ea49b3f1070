"""Settings: defaults, ``kerok.toml`` in the lake's folder, environment, command line; each value knows where it came from."""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kerok.errors import UsageError

DEFAULT_HOME = Path.home() / "kerok"
_UNFIT = "#?"  # tables are named by URLs, and PyIceberg ends a path at either


@dataclass(frozen=True)
class Setting:
    """One setting: its dotted name in ``kerok.toml``, its environment variable, default and meaning.

    Attributes:
        pattern: What a text must look like.
    """

    name: str
    variable: str
    default: Any
    kind: type
    meaning: str
    pattern: str = ""


SETTINGS = (
    Setting("engine.threads", "KEROK_THREADS", 0, int, "threads DuckDB may use; 0 = one per core"),
    Setting("engine.memory_limit", "KEROK_MEMORY_LIMIT", "", str, "memory DuckDB may use, as 4GB; empty = DuckDB's own rule (80 % of RAM)", r"(?i:\d+(\.\d+)?\s*([KMGT]i?)?B)?"),
    Setting("catalog.namespace", "KEROK_NAMESPACE", "kerok_healthcare", str, "Iceberg namespace of the tables", r"[a-z_][a-z0-9_]*"),
    Setting("load.wait_seconds", "KEROK_WAIT_SECONDS", 3600, int, "how long to wait for another process that is loading"),
    Setting("load.max_file_gb", "KEROK_MAX_FILE_GB", 16, int, "largest uncompressed file taken from an archive, in GB"),
    Setting("maintain.keep_days", "KEROK_KEEP_DAYS", 30, int, "snapshots younger than this stay readable"),
    Setting("maintain.garbage_hours", "KEROK_GARBAGE_HOURS", 24, int, "files no table refers to are removed when older than this"),
)


@dataclass(frozen=True)
class Settings:
    """Resolved settings of one lake.

    Attributes:
        home: Folder of the lake.
        values: Value by setting name.
        origins: Where each value came from (``default``, a file, a variable, ``command line``).
    """

    home: Path
    values: dict[str, Any]
    origins: dict[str, str]

    def __getitem__(self, name: str) -> Any:
        return self.values[name]


def resolve_home(given: str | None) -> tuple[Path, str]:
    """The lake's folder and where that came from: ``--home``, ``KEROK_HOME``, or the default.

    Raises:
        UsageError: The path has a character that would be understood as something else.
    """
    value, origin = (given, "--home") if given else (os.environ.get("KEROK_HOME"), "KEROK_HOME")
    if not value:
        return DEFAULT_HOME, "default"
    home = Path(os.path.abspath(Path(value).expanduser()))
    unfit = sorted({c for c in str(home) if c in _UNFIT or not c.isprintable()})
    if unfit:
        raise UsageError(
            f"a lake cannot lie in a folder whose path has {' '.join(ascii(c)[1:-1] for c in unfit)}", where=f"{origin}: {str(home)!r}", hint="choose another folder: --home DIR"
        )
    return home, origin


def _from_file(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        sections = tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError("cannot read kerok.toml", where=f"{path}: {error}", hint="mend the line, or remove the file to use the defaults") from error
    flat: dict[str, Any] = {}
    for section, body in sections.items():
        flat |= {f"{section}.{key}": value for key, value in body.items()} if isinstance(body, dict) else {section: body}
    known = [s.name for s in SETTINGS]
    unknown = sorted(set(flat) - set(known))
    if unknown:
        near = [n for name in unknown for n in difflib.get_close_matches(name, known, 1, 0.5)]
        hint = f"did you mean {', '.join(near)}?" if near else "kerok settings   (lists every setting)"
        raise UsageError(f"unknown setting: {', '.join(unknown)}", where=str(path), hint=hint)
    return flat


def _typed(setting: Setting, value: Any, origin: str) -> Any:
    if setting.kind is int:
        if isinstance(value, (bool, float)) or not re.fullmatch(r"\s*\d+\s*", str(value)):
            raise UsageError(f"{setting.name} must be a whole number, 0 or more, not {value!r}", where=origin, hint=setting.meaning)
        return int(value)
    if not isinstance(value, str) or not re.fullmatch(setting.pattern, value.strip()):
        raise UsageError(f"{setting.name} cannot be {value!r}", where=origin, hint=setting.meaning)
    return value.strip()


def load_settings(given_home: str | None = None) -> Settings:
    """Settings of the lake that ``--home``, ``KEROK_HOME`` or the default names.

    Raises:
        UsageError: ``kerok.toml`` or a variable is unreadable, of the wrong type, or names an unknown setting.
    """
    home, home_origin = resolve_home(given_home)
    from_file = _from_file(home / "kerok.toml")
    values: dict[str, Any] = {}
    origins = {"home": home_origin}
    for setting in SETTINGS:
        value, origin = setting.default, "default"
        if setting.name in from_file:
            value, origin = from_file[setting.name], str(home / "kerok.toml")
        if os.environ.get(setting.variable):
            value, origin = os.environ[setting.variable], setting.variable
        values[setting.name], origins[setting.name] = _typed(setting, value, origin), origin
    return Settings(home, values, origins)
