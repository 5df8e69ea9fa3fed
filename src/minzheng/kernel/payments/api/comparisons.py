"""When recipients were last compared with records of deaths, prisons and the like (T-08)."""

from datetime import date
from uuid import UUID

from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, touched
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.payments.accounts import book_of
from minzheng.kernel.payments.finding import SOURCES
from minzheng.kernel.payments.models import Comparison


@command(permission="payment.prepare", action="payment.compare")
def record_comparison(actor: Actor, *, division: str, source: str, on: date) -> UUID:
    """That a county's recipients were compared with the records of a source as of a day."""
    county = book_of(division).division
    if source not in SOURCES:
        raise Refused("没有这种比对来源。")
    if on > clock.today():
        raise Refused("比对日期不能晚于今天。")
    row = Comparison.objects.create(
        division=county,
        source=source,
        compared_on=on,
        recorded_by=actor.account,
        recorded_person=actor.person,
        recorded_at=clock.now(),
    )
    touched("payment_comparison", row.pk, county, payload={"source": source, "on": str(on)})
    return row.pk
