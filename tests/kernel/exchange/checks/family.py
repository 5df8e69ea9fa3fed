"""An invented family before invented departments: what they declared, what is known of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from minzheng.adapters.departments import Manner, Manners, demo_departments
from minzheng.base.resident_id import synthetic_resident_id
from minzheng.catalogue.codes import Relation
from minzheng.catalogue.means_check import CheckSource
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.casework.api import intake, leaving
from minzheng.kernel.documents.api import add_document
from minzheng.kernel.exchange import ports
from minzheng.kernel.exchange.api import checks
from minzheng.kernel.exchange.api.checks import CheckView, DifferenceView, Given, RequestView
from minzheng.kernel.exchange.checks.asking import ask_department, due_sources
from minzheng.kernel.registry.api import facts, households, people
from minzheng.kernel.registry.api.facts import Subject
from minzheng.kernel.registry.api.people import PersonEntry
from minzheng.rules.facts import Entity
from tests.kernel.documents.image_files import picture
from tests.kernel.registry.residents import confirmed
from tests.people import VILLAGE_A, acting

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
SINCE = date(2026, 1, 1)
SIGNED = date(2026, 11, 20)
CLERK = "town_clerk_a"

FATHER = synthetic_resident_id("320402", date(1980, 5, 1), 11)
MOTHER = synthetic_resident_id("320402", date(1982, 6, 2), 22)
CHILD = synthetic_resident_id("320402", date(2016, 7, 3), 33)
SON = synthetic_resident_id("320402", date(2002, 8, 4), 55)

_S = CheckSource
QUIET: Mapping[tuple[CheckSource, str], list[dict[str, object]]] = {
    (source, number): [] for source in CheckSource for number in (FATHER, MOTHER, CHILD, SON)
}
LEDGER = {
    **QUIET,
    (_S.tax, FATHER): [{"record": "wage", "value": 300_000}, {"record": "employed", "value": True}],
    (_S.social_insurance, FATHER): [{"record": "employed", "value": True}],
    (_S.banks, FATHER): [{"record": "assets", "value": 1_200_000, "note": "银行存款"}],
    (_S.banks, MOTHER): [{"record": "assets", "value": 300_000}],
    (_S.vehicles, FATHER): [{"record": "vehicle", "value": 1, "thing": "苏D12345"}],
    (_S.real_estate, FATHER): [{"record": "house", "value": 1, "thing": "证1"}],
    # The same home: a couple owns it together.
    (_S.real_estate, MOTHER): [{"record": "house", "value": 1, "thing": "证1"}],
    (_S.tax, SON): [{"record": "wage", "value": 500_000}],
}
"""What the departments hold: among it a vehicle that nobody declared."""


class Town:
    """Departments with their manners."""

    def close(self, case: UUID) -> None:
        """The household takes its application back."""
        with acting(CLERK) as clerk:
            leaving.withdraw(clerk, case=case, reason="已找到工作")

    def behave(
        self,
        of_sources: Mapping[CheckSource, Manner] | None = None,
        of_persons: Mapping[tuple[CheckSource, str], Manner] | None = None,
        ledger: Mapping[tuple[CheckSource, str], Sequence[dict[str, object]]] | None = None,
    ) -> None:
        """Everybody answers at once, but for those named."""
        prompt = dict.fromkeys(CheckSource, Manner.PROMPT)
        manners = Manners(of_sources={**prompt, **(of_sources or {})}, of_persons=of_persons or {})
        made = demo_departments(manners, {**LEDGER, **(ledger or {})})
        ports.departments.install(lambda: made)


@dataclass(frozen=True)
class Family:
    """The ids of a family, its case, and the paper that everybody signed."""

    town: Town
    case: UUID
    household: UUID
    father: UUID
    mother: UUID
    child: UUID
    supporter: UUID
    paper: UUID

    def given(self, person: UUID, **named: object) -> Given:
        """An authorisation by that person, all in order."""
        guardian = {"kind": "guardian", "guardian_name": "石大山"} if person == self.child else {}
        plain = {"kind": "member", "method": "paper", "signed_on": SIGNED, "document": self.paper}
        return Given(person=person, **{**plain, **guardian, **named})  # type: ignore[arg-type]  # tests name what they change

    def authorise(self, *, supporter: bool = False) -> None:
        """Everybody allows it; the grown-up son if asked for."""
        with acting(CLERK) as clerk:
            for person in (self.father, self.mother, self.child):
                checks.authorise(clerk, case=self.case, given=self.given(person))
            if supporter:
                own = self.given(self.father, kind="supporter", supporter=self.supporter)
                checks.authorise(clerk, case=self.case, given=own)

    def start(self) -> UUID:
        """The check begins."""
        with acting(CLERK) as clerk:
            return checks.start_check(clerk, case=self.case)

    def checked(self) -> CheckView:
        """Authorised, started, and whatever departments do at once, done."""
        self.authorise()
        self.start()
        work()
        return self.view()

    def view(self) -> CheckView:
        """The page."""
        with acting(CLERK) as clerk:
            return checks.check_view(clerk, case=self.case)

    def question(self, source: CheckSource, person: UUID) -> RequestView:
        """One question."""
        parties = [each for each in self.view().parties if each.person == person]
        requests = [each for party in parties for each in party.requests]
        return next(each for each in requests if each.source == source.name)

    def line(self, fact: str, person: UUID | None = None) -> DifferenceView:
        """One line of the comparison."""
        lines = [each for each in self.view().differences if each.fact == fact]
        return next(each for each in lines if person is None or each.person == person)


def work() -> None:
    """The worker does everything that is due now."""
    for source in due_sources():
        ask_department(source)


def enter_family(town: Town) -> Family:
    """The family on file, with its declaration and an open case."""
    town.behave()
    with acting(CLERK) as clerk:
        father = _person(clerk, "石大山", FATHER)
        mother = _person(clerk, "林小燕", MOTHER)
        child = _person(clerk, "石小石", CHILD)
        home = _home(clerk, father, mother, child)
        supporter = households.add_supporter(
            clerk, person=father, relation=Relation.child, name="石远行", number=SON, on=SINCE
        )
        _declare(clerk, father, home)
        paper = add_document(
            clerk,
            content=picture("PNG"),
            file_name="授权书.png",
            kind="authorisation",
            household=home,
        )
    confirmed()
    with acting(CLERK) as clerk:
        case = intake.open_case(
            clerk, item="minimum_living.application", household=home, applicant=father
        )
        intake.submit(clerk, case=case)
    return Family(town, case, home, father, mother, child, supporter, paper)


def _person(clerk: Actor, name: str, number: str) -> UUID:
    entry = PersonEntry(name=name, division=VILLAGE_A, number=number)
    return people.register_person(clerk, entry=entry)


def _home(clerk: Actor, *members: UUID) -> UUID:
    home = households.found_household(
        clerk, kind="assistance", division=VILLAGE_A, valid_from=SINCE
    )
    relations = (Relation.head, Relation.spouse, Relation.child)
    for person, relation in zip(members, relations, strict=True):
        households.join_household(clerk, person=person, household=home, relation=relation, on=SINCE)
    return home


def _declare(clerk: Actor, father: UUID, home: UUID) -> None:
    declared = {"source": "declared", "valid_from": SINCE}
    person, household = Subject(Entity.PERSON, father), Subject(Entity.HOUSEHOLD, home)
    stated = {"wage": 200_000, "employed": True}
    facts.add_statement(clerk, subject=person, facts=stated, **declared)  # type: ignore[arg-type]  # a plain dict of what is the same for both
    owned = {"assets": 1_480_000, "houses": 1, "vehicles": 0}
    facts.add_statement(clerk, subject=household, facts=owned, **declared)  # type: ignore[arg-type]  # as above
