"""One story on its way: each step by whoever may, at its time, through the real commands."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from minzheng.catalogue.casework.positions import CaseState
from minzheng.catalogue.casework.service_item import ApplicantUnit, ItemKind, ServiceItem
from minzheng.config.demonstration import ways
from minzheng.config.demonstration.answering import answers, wage
from minzheng.config.demonstration.diary import Diary
from minzheng.config.demonstration.homes import Home
from minzheng.config.demonstration.offices import OFFICER, Staff
from minzheng.config.demonstration.stories import DRAFT, RETURNED, Story
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.demonstrating import at_home, at_work
from minzheng.kernel.access.worker import working
from minzheng.kernel.casework.api import intake, own, reading
from minzheng.kernel.casework.api.results import CaseView, TaskView
from minzheng.kernel.registry.api import facts
from minzheng.kernel.registry.api.facts import Subject
from minzheng.kernel.registry.api.parties import number_of
from minzheng.rules.facts import Entity

LACKING = "容缺受理：申请人承诺十日内补齐材料"


@dataclass
class Course:
    """A story with its people, its case and its clock."""

    story: Story
    item: ServiceItem
    home: Home | None
    county: str
    neighbour: str
    diary: Diary
    case: UUID | None = None
    trouble: str = ""

    @property
    def staff(self) -> Staff:
        """Who deals with it."""
        return Staff(self.home is not None and self.home.division.startswith(self.neighbour))

    @property
    def known(self) -> UUID:
        """The case, once it has been opened."""
        if self.case is None:
            raise ValueError(f"story {self.story.code} has no case yet")
        return self.case

    def steps(self) -> Iterator[datetime]:
        """Yields when the next act is due; does it when it is resumed.

        What comes next is read off the case, so that a story can be taken up at any act.
        """
        yield self.diary.now
        if self.case is None:
            self._open()
        if self.story.until != DRAFT:
            if self.view().state == CaseState.DRAFT:
                yield self.diary.later()
                self._submit()
            yield from self._received()
            yield from self._handled()

    def take_up(self, case: UUID) -> None:
        """Go on with a case where it was left."""
        self.case = case
        self.diary.stand_at(self.view().events[0].at)

    def view(self) -> CaseView:
        """The case as the county sees it."""
        with at_work(OFFICER) as officer:
            return reading.case_view(officer, case=self.known)

    def view_name(self) -> str:
        """Who signs for a letter."""
        return self.home.subject.name if self.home else self.story.who

    def _received(self) -> Iterator[datetime]:
        view = self.view()
        if view.state != CaseState.SUBMITTED or self.story.until == "acceptance":
            return
        if self.story.until == RETURNED:
            yield self.diary.after()
            with at_work(self.staff.clerk) as clerk:
                intake.return_for_completion(
                    clerk, case=self.known, missing=self.story.lacking, note="请在十日内补齐"
                )
            return
        yield self.diary.later() if self.story.urgent else self.diary.after()
        window = view.window
        with at_work(self.staff.of(window if self.home else self.county, "")) as clerk:
            self._say(clerk)
            intake.accept(clerk, case=self.known, lacking_because=LACKING, flags=self.story.flags)

    def _say(self, clerk: Actor) -> None:
        """What only the office says, where the applicant has filled in the rest at home."""
        asked = intake.asked(clerk, case=self.known)
        open_keys = {each.key for each in asked.open_to_the_office}
        if open_keys and self.home is not None:
            told = answers(self.story, self.home, asked)
            own_word = {key: told[key] for key in open_keys}
            intake.save_answers(clerk, case=self.known, answers=own_word)

    def _handled(self) -> Iterator[datetime]:
        while self.story.until not in (RETURNED, "acceptance"):
            view = self.view()
            task = _first(self.item, view)
            if task is None or (task.step == self.story.until and not self.story.halfway):
                return
            way = ways.WAYS[task.kind]
            yield from way(self, task)
            if task.step == self.story.until:
                return

    def _open(self) -> None:
        if self.story.portal and self.home is not None:
            self._open_at_home(self.home)
            return
        who = OFFICER if self.home is None else self.staff.clerk
        alone = self.item.unit is ApplicantUnit.PERSON
        with at_work(who) as clerk:
            case = intake.open_case(
                clerk,
                item=self.item.code,
                urgent=self.story.urgent,
                who=self.story.who,
                division="" if self.home else self.county,
                household=self.home.household if self.home and not alone else None,
                person=self.home.subject.person if self.home and alone else None,
                applicant=self.home.members[0].person if self.home and not alone else None,
            )
            if self.home is not None:
                self._learn(clerk, self.home)
                asked = intake.asked(clerk, case=case)
                told = answers(self.story, self.home, asked)
                intake.save_answers(clerk, case=case, answers=told)
        self.case = case

    def _learn(self, clerk: Actor, home: Home) -> None:
        """What an authority tells the office; also why it means to end what somebody gets."""
        learnt = dict(self.story.learns)
        if self.item.kind is ItemKind.ENDING:
            learnt["wage"] = wage(self.story, home)
        if learnt:
            facts.add_statement(
                clerk,
                subject=Subject(Entity.PERSON, home.subject.person),
                source="official",
                facts=learnt,
                valid_from=clock.today(),
                note="主管部门通报的情况变化",
            )

    def _open_at_home(self, home: Home) -> None:
        with self._at_home(home) as resident:
            case = own.begin(resident, item=self.item.code)
            asked = own.asked_of_me(resident, case=case)
            told = answers(self.story, home, asked)
            own.save_own_answers(resident, case=case, answers=told)
        self.case = case

    def _at_home(self, home: Home) -> AbstractContextManager[Actor]:
        with working("set_up"):
            number = number_of(home.subject.person).number
        return at_home(number, home.subject.name, home.division)

    def _submit(self) -> None:
        if self.story.portal and self.home is not None:
            with self._at_home(self.home) as resident:
                found = own.my_case(resident, case=self.known)
                own.submit_own(resident, case=self.known, version=found.version)
            return
        who = OFFICER if self.home is None else self.staff.clerk
        with at_work(who) as clerk:
            intake.submit(clerk, case=self.known)


def _first(item: ServiceItem, view: CaseView) -> TaskView | None:
    """The open task whose step comes first in the procedure."""
    tasks = {each.step: each for each in view.tasks}
    return next((tasks[each.code] for each in item.steps if each.code in tasks), None)
