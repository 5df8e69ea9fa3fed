"""What a notice says: the fields that its item allows, and nothing that is not one of these.

Every value is made here, from columns and codes; no free text of anybody reaches a notice. Names
are masked, also where the law lets a village read them whole: that is for the sheet on the board,
which is printed and goes down with it, not for a page that can be copied.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from minzheng.base.ages import known_minor
from minzheng.base.money import format_yuan
from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.catalogue.casework.publicity import PublicField
from minzheng.catalogue.codes import Support
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.casework.deciding.proposals import weighed
from minzheng.kernel.casework.fieldwork.questions import members_of
from minzheng.kernel.casework.items import item_of
from minzheng.kernel.casework.models import Case, Decision, NoticeKind
from minzheng.kernel.protection.masking import mask_name
from minzheng.kernel.registry.api import divisions
from minzheng.kernel.registry.api.facts import Subject
from minzheng.kernel.registry.api.parties import Party, known_facts
from minzheng.kernel.registry.ports import rules
from minzheng.rules.facts import Entity

MINOR = "某某"
Line = list[str]


@dataclass(frozen=True, slots=True)
class _Matter:
    """What the values of a notice are made of."""

    row: Case
    kind: NoticeKind
    members: tuple[Party, ...]
    outcome: Outcome | None
    amount_fen: int | None
    monthly: bool

    @property
    def applicant(self) -> Party | None:
        """Who applied, else who is concerned, else the head of the household."""
        named = self.row.applicant_id or self.row.subject_id
        found = [each for each in self.members if each.person == named]
        return next(iter(found or self.members), None)


def lines_of(row: Case, kind: NoticeKind) -> list[Line]:
    """Title and value of every field that the item allows for this kind of notice.

    Raises `Refused` while the rules cannot say what is proposed.
    """
    publicity = item_of(row).publicity
    if publicity is None:
        raise Refused("该事项不公示，也不公布。")
    fields = publicity.fields if kind is NoticeKind.PROPOSED else publicity.after
    matter = _matter(row, kind, fields)
    found = [(field, _VALUES[field](matter)) for field in fields]
    return [[TITLES[field], value] for field, value in found if value]


def whole_name(row: Case, kind: NoticeKind) -> str:
    """The applicant's name for the printed sheet, whole only where the item says so."""
    publicity = item_of(row).publicity
    applicant = _Matter(row, kind, members_of(row), None, None, monthly=False).applicant
    fields = () if publicity is None else (*publicity.fields, *publicity.after)
    if applicant is None or PublicField.NAME not in fields or _minor(applicant):
        return ""
    return applicant.name


def _matter(row: Case, kind: NoticeKind, fields: Sequence[PublicField]) -> _Matter:
    members = members_of(row)
    if kind is NoticeKind.DECIDED:
        decision = Decision.objects.filter(case=row).first()
        if decision is None:
            raise Refused("该办件还没有作出决定，不能公布。")
        decided = Outcome(decision.outcome)
        return _Matter(row, kind, members, decided, decision.amount_fen, _monthly(row))
    outcome, amount = _proposed(row, fields)
    return _Matter(row, kind, members, outcome, amount, _monthly(row))


def _proposed(row: Case, fields: Sequence[PublicField]) -> tuple[Outcome | None, int | None]:
    if not {PublicField.AMOUNT, PublicField.RESULT} & set(fields):
        return None, None
    found = weighed(row, item_of(row))
    if found.cannot_decide:
        raise Refused(f"还缺少认定所需的情况，暂不能公示：{'；'.join(found.cannot_decide)[:150]}")
    return found.outcome, found.amount


def _monthly(row: Case) -> bool:
    """Whether the amount is one of each month, as the unit of the deciding rule says."""
    book = rules().rulebook
    units = [book.rules[key].unit for key in item_of(row).decides if key in book.rules]
    return any(unit.per == "month" for unit in units)


def _name(matter: _Matter) -> str:
    who = matter.applicant
    if who is None:
        return ""
    return who.name[:1] + MINOR if _minor(who) else mask_name(who.name)


def _minor(who: Party) -> bool:
    today: date = clock.today()
    return known_minor(who.birth_date, today)


def _village(matter: _Matter) -> str:
    code = matter.row.division
    return divisions.names([code]).get(code, "")


def _members(matter: _Matter) -> str:
    persons = [each.person for each in matter.members]
    known = known_facts(None, persons, clock.today())
    covered = 0
    for each in persons:
        held = known.get(Subject(Entity.PERSON, each), {}).get("covered")
        covered += held is None or held.value is not False
    return f"{covered}人"


def _amount(matter: _Matter) -> str:
    if matter.amount_fen is None:
        return ""
    return f"{format_yuan(matter.amount_fen)}元{'/月' if matter.monthly else ''}"


def _form(matter: _Matter) -> str:
    who = matter.applicant
    if who is None:
        return ""
    known = known_facts(None, [who.person], clock.today())
    held = known.get(Subject(Entity.PERSON, who.person), {}).get("support_choice")
    chosen = Support.scattered if held is None or held.value is None else held.value
    return Support.numbered(int(chosen)).title


def _result(matter: _Matter) -> str:
    if matter.outcome is None:
        return ""
    ahead = "拟" if matter.kind is NoticeKind.PROPOSED else ""
    return ahead + matter.outcome.title


TITLES: Mapping[PublicField, str] = MappingProxyType(
    {
        PublicField.NAME: "申请人",
        PublicField.MASKED_NAME: "申请人",
        PublicField.VILLAGE: "所在村（社区）",
        PublicField.MEMBERS: "保障人数",
        PublicField.AMOUNT: "金额",
        PublicField.FORM: "供养方式",
        PublicField.RESULT: "结果",
    }
)
_VALUES: Mapping[PublicField, Callable[[_Matter], str]] = MappingProxyType(
    {
        PublicField.NAME: _name,
        PublicField.MASKED_NAME: _name,
        PublicField.VILLAGE: _village,
        PublicField.MEMBERS: _members,
        PublicField.AMOUNT: _amount,
        PublicField.FORM: _form,
        PublicField.RESULT: _result,
    }
)
