"""The facts that the model reads, and of which type OpenFisca stores each."""

from collections.abc import Mapping

from benchmarks.openfisca_model.declaring import BENEFITS, SUPPORT


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


ABILITY = _names(
    "eating grooming bathing upper_dressing lower_dressing bladder bowel toileting "
    "bed_mobility chair_transfer walking stairs time_orientation place_orientation "
    "person_orientation memory comprehension expression aggression depression consciousness "
    "vision hearing daily_affairs transport social"
)
"""The 26 items of GB/T 42195-2022."""

SWITCHED: Mapping[str, str] = {
    "preferential_pension": "counts_preferential_pension",
    "family_planning_award": "counts_family_planning_award",
    "scholarship": "counts_scholarship",
    "commendation": "counts_commendation",
    "assistance_received": "counts_assistance_received",
    "disability_subsidy": "counts_disability_subsidy",
    "old_age_allowance_received": "counts_old_age_allowance",
    "child_allowance": "counts_child_allowance",
    "childcare_subsidy": "counts_childcare_subsidy",
}
"""Kinds of income and the number by which an area counts them; not loaded where it does not."""

_INTEGERS = _names(
    "member_number relation birth_date death_date schooling clergy_years custody custody_since "
    "employed_since work_refusals wage business property_income pension_employee "
    "pension_basic_central pension_resident_other support_received transfer_other other_income "
    "imputed_wage tax_and_insurance transfer_paid own_assets disability_kind disability_grade "
    "disability_expires same_kind_living same_kind_care extreme_poverty_since support_choice "
    "father_state father_state_months father_disability_kind father_disability_grade "
    "mother_state mother_state_months mother_disability_kind mother_disability_grade "
    "child_recognised child_scheme risk_events"
)
_FLAGS = _names(
    "locally_registered covered independent co_resident support_duty declared_missing conscript "
    "employed able_to_work includes_intellectual_or_mental includes_physical_or_visual "
    "needs_long_term_care serious_illness injury_care_allowance otherwise_unable_to_work "
    "supporters_complete unlisted_supporters_unable property_within_limits eats dresses gets_up "
    "uses_toilet walks_indoors washes father_supports mother_supports "
    "father_includes_intellectual_or_mental mother_includes_intellectual_or_mental "
    "in_child_institution mental_diagnosis"
)

PERSON: Mapping[str, type] = {
    **dict.fromkeys((*_INTEGERS, *ABILITY), int),
    **dict.fromkeys(_FLAGS, bool),
}

HOUSEHOLD: Mapping[str, type] = {
    **dict.fromkeys(
        _names(
            "settlement dibao_route dibao_since dibao_amount grace_since rigid_deduction assets "
            "vehicles houses"
        ),
        int,
    ),
    "active_business": bool,
}

SUPPORTER: Mapping[str, type] = {
    **dict.fromkeys(
        _names(
            "relation birth_date income household_income household_size supported_persons "
            "support_paid disability_kind disability_grade"
        ),
        int,
    ),
    **dict.fromkeys(
        _names(
            "property_within_limits on_extreme_poverty on_minimum_living declared_missing "
            "includes_intellectual_or_mental no_civil_capacity in_prison otherwise_unable"
        ),
        bool,
    ),
}

FROM_SUPPORTERS: Mapping[str, type] = {
    "support_exempted": int,
    "support_due": int,
    "supporters_all_unable": bool,
}
"""What the model of the supporters says of each person."""

FROM_SUPPORTED: Mapping[str, type] = {"exempting": bool, "support_threshold": int}
"""What the model of the supporters asks of the person supported."""

BENEFITS.inputs({**PERSON, **dict.fromkeys(SWITCHED, int), **FROM_SUPPORTERS}, HOUSEHOLD)
SUPPORT.inputs(SUPPORTER, FROM_SUPPORTED)
