"""Applying: begun once, saved and come back to, completed with papers, handed in, withdrawn."""

from collections.abc import Mapping
from uuid import UUID

from minzheng.catalogue.casework.positions import CaseState
from minzheng.catalogue.casework.service_item import ServiceItem
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query
from minzheng.kernel.access.errors import Conflict, Refused, Unseen
from minzheng.kernel.casework.api import intake, leaving, papers
from minzheng.kernel.casework.api.intake import Asked, Value
from minzheng.kernel.casework.api.offers import Offer, open_to_residents
from minzheng.kernel.casework.cases import seen_case
from minzheng.kernel.casework.intake.people import people_of
from minzheng.kernel.casework.items import item_for, item_of
from minzheng.kernel.casework.models import Case, CaseProof, Channel
from minzheng.kernel.casework.own.curtain import curtained
from minzheng.kernel.casework.own.finding import own_case, own_cases, require_may_act
from minzheng.kernel.casework.timeline import tell
from minzheng.kernel.documents.api import add_document
from minzheng.kernel.registry.api.own import OwnPerson, own_home, own_person
from minzheng.kernel.residents.counter import at_the_counter

_RUNNING = "您已经有一件同样的申请在办，请到“办到哪一步了”里看。"
_NO_HOME = "还没有登记和您一起生活的家庭，请先到村（社区）登记，再来申请。"
_CLOSED = "这个事项不能在网上申请，请到村（社区）或镇（街道）窗口办理。"


@command(permission="own.cases", action="own.apply")
def begin(actor: Actor, *, item: str) -> UUID:
    """A draft of an application; the one that was begun before, if there is one.

    Raises `Refused`, `NotAllowed`.
    """
    require_may_act(actor)
    declared = item_for(item, clock.today())
    if not open_to_residents(declared):
        raise Refused(_CLOSED)
    person = own_person(actor)
    running = own_cases(actor).filter(item=item, closed_at=None).order_by("-opened_at").first()
    if running is not None:
        if running.state not in (CaseState.DRAFT, CaseState.RETURNED):
            raise Conflict(_RUNNING)
        tell(running)
        return running.pk
    household, division = _home_for(actor, declared, person)
    channel = Channel.VILLAGE if actor.may("case.open") else Channel.PORTAL
    with at_the_counter(actor, division, "case.open") as served:
        case = intake.open_case(
            served,
            item=item,
            household=household,
            person=None if household else person.id,
            applicant=person.id,
            channel=channel.value,
        )
        tell(seen_case(case), channel=channel.value)
    return case


@query(permission="own.cases", action="own.read")
def asked_of_me(actor: Actor, *, case: UUID) -> Asked:
    """What the application still asks; of other grown-ups nothing that is on file. `Unseen`."""
    row = own_case(actor, case)
    tell(row)
    with at_the_counter(actor, row.division, "case.read") as served:
        asked = intake.asked(served, case=case).of_the_applicant
        people = people_of(row)
    return curtained(actor, asked, people)


@command(permission="own.cases", action="own.apply")
def save_own_answers(actor: Actor, *, case: UUID, answers: Mapping[str, Value]) -> None:
    """Keep some answers. Raises `InvalidValue`, `Conflict`, `Unseen`."""
    row = _mine(actor, case)
    with at_the_counter(actor, row.division, "case.open") as served:
        intake.save_answers(served, case=case, answers=answers)


@command(permission="own.cases", action="own.apply")
def attach_own(actor: Actor, *, case: UUID, proof: str, content: bytes, file_name: str) -> UUID:
    """A paper, photographed with a telephone. Raises `FileRefused`, `Conflict`, `Unseen`."""
    row = _mine(actor, case)
    kinds = {each.code: each.kind for each in item_of(row).proofs}
    if proof not in kinds:
        raise Unseen
    # The household's papers lie with the household, so that the office finds them there.
    about = {"household": row.household_id} if row.household_id else {"person": row.subject_id}
    with at_the_counter(actor, row.division, "case.open", "documents.add") as served:
        document = add_document(
            served, content=content, file_name=file_name, kind=kinds[proof], **about
        )
        return papers.attach(served, case=case, proof=proof, document=document)


@command(permission="own.cases", action="own.apply")
def detach_own(actor: Actor, *, case: UUID, paper: UUID) -> None:
    """Take a paper back before the application is accepted. Raises `Unseen`, `Conflict`."""
    row = _mine(actor, case)
    if not CaseProof.objects.filter(pk=paper, case=row).exists():
        raise Unseen
    with at_the_counter(actor, row.division, "case.open") as served:
        papers.detach(served, proof=paper)


@command(permission="own.cases", action="own.apply")
def submit_own(actor: Actor, *, case: UUID, version: int) -> None:
    """Hand the application in. Raises `Refused`, `Conflict`, `Unseen`."""
    row = _mine(actor, case)
    with at_the_counter(actor, row.division, "case.open") as served:
        intake.submit(served, case=case, version=version)


@command(permission="own.cases", action="own.apply")
def withdraw_own(actor: Actor, *, case: UUID, reason: str) -> None:
    """Not to go on with it. Raises `Refused`, `Conflict`, `Unseen`."""
    row = _mine(actor, case)
    with at_the_counter(actor, row.division, "case.open") as served:
        leaving.withdraw(served, case=case, reason=reason)


def _home_for(actor: Actor, item: ServiceItem, person: OwnPerson) -> tuple[UUID | None, str]:
    """The household that applies, if the item is for households, and where the case will lie."""
    if not Offer.of(item).for_household:
        return None, person.division
    home = own_home(actor)
    if home is None:
        raise Refused(_NO_HOME)
    return home


def _mine(actor: Actor, case: UUID) -> Case:
    require_may_act(actor)
    row = own_case(actor, case)
    tell(row)
    return row
