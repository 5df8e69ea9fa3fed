"""Awards as they are read: of a file, in lists, and one with everything about it."""

from uuid import UUID

from django.db.models import Q, QuerySet

from minzheng.base.errors import InvalidValue
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import query, touched
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.entitlements import showing
from minzheng.kernel.entitlements.api.results import (
    AwardFile,
    AwardRow,
    CoverRow,
    FormerPayerRow,
    HoldRow,
    LineRow,
    PayeeRow,
)
from minzheng.kernel.entitlements.models import (
    Award,
    AwardLine,
    AwardState,
    Cover,
    Hold,
    PayeeChange,
)
from minzheng.kernel.entitlements.moving import payers
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.listing import Page, one, page_of, seen

__all__ = [
    "AwardFile",
    "AwardRow",
    "CoverRow",
    "FormerPayerRow",
    "HoldRow",
    "LineRow",
    "PayeeRow",
    "award_file",
    "awards_of",
    "count_awards",
    "list_awards",
]

ORDER = ("division", "benefit", "id")


@query(permission="award.read", action="award.list")
def awards_of(
    actor: Actor, *, household: UUID | None = None, person: UUID | None = None
) -> tuple[AwardRow, ...]:
    """The awards of a household, or those of a person and those that cover him, newest first."""
    if (household is None) == (person is None):
        raise Refused("请指定一个家庭或者一个人。")
    about = Q(household_id=household)
    if person is not None:
        about = Q(person_id=person) | _covering(person)
    rows = seen(Award.objects).filter(about).order_by("-start_month", "-id")
    found = tuple(showing.award_rows(rows))
    _told(actor, found)
    return found


@query(permission="award.read", action="award.list")
def list_awards(
    actor: Actor,
    *,
    division: str = "",
    benefit: str = "",
    state: str = "",
    after: str = "",
    limit: int = 50,
) -> Page[AwardRow]:
    """The awards of a division within the scope, by division and benefit."""
    rows = _chosen(division, benefit, state)
    page = page_of(rows, ORDER, after, limit, showing.award_rows)
    _told(actor, page.rows)
    return page


@query(permission="award.read")
def count_awards(actor: Actor, *, division: str = "", benefit: str = "", state: str = "") -> int:
    """How many they are: one query."""
    return int(_chosen(division, benefit, state).count())


@query(permission="award.read", action="award.read")
def award_file(actor: Actor, *, award: UUID) -> AwardFile:
    """An award with its lines, whom it covers, holds and payees. Raises `Unseen`."""
    row = one(Award.objects, award)
    touched("award", row.pk, row.division, Label(row.label))
    lines = AwardLine.objects.filter(award=row).order_by("sequence")
    holds = Hold.objects.filter(award=row).select_related("award").order_by("-id")
    changes = PayeeChange.objects.filter(award=row).select_related("award").order_by("-id")
    return AwardFile(
        award=showing.award_rows([row])[0],
        lines=tuple(showing.line_rows(lines)),
        covers=showing.cover_rows(row),
        holds=tuple(showing.hold_rows(actor, holds)),
        payee_changes=tuple(showing.payee_rows(actor, changes)),
        former_payers=tuple(showing.payer_rows(payers(row.pk))),
    )


def _covering(person: UUID) -> Q:
    covers = Cover.objects.filter(person_id=person, months__isempty=False)
    return Q(pk__in=covers.values("award"))


def _chosen(division: str, benefit: str, state: str) -> "QuerySet[Award]":
    if state and state not in AwardState.values:
        raise InvalidValue("待遇状态不正确。")
    rows = seen(Award.objects, division)
    if benefit:
        rows = rows.filter(benefit=benefit)
    return rows.filter(state=state) if state else rows


def _told(actor: Actor, rows: tuple[AwardRow, ...]) -> None:
    """One event for a list, as sensitive as its rows."""
    labels = {each.label for each in rows} - {Label.ORDINARY.value}
    label = Label(next(iter(sorted(labels)), Label.ORDINARY))
    shown = [str(each.id) for each in rows]
    touched("list", None, actor.division, label, payload={"shown": shown})
