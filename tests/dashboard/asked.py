"""What pages 5 to 10 ask, once each with values: to be asked of every engine."""

from __future__ import annotations

from kerok.dashboard.answers import Question
from kerok.dashboard.questions import beds, changes, compare, mix, quality

Q, U, TWO = "2023Q2", ("US", "US"), ("415040", "415104")

ASKED: dict[str, Question] = {
  "mix months": mix.months("US", "care"), "mix months RI": mix.months("RI", "care"), "roles": mix.roles("US", Q), "roles RI": mix.roles("RI", Q), "states": (mix.STATES, ("", Q, "cms_total")),
  "grew": (mix.GREW, (Q, Q, "cms_total", *U, 1820, 1820)), "highest": (mix.HIGHEST, (Q, "cms_total", *U, 1820)), "none": (mix.NONE_AT_ALL, (Q, "cms_total", *U)),
  "search": (compare.SEARCH, ("%O'%", "%4150%", "%X!%%", *U)), "largest": (compare.LARGEST, (Q, *U)), "figures": compare.figures(TWO, Q, "care"), "facts": compare.facts(TWO, Q), "series": compare.series(TWO, "care"),
  "groups": compare.groups("chain", ("GENESIS HEALTHCARE", "O'NEIL"), Q, "care"), "series of groups": compare.group_series("bed_band", ("1-49", "200+"), "care"), "values": (compare.VALUES, ("ownership_group", Q)), "chains": (compare.CHAINS, (Q,)), "peers": (compare.PEERS, ("415040", Q, "care")), "benchmark": (compare.BENCHMARK, ("US", Q, "care")), "with peers": (compare.WITH_PEERS, (Q, *U)),
  "by month": (beds.BY_MONTH, U), "by state": (beds.BY_STATE, ("2023-06-01",)), "classes": (beds.CLASSES, ("2023-06-01", *U)), "effect on beds": (beds.EFFECT, ("2023-06-01", *U)), **{o: (s, ("2023-06-01", *U, 1, 15)) for o, (_, s) in beds.ORDERS.items()},
  "points of a month": beds.points(Q, "2023-05-01", "care", "US"), "points of a quarter": beds.points(Q, None, "care", "US"), "left out": (beds.LEFT_OUT, (Q, "care", *U, "quarter", "")), "left out of a month": (beds.LEFT_OUT, (Q, "care", *U, "2023-05-01", "2023-05-01")),
  "not loaded": (quality.NOT_LOADED, ()), "agreement": (quality.AGREEMENT, (Q, *U)), "agreement by facility": (quality.AGREEMENT_BY_FACILITY, (Q, *U)), "agreement by quarter": (quality.AGREEMENT_BY_QUARTER, U), "different": (quality.DIFFERENT_PAGE, (Q, *U, 1, 15)), "not reported": (quality.NOT_REPORTED, (Q, *U)),
  "not described": (quality.NOT_DESCRIBED, (Q, *U)), "coverage": (quality.COVERAGE, (Q, *U)), "suspect": (quality.SUSPECT_PAGE, ("care", Q, *U, 1, 15)), "effect": (quality.EFFECT, (Q, "care", *U)), "rarity": (quality.RARITY, (Q,)), "anomalies counted": (quality.ANOMALIES_COUNT, (Q, *U, "all", "all")), "anomalies": (quality.ANOMALIES_PAGE, (Q, *U, "all", "all", 1, 15)),
  "changes": (changes.CHANGES_PAGE, ("all", "all", *U, 1, 15)), "changes counted": (changes.CHANGES_COUNTED, U), "presence": (changes.PRESENCE, (Q, *U)), "absent": (changes.ABSENT_PAGE, (Q, *U, "all", "all", 1, 15)), "appeared": (changes.APPEARED, (Q, *U)), "successors": (changes.SUCCESSORS, U),
  "sums": (changes.SUMS, (Q, "care")), "lines": (changes.LINES, (Q,)), "area": (changes.BY_AREA, (Q, "study_2001_rn")), "below and apart": (changes.APART, ("3.48", Q, "cms_total", *U)), "spread": (changes.SPREAD, (Q, "care", *U)),
}  # fmt: skip
