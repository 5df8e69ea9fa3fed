"""Days that limits count from and that no act of the case tells: the last review, a death.

Whoever opens the case states them; where an earlier decision is on file its day is proposed. A day
that is stated for a limit of certain cases only says that this is such a case.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from minzheng.catalogue.casework.clocks import Given, Limit, Start
from minzheng.catalogue.casework.service_item import ServiceItem
from minzheng.catalogue.casework.steps import Flag
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.casework.limits import Limits
from minzheng.kernel.casework.models import Case, Clock, Decision

NOT_YET = "起算日期不能晚于今天。"


@dataclass(frozen=True, slots=True)
class GivenDay:
    """A day that a case asks for. `stated` is False where `on` is only proposed from the files."""

    code: str
    title: str
    on: date | None
    stated: bool
    needed: bool


def given_days(row: Case, item: ServiceItem) -> tuple[GivenDay, ...]:
    """The days that a case asks for; no query where its item has none."""
    wanted = _by_day(item)
    if not wanted:
        return ()
    stated = _stated(row, item)
    known = {Given.LAST_REVIEW: _last_decided(row, item)}
    return tuple(
        GivenDay(
            code=each.value,
            title=each.title,
            on=stated.get(each) or known.get(each),
            stated=each in stated,
            needed=not _telling(limits),
        )
        for each, limits in wanted.items()
    )


def give(row: Case, item: ServiceItem, days: Mapping[str, date]) -> None:
    """State days: their limits count from them. The row is locked, and saved here.

    Raises `Refused` for a day to come, and for one that the item does not ask for.
    """
    wanted = {each.value: limits for each, limits in _by_day(item).items()}
    flags = {Flag(each) for each in row.flags}
    for code, on in days.items():
        if code not in wanted:
            raise Refused("这个事项不问这个日期，请刷新页面后重新填写。")
        if on > clock.today():
            raise Refused(NOT_YET)
        flags |= _telling(wanted[code])
    for code, on in days.items():
        for limit in wanted[code]:
            if limit.applies(flags):
                _count(row, item, limit, on)
    row.save(update_fields=["due_on", "promised_on"])


def flags_given(row: Case, item: ServiceItem) -> frozenset[Flag]:
    """What the stated days say of a case."""
    wanted = _by_day(item)
    stated = _stated(row, item) if wanted else {}
    return frozenset(flag for each in stated for flag in _telling(wanted[each]))


def _count(row: Case, item: ServiceItem, limit: Limit, on: date) -> None:
    running = Clock.objects.filter(case=row, code=limit.code, stopped_on=None)
    running.update(started_on=on)
    Limits(row, item).start(Start.GIVEN, on, limit.code)


def _by_day(item: ServiceItem) -> dict[Given, list[Limit]]:
    found: dict[Given, list[Limit]] = {}
    for limit in item.clocks:
        if limit.given is not None:
            found.setdefault(limit.given, []).append(limit)
    return found


def _telling(limits: list[Limit]) -> frozenset[Flag]:
    """The flags that a stated day implies: none where a limit counts from it in any case."""
    if any(not each.only_if for each in limits):
        return frozenset()
    return frozenset(flag for each in limits for flag in each.only_if)


def _stated(row: Case, item: ServiceItem) -> dict[Given, date]:
    found: dict[Given, date] = {}
    for each in Clock.objects.filter(case=row).order_by("id"):
        given = item.limit(each.code).given
        if given is not None:
            found[given] = each.started_on
    return found


def _last_decided(row: Case, item: ServiceItem) -> date | None:
    """The day of the last decision about the same line for this file."""
    earlier = Decision.objects.filter(case__item__startswith=f"{item.line}.")
    if row.household_id is not None:
        earlier = earlier.filter(case__household_id=row.household_id)
    else:
        earlier = earlier.filter(case__subject_id=row.subject_id)
    return earlier.order_by("-decided_on").values_list("decided_on", flat=True).first()
