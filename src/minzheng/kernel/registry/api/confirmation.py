"""The worker's part: comparing numbers, looking for duplicates, carrying out changes of divisions.

Each is called inside `access.worker.working("job")`, which sees every division: what no office may
compare, because its answer would tell it who is on file elsewhere.
"""

from datetime import timedelta

from django.db import IntegrityError, connection, transaction

from minzheng.base.divisions import Level
from minzheng.base.events import publish
from minzheng.kernel.access import clock
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry import events
from minzheng.kernel.registry.carrying import carry_transfers
from minzheng.kernel.registry.changing import perform_change
from minzheng.kernel.registry.duplicates import look_for_duplicates
from minzheng.kernel.registry.models import (
    ChangeState,
    DisputeState,
    Division,
    DivisionChange,
    Household,
    IdentityDispute,
    IdentityDocument,
    Membership,
    NumberState,
)
from minzheng.kernel.registry.placing import common_superior, protect_home
from minzheng.kernel.registry.scoping import seen

__all__ = [
    "carry_transfers",
    "confirm_numbers",
    "counties",
    "look_for_duplicates",
    "perform_division_changes",
    "protect_homes",
    "waiting_longer_than",
]

_ONE_AT_A_TIME = "select pg_advisory_xact_lock(hashtext('registry.confirm_numbers'))"


def confirm_numbers(limit: int = 500) -> int:
    """Compare the oldest waiting numbers with all others; answers how many were settled.

    The first to be registered holds a number; whoever registers it later gets a dispute, which lies
    with the nearest office that sees both.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME)
    waiting = seen(IdentityDocument.objects).filter(state=NumberState.PENDING)
    undisputed = waiting.exclude(pk__in=IdentityDispute.objects.values("second"))
    rows = undisputed.select_related("person").order_by("created_at", "id")[:limit]
    return sum(1 for row in rows if _settled(row))


def _settled(row: IdentityDocument) -> bool:
    holders = seen(IdentityDocument.objects).filter(index=row.index, state=NumberState.CONFIRMED)
    holder = holders.exclude(pk=row.pk).select_related("person").first()
    if holder is None:
        return _confirmed(row)
    if holder.person_id == row.person_id:
        row.state = NumberState.SUPERSEDED
    else:
        _dispute(holder, row)
        if holder.label != Label.ORDINARY:
            # Saying "disputed" would tell that somebody holds it whom the office may not know of.
            return True
        row.state = NumberState.DISPUTED
    row.save(update_fields=["state"])
    return True


def _confirmed(row: IdentityDocument) -> bool:
    row.state = NumberState.CONFIRMED
    try:
        with transaction.atomic():
            row.save(update_fields=["state"])
    except IntegrityError:
        # Another import confirmed the number meanwhile, or the person got a second one by a merge.
        row.state = NumberState.PENDING
        return False
    publish(events.NumberConfirmed(row.person_id))
    return True


def _dispute(first: IdentityDocument, second: IdentityDocument) -> None:
    sensitive = next((each for each in (first, second) if each.label != Label.ORDINARY), first)
    IdentityDispute.objects.get_or_create(
        first=first,
        second=second,
        defaults={
            "division": common_superior(first.division, second.division),
            "label": sensitive.label,
        },
    )


def perform_division_changes() -> int:
    """Carry out the changes of divisions whose day has come; answers how many rows were moved."""
    due = DivisionChange.objects.filter(state=ChangeState.ORDERED, on__lte=clock.today())
    return sum(perform_change(each) for each in due.order_by("on", "id").select_for_update())


def protect_homes() -> int:
    """Label households that only protected members still live in; answers how many rows moved.

    Whoever let the last other member leave could not see the rest, and could not know.
    """
    living = Membership.objects.filter(valid__upper_inf=True)
    protected = living.exclude(label=Label.ORDINARY).values("household")
    others = living.filter(label=Label.ORDINARY).values("household")
    homes = seen(Household.objects).filter(label=Label.ORDINARY, valid_to=None, pk__in=protected)
    return sum(protect_home(each) for each in homes.exclude(pk__in=others).select_for_update())


def counties() -> tuple[str, ...]:
    """The counties, and the cities without any, whose files are compared with each other."""
    codes = Division.objects.filter(valid_to=None, level__lte=Level.COUNTY)
    leaves = codes.exclude(below__level__lte=Level.COUNTY).values_list("code", flat=True)
    return tuple(leaves.order_by("code"))


def waiting_longer_than(age: timedelta) -> int:
    """How many numbers have waited too long: the worker is not running, or cannot settle them."""
    since = clock.now() - age
    rows = seen(IdentityDocument.objects).filter(state=NumberState.PENDING, created_at__lt=since)
    # What a protected file holds stays pending on purpose until the dispute is decided.
    disputed = IdentityDispute.objects.filter(state=DisputeState.OPEN).values("second")
    return int(rows.exclude(pk__in=disputed).count())
