"""The fixture `athena_lake`: Rhode Island 2023Q2 in the emulated Glue and S3, its views made by Athena; what a dashboard on it is started with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from kerok.contracts import views
from kerok.engines.statement import fill
from kerok.engines.statements import statements

from .athena_fixture import BUCKET, ENVIRONMENT, Athena
from .lakes import RI_PBJ, RI_PROVIDERINFO, load

AWS = {"AWS_ACCESS_KEY_ID": ENVIRONMENT["aws_access_key_id"], "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1"}
SETTINGS = {
    "KEROK_CATALOG": "glue", "KEROK_WAREHOUSE": f"s3://{BUCKET}/dashboard", "KEROK_NAMESPACE": "for_the_dashboard", "KEROK_ATHENA_REGION": "us-east-1",
    "KEROK_ATHENA_OUTPUT": f"s3://{BUCKET}/answers/", "KEROK_S3_REGION": "us-east-1", "KEROK_CATALOG_REGION": "us-east-1",
}  # fmt: skip


@dataclass(frozen=True)
class AthenaLake:
    """A lake that Athena reads.

    Attributes:
        environment: What makes a process of this machine ask that Athena.
    """

    home: Path
    environment: dict[str, str]


@pytest.fixture(scope="session")
def athena_lake(athena: Athena, tmp_path_factory: pytest.TempPathFactory) -> AthenaLake:
    """One for the session; whatever uses it carries `xdist_group("athena")`."""
    home = tmp_path_factory.mktemp("athena home")
    environment = {**AWS, **SETTINGS, "KEROK_S3_ENDPOINT": athena.endpoint, "KEROK_CATALOG_URL": athena.endpoint}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        load(home, RI_PBJ, RI_PROVIDERINFO)
        for view in views():
            for statement in statements(view.name, "athena", namespace=SETTINGS["KEROK_NAMESPACE"]):
                if statement.purpose == "view":
                    athena.query(fill(statement, warehouse=SETTINGS["KEROK_WAREHOUSE"]))
    return AthenaLake(home, {**environment, "KEROK_ENGINE": "athena", "AWS_ENDPOINT_URL": athena.endpoint})
