"""Making a letter: numbered, set, kept as a document beside the file it is about."""

from uuid import UUID

from minzheng.catalogue.casework.letters import Letters
from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.casework import timeline
from minzheng.kernel.casework.letters.composing import composed
from minzheng.kernel.casework.letters.numbering import next_number
from minzheng.kernel.casework.letters.templates import template
from minzheng.kernel.casework.letters.wording import About
from minzheng.kernel.casework.models import Letter as Row
from minzheng.kernel.casework.notifying import LETTER_MADE, letter_made
from minzheng.kernel.casework.places import place
from minzheng.kernel.documents.api import CaseFile, keep_made
from minzheng.kernel.documents.api.typesetting import PDF, Letter, pdf_of
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.places import Place

KINDS = tuple(Letters.__slots__)
OF_OUTCOME = {
    Outcome.GRANTED: "grant",
    Outcome.REFUSED: "refuse",
    Outcome.CHANGED: "change",
    Outcome.ENDED: "end",
    Outcome.UNCHANGED: "unchanged",
    Outcome.COMPLETED: "answer",
    Outcome.DECLINED: "declined",
    Outcome.DISCONTINUED: "discontinuation",
}
"""Which kind of letter tells an outcome."""

REPEATED = ("completion", "hearing")
"""Kinds of which a case may have several."""


def make(actor: Actor, about: About, kind: str, *, office: str) -> Row:
    """Make and keep a letter in the name of an office. Raises `Conflict`, `Refused`."""
    if kind not in KINDS:
        raise Refused("没有这种文书。")
    if kind not in REPEATED and Row.objects.filter(case=about.row, kind=kind).exists():
        raise Conflict("这份文书已经制作，请直接查看。")
    slug: str = getattr(about.item.letters, kind)
    today = clock.today()
    number = next_number(office, today.year, about.item.mark, Label(about.row.label))
    letter = composed(template(slug), about, office=office, number=number.text, on=today)
    row = Row(
        **place(about.row),
        kind=kind,
        template=slug,
        title=letter.title,
        number=number.text,
        office=office,
        year=number.year,
        series=number.series,
        sequence=number.sequence,
        content=letter.as_json(),
        document=_document(actor, about, letter),
        decision=about.decision,
        hearing=about.hearing if kind == "hearing" else None,
        dated=today,
        made_by=actor.account,
        made_by_name=actor.name,
        made_at=clock.now(),
    )
    row.save(force_insert=True)
    event = timeline.note(actor, about.row, LETTER_MADE, facts={"letter": str(row.pk)})
    if about.decision is None:
        # The decision itself was told of.
        letter_made(event)
    return row


def _document(actor: Actor, about: About, letter: Letter) -> UUID:
    row = about.row
    nobody = row.household_id is None and row.subject_id is None
    return keep_made(
        actor,
        content=pdf_of(letter),
        media_type=PDF,
        title=f"{letter.title} {letter.number}",
        kind="decision",
        household=row.household_id,
        person=row.subject_id,
        case=CaseFile(row.pk, Place(row.division, Label(row.label))) if nobody else None,
    )
