"""Trino as the dashboard's engine: values are bound, types are exact, what is missing is said."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from kerok.dashboard.remote import RemoteSource
from kerok.dashboard.trino_source import trino as trino_of
from kerok.errors import ConnectionLost, KerokError
from kerok.settings import Settings, load_settings
from tests.support.trino_server import CATALOG, Trino


def settings(home: Path, patch: pytest.MonkeyPatch, url: str) -> Settings:
    for name, value in {"ENGINE": "trino", "TRINO_URL": url, "TRINO_CATALOG": CATALOG, "NAMESPACE": "nowhere", "CATALOG": "postgres", "CATALOG_URL": "postgresql://h/d", "WAREHOUSE": str(home)}.items():
        patch.setenv(f"KEROK_{name}", value)
    return load_settings(str(home))


def test_values_are_bound_and_types_are_exact(trino: Trino, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ask = trino_of(settings(tmp_path, monkeypatch, f"http://127.0.0.1:{trino.port}"))
    found = ask("SELECT ? AS t, CAST(? AS bigint) AS n, ? AS b, DECIMAL '1.50' AS d, CAST(NULL AS date) AS day", ("it's'; DROP TABLE x --", 3, True), None)
    assert found.table.to_pylist() == [{"t": "it's'; DROP TABLE x --", "n": 3, "b": True, "d": Decimal("1.50"), "day": None}]
    assert ask("SELECT 1 AS n WHERE ? = 'x'", ("y",), None).table.num_rows == 0


def test_a_table_that_is_not_there_is_said(trino: Trino, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = RemoteSource("trino", trino_of(settings(tmp_path, monkeypatch, f"http://127.0.0.1:{trino.port}")))
    with pytest.raises(KerokError) as caught:
        source.now()
    assert caught.value.what == "a table or view is not there"
    assert "ingest" in caught.value.hint


def test_a_server_that_is_down_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ConnectionLost) as caught:
        RemoteSource("trino", trino_of(settings(tmp_path, monkeypatch, "http://127.0.0.1:9"))).now()
    assert caught.value.hint
