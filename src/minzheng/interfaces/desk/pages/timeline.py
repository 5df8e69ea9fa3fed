"""The life of a file in order: births and deaths, households, numbers, statements."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from minzheng.kernel.registry.api.results import MembershipRow, PersonFile, StatementRow


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened on a day."""

    on: date
    title: str
    note: str = ""


def timeline(file: PersonFile) -> list[Happening]:
    """What the file says, the newest first."""
    found = [
        *_of_life(file),
        *(each for row in file.memberships for each in _of_membership(row)),
        *(_of_statement(row) for row in file.statements if row.withdrawn_at is None),
    ]
    return sorted(found, key=lambda each: each.on, reverse=True)


def _of_life(file: PersonFile) -> Iterator[Happening]:
    if file.birth_date:
        yield Happening(file.birth_date, _("出生"))
    if file.death_date:
        yield Happening(file.death_date, _("死亡"))
    yield Happening(file.created_at.date(), _("建立档案"))


def _of_membership(row: MembershipRow) -> Iterator[Happening]:
    home = {"home": row.household_number, "relation": row.relation_title}
    yield Happening(row.since, _("加入家庭 %(home)s（%(relation)s）") % home, row.reason)
    if row.until:
        yield Happening(row.until, _("离开家庭 %(home)s") % home, row.reason)


def _of_statement(row: StatementRow) -> Happening:
    counted = _("%(source)s：%(count)s 项事实") % {
        "source": row.source_title,
        "count": len(row.facts),
    }
    return Happening(row.valid_from, counted, row.note)
