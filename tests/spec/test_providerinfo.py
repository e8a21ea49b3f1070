"""Provider Info cells

A missing value stays missing. Nothing is carried over from an older release; the footnote with the reason stands beside it. A cell that is
neither missing nor readable becomes NULL, flagged `unreadable_cell`, and its text is kept in `unreadable_cells`.
"""

from tests.spec.harness import Spec


def test_what_means_missing_is_the_columns_own(spec: Spec) -> None:
    """Which text means "missing" belongs to the column: `.` in numbers of new homes, `Data Not Available` for sprinklers.

    `None` is an answer (no resident and no family council) and stays one.
    """
    spec(
        "silver_providerinfo",
        staged_providerinfo="""
            cms_certification_number_ccn | number_of_certified_beds | automatic_sprinkler_systems_in_all_required_areas | legal_business_name               | with_a_resident_and_family_council
            015009                       | 100                      | Yes                                               | HOME LLC                          | Both
            015010                       | .                        | Data Not Available                                | Legal Business Name Not Available | None
            015011                       |                          | .                                                 | .                                 |
        """,
        expect="""
            ccn    | certified_beds | automatic_sprinkler_systems_in_all_required_areas | legal_business_name | with_a_resident_and_family_council | flags
            015009 | 100            | Yes                                               | HOME LLC            | Both                               |
            015010 |                |                                                   |                     | None                               |
            015011 |                | .                                                 | .                   |                                    |
        """,
    )


def test_a_suppressed_value_is_missing_with_its_footnote(spec: Spec) -> None:
    """A value that CMS suppressed is NULL beside its footnote, never 0 and never an older value."""
    spec(
        "silver_providerinfo",
        staged_providerinfo="""
            processing_date | reported_total_nurse_staffing_hours_per_resident_per_day | reported_staffing_footnote
            2024-07-01      | 3.71423                                                  |
            2024-10-01      |                                                          | 6
            2025-01-01      | 1.24                                                     | "24, 25"
        """,
        expect="""
            processing_date | reported_total_nurse_staffing_hours_per_resident_per_day | reported_staffing_footnote
            2024-07-01      | 3.71423                                                  |
            2024-10-01      |                                                          | 6
            2025-01-01      | 1.24000                                                  | 24, 25
        """,
    )


def test_counts_and_decimals(spec: Spec) -> None:
    """Counts are whole numbers, decimals have an optional fraction; both are rounded to their column half up."""
    spec(
        "silver_providerinfo",
        staged_providerinfo="""
            cms_certification_number_ccn | number_of_certified_beds | total_amount_of_fines_in_dollars | total_nursing_staff_turnover
            015009                       | 100                      | 655.14                           | 48.25
            015010                       | 100.0                    | 655                              | .5
            015011                       | 1e2                      | "$655"                           | -1
            015012                       | 100.5                    | "1,655.14"                       | n/a
        """,
        expect="""
            ccn    | certified_beds | total_amount_of_fines_in_dollars | total_nursing_staff_turnover | flags           | unreadable_cells
            015009 | 100            | 655.14                           | 48.3                         |                 |
            015010 | 100            | 655.00                           | 0.5                          |                 |
            015011 |                |                                  |                              | unreadable_cell | certified_beds=1e2; total_nursing_staff_turnover=-1; total_amount_of_fines_in_dollars=$655
            015012 |                |                                  |                              | unreadable_cell | certified_beds=100.5; total_nursing_staff_turnover=n/a; total_amount_of_fines_in_dollars=1,655.14
        """,
    )


def test_stars_are_1_to_5(spec: Spec) -> None:
    """A rating is 1 to 5 stars; anything else is unreadable, for it would be averaged as if it were stars."""
    spec(
        "silver_providerinfo",
        staged_providerinfo="""
            cms_certification_number_ccn | overall_rating
            015009                       | 1
            015010                       | 5.0
            015011                       | 0
            015012                       | 6
            015013                       | Too New to Rate
        """,
        expect="""
            ccn    | overall_rating | unreadable_cells
            015009 | 1              |
            015010 | 5              |
            015011 |                | overall_rating=0
            015012 |                | overall_rating=6
            015013 |                | overall_rating=Too New to Rate
        """,
    )


def test_yes_and_no(spec: Spec) -> None:
    """Yes is Y, YES or TRUE in any case, no is N, NO or FALSE; anything else is unreadable."""
    spec(
        "silver_providerinfo",
        staged_providerinfo="""
            cms_certification_number_ccn | abuse_icon
            015009                       | Y
            015010                       | yes
            015011                       | TRUE
            015012                       | N
            015013                       | False
            015014                       | 1
            015015                       |
        """,
        expect="""
            ccn    | abuse_icon | unreadable_cells
            015009 | true       |
            015010 | true       |
            015011 | true       |
            015012 | false      |
            015013 | false      |
            015014 |            | abuse_icon=1
            015015 |            |
        """,
    )


def test_dates_and_coordinates(spec: Spec) -> None:
    """Dates are `YYYY-MM-DD` or `MM/DD/YYYY`; only coordinates may be negative."""
    spec(
        "silver_providerinfo",
        staged_providerinfo="""
            cms_certification_number_ccn | rating_cycle_1_standard_survey_health_date | longitude  | nursing_case_mix_index
            015009                       | 2024-02-29                                 | -86.254321 | 1.5
            015010                       | 02/29/2024                                 | 86         | 0
            015011                       | 2023-02-29                                 | W 86.25    | -1.5
        """,
        expect="""
            ccn    | rating_cycle_1_standard_survey_health_date | longitude | nursing_case_mix_index | unreadable_cells
            015009 | 2024-02-29                                 | -86.25432 | 1.50000                |
            015010 | 2024-02-29                                 | 86.00000  | 0.00000                |
            015011 |                                            |           |                        | nursing_case_mix_index=-1.5; rating_cycle_1_standard_survey_health_date=2023-02-29; longitude=W 86.25
        """,
    )


def test_codes_keep_their_zeros(spec: Spec) -> None:
    """ZIP, telephone and SSA county codes are text, zeros and all; the SSA code is no FIPS code."""
    spec(
        "silver_providerinfo",
        staged_providerinfo="""
            zip_code | telephone_number | provider_ssa_county_code | affiliated_entity_id
            02903    | 0123456789       | 010                      | 042
        """,
        expect="""
            zip_code | telephone_number | provider_ssa_county_code | affiliated_entity_id
            02903    | 0123456789       | 010                      | 042
        """,
    )


def test_one_header_two_meanings(spec: Spec) -> None:
    """Where a column's meaning changed under the same header, the processing date says which of two columns a value belongs to.

    Until 2018-03 staffing came from the CMS-671 form and the residents were those of the survey day; from 2018-04 they are PBJ's and MDS's.
    """
    spec(
        "silver_providerinfo",
        staged_providerinfo="""
            processing_date | reported_total_nurse_staffing_hours_per_resident_per_day | average_number_of_residents_per_day
            2018-03-01      | 4.1                                                      | 87
            2018-04-01      | 3.9                                                      | 86.4
        """,
        expect="""
            processing_date | casper_reported_total_nurse_staffing_hours_per_resident_per_day | reported_total_nurse_staffing_hours_per_resident_per_day | number_of_residents_in_certified_beds | average_number_of_residents_per_day
            2018-03-01      | 4.10000                                                         |                                                          | 87                                    |
            2018-04-01      |                                                                 | 3.90000                                                  |                                       | 86.4
        """,
    )
