"""Cells of plain tables that lead to another page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode


@dataclass(frozen=True)
class Anchor:
    """A link inside a table.

    Attributes:
        page: The page's address, as ``facility``.
        params: What the reader looks at, carried along.
    """

    text: str
    page: str
    params: Mapping[str, str]

    @property
    def html(self) -> str:
        """Safe HTML; the address is relative, so that it holds below any base path."""
        href = ("./" if self.page == "overview" else self.page) + "?" + urlencode(self.params)
        return f'<a href="{escape(href, quote=True)}" target="_self">{escape(self.text)}</a>'


def cell_html(value: str | Anchor) -> str:
    """A cell as safe HTML."""
    return value.html if isinstance(value, Anchor) else escape(value)
