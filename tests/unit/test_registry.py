"""The header registries know every header CMS has used, and the Provider Info contract reads all of what they name."""

from __future__ import annotations

import csv
import functools
import os
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

REPOSITORY = Path(__file__).parents[2]
BRONZE = REPOSITORY / "sql" / "bronze"
DRIFT = REPOSITORY.parent / "shared" / "data" / "schema_drift.csv"
DATASETS = ("pbj", "providerinfo", "pbj_nonnurse")
QUARTERS = [f"{year}Q{quarter}" for year in range(2017, 2026) for quarter in (1, 2, 3, 4)] + ["2026Q1"]

# Copies that others changed, and the headers in them without a canonical column, each with the reason.
NOT_OF_CMS = {"2017Q1-2025Q3 (PBJ320-normalised)"}
UNMAPPED = {
    (
        "2017Q1-2025Q3 (PBJ320-normalised)",
        "Hrs_RNDON.1",
    ): "another project's copy, which took the mis-headed column of 2017Q2 for Hrs_RNDON",
}
# schema_drift.csv follows a column through its renaming; where its meaning changed we part with it.
SECOND_NAMES = {
    "exp_aide": "expected_nurse_aide_staffing_hours_per_resident_per_day",
    "exp_lpn": "expected_lpn_staffing_hours_per_resident_per_day",
    "exp_rn": "expected_rn_staffing_hours_per_resident_per_day",
    "exp_total": "expected_total_nurse_staffing_hours_per_resident_per_day",
}
# How a Provider Info cell is read, and the types it can have.
PARSED_AS = {
    "text": r"varchar",
    "count": r"integer",
    "decimal": r"decimal\(\d+,\d+\)",
    "coordinate": r"decimal\(\d+,\d+\)",
    "date": r"date",
    "yes_no": r"boolean",
    "rating": r"integer",
}
# One column without a place is no header; that it is mapped is checked with the registry.
FRAGMENTS = {("pbj_nonnurse", "2023Q1+")}


@dataclass(frozen=True)
class Match:
    """Canonical name of each header of a file (None: unmapped), in file order."""

    names: tuple[str | None, ...]

    def twice(self) -> list[str]:
        return [name for name, count in Counter(n for n in self.names if n).items() if count > 1]


@dataclass(frozen=True)
class Vintage:
    """One header as schema_drift.csv lists it, with the canonical name it gives to each column."""

    dataset: str
    name: str
    header: tuple[str, ...]
    canonical: tuple[str, ...]


@functools.cache
def _read(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _registry(dataset: str) -> dict[str, Any]:
    return dict(_read(BRONZE / f"{dataset}.yml"))


def _contract() -> dict[str, Any]:
    return dict(_read(REPOSITORY / "sql" / "silver" / "silver_providerinfo.yml"))


def _normalised(header: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", header.lower()).strip("_")


def _match(header: list[str], registry: dict[str, Any]) -> Match:
    present = {_normalised(h) for h in header}
    meaning: dict[str, str] = {}
    for column in registry["columns"]:
        for alias in column["aliases"]:
            rule = {"header": alias} if isinstance(alias, str) else alias
            holds = rule.get("when_present", rule["header"]) in present and rule.get("unless_present") not in present
            if holds and rule["header"] in present:
                assert meaning.setdefault(rule["header"], column["name"]) == column["name"], f"two meanings of {rule['header']}"
    return Match(tuple(meaning.get(_normalised(h)) for h in header))


def _drift() -> list[Vintage]:
    rows = list(csv.DictReader(DRIFT.open(encoding="utf-8", newline=""))) if DRIFT.exists() else []
    groups: dict[tuple[str, str, str], list[dict[str, str]]] = {}
    for row in rows:
        groups.setdefault((row["dataset"], row["vintage"], row["file"]), []).append(row)
    datasets = {"pbj_nurse": "pbj", "pbj_nonnurse": "pbj_nonnurse"}
    return [
        Vintage(
            datasets.get(dataset, "providerinfo"),
            vintage,
            tuple(r["header_as_in_file"] for r in group),
            tuple(r["canonical_name"] for r in group),
        )
        for (dataset, vintage, _), group in groups.items()
        if (dataset, vintage) not in FRAGMENTS
    ]


def _aliases(registry: dict[str, Any]) -> dict[str, list[str]]:
    return {c["name"]: [a if isinstance(a, str) else a["header"] for a in c["aliases"]] for c in registry["columns"]}


def test_the_list_of_known_headers_is_there() -> None:
    if not DRIFT.exists():
        reason = f"{DRIFT} is absent: only the headers in sql/bronze/*.yml are checked"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    assert len(_drift()) > 50


@pytest.mark.parametrize("vintage", _drift(), ids=lambda v: f"{v.dataset}-{v.name}-{len(v.header)}")
class TestEveryKnownHeader:
    def test_each_column_has_its_canonical_name(self, vintage: Vintage) -> None:
        registry = _registry(vintage.dataset)
        aliases = _aliases(registry)
        for header, canonical, name in zip(vintage.header, vintage.canonical, _match(list(vintage.header), registry).names, strict=True):
            if (vintage.name, header) in UNMAPPED:
                assert name is None
                continue
            assert name is not None, f"{header} is unmapped"
            if (second := SECOND_NAMES.get(_normalised(header))) is not None:
                assert name == second
            elif vintage.dataset == "providerinfo":
                assert canonical in aliases[name], f"{header} became {name}, which schema_drift.csv does not call {canonical}"
            else:
                assert name == canonical

    def test_no_two_columns_share_a_name(self, vintage: Vintage) -> None:
        assert _match(list(vintage.header), _registry(vintage.dataset)).twice() == []

    def test_every_required_column_is_found(self, vintage: Vintage) -> None:
        registry = _registry(vintage.dataset)
        required = {c["name"] for c in registry["columns"] if c["required"]}
        assert required - set(_match(list(vintage.header), registry).names) == set()

    def test_the_registry_lists_the_header_as_cms_spells_it(self, vintage: Vintage) -> None:
        listed = list(vintage.header) in [v["header"] for v in _registry(vintage.dataset)["vintages"]]
        assert listed or vintage.name in NOT_OF_CMS


@pytest.mark.parametrize("dataset", DATASETS)
class TestRegistry:
    def test_its_own_vintages_are_mapped_whole(self, dataset: str) -> None:
        registry = _registry(dataset)
        required = {c["name"] for c in registry["columns"] if c["required"]}
        for vintage in registry["vintages"]:
            match = _match(vintage["header"], registry)
            assert None not in match.names, vintage["name"]
            assert match.twice() == [], vintage["name"]
            assert required <= set(match.names), vintage["name"]

    def test_an_unconditional_spelling_belongs_to_one_column(self, dataset: str) -> None:
        spellings = Counter(a for c in _registry(dataset)["columns"] for a in c["aliases"] if isinstance(a, str))
        assert [s for s, count in spellings.items() if count > 1] == []

    def test_spellings_are_normalised_and_begin_with_the_canonical_name(self, dataset: str) -> None:
        for name, aliases in _aliases(_registry(dataset)).items():
            assert aliases[0] == name
            assert [_normalised(a) for a in aliases] == aliases

    def test_canonical_names_are_unique_and_none_is_ours(self, dataset: str) -> None:
        names = [c["name"] for c in _registry(dataset)["columns"]]
        assert len(names) == len(set(names))
        assert [n for n in names if n.startswith("kerok_") or n in ("file_sha256", "row_number")] == []

    def test_its_signature_is_in_every_vintage_and_in_no_other_dataset(self, dataset: str) -> None:
        registry = _registry(dataset)
        signature = set(registry["signature"])
        for vintage in registry["vintages"]:
            assert signature <= set(_match(vintage["header"], registry).names), vintage["name"]
        for other in set(DATASETS) - {dataset}:
            for vintage in _registry(other)["vintages"]:
                assert not signature <= set(_match(vintage["header"], registry).names), (other, vintage["name"])

    def test_missing_tokens_are_text_and_none_is_empty(self, dataset: str) -> None:
        for column in _registry(dataset)["columns"]:
            assert all(isinstance(token, str) and token.strip() == token != "" for token in column.get("missing", []))


class TestPbj:
    def test_every_quarter_is_named_once(self) -> None:
        named = Counter(q for v in _registry("pbj")["vintages"] for q in v["quarters"])
        assert named == Counter(QUARTERS)

    def test_2017q1_donadmin_is_the_director_of_nursing(self) -> None:
        assert self._place("2017Q1", "hrs_rn_donadmin") == "hrs_rndon"

    def test_2017q2_donadmin_is_contract_medication_aides(self) -> None:
        assert self._place("2017Q2", "hrs_rn_donadmin") == "hrs_medaide_ctr"
        assert self._place("2017Q2", "hrs_rndon") == "hrs_rndon"

    def test_2017q2_without_its_director_column_is_not_taken_for_2017q1(self) -> None:
        header = [h for h in self._header("2017Q2") if h != "hrs_rndon"]
        assert "hrs_medaide_ctr" not in _match(header, _registry("pbj")).names

    def test_donadmin_beside_both_right_columns_is_unmapped(self) -> None:
        header = [*self._header("2024Q2"), "hrs_rn_donadmin"]
        assert _match(header, _registry("pbj")).names[-1] is None

    def test_only_incomplete_may_be_absent(self) -> None:
        assert [c["name"] for c in _registry("pbj")["columns"] if not c["required"]] == ["incomplete"]

    @staticmethod
    def _header(quarter: str) -> list[str]:
        return next(list(v["header"]) for v in _registry("pbj")["vintages"] if quarter in v["quarters"])

    def _place(self, quarter: str, header: str) -> str | None:
        raw = self._header(quarter)
        return _match(raw, _registry("pbj")).names[raw.index(header)]


class TestProviderInfo:
    @pytest.mark.parametrize(
        ("spelling", "name"),
        [
            ("citytown", "city_town"),
            ("countyparish", "county_parish"),
            ("longstay_qm_rating", "long_stay_qm_rating"),
            ("nursing_casemix_index_ratio", "nursing_case_mix_index_ratio"),
            ("chain_average_overall_5star_rating", "chain_average_overall_5_star_rating"),
            ("rating_cycle_23_total_health_score", "rating_cycle_2_3_total_health_score"),
            (
                "total_number_of_nurse_staff_hours_per_resident_per_day_on_t_4a14",
                "total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend",
            ),
            ("Chain Name", "affiliated_entity_name"),
            ("ABUSE", "abuse_icon"),
            ("SFF", "special_focus_facility"),
            ("SFFStatus", "special_focus_status"),
            ("Reported CNA Staffing Hours per Resident per Day", "reported_nurse_aide_staffing_hours_per_resident_per_day"),
            ("Number of Residents in Certified Beds", "average_number_of_residents_per_day"),
            ("Cycle 1 Total Health Score", "rating_cycle_1_total_health_score"),
        ],
    )
    def test_spellings_of_the_api_and_of_old_display_files(self, spelling: str, name: str) -> None:
        assert _match([spelling], _registry("providerinfo")).names == (name,)

    def test_canonical_names_are_the_labels_of_october_2024_in_order(self) -> None:
        registry = _registry("providerinfo")
        labels = next(v["header"] for v in registry["vintages"] if v["name"] == "2024-09")
        assert [c["name"] for c in registry["columns"]][: len(labels)] == [_normalised(h) for h in labels]

    def test_only_the_facility_and_its_beds_are_required(self) -> None:
        required = [c["name"] for c in _registry("providerinfo")["columns"] if c["required"]]
        assert required == ["cms_certification_number_ccn", "provider_name", "state", "number_of_certified_beds"]

    def test_an_answer_is_not_a_missing_value(self) -> None:
        missing = {c["name"]: c.get("missing", []) for c in _registry("providerinfo")["columns"]}
        assert missing["with_a_resident_and_family_council"] == []
        assert missing["reported_staffing_footnote"] == []
        assert missing["automatic_sprinkler_systems_in_all_required_areas"] == ["Data Not Available"]
        assert missing["legal_business_name"] == ["Legal Business Name Not Available"]
        assert missing["overall_rating"] == missing["adjusted_rn_staffing_hours_per_resident_per_day"] == ["."]


class TestSilverProviderInfo:
    def _staged(self) -> list[dict[str, Any]]:
        return [c for c in _contract()["columns"] if "source" in c]

    def test_every_staged_column_is_read_and_every_read_column_is_staged(self) -> None:
        staged = {c["name"] for c in _registry("providerinfo")["columns"]}
        assert {c.get("staged", c["name"]) for c in self._staged()} == staged

    def test_a_staged_column_read_twice_is_parted_by_the_processing_date(self) -> None:
        readers: dict[str, list[dict[str, Any]]] = {}
        for column in self._staged():
            readers.setdefault(column.get("staged", column["name"]), []).append(column)
        for name, columns in readers.items():
            bounds = sorted((c.get("released_before", ""), c.get("released_from", "")) for c in columns)
            assert bounds in ([("", "")], [("", "2018-04-01"), ("2018-04-01", "")]), name

    def test_types_fit_how_cells_are_read(self) -> None:
        for column in self._staged():
            if column["parse"] != "keep":
                assert re.fullmatch(PARSED_AS[column["parse"]], column["type"]), column["name"]

    def test_columns_are_unique_and_explained(self) -> None:
        names = [c["name"] for c in _contract()["columns"]]
        assert len(names) == len(set(names))
        assert [c["name"] for c in self._staged() if not c.get("meaning")] == []

    def test_sources_are_labels_or_variable_names_of_cms(self) -> None:
        headers = {h for v in _registry("providerinfo")["vintages"] for h in v["header"]}
        assert [c["name"] for c in self._staged() if c["source"] not in headers] == []

    def test_footnotes_govern_columns_that_exist(self) -> None:
        notes = _read(REPOSITORY / "sql" / "reference" / "providerinfo_footnotes.yml")
        names = {c["name"] for c in _contract()["columns"]}
        footnotes = {n for n in names if n.endswith("_footnote")}
        assert set(notes["governs"]) == footnotes
        assert {n for governed in notes["governs"].values() for n in governed} <= names - footnotes
        codes = [c["code"] for c in notes["codes"]]
        assert len(codes) == len(set(codes))
