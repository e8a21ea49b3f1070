"""What a header row is taken for. (Every vintage of CMS: test_registry.py; files that are not loaded: test_other_files.py.)"""

from __future__ import annotations

import pytest

from kerok.errors import UnreadableFile
from kerok.headers import EXPORT_COLUMNS, OWN_COLUMNS, match_header, normalise, registry
from tests.support.drawn_files import PBJ_HEADER, PROVIDERINFO_HEADER

PBJ, PROVIDERINFO = list(PBJ_HEADER), list(PROVIDERINFO_HEADER)


@pytest.mark.parametrize(
    ("header", "wanted"),
    [("CY_Qtr", "cy_qtr"), (" MDScensus ", "mdscensus"), ("CMS Certification Number (CCN)", "cms_certification_number_ccn"), ("Hrs_RN-DONadmin", "hrs_rn_donadmin"), ("__a..b__", "a_b"), ("", ""), ("***", ""), ("\ufeffPROVNUM", "provnum"), ("Größe", "gr_e")],
)
def test_normalise(header: str, wanted: str) -> None:
    assert normalise(header) == wanted


def test_a_header_is_read_by_name_in_any_order_and_spelling() -> None:
    shuffled = [h.upper().replace("_", " ") for h in reversed(PBJ)]
    found = match_header(shuffled)
    assert (found.dataset, found.load, found.bronze_folder) == ("pbj", True, "pbj")
    assert found.positions == {name: len(PBJ) - 1 - i for name, i in match_header(PBJ).positions.items()}
    assert found.unmapped == ()


def test_unknown_columns_are_told_as_the_file_spells_them() -> None:
    found = match_header(["Extra Column", *PBJ, "", "another"])
    assert found.unmapped == ("Extra Column", f"(column {len(PBJ) + 2} without a name)", "another")
    assert found.positions["provnum"] == 1 + [normalise(h) for h in PBJ].index("provnum")


def test_our_own_columns_are_known_everywhere() -> None:
    for header in (PBJ, PROVIDERINFO):
        found = match_header([*header, *OWN_COLUMNS, *EXPORT_COLUMNS])
        assert found.unmapped == ()
        assert {found.positions[c] for c in (*OWN_COLUMNS, *EXPORT_COLUMNS)} == set(range(len(header), len(header) + 5))


def test_all_missing_columns_are_named_at_once_with_the_nearest_vintage() -> None:
    lacking = [h for h in PBJ if h not in ("Hrs_RN", "Hrs_CNA_ctr")]
    with pytest.raises(UnreadableFile) as refused:
        match_header([*lacking, "Hours RN"], file_name="x.csv")
    assert refused.value.what == "x.csv lacks 2 required columns of PBJ Daily Nurse Staffing: hrs_rn, hrs_cna_ctr"
    assert "nearest known vintage: 20" in refused.value.where
    assert "columns not recognised: Hours RN" in refused.value.where
    assert refused.value.hint


def test_one_missing_column() -> None:
    with pytest.raises(UnreadableFile, match=r"this file lacks 1 required column of PBJ Daily Nurse Staffing: mdscensus"):
        match_header([h for h in PBJ if h != "MDScensus"])


@pytest.mark.parametrize("twice", ["Hrs_RN", "hrs rn", "PROVNUM"])
def test_a_column_twice_is_refused_with_its_places(twice: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        match_header([*PBJ, twice], file_name="x.csv")
    first = [normalise(h) for h in PBJ].index(normalise(twice)) + 1
    assert refused.value.what == "x.csv has a column more than once"
    assert f"at columns {first}, {len(PBJ) + 1}" in refused.value.where


@pytest.mark.parametrize("header", [["a", "b"], [""], ["PROVNUM"], ["<html>"], [f"c{i}" for i in range(200)]])
def test_a_header_that_is_none_of_cms(header: list[str]) -> None:
    with pytest.raises(UnreadableFile) as refused:
        match_header(header, file_name="x.csv")
    assert refused.value.what == "x.csv is no CMS file that Kerok knows"
    assert "nearest known: " in refused.value.where
    assert len(refused.value.where) < 500


@pytest.mark.parametrize("dataset", ["pbj", "providerinfo"])
def test_a_dataset_that_is_given_tells_what_is_missing(dataset: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        match_header(["a", "b"], dataset=dataset)
    required = [c["name"] for c in registry(dataset)["columns"] if c.get("required")]
    assert f"lacks {len(required)} required columns" in refused.value.what
    assert all(name in refused.value.what for name in required)


def test_the_other_dataset_is_not_forced() -> None:
    assert match_header(PROVIDERINFO).dataset == "providerinfo"
    with pytest.raises(UnreadableFile):
        match_header(PROVIDERINFO, dataset="pbj")
