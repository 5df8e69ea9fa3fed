"""Worked examples of service items, from ``cases/<item>.yaml``: how a case goes, when it is due.

A story is a row of acts as one would tell them: ``accept near_relative``, ``finish opinion agree``,
``decide granted``; ``cannot decide granted`` must be refused where it stands.  A deadline names a
limit of the item, the day of the event and the last day that comes out; ``due: none`` says that the
limit does not count for such a case, or did not exist yet when the case was ``opened``.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from minzheng.base.calendar import WorkingCalendar
from minzheng.base.periods import Period
from minzheng.catalogue.casework.clocks import Limit, due
from minzheng.catalogue.casework.flow import NotNow, after, beginning
from minzheng.catalogue.casework.item_book import ItemBook, UnknownItem
from minzheng.catalogue.casework.positions import Act, ActKind, Position
from minzheng.catalogue.casework.refusing import ELSEWHERE
from minzheng.catalogue.casework.service_item import ServiceItem
from minzheng.catalogue.casework.steps import Flag, StepKind
from minzheng.rules.documents import read_document

_CANNOT = "cannot"
_NONE = "none"
_WITH_FLAGS = frozenset(
    {ActKind.SUBMIT, ActKind.ACCEPT, ActKind.FLAG, ActKind.CLEAR, ActKind.REINVESTIGATE}
)
_ONE_STEP = {ActKind.DECIDE: StepKind.DECIDE, ActKind.HEAR: StepKind.HEARING}


@dataclass(frozen=True, slots=True)
class Story:
    """How one case goes from draft to its end."""

    item: str
    name: str
    file: str
    on: date
    acts: tuple[str, ...]
    ends: str

    def differences(self, book: ItemBook, calendar: WorkingCalendar) -> Iterator[str]:
        """Where the flow and the story part, in words."""
        item = book.in_force(self.item, self.on)
        position = beginning(item)
        for told in self.acts:
            try:
                position = _told(item, position, told)
            except (NotNow, ValueError) as error:
                yield f"{self.file} {self.name}: “{told}” 不成立: {error}"
                return
        ends = " ".join((position.state, *filter(None, (position.outcome,))))
        if ends != self.ends:
            yield f"{self.file} {self.name}: 应止于 {self.ends}, 得 {ends}"


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of one limit."""

    item: str
    name: str
    file: str
    limit: str
    started: date
    last: date | None
    opened: date
    flags: frozenset[Flag]
    suspended: tuple[Period, ...]
    extended: bool

    def differences(self, book: ItemBook, calendar: WorkingCalendar) -> Iterator[str]:
        """Whether another day comes out, or none, or one where there should be none."""
        limit = self._limit(book)
        found = (
            None
            if limit is None
            else due(limit, self.started, self.suspended, self.extended, calendar)
        )
        if found != self.last:
            yield f"{self.file} {self.name}: {self.limit} 应为 {self.last}, 得 {found}"

    def _limit(self, book: ItemBook) -> Limit | None:
        """The limit, if the item has it in that version and for such a case."""
        try:
            limit = book.in_force(self.item, self.opened).limit(self.limit)
        except (UnknownItem, KeyError):
            return None
        outcome = limit.outcomes[0] if limit.outcomes else None
        return limit if limit.applies(self.flags, outcome) else None


def read_item_examples(path: Path, line: str) -> tuple[Story | Deadline, ...]:
    """The stories and deadlines of one file."""
    document = read_document(path)
    item = f"{line}.{path.stem}"
    stories = (_story(each, item, path.name) for each in document.get("stories") or ())
    deadlines = (_deadline(each, item, path.name) for each in document.get("deadlines") or ())
    return (*stories, *deadlines)


def _story(body: Mapping[str, Any], item: str, file: str) -> Story:
    return Story(item, body["name"], file, _day(body["on"]), tuple(body["acts"]), str(body["ends"]))


def _deadline(body: Mapping[str, Any], item: str, file: str) -> Deadline:
    return Deadline(
        item=item,
        name=body["why"],
        file=file,
        limit=body["limit"],
        started=_day(body["from"]),
        last=None if body["due"] == _NONE else _day(body["due"]),
        opened=_day(body.get("opened", body["from"])),
        flags=frozenset(Flag(each) for each in body.get("flags", ())),
        suspended=tuple(_period(each) for each in body.get("suspended", ())),
        extended=bool(body.get("extended", False)),
    )


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _period(ends: Sequence[str]) -> Period:
    return Period(_day(ends[0]), _day(ends[-1]))


def _told(item: ServiceItem, position: Position, told: str) -> Position:
    words = told.split()
    if words[0] != _CANNOT:
        return after(item, position, _act(item, words))
    try:
        after(item, position, _act(item, words[1:]))
    except NotNow:
        return position
    raise ValueError("本应被拒绝")


def _act(item: ServiceItem, words: Sequence[str]) -> Act:
    kind, rest = ActKind(words[0]), list(words[1:])
    if kind in _WITH_FLAGS:
        return Act(kind, flags=frozenset(Flag(each) for each in rest))
    if kind in _ONE_STEP:
        steps = [step.code for step in item.steps if step.kind is _ONE_STEP[kind]]
        return Act(kind, steps[0] if steps else "", rest[0])
    if rest == [ELSEWHERE]:
        return Act(kind, result=ELSEWHERE)
    step, result = (*rest, "", "")[:2]
    return Act(kind, step, result)
