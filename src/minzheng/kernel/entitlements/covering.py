"""Whom an award covers: nobody has the same thing twice in a month, wherever it is asked for."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q

from minzheng.base.months import Month
from minzheng.kernel.access.errors import Conflict
from minzheng.kernel.entitlements.models import Award, Cover
from minzheng.kernel.entitlements.places import place
from minzheng.kernel.entitlements.ports import benefits
from minzheng.kernel.registry.api.enrolling import enrolment_indexes

ALREADY = (
    "保障对象中有人在这些月份已有同一项待遇，或者有不能同时享受的待遇。"
    "请核实身份和在享待遇；需要转移或者先行终止的，办理后再作决定。"
)
"""The same words for everybody: neither who, nor where, nor since when (T-04)."""


def cover(award: Award, persons: Iterable[UUID], start: Month, end: Month | None) -> None:
    """The award covers exactly these persons from a month on. Raises `Conflict`.

    `end` is the last month, None for an award that is open.
    """
    wanted, upper = set(persons), after(end)
    lasting = list(_lasting(award, start))
    try:
        with transaction.atomic():
            for row in lasting:
                _until(row, upper if row.person_id in wanted else start.first_day)
            _add(award, wanted - {each.person_id for each in lasting}, start, upper)
    except IntegrityError:
        raise Conflict(ALREADY) from None


def uncover(award: Award, start: Month) -> None:
    """The award covers nobody from a month on."""
    for row in _lasting(award, start):
        _until(row, start.first_day)


def still_covered(award: Award, start: Month) -> frozenset[UUID]:
    """Whom the award covers in a month or later."""
    return frozenset(each.person_id for each in _lasting(award, start))


def after(end: Month | None) -> date | None:
    """The upper bound of a range of months whose last one is given."""
    return (end + 1).first_day if end else None


def rekey(person: UUID) -> tuple[UUID, ...]:
    """Compare a person's enrolments under the number known now; the awards that are double."""
    rows = Cover.objects.filter(person_id=person, months__isempty=False)
    index = enrolment_indexes([person])[person]
    doubles = []
    for row in rows.exclude(index=index).order_by("id"):
        try:
            with transaction.atomic():
                Cover.objects.filter(pk=row.pk).update(index=index)
        except IntegrityError:
            doubles.append(row.award_id)
    return tuple(dict.fromkeys(doubles))


def _lasting(award: Award, start: Month) -> Iterable[Cover]:
    """The rows that reach the month or a later one."""
    rows = Cover.objects.filter(award=award, months__isempty=False).order_by("id")
    reaching = Q(months__upper_inf=True) | Q(months__endswith__gt=start.first_day)
    return rows.filter(reaching).select_for_update()


def _until(row: Cover, upper: date | None) -> None:
    lower = row.months.lower
    if row.months.upper == upper:
        return
    row.months = DateRange(lower, max(upper, lower) if upper else None)
    row.save(update_fields=["months"])


def _add(award: Award, persons: set[UUID], start: Month, upper: date | None) -> None:
    indexes = enrolment_indexes(persons)
    groups = benefits()[award.benefit].groups(award.pk)
    months = DateRange(start.first_day, upper)
    Cover.objects.bulk_create(
        Cover(
            **place(award),
            person_id=each,
            index=indexes[each],
            exclusion_group=group,
            months=months,
        )
        for each in sorted(persons, key=indexes.__getitem__)
        for group in groups
    )
