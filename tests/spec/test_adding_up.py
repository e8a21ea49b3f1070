"""Adding up

Months add up to quarters, facilities to states, states to the nation: hours and resident days are added, and rates computed anew from the
sums. No rate is ever averaged.
"""

from tests.spec.harness import Spec

TWO_MONTHS = """
    work_date  | mds_census | rn    | cna
    2024-04-30 | 10         | 8 + 2 | 30
    2024-05-01 | 30         | 9     | 50
    2024-05-04 | 30         | 5     | 40
    2024-07-01 | 10         | 1     | 1
"""

FACILITIES = """
    ccn    | state | quarter | cms_total_hours | cms_total_resident_days | cms_total_weekend_hours | cms_total_weekend_resident_days | cms_total_contract_hours | cms_total_days_counted | cms_total_days_excluded
    015009 | AL    | 2024Q2  | 1000.25         | 100                     | 200                     | 25                              | 10                       | 91                     | 0
    015010 | AL    | 2024Q2  | 99.75           | 100                     |                         |                                 | 0                        | 81                     | 10
    015011 | AL    | 2024Q2  |                 |                         |                         |                                 |                          | 0                      | 91
    105001 | FL    | 2024Q2  | 300             | 100                     | 50                      | 25                              | 60                       | 91                     | 0
    105001 | FL    | 2024Q3  | 400             | 100                     | 50                      | 25                              | 0                        | 92                     | 0
"""  # fmt: skip


def test_months_add_up_to_the_quarter(spec: Spec) -> None:
    """A month is the calendar month of the day; a quarter's hours, resident days and days are the sums of its months'."""
    spec(
        "gold_monthly_staffing_fact",
        where="role_set = 'cms_total'",
        silver_pbj_daily=TWO_MONTHS,
        expect="""
            month      | quarter | hours | contract_hours | resident_days | weekend_hours | weekend_resident_days | days_counted
            2024-04-01 | 2024Q2  | 40    | 2              | 10            |               |                       | 1
            2024-05-01 | 2024Q2  | 104   | 0              | 60            | 45            | 30                    | 2
            2024-07-01 | 2024Q3  | 2     | 0              | 10            |               |                       | 1
        """,
    )
    spec(
        "gold_quarterly_provider_fact",
        silver_pbj_daily=TWO_MONTHS,
        expect="""
            quarter | cms_total_hours | cms_total_contract_hours | cms_total_resident_days | cms_total_hprd | cms_total_weekend_hours | cms_total_weekend_hprd | cms_rn_hours | days
            2024Q2  | 144             | 2                        | 70                      | 2.057143       | 45                      | 1.5                    | 24           | 3
            2024Q3  | 2               | 0                        | 10                      | 0.2            |                         |                        | 1            | 1
        """,
    )


def test_name_and_state_are_those_of_the_last_day(spec: Spec) -> None:
    """Name and state of a quarter, and of its months, are those of the facility's last day of the quarter that gives them."""
    given = """
        ccn    | work_date  | facility_name | state
        015009 | 2024-04-01 | OLD NAME      | AL
        015009 | 2024-06-30 | NEW NAME      | AL
        655000 | 2024-04-01 | GUAM HOME     | GU
        655000 | 2024-05-31 | GUAM HOME     | HI
        655000 | 2024-06-30 |               |
    """
    spec(
        "gold_quarterly_provider_fact",
        silver_pbj_daily=given,
        expect="""
            ccn    | facility_name | state
            015009 | NEW NAME      | AL
            655000 | GUAM HOME     | HI
        """,
    )
    spec(
        "gold_monthly_staffing_fact",
        where="role_set = 'cms_total'",
        silver_pbj_daily=given,
        expect="""
            ccn    | month      | facility_name | state
            015009 | 2024-04-01 | NEW NAME      | AL
            015009 | 2024-06-01 | NEW NAME      | AL
            655000 | 2024-04-01 | GUAM HOME     | HI
            655000 | 2024-05-01 | GUAM HOME     | HI
            655000 | 2024-06-01 | GUAM HOME     | HI
        """,
    )


def test_a_role_set_is_a_row_of_the_facility_view(spec: Spec) -> None:
    """The facility view has a row per role set of the facility's quarter."""
    spec(
        "vw_facility_hprd",
        where="role_set IN ('cms_total', 'cms_rn')",
        gold_quarterly_provider_fact="""
            cms_total_hours | cms_total_resident_days | cms_total_hprd | cms_total_contract_hours | cms_rn_hours | cms_rn_resident_days | cms_rn_hprd | cms_rn_days_counted | cms_rn_days_excluded
            300             | 100                     | 3              | 60                       | 50           | 80                   | 0.625       | 70                  | 21
        """,
        expect="""
            ccn    | quarter | role_set  | hours | resident_days | hprd  | contract_share | days_counted | days_excluded
            015009 | 2024Q2  | cms_total | 300   | 100           | 3     | 0.2            |              |
            015009 | 2024Q2  | cms_rn    | 50    | 80            | 0.625 |                | 70           | 21
        """,
    )


def test_facilities_add_up_to_the_state(spec: Spec) -> None:
    """A state's hours and resident days are the sums of its facilities'; its HPRD is their quotient, not the mean of 10.0025 and 0.9975.

    A facility without any day that counts is among the facilities and adds nothing.
    """
    spec(
        "vw_state_hprd",
        where="role_set = 'cms_total'",
        gold_quarterly_provider_fact=FACILITIES,
        expect="""
            state | quarter | facilities | hours | resident_days | hprd | weekend_hours | weekend_hprd | contract_share | days_counted | days_excluded
            AL    | 2024Q2  | 3          | 1100  | 200           | 5.5  | 200           | 8            | 0.009091       | 172          | 101
            FL    | 2024Q2  | 1          | 300   | 100           | 3    | 50            | 2            | 0.2            | 91           | 0
            FL    | 2024Q3  | 1          | 400   | 100           | 4    | 50            | 2            | 0              | 92           | 0
        """,
    )


def test_states_add_up_to_the_nation(spec: Spec) -> None:
    """The nation's hours and resident days are the sums of all facilities', its HPRD their quotient."""
    spec(
        "vw_national_hprd",
        where="role_set = 'cms_total'",
        gold_quarterly_provider_fact=FACILITIES,
        expect="""
            quarter | facilities | areas | hours | resident_days | hprd     | weekend_hprd | days_counted | days_excluded
            2024Q2  | 4          | 2     | 1400  | 300           | 4.666667 | 5            | 263          | 101
            2024Q3  | 1          | 1     | 400   | 100           | 4        | 2            | 92           | 0
        """,
    )


def test_without_reported_hours_there_is_no_figure(spec: Spec) -> None:
    """Where no facility of a state has a day that counts, the state's hours and rates are NULL, not 0."""
    spec(
        "vw_state_hprd",
        where="role_set = 'cms_rn'",
        gold_quarterly_provider_fact="""
            state | cms_rn_hours | cms_rn_resident_days | cms_rn_days_counted
            AL    |              |                      | 0
        """,
        expect="""
            state | facilities | hours | resident_days | hprd | days_counted
            AL    | 1          |       |               |      | 0
        """,
    )


def test_coverage_is_full_only_with_a_national_file(spec: Spec) -> None:
    """A figure of a state or the nation is one only if a national file of the quarter is loaded and counts; else `coverage` is `partial`.

    Without one it is a figure of the facilities loaded.
    """
    facilities = """
        ccn    | quarter | cms_total_hours | cms_total_resident_days
        015009 | 2024Q1  | 300             | 100
        015009 | 2024Q2  | 300             | 100
        015009 | 2024Q3  | 300             | 100
        015009 | 2024Q4  | 300             | 100
    """
    loads = """
        dataset      | period | file_sha256 | is_national | is_current
        pbj          | 2024Q1 | f1          | true        | true
        pbj          | 2024Q1 | f2          | false       | true
        pbj          | 2024Q2 | f3          | false       | true
        pbj          | 2024Q3 | f4          | true        | false
        pbj          | 2024Q3 | f5          | false       | true
        providerinfo | 2024Q4 | f6          | true        | true
    """
    spec(
        "vw_state_hprd",
        where="role_set = 'cms_total'",
        gold_quarterly_provider_fact=facilities,
        gold_load_summary=loads,
        expect="""
            state | quarter | coverage
            AL    | 2024Q1  | full
            AL    | 2024Q2  | partial
            AL    | 2024Q3  | partial
            AL    | 2024Q4  | partial
        """,
    )
    spec(
        "vw_national_hprd",
        where="role_set = 'cms_total'",
        gold_quarterly_provider_fact=facilities,
        gold_load_summary=loads,
        expect="""
            quarter | coverage
            2024Q1  | full
            2024Q2  | partial
            2024Q3  | partial
            2024Q4  | partial
        """,
    )
