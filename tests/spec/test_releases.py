"""Releases and the quarters they describe

A row of Provider Info has two time axes: its staffing columns describe a PBJ quarter two back, everything else is as of the processing date.
Which quarter a release describes is CMS's calendar, with its exceptions as data (`sql/reference/release_quarters.yml`).
"""

from tests.spec.harness import Spec

LAST_DAYS = """
    ccn    | work_date  | mds_census | cna
    015009 | 2024-06-30 | 10         | 40
"""


def test_a_release_describes_the_quarter_two_back(spec: Spec) -> None:
    """Releases of January to March describe Q3 of the year before, April to June Q4, July to September Q1, October to December Q2."""
    spec(
        "ops_release_quarter",
        silver_providerinfo="""
            processing_date
            2023-01-01
            2023-03-01
            2023-04-01
            2023-06-01
            2023-07-01
            2023-09-01
            2023-10-01
            2023-12-01
        """,
        expect="""
            processing_date | described_quarter | method
            2023-01-01      | 2022Q3            | calendar
            2023-03-01      | 2022Q3            | calendar
            2023-04-01      | 2022Q4            | calendar
            2023-06-01      | 2022Q4            | calendar
            2023-07-01      | 2023Q1            | calendar
            2023-09-01      | 2023Q1            | calendar
            2023-10-01      | 2023Q2            | calendar
            2023-12-01      | 2023Q2            | calendar
        """,
    )


def test_the_exceptions_of_the_calendar(spec: Spec) -> None:
    """Until 2018-03 a release describes no PBJ quarter; July to September 2020 and April to June 2024 were held at an older one."""
    spec(
        "ops_release_quarter",
        silver_providerinfo="""
            processing_date
            2018-03-01
            2018-04-01
            2020-06-01
            2020-07-01
            2020-09-01
            2020-10-01
            2024-03-01
            2024-04-01
            2024-06-01
            2024-07-01
        """,
        expect="""
            processing_date | described_quarter | method
            2018-03-01      |                   | staffing still from the CMS-671 form
            2018-04-01      | 2017Q4            | calendar
            2020-06-01      | 2019Q4            | calendar
            2020-07-01      | 2019Q4            | COVID-19 waiver: held at 2019Q4, 2020Q1 never shown
            2020-09-01      | 2019Q4            | COVID-19 waiver: held at 2019Q4, 2020Q1 never shown
            2020-10-01      | 2020Q2            | calendar
            2024-03-01      | 2023Q3            | calendar
            2024-04-01      | 2023Q3            | freeze before the new case-mix method, 2023Q4 never shown
            2024-06-01      | 2023Q3            | freeze before the new case-mix method, 2023Q4 never shown
            2024-07-01      | 2024Q1            | calendar
        """,
    )


def test_matching_values_verify_the_calendar_and_never_choose(spec: Spec) -> None:
    """How many facilities' recomputed total HPRD equal the reported one is shown beside the described quarter; it does not choose it."""
    spec(
        "ops_release_quarter",
        silver_providerinfo="""
            ccn    | processing_date | reported_total_nurse_staffing_hours_per_resident_per_day
            015009 | 2024-10-01      | 3.50000
            015010 | 2024-10-01      | 3.50001
            015011 | 2024-10-01      |
            015012 | 2024-10-01      | 4
            015009 | 2025-01-01      | 3.50000
        """,
        gold_quarterly_provider_fact="""
            ccn    | quarter | cms_total_hours | cms_total_resident_days
            015009 | 2024Q2  | 350             | 100
            015010 | 2024Q2  | 350             | 100
            015011 | 2024Q2  | 350             | 100
        """,
        expect="""
            processing_date | described_quarter | facilities | facilities_compared | facilities_matching | match_share
            2024-10-01      | 2024Q2            | 4          | 2                   | 1                   | 0.5
            2025-01-01      | 2024Q3            | 1          | 0                   | 0                   |
        """,
    )


def test_reported_values_are_of_the_newest_describing_release(spec: Spec) -> None:
    """Reported, case-mix and adjusted columns of a quarter come from the newest release that describes it and lists the facility.

    One that comes after but describes another quarter says nothing of this one; a value that the newest one suppresses is not taken from
    an older one.
    """
    spec(
        "gold_quarterly_provider_fact",
        silver_pbj_daily="""
            ccn    | work_date
            015009 | 2024-06-30
            015010 | 2024-06-30
            015011 | 2024-06-30
        """,
        silver_providerinfo="""
            ccn    | processing_date | reported_total_nurse_staffing_hours_per_resident_per_day | case_mix_total_nurse_staffing_hours_per_resident_per_day | reported_staffing_footnote
            015009 | 2024-07-01      | 1                                                        | 1.1                                                      |
            015009 | 2024-10-01      | 2                                                        | 2.2                                                      |
            015009 | 2024-12-01      | 3                                                        | 3.3                                                      |
            015009 | 2025-01-01      | 4                                                        | 4.4                                                      |
            015010 | 2024-10-01      | 2                                                        | 2.2                                                      |
            015010 | 2024-12-01      |                                                          |                                                          | 6
        """,
        expect="""
            ccn    | reported_total_hprd | case_mix_total_hprd | reported_staffing_footnote | reported_processing_date | case_mix_processing_date
            015009 | 3                   | 3.3                 |                            | 2024-12-01               | 2024-12-01
            015010 |                     |                     | 6                          | 2024-12-01               | 2024-12-01
            015011 |                     |                     |                            |                          |
        """,
    )


def test_everything_else_is_as_of_the_quarters_end(spec: Spec) -> None:
    """Beds, ratings, turnover, penalties and ownership are those of the newest release at or before the quarter's last day."""
    spec(
        "gold_quarterly_provider_fact",
        silver_pbj_daily=LAST_DAYS,
        silver_providerinfo="""
            processing_date | certified_beds | overall_rating | total_nursing_staff_turnover | number_of_fines | total_amount_of_fines_in_dollars | ownership_type | affiliated_entity_name
            2024-05-01      | 90             | 1              | 40.1                         | 1               | 100.25                           | Government     | OLD CHAIN
            2024-06-01      | 100            | 2              |                              | 2               | 200.50                           | For profit     |
            2024-07-01      | 110            | 3              | 42                           | 3               | 300                              | Non profit     | NEW CHAIN
        """,
        expect="""
            certified_beds | overall_rating | total_turnover_pct | fines_3y_count | fines_3y_amount | ownership_type | chain_name | beds_processing_date | penalties_processing_date | as_of_lag_days | as_of_backfilled
            100            | 2              |                    | 2              | 200.50          | For profit     |            | 2024-06-01           | 2024-06-01                | 29             | false
        """,
    )


def test_else_of_the_earliest_later_release_within_366_days(spec: Spec) -> None:
    """Where no release is old enough the earliest later one is used, marked `as_of_backfilled`; beyond 366 days there is none."""
    spec(
        "gold_quarterly_provider_fact",
        silver_pbj_daily="""
            ccn    | work_date
            015009 | 2024-06-30
            015010 | 2024-06-30
            015011 | 2024-06-30
        """,
        silver_providerinfo="""
            ccn    | processing_date | certified_beds
            015009 | 2024-10-01      | 100
            015009 | 2024-11-01      | 110
            015010 | 2023-06-30      | 120
            015011 | 2023-06-29      | 130
        """,
        expect="""
            ccn    | certified_beds | ratings_processing_date | as_of_lag_days | as_of_backfilled
            015009 | 100            | 2024-10-01              | -93            | true
            015010 | 120            | 2023-06-30              | 366            | false
            015011 |                |                         |                |
        """,
    )


def test_the_two_axes_use_different_releases(spec: Spec) -> None:
    """One facility-quarter takes what describes it and what was in force at its end from different releases, each with its date."""
    spec(
        "gold_quarterly_provider_fact",
        silver_pbj_daily=LAST_DAYS,
        silver_providerinfo="""
            processing_date | certified_beds | reported_total_nurse_staffing_hours_per_resident_per_day
            2024-06-01      | 100            | 3.1
            2024-10-01      | 110            | 4
        """,
        expect="""
            cms_total_hprd | reported_total_hprd | reported_processing_date | certified_beds | beds_processing_date
            4              | 4                   | 2024-10-01               | 100            | 2024-06-01
        """,
    )
