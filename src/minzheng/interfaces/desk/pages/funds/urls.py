"""The addresses of funds, the ledger and statements."""

from django.urls import path

from minzheng.interfaces.desk.pages.funds import books, edits, execution, journals, statements

_JOURNAL = "funds/ledger/journals/<uuid:journal>/"

FUNDS = [
    path("funds/", execution.FundPage.as_view(), name="funds"),
    path("funds/ledger/", books.LedgerPage.as_view(), name="ledger"),
    path(
        "funds/ledger/accounts/<uuid:ledger_account>/",
        books.AccountPage.as_view(),
        name="ledger_account",
    ),
    path("funds/ledger/journals/new/", journals.JournalNew.as_view(), name="journal_new"),
    path(_JOURNAL, journals.JournalPage.as_view(), name="journal"),
    path(f"{_JOURNAL}reverse/", journals.JournalReverse.as_view(), name="journal_reverse"),
    path("funds/new/", edits.FundNew.as_view(), name="fund_new"),
    path("funds/shares/", edits.FundShares.as_view(), name="fund_shares"),
    path("funds/payer/", edits.FundPayer.as_view(), name="fund_payer"),
    path("funds/<uuid:fund>/allot/", edits.FundAllot.as_view(), name="fund_allot"),
    path(
        "persons/<uuid:person>/payments/",
        statements.StatementOf.as_view(),
        name="person_payments",
    ),
    path(
        "households/<uuid:household>/payments/",
        statements.StatementOf.as_view(),
        name="household_payments",
    ),
    path(
        "persons/<uuid:person>/payments/<int:year>/proof/",
        statements.StatementProof.as_view(),
        name="person_proof",
    ),
    path(
        "households/<uuid:household>/payments/<int:year>/proof/",
        statements.StatementProof.as_view(),
        name="household_proof",
    ),
]
