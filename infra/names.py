"""What the parts are called; each can be set with ``cdk -c NAME=VALUE``."""

from __future__ import annotations

from dataclasses import dataclass, fields

from constructs import Construct


@dataclass(frozen=True)
class Names:
    """The reference deployment's names.

    Attributes:
        database: Glue database; the namespace of the lake.
        drive_folder: Id of the Google Drive folder that is read.
        drive_endpoint: Where Drive is not Google's own.
        alarm_email: Who is told of failures; nobody where it is empty.
    """

    landing: str = "kerok-healthcare-landing"
    results: str = "kerok-athena-query-output-storage-v1"
    database: str = "kerok_healthcare"
    workgroup: str = "kerok-healthcare"
    ledger: str = "kerok-healthcare-ledger"
    drive_folder: str = ""
    drive_endpoint: str = ""
    alarm_email: str = ""


def names_of(scope: Construct) -> Names:
    """The names as the context has them."""
    given = {field.name: scope.node.try_get_context(field.name) for field in fields(Names)}
    return Names(**{name: str(value) for name, value in given.items() if value})
