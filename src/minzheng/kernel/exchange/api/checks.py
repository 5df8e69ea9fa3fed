"""Means checks: authorisations, questions to departments, differences, the report."""

from minzheng.kernel.exchange.checks.authorising import (
    Given,
    authorise,
    refuse_authorisation,
    withdraw_authorisation,
)
from minzheng.kernel.exchange.checks.consents import Consented, consents_of
from minzheng.kernel.exchange.checks.details import answers_of, difference_of
from minzheng.kernel.exchange.checks.ending import close_checks
from minzheng.kernel.exchange.checks.ordering import ask_again, recheck, start_check
from minzheng.kernel.exchange.checks.purposes import QueryWithoutCase, open_purpose
from minzheng.kernel.exchange.checks.report import check_report, report_file
from minzheng.kernel.exchange.checks.results import (
    AnswerView,
    AuthorisationView,
    CheckState,
    CheckView,
    DifferenceFile,
    DifferenceView,
    PartyView,
    RequestFile,
    RequestView,
    RoundView,
    ToldLines,
)
from minzheng.kernel.exchange.checks.settling import (
    HEARD_ALREADY,
    accept_agreeing,
    choose_answer,
    concede_difference,
    dispute_difference,
    settle_difference,
    tell_household,
)
from minzheng.kernel.exchange.checks.states import DifferenceState, PartyKind, SigningMethod
from minzheng.kernel.exchange.checks.viewing import check_state, check_view, told_differences

__all__ = [
    "HEARD_ALREADY",
    "AnswerView",
    "AuthorisationView",
    "CheckState",
    "CheckView",
    "Consented",
    "DifferenceFile",
    "DifferenceState",
    "DifferenceView",
    "Given",
    "PartyKind",
    "PartyView",
    "QueryWithoutCase",
    "RequestFile",
    "RequestView",
    "RoundView",
    "SigningMethod",
    "ToldLines",
    "accept_agreeing",
    "answers_of",
    "ask_again",
    "authorise",
    "check_report",
    "check_state",
    "check_view",
    "choose_answer",
    "close_checks",
    "concede_difference",
    "consents_of",
    "difference_of",
    "dispute_difference",
    "open_purpose",
    "recheck",
    "refuse_authorisation",
    "report_file",
    "settle_difference",
    "start_check",
    "tell_household",
    "told_differences",
    "withdraw_authorisation",
]
