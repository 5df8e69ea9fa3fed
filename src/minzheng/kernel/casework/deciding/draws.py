"""Which cases the county looks into itself: drawn at random, at least three of ten (43号 16)."""

import secrets

from django.db import transaction

from minzheng.base.divisions import Level
from minzheng.kernel.access import clock
from minzheng.kernel.casework.models import Case, CountyDraw, DrawCounter
from minzheng.kernel.casework.places import place

OF = 10
"""The share holds for each item, county and year, at every moment."""
_BEYOND = 1
"""A little above, so that a draw is seldom forced and hardly to be foreseen."""


def drawn(row: Case, least: int) -> bool:
    """Whether a case was drawn, at least so many of ten; drawn once, whoever asks again."""
    held = CountyDraw.objects.filter(case=row).first()
    if held is not None:
        return bool(held.drawn)
    office, year = row.division[: Level.COUNTY], clock.today().year
    with transaction.atomic():
        DrawCounter.objects.bulk_create(
            [DrawCounter(office=office, item=row.item, year=year)], ignore_conflicts=True
        )
        counter = DrawCounter.objects.select_for_update().get(
            office=office, item=row.item, year=year
        )
        counter.met += 1
        short = counter.drawn * OF < least * counter.met
        chosen = short or secrets.randbelow(OF) < least + _BEYOND
        counter.drawn += chosen
        counter.save(update_fields=["met", "drawn"])
    CountyDraw(
        **place(row),
        office=office,
        item=row.item,
        year=year,
        drawn=chosen,
        drawn_at=clock.now(),
    ).save(force_insert=True)
    return chosen
