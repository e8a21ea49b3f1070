"""Colours of charts in both themes, and the one style sheet."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

STATIC = Path(__file__).parent / "static"


@dataclass(frozen=True)
class Colors:
    """One theme's colours.

    Attributes:
        main: The hue of the subject; ``accent`` of what it is held against; ``employee`` cool, ``contract`` warm.
        roles: RN, LPN, aide: told apart by lightness as well as by hue.
        scale: Six classes from low to high.
    """

    ink: str
    mute: str
    line: str
    grid: str
    main: str
    accent: str
    land: str
    ground: str
    band: str
    employee: str
    contract: str
    roles: tuple[str, str, str]
    scale: tuple[str, ...]
    many: tuple[str, ...]


LIGHT = Colors(
    ink="#0d1a24", mute="#4d5b67", line="#c9d3db", grid="#e6ebef", main="#0b6b82", accent="#b85a12", land="#e9eef2", ground="#ffffff", band="rgba(11,107,130,.10)",
    employee="#0b6b82", contract="#d9772b", roles=("#06404f", "#2a8da3", "#93cbd5"),
    scale=("#dbeef0", "#b0d9df", "#7fbfca", "#4b9fb0", "#217f94", "#08546a"),
    many=("#0b6b82", "#c8641a", "#6b8a2b", "#7d4f9c", "#b03a34", "#4d5b67", "#2f7fbf", "#9a7d14", "#136f56", "#a3447f"),
)  # fmt: skip
DARK = Colors(
    ink="#e6edf2", mute="#a9b8c4", line="#3a4856", grid="#243240", main="#4fb7cc", accent="#f0a868", land="#1d2a35", ground="#0f1720", band="rgba(79,183,204,.16)",
    employee="#4fb7cc", contract="#f0a868", roles=("#bfe9f1", "#4fb7cc", "#226c7d"),
    scale=("#174552", "#1d6474", "#2a8496", "#42a5b6", "#76c3d0", "#b9e4ea"),
    many=("#4fb7cc", "#f0a868", "#a9c46a", "#b896d6", "#ec8b85", "#9fb0bd", "#7fbcec", "#dcc262", "#5cc79b", "#e49ac9"),
)  # fmt: skip


def is_dark() -> bool:
    """Whether the reader's theme is dark."""
    import streamlit as st

    return st.context.theme.type == "dark"


def colors() -> Colors:
    """The colours of the reader's theme."""
    return DARK if is_dark() else LIGHT
