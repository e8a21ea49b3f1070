"""Tables, steps and views as their contracts in ``sql/**`` declare them, and the reference data beside them."""

from __future__ import annotations

import functools
import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from kerok.errors import KerokError

if TYPE_CHECKING:
    from collections.abc import Callable

    import jinja2

LAYERS = ("silver", "gold", "views", "ops")
KINDS = ("table", "view", "step")


@dataclass(frozen=True)
class Column:
    """One column: its type in the house dialect and what it means.

    Attributes:
        source: CMS's column as CMS spells it, or the formula's inputs.
        parse: How a text cell becomes this column (Provider Info only).
        staged: Canonical name in the staged relation where it differs from ``name``.
        released_from, released_before: Processing dates for which the staged column means this column.
    """

    name: str
    type: str
    meaning: str = ""
    unit: str = ""
    source: str = ""
    caveat: str = ""
    parse: str = ""
    staged: str = ""
    released_from: str = ""
    released_before: str = ""


@dataclass(frozen=True)
class Check:
    """A query over ``{table}`` that returns the rows breaking a rule; none means the rule holds."""

    name: str
    sql: str


@dataclass(frozen=True)
class Contract:
    """What one table, step or view holds.

    Attributes:
        kind: ``table`` (stored in Iceberg), ``view``, or ``step`` (inlined in its readers, never stored).
        materialize: A step that several tables read: their candidates are made of one of its own, which goes when they stand.
        grain: One sentence: what a row is.
        inputs: Relations the SELECT reads.
        trace: Where a row comes from: per silver table the condition on its rows, this relation's columns as ``:name``; ``counts``, what is
            counted over them (a key of ``recount.COUNTS``); or ``file``, the column that names the source file.
    """

    name: str
    kind: str
    layer: str
    grain: str
    sql: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    partition: str = ""
    sort: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    steps: str = ""
    formula: str = ""
    materialize: bool = False
    trace: dict[str, str] = field(default_factory=dict)

    def column(self, name: str) -> Column:
        """The column of that name; raises KeyError."""
        return next(c for c in self.columns if c.name == name)

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(c.name for c in self.columns)


def sql_folder() -> Path:
    """The folder of SQL and contracts: inside the wheel, or the repository's ``sql``."""
    inside = Path(__file__).parent / "sql"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "sql"


def read_yaml(path: Path) -> Any:
    """The parsed YAML file; raises KerokError naming file and line."""
    try:
        return yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise KerokError(f"cannot read {path.name}", where=str(error), hint="mend the YAML and try again") from error


@functools.cache
def reference(name: str) -> Any:
    """Reference data ``sql/reference/<name>.yml`` (roles, ccn_prefixes, release_quarters, flags, ...)."""
    return read_yaml(sql_folder() / "reference" / f"{name}.yml")


@functools.cache
def roles() -> tuple[dict[str, Any], ...]:
    """The eight nurse roles in CMS's order, each with name, title, column and job title code."""
    return tuple(reference("roles")["roles"])


@functools.cache
def role_sets() -> tuple[dict[str, Any], ...]:
    """Role sets in display order, each with name, version, members and title."""
    expanded: list[dict[str, Any]] = []
    for entry in reference("roles")["role_sets"]:
        if entry.get("each") == "role":
            expanded += [
                {"name": f"role_{r['name']}", "version": entry["version"], "members": [r["name"]], "title": r["title"]} for r in roles()
            ]
        else:
            expanded.append(entry)
    return tuple(expanded)


def thresholds() -> tuple[dict[str, Any], ...]:
    """The reference lines that come with Kerok, each with name, role_set, value and title."""
    titles = {s["name"]: s["title"] for s in role_sets()}
    return tuple({**line, "name": line["id"], "title": f"{line['value']} for {titles[line['role_set']]}"} for line in reference("thresholds")["lines"])


def _expand(entry: dict[str, Any]) -> list[dict[str, Any]]:
    """A column entry once, or once per role, role set or threshold where it says ``each``."""
    kind = entry.get("each")
    if kind is None:
        return [entry]
    listed: dict[str, Callable[[], tuple[dict[str, Any], ...]]] = {"role": roles, "role_set": role_sets, "threshold": thresholds}
    things = listed[kind]()
    body = {k: v for k, v in entry.items() if k not in ("each", "only")}
    only = entry.get("only")
    chosen = [t for t in things if only is None or (only == "several" and len(t["members"]) > 1)]
    return [
        {
            k: v.format(**{kind: t["name"], f"{kind}_title": t["title"], "column": t.get("column", "")}) if isinstance(v, str) else v
            for k, v in body.items()
        }
        for t in chosen
    ]


def _columns(entries: list[Any], shared: dict[str, dict[str, Any]]) -> tuple[Column, ...]:
    columns: list[Column] = []
    for raw in entries:
        for entry in _expand({"name": raw} if isinstance(raw, str) else raw):
            columns.append(Column(**{**shared.get(entry["name"], {}), **entry}))
    return tuple(columns)


def _contract(path: Path, shared: dict[str, dict[str, Any]]) -> Contract:
    body = read_yaml(path)
    sql_path = path.with_suffix(".sql")
    return Contract(
        name=body["name"],
        kind=body["kind"],
        layer=path.parent.name,
        grain=body["grain"],
        sql=sql_path.read_text("utf-8") if sql_path.exists() else "",
        columns=_columns(body["columns"], shared),
        key=tuple(body.get("key", ())),
        partition=body.get("partition", ""),
        sort=tuple(body.get("sort", ())),
        inputs=tuple(body.get("inputs", ())),
        checks=tuple(Check(**c) for c in body.get("checks", ())),
        steps=body.get("steps", ""),
        formula=body.get("formula", ""),
        materialize=body.get("materialize", False),
        trace=body.get("trace", {}),
    )


@functools.cache
def contracts() -> dict[str, Contract]:
    """Every contract by name, in an order where inputs come before their readers.

    Raises:
        KerokError: A contract lacks a part or has one that is not known, reads a relation that no contract and no source declares, or inputs
            form a circle.
    """
    shared = {c["name"]: c for c in read_yaml(sql_folder() / "columns.yml")["columns"]}
    found: dict[str, Contract] = {}
    for layer in LAYERS:
        for path in sorted((sql_folder() / layer).glob("*.yml")):
            try:
                found[path.stem] = _contract(path, shared)
            except (KeyError, TypeError, AttributeError) as error:
                raise KerokError(f"{path.name} is no contract", where=f"sql/{layer}/{path.name}: {type(error).__name__}: {error}", hint="compare it with another") from error
    return _ordered(found)


def _ordered(found: dict[str, Contract]) -> dict[str, Contract]:
    ordered: dict[str, Contract] = {}

    def visit(name: str, trail: tuple[str, ...]) -> None:
        if name in ordered or name not in found:
            if name not in found and not name.startswith("staged_"):
                raise KerokError(f"no contract named {name}", where=f"inputs of {trail[-1]}", hint="ls sql/*/")
            return
        if name in trail:
            raise KerokError("inputs form a circle", where=" -> ".join((*trail, name)))
        for needed in found[name].inputs:
            visit(needed, (*trail, name))
        ordered[name] = found[name]

    for name in found:
        visit(name, ())
    return ordered


def tables() -> list[Contract]:
    """The stored tables, inputs first."""
    return [c for c in contracts().values() if c.kind == "table"]


def rendered() -> list[Contract]:
    """Every table, view, and step with statements of its own, inputs first."""
    return [c for c in contracts().values() if c.kind != "step" or c.materialize]


def views() -> list[Contract]:
    """The views, inputs first."""
    return [c for c in contracts().values() if c.kind == "view"]


def steps_of(name: str, stored: frozenset[str] = frozenset()) -> list[str]:
    """Steps that ``name`` reads, directly or through steps, and that are not in ``stored``; innermost first."""
    ordered: list[str] = []

    def visit(reader: str) -> None:
        for needed in contracts()[reader].inputs:
            contract = contracts().get(needed)
            if contract and contract.kind == "step" and needed not in stored and needed not in ordered:
                visit(needed)
                ordered.append(needed)

    visit(name)
    return ordered


def readers_of(changed: set[str]) -> list[Contract]:
    """Stored tables that read any of ``changed``, directly or through steps and tables, inputs first."""
    touched, out = set(changed), []
    for contract in contracts().values():
        if contract.kind != "view" and touched & set(contract.inputs):
            touched.add(contract.name)
            if contract.kind == "table" and contract.name not in changed:
                out.append(contract)
    return out


@functools.cache
def fingerprint() -> str:
    """A hash over every file below ``sql``: what compiled SQL was made from."""
    digest = hashlib.sha256()
    for path in sorted(sql_folder().rglob("*")):
        if path.is_file():
            digest.update(f"{path.relative_to(sql_folder())}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()


@functools.cache
def _environment() -> jinja2.Environment:
    import jinja2

    environment = jinja2.Environment(
        undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=False, autoescape=False
    )
    environment.globals.update(
        roles=[r["name"] for r in roles()],
        role_sets=role_sets(),
        any_role_set=_any_role_set(),
        of_role_set=_of_role_set,
        prefixes=reference("ccn_prefixes")["prefixes"],
        release_exceptions=reference("release_quarters")["exceptions"],
        columns=lambda name: contracts()[name].columns,
        reference=reference,
        missing_tokens=_missing_tokens,
    )
    return environment


def _any_role_set() -> str:
    """A relation with a row for each role set, to be joined with rows that hold a column for each. A branch for each would have an engine plan as many reads."""
    return f"(VALUES {', '.join(repr(s['name']) for s in role_sets())})"


def _of_role_set(part: str, relation: str, chooser: str = "r.role_set") -> str:
    """Of the columns ``<role set>_<part>`` of a relation the one that the row's role set names."""
    cases = (f"WHEN {name!r} THEN {relation}.{name}_{part}" for name in (s["name"] for s in role_sets()))
    return f"CASE {chooser} {' '.join(cases)} END"


@functools.cache
def _missing_tokens(dataset: str, column: str) -> tuple[str, ...]:
    registry = read_yaml(sql_folder() / "bronze" / f"{dataset}.yml")
    return tuple(next((c.get("missing", ()) for c in registry["columns"] if c["name"] == column), ()))


def house_sql(name: str) -> str:
    """The SELECT of a contract in the house dialect: its template filled in.

    Raises:
        KerokError: The contract has no SQL, or its template is wrong (file and line named).
    """
    import jinja2

    contract = contracts()[name]
    if not contract.sql:
        raise KerokError(f"{name} has no SQL: the pipeline writes it", hint=f"kerok describe {name}")
    try:
        return _environment().from_string(contract.sql).render().strip()
    except jinja2.TemplateError as error:
        raise KerokError(f"template of {name} is wrong: {error}", where=f"sql/{contract.layer}/{name}.sql") from error
