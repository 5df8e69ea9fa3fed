"""Pages about files: persons, households, organisations, divisions."""

from django.urls import path

from minzheng.interfaces.desk.pages import (
    division_changes,
    divisions,
    duplicates,
    endings,
    evidence,
    facilities,
    household_edits,
    households,
    organisations,
    person_additions,
    person_edits,
    persons,
    roster,
    sealing,
    statements,
    transfers,
)

_PERSON = "persons/<uuid:person>/"
_HOUSEHOLD = "households/<uuid:household>/"

PERSONS = [
    path("persons/", persons.PersonList.as_view(), name="persons"),
    path("persons/new/", person_edits.PersonNew.as_view(), name="person_new"),
    path(_PERSON, persons.PersonPage.as_view(), name="person"),
    path(f"{_PERSON}history/", persons.PersonHistory.as_view(), name="person_history"),
    path(f"{_PERSON}edit/", person_edits.PersonEdit.as_view(), name="person_edit"),
    path(f"{_PERSON}death/", person_edits.PersonDeath.as_view(), name="person_death"),
    path(
        f"{_PERSON}death/withdraw/",
        person_edits.PersonDeathWithdrawal.as_view(),
        name="person_death_withdraw",
    ),
    path(f"{_PERSON}move/", person_edits.PersonMove.as_view(), name="person_move"),
    path(f"{_PERSON}transfer/", transfers.TransferNew.as_view(), name="person_transfer"),
    path(f"{_PERSON}label/", sealing.PersonLabel.as_view(), name="person_label"),
    path(f"{_PERSON}evidence/new/", evidence.EvidenceNew.as_view(), name="person_evidence_new"),
    path(
        f"{_PERSON}contacts/<uuid:contact>/end/", endings.ContactEnd.as_view(), name="contact_end"
    ),
    path(
        f"{_PERSON}addresses/<uuid:address>/end/", endings.AddressEnd.as_view(), name="address_end"
    ),
    path(
        f"{_PERSON}supporters/<uuid:supporter>/end/",
        endings.SupporterEnd.as_view(),
        name="supporter_end",
    ),
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
    path(f"{_HOUSEHOLD}transfer/", transfers.TransferNew.as_view(), name="household_transfer"),
    path(
        f"{_HOUSEHOLD}evidence/new/", evidence.EvidenceNew.as_view(), name="household_evidence_new"
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

TRANSFERS = [
    path("transfers/", transfers.TransferList.as_view(), name="transfers"),
    path("transfers/<uuid:transfer>/end/", transfers.TransferEnd.as_view(), name="transfer_end"),
    path("offers/<uuid:offer>/", transfers.OfferPage.as_view(), name="offer"),
    path("offers/<uuid:offer>/accept/", transfers.OfferAccept.as_view(), name="offer_accept"),
    path("offers/<uuid:offer>/decline/", transfers.OfferDecline.as_view(), name="offer_decline"),
    path(
        "evidence/<uuid:document>/fetch/", evidence.EvidenceFetch.as_view(), name="evidence_fetch"
    ),
    path(
        "evidence/<uuid:document>/withdraw/",
        evidence.EvidenceWithdraw.as_view(),
        name="evidence_withdraw",
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
        "facilities/<uuid:facility>/close/", endings.FacilityClose.as_view(), name="facility_close"
    ),
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
    path("divisions/changes/", division_changes.ChangeList.as_view(), name="division_changes"),
    path(
        "divisions/changes/<uuid:change>/",
        division_changes.ChangePage.as_view(),
        name="division_change",
    ),
    path(
        "divisions/changes/<uuid:change>/cancel/",
        division_changes.ChangeCancel.as_view(),
        name="division_change_cancel",
    ),
    path("divisions/<str:code>/", divisions.DivisionPage.as_view(), name="division"),
    path(
        "divisions/<str:code>/rename/",
        division_changes.DivisionRename.as_view(),
        name="division_rename",
    ),
    path(
        "divisions/<str:code>/merge/",
        division_changes.DivisionMerge.as_view(),
        name="division_merge",
    ),
    path(
        "divisions/<str:code>/split/",
        division_changes.DivisionSplit.as_view(),
        name="division_split",
    ),
    path(
        "divisions/<str:code>/move/", division_changes.DivisionMove.as_view(), name="division_move"
    ),
]

REGISTRY = [*PERSONS, *HOUSEHOLDS, *TRANSFERS, *ORGANISATIONS, *DIVISIONS]
