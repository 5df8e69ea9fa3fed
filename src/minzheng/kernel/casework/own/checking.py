"""What the means check found otherwise than declared: read line by line, disputed or agreed with.

A household hears of a line when the office tells it (57号 art. 18), not before: until then nobody
has looked whether the answer is about the right person. The applicant reads his own lines, those of
members who let him, and the household's sums; who of the others has what, he does not read.
"""

from dataclasses import replace
from uuid import UUID

from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query
from minzheng.kernel.access.errors import Conflict, Unseen
from minzheng.kernel.casework import timeline
from minzheng.kernel.casework.fieldwork.papers import keep
from minzheng.kernel.casework.items import item_of
from minzheng.kernel.casework.models import Case
from minzheng.kernel.casework.own.finding import own_case, require_may_act
from minzheng.kernel.casework.own.results import OwnCheck, OwnDifference
from minzheng.kernel.casework.own.speaking import said
from minzheng.kernel.casework.timeline import tell
from minzheng.kernel.exchange.api import checks
from minzheng.kernel.exchange.api.checks import DifferenceState, DifferenceView, ToldLines
from minzheng.kernel.residents.counter import at_the_counter

PAPER = "other"


@query(permission="own.cases", action="own.read")
def my_differences(actor: Actor, *, case: UUID) -> OwnCheck:
    """The lines of one's own case of which the office has told. Raises `Unseen`."""
    row = own_case(actor, case)
    tell(row)
    told = _told(actor, row)
    return OwnCheck(told.explain_by, tuple(_shown(each, told) for each in told.lines))


@command(permission="own.cases", action="own.apply")
def dispute_own_difference(
    actor: Actor,
    *,
    case: UUID,
    difference: UUID,
    text: str,
    content: bytes = b"",
    file_name: str = "",
) -> None:
    """Say why a line is wrong, with a paper if there is one: it is looked at again.

    Raises `InvalidValue`, `FileRefused`, `Conflict`, `Unseen`.
    """
    words = said(text)
    row = _answered(actor, case, difference)
    with at_the_counter(actor, row.division, "check.order", "documents.add") as served:
        paper = keep(served, row, content, file_name, PAPER) if content else None
        checks.dispute_difference(served, difference=difference, text=words, document=paper)
        timeline.note(served, row, "difference_disputed")


@command(permission="own.cases", action="own.apply")
def concede_own_difference(actor: Actor, *, case: UUID, difference: UUID) -> None:
    """Say that what was found is right. Raises `Conflict`, `Unseen`."""
    row = _answered(actor, case, difference)
    with at_the_counter(actor, row.division, "check.order") as served:
        checks.concede_difference(served, difference=difference)
        timeline.note(served, row, "difference_conceded")


def to_be_answered(actor: Actor, row: Case) -> int:
    """How many lines wait for a word of the resident."""
    if row.submitted_at is None or not item_of(row).authorises:
        return 0
    return sum(each.state == DifferenceState.TOLD for each in _told(actor, row).lines)


def _answered(actor: Actor, case: UUID, difference: UUID) -> Case:
    """The case, if the line is one of those shown, and open to a word. `Unseen`, `Conflict`."""
    require_may_act(actor)
    row = own_case(actor, case)
    tell(row, difference=str(difference))
    told = _told(actor, row)
    line = next((each for each in told.lines if each.id == difference), None)
    if line is None:
        raise Unseen
    if not _open(line, told):
        raise Conflict(checks.HEARD_ALREADY)
    return row


def _told(actor: Actor, row: Case) -> ToldLines:
    with at_the_counter(actor, row.division, "check.read") as served:
        told = checks.told_differences(served, case=row.pk)
    return replace(told, lines=tuple(each for each in told.lines if _own(actor, each)))


def _own(actor: Actor, line: DifferenceView) -> bool:
    return line.supporter is None and (line.person is None or line.person in actor.own.persons)


def _open(line: DifferenceView, told: ToldLines) -> bool:
    unheard = line.state == DifferenceState.FOUND and line.objected_on is None
    return told.open and (line.open or unheard)


def _shown(line: DifferenceView, told: ToldLines) -> OwnDifference:
    return OwnDifference(
        id=line.id,
        whose=line.whose,
        fact_title=line.fact_title,
        declared_text=line.declared_text,
        found_text=line.found_text,
        sources=tuple(dict.fromkeys(each.source for each in line.tellings)),
        snapshot_on=line.snapshot_on,
        state=line.state,
        state_title=line.state_title,
        said=line.objection,
        said_on=line.objected_on,
        settled_because=line.settled_because,
        may_dispute=_open(line, told),
    )
