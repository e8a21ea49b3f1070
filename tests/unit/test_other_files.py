"""The other files of CMS's archives are known by their headers, and none of the files that Kerok reads is taken for one of them."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path

import pytest

from kerok.contracts import read_yaml, sql_folder
from kerok.errors import UnreadableFile
from kerok.headers import match_header, normalise, registry

DRIFT = Path(__file__).parents[3] / "shared" / "data" / "schema_drift.csv"
READ = ("pbj", "providerinfo", "pbj_nonnurse")
FILES = read_yaml(sql_folder() / "bronze" / "others.yml")["files"]
ALTERNATIVES = [(f["name"], tuple(alternative)) for f in FILES for alternative in f["signature"]]

HEADERS = [(h["file"], h["header"]) for h in read_yaml(Path(__file__).parents[1] / "data" / "other_files.yml")]


def _known_headers() -> list[tuple[str, frozenset[str]]]:
    """Every header of the datasets with a registry of their own, normalised."""
    known = [(f"{d} {v['name']}", frozenset(map(normalise, v["header"]))) for d in READ for v in registry(d)["vintages"]]
    if DRIFT.exists():
        listed = defaultdict(set)
        for row in csv.DictReader(DRIFT.open(encoding="utf-8")):
            listed[f"{row['dataset']} {row['vintage']} {row['file']}"].add(normalise(row["header_as_in_file"]))
        known += [(name, frozenset(headers)) for name, headers in listed.items()]
    return known


@pytest.mark.parametrize(("name", "header"), HEADERS)
def test_a_file_is_recognised_by_its_header(name: str, header: list[str]) -> None:
    found = match_header(header)
    assert (found.dataset, found.load, found.bronze_folder) == (name, False, "other")


@pytest.mark.parametrize(("name", "header"), HEADERS)
def test_the_api_spells_the_same_headers(name: str, header: list[str]) -> None:
    api = [normalise(h).replace("city_town", "citytown").replace("county_parish", "countyparish") for h in header]
    assert match_header(api).dataset == name


def test_every_file_has_a_real_header_here() -> None:
    assert {name for name, _ in HEADERS} == {f["name"] for f in FILES}


@pytest.mark.parametrize(("name", "alternative"), ALTERNATIVES)
def test_no_signature_holds_for_a_file_that_has_a_registry(name: str, alternative: tuple[str, ...]) -> None:
    taken = [vintage for vintage, headers in _known_headers() if set(alternative) <= headers]
    assert taken == [], f"{name} would be found in them"


def test_signatures_are_normalised_and_apart() -> None:
    for name, alternative in ALTERNATIVES:
        assert [normalise(h) for h in alternative] == list(alternative), name
        assert len(set(alternative)) == len(alternative), name
    assert len(set(ALTERNATIVES)) == len(ALTERNATIVES)


def test_an_entry_stands_before_those_that_would_hide_it() -> None:
    """A signature wins over every later one, so none may be a part of a later file's signature."""
    order = [name for name, _ in ALTERNATIVES]
    hidden = [
        (name, later)
        for name, alternative in ALTERNATIVES
        for later, other in ALTERNATIVES
        if order.index(name) < order.index(later) and set(alternative) <= set(other)
    ]
    assert hidden == []


def test_names_are_unique_and_no_dataset_of_ours() -> None:
    names = [f["name"] for f in FILES]
    assert len(set(names)) == len(names) and not set(names) & set(READ)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in names) and all(f["title"] for f in FILES)


def test_an_unknown_header_stays_unknown() -> None:
    with pytest.raises(UnreadableFile):
        match_header(["state", "score", "start_date"])
