"""Objects for the matrix: a means check with its authorisation, question, answer and difference."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from minzheng.kernel.access import clock
from minzheng.kernel.exchange import models as exchange
from minzheng.kernel.exchange.checks.lines import Compared, Telling
from minzheng.kernel.exchange.checks.states import (
    AuthorisationState,
    LineKind,
    PartyKind,
    RequestState,
    SigningMethod,
    Verdict,
)
from minzheng.kernel.exchange.checks.wire import Record, SourceAnswer
from tests.kernel.access.matrix_objects import SINCE, Making
from tests.people import account_id

CLERK = "town_clerk_c"
SOURCE = "tax"
WAGE = 345_600


def checks(made: Making, ids: dict[str, Any]) -> dict[str, Any]:
    """The check of the sample's case: the tax office has said something about the person."""
    authorisation = _authorisation(made, ids)
    held = exchange.CheckRound.objects.create(
        **made.place,
        case=ids["case"],
        case_number=f"{made.mark}件",
        household=ids["household"],
        number=1,
        ordered_by=account_id(CLERK),
        orderer="某",
        ordered_at=clock.now(),
        report=ids["document"],
        reported_at=clock.now(),
    )
    question = _question(made, ids["case"], held, authorisation)
    return {
        "authorisation": authorisation.pk,
        "question": question.pk,
        "answer": _answer(made, question, ids["number"]),
        "difference": _difference(made, held),
    }


def _authorisation(made: Making, ids: dict[str, Any]) -> Any:
    return exchange.Authorisation.objects.create(
        **made.place,
        case=ids["case"],
        person=made.person.id,
        kind=PartyKind.MEMBER,
        state=AuthorisationState.GIVEN,
        method=SigningMethod.PAPER,
        signed_on=SINCE,
        document=ids["document"],
        note=f"{made.mark}签",
        recorded_by=account_id(CLERK),
        recorder="某",
        recorded_at=clock.now(),
    )


def _question(made: Making, case: UUID, held: Any, authorisation: Any) -> Any:
    question = exchange.CheckRequest.objects.create(
        **made.place,
        round=held,
        case=case,
        person=made.person.id,
        authorisation=authorisation,
        source=SOURCE,
        state=RequestState.ASKED,
        trouble=f"{made.mark}难",
        queued_at=clock.now(),
        asked_at=clock.now(),
        due_on=clock.today() + timedelta(days=3),
        given_up_on=clock.today() + timedelta(days=15),
    )
    question.state, question.answered_at = RequestState.ANSWERED, clock.now()
    question.save(update_fields=["state", "answered_at"])
    return question


def _answer(made: Making, question: Any, number: str) -> UUID:
    said = SourceAnswer(
        message=f"{made.mark}-1",
        number=number,
        name=f"{made.mark}人",
        snapshot=clock.today(),
        records=(Record("wage", WAGE, note=f"{made.mark}厂"),),
    )
    answer = exchange.CheckAnswer.objects.create(
        **made.place,
        request=question,
        person=made.person.id,
        turn=1,
        message=said.message,
        received_at=clock.now(),
        snapshot_on=said.snapshot,
        expires_on=clock.today() + timedelta(days=90),
        verdict=Verdict.MATCHED,
        content=said.content(),
        chosen=True,
    )
    return UUID(str(answer.pk))


def _difference(made: Making, held: Any) -> UUID:
    today = clock.today().isoformat()
    told = Telling(SOURCE, f"{made.mark}人", WAGE, f"{made.mark}厂", today)
    line = Compared(
        kind=LineKind.UNDECLARED,
        declared=None,
        declared_source="",
        declared_since="",
        found=WAGE,
        tellings=(told,),
        missing=(),
    )
    difference = exchange.Difference.objects.create(
        **made.place,
        round=held,
        person=made.person.id,
        fact="wage",
        kind=line.kind,
        content=line.content(),
        snapshot_on=clock.today(),
        objection=f"{made.mark}说",
        objected_on=SINCE,
    )
    return UUID(str(difference.pk))
