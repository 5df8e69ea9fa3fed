"""Telling the applicant that a case has got on: ordered with the act, sent by the worker.

The message says no more than that there is something to look at. That it was sent stands in the
timeline; whatever the worker does twice, it is sent once.
"""

from datetime import timedelta
from uuid import UUID

from minzheng.catalogue.casework.positions import ActKind, CaseState, Position
from minzheng.catalogue.casework.service_item import ApplicantUnit, ServiceItem
from minzheng.kernel.access import clock
from minzheng.kernel.access.worker import working
from minzheng.kernel.casework import timeline
from minzheng.kernel.casework.items import item_of
from minzheng.kernel.casework.models import Case, CaseEvent
from minzheng.kernel.exchange.queue import later
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.residents import reachable
from minzheng.kernel.residents import ports, texts

PURPOSE = "job"
FRESH = timedelta(days=3)
"""Older news is none: a worker that stood still for long sends no heap of it."""

MESSAGE, LETTER_MADE = "message", "letter_made"
NEWS = {
    ActKind.ACCEPT.value: texts.ACCEPTED,
    ActKind.RETURN.value: texts.TO_COMPLETE,
    ActKind.DECIDE.value: texts.DECIDED,
    LETTER_MADE: texts.LETTER_READY,
}
"""What is told of which act."""


def told_of(position: Position, event: CaseEvent) -> None:
    """Order the message about an act; what ends a case without a letter is told to nobody."""
    if event.act in NEWS and position.state is not CaseState.CLOSED:
        later("casework.tell_applicant", event.pk)


def letter_made(event: CaseEvent) -> None:
    """Order the message about a letter that no other message tells of."""
    later("casework.tell_applicant", event.pk)


def tell_applicant(event: UUID) -> bool:
    """The worker's part; whether a message was sent. Raises `OSError`: then nothing was written."""
    with working(PURPOSE) as system:
        found = CaseEvent.objects.get(pk=event)
        if clock.now() - found.at > FRESH:
            return False
        row = Case.objects.select_for_update().get(pk=found.case_id)
        about = {"about": str(event)}
        if CaseEvent.objects.filter(case=row, act=MESSAGE, facts__contains=about).exists():
            return False
        person = row.applicant_id or row.subject_id
        who = reachable(person) if person else None
        if who is None:
            return False
        timeline.note(system, row, MESSAGE, facts=about)
        item = item_of(row)
        named = item.title if _may_be_named(row, item) else ""
        ports.messages().send(who.phone, texts.progress_text(named, NEWS[found.act]))
    return True


def _may_be_named(row: Case, item: ServiceItem) -> bool:
    """Not what is protected, and not that somebody has complained: telephones lie about."""
    hidden = row.confidential or row.label != Label.ORDINARY
    return not hidden and item.unit is not ApplicantUnit.EVENT
