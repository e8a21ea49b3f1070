"""What must stand before the first file comes: the ledger, every table, every view. Made any number of times; runs at each deployment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kerok import contracts as declared
from kerok.contracts import read_yaml, sql_folder
from kerok.engines import connect
from kerok.engines.rendered import statements
from kerok.engines.statement import fill
from kerok.errors import UsageError
from kerok.loaded import SILVER
from kerok.settings import Settings
from kerok.shared import lake_of
from kerok.staging import staged_columns


def bootstrap(settings: Settings) -> list[str]:
    """Make what is missing and bring what is there up to this version; the names of the relations.

    Tables keep their rows; a column that a newer contract added is added in place, NULL in old rows. External tables and views hold nothing and
    are made anew.

    Raises:
        UsageError: The settings do not name Glue, S3 and DynamoDB.
    """
    _require(settings)
    lake, server = lake_of(settings), connect(settings)
    lake.open()
    for statement in [*_external(settings), *_views(settings)]:
        server.run(statement)
    return [*(t.name for t in declared.tables()), *(name for name, _ in external_tables("", "")), *(v.name for v in declared.views())]


def _require(settings: Settings) -> None:
    wanted = {"catalog.kind": "glue", "engine.kind": "athena", "warehouse.url": "s3://BUCKET", "ledger.url": "dynamodb://TABLE"}
    wrong = [name for name, value in wanted.items() if not str(settings[name]).startswith(value.partition("://")[0])]
    if wrong:
        hint = "export KEROK_ENGINE=athena KEROK_CATALOG=glue KEROK_WAREHOUSE=s3://BUCKET KEROK_LEDGER_URL=dynamodb://TABLE"
        raise UsageError("these settings are not those of a lake on AWS", where=", ".join(f"{n} = {settings.shown(n)!r}" for n in wrong), hint=hint)


def external_tables(namespace: str, warehouse: str) -> Iterator[tuple[str, str]]:
    """Name and CREATE statement of each: bronze as the CSV that it is; staged files as Parquet, of which a query names the one that it reads."""
    for dataset in SILVER:
        names = [column["name"] for column in read_yaml(sql_folder() / "bronze" / f"{dataset}.yml")["columns"]]
        yield (
            f"bronze_{dataset}",
            f"CREATE EXTERNAL TABLE {namespace}.bronze_{dataset} ({_text(names)})\nROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde'\n"
            f"LOCATION '{warehouse}/bronze/{dataset}/'\nTBLPROPERTIES ('skip.header.line.count' = '1')",
        )
        yield (
            f"staged_{dataset}",
            f"CREATE EXTERNAL TABLE {namespace}.staged_{dataset} (row_number bigint, {_text(staged_columns(dataset))})\n"
            f"PARTITIONED BY (file_sha256 string)\nSTORED AS PARQUET\nLOCATION '{warehouse}/staged/{dataset}/'\n"
            "TBLPROPERTIES ('projection.enabled' = 'true', 'projection.file_sha256.type' = 'injected')",
        )


def _external(settings: Settings) -> Iterator[str]:
    namespace = settings["catalog.namespace"]
    for name, statement in external_tables(namespace, settings.warehouse):
        yield f"DROP TABLE IF EXISTS {namespace}.{name}"
        yield statement


def _text(names: list[str]) -> str:
    assert all(re.fullmatch("[a-z_][a-z0-9_]*", name) for name in names)
    return ", ".join(f"`{name}` string" for name in names)


def _views(settings: Settings) -> Iterator[str]:
    for view in declared.views():
        yield from (fill(s) for s in statements(view.name, "athena", namespace=settings["catalog.namespace"]) if s.purpose == "view")


