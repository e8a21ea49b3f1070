"""Facilities

Attributes of a facility come from whole rows: never one value from this release and another from that.
"""

from tests.spec.harness import Spec


def test_attributes_come_from_the_newest_release(spec: Spec) -> None:
    """All attributes of a facility come from the one row of its newest release; what that row does not give is missing."""
    spec(
        "gold_facility_dim",
        silver_providerinfo="""
            processing_date | facility_name | certified_beds | ownership_type | affiliated_entity_name | urban | abuse_icon
            2024-01-01      | OLD NAME      | 100            | For profit     | CHAIN                  |       | true
            2025-10-01      | NEW NAME      |                | Non profit     |                        | true  | false
        """,
        expect="""
            ccn    | facility_name | certified_beds | ownership_type | chain_name | is_urban | has_abuse_icon | first_processing_date | processing_date
            015009 | NEW NAME      |                | Non profit     |            | true     | false          | 2024-01-01            | 2025-10-01
        """,
    )


def test_both_files_say_where_and_when(spec: Spec) -> None:
    """A facility seen in only one of the two files is listed too. PBJ's state leads, Provider Info's name does; both stand beside them."""
    spec(
        "gold_facility_dim",
        silver_providerinfo="""
            ccn    | processing_date | facility_name | state
            655000 | 2024-10-01      | GUAM HOME     | GU
            015010 | 2024-10-01      | NO PBJ        | AL
        """,
        gold_quarterly_provider_fact="""
            ccn    | quarter | facility_name | state
            655000 | 2024Q1  | OLD           | HI
            655000 | 2024Q2  | GUAM MEMORIAL | HI
            015011 | 2024Q2  | PBJ ALONE     | AL
        """,
        expect="""
            ccn    | facility_name | state | pbj_state | providerinfo_state | pbj_facility_name | first_quarter | last_quarter | processing_date
            655000 | GUAM HOME     | HI    | HI        | GU                 | GUAM MEMORIAL     | 2024Q1        | 2024Q2       | 2024-10-01
            015010 | NO PBJ        | AL    |           | AL                 |                   |               |              | 2024-10-01
            015011 | PBJ ALONE     | AL    | AL        |                    | PBJ ALONE         | 2024Q2        | 2024Q2       |
        """,
    )


def test_history_is_runs_of_equal_releases(spec: Spec) -> None:
    """A facility's history is its runs of loaded releases with the same attributes; a run ends where one of them changes, and comes back as a new run."""
    spec(
        "gold_facility_history",
        silver_providerinfo="""
            ccn    | processing_date | certified_beds | ownership_type | overall_rating
            015009 | 2024-01-01      | 100            | For profit     | 1
            015009 | 2024-02-01      | 100            | For profit     | 5
            015009 | 2024-03-01      | 120            | For profit     | 5
            015009 | 2024-04-01      | 100            | For profit     | 5
            015009 | 2024-05-01      | 100            |                | 5
            015009 | 2024-07-01      | 100            |                | 5
            015009 | 2024-08-01      | 100            | For profit     | 5
            015010 | 2024-01-01      | 100            | For profit     | 1
        """,
        expect="""
            ccn    | first_processing_date | last_processing_date | releases | certified_beds | ownership_type
            015009 | 2024-01-01            | 2024-02-01           | 2        | 100            | For profit
            015009 | 2024-03-01            | 2024-03-01           | 1        | 120            | For profit
            015009 | 2024-04-01            | 2024-04-01           | 1        | 100            | For profit
            015009 | 2024-05-01            | 2024-07-01           | 2        | 100            |
            015009 | 2024-08-01            | 2024-08-01           | 1        | 100            | For profit
            015010 | 2024-01-01            | 2024-01-01           | 1        | 100            | For profit
        """,
    )
