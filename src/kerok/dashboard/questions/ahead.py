"""What a server asks before its first visitor does: the first view of the newest quarter, page by page."""

from __future__ import annotations

from collections.abc import Iterator

from kerok import contracts as declared
from kerok.dashboard import words
from kerok.dashboard.answers import Question
from kerok.dashboard.questions import areas, beds, changes, compare, facility, find, mix, quality
from kerok.dashboard.questions.loaded import Loaded

_ROLES, _US = "cms_total", ("US", "US")


def first_page(quarter: str) -> list[Question]:
    """Of the overview, whatever is loaded."""
    newest = (quarter, _ROLES)
    return [
        areas.series(None), areas.utilization(None), areas.agreement(quarter, None), (areas.FILES, ()), areas.states(*newest), areas.averages("US", *newest),
        areas.distribution(*newest, None, 5),
    ]  # fmt: skip


def other_pages(loaded: Loaded) -> Iterator[list[Question]]:
    """Of the other pages where a nation is loaded, and what the pages of all its facilities share; of less than a nation an answer takes no time."""
    quarter = loaded.quarters[-1]
    if not loaded.is_national(quarter):
        return
    before = words.year_before(quarter)
    comparable = loaded.are_comparable(quarter, before) and not {quarter, before} & set(words.HOLLOW)
    newest, here, month = (quarter, _ROLES), (quarter, *_US), words.months_of(quarter)[-1]
    yield [areas.changed(quarter, before, _ROLES, None, 6)] if comparable else [areas.ranked(*newest, None, 4, lowest=lowest) for lowest in (True, False)]
    yield [facility.standing(quarter, *facility.MAIN), facility.averages(quarter), facility.anomaly_rates(quarter)]
    yield [areas.state_sums(*newest), areas.state_beds(quarter), areas.suspects_by_state(*newest), (quality.EFFECT, (*newest, *_US)), *([areas.state_sums(before, _ROLES), areas.state_beds(before)] if comparable else [])]
    yield [mix.months("US", _ROLES), mix.roles("US", quarter), (mix.NONE_AT_ALL, (*newest, *_US)), (mix.STATES, (before if comparable else "", *newest))]
    if comparable:
        moved = (quarter, before, _ROLES, *_US, mix.SMALLEST, mix.SMALLEST)
        yield [mix.roles("US", before), (mix.GREW, moved), (mix.FELL, moved)]
    else:
        yield [(mix.HIGHEST, (*newest, *_US, mix.SMALLEST))]
    yield [(beds.BY_MONTH, _US), (beds.CLASSES, (month, *_US)), (beds.ORDERS["fullest"][1], (month, *_US, 1, 15)), (beds.BY_STATE, (month,)), (beds.EFFECT, (month, *_US))]
    yield [beds.points(quarter, None, _ROLES, "US"), (beds.LEFT_OUT, (*newest, *_US, "quarter", ""))]
    yield [(quality.FILES, ()), (quality.AGREEMENT_BY_FACILITY, here), (quality.COVERAGE, here), (quality.AGREEMENT, here)]
    yield [(quality.NOT_REPORTED, here), (quality.NOT_DESCRIBED, here), (quality.AGREEMENT_BY_QUARTER, _US)]
    line = next(line for line in declared.reference("thresholds")["lines"] if line["id"] == changes.FIRST_LINE)
    yield [changes.apart(line["value"], quarter, line["role_set"], "US"), (changes.LINES, (quarter,)), (changes.BY_AREA, (quarter, changes.FIRST_LINE)), (changes.SPREAD, (*newest, *_US))]
    everyone = find.Wanted()
    yield [(find.CHAINS, ()), find.facilities(everyone, *newest, page=1, size=15), (compare.LARGEST, here), (compare.BENCHMARK, ("US", *newest))]
