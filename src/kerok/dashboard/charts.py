"""Charts: every one has a text for who does not see it, units on its axes, and gaps where values are missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import streamlit as st

from kerok.dashboard.look import colors

Number = Decimal | float | int | None
_FONT = {"fontFamily": "Inter, sans-serif", "fontSize": 12}


def draw(option: Mapping[str, Any], *, alt: str, height: int = 280, key: str | None = None) -> None:
    """An ECharts option in the house's look.

    Args:
        alt: What the chart shows, in a sentence or two with its main figures.
        height: Pixels.
    """
    c = colors()
    whole: dict[str, Any] = {
        "animationDuration": 200,
        "textStyle": _FONT | {"color": c.ink},
        "grid": {"left": 8, "right": 18, "top": 34, "bottom": 6, "containLabel": True},
        "tooltip": {"trigger": "axis", "confine": True},
        "legend": {"top": 0, "left": 0, "itemWidth": 16, "itemHeight": 8, "itemGap": 16, "textStyle": {"color": c.ink, "fontSize": 12}},
    }
    option = whole | dict(option)
    if isinstance(option["grid"], dict) and option["legend"].get("show") is not False and _has_a_unit(option):
        option["grid"] = {**option["grid"], "top": max(option["grid"].get("top", 0), 56)}  # the unit stands between legend and axis
    if isinstance(option["grid"], dict) and (option.get("xAxis", {}).get("name") or option.get("xAxis", {}).get("axisLabel", {}).get("rotate")):
        option["grid"] = {**option["grid"], "bottom": max(option["grid"].get("bottom", 0), 28)}  # containLabel makes no room for a unit below the labels, and too little for upright ones
    st.echarts_chart(option, height=height, alt=alt, key=key)


def _has_a_unit(option: Mapping[str, Any]) -> bool:
    axes = option.get("yAxis", {})
    return any(a.get("name") for a in (axes if isinstance(axes, list) else [axes]))


def axis(unit: str = "", **more: Any) -> dict[str, Any]:
    """A value axis with its unit."""
    c = colors()
    base = {
        "type": "value", "axisLine": {"show": False}, "axisTick": {"show": False}, "splitLine": {"lineStyle": {"color": c.grid}},
        "axisLabel": {"color": c.mute, "fontSize": 11}, "name": unit, "nameTextStyle": {"color": c.mute, "fontSize": 11, "align": "left", "padding": [0, 0, 0, -14]},
        "nameGap": 12,
    }  # fmt: skip
    return base | more


def categories(names: Sequence[str], **more: Any) -> dict[str, Any]:
    """An axis of names: quarters, months, roles."""
    c = colors()
    base = {
        "type": "category", "data": list(names), "axisTick": {"show": False}, "axisLine": {"lineStyle": {"color": c.line}},
        "axisLabel": {"color": c.mute, "fontSize": 11, "hideOverlap": True},
    }  # fmt: skip
    return base | more


def below(unit: str, **more: Any) -> dict[str, Any]:
    """A horizontal value axis with its unit below it."""
    return axis("", name=unit, nameLocation="middle", nameGap=24, nameTextStyle={"color": colors().mute, "fontSize": 11}, **more)


def states(codes: Sequence[str]) -> dict[str, Any]:
    """An axis of states by name and code; many stand upright."""
    from kerok.dashboard import words

    label = {"color": colors().ink, "fontSize": 10, **({"rotate": 90} if len(codes) > 6 else {"interval": 0})}
    return categories([words.state(code) for code in codes], axisLabel=label)


def number(value: Number, places: int = 6) -> float | None:
    """A figure as a chart needs it."""
    return None if value is None else round(float(value), places)


def line(
    name: str, values: Sequence[Number], *, color: str = "", dashed: bool = False, hollow: Sequence[bool] = (), width: float = 2.4, symbols: bool = True, places: int = 2, **more: Any
) -> dict[str, Any]:
    """A line with gaps where values are missing.

    Args:
        hollow: For each value, whether its point is drawn hollow: the quarter is incomplete.
    """
    c = colors()
    shade = color or c.main
    marks = list(hollow) or [False] * len(values)
    data = [
        {"value": number(v), "itemStyle": {"color": c.ground, "borderColor": shade, "borderWidth": 2}, "symbolSize": 9} if h and v is not None else number(v)
        for v, h in zip(values, marks, strict=True)
    ]
    return {
        "type": "line", "name": name, "data": data, "connectNulls": False, "showSymbol": symbols, "symbol": "circle", "symbolSize": 6,
        "lineStyle": {"color": shade, "width": width, "type": "dashed" if dashed else "solid"}, "itemStyle": {"color": shade},
        "tooltip": {"valueFormatter": f"%.{places}f"}, "emphasis": {"disabled": True},
    } | more  # fmt: skip


def bar(name: str, values: Sequence[Number], *, color: str = "", stack: str = "", places: int = 2, **more: Any) -> dict[str, Any]:
    """Bars; those with the same ``stack`` stand on each other."""
    c = colors()
    shade = color or c.main
    found = {
        "type": "bar", "name": name, "data": [number(v) for v in values], "itemStyle": {"color": shade, "borderColor": c.ground, "borderWidth": 0.5}, "barMaxWidth": 34,
        "tooltip": {"valueFormatter": f"%.{places}f"}, "emphasis": {"disabled": True},
    }  # fmt: skip
    return found | ({"stack": stack} if stack else {}) | more


def reference_line(value: Number, text: str, *, vertical: bool = False) -> dict[str, Any]:
    """A named line to measure a distance from; to be put into a series. Never a verdict."""
    c = colors()
    return {
        "markLine": {
            "silent": True, "symbol": "none", "data": [{"xAxis" if vertical else "yAxis": number(value)}],
            "label": {"formatter": text, "color": c.mute, "fontSize": 11, "position": "end" if vertical else "insideEndTop"},
            "lineStyle": {"type": "dashed", "color": c.mute, "width": 1},
        }
    }  # fmt: skip


def histogram(counts: Mapping[int, int], per_unit: int, unit: str, *, at: Number, text: str) -> dict[str, Any]:
    """Bars of how many facilities are in classes of one width, and a line across them where ``at`` lies on the axis.

    Args:
        counts: Facilities by class: of five per unit, class 17 holds 3.40 to under 3.60.
        text: What the line is called.
    """
    c, classes = colors(), range(min(counts), max(counts) + 1)
    data = [[round((n + 0.5) / per_unit, 2), counts.get(n, 0), f"{n / per_unit:.2f} to under {(n + 1) / per_unit:.2f}"] for n in classes]
    bars = bar("Facilities", [], places=0, data=data, barMaxWidth=60, barCategoryGap="8%") | reference_line(at, text, vertical=True)
    bars["markLine"]["lineStyle"] = {"type": "dashed", "color": c.accent, "width": 2}  # is seen upon bars
    return {
        "legend": {"show": False}, "grid": {"left": 8, "right": 24, "top": 40, "bottom": 28, "containLabel": True},
        "tooltip": {"trigger": "item", "confine": True, "formatter": "{@[2]}: {@[1]} facilities"},
        "xAxis": below(unit, scale=True, splitLine={"show": False}), "yAxis": axis("facilities", minInterval=1), "series": [bars],
    }  # fmt: skip


def sparkline(values: Sequence[Number], *, alt: str) -> str:
    """A small line as inline SVG in the colour of the text around it; gaps where values are missing. Safe HTML."""
    from html import escape

    known = [float(v) for v in values if v is not None]
    if len(known) < 2:
        return ""
    low, high = min(known), max(known)
    span = (high - low) or 1.0
    points = [(n * 120 / max(len(values) - 1, 1), 26 - (float(v) - low) / span * 22) if v is not None else None for n, v in enumerate(values)]
    path, pen = "", "M"
    for point in points:
        path += f"{pen}{point[0]:.1f} {point[1]:.1f} " if point else ""
        pen = "L" if point else "M"
    end = next(p for p in reversed(points) if p)
    return (
        f'<svg viewBox="-3 0 126 30" preserveAspectRatio="none" role="img" aria-label="{escape(alt, quote=True)}"><path d="{path.strip()}" fill="none" stroke="currentColor" stroke-opacity=".65"'
        f' stroke-width="1.6" vector-effect="non-scaling-stroke"/><circle cx="{end[0]:.1f}" cy="{end[1]:.1f}" r="2" fill="currentColor"/></svg>'
    )
