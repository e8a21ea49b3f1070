"""Beds and utilization

Certified beds come from the Provider Info release nearest to the month, with its date and distance beside them.
"""

from tests.spec.harness import Spec

APRIL = """
    work_date  | mds_census
    2024-04-15 | 50
"""


def test_beds_are_those_of_the_newest_release_before_the_months_end(spec: Spec) -> None:
    """Beds are those of the newest release at or before the last day of the month; `beds_lag_days` is the last day minus its processing date."""
    spec(
        "vw_bed_utilization",
        silver_pbj_daily="""
            work_date  | mds_census
            2024-04-15 | 50
            2024-05-15 | 50
            2024-06-15 | 50
        """,
        silver_providerinfo="""
            processing_date | certified_beds
            2024-01-01      | 90
            2024-04-01      | 100
            2024-05-31      | 105
            2024-06-01      | 110
            2024-07-01      | 120
        """,
        expect="""
            month      | certified_beds | beds_processing_date | beds_lag_days | beds_backfilled | beds_missing_reason
            2024-04-01 | 100            | 2024-04-01           | 29            | false           |
            2024-05-01 | 105            | 2024-05-31           | 0             | false           |
            2024-06-01 | 110            | 2024-06-01           | 29            | false           |
        """,
    )


def test_without_one_the_earliest_later_release_fills_in(spec: Spec) -> None:
    """Where no release is old enough the earliest later one is used, marked `beds_backfilled`; its lag is negative."""
    spec(
        "vw_bed_utilization",
        silver_pbj_daily=APRIL,
        silver_providerinfo="""
            processing_date | certified_beds
            2024-10-01      | 100
            2024-11-01      | 120
        """,
        expect="""
            certified_beds | beds_processing_date | beds_lag_days | beds_backfilled
            100            | 2024-10-01           | -154          | true
        """,
    )


def test_a_release_more_than_366_days_away_says_nothing(spec: Spec) -> None:
    """A release more than 366 days from the month's last day is not used: beds are NULL with the reason.

    366 days before 2024-04-30 is 2023-04-30.
    """
    given = """
        ccn    | work_date  | mds_census
        015009 | 2024-04-15 | 50
        015010 | 2024-04-15 | 50
        015011 | 2024-04-15 | 50
        015012 | 2024-04-15 | 50
    """
    spec(
        "vw_bed_utilization",
        silver_pbj_daily=given,
        silver_providerinfo="""
            ccn    | processing_date | certified_beds
            015009 | 2023-04-30      | 100
            015010 | 2023-04-29      | 100
            015011 | 2023-04-29      | 100
            015011 | 2024-06-01      | 120
        """,
        expect="""
            ccn    | certified_beds | beds_lag_days | beds_backfilled | beds_missing_reason        | utilization
            015009 | 100            | 366           | false           |                            | 0.5
            015010 |                |               |                 | no_release_within_366_days |
            015011 | 120            | -32           | true            |                            | 0.416667
            015012 |                |               |                 | no_release_within_366_days |
        """,
    )


def test_a_release_without_beds_is_not_skipped(spec: Spec) -> None:
    """Where the release gives no beds they are NULL, `not_reported`; an older value does not take their place."""
    spec(
        "vw_bed_utilization",
        silver_pbj_daily=APRIL,
        silver_providerinfo="""
            processing_date | certified_beds
            2024-03-01      | 100
            2024-04-01      |
        """,
        expect="""
            certified_beds | beds_processing_date | beds_lag_days | beds_missing_reason | bed_days | utilization
                           | 2024-04-01           | 29            | not_reported        |          |
        """,
    )


def test_utilization_is_census_over_beds_times_observed_days(spec: Spec) -> None:
    """Utilization is the sum of census over beds times observed days: days with a known census, not all days of the month.

    An empty home (census 0, no hours) is observed. A census of 0 beside hours is a missing census, and its day is not observed.
    """
    spec(
        "vw_bed_utilization",
        silver_pbj_daily="""
            work_date  | mds_census | rn | cna
            2024-04-01 | 90         | 8  | 40
            2024-04-02 | 60         | 8  | 40
            2024-04-03 | 0          | 0  | 0
            2024-04-04 | 0          | 8  | 40
            2024-04-05 | 0          |    | 40
            2024-04-06 |            | 8  | 40
        """,
        silver_providerinfo="""
            processing_date | certified_beds
            2024-04-01      | 100
        """,
        expect="""
            resident_days | observed_days | certified_beds | bed_days | utilization | is_over_certified
            150           | 3             | 100            | 300      | 0.5         | false
        """,
    )


def test_more_residents_than_beds_is_flagged_not_capped(spec: Spec) -> None:
    """Utilization above 1 stays as it is, flagged `is_over_certified`: certified beds are not all the beds there are."""
    spec(
        "vw_bed_utilization",
        silver_pbj_daily="""
            ccn    | work_date  | mds_census
            015009 | 2024-04-15 | 50
            015010 | 2024-04-15 | 40
        """,
        silver_providerinfo="""
            ccn    | processing_date | certified_beds
            015009 | 2024-04-01      | 40
            015010 | 2024-04-01      | 40
        """,
        expect="""
            ccn    | resident_days | bed_days | utilization | is_over_certified
            015009 | 50            | 40       | 1.25        | true
            015010 | 40            | 40       | 1           | false
        """,
    )


def test_occupancy_counts_days_that_staffing_leaves_out(spec: Spec) -> None:
    """Staffing beside occupancy: HPRD is over the role set's days, utilization over all observed days of the month."""
    spec(
        "vw_staffing_vs_occupancy",
        where="role_set IN ('cms_total', 'cms_rn')",
        silver_pbj_daily="""
            work_date  | mds_census | rn | cna
            2024-04-01 | 80         | 40 | 200
            2024-04-02 | 60         | 40 |
        """,
        silver_providerinfo="""
            processing_date | certified_beds
            2024-04-01      | 100
        """,
        expect="""
            role_set  | hours | resident_days | hprd     | census_days | observed_days | utilization
            cms_total | 240   | 80            | 3        | 140         | 2             | 0.7
            cms_rn    | 80    | 140           | 0.571429 | 140         | 2             | 0.7
        """,
    )
