"""Adding, listing, opening and withdrawing documents."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query, touched
from minzheng.kernel.access.errors import Conflict, Refused, Unseen
from minzheng.kernel.documents import store
from minzheng.kernel.documents.checking.examination import examined
from minzheng.kernel.documents.checking.verdicts import KEPT_TYPES, Examined, Objected
from minzheng.kernel.documents.kinds import EVIDENCE_KINDS, kept_until
from minzheng.kernel.documents.models import Document
from minzheng.kernel.documents.names import title_of
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.places import Place, place_of_household, place_of_person

_log = logging.getLogger(__name__)
_EXTENSIONS: Mapping[str, str] = {each.media_type: each.extension for each in KEPT_TYPES}
LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document in a list."""

    id: UUID
    kind: str
    kind_title: str
    title: str
    media_type: str
    size: int
    added_by: UUID
    added_at: datetime
    kept_until: date


@dataclass(frozen=True, slots=True)
class OpenedDocument:
    """A document with its content, for `attachment`."""

    id: UUID
    title: str
    extension: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case about an event, of nobody on file, and where it lies."""

    id: UUID
    place: Place


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a document is about: exactly one of the three."""

    person: UUID | None
    household: UUID | None
    case: CaseFile | None

    def __str__(self) -> str:
        return str(self.person or self.household or (self.case and self.case.id))


@dataclass(frozen=True, slots=True)
class Made:
    """A content that is fit to be kept."""

    content: bytes = field(repr=False)
    media_type: str
    title: str
    kind: str


class FileRefused(Refused):
    """A file that is not accepted; `objection` is the stable code of the reason."""

    def __init__(self, message: str, objection: str) -> None:
        super().__init__(message)
        self.objection = objection

    def __reduce__(self) -> tuple[type["FileRefused"], tuple[str, str]]:
        return type(self), (self.message, self.objection)


@command(permission="documents.add", action="document.add")
def add_document(
    actor: Actor,
    *,
    content: bytes,
    file_name: str,
    kind: str,
    person: UUID | None = None,
    household: UUID | None = None,
    case: CaseFile | None = None,
) -> UUID:
    """Keep a file about a person, a household or an event. Raises `FileRefused`, `Unseen`.

    What the file is follows from its content; of the name only a title is made.
    """
    if kind not in EVIDENCE_KINDS:
        raise Refused("请选择材料类型。")
    about = Subject(person, household, case)
    _place(about)
    kept = accepted(content)
    made = Made(kept.content, kept.type.media_type, title_of(file_name), kind)
    document = _kept(actor, made, about)
    touched(
        "document", document.pk, document.division, Label(document.label),
        payload={"kind": kind, "sm3": document.sm3, "of": str(about)},
    )  # fmt: skip
    return document.pk


def keep_made(
    actor: Actor,
    *,
    content: bytes,
    media_type: str,
    title: str,
    kind: str,
    person: UUID | None = None,
    household: UUID | None = None,
    case: CaseFile | None = None,
) -> UUID:
    """Keep a file that the platform itself has made; nobody need examine it. Raises `Unseen`.

    The command that makes it says who may, and writes it down.
    """
    made = Made(content, media_type, title_of(title), kind)
    return _kept(actor, made, Subject(person, household, case)).pk


@query(permission="documents.read")
def documents_of(
    actor: Actor,
    *,
    person: UUID | None = None,
    household: UUID | None = None,
    case: UUID | None = None,
) -> tuple[DocumentRow, ...]:
    """The documents of a person, household or event, the newest first; [] for what is not seen."""
    about = {"person": person, "household": household, "case": case}
    rows = Document.objects.filter(**about, removed_at=None)
    return tuple(_row(each) for each in rows.order_by("-added_at", "-pk"))


@dataclass(frozen=True, slots=True)
class DocumentOf:
    """Which file a document belongs to."""

    id: UUID
    person: UUID | None
    household: UUID | None
    case: UUID | None
    title: str


@query(permission="documents.read")
def one_document(actor: Actor, *, document: UUID) -> DocumentOf:
    """Whose a document is, for the page from which it is withdrawn. Raises `Unseen`."""
    return belonging(document)


def belonging(document: UUID) -> DocumentOf:
    """Whose a document is, for apps above that have checked who asks. Raises `Unseen`."""
    found = _one(document)
    return DocumentOf(found.pk, found.person, found.household, found.case, found.title)


@query(permission="documents.read", action="document.read")
def open_document(actor: Actor, *, document: UUID) -> OpenedDocument:
    """A document with its content. Raises `Unseen`, `FileLost`."""
    found = _one(document)
    label = Label(found.label)
    touched("document", found.pk, found.division, label, payload={"sm3": found.sm3})
    return _opened(found)


def made_document(document: UUID) -> OpenedDocument:
    """What `keep_made` kept, for the query that shows it. Raises `Unseen`, `FileLost`."""
    found = _one(document)
    return _opened(found)


@command(permission="documents.add", action="document.remove")
def remove_document(actor: Actor, *, document: UUID, reason: str) -> None:
    """Withdraw a document that was handed in by mistake; its row and file go after thirty days.

    Raises `Unseen`, `Conflict` for what somebody else has added.
    """
    found = _one(document)
    if found.added_by != actor.account:
        raise Conflict("只能撤下自己上传的材料。")
    if not reason.strip():
        raise Refused("请填写撤下的原因。")
    found.removed_by, found.removed_at = actor.account, clock.now()
    found.removed_because = reason.strip()[:LONGEST_REASON]
    found.save(update_fields=["removed_by", "removed_at", "removed_because"])
    payload = {"reason": found.removed_because}
    touched("document", found.pk, found.division, Label(found.label), payload=payload)


def accepted(content: bytes, use: str = "evidence") -> Examined:
    """What is to be kept of a file. Raises `FileRefused`."""
    try:
        return examined(content, use)
    except Objected as objected:
        objection = objected.objection
        _log.info("a file was refused: %s", objection.name)
        raise FileRefused(objection.value, objection.name) from None


def _opened(found: Document) -> OpenedDocument:
    content = store.fetch(found.sm3, found.store_key)
    extension = _EXTENSIONS[found.media_type]
    return OpenedDocument(found.pk, found.title, extension, found.media_type, content)


def _kept(actor: Actor, made: Made, about: Subject) -> Document:
    place = _place(about)
    key = store.key_for(place.label)
    document = Document(
        division=place.division,
        label=place.label.value,
        person=about.person,
        household=about.household,
        case=about.case.id if about.case else None,
        kind=made.kind,
        title=made.title,
        media_type=made.media_type,
        sm3=store.put(made.content, key),
        store_key=key,
        size=len(made.content),
        added_by=actor.account,
        added_at=clock.now(),
        kept_until=kept_until(made.kind, clock.today()),
    )
    document.save(force_insert=True)
    return document


def _place(about: Subject) -> Place:
    match about:
        case Subject(UUID() as person, None, None):
            return place_of_person(person)
        case Subject(None, UUID() as household, None):
            return place_of_household(household)
        case Subject(None, None, CaseFile() as file):
            return file.place
    raise Refused("材料属于一个人、一个家庭或者一件事。")


def _one(document: UUID) -> Any:
    found = Document.objects.filter(pk=document, removed_at=None).first()
    if found is None:
        raise Unseen
    return found


def _row(each: Any) -> DocumentRow:
    return DocumentRow(
        each.pk, each.kind, EVIDENCE_KINDS[each.kind].title, each.title, each.media_type, each.size,
        each.added_by, each.added_at, each.kept_until,
    )  # fmt: skip
