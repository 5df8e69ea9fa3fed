"""Every page of the desk. Addresses hold ids and division codes, never a personal value."""

from django.urls import path

from minzheng.interfaces.desk.pages import (
    audit,
    disputes,
    duplicates,
    emergencies,
    exports,
    imports,
    own,
    posts,
    search,
    staff,
    tokens,
    tracing,
    workbench,
)
from minzheng.interfaces.desk.pages.awards.urls import AWARDS
from minzheng.interfaces.desk.pages.cases.urls import CASES
from minzheng.interfaces.desk.pages.checks.urls import CHECKS
from minzheng.interfaces.desk.pages.deliveries.urls import DELIVERIES
from minzheng.interfaces.desk.pages.fieldwork.urls import FIELDWORK
from minzheng.interfaces.desk.pages.floats.urls import FLOATS
from minzheng.interfaces.desk.pages.funds.urls import FUNDS
from minzheng.interfaces.desk.pages.months.urls import MONTHS
from minzheng.interfaces.desk.pages.numbers.urls import NUMBERS
from minzheng.interfaces.desk.pages.payments.urls import PAYMENTS
from minzheng.interfaces.desk.pages.providers.urls import PROVIDERS
from minzheng.interfaces.desk.pages.recovery.urls import RECOVERY
from minzheng.interfaces.desk.pages.returns.urls import RETURNS
from minzheng.interfaces.desk.pages.tables.pages import TABLES
from minzheng.interfaces.desk.registry_urls import REGISTRY

app_name = "desk"

_STAFF = "staff/<uuid:account>/"
_POST = "posts/<uuid:post>/"

REVIEWS = [
    path("duplicates/", duplicates.DuplicateList.as_view(), name="duplicates"),
    path("duplicates/<uuid:pair>/", duplicates.Duplicate.as_view(), name="duplicate"),
    path("disputes/", disputes.DisputeList.as_view(), name="disputes"),
    path("disputes/<uuid:dispute>/", disputes.DisputeDecide.as_view(), name="dispute_decide"),
    path("audit/", audit.EventList.as_view(), name="audit"),
    path("audit/exports/", tracing.ExportTrace.as_view(), name="export_trace"),
    path("emergency/", emergencies.Emergency.as_view(), name="emergency"),
    path("emergency/<uuid:grant>/", emergencies.EmergencyFile.as_view(), name="emergency_file"),
    path("emergency/reviews/", emergencies.EmergencyReviews.as_view(), name="emergency_reviews"),
    path(
        "emergency/reviews/<uuid:alert>/",
        emergencies.EmergencyReview.as_view(),
        name="emergency_review",
    ),
]

EXCHANGE = [
    path("imports/", imports.ImportList.as_view(), name="imports"),
    path("imports/new/", imports.ImportNew.as_view(), name="import_new"),
    path("imports/<uuid:job>/", imports.ImportPage.as_view(), name="import"),
    path("imports/<uuid:job>/progress/", imports.ImportProgress.as_view(), name="import_progress"),
    path("imports/<uuid:job>/workbook/", imports.ImportWorkbook.as_view(), name="import_workbook"),
    path("imports/<uuid:job>/run/", imports.ImportRun.as_view(), name="import_run"),
    path("imports/<uuid:job>/cancel/", imports.ImportCancel.as_view(), name="import_cancel"),
    path("exports/", exports.ExportList.as_view(), name="exports"),
    path("exports/new/<slug:subject>/", exports.ExportNew.as_view(), name="export_new"),
    path("exports/<uuid:export>/fetch/", exports.ExportFetch.as_view(), name="export_fetch"),
    path("exports/<uuid:export>/approve/", exports.ExportApprove.as_view(), name="export_approve"),
    path("exports/<uuid:export>/refuse/", exports.ExportRefuse.as_view(), name="export_refuse"),
]

STAFF = [
    path("staff/", staff.StaffList.as_view(), name="staff"),
    path("staff/new/", staff.StaffNew.as_view(), name="staff_new"),
    path(_STAFF, staff.StaffMember.as_view(), name="staff_member"),
    path(f"{_STAFF}disable/", staff.StaffDisable.as_view(), name="staff_disable"),
    path(f"{_STAFF}enable/", staff.StaffEnable.as_view(), name="staff_enable"),
    path(f"{_STAFF}password/", staff.StaffPassword.as_view(), name="staff_password"),
    path(f"{_STAFF}second-factor/", staff.StaffFactor.as_view(), name="staff_factor"),
    path(f"{_STAFF}sessions/", staff.StaffSessions.as_view(), name="staff_sessions"),
    path(f"{_STAFF}posts/new/", posts.PostNew.as_view(), name="post_new"),
    path("tokens/", tokens.TokenList.as_view(), name="tokens"),
    path("tokens/new/", tokens.TokenNew.as_view(), name="token_new"),
    path("tokens/<uuid:token>/revoke/", tokens.TokenRevoke.as_view(), name="token_revoke"),
    path("posts/", posts.PostList.as_view(), name="posts"),
    path(_POST, posts.PostPage.as_view(), name="post"),
    path(f"{_POST}approve/", posts.PostApprove.as_view(), name="post_approve"),
    path(f"{_POST}refuse/", posts.PostRefuse.as_view(), name="post_refuse"),
    path(f"{_POST}end/", posts.PostEnd.as_view(), name="post_end"),
]

OWN = [
    path("own/", own.OwnAccount.as_view(), name="own_account"),
    path("own/post/", own.ChoosePost.as_view(), name="choose_post"),
    path("own/purpose/", own.ChoosePurpose.as_view(), name="choose_purpose"),
    path("own/sessions/<uuid:session>/end/", own.EndSession.as_view(), name="session_end"),
    path("own/relatives/", own.Relatives.as_view(), name="relatives"),
    path(
        "own/relatives/<uuid:filing>/withdraw/",
        own.RelativeWithdraw.as_view(),
        name="relative_withdraw",
    ),
]

urlpatterns = [
    path("", workbench.Workbench.as_view(), name="workbench"),
    path("search/", search.Search.as_view(), name="search"),
    *CASES,
    *FIELDWORK,
    *CHECKS,
    *AWARDS,
    *MONTHS,
    *NUMBERS,
    *PAYMENTS,
    *RETURNS,
    *RECOVERY,
    *DELIVERIES,
    *PROVIDERS,
    *FLOATS,
    *FUNDS,
    *TABLES,
    *REGISTRY,
    *REVIEWS,
    *EXCHANGE,
    *STAFF,
    *OWN,
]
