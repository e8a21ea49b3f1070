"""The dashboard's questions stay inside the house dialect and read what the dashboard may read."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlglot import exp

from kerok.dashboard.answers import readable
from kerok.dashboard.questions import areas, beds, changes, compare, facility, find, loaded, mix, quality
from kerok.dashboard.questions.exports import Export, relations
from kerok.dialect import parse, violations

from .asked import ASKED
from .test_mix import data_of

MODULES = (areas, beds, changes, compare, facility, find, loaded, mix, quality)
QUESTIONS = {
    **{f"{m.__name__.rsplit('.', 1)[1]}.{n}": v for m in MODULES for n, v in vars(m).items() if n.isupper() and isinstance(v, str) and "SELECT" in v},
    **{f"beds.{name}": sql for name, (_, sql) in beds.ORDERS.items()},
    **{f"compare.{name}": f(["415040", "415104"], *more)[0] for name, f, more in (("figures", compare.figures, ("2023Q2", "care")), ("facts", compare.facts, ("2023Q2",)), ("series", compare.series, ("care",)))},
    "compare.groups": compare.groups("chain", ("A", "B"), "2023Q2", "care")[0], "compare.group_series": compare.group_series("chain", ("A", "B"), "care")[0],
    **{f"exports.{c.name}": Export(c, {"quarter": "2023Q2", "state": "RI"}).sql for c in relations()},
}


@pytest.mark.parametrize("name", [n for n, sql in QUESTIONS.items() if "{" not in sql])
def test_a_question_means_the_same_on_every_engine(name: str) -> None:
    tree = parse(QUESTIONS[name])
    assert violations(tree) == []
    own = {cte.alias for cte in tree.find_all(exp.CTE)}
    assert {t.name for t in tree.find_all(exp.Table)} - own <= readable()


def test_every_question_has_an_answer(ri_home: Path) -> None:
    data = data_of(ri_home)
    empty = {name for name, (sql, values) in ASKED.items() if not data.rows(sql, *values)}
    # one quarter and one release of one state: nothing has changed, differs or is missing
    assert empty == {"grew", "different", "not loaded", "changes", "changes counted", "absent", "successors"}
