"""Finds the people of the stories in the loaded city, always the same ones in the same city."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from minzheng.base.ages import age_on
from minzheng.base.errors import InvalidValue
from minzheng.base.months import Month
from minzheng.config.demonstration.stories import Sought, Story
from minzheng.config.platform import platform
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.worker import working
from minzheng.kernel.casework.deciding.evaluating import Law, evaluated
from minzheng.kernel.casework.deciding.implying import with_implied
from minzheng.kernel.registry.api.facts import Subject
from minzheng.kernel.registry.api.freezing import frozen_facts
from minzheng.kernel.registry.api.households import list_households
from minzheng.kernel.registry.api.parties import Party, known_facts, parties_of_household
from minzheng.kernel.registry.api.residents import invented_residents
from minzheng.kernel.registry.api.results import Known
from minzheng.rules.evaluation.frozen import FrozenPerson
from minzheng.rules.facts import Entity

ADULT, OLD, VERY_OLD = 18, 60, 80
_MOST_LOOKED_AT = 150
_MOST_WEIGHED = 24
_LARGEST = 5
_EARNED = ("wage", "business", "pension_employee", "property_income")


@dataclass(frozen=True, slots=True)
class Home:
    """A household, and the one of it whom a story is about."""

    household: UUID
    division: str
    members: tuple[Party, ...]
    facts: Mapping[Subject, Mapping[str, Known]] = field(repr=False)
    known_subject: Party | None = None

    def fact(self, name: str, party: Party | None = None) -> int | None:
        """What is on file of the household or of a member."""
        about = (
            Subject(Entity.PERSON, party.person)
            if party
            else Subject(Entity.HOUSEHOLD, self.household)
        )
        known = self.facts.get(about, {}).get(name)
        return known.value if known else None

    @property
    def subject(self) -> Party:
        """Whom the story is about: the head, unless it is somebody else."""
        return self.known_subject or self.members[0]

    def adults(self) -> tuple[Party, ...]:
        """Who signs for himself."""
        return tuple(each for each in self.members if age(each) >= ADULT)


def age(party: Party) -> int:
    """In full years today; a member without a birth date is no child."""
    return ADULT if party.birth_date is None else age_on(party.birth_date, clock.today())


def home_of(household: UUID, person: UUID) -> Home:
    """The household of a person whom a story is about, as it stands now."""
    with working("set_up"):
        found = _home(household, clock.today())
    return _about(found, next(each for each in found.members if each.person == person))


class Homes:
    """The households of the demo town and of the next one, in their order on file."""

    def __init__(self, village: str, town: str, neighbour: str) -> None:
        self._places = {False: (village, town), True: (neighbour,)}
        self._known: dict[bool, list[Home]] = {}
        self._taken: set[UUID] = set()
        self._asked: set[tuple[UUID, str]] = set()
        self._told: dict[str, Home] = {}

    def of(self, story: Story) -> Home:
        """Whom a story is about. Raises `InvalidValue` where the city has nobody for it."""
        found = self._told[story.after] if story.seeks is Sought.SAME else self._first(story)
        if found is None:
            raise InvalidValue(f"演示城市里没有适合“{story.code}”的家庭。")
        self._told[story.code] = found
        self._taken.add(found.household)
        self._asked.add((found.household, story.item))
        return found

    def _first(self, story: Story) -> Home | None:
        """The first who fits; for a person's benefit the first to whom the rules give it."""
        fitting = [
            each for each in self._fitting(story) if (each.household, story.item) not in self._asked
        ]
        fresh = [each for each in fitting if each.household not in self._taken]
        if story.seeks not in (Sought.FAMILY, Sought.RESIDENT):
            for each in (fresh or fitting)[:_MOST_WEIGHED]:
                if _given(story, each):
                    return each
        return next(iter(fresh or fitting), None)

    def _fitting(self, story: Story) -> Iterator[Home]:
        if story.seeks is Sought.RESIDENT:
            yield from self._of_residents()
            return
        fits = _FITS[story.seeks]
        for next_town in (story.next_town, not story.next_town):
            for home in self._in(next_town=next_town):
                for party in home.members:
                    if fits(home, party):
                        yield _about(home, party)

    def _of_residents(self) -> Iterator[Home]:
        with working("set_up"):
            village, town = self._places[False]
            residents = invented_residents(village, 1) or invented_residents(town, 1)
            persons = {each.person for each in residents}
        for home in self._in(next_town=False):
            yield from (_about(home, each) for each in home.members if each.person in persons)

    def _in(self, *, next_town: bool) -> list[Home]:
        if next_town not in self._known:
            with working("set_up") as actor:
                found = {
                    each.household: each
                    for place in self._places[next_town]
                    for each in households_of(actor, place)
                }
            self._known[next_town] = sorted(found.values(), key=means)
        return self._known[next_town]


def households_of(actor: Actor, place: str) -> Iterator[Home]:
    """Those of a place, as many as anybody looks at."""
    after, looked_at = "", 0
    today = clock.today()
    while looked_at < _MOST_LOOKED_AT:
        page = list_households(actor, division=place, after=after)
        homes = (_home(row.id, today) for row in page.rows)
        yield from (each for each in homes if each.members)
        looked_at, after = looked_at + len(page.rows), page.next
        if not after:
            return


def _home(household: UUID, today: date) -> Home:
    found = parties_of_household(household, today)
    facts = known_facts(household, (each.person for each in found.members), today)
    return Home(household, found.division, found.members, facts)


def means(home: Home) -> tuple[bool, int, int]:
    """Those who fit a story best first: of working age, then few who sign, then with least."""
    old = any(age(each) >= OLD for each in home.members)
    earned = sum(home.fact(each, member) or 0 for each in _EARNED for member in home.members)
    return old, len(home.adults()), earned


def _about(home: Home, party: Party) -> Home:
    return replace(home, known_subject=party)


def _given(story: Story, home: Home) -> bool:
    """Whether the rules give the person of a story what it asks for, once it is declared."""
    source, today, person = platform(), clock.today(), str(home.subject.person)
    item = source.items.in_force(story.item, today)
    with working("set_up"):
        on_file = frozen_facts(month=Month.of(today), household=home.household)
    told = replace(on_file, persons=tuple(_told(story, each, person) for each in on_file.persons))
    facts = with_implied(told, item, person, today)
    law = Law(source.rulebook, source.parameters)
    return any(each.granted for each in evaluated(law, facts, item.decides, person))


def _told(story: Story, each: FrozenPerson, person: str) -> FrozenPerson:
    if each.id != person:
        return each
    return replace(each, facts={**each.facts, **story.tells, **story.learns})


def _family(home: Home, party: Party) -> bool:
    head = home.members[0]
    return (
        party is head
        and len(home.members) <= _LARGEST
        and age(head) >= ADULT
        and not home.fact("dibao_amount")
        and home.fact("locally_registered", head) is not False
    )


_FITS: Mapping[Sought, Callable[[Home, Party], bool]] = {
    Sought.FAMILY: _family,
    Sought.OLD: lambda home, party: age(party) >= VERY_OLD,
    Sought.DISABLED: lambda home, party: bool(home.fact("disability_grade", party)),
    Sought.ALONE_AND_OLD: lambda home, party: len(home.members) == 1 and age(party) >= OLD,
    Sought.CHILD: lambda home, party: age(party) < ADULT,
}
