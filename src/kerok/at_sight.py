"""Which staged rows need no judging: every cell that could have a row rejected is written as CMS writes it.

Judging a cell asks what it might mean; nearly every row of a national file holds nothing to ask about. This is no rule of its own: a row
taken at sight is one that ``read_pbj`` takes, and any other is judged there.
"""

from __future__ import annotations

from kerok.contracts import roles

_QUARTER_AND_DAY = r"20[0-9]{2}Q(?:1\|20[0-9]{2}0[1-3]|2\|20[0-9]{2}0[4-6]|3\|20[0-9]{2}0[7-9]|4\|20[0-9]{2}1[0-2])(?:0[1-9]|1[0-9]|2[0-8])"
_CCN = r"(?:0[1-9]|[1-9][0-9])[0-9A-Z][0-9]{3}"
_COUNT = r"[0-9]{1,9}"
_HOURS = r"[0-9]{1,6}(?:[.][0-9]*)?"


def taken_at_sight() -> str:
    """The condition, in DuckDB's SQL on the columns of ``staged_pbj``, that a row is kept, whatever else it holds."""
    hours = [f"hrs_{r['name']}{part}" for r in roles() for part in ("", "_emp", "_ctr")]
    cells = ", '|', ".join(("cy_qtr", "workdate", "provnum", "mdscensus", *hours))
    # as many bars as cells: one inside a cell makes one too many
    pattern = rf"{_QUARTER_AND_DAY}\|{_CCN}\|(?:{_COUNT})?(?:\|(?:{_HOURS})?){{{len(hours)}}}"
    return f"structure_error IS NULL AND substr(cy_qtr, 1, 4) = substr(workdate, 1, 4) AND regexp_full_match(concat({cells}), '{pattern}')"
