"""What must be on the disk before the ledger says so."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable
from pathlib import Path


def fsync(path: Path) -> None:
    """Bring a file or a folder's entries to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class Flushing:
    """Brings files to the disk on another thread, while they are already being read."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._paths = list(paths)
        self._error: OSError | None = None
        self._thread: threading.Thread | None = None

    def begin(self) -> Flushing:
        """Begin, if it has not. A commit to the ledger meanwhile waits until all these bytes are on the disk."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, daemon=True)
            self._thread.start()
        return self

    def _run(self) -> None:
        try:
            for path in self._paths:
                fsync(path)
        except OSError as error:
            self._error = error

    def wait(self) -> None:
        """Return when the bytes are safe; raises OSError when they could not be written."""
        self.begin()
        assert self._thread is not None
        self._thread.join()
        if self._error:
            raise self._error
