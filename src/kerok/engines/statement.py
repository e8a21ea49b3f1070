"""A statement as text, and its placeholders filled in; nothing here parses or writes SQL.

What is known only when a statement runs stands in it as a placeholder, and `fill` puts it in:

==================  ==========================================================================================================
``{sha8}``          Eight hexadecimal digits that name the candidate: the first of the SHA-256 of the file that is being loaded.
``{file_sha256}``   SHA-256 of the staged file that the statement reads. A staged table is never read but for one file.
``{partitions}``    The partitions touched, as SQL literals: ``'2024Q2', '2024Q3'`` or ``DATE '2024-10-01'``.
``{warehouse}``     Where Athena keeps tables: ``s3://bucket/prefix``.
==================  ==========================================================================================================

Nothing else is ever put into a statement, and column lists come from the contract alone.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from kerok.errors import KerokError

OPEN_PARTITIONS = 100
"""How many partitions one statement may write: Athena's limit, and Trino's where iceberg.max-partitions-per-writer is as it comes."""

Purpose = Literal["create", "select", "candidate", "check", "merge", "upsert", "discard", "view", "optimize", "expire"]


@dataclass(frozen=True)
class Statement:
    """One statement.

    Attributes:
        purpose: What it is for, in the order in which a load runs them:

            - ``create``: the table, unless it exists; ``view``: the view, in place of what was there;
            - ``select``: the rows by themselves;
            - ``candidate``: the rows of the touched partitions in a table that nobody reads, columns that the SELECT does not give NULL (where
              a table has no SQL: empty, for the pipeline to fill);
            - ``check``: rows of the candidate that break a rule; any row means that nothing is published;
            - ``merge``: the one snapshot that makes the touched partitions equal to the candidate, withdrawals included (several, where
              more partitions are touched than a statement may write: each makes some of them equal and leaves the others);
            - ``upsert``: in its place where the file is not the newest national one of its periods: what it does not hold stays;
            - ``discard``: the candidate dropped, after publishing and before another try;
            - ``optimize``, ``expire``: maintenance, at any time.
        about: Name of the check.
        partition_type: Type of what ``{partitions}`` stands for, "" without such a placeholder.
    """

    purpose: Purpose
    sql: str
    about: str = ""
    partition_type: str = ""


def fill(
    statement: Statement, *, sha8: str = "", file_sha256: str = "", partitions: Iterable[str | datetime.date] = (), warehouse: str = ""
) -> str:
    """The SQL of a statement with its placeholders filled in; values for others it does not have are ignored.

    Args:
        sha8: Taken from ``file_sha256`` if not given.
        partitions: Partition values, dates also as YYYY-MM-DD.

    Raises:
        KerokError: A placeholder has no value, or a value has a form that its placeholder cannot have.
    """
    values: dict[str, Callable[[], str]] = {
        "{sha8}": lambda: _shaped(sha8 or file_sha256[:8], r"[0-9a-f]{8}", "eight hexadecimal digits"),
        "{file_sha256}": lambda: _shaped(file_sha256, r"[0-9a-f]{64}", "the SHA-256 of a file"),
        "{warehouse}": lambda: _shaped(warehouse, r"s3://[a-z0-9][a-z0-9.-]{2,62}(/[A-Za-z0-9!_.*()=-]+)*", "s3://bucket/prefix"),
        "{partitions}": lambda: _literals(partitions, statement.partition_type),
    }
    sql = statement.sql
    for placeholder, value in values.items():
        if placeholder in sql:
            sql = sql.replace(placeholder, value())
    return sql


def in_turns(partitions: Iterable[str]) -> list[list[str]]:
    """The partitions in order, in as few parts as statements can write; of none one empty part, for a table without partitions."""
    every = sorted(partitions)
    return [every[i : i + OPEN_PARTITIONS] for i in range(0, len(every), OPEN_PARTITIONS)] or [[]]


def _shaped(value: str, pattern: str, form: str) -> str:
    if not re.fullmatch(pattern, value):
        raise KerokError("a statement cannot be completed", where=repr(value), hint=f"give {form}")
    return value


def _literals(partitions: Iterable[str | datetime.date], partition_type: str) -> str:
    pattern, form, literal = {
        "date": (r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "days as YYYY-MM-DD", "DATE '{}'"),
        "varchar": (r"[0-9A-Za-z]+", "quarters as 2024Q2, or the SHA-256 of files", "'{}'"),
    }[partition_type]
    return ", ".join(literal.format(_shaped(text, pattern, form)) for text in sorted({str(p) for p in partitions}) or [""])
