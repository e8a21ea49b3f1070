"""Days and quarters

A PBJ row is a facility's calendar day. The day says which quarter it is in; the file's name never does.
"""

from tests.spec.harness import Spec


def test_a_day_is_eight_digits(spec: Spec) -> None:
    """WorkDate is a day of the calendar written YYYYMMDD; anything else is rejected."""
    spec(
        "read_pbj",
        staged_pbj=r"""
            workdate              | cy_qtr
            20240401              | 2024Q2
            " 20240630\u00a0"     | 2024Q2
            20240229              | 2024Q1
            20230229              | 2023Q1
            20240431              | 2024Q2
            2024-04-01            | 2024Q2
            2024041               | 2024Q2
            "20240401 00:00:00"   | 2024Q2
            20240401.0            | 2024Q2
            4/1/2024              | 2024Q2
            19240401              | 2024Q2
        """,
        expect="""
            work_date  | reasons
            2024-04-01 |
            2024-06-30 |
            2024-02-29 |
                       | work_date_unreadable
                       | work_date_unreadable
                       | work_date_unreadable
                       | work_date_unreadable
                       | work_date_unreadable
                       | work_date_unreadable
                       | work_date_unreadable
                       | work_date_unreadable
        """,
    )


def test_a_row_without_a_day_is_rejected(spec: Spec) -> None:
    """A row whose WorkDate is empty is rejected."""
    spec(
        "read_pbj",
        staged_pbj="""
            workdate
            ""
        """,
        expect="""
            work_date | reasons
                      | work_date_missing
        """,
    )


def test_a_day_outside_its_quarter_is_rejected(spec: Spec) -> None:
    """A row whose WorkDate is not a day of its CY_Qtr is rejected: one of the two is wrong, and nothing says which."""
    spec(
        "read_pbj",
        staged_pbj="""
            workdate | cy_qtr
            20240401 | 2024Q2
            20240331 | 2024Q2
            20240701 | 2024Q2
            20230401 | 2024Q2
        """,
        expect="""
            work_date  | quarter | reasons
            2024-04-01 | 2024Q2  |
            2024-03-31 | 2024Q2  | work_date_outside_quarter
            2024-07-01 | 2024Q2  | work_date_outside_quarter
            2023-04-01 | 2024Q2  | work_date_outside_quarter
        """,
    )


def test_a_quarter_that_is_missing_or_unreadable_is_that_of_the_day(spec: Spec) -> None:
    """Where CY_Qtr is missing or unreadable the quarter is that of WorkDate, flagged `quarter_from_work_date`."""
    spec(
        "silver_pbj_daily",
        staged_pbj="""
            provnum | workdate | cy_qtr
            015009  | 20240401 | 2024q2
            015010  | 20240401 |
            015011  | 20240401 | Q2 2024
            015012  | 20240401 | 2024Q5
        """,
        expect="""
            ccn    | quarter | flags                                  | unreadable_cells
            015009 | 2024Q2  |                                        |
            015010 | 2024Q2  | quarter_from_work_date                 |
            015011 | 2024Q2  | quarter_from_work_date,unreadable_cell | quarter=Q2 2024
            015012 | 2024Q2  | quarter_from_work_date,unreadable_cell | quarter=2024Q5
        """,
    )


def test_a_file_may_hold_several_quarters(spec: Spec) -> None:
    """Each row of a file stands in the quarter of its own."""
    spec(
        "silver_pbj_daily",
        staged_pbj="""
            workdate | cy_qtr
            20231231 | 2023Q4
            20240101 | 2024Q1
        """,
        expect="""
            work_date  | quarter
            2023-12-31 | 2023Q4
            2024-01-01 | 2024Q1
        """,
    )


def test_a_processing_date_is_the_columns_or_the_files(spec: Spec) -> None:
    """A release is named by its Processing Date: the column's; where a cell or the column is missing, the one the file was taken in with.

    A date is `YYYY-MM-DD`, with or without a midnight time, or `MM/DD/YYYY`.
    """
    spec(
        "read_providerinfo",
        staged_providerinfo="""
            processing_date     | kerok_processing_date
            2024-10-01          |
            2024-10-01          | 2020-01-01
            2024-10-01 00:00:00 |
            10/01/2024          |
                                | 2020-01-01
                                |
            2024-13-01          |
            October 2024        | 2020-01-01
        """,
        expect="""
            processing_date | reasons
            2024-10-01      |
            2024-10-01      |
            2024-10-01      |
            2024-10-01      |
            2020-01-01      |
                            | processing_date_missing
                            | processing_date_unreadable
                            | processing_date_unreadable
        """,
    )
