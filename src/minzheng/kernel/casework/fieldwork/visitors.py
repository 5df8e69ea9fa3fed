"""Who may visit the household of a case: two persons who stand apart from it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from minzheng.base.divisions import Level
from minzheng.catalogue.casework.offices import Office
from minzheng.catalogue.casework.steps import Flag, Step, StepKind
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.api import (
    Colleague,
    colleagues,
    colleagues_named,
    related_among,
)
from minzheng.kernel.access.commands import query
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.casework.cases import seen_case
from minzheng.kernel.casework.concerned import indexes_of
from minzheng.kernel.casework.items import item_of
from minzheng.kernel.casework.models import Case, VisitOrder, VisitState
from minzheng.kernel.registry.api import divisions

PERMISSION = "visit.record"
RELATED = "是该家庭成员或其近亲属，应当回避"
OWN_OFFICE = "该办件涉及工作人员近亲属，须由其他村（社区）、其他乡镇或者县级派人"
NOT_COUNTY = "县级入户核查由县级工作人员办理"
DONE_BEFORE = "已经办理过本办件的前序调查，须换人"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could be sent; `why_not` says why the law keeps that person away."""

    account: UUID
    name: str
    role_title: str
    place: str
    why_not: str = ""


@query(permission="case.read")
def candidates(actor: Actor, *, case: UUID, step: str = "") -> tuple[Candidate, ...]:
    """Who could visit: the case's own town first, then its county, elsewhere where it must be.

    Raises `Unseen`.
    """
    row = seen_case(case)
    wanted = step_of(row, step) if step else None
    known = [
        each
        for each in colleagues(actor, permission=PERMISSION, division=row.division)
        if _near(row, each)
    ]
    kept_away = _kept_away(row, known)
    earlier = _earlier(row, wanted)
    names = divisions.names({each.division for each in known})
    listed = [
        Candidate(
            each.account,
            each.name,
            each.role_title,
            names.get(each.division, each.division),
            _why_not(row, wanted, each, kept_away, earlier),
        )
        for each in known
    ]
    return tuple(sorted(listed, key=lambda each: bool(each.why_not)))


def two_visitors(
    row: Case, accounts: Sequence[UUID], step: Step | None
) -> tuple[Colleague, Colleague]:
    """The posts in which two accounts would visit. Raises `Refused` with the reason."""
    found = colleagues_named(PERMISSION, accounts)
    if len(set(accounts)) != 2 or len(found) != 2:
        raise Refused("入户调查应有两名调查人员，请选择两名在岗人员。")
    everybody = [each for posts in found.values() for each in posts]
    kept_away, earlier = _kept_away(row, everybody), _earlier(row, step)
    chosen: list[Colleague] = []
    for account in accounts:
        reasons = {_why_not(row, step, each, kept_away, earlier): each for each in found[account]}
        if "" not in reasons:
            reason, each = next(iter(reasons.items()))
            raise Refused(f"{each.name}{reason}。")
        chosen.append(reasons[""])
    first, second = chosen
    if first.person == second.person:
        raise Refused("两名调查人员必须是两个人：所选的两个账号属于同一人。")
    return first, second


def step_of(row: Case, step: str) -> Step:
    """A step of the item of a case. Raises `Refused`."""
    found = next((each for each in item_of(row).steps if each.code == step), None)
    if found is None:
        raise Refused("该事项没有这个环节。")
    return found


def _near(row: Case, each: Colleague) -> bool:
    """The case's own town and county; the rest of the county where its own must stay away."""
    town = row.division[: Level.TOWNSHIP]
    return (
        Flag.NEAR_RELATIVE in row.flags
        or each.division.startswith(town)
        or len(each.division) <= Level.COUNTY
    )


def _kept_away(row: Case, known: Iterable[Colleague]) -> frozenset[bytes]:
    return related_among((each.person for each in known), indexes_of(row))


def _earlier(row: Case, step: Step | None) -> frozenset[bytes]:
    """Who made the visits whose doers this step excludes."""
    if step is None or not step.not_by:
        return frozenset()
    orders = VisitOrder.objects.filter(case=row, step__in=step.not_by).exclude(
        state=VisitState.VOID
    )
    pairs = orders.values_list("first_person", "second_person")
    return frozenset(each for pair in pairs for each in pair if each)


def _why_not(
    row: Case,
    step: Step | None,
    each: Colleague,
    kept_away: frozenset[bytes],
    earlier: frozenset[bytes],
) -> str:
    if each.person in kept_away:
        return RELATED
    if Flag.NEAR_RELATIVE in row.flags and own_office(row.division, each.division):
        return OWN_OFFICE
    if _by_the_county(step) and len(each.division) > Level.COUNTY:
        return NOT_COUNTY
    return DONE_BEFORE if each.person in earlier else ""


def _by_the_county(step: Step | None) -> bool:
    return step is not None and step.kind is StepKind.VISIT and step.office is Office.COUNTY


def own_office(place: str, office: str) -> bool:
    """Whether an office is the very village or town in which a case lies."""
    return len(office) > Level.COUNTY and place.startswith(office)
