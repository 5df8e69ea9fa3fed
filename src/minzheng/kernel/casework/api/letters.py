"""Letters of a case: made, read as PDF or Word, and served."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from minzheng.base.events import publish
from minzheng.catalogue.casework.positions import Act, ActKind
from minzheng.catalogue.casework.steps import StepKind
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.casework import events
from minzheng.kernel.casework.cases import locked, seen_case
from minzheng.kernel.casework.deciding.hearings import notified
from minzheng.kernel.casework.items import item_of
from minzheng.kernel.casework.letters.making import make
from minzheng.kernel.casework.letters.occasions import about_now
from minzheng.kernel.casework.letters.serving import tells_the_outcome
from minzheng.kernel.casework.models import Case, Delivery, Letter, ServiceMethod
from minzheng.kernel.casework.moving import move
from minzheng.kernel.casework.places import place
from minzheng.kernel.casework.timeline import tell
from minzheng.kernel.documents.api import OpenedDocument, made_document
from minzheng.kernel.documents.api.typesetting import WORD, word_of
from minzheng.kernel.documents.api.typesetting import Letter as Written
from minzheng.kernel.registry.api.listing import one

__all__ = [
    "LetterPage",
    "LetterRow",
    "ServiceMethod",
    "ServiceRow",
    "letter_file",
    "letter_page",
    "letter_rows",
    "letters_of",
    "make_letter",
    "record_service",
]

OF_THE_WINDOW = ("completion", "acceptance", "declined")
"""Letters in the name of the office that looks an application through, wherever the case is now."""

NOTICE_LASTS = timedelta(days=30)
"""A letter put up as a notice counts as served thirty days later (民事诉讼法 第九十五条)."""


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """One try to serve a letter."""

    id: UUID
    method: str
    method_title: str
    on: date
    received: bool
    receiver: str
    witness: str
    note: str
    document: UUID | None
    by_name: str


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter in a list; `served_on` is None while nobody has it."""

    id: UUID
    case: UUID
    kind: str
    title: str
    number: str
    dated: date
    document: UUID
    made_by_name: str
    made_at: datetime
    served_on: date | None
    services: tuple[ServiceRow, ...]


@dataclass(frozen=True, slots=True)
class LetterPage:
    """A letter with its words, for faces that show it as a page."""

    row: LetterRow
    letter: Written


@command(permission="case.handle", action="letter.make")
def make_letter(actor: Actor, *, case: UUID, kind: str) -> UUID:
    """Make a letter that the case now calls for; those of decisions come by themselves.

    Kinds: acceptance, completion, declined, discontinuation. Raises `Refused`, `Conflict`.
    """
    row = locked(case)
    about = about_now(row, item_of(row), kind)
    office = row.window if kind in OF_THE_WINDOW else row.office
    letter = make(actor, about, kind, office=office or actor.division)
    tell(row, letter=str(letter.pk), kind=kind)
    return letter.pk


@query(permission="case.read", action="letter.read")
def letters_of(actor: Actor, *, case: UUID) -> tuple[LetterRow, ...]:
    """The letters of a case, the newest first."""
    row = seen_case(case)
    tell(row)
    return letter_rows(row)


def letter_rows(row: Case) -> tuple[LetterRow, ...]:
    """The letters of a case that was looked at: two queries, one where there are none."""
    found = Letter.objects.filter(case=row).prefetch_related("services")
    return tuple(_row(each) for each in found.order_by("-made_at", "-pk"))


@query(permission="case.read", action="letter.read")
def letter_page(actor: Actor, *, letter: UUID) -> LetterPage:
    """A letter as it was written, with how it was served. Raises `Unseen`."""
    found = one(Letter.objects.select_related("case").prefetch_related("services"), letter)
    tell(found.case, letter=str(found.pk))
    return LetterPage(_row(found), Written.from_json(found.content))


@query(permission="case.read", action="letter.read")
def letter_file(actor: Actor, *, letter: UUID, form: str = "pdf") -> OpenedDocument:
    """A letter as `pdf`, as it was made, or as `docx`. Raises `Unseen`, `Refused`, `FileLost`."""
    found = one(Letter.objects.select_related("case"), letter)
    tell(found.case, letter=str(found.pk), form=form)
    if form == "pdf":
        return made_document(found.document)
    if form != "docx":
        raise Refused("文书只提供 PDF 和 Word 两种格式。")
    content = word_of(Written.from_json(found.content))
    title = f"{found.title} {found.number}"
    return OpenedDocument(found.pk, title, "docx", WORD, content)


@command(permission="letter.serve", action="letter.serve")
def record_service(
    actor: Actor,
    *,
    letter: UUID,
    method: str,
    on: date,
    received: bool = True,
    receiver: str = "",
    witness: str = "",
    note: str = "",
    document: UUID | None = None,
) -> UUID:
    """That a letter was served, or that a try failed. Raises `Refused`, `Conflict`.

    Serving the notice of a hearing lets the household's time run; serving what tells the outcome
    does the step of the case.
    """
    found = one(Letter.objects, letter)
    row = locked(found.case_id)
    _require_day(found, method, on)
    _require_servable(found, method, witness)
    served = Delivery(
        **place(row),
        letter=found,
        method=method,
        on=on,
        received=received,
        receiver=receiver.strip()[:100],
        witness=witness.strip()[:100],
        note=note.strip()[:300],
        document=document,
        by=actor.account,
        by_name=actor.name,
        recorded_at=clock.now(),
    )
    served.save(force_insert=True)
    if received:
        _served(actor, row, found, on)
    tell(row, letter=str(found.pk), method=method, on=on.isoformat(), received=received)
    return served.pk


def _require_servable(letter: Letter, method: str, witness: str) -> None:
    if method == ServiceMethod.LEFT and not witness.strip():
        raise Refused("留置送达应有见证人。")
    if Delivery.objects.filter(letter=letter, received=True).exists():
        raise Conflict("这份文书已经登记送达。")


def _served(actor: Actor, row: Case, letter: Letter, on: date) -> None:
    if letter.hearing is not None:
        notified(letter.hearing, on)
    if tells_the_outcome(row, letter):
        steps = (each for each in item_of(row).steps if each.kind is StepKind.LETTER)
        step = next((each for each in steps if each.code in row.open_steps), None)
        if step is not None:
            move(actor, row, Act(ActKind.SERVE, step.code))
    publish(events.LetterServed(row.pk, letter.pk, letter.kind, on))


def _require_day(letter: Letter, method: str, on: date) -> None:
    if method not in ServiceMethod.values:
        raise Refused("请选择送达方式。")
    if on > clock.today() or on < letter.dated:
        raise Refused("送达日期应在文书落款之后，不晚于今天。")
    if method == ServiceMethod.NOTICE and on < letter.dated + NOTICE_LASTS:
        raise Refused("公告送达自发出公告之日起满三十日视为送达。")


def _row(each: Letter) -> LetterRow:
    services = tuple(_service(one_of) for one_of in each.services.all())
    return LetterRow(
        id=each.pk,
        case=each.case_id,
        kind=each.kind,
        title=each.title,
        number=each.number,
        dated=each.dated,
        document=each.document,
        made_by_name=each.made_by_name,
        made_at=each.made_at,
        served_on=next((one_of.on for one_of in services if one_of.received), None),
        services=services,
    )


def _service(each: Delivery) -> ServiceRow:
    return ServiceRow(
        each.pk,
        each.method,
        each.get_method_display(),
        each.on,
        each.received,
        each.receiver,
        each.witness,
        each.note,
        each.document,
        each.by_name,
    )
