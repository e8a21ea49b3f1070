"""Run a command and say what it cost."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

KEROK = [sys.executable, "-m", "kerok.cli"]


@dataclass(frozen=True)
class Cost:
    """One run: wall and CPU seconds, peak resident memory in MB."""

    wall: float
    cpu: float
    rss: float


def run(command: list[str], home: Path | None = None) -> Cost:
    """The cost of one process; raises when it fails."""
    environment = {**os.environ, "KEROK_THREADS": "2", **({"KEROK_HOME": str(home)} if home else {})}
    started = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    if status:
        raise RuntimeError(f"{' '.join(command)} failed:\n{errors.decode()}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000)


def kerok(home: Path, *arguments: str) -> Cost:
    """The cost of one ``kerok`` command on the lake in ``home``."""
    return run([*KEROK, *arguments], home)


def median(costs: list[Cost]) -> Cost:
    """Medians of each."""
    return Cost(*(statistics.median(getattr(c, part) for c in costs) for part in ("wall", "cpu", "rss")))


def interleaved(rounds: int, **works: Callable[[], Cost]) -> dict[str, list[Cost]]:
    """Every work once per round, so that noise falls on all alike."""
    costs: dict[str, list[Cost]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            costs[name].append(work())
    return costs


def ratio(costs: list[Cost], base: list[Cost]) -> float:
    """Median over rounds of the wall-clock ratio."""
    return statistics.median(c.wall / b.wall for c, b in zip(costs, base, strict=True))
