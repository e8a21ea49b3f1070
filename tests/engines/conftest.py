"""The session's lake, for suites that read it."""

from tests.support.demo_lake import demo_home, session_folder, shared_sql

__all__ = ["demo_home", "session_folder", "shared_sql"]
