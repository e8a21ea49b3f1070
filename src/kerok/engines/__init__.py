"""Where SQL runs: DuckDB, Trino, Athena."""
