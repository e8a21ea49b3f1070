"""The ledger's images for SQL, published from where the ledger is, whatever engine computes the other tables."""

from __future__ import annotations

from collections.abc import Callable

from kerok import gold
from kerok.candidate import open_candidate
from kerok.lake import Lake
from kerok.ledger import Transaction
from kerok.periods import State


def publish_images(lake: Lake, state: State, record: Callable[[Transaction], None]) -> None:
    """Publish ``ops_file_log``, ``ops_file_period`` and ``gold_load_summary`` as the state has them, together with what ``record`` writes."""
    with open_candidate(lake) as candidate:
        gold.build_images(candidate, state.files, state.periods)
        lake.publish(list(candidate.changes.values()), record)
