"""Agreement with CMS

Every value that CMS reports of a facility's quarter is recomputed from the daily rows and compared, to CMS's last published digit.
"""

from tests.spec.harness import Spec


def test_what_is_compared(spec: Spec) -> None:
    """Eight measures are compared wherever a release that describes the quarter is loaded; `agrees` means equal."""
    spec(
        "vw_reconciliation",
        gold_quarterly_provider_fact="""
            reported_processing_date | cms_total_hours | cms_total_resident_days | reported_total_hprd | cms_rn_hours | cms_rn_resident_days | reported_rn_hprd | cms_lpn_hours | cms_lpn_resident_days | reported_lpn_hprd | cms_aide_hours | cms_aide_resident_days | reported_aide_hprd | cms_licensed_hours | cms_licensed_resident_days | reported_licensed_hprd | cms_total_weekend_hours | cms_total_weekend_resident_days | reported_weekend_total_hprd | cms_rn_weekend_hours | cms_rn_weekend_resident_days | reported_weekend_rn_hprd | census_days | days_with_residents | reported_average_residents
            2024-10-01               | 400             | 100                     | 4                   | 50           | 100                  | 0.5              | 100           | 100                   | 1                 | 250            | 100                    | 2.5                | 150                | 100                        | 1.5                    | 90                      | 30                              | 3                           | 9                    | 30                           | 0.30001                  | 100         | 30                  | 3.3
        """,
        expect="""
            measure           | ours | cms     | difference | agrees | processing_date
            total             | 4    | 4       | 0          | true   | 2024-10-01
            rn                | 0.5  | 0.5     | 0          | true   | 2024-10-01
            lpn               | 1    | 1       | 0          | true   | 2024-10-01
            aide              | 2.5  | 2.5     | 0          | true   | 2024-10-01
            licensed          | 1.5  | 1.5     | 0          | true   | 2024-10-01
            weekend_total     | 3    | 3       | 0          | true   | 2024-10-01
            weekend_rn        | 0.3  | 0.30001 | -0.00001   | false  | 2024-10-01
            average_residents | 3.3  | 3.3     | 0          | true   | 2024-10-01
        """,
    )


def test_hours_over_resident_days_are_rounded_once_half_up(spec: Spec) -> None:
    """Hours over resident days are rounded once, half up, to five decimals; a rate of six decimals rounded again would differ.

    Exactly half goes up: 0.01 h over 2,000 resident days is 0.000005 and becomes 0.00001. 100 h over 22 is 4.5454545...: 4.54545, where
    its six decimals 4.545455 would make 4.54546.
    """
    spec(
        "vw_reconciliation",
        where="measure = 'total'",
        gold_quarterly_provider_fact="""
            ccn    | reported_processing_date | cms_total_hours | cms_total_resident_days | reported_total_hprd
            015009 | 2024-10-01               | 0.01            | 2000                    | 0.00001
            015010 | 2024-10-01               | 0.01            | 2001                    | 0
            015011 | 2024-10-01               | 0.03            | 2000                    | 0.00002
            015012 | 2024-10-01               | 2.00            | 3                       | 0.66667
            015013 | 2024-10-01               | 91273.04        | 31844                   | 2.86626
            015014 | 2024-10-01               | 20819.70        | 4849                    | 4.29361
            015015 | 2024-10-01               | 100             | 22                      | 4.54546
        """,
        expect="""
            ccn    | ours    | agrees
            015009 | 0.00001 | true
            015010 | 0       | true
            015011 | 0.00002 | true
            015012 | 0.66667 | true
            015013 | 2.86626 | true
            015014 | 4.29361 | true
            015015 | 4.54545 | false
        """,
    )


def test_average_residents_are_over_days_with_residents(spec: Spec) -> None:
    """The average number of residents is census over days with residents, rounded once, half up, to one decimal."""
    spec(
        "vw_reconciliation",
        where="measure = 'average_residents'",
        gold_quarterly_provider_fact="""
            ccn    | reported_processing_date | census_days | days_with_residents | days | reported_average_residents
            015009 | 2024-10-01               | 5           | 100                 | 100  | 0.1
            015010 | 2024-10-01               | 31844       | 91                  | 91   | 349.9
            015011 | 2024-10-01               | 900         | 30                  | 91   | 30
            015012 | 2024-10-01               |             | 0                   | 91   | 30
        """,
        expect="""
            ccn    | ours  | cms   | agrees
            015009 | 0.1   | 0.1   | true
            015010 | 349.9 | 349.9 | true
            015011 | 30    | 30    | true
            015012 |       | 30    |
        """,
    )


def test_where_cms_reports_nothing_there_is_no_verdict(spec: Spec) -> None:
    """Where CMS reports no value `agrees` is NULL, and the footnote says why. Where no describing release is loaded there is no row."""
    spec(
        "vw_reconciliation",
        where="measure IN ('total', 'average_residents')",
        gold_quarterly_provider_fact="""
            ccn    | reported_processing_date | cms_total_hours | cms_total_resident_days | reported_total_hprd | reported_staffing_footnote | census_days | days_with_residents | reported_average_residents | reported_average_residents_footnote
            015009 | 2024-10-01               | 400             | 100                     |                     | 6                          | 100         | 10                  |                            | 10
            015010 |                          | 400             | 100                     |                     |                            | 100         | 10                  |                            |
        """,
        expect="""
            ccn    | measure           | ours | cms | difference | agrees | footnote
            015009 | total             | 4    |     |            |        | 6
            015009 | average_residents | 10   |     |            |        | 10
        """,
    )
