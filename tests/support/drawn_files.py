"""Small CMS-shaped files, drawn row by row."""

from __future__ import annotations

import csv
import datetime as dt
import functools
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from kerok.headers import registry
from kerok.synthetic import SyntheticFile, write_synthetic

PBJ_HEADER: tuple[str, ...] = tuple(next(v["header"] for v in registry("pbj")["vintages"] if "2024Q2" in v["quarters"]))
PROVIDERINFO_HEADER: tuple[str, ...] = tuple(next(v["header"] for v in registry("providerinfo")["vintages"] if v["name"] == "2024-09"))
ROLES = ("RNDON", "RNadmin", "RN", "LPNadmin", "LPN", "CNA", "NAtrn", "MedAide")
# Fifty states with a CCN prefix of each: enough for a national file.
STATES = (
    "AL:01 AK:02 AZ:03 AR:04 CA:05 CO:06 CT:07 DE:08 DC:09 FL:10 GA:11 HI:12 ID:13 IL:14 IN:15 IA:16 KS:17 KY:18 LA:19 ME:20 MD:21 MA:22 MI:23"
    " MN:24 MS:25 MO:26 MT:27 NE:28 NV:29 NH:30 NJ:31 NM:32 NY:33 NC:34 ND:35 OH:36 OK:37 OR:38 PA:39 PR:40 RI:41 SC:42 SD:43 TN:44 TX:45 UT:46"
    " VT:47 VA:49 WA:50 WV:51 WI:52 WY:53"
)
PREFIX_OF = dict(pair.split(":") for pair in STATES.split())


def quarter_of(day: str) -> str:
    """2024Q2 of 20240401."""
    return f"{day[:4]}Q{(int(day[4:6]) + 2) // 3}"


def days_of(quarter: str) -> list[str]:
    """Every day of a quarter as YYYYMMDD."""
    year, number = int(quarter[:4]), int(quarter[5])
    first = dt.date(year, 3 * number - 2, 1)
    after = dt.date(year + number // 4, number % 4 * 3 + 1, 1)
    return [f"{first + dt.timedelta(n):%Y%m%d}" for n in range((after - first).days)]


def pbj_row(ccn: str = "015009", day: str = "20240401", *, state: str = "AL", census: str = "50", scale: int = 1, **cells: str) -> dict[str, str]:
    """One row under CMS's headers: each role's hours differ, and employee + contract = total."""
    row = {
        "PROVNUM": ccn, "PROVNAME": f"HOME {ccn}", "CITY": "TOWN", "STATE": state, "COUNTY_NAME": "County", "COUNTY_FIPS": "059",
        "CY_Qtr": quarter_of(day) if day[:4].isdigit() else "2024Q2", "WorkDate": day, "MDScensus": census,
    }  # fmt: skip
    for place, role in enumerate(ROLES, start=1):
        employee, contract = scale * (place * 4) + 0.25, place * 0.5
        row |= {f"Hrs_{role}": f"{employee + contract:g}", f"Hrs_{role}_emp": f"{employee:g}", f"Hrs_{role}_ctr": f"{contract:g}"}
    return row | cells


def csv_bytes(header: Sequence[str], rows: Iterable[dict[str, str]], *, end: str = "\n", encoding: str = "utf-8") -> bytes:
    """A CSV of rows that are given by header; a header that a row lacks is empty."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator=end)
    writer.writerow(header)
    writer.writerows([row.get(h, "") for h in header] for row in rows)
    return out.getvalue().encode(encoding)


def pbj_csv(rows: Iterable[dict[str, str]], *, header: Sequence[str] = PBJ_HEADER, end: str = "\n", encoding: str = "utf-8") -> bytes:
    return csv_bytes(header, rows, end=end, encoding=encoding)


def providerinfo_row(ccn: str = "015009", released: str = "2024-10-01", *, state: str = "AL", beds: str = "60", **cells: str) -> dict[str, str]:
    """One row under the headers of September 2024."""
    return {
        "CMS Certification Number (CCN)": ccn, "Provider Name": f"HOME {ccn}", "State": state, "Number of Certified Beds": beds,
        "Overall Rating": "4", "Processing Date": released, "Ownership Type": "For profit - Corporation",
    } | cells  # fmt: skip


def providerinfo_csv(rows: Iterable[dict[str, str]], *, header: Sequence[str] = PROVIDERINFO_HEADER, end: str = "\n") -> bytes:
    return csv_bytes(header, rows, end=end)


@functools.cache
def national_homes() -> tuple[tuple[str, str], ...]:
    """CCN and state of one facility in each of 52 areas."""
    return tuple((f"{prefix}5001", state) for state, prefix in PREFIX_OF.items())


def national_rows(quarter: str = "2024Q2", *, scale: int = 1, without: Iterable[str] = (), days: Sequence[str] | None = None) -> list[dict[str, str]]:
    """A row per area and day: a national file, as the rule of fifty areas and every day has it."""
    left_out = set(without)
    return [
        pbj_row(ccn, day, state=state, scale=scale)
        for ccn, state in national_homes()
        if ccn not in left_out
        for day in (days or days_of(quarter))
    ]


def national_releases(released: str, *, beds: str = "60", without: Iterable[str] = (), **cells: str) -> list[dict[str, str]]:
    """A row per area: a national Provider Info release."""
    left_out = set(without)
    return [providerinfo_row(ccn, released, state=state, beds=beds, **cells) for ccn, state in national_homes() if ccn not in left_out]


def write(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def synthetic(folder: Path, **arguments: object) -> dict[str, SyntheticFile]:
    """Synthetic files by dataset and period, as ``pbj 2024Q1``."""
    made = write_synthetic(folder, **arguments)  # type: ignore[arg-type]
    return {f"{f.dataset} {f.period}": f for f in made}
