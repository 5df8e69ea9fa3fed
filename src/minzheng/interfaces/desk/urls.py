"""Every page of the desk. Addresses hold ids and division codes, never a personal value."""

from django.urls import path

from minzheng.interfaces.desk.pages import (
    audit,
    disputes,
    divisions,
    duplicates,
    emergencies,
    exports,
    facilities,
    household_edits,
    households,
    imports,
    organisations,
    own,
    person_additions,
    person_edits,
    persons,
    posts,
    roster,
    search,
    staff,
    statements,
    workbench,
)

app_name = "desk"

_PERSON = "persons/<uuid:person>/"
_HOUSEHOLD = "households/<uuid:household>/"
_STAFF = "staff/<uuid:account>/"
_POST = "posts/<uuid:post>/"

PERSONS = [
    path("persons/", persons.PersonList.as_view(), name="persons"),
    path("persons/new/", person_edits.PersonNew.as_view(), name="person_new"),
    path(_PERSON, persons.PersonPage.as_view(), name="person"),
    path(f"{_PERSON}history/", persons.PersonHistory.as_view(), name="person_history"),
    path(f"{_PERSON}edit/", person_edits.PersonEdit.as_view(), name="person_edit"),
    path(f"{_PERSON}death/", person_edits.PersonDeath.as_view(), name="person_death"),
    path(f"{_PERSON}move/", person_edits.PersonMove.as_view(), name="person_move"),
    path(f"{_PERSON}identities/new/", person_additions.IdentityNew.as_view(), name="identity_new"),
    path(
        f"{_PERSON}identities/<uuid:identity>/correct/",
        person_additions.IdentityCorrect.as_view(),
        name="identity_correct",
    ),
    path(f"{_PERSON}contacts/new/", person_additions.ContactNew.as_view(), name="contact_new"),
    path(f"{_PERSON}addresses/new/", person_additions.AddressNew.as_view(), name="address_new"),
    path(f"{_PERSON}names/new/", person_additions.NameNew.as_view(), name="name_new"),
    path(f"{_PERSON}accounts/new/", person_additions.AccountNew.as_view(), name="account_new"),
    path(
        f"{_PERSON}accounts/<uuid:account>/",
        person_additions.AccountDecide.as_view(),
        name="account_decide",
    ),
    path(f"{_PERSON}supporters/new/", household_edits.SupporterNew.as_view(), name="supporter_new"),
    path(
        f"{_PERSON}supporters/<uuid:supporter>/statements/new/",
        statements.SupporterStatementNew.as_view(),
        name="supporter_statement_new",
    ),
    path(
        f"{_PERSON}statements/new/",
        statements.PersonStatementNew.as_view(),
        name="person_statement_new",
    ),
    path(
        f"{_PERSON}statements/<uuid:statement>/withdraw/",
        statements.StatementWithdraw.as_view(),
        name="person_statement_withdraw",
    ),
    path(f"{_PERSON}merges/<uuid:merge>/undo/", duplicates.MergeUndo.as_view(), name="merge_undo"),
    path(
        "identities/<uuid:identity>/reveal/", persons.RevealNumber.as_view(), name="reveal_number"
    ),
    path(
        "bank-accounts/<uuid:bank_account>/reveal/",
        persons.RevealAccount.as_view(),
        name="reveal_account",
    ),
    path("contacts/<uuid:contact>/reveal/", persons.RevealPhone.as_view(), name="reveal_phone"),
]

HOUSEHOLDS = [
    path("households/", households.HouseholdList.as_view(), name="households"),
    path("households/new/", household_edits.HouseholdNew.as_view(), name="household_new"),
    path(_HOUSEHOLD, households.HouseholdPage.as_view(), name="household"),
    path(f"{_HOUSEHOLD}history/", households.HouseholdHistory.as_view(), name="household_history"),
    path(
        f"{_HOUSEHOLD}benefits/", households.HouseholdBenefits.as_view(), name="household_benefits"
    ),
    path(f"{_HOUSEHOLD}join/", household_edits.HouseholdJoin.as_view(), name="household_join"),
    path(
        f"{_HOUSEHOLD}members/<uuid:membership>/leave/",
        household_edits.HouseholdLeave.as_view(),
        name="household_leave",
    ),
    path(f"{_HOUSEHOLD}end/", household_edits.HouseholdEnd.as_view(), name="household_end"),
    path(
        f"{_HOUSEHOLD}statements/new/",
        statements.HouseholdStatementNew.as_view(),
        name="household_statement_new",
    ),
    path(
        f"{_HOUSEHOLD}statements/<uuid:statement>/withdraw/",
        statements.StatementWithdraw.as_view(),
        name="household_statement_withdraw",
    ),
]

ORGANISATIONS = [
    path("organisations/", organisations.OrganisationList.as_view(), name="organisations"),
    path("organisations/new/", organisations.OrganisationNew.as_view(), name="organisation_new"),
    path(
        "organisations/<uuid:organisation>/",
        organisations.OrganisationPage.as_view(),
        name="organisation",
    ),
    path(
        "organisations/<uuid:organisation>/edit/",
        organisations.OrganisationEdit.as_view(),
        name="organisation_edit",
    ),
    path("facilities/", facilities.FacilityList.as_view(), name="facilities"),
    path("facilities/new/", facilities.FacilityNew.as_view(), name="facility_new"),
    path(
        "organisations/<uuid:organisation>/facilities/new/",
        facilities.FacilityNew.as_view(),
        name="organisation_facility_new",
    ),
    path("roster/", roster.RosterList.as_view(), name="roster"),
    path("roster/new/", roster.RosterNew.as_view(), name="roster_new"),
    path("roster/<uuid:entry>/leave/", roster.RosterLeave.as_view(), name="roster_leave"),
]

DIVISIONS = [
    path("divisions/", divisions.DivisionPage.as_view(), name="divisions"),
    path("divisions/choices/", divisions.DivisionChoices.as_view(), name="division_choices"),
    path("divisions/<str:code>/", divisions.DivisionPage.as_view(), name="division"),
]

REVIEWS = [
    path("duplicates/", duplicates.DuplicateList.as_view(), name="duplicates"),
    path("duplicates/<uuid:pair>/", duplicates.Duplicate.as_view(), name="duplicate"),
    path("disputes/", disputes.DisputeList.as_view(), name="disputes"),
    path("disputes/<uuid:dispute>/", disputes.DisputeDecide.as_view(), name="dispute_decide"),
    path("audit/", audit.EventList.as_view(), name="audit"),
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
    *PERSONS,
    *HOUSEHOLDS,
    *ORGANISATIONS,
    *DIVISIONS,
    *REVIEWS,
    *EXCHANGE,
    *STAFF,
    *OWN,
]
