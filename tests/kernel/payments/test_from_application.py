"""From the application at the window to the bank's word, for what other tests begin at the award.

Every step by its own code and people: the item's steps, the rules' amount, the decision's letter,
the month's delivery or line, the file and what the bank says of it.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from minzheng.adapters.departments import Manner, Manners, demo_departments
from minzheng.base.months import Month
from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.catalogue.codes import DisabilityGrade, DisabilityKind
from minzheng.catalogue.means_check import CheckSource
from minzheng.config.platform import letter_templates, platform
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.access.worker import working
from minzheng.kernel.casework.api import deciding, fieldwork, intake, letters, reading, work
from minzheng.kernel.casework.fieldwork.forms import ABILITY
from minzheng.kernel.casework.letters.ports import install_templates
from minzheng.kernel.casework.ports import install_items
from minzheng.kernel.documents.api import add_document
from minzheng.kernel.entitlements.models import Award
from minzheng.kernel.exchange import ports
from minzheng.kernel.exchange.api import checks
from minzheng.kernel.exchange.api.checks import Given
from minzheng.kernel.exchange.checks.asking import ask_department, due_sources
from minzheng.kernel.payments.api import batches, deliveries, funds, sending, settlements
from minzheng.kernel.payments.invariants import breaches
from minzheng.kernel.payments.models import Fund
from minzheng.kernel.registry.api import accounts
from minzheng.kernel.registry.api.facts import Subject
from minzheng.rules.facts import Entity
from tests.kernel.casework.deciding.matters import SINCE, Family, family, state
from tests.kernel.casework.fieldwork.matters import Matter, assessed, case_row, photo
from tests.kernel.casework.fieldwork.test_assessments import full
from tests.kernel.payments.giving import (
    DECEMBER_NOON,
    VOUCHER,
    approved_provider,
    borne_by_funds,
    drafted,
    given,
    ordered,
    settled,
    used,
)
from tests.kernel.payments.payroll import NOVEMBER, draft, filed, lines_of, paid_out
from tests.kernel.registry.residents import confirmed, enter, home_of, number
from tests.people import COUNTY, account_id, acting

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("desk")]

BORN = date(1946, 3, 5)
CHILD_BORN = date(2015, 5, 5)
SEVERE = "children.severe_child_allowance"
ASSESSORS = ("town_clerk_a", "village_officer_a")
HALF_OF_1945_YUAN = 97_250


@pytest.fixture
def desk(office: None) -> Iterator[None]:
    """What cases need beside the money; the departments answer at once and know nothing."""
    install_items(platform)
    install_templates(letter_templates)
    before = ports.departments()
    known: dict[tuple[CheckSource, str], list[dict[str, object]]] = {
        (source, number(3, CHILD_BORN)): [] for source in CheckSource
    }
    prompt = Manners(of_sources=dict.fromkeys(CheckSource, Manner.PROMPT), of_persons={})
    made = demo_departments(prompt, known)
    ports.departments.install(lambda: made)
    yield
    ports.departments.install(before)


def test_a_voucher_from_the_application_to_the_providers_account() -> None:
    borne_by_funds()
    provider = approved_provider()
    matter = applied_for(VOUCHER, old_person())
    scored(matter)
    decided(matter, "town_approver_a")
    served(matter, "每月有养老服务消费券，最高800.00元（人民币捌佰元整）")
    award = award_of(matter.case)
    assert (award.benefit, award.form) == (VOUCHER, "service")
    assert ordered() == 1
    delivery = given(award.pk)
    assert (delivery.amount_fen, delivery.valid_until) == (800_00, date(2026, 11, 30))
    assert used(delivery.pk, provider, 1_000_00)[1] == 500_00
    with clock.standing_at(DECEMBER_NOON):
        (settlement,) = settled()
        batch = sent(drafted())
        (line,) = lines_of(batch)
        assert (line.amount_fen, line.settlement_id) == (500_00, settlement)
        paid_out(batch)
        assert {each.state for each in lines_of(batch)} == {"paid"}
        with acting("county_officer") as officer:
            row = settlements.settlement(officer, settlement=settlement)
            assert (row.batch, row.paid) == (batch, "已发放")
            # A voucher is never paid in cash.
            with pytest.raises(Refused, match="没有需要发放"):
                batches.draft_batch(officer, division=COUNTY, month=NOVEMBER)
        with acting("town_clerk_a") as clerk:
            assert deliveries.delivery(clerk, delivery=delivery.pk).left_fen == 300_00
    sound()


def test_a_severely_disabled_child_from_the_application_to_the_guardians_account() -> None:
    borne(SEVERE)
    home = poor_family()
    matter = applied_for("children.severe_allowance", home.child, home)
    asked_departments(matter, home)
    finished("town_clerk_a", matter, "check")
    decided(matter, "town_clerk_a")
    served(matter, "从2026年12月起，每月发放972.50元")
    award = award_of(matter.case)
    assert (award.person_id, award.payee_id) == (home.child, home.child)
    assert Month.of(award.start_month) == Month(2026, 12)
    card(home.child)
    with clock.standing_at(datetime(2026, 12, 10, 4, tzinfo=UTC)):
        batch = sent(draft(Month(2026, 12)))
        assert [(each.benefit, each.amount_fen) for each in lines_of(batch)] == [
            (SEVERE, HALF_OF_1945_YUAN)
        ]
        paid_out(batch)
        assert {each.state for each in lines_of(batch)} == {"paid"}
    sound()


def old_person() -> UUID:
    """Eighty, at home, in no other programme."""
    with acting("town_clerk_a") as clerk:
        person = enter(clerk, born=BORN)
        home_of(clerk, person)
        told = {"in_care_programme": False, "wage": 0, "able_to_work": False}
        state(clerk, Subject(Entity.PERSON, person), told)
    return person


def poor_family() -> Family:
    """On the minimum living guarantee by the rules, with a child who is severely disabled."""
    home = family(0)
    disabled = {
        "disability_kind": DisabilityKind.physical,
        "disability_grade": DisabilityGrade.one,
        "disability_expires": 20301231,
    }
    with acting("town_clerk_a") as clerk:
        state(clerk, Subject(Entity.PERSON, home.child), disabled, on=SINCE)
    return home


def applied_for(item: str, person: UUID, home: Family | None = None) -> Matter:
    """Applied for at the window, and accepted."""
    confirmed()
    with acting("town_clerk_a") as clerk:
        case = intake.open_case(clerk, item=item, person=person, applicant=person)
        intake.submit(clerk, case=case)
        intake.accept(clerk, case=case, lacking_because="材料随后补齐")
    return Matter(case, home.household if home else case, person, person)


def scored(matter: Matter) -> None:
    """Two assessors find the person moderately dependent."""
    with acting(ASSESSORS[0]) as first:
        form = assessed(matter, form=ABILITY.code, scores=full(30))
        made = fieldwork.record_assessment(
            first, case=matter.case, assessed=form, assessors=[account_id(x) for x in ASSESSORS]
        )
    with acting(ASSESSORS[1]) as second:
        fieldwork.confirm_assessment(second, assessment=made)


def asked_departments(matter: Matter, home: Family) -> None:
    """The child's guardian allows it; the departments answer."""
    with acting("town_clerk_a") as clerk:
        paper = add_document(
            clerk,
            content=photo(),
            file_name="授权书.jpg",
            kind="authorisation",
            person=home.child,
        )
        signed = Given(
            person=home.child,
            kind="guardian",
            method="paper",
            signed_on=clock.today(),
            document=paper,
            guardian_name="王大明",
        )
        checks.authorise(clerk, case=matter.case, given=signed)
        checks.start_check(clerk, case=matter.case)
    for source in due_sources():
        ask_department(source)
    with acting("town_clerk_a") as clerk:
        checks.accept_agreeing(clerk, case=matter.case)


def finished(name: str, matter: Matter, step: str, result: str = "") -> None:
    """Somebody ends a step in the ordinary way."""
    with acting(name) as actor:
        work.finish(actor, case=matter.case, step=step, result=result)


def decided(matter: Matter, proposer: str) -> None:
    """The town proposes, the county decides as the rules say."""
    finished(proposer, matter, "opinion", "agree")
    with acting("county_approver") as approver:
        version = reading.case_head(approver, case=matter.case).version
        deciding.decide(approver, case=matter.case, outcome=Outcome.GRANTED, version=version)


def served(matter: Matter, amount: str) -> None:
    """The letter says the amount, and reaches the person."""
    with acting("town_clerk_a") as clerk:
        (letter,) = letters.letters_of(clerk, case=matter.case)
        assert amount in letters.letter_page(clerk, letter=letter.id).letter.text()
        letters.record_service(
            clerk, letter=letter.id, method="direct", on=clock.today(), receiver="王大明"
        )
    row = case_row(matter)
    assert (row.state, row.outcome) == ("closed", "granted")


def award_of(case: UUID) -> Award:
    """What the decision opened."""
    with working("job"):
        return Award.objects.get(case=case)


def card(person: UUID) -> None:
    """An approved account."""
    with acting("town_clerk_a") as clerk:
        account = accounts.propose_account(
            clerk, person=person, bank="农商行", holder="王小明", number="6228480402564890018"
        )
    with acting("town_approver_a") as approver:
        accounts.approve_account(approver, account=account)


def borne(benefit: str) -> None:
    """The county's fund bears it whole."""
    with acting("finance") as finance:
        fund = Fund.objects.get(code="C1").pk
        funds.set_shares(
            finance,
            benefit=benefit,
            division=COUNTY,
            from_month=Month(2026, 1),
            shares={fund: 1000},
        )


def sent(batch: UUID) -> UUID:
    """Checked, approved, frozen, and with the bank."""
    filed(batch)
    with acting("finance") as finance:
        sending.mark_sent(finance, batch=batch, receipt="回执1号")
    return batch


def sound() -> None:
    """The books add up."""
    with working("job"):
        assert not list(breaches())
