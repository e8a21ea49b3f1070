"""Faults of Athena's and of calls that a workflow makes, as a file says them: what a test does to the emulator while it runs."""

from __future__ import annotations

import json
import os
import re
import threading
from pathlib import Path

VARIABLE = "KEROK_EMULATOR_FAULTS"
"""Names the file: a JSON list of ``{"kind": "fail" | "cancel" | "twice" | "throttle" | "task", "statement": REGEX, "times": N, "reason": TEXT}``.

A statement that is carried out ``twice`` leaves rows behind that its table's checks find. Of a ``task``, a call that a state machine makes, the
statement is the call's parameters as JSON and the reason the name of the error.
"""

_mutex = threading.Lock()


class Faults:
    """The faults still to come; one is used up each time it happens."""

    def __init__(self) -> None:
        self._path = Path(os.environ.get(VARIABLE) or "/nowhere")

    def take(self, sql: str, *kinds: str) -> tuple[str, str]:
        """Kind and reason of the fault that this statement meets now; both empty where it meets none."""
        with _mutex:
            if not self._path.exists():
                return "", ""
            faults = json.loads(self._path.read_text())
            for fault in faults:
                if fault["kind"] in kinds and fault["times"] > 0 and re.search(fault["statement"], sql, re.DOTALL):
                    fault["times"] -= 1
                    self._path.write_text(json.dumps(faults))
                    return fault["kind"], fault.get("reason", "")
        return "", ""
