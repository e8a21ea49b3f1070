"""A team's place: a catalog and a warehouse that PyIceberg and the session's Trino share, in every pair that Kerok supports."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from pyiceberg.catalog.sql import SqlCatalog
from sqlalchemy import make_url

from .nessie_server import Nessie
from .postgres_server import PASSWORD, USER, Postgres
from .storage_server import REGION, SECRET, Account, Storage
from .trino_server import Trino

PAIRS = ("postgres+folder", "postgres+s3", "rest+s3", "glue+s3")
"""Catalog and warehouse. Nessie keeps no tables in a folder, and Glue's lie in S3."""

TeamOf = Callable[[str], "Team"]


@dataclass(frozen=True)
class Team:
    """Where everything is.

    Attributes:
        catalog: Trino's name of the catalog.
        kind: What it is: postgres, rest or glue.
        url: The catalog's address, its database where it is Postgres.
        warehouse: Where the tables lie: a folder or s3://BUCKET/PREFIX.
        account: Whose S3 (and Glue) it is; None where nothing is there.
    """

    trino: Trino
    catalog: str
    kind: str
    url: str
    warehouse: Path | str
    account: Account | None = None

    @property
    def variables(self) -> dict[str, str]:
        """The environment of a Kerok that works on Trino."""
        user = {"KEROK_CATALOG_USER": USER, "KEROK_CATALOG_PASSWORD": PASSWORD} if self.kind == "postgres" else {}
        return {
            "KEROK_ENGINE": "trino", "KEROK_TRINO_URL": f"http://127.0.0.1:{self.trino.port}", "KEROK_TRINO_CATALOG": self.catalog,
            "KEROK_CATALOG": self.kind, "KEROK_CATALOG_URL": self.url, "KEROK_WAREHOUSE": str(self.warehouse),
        } | user | self._of_aws()  # fmt: skip

    @property
    def on_duckdb(self) -> dict[str, str]:
        """The environment of a Kerok that works on DuckDB in the same lake."""
        return self.variables | {"KEROK_ENGINE": "duckdb"}

    def _of_aws(self) -> dict[str, str]:
        if self.account is None:
            return {}
        regions = {"KEROK_S3_ENDPOINT": self.account.endpoint, "KEROK_S3_REGION": REGION}
        return regions | ({"KEROK_CATALOG_REGION": REGION} if self.kind == "glue" else {}) | self.account.variables

    def leave(self) -> None:
        """Let Trino forget the catalog, which costs it memory; nothing in it changes."""
        self.trino.query(f"DROP CATALOG IF EXISTS {self.catalog}")


def make_team(trino: Trino, postgres: Postgres, warehouse: Path | str, account: Account | None = None) -> Team:
    """An empty catalog in a Postgres database of its own, known to Trino, with tables below ``warehouse``: a folder, or a place in the account's S3."""
    name = _name()
    if isinstance(warehouse, Path):
        warehouse.mkdir(parents=True, exist_ok=True)
    url = postgres.create(name)
    address = make_url(url).set(drivername="postgresql+psycopg", username=USER, password=PASSWORD)
    SqlCatalog("kerok", uri=address.render_as_string(hide_password=False)).close()  # makes Iceberg's two tables, without which Trino does nothing
    return tell_trino(trino, Team(trino, name, "postgres", url, warehouse, account))


def tell_trino(trino: Trino, team: Team) -> Team:
    """Make a team's Postgres catalog known to a Trino, be it another than it had."""
    url, warehouse = team.url, team.warehouse
    _create_catalog(trino, team.catalog, team.account, {
        "iceberg.catalog.type": "jdbc",
        "iceberg.jdbc-catalog.catalog-name": "kerok",
        "iceberg.jdbc-catalog.driver-class": "org.postgresql.Driver",
        "iceberg.jdbc-catalog.connection-url": f"jdbc:{url}",
        "iceberg.jdbc-catalog.connection-user": USER,
        "iceberg.jdbc-catalog.connection-password": PASSWORD,
        "iceberg.jdbc-catalog.default-warehouse-dir": f"file://{warehouse}" if isinstance(warehouse, Path) else warehouse,
    })  # fmt: skip
    return replace(team, trino=trino)


def make_rest_team(trino: Trino, nessie: Nessie) -> Team:
    """An empty REST catalog, known to Trino, with tables in a bucket of its own."""
    name = _name()
    url, warehouse = nessie.make_catalog()
    _create_catalog(trino, name, nessie.account, {
        "iceberg.catalog.type": "rest",
        "iceberg.rest-catalog.uri": url,
        "iceberg.rest-catalog.warehouse": warehouse,
    })  # fmt: skip
    return Team(trino, name, "rest", url, warehouse, nessie.account)


def make_glue_team(trino: Trino, account: Account, warehouse: str) -> Team:
    """The account's Glue, known to Trino, with tables in its S3."""
    name = _name()
    _create_catalog(trino, name, account, {
        "iceberg.catalog.type": "glue",
        "hive.metastore.glue.region": REGION,
        "hive.metastore.glue.endpoint-url": account.endpoint,
        "hive.metastore.glue.aws-access-key": account.key,
        "hive.metastore.glue.aws-secret-key": SECRET,
        "hive.metastore.glue.default-warehouse-dir": warehouse,
    })  # fmt: skip
    return Team(trino, name, "glue", account.endpoint, warehouse, account)


@pytest.fixture(scope="session")
def team_of(request: pytest.FixtureRequest, trino: Trino, tmp_path_factory: pytest.TempPathFactory) -> TeamOf:
    """Makes an empty team of one of PAIRS; a server starts when the first pair needs it."""

    def make(pair: str) -> Team:
        assert pair in PAIRS, pair
        if pair == "rest+s3":
            return make_rest_team(trino, request.getfixturevalue("nessie"))
        if pair == "postgres+folder":
            return make_team(trino, request.getfixturevalue("postgres"), tmp_path_factory.mktemp("warehouse"))
        storage: Storage = request.getfixturevalue("storage")
        account = storage.account()
        warehouse = f"s3://{account.make_bucket()}/warehouse"
        if pair == "glue+s3":
            return make_glue_team(trino, account, warehouse)
        return make_team(trino, request.getfixturevalue("postgres"), warehouse, account)

    return make


def _name() -> str:
    return f"team_{uuid.uuid4().hex[:12]}"


def _create_catalog(trino: Trino, name: str, account: Account | None, properties: dict[str, str]) -> None:
    files = {"fs.native-local.enabled": "true", "local.location": "/"}
    if account is not None:
        files = {
            "fs.native-s3.enabled": "true", "s3.endpoint": account.endpoint, "s3.region": REGION, "s3.path-style-access": "true",
            "s3.aws-access-key": account.key, "s3.aws-secret-key": SECRET,
        }  # fmt: skip
    every = properties | files | {"iceberg.register-table-procedure.enabled": "true"}
    trino.query(f"CREATE CATALOG {name} USING iceberg WITH ({', '.join(map(_property, every.items()))})")


def _property(item: tuple[str, str]) -> str:
    name, value = item
    return f'"{name}" = ' + "'" + value.replace("'", "''") + "'"
