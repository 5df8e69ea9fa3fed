"""Who is paid: somebody else is proposed by one person and approved by another."""

from uuid import UUID

from django.db import IntegrityError, transaction

from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query, touched
from minzheng.kernel.access.errors import Conflict, Recused, Refused
from minzheng.kernel.entitlements import holding, showing
from minzheng.kernel.entitlements.api.results import PayeeRow
from minzheng.kernel.entitlements.involved import require_uninvolved
from minzheng.kernel.entitlements.models import (
    Award,
    AwardState,
    ChangeState,
    Hold,
    HoldKind,
    PayeeChange,
)
from minzheng.kernel.entitlements.places import place
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.listing import Page, one, page_of, seen
from minzheng.kernel.registry.api.parties import party

__all__ = ["PayeeRow", "approve_payee", "payee_changes", "propose_payee", "reject_payee"]

ORDER = ("division", "id")
PROPOSE, APPROVE = "award.change", "award.approve"
LONGEST_REASON = 300
CHANGED = "领款人已变更"
_ONE_AT_A_TIME = "这项待遇已有待复核的领款人变更。"


@command(permission=PROPOSE, action="award.propose_payee")
def propose_payee(
    actor: Actor, *, award: UUID, payee: UUID, reason: str, evidence: UUID | None = None
) -> UUID:
    """Propose that somebody else be paid. Raises `Refused`, `Conflict`, `Recused`, `Unseen`.

    Another than those whom the award is for needs a paper: an agreement on custody of the account.
    """
    row = one(Award.objects, award, lock=True)
    whom = party(payee)
    require_uninvolved(actor, row, PROPOSE, payee)
    _check(row, payee, reason, evidence)
    if whom.death_date is not None:
        raise Refused("领款人已经死亡，请另选领款人。")
    change = PayeeChange(
        **place(row),
        before_id=row.payee_id,
        payee_id=payee,
        reason=reason.strip()[:LONGEST_REASON],
        evidence=evidence,
        proposed_by=actor.account,
        proposed_by_person=actor.person,
        proposed_by_name=actor.name,
        proposed_at=clock.now(),
    )
    try:
        with transaction.atomic():
            change.save(force_insert=True)
    except IntegrityError:
        raise Conflict(_ONE_AT_A_TIME) from None
    _tell(change)
    return change.pk


@command(permission=APPROVE, action="award.approve_payee")
def approve_payee(actor: Actor, *, change: UUID) -> None:
    """From now on the other one is paid; a hold because of the former payee is lifted.

    Raises `Recused`, `Conflict`, `Unseen`.
    """
    row = _proposed(actor, change)
    award = one(Award.objects, row.award_id, lock=True)
    if award.payee_id != row.before_id:
        raise Conflict("提出变更以后领款人已有变动，请退回后重新提出。")
    award.payee_id, award.version = row.payee_id, award.version + 1
    award.save()
    for each in Hold.objects.filter(award=award, kind=HoldKind.ACCOUNT, released_at=None):
        if each.person_id == row.before_id and each.raised_by_person != actor.person:
            holding.release(
                each, by=actor.account, person=actor.person, name=actor.name, reason=CHANGED
            )
    _settle(actor, row, ChangeState.APPROVED)


@command(permission=APPROVE, action="award.reject_payee")
def reject_payee(actor: Actor, *, change: UUID) -> None:
    """Turn a proposal down. Raises `Recused`, `Conflict`, `Unseen`."""
    _settle(actor, _proposed(actor, change), ChangeState.REJECTED)


@query(permission="award.read", action="award.list")
def payee_changes(actor: Actor, *, after: str = "", limit: int = 50) -> Page[PayeeRow]:
    """Those that wait for a second person, the oldest first."""
    rows = seen(PayeeChange.objects).filter(state=ChangeState.PROPOSED).select_related("award")
    page = page_of(rows, ORDER, after, limit, lambda found: showing.payee_rows(actor, found))
    shown = [str(each.id) for each in page.rows]
    touched("list", None, actor.division, payload={"shown": shown})
    return page


def _check(award: Award, payee: UUID, reason: str, evidence: UUID | None) -> None:
    if award.state == AwardState.ENDED:
        raise Conflict("这项待遇已经终止。")
    if not reason.strip():
        raise Refused("请填写变更理由。")
    if payee == award.payee_id:
        raise Refused("这个人已经是领款人。")
    own = {each.person for each in showing.cover_rows(award)}
    if payee not in own and evidence is None:
        raise Refused("由保障对象以外的人代领的，应上传代领协议或者监护证明。")


def _proposed(actor: Actor, change: UUID) -> PayeeChange:
    row = one(PayeeChange.objects.select_related("award"), change, lock=True)
    if row.state != ChangeState.PROPOSED:
        raise Conflict("这项变更已经处理，请刷新后再看。")
    if row.proposed_by_person == actor.person or row.proposed_by == actor.account:
        raise Recused(APPROVE)
    require_uninvolved(actor, row.award, APPROVE, row.payee_id)
    return row


def _settle(actor: Actor, row: PayeeChange, state: ChangeState) -> None:
    row.state = state
    row.settled_by, row.settled_by_person = actor.account, actor.person
    row.settled_by_name, row.settled_at = actor.name, clock.now()
    row.save()
    _tell(row)


def _tell(row: PayeeChange) -> None:
    payload = {"change": str(row.pk), "payee": str(row.payee_id), "state": row.state}
    touched("award", row.award_id, row.division, Label(row.label), payload=payload)
