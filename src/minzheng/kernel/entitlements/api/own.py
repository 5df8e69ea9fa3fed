"""For residents: what they have, since when, and whether it waits; permission `own.cases`.

Row security for residents decides whose. The queries name the persons and households as well: an
officer at the door sees his whole village by row security.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from minzheng.base.clock import business_date
from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import query, touched
from minzheng.kernel.entitlements.lines import month_of
from minzheng.kernel.entitlements.models import Award, AwardLine, AwardState
from minzheng.kernel.entitlements.showing import due_in, title_of
from minzheng.kernel.registry.api.own import own_names

__all__ = ["OwnAward", "OwnAwardLine", "award_of_me", "awards_of_me", "line_of_me", "waiting"]

WORDS: Mapping[str, str] = {
    "account": "领款账户要核对一下。请带身份证和银行卡（存折）到镇（街道）或村（社区）办理，"
    "办好以后应发的一起补发。",
    "grace": "渐退期已满，正在重新作决定。决定以后再发。",
    "looked_into": "有一项情况正在核实。核实清楚以后，应发的会补发。"
    "想了解情况、想说明情况，请联系镇（街道）。",
}
"""Why an award waits, as plainly as may be told: not what a department has found of whom."""


@dataclass(frozen=True, slots=True)
class OwnAward:
    """A benefit as its holder sees it.

    `whose` is "" where it is the household's. `amount_fen` is what is due this month, `waits` why
    it is not paid out, "" where it is.
    """

    id: UUID
    benefit: str
    title: str
    form_title: str
    whose: str = field(repr=False)
    state: str
    state_title: str
    start_month: Month
    end_month: Month | None
    amount_fen: int
    next_review: date | None
    waits: str
    case: UUID | None


@dataclass(frozen=True, slots=True)
class OwnAwardLine:
    """What is due from a month on, and by what decision."""

    id: UUID
    kind_title: str
    from_month: Month
    amount_fen: int
    decision: UUID | None
    recorded_on: date


@query(permission="own.cases", action="award.own")
def awards_of_me(actor: Actor) -> tuple[OwnAward, ...]:
    """One's own, those of one's children and of the household, running ones first: five queries."""
    rows = list(_own(actor).order_by("-start_month", "-pk"))
    touched("list", None, payload={"shown": [str(each.pk) for each in rows]})
    found = _shown(actor, rows)
    return tuple(sorted(found, key=lambda each: each.state == AwardState.ENDED))


def award_of_me(actor: Actor, award: UUID) -> OwnAward | None:
    """One of them, for what is told of its payments; None for any other."""
    rows = list(_own(actor).filter(pk=award))
    return next(iter(_shown(actor, rows)), None)


def line_of_me(actor: Actor, line: UUID) -> OwnAwardLine | None:
    """A line of one of them; None for any other."""
    row = AwardLine.objects.filter(pk=line, award__in=_own(actor)).first()
    if row is None:
        return None
    return OwnAwardLine(
        row.pk,
        row.get_kind_display(),
        Month.of(row.from_month),
        row.amount_fen,
        row.decision,
        business_date(row.recorded_at),
    )


def waiting(awards: Iterable[UUID]) -> Mapping[UUID, str]:
    """Which awards are held, as a code of `WORDS`; nothing of awards that are not one's own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select award, why from public.entitlements_own_waiting(%s) where from_month <= %s",
            [list(awards), Month.of(clock.today()).first_day],
        )
        return dict(cursor.fetchall())


def _own(actor: Actor) -> QuerySet[Award]:
    own = actor.own
    return Award.objects.filter(Q(person_id__in=own.persons) | Q(household_id__in=own.households))


def _shown(actor: Actor, rows: list[Award]) -> list[OwnAward]:
    ids = [each.pk for each in rows]
    due = due_in(Month.of(clock.today()), ids)
    held = waiting(ids)
    names = own_names(actor)
    return [_row(each, due.get(each.pk, (0, False))[0], held, names) for each in rows]


def _row(each: Award, fen: int, held: Mapping[UUID, str], names: Mapping[UUID, str]) -> OwnAward:
    return OwnAward(
        id=each.pk,
        benefit=each.benefit,
        title=title_of(each.benefit),
        form_title=each.get_form_display(),
        whose=names.get(each.person_id, "") if each.person_id else "",
        state=each.state,
        state_title=each.get_state_display(),
        start_month=Month.of(each.start_month),
        end_month=month_of(each.end_month),
        amount_fen=fen,
        next_review=None if each.state == AwardState.ENDED else each.next_review,
        waits=WORDS[held[each.pk]] if each.pk in held else "",
        case=each.case,
    )
