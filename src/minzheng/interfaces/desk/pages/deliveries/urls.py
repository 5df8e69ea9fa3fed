"""The addresses of services and things."""

from django.urls import path

from minzheng.interfaces.desk.pages.deliveries import edits, lists, page

_DELIVERY = "deliveries/<uuid:delivery>/"
_USE = f"{_DELIVERY}uses/<uuid:redemption>/"

DELIVERIES = [
    path("deliveries/", lists.DeliveryList.as_view(), name="deliveries"),
    path(_DELIVERY, page.DeliveryPage.as_view(), name="delivery"),
    path(f"{_DELIVERY}redeem/", edits.DeliveryRedeem.as_view(), name="delivery_redeem"),
    path(f"{_USE}dispute/", edits.RedemptionDispute.as_view(), name="delivery_dispute"),
    path(f"{_USE}reverse/", edits.RedemptionReverse.as_view(), name="delivery_reverse"),
    path(
        f"{_DELIVERY}disputes/<uuid:service_dispute>/settle/",
        edits.DisputeSettle.as_view(),
        name="delivery_settle",
    ),
]
