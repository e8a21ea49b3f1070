"""Loads

What was loaded and how it went, without access to silver.
"""

from tests.spec.harness import Spec


def test_a_load_is_a_file_and_a_period(spec: Spec) -> None:
    """The load summary has a row per file and period: counts of the period beside those of the whole file."""
    spec(
        "gold_load_summary",
        ops_file_log="""
            file_sha256 | file_name | rows_in | rows_quarantined | rows_superseded | encoding | vintage
            f1          | two.csv   | 200     | 3                | 2               | cp1252   | 2023Q2
        """,
        ops_file_period="""
            file_sha256 | period | file_rank | rows_kept | rows_live | areas | days | flags
            f1          | 2024Q1 | 1         | 90        | 0         | 52    | 91   |
            f1          | 2024Q2 | 2         | 105       | 105       | 52    | 91   | census_missing:2
        """,
        expect="""
            dataset | period | file_name | file_rank | file_rows_in | file_rows_quarantined | file_rows_superseded | rows_kept | rows_live | areas | days | flags            | encoding | vintage
            pbj     | 2024Q1 | two.csv   | 1         | 200          | 3                     | 2                    | 90        | 0         | 52    | 91   |                  | cp1252   | 2023Q2
            pbj     | 2024Q2 | two.csv   | 2         | 200          | 3                     | 2                    | 105       | 105       | 52    | 91   | census_missing:2 | cp1252   | 2023Q2
        """,
    )


def test_warnings_of_a_load(spec: Spec) -> None:
    """Its warnings say whether the file counts, is national, lost rows, is invented, or holds columns that nobody knows; NULL means none."""
    spec(
        "gold_load_summary",
        ops_file_log="""
            file_sha256 | rows_quarantined | rows_superseded | unmapped_columns
            f1          | 0                | 0               |
            f2          | 0                | 0               |
            f3          | 3                | 2               | new_column
        """,
        ops_file_period="""
            file_sha256 | is_current | is_national | is_synthetic
            f1          | true       | true        | false
            f2          | false      | true        | false
            f3          | true       | false       | true
        """,
        expect="""
            file_sha256 | warnings
            f1          |
            f2          | not_current
            f3          | not_national,rows_quarantined,rows_superseded,synthetic,unmapped_columns
        """,
    )
