"""Changes, presence, releases and reference lines."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from kerok.dashboard.answers import Data, KeptAnswers
from kerok.dashboard.embedded import EmbeddedSource
from kerok.dashboard.questions import changes
from kerok.settings import load_settings
from tests.support.lakes import RI_PBJ, RI_PROVIDERINFO, load

from .conftest import Open, text_of
from .test_compare import SUSPECTS
from .test_mix import ROLES, data_of


def rates_of_the_file(*roles: str) -> dict[str, tuple[Decimal, int]]:
    """Hours and resident days of each facility on days with residents, cell by cell."""
    found: dict[str, tuple[Decimal, int]] = {}
    with RI_PBJ.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if int(row["MDScensus"]) > 0:
                hours, days = found.get(row["PROVNUM"], (Decimal(0), 0))
                found[row["PROVNUM"]] = (hours + sum(Decimal(row[f"Hrs_{r}"]) for r in roles), days + int(row["MDScensus"]))
    return found


@pytest.mark.parametrize(("line", "value", "roles"), [("federal_2024_total", "3.48", ROLES), ("study_2001_rn", "0.75", ("RNDON", "RNadmin", "RN"))])
def test_how_many_are_below_a_line_is_counted_from_the_files_cells(opened: Open, ri_home: Path, line: str, value: str, roles: tuple[str, ...]) -> None:
    counted = rates_of_the_file(*roles)
    facilities = counted.values()
    below = [(hours, days) for hours, days in facilities if hours / days < Decimal(value)]
    short = sum(Decimal(value) * days - hours for hours, days in below)
    text = text_of(opened(ri_home, "changes", line=line))
    assert f"{len(below)} of 75 facilities" in text
    assert f"{short:,.0f}" in text
    rest = [hours / days < Decimal(value) for ccn, (hours, days) in counted.items() if ccn not in SUSPECTS]
    assert f"Reporting may be incomplete at 3 facilities, {len(below) - sum(rest)} of them below: " in text
    assert f"Without them it is {sum(rest)} of 72 (" in text


def test_a_line_has_its_citation_and_legal_status_and_is_no_verdict(opened: Open, ri_home: Path) -> None:
    text = text_of(opened(ri_home, "changes"))
    assert "89 FR 40876 (10 May 2024)" in text
    assert "never enforced: vacated in 2025" in text
    assert "no line here says whether a law was kept" in text
    for verdict in ("violat", "illegal", "non-compliant", "fails"):
        assert verdict not in text.split("</style>")[-1].lower()


def test_a_line_of_ones_own_is_there_with_its_citation(opened: Open, tmp_path: Path) -> None:
    from kerok.cli import main

    home = tmp_path / "lake"
    load(home, RI_PBJ)
    file = tmp_path / "lines.csv"
    file.write_text("threshold_id,state,role_set,value,valid_from,valid_to,citation\nri_3_58,RI,cms_total,3.58,2022-01-01,2023-12-31,A line made for this test\n", "utf-8")
    with pytest.raises(SystemExit) as done:
        main(["--home", str(home), "thresholds", "import", str(file)])
    assert not done.value.code
    text = text_of(opened(home, "changes", line="ri_3_58", state="RI"))
    assert "Total nurse 3.58 (ri_3_58)" in text
    assert "A line made for this test" in text
    for told in (text, text_of(opened(home, "methods", show="lines"))):
        assert "from 1 January 2022 to 31 December 2023" in told


@pytest.mark.parametrize("line", ["x", "' OR 1=1", "<script>"])
def test_a_line_that_is_none_is_the_first_and_is_never_asked_for(opened: Open, ri_home: Path, line: str) -> None:
    app = opened(ri_home, "changes", line=line)
    assert "Total nurse 3.48 (2024 federal rule, repealed)" in text_of(app)
    assert changes.FIRST_LINE in {f.key.get("threshold_id") for f in app.session_state["page"].figures}
    kept = app.session_state["page"].data.kept
    assert not any(line in values for _, _, values in kept._kept)


def test_facilities_are_below_a_reference_and_no_line(opened: Open, ri_home: Path) -> None:
    text = text_of(opened(ri_home, "changes"))
    assert "Facilities below the reference" in text
    assert "below the line" not in text


def test_one_release_shows_no_change(opened: Open, ri_home: Path) -> None:
    assert "a change is seen between two" in text_of(opened(ri_home, "changes", show="facilities"))


def test_changes_are_between_releases_and_filtered(opened: Open, several_home: Path) -> None:
    rows = data_of(several_home).rows("SELECT attribute FROM vw_facility_changes")
    beds = sum(r["attribute"] == "certified_beds" for r in rows)
    assert beds
    assert f"{beds} change" in text_of(opened(several_home, "changes", show="facilities", attribute="certified_beds"))
    assert "0 changes" in text_of(opened(several_home, "changes", show="facilities", attribute="has_abuse_icon"))


def test_changes_and_absences_come_a_page_at_a_time(opened: Open, several_home: Path, broken_home: Path) -> None:
    several, broken = data_of(several_home), data_of(broken_home)
    for data, whole, page, values in (
        (several, changes.CHANGES, changes.CHANGES_PAGE, ("all", "all", "US", "US")), (broken, changes.ABSENT, changes.ABSENT_PAGE, ("2024Q1", "US", "US", "all", "all")),
    ):  # fmt: skip
        every = [(r["ccn"], r.get("attribute")) for r in data.rows(whole, *values)]
        assert every
        assert [(r["ccn"], r.get("attribute")) for n in range(1, len(every) + 1, 15) for r in data.rows(page, *values, n, n + 14)] == every
    assert len(every) > 45  # Rhode Island's, which no synthetic file holds
    text = text_of(opened(broken_home, "changes", show="presence", p="3"))
    assert f"31 to 45 of {len(every)} facilities" in text
    rows = text[text.index(">Last in PBJ</th>") :].split("<tbody>")[1].split("</tbody>")[0]
    assert [row.split("</a>")[0][-7:-1] for row in rows.split("<tr>")[1:]] == [ccn for ccn, _ in every[30:45]]


def test_who_is_missing_from_an_extract_cannot_be_told(opened: Open, ri_home: Path) -> None:
    text = text_of(opened(ri_home, "changes", show="presence"))
    assert "<td>in PBJ</td><td class=k-right>75</td>" in text
    assert "cannot be told" in text


def test_a_snapshot_is_set_against_now(opened: Open, tmp_path: Path) -> None:
    home = tmp_path / "lake"
    lines = RI_PBJ.read_text("utf-8-sig").splitlines(keepends=True)
    header = lines[0].strip().replace('"', "").split(",")
    place = header.index("Hrs_CNA"), header.index("Hrs_CNA_emp")
    changed = list(lines)
    at = next(n for n, row in enumerate(csv.reader(lines)) if row[0] == "415040")
    cells = next(csv.reader([lines[at]]))
    for n in place:
        cells[n] = str(Decimal(cells[n]) + 1000)
    changed[at] = ",".join(f'"{c}"' for c in cells) + "\n"
    first, second = tmp_path / "PBJ_first.csv", tmp_path / "PBJ_second.csv"
    first.write_text("".join(lines), "utf-8")
    second.write_text("".join(changed), "utf-8")
    load(home, first)
    source = EmbeddedSource(load_settings(str(home)))
    before = source.now()
    load(home, second)
    then = source.then(before.id)
    assert then is not None
    moved, sums = changes.moved(Data(then, KeptAnswers()), Data(source.now(), KeptAnswers()), "2023Q2", "cms_total", "US")
    assert [m.ccn for m in moved] == ["415040"]
    assert sums["now"][0] - sums["then"][0] == 1000
    app = opened(home, "changes", show="releases")
    assert app.selectbox(key="in_url_then").value == before.id  # the one before is there without being typed
    assert source.now().id not in str(app.selectbox(key="in_url_then").options)
    text = text_of(app)
    assert text_of(opened(home, "changes", show="releases", then=before.id)) == text
    assert "1 facility differs" in text
    assert "(415040)</a>" in text
    assert "PBJ_first.csv" in text
    assert "kerok diff" in text


@pytest.mark.parametrize(("then", "said"), [("0123456789ab", "Snapshot 0123456789ab is not kept here"), ("' OR 1=1", "Snapshot that the link names is not kept"), ("<script>", "Snapshot that the link names is not kept")])
def test_a_snapshot_that_is_none_is_said(opened: Open, ri_home: Path, then: str, said: str) -> None:
    text = text_of(opened(ri_home, "changes", show="releases", then=then))
    assert said in text
    assert "<script" not in text


def test_periods_with_one_file_are_no_re_release() -> None:
    rows = [{"dataset": "pbj", "period": p, "file_rank": n} for p, n in (("2023Q1", 1), ("2023Q2", 1), ("2023Q2", 2))]
    assert changes.re_released(rows) == [rows[1:]]


def test_provider_info_alone_makes_no_page_fail(opened: Open, tmp_path: Path) -> None:
    load(tmp_path / "lake", RI_PROVIDERINFO)
    for page in ("changes", "quality", "mix", "beds", "compare", "methods"):
        assert opened(tmp_path / "lake", page).title[0].value == "Nothing is loaded yet"
