"""House functions: one meaning, whatever the spelling and the engine."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kerok.dialect import expand_house_functions, parse, to_engine, violations
from kerok.house import HOUSE_FUNCTIONS, HouseFunction
from tests.support.trino_server import Trino

BLANKS = " \t\n\x0b\f\r\u00a0"
ALMOST_BLANKS = "\x1c\x1f\x85\u1680\u2003\u2007\u2028\u202f\u3000\u200b\ufeff"
WITH_TWO_SPELLINGS = [name for name, function in HOUSE_FUNCTIONS.items() if function.duckdb]

any_text = st.text(
    st.one_of(st.sampled_from(BLANKS + ALMOST_BLANKS + "a0.'\\\x01\x7fé"), st.characters(exclude_categories=["Cs"])), max_size=12
)


# ---------------------------------------------------------------------------------------------- DuckDB's own spelling


def _portable(function: HouseFunction, *arguments: str) -> str:
    """The portable spelling as DuckDB's SQL."""
    sql = function.portable
    for number, argument in enumerate(arguments):
        sql = sql.replace(f"${number}", argument)
    return parse(sql).sql("duckdb")


def _fast(name: str, *arguments: str) -> str:
    return expand_house_functions(parse(f"{name}({', '.join(arguments)})"), "duckdb").sql("duckdb")


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(config={"threads": 1}) as opened:
        yield opened


@pytest.mark.parametrize("name", [name for name in WITH_TWO_SPELLINGS if HOUSE_FUNCTIONS[name].arguments == 1])
@settings(max_examples=300, deadline=None)
@given(texts=st.lists(any_text, min_size=1, max_size=20))
def test_the_fast_spelling_means_the_portable_one(connection: duckdb.DuckDBPyConnection, name: str, texts: list[str]) -> None:
    fast, portable = _fast(name, "v"), _portable(HOUSE_FUNCTIONS[name], "v")
    rows = connection.execute(f"SELECT v, {fast}, {portable} FROM (SELECT unnest($1::varchar[]) AS v)", [texts]).fetchall()
    assert [(v, quick) for v, quick, _ in rows] == [(v, slow) for v, _, slow in rows]


@settings(max_examples=300, deadline=None)
@given(pairs=st.lists(st.tuples(st.integers(0, 10**12), st.sampled_from([1, 3, 64, 71, 91, 640, 5824]), st.integers(0, 100)), min_size=1, max_size=50))
def test_the_fast_rate_means_the_portable_one(connection: duckdb.DuckDBPyConnection, pairs: list[tuple[int, int, int]]) -> None:
    values = ", ".join(f"({cents / 100:.2f}::decimal(18, 2), {factor * days})" for cents, factor, days in pairs)
    fast, portable = _fast("rate", "v", "w"), _portable(HOUSE_FUNCTIONS["rate"], "v", "w")
    rows = connection.execute(f"SELECT v, w, {fast}, {portable} FROM (VALUES {values}) AS t(v, w)").fetchall()
    assert [(v, w, quick) for v, w, quick, _ in rows] == [(v, w, slow) for v, w, _, slow in rows]


@settings(max_examples=300, deadline=None)
@given(text=any_text)
def test_clean_text_takes_these_seven_blanks_and_no_others(connection: duckdb.DuckDBPyConnection, text: str) -> None:
    cleaned = connection.execute(f"SELECT {_fast('clean_text', 'CAST($1 AS varchar)')}", [text]).fetchall()
    assert cleaned == [(text.strip(BLANKS) or None,)]


def test_there_is_a_function_with_two_spellings() -> None:
    assert "clean_text" in WITH_TWO_SPELLINGS


# ---------------------------------------------------------------------------------------------- DuckDB and Trino

NASTY = [
    "", " ", "\u00a0", "\t\n\x0b\f\r", " a b ", "\u00a0a\u00a0", "a\u2003", "\ufeffa", "\x1ca", "a\x85", "\u200b", "'", "\\", "a\\", '"', "%", "$1", "\u2019",
    "straße", "ıİ", "ÀÉ", "ﬁ", "Ǆ", "é", "e\u0301", "😀", "日本", "٣", "\uff11\uff12", "Ⅷ",
    "015009", "015009\n", "\n015009", "15009", "0150091", "51E109", "51e109", "01A193", "00A193", "000014", "A15009", "0150 9", "1.50E+12",
    "0", "00", "-0", "1", "5", "5.", "5.0", "5.000", "05", ".5", ".", "5.5", "12.345", "12.344", "12.335", "0.005", "0.004", "1.005", "2.675",
    "9999999", "9999999.99", "9999999.994", "9999999.995", "9999999.999", "10000000", "99999999", "999999999", "1000000000", "999999999.0",
    "9999999.999994", "9999999.999995", "0.000005", "0.000004", "123456789012", "123456789012.345", "1234567890123", "999999999999.995",
    "1e3", "1E3", "1_000", "1,000", "+5", "-1", "-1.5", "-.5", "- 1", "0x10", "NaN", "nan", "inf", "Infinity", "1d", "5f", "1 2", " 5", "5 ", "5\n", "\uff16",
    "6", "4.0", "Y", "y", "yes", "YES", "Yes", "N", "no", "NO", "TRUE", "true", "False", "t", "f", "Yes\n", "\uff39\uff25\uff33", "none",
    "20240401", "20240229", "20230229", "20241301", "20240431", "20240400", "20240401\n", "2024041", "202404011", "19991231", "20000101", "20991231",
    "2024-04-01", "2024-02-29", "2023-02-29", "2024-4-1", "2024-04-01 00:00:00", "2024-04-01T00:00:00", "2024-04-01 00:00:00.000", "2024-04-01 12:00:00",
    "1900-02-29", "1900-01-01", "2099-12-31", "0000-01-01", "04/01/2024", "02/30/2024", "4/1/2024", "31/12/2024", "12/31/1999", "2024/04/01",
    "b,a", "a", ",", "a,,b", "b,a,c,a", "B,a,Z", "é,z", "a b,a",
]  # fmt: skip

DAYS = [date(2017, 1, 1), date(2024, 2, 29), date(2024, 3, 31), date(2024, 4, 1), date(2024, 12, 31), date(1999, 12, 31)]
DAYS += [date(2020, 1, 1) + timedelta(days=37 * n) for n in range(60)]

_random = random.Random(2024)
TIES = [
    ("0.01", "2000"),
    ("0.03", "2000"),
    ("0.05", "2000"),
    ("1.00", "8"),
    ("0.25", "2"),
    ("100.00", "22"),
    ("0.01", "2001"),
    ("0.01", "1999"),
    ("1029.08", "128"),
    ("4374.90", "320"),
    ("3043.74", "320"),
    ("2365.14", "320"),
]
TIES += [(f"{64 * (2 * n + 1) // 64 * m / 100:.2f}", str(64 * m)) for n, m in ((_random.randrange(60_000), _random.choice([1, 3, 7, 10, 71])) for _ in range(200))]
ABSURD = [
    ("19999999.98", "1"),
    ("9999999999.99", "1"),
    ("0.00", "999999999"),
    ("0.01", "999999999"),
    ("0.00", "0"),
    ("5.00", "0"),
    ("410623403.86", "110554155"),
]
HOURS_AND_DAYS = TIES + ABSURD + [(f"{_random.randrange(10**7) / 100:.2f}", str(_random.randrange(1, 40_000))) for _ in range(300)]
COUNTS = [("5", "100"), ("15", "100"), ("31844", "91"), ("0", "91"), ("0", "0"), ("7", "0"), ("1", "3"), ("999999999", "1")]
COUNTS += [(str(_random.randrange(80_000)), str(_random.randrange(1, 93))) for _ in range(300)]

OF_DAYS = ("quarter_of", "month_of")
OF_NUMBERS = ("rate", "rate_5", "rate_1")
OF_TEXT = [name for name in HOUSE_FUNCTIONS if name not in (*OF_DAYS, *OF_NUMBERS)]


def _literal(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _batch(name: str) -> tuple[str, str]:
    """The drawn values as a relation of every engine, and the call of the function on them."""
    if name in OF_DAYS:
        return ", ".join(f"({i}, DATE '{day}', 0)" for i, day in enumerate(DAYS)), f"{name}(v)"
    if name in OF_NUMBERS:
        pairs = COUNTS if name == "rate_1" else HOURS_AND_DAYS
        kind = "bigint" if name == "rate_1" else "decimal(18, 2)"
        return ", ".join(f"({i}, '{a}', '{b}')" for i, (a, b) in enumerate(pairs)), f"{name}(CAST(v AS {kind}), CAST(w AS bigint))"
    return ", ".join(f"({i}, {_literal(text)}, 0)" for i, text in enumerate(NASTY)), f"{name}(v)"


def _answers(name: str, engine: Any, run: Callable[[str], list[tuple[Any, ...]]]) -> list[Any]:
    values, call = _batch(name)
    arguments = ("CAST(v AS decimal(18, 2))", "CAST(w AS bigint)") if name in OF_NUMBERS else ("v",)
    call = _portable(HOUSE_FUNCTIONS[name], *arguments) if engine == "portable" else to_engine(f"SELECT {call}", engine).removeprefix("SELECT")
    return [row[1] for row in sorted(run(f"SELECT i, {call} FROM (VALUES {values}) AS drawn (i, v, w)"))]


@pytest.mark.parametrize("name", HOUSE_FUNCTIONS)
def test_duckdb_and_trino_answer_alike(connection: duckdb.DuckDBPyConnection, trino: Trino, name: str) -> None:
    on_duckdb = _answers(name, "duckdb", lambda sql: connection.execute(sql).fetchall())
    on_trino = _answers(name, "trino", trino.query)
    drawn = {"rate_1": COUNTS, "rate": HOURS_AND_DAYS, "rate_5": HOURS_AND_DAYS}.get(name, DAYS if name in OF_DAYS else NASTY)
    differing = [(repr(v), a, b) for v, a, b in zip(drawn, on_duckdb, on_trino, strict=True) if repr(a) != repr(b)]
    assert differing == []
    assert len({repr(answer) for answer in on_duckdb}) > 1, "one answer to everything proves nothing"


@pytest.mark.parametrize("name", WITH_TWO_SPELLINGS)
def test_the_portable_spelling_answers_alike_on_duckdb_and_trino(connection: duckdb.DuckDBPyConnection, trino: Trino, name: str) -> None:
    assert _answers(name, "portable", lambda sql: connection.execute(sql).fetchall()) == _answers(name, "trino", trino.query)


# ---------------------------------------------------------------------------------------------- the right answers


def _half_up(numerator: str, denominator: str, places: str) -> Decimal | None:
    if Decimal(denominator) == 0:
        return None
    return (Decimal(numerator) / Decimal(denominator)).quantize(Decimal(places), ROUND_HALF_UP)


def test_rate_is_exact_half_up_to_six_decimals(connection: duckdb.DuckDBPyConnection) -> None:
    """As doubles go, each engine rounds other ones of the ties among them down."""
    answers = _answers("rate", "duckdb", lambda sql: connection.execute(sql).fetchall())
    exact = [_half_up(*pair, "0.000001") for pair in HOURS_AND_DAYS]
    assert answers == [None if rate is not None and rate >= 1_000_000 else rate for rate in exact]


def test_rate_5_is_exact_half_up_to_five_decimals(connection: duckdb.DuckDBPyConnection) -> None:
    answers = _answers("rate_5", "duckdb", lambda sql: connection.execute(sql).fetchall())
    too_large = [("19999999.98", "1"), ("9999999999.99", "1")]
    assert answers == [None if pair in too_large else _half_up(*pair, "0.00001") for pair in HOURS_AND_DAYS]


def test_rate_1_is_exact_half_up_to_one_decimal(connection: duckdb.DuckDBPyConnection) -> None:
    answers = _answers("rate_1", "duckdb", lambda sql: connection.execute(sql).fetchall())
    assert answers == [None if pair == ("999999999", "1") else _half_up(*pair, "0.1") for pair in COUNTS]


def test_quarters_and_months_of_days(connection: duckdb.DuckDBPyConnection) -> None:
    run: Callable[[str], list[tuple[Any, ...]]] = lambda sql: connection.execute(sql).fetchall()  # noqa: E731
    assert _answers("quarter_of", "duckdb", run) == [f"{day.year}Q{(day.month + 2) // 3}" for day in DAYS]
    assert _answers("month_of", "duckdb", run) == [day.replace(day=1) for day in DAYS]


@pytest.mark.parametrize("name", HOUSE_FUNCTIONS)
def test_nothing_given_nothing_returned(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    kind = "date" if name in OF_DAYS else "bigint" if name in OF_NUMBERS else "varchar"
    call = f"{name}({', '.join([f'CAST(NULL AS {kind})'] * HOUSE_FUNCTIONS[name].arguments)})"
    assert connection.execute(to_engine(f"SELECT {call}", "duckdb")).fetchall() == [(None,)]


@pytest.mark.parametrize("name", HOUSE_FUNCTIONS)
def test_every_function_obeys_the_dialect_itself(name: str) -> None:
    """The rates alone may try a cast without a check: what they cast is a number, and one that does not fit is NULL."""
    found = violations(parse(f"SELECT {HOUSE_FUNCTIONS[name].portable.replace('$', 'argument_')}"))
    assert [sentence for sentence in found if name not in OF_NUMBERS or not sentence.startswith("try_cast of unchecked text")] == []


@pytest.mark.parametrize("name", HOUSE_FUNCTIONS)
def test_every_function_says_what_it_returns(name: str) -> None:
    function = HOUSE_FUNCTIONS[name]
    assert function.meaning
    assert all(f"${i}" in function.portable for i in range(function.arguments))
    assert f"${function.arguments}" not in function.portable
