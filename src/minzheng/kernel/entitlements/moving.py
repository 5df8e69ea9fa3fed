"""A file that moves takes its awards along; the old county pays until the end of the month."""

from uuid import UUID

from django.db.models import Q

from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.entitlements.leads import about
from minzheng.kernel.entitlements.models import Award, FormerPayer, LeadKind
from minzheng.kernel.entitlements.places import city, county, place
from minzheng.kernel.registry import events as registry


def on_household_moved(event: registry.HouseholdMoved) -> None:
    """The household's awards; those of its members move with their own files."""
    _moved(Q(household_id=event.household), event.before, event.after)


def on_person_moved(event: registry.PersonMoved) -> None:
    """The person's own awards."""
    _moved(Q(person_id=event.person), event.before, event.after)


def on_divisions_recoded(event: registry.DivisionsRecoded) -> None:
    """Whoever took a county over pays what it still owes."""
    for row in FormerPayer.objects.filter(payer__in=event.recoded):
        row.payer = event.recoded[row.payer]
        row.save(update_fields=["payer"])


def _moved(which: Q, before: str, after: str) -> None:
    if county(before) == county(after):
        return
    month = Month.of(clock.today())
    due = Q(end_month=None) | Q(end_month__gte=month.first_day)
    for award in Award.objects.filter(which, due).order_by("id"):
        _paid_until(award, before, month)
        if city(before) == city(after):
            reason = "档案迁入本县（区），自次月起由本地发放，应按本地标准重新核定"
            about(award, LeadKind.EVENT, month + 1, "moved_in", reason)
        else:
            reason = "已迁出本市，原待遇应自次月起终止，需要保障的在迁入地重新申请"
            about(award, LeadKind.EVENT, month + 1, "moved_away", reason, ending=True)


def _paid_until(award: Award, before: str, month: Month) -> None:
    """Who paid until now goes on paying for the months up to this one."""
    last = FormerPayer.objects.filter(award=award).order_by("-to_month").first()
    first = Month.of(last.to_month) + 1 if last else Month.of(award.start_month)
    if first > month:
        # It moved twice in one month: whoever paid at its beginning pays for it.
        return
    FormerPayer(
        **place(award),
        payer=before,
        from_month=first.first_day,
        to_month=month.first_day,
    ).save(force_insert=True)


def payers(award: UUID) -> tuple[FormerPayer, ...]:
    """Who paid an award before it came here, the first first."""
    return tuple(FormerPayer.objects.filter(award=award).order_by("from_month"))
