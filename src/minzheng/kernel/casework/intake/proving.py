"""Which papers a case wants, and which of them it has."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from minzheng.catalogue.casework.asking import Proof
from minzheng.catalogue.casework.service_item import ServiceItem
from minzheng.catalogue.casework.steps import Flag
from minzheng.kernel.casework.intake.people import People
from minzheng.kernel.casework.models import Case, CaseProof, ProofState
from minzheng.kernel.registry.api.facts import Subject


@dataclass(frozen=True, slots=True)
class HeldProof:
    """A document that was handed in for a paper."""

    id: UUID
    document: UUID
    title: str
    state: str
    state_title: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class ProofAsked:
    """A paper of the item as this case wants it: from whom, and what is there of it."""

    code: str
    title: str
    kind: str
    whose: tuple[str, ...]
    optional: bool
    later: bool
    held: tuple[HeldProof, ...]

    @property
    def lacking(self) -> bool:
        """Whether the application is incomplete without it."""
        good = sum(each.state == ProofState.HELD for each in self.held)
        return good < len(self.whose) and not self.optional and not self.later


def proofs_asked(
    row: Case,
    item: ServiceItem,
    people: People,
    values: Mapping[tuple[Subject, str], int | bool | None],
    today: date,
) -> tuple[ProofAsked, ...]:
    """The papers that a case wants, given what is known of its people: one query."""
    held = _held(row)
    flags = {Flag(each) for each in row.flags} | ({Flag.URGENT} if row.urgent else set())
    found = []
    for proof in item.proofs:
        whose = tuple(_whose(proof, people, values, today))
        if whose and (not proof.only_if or flags & set(proof.only_if)):
            found.append(_asked(proof, whose, held, urgent=row.urgent))
    return tuple(found)


def _whose(
    proof: Proof,
    people: People,
    values: Mapping[tuple[Subject, str], int | bool | None],
    today: date,
) -> Iterator[str]:
    """From whom a paper is wanted; where it hangs on a fact, from those of whom that is so."""
    for subject, name in people.about(proof.whom, today):
        if _wanted(proof, values.get((subject, proof.if_fact))):
            yield name


def _wanted(proof: Proof, value: int | bool | None) -> bool:
    """Whether a paper that hangs on a fact is wanted where the fact has this value."""
    if not proof.if_fact:
        return True
    return value in proof.if_values if proof.if_values else bool(value)


def _asked(
    proof: Proof, whose: tuple[str, ...], held: Iterable[CaseProof], *, urgent: bool
) -> ProofAsked:
    own = (each for each in held if each.proof == proof.code)
    return ProofAsked(
        code=proof.code,
        title=proof.title,
        kind=proof.kind,
        whose=whose,
        optional=proof.optional,
        later=proof.later or urgent,
        held=tuple(
            HeldProof(
                id=each.pk,
                document=each.document,
                title=each.title,
                state=each.state,
                state_title=each.get_state_display(),
                added_at=each.added_at,
            )
            for each in own
        ),
    )


def _held(row: Case) -> list[CaseProof]:
    return list(
        CaseProof.objects.filter(case=row).exclude(state=ProofState.WITHDRAWN).order_by("id")
    )
