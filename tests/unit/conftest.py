"""All lakes of a session share their rendered SQL."""

from tests.support.demo_lake import session_folder, shared_sql

__all__ = ["session_folder", "shared_sql"]
