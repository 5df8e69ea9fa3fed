"""Tells all stories side by side, each act at its own past moment, the earliest first."""

import heapq
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from minzheng.base.clock import BUSINESS_ZONE, business_date
from minzheng.base.errors import MinzhengError
from minzheng.catalogue.casework.service_item import ApplicantUnit
from minzheng.config.demonstration.connecting import as_the_worker, unpooled
from minzheng.config.demonstration.course import Course
from minzheng.config.demonstration.diary import Diary, working_days_before
from minzheng.config.demonstration.guide import guide
from minzheng.config.demonstration.homes import Homes, home_of
from minzheng.config.demonstration.money import tell_money
from minzheng.config.demonstration.offices import OFFICER, STAFF, Places
from minzheng.config.demonstration.plan import Cast, Plan, keep, kept_plan
from minzheng.config.demonstration.stories import STORIES, Sought, Story
from minzheng.config.platform import platform
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.demonstrating import at_work, holds_a_post
from minzheng.kernel.casework import rounds
from minzheng.kernel.casework.api import reading
from minzheng.kernel.casework.api.results import CaseRow

_TOO_YOUNG = (
    "演示办件从几个月前办起，而这个演示平台的账号和人员档案是后来才有的（由较早的版本建立），"
    "所以没有办理。要看演示办件，请先 make stop，把平台的文件夹移到别处，再 make demo。"
)


@dataclass(frozen=True, slots=True)
class Told:
    """What came of the stories: which got stuck, with the reason, and what to look at now."""

    stuck: tuple[str, ...]
    lines: tuple[str, ...]


def tell_in(*, places: Mapping[str, str]) -> Told:
    """For the command: tell the stories in these places, unless they have been told."""
    unpooled()
    where = Places(**places)
    if kept_plan() is None and not _with_a_past():
        return Told((), (_TOO_YOUNG,))
    stuck = tell_stories(places=where)
    return Told(stuck, tuple(guide(where)))


def tell_stories(*, places: Places) -> tuple[str, ...]:
    """Tell them once, or go on where that was stopped; the stories that got stuck, and why.

    Where the demo county has cases of other people, nothing is done. Raises `Refused` in earnest.
    """
    plan = kept_plan()
    if plan is not None and plan.told:
        return ()
    begun = plan is not None
    if plan is None:
        with at_work(OFFICER) as officer:
            if reading.cases(officer, limit=1).rows:
                return ()
        plan = _planned(Homes(places.village, places.town, places.neighbour))
        keep(plan)
    courses = [_course(slot, plan.casts, places) for slot in range(len(STORIES))]
    if begun:
        _take_up(courses)
    _run(courses)
    with as_the_worker():
        rounds.watch_clocks()
    stuck = tuple(f"{each.story.code}: {each.trouble}" for each in courses if each.trouble)
    stuck += tell_money(places)
    keep(replace(plan, told=True))
    return stuck


def _with_a_past() -> bool:
    """Whether staff were in their posts when the first story begins; older homes began later."""
    first = working_days_before(clock.today(), max(each.began for each in STORIES))
    with clock.standing_at(datetime.combine(first, time(12), BUSINESS_ZONE)):
        return all(map(holds_a_post, STAFF))


def _planned(homes: Homes) -> Plan:
    today = clock.today()
    return Plan({each.code: _cast(homes, each, today) for each in STORIES})


def _cast(homes: Homes, story: Story, today: date) -> Cast:
    begins = working_days_before(today, story.began)
    if story.seeks is Sought.NOBODY:
        return Cast(begins)
    try:
        found = homes.of(story)
    except MinzhengError as problem:
        return Cast(begins, trouble=str(problem))
    return Cast(begins, found.household, found.subject.person)


def _course(slot: int, casts: Mapping[str, Cast], places: Places) -> Course:
    story = STORIES[slot]
    cast = casts[story.code]
    return Course(
        story=story,
        item=platform().items.in_force(story.item, cast.begins),
        home=home_of(cast.household, cast.person) if cast.household and cast.person else None,
        county=places.county,
        neighbour=places.neighbour,
        diary=Diary(cast.begins, slot),
        trouble=cast.trouble,
    )


def _take_up(courses: Iterable[Course]) -> None:
    """Find the cases that were begun: of that item, of those people, since that day."""
    for each in courses:
        with at_work(OFFICER) as officer:
            rows = _cases(officer, each)
        begun = [row for row in rows if business_date(row.opened_at) >= each.diary.day]
        if begun:
            each.take_up(begun[-1].id)


def _cases(officer: Actor, course: Course) -> list[CaseRow]:
    """The cases that could be that of a story, the newest first."""
    home, code = course.home, course.item.code
    if home is None:
        return list(reading.cases(officer, item=code, division=course.county).rows)
    alone = course.item.unit is ApplicantUnit.PERSON
    rows = (
        reading.cases_of(officer, person=home.subject.person)
        if alone
        else reading.cases_of(officer, household=home.household)
    )
    return [each for each in rows if each.item == code]


def _run(courses: list[Course]) -> None:
    now = clock.now()
    agenda: list[tuple[datetime, int, Iterator[datetime]]] = []
    for number, course in enumerate(courses):
        if not course.trouble:
            _resume(agenda, courses, (now, number, course.steps()))
    while agenda:
        entry = heapq.heappop(agenda)
        if entry[0] > now:
            return
        with clock.standing_at(entry[0]):
            _resume(agenda, courses, entry)


def _resume(
    agenda: list[tuple[datetime, int, Iterator[datetime]]],
    courses: list[Course],
    entry: tuple[datetime, int, Iterator[datetime]],
) -> None:
    """Let a story do what is due, and put down when it goes on; what is refused ends it."""
    _, number, steps = entry
    try:
        due = next(steps)
    except StopIteration:
        return
    except MinzhengError as problem:
        courses[number].trouble = f"{problem}"
        return
    heapq.heappush(agenda, (due, number, steps))
