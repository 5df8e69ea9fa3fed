"""Providers: who may give a benefit, and to which account they are paid; each by two persons."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from minzheng.base.errors import InvalidValue
from minzheng.base.months import Month
from minzheng.base.typed_text import to_half_width
from minzheng.catalogue.benefits import Form
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query, touched
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.entitlements.ports import benefits
from minzheng.kernel.payments.accounts import book_of
from minzheng.kernel.payments.delivering import showing
from minzheng.kernel.payments.delivering.results import ProviderAccountRow, ProviderRow
from minzheng.kernel.payments.delivering.sentences import in_words
from minzheng.kernel.payments.models import (
    Provider,
    ProviderAccount,
    ProviderAccountState,
    ProviderState,
)
from minzheng.kernel.protection.keys import blind_index
from minzheng.kernel.registry.api import organisations
from minzheng.kernel.registry.api.accounts import COOLING_OFF
from minzheng.kernel.registry.api.listing import Page, one, page_of, seen

SHORTEST, LONGEST = 8, 32
SAME_PERSON = "提出和复核不能是同一人，请由他人复核。"


@query(permission="provider.read")
def list_providers(
    actor: Actor, *, benefit: str = "", after: str = "", limit: int = 50
) -> Page[ProviderRow]:
    """Whom the counties of the scope let give something."""
    rows = seen(Provider.objects)
    if benefit:
        rows = rows.filter(benefit=benefit)
    return page_of(
        rows, ["division", "benefit", "pk"], after, limit, lambda found: map(_row, found)
    )


@query(permission="provider.read")
def provider(actor: Actor, *, provider: UUID) -> ProviderRow:
    """One approval. Raises `Unseen` outside the scope."""
    return _row(one(Provider.objects, provider))


@query(permission="provider.read")
def accounts_of(actor: Actor, *, provider: UUID) -> tuple[ProviderAccountRow, ...]:
    """The versions of its account, the newest first, masked. Raises `Unseen`."""
    row = one(Provider.objects, provider)
    found = _accounts(row).order_by("-version")
    return tuple(showing.account_row(each) for each in found)


@command(permission="provider.propose", action="provider.propose")
def propose_provider(
    actor: Actor, *, organisation: UUID, benefit: str, from_month: Month, basis: str
) -> UUID:
    """Let an organisation of the register give a benefit, once another person agrees.

    Raises `Conflict`, `Refused`, `Unseen`.
    """
    body = organisations.organisation_file(actor, organisation=organisation).organisation
    known = benefits().get(benefit)
    if known is None or known.form is Form.CASH:
        raise Refused("请选择以服务或者实物提供的待遇。")
    if body.state != "active" or not body.credit_code:
        raise Refused("机构须存续，并登记统一社会信用代码。")
    if not basis.strip():
        raise Refused("请填写确定该机构的依据，例如协议或者名录文号。")
    with in_words(), transaction.atomic():
        made = Provider.objects.create(
            division=book_of(actor.division).division,
            organisation_id=body.id,
            name=body.name,
            benefit=benefit,
            from_month=from_month.first_day,
            basis=basis.strip()[:300],
            proposed_by=actor.account,
            proposed_person=actor.person,
            proposed_at=clock.now(),
        )
    _told(made, benefit=benefit)
    return made.pk


@command(permission="provider.approve", action="provider.approve")
def approve_provider(actor: Actor, *, provider: UUID) -> None:
    """Another person agrees. Raises `Conflict`, `Refused`, `Unseen`."""
    row = _in_state(provider, ProviderState.PROPOSED)
    _require_another(actor, row)
    row.state = ProviderState.APPROVED
    row.approved_by, row.approved_person = actor.account, actor.person
    row.approved_at = clock.now()
    with in_words(), transaction.atomic():
        row.save()
    _told(row)


@command(permission="provider.approve", action="provider.refuse")
def refuse_provider(actor: Actor, *, provider: UUID, reason: str) -> None:
    """Send a proposal back."""
    row = _in_state(provider, ProviderState.PROPOSED)
    row.state, row.reason = ProviderState.REJECTED, _said(reason)
    row.save()
    _told(row)


@command(permission="provider.approve", action="provider.end")
def end_provider(actor: Actor, *, provider: UUID, last_month: Month, reason: str) -> None:
    """From the month after on it gives nothing any more; what it gave is settled."""
    row = _in_state(provider, ProviderState.APPROVED)
    if last_month < Month.of(row.from_month):
        raise InvalidValue("最后月份不能早于起始月份。")
    row.state, row.to_month, row.reason = ProviderState.ENDED, last_month.first_day, _said(reason)
    row.save()
    _told(row)


@command(permission="provider.propose", action="provider.account")
def propose_account(
    actor: Actor, *, provider: UUID, bank: str, holder: str, number: str, reason: str = ""
) -> UUID:
    """A new version of its account; the one in use stays until another person agrees."""
    row: Provider = one(Provider.objects, provider, lock=True)
    written = to_half_width(number).replace("-", "")
    if not (written.isascii() and written.isdigit() and SHORTEST <= len(written) <= LONGEST):
        raise InvalidValue(f"银行账号应为{SHORTEST}至{LONGEST}位数字，请核对。")
    if not bank.strip() or not holder.strip():
        raise Refused("请填写开户银行和户名。")
    if holder.strip() != row.name:
        raise Refused("户名应与机构名称一致，服务费只付给机构本身。")
    if _accounts(row).filter(state=ProviderAccountState.PROPOSED).exists():
        raise Conflict("该机构已有待复核的账户变更，请先处理。")
    made = ProviderAccount(
        division=row.division,
        organisation_id=row.organisation_id,
        version=_accounts(row).count() + 1,
        bank=bank.strip()[:80],
        holder=row.name[:100],
        number=written,
        index=blind_index("bank_account", written),
        reason=reason.strip()[:300],
        proposed_by=actor.account,
        proposed_person=actor.person,
        proposed_at=clock.now(),
    )
    made.save(force_insert=True)
    _told(row, account=str(made.pk), version=made.version)
    return made.pk


@command(permission="provider.approve", action="provider.approve_account")
def approve_account(actor: Actor, *, account: UUID) -> None:
    """It takes the place of the one in use, after the cooling-off; the first waits for nothing."""
    row = _proposed(account)
    _require_another(actor, row)
    used = ProviderAccount.objects.filter(
        division=row.division,
        organisation_id=row.organisation_id,
        state=ProviderAccountState.APPROVED,
    )
    waits = used.exists()
    used.update(state=ProviderAccountState.SUPERSEDED)
    row.state = ProviderAccountState.APPROVED
    row.approved_by, row.approved_person = actor.account, actor.person
    row.approved_at = clock.now()
    row.usable_from = clock.today() + (COOLING_OFF if waits else timedelta())
    with in_words(), transaction.atomic():
        row.save()
    touched("provider_account", row.pk, row.division, payload={"version": row.version})


@command(permission="provider.approve", action="provider.refuse_account")
def refuse_account(actor: Actor, *, account: UUID, reason: str) -> None:
    """Send a proposed version back; the one in use stays."""
    row = _proposed(account)
    row.state, row.reason = ProviderAccountState.REJECTED, _said(reason)
    row.save()
    touched("provider_account", row.pk, row.division, payload={"version": row.version})


def _row(row: Provider) -> ProviderRow:
    return showing.provider_row(row)


def _accounts(row: Provider) -> "QuerySet[ProviderAccount]":
    return ProviderAccount.objects.filter(
        division=row.division, organisation_id=row.organisation_id
    )


def _in_state(provider: UUID, state: ProviderState) -> Provider:
    row: Provider = one(Provider.objects, provider, lock=True)
    if row.state != state:
        raise Conflict(f"该机构现在是“{row.get_state_display()}”，不能这样办理。")
    return row


def _proposed(account: UUID) -> ProviderAccount:
    row: ProviderAccount = one(ProviderAccount.objects, account, lock=True)
    if row.state != ProviderAccountState.PROPOSED:
        raise Conflict("该账户变更已经处理。")
    return row


def _require_another(actor: Actor, row: Provider | ProviderAccount) -> None:
    if actor.account == row.proposed_by or actor.person == row.proposed_person:
        raise Refused(SAME_PERSON)


def _said(reason: str) -> str:
    if not reason.strip():
        raise Refused("请填写原因。")
    return reason.strip()[:300]


def _told(row: Provider, **payload: object) -> None:
    touched("provider", row.pk, row.division, payload=payload)
