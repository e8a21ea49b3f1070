"""CCN

A facility is known by its CMS Certification Number alone: six characters, kept as text. Names are not unique and change.
"""

from tests.spec.harness import Spec


def test_a_ccn_is_six_characters_and_position_3_may_be_a_letter(spec: Spec) -> None:
    """A CCN is six characters: digits, but for a possible letter in position 3.

    Leading zeros count. A CCN of type E looks like a floating-point number and is none.
    """
    spec(
        "read_pbj",
        staged_pbj="""
            provnum | state
            015009  | AL
            105001  | FL
            51E109  | WV
            01A193  | AL
        """,
        expect="""
            ccn    | reasons | read_flags
            015009 |         |
            105001 |         |
            51E109 |         |
            01A193 |         |
        """,
    )


def test_a_lower_case_letter_becomes_upper_case(spec: Spec) -> None:
    """A lower-case letter in a CCN becomes upper case, flagged `ccn_upper_cased`."""
    spec(
        "read_pbj",
        staged_pbj="""
            provnum | state
            51e109  | WV
        """,
        expect="""
            ccn    | reasons | read_flags
            51E109 |         | ccn_upper_cased
        """,
    )


def test_blanks_around_a_ccn_are_no_part_of_it(spec: Spec) -> None:
    """Blanks, tabs, line ends and no-break spaces around a CCN are no part of it."""
    spec(
        "read_pbj",
        staged_pbj=r"""
            provnum
            " 015009 "
            "\u00a0015009\u00a0"
            "\t015009\r\n"
        """,
        expect="""
            ccn    | reasons | read_flags
            015009 |         |
            015009 |         |
            015009 |         |
        """,
    )


def test_a_lost_leading_zero_is_put_back_where_prefix_and_state_agree(spec: Spec) -> None:
    """A lost leading zero is put back only where the prefix it makes is one of the row's state.

    Flagged `ccn_zero_restored`. 1509 would be a guess, and so is 15009 in Illinois, whose CCNs begin with 14.
    """
    spec(
        "read_pbj",
        staged_pbj="""
            provnum | state
            15009   | AL
            55001   | CA
            15009   | al
            15009   | IL
            15009   |
            1509    | AL
        """,
        expect="""
            ccn    | reasons        | read_flags
            015009 |                | ccn_zero_restored
            055001 |                | ccn_zero_restored
            015009 |                | ccn_zero_restored
                   | ccn_unreadable |
                   | ccn_unreadable |
                   | ccn_unreadable |
        """,
    )


def test_what_a_spreadsheet_made_of_a_ccn_is_rejected(spec: Spec) -> None:
    """A CCN that a spreadsheet turned into a number is rejected, not guessed.

    `1.50E+12` was 150E10 or any of its neighbours; `15009.0` is not what CMS wrote.
    """
    spec(
        "read_pbj",
        staged_pbj="""
            provnum
            1.50E+12
            4.40E+233
            15009.0
            0015009
            #N/A
        """,
        expect="""
            ccn | reasons
                | ccn_unreadable
                | ccn_unreadable
                | ccn_unreadable
                | ccn_unreadable
                | ccn_unreadable
        """,
    )


def test_prefix_00_is_no_ccn(spec: Spec) -> None:
    """No CCN begins with 00."""
    spec(
        "read_pbj",
        staged_pbj="""
            provnum
            000014
            00A014
        """,
        expect="""
            ccn | reasons
                | ccn_unreadable
                | ccn_unreadable
        """,
    )


def test_a_row_without_a_ccn_is_rejected(spec: Spec) -> None:
    """A row whose CCN is empty is rejected: it belongs to nobody."""
    spec(
        "read_pbj",
        staged_pbj=r"""
            provnum
            ""
            "\u00a0 "
        """,
        expect="""
            ccn | reasons
                | ccn_missing
                | ccn_missing
        """,
    )


def test_a_prefix_of_another_state_is_a_flag(spec: Spec) -> None:
    """A six-character CCN whose prefix is not one of the row's state stays, flagged `ccn_prefix_state_mismatch`.

    Which prefixes belong to which states is data (`sql/reference/ccn_prefixes.yml`), many to many: Guam's one home is published under HI.
    """
    spec(
        "silver_pbj_daily",
        staged_pbj="""
            provnum | state
            015009  | AL
            015010  | GA
            655000  | HI
            015011  |
        """,
        expect="""
            ccn    | state | flags
            015009 | AL    |
            015010 | GA    | ccn_prefix_state_mismatch
            655000 | HI    |
            015011 |       |
        """,
    )


def test_invented_ccns_are_not_held_against_a_state(spec: Spec) -> None:
    """Invented rows use prefixes that CMS does not, and are marked `is_synthetic` instead of flagged."""
    spec(
        "silver_pbj_daily",
        staged_pbj="""
            provnum | state | kerok_synthetic
            995009  | AL    | 1
            995010  | AL    | 0
            995011  | AL    |
        """,
        expect="""
            ccn    | is_synthetic | flags
            995009 | true         |
            995010 | false        | ccn_prefix_state_mismatch
            995011 | false        | ccn_prefix_state_mismatch
        """,
    )


def test_the_same_rules_hold_in_provider_info(spec: Spec) -> None:
    """Provider Info's CCNs are read by the same rules."""
    spec(
        "read_providerinfo",
        staged_providerinfo=r"""
            cms_certification_number_ccn | state
            015009                       | AL
            15010                        | AL
            51e109                       | WV
            "\u00a0015011"               | AL
            15012                        | IL
            1.50E+12                     | AL
            000014                       | AL
                                         | AL
        """,
        expect="""
            ccn    | reasons        | read_flags
            015009 |                |
            015010 |                | ccn_zero_restored
            51E109 |                | ccn_upper_cased
            015011 |                |
                   | ccn_unreadable |
                   | ccn_unreadable |
                   | ccn_unreadable |
                   | ccn_missing    |
        """,
    )
    spec(
        "silver_providerinfo",
        staged_providerinfo="""
            cms_certification_number_ccn | state | kerok_synthetic
            015009                       | AL    |
            015010                       | GA    |
            995009                       | AL    | 1
        """,
        expect="""
            ccn    | is_synthetic | flags
            015009 | false        |
            015010 | false        | ccn_prefix_state_mismatch
            995009 | true         |
        """,
    )
