"""Types and values as Athena's API spells them, from Trino's."""

from __future__ import annotations

import base64
import re
from typing import Any

_FIXED = {
    "boolean": (0, 0),
    "tinyint": (3, 0),
    "smallint": (5, 0),
    "integer": (10, 0),
    "bigint": (19, 0),
    "float": (17, 0),
    "double": (17, 0),
    "date": (0, 0),
    "timestamp": (3, 0),
    "timestamp with time zone": (3, 0),
    "varchar": (2147483647, 0),
    "varbinary": (1073741824, 0),
}


def column_info(name: str, trino_type: str) -> dict[str, Any]:
    """A column of GetQueryResults: ``decimal(9,2)`` is Type decimal with Precision 9 and Scale 2, ``real`` is float."""
    base = re.sub(r"\(.*\)", "", trino_type).strip()
    base = {"real": "float"}.get(base, base)
    numbers = [int(n) for n in re.findall(r"\d+", trino_type)]
    precision, scale = _FIXED.get(base, (0, 0))
    if base == "decimal":
        precision, scale = numbers[0], numbers[1]
    elif base in ("varchar", "char") and numbers:
        precision = numbers[0]
    return {
        "CatalogName": "hive",
        "SchemaName": "",
        "TableName": "",
        "Name": name,
        "Label": name,
        "Type": base,
        "Precision": precision,
        "Scale": scale,
        "Nullable": "UNKNOWN",
        "CaseSensitive": base in ("varchar", "char"),
    }


def text(value: Any, trino_type: str) -> str | None:
    """A value of Trino's JSON as the text that Athena gives; None for NULL."""
    if value is None or isinstance(value, bool):
        return None if value is None else str(value).lower()
    if isinstance(value, float):
        return _java(value)
    if trino_type == "varbinary":
        return base64.b64decode(value).hex(" ")
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}={_nested(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_nested, value)) + "]"
    return str(value)


def _nested(value: Any) -> str:
    found = text(value, "")
    return "null" if found is None else found


def _java(number: float) -> str:
    """A double as Java writes it: 1.0E7 from ten million on and below a thousandth."""
    if number != number or number in (float("inf"), float("-inf")):
        return {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}[repr(number)]
    if number == 0 or 1e-3 <= abs(number) < 1e7:
        return repr(number)
    digits, _, exponent = f"{number:e}".partition("e")
    shortest = repr(number).lower().partition("e")[0].replace(".", "").lstrip("-0").rstrip("0") or "0"
    return f"{'-' if number < 0 else ''}{shortest[0]}.{shortest[1:] or '0'}E{int(exponent)}" if digits else repr(number)
