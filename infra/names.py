"""What the parts are called; each can be set with ``cdk -c NAME=VALUE``, but for the database, which the rendered SQL names.

So can the stack itself: ``-c stack=NAME``.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

from constructs import Construct


@dataclass(frozen=True)
class Names:
    """The reference deployment's names.

    Attributes:
        database: Glue database: the lake's namespace, for which the SQL was rendered (``KEROK_NAMESPACE`` for ``kerok aws build``).
        workgroup: Of Athena. ``primary``, which every account has, is used as it is; any other is made and belongs to the stack.
        prefix: Begins the names of the state machines (``kerok-load``, ``kerok-upkeep``), of their log groups, and is that of the dashboard of metrics.
        drive_key: Secret that holds the key of the Google service account.
        drive_folder: Id of the Google Drive folder that is read.
        drive_endpoint: Where Drive is not Google's own.
        alarm_email: Who is told of failures; nobody where it is empty.
    """

    database: str
    landing: str = "kerok-healthcare-landing"
    results: str = "kerok-athena-query-output-storage-v1"
    workgroup: str = "kerok-healthcare"
    ledger: str = "kerok-healthcare-ledger"
    prefix: str = "kerok"
    drive_key: str = "kerok-drive-key"
    drive_folder: str = ""
    drive_endpoint: str = ""
    alarm_email: str = ""


def names_of(scope: Construct, database: str) -> Names:
    """The names as the context has them."""
    given = {field.name: scope.node.try_get_context(field.name) for field in fields(Names) if field.name != "database"}
    return Names(database, **{name: str(value) for name, value in given.items() if value})
