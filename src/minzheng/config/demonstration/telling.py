"""Tells all stories side by side, each act at its own past moment, the earliest first."""

import heapq
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from minzheng.base.errors import MinzhengError
from minzheng.config.demonstration.connecting import as_the_worker, unpooled
from minzheng.config.demonstration.course import Course
from minzheng.config.demonstration.diary import Diary, working_days_before
from minzheng.config.demonstration.guide import guide
from minzheng.config.demonstration.homes import Homes
from minzheng.config.demonstration.offices import OFFICER, Places
from minzheng.config.demonstration.stories import STORIES, Sought
from minzheng.config.platform import platform
from minzheng.kernel.access import clock
from minzheng.kernel.access.demonstrating import at_work
from minzheng.kernel.casework import rounds
from minzheng.kernel.casework.api import reading


@dataclass(frozen=True, slots=True)
class Told:
    """What came of the stories: which got stuck, with the reason, and what to look at now."""

    stuck: tuple[str, ...]
    lines: tuple[str, ...]


def tell_in(*, places: Mapping[str, str]) -> Told:
    """For the command: tell the stories in these places, unless they have been told."""
    where = Places(**places)
    stuck = tell_stories(places=where)
    return Told(stuck, tuple(guide(where)))


def tell_stories(*, places: Places) -> tuple[str, ...]:
    """Tell them once: where the demo county has a case already, nothing is done.

    The stories that got stuck, with the reason. Raises `Refused` in earnest.
    """
    unpooled()
    with at_work(OFFICER) as officer:
        if reading.cases(officer, limit=1).rows:
            return ()
    courses = list(_courses(Homes(places.village, places.town, places.neighbour), places))
    _run(courses)
    with as_the_worker():
        rounds.watch_clocks()
    return tuple(f"{each.story.code}: {each.trouble}" for each in courses if each.trouble)


def _courses(homes: Homes, places: Places) -> Iterator[Course]:
    today = clock.today()
    for slot, story in enumerate(STORIES):
        begins = working_days_before(today, story.began)
        course = Course(
            story=story,
            item=platform().items.in_force(story.item, begins),
            home=None,
            county=places.county,
            neighbour=places.neighbour,
            diary=Diary(begins, slot),
        )
        try:
            course.home = None if story.seeks is Sought.NOBODY else homes.of(story)
        except MinzhengError as problem:
            course.trouble = str(problem)
        yield course


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
