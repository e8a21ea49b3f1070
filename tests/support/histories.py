"""What a state machine provides for failures, and what of it executions have come by."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

Way = tuple[str, str]
"""``Retry`` or ``Catch``, and the state that has it."""


def provided(definition: dict[str, Any]) -> set[Way]:
    """Every Retry and Catch of a definition."""
    found = set()
    for name, state in _states(definition):
        for field in ("Retry", "Catch"):
            if field in state:
                assert len(state[field]) == 1, f"{name} has several: a history does not say which"
                found.add((field, name))
    return found


def _states(machine: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, state in machine["States"].items():
        yield name, state
        for inner in [*state.get("Branches", []), *filter(None, [state.get("ItemProcessor")])]:
            yield from _states(inner)


def reached(events: Iterable[dict[str, Any]]) -> set[Way]:
    """Of an execution's history, every Retry and Catch that was taken: a failure behind which the state was tried again, or left for another."""
    by_id, found = {event["id"]: event for event in events}, set()
    for event in by_id.values():
        before = by_id.get(event.get("previousEventId", 0))
        if before and before["type"] in ("TaskFailed", "MapStateFailed"):
            if event["type"] == "TaskScheduled":
                found.add(("Retry", _state_of(before, by_id)))
            elif event["type"].endswith("StateExited"):
                found.add(("Catch", _state_of(before, by_id)))
    return found


def _state_of(event: dict[str, Any], by_id: dict[int, dict[str, Any]]) -> str:
    while not event["type"].endswith("StateEntered"):
        event = by_id[event["previousEventId"]]
    return str(event["stateEnteredEventDetails"]["name"])


def entered_anywhere(definition: dict[str, Any]) -> dict[str, Any]:
    """The definition with a choice before each branch, by ``$.at``: the state of that name is the branch's first; a branch that has none ends at once."""
    made: dict[str, Any] = json.loads(json.dumps(definition))
    for branch in made["States"]["Tracks"]["Branches"]:
        (nothing,) = [name for name in branch["States"] if name.startswith("Nothing_to_do")]
        choices = [{"Variable": "$.at", "StringEquals": name, "Next": name} for name in branch["States"]]
        branch["States"]["Enter" + nothing] = {"Type": "Choice", "Choices": choices, "Default": nothing}
        branch["StartAt"] = "Enter" + nothing
    return made
