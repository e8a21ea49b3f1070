"""A quarter's days as a calendar: a column a week, a square a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from kerok.dashboard import usmap, words
from kerok.dashboard.look import colors

LITTLE, NO_RN, NOTHING = "\N{WHITE CIRCLE}", "\N{BLACK CIRCLE}", "\N{MULTIPLICATION SIGN}"
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def draw(rows: Sequence[dict[str, Any]], quarter: str, *, height: int = 250) -> None:
    """Each day's total nurse hours per resident by colour, with marks for days without RN and under 8 RN hours.

    Args:
        rows: ``work_date``, ``residents``, ``cms_total_hours``, ``cms_rn_hours``, as `questions.facility.days` gives them; a day without residents or without hours has no rate.
    """
    found = [(r, words.ratio(r["cms_total_hours"], r["residents"])) for r in rows]
    rates = [words.half_up(v, 2) for _, v in found if v]
    limits = usmap.classes(rates)
    frame = pd.DataFrame([_square(r, None if v is None else words.half_up(v, 2), limits) for r, v in found])
    if frame.empty:
        st.html('<p class="k-small">No day of this quarter has a row.</p>')
        return
    low = sum(1 for r in rows if r["residents"] and r["cms_rn_hours"] is not None and r["cms_rn_hours"] < 8)
    alt = f"Calendar of {len(rows)} days of {quarter}, total nurse hours per resident" + (f" from {min(rates)} to {max(rates)}" if rates else "") + f"; {words.plural(low, 'day')} under 8 RN hours."
    st.vega_lite_chart(spec=_spec(frame, limits, height), alt=alt, key="calendar")
    if rates:
        usmap.key_of_classes(limits, min(rates), str, grey="no residents, or no hours")
    st.html(f'<p class="k-small">{LITTLE} under 8 RN hours &nbsp; {NO_RN} no RN hours &nbsp; {NOTHING} no nurse hours of any kind</p>')


def _square(row: dict[str, Any], rate: Any, limits: Sequence[Any]) -> dict[str, Any]:
    day: dt.date = row["work_date"]
    rn, total = row["cms_rn_hours"], row["cms_total_hours"]
    mark = "" if not row["residents"] or rn is None else NOTHING if total == 0 else NO_RN if rn == 0 else LITTLE if rn < 8 else ""
    return {
        "week": str(day - dt.timedelta(day.weekday())), "weekday": _DAYS[day.weekday()], "class": usmap.class_of(rate, limits) if rate else -1, "mark": mark,
        "day": f"{day:%a} {words.day(day)}", "shown": str(rate) if rate is not None else words.NONE, "residents": words.whole(row["residents"]),
        "hours": words.hours(total), "rn": words.hours(rn), "dark": bool(rate) and usmap.class_of(rate, limits) >= 3,
    }  # fmt: skip


def _spec(frame: pd.DataFrame, limits: Sequence[Any], height: int) -> dict[str, Any]:
    c = colors()
    fills = [c.land, *usmap.shades(len(limits))]
    axes = {"labelColor": c.mute, "ticks": False, "domain": False, "title": None, "labelFontSize": 11}
    named = "timeFormat(toDate(datum.value + 'T00:00'), '%d %b')"
    x = {"field": "week", "type": "ordinal", "axis": {**axes, "labelExpr": named, "labelOverlap": True, "labelAngle": 0, "orient": "top"}}
    y = {"field": "weekday", "type": "ordinal", "sort": list(_DAYS), "axis": axes}
    tooltip = [{"field": f, "title": t} for f, t in (("day", "Day"), ("shown", "Hours per resident"), ("residents", "Residents"), ("hours", "Nurse hours"), ("rn", "RN hours"))]
    squares = {
        "mark": {"type": "rect", "cornerRadius": 3, "stroke": c.ground, "strokeWidth": 2},
        "encoding": {"x": x, "y": y, "color": {"field": "class", "type": "ordinal", "scale": {"domain": list(range(-1, len(limits))), "range": fills}, "legend": None}, "tooltip": tooltip},
    }
    light, dark = (c.ink, c.ground) if c.ground == "#ffffff" else (c.ground, c.ink)
    marks = {
        "mark": {"type": "text", "fontSize": 13, "aria": False},
        "encoding": {
            "x": {"field": "week", "type": "ordinal"}, "y": {"field": "weekday", "type": "ordinal", "sort": list(_DAYS)}, "text": {"field": "mark"},
            "color": {"condition": {"test": "datum.dark", "value": dark if c.ground == "#ffffff" else light}, "value": light if c.ground == "#ffffff" else dark},
        },
    }  # fmt: skip
    return {"height": height, "layer": [squares, marks], "data": {"name": "days"}, "datasets": {"days": frame}, "config": {"view": {"strokeWidth": 0}, "background": None}}
