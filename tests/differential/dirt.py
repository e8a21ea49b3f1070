"""Every kind of dirt: what files that went through other programs look like, cell by cell, line by line, and as a whole."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable, Sequence
from random import Random

from kerok import contracts as declared
from tests.support.drawn_files import ROLES

Cells = dict[str, str]
HOURS = tuple(f"hrs_{role.lower()}{part}" for role in ROLES for part in ("", "_emp", "_ctr"))
NAMES = ("provname", "city", "county_name")
BLANKS = ("  {}", "{} ", "\u00a0{}", "{}\t", "\u3000{}", "{}\u00a0 ", "\ufeff{}", "\x0b{}")


def _one_of(columns: Sequence[str], *values: str) -> Callable[[Random, Cells], None]:
    """Puts one of the values into one of the columns; ``{}`` in it stands for what was there."""

    def change(random: Random, cells: Cells) -> None:
        column = random.choice([c for c in columns if c in cells] or list(cells))
        cells[column] = random.choice(values).replace("{}", cells[column])

    return change


def _ccn_without_zero(random: Random, cells: Cells) -> None:
    column = "provnum" if "provnum" in cells else "cms_certification_number_ccn"
    cells[column] = cells[column].lstrip("0")


def _lower_ccn(random: Random, cells: Cells) -> None:
    column = "provnum" if "provnum" in cells else "cms_certification_number_ccn"
    cells[column] = f"{cells[column][:2]}a{cells[column][3:]}"


def _role(random: Random) -> tuple[str, str, str]:
    total = f"hrs_{random.choice(ROLES).lower()}"
    return total, f"{total}_emp", f"{total}_ctr"


def _total_off(random: Random, cells: Cells) -> None:
    cells[_role(random)[0]] = random.choice(["0", "0.01", "999.99"])


def _one_of_three_missing(random: Random, cells: Cells) -> None:
    cells[random.choice(_role(random))] = ""


def _two_of_three_missing(random: Random, cells: Cells) -> None:
    for column in random.sample(_role(random), 2):
        cells[column] = ""


def _role_missing(random: Random, cells: Cells) -> None:
    for column in _role(random):
        cells[column] = ""


def _no_hours(random: Random, cells: Cells) -> None:
    cells |= dict.fromkeys(HOURS, random.choice(["0", "0.00", ""]))


def _contract_below_zero(random: Random, cells: Cells) -> None:
    """More hours of employees than in total: what is missing comes out below zero."""
    total, employee, contract = _role(random)
    cells |= {total: "3", employee: "5.5", contract: ""}


def _another_quarter(random: Random, cells: Cells) -> None:
    year, number = int(cells["cy_qtr"][:4]), int(cells["cy_qtr"][5])
    cells["cy_qtr"] = f"{year}Q{number % 4 + 1}"


PBJ_CELLS: dict[str, Callable[[Random, Cells], None]] = {
    "ccn is a power of ten": _one_of(["provnum"], "1.50E+12", "4.40E+233", "9.8E+123", "1.5E+04", "3.60E+158"),
    "ccn lost its zero": _ccn_without_zero,
    "ccn in lower case": _lower_ccn,
    "ccn empty": _one_of(["provnum"], "", " ", "\u00a0"),
    "ccn unreadable": _one_of(["provnum"], "x", "0150091", "01-5009", "01500?", "\u0661\u0662\u0663\u0664\u0665\u0666", "A15009", "0A5B09"),
    "day missing": _one_of(["workdate"], "", "  "),
    "day that is none": _one_of(["workdate"], "20240631", "20230229", "20241301", "0", "n/a", "45383", "00000000", "99991231", "20240400"),
    "day written otherwise": _one_of(["workdate"], "2024-04-01", "04/01/2024", "1-Apr-24", "20240401.0", "2024 0401", "2.0240401E7"),
    "day of another quarter": _another_quarter,
    "quarter empty": _one_of(["cy_qtr"], "", " "),
    "quarter unreadable": _one_of(["cy_qtr"], "Q2 2024", "2024q5", "2Q24", "2024", "1999Q1", "2024 Q2"),
    "quarter in lower case": lambda random, cells: cells.update(cy_qtr=cells["cy_qtr"].lower()),
    "number is text": _one_of([*HOURS, "mdscensus"], "n/a", "#REF!", "NULL", "None", ".", "-", "NaN", "Infinity", "\\N", "true", "'5"),
    "number below zero": _one_of([*HOURS, "mdscensus"], "-7.5", "-3", "-0", "-0.00", "-.5"),
    "number with exponent": _one_of([*HOURS, "mdscensus"], "1e3", "1E+02", "5.e2", "1e-2", "0e0"),
    "number with separators": _one_of([*HOURS, "mdscensus"], "1,000", "7,5", "1_000", "1'000", "1 000", "1.000.5"),
    "number with sign": _one_of([*HOURS, "mdscensus"], "+7.5", "+0", "5-", "(5)"),
    "number in other digits": _one_of([*HOURS, "mdscensus"], "\u0665", "\uff17", "\u00bd", "\u00b2", "5\u0660"),
    "number with a unit": _one_of([*HOURS, "mdscensus"], "7h", "$5", "50%", "0x10", "5f", "5d"),
    "number too large": _one_of([*HOURS, "mdscensus"], "12345678", "1234567.89", "9999999.99", "99999999999999999999", "2147483648", "1" * 40),
    "number without a digit beside the point": _one_of(HOURS, ".5", "5.", "0.", ".0", ".50"),
    "number with zeros": _one_of([*HOURS, "mdscensus"], "007", "00", "0000012.5", "5.0", "050"),
    "number with many decimals": _one_of(HOURS, "7.125", "7.135", "2.345", "0.005", "7.1000", "1.99499999999999999", "3.14159265358979", "0.0049"),
    "half a resident": _one_of(["mdscensus"], "50.5", "50.0", "49.999"),
    "census below zero": _one_of(["mdscensus"], "-1", "-0", "-5.5"),
    "census empty": _one_of(["mdscensus"], "", "\u00a0"),
    "census is zero": _one_of(["mdscensus"], "0", "00"),
    "census is one, hours are many": _one_of(["mdscensus"], "1"),
    "total is not the sum": _total_off,
    "one of three hours missing": _one_of_three_missing,
    "two of three hours missing": _two_of_three_missing,
    "a role's hours missing": _role_missing,
    "no hours at all": _no_hours,
    "more by employees than in total": _contract_below_zero,
    "blanks around a number": lambda random, cells: _one_of([*HOURS, "mdscensus"], *BLANKS)(random, cells),
    "blanks around a key": lambda random, cells: _one_of(["provnum", "workdate", "cy_qtr"], *BLANKS)(random, cells),
    "blanks around a name": lambda random, cells: _one_of([*NAMES, "state"], *BLANKS)(random, cells),
    "name empty": _one_of(NAMES, "", " "),
    "name with quote or comma": _one_of(NAMES, 'THE "OLD" HOME', "HOME, INC.", '"', '""', "a,b,c", "it's", "semi;colon", "back\\slash\\", "{}'"),
    "name of two lines": _one_of(NAMES, "HOME\nOF", "HOME\r\nOF", "\nHOME"),
    "name with other letters": _one_of(NAMES, "JOE\u2019S \u2013 HOME", "\u00c9MILE", "CA\u00d1ON", "\u201cHOME\u201d", "\u20acHOME\u2122"),
    "name that looks like something else": _one_of(NAMES, "NULL", "0", "1e5", "2024-04-01", "=1+1", "true", "--", "'; DROP TABLE x", "%s", "{{ x }}", "$1", "?"),
    "name with control characters": _one_of(NAMES, "HO\x01ME", "HO\x1fME", "\x1aHOME", "HO\x7fME"),
    "state in lower case": lambda random, cells: cells.update(state=cells["state"].lower()),
    "state unreadable": _one_of(["state"], "Alabama", "A", "4", "A1", "\u00c4L", "ALA"),
    "state of elsewhere": _one_of(["state"], "ZZ", "ON", "GU"),
    "state empty": _one_of(["state"], ""),
    "county code lost its zeros": _one_of(["county_fips"], "1", "59", "0"),
    "county code unreadable": _one_of(["county_fips"], "0059", "5.9", "n/a", "-59", "1e2"),
}  # fmt: skip


def _columns_parsed_as(*kinds: str) -> list[str]:
    columns = [c for c in declared.contracts()["silver_providerinfo"].columns if c.parse in kinds]
    return [c.staged or c.name for c in columns]


COUNTS, RATINGS, ANSWERS, DATES, TEXTS, COORDINATES = (
    _columns_parsed_as(kind) for kind in ("count", "rating", "yes_no", "date", "text", "coordinate")
)  # fmt: skip
DECIMALS = [
    c.staged or c.name
    for c in declared.contracts()["silver_providerinfo"].columns
    if c.parse not in ("count", "rating", "yes_no", "date", "text", "coordinate", "keep") and c.type.startswith("decimal")
]
_CCN = "cms_certification_number_ccn"

RELEASE_CELLS: dict[str, Callable[[Random, Cells], None]] = {
    "release: ccn lost its zero": _ccn_without_zero,
    "release: ccn in lower case": _lower_ccn,
    "release: ccn unreadable": _one_of([_CCN], "1.50E+12", "x", "0150091", ""),
    "release: another release's date": _one_of(["processing_date"], "2019-03-01", "2023-11-01"),
    "release: date that is none": _one_of(["processing_date"], "2023-02-30", "05/01/2023", "0", "n/a", "45047"),
    "release: date missing": _one_of(["processing_date"], ""),
    "release: a dot for a number": _one_of([*COUNTS, *DECIMALS, *RATINGS], "."),
    "release: count unreadable": _one_of(COUNTS, "1.5", "-3", "1e3", "NA", "1,000", "2147483648", "99999999999999999999", "\u0665"),
    "release: rating unreadable": _one_of(RATINGS, "6", "0", "4.0", "-1", "*", "NA", "04", "4 stars"),
    "release: answer otherwise": _one_of(ANSWERS, "Yes", "true", "X", "n", "1", "NO", "\u00a0Y"),
    "release: date otherwise": _one_of(DATES, "05/01/2023", "2023-02-30", "20230501", "0", "May 2023", "2023-5-1"),
    "release: decimal otherwise": _one_of(DECIMALS, ".5", "5.", "1e2", "-1.0", "12345678.1", "3.141592653589793", "007.10", "+1", "1,5", "2.345675", "."),
    "release: coordinate otherwise": _one_of(COORDINATES, "-86", "86.123456789", "--1", "-.5", "+3", "181", "-0"),
    "release: text otherwise": _one_of(TEXTS, "  two  blanks ", 'quo"te', "line\nbreak", "na\u00efve \u2013 \u2019", "NULL", "\\N", "N/A", "x" * 3000, "None", "0"),
    "release: everything empty": lambda random, cells: cells.update({c: "" for c in cells if c not in (_CCN, "processing_date")}),
}  # fmt: skip

Lines = list[str]
LINES: dict[str, Callable[[Random, str], Lines]] = {
    "too few cells": lambda random, line: [line.rpartition(",")[0]],
    "a cell too many": lambda random, line: [line + random.choice([",", ',""', ",0", ",,", ", "])],
    "a name's comma without quotes": lambda random, line: [line.replace(",", ",INC.,", 1)],
    "cut off": lambda random, line: [line[: max(1, len(line) // 2)]],
    "a quote not closed": lambda random, line: [line.replace(",", ',"', 1)],
    "quotes inside a cell": lambda random, line: [line.replace(",", 'a"b,', 1)],
    "twice": lambda random, line: [line, line],
    "twice, not alike": lambda random, line: [line, _other_number(line)],
    "a blank line beside it": lambda random, line: [random.choice(["", " ", "\t", "\x1a", "  \x0c"]), line],
    "only commas": lambda random, line: [line, "," * line.count(",")],
    "the header again": lambda random, line: [line, "{header}"],
}


def _other_number(line: str) -> str:
    """The line with another last digit before its last comma."""
    head, comma, tail = line.rpartition(",")
    return f"{head[:-1]}{7 if head[-1:] != '7' else 8}{comma}{tail}" if head[-1:].isdigit() else line


LAYOUTS = (
    "CRLF", "CR", "mixed line ends", "no last line end", "a byte order mark", "cp1252", "a byte of no encoding", "everything quoted",
    "blank lines at the end", "a control character at the end", "columns in another order", "headers in another case",
    "a column nobody knows", "a column left out", "gzip", "zip", "another name's ending",
)  # fmt: skip
"""How a file as a whole may be written and still be loaded."""


def _zip(data: bytes, name: str = "a.csv") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), data)
    return out.getvalue()


zipped = _zip


def gzipped(data: bytes) -> bytes:
    """Packed, the same bytes each time."""
    return gzip.compress(data, mtime=0)


NO_FILES: dict[str, Callable[[bytes], tuple[str, bytes]]] = {
    "empty": lambda data: ("csv", b""),
    "blank": lambda data: ("csv", b"\n\n \r\n\x1a"),
    "a header alone": lambda data: ("csv", data.partition(b"\n")[0]),
    "a PDF": lambda data: ("csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"),
    "a web page": lambda data: ("csv", b"<!DOCTYPE html><html><body>404</body></html>"),
    "another CSV": lambda data: ("csv", b"name,size\nx,1\n"),
    "UTF-16": lambda data: ("csv", data.decode("cp1252", "replace").encode("utf-16")),
    "bytes": lambda data: ("csv", bytes(range(256)) * 20),
    "a gzip cut off": lambda data: ("csv.gz", gzipped(data)[:200]),
    "a zip cut off": lambda data: ("zip", _zip(data)[:200]),
    "a required column missing": lambda data: ("csv", data.replace(b"census", b"residents", 1).replace(b"WorkDate", b"Day", 1).replace(b"workdate", b"Day", 1)),
    "a column twice": lambda data: ("csv", data.replace(b"PROVNAME", b"WorkDate", 1).replace(b"provname", b"workdate", 1)),
    "no row that can be read": lambda data: ("csv", data.replace(b",20", b",30")),
}
"""What is refused whatever is done."""

KINDS = (*PBJ_CELLS, *RELEASE_CELLS, *LINES, *LAYOUTS, *NO_FILES)
