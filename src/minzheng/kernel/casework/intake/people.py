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
    Party,
    SupportingParty,
    home_of,
    parties_of_household,
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


def people_of(row: Case) -> People:
    """Who is asked about in a case: the household, also where one person of it applies alone."""
    today = clock.today()
    home = row.household_id or (home_of(row.subject_id, today) if row.subject_id else None)
    members = parties_of_household(home, today).members if home else ()
    inside = {each.person for each in members}
    named = dict.fromkeys(each for each in (row.subject_id, row.applicant_id) if each)
    members += tuple(party(each) for each in named if each not in inside)
    supporters = supporting((each.person for each in members), today)
    return People(home, row.applicant_id, row.subject_id, members, supporters)
