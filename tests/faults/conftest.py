"""All lakes of a session share their rendered SQL."""

from __future__ import annotations

import os

import pytest

from tests.support import lakes


@pytest.fixture(autouse=True, scope="session")
def _shared_sql(tmp_path_factory: pytest.TempPathFactory) -> None:
    base = tmp_path_factory.getbasetemp()
    lakes.share_rendered_sql((base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "rendered-sql")
