"""Hours, census and other cells of a PBJ row

A measure that cannot be read rejects its row, because leaving it out would understate the facility. A measure that is empty is missing: the
row stays, flagged. Missing is never zero.
"""

from tests.spec.harness import Spec


def test_hours_are_digits_with_an_optional_fraction(spec: Spec) -> None:
    """Hours are digits with an optional fraction; blanks around them are nothing."""
    spec(
        "read_pbj",
        staged_pbj=r"""
            hrs_rn
            0
            7.5
            007.50
            .5
            5.
            " 12.5\u00a0"
            9999999.99
        """,
        expect="""
            hrs_rn     | reasons
            0.00       |
            7.50       |
            7.50       |
            0.50       |
            5.00       |
            12.50      |
            9999999.99 |
        """,
    )


def test_what_is_not_hours_rejects_the_row(spec: Spec) -> None:
    """Exponents, signs, separators, words and numbers too large for the column are no hours: the row is rejected."""
    spec(
        "read_pbj",
        staged_pbj="""
            hrs_rn
            1e3
            1_000
            "1,000.00"
            +5
            1 2
            0x10
            NaN
            inf
            .
            seven
            7.5h
            10000000
            9999999.999
        """,
        expect="""
            hrs_rn | reasons
                   | hrs_rn_unreadable
                   | hrs_rn_unreadable
                   | hrs_rn_unreadable
                   | hrs_rn_unreadable
                   | hrs_rn_unreadable
                   | hrs_rn_unreadable
                   | hrs_rn_unreadable
                   | hrs_rn_unreadable
                   | hrs_rn_unreadable
                   | hrs_rn_unreadable
                   | hrs_rn_unreadable
                   | hrs_rn_unreadable
                   | hrs_rn_unreadable
        """,
    )


def test_negative_hours_reject_the_row(spec: Spec) -> None:
    """Nobody works fewer than no hours: a number with a minus sign rejects the row with a reason of its own."""
    spec(
        "read_pbj",
        staged_pbj="""
            hrs_rn | hrs_cna_ctr
            -1     | 0
            0      | -0.25
        """,
        expect="""
            hrs_rn | hrs_cna_ctr | reasons
                   | 0.00        | hrs_rn_negative
            0.00   |             | hrs_cna_ctr_negative
        """,
    )


def test_a_third_decimal_is_rounded_half_up(spec: Spec) -> None:
    """Hours with more than two decimals are rounded half up, flagged `hours_over_two_decimals`."""
    spec(
        "silver_pbj_daily",
        staged_pbj="""
            provnum | rn     | cna
            015009  | 12.345 | 100
            015010  | 12.344 | 100
            015011  | 0.005  | 100
            015012  | 12.34  | 100
        """,
        expect="""
            ccn    | hrs_rn | hrs_rn_emp | flags
            015009 | 12.35  | 12.35      | hours_over_two_decimals
            015010 | 12.34  | 12.34      | hours_over_two_decimals
            015011 | 0.01   | 0.01       | hours_over_two_decimals
            015012 | 12.34  | 12.34      |
        """,
    )


def test_an_empty_hours_cell_is_missing(spec: Spec) -> None:
    """An empty hours cell is missing, not 0: the row stays, flagged `hours_missing`."""
    spec(
        "silver_pbj_daily",
        staged_pbj="""
            provnum | hrs_rn | hrs_rn_emp | hrs_rn_ctr
            015009  |        | 0          | 0
            015010  | 0      |            | 0
            015011  | 0      | 0          | 0
        """,
        expect="""
            ccn    | hrs_rn | hrs_rn_emp | flags
            015009 |        | 0.00       | hours_missing
            015010 | 0.00   |            | hours_missing
            015011 | 0.00   | 0.00       |
        """,
    )


def test_a_census_is_a_whole_number(spec: Spec) -> None:
    """MDScensus is a whole number; a fraction of zeros is allowed, as spreadsheets write them."""
    spec(
        "read_pbj",
        staged_pbj=r"""
            mdscensus
            50
            050
            50.0
            "50 "
            0
            50.5
            1e2
            "1,000"
            fifty
            +50
            -1
        """,
        expect="""
            mds_census | reasons
            50         |
            50         |
            50         |
            50         |
            0          |
                       | mds_census_unreadable
                       | mds_census_unreadable
                       | mds_census_unreadable
                       | mds_census_unreadable
                       | mds_census_unreadable
                       | mds_census_negative
        """,
    )


def test_an_empty_census_is_missing(spec: Spec) -> None:
    """An empty MDScensus is missing, not 0: the row stays, flagged `census_missing`."""
    spec(
        "silver_pbj_daily",
        staged_pbj="""
            provnum | mdscensus
            015009  | 50
            015010  |
        """,
        expect="""
            ccn    | mds_census | flags
            015009 | 50         |
            015010 |            | census_missing
        """,
    )


def test_all_reasons_are_named_in_order(spec: Spec) -> None:
    """A rejected row names every reason, in alphabetical order, and keeps the record as received."""
    spec(
        "read_pbj",
        staged_pbj="""
            provnum | workdate | mdscensus | hrs_rn | hrs_rn_emp | hrs_rnadmin | hrs_cna_ctr | raw
            X       | 20240331 | -5        | x      | y          | z           | -1          | X,20240331,-5
        """,
        expect="""
            row_number | reasons                                                                                                                                                   | raw
            2          | ccn_unreadable,hrs_cna_ctr_negative,hrs_rn_emp_unreadable,hrs_rn_unreadable,hrs_rnadmin_unreadable,mds_census_negative,work_date_outside_quarter | X,20240331,-5
        """,
    )


def test_a_broken_record_has_one_reason(spec: Spec) -> None:
    """A record with the wrong number of fields, or an open quote, is rejected for that alone: its cells mean nothing.

    So is one that was exported to be mended while its surplus text still stands in `kerok_extra`.
    """
    spec(
        "read_pbj",
        staged_pbj="""
            structure_error    | provnum | hrs_rn
            wrong_field_count  | 015009  | 5
            wrong_field_count  |         | x
            unterminated_quote | 015009  | 5
            extra_not_cleared  | 015009  | 5
        """,
        expect="""
            reasons
            wrong_field_count
            wrong_field_count
            unterminated_quote
            extra_not_cleared
        """,
    )
    spec(
        "read_providerinfo",
        staged_providerinfo="""
            structure_error   | cms_certification_number_ccn
            wrong_field_count |
        """,
        expect="""
            reasons
            wrong_field_count
        """,
    )


def test_rejected_rows_are_in_the_quarantine_and_nowhere_else(spec: Spec) -> None:
    """Every rejected row stands in `silver_quarantine` with its row number, and no other does."""
    given = """
        provnum | workdate | raw
        015009  | 20240401 | "015009,20240401"
        15e3    | 20240401 | "15e3,20240401"
        015009  | 20240402 | "015009,20240402"
    """
    spec("silver_pbj_daily", staged_pbj=given, expect="""
        ccn    | work_date
        015009 | 2024-04-01
        015009 | 2024-04-02
    """)  # fmt: skip
    spec(
        "silver_quarantine",
        staged_pbj=given,
        staged_providerinfo="""
            cms_certification_number_ccn | raw
            015009                       | 015009
                                         | nobody
        """,
        expect="""
            dataset      | row_number | reasons        | raw
            pbj          | 3          | ccn_unreadable | 15e3,20240401
            providerinfo | 3          | ccn_missing    | nobody
        """,
    )


def test_county_codes_get_their_zeros_back(spec: Spec) -> None:
    """COUNTY_FIPS is the county's three digits as text; lost zeros are put back, flagged `county_fips_zero_restored`.

    Anything longer, or with other characters, is no county: NULL, with its text in `unreadable_cells`.
    """
    spec(
        "silver_pbj_daily",
        staged_pbj="""
            provnum | county_fips
            015009  | 047
            015010  | 47
            015011  | 7
            015012  | 01047
            015013  | 47.0
            015014  |
        """,
        expect="""
            ccn    | county_fips | flags                     | unreadable_cells
            015009 | 047         |                           |
            015010 | 047         | county_fips_zero_restored |
            015011 | 007         | county_fips_zero_restored |
            015012 |             | unreadable_cell           | county_fips=01047
            015013 |             | unreadable_cell           | county_fips=47.0
            015014 |             |                           |
        """,
    )


def test_a_state_is_two_letters(spec: Spec) -> None:
    """STATE is two letters, in upper case; anything else is NULL, with its text in `unreadable_cells`."""
    spec(
        "silver_pbj_daily",
        staged_pbj="""
            provnum | state   | county_fips
            015009  | al      | 047
            015010  | Alabama | 01047
            015011  |         | 047
        """,
        expect="""
            ccn    | state | flags           | unreadable_cells
            015009 | AL    |                 |
            015010 |       | unreadable_cell | county_fips=01047; state=Alabama
            015011 |       |                 |
        """,
    )


def test_names_keep_what_cms_wrote(spec: Spec) -> None:
    """Names keep CMS's characters; only blanks around them go, and nothing left is NULL."""
    spec(
        "silver_pbj_daily",
        staged_pbj=r"""
            provnum | provname                      | city   | county_name
            015009  | "  MILLER\u2019S MERRY MANOR" | TOWN   | "St. John\u00a0"
            015010  | "\u00a0"                      | "a  b" |
        """,
        expect=r"""
            ccn    | facility_name               | city   | county_name
            015009 | "MILLER\u2019S MERRY MANOR" | TOWN   | St. John
            015010 |                             | "a  b" |
        """,
    )


def test_incomplete_is_a_flag_of_the_row(spec: Spec) -> None:
    """CMS marked rows of 2021Q4 as incomplete; the mark is kept. Empty, 0, N, NO and FALSE are no mark."""
    spec(
        "silver_pbj_daily",
        staged_pbj="""
            provnum | incomplete
            015009  | 1
            015010  | Y
            015011  | incomplete
            015012  |
            015013  | 0
            015014  | no
        """,
        expect="""
            ccn    | is_incomplete
            015009 | true
            015010 | true
            015011 | true
            015012 | false
            015013 | false
            015014 | false
        """,
    )
