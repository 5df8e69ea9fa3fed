"""Consent to the means check: each grown-up for himself, on his own sign-in (社会救助法 art. 41).

Whoever is asked sees which case it is for and who has applied, and nothing else of that case.
"""

from uuid import UUID

from django.db.models import Q, QuerySet

from minzheng.base.ages import known_minor
from minzheng.catalogue.casework.positions import CaseState
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query, touched
from minzheng.kernel.access.errors import Conflict, Refused, Unseen
from minzheng.kernel.casework import timeline
from minzheng.kernel.casework.items import item_of
from minzheng.kernel.casework.models import Case
from minzheng.kernel.casework.own.consent_paper import consent_paper
from minzheng.kernel.casework.own.results import Consent
from minzheng.kernel.casework.timeline import tell
from minzheng.kernel.documents.api import keep_made
from minzheng.kernel.exchange.api import checks
from minzheng.kernel.registry.api.own import OwnPerson, own_home, own_person, own_relations
from minzheng.kernel.residents.counter import at_the_counter

_WAITING = (CaseState.SUBMITTED, CaseState.RETURNED, CaseState.OPEN)
_IN_PERSON = "授权查询必须由本人决定，不能代为操作；本人不会用手机的，请在纸质授权书上签字。"
_CHILD = "未成年人由监护人在纸质授权书上签字。"
_NOTHING_GIVEN = "您没有同意过这件申请的查询，或者已经撤回。"
GIVEN = "given"
WITHDRAWAL_MEANS = (
    "撤回以后，不再向任何单位查询您的情况，还没有答复的查询马上停止；此前已经查到的留在案卷里。"
    "没有全家成年人的授权，申请可能无法继续办理，工作人员会先联系您。"
)
"""What a resident reads before he takes his consent back."""


@query(permission="own.cases", action="own.read")
def my_consents(actor: Actor) -> tuple[Consent, ...]:
    """The running cases at home that want this person's consent, given or not."""
    person, home = own_person(actor), own_home(actor)
    touched("person", person.id, person.division, person.label)
    if home is None or _is_child(person):
        return ()
    with at_the_counter(actor, home[1], "check.read"):
        rows = _of_the_home(actor).order_by("-opened_at")
        wanted = [row for row in rows if _wants(row, person)]
        given = checks.consents_of(person=person.id, cases=[row.pk for row in wanted])
    return tuple(_consent(row, given.get(row.pk)) for row in wanted)


@command(permission="own.cases", action="own.apply")
def consent(actor: Actor, *, case: UUID) -> None:
    """Allow the departments to be asked about oneself for this case. Raises `Refused`, `Unseen`."""
    person, division = _oneself(actor)
    with at_the_counter(actor, division, "check.order", "documents.read") as served:
        row = _wanting(actor, person, case)
        tell(row)
        content = consent_paper(row, item_of(row).title, person.name, clock.now())
        document = keep_made(
            served,
            content=content,
            media_type="application/pdf",
            title=f"家庭经济状况核对授权书（{row.number}）",
            kind="authorisation",
            person=person.id,
        )
        given = checks.Given(
            person=person.id,
            kind="member",
            method="electronic",
            signed_on=clock.today(),
            document=document,
        )
        checks.authorise(served, case=case, given=given)


@command(permission="own.cases", action="own.apply")
def refuse_consent(actor: Actor, *, case: UUID) -> None:
    """Not allow it. Nobody is asked then; staff come back about it. Raises `Refused`, `Unseen`."""
    person, division = _oneself(actor)
    with at_the_counter(actor, division, "check.order") as served:
        row = _wanting(actor, person, case)
        tell(row)
        checks.refuse_authorisation(
            served, case=case, person=person.id, on=clock.today(), note="本人在网上选择不同意"
        )
        timeline.note(served, row, "consent_refused")


@command(permission="own.cases", action="own.apply")
def withdraw_consent(actor: Actor, *, case: UUID, reason: str) -> None:
    """Take the consent back: nobody is asked any more, and the office is told of it.

    Raises `Refused`, `Conflict`, `Unseen`.
    """
    person, division = _oneself(actor)
    with at_the_counter(actor, division, "check.order") as served:
        row = _wanting(actor, person, case)
        tell(row)
        given = checks.consents_of(person=person.id, cases=[case]).get(case)
        if given is None or given.state != GIVEN:
            raise Conflict(_NOTHING_GIVEN)
        checks.withdraw_authorisation(
            served, authorisation=given.authorisation, on=clock.today(), reason=reason
        )
        timeline.note(served, row, "consent_withdrawn", note=reason)


def _oneself(actor: Actor) -> tuple[OwnPerson, str]:
    if actor.own.authority is not None:
        raise Refused(_IN_PERSON)
    person, home = own_person(actor), own_home(actor)
    if home is None:
        raise Unseen
    if _is_child(person):
        raise Refused(_CHILD)
    return person, home[1]


def _wanting(actor: Actor, person: OwnPerson, case: UUID) -> Case:
    row = _of_the_home(actor).filter(pk=case).first()
    if row is None or not _wants(row, person):
        raise Unseen
    return row


def _of_the_home(actor: Actor) -> "QuerySet[Case]":
    """Running cases about the household, or about one of those who live in it."""
    about = Q(household_id__in=actor.own.households) | Q(
        household_id=None, subject_id__in=own_relations(actor)
    )
    return Case.objects.filter(about, state__in=_WAITING)


def _wants(row: Case, person: OwnPerson) -> bool:
    """Whether departments are to be asked about this person for a case."""
    item = item_of(row)
    concerned = row.household_id is not None or item.home_counts or row.subject_id == person.id
    return item.authorises and concerned


def _is_child(person: OwnPerson) -> bool:
    born = person.birth_date
    return known_minor(born, clock.today())


def _consent(row: Case, given: checks.Consented | None) -> Consent:
    return Consent(
        case=row.pk,
        title=item_of(row).title,
        applicant=row.who,
        opened_at=row.opened_at,
        state=given.state if given else "",
        state_title=given.state_title if given else "等您决定",
        authorisation=given.authorisation if given else None,
        may_withdraw=given is not None and given.state == GIVEN,
    )
