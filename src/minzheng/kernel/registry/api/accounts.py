"""Bank accounts: proposed by one person, approved by another, usable after a cooling-off."""

from datetime import timedelta
from uuid import UUID

from minzheng.base.errors import InvalidValue
from minzheng.base.typed_text import to_half_width
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.protection.keys import blind_index
from minzheng.kernel.registry.models import AccountState, BankAccount, Person
from minzheng.kernel.registry.naming.spelling import clean_name, comparison_key
from minzheng.kernel.registry.scoping import one, seen
from minzheng.kernel.registry.standing import tell

COOLING_OFF = timedelta(days=7)
"""Between an approved change and the first payment to the new account (security T-03)."""

_SHORTEST, _LONGEST = 8, 32
SAME_PERSON = "提出和复核不能是同一人，请由他人复核。"


@command(permission="account.change", action="account.propose")
def propose_account(
    actor: Actor, *, person: UUID, bank: str, holder: str, number: str, reason: str = ""
) -> UUID:
    """A new version of a person's account; the one in use stays in use until it is approved."""
    whose = one(Person.objects, person, lock=True)
    written = to_half_width(number).replace("-", "")
    if not (written.isascii() and written.isdigit() and _SHORTEST <= len(written) <= _LONGEST):
        raise InvalidValue(f"银行账号应为{_SHORTEST}至{_LONGEST}位数字，请核对。")
    if not bank.strip():
        raise Refused("请填写开户银行。")
    if whose.accounts.filter(state=AccountState.PROPOSED).exists():
        raise Conflict("该人员已有待复核的账户变更，请先处理。")
    if comparison_key(holder) != comparison_key(whose.name) and not reason.strip():
        raise Refused("户名与姓名不同，请在变更原因中说明，例如监护人代领。")
    row = BankAccount(
        division=whose.division,
        label=whose.label,
        person=whose,
        version=whose.accounts.count() + 1,
        bank=" ".join(bank.split())[:80],
        holder=clean_name(holder),
        number=written,
        index=blind_index("bank_account", written),
        reason=reason.strip()[:200],
        proposed_by=actor.account,
        proposed_person=actor.person,
        proposed_at=clock.now(),
    )
    row.save(force_insert=True)
    tell(whose, account=str(row.pk), version=row.version)
    return row.pk


@command(permission="account.approve", action="account.approve")
def approve_account(actor: Actor, *, account: UUID, override_reason: str = "") -> None:
    """The proposed version takes the place of the one in use, after the cooling-off.

    The first account of a person waits for nothing. `override_reason` sets the cooling-off aside.
    Who proposed may not approve, under whatever account: the database refuses it as well.
    """
    row = _proposed(account)
    if actor.account == row.proposed_by or actor.person == row.proposed_person:
        raise Refused(SAME_PERSON)
    used = seen(BankAccount.objects).filter(person=row.person_id, state=AccountState.APPROVED)
    waits = used.exists() and not override_reason.strip()
    used.update(state=AccountState.SUPERSEDED)
    row.state = AccountState.APPROVED
    row.approved_by, row.approved_person = actor.account, actor.person
    row.approved_at = clock.now()
    row.usable_from = clock.today() + (COOLING_OFF if waits else timedelta())
    row.override_reason = override_reason.strip()[:200]
    row.save()
    tell(row.person, account=str(row.pk), version=row.version, overridden=bool(row.override_reason))


@command(permission="account.approve", action="account.refuse")
def reject_account(actor: Actor, *, account: UUID, reason: str) -> None:
    """Send a proposed version back; the one in use stays."""
    row = _proposed(account)
    if not reason.strip():
        raise Refused("请填写退回原因。")
    row.state, row.reason = AccountState.REJECTED, reason.strip()[:200]
    row.save(update_fields=["state", "reason"])
    tell(row.person, account=str(row.pk), version=row.version)


@query(permission="account.approve", action="person.read")
def reveal_account(actor: Actor, *, account: UUID) -> str:
    """An account number whole, for whoever compares it with the bank card. An event of its own."""
    row = one(BankAccount.objects.select_related("person"), account)
    tell(row.person, revealed="account")
    return str(row.number)


def _proposed(account: UUID) -> BankAccount:
    row: BankAccount = one(BankAccount.objects.select_related("person"), account, lock=True)
    if row.state != AccountState.PROPOSED:
        raise Conflict("该账户变更已经处理。")
    return row
