"""Athena's own statements as Trino says them; whatever else Athena runs is Trino's SQL already and passes unchanged.

The standard library alone is imported here: this runs in the emulator's own environment.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

EXTERNAL = "external"
"""The Trino catalog of tables that are not Iceberg's."""

VACUUM_AFTER = "5d"
"""Athena's default of vacuum_max_snapshot_age_seconds."""

_TOKEN = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`[^`]*`|--[^\n]*|/\*.*?\*/|\w+|[^\s\w]", re.DOTALL)
_TYPES = {"string": "varchar", "int": "integer", "float": "real", "binary": "varbinary"}
_SERDES = {
    "org.apache.hadoop.hive.serde2.OpenCSVSerde": "CSV",
    "org.openx.data.jsonserde.JsonSerDe": "OPENX_JSON",
    "org.apache.hive.hcatalog.data.JsonSerDe": "JSON",
    "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe": "PARQUET",
    "org.apache.hadoop.hive.ql.io.orc.OrcSerde": "ORC",
}
_CSV = {"separatorChar": "csv_separator", "quoteChar": "csv_quote", "escapeChar": "csv_escape"}


class Refusal(Exception):
    """Athena would refuse the statement, or this emulator does not know it; the message says which."""


def translate(sql: str) -> str:
    """The statement as Trino takes it.

    Raises:
        Refusal: Athena has no such statement, or it is not emulated.
    """
    sql = sql.strip().rstrip(";").rstrip()
    reader = _Reader(sql)
    if reader.accept("CREATE", "EXTERNAL", "TABLE"):
        return _external_table(reader)
    if reader.accept("CREATE", "TABLE"):
        return _table(reader)
    if reader.accept("CREATE", "DATABASE") or reader.accept("CREATE", "SCHEMA"):
        return _database(reader)
    if reader.accept("DROP", "DATABASE") or reader.accept("DROP", "SCHEMA"):
        return "DROP SCHEMA " + reader.rest().replace("`", '"')
    if reader.accept("DROP", "TABLE") or reader.accept("DROP", "VIEW"):
        return sql.replace("`", '"')
    if reader.accept("OPTIMIZE"):
        return _optimize(reader)
    if reader.accept("VACUUM"):
        return f"ALTER TABLE {reader.name()} EXECUTE expire_snapshots(retention_threshold => '{VACUUM_AFTER}')"
    if reader.peek() in ("UNLOAD", "MSCK", "PREPARE", "EXECUTE", "DEALLOCATE"):
        raise Refusal(f"NOT_SUPPORTED: {reader.peek()} is not emulated")
    if reader.accept("ALTER", "TABLE") and "EXECUTE" in (token.upper() for token, _, _ in reader.tokens):
        raise Refusal("SYNTAX_ERROR: Athena has no ALTER TABLE ... EXECUTE; use OPTIMIZE and VACUUM")
    return sql


def statement_kind(sql: str) -> tuple[str, str]:
    """What Athena calls a statement: its StatementType and its SubstatementType."""
    reader = _Reader(sql)
    first = reader.peek()
    if first == "CREATE" and re.match(r"(?is).*?\bAS\s*(SELECT|WITH|\()", sql) and reader.accept("CREATE", "TABLE"):
        return "DDL", "CREATE_TABLE_AS_SELECT"
    if first in ("SHOW", "DESCRIBE", "EXPLAIN"):
        return "UTILITY", first
    if first in ("CREATE", "DROP", "ALTER", "MSCK"):
        second = reader.tokens[1][0].upper() if len(reader.tokens) > 1 else ""
        return "DDL", {"CREATE": f"CREATE_{second}", "DROP": f"DROP_{second}"}.get(first, first)
    return "DML", "SELECT" if first in ("WITH", "VALUES", "(") else first


@dataclass
class _Definition:
    """The clauses of an Athena CREATE TABLE."""

    exists: str
    name: str
    columns: list[tuple[str, str]]
    partitions: list[list[str]]
    serde: str
    serde_properties: dict[str, str]
    stored_as: str
    location: str
    properties: dict[str, str]


class _Reader:
    """The tokens of a statement without its comments, read from left to right."""

    def __init__(self, sql: str) -> None:
        self.sql, self.at = sql, 0
        self.tokens = [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(sql) if not m.group().startswith(("--", "/*"))]

    def peek(self) -> str:
        return self.tokens[self.at][0].upper() if self.at < len(self.tokens) else ""

    def accept(self, *words: str) -> bool:
        """Whether these words come next; if so they are passed."""
        if tuple(t.upper() for t, _, _ in self.tokens[self.at : self.at + len(words)]) != words:
            return False
        self.at += len(words)
        return True

    def next(self) -> str:
        if self.at >= len(self.tokens):
            raise Refusal("SYNTAX_ERROR: the statement ends too early")
        self.at += 1
        return self.tokens[self.at - 1][0]

    def rest(self) -> str:
        """What is left, letter for letter."""
        return self.sql[self.tokens[self.at][1] :] if self.at < len(self.tokens) else ""

    def name(self) -> str:
        parts = [self.next()]
        while self.accept("."):
            parts.append(self.next())
        return ".".join(part.replace("`", '"') for part in parts)

    def text(self) -> str:
        token = self.next()
        if not token.startswith(("'", '"')):
            raise Refusal(f"SYNTAX_ERROR: mismatched input '{token}'. Expecting: a string")
        return token[1:-1].replace("''", "'")

    def items(self) -> list[list[str]]:
        """A parenthesised list: the tokens of each of its items."""
        if not self.accept("("):
            raise Refusal(f"SYNTAX_ERROR: mismatched input '{self.peek()}'. Expecting: '('")
        found: list[list[str]] = [[]]
        depth = 0
        while depth or self.peek() != ")":
            token = self.next()
            depth += (token in "(<[") - (token in ")>]")
            if token == "," and not depth:
                found.append([])
            else:
                found[-1].append(token)
        self.next()
        return [item for item in found if item]

    def properties(self) -> dict[str, str]:
        return {_bare(item[0]): _bare("".join(item[2:])) for item in self.items()}


def _bare(token: str) -> str:
    return token[1:-1].replace("''", "'") if token[:1] in ("'", '"', "`") else token


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _database(reader: _Reader) -> str:
    exists = "IF NOT EXISTS " if reader.accept("IF", "NOT", "EXISTS") else ""
    name, location = reader.name(), ""
    if reader.accept("COMMENT"):
        reader.text()
    if reader.accept("LOCATION"):
        location = f" WITH (location = {_quoted(reader.text())})"
    return f"CREATE SCHEMA {exists}{name}{location}"


def _optimize(reader: _Reader) -> str:
    name = reader.name()
    if not reader.accept("REWRITE", "DATA", "USING", "BIN_PACK"):
        raise Refusal(f"SYNTAX_ERROR: mismatched input '{reader.peek()}'. Expecting: 'REWRITE DATA USING BIN_PACK'")
    return f"ALTER TABLE {name} EXECUTE optimize {reader.rest()}".rstrip()


def _table(reader: _Reader) -> str:
    exists = "IF NOT EXISTS " if reader.accept("IF", "NOT", "EXISTS") else ""
    name = reader.name()
    if reader.peek() in ("WITH", "AS"):
        return _as_select(exists, name, reader)
    definition = _definition(exists, name, reader)
    if definition.properties.get("table_type", "").upper() != "ICEBERG":
        raise Refusal("External keyword required for table type HIVE")
    if not definition.location:
        raise Refusal("SYNTAX_ERROR: an Iceberg table needs a LOCATION")
    columns = ", ".join(f"{column} {_type(kind, 'timestamp(6)')}" for column, kind in definition.columns)
    partitions = ", ".join(_quoted(_transform(item)) for item in definition.partitions)
    return (
        f"CREATE TABLE {exists}{name} ({columns}) WITH (format = {_quoted(definition.properties.get('format', 'parquet').upper())}, "
        f"format_version = 2, location = {_quoted(definition.location)}{f', partitioning = ARRAY[{partitions}]' if partitions else ''})"
    )


def _as_select(exists: str, name: str, reader: _Reader) -> str:
    """CREATE TABLE ... AS: of its properties the ones that Trino has too."""
    given = {item[0].lower(): " ".join(item[2:]) for item in reader.items()} if reader.accept("WITH") else {}
    if _bare(given.get("table_type", "")).upper() != "ICEBERG":
        raise Refusal("NOT_SUPPORTED: CREATE TABLE AS is emulated for table_type = 'ICEBERG' alone")
    if "location" not in given or given.get("is_external", "").lower() != "false":
        raise Refusal("An Iceberg table made by CREATE TABLE AS needs location and is_external = false")
    kept = [f"{key} = {value}" for key, value in given.items() if key in ("format", "location", "partitioning")]
    return f"CREATE TABLE {exists}{name} WITH ({', '.join([*kept, 'format_version = 2'])}) {reader.rest()}"


def _external_table(reader: _Reader) -> str:
    exists = "IF NOT EXISTS " if reader.accept("IF", "NOT", "EXISTS") else ""
    table = _definition(exists, reader.name(), reader)
    form = _SERDES.get(table.serde) if table.serde else (table.stored_as or None)
    if form is None or form == "TEXTFILE":
        raise Refusal(f"NOT_SUPPORTED: tables of {table.serde or 'text files'} are not emulated")
    options = [f"format = {_quoted(form)}", f"external_location = {_quoted(table.location)}"]
    options += [f"{_CSV[key]} = {_quoted(value)}" for key, value in table.serde_properties.items() if key in _CSV and form == "CSV"]
    if header := table.properties.get("skip.header.line.count"):
        options.append(f"skip_header_line_count = {int(header)}")
    projected = table.properties.get("projection.enabled", "").lower() == "true"
    if projected:
        options.append("partition_projection_enabled = true")
    if template := table.properties.get("storage.location.template"):
        options.append(f"partition_projection_location_template = {_quoted(template)}")
    partitions = [(item[0].replace("`", '"'), "".join(item[1:])) for item in table.partitions]
    if partitions:
        options.append(f"partitioned_by = ARRAY[{', '.join(_quoted(_bare(column)) for column, _ in partitions)}]")
    columns = [f"{column} {_type(kind, 'timestamp')}" for column, kind in table.columns]
    columns += [f"{c} {_type(kind, 'timestamp')}{_projection(_bare(c), table.properties) if projected else ''}" for c, kind in partitions]
    return f"CREATE TABLE {exists}{EXTERNAL}.{table.name} ({', '.join(columns)}) WITH ({', '.join(options)})"


def _projection(column: str, properties: dict[str, str]) -> str:
    given = {key: properties.get(f"projection.{column}.{key}") for key in ("type", "values", "range", "format", "digits", "interval")}
    options = [f"partition_projection_type = {_quoted(str(given['type']).upper())}"]
    for key in ("values", "range"):
        if text := given[key]:
            options.append(f"partition_projection_{key} = ARRAY[{', '.join(_quoted(part) for part in text.split(','))}]")
    if form := given["format"]:
        options.append(f"partition_projection_format = {_quoted(form)}")
    options += [f"partition_projection_{key} = {int(text)}" for key in ("digits", "interval") if (text := given[key])]
    return f" WITH ({', '.join(options)})"


def _definition(exists: str, name: str, reader: _Reader) -> _Definition:
    columns = [(item[0].replace("`", '"'), "".join(_uncommented(item[1:]))) for item in reader.items()]
    table = _Definition(exists, name, columns, [], "", {}, "", "", {})
    while reader.peek():
        if reader.accept("COMMENT"):
            reader.text()
        elif reader.accept("PARTITIONED", "BY"):
            table.partitions = reader.items()
        elif reader.accept("ROW", "FORMAT", "SERDE"):
            table.serde = reader.text()
        elif reader.accept("WITH", "SERDEPROPERTIES"):
            table.serde_properties = reader.properties()
        elif reader.accept("STORED", "AS"):
            table.stored_as = reader.next().upper()
        elif reader.accept("LOCATION"):
            table.location = reader.text()
        elif reader.accept("TBLPROPERTIES"):
            table.properties = reader.properties()
        else:
            raise Refusal(f"SYNTAX_ERROR: mismatched input '{reader.next()}' in CREATE TABLE")
    return table


def _uncommented(tokens: list[str]) -> list[str]:
    upper = [token.upper() for token in tokens]
    return tokens[: upper.index("COMMENT")] if "COMMENT" in upper else tokens


def _type(text: str, timestamp: str) -> str:
    """A type of Hive's grammar as Trino spells it, nested ones included."""
    text = re.sub(r"(?i)\bstruct<", "row<", text).replace(":", " ")
    words = {**_TYPES, "timestamp": timestamp}
    return re.sub(r"[a-z]+", lambda m: words.get(m.group(), m.group()), text.lower()).replace("<", "(").replace(">", ")")


def _transform(item: list[str]) -> str:
    """A partition field; bucket and truncate have their arguments the other way round in Trino."""
    if item[0].lower() in ("bucket", "truncate") and len(item) == 6:
        return f"{item[0].lower()}({_bare(item[4])}, {item[2]})"
    return "".join(_bare(token) for token in item)
