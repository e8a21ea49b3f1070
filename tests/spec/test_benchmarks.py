"""Benchmarks, ranks and groups

A facility's figure is set beside those of its state, of the nation and of groups. Which kind of average it is set beside is named.
"""

from tests.spec.harness import Spec

NATIONAL = """
    period | is_national
    2024Q2 | true
"""

TWELVE = "ccn | days_with_residents | cms_total_hprd\n" + "\n".join(
    f"0150{n:02} | {90 if n == 11 else 91} | {hprd}" for n, hprd in enumerate(["2", "1.4", "3", "3", "3", "4", "5", "6", "7", "8", "", "9"])
)


def test_three_averages(spec: Spec) -> None:
    """A state's HPRD weighted by residents, the mean of its facilities and their median are three numbers"""
    spec(
        "vw_benchmarks",
        where="role_set = 'cms_total'",
        gold_load_summary=NATIONAL,
        gold_quarterly_provider_fact="""
            ccn    | state | cms_total_hours | cms_total_resident_days | cms_total_hprd
            015009 | AL    | 900             | 300                     | 3
            015010 | AL    | 400             | 100                     | 4
            015011 | AL    | 600             | 100                     | 6
            015012 | AL    | 700             | 100                     | 7
            015013 | AL    |                 |                         |
            105001 | FL    | 201             | 100                     | 2.01
        """,
        expect="""
            area | quarter | facilities | facilities_measured | weighted | facility_mean | facility_median | p25  | p75  | coverage
            AL   | 2024Q2  | 5          | 4                   | 4.333333 | 5             | 5               | 3.75 | 6.25 | full
            FL   | 2024Q2  | 1          | 1                   | 2.01     | 2.01          | 2.01            | 2.01 | 2.01 | full
            US   | 2024Q2  | 6          | 5                   | 4.001429 | 4.402         | 4               | 3    | 6    | full
        """,
    )


def test_an_average_that_lies_between_two_last_digits_is_rounded_up(spec: Spec) -> None:
    """A mean that ends in an exact half of the last digit is rounded up, on every engine"""
    spec(
        "vw_benchmarks",
        where="role_set = 'care' AND area = 'CT'",
        gold_quarterly_provider_fact="""
            ccn    | state | care_hours | care_resident_days | care_hprd
            075001 | CT    | 4374.90    | 320                | 1.836470
            075002 | CT    |            |                    | 2.218351
        """,
        expect="""
            area | facilities | weighted  | facility_mean | facility_median
            CT   | 2          | 13.671563 | 2.027411      | 2.027411
        """,
    )


def test_without_a_rate_there_is_no_benchmark(spec: Spec) -> None:
    """Where no facility has a rate there is no average, and without a national file the figures are of the facilities loaded"""
    spec(
        "vw_benchmarks",
        where="role_set = 'cms_rn'",
        gold_quarterly_provider_fact="""
            state | cms_rn_hprd
            AL    |
        """,
        expect="""
            area | facilities | facilities_measured | weighted | facility_mean | facility_median | p25 | p75 | coverage
            AL   | 1          | 0                   |          |               |                 |     |     | partial
            US   | 1          | 0                   |          |               |                 |     |     | partial
        """,
    )


def test_percentiles_share_the_middle_of_ties(spec: Spec) -> None:
    """Homes with the same HPRD share the middle of their places; a home without a full quarter, or without a rate, is not ranked"""
    spec(
        "vw_facility_percentile",
        where="role_set = 'cms_total' AND area = 'AL'",
        gold_load_summary=NATIONAL,
        gold_quarterly_provider_fact=TWELVE,
        expect="""
            ccn    | hprd | percentile | rank | of | missing_reason     | suspect
            015000 | 2    | 15         | 9    | 10 |                    |
            015001 | 1.4  | 5          | 10   | 10 |                    | hprd_under_1.5
            015002 | 3    | 35         | 7    | 10 |                    |
            015003 | 3    | 35         | 7    | 10 |                    |
            015004 | 3    | 35         | 7    | 10 |                    |
            015005 | 4    | 55         | 5    | 10 |                    |
            015006 | 5    | 65         | 4    | 10 |                    |
            015007 | 6    | 75         | 3    | 10 |                    |
            015008 | 7    | 85         | 2    | 10 |                    |
            015009 | 8    | 95         | 1    | 10 |                    |
            015010 |      |            |      |    | no_rate            |
            015011 | 9    |            |      |    | not_a_full_quarter |
        """,
    )


def test_no_percentile_among_few_homes_or_on_partial_coverage(spec: Spec) -> None:
    """Among fewer than 10 homes, and where no national file of the quarter is loaded, there is none"""
    spec(
        "vw_facility_percentile",
        where="role_set = 'cms_total'",
        gold_load_summary=NATIONAL,
        gold_quarterly_provider_fact="""
            ccn    | quarter | days_with_residents | cms_total_hprd
            015009 | 2024Q2  | 91                  | 3
            015009 | 2024Q3  | 92                  | 3
        """,
        expect="""
            ccn    | quarter | area | percentile | rank | of | missing_reason
            015009 | 2024Q2  | AL   |            |      |    | fewer_than_10_homes
            015009 | 2024Q2  | US   |            |      |    | fewer_than_10_homes
            015009 | 2024Q3  | AL   |            |      |    | partial_coverage
            015009 | 2024Q3  | US   |            |      |    | partial_coverage
        """,
    )


def test_groups(spec: Spec) -> None:
    """Every facility is in one group of each dimension, as of the quarter's end; what its release does not say is `unknown`, not `none`"""
    spec(
        "vw_group_hprd",
        where="role_set = 'cms_total'",
        gold_quarterly_provider_fact="""
            ccn    | quarter | cms_total_hours | cms_total_resident_days | cms_total_contract_hours | certified_beds | ownership_type               | chain_name | county_parish | is_hospital_based | is_urban | special_focus_status | ownership_processing_date
            015009 | 2024Q2  | 300             | 100                     | 30                       | 49             | For profit - Corporation     | CHAIN      | Franklin      | false             |          |                      | 2024-06-01
            015010 | 2024Q2  | 500             | 100                     | 50                       | 50             | Non profit - Church related  |            | Franklin      | true              |          | SFF                  | 2024-06-01
            015011 | 2024Q2  | 400             | 100                     |                          | 200            | Government - County          |            |               |                   | true     |                      | 2023-05-01
            015012 | 2024Q2  | 100             | 100                     | 0                        |                |                              |            |               |                   |          |                      |
        """,
        expect="""
            dimension       | value        | facilities | hours | resident_days | hprd | contract_share | coverage
            bed_band        | 1-49         | 1          | 300   | 100           | 3    | 0.1            | partial
            bed_band        | 50-99        | 1          | 500   | 100           | 5    | 0.1            | partial
            bed_band        | 200+         | 1          | 400   | 100           | 4    |                | partial
            bed_band        | unknown      | 1          | 100   | 100           | 1    | 0              | partial
            chain           | CHAIN        | 1          | 300   | 100           | 3    | 0.1            | partial
            chain           | none         | 1          | 500   | 100           | 5    | 0.1            | partial
            chain           | unknown      | 2          | 500   | 200           | 2.5  | 0              | partial
            county          | Franklin, AL | 2          | 800   | 200           | 4    | 0.1            | partial
            county          | unknown      | 2          | 500   | 200           | 2.5  | 0              | partial
            hospital_based  | no           | 1          | 300   | 100           | 3    | 0.1            | partial
            hospital_based  | yes          | 1          | 500   | 100           | 5    | 0.1            | partial
            hospital_based  | unknown      | 2          | 500   | 200           | 2.5  | 0              | partial
            ownership_group | for profit   | 1          | 300   | 100           | 3    | 0.1            | partial
            ownership_group | non profit   | 1          | 500   | 100           | 5    | 0.1            | partial
            ownership_group | government   | 1          | 400   | 100           | 4    |                | partial
            ownership_group | unknown      | 1          | 100   | 100           | 1    | 0              | partial
            special_focus   | none         | 2          | 700   | 200           | 3.5  | 0.042857       | partial
            special_focus   | SFF          | 1          | 500   | 100           | 5    | 0.1            | partial
            special_focus   | unknown      | 1          | 100   | 100           | 1    | 0              | partial
            urban           | urban        | 1          | 400   | 100           | 4    |                | partial
            urban           | unknown      | 3          | 900   | 300           | 3    | 0.088889       | partial
        """,
    )


def test_contract_share_of_states_and_the_nation(spec: Spec) -> None:
    """A state's contract share of a month is its contract hours over its hours, and so is the nation's"""
    given = """
        ccn    | state | month      | quarter | role_set | hours | employee_hours | contract_hours | resident_days
        015009 | AL    | 2024-04-01 | 2024Q2  | role_rn  | 100   | 90             | 10             | 50
        015010 | AL    | 2024-04-01 | 2024Q2  | role_rn  | 300   | 300            | 0              | 60
        105001 | FL    | 2024-04-01 | 2024Q2  | role_rn  | 100   | 50             | 50             | 40
        105001 | FL    | 2024-05-01 | 2024Q2  | role_rn  |       |                |                |
    """
    spec(
        "vw_state_staffing_mix",
        gold_load_summary=NATIONAL,
        gold_monthly_staffing_fact=given,
        expect="""
            state | month      | role_set | facilities | hours | employee_hours | contract_hours | contract_share | resident_days | coverage
            AL    | 2024-04-01 | role_rn  | 2          | 400   | 390            | 10             | 0.025          | 110           | full
            FL    | 2024-04-01 | role_rn  | 1          | 100   | 50             | 50             | 0.5            | 40            | full
            FL    | 2024-05-01 | role_rn  | 1          |       |                |                |                |               | full
        """,
    )
    spec(
        "vw_national_staffing_mix",
        gold_monthly_staffing_fact=given,
        expect="""
            month      | quarter | role_set | facilities | hours | contract_hours | contract_share | coverage
            2024-04-01 | 2024Q2  | role_rn  | 3          | 500   | 60             | 0.12           | partial
            2024-05-01 | 2024Q2  | role_rn  | 1          |       |                |                | partial
        """,
    )


def test_peers(spec: Spec) -> None:
    """Peers are of the same state, bed band, ownership group, and both or neither in a hospital; what is unknown has none"""
    spec(
        "vw_peers",
        gold_quarterly_provider_fact="""
            ccn    | quarter | state | certified_beds | ownership_type           | is_hospital_based
            015009 | 2024Q2  | AL    | 100            | For profit - Corporation | false
            015010 | 2024Q2  | AL    | 199            | For profit - Partnership | false
            015011 | 2024Q2  | AL    | 200            | For profit - Partnership | false
            015012 | 2024Q2  | AL    | 120            | Non profit - Corporation | false
            015013 | 2024Q2  | AL    | 120            | For profit - Corporation | true
            015014 | 2024Q2  | AL    | 120            | For profit - Corporation |
            015015 | 2024Q3  | AL    | 120            | For profit - Corporation | false
            105001 | 2024Q2  | FL    | 120            | For profit - Corporation | false
        """,
        expect="""
            ccn    | quarter | peer_ccn | why
            015009 | 2024Q2  | 015010   | AL, 100-199 beds, for profit, not hospital-based
            015010 | 2024Q2  | 015009   | AL, 100-199 beds, for profit, not hospital-based
        """,
    )
