"""The fixture `trino`: a real Trino server, one for the whole test session, also under pytest-xdist."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from .parts import Unavailable, left_out
from .trino_server import Trino, shared_trino


@pytest.fixture(scope="session")
def trino(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trino]:
    """A connection to the session's Trino server.

    Where its parts cannot be had (no network at the first use), tests that need it are skipped with the reason; in CI they fail.
    A server that does not start is a failure everywhere.
    """
    try:
        with shared_trino(_session_folder(tmp_path_factory) / "trino") as server:
            yield server
    except Unavailable as error:
        left_out("Trino", error)


def _session_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of one session share: pytest-xdist gives each worker a folder inside it."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
