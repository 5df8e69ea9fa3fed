"""Cases as records."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from minzheng.catalogue.casework.flow import possible
from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.catalogue.casework.positions import ActKind, CaseState
from minzheng.catalogue.casework.service_item import ServiceItem
from minzheng.catalogue.casework.steps import Flag
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.casework.api.results import CaseHead, CaseRow, FlagView, PersonView
from minzheng.kernel.casework.duties import may_do
from minzheng.kernel.casework.items import titles
from minzheng.kernel.casework.models import Case, Task
from minzheng.kernel.casework.moving import AT_THE_WINDOW
from minzheng.kernel.casework.positions import position_of
from minzheng.kernel.casework.showing.colours import LATER, colour
from minzheng.kernel.registry.api.parties import Parties, Party, party

PERMISSIONS: Mapping[ActKind, str] = {
    **dict.fromkeys(ActKind, "case.handle"),
    ActKind.SUBMIT: "case.open",
    ActKind.WITHDRAW: "case.open",
    ActKind.FINISH: "case.read",
    ActKind.DECIDE: "case.decide",
    ActKind.HEAR: "case.opinion",
    ActKind.SERVE: "letter.serve",
    ActKind.PUBLISH: "notice.publish",
}
"""What each act takes; one that belongs to a step takes the step's post besides."""

FOR_THE_APPLICANT = frozenset({ActKind.SUBMIT, ActKind.WITHDRAW})
"""Acts of the applicant, which whoever helps him may enter though he is a relative."""


def case_rows(cases: Iterable[Case], today: date) -> list[CaseRow]:
    """Cases of a list; nothing more is asked of the database."""
    listed = list(cases)
    known = titles(each.item for each in listed)
    return [
        CaseRow(
            id=each.pk,
            number=each.number,
            item=each.item,
            item_title=known[each.item],
            applicant_name=each.who,
            division=each.division,
            state=each.state,
            state_title=CaseState(each.state).title,
            outcome_title=Outcome(each.outcome).title if each.outcome else "",
            due_on=each.due_on,
            colour=LATER if each.closed_at else colour(each.due_on, today),
            opened_at=each.opened_at,
            urgent=each.urgent,
            duplicate_pending=each.duplicate_pending,
        )
        for each in listed
    ]


def head_of(row: Case, item: ServiceItem) -> CaseHead:
    """The strip above a form."""
    return CaseHead(**head_fields(row, item))


def head_fields(row: Case, item: ServiceItem) -> dict[str, Any]:
    """What a head and a view have in common."""
    stages = {each.code: each.title for each in item.procedure}
    return {
        "id": row.pk,
        "number": row.number,
        "item": row.item,
        "item_title": item.title,
        "applicant_name": row.who,
        "household": row.household_id,
        "subject": row.subject_id,
        "applicant": row.applicant_id,
        "division": row.division,
        "state": row.state,
        "state_title": CaseState(row.state).title,
        "stage_title": stages.get(row.stage, ""),
        "due_on": row.due_on,
        "urgent": row.urgent,
        "version": row.version,
    }


def flag_views(row: Case) -> tuple[FlagView, ...]:
    """What is known of a case."""
    return tuple(FlagView(each, Flag(each).title) for each in row.flags)


def people_views(row: Case, parties: Parties | None) -> tuple[PersonView, ...]:
    """The members of the household, or the subject; then an applicant from outside."""
    found = [_person(each) for each in (parties.members if parties else ())]
    inside = {each.person for each in found}
    if row.applicant_id is not None and row.applicant_id not in inside:
        found.append(_person(party(row.applicant_id)))
    return tuple(found)


def may_now(
    actor: Actor, row: Case, item: ServiceItem, live: Iterable[Task], *, recused: bool
) -> frozenset[str]:
    """The kinds of acts that the procedure allows now, to this actor."""
    allowed = {act.kind for act in possible(item, position_of(row))}
    at_window = any(may_do(actor, each) for each in live)
    return frozenset(
        kind.value
        for kind in allowed
        if actor.may(PERMISSIONS[kind])
        and (kind not in AT_THE_WINDOW or at_window)
        and (not recused or kind in FOR_THE_APPLICANT)
    )


def _person(each: Party) -> PersonView:
    return PersonView(
        each.person,
        each.name,
        each.relation_title,
        each.sex,
        each.birth_date,
        each.death_date,
    )
