"""Stars, surveys, fines and chain averages of Provider Info: plausible, not CMS's formulae."""

from __future__ import annotations

import datetime as dt

import numpy as np

from kerok.synthetic.draws import Floats, Ints
from kerok.synthetic.identity import chain_of
from kerok.synthetic.reported import Staffing, Subject

_ADJUSTED_CUTS = (3.2, 3.7, 4.2, 4.9)
_SURVEY_CUTS = (0.2, 0.43, 0.66, 0.9)
_QUALITY_CUTS = (0.1, 0.26, 0.46, 0.7)


def _stars(values: Floats, cuts: tuple[float, ...]) -> Ints:
    return (1 + np.searchsorted(np.array(cuts), values, side="right")).astype(np.int64)


def _drifting(subject: Subject, purpose: str) -> Floats:
    """A draw per facility of which a little changes from release to release."""
    return (subject.uniform(purpose) + 0.08 * subject.now(purpose)) / 1.08


def stars(subject: Subject, staffing: Staffing) -> dict[str, list[str]]:
    """Ratings with their footnotes. Four days without an RN cost all staffing stars but one, with a footnote beside the value."""
    survey, quality = _stars(_drifting(subject, "survey"), _SURVEY_CUTS), _stars(_drifting(subject, "quality"), _QUALITY_CUTS)
    adequate = staffing.zero_rn_days < 4
    staff = np.where(adequate & ~subject.is_suppressed, _stars(staffing.adjusted_total, _ADJUSTED_CUTS), 1)
    overall = np.clip(survey + (staff >= 4) - (staff == 1) + (quality == 5) - (quality == 1), 1, 5)
    no_rn = "24" if subject.written >= "2025-01" else "12"
    codes = np.where(subject.is_suppressed, "6", np.where(adequate, "", no_rn))
    notes = [subject.footnote(code) for code in codes.tolist()]
    few = subject.uniform("few residents") < 0.03
    short = np.where(few, 0, _stars(_drifting(subject, "short stay"), _QUALITY_CUTS))
    columns = {"overall": overall, "health_inspection": survey, "qm": quality, "staffing": staff, "rn_staffing": staff,
               "long_stay_qm": _stars(_drifting(subject, "long stay"), _QUALITY_CUTS), "short_stay_qm": short}  # fmt: skip
    texts = {f"{name}_rating": [str(n or "") for n in values.tolist()] for name, values in columns.items()}
    footnotes = {f"{name}_rating_footnote": [""] * len(survey) for name in columns}
    footnotes |= {"staffing_rating_footnote": notes, "rn_staffing_rating_footnote": list(notes)}
    footnotes["short_stay_qm_rating_footnote"] = ["2" if f else "" for f in few.tolist()]
    return texts | footnotes


def _cycle(subject: Subject, number: int) -> tuple[dict[str, list[str]], Ints]:
    """One inspection cycle under the names of its columns, and its score."""
    draw, chosen = subject.homes.draws, subject.chosen
    age = 60 + 420 * (number - 1) + draw.below(400, "surveyed", chosen, number)
    dates = [dt.date.fromordinal(n).isoformat() for n in (subject.release.processing_date.toordinal() - age).tolist()]
    bad = 1.0 - subject.uniform("survey")
    standard = (bad * 12.0 * draw.uniform("standard", chosen, number)).astype(np.int64)
    complaint = (bad * 6.0 * draw.uniform("complaint", chosen, number)).astype(np.int64)
    score = (standard + complaint) * np.where(draw.uniform("serious", chosen, number) < 0.9, 4, 12)
    second = (draw.uniform("revisit", chosen, number) < 0.05).astype(np.int64)
    values = {"number_of_standard_health_deficiencies": standard, "number_of_complaint_health_deficiencies": complaint,
              "total_number_of_health_deficiencies": standard + complaint, "health_deficiency_score": score,
              "number_of_health_revisits": 1 + second, "health_revisit_score": second * score // 2,
              "total_health_score": score + second * score // 2}  # fmt: skip
    columns = {f"rating_cycle_{number}_{name}": [str(n) for n in v.tolist()] for name, v in values.items()}
    kind = "standard_survey_health_date" if number == 1 else "standard_health_survey_date"
    return columns | {f"rating_cycle_{number}_{kind}": dates}, values["total_health_score"]


def surveys(subject: Subject) -> dict[str, list[str]]:
    """Inspection cycles, their weighted score, incidents, complaints, fines and penalties (of three years)."""
    cycles = [_cycle(subject, n) for n in (1, 2, 3)]
    columns = cycles[0][0] | cycles[1][0] | cycles[2][0]
    both = {name.replace("cycle_2", "cycle_2_3"): values for name, values in cycles[1][0].items() if "date" not in name}
    weighted = 3 * cycles[0][1] + 2 * cycles[1][1] + cycles[2][1]
    score = [f"{n // 6}.{n % 6 * 1000 // 6:03d}" for n in weighted.tolist()]
    return columns | both | {"total_weighted_health_survey_score": score} | _penalties(subject)


def _penalties(subject: Subject) -> dict[str, list[str]]:
    draw, chosen, infection = subject.homes.draws, subject.chosen, subject.now("infection").tolist()
    fined, denied = subject.uniform("fined"), (subject.now("denied") < 0.12).astype(np.int64)
    fines = np.where(fined < 0.55, 0, 1 + (4.0 * (fined - 0.55)).astype(np.int64) + draw.below(2, "fines", chosen))
    cents = fines * (65_514 + draw.below(2_500_000, "fine", chosen))
    with_cents = subject.written >= "2022-10"
    amounts = [f"{n // 100}.{n % 100:02d}" if with_cents else str(n // 100) for n in cents.tolist()]
    return {
        "number_of_facility_reported_incidents": [str(int(6 * u * u * u)) for u in subject.now("incidents").tolist()],
        "number_of_substantiated_complaints": [str(int(14 * u * u * u)) for u in subject.now("complaints").tolist()],
        "number_of_citations_from_infection_control_inspections": [str(int(4 * u)) if u > 0.25 else "" for u in infection],
        "number_of_fines": [str(n) for n in fines.tolist()],
        "total_amount_of_fines_in_dollars": amounts,
        "number_of_payment_denials": [str(n) for n in denied.tolist()],
        "total_number_of_penalties": [str(n) for n in (fines + denied).tolist()],
    }


def chain_averages(subject: Subject, columns: dict[str, list[str]]) -> dict[str, list[str]]:
    """A chain's facilities in this file and the means of their stars, one decimal; blank without a chain."""
    chain = chain_of(subject)
    members = np.bincount(chain[chain >= 0], minlength=int(chain.max(initial=0)) + 1)
    result = {"number_of_facilities_in_chain": [str(members[n]) if n >= 0 else "" for n in chain.tolist()]}
    names = {"overall_5_star": "overall", "health_inspection": "health_inspection", "staffing": "staffing", "qm": "qm"}
    for name, rating in names.items():
        values = np.array([int(v or 3) for v in columns[f"{rating}_rating"]], dtype=np.int64)
        sums = np.zeros(len(members), dtype=np.int64)
        np.add.at(sums, chain[chain >= 0], values[chain >= 0])
        tenths = (20 * sums + members) // np.maximum(2 * members, 1)
        result[f"chain_average_{name}_rating"] = [f"{tenths[n] // 10}.{tenths[n] % 10}" if n >= 0 else "" for n in chain.tolist()]
    return result
