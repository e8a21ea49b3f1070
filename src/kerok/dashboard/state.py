"""What the reader looks at: in the URL, validated, carried from page to page. Nothing from the URL reaches SQL but as a parameter.

A link without a parameter shows its default; the URL is written only when the reader changes something, so Back goes back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from kerok.dashboard import words
from kerok.dashboard.questions.loaded import Loaded

_CCN = re.compile(r"[0-9]{2}[0-9A-Z][0-9]{3}")
_MOMENT = re.compile(r"[0-9a-f]{12}")
_PAGES = re.compile(r"page|peers|p|p_\w+")  # what `tables.pager` is called with
ALL_STATES = "all"


@dataclass(frozen=True)
class State:
    """What every page is about.

    Attributes:
        quarter: A quarter that is loaded.
        role_set: Name of a role set.
        state: Two letters; None = all.
        ccn: A well-formed CCN, loaded or not.
        at: The snapshot that the link names; None = the newest.
        debug: Tell the operator what each question cost.
        problems: What of the URL was not understood, in words.
    """

    quarter: str
    role_set: str = "cms_total"
    state: str | None = None
    ccn: str | None = None
    at: str | None = None
    debug: bool = False
    problems: tuple[str, ...] = ()

    def params(self, **changes: str | None) -> dict[str, str]:
        """The URL's parameters for a link that keeps all this but for the changes; None leaves one out."""
        kept = {"quarter": self.quarter, "roles": self.role_set, "state": self.state, "ccn": self.ccn, "at": self.at, "debug": "1" if self.debug else None}
        return {k: v for k, v in {**kept, **changes}.items() if v is not None}


def moment_asked() -> str | None:
    """The snapshot that the URL names; "" where what it names is none, as that of a link cut short."""
    import streamlit as st

    given = st.query_params.get("at")
    return None if given is None else given if _MOMENT.fullmatch(given) else ""


def read_state(loaded: Loaded) -> State:
    """The state that the URL names, with defaults for what it does not or what is not understood."""
    import streamlit as st

    given, problems = st.query_params, []
    newest = loaded.quarters[-1]
    quarter, role_set = given.get("quarter", newest), given.get("roles", "cms_total")
    if quarter not in loaded.quarters:
        problems.append(f"The link names a quarter that is not loaded ({_short(quarter)}); this is {newest}.")
        quarter = newest
    if role_set not in words.role_sets():
        problems.append(f"The link names a role set that does not exist ({_short(role_set)}); this is cms_total.")
        role_set = "cms_total"
    state = given.get("state")
    if state is not None and state not in loaded.states:
        if state != ALL_STATES:
            problems.append(f"The link names a state of which nothing is loaded ({_short(state)}); these are all that are.")
        state = None
    ccn = given.get("ccn")
    if ccn is not None and not _CCN.fullmatch(ccn):
        problems.append(f"The link names no CCN ({_short(ccn)}): a CCN has six characters, as 415052 or 01A123.")
        ccn = None
    at = moment_asked() or None
    return State(quarter, role_set, state, ccn, at, given.get("debug") == "1", tuple(problems))


def _short(text: str) -> str:
    """What somebody wrote into the URL, safe to show: printable, short, nothing that Markdown or HTML would take for its own."""
    clean = re.sub(r"[^\w ,.'/-]", "?", text[:24])
    return f"“{clean}{'…' if len(text) > 24 else ''}”"


# ------------------------------------------------------------------------------------------ widgets whose value is in the URL


def own(param: str, options: Sequence[str], default: str) -> str:
    """A page's own parameter, or the default where the URL has none of the options."""
    import streamlit as st

    given = st.query_params.get(param, default)
    return given if given in options else default


def choose(label: str, param: str, options: Sequence[str], default: str, *, say: Callable[[str], str] = str, segmented: bool = False, **look: Any) -> str:
    """A choice that is kept in the URL under ``param``.

    Args:
        say: How an option is shown; the URL has the option itself.
        segmented: All options side by side instead of a list to open.
        look: Passed on to Streamlit's widget.
    """
    import streamlit as st

    key = f"in_url_{param}"
    st.session_state[key] = own(param, options, default)  # the URL is the truth, also after Back
    draw: Any = st.segmented_control if segmented else st.selectbox
    extra: dict[str, Any] = {"required": True} if segmented else {"filter_mode": "contains"}
    draw(label, list(options), key=key, format_func=say, on_change=_to_url, args=(param, key), **extra, **look)
    return str(st.session_state[key])


def switch(label: str, param: str, **look: Any) -> bool:
    """A toggle that is kept in the URL as 1 or not at all."""
    import streamlit as st

    key = f"in_url_{param}"
    st.session_state[key] = st.query_params.get(param) == "1"
    st.toggle(label, key=key, on_change=_to_url, args=(param, key), **look)
    return bool(st.session_state[key])


def _to_url(param: str, key: str) -> None:
    import streamlit as st

    first_page()
    value = st.session_state[key]
    if value is True:
        st.query_params[param] = "1"
    elif value in (False, None):
        st.query_params.pop(param, None)
    else:
        st.query_params[param] = str(value)


def first_page() -> None:
    """Back to the first page of whatever is shown a page at a time: what else was asked for has changed."""
    import streamlit as st

    for param in [name for name in st.query_params if _PAGES.fullmatch(name)]:
        del st.query_params[param]


def all_params() -> list[tuple[str, str]]:
    """Every parameter of the URL in its order, one that stands there several times as often."""
    import streamlit as st

    return [(name, value) for name in dict.fromkeys(st.query_params) for value in st.query_params.get_all(name)]


def page_number(param: str, pages: int) -> int:
    """Which page of a long table the URL names: 1 where it names none of them."""
    import streamlit as st

    given = st.query_params.get(param, "1")
    return int(given) if re.fullmatch(r"[1-9]\d{0,6}", given) and int(given) <= pages else 1
