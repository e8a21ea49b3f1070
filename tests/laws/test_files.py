"""What goes in: every vintage of CMS's headers is read by name, and every file that cannot be taken in gets a clear error, nothing half done."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import os
import sys
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kerok import contracts as declared
from kerok.headers import registry
from kerok.outcomes import Outcome
from tests.support import drawn_files as drawn
from tests.support import lakes

PBJ = lakes.CMS / "PBJ_Daily_Nurse_Staffing_Q2_2024.csv"
DATA = PBJ.read_bytes()
GOOD = drawn.pbj_csv([drawn.pbj_row(day=day) for day in drawn.days_of("2024Q2")])


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One lake for all files that are to be turned away: nothing ever changes in it."""
    home = tmp_path_factory.mktemp("refused") / "lake"
    lakes.load(home, PBJ)
    return home


# ------------------------------------------------------------------------------------------ what is turned away


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def encrypted() -> bytes:
    """An archive whose member says that it is encrypted."""
    data = bytearray(zipped(**{"a.csv": DATA}))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(signature) + at] |= 1
    return bytes(data)


def packed_unknown() -> bytes:
    data = bytearray(zipped(**{"a.csv": DATA}))
    for signature, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        place = data.find(signature) + at
        data[place : place + 2] = (97).to_bytes(2, "little")
    return bytes(data)


def damaged_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.csv", GOOD)
    return out.getvalue().replace(b"HOME 015009", b"HOME 015000", 1)


HEADER = ",".join(drawn.PBJ_HEADER).encode()
ROWS = GOOD.split(b"\n", 1)[1]
LACKING = GOOD.replace(b"MDScensus", b"residents", 1).replace(b"Hrs_CNA,", b"nurse_aide_hours,", 1)
BAD: dict[str, tuple[str, bytes, str]] = {
    "a PDF": ("a.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "is a PDF"),
    "an empty file": ("a.csv", b"", "is empty"),
    "blank lines alone": ("a.csv", b"\n\n  \r\n\x1a", "is empty"),
    "a header alone": ("a.csv", HEADER, "has a header and no rows"),
    "a header and blank lines": ("a.csv", HEADER + b"\r\n\r\n\x1a", "has a header and no rows"),
    "a header with old line ends": ("a.csv", HEADER + b"\r", "has a header and no rows"),
    "a cut gzip": ("a.csv.gz", gzip.compress(DATA)[:2000], "is cut short or damaged"),
    "a gzip of another length": ("a.csv.gz", gzip.compress(DATA)[:-4] + b"\0\0\0\0", "is cut short or damaged"),
    "a damaged gzip": ("a.csv.gz", gzip.compress(DATA)[:20] + b"\xff" * 100, "is cut short or damaged"),
    "a cut zip": ("a.zip", zipped(**{"a.csv": DATA})[:1500], "is cut short or damaged"),
    "a damaged zip": ("a.zip", damaged_zip(), "is cut short or damaged"),
    "a zip in a zip": ("a.zip", zipped(**{"inner.zip": zipped(**{"a.csv": DATA})}), "is an archive in an archive"),
    "an encrypted zip": ("a.zip", encrypted(), "is encrypted"),
    "a zip packed in an unknown way": ("a.zip", packed_unknown(), "is packed in a way that cannot be read"),
    "a zip without a CSV": ("a.zip", zipped(**{"readme.pdf": b"%PDF"}), "no .csv, .txt, .zip or .gz file in"),
    "UTF-16": ("a.csv", GOOD.decode().encode("utf-16"), "is UTF-16 text"),
    "UTF-16 without its mark": ("a.csv", GOOD.decode().encode("utf-16-le"), "is not text"),
    "a workbook": ("a.xlsx", zipped(**{"[Content_Types].xml": b"<x/>", "xl__workbook.xml": b"<x/>"}), "is an office document"),
    "an old workbook": ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "is an old Excel workbook"),
    "a Parquet file": ("a.csv", b"PAR1" + b"\x15\x04" * 50, "is a Parquet file"),
    "a web page": ("a.csv", b"<!DOCTYPE html><html><body>404</body></html>", "is a web page"),
    "bytes": ("a.csv", bytes(range(256)) * 20, "is not text"),
    "another CSV": ("a.csv", b"name,size\nx,1\n", "is no CMS file that Kerok knows"),
    "missing columns": ("a.csv", LACKING, "lacks 2 required columns of PBJ Daily Nurse Staffing: mdscensus, hrs_cna"),
    "a doubled column": ("a.csv", GOOD.replace(b"PROVNAME", b"WorkDate", 1), "lacks 1 required column"),
    "a column twice": ("a.csv", HEADER + b",workdate\n" + ROWS.replace(b"\n", b",20240401\n"), "has a column more than once"),
    "no row that can be read": ("a.csv", GOOD.replace(b",202404", b",302404"), "cannot be read: more than 1 % is not loaded"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_cannot_be_taken_in(lake: Path, tmp_path: Path, name: str) -> None:
    file_name, data, message = BAD[name]
    before, tables = lakes.on_disk(lake), lakes.digest(lake, lakes.stored_tables())
    outcome = lakes.refused(lake, drawn.write(tmp_path / file_name, data))
    assert message in str(outcome.error)
    assert lakes.digest(lake, lakes.stored_tables()) == tables
    left = {p for p in lakes.on_disk(lake) if p not in before}
    if outcome.sha256:  # a file of CMS stays in bronze, and the ledger's images tell of it
        left = {p for p in left if not any(x in p for x in ("/ops_file_log/", "/ops_file_period/", "/gold_load_summary/", outcome.sha256))}
    assert left == set()


def test_a_file_cut_inside_a_row_says_so(tmp_path: Path) -> None:
    home = tmp_path / "lake"
    whole = lakes.RI_PBJ.read_bytes()
    cut = drawn.write(tmp_path / "cut.csv", whole[: whole.index(b"\n", 200_000) - 40])
    (outcome,) = lakes.load(home, cut)
    last = outcome.rows_in + 1
    assert f"the file ends inside row {last:,}, as if it had been cut: compare its size with CMS's; undo: kerok forget {lakes.sha256(cut)[:12]}" in outcome.warnings
    assert lakes.tuples(home, "SELECT row_number, reasons FROM silver_quarantine") == [(last, "wrong_field_count")]
    (outcome,) = lakes.load(home, lakes.RI_PBJ)
    assert not any("cut" in warning for warning in outcome.warnings)


def test_an_error_names_what_is_wrong_with_a_header(lake: Path, tmp_path: Path) -> None:
    outcome = lakes.refused(lake, drawn.write(tmp_path / "a.csv", LACKING))
    assert "nearest known vintage: 2018Q1-2018Q3, 2020Q1-2020Q2, 2020Q4-2021Q3, 2022Q1-2026Q1" in str(outcome.where)
    assert "columns not recognised: residents, nurse_aide_hours" in str(outcome.where)
    outcome = lakes.refused(lake, drawn.write(tmp_path / "b.csv", HEADER + b",workdate\n" + ROWS.replace(b"\n", b",20240401\n")))
    assert "workdate at columns 8, 34" in str(outcome.where)
    outcome = lakes.refused(lake, drawn.write(tmp_path / "c.csv", b"name\x1b[31m,size\nx,1\n"))
    assert "\x1b" not in str(outcome.where)
    assert "nearest known" in str(outcome.where)


def test_all_columns_that_are_missing_are_named_at_once(lake: Path, tmp_path: Path) -> None:
    rows = drawn.providerinfo_csv([drawn.providerinfo_row()])
    outcome = lakes.refused(lake, drawn.write(tmp_path / "a.csv", rows.replace(b"State,", b"Land,", 1).replace(b"Provider Name", b"Who", 1)))
    assert "lacks 2 required columns of" in str(outcome.error)


def test_a_dataset_that_is_asked_for_tells_what_is_missing(lake: Path, tmp_path: Path) -> None:
    outcome = lakes.refused(lake, drawn.write(tmp_path / "a.csv", b"PROVNUM,size\n015009,1\n"), dataset="pbj")
    assert "lacks 32 required columns" in str(outcome.error)


def test_a_bomb(lake: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kerok.sources.folder._BOMB_BYTES", 3_000_000)
    bomb = HEADER + b"\n" + (b"0" * 1023 + b"\n") * 8192
    for name, data in {"a.zip": zipped(**{"a.csv": bomb}), "a.csv.gz": gzip.compress(bomb)}.items():
        outcome = lakes.refused(lake, drawn.write(tmp_path / name, data))
        assert "unpacks to more than a CMS file can be" in str(outcome.error)
    assert lakes.on_disk(lake, "tmp") == {}


def test_a_file_too_large(lake: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEROK_MAX_FILE_GB", "0")
    outcome = lakes.refused(lake, drawn.write(tmp_path / "a.csv", GOOD))
    assert "KEROK_MAX_FILE_GB" in str(outcome.hint)


def test_what_is_not_there_or_no_file(lake: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "nothing").mkdir()
    (tmp_path / "gone.csv").symlink_to(tmp_path / "nowhere")
    cases = {"no/such/file.csv": "no such file or folder", "x" * 300: "no such file or folder", str(tmp_path / "gone.csv"): "no such file or folder",
             str(tmp_path / "pipe.csv"): "is not a file", str(tmp_path / "nothing"): "no .csv, .txt, .zip or .gz file in"}  # fmt: skip
    for path, message in cases.items():
        assert message in str(lakes.refused(lake, path).error), path


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(lake: Path, tmp_path: Path) -> None:
    path = drawn.write(tmp_path / "a.csv", GOOD)
    path.chmod(0)
    assert "cannot read a.csv" in str(lakes.refused(lake, path).error)


def test_one_bad_file_holds_up_no_other(tmp_path: Path) -> None:
    folder, home = tmp_path / "in", tmp_path / "lake"
    drawn.write(folder / "1.zip", zipped(**{"a.csv": DATA})[:1500])
    drawn.write(folder / "2.csv", b"%PDF")
    drawn.write(folder / "3.zip", zipped(**{"inner.zip": b"", "b__pbj.csv": GOOD, "notes.pdf": b""}))
    drawn.write(folder / "4.csv", lakes.RI_PROVIDERINFO.read_bytes())
    (folder / "gone.csv").symlink_to(tmp_path / "nowhere")
    outcomes = {o.file: o.status for o in lakes.ingest(home, folder, "nowhere.csv", PBJ)}
    assert outcomes == {
        "1.zip": "refused", "2.csv": "refused", "3.zip/inner.zip": "refused", "3.zip/b/pbj.csv": "done", "4.csv": "done", "gone.csv": "refused",
        "nowhere.csv": "failed", PBJ.name: "done",
    }  # fmt: skip


# ------------------------------------------------------------------------------------------ names


NAMES = ["it's.csv", 'say "PBJ".csv', "two\nlines.csv", "tab\tand\x1b[31mred.csv", "..csv", "a;DROP TABLE x--.csv", "{{7*7}}.csv", "%s %d.csv", "ÄÖ Ü.csv", "-.csv"]


def test_any_name_is_safe(tmp_path: Path) -> None:
    home, folder = tmp_path / "lake", tmp_path / "in"
    for n, name in enumerate(NAMES):
        drawn.write(folder / name, drawn.pbj_csv([drawn.pbj_row("015009", drawn.days_of("2024Q2")[n])]))
    undecodable = os.fsencode(folder) + b"/caf\xe9.csv"
    with open(undecodable, "wb") as out:
        out.write(drawn.pbj_csv([drawn.pbj_row("015009", "20240630")]))
    outcomes = lakes.load(home, *(folder / name for name in NAMES), os.fsdecode(undecodable))
    assert all(o.file.isprintable() for o in outcomes)
    assert lakes.tuples(home, "SELECT count(*) FROM silver_pbj_daily") == [(len(NAMES) + 1,)]
    kept = {row[0] for row in lakes.tuples(home, "SELECT file_name FROM ops_file_log")}
    assert kept == {*NAMES, "caf\\udce9.csv"}
    for file in [folder / NAMES[0], Path(os.fsdecode(undecodable))]:
        lakes.forget(home, file)
    assert lakes.tuples(home, "SELECT count(*) FROM silver_pbj_daily") == [(len(NAMES) - 1,)]


def test_a_members_path_leads_nowhere(tmp_path: Path) -> None:
    home = tmp_path / "deep" / "lake"
    evil = drawn.write(tmp_path / "evil.zip", zipped(**{"..__..__..__etc__x.csv": GOOD, "__abs.csv": DATA}))
    home.mkdir(parents=True)
    outside = {p for p in tmp_path.rglob("*") if not p.is_relative_to(home)}
    assert [o.file for o in lakes.load(home, evil)] == ["evil.zip/../../../etc/x.csv", "evil.zip//abs.csv"]
    assert {p for p in tmp_path.rglob("*") if not p.is_relative_to(home)} == outside


def test_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for n, data in enumerate((DATA, gzip.compress(DATA))):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        (outcome,) = lakes.load(tmp_path / f"lake{n}", "-")
        assert (outcome.file, outcome.rows_kept) == ("stdin", 91)


# ------------------------------------------------------------------------------------------ a file that changes


def test_a_file_that_changes_while_it_is_read(lake: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = drawn.write(tmp_path / "growing.csv", GOOD)
    ways: dict[str, Callable[[], object]] = {
        "longer": lambda: path.write_bytes(GOOD + GOOD),
        "other bytes, as long": lambda: path.write_bytes(GOOD.replace(b"TOWN", b"CITY")),
        "replaced": lambda: os.replace(drawn.write(tmp_path / "new.csv", GOOD), path),
        "gone": path.unlink,
    }
    import kerok.landing

    real = kerok.landing.refuse_foreign
    for name, way in ways.items():
        drawn.write(path, GOOD)
        os.utime(path, (1, 1))

        def meanwhile(head: bytes, file: str, way: Callable[[], object] = way) -> None:
            way()
            real(head, file)

        monkeypatch.setattr("kerok.landing.refuse_foreign", meanwhile)
        assert "changed while it was read" in str(lakes.refused(lake, path).error), name
    assert lakes.on_disk(lake, "tmp") == {}


# ------------------------------------------------------------------------------------------ copies that went through a spreadsheet


def test_a_copy_that_went_through_a_spreadsheet(tmp_path: Path) -> None:
    """Lost zeros are put back where state and prefix agree; a CCN that became a number is quarantined, and a share of them refused."""
    real = [drawn.pbj_row(ccn, day, state=state) for ccn, state in (("015009", "AL"), ("125001", "HI"), ("36E157", "OH")) for day in drawn.days_of("2024Q2")]
    damaged = [row | {"PROVNUM": {"015009": "15009", "36E157": "3.60E+158"}.get(row["PROVNUM"], row["PROVNUM"]), "COUNTY_FIPS": "59"} for row in real]
    home = tmp_path / "lake"
    path = drawn.write(tmp_path / "excel.csv", drawn.pbj_csv(damaged, end="\r\n"))
    outcome = lakes.refused(home, path)
    assert "91 of 273 rows (33.3%)" in str(outcome.error)
    (outcome,) = lakes.load(home, path, accept_loss=True)
    assert (outcome.rows_kept, outcome.rows_quarantined) == (182, 91)
    sql = "SELECT ccn, county_fips, flags, count(*) FROM silver_pbj_daily GROUP BY ALL ORDER BY 1"
    assert lakes.tuples(home, sql) == [
        ("015009", "059", "ccn_zero_restored,county_fips_zero_restored", 91),
        ("125001", "059", "county_fips_zero_restored", 91),
    ]
    assert lakes.tuples(home, "SELECT DISTINCT reasons FROM silver_quarantine") == [("ccn_unreadable",)]


# ------------------------------------------------------------------------------------------ every vintage


QUARTERS = [f"{year}Q{n}" for year in range(2017, 2026) for n in (1, 2, 3, 4)] + ["2026Q1"]


def test_every_quarters_file_is_read(tmp_path: Path) -> None:
    """As CMS wrote it at its time: names and order of columns, case, encoding, line ends, decimals, last line."""
    made = drawn.synthetic(tmp_path / "out", facilities=3, quarters="2017Q1..2026Q1")
    names = [c.name for c in declared.contracts()["silver_pbj_daily"].columns]
    vintages = {q: str(v["name"]) for v in registry("pbj")["vintages"] for q in v["quarters"]}
    for quarter in QUARTERS:
        file = made[f"pbj {quarter}"]
        loaded, silver, rejects = lakes.loaded_rows(file.path, tmp_path / "lake")
        assert (len(silver), rejects, [p.period for p in loaded.periods]) == (file.rows, [], [quarter])
        match = loaded.landed.match
        assert (match.vintage, match.unmapped, len(match.positions)) == (vintages[quarter], (), 35 if quarter == "2021Q4" else 34), quarter
        rows = [dict(zip(names, row, strict=True)) for row in silver]
        for role in drawn.ROLES:
            hours = [[row[f"hrs_{role.lower()}{part}"] for part in ("", "_emp", "_ctr")] for row in rows]
            assert all(total == employee + contract for total, employee, contract in hours), (quarter, role)
        assert {row["is_synthetic"] for row in rows} == {True}


def test_a_file_of_every_vintage_is_loaded(tmp_path: Path) -> None:
    home, quarters = tmp_path / "lake", [v["quarters"][0] for v in registry("pbj")["vintages"]]
    made = drawn.synthetic(tmp_path / "out", facilities=3, quarters=",".join(quarters))
    lakes.load(home, *(f.path for name, f in made.items() if name.startswith("pbj")))
    vintages = {q: str(v["name"]) for v in registry("pbj")["vintages"] for q in v["quarters"]}
    assert dict(lakes.tuples(home, "SELECT period, vintage FROM ops_file_log")) == {q: vintages[q] for q in quarters}
    sql = "SELECT quarter FROM vw_national_hprd WHERE role_set = 'cms_total' AND hprd BETWEEN 2 AND 6 ORDER BY 1"
    assert [q for (q,) in lakes.tuples(home, sql)] == sorted(quarters)


def test_the_column_that_2017Q2_mis_heads_is_medication_aides_on_contract(tmp_path: Path) -> None:  # noqa: N802
    """hrs_rn_donadmin is Hrs_RNDON in 2017Q1 and Hrs_MedAide_ctr in 2017Q2."""
    for quarter in ("2017Q1", "2017Q2"):
        header = next(v["header"] for v in registry("pbj")["vintages"] if quarter in v["quarters"])
        names = [h.lower().replace("lpn_admin", "lpnadmin").replace("na_trn", "natrn") for h in header]
        names[names.index("hrs_rn_donadmin")] = "hrs_rndon" if quarter == "2017Q1" else "hrs_medaide_ctr"
        row = {k.lower(): v for k, v in drawn.pbj_row(day=drawn.days_of(quarter)[0]).items()}
        path = drawn.write(tmp_path / f"{quarter}.csv", drawn.csv_bytes(header, [{h: row[n] for h, n in zip(header, names, strict=True)}]))
        lakes.load(tmp_path / "lake", path)
    sql = "SELECT hrs_rndon, hrs_rndon_emp, hrs_natrn, hrs_natrn_ctr, hrs_medaide, hrs_medaide_emp, hrs_medaide_ctr, flags FROM silver_pbj_daily"
    numbers = [Decimal(x) for x in ("4.75", "4.25", "31.75", "3.50", "36.25", "32.25", "4.00")]
    assert lakes.tuples(tmp_path / "lake", sql) == [(*numbers, None)] * 2


def test_a_standardised_copy_is_read_too(tmp_path: Path) -> None:
    """Columns in another order, more of them than CMS has, several quarters in one file, a name that says nothing."""
    header = ["note", *reversed(drawn.PBJ_HEADER)]
    rows = [drawn.pbj_row(day=day) | {"note": "x"} for day in ("20230101", "20230401", "20240102")]
    (outcome,) = lakes.load(tmp_path / "lake", drawn.write(tmp_path / "Q4_2019.csv", drawn.csv_bytes(header, rows)))
    assert outcome.period == "2023Q1,2023Q2,2024Q1"
    assert [w for w in outcome.warnings if "note" in w] == ["columns not known and not loaded: note"]


def test_incomplete_days_of_2021Q4_are_told_up_to_the_views(tmp_path: Path) -> None:  # noqa: N802
    header = next(v["header"] for v in registry("pbj")["vintages"] if "2021Q4" in v["quarters"])
    days = drawn.days_of("2021Q4")
    rows = [drawn.pbj_row(ccn, day, incomplete=str(int(ccn == "015010" and day > "20211130"))) for ccn in ("015009", "015010") for day in days]
    home = tmp_path / "lake"
    lakes.load(home, drawn.write(tmp_path / "a.csv", drawn.csv_bytes(header, rows)))
    assert lakes.tuples(home, "SELECT count(*) FROM silver_pbj_daily WHERE is_incomplete") == [(31,)]
    for view in ("vw_facility_hprd", "gold_quarterly_provider_fact"):
        assert lakes.tuples(home, f"SELECT DISTINCT ccn, is_incomplete FROM {view} ORDER BY 1") == [("015009", False), ("015010", True)], view
    assert lakes.tuples(home, "SELECT DISTINCT is_incomplete FROM vw_national_hprd") == [(True,)]
    assert lakes.tuples(home, "SELECT month, bool_or(is_incomplete) FROM vw_staffing_mix WHERE ccn = '015010' GROUP BY 1 ORDER BY 1") == [
        (dt.date(2021, 10, 1), False), (dt.date(2021, 11, 1), False), (dt.date(2021, 12, 1), True),
    ]  # fmt: skip


VINTAGES = [v["name"] for v in registry("providerinfo")["vintages"]]


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Outcome]]:
    """A Provider Info file of every vintage, each as the release of another month."""
    folder = tmp_path_factory.mktemp("releases")
    files = []
    for n, vintage in enumerate(VINTAGES):
        (quarter,) = [f"{2017 + (n + 2) // 4}Q{(n + 2) % 4 + 1}"]
        made = drawn.synthetic(folder / str(n), facilities=4, quarters=quarter, vintage=vintage)
        files += [f.path for name, f in made.items() if name.startswith("providerinfo")]
    return folder / "lake", lakes.load(folder / "lake", *files)


def test_every_vintage_of_provider_info_is_read(releases: tuple[Path, list[Outcome]]) -> None:
    home, outcomes = releases
    assert len({o.period for o in outcomes}) == len(VINTAGES)
    assert all((o.rows_kept, o.rows_quarantined) == (4, 0) for o in outcomes)
    assert {v for (v,) in lakes.tuples(home, "SELECT vintage FROM ops_file_log")} == set(VINTAGES)
    sql = "SELECT count(*) FROM silver_providerinfo WHERE facility_name IS NULL OR state IS NULL OR certified_beds IS NULL OR overall_rating IS NULL"
    assert lakes.tuples(home, sql)[0][0] <= 4
    assert [o for o in outcomes if any("columns" in w for w in o.warnings)] == []


EXCERPTS: dict[str, tuple[str, int, dict[str, Any]]] = {
    "ProviderInfo_2018_01.head.csv": ("2018-01-01", 4, {}),
    "ProviderInfo_2020_12.head.csv": ("2020-11-01", 4, {}),
    "ProviderInfo_2022_10.head.csv": ("2022-10-01", 3, {}),
    "ProviderInfo_2024_09.head.csv": ("2024-09-01", 4, {}),
    "NH_ProviderInfo_Jul2025.head.csv": ("2025-07-01", 3, {}),
}


def test_cms_own_rows_of_five_vintages(tmp_path: Path) -> None:
    home = tmp_path / "lake"
    outcomes = lakes.load(home, *(lakes.CMS / name for name in EXCERPTS))
    assert {o.file: (o.period, o.rows_kept) for o in outcomes} == {name: (date, rows) for name, (date, rows, _) in EXCERPTS.items()}
    sql = "SELECT CAST(processing_date AS VARCHAR), certified_beds, average_number_of_residents_per_day FROM silver_providerinfo WHERE ccn = '015009' ORDER BY 1"
    found = lakes.tuples(home, sql)
    assert [(d, beds) for d, beds, _ in found] == [(d, 57) for d in ("2018-01-01", "2020-11-01", "2022-10-01", "2024-09-01", "2025-07-01")]
    assert found[1][2] == Decimal("44.9")
    assert all(not o.warnings for o in outcomes if "2018_01" not in o.file)


def test_a_release_without_a_date_in_it(tmp_path: Path) -> None:
    """The date comes from the file's or archive's name, and that is said; where nothing tells it, it must be given."""
    home, header = tmp_path / "lake", [h for h in drawn.PROVIDERINFO_HEADER if h != "Processing Date"]
    data = drawn.providerinfo_csv([drawn.providerinfo_row()], header=header)
    nameless = drawn.write(tmp_path / "providers.csv", data)
    outcome = lakes.refused(home, nameless)
    assert "does not say which release it is" in str(outcome.error)
    assert "--processing-date" in str(outcome.hint)
    (outcome,) = lakes.load(home, nameless, processing_date=dt.date(2018, 2, 1))
    assert (outcome.period, outcome.warnings) == ("2018-02-01", [])
    named = drawn.write(tmp_path / "nursing-homes_2018-03-01.zip", zipped(**{"ProviderInfo.csv": data + b"\n"}))
    (outcome,) = lakes.load(home, named)
    assert outcome.period == "2018-03-01"
    assert outcome.warnings == ["processing date 2018-03-01 is taken from the file's name: the file has no such column"]


def test_what_is_recognised_and_not_loaded(tmp_path: Path) -> None:
    home, path = tmp_path / "lake", lakes.CMS / "PBJ_Daily_Non-Nurse_Staffing_CY_2020Q2.csv"
    for already in (False, True):
        (outcome,) = lakes.ingest(home, path)
        assert (outcome.status, outcome.dataset, outcome.already_loaded) == ("not_loaded", "pbj_nonnurse", already)
    entry = lakes.status_of(home, path)
    assert entry is not None
    assert entry.bronze == f"bronze/other/{lakes.sha256(path)}.csv"
    assert (home / entry.bronze).read_bytes() == path.read_bytes()
    assert lakes.tuples(home, "SELECT dataset, status FROM ops_file_log") == [("pbj_nonnurse", "not_loaded")]
    lakes.forget(home, path)
    assert not (home / entry.bronze).exists()
