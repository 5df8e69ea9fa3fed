"""Those whom the questions and papers of a case are about."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from minzheng.base.ages import known_minor
from minzheng.catalogue.casework.asking import Whom
from minzheng.kernel.access import clock
from minzheng.kernel.casework.models import Case
from minzheng.kernel.registry.api.facts import Subject
from minzheng.kernel.registry.api.parties import (
    Parties,
    Party,
    SupportingParty,
    home_of,
    parties_of_household,
    parties_of_person,
    party,
    supporting,
)
from minzheng.rules.facts import Entity


@dataclass(frozen=True, slots=True)
class People:
    """Those whom questions are about."""

    household: UUID | None
    applicant: UUID | None
    subject: UUID | None
    members: tuple[Party, ...]
    supporters: tuple[SupportingParty, ...]

    def about(self, whom: Whom, today: date) -> Iterator[tuple[Subject, str]]:
        """The subjects of a question, each with the name that the question bears."""
        if whom is Whom.HOUSEHOLD:
            if self.household is not None:
                yield Subject(Entity.HOUSEHOLD, self.household), "家庭"
        elif whom is Whom.EVERY_SUPPORTER:
            for each in self.supporters:
                yield Subject(Entity.SUPPORTER, each.supporter), f"{each.relation_title}{each.name}"
        else:
            for member in self.members:
                if self._meant(whom, member, today):
                    yield Subject(Entity.PERSON, member.person), member.name

    def _meant(self, whom: Whom, member: Party, today: date) -> bool:
        if whom is Whom.APPLICANT:
            return member.person == self.applicant
        if whom is Whom.SUBJECT:
            return member.person == (self.subject or self.applicant)
        if whom is Whom.EVERY_ADULT:
            return not known_minor(member.birth_date, today)
        return True


def file_of(row: Case) -> Parties | None:
    """Whose file a case lies with: the household's, the person's; nobody's for an event."""
    if row.household_id is not None:
        return parties_of_household(row.household_id, clock.today())
    return parties_of_person(row.subject_id) if row.subject_id else None


def people_of(row: Case, file: Parties | None = None) -> People:
    """Who is asked about in a case: the household, also where one person of it applies alone.

    `file` is that of the case, where it has been read already.
    """
    today = clock.today()
    home = row.household_id or (home_of(row.subject_id, today) if row.subject_id else None)
    if file is None or file.household != home:
        file = parties_of_household(home, today) if home else None
    members = file.members if file else ()
    inside = {each.person for each in members}
    named = dict.fromkeys(each for each in (row.subject_id, row.applicant_id) if each)
    members += tuple(party(each) for each in named if each not in inside)
    supporters = supporting((each.person for each in members), today)
    return People(home, row.applicant_id, row.subject_id, members, supporters)
