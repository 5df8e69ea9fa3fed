"""Cases that have come as far as the decision, without walking there step by step."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from minzheng.catalogue.casework.advancing import before_deciding, settled
from minzheng.catalogue.casework.positions import CaseState, Position
from minzheng.catalogue.casework.service_item import ServiceItem
from minzheng.catalogue.casework.steps import StepKind
from minzheng.catalogue.codes import Relation
from minzheng.kernel.casework.api import intake
from minzheng.kernel.casework.cases import locked
from minzheng.kernel.casework.items import item_of
from minzheng.kernel.casework.models import Case
from minzheng.kernel.casework.moving import settle
from minzheng.kernel.casework.positions import position_of
from minzheng.kernel.registry.api import facts, households
from minzheng.kernel.registry.api.facts import Subject
from minzheng.rules.facts import Entity
from tests.kernel.registry.residents import enter
from tests.people import VILLAGE_A, acting

DIBAO = "minimum_living.application"
REVIEW = "minimum_living.review"
ENDING = "minimum_living.ending"
SINCE = date(2026, 1, 1)
STANDARD = 90_000
"""Fen a month and person, as the parameters of this installation have it for the place."""

_HOME = {"settlement": 1, "assets": 0, "vehicles": 0, "houses": 1}
_PERSON = {
    "wage": 0, "business": 0, "property_income": 0, "locally_registered": True,
    "able_to_work": True,
}  # fmt: skip


@dataclass(frozen=True)
class Family:
    """A household of a couple and a child."""

    household: UUID
    head: UUID
    spouse: UUID
    child: UUID


def family(wage: int | None = 200_000, *, sequence: int = 1, village: str = VILLAGE_A,
           home: Mapping[str, object] | None = None, name: str = "王大明") -> Family:  # fmt: skip
    """Three who live on one wage."""
    with acting("town_clerk_a") as actor:
        head = enter(actor, name, sequence=sequence, division=village)
        spouse = enter(
            actor, "李芳", sequence=sequence + 1, born=date(1982, 2, 2), division=village
        )
        child = enter(
            actor, "王小明", sequence=sequence + 2, born=date(2015, 5, 5), division=village
        )
        house = households.found_household(
            actor, kind="assistance", division=village, valid_from=SINCE
        )
        members = ((head, Relation.head), (spouse, Relation.spouse), (child, Relation.child))
        for person, relation in members:
            households.join_household(
                actor, person=person, household=house, relation=relation, on=SINCE
            )
            earned = {**_PERSON, "wage": wage if person == head else 0}
            state(actor, Subject(Entity.PERSON, person), earned)
        state(actor, Subject(Entity.HOUSEHOLD, house), {**_HOME, **(home or {})})
    return Family(house, head, spouse, child)


def state(actor: object, subject: Subject, told: Mapping[str, object], on: date = SINCE) -> None:
    """What the household declared."""
    facts.add_statement(actor, subject=subject, source="declared", facts=told, valid_from=on)  # type: ignore[arg-type]  # an Actor, as `acting` gives it


def to_decide(home: Family, item: str = DIBAO) -> Case:
    """A case whose decision is due."""
    with acting("town_clerk_a") as actor:
        case = intake.open_case(actor, item=item, household=home.household, applicant=home.head)
        intake.submit(actor, case=case)
        if _row(case).state == CaseState.SUBMITTED:
            intake.accept(actor, case=case, lacking_because="材料随后补齐")
    with acting("county_officer"):
        row = locked(case)
        jump(row, item_of(row))
    return row


def _row(case: UUID) -> Case:
    return Case.objects.get(pk=case)


def jump(row: Case, item: ServiceItem) -> None:
    """Everything before the decision done, the hearing left out."""
    before = position_of(row)
    done = frozenset(
        step.code
        for stage in before_deciding(item)
        for step in stage.steps
        if step.kind not in (StepKind.DECIDE, StepKind.HEARING)
    )
    there = Position(CaseState.OPEN, done=done, flags=before.flags)
    settle(row, item, before, settled(item, there))


def again(row: Case, by: str = "county_officer") -> Case:
    """The case as it stands now."""
    with acting(by):
        return Case.objects.get(pk=row.pk)
