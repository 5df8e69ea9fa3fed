"""The addresses of the portal."""

from django.urls import path

from minzheng.interfaces.portal.pages import (
    apply,
    cases,
    check,
    door,
    entrance,
    family,
    finder,
    home,
)
from minzheng.interfaces.portal.pages.file import File
from minzheng.interfaces.portal.pages.money import MONEY
from minzheng.interfaces.portal.pages.notices import NOTICES
from minzheng.interfaces.portal.pages.tables import TABLES

app_name = "portal"

urlpatterns = [
    path("", home.Home.as_view(), name="home"),
    path("privacy/", home.Privacy.as_view(), name="privacy"),
    path("accessibility/", home.Accessibility.as_view(), name="accessibility"),
    path("text-size/", entrance.TextSize.as_view(), name="text_size"),
    path("sign-in/", entrance.SignIn.as_view(), name="sign_in"),
    path("sign-in/code/", entrance.Code.as_view(), name="code"),
    path("sign-out/", entrance.SignOut.as_view(), name="sign_out"),
    path("finder/", finder.Finder.as_view(), name="finder"),
    path("file/", File.as_view(), name="file"),
    path("family/", family.Family.as_view(), name="family"),
    path("family/empower/", family.Empower.as_view(), name="empower"),
    path("family/authorities/<uuid:authority>/revoke/", family.Revoke.as_view(), name="revoke"),
    path("family/share/", family.Share.as_view(), name="share"),
    path("whom/", family.Whom.as_view(), name="whom"),
    path("door/", door.Door.as_view(), name="door"),
    path("apply/", apply.Apply.as_view(), name="apply"),
    path("apply/<str:item>/", apply.ApplyItem.as_view(), name="apply_item"),
    path("cases/", cases.Cases.as_view(), name="cases"),
    path("cases/<uuid:case>/", cases.Case.as_view(), name="case"),
    path("cases/<uuid:case>/form/<str:step>/", apply.Step.as_view(), name="step"),
    path("cases/<uuid:case>/papers/", apply.Papers.as_view(), name="papers"),
    path("cases/<uuid:case>/papers/<str:proof>/add/", apply.PaperAdd.as_view(), name="paper_add"),
    path(
        "cases/<uuid:case>/papers/<uuid:paper>/remove/",
        apply.PaperRemove.as_view(),
        name="paper_remove",
    ),
    path("cases/<uuid:case>/confirm/", apply.Confirm.as_view(), name="confirm"),
    path("cases/<uuid:case>/objection/", cases.ObjectionNew.as_view(), name="objection"),
    path("cases/<uuid:case>/hearing/", cases.HearingAnswer.as_view(), name="hearing"),
    path("cases/<uuid:case>/withdraw/", cases.Withdraw.as_view(), name="withdraw"),
    path("letters/<uuid:letter>/<str:form>/", cases.LetterFile.as_view(), name="letter_file"),
    path("cases/<uuid:case>/check/", check.Differences.as_view(), name="differences"),
    path(
        "cases/<uuid:case>/check/<uuid:difference>/",
        check.DifferenceAnswer.as_view(),
        name="difference",
    ),
    path("consents/", check.Consents.as_view(), name="consents"),
    path(
        "consents/<uuid:case>/withdraw/", check.ConsentWithdraw.as_view(), name="consent_withdraw"
    ),
    path("complaint/", cases.Complaint.as_view(), name="complaint"),
    *MONEY,
    *NOTICES,
    *TABLES,
]
