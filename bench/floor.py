"""The floor: DuckDB reads a PBJ CSV as text, types it, and writes Parquet. No keys, no checks, no tables."""

from __future__ import annotations

import sys

import duckdb


def main(source: str, target: str) -> None:
    """Type every column and write zstd Parquet on two threads."""
    connection = duckdb.connect(config={"threads": 2})
    names = [r[0] for r in connection.execute(f"DESCRIBE SELECT * FROM read_csv('{source}', all_varchar=true)").fetchall()]

    def typed(name: str) -> str:
        if name.lower().startswith("hrs_"):
            return f'TRY_CAST("{name}" AS DECIMAL(9,2)) AS "{name}"'
        if name.lower() == "mdscensus":
            return f'TRY_CAST("{name}" AS INTEGER) AS "{name}"'
        if name.lower() == "workdate":
            return f"CAST(try_strptime(\"{name}\", '%Y%m%d') AS DATE) AS \"{name}\""
        return f'"{name}"'

    columns = ", ".join(typed(n) for n in names)
    connection.execute(
        f"COPY (SELECT {columns} FROM read_csv('{source}', all_varchar=true, header=true)) TO '{target}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)"
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
