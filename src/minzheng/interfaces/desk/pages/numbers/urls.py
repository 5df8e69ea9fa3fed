"""The addresses of numbers."""

from django.urls import path

from minzheng.interfaces.desk.pages.numbers import lists, page, proposing

_PROPOSAL = "numbers/<uuid:number_proposal>/"

NUMBERS = [
    path("numbers/", lists.ProposalList.as_view(), name="numbers"),
    path("numbers/in-force/", lists.NumberValues.as_view(), name="number_values"),
    path("numbers/new/<str:key>/", proposing.NumberNew.as_view(), name="number_new"),
    path(_PROPOSAL, page.ProposalPage.as_view(), name="number_proposal"),
    path(f"{_PROPOSAL}approve/", page.ProposalApprove.as_view(), name="number_approve"),
    path(f"{_PROPOSAL}refuse/", page.ProposalRefuse.as_view(), name="number_refuse"),
    path(f"{_PROPOSAL}simulate/", page.ProposalSimulate.as_view(), name="number_simulate"),
    path(f"{_PROPOSAL}withdraw/", page.ProposalWithdraw.as_view(), name="number_withdraw"),
    path(f"{_PROPOSAL}rerate/", page.ProposalRerate.as_view(), name="number_rerate"),
]
