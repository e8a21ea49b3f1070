"""Errors that a person can act on: what happened, where, and what to type next."""

from __future__ import annotations


def shown(name: str) -> str:
    """A file name safe to print: control characters and line ends escaped."""
    return name if name.isprintable() else name.encode("unicode_escape").decode("ascii")


class KerokError(Exception):
    """A mistake or obstacle that the user can do something about.

    Args:
        what: What happened, one sentence.
        where: File, row, column and value, or table, engine and query; "" if the sentence says it.
        hint: What to do, as a command that works where there is one.
    """

    exit_code = 1

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(what)
        self.what, self.where, self.hint = what, where, hint

    def __str__(self) -> str:
        return "\n".join(part for part in (self.what, self.where and f"  where: {self.where}", self.hint and f"  try:   {self.hint}") if part)


class UsageError(KerokError):
    """Wrong use of a command: exit code 2."""

    exit_code = 2


class UnreadableFile(KerokError):
    """A file that cannot be taken in at all: not CMS's, cut, empty, changed while it was read.

    Attributes:
        sha256: Hash of the file where it could be read to its end, else "".
        dataset: What it would be, were its header whole; "" if that cannot be said.
    """

    sha256 = ""
    dataset = ""


class SourceUnavailable(KerokError):
    """Where files are to come from does not give them: not there, not shared, not reachable, not what was announced."""


class Refused(KerokError):
    """A file that is readable but was not loaded because of what loading it would do; nothing changed."""


class QueryRefused(KerokError):
    """A query that is not one read-only SELECT."""

    exit_code = 2


class ContractBroken(KerokError):
    """A check of a table's contract failed on the candidate; nothing was published."""


class Busy(KerokError):
    """Another process holds the lake and did not let go in time."""


class LedgerBusy(Busy):
    """Another transaction holds the ledger; nothing was written, and a moment later it is free."""


class LakeDamaged(KerokError):
    """The lake on disk contradicts its catalog or cannot be written."""


class EngineError(KerokError):
    """An engine did not do what a statement says.

    Attributes:
        name: The engine's own name of the error, as TABLE_NOT_FOUND; "" if it has none.
        query_id: Under which the engine knows the statement; "" if it never got there.
    """

    name = ""
    query_id = ""


class ConnectionLost(EngineError):
    """The engine cannot be reached, or went away while it worked; every table is whole, but whether the statement was carried out is unknown."""


class EngineOutOfMemory(EngineError):
    """The statement needs more memory than the engine gives it; nothing has changed."""


class CommitConflict(EngineError):
    """Another writer changed the table meanwhile, also at the last retry; nothing has changed."""


class StatementRefused(EngineError):
    """The engine understood the statement to be wrong: a name, a type, a right, a value; nothing has changed."""
