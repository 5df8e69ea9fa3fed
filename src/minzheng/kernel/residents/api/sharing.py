"""Consent of a grown-up member that the household sees what is on file about him."""

from uuid import UUID

from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query, touched
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.registry.api.own import OwnPerson, own_person
from minzheng.kernel.residents.counter import at_the_counter
from minzheng.kernel.residents.models import Sharing

_IN_PERSON = "是否同意由本人决定，不能代为操作。"


@command(permission="own.cases", action="sharing.change")
def share(actor: Actor) -> None:
    """Let the other members of today's household see one's data; said again, nothing changes."""
    person, home = _oneself(actor)
    with at_the_counter(actor, person.division, "own.cases"):
        Sharing.objects.get_or_create(
            person=person.id,
            household=home,
            withdrawn_at=None,
            defaults={
                "division": person.division,
                "label": person.label,
                "since": clock.now(),
                "by_account": actor.account,
            },
        )
    touched("person", person.id, person.division, person.label, payload={"shares": True})


@command(permission="own.cases", action="sharing.change")
def stop_sharing(actor: Actor) -> None:
    """Withdraw that consent; the others see nothing from their next request on."""
    person, _ = _oneself(actor)
    with at_the_counter(actor, person.division, "own.cases"):
        shared = Sharing.objects.filter(person=person.id, withdrawn_at=None)
        shared.update(withdrawn_at=clock.now())
    touched("person", person.id, person.division, person.label, payload={"shares": False})


@query(permission="own.cases")
def shares(actor: Actor) -> bool:
    """Whether the person lets today's household see his data."""
    given = Sharing.objects.filter(
        person=own_person(actor).id, household__in=actor.own.households, withdrawn_at=None
    )
    return bool(given.exists())


def _oneself(actor: Actor) -> tuple[OwnPerson, UUID]:
    if actor.own.authority is not None:
        raise Refused(_IN_PERSON)
    home = next(iter(sorted(actor.own.households)), None)
    if home is None:
        raise Refused("您目前没有登记共同生活的家庭。")
    return own_person(actor), home
