"""The values in force that officers have set: read now and then, not at every question.

Another process may go on with the former ones for some seconds. What it decides names the edition
by which it did so, and the re-rating, which begins later than that, finds it.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.entitlements.models import NumberProposal, ProposalState
from minzheng.rules.numbers.decided import DecidedValue

FRESH = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class _Known:
    at: datetime
    values: tuple[DecidedValue, ...]


_known: list[_Known] = []


def values_in_force() -> tuple[DecidedValue, ...]:
    """The approved values, at most some seconds old."""
    known = _known[0] if _known else None
    if known is None or abs(clock.now() - known.at) >= FRESH:
        return read_anew()
    return known.values


def read_anew() -> tuple[DecidedValue, ...]:
    """The approved values as they stand at this moment."""
    found = approved()
    _known[:] = [_Known(clock.now(), found)]
    return found


def forget() -> None:
    """Read them anew next time."""
    _known.clear()


def approved(without: Collection[UUID] = ()) -> tuple[DecidedValue, ...]:
    """All that are approved, but for some: for each place the one approved last."""
    rows = NumberProposal.objects.filter(state=ProposalState.APPROVED)
    return latest(rows.exclude(pk__in=without).order_by("settled_at", "id"))


def latest(rows: Iterable[NumberProposal]) -> tuple[DecidedValue, ...]:
    """Proposals as values; a later one takes the place of one for the same month and area."""
    found = {(each.number, each.area, each.valid_from): value_of(each) for each in rows}
    return tuple(found[place] for place in sorted(found))


def place_of(value: DecidedValue) -> tuple[str, str, str]:
    """Of what one value is in force: number, area, first month."""
    return value.key, value.area, value.since


def value_of(row: NumberProposal) -> DecidedValue:
    """The value that a proposal asks for."""
    return DecidedValue(
        key=row.number,
        area=row.area,
        since=str(Month.of(row.valid_from)),
        written=json.dumps(row.value, sort_keys=True),
        source=row.document,
    )
