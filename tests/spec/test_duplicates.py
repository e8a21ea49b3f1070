"""Duplicates within a file

A key (CCN and day, or CCN and processing date) that a file holds more than once counts once.
"""

from tests.spec.harness import Spec


def test_equal_rows_collapse_silently(spec: Spec) -> None:
    """Rows that say the same are one row, and nothing is flagged."""
    spec(
        "silver_pbj_daily",
        staged_pbj="""
            workdate | rn
            20240401 | 8
            20240401 | 8.00
            20240402 | 8
        """,
        expect="""
            work_date  | hrs_rn | flags
            2024-04-01 | 8.00   |
            2024-04-02 | 8.00   |
        """,
    )


def test_of_differing_rows_the_last_wins_whole(spec: Spec) -> None:
    """Of rows that differ the last one in the file is taken whole, flagged `duplicate_differs`.

    Never column by column, which would invent a row that nobody reported: the census that the last row does not give stays missing.
    """
    spec(
        "silver_pbj_daily",
        staged_pbj="""
            row_number | rn | lpn | mdscensus | city
            7          | 8  |     |           | NEW TOWN
            2          | 9  | 4   | 50        | TOWN
            3          | 8  |     |           | NEW TOWN
        """,
        expect="""
            hrs_rn | hrs_lpn | mds_census | city     | flags
            8.00   |         |            | NEW TOWN | census_missing,duplicate_differs,hours_missing
        """,
    )


def test_missing_and_zero_differ(spec: Spec) -> None:
    """A missing cell and a zero are different values."""
    spec(
        "silver_pbj_daily",
        staged_pbj="""
            hrs_rn_ctr
            ""
            0
        """,
        expect="""
            hrs_rn_ctr | flags
            0.00       | duplicate_differs
        """,
    )


def test_keys_are_compared_after_reading(spec: Spec) -> None:
    """Keys are compared as read: 15009 and 015009 in Alabama are one facility."""
    spec(
        "silver_pbj_daily",
        staged_pbj="""
            provnum | rn
            015009  | 8
            15009   | 8
        """,
        expect="""
            ccn    | hrs_rn | flags
            015009 | 8.00   | ccn_zero_restored
        """,
    )


def test_a_rejected_row_wins_nothing(spec: Spec) -> None:
    """A rejected row takes no part: the last usable one wins."""
    spec(
        "silver_pbj_daily",
        staged_pbj="""
            hrs_rn
            0
            eight
        """,
        expect="""
            hrs_rn | flags
            0.00   |
        """,
    )


def test_a_release_lists_a_facility_once(spec: Spec) -> None:
    """In Provider Info the same holds per facility and processing date."""
    spec(
        "silver_providerinfo",
        staged_providerinfo="""
            processing_date | number_of_certified_beds | overall_rating
            2024-10-01      | 100                      | 3
            2024-10-01      | 120                      |
            2024-11-01      | 100                      | 3
            2024-11-01      | 100                      | 3
            2024-12-01      | 100                      |
            2024-12-01      | 100                      | 3
        """,
        expect="""
            processing_date | certified_beds | overall_rating | flags
            2024-10-01      | 120            |                | duplicate_differs
            2024-11-01      | 100            | 3              |
            2024-12-01      | 100            | 3              | duplicate_differs
        """,
    )
