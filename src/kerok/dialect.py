"""House SQL to the SQL of each engine: house functions, inlined steps, and what the dialect refuses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, Literal

import sqlglot
from sqlglot import exp

from kerok.errors import KerokError
from kerok.house import HOUSE_FUNCTIONS

Engine = Literal["duckdb", "trino", "athena"]
ENGINES: tuple[Engine, ...] = ("duckdb", "trino", "athena")


# ---------------------------------------------------------------------------------------------- rendering


def parse(sql: str, *, dialect: str = "trino") -> exp.Expr:
    """The parsed tree of one statement; raises KerokError naming line and column."""
    try:
        trees = [t for t in sqlglot.parse(sql, read=dialect) if not isinstance(t, (exp.Semicolon, type(None)))]  # a comment after the last ;
    except sqlglot.errors.SqlglotError as error:
        hint = "Trino has no QUALIFY - use row_number() in a subquery" if re.search(r"(?i)\bqualify\b", sql) else ""
        raise KerokError("cannot parse SQL", where=re.sub(r"\x1b\[[0-9]*m", "", str(error).split("\n")[0]), hint=hint) from error
    if len(trees) != 1:
        raise KerokError(f"expected one statement, found {len(trees)}", hint="give one SELECT")
    return trees[0]


def _house_call(node: exp.Expr) -> str | None:
    if isinstance(node, exp.Anonymous) and str(node.this).lower() in HOUSE_FUNCTIONS:
        return str(node.this).lower()
    return None


def expand_house_functions(tree: exp.Expr, engine: Engine) -> exp.Expr:
    """The tree with every house function replaced by the engine's spelling of it."""

    def spelled(node: exp.Expr) -> exp.Expr:
        name = _house_call(node)
        if name is None:
            return node
        function = HOUSE_FUNCTIONS[name]
        arguments = [a.transform(spelled) for a in node.expressions]
        if len(arguments) != function.arguments:
            raise KerokError(f"{name} takes {function.arguments} argument(s), got {len(arguments)}", where=node.sql("trino"))
        fast = engine == "duckdb" and function.duckdb
        holders = [f"__argument_{i}" for i in range(len(arguments))]
        body_sql = function.duckdb if fast else function.portable
        for i, holder in enumerate(holders):
            body_sql = body_sql.replace(f"${i}", holder)
        body = parse(body_sql, dialect="duckdb" if fast else "trino")
        filled: exp.Expr = body.transform(lambda n: arguments[holders.index(n.name)].copy() if isinstance(n, exp.Column) and n.name in holders else n)
        return filled

    expanded: exp.Expr = tree.transform(spelled)
    return expanded


def to_engine(house: str | exp.Expr, engine: Engine, *, pretty: bool = True) -> str:
    """House SQL as the engine's SQL.

    Args:
        pretty: Indented, for people; plain text renders in half the time.
    """
    tree = parse(house) if isinstance(house, str) else house.copy()
    return expand_house_functions(tree, engine).sql(dialect=engine, pretty=pretty)


def inline_steps(tree: exp.Expr, steps: Iterable[tuple[str, exp.Expr]]) -> exp.Expr:
    """The SELECT with ``steps`` (name and SELECT, innermost first) in front of its own CTEs."""
    tree = tree.copy()
    ctes = [exp.CTE(this=body.copy(), alias=exp.TableAlias(this=exp.to_identifier(name))) for name, body in steps]
    if ctes:
        own = tree.args.get("with_")
        tree.set("with_", exp.With(expressions=[*ctes, *(own.expressions if own else [])]))
    return tree


# ---------------------------------------------------------------------------------------------- what is refused

_MISSING_SOMEWHERE = {
    "every", "map_agg", "width_bucket", "nan", "infinity", "normalize", "xxhash64", "numeric_histogram", "format_datetime",
    "parse_datetime", "ends_with", "percentile_cont", "corr", "date_parse", "format", "typeof",
}  # fmt: skip


def _is_double(node: exp.Expr | None) -> bool:
    return isinstance(node, exp.Cast) and node.to.this == exp.DataType.Type.DOUBLE


def _unparen(node: Any) -> Any:
    return node.unnest() if isinstance(node, exp.Expr) else node


def _bad_division(node: exp.Div) -> bool:
    right = _unparen(node.expression)
    safe = isinstance(right, exp.Nullif) or (isinstance(right, exp.Literal) and not right.is_string and float(right.this) != 0)
    return not (_is_double(_unparen(node.this)) and safe)


def _under_cast(node: exp.Expr) -> bool:
    parent = node.parent
    while isinstance(parent, exp.Paren):
        parent = parent.parent
    return isinstance(parent, exp.Cast) and not isinstance(parent, exp.TryCast) and parent.to.this == exp.DataType.Type.DATE


def _pattern_is_bad(node: exp.Expr) -> bool:
    pattern = node.args.get("expression")
    text = str(pattern.this) if isinstance(pattern, exp.Literal) else ""
    return bool(re.search(r"(?<!\\)\$|\\s|\(\?[=!<]", text))


def _replacement_is_bad(node: exp.RegexpReplace) -> bool:
    replacement = node.args.get("replacement")
    return isinstance(replacement, exp.Literal) and bool(re.search(r"[$\\][0-9]", str(replacement.this)))


def _is_floating(node: Any) -> bool:
    """Whether an expression is a double by its looks: a cast, a division, a literal with an exponent, or arithmetic with one of them."""
    node = _unparen(node)
    if isinstance(node, exp.Literal):
        return not node.is_string and "e" in str(node.this).lower()
    if isinstance(node, (exp.Add, exp.Sub, exp.Mul, exp.Neg)):
        return any(_is_floating(part) for part in (node.this, node.args.get("expression")) if part is not None)
    return _is_double(node) or isinstance(node, exp.Div)


def _rounds_a_double(node: exp.Cast) -> bool:
    return node.to.this in exp.DataType.INTEGER_TYPES and _is_floating(node.this)


def _spells_a_fraction(node: exp.Cast) -> bool:
    value = _unparen(node.this)
    is_decimal = isinstance(value, exp.Literal) and not value.is_string and "." in str(value.this)
    return node.to.this in exp.DataType.TEXT_TYPES and (is_decimal or _is_floating(value))


def _unnests_several(node: exp.Unnest) -> bool:
    return len(node.expressions) > 1 or any(isinstance(e, (exp.Map, exp.VarMap)) for e in node.expressions)


def _starts_at_zero(node: exp.Substring) -> bool:
    start = node.args.get("start")
    return isinstance(start, exp.Literal) and str(start.this) == "0"


def _selects_all(node: exp.Star) -> bool:
    holder = node.parent.parent if isinstance(node.parent, exp.Column) else node.parent
    return isinstance(holder, exp.Select)


def _bad_type(node: exp.Cast) -> bool:
    kind, parameters = node.to.this, node.to.expressions
    types = exp.DataType.Type
    if kind in (types.VARCHAR, types.CHAR, types.NCHAR) and parameters:
        return True
    return kind == types.DECIMAL and len(parameters) != 2


_RULES: list[tuple[type[exp.Expr], Callable[[Any], bool], str, str]] = [
    (exp.Div, _bad_division, "division", "rate(a, b), or CAST(a AS double) / nullif(CAST(b AS double), 0)"),
    (exp.Avg, lambda n: not _is_double(_unparen(n.this)), "avg()", "rate(sum(x), count(x))"),
    (exp.Trim, lambda n: True, "trim()", "clean_text(v)"),
    (exp.Upper, lambda n: True, "upper()", "upper_ascii(v)"),
    (exp.Lower, lambda n: not isinstance(n.this, (exp.Hex, exp.LowerHex)), "lower()", "compare upper_ascii(v)"),
    (exp.Qualify, lambda n: True, "QUALIFY", "row_number() in a subquery"),
    (exp.ApproxQuantile, lambda n: True, "approx_percentile", "rank() and count(*) OVER ()"),
    (exp.PercentileCont, lambda n: True, "percentile_cont", "rank() and count(*) OVER ()"),
    (exp.RegexpExtract, lambda n: True, "regexp_extract", "CASE WHEN regexp_like(...) THEN substr(...) END"),
    (exp.RegexpLike, _pattern_is_bad, "a pattern with $, \\s or look-around", "\\z for the end, [ \\t\\n\\x0B\\f\\r] for blanks"),
    (exp.RegexpReplace, _pattern_is_bad, "a pattern with $, \\s or look-around", "\\z for the end, [ \\t\\n\\x0B\\f\\r] for blanks"),
    (exp.RegexpReplace, _replacement_is_bad, "a group in the replacement", "substr(v, a, n) || substr(...)"),
    (exp.StrToTime, lambda n: True, "date_parse()", "parse_day(v), parse_iso_day(v)"),
    (exp.Substring, _starts_at_zero, "substr() from 0", "substr(v, 1, n): characters count from 1"),
    (exp.Extract, lambda n: str(n.this).upper() in ("DOW", "DAYOFWEEK", "DAY_OF_WEEK"), "extract(dow ...)", "day_of_week(d)"),
    (exp.TimestampTrunc, lambda n: not _under_cast(n), "date_trunc without CAST AS date", "month_of(d)"),
    (exp.DateTrunc, lambda n: not _under_cast(n), "date_trunc without CAST AS date", "month_of(d)"),
    (exp.DateAdd, lambda n: not _under_cast(n), "date_add without CAST AS date", "CAST(date_add('day', n, d) AS date)"),
    (exp.GenerateSeries, lambda n: True, "sequence()", "a table of days, or row_number() OVER ()"),
    (exp.Interval, lambda n: True, "interval arithmetic", "CAST(date_add('day', n, d) AS date)"),
    (exp.ArgMax, lambda n: not isinstance(n.parent, exp.Filter), "max_by without FILTER", "max_by(a, n) FILTER (WHERE a IS NOT NULL)"),
    (exp.ArgMin, lambda n: not isinstance(n.parent, exp.Filter), "min_by without FILTER", "min_by(a, n) FILTER (WHERE a IS NOT NULL)"),
    (exp.TryCast, lambda n: n.find_ancestor(exp.Case, exp.If) is None, "try_cast of unchecked text", "parse_hours, parse_count, parse_day"),
    (exp.Cast, _bad_type, "CAST to varchar(n), char(n) or decimal without (p, s)", "varchar; decimal(p, s)"),
    (exp.Cast, _rounds_a_double, "a double CAST to a whole number", "CAST(floor(x) AS integer), or CAST(CAST(x AS decimal(p, s)) AS integer)"),
    (exp.Cast, _spells_a_fraction, "CAST of a fraction to text", "CAST(CAST(a AS decimal(p, s)) AS varchar)"),
    (exp.Lateral, lambda n: True, "LATERAL", "CROSS JOIN (VALUES ...) with CASE"),
    (exp.Unnest, _unnests_several, "UNNEST of several arrays or a map", "CROSS JOIN (VALUES ...) with CASE"),
    (exp.Star, _selects_all, "SELECT *", "name the columns"),
    (exp.Func, lambda n: n.sql_name().lower() in _MISSING_SOMEWHERE, "a function that one engine lacks or computes otherwise",
     "docs/house-dialect.md"),
    (exp.Anonymous, lambda n: str(n.this).lower() in _MISSING_SOMEWHERE, "a function that one engine lacks or computes otherwise",
     "docs/house-dialect.md"),
]  # fmt: skip


def violations(tree: exp.Expr, *, allow_star: bool = False) -> list[str]:
    """What in a house statement the engines understand differently, each with the idiom to use instead."""
    found: list[str] = []
    for node in tree.walk():
        for kind, bad, what, instead in _RULES:
            if isinstance(node, kind) and not (allow_star and kind is exp.Star) and bad(node):
                sentence = f"{what} means different things on the engines: {node.sql('trino')[:120]} - use {instead}"
                if sentence not in found:
                    found.append(sentence)
    return found
