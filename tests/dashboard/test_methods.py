"""Methods and downloads: every view, as the command writes it."""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import streamlit as st

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
    text, groups = text_of(opened(ri_home, "methods")), declared.reference("groups")
    assert "Rates are never averaged" in text
    assert f"at least {groups['percentile']['smallest_group']} homes are ranked" in text
    assert f"{groups['suspect']['zero_staff_days']} or more days with residents and no nurse hours of any kind, under {groups['suspect']['hprd_below']} total nurse hours" in text
    roles = text_of(opened(ri_home, "methods", show="roles"))
    for role_set in declared.role_sets():
        if not role_set["name"].startswith("role_"):
            assert f"<td>{role_set['name']}</td>" in roles
    lines = text_of(opened(ri_home, "methods", show="lines"))
    for line in declared.reference("thresholds")["lines"]:
        assert f"<td>{line['id']}</td>" in lines
        assert line["legal_status"] in html.unescape(lines)


PAGES: tuple[dict[str, str], ...] = (
    {"page": "states"}, {"page": "states", "state": "TX"}, {"page": "mix"}, {"page": "mix", "quarter": "2023Q2"}, {"page": "beds"}, {"page": "beds", "show": "occupancy"},
    {"page": "compare"}, {"page": "compare", "of": "peers"}, {"page": "compare", "of": "chains"}, {"page": "compare", "of": "groups"},
    {"page": "quality", "quarter": "2023Q3"}, {"page": "quality", "show": "files"}, {"page": "quality", "show": "reporting"},
    {"page": "changes"}, {"page": "changes", "show": "facilities"}, {"page": "methods", "show": "downloads"}, {"page": "find"},
)  # fmt: skip


OF_THE_DEMO: tuple[dict[str, str], ...] = ({"page": "quality", "show": "unlikely"}, {"page": "facility", "ccn": "415120"}, {"page": "states"})
"""Pages of which the synthetic lake has nothing to take away."""


def test_every_button_makes_a_file_with_a_header_and_its_rows(opened: Open, several_home: Path, ri_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    offered: dict[str, Callable[[], bytes]] = {}
    button = st.download_button

    def noted(label: str, data: Any, name: str, *rest: Any, **more: Any) -> bool:
        if callable(data):
            offered[name] = data
        return button(label, data, name, *rest, **more)

    monkeypatch.setattr(st, "download_button", noted)
    for home, params in [*((several_home, p) for p in PAGES), *((ri_home, p) for p in OF_THE_DEMO)]:
        offered.clear()
        opened(home, params["page"], **{k: v for k, v in params.items() if k != "page"})
        assert offered, params
        for name, make in offered.items():
            if name.endswith(".csv"):
                lines = list(csv.reader(io.StringIO(make().decode("utf-8-sig"))))
                table = pq.read_table(io.BytesIO(offered[name.replace(".csv", ".parquet")]()))
                assert name.startswith("SYNTHETIC_") == (home == several_home), name
                assert lines[0] == table.column_names, name
                assert "is_synthetic" in lines[0] or home == ri_home, name
                assert len(lines) - 1 == table.num_rows > 0, name


def test_a_view_tells_its_formula_columns_and_sql(opened: Open, ri_home: Path) -> None:
    text = text_of(opened(ri_home, "methods", show="views", view="vw_bed_utilization"))
    contract = declared.contracts()["vw_bed_utilization"]
    assert f"Formula: {contract.formula}" in text
    assert all(f"<td>{c.name}</td>" in text for c in contract.columns)
    assert contract.sql.strip()[:60] in text
