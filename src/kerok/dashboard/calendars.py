"""A quarter's days as a calendar: a column a week, a square a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from html import escape
from typing import Any

import streamlit as st

from kerok.dashboard import usmap, words
from kerok.dashboard.look import colors, is_dark

LITTLE, NO_RN, NOTHING = "\N{WHITE CIRCLE}", "\N{BLACK CIRCLE}", "\N{MULTIPLICATION SIGN}"
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def draw(rows: Sequence[dict[str, Any]], quarter: str) -> None:
    """Each day's total nurse hours per resident by colour, with marks for days without RN and under 8 RN hours.

    Args:
        rows: ``work_date``, ``residents``, ``cms_total_hours``, ``cms_rn_hours``, as `questions.facility.days` gives them; a day without residents or without hours has no rate.
    """
    found = [(r, words.ratio(r["cms_total_hours"], r["residents"])) for r in rows]
    rates = [words.half_up(v, 2) for _, v in found if v]
    limits = usmap.classes(rates)
    if not found:
        st.html('<p class="k-small">No day of this quarter has a row.</p>')
        return
    low = sum(1 for r in rows if r["residents"] and r["cms_rn_hours"] is not None and r["cms_rn_hours"] < 8)
    alt = f"Calendar of {len(rows)} days of {quarter}, total nurse hours per resident" + (f" from {min(rates)} to {max(rates)}" if rates else "") + f"; {words.plural(low, 'day')} under 8 RN hours."
    squares = {r["work_date"]: _square(r, None if v is None else words.half_up(v, 2), limits) for r, v in found}
    st.html(f'<div class="k-calendar" role="img" aria-label="{escape(alt, quote=True)}"><div aria-hidden="true">{_weeks(squares)}</div></div>')
    if rates:
        usmap.key_of_classes(limits, min(rates), str, grey="no residents, or no hours")
    st.html(f'<p class="k-small">{LITTLE} under 8 RN hours &nbsp; {NO_RN} no RN hours &nbsp; {NOTHING} no nurse hours of any kind</p>')


def _weeks(squares: Mapping[dt.date, str]) -> str:
    """Names of the days, then week after week; as HTML, for which a browser loads no drawing library."""
    first, last = min(squares), max(squares)
    monday = first - dt.timedelta(first.weekday())
    columns = [f"<div><span></span>{''.join(f'<span>{name}</span>' for name in _DAYS)}</div>"]
    for n in range((last - monday).days // 7 + 1):
        week = monday + dt.timedelta(7 * n)
        days = "".join(squares.get(week + dt.timedelta(d), "<i></i>") for d in range(7))
        columns.append(f"<div><span>{f'{week:%d %b}' if n % 2 == 0 else ''}</span>{days}</div>")
    return "".join(columns)


def _square(row: dict[str, Any], rate: Decimal | None, limits: Sequence[Decimal]) -> str:
    day: dt.date = row["work_date"]
    c, rn, total = colors(), row["cms_rn_hours"], row["cms_total_hours"]
    mark = "" if not row["residents"] or rn is None else NOTHING if total == 0 else NO_RN if rn == 0 else LITTLE if rn < 8 else ""
    at = usmap.class_of(rate, limits) if rate else -1
    fill = c.land if at < 0 else usmap.shades(len(limits))[at]
    ink = c.ground if fill in c.scale[2 if is_dark() else 4 :] else c.ink  # whichever of the two is told from the square better
    said = f"{day:%a} {words.day(day)}: {rate if rate is not None else words.NONE} hours per resident; {words.whole(row['residents'])} residents, {words.hours(total)} nurse hours, {words.hours(rn)} RN hours"
    return f'<i style="background:{fill};color:{ink}" title="{escape(said, quote=True)}">{mark}</i>'
