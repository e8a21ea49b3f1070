"""Data quality: what was loaded, what was set aside, what is flagged, and whether the figures are CMS's."""

from __future__ import annotations

from typing import Any

from kerok.dashboard import apart, charts, parts, scope, state, tables, words
from kerok.dashboard.anchors import Anchor
from kerok.dashboard.answers import Question
from kerok.dashboard.frame import page
from kerok.dashboard.look import colors
from kerok.dashboard.parts import Page, Tile
from kerok.dashboard.questions import quality as ask

VIEWS = {"agreement": "Agreement with CMS", "files": "Files and rows", "reporting": "Incomplete reporting", "unlikely": "Unlikely values"}


def draw(p: Page) -> None:
    """The whole page."""
    area, quarter = scope.area(p), p.state.quarter
    here, shown = (quarter, area, area), state.own("show", list(VIEWS), "agreement")
    asked: list[Question] = [(ask.FILES, ()), (ask.AGREEMENT_BY_FACILITY, here), (ask.COVERAGE, here)]
    if shown == "agreement":
        asked += [(ask.AGREEMENT, here), (ask.NOT_REPORTED, here), (ask.NOT_DESCRIBED, here), (ask.AGREEMENT_BY_QUARTER, (area, area))]
    if shown == "reporting":
        first = (state.page_number("p", 10_000) - 1) * tables.ROWS + 1
        asked += [apart.asked(p), (ask.SUSPECT_PAGE, ("cms_total", *here, first, first + tables.ROWS - 1))]
    p.fetch(asked)
    files = p.data.rows(ask.FILES)
    mine = [f for f in files if f["dataset"] == "pbj" and f["period"] == quarter and f["is_current"]]
    agreement = p.data.row(ask.AGREEMENT_BY_FACILITY, quarter, area, area) or {}
    parts.title("Data quality", f"{words.quarter(quarter)}, {scope.area_named(p)}.")
    _lead(agreement, quarter)
    _tiles(p, mine, agreement)
    view = state.choose("Show", "show", list(VIEWS), "agreement", say=VIEWS.__getitem__, segmented=True, label_visibility="collapsed")
    {"agreement": _agreement, "files": _files, "reporting": _reporting, "unlikely": _unlikely}[view](p)


def _lead(agreement: dict[str, Any], quarter: str) -> None:
    if not agreement.get("reported"):
        parts.lead(f"Nothing to compare with: no release of Provider Info that describes {quarter} is loaded, or it reports no staffing here.")
        return
    of = words.plural(agreement["reported"], "facility", "facilities")
    if agreement["differ"]:
        found = f"the same to the last published digit for {words.whole(agreement['agree'])}, and something else for {words.whole(agreement['differ'])}"
    else:
        found = "the same for every one of them, to the last published digit"
    parts.lead(f"CMS reports the staffing of {of} for {quarter}. Counted again from the daily rows it is {found}.")


def _tiles(p: Page, mine: list[dict[str, Any]], agreement: dict[str, Any]) -> None:
    rows_in, rejected = sum(f["file_rows_in"] or 0 for f in mine), sum(f["file_rows_quarantined"] or 0 for f in mine)
    superseded, live = sum(f["file_rows_superseded"] or 0 for f in mine), sum(f["rows_live"] or 0 for f in mine)
    area = scope.area(p)
    found = p.data.row(ask.COVERAGE, p.state.quarter, area, area) or {}
    parts.tiles(
        Tile("Rows in", words.whole(rows_in), notes=[f"of {p.state.quarter}, {words.plural(len(mine), 'file')}, all states"]),
        Tile("Rows that count", words.whole(live), notes=[f"one a facility and day; {words.whole(superseded)} superseded by a later row of the same"]),
        Tile("Quarantined", words.whole(rejected), notes=["could not be read; kept, counted nowhere"]),
        Tile("Agree with CMS", words.whole(agreement.get("agree")), f"of {words.whole(agreement.get('reported'))} facilities", ["every staffing value, to the last published digit"]),
        Tile("Reporting may be incomplete", words.whole(found.get("suspect")), f"of {words.whole(found.get('facilities'))} facilities", ["shown apart in rankings, counted in sums"]),
    )


# ------------------------------------------------------------------------------------------ agreement


def _agreement(p: Page) -> None:
    area, quarter = scope.area(p), p.state.quarter
    rows = {r["measure"]: r for r in p.data.rows(ask.AGREEMENT, quarter, area, area)}
    released = next((r["processing_date"] for r in rows.values() if r["processing_date"]), None)
    with parts.card("Every value that CMS reports, counted again", "From the daily rows, rounded once, half up, to CMS's five decimals, and compared digit by digit."):
        if not rows:
            parts.note("No release of Provider Info that describes the quarter is loaded. To have it: kerok ingest NH_ProviderInfo_MonYYYY.csv of two quarters later; docs/rules.md says which release describes which quarter.")
        else:
            table = [
                [said, words.whole(r["reported"]), words.whole(r["agree"]), words.whole(r["differ"]), str(r["most"]) if r["differ"] else words.NONE, words.whole(r["facilities"] - r["reported"])]
                for name, said in ask.MEASURES.items() if (r := rows.get(name))
            ]  # fmt: skip
            parts.plain_table(["Value", "Reported by CMS", "Equal", "Different", "Largest difference", "Not reported"], table, right=(1, 2, 3, 4, 5), caption="Agreement with CMS by value")
            parts.note(f"CMS's values are of Provider Info of {words.day(released)}. A value that CMS does not report is missing, not different.")
            parts.downloads(p, f"reconciliation_{quarter}", ask.AGREEMENT, quarter, area, area, key="quality_agreement")
    _not_reported(p)
    _by_quarter(p)
    differ = sum(r["differ"] for r in rows.values())
    with parts.card("Who does not agree", "Largest difference first. CMS may have used a file submitted later, or a re-release may not be loaded."):
        if not differ:
            parts.note("Nobody: no value differs." if rows else "Nothing to compare with.")
            return
        first, last = tables.pager("p", differ, "value")
        found = p.data.rows(ask.DIFFERENT_PAGE, quarter, area, area, first, last)
        shown: list[list[str | Anchor]] = [
            [tables.facility(p, r["ccn"], r["facility_name"]), words.state(r["state"]), ask.MEASURES.get(r["measure"], r["measure"]), str(r["ours"]), str(r["cms"]), f"{r['difference']:+}"] for r in found
        ]
        parts.plain_table(["Facility", "State", "Value", "Counted", "CMS", "Difference"], shown, right=(3, 4, 5), caption="Values that differ from CMS's")
        parts.downloads(p, f"different_from_cms_{quarter}", ask.DIFFERENT, quarter, area, area, key="quality_different")
        for r in found:
            p.cite(f"{ask.MEASURES.get(r['measure'], r['measure'])} of {words.facility(r['facility_name'])}", "vw_reconciliation", ("ours", "cms"), ccn=r["ccn"], quarter=quarter, measure=r["measure"])


def _not_reported(p: Page) -> None:
    area, quarter = scope.area(p), p.state.quarter
    rows = p.data.rows(ask.NOT_REPORTED, quarter, area, area)
    absent = (p.data.row(ask.NOT_DESCRIBED, quarter, area, area) or {}).get("facilities") or 0
    if not rows and not absent:
        return
    with parts.card("Facilities without a value of CMS's"):
        table = [["no footnote given" if r["footnote"] == "none" else f"footnote {r['footnote']}: {ask.meaning_of_footnote(r['footnote'])}", words.whole(r["facilities"])] for r in rows]
        if absent:
            table.append(["in PBJ, but not in a loaded release of Provider Info that describes the quarter", words.whole(absent)])
        parts.plain_table(["Why", "Facilities"], table, right=(1,), caption="Why CMS reports no staffing")
        parts.note("CMS's footnotes, paraphrased.")


def _by_quarter(p: Page) -> None:
    area = scope.area(p)
    rows = p.data.rows(ask.AGREEMENT_BY_QUARTER, area, area)
    if len(rows) < 2:
        return
    with parts.card("Over the quarters", "Values that CMS reports and how many are equal."):
        table = [[r["quarter"], words.whole(r["reported"]), words.whole(r["agree"]), words.percent(r["agree"], r["reported"]), words.whole(r["facilities_differ"])] for r in reversed(rows)]
        parts.plain_table(["Quarter", "Values", "Equal", "Share", "Facilities with a difference"], table, right=(1, 2, 3, 4), caption="Agreement by quarter")


# ------------------------------------------------------------------------------------------ files


def _files(p: Page) -> None:
    files = p.data.rows(ask.FILES)
    with parts.card("Files loaded", "A row for each file and period; the newest national file of a period, and what came after it, counts."):
        first, last = tables.pager("p", len(files), "file and period", many="files and periods")
        table = []
        for f in files[first - 1 : last]:
            kind = "national" if f["is_national"] else f"{f['areas']} area{'' if f['areas'] == 1 else 's'}"
            now = "counts" if f["is_current"] and f["rows_live"] else "superseded"
            warned = ", ".join(w.replace("_", " ") for w in (f["warnings"] or "").split(",") if w)
            table.append([
                f["file_name"], f"{'PBJ' if f['dataset'] == 'pbj' else 'Provider Info'} {f['period']}", kind, now, words.whole(f["file_rows_in"]), words.whole(f["rows_live"]), words.whole(f["file_rows_quarantined"]),
                words.whole(f["file_rows_superseded"]), warned,
            ])  # fmt: skip
        names = ["File", "Holds", "Extent", "Now", "Rows in", "Rows that count", "Quarantined", "Superseded", "Worth knowing"]
        parts.plain_table(names, table, right=(4, 5, 6, 7), few=[n for n, row in enumerate(table) if row[3] == "superseded"], caption="Files loaded")
        parts.note("Every row of a file is one of: counted, quarantined (its key, census or hours cannot be read), superseded (a later row of the file has its key). Quarantined rows: kerok quarantine. The files' SHA-256, header, encoding and dates are in the export.")
        parts.downloads(p, "files", ask.FILES, key="quality_files")
    failed = p.data.rows(ask.NOT_LOADED)
    if failed:
        with parts.card("Files that are not in the tables"):
            parts.plain_table(["File", "Status", "Why"], [[f["file_name"], f["status"].replace("_", " "), f["error"] or words.NONE] for f in failed], caption="Files that are not in the tables")
            parts.note("To finish what is pending: kerok run. What each is: kerok status.")
    with parts.card("Flags", "Rows of all files that count, by what is worth knowing about them. A flag changes no figure."):
        counted = ask.flags(files)
        if not counted:
            parts.note("No row is flagged.")
            return
        total = sum(f["rows_live"] or 0 for f in files if f["is_current"])
        parts.plain_table(["Flag", "Meaning", "Rows", "Share of rows that count"], [[n.replace("_", " "), ask.meaning_of_flag(n), words.whole(c), _small(c, total)] for n, c in counted.items()], right=(2, 3), caption="Rows by flag")


def _small(part: int, whole: int) -> str:
    """A share that may be tiny, without calling it 0."""
    said = words.percent(part, whole)
    return "under 0.1 %" if part and said == "0.0 %" else said


# ------------------------------------------------------------------------------------------ reporting


def _reporting(p: Page) -> None:
    area, quarter = scope.area(p), p.state.quarter
    found = p.data.row(ask.COVERAGE, quarter, area, area) or {}
    with parts.card("Days", "Facility-days with residents."):
        parts.plain_table(
            ["Days", "Facility-days", "Share"],
            [
                ["with residents", words.whole(found.get("days")), ""], ["under 8 RN hours (those below among them)", words.whole(found.get("under_8")), _share(found, "under_8")],
                ["no RN hours", words.whole(found.get("zero_rn")), _share(found, "zero_rn")], ["no nurse hours of any kind: nothing reported", words.whole(found.get("zero_staff")), _share(found, "zero_staff")],
            ], right=(1, 2), caption="Facility-days by what was reported",
        )  # fmt: skip
        parts.note("A day without any nurse hours says that nothing was reported, not that nobody was there.")
    with parts.card("Reporting may be incomplete", "Counted in every sum, apart in every ranking."):
        apart.of_hours(p, "They are listed here.")
        first, last = tables.pager("p", found.get("suspect") or 0, "facility", many="facilities")
        rows = p.data.rows(ask.SUSPECT_PAGE, "cms_total", quarter, area, area, first, last)
        table: list[list[str | Anchor]] = [
            [tables.facility(p, r["ccn"], r["facility_name"]), words.state(r["state"]), words.rate(r["hours"], r["resident_days"]), f"{r['zero_staff_days']} of {r['days_with_residents']}", words.suspicion(r["suspect"])]
            for r in rows
        ]
        parts.plain_table(["Facility", "State", "Total hours per resident day", "Days without any nurse hours", "Why"], table, right=(2, 3), caption="Facilities whose reporting may be incomplete")
        parts.downloads(p, f"incomplete_reporting_{quarter}", ask.SUSPECT, quarter, area, area, key="quality_suspect")
        for r in rows:
            p.cite(f"Days without any nurse hours of {words.facility(r['facility_name'])}", "vw_coverage_days", ("zero_staff_days", "days_with_residents"), ccn=r["ccn"], quarter=quarter)


def _share(found: dict[str, Any], name: str) -> str:
    return _small(found[name], found["days"]) if found.get("days") and found.get(name) is not None else words.NONE


# ------------------------------------------------------------------------------------------ unlikely values


def _unlikely(p: Page) -> None:
    area, quarter, kinds = scope.area(p), p.state.quarter, ask.kinds()
    asked = state.own("kind", ["all", *kinds], "all")
    p.fetch([(ask.RARITY, (quarter,)), (ask.ANOMALIES_PAGE, (quarter, area, area, asked, asked, 1, tables.ROWS))])
    rarity = p.data.rows(ask.RARITY, quarter)
    with parts.card("How rare each kind is", f"Facilities of {quarter} with at least one, all states loaded. A kind that many show says little about one of them."):
        c = colors()
        bars = charts.bar("Facilities", [r["rate"] * 100 if r["rate"] is not None else None for r in rarity], color=c.main, places=1)
        option = {
            "legend": {"show": False}, "grid": {"left": 8, "right": 30, "top": 10, "bottom": 28, "containLabel": True},
            "yAxis": charts.categories([r["kind"].replace("_", " ") for r in rarity], inverse=True, axisLabel={"color": c.ink, "fontSize": 11, "interval": 0}),
            "xAxis": charts.below("percent of facilities", min=0), "series": [bars],
        }  # fmt: skip
        said = "; ".join(f"{r['kind'].replace('_', ' ')} {words.percent(r['facilities'], r['of_facilities'])}" for r in rarity)
        charts.draw(option, alt=f"Bars of the share of facilities with each kind: {said}.", height=220)
        table = [[r["kind"].replace("_", " "), kinds.get(r["kind"], ""), words.whole(r["anomalies"]), words.whole(r["facilities"]), words.percent(r["facilities"], r["of_facilities"])] for r in rarity]
        parts.plain_table(["Kind", "What it is", "Found", "Facilities", "Share of facilities"], table, right=(2, 3, 4), caption="Kinds of unlikely values")
    with parts.card("What was found", "Worth a look. Nothing is left out of any figure for being listed here, and a kind says nothing about why."):
        kind = state.choose("Kind", "kind", ["all", *kinds], "all", say=lambda k: "All kinds" if k == "all" else k.replace("_", " "))
        if area == scope.US:
            total = sum(r["anomalies"] for r in rarity if kind in ("all", r["kind"]))
        else:
            total = (p.data.row(ask.ANOMALIES_COUNT, quarter, area, area, kind, kind) or {"n": 0})["n"]
        first, last = tables.pager("p", total, "finding")
        rows = p.data.rows(ask.ANOMALIES_PAGE, quarter, area, area, kind, kind, first, last)
        shown: list[list[str | Anchor]] = [
            [tables.facility(p, r["ccn"], r["facility_name"]), words.state(r["state"]), r["kind"].replace("_", " "), words.day(r["work_date"]) if r["work_date"] else "the quarter", r["context"] or words.NONE] for r in rows
        ]
        parts.plain_table(["Facility", "State", "Kind", "When", "Figures behind it"], shown, caption="Unlikely values")
        parts.downloads(p, f"unlikely_values_{quarter}", ask.ANOMALIES, quarter, area, area, kind, kind, key="quality_unlikely")


draw(page())
