"""What to do when a statement met another writer's commit: the same again, a little later, unless running it twice could do harm."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable

from kerok.errors import CommitConflict

ATTEMPTS = 6
"""How often such a statement is run in all."""

PAUSE = 0.25
"""Seconds before the first retry, doubled each time, times something between a half and one."""

# Run twice they do what they do once: sent again after a conflict, or when no answer came. An INSERT is not, it would add its rows twice.
_REPEATABLE = re.compile(
    r"\s*(MERGE|SELECT|WITH|SHOW|DELETE|OPTIMIZE|VACUUM|ALTER TABLE \S+ (EXECUTE|ADD COLUMN IF)|CREATE OR REPLACE|\w+( TABLE| VIEW| SCHEMA) IF (NOT )?EXISTS)\b", re.IGNORECASE
)


def is_repeatable(sql: str) -> bool:
    """Whether a statement that is run twice does what it does once."""
    return _REPEATABLE.match(sql) is not None


def until_alone(carry_out: Callable[[str], int], sql: str) -> int:
    """Carry a statement out, again while others commit; raises CommitConflict after the last try."""
    for attempt in range(1, ATTEMPTS):
        try:
            return carry_out(sql)
        except CommitConflict:
            if not is_repeatable(sql):
                raise
            wait(attempt)
    return carry_out(sql)


def wait(attempt: int) -> None:
    """Return after the pause that follows this attempt, the first being 1."""
    time.sleep(PAUSE * 2 ** (attempt - 1) * random.uniform(0.5, 1))
