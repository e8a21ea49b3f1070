"""The house dialect: what means the same on every engine is accepted, anything else is refused with the idiom to use instead."""

from __future__ import annotations

import pytest

from kerok import contracts as declared
from kerok.contracts import steps_of
from kerok.dialect import ENGINES, Engine, inline_steps, parse, to_engine, violations
from kerok.engines import render
from kerok.errors import KerokError
from kerok.house import HOUSE_FUNCTIONS

RATE = "rate(a, b)"
READ = "parse_hours, parse_count, parse_day"
END = r"\z for the end"
RANK = "rank() and count(*) OVER ()"
SPLIT = "CROSS JOIN (VALUES ...) with CASE"

REFUSED = {
    # what the engines answer differently, and the words of the idiom that the refusal must name
    "SELECT 7 / 2": RATE,
    "SELECT (n + 1) / 2 FROM t": RATE,
    "SELECT hours / resident_days FROM t": RATE,
    "SELECT sum(hours) / sum(resident_days) FROM t": RATE,
    "SELECT CAST(a AS double) / b FROM t": RATE,
    "SELECT CAST(a AS double) / 0 FROM t": RATE,
    "SELECT a / nullif(b, 0) FROM t": RATE,
    "SELECT avg(hours) FROM t": "rate(sum(x), count(x))",
    "SELECT try_cast(' 12.34 ' AS decimal(9, 2))": READ,
    "SELECT try_cast(v AS integer) FROM t": READ,
    "SELECT try_cast(v AS date) FROM t": READ,
    "SELECT try_cast('yes' AS boolean)": READ,
    "SELECT try_cast(v AS double) FROM t": READ,
    "SELECT date_parse(v, '%Y%m%d') FROM t": "parse_day",
    "SELECT regexp_like(v, '^[0-9]{6}$') FROM t": END,
    r"SELECT regexp_replace(v, '\s+', '') FROM t": END,
    "SELECT regexp_like(v, '(?=x)') FROM t": END,
    "SELECT regexp_replace(v, '(?<!x)y', '') FROM t": END,
    "SELECT regexp_replace(v, '(..)(..)', '$2-$1') FROM t": "substr(v, a, n) || substr(...)",
    "SELECT regexp_extract(v, '[0-9]+') FROM t": "CASE WHEN regexp_like(...) THEN substr(...) END",
    "SELECT trim(v) FROM t": "clean_text(v)",
    "SELECT ltrim(v) FROM t": "clean_text(v)",
    "SELECT trim(BOTH ' ' FROM v) FROM t": "clean_text(v)",
    "SELECT upper(v) FROM t": "upper_ascii(v)",
    "SELECT lower(v) FROM t": "upper_ascii(v)",
    "SELECT CAST(2.5e0 AS integer)": "floor",
    "SELECT CAST(CAST(a AS double) * 2 AS bigint) FROM t": "floor",
    "SELECT CAST(CAST(a AS double) / nullif(CAST(b AS double), 0) AS integer) FROM t": "floor",
    "SELECT CAST('12.7' AS decimal)": "decimal(p, s)",
    "SELECT CAST(v AS decimal(9)) FROM t": "decimal(p, s)",
    "SELECT DECIMAL '0.00001'": "decimal(p, s)",
    "SELECT date_trunc('month', d) FROM t": "month_of(d)",
    "SELECT date_add('day', 1, d) FROM t": "CAST(date_add('day', n, d) AS date)",
    "SELECT d + interval '1' day FROM t": "CAST(date_add('day', n, d) AS date)",
    "SELECT d - interval '1' month FROM t": "CAST(date_add('day', n, d) AS date)",
    "SELECT sequence(d, e) FROM t": "a table of days",
    "SELECT day FROM UNNEST(sequence(DATE '2024-01-01', DATE '2024-03-31')) AS t(day)": "a table of days",
    "SELECT extract(dow FROM d) FROM t": "day_of_week(d)",
    "SELECT extract(day_of_week FROM d) FROM t": "day_of_week(d)",
    "SELECT max_by(a, n) FROM t": "FILTER (WHERE a IS NOT NULL)",
    "SELECT min_by(a, n) FROM t": "FILTER (WHERE a IS NOT NULL)",
    "SELECT approx_percentile(x, 0.5) FROM t": RANK,
    "SELECT CAST(v AS varchar(3)) FROM t": "varchar",
    "SELECT CAST(v AS char(3)) FROM t": "varchar",
    "SELECT CAST(CAST(a AS double) AS varchar) FROM t": "CAST(CAST(a AS decimal(p, s)) AS varchar)",
    "SELECT CAST(1.50 AS varchar)": "CAST(CAST(a AS decimal(p, s)) AS varchar)",
    "SELECT format('%s', v) FROM t": "house-dialect.md",
    "SELECT substr(v, 0, 3) FROM t": "from 1",
    "SELECT typeof(v) FROM t": "house-dialect.md",
    "SELECT a, b FROM UNNEST(ARRAY[1], ARRAY[2]) AS t(a, b)": SPLIT,
    "SELECT k, v FROM UNNEST(MAP(ARRAY['x'], ARRAY[1])) AS t(k, v)": SPLIT,
    "SELECT r FROM t CROSS JOIN LATERAL (VALUES t.a, t.b) AS u(r)": SPLIT,
    "SELECT every(b) FROM t": "house-dialect.md",
    "SELECT map_agg(a, b) FROM t": "house-dialect.md",
    "SELECT width_bucket(x, 0, 1, 4) FROM t": "house-dialect.md",
    "SELECT nan()": "house-dialect.md",
    "SELECT infinity()": "house-dialect.md",
    "SELECT normalize(v, NFC) FROM t": "house-dialect.md",
    "SELECT xxhash64(v) FROM t": "house-dialect.md",
    "SELECT numeric_histogram(4, x) FROM t": "house-dialect.md",
    "SELECT format_datetime(d, 'yyyy') FROM t": "house-dialect.md",
    "SELECT parse_datetime(v, 'yyyy') FROM t": "house-dialect.md",
    "SELECT ends_with(v, 'x') FROM t": "house-dialect.md",
    "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY x) FROM t": RANK,
    "SELECT corr(a, b) FROM t": "house-dialect.md",
    "SELECT * FROM t": "name the columns",
    "SELECT t.* FROM t": "name the columns",
}

ACCEPTED = [
    r"SELECT regexp_replace(v, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', '') FROM t",
    r"SELECT regexp_like(v, '^[0-9]{2}[0-9A-Z][0-9]{3}\z') FROM t",
    r"SELECT CASE WHEN regexp_like(v, '^20[0-9]{6}\z') THEN try_cast(substr(v, 1, 4) || '-' || substr(v, 5, 2) || '-' || substr(v, 7, 2) AS date) END FROM t",
    r"SELECT CASE WHEN regexp_like(v, '^[0-9]{1,7}([.][0-9]*)?\z') THEN try_cast(v AS decimal(9, 2)) END FROM t",
    "SELECT CAST(CAST(a AS double) / nullif(CAST(b AS double), 0) AS decimal(12, 6)) FROM t",
    "SELECT CAST(floor(CAST(a AS double) / 2) AS integer) FROM t",
    "SELECT CAST(date_trunc('month', d) AS date) FROM t",
    "SELECT CAST(year(d) AS varchar) || 'Q' || CAST(quarter(d) AS varchar) FROM t",
    "SELECT day_of_week(d) IN (6, 7) FROM t",
    "SELECT date_diff('day', a, b) FROM t",
    "SELECT CAST(date_add('day', -1, d) AS date) FROM t",
    "SELECT CASE r.name WHEN 'rn' THEN t.rn WHEN 'lpn' THEN t.lpn END FROM t CROSS JOIN (VALUES 'rn', 'lpn') AS r(name)",
    "SELECT max_by(a, n) FILTER (WHERE a IS NOT NULL) FROM t",
    "SELECT element_at(array_agg(a ORDER BY n DESC) FILTER (WHERE a IS NOT NULL), 1) FROM t",
    "SELECT last_value(a) IGNORE NULLS OVER (PARTITION BY k ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM t",
    "SELECT row_number() OVER (PARTITION BY k ORDER BY CASE WHEN b.d <= a.d THEN 0 ELSE 1 END, abs(date_diff('day', a.d, b.d))) FROM a JOIN b ON a.k = b.k",
    "SELECT k FROM (SELECT k, row_number() OVER (PARTITION BY k ORDER BY n DESC) AS newest_first FROM t) AS r WHERE newest_first = 1",
    "SELECT rank() OVER (ORDER BY x), count(*) OVER (), percent_rank() OVER (ORDER BY x), ntile(4) OVER (ORDER BY x), cume_dist() OVER (ORDER BY x) FROM t",
    "SELECT array_join(filter(ARRAY[IF(a > 1, 'x')], e -> e IS NOT NULL), ',') FROM t",
    "SELECT concat_ws(',', a, b) FROM t",
    "SELECT lower(to_hex(sha256(to_utf8(v)))) FROM t",
    "SELECT CAST(sum(x) AS decimal(18, 2)), coalesce(x, CAST(0 AS decimal(9, 2))), a IS DISTINCT FROM b, bool_and(c), count_if(c) FROM t GROUP BY x, a, b",
    "SELECT a, sum(x) FROM t GROUP BY ROLLUP (a)",
    "SELECT a, b, sum(x) FROM t GROUP BY GROUPING SETS ((a), (a, b))",
    "SELECT greatest(a, b), least(a, b), concat(a, b), lpad(a, 3, '0') FROM t ORDER BY a",
    "SELECT avg(CAST(x AS double)) FROM t",
    "SELECT count(*) FROM t",
    "SELECT x FROM UNNEST(ARRAY[1, 2]) WITH ORDINALITY AS t(x, n)",
    "SELECT CAST(n AS varchar), CAST(CAST(a AS decimal(9, 2)) AS varchar) FROM t",
]


@pytest.mark.parametrize("sql", REFUSED)
def test_what_the_engines_answer_differently_is_refused_with_the_idiom(sql: str) -> None:
    found = violations(parse(sql))
    assert found, "accepted"
    assert any(REFUSED[sql] in sentence for sentence in found), found


def test_qualify_is_refused_by_the_parser_already() -> None:
    sql = "SELECT a FROM t QUALIFY row_number() OVER (PARTITION BY a ORDER BY b) = 1"
    with pytest.raises(KerokError) as refusal:
        parse(sql)
    assert "row_number() in a subquery" in refusal.value.hint
    assert "row_number() in a subquery" in violations(parse(sql, dialect="duckdb"))[0]


@pytest.mark.parametrize("sql", ACCEPTED)
def test_what_they_answer_alike_is_accepted(sql: str) -> None:
    assert violations(parse(sql)) == []


@pytest.mark.parametrize("sql", ACCEPTED)
def test_what_is_accepted_renders_for_every_engine(sql: str) -> None:
    assert all(to_engine(sql, engine) for engine in ENGINES)


@pytest.mark.parametrize("name", [c.name for c in declared.contracts().values() if c.sql])
def test_every_contract_stays_in_the_dialect(name: str) -> None:
    render.check(name)


def test_a_contract_that_leaves_it_is_refused_by_file_and_construct(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render, "house_tree", lambda name: parse("SELECT upper(a), 7 / 2 FROM t"))
    with pytest.raises(KerokError) as refusal:
        render.check("vw_staffing_mix")
    assert "vw_staffing_mix" in str(refusal.value)
    assert all(word in refusal.value.where for word in ("sql/views/vw_staffing_mix.sql", "upper_ascii(v)", RATE))


def test_every_violation_is_told_once() -> None:
    assert len(violations(parse("SELECT upper(a), 7 / 2, upper(a) FROM t"))) == 2


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", HOUSE_FUNCTIONS)
def test_no_house_function_reaches_an_engine_by_its_name(engine: Engine, name: str) -> None:
    arguments = ", ".join("abc"[: HOUSE_FUNCTIONS[name].arguments])
    assert f"{name}(" not in to_engine(f"SELECT {name}({arguments}) FROM t", engine).lower()


def test_house_functions_nest() -> None:
    assert to_engine("SELECT is_ccn(upper_ascii(clean_text(v))) FROM t", "trino").count("TRANSLATE") == 2


def test_a_house_function_with_too_few_arguments_is_refused() -> None:
    with pytest.raises(KerokError, match=r"rate takes 2 argument\(s\), got 1"):
        to_engine("SELECT rate(a) FROM t", "trino")


def test_what_cannot_be_parsed_names_its_place() -> None:
    with pytest.raises(KerokError, match="cannot parse SQL") as refusal:
        parse("SELECT FROM WHERE")
    assert "Line 1" in refusal.value.where


@pytest.mark.parametrize("sql", ["", "SELECT 1; SELECT 2"])
def test_one_statement_is_expected(sql: str) -> None:
    with pytest.raises(KerokError, match="expected one statement"):
        parse(sql)


def test_steps_stand_before_the_reader_in_order() -> None:
    steps = [("first", parse("SELECT a FROM t")), ("second", parse("SELECT a FROM first"))]
    tree = inline_steps(parse("WITH own AS (SELECT a FROM second) SELECT a FROM own"), steps)
    assert tree.sql("trino") == (
        "WITH first AS (SELECT a FROM t), second AS (SELECT a FROM first), own AS (SELECT a FROM second) SELECT a FROM own"
    )


def test_a_stored_step_is_not_inlined() -> None:
    assert "staffing_by_month" in steps_of("gold_monthly_staffing_fact")
    assert steps_of("gold_monthly_staffing_fact", frozenset({"staffing_by_month"})) == ["beds_by_month"]
