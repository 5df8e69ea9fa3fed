"""One line of the comparison, and one question with its answers, for a page of their own."""

from typing import Any
from uuid import UUID

from minzheng.base.clock import business_date
from minzheng.catalogue.facts import VOCABULARY
from minzheng.catalogue.means_check import CheckSource, records_of
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import query, touched
from minzheng.kernel.exchange.checks.lines import Compared, kept_line
from minzheng.kernel.exchange.checks.purposes import purpose_of
from minzheng.kernel.exchange.checks.results import (
    AnswerView,
    DifferenceFile,
    DifferenceView,
    RequestFile,
    RoundView,
    ToldView,
)
from minzheng.kernel.exchange.checks.states import (
    NOT_SETTLED,
    TO_BE_TALKED_ABOUT,
    RoundState,
    Verdict,
)
from minzheng.kernel.exchange.checks.wire import RECORD_TITLES, kept_answer, record_text
from minzheng.kernel.exchange.checks.wording import request_view
from minzheng.kernel.exchange.models import CheckRequest, Difference
from minzheng.kernel.exchange.ports import CasePurpose
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.listing import one
from minzheng.kernel.registry.api.means import parties_of
from minzheng.rules.facts import Entity, Fact
from minzheng.rules.numbers.text import value_text

Names = dict[tuple[UUID, UUID | None], str]


@query(permission="check.read", action="check.read")
def answers_of(actor: Actor, *, request: UUID) -> RequestFile:
    """A question with its answers side by side. Raises `Unseen`."""
    row = one(CheckRequest.objects.select_related("round"), request)
    purpose = purpose_of(row.case)
    answers = list(row.answers.order_by("received_at", "id"))
    present = [each for each in answers if each.turn == row.turn]
    touched("check_request", row.pk, row.division, Label(row.label))
    return RequestFile(
        case=row.case,
        who=names_of(purpose).get((row.person, row.supporter), ""),
        request=request_view(row, present),
        answers=tuple(_answer(row, each) for each in present),
        earlier=tuple(_answer(row, each) for each in answers if each.turn != row.turn),
    )


@query(permission="check.read", action="check.read")
def difference_of(actor: Actor, *, difference: UUID) -> DifferenceFile:
    """One line with everything that was said about it. Raises `Unseen`."""
    row = one(Difference.objects.select_related("round"), difference)
    purpose = purpose_of(row.round.case)
    touched("difference", row.pk, row.division, Label(row.label))
    return DifferenceFile(
        case=row.round.case,
        difference=difference_view(row, names_of(purpose)),
        round=round_view(row.round),
    )


def names_of(purpose: CasePurpose) -> Names:
    """Whom a line of a case may be about."""
    parties = parties_of(household=purpose.household, persons=purpose.persons, on=clock.today())
    return {(each.person, each.supporter): each.name for each in parties}


def round_view(row: Any) -> RoundView:
    return RoundView(
        id=row.pk,
        number=row.number,
        state=row.state,
        state_title=RoundState(row.state).label,
        because=row.because,
        orderer=row.orderer,
        ordered_at=row.ordered_at,
        told_on=row.told_on,
        told_how=row.told_how,
        explain_by=row.explain_by,
        report=row.report,
        reported_at=row.reported_at,
    )


def difference_view(row: Any, names: Names) -> DifferenceView:
    """One line; `names` are those of whom it may be about."""
    line = kept_line(row.content)
    fact = VOCABULARY.of(_entity(row))[row.fact]
    whose = "全家" if row.household else names.get((row.person, row.supporter), "")
    return DifferenceView(
        id=row.pk,
        whose=whose,
        person=row.person,
        supporter=row.supporter,
        fact=row.fact,
        fact_title=fact.title,
        kind=row.kind,
        kind_title=line.kind.label,
        state=row.state,
        state_title=row.get_state_display(),
        declared_text=value_text(line.declared, fact.unit) if line.declared_source else "未申报",
        found_text=value_text(line.found, fact.unit) if line.found is not None else "—",
        line=line,
        tellings=_told(line, fact),
        snapshot_on=row.snapshot_on,
        expires_on=row.expires_on,
        expired=row.expires_on is not None and row.expires_on < clock.today(),
        objection=row.objection or "",
        objection_document=row.objection_document,
        objected_on=row.objected_on,
        settler=row.settler,
        settled_at=row.settled_at,
        settled_because=row.settled_because,
        statement=row.statement,
        open=row.state in NOT_SETTLED,
        to_talk_about=row.kind in TO_BE_TALKED_ABOUT and row.state in NOT_SETTLED,
    )


def _told(line: Compared, fact: Fact) -> tuple[ToldView, ...]:
    return tuple(
        ToldView(
            source=each.source,
            who=each.who,
            text="—" if each.value is None else value_text(each.value, fact.unit),
            note=each.note,
            snapshot=each.snapshot,
        )
        for each in line.tellings
    )


def _entity(row: Any) -> Entity:
    if row.household:
        return Entity.HOUSEHOLD
    return Entity.SUPPORTER if row.supporter else Entity.PERSON


def _answer(request: Any, row: Any) -> AnswerView:
    name = ""
    records: tuple[tuple[str, str, str], ...] = ()
    if row.content is not None:
        _, name, kept = kept_answer(row.content)
        known = records_of(CheckSource[request.source])
        records = tuple(
            (RECORD_TITLES[each.record], record_text(each), " ".join((each.thing, each.note)))
            for each in kept
            if each.record in known
        )
    return AnswerView(
        id=row.pk,
        received_at=row.received_at,
        turn=row.turn,
        late=business_date(row.received_at) > request.due_on,
        snapshot_on=row.snapshot_on,
        expires_on=row.expires_on,
        verdict=row.verdict,
        verdict_title=Verdict(row.verdict).label,
        reason=row.reason,
        name=name,
        records=records,
        chosen=row.chosen,
        chosen_because=row.chosen_because,
    )
