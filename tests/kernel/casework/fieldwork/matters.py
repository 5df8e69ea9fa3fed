"""Cases as far as they come before anybody leaves the office."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from uuid import UUID, uuid4

from PIL import Image

from minzheng.catalogue.casework.service_item import ApplicantUnit
from minzheng.catalogue.casework.steps import Flag
from minzheng.catalogue.codes import Relation
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.models import Account, Post, PostState
from minzheng.kernel.access.roles import role_of
from minzheng.kernel.casework.api import fieldwork, intake
from minzheng.kernel.casework.api.fieldwork import Assessed
from minzheng.kernel.casework.fieldwork.forms import SELF_CARE
from minzheng.kernel.casework.items import item_for
from minzheng.kernel.casework.models import Case, Errand
from minzheng.kernel.registry.api import facts, households
from minzheng.kernel.registry.api.facts import Subject
from minzheng.rules.facts import Entity
from tests.kernel.registry.residents import enter
from tests.people import PASSWORD, VILLAGE_A, account_id, acting

DIBAO = "minimum_living.application"
REASSESSMENT = "extreme_poverty.reassessment"
TWO_CLERKS = ("town_clerk_a", "village_officer_a")
SINCE = date(2026, 1, 1)


@dataclass(frozen=True)
class Matter:
    """A case with its people."""

    case: UUID
    household: UUID
    head: UUID
    child: UUID


def applied(
    item: str = DIBAO,
    *,
    flags: Iterable[Flag] = (),
    village: str = VILLAGE_A,
    clerk: str = "town_clerk_a",
    sequence: int = 1,
    name: str = "张三丰",
    accepted: bool = True,
) -> Matter:
    """An application, accepted although papers are still to come."""
    with acting(clerk) as actor:
        head = enter(actor, name, sequence=sequence, division=village)
        child = enter(
            actor, "张翠山", sequence=sequence + 1, born=date(2015, 5, 5), division=village
        )
        home = households.found_household(
            actor, kind="assistance", division=village, valid_from=SINCE
        )
        for person, relation in ((head, Relation.head), (child, Relation.child)):
            households.join_household(
                actor, person=person, household=home, relation=relation, on=SINCE
            )
        _declares(actor, head, wage=50_000)
        alone = item_for(item, clock.today()).unit is ApplicantUnit.PERSON
        case = intake.open_case(
            actor,
            item=item,
            applicant=head,
            household=None if alone else home,
            person=head if alone else None,
        )
        intake.submit(actor, case=case)
        if accepted:
            intake.accept(actor, case=case, lacking_because="材料随后补齐", flags=flags)
    return Matter(case, home, head, child)


def _declares(actor: Actor, person: UUID, **stated: int) -> None:
    facts.add_statement(
        actor,
        subject=Subject(Entity.PERSON, person),
        source="declared",
        facts=stated,
        valid_from=SINCE,
    )


def ordered(
    matter: Matter,
    investigators: tuple[str, str] = TWO_CLERKS,
    *,
    by: str = "town_clerk_a",
    step: str = "visit",
) -> dict[str, UUID]:
    """A visit given to two of the cast: the errand of each."""
    with acting(by) as actor:
        order = fieldwork.order_visit(
            actor,
            case=matter.case,
            step=step,
            investigators=[account_id(each) for each in investigators],
        )
    found = {}
    for name in investigators:
        with acting(name):
            found[name] = Errand.objects.get(order=order, account=account_id(name)).pk
    return found


def case_row(matter: Matter) -> Case:
    """The case as it stands, whoever may see it."""
    with acting("county_officer"):
        return Case.objects.get(pk=matter.case)


def photo(colour: str = "gray", size: tuple[int, int] = (640, 480)) -> bytes:
    """A picture as a phone takes it."""
    content = BytesIO()
    Image.new("RGB", size, colour).save(content, "JPEG")
    return content.getvalue()


def second_account(name: str, role: str, division: str) -> UUID:
    """Another account of somebody of the cast, in a post of its own."""
    first = Account.objects.get(pk=account_id(name))
    account = Account(
        id=uuid4(),
        username=f"{name}_again",
        name=first.name,
        person=first.person,
        division=division,
    )
    account.set_password(PASSWORD)
    account.save(force_insert=True)
    admins = [
        Account.objects.get(pk=account_id(f"{each}_admin")) for each in ("system", "security")
    ]
    Post.objects.create(
        account=account,
        person=account.person,
        role=role,
        family=role_of(role).family,
        division=division,
        valid_from=SINCE,
        state=PostState.ACTIVE,
        proposed_by=admins[0],
        proposed_by_person=admins[0].person,
        proposed_at=clock.now(),
        approved_by=admins[1],
        approved_by_person=admins[1].person,
        approved_at=clock.now(),
    )
    return account.pk


def assessing(*, sequence: int = 1, name: str = "张三丰") -> Matter:
    """A person of a household whose self-care is to be assessed."""
    matter = applied(accepted=False, sequence=sequence, name=name)
    with acting("town_clerk_a") as clerk:
        case = intake.open_case(clerk, item=REASSESSMENT, person=matter.head)
        intake.submit(clerk, case=case)
        intake.accept(clerk, case=case, lacking_because="材料随后补齐")
    return replace(matter, case=case)


def assessed(matter: Matter, **changes: object) -> Assessed:
    """A form about the head of the household, who cannot wash."""
    scores: dict[str, object] = {name: name != "washes" for name in SELF_CARE.scored}
    values: dict[str, object] = {
        "form": "self_care",
        "person": matter.head,
        "reason": "first",
        "assessed_on": clock.today(),
        "venue": "家中",
        "scores": scores,
        "informant": "张翠山（儿子）",
    }
    return Assessed(**(values | changes))  # type: ignore[arg-type]  # built by name


def assessed_by_two(*, sequence: int = 1, name: str = "张三丰") -> tuple[Matter, UUID]:
    """An assessment that the village officer wrote down and the clerk has to confirm."""
    matter = assessing(sequence=sequence, name=name)
    with acting("village_officer_a") as officer:
        found = fieldwork.record_assessment(
            officer,
            case=matter.case,
            assessed=assessed(matter),
            assessors=[account_id(each) for each in TWO_CLERKS],
        )
    return matter, found
