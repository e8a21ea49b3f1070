"""Methods and downloads: every view, as the command writes it."""

from __future__ import annotations

import datetime as dt
import html
import shlex
from pathlib import Path

import pytest

from kerok import contracts as declared
from kerok.cli import main
from kerok.dashboard import parts
from kerok.dashboard.embedded import EmbeddedSource
from kerok.dashboard.questions.exports import Export, relations
from kerok.settings import load_settings

from .conftest import Open, text_of
from .test_mix import data_of

GIVEN = {"quarter": "2023Q2", "role_set": "cms_total", "state": "RI", "area": "RI", "ccn": "415052"}


def test_every_relation_can_be_exported_and_its_columns_are_those_of_the_contract(ri_home: Path) -> None:
    data = data_of(ri_home)
    names = [c.name for c in relations()]
    assert "vw_facility_hprd" in names
    assert not [n for n in names if n.startswith(("silver", "bronze"))]
    for relation in relations():
        export = Export(relation, GIVEN)
        table = data.table(export.first, *export.values)
        assert tuple(table.column_names) == relation.column_names, relation.name
        count = data.row(export.counted, *export.values)
        assert count is not None
        assert min(10, count["n"]) == table.num_rows, relation.name


@pytest.mark.parametrize("form", ["csv", "parquet"])
@pytest.mark.parametrize("name", ["vw_facility_hprd", "vw_thresholds", "gold_quarterly_provider_fact", "vw_bed_utilization"])
def test_a_download_is_what_the_command_writes(ri_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, name: str) -> None:
    export = Export(declared.contracts()[name], {"quarter": "2023Q2", "role_set": "cms_total"})
    moment = EmbeddedSource(load_settings(str(ri_home))).now()
    monkeypatch.chdir(tmp_path)
    command = shlex.split(export.command(form))
    assert command[0] == "kerok"
    with pytest.raises(SystemExit) as done:
        main(["--home", str(ri_home), *command[1:]])
    assert not done.value.code
    assert (tmp_path / f"{export.name}.{form}").read_bytes() == parts.written(moment.ask(export.sql, export.values).table, form)


def test_a_filter_counts_only_where_the_relation_has_the_column() -> None:
    export = Export(declared.contracts()["vw_coverage_days"], GIVEN)
    assert export.filters == {"quarter": "2023Q2", "state": "RI", "ccn": "415052"}
    assert export.sql.endswith("FROM vw_coverage_days WHERE quarter = ? AND state = ? AND ccn = ? ORDER BY ccn, quarter")


def test_the_citation_names_source_filters_rows_snapshot_and_formula() -> None:
    text = Export(declared.contracts()["vw_facility_hprd"], {"quarter": "2023Q2"}).citation("abcdefabcdef", "0.1", 1200, dt.date(2026, 1, 2), is_synthetic=False)
    for part in ("Centers for Medicare & Medicaid Services", "quarter 2023Q2", "1,200 rows", "snapshot abcdefabcdef", "2026-01-02", "Formula: hprd ="):
        assert part in text
    assert "not of any real nursing home" in Export(declared.contracts()["vw_peers"], {}).citation("a", "b", 1, dt.date(2026, 1, 2), is_synthetic=True)


def test_the_page_says_how_many_rows_and_what_to_type(opened: Open, ri_home: Path) -> None:
    text = text_of(opened(ri_home, "methods", show="downloads"))
    assert "vw_facility_hprd, 75 rows" in text
    assert "kerok query" in text
    all_sets = text_of(opened(ri_home, "methods", show="downloads", all_role_set="1"))
    assert f"vw_facility_hprd, {75 * len(declared.role_sets()):,} rows" in all_sets


@pytest.mark.parametrize("view", ["vw_facility_hprd; DROP TABLE x", "silver_pbj_daily", "<script>"])
def test_a_view_that_may_not_be_read_is_the_first(opened: Open, ri_home: Path, view: str) -> None:
    text = text_of(opened(ri_home, "methods", show="downloads", view=view))
    assert "vw_facility_hprd, 75 rows" in text
    assert "silver_pbj_daily" not in text


def test_definitions_role_sets_and_lines_are_those_of_the_contracts(opened: Open, ri_home: Path) -> None:
    assert "Rates are never averaged" in text_of(opened(ri_home, "methods"))
    roles = text_of(opened(ri_home, "methods", show="roles"))
    for role_set in declared.role_sets():
        if not role_set["name"].startswith("role_"):
            assert f"<td>{role_set['name']}</td>" in roles
    lines = text_of(opened(ri_home, "methods", show="lines"))
    for line in declared.reference("thresholds")["lines"]:
        assert f"<td>{line['id']}</td>" in lines
        assert line["legal_status"] in html.unescape(lines)


def test_a_view_tells_its_formula_columns_and_sql(opened: Open, ri_home: Path) -> None:
    text = text_of(opened(ri_home, "methods", show="views", view="vw_bed_utilization"))
    contract = declared.contracts()["vw_bed_utilization"]
    assert f"Formula: {contract.formula}" in text
    assert all(f"<td>{c.name}</td>" in text for c in contract.columns)
    assert contract.sql.strip()[:60] in text
