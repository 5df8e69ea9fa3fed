"""The addresses of imprest floats."""

from django.urls import path

from minzheng.interfaces.desk.pages.floats import edits, lists

_FLOAT = "floats/<uuid:imprest>/"

FLOATS = [
    path("floats/", lists.FloatList.as_view(), name="floats"),
    path("floats/new/", edits.FloatNew.as_view(), name="float_new"),
    path(_FLOAT, lists.FloatPage.as_view(), name="float"),
    path(f"{_FLOAT}top-up/", edits.FloatTopUp.as_view(), name="float_top_up"),
    path(f"{_FLOAT}give-back/", edits.FloatGiveBack.as_view(), name="float_give_back"),
    path(f"{_FLOAT}spend/", edits.FloatSpend.as_view(), name="float_spend"),
    path(f"{_FLOAT}settle/", edits.FloatSettle.as_view(), name="float_settle"),
    path(f"{_FLOAT}count/", edits.FloatCount.as_view(), name="float_count"),
    path(f"{_FLOAT}hand-over/", edits.FloatHandOver.as_view(), name="float_hand_over"),
    path(f"{_FLOAT}close/", edits.FloatClose.as_view(), name="float_close"),
    path(
        f"{_FLOAT}movements/<uuid:movement>/reverse/",
        edits.FloatReverse.as_view(),
        name="float_reverse",
    ),
]
