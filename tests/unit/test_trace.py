"""From numbers to raw lines: every number counted again from the bytes as received."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import re
import tempfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kerok import contracts as declared
from kerok import rawlines, recount
from kerok import trace as tracing
from kerok.engines.compiled import CompiledSql
from kerok.errors import KerokError, LakeDamaged, UsageError
from kerok.landing import read_records
from kerok.ledger import SourceFile
from kerok.report import to_json
from kerok.traced import Trace
from tests.support.drawn_files import PBJ_HEADER, PROVIDERINFO_HEADER, days_of, pbj_csv, pbj_row, providerinfo_csv, providerinfo_row, write
from tests.support.lakes import RI_PBJ, RI_PROVIDERINFO, forget, lake_at, load, sha256, tuples

DAYS = days_of("2024Q2")


@pytest.fixture(autouse=True, scope="module")
def _shared_sql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """All lakes of a session share their rendered SQL."""
    base = tmp_path_factory.getbasetemp()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str((base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "cache"))
        yield


@pytest.fixture(scope="module")
def rhode_island(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("ri")
    load(home, RI_PBJ, RI_PROVIDERINFO)
    return home


def traced(home: Path, name: str, limit: int | None = None, **key: str) -> Trace:
    return tracing.trace(lake_at(home), name, key, limit)


def counted_sum(found: Trace, members: list[str]) -> tuple[Decimal, int]:
    """Hours and residents of the rows marked as counted, from their raw lines alone."""
    hours, residents = Decimal(0), 0
    for file in found.files:
        header = next(read_records_of(file.header))
        for row in file.rows:
            if row.counted:
                cells = dict(zip(header, next(read_records_of(row.raw)), strict=True))
                residents += int(cells["MDScensus"])
                hours += sum((Decimal(cells[m]) for m in members), Decimal(0))
    return hours, residents


def read_records_of(line: str) -> Iterator[list[str]]:
    return (r.cells for r in read_records(io.BytesIO(line.encode()), "utf-8"))


# ------------------------------------------------------------------------------------------ real rows


def test_a_facility_quarter_down_to_its_lines(rhode_island: Path) -> None:
    found = traced(rhode_island, "vw_facility_hprd", ccn="415052", quarter="2023Q2", role_set="cms_total")
    (file,) = found.files
    lines = RI_PBJ.read_text().splitlines()
    assert (file.file_name, file.file_sha256, file.rows_live, file.header) == (RI_PBJ.name, sha256(RI_PBJ), 91, lines[0])
    assert [(r.row, r.raw) for r in file.rows] == [(n, line) for n, line in enumerate(lines, start=1) if line.startswith("415052,")]
    assert found.role_set is not None
    assert [m["column"] for m in found.role_set["members"]] == [h for h in PBJ_HEADER if re.fullmatch("Hrs_[A-Za-z]+", h)]
    assert counted_sum(found, [m["column"] for m in found.role_set["members"]]) == (found.row["hours"], found.row["resident_days"]) == (Decimal("12476.55"), 3205)
    left_out = [r for r in file.rows if not r.counted]
    assert (len(left_out), {r.reason for r in left_out}) == (found.row["days_excluded"], {"MDScensus is 0"})
    assert found.recomputed is not None
    assert (found.recomputed.source, found.recomputed.equals, found.recomputed.values["hours"]) == ("the raw cells", True, Decimal("12476.55"))
    assert [step["name"] for step in found.lineage] == [
        "vw_facility_hprd", "gold_quarterly_provider_fact", "staffing_by_month", "gold_daily_staffing_fact", "alike_days", "silver_pbj_daily",
    ]  # fmt: skip


def test_the_state_row_counted_again_from_every_line(rhode_island: Path) -> None:
    found = traced(rhode_island, "vw_state_hprd", 2, state="ri", quarter="2023q2", role_set="cms_total")
    assert found.silver_rows == {"silver_pbj_daily": 6825}
    assert found.recomputed is not None
    assert found.recomputed.source == "the raw cells"
    assert {k: found.recomputed.values[k] for k in ("hours", "resident_days", "facilities")} == {
        "hours": Decimal("2301390.54"), "resident_days": 625246, "facilities": 75,
    }  # fmt: skip
    assert found.recomputed.equals
    assert len(found.files[0].rows) == 2


@pytest.mark.parametrize("role_set", ["cms_total", "cms_rn", "role_natrn"])
def test_a_number_of_too_many_rows_is_summed_from_the_daily_table(rhode_island: Path, monkeypatch: pytest.MonkeyPatch, role_set: str) -> None:
    monkeypatch.setattr(tracing, "MOST_RAW_ROWS", 100)
    found = traced(rhode_island, "vw_national_hprd", 3, quarter="2023Q2", role_set=role_set)
    assert found.recomputed is not None
    assert (found.recomputed.source, found.recomputed.equals) == ("gold_daily_staffing_fact", True)
    assert {"hours", "resident_days", "hprd", "weekend_hprd", "contract_hours", "days_counted", "days_excluded"} <= set(found.recomputed.values)
    assert [len(f.rows) for f in found.files] == [3]
    assert found.notes


def test_every_facility_and_month_counted_again(rhode_island: Path) -> None:
    ccns = [c for (c,) in tuples(rhode_island, "SELECT DISTINCT ccn FROM gold_quarterly_provider_fact ORDER BY 1")]
    for ccn in ccns[::15]:
        for name, key in (
            ("gold_quarterly_provider_fact", {"quarter": "2023Q2"}),
            ("gold_monthly_staffing_fact", {"month": "2023-05", "role_set": "care"}),
            ("vw_staffing_mix", {"month": "2023-06-01", "role_set": "role_cna"}),
            ("vw_staffing_vs_occupancy", {"month": "2023-04", "role_set": "cms_rn"}),
            ("vw_bed_utilization", {"month": "2023-04"}),
        ):
            found = traced(rhode_island, name, 1, ccn=ccn, **key)
            assert found.recomputed is not None
            assert found.recomputed.differs == [], (name, ccn)
            assert len(found.recomputed.values) >= 3


def test_what_cms_reported_down_to_both_files(rhode_island: Path) -> None:
    for measure in ("total", "weekend_rn", "average_residents"):
        found = traced(rhode_island, "vw_reconciliation", ccn="415002", quarter="2023Q2", measure=measure)
        assert found.recomputed is not None
        assert found.recomputed.equals
        pbj, release = found.files
        (row,) = release.rows
        (cms,) = [c for c in row.cells if c.column == "cms"]
        assert cms.text is not None
        assert Decimal(cms.text) == found.row["cms"] == found.row["ours"]
        if measure == "weekend_rn":
            assert [r.row for r in pbj.rows if r.counted] == [r.row for r in pbj.rows if dt.date.fromisoformat(r.raw.split(",")[-26]).isoweekday() > 5]


def test_provider_info_columns_down_to_their_cells(rhode_island: Path) -> None:
    found = traced(rhode_island, "gold_quarterly_provider_fact", 1, ccn="415002", quarter="2023Q2")
    release = found.files[1]
    assert (release.table, release.dataset) == ("silver_providerinfo", "providerinfo")
    assert {"reported_processing_date", "beds_processing_date"} <= set(release.columns)
    cells = {c.column: (c.header, c.text) for c in release.rows[0].cells}
    assert cells["certified_beds"] == ("Number of Certified Beds", "60")
    assert cells["reported_total_hprd"][1] == "4.50351"
    assert cells["is_urban"] == (None, None)
    assert release.rows[0].raw in RI_PROVIDERINFO.read_text("utf-8")


def test_tables_about_facilities_releases_and_files(rhode_island: Path) -> None:
    for name, key in (
        ("gold_facility_dim", {"ccn": "415002"}), ("gold_facility_history", {"ccn": "415002"}),
        ("silver_providerinfo", {"ccn": "415002", "processing_date": "2023-10-01"}), ("ops_release_quarter", {"processing_date": "2023-10"}),
    ):  # fmt: skip
        found = traced(rhode_island, name, 2, **key)
        assert "providerinfo" in [f.dataset for f in found.files], name
        assert found.recomputed is None
    for name in ("ops_file_log", "ops_file_period", "gold_load_summary"):
        assert [f.file_name for f in traced(rhode_island, name, dataset="pbj").files] == [RI_PBJ.name]


def test_a_day_cell_by_cell(rhode_island: Path) -> None:
    for name in ("silver_pbj_daily", "gold_daily_staffing_fact"):
        found = traced(rhode_island, name, ccn="415052", work_date="2023-05-01")
        assert found.recomputed is not None
        assert found.recomputed.equals
        assert len(found.recomputed.values) >= 25
        assert len(found.files[0].rows[0].cells) == 25


def test_for_people_and_for_programs(rhode_island: Path) -> None:
    found = traced(rhode_island, "vw_facility_hprd", 2, ccn="415052", quarter="2023Q2", role_set="cms_total")
    text = str(found)
    for part in ("415052", RI_PBJ.name, sha256(RI_PBJ), "2,459", "PROVNUM,PROVNAME", "12476.55", "equals the row", "89 more rows", "sum of MDS census"):
        assert part in text, part
    body = json.loads(to_json(found.to_dict()), parse_float=Decimal)
    assert body["recomputed"]["equals"] is True
    assert body["row"]["hours"] == Decimal("12476.55")
    assert body["files"][0]["row_numbers"] == [2459, 2460]
    assert "hours" in body["recomputed"]["values"]


# ------------------------------------------------------------------------------------------ keys


def test_wrong_keys_name_what_there_is(rhode_island: Path) -> None:
    with pytest.raises(UsageError, match="no table or view named vw_facilit") as caught:
        traced(rhode_island, "vw_facilit", ccn="415052")
    assert "vw_facility_hprd" in caught.value.hint
    with pytest.raises(UsageError, match="has no column cnn") as caught:
        traced(rhode_island, "vw_facility_hprd", cnn="415052")
    assert "ccn, facility_name" in caught.value.where
    with pytest.raises(UsageError, match="also give role_set") as caught:
        traced(rhode_island, "vw_facility_hprd", ccn="415052", quarter="2023Q2")
    assert "cms_total" in caught.value.where
    with pytest.raises(UsageError, match="month=May is not"):
        traced(rhode_island, "vw_bed_utilization", ccn="415052", month="May")
    with pytest.raises(UsageError, match="by its key"):
        traced(rhode_island, "vw_facility_hprd")
    with pytest.raises(KerokError, match="no row of vw_facility_hprd") as missing:
        traced(rhode_island, "vw_facility_hprd", ccn="415052", quarter="2023Q3", role_set="cms_total")
    assert "2023Q2" in missing.value.where
    assert not isinstance(missing.value, UsageError)
    with pytest.raises(KerokError, match="no row of"):
        traced(rhode_island, "vw_facility_hprd", ccn="000000", quarter="2023Q2", role_set="cms_total")


def test_a_key_that_is_shorter_but_names_one_row_will_do(rhode_island: Path) -> None:
    assert traced(rhode_island, "gold_quarterly_provider_fact", 1, ccn="415052").key == {"ccn": "415052", "quarter": "2023Q2"}


def test_no_lake(tmp_path: Path) -> None:
    with pytest.raises(LakeDamaged, match="no lake here"):
        traced(tmp_path, "vw_facility_hprd", ccn="415052", quarter="2023Q2", role_set="cms_total")


def test_every_table_and_view_can_be_traced() -> None:
    compiled = CompiledSql()
    for contract in declared.contracts().values():
        if contract.kind == "step":
            continue
        conditions = {t: c for t, c in contract.trace.items() if t.startswith("silver_")}
        assert conditions or contract.trace["file"] in contract.column_names, contract.name
        assert contract.trace.get("counts", "day") in recount.COUNTS
        for table, condition in conditions.items():
            assert set(re.findall(r":([a-z_]+)", condition)) <= set(contract.column_names), contract.name
            assert compiled.translate(f"SELECT ccn FROM {table} WHERE {condition}", "duckdb")
            assert set(re.findall(r"\b(?:FROM|JOIN) (\w+)", condition)) <= set(declared.contracts())


# ------------------------------------------------------------------------------------------ unusual files


def facility(ccn: str = "015009", **damaged: dict[str, str]) -> list[dict[str, str]]:
    return [pbj_row(ccn, day, **damaged.get(f"d{n}", {})) for n, day in enumerate(DAYS)]


@pytest.fixture(scope="module")
def untidy(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str], Path]:
    """A lake whose file holds a repeated day, rejected days, derived and missing hours, a day without residents; and its lines."""
    folder = tmp_path_factory.mktemp("untidy")
    body = facility(
        d0={"Hrs_RN": "", "PROVNUM": "15009"}, d1={"Hrs_RN_emp": "", "Hrs_RN_ctr": ""}, d2={"MDScensus": "0"}, d3={"MDScensus": ""},
        d4={"Hrs_CNA": " 25.125 "}, d5={"Hrs_LPN": "x"},
    )  # fmt: skip
    again = pbj_row("015009", DAYS[6], census="70")
    bad_again = pbj_row("015009", DAYS[7], MDScensus="-1")
    file = write(folder / "Q2.csv", pbj_csv([*facility("015010"), *body, again, bad_again]))
    load(folder / "lake", file, accept_loss=True)
    return folder / "lake", file.read_text().splitlines(), file


def test_rows_that_are_not_counted_say_why(untidy: tuple[Path, list[str], Path]) -> None:
    home, lines, _ = untidy
    found = traced(home, "vw_facility_hprd", ccn="015009", quarter="2024Q2", role_set="cms_total")
    (file,) = found.files
    start = len(DAYS) + 2
    told = {r.row: (r.status, r.counted, r.reason) for r in file.rows if not r.counted}
    assert told == {
        start + 1: ("live", False, "hours are missing: Hrs_RN"),
        start + 2: ("live", False, "MDScensus is 0"),
        start + 3: ("live", False, "MDScensus is missing"),
        start + 5: ("quarantined", False, "hrs_lpn_unreadable"),
        start + 6: ("superseded", False, f"row {start + 91} of the file has the same key"),
        start + 92: ("quarantined", False, "mds_census_negative"),
    }
    assert [r.raw for r in file.rows] == [lines[r.row - 1] for r in file.rows]
    assert file.rows_live == len(DAYS) - 1
    assert found.recomputed is not None
    assert found.recomputed.differs == []
    derived = next(r for r in file.rows if r.row == start)
    assert {c.header: c.text for c in derived.cells} | {"Hrs_RN": "", "Hrs_RN_emp": "12.25", "Hrs_RN_ctr": "1.5"} == {c.header: c.text for c in derived.cells}
    assert traced(home, "gold_quarterly_provider_fact", ccn="15009").recomputed.differs == []  # type: ignore[union-attr]


def test_a_rejected_row_down_to_its_line(untidy: tuple[Path, list[str], Path]) -> None:
    home, lines, file = untidy
    row = len(DAYS) + 7
    found = traced(home, "silver_quarantine", file_sha256=sha256(file), row_number=str(row))
    assert [(r.row, r.raw, r.status, r.reason) for r in found.files[0].rows] == [(row, lines[row - 1], "quarantined", "hrs_lpn_unreadable")]


def test_rows_of_several_files_and_a_mended_one(tmp_path: Path) -> None:
    home = tmp_path / "lake"
    origin = write(tmp_path / "Q2.csv", pbj_csv(facility(d3={"Hrs_RN": "8 h"})))
    mended = [*PBJ_HEADER, "kerok_origin_sha256", "kerok_origin_row", "kerok_reasons"]
    load(home, origin, accept_loss=True)
    back = write(tmp_path / "mended.csv", pbj_csv([pbj_row("015009", DAYS[3]) | {"kerok_origin_sha256": sha256(origin), "kerok_origin_row": "5"}], header=mended))
    newer = write(tmp_path / "newer.csv", pbj_csv([pbj_row("015009", day, scale=2) for day in DAYS[80:]]))
    load(home, back, newer)
    found = traced(home, "vw_facility_hprd", ccn="015009", quarter="2024Q2", role_set="rn_care")
    assert {f.file_name: f.rows_live for f in found.files} == {"Q2.csv": 79, "newer.csv": 11, "mended.csv": 1}
    assert found.recomputed is not None
    assert found.recomputed.equals
    by_name = {f.file_name: f for f in found.files}
    assert by_name["mended.csv"].origin_sha256 == sha256(origin)
    assert [(r.row, r.reason) for r in by_name["Q2.csv"].rows if r.status == "quarantined"] == [(5, f"hrs_rn_unreadable; mended by {sha256(back)[:12]}")]
    forget(home, newer)
    assert [f.file_name for f in traced(home, "vw_facility_hprd", ccn="015009", quarter="2024Q2", role_set="rn_care").files] == ["Q2.csv", "mended.csv"]


@pytest.mark.parametrize("kind", ["quoted line ends", "blank lines", "carriage returns alone", "crlf and a byte order mark", "cp1252", "other order"])
def test_rows_are_numbered_as_a_spreadsheet_does(tmp_path: Path, kind: str) -> None:
    home, header = tmp_path / "lake", list(PBJ_HEADER)
    body = [*facility("055001"), *facility("055002", d9={"PROVNAME": 'CAFÉ "LA', "CITY": "N' TOWN"}), *facility("055003")]
    for row in body:
        row["STATE"] = "CA"
    expected = [n for n, row in enumerate(body, start=2) if row["PROVNUM"] == "055002"]
    data = pbj_csv(body)
    if kind == "quoted line ends":
        for row in body[10:20] + body[105:110]:
            row["PROVNAME"] = 'A\nHOME "055002"\nOF MANY LINES'
        data = pbj_csv(body)
    elif kind == "blank lines":
        lines = data.split(b"\n")
        data = b"\n".join([*lines[:50], b"", b"  ", *lines[50:]])
        expected = [n + 2 for n in expected]
    elif kind == "carriage returns alone":
        data = data.replace(b"\n", b"\r")
    elif kind == "crlf and a byte order mark":
        data = b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n")
    elif kind == "cp1252":
        data = data.decode().encode("cp1252")
    else:
        header = [*header[7:], *header[:7]]
        data = pbj_csv(body, header=header)
    load(home, write(tmp_path / "Q2.csv", data))
    found = traced(home, "vw_facility_hprd", ccn="055002", quarter="2024Q2", role_set="cms_total")
    assert found.files[0].row_numbers == expected
    assert found.recomputed is not None
    assert found.recomputed.equals
    assert any('CAFÉ ""LA' in r.raw for r in found.files[0].rows)
    assert traced(home, "vw_state_hprd", state="CA", quarter="2024Q2", role_set="cms_total").recomputed.equals  # type: ignore[union-attr]


@pytest.mark.parametrize("ccns", [{"015009"}, {"015009", "01A12F", "202504", "055001", "055002"}])
@pytest.mark.parametrize("irregular", [False, True])
def test_lines_are_found_in_whatever_spelling(tmp_path: Path, ccns: set[str], irregular: bool) -> None:
    spellings = ["015009", "15009", " 015009 ", "\xa0015009", "01a12f", "202504", "20250", "115009", "015008", "x015009"]
    body = [pbj_row(c, "20250401", MDScensus="15009") for c in spellings]
    path = write(tmp_path / "a.csv", pbj_csv(body) + (b'1,"a\nb"\n' if irregular else b""))
    file = SourceFile("pbj", sha256(path), "a.csv", encoding="utf-8", bronze="a.csv", size=path.stat().st_size, irregular=irregular)
    got = [(r.row, rawlines.ccn_of(rawlines.open_bronze(tmp_path / file.bronze, file), r)) for r in rawlines.open_bronze(tmp_path / file.bronze, file).lines_of(ccns)]
    wanted = [(n, rawlines.ccn_in(c)) for n, c in enumerate(spellings, start=2) if rawlines.ccn_in(c) in ccns]
    assert got == wanted


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text('a,"\n15009 ', max_size=12), max_size=12))
def test_records_with_line_ends_inside_are_told_apart_as_the_loader_does(pieces: list[str]) -> None:
    data = ("h1,h2\n" + "".join(p + "\n" for p in pieces)).encode()
    with tempfile.TemporaryFile() as stream:
        stream.write(data)
        stream.seek(0)
        got = [(r.row, r.raw, r.cells) for r in rawlines._irregular_records(stream, "utf-8", [b"15009"])]
    assert got == [(r.row, r.raw, r.cells) for r in read_records(io.BytesIO(data), "utf-8") if "15009" in r.raw]


def test_bytes_that_are_gone_are_missed(tmp_path: Path) -> None:
    home = tmp_path / "lake"
    load(home, write(tmp_path / "Q2.csv", pbj_csv(facility())))
    (bronze,) = (home / "bronze" / "pbj").iterdir()
    data = bronze.read_bytes()
    bronze.write_bytes(data.replace(b"015009", b"015008", 1))
    with pytest.raises(LakeDamaged, match="1 rows that are live"):
        traced(home, "vw_facility_hprd", ccn="015009", quarter="2024Q2", role_set="cms_total")
    bronze.unlink()
    with pytest.raises(LakeDamaged, match="not in bronze") as caught:
        traced(home, "vw_facility_hprd", ccn="015009", quarter="2024Q2", role_set="cms_total")
    assert "kerok forget" in caught.value.hint


def test_beds_of_another_release_and_a_date_that_was_given(tmp_path: Path) -> None:
    home = tmp_path / "lake"
    undated = [h for h in PROVIDERINFO_HEADER if h != "Processing Date"]
    load(home, write(tmp_path / "Q2.csv", pbj_csv(facility())))
    load(home, write(tmp_path / "p.csv", providerinfo_csv([providerinfo_row(beds="77")], header=undated)), processing_date=dt.date(2024, 3, 1))
    found = traced(home, "vw_bed_utilization", ccn="015009", month="2024-04")
    release = found.files[1]
    assert (release.columns, [(c.column, c.text) for c in release.rows[0].cells]) == (["beds_processing_date"], [("certified_beds", "77")])
    assert found.recomputed is not None
    assert found.recomputed.equals
    assert found.recomputed.values["utilization"] is not None
