"""A village with two households, its residents signed in, and what a stranger must not see.

赵家: 赵大山 (signed in), his wife 钱小凤, their son 赵小河 (12), his mother 孙老太.
邻居 李家: 李邻居 and his daughter. 周独居 has no household on file.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from minzheng.base.resident_id import synthetic_resident_id
from minzheng.catalogue.codes import Relation
from minzheng.kernel.access import api as access
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.models import Account, Post
from minzheng.kernel.access.own_rows import own_rows
from minzheng.kernel.access.signing_in import actor_in
from minzheng.kernel.access.worker import working
from minzheng.kernel.audit.actors import Acting, acting_as
from minzheng.kernel.protection.context import entered
from minzheng.kernel.registry.api import confirmation, facts, households, people
from minzheng.kernel.registry.api.facts import Subject
from minzheng.kernel.registry.api.people import PersonEntry
from minzheng.rules.facts import Entity
from tests.people import VILLAGE_A, acting, put_down

SINCE = date(2026, 1, 1)
PHONE = "13900000001"
BORN = {
    "赵大山": date(1970, 5, 1),
    "钱小凤": date(1972, 6, 2),
    "赵小河": date(2014, 7, 3),
    "孙老太": date(1940, 8, 4),
    "李邻居": date(1971, 9, 5),
    "李小妹": date(2010, 9, 6),
    "周独居": date(1955, 10, 7),
}
SEQUENCE = {name: 300 + position for position, name in enumerate(BORN)}


def number_of(name: str) -> str:
    """The invented ID number of somebody of the village."""
    return synthetic_resident_id("320402", BORN[name], SEQUENCE[name])


@dataclass(frozen=True)
class Village:
    """Ids by name, and the two households."""

    persons: dict[str, UUID]
    own_home: UUID
    other_home: UUID


def settled() -> Village:
    """Put everybody down: staff, and the residents as the clerk of the town enters them."""
    put_down()
    return inhabited()


def inhabited() -> Village:
    """The residents, where the staff is there already."""
    with acting("town_clerk_a") as clerk:
        persons = {name: _entered(clerk, name) for name in BORN}
        own = _home(clerk, persons, "赵大山", "钱小凤", "赵小河", "孙老太")
        other = _home(clerk, persons, "李邻居", "李小妹")
        for name, wage in (("赵大山", 70_000), ("钱小凤", 81_234), ("李邻居", 99_876)):
            _states(clerk, Subject(Entity.PERSON, persons[name]), {"wage": wage})
        _states(clerk, Subject(Entity.HOUSEHOLD, own), {"assets": 1_234_500})
        supporter = households.add_supporter(
            clerk, person=persons["赵大山"], relation=Relation.child, name="赵远行", on=SINCE
        )
        _states(clerk, Subject(Entity.SUPPORTER, supporter), {"income": 555_500})
        _states(clerk, Subject(Entity.HOUSEHOLD, other), {"assets": 9_876_500})
    with working("job"):
        confirmation.confirm_numbers()
    return Village(persons, own, other)


def account_of(name: str) -> UUID:
    """The resident account of somebody, opened if there is none."""
    with working("sign_in"):
        index = access.person_index(number_of(name))
        account = access.resident_account(index, name, VILLAGE_A)
    assert account is not None
    return account


def resident(name: str, authority: UUID | None = None) -> Actor:
    """Somebody of the village, signed in."""
    account = Account.objects.get(pk=account_of(name))
    post = Post.objects.get(account=account)
    return actor_in(post, account, own=own_rows(account.pk, authority))


@contextmanager
def at_home(name: str, authority: UUID | None = None) -> Iterator[Actor]:
    """A transaction in the scope of a resident."""
    with as_actor(resident(name, authority)) as actor:
        yield actor


@contextmanager
def as_actor(actor: Actor) -> Iterator[Actor]:
    """A transaction in the scope of an actor."""
    who = Acting(
        account=actor.account,
        name=actor.name,
        role=actor.role,
        division=actor.division,
        purpose="own_matters",
        request="test",
    )
    with entered(actor.scope("own_matters", "test")), acting_as(who):
        yield actor


def officer_at_the_door(authority: UUID) -> Actor:
    """The village's officer, who acts under an authority."""
    with acting("village_officer_a") as officer:
        return replace(officer, own=own_rows(officer.account, authority))


def _entered(clerk: Actor, name: str) -> UUID:
    entry = PersonEntry(
        name=name, division=VILLAGE_A, number=number_of(name), phone=PHONE, address=f"{name}家"
    )
    return people.register_person(clerk, entry=entry)


def _home(clerk: Actor, persons: dict[str, UUID], *names: str) -> UUID:
    home = households.found_household(
        clerk, kind="assistance", division=VILLAGE_A, valid_from=SINCE, address=f"{names[0]}家"
    )
    relations = (Relation.head, Relation.spouse, Relation.child, Relation.parent)
    for name, relation in zip(names, relations, strict=False):
        households.join_household(
            clerk, person=persons[name], household=home, relation=relation, on=SINCE
        )
    return home


def _states(clerk: Actor, subject: Subject, stated: dict[str, int]) -> None:
    facts.add_statement(clerk, subject=subject, source="declared", facts=stated, valid_from=SINCE)
