"""An application in parts, one heading about one person: what a telephone shows at a time."""

from collections.abc import Iterator
from dataclasses import dataclass

from minzheng.kernel.casework.api.intake import Asked, Group, Question


@dataclass(frozen=True, slots=True)
class Part:
    """The questions of one heading about one person or the household."""

    code: str
    heading: str
    whose: str
    questions: tuple[Question, ...]

    @property
    def open(self) -> int:
        """How many still want an answer."""
        return sum(each.open for each in self.questions)


def parts_of(asked: Asked) -> tuple[Part, ...]:
    """All of them, in the order of the item and of its people."""
    return tuple(part for group in asked.groups for part in _parts(group))


def part_of(asked: Asked, code: str) -> Part | None:
    """One of them."""
    return next((part for part in parts_of(asked) if part.code == code), None)


def next_open(asked: Asked, after: str = "") -> str:
    """The next part that still asks something; "" when nothing is left behind it."""
    parts = parts_of(asked)
    codes = [part.code for part in parts]
    begin = codes.index(after) + 1 if after in codes else 0
    return next((part.code for part in parts[begin:] if part.open), "")


def _parts(group: Group) -> Iterator[Part]:
    """By subject and not by name: two may be called alike."""
    subjects = list(dict.fromkeys(each.subject for each in group.questions))
    for position, subject in enumerate(subjects, start=1):
        own = tuple(each for each in group.questions if each.subject == subject)
        yield Part(f"{group.code}.{position}", group.title, own[0].whose, own)
