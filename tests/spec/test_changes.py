"""Changes

What changed at a facility, and what was there before and after. Only what loaded releases say is known.
"""

from tests.spec.harness import Spec

HISTORY = """
    ccn    | first_processing_date | last_processing_date | facility_name | ownership_type | chain_name | certified_beds | has_abuse_icon
    015009 | 2023-02-01            | 2023-05-01           | OLD           | For profit     |            | 100            | false
    015009 | 2023-06-01            | 2024-01-01           | OLD           | Non profit     | CHAIN      | 100            | false
    015009 | 2024-04-01            | 2024-04-01           | NEW           | Non profit     | OTHER      | 90             | true
    015010 | 2023-02-01            | 2024-04-01           | OLD           | For profit     |            | 50             |
"""


def test_changes_of_attributes(spec: Spec) -> None:
    """A change is listed with the last release before it and the first that shows it. That a chain first has a column (2023-06) is no change"""
    spec(
        "vw_facility_changes",
        gold_facility_history=HISTORY,
        expect="""
            ccn    | processing_date | attribute      | old        | new        | previous_processing_date
            015009 | 2023-06-01      | ownership_type | For profit | Non profit | 2023-05-01
            015009 | 2024-04-01      | facility_name  | OLD        | NEW        | 2024-01-01
            015009 | 2024-04-01      | chain_name     | CHAIN      | OTHER      | 2024-01-01
            015009 | 2024-04-01      | certified_beds | 100        | 90         | 2024-01-01
            015009 | 2024-04-01      | has_abuse_icon | false      | true       | 2024-01-01
        """,
    )


def test_before_and_after_a_change_of_owner(spec: Spec) -> None:
    """Quarters are counted from the one in which the change was first shown, at most 4 to each side"""
    spec(
        "vw_before_after",
        where="role_set = 'cms_total'",
        gold_facility_history=HISTORY,
        gold_quarterly_provider_fact="""
            ccn    | quarter | cms_total_hprd
            015009 | 2022Q1  | 9
            015009 | 2022Q2  | 3
            015009 | 2023Q1  | 3.1
            015009 | 2023Q2  | 3.2
            015009 | 2023Q4  | 3.5
            015010 | 2023Q2  | 4
        """,
        expect="""
            ccn    | attribute      | quarter_offset | hprd | processing_date | old        | new        | quarter
            015009 | ownership_type | -4             | 3    | 2023-06-01      | For profit | Non profit | 2022Q2
            015009 | ownership_type | -1             | 3.1  | 2023-06-01      | For profit | Non profit | 2023Q1
            015009 | ownership_type | 0              | 3.2  | 2023-06-01      | For profit | Non profit | 2023Q2
            015009 | ownership_type | 2              | 3.5  | 2023-06-01      | For profit | Non profit | 2023Q4
            015009 | chain_name     | -4             | 3.2  | 2024-04-01      | CHAIN      | OTHER      | 2023Q2
            015009 | chain_name     | -2             | 3.5  | 2024-04-01      | CHAIN      | OTHER      | 2023Q4
        """,
    )


def test_why_a_facility_is_not_in_a_quarter(spec: Spec) -> None:
    """A facility that is missing from a quarter has opened later, has closed, was suppressed by CMS, is not in the extract loaded, or nobody can tell

    A national file of the quarter says who is missing; national Provider Info releases before and after the quarter's end say why.
    """
    spec(
        "vw_presence",
        gold_load_summary="""
            dataset      | period     | is_national | is_current
            pbj          | 2024Q1     | true        | true
            pbj          | 2024Q2     | false       | true
            pbj          | 2024Q3     | true        | true
            pbj          | 2023Q4     | true        | false
            providerinfo | 2024-01-01 | true        | true
            providerinfo | 2024-10-01 | true        | true
            providerinfo | 2024-07-01 | false       | true
        """,
        gold_facility_dim="""
            ccn    | facility_name | state | first_processing_date | processing_date | first_quarter | last_quarter | is_synthetic
            015001 | ALWAYS        | AL    | 2024-01-01            | 2024-10-01      | 2024Q1        | 2024Q3       | false
            015002 | CLOSED        | AL    | 2024-01-01            | 2024-01-01      | 2024Q1        | 2024Q1       | false
            015003 | OPENED        | AL    | 2024-10-01            | 2024-10-01      | 2024Q3        | 2024Q3       | false
            015004 | SUPPRESSED    | AL    | 2024-01-01            | 2024-10-01      | 2024Q1        | 2024Q1       | false
            015005 | PBJ ALONE     | AL    |                       |                 | 2024Q3        | 2024Q3       | false
        """,
        gold_quarterly_provider_fact="""
            ccn    | quarter
            015001 | 2024Q1
            015001 | 2024Q3
            015002 | 2024Q1
            015003 | 2024Q3
            015004 | 2024Q1
            015005 | 2024Q3
        """,
        expect="""
            ccn    | quarter | in_pbj | in_providerinfo | first_seen | last_seen | reason
            015001 | 2024Q1  | true   | true            | 2024Q1     | 2024Q3    | present
            015001 | 2024Q2  | false  | true            | 2024Q1     | 2024Q3    | not_in_extract
            015001 | 2024Q3  | true   | true            | 2024Q1     | 2024Q3    | present
            015002 | 2024Q1  | true   | true            | 2024Q1     | 2024Q1    | present
            015002 | 2024Q2  | false  | true            | 2024Q1     | 2024Q1    | not_in_extract
            015002 | 2024Q3  | false  | true            | 2024Q1     | 2024Q1    | closed
            015003 | 2024Q1  | false  | false           | 2024Q3     | 2024Q3    | opened_later
            015003 | 2024Q2  | false  | false           | 2024Q3     | 2024Q3    | not_in_extract
            015003 | 2024Q3  | true   | false           | 2024Q3     | 2024Q3    | present
            015004 | 2024Q1  | true   | true            | 2024Q1     | 2024Q1    | present
            015004 | 2024Q2  | false  | true            | 2024Q1     | 2024Q1    | not_in_extract
            015004 | 2024Q3  | false  | true            | 2024Q1     | 2024Q1    | suppressed_by_cms
            015005 | 2024Q1  | false  | false           | 2024Q3     | 2024Q3    | unknown
            015005 | 2024Q2  | false  | false           | 2024Q3     | 2024Q3    | not_in_extract
            015005 | 2024Q3  | true   | false           | 2024Q3     | 2024Q3    | present
        """,
    )


def test_possible_successors(spec: Spec) -> None:
    """A facility that begins after another with its address, or its name and city, has ended may have taken its place; it is listed, never joined"""
    spec(
        "vw_possible_successor",
        gold_facility_dim="""
            ccn    | facility_name | provider_address | city_town  | providerinfo_state | zip_code   | first_processing_date | processing_date | first_quarter | last_quarter
            555020 | LAGUNA HONDA  | 375 Laguna Honda | SAN JOSE   | CA                 | 94116      | 2020-01-01            | 2024-01-01      | 2020Q1        | 2023Q3
            555929 | LAGUNA HONDA  | 375 LAGUNA HONDA | San Jose   | CA                 | 94116-0001 | 2024-02-01            | 2024-10-01      | 2023Q4        | 2024Q2
            015009 | OTHER         | 1 Main St        | TOWN       | AL                 | 35000      | 2020-01-01            | 2024-01-01      | 2020Q1        | 2023Q3
            015010 | ANOTHER       | 1 Main St        | TOWN       | AL                 | 35000      | 2024-02-01            | 2024-10-01      |               |
            015011 | OTHER         | 2 Main St        | TOWN       | AL                 | 35000      | 2024-02-01            | 2024-10-01      | 2023Q3        | 2024Q2
            015012 | OTHER         | 3 Main St        | TOWN       | AL                 | 35000      | 2024-02-01            | 2024-10-01      | 2023Q4        | 2024Q2
            015013 | THIRD         |                  |            | AL                 |            | 2024-02-01            | 2024-10-01      | 2023Q4        | 2024Q2
        """,
        expect="""
            ccn    | successor_ccn | why                   | last_quarter | successor_first_quarter
            555020 | 555929        | address,name_and_city | 2023Q3       | 2023Q4
            015009 | 015010        | address               | 2023Q3       |
            015009 | 015012        | name_and_city         | 2023Q3       | 2023Q4
        """,
    )
