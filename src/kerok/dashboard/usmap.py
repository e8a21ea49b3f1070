"""Maps without tiles and without a network: the outlines are this server's own files, values are joined to them in the browser."""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import streamlit as st

from kerok.dashboard.look import STATIC, colors

if TYPE_CHECKING:
    import pandas as pd

CLASSES = 6
_FLAT = {"type": "identity"}
_INSETS = ((800, 604, "P.R."), (872, 604, "V.I."), (930, 604, "Guam"), (180, 482, "Alaska"), (318, 590, "Hawaii"))


def classes(values: Sequence[Decimal], places: int = 2) -> list[Decimal]:
    """Upper limits of at most six classes with about as many values in each; fewer where values repeat."""
    if not values:
        return []
    ordered = sorted(values)
    limits = {ordered[min(len(ordered) - 1, -(-len(ordered) * n // CLASSES) - 1)] for n in range(1, CLASSES + 1)}
    return sorted(limits)


def class_of(value: Decimal, limits: Sequence[Decimal]) -> int:
    """Place of the first class whose upper limit is not below the value."""
    return next((i for i, limit in enumerate(limits) if value <= limit), len(limits) - 1)


def shades(count: int) -> list[str]:
    """Colours from low to high for so many classes."""
    scale = colors().scale
    if count <= 1:
        return [scale[3]][:count]
    return [scale[round(i * (len(scale) - 1) / (count - 1))] for i in range(count)]


def _outlines(file: str) -> dict[str, Any]:
    from streamlit import config

    base = str(config.get_option("server.baseUrlPath") or "").strip("/")
    return {"url": f"{'/' + base if base else ''}/app/static/{file}", "format": {"type": "json", "property": "features"}}


def _land(file: str) -> dict[str, Any]:
    c = colors()
    return {
        "data": _outlines(file), "projection": _FLAT,
        "mark": {"type": "geoshape", "fill": c.land, "stroke": c.line, "strokeWidth": 0.7, "tooltip": None, "aria": False},
    }  # fmt: skip


def _spec(layers: list[dict[str, Any]], height: int, **more: Any) -> dict[str, Any]:
    return {"height": height, "layer": layers, "config": {"view": {"strokeWidth": 0}, "background": None}, "padding": 0, **more}


def nation(values: pd.DataFrame, limits: Sequence[Decimal], *, title: str, alt: str, height: int = 400, key: str = "nation") -> str | None:
    """A map of the states, coloured by class; the state that was clicked on.

    Args:
        values: ``state`` (two letters), ``name``, ``shown`` (the value as text), ``class`` (0 to 5), ``facilities``.
        limits: Upper limits of the classes.
        title: What the value is, with its unit.
    """
    c, fills = colors(), shades(len(limits))
    coloured = {
        "data": _outlines("us_states.json"), "projection": _FLAT,
        "params": [{"name": "pick", "select": {"type": "point", "fields": ["id"], "toggle": False}}],
        "transform": [
            {"lookup": "id", "from": {"data": {"name": "values"}, "key": "state", "fields": ["name", "shown", "class", "facilities"]}},
            {"filter": "isValid(datum.class)"},
        ],
        "mark": {"type": "geoshape", "stroke": c.ground, "strokeWidth": 0.8, "cursor": "pointer"},
        "encoding": {
            "color": {"field": "class", "type": "ordinal", "scale": {"domain": list(range(len(limits))), "range": fills}, "legend": None},
            "stroke": {"condition": {"param": "pick", "empty": False, "value": c.ink}, "value": c.ground},
            "strokeWidth": {"condition": {"param": "pick", "empty": False, "value": 2.2}, "value": 0.8},
            "tooltip": [{"field": "name", "title": "State"}, {"field": "shown", "title": title}, {"field": "facilities", "title": "Facilities", "format": ","}],
        },
    }  # fmt: skip
    labels = {
        "data": {"values": [{"x": x, "y": y, "t": t} for x, y, t in _INSETS]}, "projection": _FLAT,
        "mark": {"type": "text", "fontSize": 10, "color": c.mute, "aria": False, "tooltip": None},
        "encoding": {"longitude": {"field": "x", "type": "quantitative"}, "latitude": {"field": "y", "type": "quantitative"}, "text": {"field": "t"}},
    }  # fmt: skip
    event: Any = st.vega_lite_chart(
        spec=_spec([_land("us_states.json"), coloured, labels], height, datasets={"values": values}), on_select="rerun", selection_mode="pick", key=key, alt=alt
    )
    try:
        return str(event.selection["pick"][0]["id"])
    except (AttributeError, KeyError, IndexError, TypeError):
        return None


@functools.cache
def frame(state: str) -> dict[str, float] | None:
    """The numbers by which longitude and latitude fall into a state's drawing; None where there is none."""
    path = STATIC / "states" / f"{state}.json"
    if not state.isalpha() or not path.is_file():
        return None
    found: dict[str, float] = json.loads(path.read_text("utf-8"))["frame"]
    return found


def place(state: str, longitude: Decimal | float, latitude: Decimal | float) -> tuple[float, float] | None:
    """Where a point lies in the state's drawing; None where it lies outside by more than a tenth."""
    f = frame(state)
    if f is None:
        return None
    x = f["width"] / 2 + (float(longitude) - f["lon0"]) * f["x_scale"]
    y = f["height"] / 2 - (float(latitude) - f["lat0"]) * f["y_scale"]
    inside = -0.1 * f["width"] <= x <= 1.1 * f["width"] and -0.1 * f["height"] <= y <= 1.1 * f["height"]
    return (round(x, 1), round(y, 1)) if inside else None


def counties(state: str, points: pd.DataFrame, limits: Sequence[Decimal], *, title: str, alt: str, height: int = 430, key: str = "counties") -> str | None:
    """A map of one state's counties with a dot per facility; the CCN that was clicked on.

    Args:
        points: ``ccn``, ``name``, ``shown``, ``class``, ``x``, ``y`` (see `place`).
    """
    c, fills = colors(), shades(len(limits))
    borders = _land(f"states/{state}.json")
    dots = {
        "data": {"name": "points"}, "projection": _FLAT, "params": [{"name": "pick", "select": {"type": "point", "fields": ["ccn"], "toggle": False}}],
        "mark": {"type": "circle", "size": 90, "opacity": 0.95, "stroke": c.ink, "strokeWidth": 0.6, "cursor": "pointer"},
        "encoding": {
            "longitude": {"field": "x", "type": "quantitative"}, "latitude": {"field": "y", "type": "quantitative"},
            "color": {"field": "class", "type": "ordinal", "scale": {"domain": list(range(len(limits))), "range": fills}, "legend": None},
            "strokeWidth": {"condition": {"param": "pick", "empty": False, "value": 2.4}, "value": 0.6},
            "tooltip": [{"field": "name", "title": "Facility"}, {"field": "shown", "title": title}, {"field": "ccn", "title": "CCN"}],
        },
    }  # fmt: skip
    event: Any = st.vega_lite_chart(spec=_spec([borders, dots], height, datasets={"points": points}), on_select="rerun", selection_mode="pick", key=key, alt=alt)
    try:
        return str(event.selection["pick"][0]["ccn"])
    except (AttributeError, KeyError, IndexError, TypeError):
        return None


def key_of_classes(limits: Sequence[Decimal], lowest: Decimal, say: Any, *, grey: str = "nothing loaded") -> None:
    """The legend below a map, as text, so that it wraps on a phone and is read aloud."""
    from html import escape

    fills, lower, parts = shades(len(limits)), lowest, []
    for n, limit in enumerate(limits):
        text = say(limit) if n == 0 and lowest == limit else f"{say(lower)} to {say(limit)}" if n == 0 else f"over {say(lower)} to {say(limit)}"
        parts.append(f'<span><b style="background:{fills[n]}"></b>{escape(text)}</span>')
        lower = limit
    none = "" if not grey else f'<span><b style="background:{colors().land}"></b>{escape(grey)}</span>'
    st.html(f'<div class="k-keys" role="img" aria-label="Classes of the map from low to high">{"".join(parts)}{none}</div>')
