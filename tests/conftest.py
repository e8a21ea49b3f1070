"""Fixtures of every suite."""

pytest_plugins = [
    "tests.support.trino_fixture", "tests.support.athena_fixture", "tests.support.athena_lake", "tests.support.postgres_server",
    "tests.support.aws_fixture", "tests.support.storage_server", "tests.support.nessie_server", "tests.support.team",
]  # fmt: skip
