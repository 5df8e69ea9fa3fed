"""Who has had a benefit since before the platform, in the town of a demonstration."""

from collections.abc import Iterator
from itertools import islice

from minzheng.base.months import Month
from minzheng.config.demonstration.homes import VERY_OLD, Home, age, households_of
from minzheng.config.demonstration.offices import Places
from minzheng.kernel.access.worker import working
from minzheng.kernel.entitlements.api.many import Holding

GRANT, OLD_AGE = "minimum_living.grant", "elderly.old_age_allowance"
_MOST = 14
_ALLOWANCE = 10_000


def holdings(places: Places, start: Month) -> list[Holding]:
    """Households on the guarantee, and the very old: what they have had, from a month on."""
    with working("set_up") as actor:
        homes = list(households_of(actor, places.town))
    return [*islice(_granted(homes, start), _MOST), *islice(_old(homes, start), _MOST)]


def _granted(homes: list[Home], start: Month) -> Iterator[Holding]:
    for home in homes:
        amount = home.fact("dibao_amount")
        if amount:
            persons = tuple(each.person for each in home.members)
            yield Holding(GRANT, home.household, None, persons[0], persons, start, amount)


def _old(homes: list[Home], start: Month) -> Iterator[Holding]:
    for home in homes:
        for party in home.members:
            if age(party) >= VERY_OLD:
                who = party.person
                yield Holding(OLD_AGE, None, who, who, (who,), start, _ALLOWANCE)
