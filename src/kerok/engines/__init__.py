"""The engines that SQL runs on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kerok.engines.serving import Server
    from kerok.settings import Settings


@contextmanager
def connected(settings: Settings) -> Iterator[Any]:
    """The same, closed at the end; its answers have names and types."""
    connection: Any = connect(settings)
    try:
        yield connection
    finally:
        connection.close()


def connect(settings: Settings) -> Server:
    """A connection to the engine of the settings, for statements that it carries out where the tables are."""
    if settings["engine.kind"] == "athena":
        from kerok.engines.athena import Connection as AthenaConnection

        return AthenaConnection(settings["catalog.namespace"], settings["engine.workgroup"], settings["engine.output"], settings["engine.region"])
    from kerok.engines.trino import Connection

    return Connection(settings)
