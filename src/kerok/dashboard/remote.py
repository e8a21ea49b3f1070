"""Answers from Trino or Athena: views where the engine serves them, one question at a time, and how old the newest load is."""

from __future__ import annotations

import functools
import hashlib
import json
import threading
import time
from collections.abc import Callable

from kerok.dashboard.answers import Found, Value
from kerok.errors import KerokError
from kerok.query import prepare_for_server

Ask = Callable[[str, tuple[Value, ...], str | None], Found]
"""Carries one SELECT in the engine's words out, ``?`` for each value; given a moment's id, an earlier answer of the same moment will do, given None it has to be of now."""

LOOK_AGAIN = 30.0  # seconds after which the log of files is asked whether something was loaded since
_LOG = "SELECT dataset, file_sha256, status, period, finished_at, file_name FROM ops_file_log ORDER BY dataset, file_sha256"


class RemoteMoment:
    """The tables as the log of files describes them."""

    is_here = False

    def __init__(self, ask: Ask, moment_id: str, publishing: tuple[str, ...]) -> None:
        self.id, self.key, self.publishing = moment_id[:12], moment_id, publishing
        self._ask = ask

    def ask(self, sql: str, values: tuple[Value, ...]) -> Found:
        """The answer to one SELECT; raises KerokError as the engine explains it."""
        return self._ask(_in_trinos_words(sql), values, self.id)


@functools.cache
def _in_trinos_words(sql: str) -> str:
    return prepare_for_server(sql, "trino").sql


class RemoteSource:
    """Tables and views that an engine serves.

    Args:
        engine: ``trino`` or ``athena``.
        look_again: Seconds for which what is loaded is taken as known.
    """

    def __init__(self, engine: str, ask: Ask, look_again: float = LOOK_AGAIN) -> None:
        self.engine, self._ask, self._look_again = engine, ask, look_again
        self._mutex, self._seen, self._current = threading.Lock(), 0.0, None

    _current: RemoteMoment | None

    def now(self) -> RemoteMoment:
        """The newest state; raises KerokError where the engine does not answer."""
        with self._mutex:
            if self._current is None or time.monotonic() - self._seen > self._look_again:
                rows = self._ask(_in_trinos_words(_LOG), (), None).table.to_pylist()
                publishing = tuple(f"{r['file_name']} ({r['dataset']} {r['period']})" for r in rows if r["status"] == "publishing")
                state = hashlib.sha256(json.dumps(rows, sort_keys=True, default=str).encode()).hexdigest()
                if self._current is None or self._current.key != state:
                    self._current = RemoteMoment(self._ask, state, publishing)
                self._seen = time.monotonic()
            return self._current

    def earlier(self) -> list[tuple[str, str]]:
        """None: where several engines write, no earlier state is kept as one."""
        return []

    def then(self, moment_id: str) -> RemoteMoment | None:
        """The newest state if that is the one; earlier ones are not kept where several engines write."""
        current = self.now()
        return current if current.id == moment_id else None


class EngineDown(KerokError):
    """The engine does not answer, is too busy, or does not let this server in: nothing is wrong with the lake."""
