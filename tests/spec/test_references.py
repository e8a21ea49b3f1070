"""References

Lines that a facility's hours are measured against: what residents' needs let expect, and standards. They are data with a citation.
Nothing passes or fails.
"""

from tests.spec.harness import Spec


def test_expected_staffing(spec: Spec) -> None:
    """Expected hours are CMS's case-mix as published, and Harrington's power function of the case-mix index, none outside 0.62 to 3.84"""
    spec(
        "vw_expected_staffing",
        gold_quarterly_provider_fact="""
            ccn    | cms_total_hprd | cms_rn_hprd | cms_aide_hprd | case_mix_index | case_mix_total_hprd | case_mix_rn_hprd | case_mix_aide_hprd
            015009 | 3.48           | 0.55        | 2.45          | 0.62           | 4                   | 0.5              | 2
            015010 | 4              | 1           |               | 1.39           |                     |                  |
            015011 | 3.84           |             |               | 3.84           |                     |                  |
            015012 | 4              |             |               | 3.85           |                     |                  |
        """,
        expect="""
            ccn    | method       | method_version | expected_total | expected_rn | expected_aide | ratio_total | ratio_rn | ratio_aide
            015009 | cms_case_mix | 1              | 4              | 0.5         | 2             | 0.87        | 1.1      | 1.225
            015009 | harrington   | 1              | 3.48           | 0.55        | 2.45          | 1           | 1        | 1
            015010 | harrington   | 1              | 4.98921        | 1.00671     | 3.2704        | 0.801730    | 0.993335 |
            015011 | harrington   | 1              | 7.68           | 2.39        | 3.6           | 0.5         |          |
        """,
    )


def test_distance_from_reference_lines(spec: Spec) -> None:
    """Below a line: facilities by their quarter, their residents, days of any facility, and the hours that the facilities below would have needed"""
    spec(
        "vw_thresholds",
        where="role_set = 'cms_rn'",
        gold_load_summary="""
            period | is_national
            2024Q2 | true
        """,
        silver_pbj_daily="""
            ccn    | state | work_date  | mds_census | rn
            015009 | AL    | 2024-04-01 | 91         | 46
            015009 | AL    | 2024-04-02 | 91         | 53
            015010 | AL    | 2024-04-01 | 10         | 9
            015010 | AL    | 2024-04-02 | 10         | 5
            015010 | AL    | 2024-04-03 | 0          | 1
            105001 | FL    | 2024-04-01 | 100        | 60
        """,
        expect="""
            threshold_id    | area | below_facilities | below_residents | below_days | hours_short | facilities | value | coverage
            federal_2024_rn | AL   | 1                | 2               | 2          | 1.1         | 2          | 0.55  | full
            federal_2024_rn | FL   | 0                | 0               | 0          | 0           | 1          | 0.55  | full
            federal_2024_rn | US   | 1                | 2               | 2          | 1.1         | 3          | 0.55  | full
            study_2001_rn   | AL   | 2                | 2.2             | 3          | 38.5        | 2          | 0.75  | full
            study_2001_rn   | FL   | 1                | 1.1             | 1          | 15          | 1          | 0.75  | full
            study_2001_rn   | US   | 3                | 3.3             | 4          | 53.5        | 3          | 0.75  | full
        """,
    )


def test_lines_of_ones_own(spec: Spec) -> None:
    """A state's line is set beside its facilities alone, in quarters on whose last day it is in force; of a range both ends are counted"""
    spec(
        "vw_thresholds",
        where="threshold_id LIKE 'al_%'",
        gold_load_summary="""
            period
            2024Q1
            2024Q2
        """,
        gold_threshold="""
            threshold_id | state | role_set | value | value_to | valid_from | valid_to   | citation
            al_one       | AL    | care     | 3     | 3.5      | 2024-04-02 |            | Code 1
            al_two       | AL    | care     | 4     |          |            | 2024-05-01 | Code 2
        """,
        gold_quarterly_provider_fact="""
            ccn    | state | quarter | care_hours | care_resident_days | care_hprd
            015009 | AL    | 2024Q1  | 350        | 100                | 3.5
            015009 | AL    | 2024Q2  | 290        | 100                | 2.9
            015010 | AL    | 2024Q2  | 340        | 100                | 3.4
            105001 | FL    | 2024Q2  | 290        | 100                | 2.9
        """,
        expect="""
            threshold_id | area | quarter | below_facilities | below_value_to_facilities | hours_short | facilities | value_to | citation
            al_one       | AL   | 2024Q2  | 1                | 2                         | 10          | 2          | 3.5      | Code 1
            al_two       | AL   | 2024Q1  | 1                |                           | 50          | 1          |          | Code 2
        """,
    )
