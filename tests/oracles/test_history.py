"""A synthetic history of 12 quarters and 13 releases with planted openings, closures, changes, anomalies and a restatement: exactly these are found."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from tests.oracles.test_agrees_with_cms import half_up
from tests.support.drawn_files import days_of, national_homes, pbj_csv, pbj_row, providerinfo_csv, providerinfo_row
from tests.support.lakes import load, rows, tuples

pytestmark = pytest.mark.xdist_group("history")

QUARTERS = [f"{year}Q{number}" for year in (2021, 2022, 2023) for number in (1, 2, 3, 4)]
RELEASES = [f"{year}-{month:02}-01" for year in (2021, 2022, 2023) for month in (1, 4, 7, 10)] + ["2024-01-01"]
CLOSED, SUCCESSOR, OPENED, SUPPRESSED, SOLD, RENAMED = (f"0151{n:02}" for n in range(6))
REPEATED, COPIED, JUMPED, CROWDED, EVEN, RESTATED = (f"0152{n:02}" for n in range(6))
PLANTED = (CLOSED, SUCCESSOR, OPENED, SUPPRESSED, SOLD, RENAMED, REPEATED, COPIED, JUMPED, CROWDED, EVEN, RESTATED)
HOMES = [*national_homes(), *((ccn, "AL") for ccn in PLANTED)]
OTHER_ROLES = Decimal("136.75")  # hours of the roles that are the same every day


def in_pbj(ccn: str, quarter: str) -> bool:
    spans = {CLOSED: quarter <= "2022Q4", SUCCESSOR: quarter >= "2023Q1", OPENED: quarter >= "2022Q2", SUPPRESSED: quarter != "2022Q3"}
    return spans.get(ccn, True)


def in_release(ccn: str, released: str) -> bool:
    spans = {CLOSED: released <= "2022-10-01", SUCCESSOR: released >= "2023-01-01", OPENED: released >= "2022-04-01"}
    return spans.get(ccn, True)


def drawn_day(number: int, ccn: str, state: str, day: str, *, restated: bool) -> dict[str, str]:
    date = dt.datetime.strptime(day, "%Y%m%d").date()
    census = 40 + (number + date.toordinal()) % 5
    aides = Decimal(30) + Decimal(date.toordinal() * 7 % 31) / 4 - (10 if date.isoweekday() > 5 else 0)
    if ccn == REPEATED and "20220510" <= day <= "20220514":
        census, aides = 43, Decimal(33)
    if ccn == COPIED and day.startswith("202208"):
        census = 45
    if ccn == JUMPED and "20230401" <= day <= "20230630":
        aides += 150
    if (ccn == CROWDED and day == "20230303") or (ccn == RESTATED and day == "20220202" and not restated):
        aides = Decimal(2000)
    if ccn == EVEN and day < "20210401":
        aides = 4 * census - OTHER_ROLES
    return pbj_row(ccn, day, state=state, census=str(census), Hrs_CNA=str(aides), Hrs_CNA_emp=str(aides - 3), Hrs_CNA_ctr="3")


def quarter_file(folder: Path, quarter: str, *, restated: bool = False) -> Path:
    path = folder / f"PBJ_{quarter}{'_again' if restated else ''}.csv"
    drawn = (
        drawn_day(number, ccn, state, day, restated=restated) for number, (ccn, state) in enumerate(HOMES) if in_pbj(ccn, quarter) for day in days_of(quarter)
    )
    path.write_bytes(pbj_csv(drawn))
    return path


def release_row(ccn: str, state: str, released: str) -> dict[str, str]:
    cells = {"Provider Address": f"{ccn} Main St", "City/Town": "TOWN", "ZIP Code": "35000", "Affiliated Entity Name": "CHAIN" if released >= "2023-06-01" else ""}
    if ccn in (CLOSED, SUCCESSOR):
        cells["Provider Address"] = "1 OAK AVE" if ccn == CLOSED else "1 Oak Ave"
    if ccn == SOLD and released >= "2022-07-01":
        cells |= {"Ownership Type": "Non profit - Corporation", "Legal Business Name": "NEW LLC"}
    if ccn == SOLD and released >= "2023-10-01":
        cells["Affiliated Entity Name"] = "OTHER CHAIN"
    if ccn == RENAMED and "2021-10-01" <= released < "2022-04-01":
        cells["Provider Name"] = "GRAND MANOR"
    if ccn == RENAMED and released >= "2023-01-01":
        cells |= {"Special Focus Status": "SFF", "Abuse Icon": "Y"}
    beds = "90" if ccn == RENAMED and released >= "2022-01-01" else "100"
    return providerinfo_row(ccn, released, state=state, beds=beds, **{"Abuse Icon": "N", "Legal Business Name": "OLD LLC"} | cells)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake with the history; 2022Q1 is published a second time, one facility-day put right."""
    folder = tmp_path_factory.mktemp("history")
    files = [quarter_file(folder, q) for q in QUARTERS]
    for released in RELEASES:
        path = folder / f"NH_{released}.csv"
        path.write_bytes(providerinfo_csv(release_row(c, s, released) for c, s in HOMES if in_release(c, released)))
        files.append(path)
    load(folder / "lake", *files)
    load(folder / "lake", quarter_file(folder, "2022Q1", restated=True))
    return folder / "lake"


def test_who_is_missing_and_why(home: Path) -> None:
    wanted = [
        *((CLOSED, f"2023Q{n}", "closed") for n in range(1, 5)), *((SUCCESSOR, q, "opened_later") for q in QUARTERS[:8]),
        *((OPENED, q, "opened_later") for q in QUARTERS[:5]), (SUPPRESSED, "2022Q3", "suppressed_by_cms"),
    ]  # fmt: skip
    assert tuples(home, "SELECT ccn, quarter, reason FROM vw_presence WHERE reason <> 'present' ORDER BY 1, 2") == sorted(wanted)
    assert tuples(home, "SELECT count(*) FROM vw_presence") == [(len(HOMES) * 12,)]


def test_who_may_have_followed_whom(home: Path) -> None:
    assert tuples(home, "SELECT ccn, successor_ccn, why, last_quarter, successor_first_quarter FROM vw_possible_successor") == [(CLOSED, SUCCESSOR, "address", "2022Q4", "2023Q1")]


def test_every_change_and_no_other(home: Path) -> None:
    wanted = [
        (SOLD, "2022-07-01", "legal_business_name", "OLD LLC", "NEW LLC"), (SOLD, "2022-07-01", "ownership_type", "For profit - Corporation", "Non profit - Corporation"),
        (SOLD, "2023-10-01", "chain_name", "CHAIN", "OTHER CHAIN"), (RENAMED, "2021-10-01", "facility_name", f"HOME {RENAMED}", "GRAND MANOR"),
        (RENAMED, "2022-01-01", "certified_beds", "100", "90"), (RENAMED, "2022-04-01", "facility_name", "GRAND MANOR", f"HOME {RENAMED}"),
        (RENAMED, "2023-01-01", "has_abuse_icon", "false", "true"), (RENAMED, "2023-01-01", "special_focus_status", None, "SFF"),
    ]  # fmt: skip
    assert tuples(home, "SELECT ccn, processing_date::VARCHAR, attribute, old, new FROM vw_facility_changes ORDER BY 1, 2, 3") == wanted


def test_staffing_around_the_changes_of_owner(home: Path) -> None:
    got = tuples(home, "SELECT attribute, quarter_offset, quarter FROM vw_before_after WHERE role_set = 'cms_total' ORDER BY 1, 2")
    around = [(n, QUARTERS[6 + n]) for n in range(-4, 5)]
    wanted = [("chain_name", n, QUARTERS[11 + n]) for n in range(-4, 1)] + [(a, n, q) for a in ("legal_business_name", "ownership_type") for n, q in around]
    assert got == wanted
    off = "SELECT count(*) FROM vw_before_after b JOIN vw_facility_hprd f ON b.ccn = f.ccn AND b.quarter = f.quarter AND b.role_set = f.role_set WHERE b.hprd IS DISTINCT FROM f.hprd"
    assert tuples(home, off) == [(0,)]


def test_every_anomaly_and_no_other(home: Path) -> None:
    """The day of 2022Q1 that the restatement put right is not among them."""
    wanted = [
        (REPEATED, "2022-05-10", "identical_days"), (COPIED, "2022-08-01", "census_copied"), (JUMPED, "2023Q2", "jump"), (JUMPED, "2023Q3", "jump"),
        (CROWDED, "2023-03-03", "over_24_hprd"), (EVEN, "2021Q1", "weekend_equals_weekday"),
    ]  # fmt: skip
    assert tuples(home, "SELECT ccn, coalesce(work_date::VARCHAR, quarter) AS moment, kind FROM vw_anomalies ORDER BY 1, 2") == wanted
    assert tuples(home, "SELECT value, context FROM vw_anomalies WHERE kind = 'identical_days'") == [(Decimal(5), "5 days on end, residents 43, hours 169.75")]
    assert tuples(home, "SELECT kind, quarter FROM vw_anomaly_rates WHERE facilities > 0 ORDER BY 1, 2") == sorted((k, m if "Q" in m else f"{m[:4]}Q{(int(m[5:7]) + 2) // 3}") for _, m, k in wanted)
    assert len(rows(home, "SELECT * FROM vw_anomaly_rates")) == 5 * 12


def test_figures_are_those_of_the_restatement(home: Path) -> None:
    (row,) = rows(home, f"SELECT hours, resident_days FROM vw_facility_hprd WHERE ccn = '{RESTATED}' AND quarter = '2022Q1' AND role_set = 'cms_total'")
    number = [c for c, _ in HOMES].index(RESTATED)
    days = [drawn_day(number, RESTATED, "AL", d, restated=True) for d in days_of("2022Q1")]
    assert (row["hours"], row["resident_days"]) == (sum(Decimal(d["Hrs_CNA"]) + OTHER_ROLES for d in days), sum(int(d["MDScensus"]) for d in days))


def test_ranks_in_a_state_with_ten_homes_and_in_smaller_ones(home: Path) -> None:
    got = rows(home, "SELECT * FROM vw_facility_percentile WHERE role_set = 'cms_total' AND quarter = '2023Q2'")
    alabama = [r for r in got if r["area"] == "AL"]
    assert {r["missing_reason"] for r in got if r["area"] not in ("AL", "US")} == {"fewer_than_10_homes"}
    for row in alabama:
        below, same = sum(r["hprd"] < row["hprd"] for r in alabama), sum(r["hprd"] == row["hprd"] for r in alabama)
        assert row["of"] == len(alabama) == 12
        assert row["percentile"] == half_up(Decimal(100 * below + 50 * same) / 12, "0.000001")
        assert row["rank"] == 12 - below - same + Decimal(same + 1) / 2
    assert max(alabama, key=lambda r: r["percentile"])["ccn"] == JUMPED
