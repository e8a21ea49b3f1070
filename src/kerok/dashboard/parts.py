"""Parts that pages are made of: headings, tiles, plain tables, links, exports, citations."""

from __future__ import annotations

import functools
import io
import os
import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from kerok.dashboard import words
from kerok.dashboard.anchors import Anchor, cell_html
from kerok.dashboard.answers import Data, Moment, Question, Value
from kerok.dashboard.questions.loaded import Loaded
from kerok.dashboard.state import State, all_params

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class Figure:
    """A figure that can be cited: the row of a view that it comes from."""

    title: str
    view: str
    key: Mapping[str, str]
    columns: tuple[str, ...] = ()

    @property
    def command(self) -> str:
        """What prints its citation."""
        return self._command("cite") + "".join(f" --column {c}" for c in self.columns)

    @property
    def trace(self) -> str:
        """What prints the lines it is summed from."""
        return self._command("trace")

    def _command(self, name: str) -> str:
        return f"kerok {name} {self.view} " + " ".join(shlex.quote(f"{k}={v}") for k, v in self.key.items())


@dataclass
class Page:
    """What a page is given.

    Attributes:
        data: Asks the questions, all of one snapshot.
        loaded: What the lake holds.
        state: Quarter, role set, state, facility.
        figures: Filled by `tiles` and `cite`; offered at the foot of the page.
    """

    data: Data
    loaded: Loaded
    state: State
    figures: list[Figure] = field(default_factory=list)

    def fetch(self, questions: Sequence[Question]) -> None:
        """Ask several questions at once; bare outlines stand where the page will until they are answered, if any has to be asked."""
        with ExitStack() as outlines:
            for height in (96, 320, 240) if self.data.waiting(questions) else ():
                outlines.enter_context(st.skeleton(height))
            self.data.fetch(questions)

    def cite(self, title: str, view: str, columns: tuple[str, ...] = (), **key: str) -> None:
        """Offer the citation of a figure that the page shows."""
        self.figures.append(Figure(title, view, key, columns))


# ------------------------------------------------------------------------------------------ text


def title(text: str, under: str = "") -> None:
    """The page's heading and the line below it."""
    st.title(text, anchor=False)
    if under:
        st.markdown(under)


@contextmanager
def card(heading: str, under: str = "", *, key: str | None = None) -> Iterator[None]:
    """A bordered part of a page with a heading of the second level."""
    with st.container(border=True, key=key):
        st.subheader(heading, anchor=False)
        if under:
            st.html(f'<p class="k-small">{escape(under)}</p>')
        yield


def note(text: str) -> None:
    """A small remark below a chart or table, plain text."""
    st.html(f'<p class="k-small">{escape(text)}</p>')


def lead(text: str) -> None:
    """The sentence that a page is opened for, plain text."""
    st.html(f'<p class="k-lead">{escape(text)}</p>')


def banner(text: str) -> None:
    """What must not be overlooked, plain text."""
    st.html(f'<p class="k-banner" role="note">{escape(text)}</p>')


# ------------------------------------------------------------------------------------------ tiles and tables


@dataclass(frozen=True)
class Tile:
    """One figure.

    Attributes:
        value: As `words` gives it.
        unit: Behind the value, small.
        notes: Lines below it, plain text.
        drawing: Safe HTML below the lines, as `charts.sparkline` makes it.
    """

    label: str
    value: str
    unit: str = ""
    notes: Sequence[str] = ()
    drawing: str = ""


def tiles(*found: Tile) -> None:
    """Figures side by side, as many in a row as fit."""
    st.html(f'<div class="k-tiles" role="list">{"".join(_tile(t) for t in found)}</div>')


def _tile(tile: Tile) -> str:
    unit = f' <span class="k-unit">{escape(tile.unit)}</span>' if tile.unit and tile.value != words.NONE else ""
    missing = " k-none" if tile.value == words.NONE else ""
    notes = "".join(f'<div class="k-note">{escape(n)}</div>' for n in tile.notes if n)
    return (
        f'<div class="k-tile" role="listitem"><div class="k-label">{escape(tile.label)}</div>'
        f'<div class="k-value{missing}">{escape(tile.value)}{unit}</div>{notes}{tile.drawing}</div>'
    )


def plain_table(names: Sequence[str], rows: Sequence[Sequence[str | Anchor]], *, right: Sequence[int] = (), few: Sequence[int] = (), marked: Sequence[int] = (), caption: str = "") -> None:
    """A small table that prints well and reads well aloud.

    Args:
        right: Columns of numbers.
        few: Rows of small numbers, greyed.
        marked: Rows to stand out.
        caption: What it is, for who does not see it.
    """
    head = "".join(f'<th scope="col"{" class=k-right" if i in right else ""}>{escape(n)}</th>' for i, n in enumerate(names))
    body = []
    for n, row in enumerate(rows):
        classes = " ".join(c for c, hit in (("k-few", n in few), ("k-marked", n in marked)) if hit)
        cells = "".join(f"<td{' class=k-right' if i in right else ''}>{cell_html(v)}</td>" for i, v in enumerate(row))
        body.append(f"<tr{f' class={chr(34)}{classes}{chr(34)}' if classes else ''}>{cells}</tr>")
    label = f' aria-label="{escape(caption, quote=True)}"' if caption else ""
    st.html(f'<div class="k-scroll" tabindex="0" role="region"{label}><table class="k-table"{label}><thead><tr>{head}</tr></thead><tbody>{"".join(body)}</tbody></table></div>')


def percentile_bar(percentile: Any, alt: str) -> str:
    """A bar from 0 to 100 with a mark; safe HTML."""
    if percentile is None:
        return ""
    at = min(max(float(percentile), 0), 100)
    return f'<div class="k-bar" role="img" aria-label="{escape(alt, quote=True)}"><i style="left:calc({at:.1f}% - 1px)"></i></div>'


# ------------------------------------------------------------------------------------------ links


PAGE_FILES = {
    "overview": "screens/overview.py", "states": "screens/states.py", "find": "screens/find.py", "facility": "screens/facility.py", "compare": "screens/compare.py",
    "mix": "screens/mix.py", "beds": "screens/beds.py", "quality": "screens/quality.py", "changes": "screens/changes.py", "methods": "screens/methods.py",
}  # fmt: skip


def link(state: State, page: str, label: str, /, *, icon: str = ":material/arrow_forward:", **changes: str | None) -> None:
    """A link to another page that carries what the reader looks at."""
    st.page_link(PAGE_FILES[page], label=label, icon=icon, query_params=state.params(**changes))


def go(state: State, page: str, /, **changes: str | None) -> None:
    """Go to another page at once, carrying what the reader looks at."""
    st.switch_page(PAGE_FILES[page], query_params=state.params(**changes))


# ------------------------------------------------------------------------------------------ exports


def downloads(page: Page, name: str, sql: str, *values: Value, label: str = "", key: str = "") -> None:
    """Buttons that export a question's answer as CSV and as Parquet, byte for byte as ``kerok query -o`` writes it.

    Asked when clicked, so that a page costs nothing more for offering it; the button turns while the file is made. Synthetic data says so in the file's name
    and in the column is_synthetic, which is added where the answer has none.

    Args:
        name: The file's name without its ending.
        key: Tells several downloads of one page apart.
    """
    stem = ("SYNTHETIC_" if page.loaded.is_synthetic else "") + name
    moment = page.data.moment
    with st.container(horizontal=True, key=f"no_print_{key or name}"):
        for form, mime in (("csv", "text/csv"), ("parquet", "application/vnd.apache.parquet")):
            words_ = f"{label + ': ' if label else ''}{'CSV' if form == 'csv' else 'Parquet'}"
            make = functools.partial(exported, moment, sql, values, form, is_synthetic=page.loaded.is_synthetic)
            st.download_button(words_, make, f"{stem}.{form}", mime, icon=":material/download:", on_click="ignore", key=f"download_{key or name}_{form}")


def exported(moment: Moment, sql: str, values: tuple[Value, ...], form: str, *, is_synthetic: bool) -> bytes:
    """The answer to a question as a file.

    Args:
        is_synthetic: What is loaded was made up, wholly or in part: every row says so, whatever was asked.
    """
    import pyarrow as pa

    table = moment.ask(sql, values).table
    if is_synthetic and "is_synthetic" not in table.column_names:
        table = table.append_column("is_synthetic", pa.array([True] * table.num_rows, pa.bool_()))
    return written(table, form)


def written(table: pa.Table, form: str) -> bytes:
    """A table as CSV or Parquet in Kerok's own spelling."""
    from kerok.engines.answers import write_table

    out = io.BytesIO()
    write_table(table, form, out)
    return out.getvalue()


# ------------------------------------------------------------------------------------------ citations


def citations(page: Page) -> None:
    """The foot of a page: the citation of each figure on it, and a link to exactly these figures."""
    moment = page.data.moment
    with st.container(key="no_print_citations"), st.expander("Cite or link to these figures", icon=":material/format_quote:", on_change="rerun", key="citations") as foot:
        if not foot.open:
            return
        st.markdown("This link shows exactly these figures as long as their snapshot is kept, and says so when it has expired:")
        st.code(share_path(page.state, moment.id), language=None, wrap_lines=True)
        if page.figures:
            names = [f.title for f in page.figures]
            chosen = page.figures[st.selectbox("Figure", range(len(names)), format_func=lambda n: names[n], key="cited_figure")]
            st.markdown("A citation that can be verified years later, and the lines of CMS's files behind it:")
            st.code(f"{chosen.command}\n{chosen.trace}", language=None, wrap_lines=True)
            text = citation_text(page, chosen)
            if text:
                st.code(text, language=None, wrap_lines=True)
                st.download_button("Citation", text + "\n", "citation.txt", "text/plain", icon=":material/download:", on_click="ignore", key="download_citation")


def share_path(state: State, moment_id: str) -> str:
    """The address of this page with everything on it, as of a snapshot."""
    from urllib.parse import urlencode, urlsplit

    here = urlsplit(st.context.url or "")
    shared = state.params(at=moment_id, debug=None)
    params = [(k, v) for k, v in all_params() if k not in shared and k not in ("at", "debug")] + list(shared.items())
    return f"{here.scheme}://{here.netloc}{here.path}?{urlencode(params)}" if here.netloc else f"?{urlencode(params)}"


def gold_only() -> bool:
    """Whether the operator keeps the raw files out of the pages, though they may be readable here."""
    return os.environ.get("KEROK_DASHBOARD_GOLD_ONLY") == "1"


def citation_text(page: Page, figure: Figure) -> str:
    """The citation itself where the raw files can be read here, else a sentence with what is known from gold."""
    from kerok import citation
    from kerok.errors import KerokError

    cite: Callable[..., Any] | None = getattr(page.data.moment, "cite", None)
    if cite is not None and not gold_only():
        try:
            return str(cite(figure.view, dict(figure.key), figure.columns))
        except KerokError:
            pass
    key = ", ".join(f"{k} {v}" for k, v in figure.key.items())
    origin = citation.SYNTHETIC if page.loaded.is_synthetic else "CMS Payroll-Based Journal Daily Nurse Staffing"
    return f"{origin}; {figure.view}, {key}. Snapshot {page.data.moment.id}. The command above prints the files behind it."
