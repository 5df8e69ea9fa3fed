"""For residents: their own cases, read and acted upon; permission `own.cases`."""

from minzheng.kernel.casework.own.checking import (
    concede_own_difference,
    dispute_own_difference,
    my_differences,
)
from minzheng.kernel.casework.own.consent_paper import AGREED
from minzheng.kernel.casework.own.consenting import (
    WITHDRAWAL_MEANS,
    consent,
    my_consents,
    refuse_consent,
    withdraw_consent,
)
from minzheng.kernel.casework.own.filling import (
    asked_of_me,
    attach_own,
    begin,
    detach_own,
    save_own_answers,
    submit_own,
    withdraw_own,
)
from minzheng.kernel.casework.own.reading import (
    my_case,
    my_cases,
    my_decision_letter,
    my_letter,
)
from minzheng.kernel.casework.own.results import (
    Consent,
    OwnCase,
    OwnCaseRow,
    OwnCheck,
    OwnDecision,
    OwnDifference,
    OwnHearing,
    OwnLetter,
    OwnObjection,
    OwnStage,
)
from minzheng.kernel.casework.own.speaking import answer_hearing, complain, object_to_own

__all__ = [
    "AGREED",
    "WITHDRAWAL_MEANS",
    "Consent",
    "OwnCase",
    "OwnCaseRow",
    "OwnCheck",
    "OwnDecision",
    "OwnDifference",
    "OwnHearing",
    "OwnLetter",
    "OwnObjection",
    "OwnStage",
    "answer_hearing",
    "asked_of_me",
    "attach_own",
    "begin",
    "complain",
    "concede_own_difference",
    "consent",
    "detach_own",
    "dispute_own_difference",
    "my_case",
    "my_cases",
    "my_consents",
    "my_decision_letter",
    "my_differences",
    "my_letter",
    "object_to_own",
    "refuse_consent",
    "save_own_answers",
    "submit_own",
    "withdraw_consent",
    "withdraw_own",
]
