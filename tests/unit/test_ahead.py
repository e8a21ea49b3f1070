"""Metadata that is written before its publish: nobody's until then, and not at all where nothing will be published."""

from __future__ import annotations

from pathlib import Path

import pytest

from kerok import gold
from kerok.errors import ContractBroken
from tests.support.lakes import RI_PBJ, RI_PROVIDERINFO, digest, ingest, lake_at, load, run

IMAGES = {"ops_file_log", "ops_file_period", "gold_load_summary"}
"""They say what became of files, and when."""


def _pointers(home: Path) -> dict[str, str]:
    lake = lake_at(home)
    with lake.ledger.reading() as connection:
        return lake.pointers(connection)


def test_of_a_load_that_fails_nobody_sees_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load(tmp_path, RI_PROVIDERINFO)
    before, pointers = digest(tmp_path), _pointers(tmp_path)
    written = set(tmp_path.rglob("*.metadata.json"))

    def broken(*_: object, **__: object) -> None:
        raise ContractBroken("gold_facility_dim: a check failed", where="here", hint="none")

    with monkeypatch.context() as patch:
        patch.setattr(gold, "build_facilities", broken)
        (outcome,) = ingest(tmp_path, RI_PBJ)
    assert outcome.status == "failed"
    ahead = {path.parts[-3] for path in set(tmp_path.rglob("*.metadata.json")) - written}
    assert {"silver_pbj_daily", "gold_daily_staffing_fact"} <= ahead
    assert {name for name, at in _pointers(tmp_path).items() if at != pointers[name]} <= IMAGES
    after = digest(tmp_path)
    assert {name for name in before if before[name] != after[name]} <= IMAGES
    assert [o.status for o in run(tmp_path)] == ["done"]
    other = tmp_path / "other"
    load(other, RI_PROVIDERINFO, RI_PBJ)
    ours, theirs = digest(tmp_path), digest(other)
    assert {name for name in ours if ours[name] != theirs[name]} <= IMAGES


def test_a_trial_writes_none(tmp_path: Path) -> None:
    load(tmp_path, RI_PROVIDERINFO)
    written = set(tmp_path.rglob("*.metadata.json"))
    ingest(tmp_path, RI_PBJ, dry_run=True)
    assert set(tmp_path.rglob("*.metadata.json")) == written
