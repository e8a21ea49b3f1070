"""Law 1: rows in = kept + quarantined + superseded, of clean and of damaged files; and both ways of reading one say the same."""

from __future__ import annotations

import csv
import io
import os
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kerok.loaded import Loaded
from kerok.synthetic import FATE
from tests.support import drawn_files as drawn
from tests.support import lakes

HEADER = ",".join(drawn.PBJ_HEADER)
DAYS = drawn.days_of("2024Q2")
EXAMPLES = int(os.environ.get("KEROK_EXAMPLES", "40"))  # 1,500 were tried; more of them cost a quarter of a second each


def line(**cells: str) -> str:
    """One row as CSV text without its end."""
    return drawn.pbj_csv([drawn.pbj_row(**cells)]).decode().split("\n")[1]


def plain_lines(count: int) -> list[str]:
    return [line(day=day) for day in DAYS[:count]]


def read(tmp_path: Path, data: bytes, *, quick: bool | None = None) -> tuple[Loaded, list[Any], list[tuple[int, str, str]]]:
    loaded, silver, rejects = lakes.loaded_rows(drawn.write(tmp_path / "pbj.csv", data), tmp_path / "lake", quick=quick)
    assert loaded.rows_in == loaded.rows_kept + len(rejects) + loaded.rows_superseded
    assert len(silver) == loaded.rows_kept
    assert len({row[:2] for row in silver}) == loaded.rows_kept, "a key stands twice"
    return loaded, silver, rejects


def both(tmp_path: Path, data: bytes) -> tuple[Loaded, list[Any], list[tuple[int, str, str]]]:
    """What the file holds, which is the same by either way of reading."""
    careful, quick = read(tmp_path, data, quick=False), read(tmp_path, data, quick=True)
    assert quick[1] == careful[1]
    assert quick[2] == careful[2]
    assert quick[0].rows_in == careful[0].rows_in
    assert quick[0].periods == careful[0].periods
    return careful


# ------------------------------------------------------------------------------------------ kinds of files

LINES = plain_lines(6)
TEXT = "\n".join([HEADER, *LINES])
FILES = {
    "plain": (f"{TEXT}\n".encode(), 6),
    "no last line end": (TEXT.encode(), 6),
    "byte order mark": (b"\xef\xbb\xbf" + f"{TEXT}\n".encode(), 6),
    "CRLF": (f"{TEXT}\n".replace("\n", "\r\n").encode(), 6),
    "CR": (f"{TEXT}\n".replace("\n", "\r").encode(), 6),
    "CR without a last one": (TEXT.replace("\n", "\r").encode(), 6),
    "mixed line ends": ("\n".join([HEADER, *LINES[:3]]).encode() + b"\n" + "\r\n".join([*LINES[3:], ""]).encode(), 6),
    "a blank last line": (f"{TEXT}\n\n".encode(), 6),
    "many blank last lines": (f"{TEXT}\n\n \n\t\r\n\n".encode(), 6),
    "a control character as last line": (f"{TEXT}\n\x1a".encode(), 6),
    "a control character line and its end": (f"{TEXT}\r\n\x1a\r\n".encode(), 6),
    "a control character behind the last cell": (f"{TEXT}\x1a".encode(), 6),
    "blank lines between": ("\n".join([HEADER, LINES[0], "", LINES[1], " ", "\x1a", *LINES[2:]]).encode() + b"\n", 6),
    "blank lines before the header": (f"\n\n{TEXT}\n".encode(), 6),
    "a quoted line end in the header": ((HEADER.replace("PROVNAME", '"PROVNAME\n"') + "\n" + "\n".join(LINES)).encode(), 6),
    "quoted line ends": ("\n".join([HEADER, *(x.replace("HOME", '"HOME\nOF') .replace(" 015009", '"') for x in LINES)]).encode(), 6),
    "quoted line ends and CRLF": ("\r\n".join([HEADER, *(x.replace("HOME 015009", '"HOME\r\nOF"') for x in LINES)]).encode(), 6),
    "everything quoted": (("\n".join([HEADER, *('"' + x.replace(",", '","') + '"' for x in LINES)])).encode(), 6),
    "cp1252": (f"{TEXT}\n".replace("HOME", "JOE\u2019S \u2013 HOME").encode("cp1252"), 6),
    "cp1252 beside UTF-8": ((HEADER + "\n" + LINES[0] + "\n").encode() + LINES[1].replace("HOME", "\u00c9MILE").encode()
                            + b"\n" + LINES[2].replace("HOME", "\u00c9MILE").encode("cp1252") + b"\n", 3),
    "quoted line ends in a rejected row, and a control character as last line": ("\n".join([HEADER, *LINES, "x" + LINES[0].replace(",50,", ',"5\n0",'), "\x1a"]).encode(), -6),
    "UTF-8": (f"{TEXT}\n".replace("HOME", "\u00c9MILE").encode(), 6),
    "byte order mark and cp1252": (b"\xef\xbb\xbf" + f"{TEXT}\n".replace("HOME", "JOE\u2019S").encode("cp1252"), 6),
    "an undefined byte of cp1252": (f"{TEXT}\n".encode().replace(b"HOME", b"HO\x81ME"), 6),
}  # fmt: skip


def test_lines_that_are_only_not_utf8_are_read_in_bulk(tmp_path: Path) -> None:
    """DuckDB's reader refuses what is not UTF-8; spelled so it takes those lines too, into a file beside the others and never an empty one."""
    data = (HEADER + "\n" + "\n".join([LINES[0], *(line.replace("HOME", "\u00c9MILE") for line in LINES[1:3])]) + "\n").encode("cp1252")
    loaded, silver, rejects = read(tmp_path, data, quick=True)
    assert (len(loaded.files), len(silver), rejects) == (2, 3, [])
    loaded, silver, rejects = read(tmp_path / "all", data.replace(LINES[0].encode() + b"\n", b""), quick=True)
    assert (len(loaded.files), len(silver), rejects) == (1, 2, [])


@pytest.mark.parametrize("name", FILES)
def test_every_kind_of_line_end_and_encoding(tmp_path: Path, name: str) -> None:
    data, expected = FILES[name]
    loaded, silver, rejects = both(tmp_path, data)
    kept = abs(expected)
    assert (loaded.rows_in, len(silver), [row for row, _, _ in rejects]) == (kept + (expected < 0), kept, [kept + 2] * (expected < 0))
    cells = silver[0]
    assert cells[:4] == ("015009", lakes_day(DAYS[0]), "2024Q2", "AL")


def lakes_day(text: str) -> Any:
    import datetime as dt

    return dt.date(int(text[:4]), int(text[4:6]), int(text[6:]))


def test_a_name_is_read_in_the_files_encoding(tmp_path: Path) -> None:
    for encoding in ("cp1252", "utf-8", "utf-8-sig"):
        data = drawn.pbj_csv([drawn.pbj_row(PROVNAME="JOE\u2019S \u2013 \u00c9MILE")], encoding=encoding)
        _, silver, _ = both(tmp_path / encoding, data)
        assert "JOE\u2019S \u2013 \u00c9MILE" in silver[0]


REJECTED = {
    "too few fields": (",".join(line(day=DAYS[7]).split(",")[:-1]), "wrong_field_count"),
    "too many fields": (line(day=DAYS[7]) + ",", "wrong_field_count"),
    "a cut row": (line(day=DAYS[7])[:60], "wrong_field_count"),
    "an unterminated quote": (line(day=DAYS[7]).replace("HOME", '"HOME'), "unterminated_quote"),
    "no CCN": (line(day=DAYS[7], ccn=""), "ccn_missing"),
    "a power of ten": (line(day=DAYS[7], ccn="1.50E+12"), "ccn_unreadable"),
    "no day": (line(day=""), "work_date_missing"),
    "no such day": (line(day="20240631"), "work_date_unreadable"),
    "another quarter's day": (line(day="20240115", CY_Qtr="2024Q2"), "work_date_outside_quarter"),
    "a negative census": (line(day=DAYS[7], census="-1"), "mds_census_negative"),
    "half a resident": (line(day=DAYS[7], census="50.5"), "mds_census_unreadable"),
    "negative hours": (line(day=DAYS[7], Hrs_RN="-7.5"), "hrs_rn_negative"),
    "hours below zero that are zero": (line(day=DAYS[7], Hrs_RN="-0"), "hrs_rn_negative"),
    "a sign": (line(day=DAYS[7], Hrs_RN="+7.5"), "hrs_rn_unreadable"),
    "a dash": (line(day=DAYS[7], Hrs_RN="- "), "hrs_rn_unreadable"),
    "an exponent": (line(day=DAYS[7], Hrs_CNA_ctr="1e3"), "hrs_cna_ctr_unreadable"),
    "an exponent behind a point": (line(day=DAYS[7], Hrs_CNA_ctr="5.e2"), "hrs_cna_ctr_unreadable"),
    "underscores": (line(day=DAYS[7], Hrs_CNA_ctr="1_000"), "hrs_cna_ctr_unreadable"),
    "thousands": (line(day=DAYS[7], Hrs_CNA_ctr='"1,000"').replace('"""1,000"""', '"1,000"'), "hrs_cna_ctr_unreadable"),
    "too many hours": (line(day=DAYS[7], Hrs_CNA="12345678"), "hrs_cna_unreadable"),
    "text": (line(day=DAYS[7], Hrs_CNA="n/a"), "hrs_cna_unreadable"),
    "an empty cell too many": (line(day=DAYS[7]) + ',""', "wrong_field_count"),
    "empty cells too many": (line(day=DAYS[7]) + ',,"" ', "wrong_field_count"),
    "several at once": (line(day=DAYS[7], ccn="x", census="-1", Hrs_CNA="n/a"), "ccn_unreadable,hrs_cna_unreadable,mds_census_negative"),
}


def test_a_rejected_row_keeps_its_number_reason_and_text(tmp_path: Path) -> None:
    good = [line(day=day, ccn=ccn) for ccn in ("015010", "01A193") for day in DAYS]
    lines = [HEADER, *good[:50]]
    expected = []
    for bad, reason in REJECTED.values():
        lines += [bad, LINES[0]]
        expected.append((len(lines) - 1, reason, bad))
    loaded, silver, rejects = both(tmp_path, "\n".join([*lines, *good[50:], ""]).encode())
    assert rejects == expected
    assert (len(silver), loaded.rows_superseded) == (len(good) + 1, len(REJECTED) - 1)


def test_rows_are_numbered_as_a_spreadsheet_does(tmp_path: Path) -> None:
    """The header is row 1; a quoted line end does not begin a row; a blank line is one."""
    bad = line(day="20240631")
    quoted = LINES[0].replace("HOME 015009", '"HOME\nOF"')
    data = "\n".join([HEADER, quoted, bad, "", LINES[1], bad, ""]).encode()
    _, _, rejects = both(tmp_path, data)
    assert [row for row, _, _ in rejects] == [3, 6]


def test_an_unclosed_quote_takes_its_own_row_alone(tmp_path: Path) -> None:
    bad = [line(day=DAYS[7]).replace("HOME", '"HOME'), line(day=DAYS[8]).replace("TOWN", '"TOWN')]
    data = "\n".join([HEADER, LINES[0], bad[0], *LINES[1:4], bad[1], *LINES[4:], ""]).encode()
    loaded, silver, rejects = both(tmp_path, data)
    assert (loaded.rows_in, len(silver)) == (8, 6)
    assert rejects == [(3, "unterminated_quote", bad[0]), (7, "unterminated_quote", bad[1])]


def test_an_inch_mark_in_a_name_opens_nothing(tmp_path: Path) -> None:
    data = "\n".join([HEADER, *(x.replace("HOME", '12" HOME') for x in LINES[:2]), *LINES[2:], ""]).encode()
    loaded, silver, rejects = both(tmp_path, data)
    assert (loaded.rows_in, len(silver), rejects) == (6, 6, [])
    assert '12" HOME 015009' in silver[0]


def test_the_last_of_equal_keys_wins_whole(tmp_path: Path) -> None:
    first, second, third = line(census="40", Hrs_RN="1"), line(census="41", Hrs_RN=""), line(ccn="15009", census="42")
    loaded, silver, rejects = both(tmp_path, "\n".join([HEADER, first, LINES[1], second, third, ""]).encode())
    assert (loaded.rows_in, loaded.rows_kept, loaded.rows_superseded, rejects) == (4, 2, 2, [])
    assert 42 in silver[0]
    flags = [cell for cell in silver[0] if isinstance(cell, str) and "duplicate" in cell]
    assert flags == ["ccn_zero_restored,duplicate_differs"]


# ------------------------------------------------------------------------------------------ dirt of every kind


@pytest.mark.parametrize(("quarter", "seed"), [("2024Q2", 1), ("2018Q2", 2), ("2017Q2", 3), ("2021Q4", 7)])
def test_dirt_of_every_kind(tmp_path: Path, quarter: str, seed: int) -> None:
    made = drawn.synthetic(tmp_path / "out", facilities=120, quarters=quarter, seed=seed, dirt=0.03)[f"pbj {quarter}"]
    assert set(made.damage) == set(FATE)
    loaded, _, rejects = both(tmp_path, made.path.read_bytes())
    fate = {f: sum(n for kind, n in made.damage.items() if FATE[kind] == f) for f in ("quarantined", "superseded")}
    assert loaded.rows_in == made.rows
    assert (len(rejects), loaded.rows_superseded) == (fate["quarantined"], fate["superseded"])
    assert {row: raw for row, _, raw in rejects} == raw_rows(made.path, [row for row, _, _ in rejects])


def raw_rows(path: Path, wanted: list[int]) -> dict[int, str]:
    lines = path.read_bytes().decode("cp1252").split("\n")
    return {row: lines[row - 1].rstrip("\r") for row in wanted}


def test_dirt_in_provider_info(tmp_path: Path) -> None:
    made = drawn.synthetic(tmp_path / "out", facilities=400, quarters="2024Q2", dirt=0.2)["providerinfo 2024-10-01"]
    loaded, silver, rejects = lakes.loaded_rows(made.path, tmp_path / "lake")
    assert loaded.rows_in == made.rows == len(silver) + len(rejects) + loaded.rows_superseded
    assert len(rejects) > 0
    assert loaded.rows_superseded > 0


# ------------------------------------------------------------------------------------------ any file at all

ODD_CELLS = ["", " ", "0", "0.00", "7.125", " 7.5", "7.5\t", "\u00a07.5", "+5", "-0", "- ", "1e3", "5.e2", "1_0", "1,5", "1.5.", ".", ".5", "5.",
             "n/a", "-3", "99999999", "9999999.99", "9999999.995", "0x10", "inf", "NULL", '"', '""', 'a"b', "\x00", "\x1a", "a\rb", "a\nb", "\u2019",
             "\u0141", "15009", "01a193", "51E109", "5.1E+110", "20240402", "2024-04-02", "2024Q2", "2024q2", "2024Q3", "AL", "al", "XX", "59", "059"]  # fmt: skip
HOURS = [h for h in drawn.PBJ_HEADER if h.startswith("Hrs_")]
COLUMNS = st.sampled_from(["PROVNUM", "PROVNAME", "STATE", "COUNTY_FIPS", "CY_Qtr", "WorkDate", "MDScensus", "Hrs_RN", "Hrs_CNA_ctr", *HOURS])


@st.composite
def one_line(draw: st.DrawFn) -> str:
    """A row of few facilities and days, so that keys meet; mostly plain, sometimes with an odd cell, sometimes no row at all."""
    kind = draw(st.integers(0, 19))
    row = drawn.pbj_row(draw(st.sampled_from(["015009", "01A193", "51E109"])), draw(st.sampled_from(DAYS[:3])), census=draw(st.sampled_from(["50", "0", "7"])))
    if kind < 9:
        row |= {draw(COLUMNS): draw(st.sampled_from(ODD_CELLS)) for _ in range(draw(st.integers(1, 2)))}
    text = drawn.pbj_csv([row]).decode()[len(HEADER) + 1 : -1]
    if kind == 10:
        return draw(st.sampled_from(["", " ", "\x1a", ",", '"', "a,b", "\r", HEADER, text + ",", text + "\r" + text, text[:40]]))
    if kind == 11:
        at = draw(st.integers(0, len(text)))
        return text[:at] + draw(st.sampled_from(['"', ",", "\r", "\n", "\x00", " ", "\u2019"])) + text[at:]
    if kind == 12:
        return '"' + text.replace('"', "").replace(",", '","') + '"'
    return text


def any_file(lines: list[str], end: str, encoding: str, mixed: bool, tail: str) -> bytes:
    pick = random.Random(len(lines))
    ends = [pick.choice(["\n", "\r\n"]) if mixed else end for _ in lines]
    body = "".join(a + b for a, b in zip([HEADER, *lines], [end, *ends], strict=True)) + tail
    return body.encode(encoding, "replace") if encoding != "both" else HEADER.encode() + body[len(HEADER) :].encode("cp1252", "replace") + "\u00c9".encode()


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lines=st.lists(one_line(), min_size=1, max_size=25),
    end=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "both"]),
    mixed=st.booleans(),
    tail=st.sampled_from(["", "\n", "\x1a", '"', "x"]),
)
def test_both_ways_of_reading_say_the_same(tmp_path: Path, lines: list[str], end: str, encoding: str, mixed: bool, tail: str) -> None:
    data = any_file(lines, end, encoding, mixed, tail)
    if not any(part.strip(b" \t\r\n\x1a\x00") for part in data.split(b"\n")[1:]):
        return  # a header alone is refused
    both(tmp_path, data)


@settings(max_examples=EXAMPLES // 2, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.lists(st.lists(st.sampled_from(["x", "7", 'in "quotes"', "two\nlines", "a, b", "", "tail "]), min_size=33, max_size=33), min_size=1, max_size=8))
def test_every_record_of_a_well_formed_file_is_counted(tmp_path: Path, cells: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([list(drawn.PBJ_HEADER), *cells])
    loaded, _, rejects = read(tmp_path, out.getvalue().encode())
    assert loaded.rows_in == len(cells)
    assert [row for row, _, _ in rejects] == list(range(2, len(cells) + 2))
