"""`kerok cite` and `kerok verify`: a number cited, found equal, changed by a re-release, or not to be had here."""

from __future__ import annotations

import csv
import json
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

from kerok import contracts as declared
from tests.support.lakes import RI_PBJ, forget, on_disk, pointers, sha256
from tests.support.restated import (
    AGAIN_PUBLISHED,
    CHANGED,
    CHANGED_DAYS,
    DAYS,
    FIRST_PUBLISHED,
    MORE_HOURS,
    QUARTER,
    WITHDRAWN,
    load_again,
    load_first,
)

from .conftest import Kerok

HOME = ("vw_facility_hprd", "ccn=415052", "quarter=2023Q2", "role_set=cms_total")


def of(ccn: str) -> tuple[str, ...]:
    return ("vw_facility_hprd", f"ccn={ccn}", f"quarter={QUARTER}", "role_set=cms_rn")


def test_a_citation_has_what_it_takes(kerok: Kerok, demo_home: Path) -> None:
    found = kerok("cite", *HOME, "--json", home=demo_home).well().data
    with RI_PBJ.open(encoding="utf-8") as stream:
        rows = [r for r in csv.DictReader(stream) if r["PROVNUM"] == "415052"]
    counted = [r for r in rows if int(r["MDScensus"])]
    hours = sum(Decimal(v) for r in counted for k, v in r.items() if k.startswith("Hrs_") and not k.endswith(("_emp", "_ctr")))
    residents = sum(int(r["MDScensus"]) for r in counted)
    assert (found["values"]["hours"], found["values"]["resident_days"]) == (hours, residents)
    assert found["values"]["hprd"] == (hours / residents).quantize(Decimal("0.000001"), ROUND_HALF_UP)
    assert found["key"] == {"ccn": "415052", "quarter": "2023Q2", "role_set": "cms_total"}
    assert (found["role_set"]["name"], found["role_set"]["version"]) == ("cms_total", 1)
    (file,) = found["files"]
    assert (file["file_name"], file["file_sha256"], file["rows"]) == (RI_PBJ.name, sha256(RI_PBJ), len(rows))
    assert found["rules"] == declared.fingerprint()
    assert found["counted_again"] is True
    assert found["formula"] == declared.contracts()["vw_facility_hprd"].formula


def test_snapshots_are_icebergs_own(kerok: Kerok, demo_home: Path) -> None:
    from pyiceberg.table import StaticTable

    found = kerok("cite", *HOME, "--json", home=demo_home).well().data["snapshots"]
    where = pointers(demo_home)
    assert set(found) == {"gold_quarterly_provider_fact", "silver_pbj_daily"}
    for table, snapshot in found.items():
        current = StaticTable.from_metadata(where[table]).current_snapshot()
        assert current
        assert snapshot == current.snapshot_id


def test_the_text_is_for_a_footnote(kerok: Kerok, demo_home: Path) -> None:
    text = kerok("cite", *HOME, home=demo_home).well().out
    assert text.startswith("CMS Payroll-Based Journal Daily Nurse Staffing; vw_facility_hprd, ccn 415052, quarter 2023Q2, role_set cms_total: hours 12476.55, resident_days 3205, hprd 3.892839")
    for part in (f"91 rows of {RI_PBJ.name}", sha256(RI_PBJ), "Role set cms_total version 1", "Formula: hprd = ", "Counted again from the raw cells: equal.", "Accessed 20"):
        assert part in text


def test_columns_can_be_chosen(kerok: Kerok, demo_home: Path) -> None:
    found = kerok("cite", *HOME, "--column", "hprd", "--column", "hours", "--json", home=demo_home).well().data
    assert sorted(found["values"]) == ["hours", "hprd"]
    kerok("cite", *HOME, "--column", "hprdd", home=demo_home).failed(2, "no column hprdd", "kerok describe vw_facility_hprd")


@pytest.mark.parametrize(
    "words",
    [
        HOME, ("vw_state_hprd", "state=RI", "quarter=2023Q2", "role_set=cms_rn"), ("gold_quarterly_provider_fact", "ccn=415052", "quarter=2023Q2"),
        ("vw_bed_utilization", "ccn=415113", "month=2023-05"), ("vw_reconciliation", "ccn=415113", "quarter=2023Q2", "measure=total"),
        ("gold_daily_staffing_fact", "ccn=415052", "work_date=2023-05-14"), ("gold_facility_dim", "ccn=415052"),
    ],
)  # fmt: skip
def test_what_was_cited_is_equal_on_the_same_lake(kerok: Kerok, demo_home: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    kerok("cite", *words, "-o", tmp_path / "number.json", home=demo_home).well()
    verdict = kerok("verify", tmp_path / "number.json", "--json", home=demo_home).well().data
    assert verdict == {"outcome": "equal", "changed": {}, "by": [], "cited_files_still_give_it": None, "reasons": verdict["reasons"]}
    assert kerok("verify", tmp_path / "number.json", home=demo_home).well().out.startswith("equal\n")


@pytest.fixture(scope="module")
def cited(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Citations made before the re-release, by CCN."""
    from .conftest import run_here

    folder = tmp_path_factory.mktemp("cited")
    home = load_first(folder / "lake", folder)
    made = {ccn: folder / f"{ccn}.json" for ccn in (CHANGED, WITHDRAWN, "105001")}
    for ccn, path in made.items():
        run_here("cite", *of(ccn), "-o", path, home=home).well()
    return made


def test_after_a_restatement_it_says_what_changed_and_by_which_release(kerok: Kerok, restated: Path, cited: dict[str, Path], cache: Path) -> None:
    before = (on_disk(restated), pointers(restated))
    ended = kerok("verify", cited[CHANGED], "--json", home=restated)
    assert (ended.code, ended.data["outcome"]) == (3, "changed")
    old = json.loads(cited[CHANGED].read_text("utf-8"), parse_float=Decimal)["values"]
    hours = ended.data["changed"]["hours"]
    assert (hours["cited"], hours["now"]) == (old["hours"], old["hours"] + MORE_HOURS * len(CHANGED_DAYS))
    hprd = ended.data["changed"]["hprd"]
    assert hprd["now"] == (hours["now"] / (50 * DAYS)).quantize(Decimal("0.000001"), ROUND_HALF_UP)
    assert "resident_days" not in ended.data["changed"]
    assert [(b["file_name"], b["published"], b["what"]) for b in ended.data["by"]] == [
        ("PBJ_again.csv", AGAIN_PUBLISHED, "counts now"), ("PBJ_first.csv", FIRST_PUBLISHED, "superseded"),
    ]  # fmt: skip
    assert ended.data["cited_files_still_give_it"] is True
    assert (on_disk(restated), pointers(restated)) == before
    text = kerok("verify", cited[CHANGED], home=restated).out
    assert f"by PBJ_again.csv (published {AGAIN_PUBLISHED}" in text
    assert "the cited files alone still give the cited values" in text


def test_a_row_that_is_gone_has_changed(kerok: Kerok, restated: Path, cited: dict[str, Path], cache: Path) -> None:
    ended = kerok("verify", cited[WITHDRAWN], "--json", home=restated)
    assert ended.code == 3
    assert ended.data["changed"]["hours"]["now"] is None
    assert "the row is no longer there" in ended.data["reasons"]
    assert [b["file_name"] for b in ended.data["by"]] == ["PBJ_again.csv", "PBJ_first.csv"]


def test_a_number_that_the_re_release_repeats_is_equal(kerok: Kerok, restated: Path, cited: dict[str, Path]) -> None:
    found = kerok("verify", cited["105001"], "--json", home=restated).well().data
    assert found["outcome"] == "equal"
    assert [b["file_name"] for b in found["by"]] == ["PBJ_again.csv", "PBJ_first.csv"]
    assert "from other files than were cited" in found["reasons"][0]


def test_where_the_cited_file_is_not_it_cannot_be_reproduced(kerok: Kerok, tmp_path: Path, cited: dict[str, Path]) -> None:
    other = load_again(tmp_path / "other", tmp_path)
    ended = kerok("verify", cited[CHANGED], "--json", home=other)
    assert (ended.code, ended.data["outcome"]) == (4, "not_reproducible")
    wanted = json.loads(cited[CHANGED].read_text("utf-8"))["files"][0]["file_sha256"]
    assert f"not in this lake: PBJ_first.csv, sha256 {wanted}" in ended.data["reasons"]
    assert kerok("verify", cited[CHANGED], home=other).out.startswith("not reproducible here\n")


def test_a_forgotten_file_is_named_as_such(kerok: Kerok, tmp_path: Path, cited: dict[str, Path]) -> None:
    home = load_again(load_first(tmp_path / "lake", tmp_path), tmp_path)
    forget(home, tmp_path / "PBJ_first.csv")
    ended = kerok("verify", cited[CHANGED], "--json", home=home)
    assert ended.code == 4
    assert ended.data["by"][1]["what"].startswith("forgotten 20")


def test_other_values_than_the_files_give_are_found_out(kerok: Kerok, demo_home: Path, tmp_path: Path) -> None:
    body: dict[str, Any] = kerok("cite", *HOME, "--json", home=demo_home).well().data
    text = json.dumps(body, default=str).replace('"12476.55"', "12477.55")
    (tmp_path / "forged.json").write_text(text, "utf-8")
    ended = kerok("verify", tmp_path / "forged.json", "--json", home=demo_home)
    assert (ended.code, ended.data["cited_files_still_give_it"]) == (3, False)
    assert ended.data["changed"]["hours"] == {"cited": Decimal("12477.55"), "now": Decimal("12476.55")}


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"kerok_citation": 1}', '{"kerok_citation": 1, "files": 3}'])
def test_what_is_no_citation(kerok: Kerok, demo_home: Path, tmp_path: Path, text: str) -> None:
    (tmp_path / "x.json").write_text(text, "utf-8")
    kerok("verify", tmp_path / "x.json", home=demo_home).failed(2, "not a citation that kerok cite wrote", "kerok cite ")


def test_wrong_words(kerok: Kerok, demo_home: Path, tmp_path: Path) -> None:
    kerok("verify", tmp_path / "none.json", home=demo_home).failed(2, "cannot read", "kerok cite NAME")
    kerok("cite", "vw_facility_hprd", "415052", home=demo_home).failed(2, "415052 is not KEY=VALUE")
    kerok("cite", "vw_facility_hprd", "ccn=415052", home=demo_home).failed(2, "several rows")
    kerok("cite", *HOME, "-o", demo_home / "bronze" / "x.json", home=demo_home).failed(2, "inside the lake")
