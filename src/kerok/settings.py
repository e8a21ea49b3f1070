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
        is_secret: Never shown, neither in a table nor in an error.
    """

    name: str
    variable: str
    default: Any
    kind: type
    meaning: str
    pattern: str = ""
    is_secret: bool = False


_ANY = r"(?s:.*)"
_REGION = r"([a-z]{2}(-[a-z]+)+-\d)?"
_S3 = r"s3://[^\s?#]+"

SETTINGS = (
    Setting("engine.kind", "KEROK_ENGINE", "duckdb", str, "where SQL runs: duckdb, trino or athena", "duckdb|trino|athena"),
    Setting("engine.threads", "KEROK_THREADS", 0, int, "threads DuckDB may use; 0 = one per core"),
    Setting("engine.memory_limit", "KEROK_MEMORY_LIMIT", "", str, "memory DuckDB may use, as 4GB; empty = DuckDB's own rule (80 % of RAM)", r"(?i:\d+(\.\d+)?\s*([KMGT]i?)?B)?"),
    Setting("engine.url", "KEROK_TRINO_URL", "", str, "Trino's address: http(s)://HOST:PORT", r"(https?://[^\s/@?#]+/?)?"),
    Setting("engine.catalog", "KEROK_TRINO_CATALOG", "", str, "Trino's own name for the Iceberg catalog", r"([a-z_][a-z0-9_]*)?"),
    Setting("engine.user", "KEROK_TRINO_USER", "kerok", str, "user at Trino", r"\S+"),
    Setting("engine.password", "KEROK_TRINO_PASSWORD", "", str, "that user's password", _ANY, is_secret=True),
    Setting("engine.certificate", "KEROK_TRINO_CERTIFICATE", "", str, "or a PEM file, certificate and key, to log in to Trino with", _ANY),
    Setting("engine.authority", "KEROK_TRINO_AUTHORITY", "", str, "PEM file of who signed Trino's certificate; empty = the authorities that come with Kerok", _ANY),
    Setting("engine.workgroup", "KEROK_ATHENA_WORKGROUP", "primary", str, "Athena's workgroup", r"[A-Za-z0-9._-]{1,128}"),
    Setting("engine.region", "KEROK_ATHENA_REGION", "", str, "Athena's region; empty = AWS's own settings", _REGION),
    Setting("engine.output", "KEROK_ATHENA_OUTPUT", "", str, "where Athena puts answers: s3://BUCKET/PREFIX; empty = the workgroup's place", f"({_S3})?"),
    Setting("catalog.kind", "KEROK_CATALOG", "sqlite", str, "where the tables are listed: sqlite, postgres, rest or glue", "sqlite|postgres|rest|glue"),
    Setting("catalog.url", "KEROK_CATALOG_URL", "", str, "postgresql://HOST/DATABASE; a REST catalog's address; Glue's, where it is not AWS's own", r"((postgres(ql)?|https?)://\S+)?"),
    Setting("catalog.user", "KEROK_CATALOG_USER", "", str, "user of the Postgres catalog, client id of the REST catalog", _ANY),
    Setting("catalog.password", "KEROK_CATALOG_PASSWORD", "", str, "that user's password, that client's secret", _ANY, is_secret=True),
    Setting("catalog.token", "KEROK_CATALOG_TOKEN", "", str, "or a token for the REST catalog", _ANY, is_secret=True),
    Setting("catalog.region", "KEROK_CATALOG_REGION", "", str, "Glue's region; empty = AWS's own settings", _REGION),
    Setting("catalog.namespace", "KEROK_NAMESPACE", "kerok_healthcare", str, "Iceberg namespace of the tables", r"[a-z_][a-z0-9_]*"),
    Setting("ledger.url", "KEROK_LEDGER_URL", "", str, "where who shares a REST or Glue catalog keeps the ledger: postgresql://USER:PASSWORD@HOST/DATABASE, dynamodb://TABLE; empty = in the lake's folder", r"(postgres(ql)?://\S+|dynamodb://[A-Za-z0-9_.-]{3,255})?"),
    Setting("warehouse.url", "KEROK_WAREHOUSE", "", str, "where the tables' files lie: a folder, or s3://BUCKET/PREFIX; empty = warehouse in the lake's folder", rf"({_S3}|(?!\w+://)[^?#]+)?"),
    Setting("warehouse.endpoint", "KEROK_S3_ENDPOINT", "", str, "S3's address, where it is not AWS's own", r"(https?://\S+)?"),
    Setting("warehouse.region", "KEROK_S3_REGION", "", str, "S3's region; empty = AWS's own settings", _REGION),
    Setting("drive.key", "KEROK_DRIVE_KEY", "", str, "file with a Google service account's key (JSON), to fetch from Drive; empty = GOOGLE_APPLICATION_CREDENTIALS", _ANY),
    Setting("drive.endpoint", "KEROK_DRIVE_ENDPOINT", "", str, "Google Drive's address, where it is not Google's own", r"(https?://\S+)?"),
    Setting("aws.workflow", "KEROK_AWS_WORKFLOW", "kerok-load", str, "name of the state machine on AWS that loads files", r"[A-Za-z0-9_-]{1,80}"),
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

    def shown(self, name: str) -> Any:
        """The value for people to see: secrets as stars, also the one inside an address."""
        setting = next(s for s in SETTINGS if s.name == name)
        value = self.values[name]
        return _without_secret(setting, value)

    @property
    def warehouse(self) -> str:
        """Where the tables' files lie: ``s3://...``, or the absolute path of a folder."""
        url: str = self.values["warehouse.url"]
        if url.startswith("s3://"):
            return url.rstrip("/")
        return os.path.abspath(self.home / Path(url or "warehouse").expanduser())


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


def _without_secret(setting: Setting, value: Any) -> Any:
    if setting.is_secret:
        return "***" if value else ""
    return re.sub(r"(://[^/@\s]*?:)[^/@\s]*@", r"\1***@", value) if isinstance(value, str) else value


def _typed(setting: Setting, value: Any, origin: str) -> Any:
    if setting.kind is int:
        if isinstance(value, (bool, float)) or not re.fullmatch(r"\s*\d+\s*", str(value)):
            raise UsageError(f"{setting.name} must be a whole number, 0 or more, not {value!r}", where=origin, hint=setting.meaning)
        return int(value)
    if not isinstance(value, str) or not re.fullmatch(setting.pattern, value.strip()):
        raise UsageError(f"{setting.name} cannot be {_without_secret(setting, value)!r}", where=origin, hint=setting.meaning)
    return value if setting.is_secret else value.strip()


def load_settings(given_home: str | None = None, *, engine: str | None = None, check: bool = True) -> Settings:
    """Settings of the lake that ``--home``, ``KEROK_HOME`` or the default names.

    Args:
        engine: What ``--engine`` says; wins over everything.
        check: Refuse combinations that cannot work.

    Raises:
        UsageError: ``kerok.toml`` or a variable is unreadable, of the wrong type, or names an unknown setting; or settings that do not go together.
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
        if setting.name == "engine.kind" and engine:
            value, origin = engine, "--engine"
        values[setting.name], origins[setting.name] = _typed(setting, value, origin), origin
    settings = Settings(home, values, origins)
    if check:
        refuse_combination(settings)
    return settings


# ------------------------------------------------------------------------------------------ what goes together


def refuse_combination(settings: Settings) -> None:
    """Nothing, where engine, catalog and warehouse go together.

    Raises:
        UsageError: They do not; says why, which settings, and what to type.
    """
    for wrong, why, names, hint in _combinations(settings):
        if wrong:
            where = "; ".join(f"{n} = {settings.shown(n)!r} ({settings.origins[n]})" for n in names)
            raise UsageError(why, where=where, hint=hint)


def _combinations(settings: Settings) -> list[tuple[bool, str, tuple[str, ...], str]]:
    """Every rule: whether it is broken, why it is one, the settings at fault, what to type."""
    engine, catalog = settings["engine.kind"], settings["catalog.kind"]
    on_s3, plain = settings["warehouse.url"].startswith("s3://"), settings["engine.url"].startswith("http://")
    scheme, on_trino = settings["catalog.url"].partition("://")[0], engine == "trino"
    both = ("engine.kind", "catalog.kind")
    postgres = "export KEROK_CATALOG=postgres KEROK_CATALOG_URL=postgresql://HOST/DATABASE"
    return [
        (on_trino and catalog == "sqlite", "Trino cannot read a catalog that is a file in the lake's folder", both, f"{postgres}   (or rest, or glue)"),
        (engine == "athena" and catalog != "glue", "Athena reads no catalog but Glue", both, "export KEROK_CATALOG=glue KEROK_WAREHOUSE=s3://BUCKET/PREFIX"),
        (on_trino and not settings["engine.url"], "Trino's address is not set", ("engine.kind", "engine.url"), "export KEROK_TRINO_URL=https://HOST:PORT"),
        (on_trino and not settings["engine.catalog"], "Trino's name for the catalog is not set", ("engine.kind", "engine.catalog"),
         "export KEROK_TRINO_CATALOG=NAME   (SHOW CATALOGS in Trino lists them)"),
        (on_trino and plain and bool(settings["engine.password"]), "a password is not sent to Trino over a connection that anybody can read",
         ("engine.url", "engine.password"), "export KEROK_TRINO_URL=https://HOST:PORT"),
        (on_trino and plain and bool(settings["engine.certificate"]), "a certificate is of use on an encrypted connection only",
         ("engine.url", "engine.certificate"), "export KEROK_TRINO_URL=https://HOST:PORT"),
        (on_trino and bool(settings["engine.password"]) and bool(settings["engine.certificate"]), "Trino is logged in to by a password or by a certificate, not by both",
         ("engine.password", "engine.certificate"), "unset KEROK_TRINO_PASSWORD   (or KEROK_TRINO_CERTIFICATE)"),
        (catalog == "postgres" and scheme not in ("postgres", "postgresql"), "the address of the Postgres catalog is not set",
         ("catalog.kind", "catalog.url"), postgres),
        (catalog == "rest" and scheme not in ("http", "https"), "the address of the REST catalog is not set", ("catalog.kind", "catalog.url"),
         "export KEROK_CATALOG_URL=https://HOST/PATH"),
        (catalog == "sqlite" and bool(settings["warehouse.url"]), "a catalog in the lake's folder goes with tables in that folder", ("catalog.kind", "warehouse.url"),
         f"unset KEROK_WAREHOUSE; or {postgres}   (or rest, or glue)"),
        (catalog == "rest" and not on_s3, "tables that a REST catalog lists lie in S3, and Kerok keeps its own files beside them", ("catalog.kind", "warehouse.url"),
         "export KEROK_WAREHOUSE=s3://BUCKET/PREFIX   (the warehouse that the catalog's server names)"),
        (catalog == "glue" and not on_s3, "tables that Glue lists lie in S3", ("catalog.kind", "warehouse.url"), "export KEROK_WAREHOUSE=s3://BUCKET/PREFIX"),
        (on_trino and not settings["warehouse.url"], "where Trino shall keep the tables is not set", ("engine.kind", "warehouse.url"),
         "export KEROK_WAREHOUSE=s3://BUCKET/PREFIX   (or a folder that every machine of Trino has under that path)"),
    ]  # fmt: skip
