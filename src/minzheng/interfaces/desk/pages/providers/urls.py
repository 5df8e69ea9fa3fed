"""The addresses of providers and settlements."""

from django.urls import path

from minzheng.interfaces.desk.pages.providers import edits, lists, settlements

_PROVIDER = "providers/<uuid:provider>/"
_ACCOUNT = f"{_PROVIDER}accounts/<uuid:provider_account>/"
_SETTLEMENT = "settlements/<uuid:settlement>/"

PROVIDERS = [
    path("providers/", lists.ProviderList.as_view(), name="providers"),
    path("providers/new/", edits.ProviderNew.as_view(), name="provider_new"),
    path(_PROVIDER, lists.ProviderPage.as_view(), name="provider"),
    path(f"{_PROVIDER}approve/", edits.ProviderApprove.as_view(), name="provider_approve"),
    path(f"{_PROVIDER}refuse/", edits.ProviderRefuse.as_view(), name="provider_refuse"),
    path(f"{_PROVIDER}end/", edits.ProviderEnd.as_view(), name="provider_end"),
    path(f"{_PROVIDER}accounts/new/", edits.ProviderAccount.as_view(), name="provider_account"),
    path(f"{_ACCOUNT}approve/", edits.AccountApprove.as_view(), name="provider_account_approve"),
    path(f"{_ACCOUNT}refuse/", edits.AccountRefuse.as_view(), name="provider_account_refuse"),
    path("settlements/", settlements.SettlementList.as_view(), name="settlements"),
    path("settlements/new/", settlements.SettlementNew.as_view(), name="settlement_new"),
    path("settlements/pay/", settlements.SettlementPay.as_view(), name="settlement_pay"),
    path(_SETTLEMENT, settlements.SettlementPage.as_view(), name="settlement"),
    path(f"{_SETTLEMENT}agree/", settlements.SettlementAgree.as_view(), name="settlement_agree"),
    path(
        f"{_SETTLEMENT}withdraw/",
        settlements.SettlementWithdraw.as_view(),
        name="settlement_withdraw",
    ),
]
