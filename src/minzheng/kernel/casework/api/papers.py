"""Evidence of a case."""

from uuid import UUID

from minzheng.catalogue.casework.positions import CaseState
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query
from minzheng.kernel.access.errors import Conflict, Refused, Unseen
from minzheng.kernel.casework.cases import locked, seen_case
from minzheng.kernel.casework.concerned import require_uninvolved
from minzheng.kernel.casework.intake.people import people_of
from minzheng.kernel.casework.items import item_of
from minzheng.kernel.casework.models import Case, CaseProof, ProofState
from minzheng.kernel.casework.places import place
from minzheng.kernel.casework.timeline import tell
from minzheng.kernel.documents.evidence import CaseFile, DocumentOf, belonging
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.listing import one
from minzheng.kernel.registry.api.places import Place


@command(permission="case.open", action="case.attach")
def attach(actor: Actor, *, case: UUID, proof: str, document: UUID) -> UUID:
    """Count a document of the household or person as a paper of the case. Sent twice: once there.

    Raises `Unseen`, `Refused`, `Conflict`.
    """
    row = locked(case)
    if row.state == CaseState.CLOSED:
        raise Conflict("办件已经办结，不能再补充材料。")
    if proof not in {each.code for each in item_of(row).proofs}:
        raise Refused("这个事项没有这项材料。")
    about = belonging(document)
    if not _belongs(row, about):
        raise Unseen
    found, _ = CaseProof.objects.get_or_create(
        case=row,
        proof=proof,
        document=document,
        defaults={
            **place(row),
            "title": about.title,
            "added_at": clock.now(),
            "added_by": actor.account,
        },
    )
    tell(row, proof=proof, document=str(document))
    return found.pk


@command(permission="case.handle", action="case.attach")
def judge_proof(actor: Actor, *, proof: UUID, good: bool) -> None:
    """Whether a paper is what it should be. Raises `Unseen`, `Recused`, `Conflict`."""
    found = one(CaseProof.objects, proof)
    row = locked(found.case_id)
    require_uninvolved(actor, row, "case.handle")
    if row.state == CaseState.CLOSED:
        raise Conflict("办件已经办结，材料不能再改。")
    if found.state == ProofState.WITHDRAWN:
        raise Conflict("这份材料已经撤下。")
    found.state = ProofState.HELD if good else ProofState.REFUSED
    found.save(update_fields=["state"])
    tell(row, proof=found.proof, state=found.state)


@command(permission="case.open", action="case.attach")
def detach(actor: Actor, *, proof: UUID) -> None:
    """Take a paper back that was handed in by mistake, before the case is accepted."""
    found = one(CaseProof.objects, proof)
    row = locked(found.case_id)
    if row.accepted_on is not None:
        raise Conflict("申请已经受理，材料不能撤下；可以标注为不符合要求。")
    found.state = ProofState.WITHDRAWN
    found.save(update_fields=["state"])
    tell(row, proof=found.proof, state=found.state)


@query(permission="case.open")
def case_file(actor: Actor, *, case: UUID) -> CaseFile:
    """Where documents of an event's case are kept. Raises `Unseen`."""
    row = seen_case(case)
    return CaseFile(row.pk, Place(row.division, Label(row.label)))


def _belongs(row: Case, document: DocumentOf) -> bool:
    if document.household is not None:
        return document.household == row.household_id
    if document.person is not None:
        return document.person in {each.person for each in people_of(row).members}
    return document.case == row.pk
