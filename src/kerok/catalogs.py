"""The Iceberg catalog of the settings, opened with PyIceberg: SQLite, Postgres, REST or Glue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kerok.errors import LakeDamaged
from kerok.settings import Settings

if TYPE_CHECKING:
    from pyiceberg.catalog import Catalog

NAME = "kerok"  # Trino's iceberg.jdbc-catalog.catalog-name must be the same: rows of other names are other catalogs


def open_catalog(settings: Settings, *, sqlite_file: str = "") -> Catalog:
    """PyIceberg's catalog. A Postgres database or SQLite file without Iceberg's two tables gets them.

    Args:
        sqlite_file: The catalog's file where it is not the lake's own.

    Raises:
        LakeDamaged: It cannot be opened, with the driver's own words.
    """
    from pyiceberg.catalog import load_catalog
    from pyiceberg.exceptions import NotInstalledError

    kind = settings["catalog.kind"]
    properties = catalog_properties(settings, sqlite_file)
    try:
        return load_catalog(NAME, **properties)
    except NotInstalledError as error:
        raise LakeDamaged(f"a package that the {kind} catalog needs is not installed", where=str(error), hint=f"pip install 'pyiceberg[{kind}]'") from error
    except Exception as error:  # each driver has errors of its own, and none is of ours
        raise LakeDamaged(f"the {kind} catalog cannot be opened", where=in_short(error, settings), hint=HINTS[kind]) from error


HINTS = {
    "sqlite": "mend the folder's permissions, or choose another: --home DIR",
    "postgres": "check that the server runs and KEROK_CATALOG_URL, KEROK_CATALOG_USER and KEROK_CATALOG_PASSWORD",
    "rest": "check that the server runs and KEROK_CATALOG_URL, KEROK_CATALOG_TOKEN (or KEROK_CATALOG_USER and KEROK_CATALOG_PASSWORD)",
    "glue": "check AWS's credentials (aws sts get-caller-identity) and KEROK_CATALOG_REGION",
}


def file_properties(settings: Settings) -> dict[str, str]:
    """What PyIceberg must know to read and write files of the warehouse."""
    found = {"s3.endpoint": settings["warehouse.endpoint"], "s3.region": settings["warehouse.region"]}
    return {name: value for name, value in found.items() if value}


def warehouse_location(settings: Settings) -> str:
    """The warehouse as a location: ``s3://...`` or ``file:///...``."""
    place = settings.warehouse
    return place if place.startswith("s3://") else f"file://{place}"


def in_short(error: BaseException, settings: Settings) -> str:
    """The first line of what a driver says, without secrets."""
    text = str(error).strip().split("\n")[0] or type(error).__name__
    for secret in ("catalog.password", "catalog.token", "engine.password"):
        if settings[secret]:
            text = text.replace(settings[secret], "***")
    return f"{settings.shown('catalog.url') or settings['catalog.kind']}: {text[:400]}"


def catalog_properties(settings: Settings, sqlite_file: str = "") -> dict[str, str]:
    """PyIceberg's properties of the catalog and of the files of its tables."""
    return _of_catalog(settings, sqlite_file) | file_properties(settings)


def _of_catalog(settings: Settings, sqlite_file: str) -> dict[str, str]:
    kind, url = settings["catalog.kind"], settings["catalog.url"]
    user, password = settings["catalog.user"], settings["catalog.password"]
    if kind == "rest":
        secrets = {"token": settings["catalog.token"], "credential": f"{user}:{password}" if password else ""}
        warehouse = {"warehouse": settings["warehouse.url"]} if settings["warehouse.url"] else {}
        return {"type": "rest", "uri": url} | warehouse | {name: value for name, value in secrets.items() if value}
    found = {"type": "glue" if kind == "glue" else "sql", "warehouse": warehouse_location(settings)}
    if kind == "glue":
        return found | {n: v for n, v in {"glue.region": settings["catalog.region"], "glue.endpoint": url}.items() if v}
    return found | {"uri": _database(settings, sqlite_file or str(settings.home / "catalog.db"))}


def _database(settings: Settings, sqlite_file: str) -> str:
    from sqlalchemy import URL, make_url

    if settings["catalog.kind"] == "sqlite":
        return URL.create("sqlite", database=sqlite_file, query={"timeout": "60"}).render_as_string()
    url = make_url(settings["catalog.url"]).set(drivername="postgresql+psycopg")
    url = url.update_query_dict({"connect_timeout": "10"} if "connect_timeout" not in url.query else {})
    if settings["catalog.user"]:
        url = url.set(username=settings["catalog.user"])
    if settings["catalog.password"]:
        url = url.set(password=settings["catalog.password"])
    return url.render_as_string(hide_password=False)
