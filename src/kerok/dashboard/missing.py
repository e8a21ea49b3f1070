"""A view or table that is not there, as an error that names it and says what makes it."""

from __future__ import annotations

import re

from kerok import contracts as declared
from kerok.errors import StatementRefused

_NAMED = re.compile(r"(?:Table with name \"?|Table '(?:[\w-]+\.)*|\bview '?\"?(?:[\w-]+\.)*)(\w+)", re.IGNORECASE)


def missing(said: str, engine: str = "") -> StatementRefused | None:
    """What to tell where an engine does not find one of the lake's relations; None where it says something else.

    Args:
        said: The engine's own words.
        engine: The one to name in the command; "" on the lake of this machine.
    """
    name = next((n.lower() for n in _NAMED.findall(said) if n.lower() in declared.contracts()), None)
    if name is None:
        return None
    kerok = f"kerok --engine {engine}" if engine else "kerok"
    kind = declared.contracts()[name].kind
    return StatementRefused(f"a {kind} is missing: {name}", where=said.split("\n")[0][:400], hint=f"{kerok} doctor   (says what is wrong; then, which makes tables and views: {kerok} run)")
