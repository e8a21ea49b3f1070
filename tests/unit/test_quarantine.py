"""Rejected rows: shown, exported, mended by hand, ingested; and all of it taken back."""

from __future__ import annotations

import csv
import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from kerok import loading, quarantine
from kerok.errors import KerokError, UsageError
from kerok.status import lake_status
from tests.support.drawn_files import (
    PBJ_HEADER,
    PROVIDERINFO_HEADER,
    days_of,
    national_rows,
    pbj_csv,
    pbj_row,
    providerinfo_csv,
    providerinfo_row,
    write,
)
from tests.support.lakes import compared_tables, digest, forget, ingest, lake_at, load, refused, sha256, tuples

DAYS = days_of("2024Q2")
OWN = ("kerok_origin_sha256", "kerok_origin_row", "kerok_reasons")


@pytest.fixture(autouse=True, scope="module")
def _shared_sql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """All lakes of a session share their rendered SQL."""
    base = tmp_path_factory.getbasetemp()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str((base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "cache"))
        yield


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "lake"


def quarter(**damaged: dict[str, str]) -> list[dict[str, str]]:
    """A facility's quarter; ``d3={...}`` changes cells of its day 3."""
    return [pbj_row("015009", day, **damaged.get(f"d{n}", {})) for n, day in enumerate(DAYS)]


def open_rejects(home: Path) -> list[tuple[int, str]]:
    return [(r["row_number"], r["reasons"]) for r in quarantine.rejected(lake_at(home))]


def exported(home: Path, out: Path, file: str | None = None) -> tuple[list[str], list[dict[str, str]]]:
    """Header and rows of an export."""
    quarantine.export(lake_at(home), out, file)
    with out.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        found = list(reader)
        return list(reader.fieldnames or ()), found


def mended(path: Path, header: list[str], found: list[dict[str, str]], *changes: dict[str, str]) -> Path:
    """The export as a person hands it back: of each row some cells changed."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, header)
        writer.writeheader()
        writer.writerows({**row, **change} for row, change in zip(found, changes, strict=True))
    return path


def live_days(home: Path) -> int:
    return int(tuples(home, "SELECT count(*) FROM silver_pbj_daily")[0][0])


# ------------------------------------------------------------------------------------------ there and back


@pytest.mark.parametrize("quick_from", [4_000_000, 0])
def test_a_rejected_row_comes_back_mended_and_goes_again(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick_from: int) -> None:
    monkeypatch.setattr(loading, "QUICK_BYTES", quick_from)
    origin = write(tmp_path / "Q2.csv", pbj_csv(quarter(d3={"Hrs_RN": "8 h"}, d5={"PROVNUM": "1.50E+12"})))
    load(home, origin, accept_loss=True)
    before = digest(home)
    assert open_rejects(home) == [(5, "hrs_rn_unreadable"), (7, "ccn_unreadable")]

    header, found = exported(home, tmp_path / "rejects.csv")
    assert header == [*PBJ_HEADER, *OWN]
    assert [(r["PROVNUM"], r["Hrs_RN"], r["kerok_origin_row"], r["kerok_reasons"]) for r in found] == [
        ("015009", "8 h", "5", "hrs_rn_unreadable"), ("1.50E+12", "13.75", "7", "ccn_unreadable"),
    ]  # fmt: skip
    assert {r["kerok_origin_sha256"] for r in found} == {sha256(origin)}

    back = mended(tmp_path / "mended.csv", header, found, {"Hrs_RN": "13.75"}, {"PROVNUM": "015009"})
    (outcome,) = load(home, back)
    assert (outcome.rows_in, outcome.rows_kept, outcome.rows_quarantined, outcome.rows_superseded, outcome.warnings) == (2, 2, 0, 0, [])
    assert live_days(home) == len(DAYS)
    assert [str(h) for (h,) in tuples(home, f"SELECT hrs_rn FROM silver_pbj_daily WHERE file_sha256 = '{sha256(back)}'")] == ["13.75", "13.75"]
    assert tuples(home, "SELECT cms_total_days_counted FROM gold_quarterly_provider_fact") == [(len(DAYS),)]
    assert open_rejects(home) == []
    assert {r["closed_by"] for r in quarantine.rejected(lake_at(home), include_closed=True)} == {sha256(back)}
    assert lake_status(lake_at(home)).open_rejects == 0
    assert tuples(home, f"SELECT is_national, rows_live FROM ops_file_period WHERE file_sha256 = '{sha256(back)}'") == [(False, 2)]

    forget(home, back)
    assert digest(home) == before
    assert open_rejects(home) == [(5, "hrs_rn_unreadable"), (7, "ccn_unreadable")]
    assert lake_status(lake_at(home)).open_rejects == 2


def test_the_mended_row_ranks_with_its_origin_not_with_the_day_it_came(home: Path, tmp_path: Path) -> None:
    origin = write(tmp_path / "old.csv", pbj_csv(quarter(d3={"Hrs_RN": "8 h"})))
    newer = write(tmp_path / "new.csv", pbj_csv([pbj_row("015009", day, scale=3) for day in DAYS[:10]]))
    load(home, origin, accept_loss=True)
    load(home, newer)
    header, found = exported(home, tmp_path / "rejects.csv")
    load(home, mended(tmp_path / "mended.csv", header, found, {"Hrs_RN": "0.01"}))
    assert tuples(home, f"SELECT file_sha256 FROM silver_pbj_daily WHERE work_date = DATE '{DAYS[3][:4]}-{DAYS[3][4:6]}-{DAYS[3][6:]}'") == [(sha256(newer),)]
    assert open_rejects(home) == []


def test_of_two_mended_files_the_later_one_wins(home: Path, tmp_path: Path) -> None:
    load(home, write(tmp_path / "Q2.csv", pbj_csv(quarter(d3={"Hrs_RN": "8 h"}))), accept_loss=True)
    header, found = exported(home, tmp_path / "rejects.csv")
    for place, hours in enumerate(("1", "2", "3")):
        last = mended(tmp_path / f"mended{place}.csv", header, found, {"Hrs_RN": hours})
        load(home, last)
        assert [str(v) for (v,) in tuples(home, "SELECT hrs_rn FROM silver_pbj_daily WHERE work_date = DATE '2024-04-04'")] == [f"{hours}.00"]
    assert [r["closed_by"] for r in quarantine.rejected(lake_at(home), include_closed=True)] == [sha256(last)]


def test_a_mended_file_of_a_superseded_origin_contributes_nothing(home: Path, tmp_path: Path) -> None:
    old = national_rows()
    old[7] |= {"MDScensus": "many"}
    load(home, write(tmp_path / "old.csv", pbj_csv(old)), published=None, received_at="2024-01-01")
    load(home, write(tmp_path / "new.csv", pbj_csv(national_rows(scale=2))), received_at="2024-02-01")
    others = [n for n in compared_tables() if n not in ("silver_quarantine", "gold_load_summary")]
    before = digest(home, others)
    header, found = exported(home, tmp_path / "rejects.csv")
    (outcome,) = load(home, mended(tmp_path / "mended.csv", header, found, {"MDScensus": "9"}), received_at="2024-03-01")
    assert (outcome.status, outcome.rows_kept, outcome.rows_withdrawn) == ("superseded", 1, 0)
    assert digest(home, others) == before
    assert open_rejects(home) == []


def test_a_mended_file_is_never_national(home: Path, tmp_path: Path) -> None:
    origin = write(tmp_path / "Q2.csv", pbj_csv([*national_rows(), pbj_row("015010", "20240401")]))
    load(home, origin)
    body = [{**row, "kerok_origin_sha256": sha256(origin), "kerok_origin_row": str(n)} for n, row in enumerate(national_rows(scale=2), start=2)]
    load(home, write(tmp_path / "all.csv", pbj_csv(body, header=[*PBJ_HEADER, *OWN])))
    assert tuples(home, "SELECT count(*) FROM silver_pbj_daily WHERE ccn = '015010'") == [(1,)]


# ------------------------------------------------------------------------------------------ rows that do not fit


def test_rows_with_the_wrong_number_of_cells_lose_no_text_and_wait_for_a_person(home: Path, tmp_path: Path) -> None:
    lines = pbj_csv(quarter()).decode().splitlines()
    lines[3] = lines[3].replace("HOME 015009", "HOME, SWEET, HOME")
    lines[4] = lines[4].rsplit(",", 2)[0]
    lines[5] = lines[5].replace("HOME 015009", '"HOME 015009')
    lines[6] = lines[6].replace(",13.75,", ',"1,013.75,')
    load(home, write(tmp_path / "Q2.csv", "\n".join(lines).encode()), accept_loss=True)
    header, found = exported(home, tmp_path / "rejects.csv")
    assert header == [*PBJ_HEADER, "kerok_origin_sha256", "kerok_origin_row", "kerok_extra", "kerok_reasons"]
    assert [r["kerok_reasons"] for r in found] == ["wrong_field_count", "wrong_field_count", "unterminated_quote", "unterminated_quote"]
    assert [r["kerok_extra"].split(":")[0] for r in found] == [
        "35 cells for 33 columns", "31 cells for 33 columns", "a quote is opened and never closed", "34 cells for 33 columns",
    ]  # fmt: skip
    for row in found:
        raw = lines[int(row["kerok_origin_row"]) - 1]
        text = ",".join([*(row[h] for h in PBJ_HEADER), *row["kerok_extra"].partition("left over: ")[2].split(",")])
        assert all(cell in text for cell in raw.split(",")), raw

    unedited = refused(home, tmp_path / "rejects.csv")
    assert "kerok_extra" in str(unedited.hint)
    assert "extra_not_cleared" in str(unedited.where)

    whole = [{**pbj_row("015009", DAYS[n]), "kerok_extra": ""} for n in (2, 3, 4, 5)]
    load(home, mended(tmp_path / "mended.csv", header, found, *whole))
    assert (live_days(home), open_rejects(home)) == (len(DAYS), [])


def test_a_row_tried_in_vain_is_exported_once_as_it_was_tried_last(home: Path, tmp_path: Path) -> None:
    origin = write(tmp_path / "Q2.csv", pbj_csv(quarter(d3={"Hrs_RN": "8 h"}, d5={"Hrs_CNA": "x"})))
    load(home, origin, accept_loss=True)
    header, found = exported(home, tmp_path / "rejects.csv")
    (first,) = load(home, mended(tmp_path / "first.csv", header, found, {"Hrs_RN": "8,5"}, {"Hrs_CNA": "25"}))
    assert (first.rows_in, first.rows_kept, first.rows_quarantined) == (2, 1, 1)
    assert live_days(home) == len(DAYS) - 1
    assert open_rejects(home) == [(5, "hrs_rn_unreadable"), (2, "hrs_rn_unreadable")]

    header, found = exported(home, tmp_path / "again.csv")
    assert header == [*PBJ_HEADER, *OWN]
    assert [(r["Hrs_RN"], r["kerok_origin_sha256"], r["kerok_origin_row"]) for r in found] == [("8,5", sha256(origin), "5")]
    second = mended(tmp_path / "second.csv", header, found, {"Hrs_RN": "8.5"})
    load(home, second)
    assert (live_days(home), open_rejects(home), lake_status(lake_at(home)).open_rejects) == (len(DAYS), [], 0)
    forget(home, second)
    assert open_rejects(home) == [(5, "hrs_rn_unreadable"), (2, "hrs_rn_unreadable")]
    assert lake_status(lake_at(home)).open_rejects == 2


def test_a_mended_file_of_which_nothing_can_be_read_is_refused(home: Path, tmp_path: Path) -> None:
    load(home, write(tmp_path / "Q2.csv", pbj_csv(quarter(d3={"Hrs_RN": "8 h"}))), accept_loss=True)
    exported(home, tmp_path / "rejects.csv")
    before = digest(home)
    outcome = refused(home, tmp_path / "rejects.csv")
    assert "kerok_reasons" in str(outcome.hint)
    assert digest(home) == before


# ------------------------------------------------------------------------------------------ several origins


def test_rejects_of_several_files_are_not_mixed(home: Path, tmp_path: Path) -> None:
    one = write(tmp_path / "one.csv", pbj_csv(quarter(d3={"Hrs_RN": "8 h"})))
    two = write(tmp_path / "t'wo\n.csv", pbj_csv([pbj_row("015010", day, MDScensus="-1" if day == DAYS[0] else "9") for day in DAYS]))
    load(home, one, two, accept_loss=True)
    with pytest.raises(UsageError, match="2 files have rejected rows"):
        quarantine.export(lake_at(home), tmp_path / "rejects.csv")
    assert not (tmp_path / "rejects.csv").exists()

    (tmp_path / "out").mkdir()
    result = quarantine.export(lake_at(home), tmp_path / "out")
    assert [(f.rows, f.origin_sha256) for f in sorted(result.files, key=lambda f: f.origin_name)] == [(1, sha256(one)), (1, sha256(two))]
    assert len(list((tmp_path / "out").iterdir())) == 2
    header, found = exported(home, tmp_path / "rejects.csv", sha256(two)[:8])
    assert [r["PROVNUM"] for r in found] == ["015010"]
    assert exported(home, tmp_path / "named.csv", "one.csv")[1][0]["kerok_origin_sha256"] == sha256(one)

    both = [*found, {**found[0], "kerok_origin_sha256": sha256(one)}]
    outcome = refused(home, mended(tmp_path / "both.csv", header, both, {"MDScensus": "9"}, {"MDScensus": "9"}))
    assert "more than one file" in str(outcome.error)
    outcome = refused(home, mended(tmp_path / "no.csv", header, found, {"MDScensus": "9", "kerok_origin_sha256": "7.1E+63"}))
    assert "row 2, kerok_origin_sha256: 7.1e+63" in str(outcome.where)


def test_nothing_open_and_unknown_files_are_said(home: Path, tmp_path: Path) -> None:
    load(home, write(tmp_path / "Q2.csv", pbj_csv(quarter())))
    assert quarantine.rejected(lake_at(home)) == []
    with pytest.raises(KerokError, match="no rejected row is open"):
        quarantine.export(lake_at(home), tmp_path / "rejects.csv")
    with pytest.raises(UsageError, match="no files have a hash"):
        quarantine.rejected(lake_at(home), "abcdef0")


def test_an_export_that_cannot_be_written_says_so(home: Path, tmp_path: Path) -> None:
    load(home, write(tmp_path / "Q2.csv", pbj_csv(quarter(d3={"Hrs_RN": "8 h"}))), accept_loss=True)
    with pytest.raises(KerokError, match="cannot write"):
        quarantine.export(lake_at(home), tmp_path / "nowhere" / "rejects.csv")


def test_an_origin_that_is_not_in_the_lake_is_told(home: Path, tmp_path: Path) -> None:
    body = [{**pbj_row(day=day), "kerok_origin_sha256": "ab" * 32, "kerok_origin_row": "2"} for day in DAYS]
    (outcome,) = load(home, write(tmp_path / "m.csv", pbj_csv(body, header=[*PBJ_HEADER, *OWN])))
    assert any("is not in this lake" in w for w in outcome.warnings)


def test_the_origin_may_come_after_its_mended_file(home: Path, tmp_path: Path) -> None:
    origin = write(tmp_path / "Q2.csv", pbj_csv(quarter(d3={"Hrs_RN": "8 h"})))
    load(home, origin, accept_loss=True, received_at="2024-01-01")
    header, found = exported(home, tmp_path / "rejects.csv")
    back = mended(tmp_path / "mended.csv", header, found, {"Hrs_RN": "8"})
    load(home, back, received_at="2024-01-02")
    there = digest(home)
    forget(home, origin)
    load(home, origin, accept_loss=True, received_at="2024-01-01")
    assert digest(home) == there
    assert open_rejects(home) == []


def test_synthetic_rows_stay_synthetic(home: Path, tmp_path: Path) -> None:
    body = [{**row, "kerok_synthetic": "1"} for row in quarter(d3={"Hrs_RN": "8 h"})]
    load(home, write(tmp_path / "Q2.csv", pbj_csv(body, header=[*PBJ_HEADER, "kerok_synthetic"])), accept_loss=True)
    header, found = exported(home, tmp_path / "rejects.csv")
    assert header == [*PBJ_HEADER, "kerok_synthetic", *OWN]
    load(home, mended(tmp_path / "mended.csv", header, found, {"Hrs_RN": "8"}))
    assert tuples(home, "SELECT DISTINCT is_synthetic FROM silver_pbj_daily") == [(True,)]


# ------------------------------------------------------------------------------------------ Provider Info


def test_a_mended_provider_info_row(home: Path, tmp_path: Path) -> None:
    body = [providerinfo_row(f"0150{n:02}") for n in range(10, 20)]
    body[4]["CMS Certification Number (CCN)"] = "15-14"
    load(home, write(tmp_path / "NH_ProviderInfo_Oct2024.csv", providerinfo_csv(body)), accept_loss=True)
    assert open_rejects(home) == [(6, "ccn_unreadable")]
    header, found = exported(home, tmp_path / "rejects.csv")
    assert header == [*PROVIDERINFO_HEADER, *OWN]
    (outcome,) = load(home, mended(tmp_path / "mended.csv", header, found, {"CMS Certification Number (CCN)": "015014"}))
    assert (outcome.dataset, outcome.period, outcome.warnings) == ("providerinfo", "2024-10-01", [])
    assert tuples(home, "SELECT count(*) FROM silver_providerinfo") == [(10,)]
    assert tuples(home, "SELECT certified_beds FROM gold_facility_dim WHERE ccn = '015014'") == [(60,)]
    assert open_rejects(home) == []


def test_a_mended_row_takes_the_processing_date_its_origin_was_given(home: Path, tmp_path: Path) -> None:
    undated = [h for h in PROVIDERINFO_HEADER if h != "Processing Date"]
    body = [providerinfo_row(f"0150{n:02}") for n in range(10, 20)]
    body[4]["CMS Certification Number (CCN)"] = "15-14"
    load(home, write(tmp_path / "pi.csv", providerinfo_csv(body, header=undated)), accept_loss=True, processing_date=dt.date(2019, 5, 1))
    header, found = exported(home, tmp_path / "rejects.csv")
    (outcome,) = load(home, mended(tmp_path / "mended.csv", header, found, {"CMS Certification Number (CCN)": "015014"}))
    assert (outcome.period, outcome.warnings) == ("2019-05-01", [])
    assert tuples(home, "SELECT count(*) FROM silver_providerinfo WHERE processing_date = DATE '2019-05-01'") == [(10,)]


def test_the_same_mended_file_again_changes_nothing(home: Path, tmp_path: Path) -> None:
    load(home, write(tmp_path / "Q2.csv", pbj_csv(quarter(d3={"Hrs_RN": "8 h"}))), accept_loss=True)
    header, found = exported(home, tmp_path / "rejects.csv")
    back = mended(tmp_path / "mended.csv", header, found, {"Hrs_RN": "8"})
    load(home, back)
    there = digest(home)
    (outcome,) = ingest(home, back)
    assert outcome.already_loaded
    assert digest(home) == there
