"""Anomalies

What is unlikely in a facility's figures is listed, with how rare it is. It changes no other figure.
"""

from tests.spec.harness import Spec

APRIL = "work_date | mds_census | cna\n" + "\n".join(f"2024-04-{day:02} | 20 | {60 + day}" for day in range(1, 31))


def test_identical_days(spec: Spec) -> None:
    """Three days on end with the same census, RN, LPN and aide hours are one anomaly, dated on the first; two are none, nor are days without hours"""
    spec(
        "vw_anomalies",
        silver_pbj_daily="""
            work_date  | mds_census | rn | cna
            2024-04-01 | 10         | 8  | 20
            2024-04-02 | 10         | 8  | 21
            2024-04-03 | 10         | 8  | 21
            2024-04-04 | 10         | 8  | 21
            2024-04-05 | 11         | 8  | 21
            2024-04-06 | 11         | 8  | 21
            2024-04-09 | 11         | 8  | 21
            2024-04-10 | 11         | 0  | 0
            2024-04-11 | 11         | 0  | 0
            2024-04-12 | 11         | 0  | 0
        """,
        expect="""
            ccn    | work_date  | quarter | kind           | value | context
            015009 | 2024-04-02 | 2024Q2  | identical_days | 3     | "3 days on end, residents 10, hours 29.00"
        """,
    )


def test_a_census_copied_through_a_month(spec: Spec) -> None:
    """One census on every day of a calendar month, in a home with 20 residents or more, is an anomaly; it is dated on the first of the month"""
    spec(
        "vw_anomalies",
        silver_pbj_daily=APRIL,
        expect="""
            work_date  | kind          | value | context
            2024-04-01 | census_copied | 20    | "30 days, residents 20"
        """,
    )
    spec("vw_anomalies", silver_pbj_daily=APRIL.replace("2024-04-30 | 20", "2024-04-30 | 21"), expect="work_date | kind")


def test_more_hours_than_a_day_has(spec: Spec) -> None:
    """More than 24 nurse hours per resident is an anomaly; 24 is none"""
    spec(
        "vw_anomalies",
        silver_pbj_daily="""
            work_date  | mds_census | rn | cna
            2024-04-01 | 2          | 8  | 40.01
            2024-04-02 | 2          | 8  | 40
        """,
        expect="""
            work_date  | kind         | value  | context
            2024-04-01 | over_24_hprd | 24.005 | "residents 2, hours 48.01"
        """,
    )


def test_counted_in_the_quarters_row(spec: Spec) -> None:
    """The quarter's row counts days that repeat the day before, days with more than 24 hours per resident, months of one census, and days below each reference line"""
    spec(
        "gold_quarterly_provider_fact",
        silver_pbj_daily="""
            work_date  | mds_census | rn | cna
            2024-04-01 | 2          | 8  | 40.01
            2024-04-02 | 10         | 7  | 24.5
            2024-04-03 | 10         | 7  | 24.5
            2024-04-04 | 10         | 7  | 24.5
            2024-04-06 | 10         | 7  | 24.5
            2024-04-07 | 0          | 0  | 0
        """,
        expect="""
            ccn    | quarter | repeated_days | over_24_hprd_days | same_census_months | below_federal_2024_total_days | below_federal_2024_aide_days | below_study_2001_rn_days
            015009 | 2024Q2  | 2             | 1                 | 0                  | 4                             | 0                            | 4
        """,
    )
    spec("gold_quarterly_provider_fact", silver_pbj_daily=APRIL, expect="same_census_months | repeated_days\n1 | 0")


def test_jumps_and_equal_weekends(spec: Spec) -> None:
    """A quarter with 1.5 times the hours per resident day of the one before, or the reverse, has jumped; across a quarter that is not loaded nothing is compared. A weekend equal to the other days to the hundredth of an hour is an anomaly"""
    given = """
        ccn    | quarter | cms_total_hprd | cms_total_hours | cms_total_resident_days | cms_total_weekend_hours | cms_total_weekend_resident_days | cms_total_weekend_hprd
        015009 | 2023Q4  | 3              | 300             | 100                     | 80                      | 28                              | 2.857143
        015009 | 2024Q1  | 4.5            | 450             | 100                     | 100                     | 28                              | 3.571429
        015009 | 2024Q2  | 3.01           | 301             | 100                     | 84.28                   | 28                              | 3.01
        015009 | 2024Q4  | 9              | 900             | 100                     | 200                     | 28                              | 7.142857
        015010 | 2024Q1  | 3              | 300             | 100                     | 83                      | 28                              | 2.964286
        015010 | 2024Q2  | 2              | 200             | 100                     | 50                      | 28                              | 1.785714
    """
    spec(
        "vw_anomalies",
        gold_quarterly_provider_fact=given,
        expect="""
            ccn    | work_date | quarter | kind                   | value | context
            015009 |           | 2024Q1  | jump                   | 4.5   | from 3.00 to 4.50 HPRD
            015009 |           | 2024Q2  | weekend_equals_weekday | 3.01  | "weekend 3.010000, weekday 3.010000 HPRD"
            015010 |           | 2024Q2  | jump                   | 2     | from 3.00 to 2.00 HPRD
        """,
    )


def test_how_rare_each_kind_is(spec: Spec) -> None:
    """Beside every kind stands the share of the quarter's facilities that show it, 0 included"""
    spec(
        "vw_anomaly_rates",
        where="kind IN ('jump', 'over_24_hprd')",
        gold_quarterly_provider_fact="""
            ccn    | quarter
            015009 | 2024Q2
            015010 | 2024Q2
            015009 | 2024Q3
        """,
        vw_anomalies="""
            ccn    | quarter | kind         | work_date
            015009 | 2024Q2  | over_24_hprd | 2024-04-01
            015009 | 2024Q2  | over_24_hprd | 2024-04-02
            015009 | 2024Q3  | jump         |
        """,
        expect="""
            kind         | quarter | anomalies | facilities | of_facilities | rate
            over_24_hprd | 2024Q2  | 2         | 1          | 2             | 0.5
            jump         | 2024Q2  | 0         | 0          | 2             | 0
            over_24_hprd | 2024Q3  | 0         | 0          | 1             | 0
            jump         | 2024Q3  | 1         | 1          | 1             | 1
        """,
    )
