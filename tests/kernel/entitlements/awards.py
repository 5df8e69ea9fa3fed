"""Awards of the cast's families, opened by decisions as anybody's are."""

from uuid import UUID

from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.worker import working
from minzheng.kernel.casework.api import deciding, hearings, intake, letters
from minzheng.kernel.casework.cases import locked
from minzheng.kernel.casework.items import item_of
from minzheng.kernel.casework.models import Case, Letter
from minzheng.kernel.entitlements.api import due
from minzheng.kernel.entitlements.models import Award, AwardLine, Cover, Hold, Lead
from minzheng.kernel.registry.api import people
from minzheng.kernel.registry.api.facts import Subject
from minzheng.kernel.registry.api.people import PersonEntry
from minzheng.rules.facts import Entity
from tests.kernel.casework.deciding.matters import DIBAO as ITEM
from tests.kernel.casework.deciding.matters import (
    STANDARD,
    Family,
    family,
    jump,
    state,
    to_decide,
)
from tests.kernel.registry.residents import home_of, number
from tests.people import VILLAGE_B, acting

DIBAO = "minimum_living.grant"
NOVEMBER = Month(2026, 11)
DECEMBER = Month(2026, 12)
FULL = 3 * STANDARD - 200_000
"""What a family of three with a wage of 2,000 yuan gets."""


def decide(
    row: Case, outcome: str, *, amount: int | None = None, reason: str = "", by: str = ""
) -> UUID:
    """The county decides, and the case is closed."""
    with acting(by or "county_approver") as actor:
        version = Case.objects.get(pk=row.pk).version
        made = deciding.decide(
            actor,
            case=row.pk,
            outcome=outcome,
            version=version,
            amount_fen=amount,
            reason=reason,
        )
        Case.objects.filter(pk=row.pk).update(closed_at=clock.now())
    return made


def granted(home: Family | None = None, *, sequence: int = 1) -> tuple[Family, Award]:
    """A family with a running award of the minimum living guarantee, from December on."""
    whose = home or family(200_000, sequence=sequence)
    decide(to_decide(whose), "granted")
    return whose, award_of(whose)


def in_the_other_town(sequence: int = 1, said: str = "") -> Case:
    """The head of a family asks in town B, alone, under the same number however it is spelt."""
    with acting("town_clerk_b") as actor:
        entry = PersonEntry(name="王大民", division=VILLAGE_B, number=said or number(sequence))
        person = people.register_person(actor, entry=entry)
        house = home_of(actor, person, division=VILLAGE_B)
        told = {"wage": 0, "business": 0, "property_income": 0, "locally_registered": True}
        state(actor, Subject(Entity.PERSON, person), {**told, "able_to_work": True})
        own = {"settlement": 1, "assets": 0, "vehicles": 0, "houses": 1}
        state(actor, Subject(Entity.HOUSEHOLD, house), own)
        case = intake.open_case(actor, item=ITEM, household=house, applicant=person)
        intake.submit(actor, case=case)
        intake.accept(actor, case=case, lacking_because="材料随后补齐")
    with acting("county_officer"):
        row = locked(case)
        jump(row, item_of(row))
    return row


def award_of(home: Family, benefit: str = DIBAO) -> Award:
    """The household's latest award of a benefit."""
    with working("test"):
        found = Award.objects.filter(benefit=benefit, household_id=home.household)
        return found.order_by("-start_month", "-id")[0]


def heard(case: Case, **told: object) -> None:
    """The household is told of a cut and answers."""
    with acting("town_clerk_a") as actor:
        hearing = hearings.plan_hearing(actor, case=case.pk, because="情况变化", **told)  # type: ignore[arg-type]  # keywords of the command
        letter = Letter.objects.filter(case=case, kind="hearing").latest("made_at")
        letters.record_service(
            actor, letter=letter.pk, method="direct", on=clock.today(), receiver="王大明"
        )
        hearings.record_hearing(
            actor, hearing=hearing, outcome="heard", statement="没有意见", held_on=clock.today()
        )


def lines_of(award: Award) -> list[tuple[str, str, str, int]]:
    """Kind, first and last month, amount of every line in order."""
    with working("test"):
        rows = AwardLine.objects.filter(award=award.pk).order_by("sequence")
        return [
            (
                each.kind,
                str(Month.of(each.from_month)),
                str(Month.of(each.to_month)) if each.to_month else "",
                each.amount_fen,
            )
            for each in rows
        ]


def due_in(award: Award, month: Month) -> int:
    """What the database says is due in a month."""
    with working("test"):
        return sum(each.amount_fen for each in due.due_of(award.pk, month, month))


def held_in(award: Award, month: Month) -> bool:
    """Whether what is due in a month is held."""
    with working("test"):
        return any(each.held for each in due.due_of(award.pk, month, month))


def covers_of(award: Award) -> set[tuple[UUID, str]]:
    """Whom an award covers, with the month after the last."""
    with working("test"):
        rows = Cover.objects.filter(award=award.pk, exclusion_group=award.benefit)
        live = [each for each in rows if not each.months.isempty]
        return {(each.person_id, str(each.months.upper or "")) for each in live}


def leads() -> list[Lead]:
    """Every lead, as the worker sees them."""
    with working("test"):
        return list(Lead.objects.order_by("opened_at", "id"))


def holds() -> list[Hold]:
    """Every hold."""
    with working("test"):
        return list(Hold.objects.order_by("raised_at", "id"))


def again(award: Award) -> Award:
    """The award as it stands now."""
    with working("test"):
        return Award.objects.get(pk=award.pk)
