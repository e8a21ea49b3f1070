"""The header registry: which header of which vintage holds which column, and what a file therefore is."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Any

from kerok.contracts import read_yaml, sql_folder
from kerok.errors import UnreadableFile, shown

OWN_COLUMNS = ("kerok_synthetic", "kerok_origin_sha256", "kerok_origin_row")
EXPORT_COLUMNS = ("kerok_extra", "kerok_reasons")  # of exported rejects, for the person who mends them
LOADED_DATASETS = ("pbj", "providerinfo")


@dataclass(frozen=True)
class HeaderMatch:
    """What a header means.

    Attributes:
        dataset: pbj, providerinfo, or the name of a file that is recognised but not loaded.
        load: Whether it is loaded.
        bronze_folder: Folder under ``bronze``.
        vintage: Known header it equals or is nearest to.
        positions: Zero-based field position by canonical column name.
        unmapped: Headers that the registry does not know, as in the file.
    """

    dataset: str
    load: bool
    bronze_folder: str
    vintage: str
    positions: dict[str, int]
    unmapped: tuple[str, ...] = ()


def normalise(header: str) -> str:
    """A header in the registry's form: lower case, runs of other characters as one underscore."""
    return re.sub(r"[^a-z0-9]+", "_", header.lower()).strip("_")


@functools.cache
def registry(dataset: str) -> dict[str, Any]:
    """The registry of one dataset, ``sql/bronze/<dataset>.yml``."""
    body: dict[str, Any] = read_yaml(sql_folder() / "bronze" / f"{dataset}.yml")
    return body


def _datasets() -> list[str]:
    return ["pbj", "providerinfo", "pbj_nonnurse"]


def _holds(value: Any, names: set[str], wanted: bool) -> bool:
    conditions = [value] if isinstance(value, str) else value
    return all((c in names) == wanted for c in conditions)


def _map(names: list[str], columns: list[dict[str, Any]]) -> tuple[dict[str, int], list[tuple[str, list[int]]]]:
    """Positions by canonical name, and canonical names that more than one header claims."""
    present, positions, doubled = set(names), {}, []
    for column in columns:
        found = []
        for alias in column["aliases"]:
            entry = {"header": alias} if isinstance(alias, str) else alias
            if not (_holds(entry.get("when_present", []), present, True) and _holds(entry.get("unless_present", []), present, False)):
                continue
            found += [i for i, name in enumerate(names) if name == entry["header"]]
        if found:
            positions[column["name"]] = found[0]
        if len(set(found)) > 1:
            doubled.append((column["name"], sorted(set(found))))
    return positions, doubled


def _nearest(header: list[str], body: dict[str, Any]) -> tuple[str, float]:
    """The vintage with the most headers in common, spelt alike where that decides, and the share of headers in common."""
    names, best = {normalise(h) for h in header}, (0.0, 0, "")
    for vintage in body["vintages"]:
        known = {normalise(h) for h in vintage["header"]}
        share = len(names & known) / max(len(names | known), 1)
        best = max(best, (share, len(set(header) & set(vintage["header"])), str(vintage["name"])), key=lambda scored: scored[:2])
    return best[2], best[0]


def match_header(header: list[str], *, file_name: str = "", dataset: str | None = None) -> HeaderMatch:
    """What a header row is: dataset, vintage and where each canonical column stands.

    Args:
        dataset: Only this one is considered (``--dataset``).

    Raises:
        UnreadableFile: No known file has such a header, or a required column is missing or doubled; every one is named, with the nearest vintage.
    """
    names = [normalise(h) for h in header]
    present = set(names)
    bodies, mapped, signed = {}, {}, []
    for name in [dataset] if dataset else _datasets():
        bodies[name] = registry(name)
        mapped[name] = _map(names, bodies[name]["columns"])
        if set(bodies[name]["signature"]) <= set(mapped[name][0]):
            signed.append(name)
            break  # no file bears the signatures of two datasets (a test holds this), so the other registries need not be read
    if not signed and not dataset:
        other = _other_file(present)
        if other:
            return HeaderMatch(other, False, "other", "", {}, ())
    near = {d: _nearest(header, b) for d, b in bodies.items()}
    best = max(signed or [d for d in bodies if near[d][1] >= 0.5], key=lambda d: (len(mapped[d][0]), near[d][1]), default=None)
    if best is None and dataset is None:
        closest = max(near, key=lambda d: near[d][1])
        raise UnreadableFile(
            f"{file_name or 'this file'} is no CMS file that Kerok knows",
            where=f"header: {', '.join(shown(h[:40]) for h in header[:6])}{' ...' if len(header) > 6 else ''}; nearest known: {' '.join(filter(None, (bodies[closest]['title'], near[closest][0])))}",
            hint="kerok ingest --dataset pbj FILE   (or providerinfo) tells which columns are missing",
        )
    chosen = best or str(dataset)
    try:
        return _judged(header, chosen, bodies[chosen], mapped[chosen], near[chosen][0], file_name)
    except UnreadableFile as error:
        error.dataset = chosen
        raise


def bronze_folder(header: list[str], *, file_name: str = "") -> str:
    """Where a file with such a header belongs: pbj, providerinfo, or other; also one that lacks columns of what it plainly is.

    Raises:
        UnreadableFile: No known file has such a header.
    """
    try:
        return match_header(header, file_name=file_name).bronze_folder
    except UnreadableFile as error:
        if not error.dataset:
            raise
        return str(registry(error.dataset)["bronze_folder"])


def _judged(
    header: list[str], dataset: str, body: dict[str, Any], mapped: tuple[dict[str, int], list[tuple[str, list[int]]]], vintage: str, file_name: str
) -> HeaderMatch:
    positions, doubled = mapped
    missing = [c["name"] for c in body["columns"] if c.get("required") and c["name"] not in positions]
    if missing and body["load"]:
        raise UnreadableFile(
            f"{file_name or 'this file'} lacks {len(missing)} required column{'s' * (len(missing) > 1)} of {body['title']}: {', '.join(missing)}",
            where=f"row 1; nearest known vintage: {vintage}; columns not recognised: {', '.join(map(shown, _unmapped(header, positions))) or 'none'}",
            hint="compare the header with CMS's own file; renamed columns can be added as aliases in sql/bronze/" + dataset + ".yml",
        )
    if doubled and body["load"]:
        what = "; ".join(f"{name} at columns {', '.join(str(i + 1) for i in places)}" for name, places in doubled)
        raise UnreadableFile(f"{file_name or 'this file'} has a column more than once", where=f"row 1: {what}", hint="keep one of them")
    names = [normalise(h) for h in header]
    own = {c: names.index(c) for c in (*OWN_COLUMNS, *EXPORT_COLUMNS) if c in names}
    return HeaderMatch(dataset, body["load"], body["bronze_folder"], vintage, {**positions, **own}, tuple(_unmapped(header, {**positions, **own})))


def _unmapped(header: list[str], positions: dict[str, int]) -> list[str]:
    used = set(positions.values())
    return [h or f"(column {i + 1} without a name)" for i, h in enumerate(header) if i not in used]


def _other_file(present: set[str]) -> str | None:
    for entry in read_yaml(sql_folder() / "bronze" / "others.yml").get("files", ()):
        if any(set(signature) <= present for signature in entry["signature"]):
            return str(entry["name"])
    return None
