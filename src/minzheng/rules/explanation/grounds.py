"""The grounds of a rule as they stand for one household: what decided, and what that rests on.

Kept while one household is explained, since most benefits rest on the same few rules.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from minzheng.rules.evaluation.people import Subject
from minzheng.rules.explanation.branches import Leaf
from minzheng.rules.explanation.ordinary import Ordinary
from minzheng.rules.explanation.sides import Side, Sides
from minzheng.rules.tree import Expression


@dataclass(slots=True)
class Ground:
    """One part: the rules and numbers it reads; its text is written when it is asked for."""

    side: Side
    subject: Subject
    leaves: Sequence[Leaf]
    _text: str = ""

    @property
    def text(self) -> str:
        """The part in words and figures."""
        if not self._text:
            self._text = self.side.write(self.subject)
        return self._text


class Household:
    """What was found out about one household and its members."""

    def __init__(self, root: Subject, ordinary: Ordinary, sides: Sides) -> None:
        self.root = root
        self.ordinary = ordinary
        self._sides = sides
        self._grounds: dict[tuple[Expression, int], list[Ground]] = {}

    def grounds(self, expression: Expression, subject: Subject) -> list[Ground]:
        """The grounds side by side, the branch taken only."""
        key = (expression, id(subject))
        found = self._grounds.get(key)
        if found is None:
            parts = self._parts(self._sides.of(expression), subject)
            found = self._grounds[key] = [_ground(each, subject) for each in parts]
        return found

    def _parts(self, side: Side, subject: Subject) -> list[Side]:
        """What goes without saying only where there is nothing else to say."""
        if side.parts is None:
            return [side]
        parts: list[Side] = []
        for part in side.parts(subject):
            parts += self._parts(part, subject)
        if len(parts) == 1:
            return parts
        ordinary = self.ordinary.all_of
        return [part for part in parts if not ordinary(part.blank(subject))] or parts


def _ground(part: Side, subject: Subject) -> Ground:
    leaves = part.leaves(subject)
    return Ground(part, subject, list(dict.fromkeys(leaves)) if len(leaves) > 1 else leaves)
