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
) -> UUID:
    """Keep a file about a person or a household. Raises `FileRefused`, `Unseen`.

    What the file is follows from its content; of the name only a title is made.
    """
    if kind not in EVIDENCE_KINDS:
        raise Refused("请选择材料类型。")
    place = _place(person, household)
    kept = accepted(content)
    key = store.key_for(place.label)
    now = clock.now()
    document = Document(
        division=place.division,
        label=place.label.value,
        person=person,
        household=household,
        kind=kind,
        title=title_of(file_name),
        media_type=kept.type.media_type,
        sm3=store.put(kept.content, key),
        store_key=key,
        size=len(kept.content),
        added_by=actor.account,
        added_at=now,
        kept_until=kept_until(kind, clock.today()),
    )
    document.save(force_insert=True)
    touched(
        "document", document.pk, place.division, place.label,
        payload={"kind": kind, "sm3": document.sm3, "of": str(person or household)},
    )  # fmt: skip
    return document.pk


@query(permission="documents.read")
def documents_of(
    actor: Actor, *, person: UUID | None = None, household: UUID | None = None
) -> tuple[DocumentRow, ...]:
    """The documents of a person or a household, the newest first; [] for what is not seen."""
    rows = Document.objects.filter(person=person, household=household, removed_at=None)
    return tuple(_row(each) for each in rows.order_by("-added_at", "-pk"))


@query(permission="documents.read", action="document.read")
def open_document(actor: Actor, *, document: UUID) -> OpenedDocument:
    """A document with its content. Raises `Unseen`, `FileLost`."""
    found = _one(document)
    label = Label(found.label)
    touched("document", found.pk, found.division, label, payload={"sm3": found.sm3})
    content = store.fetch(found.sm3, found.store_key)
    extension = _EXTENSIONS[found.media_type]
    return OpenedDocument(found.pk, found.title, extension, found.media_type, content)


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


def _place(person: UUID | None, household: UUID | None) -> Place:
    if person is not None and household is None:
        return place_of_person(person)
    if household is not None and person is None:
        return place_of_household(household)
    raise Refused("材料属于一个人或一个家庭。")


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
