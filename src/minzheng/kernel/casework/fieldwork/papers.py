"""Files that belong to a case: kept with the household, the person, or the case alone."""

from uuid import UUID

from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import require
from minzheng.kernel.casework.models import Case
from minzheng.kernel.documents.api import CaseFile, add_document
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.places import Place

KIND = "visit"


def keep(actor: Actor, row: Case, content: bytes, file_name: str, kind: str = KIND) -> UUID:
    """Examine, re-encode and keep a file about a case. Raises `FileRefused`."""
    require(actor, "documents.add")
    if row.household_id is not None:
        return add_document(
            actor, content=content, file_name=file_name, kind=kind, household=row.household_id
        )
    whose = row.subject_id or row.applicant_id
    if whose is not None:
        return add_document(actor, content=content, file_name=file_name, kind=kind, person=whose)
    file = CaseFile(row.pk, Place(row.division, Label(row.label)))
    return add_document(actor, content=content, file_name=file_name, kind=kind, case=file)
