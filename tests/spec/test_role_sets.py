"""Role sets, hours and resident days

HPRD is hours over resident days of a named role set: `cms_total` (all eight roles), `cms_rn`, `cms_lpn`, `cms_licensed`, `cms_aide`, `care`,
`rn_care`, `rn_lpn_cna`, and each role alone. A facility-day counts for a role set only if its census is above 0 and every member is reported;
else its hours and its residents leave the set together, and the day is counted as left out.
"""

from tests.spec.harness import Spec

EIGHT_ROLES = """
    work_date  | rndon | rnadmin | rn | lpnadmin | lpn | cna | natrn | medaide | mds_census
    2024-04-01 | 1     | 2       | 4  | 8        | 16  | 32  | 64    | 128     | 100
"""


def test_which_roles_a_set_counts(spec: Spec) -> None:
    """Each role set is the sum of its members, with the director of nursing and administrative nurses where CMS counts them."""
    spec(
        "gold_daily_staffing_fact",
        silver_pbj_daily=EIGHT_ROLES,
        expect="""
            cms_total_hours | cms_rn_hours | cms_lpn_hours | cms_licensed_hours | cms_aide_hours | care_hours | rn_lpn_cna_hours
            255             | 7            | 24            | 31                 | 224            | 244        | 52
        """,
    )
    spec(
        "gold_monthly_staffing_fact",
        silver_pbj_daily=EIGHT_ROLES,
        expect="""
            role_set      | hours | resident_days
            cms_total     | 255   | 100
            cms_rn        | 7     | 100
            cms_lpn       | 24    | 100
            cms_licensed  | 31    | 100
            cms_aide      | 224   | 100
            care          | 244   | 100
            rn_care       | 4     | 100
            rn_lpn_cna    | 52    | 100
            role_rndon    | 1     | 100
            role_rnadmin  | 2     | 100
            role_rn       | 4     | 100
            role_lpnadmin | 8     | 100
            role_lpn      | 16    | 100
            role_cna      | 32    | 100
            role_natrn    | 64    | 100
            role_medaide  | 128   | 100
        """,
    )


def test_hprd_is_the_sum_of_hours_over_the_sum_of_resident_days(spec: Spec) -> None:
    """HPRD is the sum of hours over the sum of resident days; never the mean of the days' rates, which here would be 2.5."""
    spec(
        "vw_staffing_vs_occupancy",
        where="role_set = 'cms_total'",
        silver_pbj_daily="""
            work_date  | cna | mds_census
            2024-04-01 | 10  | 10
            2024-04-02 | 120 | 30
        """,
        expect="""
            month      | hours | resident_days | hprd
            2024-04-01 | 130   | 40            | 3.25
        """,
    )


def test_hours_without_residents_count_nowhere(spec: Spec) -> None:
    """Hours of a day with a census of 0 are in no HPRD and no contract share; they are summed beside it.

    The day counts as left out, and so does one whose census is missing.
    """
    given = """
        work_date  | rn | cna    | mds_census
        2024-04-01 | 8  | 30 + 2 | 10
        2024-04-02 | 8  | 0 + 5  | 0
        2024-04-03 | 8  | 0 + 5  |
    """
    spec(
        "gold_monthly_staffing_fact",
        where="role_set IN ('cms_total', 'cms_rn')",
        silver_pbj_daily=given,
        expect="""
            role_set  | hours | employee_hours | contract_hours | resident_days | days_counted | days_excluded
            cms_total | 40    | 38             | 2              | 10            | 1            | 2
            cms_rn    | 8     | 8              | 0              | 10            | 1            | 2
        """,
    )
    spec(
        "gold_quarterly_provider_fact",
        silver_pbj_daily=given,
        expect="""
            cms_total_hours | cms_total_hprd | zero_census_days | zero_census_hours | days_with_residents | days
            40              | 4              | 1                | 13                | 1                   | 3
        """,
    )


def test_residents_without_hours_count(spec: Spec) -> None:
    """A day with residents and no hours stays in: its residents lower the HPRD, as they do in CMS's."""
    spec(
        "gold_monthly_staffing_fact",
        where="role_set = 'cms_total'",
        silver_pbj_daily="""
            work_date  | cna | mds_census
            2024-04-01 | 40  | 10
            2024-04-02 | 0   | 10
        """,
        expect="""
            hours | resident_days | days_counted | days_excluded
            40    | 20            | 2            | 0
        """,
    )


def test_a_missing_role_takes_the_day_out_of_its_sets_only(spec: Spec) -> None:
    """A role that is not reported takes the day's hours and residents out of every set it belongs to, and out of no other."""
    spec(
        "gold_monthly_staffing_fact",
        where="role_set IN ('cms_total', 'cms_rn', 'cms_lpn', 'cms_aide', 'rn_care', 'role_cna')",
        silver_pbj_daily="""
            work_date  | rn | rnadmin | lpn | cna | mds_census
            2024-04-01 | 8  | 1       | 5   | 20  | 10
            2024-04-02 | 8  | 1       | 5   |     | 12
            2024-04-03 | 8  |         | 5   | 20  | 14
        """,
        expect="""
            role_set  | hours | resident_days | days_counted | days_excluded
            cms_total | 34    | 10            | 1            | 2
            cms_rn    | 18    | 22            | 2            | 1
            cms_lpn   | 15    | 36            | 3            | 0
            cms_aide  | 40    | 24            | 2            | 1
            rn_care   | 24    | 36            | 3            | 0
            role_cna  | 40    | 24            | 2            | 1
        """,
    )


def test_a_set_that_is_never_reported_is_missing_not_zero(spec: Spec) -> None:
    """Where no day counts, hours, resident days and every rate of them are NULL, not 0."""
    spec(
        "vw_staffing_mix",
        where="role_set IN ('cms_total', 'cms_rn')",
        silver_pbj_daily="""
            work_date  | rn | cna | mds_census
            2024-04-01 | 0  |     | 10
            2024-04-02 | 0  |     | 12
        """,
        expect="""
            role_set  | hours | contract_hours | contract_share | resident_days | days_counted | days_excluded
            cms_total |       |                |                |               | 0            | 2
            cms_rn    | 0     | 0              |                | 22            | 2            | 0
        """,
    )
    spec(
        "gold_quarterly_provider_fact",
        silver_pbj_daily="""
            work_date  | cna | mds_census
            2024-04-01 | 8   | 0
            2024-04-02 | 8   |
        """,
        expect="""
            cms_total_hours | cms_total_resident_days | cms_total_hprd | cms_total_weekend_hprd | cms_total_days_counted | cms_total_days_excluded
                            |                         |                |                        | 0                      | 2
        """,
    )


def test_one_missing_cell_of_three_is_derived(spec: Spec) -> None:
    """Where exactly one of a role's total, employee and contract hours is missing, it follows from the other two, flagged `hours_derived`."""
    spec(
        "gold_daily_staffing_fact",
        silver_pbj_daily="""
            ccn    | hrs_rn | hrs_rn_emp | hrs_rn_ctr | flags
            015009 |        | 8          | 2          | hours_missing
            015010 | 10     |            | 2          | hours_missing
            015011 | 10     | 8          |            | duplicate_differs,hours_missing,over_24_hprd
        """,
        expect="""
            ccn    | rn_hours | rn_employee_hours | rn_contract_hours | cms_rn_hours | flags
            015009 | 10       | 8                 | 2                 | 10           | hours_derived,hours_missing
            015010 | 10       | 8                 | 2                 | 10           | hours_derived,hours_missing
            015011 | 10       | 8                 | 2                 | 10           | duplicate_differs,hours_derived,hours_missing,over_24_hprd
        """,
    )


def test_two_missing_cells_are_not(spec: Spec) -> None:
    """Where two are missing, nothing follows: the role is not reported that day, even if its total is."""
    spec(
        "gold_daily_staffing_fact",
        silver_pbj_daily="""
            ccn    | hrs_rn | hrs_rn_emp | hrs_rn_ctr | hrs_cna | hrs_cna_emp | hrs_cna_ctr | flags
            015009 | 10     |            |            | 20      | 20          | 0           | hours_missing
            015010 |        | 8          |            | 20      |             | 0           | hours_missing
            015011 |        |            |            | 20      | 20          | 0           | hours_missing
        """,
        expect="""
            ccn    | rn_hours | rn_employee_hours | rn_contract_hours | cms_rn_hours | cms_aide_hours | cms_total_hours | flags
            015009 | 10       |                   |                   |              | 20             |                 | hours_missing
            015010 |          | 8                 |                   |              | 20             |                 | hours_derived,hours_missing
            015011 |          |                   |                   |              | 20             |                 | hours_missing
        """,
    )
    spec(
        "gold_monthly_staffing_fact",
        where="role_set IN ('cms_rn', 'rn_care', 'role_rn')",
        silver_pbj_daily="""
            hrs_rn | hrs_rn_emp | hrs_rn_ctr | work_date
            10     |            |            | 2024-04-01
        """,
        expect="""
            role_set | hours | resident_days | days_excluded
            cms_rn   |       |               | 1
            rn_care  |       |               | 1
            role_rn  |       |               | 1
        """,
    )


def test_nothing_is_derived_below_zero(spec: Spec) -> None:
    """What would come out below zero is not derived: the cell stays missing, and the day leaves the role's sets."""
    spec(
        "gold_daily_staffing_fact",
        silver_pbj_daily="""
            hrs_rn | hrs_rn_emp | hrs_rn_ctr | flags
            5      |            | 8          | hours_missing
        """,
        expect="""
            rn_hours | rn_employee_hours | rn_contract_hours | cms_rn_hours | flags
            5        |                   | 8                 |              | hours_missing
        """,
    )


def test_contract_share_is_over_the_days_counted(spec: Spec) -> None:
    """The contract share is contract hours over all hours of the role set, on the days counted."""
    spec(
        "vw_staffing_mix",
        where="role_set IN ('cms_total', 'cms_aide', 'cms_rn')",
        silver_pbj_daily="""
            work_date  | rn    | cna     | mds_census
            2024-04-01 | 6 + 2 | 25 + 15 | 10
            2024-04-02 | 0 + 8 | 0 + 40  | 0
        """,
        expect="""
            role_set  | hours | employee_hours | contract_hours | contract_share
            cms_total | 48    | 31             | 17             | 0.354167
            cms_aide  | 40    | 25             | 15             | 0.375
            cms_rn    | 8     | 6              | 2              | 0.25
        """,
    )


def test_implausible_days_stay_in(spec: Spec) -> None:
    """Flagged days stay in every measure."""
    spec(
        "gold_monthly_staffing_fact",
        where="role_set = 'cms_total'",
        silver_pbj_daily="""
            work_date  | cna | mds_census | flags
            2024-04-01 | 40  | 10         |
            2024-04-02 | 900 | 10         | over_24_hprd
        """,
        expect="""
            hours | resident_days | days_counted
            940   | 20            | 2
        """,
    )
