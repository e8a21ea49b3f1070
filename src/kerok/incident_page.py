"""An incident window for people: on a terminal, as CSV, and as one page to print that needs nothing from the network."""

from __future__ import annotations

import csv
import io
from decimal import ROUND_HALF_UP, Decimal
from html import escape
from typing import Any

from kerok import __version__
from kerok import contracts as declared
from kerok.incident import USUAL, Incident, columns
from kerok.report import cell, table
from kerok.sources.folder import shown

_SHORT = {
    "work_date": "day", "residents": "residents", "cms_total_hours": "hours", "employee_hours": "employee", "contract_hours": "contract", "cms_rn_hours": "RN",
    "cms_lpn_hours": "LPN", "cms_aide_hours": "aide", "hprd": "HPRD", "usual_hprd": "usual", "state_hprd": "state", "rn_hprd": "RN HPRD", "usual_rn_hprd": "usual RN",
    "state_rn_hprd": "state RN",
}  # fmt: skip
_CHART = (880, 170)
_STYLE = """
body { font: 13px/1.4 system-ui, sans-serif; color: #111; margin: 24px auto; max-width: 1000px; padding: 0 12px }
h1 { font-size: 20px; margin: 0 } h2 { font-size: 15px; margin: 22px 0 6px }
table { border-collapse: collapse; width: 100%; font-size: 11px } th, td { border-bottom: 1px solid #bbb; padding: 2px 5px; text-align: right; vertical-align: top }
th:first-child, td:first-child, td.text, th.text { text-align: left } tr.date { font-weight: bold; background: #eee } td.missing { color: #555; text-align: left }
.small { font-size: 11px; color: #333 } code { overflow-wrap: anywhere }
@media print { body { margin: 0; max-width: none } tr { break-inside: avoid } thead { display: table-header-group } @page { size: landscape; margin: 12mm } }
"""


def as_text(found: Incident) -> str:
    """The window as a table of the main columns, with what it is made of below."""
    rows = [[_two(k, d[k]) for k in _SHORT] + [_remark(d)] for d in found.days]
    lines = [
        f"{found.facility_name} ({found.ccn}, {found.state}): {found.first} to {found.last}, around {found.date}",
        "",
        table([*_SHORT.values(), "note"], rows),
        "",
        f"HPRD: hours per resident day, role sets {', '.join(f'{n} version {v}' for n, v in found.versions.items())}",
        f"usual: {USUAL}",
        f"state: sum over sum of the homes of {found.state} that are loaded, {_homes(found)} a day",
    ]
    return "\n".join([*lines, *(_source(f) for f in found.files), "all columns: --json, or -o FILE.csv; to print: -o FILE.html"])


def as_csv(found: Incident) -> str:
    """All columns, one line per day; an empty cell is missing."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["ccn", "facility_name", "state", *columns()])
    for day in found.days:
        writer.writerow([found.ccn, found.facility_name, found.state, *(cell(day[c]) for c in columns())])
    return out.getvalue()


def as_html(found: Incident) -> str:
    """One self-contained page."""
    roles = list(declared.roles())
    title = f"{found.facility_name} ({found.ccn}, {found.state})"
    parts = [
        f"<h1>{escape(title)}</h1>",
        f"<p>Nurse staffing from {found.first} to {found.last}, around <b>{found.date}</b>. Source: CMS, Payroll-Based Journal Daily Nurse Staffing.</p>",
        "<h2>Hours per resident, day by day</h2>", _chart(found),
        '<p class="small">Bars: this home. Short lines: what is usual for it on that weekday. Dots: the homes of its state that are loaded, that day.</p>',
        "<h2>Days</h2>", _html_table([*_SHORT.values()], [*_SHORT], found, remark=True),
        "<h2>Hours by role: total (employees + contract)</h2>", _roles_table(roles, found),
        "<h2>What the numbers mean</h2>", _meaning(found),
        "<h2>Source files</h2>", "".join(f'<p class="small"><code>{escape(_source(f))}</code></p>' for f in found.files),
        f'<p class="small">Made by Kerok {__version__}. The same again: <code>kerok incident {found.ccn} {found.date} --days {(found.date - found.first).days}</code></p>',
    ]  # fmt: skip
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{escape(title)}, {found.date}</title><style>{_STYLE}</style>'
    return f'<!doctype html>\n<html lang="en"><head>{head}</head><body>\n' + "\n".join(parts) + "\n</body></html>\n"


def _two(name: str, value: Any) -> Any:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP) if isinstance(value, Decimal) and name.endswith("hprd") else value


def _remark(day: dict[str, Any]) -> str:
    return "; ".join(str(p) for p in (day["note"], day["flags"]) if p)


def _homes(found: Incident) -> str:
    counts = sorted({d["state_facilities"] for d in found.days if d["is_reported"]})
    return f"{counts[0]:,}" if len(counts) == 1 else f"{counts[0]:,} to {counts[-1]:,}"


def _source(file: Any) -> str:
    when = f"published {file.published}" if file.published else f"received {file.received_at[:10]}"
    return f"{file.days} days from {shown(file.file_name)}, {when}, sha256 {file.file_sha256}"


def _html_table(titles: list[str], names: list[str], found: Incident, *, remark: bool) -> str:
    head = "".join(f"<th>{escape(t)}</th>" for t in titles) + ('<th class="text">note</th>' if remark else "")
    body = []
    for day in found.days:
        if day["is_reported"]:
            cells = "".join(f"<td>{escape(cell(_two(n, day[n])))}</td>" for n in names) + (f'<td class="text">{escape(_remark(day))}</td>' if remark else "")
        else:
            cells = f'<td>{day["work_date"]}</td><td class="missing" colspan="{len(names) - 1 + remark}">{escape(_remark(day))}</td>'
        body.append(f"<tr{_marked(found, day)}>{cells}</tr>")
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>"


def _marked(found: Incident, day: dict[str, Any]) -> str:
    return ' class="date"' if day["work_date"] == found.date else ""


def _roles_table(roles: list[dict[str, Any]], found: Incident) -> str:
    head = "<th>day</th>" + "".join(f"<th>{escape(r['title'])}</th>" for r in roles)
    body = []
    for day in (d for d in found.days if d["is_reported"]):
        cells = "".join(
            f"<td>{cell(day[r['name'] + '_hours'])}<br>({cell(day[r['name'] + '_employee_hours'])} + {cell(day[r['name'] + '_contract_hours'])})</td>" for r in roles
        )
        body.append(f"<tr{_marked(found, day)}><td>{day['work_date']}</td>{cells}</tr>")
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>"


def _meaning(found: Incident) -> str:
    titles = {s["name"]: s["title"] for s in declared.role_sets()}
    lines = [
        "Hours are those the home was paid for or paid to an agency, as it submitted them to CMS; residents are CMS's MDS census of the day.",
        "HPRD is hours over residents of that day. A day without a row, or with no hours, says that nothing was reported, not that nobody worked.",
        *(f"{n} version {v}: {titles[n]}" for n, v in found.versions.items()),
        f"Usual: {USUAL}.",
        f"State: sum over sum of the homes of {found.state} that are loaded ({_homes(found)} a day).",
    ]
    return "".join(f'<p class="small">{escape(line)}</p>' for line in lines)


def _chart(found: Incident) -> str:
    """Bars of HPRD with the usual and the state's beside them, as SVG."""
    wide, high = _CHART
    values = [v for d in found.days for v in (d["hprd"], d["usual_hprd"], d["state_hprd"]) if v is not None]
    top, step = float(max(values, default=Decimal(1))) or 1.0, wide / len(found.days)
    drawn = [f'<text x="0" y="10" font-size="10">{top:.2f}</text><line x1="0" y1="{high}" x2="{wide}" y2="{high}" stroke="#111"/>']
    for number, day in enumerate(found.days):
        x = number * step
        place = {n: high - float(day[n]) / top * (high - 16) for n in ("hprd", "usual_hprd", "state_hprd") if day[n] is not None}
        if "hprd" in place:
            colour = "#222" if day["work_date"] == found.date else "#8aa4bd"
            told = f"{day['work_date']}: {_two('hprd', day['hprd'])}"
            drawn.append(f'<rect x="{x + step * 0.15:.1f}" y="{place["hprd"]:.1f}" width="{step * 0.7:.1f}" height="{high - place["hprd"]:.1f}" fill="{colour}"><title>{told}</title></rect>')
        if "usual_hprd" in place:
            drawn.append(f'<line x1="{x:.1f}" x2="{x + step:.1f}" y1="{place["usual_hprd"]:.1f}" y2="{place["usual_hprd"]:.1f}" stroke="#111" stroke-width="2"/>')
        if "state_hprd" in place:
            drawn.append(f'<circle cx="{x + step / 2:.1f}" cy="{place["state_hprd"]:.1f}" r="3" fill="#b5651d"/>')
        if number % max(1, len(found.days) // 15) == 0:
            drawn.append(f'<text x="{x:.1f}" y="{high + 13}" font-size="9">{day["work_date"].strftime("%m-%d")}</text>')
    label = f"Hours per resident day from {found.first} to {found.last}"
    return f'<svg role="img" aria-label="{label}" viewBox="0 0 {wide} {high + 18}" width="100%">{"".join(drawn)}</svg>'
