"""Long tables a page at a time, and lists of choices, both in the URL."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Any

import streamlit as st

from kerok.dashboard import words
from kerok.dashboard.anchors import Anchor
from kerok.dashboard.parts import Page
from kerok.dashboard.state import page_number

GRID: dict[str, Any] = {"left": 8, "right": 18, "top": 58, "bottom": 6, "containLabel": True}
"""Of a chart with a legend above its unit."""
ROWS = 15
MOST = 10
_CCN = re.compile(r"[0-9]{2}[0-9A-Z][0-9]{3}")


def pager(param: str, total: int, noun: str, *, size: int = ROWS, many: str = "") -> tuple[int, int]:
    """Says which rows of how many are shown and offers the other pages; first and last row, counted from 1, both included.

    Args:
        param: The URL's parameter with the page's number.
    """
    total = int(total)  # a sum of counts is a decimal
    pages = max(1, -(-total // size))
    key = f"in_url_{param}"
    number = page_number(param, pages)
    first, last = (number - 1) * size + 1, min(number * size, total)
    with st.container(horizontal=True, vertical_alignment="center", key=f"no_print_{param}"):
        shown = f"{first:,} to {last:,} of {words.plural(total, noun, many)}" if total else f"0 {many or noun + 's'}"
        st.html(f'<p class="k-small">{shown}</p>')
        if pages > 1:
            st.session_state[key] = number
            st.pagination(pages, key=key, on_change=_turn, args=(param, key))
    return first, last


def _turn(param: str, key: str) -> None:
    number = st.session_state[key]
    if number == 1:
        st.query_params.pop(param, None)
    else:
        st.query_params[param] = str(number)


name = functools.lru_cache(maxsize=32_768)(words.facility)
"""A facility's name in mixed case, kept: a nation's are many."""


def facility(page: Page, ccn: str, name: str | None) -> Anchor:
    """A facility's name and CCN, leading to its page."""
    return Anchor(f"{words.facility(name)} ({ccn})", "facility", page.state.params(ccn=ccn))


def like(text: str) -> str:
    """A LIKE pattern that finds the text anywhere, for an upper-case column; its own wildcards are letters like others (ESCAPE '!')."""
    return "%" + re.sub(r"([!%_])", r"!\1", text.strip().upper()[:80]) + "%"


def ccns_asked(param: str) -> tuple[list[str], list[str]]:
    """CCNs that the URL lists, at most ten, each once; and what of it was not understood, in words."""
    given = [g.strip().upper() for g in st.query_params.get(param, "").split(",") if g.strip()]
    found = list(dict.fromkeys(g for g in given if _CCN.fullmatch(g)))
    problems = []
    if len(found) < len(dict.fromkeys(given)):
        problems.append("The link names something that is no CCN; it is left out.")
    if len(found) > MOST:
        problems.append(f"The link names {len(found)} facilities; these are the first {MOST}.")
    return found[:MOST], problems


def keep(param: str, values: Sequence[str]) -> None:
    """Write a list to the URL, or nothing where it is empty."""
    if values:
        st.query_params[param] = ",".join(values)
    else:
        st.query_params.pop(param, None)
