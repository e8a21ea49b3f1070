"""One page about a facility to print or hand on: it needs nothing from the network."""

from __future__ import annotations

import datetime as dt
from html import escape

from kerok import __version__
from kerok.dashboard import words
from kerok.dashboard.parts import Page
from kerok.dashboard.questions import facility as ask
from kerok.dashboard.story import Home, sentence, standing_words

_STYLE = """
body { font: 14px/1.5 system-ui, sans-serif; color: #111; max-width: 760px; margin: 28px auto; padding: 0 16px }
h1 { font-size: 24px; margin: 0 } h2 { font-size: 15px; margin: 22px 0 4px } p { margin: 6px 0 }
table { border-collapse: collapse; width: 100%; font-size: 13px } th, td { text-align: left; padding: 4px 8px 4px 0; border-bottom: 1px solid #bbb }
td.n, th.n { text-align: right } .small { font-size: 12px; color: #333 } code { overflow-wrap: anywhere } .made-up { border: 2px solid #b85a12; padding: 6px 10px }
@media print { body { margin: 0; max-width: none } @page { margin: 16mm } }
"""


def html(page: Page, home: Home, today: dt.date | None = None) -> str:
    """The fact sheet.

    Args:
        today: Date it is made on.
    """
    title = f"{home.name} ({home.ccn})"
    fact = home.fact or {}
    body = [
        '<p class="made-up">Synthetic data: this facility and its figures are made up.</p>' if page.loaded.is_synthetic else "",
        f"<h1>{escape(home.name)}</h1>",
        f'<p class="small">CCN {home.ccn}, {escape(words.state(home.state))}, {escape(words.quarter(home.quarter))}</p>',
        f"<p>{escape(sentence(home))}</p>",
        "<h2>Nurse hours per resident day</h2>", _figures(home),
        "<h2>Days</h2>", _days(home),
        "<h2>What CMS says of the home</h2>", _cms(fact),
        "<h2>How it is counted</h2>",
        '<p class="small">Hours per resident day = sum of hours / sum of MDS census over the days with residents (CMS\'s definition, role sets'
        f" {', '.join(ask.MAIN)}), rounded once, half up. {_source(page)} Days without residents are left out; days without reported hours are in.</p>",
        f'<p class="small">Kerok {__version__}, snapshot {page.data.moment.id}, made on {(today or dt.datetime.now(dt.UTC).date()).isoformat()}. The figures with the files they are from:'
        f" <code>kerok cite vw_facility_hprd ccn={home.ccn} quarter={home.quarter} role_set=cms_total</code></p>",
    ]  # fmt: skip
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{escape(title)}, {home.quarter}</title><style>{_STYLE}</style>'
    return f'<!doctype html>\n<html lang="en"><head>{head}</head><body>\n' + "\n".join(b for b in body if b) + "\n</body></html>\n"


def _source(page: Page) -> str:
    return "Made by kerok synth, not by CMS." if page.loaded.is_synthetic else "Source: CMS, Payroll-Based Journal Daily Nurse Staffing and Provider Information."


def _table(names: list[str], rows: list[list[str]]) -> str:
    head = "".join(f"<th{' class=n' if i else ''}>{escape(n)}</th>" for i, n in enumerate(names))
    return f"<table><thead><tr>{head}</tr></thead><tbody>" + "".join("<tr>" + "".join(f"<td{' class=n' if i else ''}>{escape(v)}</td>" for i, v in enumerate(r)) + "</tr>" for r in rows) + "</tbody></table>"


def _figures(home: Home) -> str:
    rows = []
    for role_set in ask.MAIN:
        row, average, nation = home.now(role_set), home.averages.get((role_set, home.state)), home.averages.get((role_set, "US"))
        if row is None:
            continue
        standing = home.standing.get((role_set, home.state))
        rows.append([
            words.role_set(role_set), words.rate(row["hours"], row["resident_days"]), words.rate(row["weekend_hours"], row["weekend_resident_days"]),
            words.rate(average["hours"], average["resident_days"]) if average else words.NONE, words.rate(nation["hours"], nation["resident_days"]) if nation and home.is_national else words.NONE,
            standing_words(standing, home.state) or words.NONE if standing else words.NONE, words.percent(row["contract_hours"], row["hours"]),
        ])  # fmt: skip
    scope = home.state if home.is_national else f"{home.state} (facilities loaded)"
    return _table(["", "home", "weekend", scope, "US", "percentile", "contract share"], rows)


def _days(home: Home) -> str:
    found = home.coverage
    if found is None:
        return '<p class="small">No day of the quarter has a row.</p>'
    rows = [["Days with residents", words.whole(found["days_with_residents"])], ["without RN hours", words.whole(found["zero_rn_days"])], ["of which nothing was reported at all", words.whole(found["zero_staff_days"])], ["under 8 RN hours, those without any among them", words.whole(found["under_8_rn_days"])]]
    return _table(["", "days"], rows)


def _cms(fact: dict[str, object]) -> str:
    if not fact.get("ratings_processing_date"):
        return '<p class="small">No Provider Info release of that time is loaded.</p>'
    stars = ", ".join(f"{name} {fact[key] or words.NONE}" for name, key in (("overall", "overall_rating"), ("health inspection", "health_inspection_rating"), ("staffing", "staffing_rating"), ("quality measures", "qm_rating")))
    return (
        f"<p>Stars as of {words.day(str(fact['ratings_processing_date']))}: {escape(stars)}. {words.whole(fact['certified_beds'])} certified beds"  # type: ignore[arg-type]
        f" ({words.day(str(fact['beds_processing_date']))}). Fines in the three years to {words.day(str(fact['penalties_processing_date']))}: {words.whole(fact['fines_3y_count'])},"  # type: ignore[arg-type]
        f" {words.dollars(fact['fines_3y_amount'])}.</p>"  # type: ignore[arg-type]
    )
