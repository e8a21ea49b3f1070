"""Steps that are run again from their beginning ask for each statement once."""

from __future__ import annotations

from typing import Any

import pytest

from kerok.aws.journal import BATCH_BYTES, Journal, Pending

ROWS = {"q2": [(7,)], "q5": [(1,)], "q6": []}


def _journal(*done: str) -> Journal:
    return Journal("lake", list(done), lambda query_id: ROWS.get(query_id, [("unexpected",)]))


def _steps(journal: Journal) -> list[Any]:
    """Two writes, a query, a write, two checks, a write."""
    journal.run("write 0")
    journal.run("write 1")
    found: list[Any] = [journal.query("query 2")]
    journal.run(f"write {found[0][0][0]}")
    found.append(journal.checks(["check 5", "check 6"]))
    journal.run("write 8")
    return found


@pytest.mark.parametrize(
    ("done", "waiting", "are_checks"),
    [
        ([], ["write 0", "write 1", "query 2"], False),
        (["q0", "q1", "q2"], ["write 7"], False),
        (["q0", "q1", "q2", "q4"], ["check 5", "check 6"], True),
    ],
)
def test_a_call_ends_with_what_is_to_be_carried_out_next(done: list[str], waiting: list[str], are_checks: bool) -> None:
    journal = _journal(*done)
    with pytest.raises(Pending):
        _steps(journal)
    assert (journal.waiting, journal.are_checks) == (waiting, are_checks)


def test_the_last_call_knows_every_answer_and_leaves_what_nobody_waits_for() -> None:
    journal = _journal("q0", "q1", "q2", "q4", "q5", "q6")
    assert _steps(journal) == [[(7,)], [[(1,)], []]]
    assert journal.waiting == ["write 8"]


def test_after_the_end_of_a_call_nothing_more_is_taken_down() -> None:
    journal = _journal()
    try:
        _steps(journal)
    except Pending:
        with pytest.raises(Pending):
            journal.run("drop what is left")
    assert journal.waiting == ["write 0", "write 1", "query 2"]


def test_a_batch_fits_into_the_workflows_state() -> None:
    journal = _journal()
    for _ in range(3):
        journal.run("x" * (BATCH_BYTES // 3))
    with pytest.raises(Pending):
        journal.run("one too many")
    assert len(journal.waiting) == 3
    alone = _journal()
    alone.run("x" * 2 * BATCH_BYTES)
    assert len(alone.waiting) == 1, "one that is longer goes alone"
