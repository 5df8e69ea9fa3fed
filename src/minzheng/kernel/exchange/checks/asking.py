"""The worker's part: puts questions to departments and fetches what they answer.

At-least-once: a question is claimed for some minutes in one transaction, the department is called
outside any, and what came of it is written in another. Who dies between leaves a claim that runs
out; the reference of the question makes a second asking the same question.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from minzheng.catalogue.means_check import CheckSource
from minzheng.kernel.access import clock
from minzheng.kernel.access.worker import working
from minzheng.kernel.exchange.checks import circuits
from minzheng.kernel.exchange.checks.answering import receive
from minzheng.kernel.exchange.checks.authorising import live
from minzheng.kernel.exchange.checks.ending import call_off, close_checks
from minzheng.kernel.exchange.checks.pacing import put_off, reference
from minzheng.kernel.exchange.checks.states import RequestState, RoundState
from minzheng.kernel.exchange.checks.terms import terms_on
from minzheng.kernel.exchange.models import Authorisation, CheckRequest
from minzheng.kernel.exchange.ports import (
    CasePurpose,
    DepartmentUnreachable,
    SourceQuery,
    case_open,
    departments,
)
from minzheng.kernel.exchange.states import move
from minzheng.kernel.registry.api.means import Identified, identified

_log = logging.getLogger(__name__)

PURPOSE = "job"
MOST_AT_ONCE = 200
CLAIMED_FOR = timedelta(minutes=5)

UNREACHABLE = "暂时连不上该部门，稍后自动重试"
NOT_CONNECTED = "尚未与该部门接通，请另行取证"
NO_NUMBER = "身份号码尚未核实或有争议，核实以后自动发出"


@dataclass(frozen=True, slots=True)
class _Claim:
    """A question that this worker has taken in hand."""

    request: UUID
    division: str
    query: SourceQuery
    asked_at: datetime | None


Answers = Sequence[Mapping[str, object]]


def ask_department(source: CheckSource, *, case: UUID | None = None) -> int:
    """Everything that is due at one department, until it fails; how many questions were handled.

    With `case`, what is due for that case alone.
    """
    handled = 0
    while handled < MOST_AT_ONCE and not circuits.is_open(source):
        claim = _claimed(source, case)
        if claim is None:
            break
        handled += 1
        if isinstance(claim, _Claim) and not _handled(claim):
            break
    return handled


def due_sources() -> tuple[CheckSource, ...]:
    """The departments for which something waits now."""
    with working(PURPOSE):
        due = CheckRequest.objects.filter(next_at__lte=clock.now())
        names = set(due.values_list("source", flat=True))
    return tuple(each for each in CheckSource if each.name in names)


def _handled(claim: _Claim) -> bool:
    """Whether the department could be reached."""
    department = departments()().get(claim.query.source)
    if department is None:
        return _unconnected(claim)
    try:
        if claim.asked_at is None:
            department.ask(claim.query)
            claim = _noted_as_asked(claim)
        found = department.collect(claim.query, asked_at=_at(claim), now=clock.now())
    except DepartmentUnreachable:
        return _failed(claim)
    except Exception:
        # Whatever a foreign system does, the others are asked all the same.
        _log.exception("department %s broke", claim.query.source.name)
        return _failed(claim)
    circuits.reached(claim.query.source)
    _took(claim, found)
    return True


def _at(claim: _Claim) -> datetime:
    return claim.asked_at or clock.now()


def _failed(claim: _Claim) -> bool:
    circuits.failed(claim.query.source)
    with working(PURPOSE, claim.division):
        row = _mine(claim)
        if row is not None:
            put_off(row, UNREACHABLE)
    return False


def _unconnected(claim: _Claim) -> bool:
    with working(PURPOSE, claim.division):
        row = _mine(claim)
        if row is not None:
            put_off(row, NOT_CONNECTED, failure=False)
    return True


def _took(claim: _Claim, found: Answers) -> None:
    with working(PURPOSE, claim.division):
        row = _mine(claim)
        if row is not None:
            receive(row, found)


def _claimed(source: CheckSource, case: UUID | None) -> "_Claim | bool | None":
    """The next question with whoever is meant; True where it came to nothing, None at the end."""
    now = clock.now()
    with working(PURPOSE):
        due = CheckRequest.objects.filter(source=source.name, next_at__lte=now)
        due = due if case is None else due.filter(case=case)
        locked = due.select_related("round", "authorisation").order_by("next_at", "id")
        row = locked.select_for_update(of=("self",), skip_locked=True).first()
        if row is None:
            return None
        purpose = _purpose(row)
        whom = identified(person=row.person, supporter=row.supporter) if purpose else None
        if purpose is None or whom is None:
            return True
        if not whom.number:
            put_off(row, NO_NUMBER, failure=False)
            return True
        CheckRequest.objects.filter(pk=row.pk).update(next_at=now + CLAIMED_FOR)
        return _Claim(row.pk, row.division, _query(row, purpose, whom), row.asked_at)


def _purpose(row: Any) -> CasePurpose | None:
    """The open case, as long as the authorisation holds; else the question is called off."""
    purpose = case_open()(row.case)
    if purpose is None or not purpose.open:
        close_checks(case=row.case)
    elif row.round.state != RoundState.OPEN or not _authorised(row):
        call_off(CheckRequest.objects.filter(pk=row.pk))
    else:
        return purpose
    return None


def _authorised(row: Any) -> bool:
    own = Authorisation.objects.filter(pk=row.authorisation_id)
    return bool(live(own, clock.today()).exists())


def _query(row: Any, purpose: CasePurpose, whom: Identified) -> SourceQuery:
    terms = terms_on(clock.today(), row.division)
    return SourceQuery(
        reference=reference(row),
        source=CheckSource[row.source],
        number=whom.number,
        name=whom.name,
        since=str(terms.income_since),
        until=str(terms.income_until),
        purpose=f"{purpose.item_title} {purpose.number}",
        authorised_on=row.authorisation.signed_on,
    )


def _noted_as_asked(claim: _Claim) -> _Claim:
    now = clock.now()
    with working(PURPOSE, claim.division):
        row = _mine(claim)
        if row is not None and row.state == RequestState.QUEUED:
            move(row, RequestState.ASKED, asked_at=now, trouble="")
    return _Claim(claim.request, claim.division, claim.query, now)


def _mine(claim: _Claim) -> Any:
    """The row again, locked; None when it was called off or asked anew meanwhile."""
    rows = CheckRequest.objects.filter(pk=claim.request).exclude(next_at=None)
    row = rows.select_related("round").select_for_update(of=("self",)).first()
    if row is None or reference(row) != claim.query.reference:
        return None
    return row
