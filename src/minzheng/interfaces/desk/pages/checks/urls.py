"""The addresses of means checks."""

from django.urls import path

from minzheng.interfaces.desk.pages.checks import answers, authorisations, differences, page

_CHECK = "cases/<uuid:case>/check/"
_PERSON = f"{_CHECK}persons/<uuid:person>/"
_SUPPORTER = f"{_PERSON}supporters/<uuid:supporter>/"
_DIFFERENCE = f"{_CHECK}differences/<uuid:difference>/"
_QUESTION = f"{_CHECK}questions/<uuid:question>/"

CHECKS = [
    path(_CHECK, page.CheckPage.as_view(), name="case_check"),
    path(f"{_CHECK}start/", page.CheckStart.as_view(), name="check_start"),
    path(f"{_CHECK}again/", page.Recheck.as_view(), name="check_again"),
    path(f"{_CHECK}agreeing/", page.CheckAgreeing.as_view(), name="check_agreeing"),
    path(f"{_CHECK}tell/", page.CheckTell.as_view(), name="check_tell"),
    path(f"{_CHECK}report/", page.CheckReport.as_view(), name="check_report"),
    path(f"{_PERSON}authorise/", authorisations.Authorise.as_view(), name="check_authorise"),
    path(
        f"{_SUPPORTER}authorise/",
        authorisations.Authorise.as_view(),
        name="check_authorise_supporter",
    ),
    path(f"{_PERSON}refuse/", authorisations.Refuse.as_view(), name="check_refuse"),
    path(f"{_SUPPORTER}refuse/", authorisations.Refuse.as_view(), name="check_refuse_supporter"),
    path(
        f"{_CHECK}authorisations/<uuid:authorisation>/withdraw/",
        authorisations.Withdraw.as_view(),
        name="check_withdraw",
    ),
    path(_DIFFERENCE, differences.Difference.as_view(), name="check_difference"),
    path(f"{_DIFFERENCE}objection/", differences.Objection.as_view(), name="check_objection"),
    path(f"{_DIFFERENCE}concede/", differences.Concede.as_view(), name="check_concede"),
    path(f"{_DIFFERENCE}settle/", differences.Settle.as_view(), name="check_settle"),
    path(_QUESTION, answers.Question.as_view(), name="check_question"),
    path(f"{_QUESTION}again/", answers.AskAgain.as_view(), name="check_ask_again"),
    path(
        f"{_QUESTION}answers/<uuid:answer>/choose/",
        answers.Choose.as_view(),
        name="check_choose",
    ),
]
