"""What a published table says: allow-listed and masked where it is made, from columns and codes.

By name in a village, where the benefit's item lets names and amounts out; by sums of villages in a
town, with small groups left out. Of children, of sealed files and of what is confidential nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from minzheng.base.ages import known_minor
from minzheng.base.divisions import Level, level
from minzheng.base.money import format_yuan
from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.casework.api.publicity import Openness, openness
from minzheng.kernel.entitlements.api.covered import people_covered
from minzheng.kernel.entitlements.ports import benefits
from minzheng.kernel.payments.models import Instruction, TableKind
from minzheng.kernel.payments.small_cells import Cell, left_out
from minzheng.kernel.payments.states import LineState
from minzheng.kernel.payments.terms import terms_on
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.protection.masking import mask_name
from minzheng.kernel.registry.api import divisions
from minzheng.kernel.registry.api.listing import seen
from minzheng.kernel.registry.api.parties import Party, parties

NAME, MEMBERS, AMOUNT, VILLAGE, HOMES = "姓名", "保障人数", "金额（元）", "村（社区）", "户（人）数"
LEFT_OUT = "＊"
TOTAL = "合计"
MOST = 3_000


@dataclass(frozen=True, slots=True)
class Made:
    """A table as it would be published, and whose payments it is made of."""

    kind: TableKind
    columns: tuple[str, ...]
    shown: tuple[tuple[str, ...], ...]
    awards: tuple[UUID, ...]
    count: int
    total_fen: int


def made(division: str, benefit: str, month: Month) -> Made:
    """What reached accounts in a month. Raises `Refused` for what is not to be published."""
    known = benefits().get(benefit)
    if known is None:
        raise Refused("没有这项待遇。")
    open_ = openness(known.application_item, clock.today())
    if not open_.counted:
        raise Refused("这项待遇涉及不得公开的内容，不公示，也不汇总公布。")
    where = level(division)
    if where is Level.VILLAGE:
        if not open_.named:
            raise Refused("这项待遇不逐户公示。可以按乡镇（街道）公布汇总数。")
        return _by_name(division, benefit, month, open_)
    if where is Level.TOWNSHIP:
        return _sums(division, benefit, month, open_)
    raise Refused("请选择一个村（社区）公示名单，或者一个乡镇（街道）公布汇总数。")


def _paid(division: str, benefit: str, month: Month) -> QuerySet[Instruction]:
    return seen(Instruction.objects, division).filter(
        benefit=benefit,
        award_id__isnull=False,
        label=Label.ORDINARY,
        state=LineState.PAID,
        settled_on__gte=month.first_day,
        settled_on__lt=(month + 1).first_day,
    )


def _by_name(division: str, benefit: str, month: Month, open_: Openness) -> Made:
    fields = ("award_id", "household_id", "person_id", "payee_id")
    rows = _paid(division, benefit, month).values(*fields).annotate(fen=Sum("amount_fen"))
    found = list(rows[: MOST + 1])
    if len(found) > MOST:
        raise Refused("名单太长，请按更小的范围公示。")
    asked = {about for row in found if (about := _about(row)) is not None}
    people = {each.person: each for each in parties(asked)}
    named = [
        (people[about], row)
        for row in found
        if (about := _about(row)) in people and _grown_up(people[about])
    ]
    if not named:
        raise Refused("这个月没有可以公示的发放。")
    covered = people_covered((row["award_id"] for _, row in named), month)
    lines = sorted(
        (
            mask_name(who.name),
            *((str(covered.get(row["award_id"], 1)),) if open_.members else ()),
            format_yuan(row["fen"]),
        )
        for who, row in named
    )
    total = sum(row["fen"] for _, row in named)
    columns = (NAME, MEMBERS, AMOUNT) if open_.members else (NAME, AMOUNT)
    awards = tuple(sorted({row["award_id"] for _, row in named}))
    return Made(TableKind.NAMED, columns, tuple(lines), awards, len(named), total)


def _about(row: Mapping[str, UUID | None]) -> UUID | None:
    """Who is named: whose benefit it is; of a household the one who is paid."""
    return row["payee_id"] if row["person_id"] is None else row["person_id"]


def _grown_up(who: Party) -> bool:
    """A child is never named, nor somebody whose age nobody knows."""
    return who.birth_date is not None and not known_minor(who.birth_date, clock.today())


def _sums(division: str, benefit: str, month: Month, open_: Openness) -> Made:
    rows = _paid(division, benefit, month).values("division")
    counted = rows.annotate(awards=Count("award_id", distinct=True), fen=Sum("amount_fen"))
    cells = [Cell(each["division"], each["awards"], each["fen"]) for each in counted]
    terms = terms_on(clock.today(), division)
    fewest = terms.table_fewest if open_.usual else terms.table_fewest_unusual
    hidden = left_out(cells, fewest)
    if hidden is None:
        raise Refused(f"人数太少（不足{fewest}），公布会让人猜出是谁，不公布。")
    names = divisions.names([each.place for each in cells])
    lines = [_sum_line(each, names, hidden) for each in sorted(cells, key=lambda each: each.place)]
    count, total = sum(each.count for each in cells), sum(each.amount_fen for each in cells)
    lines.append((TOTAL, str(count), format_yuan(total)))
    return Made(TableKind.SUMS, (VILLAGE, HOMES, AMOUNT), tuple(lines), (), count, total)


def _sum_line(each: Cell, names: Mapping[str, str], hidden: frozenset[str]) -> tuple[str, str, str]:
    name = names.get(each.place, each.place)
    if each.place in hidden:
        return name, LEFT_OUT, LEFT_OUT
    return name, str(each.count), format_yuan(each.amount_fen)
