"""House functions: the idioms of the house dialect under one name, with each engine's spelling.

A house function means the same on every engine; where DuckDB has a faster spelling it is given apart and a property test
holds it equal to the portable one. ``$0``, ``$1`` are the arguments.
"""

from __future__ import annotations

from dataclasses import dataclass

_SPACES = r"[ \t\n\x0B\f\r\x{A0}]"


@dataclass(frozen=True)
class HouseFunction:
    """One idiom.

    Attributes:
        meaning: What it returns, for the documentation.
        portable: Its SQL on Trino and Athena (and DuckDB, unless ``duckdb`` is given).
        duckdb: A faster SQL of the same meaning.
    """

    arguments: int
    meaning: str
    portable: str
    duckdb: str = ""


# V/W half up at six decimals, exact: 2,000,000 V + W less what is over 2 W is a multiple of 2 W. Doubles alone differ on ties, engine by engine.
_TOP, _BOTTOM = "try_cast($0 AS decimal(20, 6))", "nullif(try_cast($1 AS decimal(20, 6)), 0)"
_DOUBLED = f"({_TOP} * 2000000 + {_BOTTOM})"
_RATE = (
    f"try_cast(CAST(CAST({_DOUBLED} - {_DOUBLED} % ({_BOTTOM} * 2) AS double) / nullif(CAST({_BOTTOM} * 2 AS double), 0) AS decimal(18, 0))"
    " * CAST('0.000001' AS decimal(7, 6)) AS decimal(12, 6))"
)
_QUICK_RATE = "CAST($0 AS double) / nullif(CAST($1 AS double), 0)"

HOUSE_FUNCTIONS: dict[str, HouseFunction] = {
    "clean_text": HouseFunction(
        1,
        "the text without surrounding blanks, tabs, line ends and no-break spaces; NULL where nothing is left",
        f"nullif(regexp_replace($0, '^{_SPACES}+|{_SPACES}+\\z', ''), '')",
        "nullif(trim($0, chr(32) || chr(9) || chr(10) || chr(11) || chr(12) || chr(13) || chr(160)), '')",
    ),
    "upper_ascii": HouseFunction(
        1,
        "the text with a-z as A-Z and nothing else changed (upper() differs on non-ASCII letters)",
        "translate($0, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')",
    ),
    "is_ccn": HouseFunction(
        1,
        "whether the text is a CCN: six characters, digits but for a possible capital in position 3, prefix not 00",
        r"(regexp_like($0, '^[0-9]{2}[0-9A-Z][0-9]{3}\z') AND substr($0, 1, 2) <> '00')",
    ),
    "parse_hours": HouseFunction(
        1,
        "hours as decimal(9,2), half up; NULL unless digits with an optional decimal part below ten million",
        r"CASE WHEN regexp_like($0, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z') THEN try_cast($0 AS decimal(9, 2)) END",
    ),
    "parse_count": HouseFunction(
        1,
        "a whole number as integer; NULL unless one to nine digits (a decimal part of zeros is allowed)",
        r"CASE WHEN regexp_like($0, '^[0-9]{1,9}([.]0*)?\z') THEN CAST(try_cast($0 AS decimal(12, 2)) AS integer) END",
    ),
    "parse_rating": HouseFunction(
        1,
        "stars 1 to 5 as integer; NULL for anything else",
        r"CASE WHEN regexp_like($0, '^[1-5]([.]0*)?\z') THEN CAST(try_cast($0 AS decimal(12, 2)) AS integer) END",
    ),
    "parse_decimal_2": HouseFunction(
        1,
        "a number as decimal(18,2), half up; NULL for anything else",
        r"CASE WHEN regexp_like($0, '^-?([0-9]{1,12}([.][0-9]*)?|[.][0-9]+)\z') THEN try_cast($0 AS decimal(18, 2)) END",
    ),
    "parse_decimal_5": HouseFunction(
        1,
        "a number as decimal(12,5), half up; NULL for anything else",
        r"CASE WHEN regexp_like($0, '^-?([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z') THEN try_cast($0 AS decimal(12, 5)) END",
    ),
    "parse_yes_no": HouseFunction(
        1,
        "true for Y, YES, TRUE, false for N, NO, FALSE in any case; NULL for anything else",
        "CASE translate($0, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')"
        " WHEN 'Y' THEN true WHEN 'YES' THEN true WHEN 'TRUE' THEN true"
        " WHEN 'N' THEN false WHEN 'NO' THEN false WHEN 'FALSE' THEN false END",
    ),
    "parse_day": HouseFunction(
        1,
        "a day written YYYYMMDD; NULL for anything else",
        r"CASE WHEN regexp_like($0, '^20[0-9]{6}\z')"
        " THEN try_cast(substr($0, 1, 4) || '-' || substr($0, 5, 2) || '-' || substr($0, 7, 2) AS date) END",
    ),
    "parse_iso_day": HouseFunction(
        1,
        "a day written YYYY-MM-DD (a midnight time after it is allowed) or MM/DD/YYYY; NULL for anything else",
        r"CASE WHEN regexp_like($0, '^(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}([ T]00:00:00([.]0+)?)?\z')"
        " THEN try_cast(substr($0, 1, 10) AS date)"
        r" WHEN regexp_like($0, '^[0-9]{2}/[0-9]{2}/(19|20)[0-9]{2}\z')"
        " THEN try_cast(substr($0, 7, 4) || '-' || substr($0, 1, 2) || '-' || substr($0, 4, 2) AS date) END",
    ),
    "quarter_of": HouseFunction(
        1,
        "the calendar quarter of a day, as 2024Q2",
        "(CAST(year($0) AS varchar) || 'Q' || CAST(quarter($0) AS varchar))",
    ),
    "month_of": HouseFunction(1, "the first day of the day's month", "CAST(date_trunc('month', $0) AS date)"),
    "sorted_list": HouseFunction(
        1, "a comma-separated list in order; NULL when empty", "nullif(array_join(array_sort(split($0, ',')), ','), '')"
    ),
    # try_cast: one absurd row must not stop a statement; its rate does not fit the column and is NULL.
    "rate": HouseFunction(
        2,
        "numerator over denominator, rounded once, half up, to decimal(12,6), exact for numbers of up to six decimals and not below 0; NULL where the"
        " denominator is 0 or missing, or the rate a million or more",
        _RATE,
        f"CASE WHEN abs({_QUICK_RATE} * 1000000 % 1 - 0.5) < 0.001 THEN {_RATE} ELSE try_cast({_QUICK_RATE} AS decimal(12, 6)) END",
    ),
    "rate_5": HouseFunction(
        2,
        "hours with two decimals over a whole number, rounded once, half up, to five decimals as CMS publishes; exact",
        "try_cast(CAST(CAST(CAST($0 * 200000 AS bigint) + $1 - (CAST($0 * 200000 AS bigint) + $1) % nullif(2 * $1, 0) AS double)"
        " / nullif(CAST(2 * $1 AS double), 0) AS decimal(18, 0)) * CAST('0.00001' AS decimal(6, 5)) AS decimal(12, 5))",
    ),
    "rate_1": HouseFunction(
        2,
        "one whole number over another, rounded once, half up, to one decimal; exact",
        "try_cast(CAST(CAST(CAST($0 AS bigint) * 20 + $1 - (CAST($0 AS bigint) * 20 + $1) % nullif(2 * $1, 0) AS double)"
        " / nullif(CAST(2 * $1 AS double), 0) AS decimal(18, 0)) * CAST('0.1' AS decimal(2, 1)) AS decimal(9, 1))",
    ),
}
