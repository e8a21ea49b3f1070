"""Weekends and days of note

Days without a registered nurse are counted with the role set `cms_rn` (director and administrative nurses included), over days with residents.
"""

from tests.spec.harness import Spec


def test_a_weekend_is_saturday_and_sunday(spec: Spec) -> None:
    """The weekend is Saturday and Sunday; a federal holiday is none. 2024-05-27 was Memorial Day, a Monday."""
    given = """
        work_date  | cna | mds_census
        2024-05-24 | 40  | 10
        2024-05-25 | 30  | 10
        2024-05-26 | 26  | 10
        2024-05-27 | 10  | 10
    """
    spec(
        "gold_monthly_staffing_fact",
        where="role_set = 'cms_total'",
        silver_pbj_daily=given,
        expect="""
            hours | resident_days | weekend_hours | weekend_resident_days
            106   | 40            | 56            | 20
        """,
    )
    spec(
        "gold_quarterly_provider_fact",
        silver_pbj_daily=given,
        expect="""
            cms_total_hprd | cms_total_weekend_hprd
            2.65           | 2.8
        """,
    )


def test_days_without_a_registered_nurse(spec: Spec) -> None:
    """A day with residents and no RN hours is a zero-RN day; with fewer than 8, zero included, an under-8 day. A missing cell says neither."""
    spec(
        "gold_quarterly_provider_fact",
        silver_pbj_daily="""
            work_date  | rndon | rn   | cna | mds_census
            2024-04-01 | 0     | 0    | 40  | 10
            2024-04-02 | 0     | 7.99 | 40  | 10
            2024-04-03 | 8     | 0    | 40  | 10
            2024-04-04 | 0     | 0    | 40  | 0
            2024-04-05 | 0     |      | 40  | 10
        """,
        expect="""
            zero_rn_days | under_8_rn_days | zero_staff_days | days_with_residents
            1            | 2               | 0               | 4
        """,
    )


def test_days_without_any_hours_stand_apart(spec: Spec) -> None:
    """A day with residents and no nurse hours of any kind is a zero-staff day as well: nothing was reported, which is not "no RN on site"."""
    spec(
        "gold_quarterly_provider_fact",
        silver_pbj_daily="""
            work_date  | rn | cna  | mds_census
            2024-04-01 | 0  | 0    | 10
            2024-04-02 | 0  | 0.01 | 10
            2024-04-03 | 0  | 0    | 0
        """,
        expect="""
            zero_staff_days | zero_rn_days | under_8_rn_days
            1               | 2            | 2
        """,
    )


def test_days_with_residents_tell_a_part_of_a_quarter(spec: Spec) -> None:
    """CMS prints every day of the quarter for every home, so rows never show a partial quarter: days with residents, the first and the last do."""
    spec(
        "gold_quarterly_provider_fact",
        silver_pbj_daily="""
            work_date  | mds_census
            2024-04-01 | 0
            2024-04-30 | 3
            2024-05-01 |
            2024-05-31 | 12
            2024-06-30 | 0
        """,
        expect="""
            days | days_with_residents | first_resident_day | last_resident_day | zero_census_days | observed_days
            5    | 2                   | 2024-04-30         | 2024-05-31        | 2                | 4
        """,
    )


def test_incomplete_and_invented_rows_mark_what_they_are_in(spec: Spec) -> None:
    """One incomplete day marks the month and the quarter; so does one invented row."""
    spec(
        "gold_monthly_staffing_fact",
        where="role_set = 'cms_total'",
        silver_pbj_daily="""
            work_date  | is_incomplete | is_synthetic
            2021-11-30 | false         | false
            2021-12-01 | true          | false
            2021-12-02 | false         | true
        """,
        expect="""
            month      | is_incomplete | is_synthetic
            2021-11-01 | false         | false
            2021-12-01 | true          | true
        """,
    )
    spec(
        "gold_quarterly_provider_fact",
        silver_pbj_daily="""
            work_date  | is_incomplete
            2021-11-30 | false
            2021-12-01 | true
        """,
        expect="""
            quarter | is_incomplete
            2021Q4  | true
        """,
    )


def test_coverage_days_tell_nothing_reported_apart(spec: Spec) -> None:
    """A day without any nurse hours is among the days without RN hours, and told apart: nothing was reported. Below 1.5 hours per resident a day is low"""
    spec(
        "vw_coverage_days",
        silver_pbj_daily="""
            work_date  | mds_census | rn   | cna
            2024-04-01 | 10         | 0    | 0
            2024-04-02 | 10         | 0    | 15
            2024-04-03 | 10         | 7.99 | 7
            2024-04-04 | 10         | 8    | 30
            2024-04-05 | 0          | 0    | 0
        """,
        expect="""
            zero_rn_days | under_8_rn_days | zero_staff_days | zero_rn_days_with_staff | low_days | days_with_residents | days | suspect
            2            | 3               | 1               | 1                       | 2        | 4                   | 5    |
        """,
    )


def test_suspect_figures_are_marked(spec: Spec) -> None:
    """What looks like a failed submission is marked: 4 or more days with nothing reported, less than 1.5 hours per resident day, no staffing at CMS"""
    spec(
        "vw_coverage_days",
        gold_quarterly_provider_fact="""
            ccn    | zero_rn_days | zero_staff_days | cms_total_hprd | reported_processing_date | reported_total_hprd | reported_staffing_footnote
            015009 | 9            | 3               | 1.5            |                          |                     |
            015010 | 9            | 4               | 1.499999       | 2024-10-01               |                     | 6
            015011 | 9            | 0               | 4              | 2024-10-01               | 4                   |
        """,
        expect="""
            ccn    | zero_rn_days_with_staff | suspect
            015009 | 6                       |
            015010 | 5                       | cms_shows_no_staffing,hprd_under_1.5,zero_staff_days
            015011 | 9                       |
        """,
    )
