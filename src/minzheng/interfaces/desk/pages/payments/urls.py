"""The addresses of payroll."""

from django.urls import path

from minzheng.interfaces.desk.pages.payments import (
    board,
    explaining,
    inspections,
    lines,
    page,
    price_rises,
    steps,
)

_BATCH = "payments/<uuid:batch>/"
_RISE = "payments/price-rises/<uuid:rise>/"

PAYMENTS = [
    path("payments/", board.PayrollBoard.as_view(), name="payments"),
    path("payments/new/", board.PaymentNew.as_view(), name="payment_new"),
    path("payments/find/", explaining.PaymentFind.as_view(), name="payment_find"),
    path("payments/comparisons/new/", board.ComparisonNew.as_view(), name="comparison_new"),
    path("payments/inspections/", inspections.InspectionList.as_view(), name="inspections"),
    path(
        "payments/inspections/order/",
        inspections.InspectionOrder.as_view(),
        name="inspection_order",
    ),
    path("payments/price-rises/", price_rises.PriceRiseList.as_view(), name="price_rises"),
    path("payments/price-rises/new/", price_rises.PriceRiseNew.as_view(), name="price_rise_new"),
    path(f"{_RISE}progress/", price_rises.PriceRiseProgress.as_view(), name="price_rise_progress"),
    path(f"{_RISE}draft/", price_rises.PriceRiseDraft.as_view(), name="price_rise_draft"),
    path(_BATCH, page.PaymentPage.as_view(), name="payment"),
    path(f"{_BATCH}progress/", page.PaymentProgress.as_view(), name="payment_progress"),
    path(f"{_BATCH}lines/", lines.LineList.as_view(), name="payment_lines"),
    path(
        f"{_BATCH}lines/<uuid:instruction>/",
        explaining.PaymentLine.as_view(),
        name="payment_line",
    ),
    path(f"{_BATCH}check/", steps.PaymentCheck.as_view(), name="payment_check"),
    path(f"{_BATCH}findings/<slug:check>/", steps.PaymentSettle.as_view(), name="payment_settle"),
    path(f"{_BATCH}approve/", steps.PaymentApprove.as_view(), name="payment_approve"),
    path(f"{_BATCH}freeze/", steps.PaymentFreeze.as_view(), name="payment_freeze"),
    path(f"{_BATCH}file/", steps.PaymentFile.as_view(), name="payment_file"),
    path(f"{_BATCH}file/fetch/", steps.PaymentFileFetch.as_view(), name="payment_file_fetch"),
    path(f"{_BATCH}send/", steps.PaymentSend.as_view(), name="payment_send"),
    path(f"{_BATCH}sent/", steps.PaymentSent.as_view(), name="payment_sent"),
    path(f"{_BATCH}unknown/", steps.PaymentUnknown.as_view(), name="payment_unknown"),
    path(
        f"{_BATCH}never-arrived/",
        steps.PaymentNeverArrived.as_view(),
        name="payment_never_arrived",
    ),
    path(f"{_BATCH}cancel/", steps.PaymentCancel.as_view(), name="payment_cancel"),
]
