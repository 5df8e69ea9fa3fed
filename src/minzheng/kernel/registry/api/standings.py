"""What another department may be told of a person: a standing, from when until when, nothing else.

《社会救助法》第四十二条: who has been found to be in need need not be examined again elsewhere. The
department gives number and name; only when both are of one person in its own division, and that
person has a standing, is the answer yes. Nobody on file, another name, another place, a protected
person and no standing are one and the same answer, after the same time.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from time import monotonic, sleep
from uuid import UUID

from django.db.models import Q

from minzheng.base.months import Month
from minzheng.catalogue.line import Standing
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import query, touched
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.access.purposes import SHARING_PURPOSES
from minzheng.kernel.protection.context import Scope, current, entered, scope_of
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry import numbers
from minzheng.kernel.registry.api.evaluation import evaluator_of
from minzheng.kernel.registry.models import (
    Household,
    HouseholdKind,
    IdentityDocument,
    Membership,
    NumberState,
)
from minzheng.kernel.registry.naming.spelling import comparison_key
from minzheng.kernel.registry.ports import rules
from minzheng.kernel.registry.scoping import seen
from minzheng.kernel.registry.subjects import household_of_month, subject_of
from minzheng.rules.batch.areas import NumbersByArea
from minzheng.rules.evaluation.closures import Evaluator
from minzheng.rules.evaluation.people import Subject
from minzheng.rules.facts import Entity

EVEN = 0.1
"""Seconds. An answer leaves on a multiple of this after its question, whatever was found."""

LEGAL_BASIS = "请说明查询所办理的救助事项：部门协同查询只用于《社会救助法》规定的事项。"
_MONTHS_BACK = 12


@dataclass(frozen=True, slots=True)
class StandingRow:
    """One standing and whether the person has it; the days are empty for one who has not."""

    code: str
    title: str
    holds: bool
    valid_from: date | None
    valid_to: date | None


@query(permission="standings.ask", action="standings.ask")
def ask_standings(
    actor: Actor, *, number: str, name: str, month: Month | None = None
) -> tuple[StandingRow, ...]:
    """Every standing, whether or not there is such a person. Raises `Refused`.

    Until decisions are kept here, a standing is what the rules find in the facts on file, and it is
    valid for the month that was asked for.
    """
    if current().purpose not in SHARING_PURPOSES:
        raise Refused(LEGAL_BASIS)
    asked = month or Month.of(clock.today())
    if not Month.of(clock.today()) - _MONTHS_BACK <= asked <= Month.of(clock.today()):
        raise Refused("只能查询最近12个月的身份。")
    sought = numbers.indexes("identity", numbers.sought_number(number, today=clock.today()))
    with _even_times(), entered(_division_of(actor)):
        held = _held(sought, name, asked)
    touched("number", sought[0].hex(), actor.division, payload={"standings": sorted(held)})
    return tuple(_row(each, asked, held) for each in rules().standings)


def _division_of(actor: Actor) -> Scope:
    """A partner sees no rows by itself; this one question sees its division."""
    low, high = scope_of(actor.division)
    scope = current()
    ordinary = frozenset({Label.ORDINARY})
    return Scope(low, high, ordinary, actor.account, scope.purpose, scope.request)


@contextmanager
def _even_times() -> Iterator[None]:
    began = monotonic()
    try:
        yield
    finally:
        sleep(EVEN - (monotonic() - began) % EVEN)


def _held(sought: Sequence[bytes], name: str, month: Month) -> frozenset[str]:
    """The codes of the standings that the person has in the month."""
    documents = seen(IdentityDocument.objects).filter(
        index__in=sought, state=NumberState.CONFIRMED, person__merged_into=None
    )
    document = documents.select_related("person").first()
    if document is None or comparison_key(document.person.name) != comparison_key(name):
        return frozenset()
    homes = seen(Membership.objects).filter(
        Q(valid__contains=month.first_day) | Q(valid__contains=min(month.last_day, clock.today())),
        person=document.person,
        kind=HouseholdKind.ASSISTANCE,
    )
    membership = homes.select_related("household").order_by("valid").first()
    if membership is None:
        return frozenset()
    return _found(membership.household, document.person_id, month)


def _found(home: Household, person: UUID, month: Month) -> frozenset[str]:
    rows = household_of_month(home, month)
    members = [each.person_id for each in rows.memberships]
    if person not in members:
        return frozenset()
    source = rules()
    evaluator = evaluator_of(source.rulebook, month)
    numbers_there = NumbersByArea(source.parameters, evaluator.program).of(home.division)
    subject = subject_of(rows, numbers_there)
    return frozenset(
        each.code
        for each in source.standings
        if any(_granted(rule, evaluator, subject, members.index(person)) for rule in each.rules)
    )


def _granted(rule: str, evaluator: Evaluator, home: Subject, position: int) -> bool:
    """Whether a rule grants something to the household or to that member; undecided is not yes."""
    step = evaluator.program.steps.get(rule)
    if step is None:
        return False
    subject = home if step.entity is Entity.HOUSEHOLD else home.members[position]
    return bool(evaluator.value(rule, subject))


def _row(standing: Standing, month: Month, held: frozenset[str]) -> StandingRow:
    if standing.code not in held:
        return StandingRow(standing.code, standing.title, False, None, None)
    return StandingRow(standing.code, standing.title, True, month.first_day, month.last_day)
