"""From redemptions to settlements: one for a provider and month, of what waits and is undisputed.

Where reversals outweigh what was given, nothing is settled: the rest waits for the next month.
"""

import secrets
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import touched
from minzheng.kernel.access.errors import Conflict
from minzheng.kernel.payments.models import Provider, Redemption, Settlement, SettlementState
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.listing import one

_WAITING = """
select r.provider_id, count(*), sum(r.price_fen)::bigint, sum(r.amount_fen)::bigint
from payments_redemption r join payments_provider p on p.id = r.provider_id
where r.settlement_id is null and p.division = %(county)s and r.label = %(label)s
  and r.used_on <= %(until)s
  and not exists (select from payments_dispute q
    where q.redemption_id = r.id and q.outcome = 'open')
  and not exists (select from payments_settlement s where s.provider_id = r.provider_id
    and s.label = r.label and s.month = %(month)s and s.state <> 'withdrawn')
group by 1 having sum(r.amount_fen) > 0 order by 1
"""
_TAKE = """
update payments_redemption r set settlement_id = s.id
from payments_settlement s
where s.id = any (%(made)s) and r.provider_id = s.provider_id and r.label = s.label
  and r.settlement_id is null and r.used_on <= %(until)s
  and not exists (select from payments_dispute q
    where q.redemption_id = r.id and q.outcome = 'open')
"""
_LOCK = "select pg_advisory_xact_lock(hashtext('payments.settling.' || %s))"


def prepared(actor: Actor, county: str, month: Month, label: Label) -> list[Settlement]:
    """A settlement for every provider of a county to whom something is owed."""
    named: dict[str, Any] = {
        "county": county,
        "label": label,
        "month": month.first_day,
        "until": (month + 1).first_day - timedelta(days=1),
    }
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [county])
        cursor.execute(_WAITING, named)
        made = [
            Settlement(
                division=county,
                label=label,
                number=_new_number(county, month),
                provider_id=provider,
                month=month.first_day,
                count=count,
                price_fen=price,
                amount_fen=amount,
                prepared_by=actor.account,
                prepared_person=actor.person,
                prepared_at=clock.now(),
            )
            for provider, count, price, amount in cursor.fetchall()
        ]
        Settlement.objects.bulk_create(made)
        cursor.execute(_TAKE, {**named, "made": [each.pk for each in made]})
    return made


def release(row: Settlement) -> None:
    """Its redemptions wait again."""
    Redemption.objects.filter(settlement=row).update(settlement=None)


def locked(settlement: UUID) -> Settlement:
    """A settlement for changing. Raises `Unseen`."""
    return one(Settlement.objects.select_related("provider"), settlement, lock=True)


def require(row: Settlement, *states: SettlementState) -> None:
    """Raises `Conflict` where it stands otherwise."""
    if row.state not in states:
        raise Conflict(f"结算单现在是“{row.get_state_display()}”，不能这样办理。")


def told(row: Settlement, **payload: object) -> None:
    """Tell the event of the running command about a settlement."""
    touched(
        "settlement",
        row.pk,
        row.division,
        Label(row.label),
        payload={"number": row.number, **payload},
    )


def providers_of(county: str, benefit: str = "") -> list[Provider]:
    """Whom a county has approved, by name; of towns those of their county."""
    rows = Provider.objects.filter(division=county, state="approved")
    return list((rows.filter(benefit=benefit) if benefit else rows).order_by("name", "id"))


def _new_number(county: str, month: Month) -> str:
    return f"JS{county}{month.year:04d}{month.month:02d}{secrets.randbelow(10**6):06d}"
