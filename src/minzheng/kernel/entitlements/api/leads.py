"""Leads: what somebody should look at. Taking one opens a case; nothing else changes an award."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from minzheng.base.months import Month
from minzheng.catalogue.casework.service_item import ApplicantUnit
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query, touched
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.casework.api import intake
from minzheng.kernel.entitlements.leads import open_lead
from minzheng.kernel.entitlements.models import Lead, LeadKind, LeadState
from minzheng.kernel.entitlements.showing import title_of
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.enrolling import heads_of, names_of
from minzheng.kernel.registry.api.listing import Page, one, page_of, seen
from minzheng.kernel.registry.api.parties import home_of

__all__ = [
    "LeadKind",
    "LeadRow",
    "LeadState",
    "count_leads",
    "dismiss_lead",
    "lead_view",
    "list_leads",
    "open_lead",
    "take_lead",
]

ORDER = ("division", "kind", "id")
NOT_OPEN = "这条线索已经有人处理，请刷新后再看。"
NO_ITEM = "这项待遇没有对应的办理事项，请与对象联系后登记情况，或说明理由不予办理。"
NO_HOUSEHOLD = "该人员没有共同生活家庭档案，请先建立家庭，再为家庭登记申请。"
LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class LeadRow:
    """A lead in a list."""

    id: UUID
    division: str
    kind: str
    kind_title: str
    benefit: str
    title: str
    household: UUID | None
    person: UUID | None
    who: str = field(repr=False)
    month: Month
    now_fen: int | None
    then_fen: int | None
    reason: str
    item: str
    act_by: date | None
    state: str
    state_title: str
    taken_by_name: str
    case: UUID | None
    run: UUID | None
    award: UUID | None


@query(permission="runs.read", action="lead.read")
def list_leads(
    actor: Actor,
    *,
    division: str = "",
    kind: str = "",
    benefit: str = "",
    state: str = LeadState.OPEN.value,
    after: str = "",
    limit: int = 50,
) -> Page[LeadRow]:
    """Leads in the order of divisions."""
    wanted = {"kind": kind, "benefit": benefit, "state": state}
    rows = seen(Lead.objects, division)
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    touched("lead", None, division, payload={k: v for k, v in wanted.items() if v})
    return page_of(rows, ORDER, after, limit, _rows)


@query(permission="runs.read", action="lead.read")
def lead_view(actor: Actor, *, lead: UUID) -> LeadRow:
    """One lead. Raises `Unseen`."""
    row = one(Lead.objects, lead)
    _tell(row)
    return _rows([row])[0]


@query(permission="runs.read")
def count_leads(actor: Actor, *, division: str = "") -> int:
    """How many leads wait to be taken."""
    return int(seen(Lead.objects, division).filter(state=LeadState.OPEN).count())


@command(permission="leads.handle", action="lead.take")
def take_lead(actor: Actor, *, lead: UUID) -> UUID:
    """Open the case that the lead asks for; the case. Raises `Unseen`, `Conflict`, `Refused`."""
    row = _open(lead)
    household, person = _whose(row)
    case = intake.open_case(
        actor,
        item=row.item,
        household=household,
        person=person,
        channel=intake.Channel.LEAD.value,
    )
    row.state, row.case = LeadState.TAKEN, case
    row.taken_by, row.taken_by_name, row.taken_at = actor.account, actor.name, clock.now()
    row.save(update_fields=["state", "case", "taken_by", "taken_by_name", "taken_at"])
    _tell(row, case=str(case))
    return case


@command(permission="leads.handle", action="lead.dismiss")
def dismiss_lead(actor: Actor, *, lead: UUID, reason: str) -> None:
    """Not to follow a lead, for a reason. Raises `Unseen`, `Conflict`, `Refused`."""
    row = _open(lead)
    if not reason.strip():
        raise Refused("请填写不予办理的理由。")
    row.state, row.settled_because = LeadState.DISMISSED, reason.strip()[:LONGEST_REASON]
    row.taken_by, row.taken_by_name, row.settled_at = actor.account, actor.name, clock.now()
    row.save(update_fields=["state", "settled_because", "taken_by", "taken_by_name", "settled_at"])
    _tell(row, reason=row.settled_because)


def _whose(row: Lead) -> tuple[UUID | None, UUID | None]:
    """The household or the person for whom the item is asked: it may be for the household of the
    person whom the lead is about. Raises `Refused`."""
    today = clock.today()
    declared = next((each for each in intake.offered(today) if each.code == row.item), None)
    if declared is None:
        raise Refused(NO_ITEM)
    if declared.unit is not ApplicantUnit.HOUSEHOLD or row.person_id is None:
        return row.household_id, row.person_id
    household = home_of(row.person_id, today)
    if household is None:
        raise Refused(NO_HOUSEHOLD)
    return household, None


def _open(lead: UUID) -> Lead:
    row = one(Lead.objects, lead, lock=True)
    if row.state != LeadState.OPEN:
        raise Conflict(NOT_OPEN)
    return row


def _rows(rows: list[Lead]) -> list[LeadRow]:
    """With the names of whom they are about: two queries more."""
    homes = heads_of(each.household_id for each in rows if each.household_id)
    persons = names_of(each.person_id for each in rows if each.person_id)
    return [
        LeadRow(
            id=each.pk,
            division=each.division,
            kind=each.kind,
            kind_title=each.get_kind_display(),
            benefit=each.benefit,
            title=title_of(each.benefit),
            household=each.household_id,
            person=each.person_id,
            who=_name(homes, each.household_id) or _name(persons, each.person_id),
            month=Month.of(each.month),
            now_fen=each.now_fen,
            then_fen=each.then_fen,
            reason=each.reason,
            item=each.item,
            act_by=each.act_by,
            state=each.state,
            state_title=each.get_state_display(),
            taken_by_name=each.taken_by_name,
            case=each.case,
            run=each.run,
            award=each.award,
        )
        for each in rows
    ]


def _name(names: Mapping[UUID, str], about: UUID | None) -> str:
    return names.get(about, "") if about else ""


def _tell(row: Lead, **payload: object) -> None:
    told = {"about": str(row.household_id or row.person_id)} | payload
    touched("lead", row.pk, row.division, Label(row.label), payload=told)
