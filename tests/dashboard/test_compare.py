"""Comparing: what the URL lists is compared, and nothing else."""

from __future__ import annotations

import csv
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from kerok.dashboard.questions import compare
from kerok.dashboard.questions.compare import place
from kerok.dashboard.tables import like
from tests.support.lakes import RI_PBJ

from .conftest import Open, text_of
from .test_frame import HOSTILE
from .test_mix import ROLES, data_of

SUSPECTS = {"415033", "415052", "415107"}
"""Facilities of Rhode Island whose reporting may be incomplete."""


def hprd_of_the_file(ccn: str, *roles: str) -> str:
    hours, days = Decimal(0), 0
    with RI_PBJ.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if row["PROVNUM"] == ccn and int(row["MDScensus"]) > 0:
                hours += sum(Decimal(row[f"Hrs_{r}"]) for r in roles)
                days += int(row["MDScensus"])
    return str((hours / days).quantize(Decimal("0.01"), ROUND_HALF_UP))


def test_the_facilities_of_the_url_stand_side_by_side_with_their_own_figures(opened: Open, ri_home: Path) -> None:
    text = text_of(opened(ri_home, "compare", ccns="415040,415104"))
    for ccn in ("415040", "415104"):
        total, rn, aide = (hprd_of_the_file(ccn, *roles) for roles in (ROLES, ("RNDON", "RNadmin", "RN"), ("CNA", "NAtrn", "MedAide")))
        row = text[text.index(f"({ccn})</a>") :].split("</tr>")[0]
        cells = [c.split("<")[0] for c in row.split("<td class=k-right>")[1:]]
        assert (cells[2], cells[3], cells[5]) == (total, rn, aide)
    assert "Nothing is chosen yet" not in text
    assert 'href="facility?quarter=2023Q2&roles=cms_total&ccn=415040"' in text.replace("&amp;", "&")


def test_nothing_chosen_shows_the_largest_and_says_so(opened: Open, ri_home: Path) -> None:
    assert "these are the 5 facilities with most resident days" in text_of(opened(ri_home, "compare"))


def test_a_search_adds_and_a_click_takes_out(opened: Open, ri_home: Path) -> None:
    app = opened(ri_home, "compare", ccns="415040")
    app.text_input(key="compare_search").set_value("roberts health").run()
    app.button(key="add_415104").click().run()
    assert "415040,415104" in app.query_params["ccns"]
    app.button(key="out_415040").click().run()
    assert "415104" in str(app.query_params["ccns"])
    assert "415040" not in str(app.query_params["ccns"])


def test_the_first_that_is_added_takes_the_place_of_the_largest(opened: Open, ri_home: Path) -> None:
    app = opened(ri_home, "compare")
    app.text_input(key="compare_search").set_value("415104").run()
    app.button(key="add_415104").click().run()
    assert "One facility is chosen." in text_of(app)


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_lists_and_searches_are_harmless(opened: Open, ri_home: Path, value: str) -> None:
    app = opened(ri_home, "compare", ccns=value)
    assert "no CCN" in app.warning[0].value if value.strip(", ") else True
    if "\x00" not in value:
        app.text_input(key="compare_search").set_value(value[:80]).run()
        assert not app.exception
    assert "<script" not in text_of(app)


def test_a_facility_that_is_not_loaded_is_said(opened: Open, ri_home: Path) -> None:
    app = opened(ri_home, "compare", ccns="415040,999999")
    assert [w.value for w in app.warning] == ["Not loaded: 999999."]


def test_eleven_are_cut_to_ten(opened: Open, ri_home: Path) -> None:
    ccns = [r["ccn"] for r in data_of(ri_home).rows("SELECT ccn FROM gold_facility_dim ORDER BY ccn LIMIT 11")]
    app = opened(ri_home, "compare", ccns=",".join(ccns))
    assert "these are the first 10" in app.warning[0].value
    assert f"({ccns[9]})</a>" in text_of(app)
    assert f"({ccns[10]})</a>" not in text_of(app)


def test_a_facility_stands_among_its_peers(opened: Open, ri_home: Path) -> None:
    rows = data_of(ri_home).rows(
        "SELECT f.ccn, f.hprd, f.hours, f.resident_days FROM vw_peers p JOIN vw_facility_hprd f ON f.ccn = p.peer_ccn AND f.quarter = p.quarter WHERE p.ccn = '415040' AND f.role_set = 'cms_total'"
    )
    counted = [r for r in rows if r["ccn"] not in SUSPECTS]
    assert 0 < len(counted) < len(rows)
    mine = Decimal(hprd_of_the_file("415040", *ROLES))
    less = sum(r["hprd"] < mine for r in counted)
    app = opened(ri_home, "compare", of="peers", ccn="415040")
    text = text_of(app)
    assert f"{mine} total nurse hours per resident day in 2023Q2; {less} of its {len(counted)} peers reported less." in text
    with_them, without = (sum(r["hours"] for r in some) / sum(r["resident_days"] for r in some) for some in (rows, counted))
    assert f"All peers together: {with_them:.2f} with them, {without:.2f} without." in text
    assert len(app.session_state["page"].figures) == 15
    second = opened(ri_home, "compare", of="peers", ccn="415040", peers="2")
    assert f"16 to {len(rows) + 1} of {len(rows) + 1} facilities" in text_of(second)
    assert [f.key["ccn"] in SUSPECTS for f in second.session_state["page"].figures] == [False] * (len(counted) - 14) + [True] * (len(rows) - len(counted))
    assert "RI, 50-99 beds, for profit, not hospital-based" in text


def test_a_facility_without_provider_info_has_no_peers_and_that_is_said(opened: Open, ri_home: Path) -> None:
    assert "has no peers in 2023Q2" in text_of(opened(ri_home, "compare", of="peers", ccn="415052"))


def test_groups_and_chains_are_sums(opened: Open, ri_home: Path) -> None:
    row = data_of(ri_home).row("SELECT hours, resident_days FROM vw_group_hprd WHERE dimension = 'ownership_group' AND value = 'non profit' AND role_set = 'cms_total'")
    assert row is not None
    text = text_of(opened(ri_home, "compare", of="groups"))
    found = text[text.index("<td>non profit</td>") :].split("</tr>")[0]
    assert str((row["hours"] / row["resident_days"]).quantize(Decimal("0.01"), ROUND_HALF_UP)) in found
    chains = text_of(opened(ri_home, "compare", of="chains", chain="GENESIS HEALTHCARE"))
    assert "<tr class=\"k-few\"><td>Genesis Healthcare</td><td class=k-right>7</td>" in chains.replace("class=k-few", 'class="k-few"')
    assert "Grey: fewer than 10 facilities." in chains
    assert "Marquis Health Services</td>" not in chains


def test_only_the_groups_that_are_shown_are_asked_for(opened: Open, several_home: Path) -> None:
    data = data_of(several_home)
    chains = [r["value"] for r in data.rows(compare.CHAINS, "2024Q1")]
    assert len(chains) > 2
    for sql, values in (compare.groups("chain", chains[:2], "2024Q1", "cms_total"), compare.group_series("chain", chains[:2], "cms_total")):
        assert {r["value"] for r in data.rows(sql, *values)} == set(chains[:2])


def test_a_series_needs_two_quarters(opened: Open, ri_home: Path, several_home: Path) -> None:
    assert "Over time" not in text_of(opened(ri_home, "compare"))
    assert "Over time" in text_of(opened(several_home, "compare"))


def test_place_counts_only_those_with_a_value() -> None:
    assert place(Decimal("3.5"), [Decimal("3.4"), Decimal("3.5"), None, Decimal("3.6")]) == (1, 3)


def test_wildcards_of_a_search_are_letters() -> None:
    assert like(" 50%_of! ") == "%50!%!_OF!!%"
