"""The addresses of the monthly run."""

from django.urls import path

from minzheng.interfaces.desk.pages.months import differences, leads, runs

_RUN = "months/<uuid:run>/"
_LEAD = "leads/<uuid:lead>/"

MONTHS = [
    path("months/", runs.RunList.as_view(), name="runs"),
    path("months/new/", runs.RunNew.as_view(), name="run_new"),
    path(_RUN, runs.RunPage.as_view(), name="run"),
    path(f"{_RUN}progress/", runs.RunProgress.as_view(), name="run_progress"),
    path(f"{_RUN}differences/", differences.DifferenceList.as_view(), name="run_differences"),
    path(
        f"{_RUN}differences/<uuid:run_difference>/",
        differences.DifferencePage.as_view(),
        name="run_difference",
    ),
    path("leads/", leads.LeadList.as_view(), name="leads"),
    path(_LEAD, leads.LeadPage.as_view(), name="lead"),
    path(f"{_LEAD}take/", leads.LeadTake.as_view(), name="lead_take"),
    path(f"{_LEAD}dismiss/", leads.LeadDismiss.as_view(), name="lead_dismiss"),
]
