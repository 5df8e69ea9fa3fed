"""Evidence is kept where the person's file lies, encrypted, and seen by who may see the person."""

import os
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from minzheng.kernel.access.clock import standing_at
from minzheng.kernel.access.errors import Conflict, NotAllowed, Refused, Unseen
from minzheng.kernel.access.worker import working
from minzheng.kernel.audit import api as audit
from minzheng.kernel.documents import api, keeping, store
from minzheng.kernel.documents.kinds import EVIDENCE_KINDS, kept_until
from minzheng.kernel.documents.models import Document
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api import people
from tests.kernel.documents import image_files as images
from tests.kernel.documents import pdf_files as pdfs
from tests.kernel.registry.residents import enter
from tests.people import VILLAGE_A, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast")]


def registered() -> UUID:
    """A person of village A."""
    with acting("town_clerk_a") as clerk:
        return enter(clerk)


def added(person: UUID, content: bytes | None = None, name: str = "户口簿.pdf") -> UUID:
    """A document about a person."""
    with acting("town_clerk_a") as clerk:
        return api.add_document(
            clerk, content=content or pdfs.pdf(), file_name=name, kind="other", person=person
        )


def stored() -> list[Path]:
    """The files of the store."""
    return list((Path(settings.MINZHENG_HOME) / "documents").glob("*/*/*"))


def test_a_document_is_added_listed_and_opened() -> None:
    person = registered()
    document = added(person)
    with acting("town_clerk_a") as clerk:
        (row,) = api.documents_of(clerk, person=person)
        assert (row.id, row.title, row.kind_title) == (document, "户口簿", "其他材料")
        opened = api.open_document(clerk, document=document)
    assert (opened.content, opened.extension) == (pdfs.pdf(), "pdf")


def test_what_lies_on_the_disk_is_encrypted_and_private() -> None:
    document = added(registered())
    with acting("town_clerk_a"):
        digest = Document.objects.get(pk=document).sm3
    (path,) = [each for each in stored() if each.name == digest]
    assert b"%PDF" not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0
    assert store.digest_of(pdfs.pdf()) == digest


def test_a_file_that_was_exchanged_does_not_open() -> None:
    person = registered()
    document, other = added(person), added(person, images.picture("PNG"))
    with acting("town_clerk_a") as clerk:
        first, second = (Document.objects.get(pk=each).sm3 for each in (document, other))
        folder = Path(settings.MINZHENG_HOME) / "documents" / "document"
        theirs = (folder / second[:2] / second).read_bytes()
        (folder / first[:2] / first).write_bytes(theirs)
        with pytest.raises(api.FileLost):
            api.open_document(clerk, document=document)


def test_another_town_does_not_learn_that_it_exists() -> None:
    person = registered()
    document = added(person)
    with acting("town_clerk_b") as stranger:
        assert api.documents_of(stranger, person=person) == ()
        with pytest.raises(Unseen):
            api.open_document(stranger, document=document)
        with pytest.raises(Unseen):
            api.add_document(
                stranger, content=pdfs.pdf(), file_name="a.pdf", kind="other", person=person
            )


def test_who_may_only_read_adds_nothing() -> None:
    person = registered()
    with acting("inspector") as inspector, pytest.raises(NotAllowed):
        api.add_document(
            inspector, content=pdfs.pdf(), file_name="a.pdf", kind="other", person=person
        )


def test_looking_is_recorded() -> None:
    document = added(registered())
    with acting("county_officer") as officer:
        api.open_document(officer, document=document)
        events = audit.history("document", document, before=None)
    assert [event.action for event in events] == ["document.read", "document.add"]


def test_a_refused_file_leaves_nothing_behind() -> None:
    person, before = registered(), set(stored())
    with acting("town_clerk_a") as clerk:
        with pytest.raises(api.FileRefused) as refused:
            api.add_document(
                clerk, content=b"<svg/>", file_name="a.jpg", kind="other", person=person
            )
        assert refused.value.objection == "TYPE"
        assert api.documents_of(clerk, person=person) == ()
    assert set(stored()) == before


def test_a_document_belongs_to_exactly_one() -> None:
    with acting("town_clerk_a") as clerk, pytest.raises(Refused):
        api.add_document(clerk, content=pdfs.pdf(), file_name="a", kind="other")
    with pytest.raises(IntegrityError), transaction.atomic(), acting("town_clerk_a"):
        Document.objects.create(
            division=VILLAGE_A, kind="other", title="x", media_type="x", sm3="0" * 64,
            store_key="document", size=1, added_by=UUID(int=1), added_at=datetime.now(UTC),
            kept_until=date(2030, 1, 1),
        )  # fmt: skip


def test_a_document_moves_with_the_person() -> None:
    person = registered()
    document = added(person)
    with acting("county_officer") as officer:
        people.move_person(officer, person=person, division="320402002200", reason="迁居")
    with acting("town_clerk_b") as clerk:
        assert [row.id for row in api.documents_of(clerk, person=person)] == [document]
    with acting("town_clerk_a") as clerk:
        assert api.documents_of(clerk, person=person) == ()


def test_files_of_the_compartment_have_a_key_of_their_own() -> None:
    assert store.key_for(Label.CHILD_PROTECTION) == "child_protection"
    digest = store.put(b"secret", "child_protection")
    with pytest.raises(store.FileLost):
        store.fetch(digest, "document")
    assert store.fetch(digest, "child_protection") == b"secret"


@pytest.mark.parametrize("digest", ["../../keys/keyring.json", "", "A" * 64, "f" * 64])
def test_no_name_leads_out_of_the_store(digest: str) -> None:
    with pytest.raises(store.FileLost):
        store.fetch(digest)


def test_only_the_uploader_withdraws_and_says_why() -> None:
    person = registered()
    document = added(person)
    with acting("county_officer") as other, pytest.raises(Conflict):
        api.remove_document(other, document=document, reason="误传")
    with acting("town_clerk_a") as clerk:
        with pytest.raises(Refused):
            api.remove_document(clerk, document=document, reason=" ")
        api.remove_document(clerk, document=document, reason="误传他人材料")
        assert api.documents_of(clerk, person=person) == ()
        with pytest.raises(Unseen):
            api.open_document(clerk, document=document)


def test_what_is_over_is_deleted_with_its_event() -> None:
    document = added(registered())
    years = EVIDENCE_KINDS["other"].years
    now = datetime.now(UTC)
    last, over = now + timedelta(days=365 * years), now + timedelta(days=366 * years + 1)
    with standing_at(last), working("job"):
        assert keeping.delete_due(last) == 0
    with standing_at(over), working("job"):
        assert keeping.delete_due(over) == 1
        assert not Document.objects.filter(pk=document).exists()
        (event, *_) = audit.history("document", document, before=None)
    assert event.action == "document.remove"


def test_a_withdrawn_document_goes_after_a_month() -> None:
    document = added(registered())
    with acting("town_clerk_a") as clerk:
        api.remove_document(clerk, document=document, reason="误传")
    now = datetime.now(UTC)
    with working("job"):
        assert keeping.delete_due(now + timedelta(days=29)) == 0
        assert keeping.delete_due(now + timedelta(days=31)) == 1


def test_the_sweep_takes_what_no_row_names_and_only_that() -> None:
    document = added(registered())
    orphan = store.put(b"of a transaction that was rolled back")
    with working("job"):
        digest = Document.objects.get(pk=document).sm3
        keeping.sweep()
        assert store.fetch(orphan), "too young: its transaction may still be open"
        _aged(orphan)
        _aged(digest)
        keeping.sweep()
        with pytest.raises(store.FileLost):
            store.fetch(orphan)
        assert store.fetch(digest)


def test_what_is_put_again_is_young_again() -> None:
    orphan = store.put(b"twice")
    _aged(orphan)
    store.put(b"twice")
    with working("job"):
        keeping.sweep()
    assert store.fetch(orphan) == b"twice"


def test_half_written_files_are_swept() -> None:
    digest = store.put(b"whole")
    draft = _path(digest).with_name(f".{digest}.dead")
    draft.write_bytes(b"half")
    os.utime(draft, (0, 0))
    with working("job"):
        keeping.sweep()
    assert not draft.exists()


def test_the_day_of_deletion() -> None:
    assert kept_until("other", date(2026, 11, 22)) == date(2036, 11, 22)
    assert kept_until("income", date(2024, 2, 29)) == date(2054, 3, 1)


def test_the_database_asks_for_a_subject_and_a_digest() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select conname from pg_constraint where conrelid = 'documents_document'::regclass"
        )
        names = {name for (name,) in cursor.fetchall()}
    assert {"document_of_one_subject", "document_has_digest"} <= names


def _path(digest: str) -> Path:
    return Path(settings.MINZHENG_HOME) / "documents" / "document" / digest[:2] / digest


def _aged(digest: str) -> None:
    old = time.time() - 2 * keeping.ORPHAN_SECONDS
    os.utime(_path(digest), (old, old))
