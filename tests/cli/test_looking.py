"""Commands that look: what they print, as text and as JSON."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

from kerok import contracts as declared
from kerok.dialect import ENGINES
from tests.support.demo_lake import QUARTERS
from tests.support.lakes import RI_PBJ, rows, sha256

from .conftest import Kerok

RELATIONS = [c.name for c in declared.contracts().values() if c.kind != "step"]


def test_status_says_what_is_loaded_and_what_to_type_next(kerok: Kerok, demo_home: Path) -> None:
    text = kerok("status", home=demo_home).well().out
    assert text.startswith(f"lake: {demo_home}\n")
    assert re.search(rf"^{RI_PBJ.name} +pbj +2023Q2 +done +6825 +6825 +0 +0 +0 +{sha256(RI_PBJ)[:12]}$", text, re.MULTILINE)
    assert re.search(r"^pbj +2024Q1 +725 +1 +1 +\d +partial +true$", text, re.MULTILINE)
    assert "next:\n  3 quarantined rows are open: kerok quarantine\n" in text


def test_status_as_json(kerok: Kerok, demo_home: Path) -> None:
    found = kerok("status", "--json", home=demo_home).well().data
    assert set(found) == {"home", "files", "periods", "open_quarantined_rows", "next", "by_period"}
    assert found["open_quarantined_rows"] == 3
    assert sorted(f["period"] for f in found["files"] if f["dataset"] == "pbj") == list(QUARTERS)
    assert {f["file_sha256"] for f in found["files"]} >= {sha256(RI_PBJ)}
    assert {(p["dataset"], p["period"]): p["live_rows"] for p in found["by_period"]}["pbj", "2023Q2"] == 6825


def test_tables_lists_every_table_and_view_with_its_grain(kerok: Kerok) -> None:
    found = kerok("tables", "--json").well().data
    assert {r["name"]: (r["kind"], r["grain"]) for r in found} == {n: (c.kind, c.grain) for n, c in declared.contracts().items() if n in RELATIONS}
    lines = kerok("tables").well().out.splitlines()
    assert [line.split()[0] for line in lines[2:]] == [r["name"] for r in found]


@pytest.mark.parametrize("name", RELATIONS)
def test_describe(kerok: Kerok, name: str) -> None:
    contract = declared.contracts()[name]
    text = kerok("describe", name).well().out
    found = kerok("describe", name.upper(), "--json").well().data
    assert [(c["name"], c["type"]) for c in found["columns"]] == [(c.name, c.type) for c in contract.columns]
    assert found["key"] == list(contract.key)
    assert text.startswith(f"{name} ({contract.kind}): {contract.grain}\n")
    for column in contract.columns:
        assert re.search(rf"^{column.name} +{re.escape(column.type)}( |$)", text, re.MULTILINE)
    has_role_sets = any(c.name == "role_set" for c in contract.columns)
    assert ("role_sets" in found) == has_role_sets
    assert all(c["meaning"] for c in found["columns"]), "every column has a meaning"


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", list(declared.contracts()))
def test_sql_render(kerok: Kerok, name: str, engine: str) -> None:
    text = kerok("sql", "render", name, "--engine", engine).well().out
    found = kerok("sql", "render", name, "--engine", engine, "--json").well().data
    assert text.startswith(f"-- {name} on {engine}: ")
    assert "{{" not in text
    assert [f["purpose"] for f in found]
    for statement in found:
        repeated = statement["purpose"] == "select" and any(f["purpose"] == "candidate" for f in found)
        assert repeated or statement["sql"] in text


def test_settings_lists_every_setting(kerok: Kerok, tmp_path: Path) -> None:
    found = kerok("settings", "--json", home=tmp_path).well().data
    assert [r["setting"] for r in found][:2] == ["home", "engine.kind"]
    assert {r["from"] for r in found} == {"--home", "default"}
    assert all(r["meaning"] and r["variable"].startswith("KEROK_") for r in found)


def test_quarantine_shows_rejects(kerok: Kerok, demo_home: Path) -> None:
    found = kerok("quarantine", "--json", home=demo_home).well().data
    assert [(r["row_number"], r["reasons"]) for r in found] == [(93, "ccn_unreadable"), (410, "ccn_missing"), (597, "work_date_unreadable")]
    shown = kerok("quarantine", "--limit", "2", home=demo_home).well()
    assert len(shown.out.splitlines()) == 2 + 2
    assert "3 rows, 2 shown" in shown.err
    assert "kerok quarantine --export rejects.csv" in shown.err


def test_trace_json_adds_up(kerok: Kerok, demo_home: Path) -> None:
    key = ["ccn=415052", "quarter=2023Q2", "role_set=cms_total"]
    (wanted,) = rows(demo_home, "SELECT * FROM vw_facility_hprd WHERE ccn = '415052' AND quarter = '2023Q2' AND role_set = 'cms_total'")
    text = kerok("trace", "vw_facility_hprd", *key, home=demo_home).well().out
    assert RI_PBJ.name in text
    assert sha256(RI_PBJ) in text
    assert f"{wanted['hours']}" in text.replace(",", "")
    found = kerok("trace", "vw_facility_hprd", *key, "--json", home=demo_home).well().out
    assert json.loads(found, parse_float=Decimal)
    assert sha256(RI_PBJ) in found
