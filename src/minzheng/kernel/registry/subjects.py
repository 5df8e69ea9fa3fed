"""A household of the registry as rules meet it: its members, their supporters, everybody's facts.

A month counts whole months: who belongs to the household on its first day is a member of that
month (who comes later counts from the next one, who leaves later is still paid), except in a
household that was founded within the month, which begins with its founders. Facts are those of the
last day of the month.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from minzheng.base.divisions import Level
from minzheng.base.months import Month
from minzheng.catalogue.codes import Relation
from minzheng.kernel.registry.facts import in_force, stored_day, values
from minzheng.kernel.registry.models import (
    Household,
    HouseholdKind,
    Membership,
    Person,
    Statement,
    Supporter,
)
from minzheng.kernel.registry.scoping import seen
from minzheng.rules.evaluation import people
from minzheng.rules.evaluation.frozen import FrozenHousehold, FrozenPerson, FrozenSupporter
from minzheng.rules.evaluation.people import Value
from minzheng.rules.facts import Entity
from minzheng.rules.numbers.parameter_set import Numbers
from minzheng.rules.units import NEVER


@dataclass(frozen=True, slots=True)
class HouseholdOfMonth:
    """The rows that one evaluation reads: four queries."""

    household: Household
    month: Month
    memberships: tuple[Membership, ...]
    supporters: tuple[Supporter, ...]
    statements: tuple[Statement, ...]
    elsewhere: frozenset[UUID]
    """Members who began the month in another household: no month is paid twice for them."""

    def about(
        self,
        *,
        person: UUID | None = None,
        supporter: UUID | None = None,
        household: UUID | None = None,
    ) -> list[Statement]:
        """The statements about one subject."""
        sought = (person, supporter, household)
        return [
            each
            for each in self.statements
            if (each.person_id, each.supporter_id, each.household_id) == sought
        ]


def household_of_month(household: Household, month: Month) -> HouseholdOfMonth:
    """Everything that the rules may read about a household in a month."""
    counted = max(month.first_day, household.valid_from)
    memberships = tuple(
        seen(Membership.objects)
        .filter(household=household, valid__contains=counted)
        .select_related("person")
        .order_by("number", "id")
    )
    members = [each.person_id for each in memberships]
    supporters = (
        seen(Supporter.objects)
        .filter(person__in=members, valid_from__lte=month.last_day)
        .filter(Q(valid_to=None) | Q(valid_to__gt=month.first_day))
        .order_by("position", "id")
    )
    statements = seen(Statement.objects).filter(Q(household=household) | Q(person__in=members))
    return HouseholdOfMonth(
        household,
        month,
        memberships,
        tuple(supporters),
        tuple(statements),
        _elsewhere(household, month, members),
    )


def _elsewhere(household: Household, month: Month, members: list[UUID]) -> frozenset[UUID]:
    others = seen(Membership.objects).filter(
        person__in=members, kind=HouseholdKind.ASSISTANCE, valid__contains=month.first_day
    )
    return frozenset(others.exclude(household=household).values_list("person_id", flat=True))


def subject_of(rows: HouseholdOfMonth, numbers: Numbers) -> people.Subject:
    """The household with its members and supporters, linked both ways, named for readers."""
    return frozen_of(rows).subject(numbers)


def frozen_of(rows: HouseholdOfMonth) -> FrozenHousehold:
    """All that rules are told of the household, as plain values."""
    names = _distinct(each.person.name for each in rows.memberships)
    return FrozenHousehold(
        rows.household.division,
        _ordinal(rows.month),
        values(Entity.HOUSEHOLD, rows.about(household=rows.household.pk), rows.month.last_day),
        tuple(
            FrozenPerson(
                str(each.person_id),
                name,
                _person_facts(rows, each),
                _supporters(rows, each.person_id, name),
            )
            for name, each in zip(names, rows.memberships, strict=True)
        ),
    )


def frozen_alone(person: Person, month: Month) -> FrozenHousehold:
    """Somebody who lives in no household on file, as a household of one."""
    day = month.last_day
    statements = seen(Statement.objects).filter(person=person, supporter=None)
    facts = _stated(person, person.division, statements, day) | {
        "member_number": 1,
        "relation": Relation.head.value,
    }
    one = FrozenPerson(str(person.pk), person.name, facts)
    home = values(Entity.HOUSEHOLD, (), day)
    return FrozenHousehold(person.division, _ordinal(month), home, (one,))


def _ordinal(month: Month) -> int:
    """Months since year 0, as rules count them."""
    return month.year * 12 + month.month - 1


def _person_facts(rows: HouseholdOfMonth, membership: Membership) -> Mapping[str, Value]:
    """What is stated, under what the file holds."""
    statements = rows.about(person=membership.person_id)
    stated = _stated(membership.person, rows.household.division, statements, rows.month.last_day)
    return stated | {"member_number": membership.number, "relation": membership.relation}


def _stated(
    person: Person, division: str, statements: Iterable[Statement], day: date
) -> dict[str, Value]:
    """What is stated of a person; registered where the file says, unless a statement knows better.

    Yes where nothing is said: `division` is that whose county would pay.
    """
    holding = in_force(statements, day)
    found = values(Entity.PERSON, holding, day)
    if not any("locally_registered" in each.facts for each in holding):
        county, registered = division[: Level.COUNTY], person.registration_division
        found["locally_registered"] = not registered or registered.startswith(county)
    return found | {
        "sex": person.sex,
        "birth_date": stored_day(person.birth_date),
        "death_date": stored_day(person.death_date, NEVER),
    }


def _supporters(
    rows: HouseholdOfMonth, person: UUID, supported: str
) -> tuple[FrozenSupporter, ...]:
    """张三.子女1: whose supporter, and which."""
    count: Counter[str] = Counter()
    found = []
    for each in rows.supporters:
        if each.person_id == person:
            stated = rows.about(person=person, supporter=each.pk)
            facts = values(Entity.SUPPORTER, stated, rows.month.last_day)
            known = {"relation": each.relation, "birth_date": stored_day(each.birth_date)}
            title = Relation.numbered(each.relation).title
            count[title] += 1
            found.append(FrozenSupporter(f"{supported}.{title}{count[title]}", facts | known))
    return tuple(found)


def _distinct(names: Iterable[str]) -> list[str]:
    """张三, 张三2: explanations and missing facts name members, so no two are called alike."""
    count: Counter[str] = Counter()
    found = []
    for name in names:
        count[name] += 1
        found.append(name if count[name] == 1 else f"{name}{count[name]}")
    return found
