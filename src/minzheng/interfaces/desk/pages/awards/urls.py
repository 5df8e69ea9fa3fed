"""The addresses of awards."""

from django.urls import path

from minzheng.interfaces.desk.pages.awards import edits, lists, page

_AWARD = "awards/<uuid:award>/"
_HOLD = f"{_AWARD}holds/<uuid:hold>/"
_CHANGE = f"{_AWARD}payees/<uuid:payee_change>/"

AWARDS = [
    path("awards/", lists.AwardList.as_view(), name="awards"),
    path("awards/holds/", lists.HoldList.as_view(), name="holds"),
    path("awards/payees/", lists.PayeeList.as_view(), name="payee_changes"),
    path("awards/reviews/", lists.ReviewList.as_view(), name="reviews"),
    path(_AWARD, page.AwardPage.as_view(), name="award"),
    path(f"{_AWARD}holds/new/", edits.AwardHold.as_view(), name="award_hold"),
    path(f"{_HOLD}confirm/", edits.HoldConfirm.as_view(), name="hold_confirm"),
    path(f"{_HOLD}release/", edits.HoldRelease.as_view(), name="hold_release"),
    path(f"{_AWARD}payees/new/", edits.AwardPayee.as_view(), name="award_payee"),
    path(f"{_CHANGE}approve/", edits.PayeeApprove.as_view(), name="payee_approve"),
    path(f"{_CHANGE}reject/", edits.PayeeReject.as_view(), name="payee_reject"),
    path(f"{_AWARD}class/", edits.AwardClass.as_view(), name="award_class"),
    path("households/<uuid:household>/awards/", lists.AwardsOf.as_view(), name="household_awards"),
    path("persons/<uuid:person>/awards/", lists.AwardsOf.as_view(), name="person_awards"),
    path("persons/<uuid:person>/holds/new/", edits.PersonHold.as_view(), name="person_hold"),
]
