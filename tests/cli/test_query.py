"""`kerok query`: formats that give back what went in, files that are whole or absent, errors that help."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kerok.engines.answers import unique
from tests.support.lakes import rows

from .conftest import Kerok

ODD = """
    SELECT * FROM (VALUES
        (1, 'plain', CAST(1.10 AS decimal(9, 2)), DATE '2024-02-29', true, CAST(0.1 AS double)),
        (2, 'a,b "c"', CAST(-0.01 AS decimal(9, 2)), NULL, false, NULL),
        (3, 'two' || chr(10) || 'lines' || chr(13), NULL, DATE '1999-12-31', NULL, CAST(1E300 AS double)),
        (4, '', CAST(0 AS decimal(9, 2)), DATE '2024-01-01', true, CAST(-0.5 AS double)),
        (5, NULL, CAST(1234567.89 AS decimal(9, 2)), NULL, NULL, NULL),
        (6, ' naïve ☃ ', CAST(9999999.99 AS decimal(9, 2)), NULL, NULL, NULL)
    ) AS t(n, words, hours, day, is_so, ratio) ORDER BY n"""
WANTED: list[tuple[Any, ...]] = [
    (1, "plain", Decimal("1.10"), dt.date(2024, 2, 29), True, 0.1),
    (2, 'a,b "c"', Decimal("-0.01"), None, False, None),
    (3, "two\nlines\r", None, dt.date(1999, 12, 31), None, 1e300),
    (4, "", Decimal("0.00"), dt.date(2024, 1, 1), True, -0.5),
    (5, None, Decimal("1234567.89"), None, None, None),
    (6, " naïve ☃ ", Decimal("9999999.99"), None, None, None),
]
NAMES = ["n", "words", "hours", "day", "is_so", "ratio"]
DAILY = "SELECT * FROM gold_daily_staffing_fact WHERE ccn = '415052' ORDER BY work_date"


def test_csv(kerok: Kerok, demo_home: Path, tmp_path: Path) -> None:
    kerok("query", ODD, "-o", tmp_path / "a.csv", home=demo_home).well()
    types = "{'n': 'INTEGER', 'words': 'VARCHAR', 'hours': 'DECIMAL(9,2)', 'day': 'DATE', 'is_so': 'BOOLEAN', 'ratio': 'DOUBLE'}"
    reader = f"read_csv('{tmp_path}/a.csv', header=true, auto_detect=false, quote='\"', escape='\"', columns={types}, allow_quoted_nulls=false)"
    with duckdb.connect() as connection:
        assert connection.execute(f"FROM {reader}").fetchall() == WANTED, "an empty text differs from NULL"
    text = (tmp_path / "a.csv").read_bytes().decode()
    by_python = list(csv.reader(io.StringIO(text, newline="")))
    assert by_python[0] == NAMES
    assert [r[1] for r in by_python[1:]] == [w[1] or "" for w in WANTED]
    assert [r[2] for r in by_python[1:]] == ["1.10", "-0.01", "", "0.00", "1234567.89", "9999999.99"]
    assert [r[4] for r in by_python[1:]] == ["true", "false", "", "true", "", ""]


@pytest.mark.parametrize("form", ["json", "ndjson"])
def test_json(kerok: Kerok, demo_home: Path, form: str) -> None:
    result = kerok("query", ODD, "--format", form, home=demo_home).well()
    got = result.data if form == "json" else result.objects
    assert all(list(row) == NAMES for row in got)
    assert [tuple(row.values()) for row in got] == [
        (n, words, hours, day and day.isoformat(), is_so, None if ratio is None else Decimal(repr(ratio))) for n, words, hours, day, is_so, ratio in WANTED
    ]


@pytest.mark.parametrize("form", ["arrow", "parquet"])
def test_arrow_and_parquet(kerok: Kerok, demo_home: Path, form: str) -> None:
    data = kerok("query", ODD, "--format", form, home=demo_home).well().stdout
    table = pa.ipc.open_stream(data).read_all() if form == "arrow" else pq.read_table(io.BytesIO(data))
    assert table.schema.names == NAMES
    assert [str(t) for t in table.schema.types] == ["int32", "string", "decimal128(9, 2)", "date32[day]", "bool", "double"]
    assert [tuple(row.values()) for row in table.to_pylist()] == WANTED


def test_table(kerok: Kerok, demo_home: Path) -> None:
    lines = kerok("query", ODD, home=demo_home).well().out.splitlines()
    assert lines[:4] == [
        "n  words              hours  day         is_so   ratio",
        "-  ------------  ----------  ----------  -----  ------",
        "1  plain               1.10  2024-02-29  true      0.1",
        '2  a,b "c"            -0.01              false',
    ]
    assert lines[4].startswith("3  two\\nlines\\r "), "a line end inside a cell does not break the table"
    assert len(lines) == 2 + len(WANTED)


@pytest.mark.parametrize("form", ["csv", "json", "ndjson", "arrow", "parquet"])
def test_every_format_gives_the_same_of_real_rows(kerok: Kerok, demo_home: Path, form: str) -> None:
    wanted = rows(demo_home, DAILY)
    result = kerok("query", DAILY, "--format", form, home=demo_home).well()
    if form in ("arrow", "parquet"):
        table = pa.ipc.open_stream(result.stdout).read_all() if form == "arrow" else pq.read_table(io.BytesIO(result.stdout))
        assert table.to_pylist() == wanted
    elif form == "csv":
        texts = [{k: "" if v is None else str(v).lower() if isinstance(v, bool) else str(v) for k, v in row.items()} for row in wanted]
        assert list(csv.DictReader(io.StringIO(result.out))) == texts
    else:
        got = result.data if form == "json" else result.objects
        assert got == [{k: v.isoformat() if isinstance(v, dt.date) else v for k, v in row.items()} for row in wanted]


@pytest.mark.parametrize(("width", "value"), [("9, 2", "0.10"), ("18, 2", "9999999999999999.99"), ("18, 6", "123456789012.345678"), ("38, 2", "123456789012345678901234567890123456.78")])
def test_json_keeps_decimals_exact(kerok: Kerok, demo_home: Path, width: str, value: str) -> None:
    out = kerok("query", f"SELECT CAST('{value}' AS decimal({width})) AS d", "--format", "json", home=demo_home).well().out
    assert json.loads(out, parse_float=Decimal, parse_int=Decimal) == [{"d": Decimal(value)}]


def test_json_has_null_for_what_is_no_number(kerok: Kerok, demo_home: Path) -> None:
    sql = "SELECT CAST('nan' AS double) AS a, CAST('inf' AS double) AS b, CAST('-inf' AS double) AS c"
    assert kerok("query", sql, "--format", "json", "--dialect", "duckdb", home=demo_home).well().data == [{"a": None, "b": None, "c": None}]


@pytest.mark.parametrize(
    ("form", "wanted"),
    [("csv", b"state,hprd\n"), ("json", b"[]\n"), ("ndjson", b""), ("table", b"state  hprd\n-----  ----\n")],
)
def test_no_rows(kerok: Kerok, demo_home: Path, form: str, wanted: bytes) -> None:
    assert kerok("query", "SELECT state, hprd FROM vw_state_hprd WHERE false", "--format", form, home=demo_home).well().stdout == wanted


@pytest.mark.parametrize("form", ["arrow", "parquet"])
def test_no_rows_have_columns_and_types(kerok: Kerok, demo_home: Path, form: str) -> None:
    data = kerok("query", "SELECT state, hours FROM vw_state_hprd WHERE false", "--format", form, home=demo_home).well().stdout
    schema = (pa.ipc.open_stream(data) if form == "arrow" else pq.ParquetFile(io.BytesIO(data)).schema_arrow).schema if form == "arrow" else pq.read_schema(io.BytesIO(data))
    assert [(f.name, str(f.type)) for f in schema] == [("state", "string"), ("hours", "decimal128(18, 2)")]


def test_one_empty_column_is_no_blank_line(kerok: Kerok, demo_home: Path) -> None:
    text = kerok("query", "SELECT x FROM (VALUES (NULL), ('a'), ('')) AS t(x)", "--format", "csv", home=demo_home).well().out
    assert list(csv.reader(io.StringIO(text))) == [["x"], [""], ["a"], [""]]


def test_columns_of_one_name(kerok: Kerok, demo_home: Path) -> None:
    sql = "SELECT 1 AS a, 2 AS a, 3 AS \"A\", 4 AS a_1, 5 AS \"x,\"\"y\""
    assert kerok("query", sql, "--format", "csv", home=demo_home).well().out == 'a,a,A,a_1,"x,""y"\n1,2,3,4,5\n'
    assert kerok("query", sql, home=demo_home).well().out.splitlines()[0].split() == ["a", "a", "A", "a_1", 'x,"y']
    assert kerok("query", sql, "--format", "json", home=demo_home).well().data == [{"a": 1, "a_2": 2, "A_3": 3, "a_1": 4, 'x,"y': 5}]
    data = kerok("query", sql, "--format", "arrow", home=demo_home).well().stdout
    assert pa.ipc.open_stream(data).read_all().schema.names == ["a", "a_2", "A_3", "a_1", 'x,"y']


def test_unique_names() -> None:
    assert unique(["a", "b"]) == ["a", "b"]
    assert unique(["a", "A", "a"]) == ["a", "A_1", "a_2"]
    assert unique(["a", "a", "a_1", "A_1"]) == ["a", "a_2", "a_1", "A_1_1"]


def test_comments_and_a_last_semicolon_are_no_second_statement(kerok: Kerok, demo_home: Path) -> None:
    for dialect in ("house", "duckdb"):
        for form in ("json", "csv", "table"):
            sql = "/* first */ SELECT 1 AS a /* ; */ -- ; second\n; -- third"
            assert "1" in kerok("query", sql, "--dialect", dialect, "--format", form, home=demo_home).well().out


def test_house_warnings_go_to_stderr(kerok: Kerok, demo_home: Path) -> None:
    result = kerok("query", "SELECT avg(mds_census) AS a FROM silver_pbj_daily", "--format", "csv", home=demo_home).well()
    assert result.out.startswith("a\n")
    assert "warning: avg() means different things on the engines" in result.err
    assert kerok("query", "SELECT avg(mds_census) AS a FROM silver_pbj_daily", "--dialect", "duckdb", home=demo_home).well().err == ""


def test_house_functions_work(kerok: Kerok, demo_home: Path) -> None:
    sql = "SELECT rate(sum(hours), sum(resident_days)) AS hprd FROM vw_state_hprd WHERE quarter = '2023Q2' AND role_set = 'cms_total'"
    (row,) = kerok("query", sql, "--format", "json", home=demo_home).well().data
    assert round(row["hprd"], 4) == Decimal("3.6808")


@pytest.mark.parametrize(
    ("sql", "parts"),
    [
        ("SELECT * FROM silver_pbj_dayly", ["silver_pbj_dayly does not exist", "did you mean silver_pbj_daily"]),
        ("SELECT * FROM xyzzy", ["kerok tables"]),
        ("SELECT facilty_name FROM vw_facility_hprd", ["facilty_name", "did you mean facility_name"]),
        ("SELECT ccn FROM", ["try:"]),
        ("SELEC 1", ["SELECT"]),
        ("SELECT CAST('x' AS integer)", ["Could not convert string 'x'"]),
        ("", ["try:"]),
    ],
)
@pytest.mark.parametrize("dialect", ["house", "duckdb"])
def test_errors_say_where_and_what_to_do(kerok: Kerok, demo_home: Path, sql: str, parts: list[str], dialect: str) -> None:
    result = kerok("query", sql, "--dialect", dialect, home=demo_home).failed(2, "error: ", *parts)
    assert "contains unsupported syntax" not in result.err


def test_house_errors_in_nesting(kerok: Kerok, demo_home: Path) -> None:
    kerok("query", "SELECT " + "(" * 3000 + "1" + ")" * 3000, home=demo_home).failed(2)


# ------------------------------------------------------------------------------------------ -o FILE


@pytest.mark.parametrize(("ending", "start"), [("csv", b"n,words"), ("json", b"[\n{"), ("ndjson", b'{"n":1'), ("jsonl", b'{"n":1'), ("parquet", b"PAR1"), ("arrow", b"\xff\xff\xff\xff"), ("txt", b"n,words")])
def test_the_files_name_chooses_the_format(kerok: Kerok, demo_home: Path, tmp_path: Path, ending: str, start: bytes) -> None:
    target = tmp_path / f"answer.{ending}"
    result = kerok("query", ODD, "-o", target, home=demo_home).well()
    assert result.out == ""
    assert result.err == f"{target}: 6 rows\n"
    assert target.read_bytes().startswith(start)
    assert os.listdir(tmp_path) == [target.name]


def test_format_wins_over_the_name(kerok: Kerok, demo_home: Path, tmp_path: Path) -> None:
    kerok("query", ODD, "-o", tmp_path / "a.csv", "--format", "table", home=demo_home).well()
    assert (tmp_path / "a.csv").read_text().startswith("n  words")


@pytest.mark.parametrize("form", ["table", "csv", "json", "ndjson", "parquet", "arrow"])
def test_a_file_is_whole_or_as_it_was(kerok: Kerok, demo_home: Path, tmp_path: Path, form: str) -> None:
    target = tmp_path / "answer"
    target.write_text("before")
    late = "SELECT CASE WHEN n < 299999 THEN n ELSE CAST('x' AS integer) END AS n FROM (SELECT range AS n FROM range(300000)) AS t"
    kerok("query", late, "--dialect", "duckdb", "--format", form, "-o", target, home=demo_home).failed(2, "the query failed", "Could not convert")
    assert target.read_text() == "before"
    assert os.listdir(tmp_path) == ["answer"]
    kerok("query", "SELECT 1 AS a", "--format", form, "-o", target, home=demo_home).well()
    assert target.read_bytes() != b"before"
    assert os.listdir(tmp_path) == ["answer"]


def test_a_file_that_cannot_be_written(kerok: Kerok, demo_home: Path, tmp_path: Path) -> None:
    kerok("query", "SELECT 1 AS a", "-o", tmp_path / "no" / "x.csv", home=demo_home).failed(2, "cannot write", "No such file or directory", "try:")
    kerok("query", "SELECT 1 AS a", "-o", tmp_path, home=demo_home).failed(2, "cannot write")
    kerok("query", "SELECT 1 AS a", "-o", "/dev/full", "--format", "csv", home=demo_home).failed(2, "cannot write", "No space left")


@pytest.mark.parametrize("name", ["catalog.db", "bronze/x.csv", "warehouse/x.csv", "tmp/x.csv", "warehouse/../catalog.db"])
def test_an_answer_is_not_written_into_the_lake(kerok: Kerok, demo_home: Path, name: str) -> None:
    before = (demo_home / "catalog.db").read_bytes()
    kerok("query", "SELECT 1 AS a", "-o", demo_home / name, home=demo_home).failed(2, "inside the lake")
    assert (demo_home / "catalog.db").read_bytes() == before


def test_a_device_is_written_as_it_is(kerok: Kerok, demo_home: Path) -> None:
    kerok("query", "SELECT 1 AS a", "-o", "/dev/null", home=demo_home).well()
    assert not Path("/dev/null").is_file()


def test_what_does_not_fit_into_memory_does_not_go_into_the_users_folder(kerok_process: Kerok, demo_home: Path, tmp_path: Path) -> None:
    sql = "SELECT count(*) AS n FROM (SELECT range, hash(range)::varchar || repeat('x', 60) AS b FROM range(1000000) ORDER BY b LIMIT 900000)"
    result = kerok_process("query", sql, "--dialect", "duckdb", "--format", "csv", home=demo_home, cwd=tmp_path, KEROK_MEMORY_LIMIT="100MB")
    assert result.well().out == "n\n900000\n"
    assert os.listdir(tmp_path) == []
