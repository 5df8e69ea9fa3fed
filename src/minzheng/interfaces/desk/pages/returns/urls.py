"""The addresses of returns, suspense and repairs."""

from django.urls import path

from minzheng.interfaces.desk.pages.returns import files, repairs, suspense, voidings

_RETURNS = "payments/<uuid:batch>/returns/"
_VOIDING = "repairs/voidings/<uuid:voiding>/"

RETURNS = [
    path(f"{_RETURNS}new/", files.ReturnNew.as_view(), name="payment_return_new"),
    path(f"{_RETURNS}<uuid:bank_return>/", files.ReturnWords.as_view(), name="payment_return"),
    path(
        f"{_RETURNS}<uuid:bank_return>/file/",
        files.ReturnFetch.as_view(),
        name="payment_return_fetch",
    ),
    path("suspense/", suspense.SuspenseList.as_view(), name="suspense"),
    path(
        "suspense/<uuid:word>/settle/",
        suspense.SuspenseSettle.as_view(),
        name="suspense_settle",
    ),
    path("repairs/", repairs.RepairList.as_view(), name="repairs"),
    path("repairs/draft/", repairs.RepairDraft.as_view(), name="repair_draft"),
    path("repairs/<uuid:returned_line>/void/", voidings.VoidingNew.as_view(), name="voiding_new"),
    path(f"{_VOIDING}approve/", voidings.VoidingApprove.as_view(), name="voiding_approve"),
    path(f"{_VOIDING}refuse/", voidings.VoidingRefuse.as_view(), name="voiding_refuse"),
]
