"""What several test suites share: a real Trino server and the tables it reads."""
