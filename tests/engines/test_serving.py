"""Tables and views made on Trino, in a Postgres catalog: the contracts' own, any number of times, open to PyIceberg."""

from __future__ import annotations

from pathlib import Path

import pytest

from kerok import contracts as declared
from kerok.engines import trino as engine
from kerok.engines.serving import make_relations
from kerok.errors import LakeDamaged
from kerok.settings import Settings, load_settings
from tests.support.postgres_server import Postgres
from tests.support.team import make_team
from tests.support.trino_server import Trino

RELATIONS = {c.name for c in declared.contracts().values() if c.kind != "step"}


@pytest.fixture
def settings(trino: Trino, postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name, value in make_team(trino, postgres, tmp_path / "warehouse").variables.items():
        monkeypatch.setenv(name, value)
    return load_settings(str(tmp_path))


def test_everything_is_made_once_and_views_stay_current(settings: Settings) -> None:
    with engine.connect(settings) as connection:
        assert set(make_relations(connection, location=f"file://{settings.warehouse}/{connection.namespace}")) == RELATIONS
        assert connection.run("INSERT INTO ops_release_quarter (processing_date, described_quarter) VALUES (DATE '2024-10-01', '2024Q2')") == 1
        assert set(make_relations(connection)) == {v.name for v in declared.views()}, "tables stay"
        assert list(connection.query("SELECT described_quarter FROM ops_release_quarter")) == [("2024Q2",)]
        for contract in (c for c in declared.contracts().values() if c.kind != "step"):
            rows = connection.query(f"SELECT * FROM {contract.name} WHERE false")
            assert rows.names == list(contract.column_names)
            assert [t.replace(", ", ",") for t in rows.types if "varchar" not in t] == [c.type for c in contract.columns if c.type != "varchar"]


def test_a_column_of_a_newer_contract_is_added_and_one_of_another_type_refused(settings: Settings) -> None:
    with engine.connect(settings) as connection:
        make_relations(connection)
        connection.run("ALTER TABLE gold_load_summary DROP COLUMN warnings")
        made = make_relations(connection)
        assert "gold_load_summary.warnings" in made
        connection.run("ALTER TABLE ops_file_log DROP COLUMN rows_in")
        connection.run("ALTER TABLE ops_file_log ADD COLUMN rows_in varchar")
        with pytest.raises(LakeDamaged) as refused:
            make_relations(connection)
        assert "rows_in varchar instead of bigint" in refused.value.where
