"""Own cases, to be read. Everything is found by own-row security; only the outcome of a decision is
read at the office, because the row beside it tells of the whole household."""

from collections.abc import Iterator
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from minzheng.catalogue.casework.flow import possible
from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.catalogue.casework.positions import ActKind, CaseState
from minzheng.catalogue.casework.service_item import ServiceItem
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import query, touched
from minzheng.kernel.casework.api import letters
from minzheng.kernel.casework.items import item_of, titles
from minzheng.kernel.casework.models import (
    Case,
    Completion,
    Decision,
    Hearing,
    HearingOutcome,
    Letter,
    Objection,
    ObjectionSource,
    Suspension,
)
from minzheng.kernel.casework.own.checking import to_be_answered
from minzheng.kernel.casework.own.finding import own_case, own_cases
from minzheng.kernel.casework.own.results import (
    OwnCase,
    OwnCaseRow,
    OwnDecision,
    OwnHearing,
    OwnLetter,
    OwnObjection,
    OwnStage,
)
from minzheng.kernel.casework.positions import position_of
from minzheng.kernel.casework.timeline import tell
from minzheng.kernel.documents.api import OpenedDocument
from minzheng.kernel.residents.counter import at_the_counter

MOST = 100
_TO_FILL = (CaseState.DRAFT, CaseState.RETURNED)
_OBJECTABLE = (CaseState.SUBMITTED, CaseState.RETURNED, CaseState.OPEN, CaseState.DECIDED)


@query(permission="own.cases", action="own.read")
def my_cases(actor: Actor) -> tuple[OwnCaseRow, ...]:
    """The cases of the person whose matters are handled, the newest first: three queries."""
    rows = list(own_cases(actor).order_by("-opened_at", "-id")[:MOST])
    names = titles(each.item for each in rows)
    asked = set(_open_hearings(rows).values_list("case_id", flat=True)) if rows else set()
    differing = _told([each.pk for each in rows]) if rows else frozenset()
    touched("list", None, payload={"shown": [str(each.pk) for each in rows]})
    return tuple(
        _row(each, names[each.item], each.pk in asked, each.pk in differing) for each in rows
    )


@query(permission="own.cases", action="own.read")
def my_case(actor: Actor, *, case: UUID) -> OwnCase:
    """One case: a fixed number of queries. Raises `Unseen`."""
    row = own_case(actor, case)
    item = item_of(row)
    tell(row)
    hearing = Hearing.objects.filter(case=row).exclude(notified_on=None).order_by("-id").first()
    asked = hearing is not None and hearing.outcome == HearingOutcome.NONE
    completion = Completion.objects.filter(case=row, met_at=None).first()
    kinds = {act.kind for act in possible(item, position_of(row))}
    differences = to_be_answered(actor, row)
    return OwnCase(
        row=_row(row, item.title, asked, differences > 0 and row.closed_at is None),
        version=row.version,
        stages=tuple(_stages(row, item)),
        accepted_on=row.accepted_on,
        promised_on=row.promised_on,
        paused=Suspension.objects.filter(case=row, to_on=None).exists(),
        missing=tuple(completion.missing) if completion else (),
        missing_note=(completion.note or "") if completion else "",
        letters=tuple(map(_letter, Letter.objects.filter(case=row).order_by("-made_at", "-id"))),
        hearing=_hearing(hearing) if hearing else None,
        differences=differences,
        objections=tuple(map(_objection, _own_objections(row))),
        decision=_decision(actor, row),
        may_fill=row.state in _TO_FILL,
        may_withdraw=ActKind.WITHDRAW in kinds,
        may_object=row.state in _OBJECTABLE,
    )


def my_decision_letter(actor: Actor, decision: UUID) -> OwnLetter | None:
    """The letter of a decision in one's own case, for what is told of its payments: one query."""
    found = Letter.objects.filter(decision=decision, case__in=own_cases(actor)).first()
    return _letter(found) if found else None


@query(permission="own.cases", action="own.read")
def my_letter(actor: Actor, *, letter: UUID, form: str = "pdf") -> OpenedDocument:
    """A letter as a file. Raises `Unseen`, `Refused`, `FileLost`."""
    found = Letter.objects.filter(pk=letter).first()
    row = own_case(actor, found.case_id if found else letter)
    tell(row, letter=str(letter))
    with at_the_counter(actor, row.division, "case.read") as served:
        return letters.letter_file(served, letter=letter, form=form)


def _row(row: Case, title: str, asked: bool, differs: bool) -> OwnCaseRow:
    state = CaseState(row.state)
    return OwnCaseRow(
        id=row.pk,
        number=row.number,
        item=row.item,
        title=title,
        state=row.state,
        state_title=state.title,
        outcome=row.outcome,
        outcome_title=Outcome(row.outcome).title if row.outcome else "",
        opened_at=row.opened_at,
        submitted_at=row.submitted_at,
        due_on=None if row.closed_at else row.due_on,
        wants_me=state in _TO_FILL or asked or differs,
        differs=differs,
    )


def _told(cases: list[UUID]) -> frozenset[UUID]:
    """Those of some own cases whose check waits for a word: one query."""
    with connection.cursor() as cursor:
        cursor.execute("select waiting from public.casework_own_told(%s)", [cases])
        return frozenset(case for (case,) in cursor.fetchall())


def _stages(row: Case, item: ServiceItem) -> Iterator[OwnStage]:
    """The way in order: what is behind, where it stands, what is ahead."""
    position = position_of(row)
    closed = position.state is CaseState.CLOSED
    for stage in item.procedure:
        due = [each for each in stage.steps if each.due(position.flags, position.outcome)]
        if not due:
            continue
        if all(each.code in position.done for each in due):
            yield OwnStage(stage.title, "done")
        elif stage.code == position.stage:
            yield OwnStage(stage.title, "now")
        elif not closed:
            yield OwnStage(stage.title, "ahead")


def _open_hearings(rows: list[Case]) -> QuerySet[Hearing]:
    open_ones = Hearing.objects.filter(case__in=rows, outcome=HearingOutcome.NONE)
    return open_ones.exclude(notified_on=None)


def _own_objections(row: Case) -> QuerySet[Objection]:
    """At the door the whole village is seen: what others have said is left out here as well."""
    own = Objection.objects.filter(case=row, source=ObjectionSource.APPLICANT)
    return own.order_by("-received_at", "-id")


def _letter(each: Letter) -> OwnLetter:
    return OwnLetter(each.pk, each.kind, each.title, each.number, each.dated)


def _hearing(each: Hearing) -> OwnHearing:
    return OwnHearing(
        id=each.pk,
        proposed_title=Outcome(each.outcome_proposed).title,
        amount_fen=each.amount_proposed,
        because=each.because,
        answer_by=each.answer_by,
        outcome=each.outcome,
        outcome_title=each.get_outcome_display(),
        statement=each.statement or "",
    )


def _objection(each: Objection) -> OwnObjection:
    return OwnObjection(
        id=each.pk,
        received_on=each.received_on,
        due_on=each.due_on,
        state_title=each.get_state_display(),
        text=each.text or "",
        answer=each.answer or "",
    )


def _decision(actor: Actor, row: Case) -> OwnDecision | None:
    if row.decided_on is None:
        return None
    with at_the_counter(actor, row.division, "case.read"):
        found = Decision.objects.filter(case=row).first()
    if found is None:
        return None
    return OwnDecision(
        outcome_title=Outcome(found.outcome).title,
        amount_fen=found.amount_fen,
        effective_from=found.effective_from,
        decided_on=found.decided_on,
    )
