"""What surrounds every page: navigation, the choices that all pages share, banners, and a page for each thing that can be wrong."""

from __future__ import annotations

import functools
import os
from importlib.util import find_spec

import streamlit as st

from kerok import __version__
from kerok.dashboard import parts, words
from kerok.dashboard.answers import Data, KeptAnswers, Moment, Source
from kerok.dashboard.look import STATIC
from kerok.dashboard.parts import PAGE_FILES, Page
from kerok.dashboard.questions.loaded import Loaded, loaded
from kerok.dashboard.state import ALL_STATES, State, all_params, choose, moment_asked, read_state
from kerok.errors import KerokError, UsageError
from kerok.settings import load_settings

NAVIGATION = (
    ("overview", "Overview", "monitoring"), ("states", "States", "map"), ("find", "Find a facility", "search"), ("facility", "Facility", "apartment"),
    ("compare", "Compare", "compare_arrows"), ("mix", "Staffing mix", "groups"), ("beds", "Beds and occupancy", "bed"), ("quality", "Data quality", "verified"),
    ("changes", "Changes and thresholds", "history"), ("methods", "Methods and downloads", "menu_book"),
)  # fmt: skip


@st.cache_resource(show_spinner=False)
def kept() -> KeptAnswers:
    """The answers that all sessions share."""
    return KeptAnswers()


def source() -> Source:
    """Where answers come from, by the settings of the process."""
    return _source(os.environ.get("KEROK_HOME"), os.environ.get("KEROK_ENGINE"))


@st.cache_resource(show_spinner=False)
def _source(home: str | None, engine: str | None) -> Source:
    from kerok.dashboard.embedded import EmbeddedSource
    from kerok.dashboard.remote import RemoteSource

    settings = load_settings(home, engine=engine)
    kind: str = settings["engine.kind"]
    if kind == "trino":
        from kerok.dashboard.trino_source import trino

        return RemoteSource(kind, trino(settings))
    if kind == "athena":
        from kerok.dashboard.athena_source import athena

        return RemoteSource(kind, athena(settings))
    return EmbeddedSource(settings)


def run() -> None:
    """Draw the page that the URL names."""
    st.set_page_config(page_title="Kerok: nursing-home staffing", page_icon=str(STATIC / "favicon.png"), layout="wide")
    pages = [st.Page(PAGE_FILES[name], title=title, icon=f":material/{icon}:", url_path=name, default=name == "overview") for name, title, icon in NAVIGATION]
    current = st.navigation(pages, position="hidden")
    st.html(STATIC / "style.css")
    if not _is_signed_in():
        return
    try:
        page = _opened()
    except KerokError as error:
        _sidebar_brand()
        _trouble(error)
        return
    if page is None:
        return
    st.session_state["page"] = page
    _sidebar(page)
    _banners(page)
    try:
        current.run()
        parts.citations(page)
    except KerokError as error:
        _trouble(error)
    _debug(page)


def page() -> Page:
    """What the page that is being drawn was given."""
    found: Page = st.session_state["page"]
    return found


def _is_signed_in() -> bool:
    """Where `[auth]` in secrets.toml sets a sign-in up, only who is signed in sees anything."""
    if not _auth_is_set_up():
        return True
    if find_spec("authlib") is None:
        _trouble(UsageError("a sign-in is set up, and what it needs is not installed", where="[auth] in .streamlit/secrets.toml needs Authlib", hint="pip install 'streamlit[auth]'"))
        return False
    if getattr(st.user, "is_logged_in", False):
        return True
    st.title("Kerok", anchor=False)
    st.markdown("Nursing-home staffing. This server asks for a sign-in.")
    st.button("Sign in", on_click=st.login)
    return False


@functools.cache
def _auth_is_set_up() -> bool:
    try:
        return "auth" in st.secrets
    except FileNotFoundError:
        return False


# ------------------------------------------------------------------------------------------ what is shown


def _opened() -> Page | None:
    """What the page is given; None where there is nothing to show, which is said."""
    moment = _moment()
    if moment is None:
        return None
    if moment_asked() is None:
        kept().forget_all_but({moment.key})
    data = Data(moment, kept())
    found = loaded(data)
    if not found.quarters:
        _sidebar_brand()
        _nothing_loaded(found)
        return None
    return Page(data, found, read_state(found))


def _moment() -> Moment | None:
    asked = moment_asked()
    if asked is None:
        return source().now()
    then = source().then(asked) if asked else None
    if then is None:
        _sidebar_brand()
        _expired(asked)
    return then


def _expired(asked: str) -> None:
    if asked:
        st.title("This snapshot has expired", anchor=False)
        st.markdown(
            f"The link shows figures as they were in snapshot `{asked}`, which this lake no longer holds, or never held: it was loaded elsewhere, or its files were expired by `kerok maintain`."
        )
    else:
        st.title("This link names no snapshot", anchor=False)
        st.markdown("The link was made to show figures as they were in a snapshot, and what follows `at=` is none: twelve characters of 0 to 9 and a to f. It may have been cut short.")
    st.markdown("A citation still says whether a number is equal, changed, or not reproducible: `kerok verify number.json`.")
    params = [(k, v) for k, v in all_params() if k != "at"]
    st.page_link(PAGE_FILES["overview"], label="Show the figures of now", icon=":material/update:", query_params=params)


def _nothing_loaded(found: Loaded) -> None:
    home = load_settings(os.environ.get("KEROK_HOME")).home
    st.title("Nothing is loaded yet", anchor=False)
    if found.releases:
        st.markdown(
            f"Provider Info is loaded ({words.plural(len(found.releases), 'release')}), but no quarter of daily staffing. Download *PBJ Daily Nurse Staffing* from data.cms.gov, then type:"
        )
        st.code(f"kerok --home {home} ingest PBJ_Daily_Nurse_Staffing_Q2_2024.csv", language=None)
        return
    st.markdown("The lake is there and empty. Download *PBJ Daily Nurse Staffing* and *Provider Information* from data.cms.gov, then type:")
    st.code(f"kerok --home {home} ingest PBJ_Daily_Nurse_Staffing_Q2_2024.csv NH_ProviderInfo_Oct2024.csv", language=None)
    st.markdown("Or try it with a real quarter of Rhode Island that comes with Kerok:")
    st.code(f"kerok --home {home} demo", language=None)


def _trouble(error: KerokError) -> None:
    """What is so, where, and what to type."""
    st.title(error.what[:1].upper() + error.what[1:], anchor=False)
    if error.where:
        st.code(error.where, language=None, wrap_lines=True)
    if error.hint:
        st.markdown("What to do:")
        st.code(error.hint, language=None, wrap_lines=True)
    st.button("Try again", icon=":material/refresh:")


def _banners(page: Page) -> None:
    for problem in page.state.problems:
        st.warning(problem, icon=":material/link_off:")
    if page.loaded.is_synthetic:
        parts.banner("Synthetic data: these facilities and figures are made up by kerok synth. They say nothing about any real nursing home.")
    if page.data.moment.publishing:
        parts.banner(
            f"Being loaded: {'; '.join(page.data.moment.publishing)}. Its tables are moving, so figures of one page may not agree until that has ended; if it stays so, type: kerok run"
        )
    if page.state.at:
        with st.container(horizontal=True, vertical_alignment="center", key="no_print_snapshot"):
            st.markdown(f"You see the figures of snapshot `{page.state.at}`.")
            if source().now().id != page.state.at:
                parts.link(page.state, "overview", "Show the figures of now", icon=":material/update:", at=None)


# ------------------------------------------------------------------------------------------ the side


def _sidebar_brand() -> None:
    st.logo(str(STATIC / "logo.svg"), size="large")


def _sidebar(page: Page) -> None:
    _sidebar_brand()
    state = page.state
    with st.sidebar:
        with st.container(gap="xsmall"):
            for name, title, icon in NAVIGATION:
                last = {"ccn": state.ccn or st.session_state.get("last_ccn")} if name == "facility" else {}
                parts.link(state, name, title, icon=f":material/{icon}:", **last)
        st.divider()
        newest_first = list(reversed(page.loaded.quarters))
        choose("Quarter", "quarter", newest_first, newest_first[0], say=words.quarter)
        choose("Hours of", "roles", words.role_sets(), "cms_total", say=words.role_set, help=_role_help(state))
        if len(page.loaded.states) > 1:
            choose("State", "state", [ALL_STATES, *page.loaded.states], ALL_STATES, say=lambda s: "All states" if s == ALL_STATES else words.state(s))
        st.html(
            f'<p class="k-small">CMS Payroll-Based Journal and Provider Information. Kerok {__version__}, {source().engine}, snapshot {page.data.moment.id}.</p>'
        )
        if _auth_is_set_up():
            st.caption(f"Signed in as {st.user.get('email') or st.user.get('name') or st.user.get('sub')}")
            st.button("Sign out", icon=":material/logout:", on_click=st.logout)


def _role_help(state: State) -> str:
    return f"{words.role_set(state.role_set)}: {words.role_set_title(state.role_set)} (role set {state.role_set}). Methods defines each."


def _debug(page: Page) -> None:
    """For the operator: what each question of the page cost."""
    if not page.state.debug:
        return
    told = page.data.told
    scanned = [t.bytes_scanned for t in told if t.bytes_scanned is not None]
    with st.container(border=True, key="no_print_debug"):
        st.subheader("What this page cost", anchor=False)
        total = f"{sum(scanned):,} bytes scanned" if scanned else "the engine tells no bytes"
        st.markdown(f"{len(told)} questions, {sum(t.kept for t in told)} answered from memory, {sum(t.seconds for t in told) * 1000:.0f} ms in all; {total}; {len(kept())} answers kept.")
        rows = [[" ".join(t.sql.split())[:400], f"{t.seconds * 1000:.1f}", f"{t.rows:,}", "yes" if t.kept else "", "" if t.bytes_scanned is None else f"{t.bytes_scanned:,}"] for t in told]
        parts.plain_table(["question", "ms", "rows", "from memory", "bytes"], rows, right=(1, 2, 4), caption="Questions of this page")
