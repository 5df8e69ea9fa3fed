"""Who has had a benefit since before the platform, in the two towns of a demonstration."""

from collections.abc import Iterator
from itertools import islice
from uuid import UUID

from minzheng.base.months import Month
from minzheng.config.demonstration.homes import VERY_OLD, Home, age, households_of, means
from minzheng.config.demonstration.offices import Places
from minzheng.config.demonstration.plan import kept_plan
from minzheng.config.platform import platform
from minzheng.kernel.access.worker import working
from minzheng.kernel.casework.deciding.evaluating import Law, evaluated
from minzheng.kernel.entitlements.api.many import Holding
from minzheng.kernel.registry.api.freezing import frozen_facts

GRANT, OLD_AGE = "minimum_living.grant", "elderly.old_age_allowance"
_MOST = 10
_MOST_WEIGHED = 30


def holdings(places: Places, start: Month) -> list[Holding]:
    """Poor households, and the very old, to whom the rules give something; no one of a story."""
    plan = kept_plan()
    told = {each.household for each in plan.casts.values()} if plan else set()
    with working("set_up") as actor:
        homes = [
            each
            for town in (places.town, places.neighbour)
            for each in households_of(actor, town)
            if each.household not in told
        ]
        poorest = sorted(homes, key=means)[:_MOST_WEIGHED]
        granted = list(islice(_granted(poorest, start), _MOST))
        had = {each.household for each in granted}
        rest = [each for each in homes if each.household not in had]
        return [*granted, *islice(_old(rest, start), _MOST)]


def _granted(homes: list[Home], start: Month) -> Iterator[Holding]:
    for home in homes:
        if amount := _due(home, GRANT, start):
            persons = tuple(each.person for each in home.members)
            yield Holding(GRANT, home.household, None, persons[0], persons, start, amount)


def _old(homes: list[Home], start: Month) -> Iterator[Holding]:
    for home in homes:
        for party in home.members:
            who = party.person
            if age(party) >= VERY_OLD and (amount := _due(home, OLD_AGE, start, who)):
                yield Holding(OLD_AGE, None, who, who, (who,), start, amount)


def _due(home: Home, rule: str, month: Month, person: UUID | None = None) -> int:
    """What the rules give by what is on file, in fen; nothing where they cannot say."""
    source = platform()
    facts = frozen_facts(month=month, household=home.household)
    law = Law(source.rulebook, source.parameters)
    found = evaluated(law, facts, (rule,), str(person) if person else "")
    return next((each.value or 0 for each in found), 0)
