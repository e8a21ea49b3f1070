"""Law 3: what leaves, what is refused because of it, and that a refusal changes nothing (decisions 5 and 6 of the architecture)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from kerok.outcomes import Outcome
from tests.support import drawn_files as drawn
from tests.support import lakes

HOMES = [ccn for ccn, _ in drawn.national_homes()]
DAYS = drawn.days_of("2024Q2")
ALL = len(HOMES) * len(DAYS)


def pbj(folder: Path, name: str, rows: list[dict[str, str]], **layout: Any) -> Path:
    return drawn.write(folder / f"{name}.csv", drawn.pbj_csv(rows, **layout))


def national(folder: Path, name: str, **arguments: Any) -> Path:
    return pbj(folder, name, drawn.national_rows(**arguments))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A lake that holds a national file of 2024Q2."""
    home = tmp_path / "lake"
    lakes.load(home, national(tmp_path, "first"))
    return home


def live(home: Path) -> int:
    return int(lakes.tuples(home, "SELECT count(*) FROM silver_pbj_daily")[0][0])


class Unchanged:
    """That nothing a reader sees, and no file of any table, changes meanwhile."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def __enter__(self) -> None:
        self.digest = lakes.digest(self.home)
        self.pointers = self._pointers()
        self.disk = self._disk()

    def __exit__(self, *error: object) -> None:
        if error[0] is None:
            assert lakes.digest(self.home) == self.digest
            assert self._pointers() == self.pointers
            assert self._disk() == self.disk

    def _pointers(self) -> dict[str, str]:
        return {n: p for n, p in lakes.pointers(self.home).items() if not n.startswith("ops_") and n != "gold_load_summary"}

    def _disk(self) -> dict[str, int]:
        log = ("/ops_file_log/", "/ops_file_period/", "/gold_load_summary/")
        return {p: n for p, n in lakes.on_disk(self.home, "warehouse").items() if not any(part in p for part in log)}


# ------------------------------------------------------------------------------------------ withdrawal


def test_a_newer_national_file_withdraws_what_it_no_longer_holds(home: Path, tmp_path: Path) -> None:
    gone = HOMES[3]
    (outcome,) = lakes.load(home, national(tmp_path, "second", without=[gone]))
    assert outcome.rows_withdrawn == len(DAYS)
    assert live(home) == ALL - len(DAYS)
    for table in ("silver_pbj_daily", "gold_daily_staffing_fact", "gold_monthly_staffing_fact", "gold_quarterly_provider_fact", "vw_facility_hprd"):
        assert lakes.tuples(home, f"SELECT count(*) FROM {table} WHERE ccn = '{gone}'") == [(0,)], table
    assert lakes.tuples(home, "SELECT facilities FROM vw_national_hprd WHERE role_set = 'cms_total'") == [(len(HOMES) - 1,)]


def test_an_extract_withdraws_nothing_and_its_rows_win(home: Path, tmp_path: Path) -> None:
    before = dict(lakes.tuples(home, "SELECT ccn, hours FROM vw_facility_hprd WHERE role_set = 'cms_total'"))
    rows = [drawn.pbj_row(HOMES[0], day, scale=3) for day in DAYS[:10]]
    (outcome,) = lakes.load(home, pbj(tmp_path, "extract", rows))
    assert (outcome.rows_withdrawn, live(home)) == (0, ALL)
    after = dict(lakes.tuples(home, "SELECT ccn, hours FROM vw_facility_hprd WHERE role_set = 'cms_total'"))
    assert {ccn for ccn in HOMES if before[ccn] != after[ccn]} == {HOMES[0]}
    assert after[HOMES[0]] - before[HOMES[0]] == 10 * 2 * 4 * sum(range(1, 9))


def test_a_newer_national_file_replaces_extracts_too(home: Path, tmp_path: Path) -> None:
    lakes.load(home, pbj(tmp_path, "extract", [drawn.pbj_row("015999", day) for day in DAYS[:2]]))
    assert live(home) == ALL + 2
    (outcome,) = lakes.load(home, national(tmp_path, "second", scale=2))
    assert (outcome.rows_withdrawn, live(home)) == (2, ALL)


def test_an_older_file_contributes_nothing(home: Path, tmp_path: Path) -> None:
    """Published before the national file, however late it comes; a file of unknown date is older than any of known date."""
    dated = tmp_path / "dated"
    lakes.load(dated, national(tmp_path, "new", scale=2), published=dt.date(2024, 11, 1))
    seen = {n: d for n, d in lakes.digest(dated).items() if n != "gold_load_summary"}
    for number, published in enumerate((dt.date(2024, 10, 1), None)):
        (outcome,) = lakes.load(dated, pbj(tmp_path, f"old{number}", [drawn.pbj_row(HOMES[0], DAYS[number], scale=9)]), published=published)
        assert outcome.status == "superseded"
        lakes.assert_same(dated, lakes.digest(dated) | seen)


@pytest.mark.parametrize("areas", [49, 50])
def test_national_is_fifty_areas_and_every_day(home: Path, tmp_path: Path, areas: int) -> None:
    few = set(HOMES[areas:])
    (outcome,) = lakes.load(home, national(tmp_path, "second", scale=2, without=few), accept_loss=True)
    assert outcome.rows_withdrawn == (len(few) * len(DAYS) if areas == 50 else 0)
    (outcome,) = lakes.load(home, national(tmp_path, "third", scale=3, days=DAYS[:-1]), accept_loss=True)
    assert outcome.rows_withdrawn == 0


# ------------------------------------------------------------------------------------------ the loss guard


def test_two_percent_of_a_period_may_leave_and_no_row_more(home: Path, tmp_path: Path) -> None:
    allowed = int(ALL * 0.02)
    first = drawn.national_rows(scale=2)
    kept = [row for n, row in enumerate(first) if n % len(DAYS) or n // len(DAYS) < 5]  # from five homes on without their first day
    assert 0 < len(first) - len(kept) < allowed
    cut = kept[: len(kept) - (allowed - (len(first) - len(kept)))]
    with Unchanged(home):
        outcome = lakes.refused(home, pbj(tmp_path, "one too many", cut[:-1]))
    assert "2 %" in str(outcome.error)
    assert f"2024Q2: {allowed + 1:,} of {ALL:,} rows" in str(outcome.where)
    (outcome,) = lakes.load(home, pbj(tmp_path, "exactly", cut))
    assert outcome.rows_withdrawn == allowed


def test_a_whole_day_may_not_leave(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A national file has every day of the quarter, so no day can leave; if it could, 1.1 % of the rows would be too many."""
    monkeypatch.setattr("kerok.loaded.days_in_quarter", lambda quarter: len(DAYS) - 1)
    path = national(tmp_path, "second", days=DAYS[:-1])
    with Unchanged(home):
        outcome = lakes.refused(home, path)
    assert f"{len(HOMES)} of {ALL:,} rows of {len(HOMES)} facilities" in str(outcome.where)
    assert "1 whole day (2024-06-30)" in str(outcome.where)
    (outcome,) = lakes.ingest(home, path, dry_run=True)
    assert outcome.would_withdraw
    assert outcome.would_withdraw[0]["whole_days"] == ["2024-06-30"]


def test_the_first_national_file_may_not_drop_what_extracts_brought(home: Path, tmp_path: Path) -> None:
    lakes.forget(home, tmp_path / "first.csv")
    lakes.load(home, pbj(tmp_path, "extract", [drawn.pbj_row("015999", day) for day in DAYS]))
    outcome = lakes.refused(home, national(tmp_path, "second"))
    assert f"2024Q2: {len(DAYS)} of {len(DAYS)} rows of 1 facilities (015999)" in str(outcome.where)
    lakes.load(home, tmp_path / "second.csv", accept_loss=True)
    assert live(home) == ALL


def test_accepting_the_loss(home: Path, tmp_path: Path) -> None:
    path = national(tmp_path, "second", without=HOMES[:2])
    with Unchanged(home):
        outcome = lakes.refused(home, path)
    assert outcome.status == "refused"
    assert "--accept-loss" in str(outcome.hint)
    (outcome,) = lakes.load(home, path, accept_loss=True)
    assert (outcome.rows_withdrawn, live(home)) == (2 * len(DAYS), ALL - 2 * len(DAYS))


def test_provider_info_is_guarded_alike(tmp_path: Path) -> None:
    home = tmp_path / "lake"

    def release(name: str, **arguments: Any) -> Path:
        return drawn.write(tmp_path / f"{name}.csv", drawn.providerinfo_csv(drawn.national_releases("2024-10-01", **arguments)))

    lakes.load(home, release("first"))
    with Unchanged(home):
        lakes.refused(home, release("second", beds="61", without=HOMES[:2]))
    lakes.load(home, release("third", beds="62", without=HOMES[:1]))
    assert lakes.tuples(home, "SELECT count(*), min(certified_beds) FROM silver_providerinfo") == [(len(HOMES) - 1, 62)]


# ------------------------------------------------------------------------------------------ rejected rows


def test_one_percent_of_rows_may_be_rejected_and_no_row_more(tmp_path: Path) -> None:
    home = tmp_path / "lake"
    good = drawn.national_rows(days=DAYS[:50])[:198]
    bad = [drawn.pbj_row("015009", DAYS[60], census="-1"), drawn.pbj_row("015009", DAYS[61], census="x")]
    (outcome,) = lakes.load(home, pbj(tmp_path, "at the limit", [*good, *bad]))
    assert (outcome.rows_in, outcome.rows_kept, outcome.rows_quarantined) == (200, 198, 2)
    assert any("2 rows quarantined" in w for w in outcome.warnings)
    with Unchanged(home):
        outcome = lakes.refused(home, pbj(tmp_path, "over it", [*good[:197], *bad]))
    assert "2 of 199 rows (1.0%)" in str(outcome.error)
    assert "row 199: mds_census_negative" in str(outcome.where)
    (outcome,) = lakes.load(home, tmp_path / "over it.csv", accept_loss=True)
    assert (outcome.rows_quarantined, len(lakes.rows(home, "SELECT * FROM silver_quarantine"))) == (2, 4)


# ------------------------------------------------------------------------------------------ real and invented rows


def test_real_and_synthetic_rows_never_share_a_period(home: Path, tmp_path: Path) -> None:
    made = drawn.synthetic(tmp_path / "out", facilities=60, quarters="2024Q2..2024Q3")
    with Unchanged(home):
        outcome = lakes.refused(home, made["pbj 2024Q2"].path, accept_loss=True)
    assert "synthetic" in str(outcome.error)
    assert outcome.status == "refused"
    lakes.load(home, made["pbj 2024Q3"].path)
    with Unchanged(home):
        lakes.refused(home, national(tmp_path, "real", quarter="2024Q3"), accept_loss=True)
    flags = lakes.tuples(home, "SELECT quarter, is_synthetic FROM vw_national_hprd WHERE role_set = 'cms_total' ORDER BY 1")
    assert flags == [("2024Q2", False), ("2024Q3", True)]


# ------------------------------------------------------------------------------------------ trying out


def test_a_dry_run_changes_nothing_and_tells_what_would_leave(home: Path, tmp_path: Path) -> None:
    path = national(tmp_path, "second", without=HOMES[:2])
    everything, known = lakes.on_disk(home), lakes.ledger(home)
    with Unchanged(home):
        (outcome,) = lakes.ingest(home, path, dry_run=True)
    assert lakes.on_disk(home) == everything
    assert lakes.ledger(home) == known
    assert outcome.dry_run
    assert outcome.would_withdraw == [
        {"period": "2024Q2", "rows": 2 * len(DAYS), "of": ALL, "facilities": 2, "whole_days": [], "ccns": sorted(HOMES[:2])}
    ]
    assert (outcome.rows_in, outcome.rows_kept, outcome.rows_withdrawn) == (ALL - 2 * len(DAYS),) * 2 + (2 * len(DAYS),)


@pytest.mark.parametrize("kind", ["rejects", "unreadable", "not loaded", "known"])
def test_a_dry_run_of_any_file_changes_nothing(home: Path, tmp_path: Path, kind: str) -> None:
    bad = pbj(tmp_path, "bad", [drawn.pbj_row("015009", day, census="x") for day in DAYS])
    path = {
        "rejects": bad, "unreadable": drawn.write(tmp_path / "x.csv", b"a,b\n1,2\n"),
        "not loaded": lakes.CMS / "PBJ_Daily_Non-Nurse_Staffing_CY_2020Q2.csv", "known": tmp_path / "first.csv",
    }[kind]  # fmt: skip
    everything, known, pointers = lakes.on_disk(home), lakes.ledger(home), lakes.pointers(home)
    (outcome,) = lakes.ingest(home, path, dry_run=True)
    assert outcome.status == {"rejects": "refused", "unreadable": "refused", "not loaded": "not_loaded", "known": "done"}[kind]
    assert (lakes.on_disk(home), lakes.ledger(home), lakes.pointers(home)) == (everything, known, pointers)


# ------------------------------------------------------------------------------------------ after a refusal


def test_a_refused_file_is_told_of_and_can_come_again(home: Path, tmp_path: Path) -> None:
    path = national(tmp_path, "second", without=HOMES[:2])
    lakes.refused(home, path)
    entry = lakes.status_of(home, path)
    assert entry is not None
    assert entry.status == "refused"
    assert "2 %" in str(entry.error)
    assert lakes.tuples(home, "SELECT status FROM ops_file_log ORDER BY 1") == [("done",), ("refused",)]
    assert lakes.run(home) == []  # nothing to finish: it was refused, not interrupted
    lakes.load(home, path, accept_loss=True)
    assert live(home) == ALL - 2 * len(DAYS)


def test_a_file_given_another_date_and_refused_stays_as_it_was(tmp_path: Path) -> None:
    """The old national file is said to be the newest: it lacks two facilities, so that needs accepting."""
    home = tmp_path / "lake"
    old = national(tmp_path, "old", without=HOMES[:2])
    lakes.load(home, old, published=dt.date(2024, 8, 1))
    lakes.load(home, national(tmp_path, "new", scale=2), published=dt.date(2024, 11, 1))
    known = lakes.ledger(home)
    with Unchanged(home):
        outcome = lakes.refused(home, old, published=dt.date(2025, 1, 1))
    assert lakes.ledger(home) == known
    assert outcome.status == "refused"
    (outcome,) = lakes.load(home, old, published=dt.date(2025, 1, 1), accept_loss=True)
    assert live(home) == ALL - 2 * len(DAYS)
    assert outcome.status == "done"
    entry = lakes.status_of(home, old)
    assert entry is not None
    assert (entry.published, entry.wants) == ("2025-01-01", None)


def test_forgetting_brings_back_what_was_before(home: Path, tmp_path: Path) -> None:
    before = lakes.digest(home)
    path = national(tmp_path, "second", scale=2, without=HOMES[:1])
    lakes.load(home, path)
    (file,) = lakes.forget(home, path)
    assert file.file_name == "second.csv"
    lakes.assert_same(home, before)
    assert not (home / file.bronze).exists()
    again: Outcome = lakes.load(home, path)[0]
    assert not again.already_loaded
    assert live(home) == ALL - len(DAYS)


def test_forgetting_the_last_file_leaves_an_empty_period(home: Path, tmp_path: Path) -> None:
    lakes.forget(home, tmp_path / "first.csv")
    counts = {n: d.split(":")[0] for n, d in lakes.digest(home).items()}
    assert set(counts.values()) == {"0"}, counts
