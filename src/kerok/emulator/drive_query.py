"""How Google Drive's API (v3) reads the parameters ``q`` and ``fields``, as far as Kerok and its tests use them."""

from __future__ import annotations

import re
from typing import Any

Tree = dict[str, Any]
"""Selected field names, each with the tree of what is selected inside it; an empty one selects all of it."""

_PLAIN = "kind id name mimeType description parents trashed size md5Checksum createdTime modifiedTime version headRevisionId properties"
FILE: Tree = {name: {} for name in _PLAIN.split()} | {"shortcutDetails": {"targetId": {}, "targetMimeType": {}}}
LIST: Tree = {"kind": {}, "incompleteSearch": {}, "nextPageToken": {}, "files": FILE}
OF_FILE_UNASKED, OF_LIST_UNASKED = "kind,id,name,mimeType", "kind,incompleteSearch,nextPageToken,files(kind,id,name,mimeType)"

_TOKEN = re.compile(r"[A-Za-z0-9_*]+|[(),/]")
_TERM = re.compile(
    r"""\s*(?P<negated>not\s+)?(?:'(?P<parent>(?:[^'\\]|\\.)*)'\s+in\s+parents
    | trashed\s*=\s*(?P<trashed>true|false)
    | (?P<field>name|mimeType)\s*(?P<operator>!=|=|contains)\s*'(?P<value>(?:[^'\\]|\\.)*)')\s*(?:and(?=[\s'])|$)""",
    re.VERBOSE,
)


class Invalid(ValueError):
    """A parameter that Drive refuses; the message is Drive's."""


def selected(fields: str, known: Tree) -> Tree:
    """The tree of a field mask as ``nextPageToken,files(id,name)`` or ``files/id``.

    Raises:
        Invalid: A field does not exist.
    """
    tokens = _TOKEN.findall(fields)
    tree, rest = _items(tokens, known)
    if rest or "".join(tokens) != re.sub(r"\s", "", fields):
        raise Invalid(f"Invalid field selection {fields}")
    return tree


def _items(tokens: list[str], known: Tree) -> tuple[Tree, list[str]]:
    tree: Tree = {}
    while tokens and tokens[0] != ")":
        name, *tokens = tokens
        if name == ",":
            continue
        if name == "*":
            tree |= {each: {} for each in known}
            continue
        if name not in known:
            raise Invalid(f"Invalid field selection {name}")
        inside: Tree = {}
        if tokens[:1] == ["("]:
            inside, tokens = _items(tokens[1:], known[name])
            tokens = tokens[1:]
        elif tokens[:1] == ["/"]:
            inside, _ = _items(tokens[1:2], known[name])
            tokens = tokens[2:]
        tree[name] = {**tree.get(name, {}), **inside}
    return tree, tokens


def projected(body: Any, tree: Tree) -> Any:
    """The selected fields of an answer; a field that it lacks is left out."""
    if not tree:
        return body
    if isinstance(body, list):
        return [projected(item, tree) for item in body]
    return {name: projected(body[name], inside) for name, inside in tree.items() if name in body}


def holds(query: str, file: dict[str, Any]) -> bool:
    """Whether a file is one that ``q`` asks for.

    Raises:
        Invalid: The query cannot be read.
    """
    at, answer = 0, True
    while at < len(query):
        term = _TERM.match(query, at)
        if not term:
            raise Invalid("Invalid Value")
        answer &= _true(term, file) != bool(term["negated"])
        at = term.end()
    return answer


def _true(term: re.Match[str], file: dict[str, Any]) -> bool:
    if term["parent"] is not None:
        return _plain(term["parent"]) in file["parents"]
    if term["trashed"]:
        return bool(file["trashed"]) == (term["trashed"] == "true")
    found, wanted = str(file[term["field"]]), _plain(term["value"])
    if term["operator"] == "contains":  # of names: each word's beginning
        return any(word.startswith(wanted.lower()) for word in [found.lower(), *re.split(r"[\W_]+", found.lower())])
    return (found == wanted) == (term["operator"] == "=")


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)
