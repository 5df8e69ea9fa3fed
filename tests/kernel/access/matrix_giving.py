"""Objects for the matrix: a voucher, what was used of it, a provider, what it is owed."""

from typing import Any
from uuid import UUID, uuid4

from minzheng.base.divisions import Level
from minzheng.kernel.access import clock
from minzheng.kernel.access.models import Account
from minzheng.kernel.entitlements import models as entitlements
from minzheng.kernel.payments import models as payments
from minzheng.kernel.protection.keys import blind_index
from tests.kernel.access.matrix_objects import SINCE, Making

VOUCHER = "elderly.consumption_voucher"
FULL, USED = 80_000, 5_000
CHOSEN = "县选机构"
MONTH = SINCE.replace(day=1)


def given(made: Making, maker: Account) -> dict[str, UUID]:
    """A month's voucher with one use that is disputed; a provider and its settlement."""
    by_county = _chosen(made, maker)
    delivery = _delivery(made)
    used = payments.Redemption.objects.create(
        **made.place,
        delivery=delivery,
        provider=by_county,
        mode="home",
        content=f"{made.mark}务",
        price_fen=2 * USED,
        amount_fen=USED,
        used_on=SINCE,
        voucher=f"{made.mark}据",
        recorded_by=maker.pk,
        recorded_person=maker.person,
        recorded_at=clock.now(),
    )
    dispute = payments.Dispute.objects.create(
        **made.place,
        redemption=used,
        reason=f"{made.mark}争",
        raised_by=maker.pk,
        raised_person=maker.person,
        raised_at=clock.now(),
    )
    return {
        "delivery": delivery.pk,
        "redemption": used.pk,
        "service_dispute": dispute.pk,
    } | _owed(made, maker)


def _chosen(made: Making, maker: Account) -> Any:
    """The county's choice of a provider is known to its towns and tells of nobody: one for all."""
    county = made.division[: Level.COUNTY]
    found = payments.Provider.objects.filter(division=county, name=CHOSEN).first()
    if found is not None:
        return found
    chosen = _provider(made, county, maker, CHOSEN)
    other = Account.objects.exclude(person=maker.person).exclude(person=None)[0]
    chosen.state = "approved"
    chosen.approved_by, chosen.approved_person = other.pk, other.person
    chosen.approved_at = clock.now()
    chosen.save()
    return chosen


def _provider(made: Making, division: str, maker: Account, name: str) -> Any:
    return payments.Provider.objects.create(
        division=division,
        label=made.label,
        organisation_id=uuid4(),
        name=name,
        benefit=VOUCHER,
        from_month=MONTH,
        basis=f"{made.mark}约",
        proposed_by=maker.pk,
        proposed_person=maker.person,
        proposed_at=clock.now(),
    )


def _delivery(made: Making) -> Any:
    award = entitlements.Award.objects.create(
        **made.place,
        benefit=VOUCHER,
        form="service",
        unit="person",
        person_id=made.person.id,
        payee_id=made.person.id,
        start_month=MONTH,
        opened_at=clock.now(),
    )
    entitlements.Cover.objects.create(
        **made.place,
        award=award,
        person_id=made.person.id,
        index=blind_index("identity", str(made.person.id)),
        exclusion_group=VOUCHER,
        months=(MONTH, None),
    )
    line = entitlements.AwardLine.objects.create(
        **made.place,
        award=award,
        sequence=1,
        kind="taken_over",
        from_month=MONTH,
        amount_fen=FULL,
        reason=f"{made.mark}由",
        recorded_at=clock.now(),
    )
    return payments.Delivery.objects.create(
        **made.place,
        award_id=award.pk,
        line_id=line.pk,
        benefit=VOUCHER,
        person_id=made.person.id,
        month=MONTH,
        amount_fen=FULL,
        valid_until=SINCE.replace(year=SINCE.year + 50),
        ordered_at=clock.now(),
    )


def _owed(made: Making, maker: Account) -> dict[str, UUID]:
    provider = _provider(made, made.division, maker, f"{made.mark}社")
    account = payments.ProviderAccount(
        **made.place,
        organisation_id=provider.organisation_id,
        version=1,
        bank="农商行",
        holder=f"{made.mark}户",
        number="6217000010001111",
        index=blind_index("bank_account", f"{made.mark}号"),
        proposed_by=maker.pk,
        proposed_person=maker.person,
        proposed_at=clock.now(),
    )
    account.save(force_insert=True)
    settlement = payments.Settlement.objects.create(
        **made.place,
        number=f"{made.mark}单",
        provider=provider,
        month=MONTH,
        count=1,
        price_fen=2 * USED,
        amount_fen=USED,
        prepared_by=maker.pk,
        prepared_person=maker.person,
        prepared_at=clock.now(),
    )
    return {
        "provider": provider.pk,
        "provider_account": account.pk,
        "settlement": settlement.pk,
    }
