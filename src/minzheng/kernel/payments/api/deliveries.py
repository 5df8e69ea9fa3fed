"""What awards give in services and things: lists, what is left, what providers gave of it."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q, Sum

from minzheng.base.errors import InvalidValue
from minzheng.base.months import Month
from minzheng.catalogue.benefits import Form
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query, touched
from minzheng.kernel.access.errors import Conflict, Refused, Unseen
from minzheng.kernel.entitlements.ports import benefits
from minzheng.kernel.payments.accounts import county_of
from minzheng.kernel.payments.delivering import settling, showing
from minzheng.kernel.payments.delivering.results import (
    DeliveryRow,
    DeliveryTotal,
    DisputeRow,
    ProviderRow,
    RedemptionRow,
)
from minzheng.kernel.payments.delivering.sentences import in_words
from minzheng.kernel.payments.delivering.terms import borne
from minzheng.kernel.payments.models import Delivery, Dispute, DisputeOutcome, Redemption
from minzheng.kernel.protection.identifiers import uuid7
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.listing import Page, one, page_of, seen

SAME_PERSON = "提出和处理争议不能是同一人，请由他人处理。"


@query(permission="delivery.read", action="delivery.read")
def list_deliveries(
    actor: Actor,
    *,
    month: Month,
    division: str = "",
    benefit: str = "",
    state: str = "",
    after: str = "",
    limit: int = 50,
) -> Page[DeliveryRow]:
    """What is given in a month, by place. `state` is also "unused": open and not begun."""
    rows = seen(Delivery.objects, division).filter(month=month.first_day)
    if benefit:
        rows = rows.filter(benefit=benefit)
    if state == "unused":
        rows = rows.filter(state="open", used_fen=0)
    elif state:
        rows = rows.filter(state=state)
    touched("list", None, division or actor.division, payload={"month": str(month)})
    return page_of(rows, ["division", "pk"], after, limit, showing.delivery_rows)


@query(permission="delivery.read")
def totals(actor: Actor, *, month: Month, division: str = "") -> tuple[DeliveryTotal, ...]:
    """What was given and used in a month, by benefit: one query."""
    rows = seen(Delivery.objects, division).filter(month=month.first_day)
    found = rows.values("benefit").annotate(
        count=Count("id"),
        used=Count("id", filter=Q(used_fen__gt=0)),
        given=Sum("amount_fen"),
        spent=Sum("used_fen"),
    )
    return tuple(
        DeliveryTotal(
            each["benefit"],
            showing.title_of(each["benefit"]),
            each["count"],
            each["used"],
            int(each["given"]),
            int(each["spent"]),
        )
        for each in found.order_by("benefit")
    )


@query(permission="delivery.read")
def deliveries_of(actor: Actor, *, award: UUID, limit: int = 24) -> tuple[DeliveryRow, ...]:
    """The last months of one award, the newest first."""
    rows = seen(Delivery.objects).filter(award_id=award).order_by("-month")[:limit]
    return tuple(showing.delivery_rows(list(rows)))


@query(permission="delivery.read", action="delivery.read")
def delivery(actor: Actor, *, delivery: UUID) -> DeliveryRow:
    """What stands above. Raises `Unseen`."""
    row = one(Delivery.objects, delivery)
    _told(row)
    return showing.delivery_rows([row])[0]


@query(permission="delivery.read")
def redemptions_of(actor: Actor, *, delivery: UUID) -> tuple[RedemptionRow, ...]:
    """What was used of it, in order. Raises `Unseen`."""
    row = one(Delivery.objects, delivery)
    found = Redemption.objects.filter(delivery=row).select_related("provider").order_by("pk")
    return tuple(showing.redemption_rows(list(found)))


@query(permission="delivery.read")
def disputes_of(actor: Actor, *, delivery: UUID) -> tuple[DisputeRow, ...]:
    """What is or was disputed about it. Raises `Unseen`."""
    row = one(Delivery.objects, delivery)
    found = Dispute.objects.filter(redemption__delivery=row).order_by("pk")
    return tuple(showing.dispute_row(each) for each in found)


@query(permission="delivery.read")
def providers_for(actor: Actor, *, delivery: UUID) -> tuple[ProviderRow, ...]:
    """Who may give it: whom the county has approved for the benefit. Raises `Unseen`."""
    row = one(Delivery.objects, delivery)
    found = settling.providers_of(county_of(row.division), row.benefit)
    return tuple(showing.provider_row(each) for each in found)


def benefits_given() -> tuple[tuple[str, str], ...]:
    """Rule and title of every benefit that is not paid in money."""
    return tuple(
        (each.rule, each.title) for each in benefits().values() if each.form is not Form.CASH
    )


def modes_of(benefit: str) -> tuple[tuple[str, str], ...]:
    """Code and title of the ways in which a benefit is given."""
    return tuple((each.code, each.title) for each in benefits().known(benefit).modes)


@command(permission="delivery.redeem", action="delivery.redeem")
def redeem(
    actor: Actor,
    *,
    delivery: UUID,
    redemption: UUID,
    provider: UUID,
    mode: str,
    content: str,
    price_fen: int,
    used_on: date,
    voucher: str,
) -> int:
    """What a provider gave; what the benefit bears of the price. Twice is once, by the id."""
    row: Delivery = one(Delivery.objects, delivery, lock=True)
    if (known := _entered(row, redemption)) is not None:
        return known
    if not content.strip() or not voucher.strip() or used_on > clock.today():
        raise Refused("请填写服务内容和凭据号；服务日期不能晚于今天。")
    amount = _borne(row, mode, price_fen, used_on)
    with in_words(), transaction.atomic():
        Redemption.objects.create(
            id=redemption,
            division=row.division,
            label=row.label,
            delivery=row,
            provider_id=provider,
            mode=mode,
            content=content.strip()[:300],
            price_fen=price_fen,
            amount_fen=amount,
            used_on=used_on,
            voucher=voucher.strip()[:300],
            recorded_by=actor.account,
            recorded_person=actor.person,
            recorded_at=clock.now(),
        )
    _told(row, redemption=str(redemption), amount_fen=amount)
    return amount


@command(permission="delivery.settle", action="delivery.reverse")
def reverse_redemption(actor: Actor, *, redemption: UUID, reversal: UUID, reason: str) -> None:
    """It was not given: taken back, and off the next settlement where it was settled already."""
    row = _redemption(redemption)
    if Redemption.objects.filter(pk=reversal, reverses=row.pk).exists():
        _told(row.delivery, reversal=str(reversal))
        return
    if row.recorded_by == actor.account or row.recorded_person == actor.person:
        raise Refused("登记人不能冲销自己登记的核销，请由他人办理。")
    _take_back(actor, row, reversal, reason)
    _told(row.delivery, reversal=str(reversal), amount_fen=row.amount_fen)


@command(permission="delivery.redeem", action="delivery.dispute")
def dispute_redemption(actor: Actor, *, redemption: UUID, reason: str) -> UUID:
    """Somebody says that it is wrong; it is not settled until another person has looked."""
    row = _redemption(redemption)
    if row.reverses is not None or not reason.strip():
        raise Refused("请填写争议内容；冲销记录不能再提出争议。")
    with in_words(), transaction.atomic():
        made = Dispute.objects.create(
            division=row.division,
            label=row.label,
            redemption=row,
            reason=reason.strip()[:300],
            raised_by=actor.account,
            raised_person=actor.person,
            raised_at=clock.now(),
        )
    _told(row.delivery, dispute=str(made.pk))
    return made.pk


@command(permission="delivery.settle", action="delivery.settle")
def settle_dispute(actor: Actor, *, dispute: UUID, upheld: bool, finding: str) -> None:
    """Upheld, the redemption is taken back; dismissed, it is settled as any other."""
    row: Dispute = one(Dispute.objects.select_related("redemption__delivery"), dispute, lock=True)
    if row.outcome != DisputeOutcome.OPEN:
        raise Conflict("这项争议已经处理。")
    if actor.account == row.raised_by or actor.person == row.raised_person:
        raise Refused(SAME_PERSON)
    if not finding.strip():
        raise Refused("请填写核查情况。")
    if upheld and not Redemption.objects.filter(reverses=row.redemption_id).exists():
        _take_back(actor, row.redemption, uuid7(), finding)
    row.outcome = DisputeOutcome.UPHELD if upheld else DisputeOutcome.DISMISSED
    row.finding = finding.strip()[:300]
    row.settled_by, row.settled_person, row.settled_at = actor.account, actor.person, clock.now()
    with in_words(), transaction.atomic():
        row.save()
    _told(row.redemption.delivery, dispute=str(row.pk), outcome=str(row.outcome))


def _entered(row: Delivery, redemption: UUID) -> int | None:
    """What the benefit bears of the use of that id, if it was entered before."""
    known = Redemption.objects.filter(pk=redemption).first()
    if known is None:
        return None
    if known.delivery_id != row.pk:
        raise Unseen
    _told(row, redemption=str(redemption))
    return int(known.amount_fen)


def _borne(row: Delivery, mode: str, price_fen: int, used_on: date) -> int:
    """The share of the price, as far as it is left."""
    chosen = benefits().known(row.benefit).mode(mode)
    if chosen is None or price_fen <= 0:
        raise InvalidValue("请选择服务方式，填写大于零的价格。")
    share = borne(chosen, price_fen, Month.of(used_on), county_of(row.division))
    amount = min(share, row.amount_fen - row.used_fen)
    if amount <= 0:
        raise Conflict("本月额度已经用完，没有登记。")
    return int(amount)


def _redemption(redemption: UUID) -> Redemption:
    rows = Redemption.objects.select_related("delivery", "provider")
    return one(rows, redemption, lock=True)


def _take_back(actor: Actor, row: Redemption, reversal: UUID, reason: str) -> None:
    if not reason.strip():
        raise Refused("请填写冲销原因。")
    with in_words(), transaction.atomic():
        Redemption.objects.create(
            id=reversal,
            division=row.division,
            label=row.label,
            delivery=row.delivery,
            provider=row.provider,
            mode=row.mode,
            content=reason.strip()[:300],
            price_fen=-row.price_fen,
            amount_fen=-row.amount_fen,
            used_on=row.used_on,
            voucher=row.voucher,
            reverses=row.pk,
            recorded_by=actor.account,
            recorded_person=actor.person,
            recorded_at=clock.now(),
        )


def _told(row: Delivery, **payload: object) -> None:
    touched("delivery", row.pk, row.division, Label(row.label), payload=payload)
