"""From a need to an accepted application: what residents' helpers and windows do."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from minzheng.base.events import publish
from minzheng.catalogue.casework.advancing import acceptance
from minzheng.catalogue.casework.asking import Ask
from minzheng.catalogue.casework.positions import Act, ActKind, CaseState
from minzheng.catalogue.casework.service_item import ServiceItem
from minzheng.catalogue.casework.steps import Flag
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.casework import events, timeline
from minzheng.kernel.casework.cases import locked, seen_case
from minzheng.kernel.casework.concerned import require_uninvolved
from minzheng.kernel.casework.intake import accepting, completing, giving, opening, protecting
from minzheng.kernel.casework.intake.answering import (
    Asked,
    Group,
    Question,
    Value,
    answer_key,
    answers_of,
    asked_of,
    put_answers,
    read_key,
)
from minzheng.kernel.casework.intake.giving import GivenDay
from minzheng.kernel.casework.intake.opening import Need
from minzheng.kernel.casework.intake.protecting import protects
from minzheng.kernel.casework.intake.proving import HeldProof, ProofAsked
from minzheng.kernel.casework.items import item_for, item_of, offered
from minzheng.kernel.casework.models import Case, Channel
from minzheng.kernel.casework.moving import move
from minzheng.kernel.casework.timeline import tell

__all__ = [
    "Asked",
    "Channel",
    "GivenDay",
    "Group",
    "HeldProof",
    "ProofAsked",
    "Question",
    "Value",
    "accept",
    "answer_key",
    "asked",
    "decline",
    "offered",
    "open_case",
    "protects",
    "return_for_completion",
    "save_answers",
    "submit",
    "to_answer",
]

DUPLICATE = "同一家庭（人员）同一事项已有一件在办，请先核实处理重复的申请。"
_EDITABLE = (CaseState.DRAFT, CaseState.RETURNED, CaseState.SUBMITTED)


@command(permission="case.open", action="case.open")
def open_case(
    actor: Actor,
    *,
    item: str,
    household: UUID | None = None,
    person: UUID | None = None,
    applicant: UUID | None = None,
    channel: str = Channel.DESK.value,
    urgent: bool = False,
    concerned: Sequence[UUID] = (),
    who: str = "",
    division: str = "",
    continues: UUID | None = None,
    given: Mapping[str, date] | None = None,
) -> UUID:
    """Begin a case of the item's version in force today. Raises `Refused`, `Unseen`.

    One about an event lies in `division`, and `who` may name somebody without a file. `given` are
    days that limits count from. A confidential item may protect the child's file: see the README.
    """
    declared = item_for(item, clock.today())
    if declared.confidential and person is not None:
        protecting.protect(actor, declared, person)
    need = Need(
        item=declared,
        household=household,
        person=person,
        applicant=applicant,
        channel=channel,
        urgent=urgent,
        concerned=concerned,
        who=who,
        division=division,
        continues=continues,
    )
    row = opening.opened(actor, need)
    if given:
        giving.give(row, declared, given)
    tell(row, item=item, channel=channel)
    return row.pk


@query(permission="case.read", action="case.read")
def asked(actor: Actor, *, case: UUID) -> Asked:
    """What a case asks for: only what is unknown or too old; what is held is shown. `Unseen`."""
    row = seen_case(case)
    tell(row)
    return asked_of(row, item_of(row))


@query(permission="case.open", action="case.read")
def to_answer(actor: Actor, *, case: UUID) -> Asked:
    """The same, of the questions those that the actor may answer now. Raises `Unseen`."""
    row = seen_case(case)
    item = item_of(row)
    tell(row)
    return asked_of(row, item, _answerable(actor, row, item))


@command(permission="case.open", action="case.save")
def save_answers(
    actor: Actor,
    *,
    case: UUID,
    answers: Mapping[str, Value],
    given: Mapping[str, date] | None = None,
    version: int | None = None,
) -> int:
    """Keep answers, by `answer_key`, and days; the new version. They are statements on acceptance.

    What may still be answered after it is a statement at once: the office's own word, and what a
    window of another place could not be asked. Raises `InvalidValue`, `Conflict`, `Recused`,
    `Refused` for a day that is still to come.
    """
    row = locked(case, version)
    item = item_of(row)
    asks = _answerable(actor, row, item)
    if row.state not in _EDITABLE and not asks:
        raise Conflict("申请已经受理，申报内容不能再修改；情况有变化请登记变更。")
    names = put_answers(row, asks, answers)
    of_office = {fact for ask in asks if ask.of_office for fact in ask.facts}
    if row.state == CaseState.OPEN or any(read_key(each)[1] in of_office for each in answers):
        require_uninvolved(actor, row, "case.handle")
    if given:
        giving.give(row, item, given)
    if row.state == CaseState.OPEN:
        declared = accepting.declare(actor, row, clock.today(), answers)
        timeline.note(actor, row, "answer", facts={"declared": declared})
    row.version += 1
    row.save(update_fields=["answers", "version"])
    tell(row, answers=names)
    return row.version


@command(permission="case.open", action="case.submit")
def submit(actor: Actor, *, case: UUID, version: int | None = None) -> None:
    """Hand the application in. Where the office itself opened the case it begins at once."""
    row = locked(case, version)
    item = item_of(row)
    begins = acceptance(item) is None
    first = row.submitted_at is None
    if first:
        row.submitted_at, row.applied_on = clock.now(), row.applied_on or clock.today()
    flags: frozenset[Flag] = frozenset()
    declared: list[str] = []
    if begins:
        require_uninvolved(actor, row, "case.handle")
        row.accepted_on, row.handler = clock.today(), actor.account
        flags = accepting.flags_at_acceptance(row, item, clock.today())
        accepting.name_decider(row, flags)
        declared = accepting.declare(actor, row, clock.today(), answers_of(row))
    completing.met(row)
    move(actor, row, Act(ActKind.SUBMIT, flags=flags), facts={"declared": declared})
    if first:
        publish(events.CaseSubmitted(row.pk, row.item))
    tell(row, state=row.state)


@command(permission="case.handle", action="case.return")
def return_for_completion(
    actor: Actor,
    *,
    case: UUID,
    missing: Sequence[str],
    note: str = "",
    version: int | None = None,
) -> None:
    """Say once, in full, what is missing (一次性告知). Raises `Refused`, `Conflict`, `Recused`.

    What was not on the first list cannot be asked for later.
    """
    row = locked(case, version)
    require_uninvolved(actor, row, "case.handle")
    move(actor, row, Act(ActKind.RETURN), note=note)
    completing.ask(actor, row, missing, note)
    tell(row, missing=len(missing))


@command(permission="case.handle", action="case.accept")
def accept(
    actor: Actor,
    *,
    case: UUID,
    version: int | None = None,
    lacking_because: str = "",
    flags: Iterable[Flag] = (),
) -> None:
    """Accept an application: its limits run from today. Raises `Refused`, `Conflict`, `Recused`.

    Papers that are lacking keep it from being accepted, unless a reason is given (容缺受理).
    """
    row = locked(case, version)
    item = item_of(row)
    told = frozenset(flags)
    require_uninvolved(actor, row, "case.handle")
    if Flag.DELEGATED in told:
        raise Refused("审核确认权限是否委托，由县级的委托设置决定，不能在受理时标注。")
    if row.state != CaseState.SUBMITTED:
        raise Conflict("这件申请现在不能受理，请刷新后再看。")
    _settle_duplicate(row)
    completing.require_complete(row, item, lacking_because)
    today = clock.today()
    row.accepted_on, row.handler = today, actor.account
    noted = accepting.flags_at_acceptance(row, item, today) | told
    accepting.name_decider(row, noted)
    declared = accepting.declare(actor, row, today, answers_of(row))
    first = acceptance(item)
    act = Act(ActKind.ACCEPT, first.code if first else "", flags=noted)
    move(actor, row, act, note=lacking_because, facts={"declared": declared})
    publish(events.CaseAccepted(row.pk, row.item, today))
    tell(row, accepted_on=str(today), lacking_because=lacking_because)


@command(permission="case.handle", action="case.decline")
def decline(actor: Actor, *, case: UUID, reason: str, version: int | None = None) -> None:
    """Not to accept an application; the applicant gets it in writing, with the reason."""
    row = locked(case, version)
    require_uninvolved(actor, row, "case.handle")
    move(actor, row, Act(ActKind.DECLINE), note=required(reason, "请填写不予受理的理由。"))
    tell(row, reason=reason)


def required(text: str, sentence: str) -> str:
    """A text that must not be empty. Raises `Refused`."""
    if not text.strip():
        raise Refused(sentence)
    return text.strip()


def _answerable(actor: Actor, row: Case, item: ServiceItem) -> tuple[Ask, ...]:
    """The questions that an actor may answer as the case stands.

    What the office says, only those who receive applications say; they may put it right until the
    decision.
    """
    receives = actor.may("case.handle")
    own = tuple(ask for ask in item.asks if receives or not ask.of_office)
    if row.state in _EDITABLE:
        return own
    if row.state != CaseState.OPEN or not receives:
        return ()
    return tuple(ask for ask in own if ask.of_office or row.channel == Channel.TRANSFER)


def _settle_duplicate(row: Case) -> None:
    """The first one has ended: this one is no duplicate any more. Raises `Conflict` while it runs.

    The case itself was locked; the unique index decides between two that are accepted at once.
    """
    if not row.duplicate_pending:
        return
    if opening.others_open(row):
        raise Conflict(DUPLICATE)
    row.duplicate_pending = False
