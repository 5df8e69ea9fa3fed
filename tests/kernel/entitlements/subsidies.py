"""Persons with an award of their own: a severely disabled spouse with the nursing subsidy."""

from datetime import date
from uuid import UUID

from minzheng.catalogue.casework.positions import CaseState
from minzheng.catalogue.codes import DisabilityGrade, DisabilityKind
from minzheng.kernel.access.worker import working
from minzheng.kernel.casework.api import intake
from minzheng.kernel.casework.cases import locked
from minzheng.kernel.casework.items import item_of
from minzheng.kernel.casework.models import Case
from minzheng.kernel.entitlements.models import Award
from minzheng.kernel.registry.api.facts import Subject
from minzheng.rules.facts import Entity
from tests.kernel.casework.deciding.matters import Family, family, jump, state
from tests.kernel.entitlements.awards import decide
from tests.people import acting

NURSING = "disability.nursing_subsidy"
DISABLED = {
    "disability_kind": DisabilityKind.physical,
    "disability_grade": DisabilityGrade.one,
    "able_to_work": False,
    "own_assets": 0,
}


def to_decide_of(item: str, person: UUID, applicant: UUID | None = None) -> Case:
    """A case of one person whose decision is due."""
    with acting("town_clerk_a") as actor:
        case = intake.open_case(actor, item=item, person=person, applicant=applicant or person)
        intake.submit(actor, case=case)
        if Case.objects.get(pk=case).state == CaseState.SUBMITTED:
            intake.accept(actor, case=case, lacking_because="材料随后补齐")
    with acting("county_officer"):
        row = locked(case)
        jump(row, item_of(row))
    return row


def nursed(sequence: int = 1) -> tuple[Family, Award]:
    """A family above the standard whose spouse is paid the nursing subsidy, from November on."""
    home = family(300_000, sequence=sequence)
    with acting("town_clerk_a") as actor:
        state(actor, Subject(Entity.PERSON, home.spouse), DISABLED, on=date(2026, 2, 1))
    decide(to_decide_of(NURSING, home.spouse), "granted")
    return home, of_person(home.spouse, NURSING)


def of_person(person: UUID, benefit: str) -> Award:
    """A person's latest award of a benefit."""
    with working("test"):
        found = Award.objects.filter(benefit=benefit, person_id=person)
        return found.order_by("-start_month", "-id")[0]
