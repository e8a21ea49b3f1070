"""Plausibility

Implausible values are CMS's and stay in every measure, because CMS keeps them too: taking them out would move the national figure. They are
flagged, so that whoever looks at one facility can see them. Flags are sorted and separated by commas; NULL means none.
"""

from tests.spec.harness import Spec


def test_more_than_24_hours_per_resident(spec: Spec) -> None:
    """More than 24 nurse hours per resident on one day are flagged `over_24_hprd`."""
    spec(
        "silver_pbj_daily",
        staged_pbj="""
            provnum | mdscensus | rn | cna
            015009  | 4         | 16 | 80.00
            015010  | 4         | 16 | 80.01
            015011  | 4         | 16 | 80.000
        """,
        expect="""
            ccn    | mds_census | hrs_cna | flags
            015009 | 4          | 80.00   |
            015010 | 4          | 80.01   | over_24_hprd
            015011 | 4          | 80.00   | hours_over_two_decimals
        """,
    )


def test_residents_without_any_hours(spec: Spec) -> None:
    """Residents but no nurse hours of any kind are flagged `zero_hours_with_census`."""
    spec(
        "silver_pbj_daily",
        staged_pbj="""
            provnum | mdscensus | cna
            015009  | 50        | 0
            015010  | 50        | 0.01
            015011  | 0         | 0
        """,
        expect="""
            ccn    | flags
            015009 | zero_hours_with_census
            015010 |
            015011 |
        """,
    )


def test_hours_without_residents(spec: Spec) -> None:
    """Hours on a day with a census of 0 are flagged `zero_census_with_hours`."""
    spec(
        "silver_pbj_daily",
        staged_pbj="""
            provnum | mdscensus | cna | rn
            015009  | 0         | 8   | 0
            015010  | 0         | 8   |
            015011  | 0         | 0   |
        """,
        expect="""
            ccn    | flags
            015009 | zero_census_with_hours
            015010 | hours_missing,zero_census_with_hours
            015011 | hours_missing
        """,
    )


def test_a_total_that_is_not_the_sum_of_its_parts(spec: Spec) -> None:
    """A role's hours that are not employee plus contract hours are flagged `total_not_employee_plus_contract`; all three stay as they are."""
    spec(
        "silver_pbj_daily",
        staged_pbj="""
            provnum | hrs_rn | hrs_rn_emp | hrs_rn_ctr
            015009  | 10     | 8          | 2
            015010  | 10     | 8          | 2.01
            015011  | 10     | 8          |
        """,
        expect="""
            ccn    | hrs_rn | hrs_rn_emp | hrs_rn_ctr | flags
            015009 | 10.00  | 8.00       | 2.00       |
            015010 | 10.00  | 8.00       | 2.01       | total_not_employee_plus_contract
            015011 | 10.00  | 8.00       |            | hours_missing
        """,
    )


def test_flags_are_sorted(spec: Spec) -> None:
    """A row with several flags names them in alphabetical order."""
    spec(
        "silver_pbj_daily",
        staged_pbj="""
            provnum | state | mdscensus | county_fips | cy_qtr | rn
            51e109  | AL    | 1         | 7           |        | 30.125
        """,
        expect="""
            ccn    | flags
            51E109 | ccn_prefix_state_mismatch,ccn_upper_cased,county_fips_zero_restored,hours_over_two_decimals,over_24_hprd,quarter_from_work_date
        """,
    )


def test_the_largest_numbers_pass_through_every_table(spec: Spec) -> None:
    """However absurd a number, it is flagged and not in the way of other rows; a rate of a million or more is NULL."""
    given = """
        provnum | mdscensus | rn         | cna
        015009  | 1         | 9999999.99 | 9999999.99
        015010  | 999999999 | 0          | 0
    """
    spec("silver_pbj_daily", staged_pbj=given, expect="""
        ccn    | mds_census | hrs_rn     | flags
        015009 | 1          | 9999999.99 | over_24_hprd
        015010 | 999999999  | 0.00       | zero_hours_with_census
    """)  # fmt: skip
    spec("gold_quarterly_provider_fact", staged_pbj=given, expect="""
        ccn    | cms_total_hours | cms_total_resident_days | cms_total_hprd
        015009 | 19999999.98     | 1                       |
        015010 | 0.00            | 999999999               | 0.000000
    """)  # fmt: skip
