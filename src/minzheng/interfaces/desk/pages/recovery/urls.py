"""The addresses of recovery."""

from django.urls import path

from minzheng.interfaces.desk.pages.recovery import lists, page, steps

_DEBT = "recovery/<uuid:receivable>/"
_WRITE_OFF = f"{_DEBT}write-offs/<uuid:write_off>/"

RECOVERY = [
    path("recovery/", lists.DebtList.as_view(), name="receivables"),
    path("recovery/overpaid/", lists.OverpaidList.as_view(), name="overpaid"),
    path("recovery/overpaid/count/", lists.OverpaidCount.as_view(), name="overpaid_count"),
    path("recovery/new/<uuid:award>/", steps.DebtNew.as_view(), name="receivable_new"),
    path(_DEBT, page.DebtPage.as_view(), name="receivable"),
    path(f"{_DEBT}letter/", page.DebtLetter.as_view(), name="receivable_letter"),
    path(f"{_DEBT}confirm/", steps.DebtConfirm.as_view(), name="receivable_confirm"),
    path(f"{_DEBT}withdraw/", steps.DebtWithdraw.as_view(), name="receivable_withdraw"),
    path(f"{_DEBT}plan/", steps.DebtPlan.as_view(), name="receivable_plan"),
    path(f"{_DEBT}receipts/new/", steps.DebtReceipt.as_view(), name="receivable_receipt"),
    path(f"{_DEBT}write-offs/new/", steps.WriteOffNew.as_view(), name="write_off_new"),
    path(f"{_WRITE_OFF}approve/", steps.WriteOffApprove.as_view(), name="write_off_approve"),
    path(f"{_WRITE_OFF}refuse/", steps.WriteOffRefuse.as_view(), name="write_off_refuse"),
]
