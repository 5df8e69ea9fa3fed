"""低保 from the application to the published decision, every step by its own code and people.

Nothing is stubbed: departments answer, two visit, the rules work the amount out, the notice says
it, seven days pass, a person decides, and what the village reads in the end is that amount.
"""

from collections.abc import Iterator
from datetime import date
from uuid import UUID, uuid4

import pytest

from minzheng.adapters.departments import Manner, Manners, demo_departments
from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.catalogue.means_check import CheckSource
from minzheng.config.platform import letter_templates
from minzheng.kernel.access import clock
from minzheng.kernel.casework.api import (
    deciding,
    fieldwork,
    intake,
    letters,
    publicity,
    reading,
    work,
)
from minzheng.kernel.casework.api.fieldwork import VisitReport
from minzheng.kernel.casework.letters.ports import install_templates
from minzheng.kernel.casework.publicity.board import notice_on_board
from minzheng.kernel.documents.api import add_document
from minzheng.kernel.exchange import ports
from minzheng.kernel.exchange.api import checks
from minzheng.kernel.exchange.api.checks import Given
from minzheng.kernel.exchange.checks.asking import ask_department, due_sources
from tests.kernel.casework.deciding.matters import Family, family
from tests.kernel.casework.fieldwork.matters import Matter, case_row, ordered, photo
from tests.kernel.casework.publicity.proposals import at, closed
from tests.kernel.registry.residents import confirmed, number
from tests.people import acting

pytestmark = pytest.mark.django_db(transaction=True)

DIBAO = "minimum_living.application"
WAGE = 200_000
AMOUNT = "700.00元/月"
"""Three standards of 900.00 less one wage of 2,000.00."""


@pytest.fixture
def departments(office: None) -> Iterator[None]:
    """They answer at once, and know of one wage."""
    before = ports.departments()
    numbers = (number(1), number(2, date(1982, 2, 2)), number(3, date(2015, 5, 5)))
    known: dict[tuple[CheckSource, str], list[dict[str, object]]] = {
        (source, each): [] for source in CheckSource for each in numbers
    }
    known[CheckSource.tax, numbers[0]] = [{"record": "wage", "value": WAGE}]
    known[CheckSource.real_estate, numbers[0]] = [{"record": "house", "value": 1, "thing": "证1"}]
    prompt = Manners(of_sources=dict.fromkeys(CheckSource, Manner.PROMPT), of_persons={})
    made = demo_departments(prompt, known)
    ports.departments.install(lambda: made)
    install_templates(letter_templates)
    yield
    ports.departments.install(before)


def test_the_village_reads_the_amount_that_the_rules_worked_out(departments: None) -> None:
    with at("2026-11-09 09:00:00"):
        home = family(WAGE, sequence=1)
        matter = Matter(taken_in(home), home.household, home.head, home.child)
        checked(matter, home)
        visited(matter)
        finished("town_clerk_a", matter, "opinion", "agree")
        notice = put_up(matter)
    with at("2026-11-16 23:59:59"):
        assert closed() == 0
    with at("2026-11-17 09:00:00"):
        assert closed() == 1
        finished("county_officer", matter, "review")
        decided(matter)
        served(matter)
        with acting("county_officer") as officer:
            published = publicity.post_notice(officer, case=matter.case)
        assert ("金额", AMOUNT) in said(published)
        assert said(published) == said(notice)
    row = case_row(matter)
    assert (row.state, row.outcome) == ("closed", "granted")


def said(notice: UUID) -> tuple[tuple[str, str], ...]:
    """What staff see that the village was told."""
    with acting("town_clerk_a") as clerk:
        return publicity.notice_file(clerk, notice=notice).lines


def taken_in(home: Family) -> UUID:
    """Applied for at the window, and accepted."""
    confirmed()
    with acting("town_clerk_a") as clerk:
        case = intake.open_case(clerk, item=DIBAO, household=home.household, applicant=home.head)
        intake.submit(clerk, case=case)
        intake.accept(clerk, case=case, lacking_because="材料随后补齐")
    return case


def checked(matter: Matter, home: Family) -> None:
    """Everybody allows it, the departments answer, the county ends the check."""
    with acting("town_clerk_a") as clerk:
        paper = add_document(
            clerk,
            content=photo(),
            file_name="授权书.jpg",
            kind="authorisation",
            household=home.household,
        )
        for person in (home.head, home.spouse, home.child):
            kind = "guardian" if person == home.child else "member"
            given = Given(
                person=person,
                kind=kind,
                method="paper",
                signed_on=clock.today(),
                document=paper,
                guardian_name="王大明" if kind == "guardian" else "",
            )
            checks.authorise(clerk, case=matter.case, given=given)
        checks.start_check(clerk, case=matter.case)
    for source in due_sources():
        ask_department(source)
    with acting("town_clerk_a") as clerk:
        view = checks.check_view(clerk, case=matter.case)
        assert not [each for each in view.differing if each.to_talk_about]
        checks.accept_agreeing(clerk, case=matter.case)
    finished("county_officer", matter, "check")


def visited(
    matter: Matter, first: str = "town_clerk_a", second: str = "village_officer_a",
    step: str = "visit",
) -> None:  # fmt: skip
    """Two go, one reports, the other stands by it."""
    errands = ordered(matter, (first, second), by=first, step=step)
    with acting(first) as actor:
        report = VisitReport(clock.now(), met="王大明", signed_how="typed", signed_by="王大明")
        fieldwork.record_visit(
            actor, errand=errands[first], client=uuid4(), report=report, photos=[photo()]
        )
    with acting(second) as actor:
        fieldwork.confirm_visit(actor, errand=errands[second])


def finished(name: str, matter: Matter, step: str, result: str = "") -> None:
    """Somebody ends a step in the ordinary way."""
    with acting(name) as actor:
        work.finish(actor, case=matter.case, step=step, result=result)


def put_up(matter: Matter) -> UUID:
    """The notice of what is proposed, read as a stranger reads it."""
    with acting("town_clerk_a") as clerk:
        notice = publicity.post_notice(clerk, case=matter.case)
    lines = dict(notice_on_board(notice).lines)
    assert lines["金额"] == AMOUNT
    assert lines["申请人"] == "王*明"
    assert lines["保障人数"] == "3人"
    return notice


def decided(matter: Matter) -> None:
    """By the rules, and by a person who stands by it; the county visits first whom it has drawn."""
    if "county_visit" in case_row(matter).open_steps:
        visited(matter, "county_officer", "child_protection_officer", "county_visit")
    with acting("county_approver") as approver:
        version = reading.case_head(approver, case=matter.case).version
        deciding.decide(approver, case=matter.case, outcome=Outcome.GRANTED, version=version)


def served(matter: Matter) -> None:
    """The letter reaches the household."""
    with acting("town_clerk_a") as clerk:
        [letter] = letters.letters_of(clerk, case=matter.case)
        letters.record_service(
            clerk, letter=letter.id, method="direct", on=clock.today(), receiver="王大明"
        )
