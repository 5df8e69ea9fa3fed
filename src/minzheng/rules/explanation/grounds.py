"""The grounds of a rule as they stand for one household: what decided, and what that rests on.

Kept while one household is explained, since most benefits rest on the same few rules.
"""

from collections.abc import Iterable, Sequence
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
        self._grounds: dict[tuple[Expression, Subject], list[Ground]] = {}

    def grounds(self, expression: Expression, subject: Subject) -> list[Ground]:
        """The grounds side by side, the branch taken only."""
        key = (expression, subject)
        found = self._grounds.get(key)
        if found is None:
            parts = self._deciding(self._sides.of(expression), subject)
            found = self._grounds[key] = [_ground(each, subject) for each in parts]
        return found

    def _deciding(self, side: Side, subject: Subject) -> list[Side]:
        """What goes without saying only where there is nothing else to say."""
        if side.parts is None:
            return [side]
        parts: list[Side] = []
        _lay_flat(side.parts(subject), subject, parts)
        if len(parts) == 1:
            return parts
        said = self.ordinary.rule
        return [part for part in parts if not part.silent(subject, said)] or parts


def _lay_flat(sides: Iterable[Side], subject: Subject, parts: list[Side]) -> None:
    """Sides that have no parts themselves, in their order."""
    for side in sides:
        if side.parts is None:
            parts.append(side)
        else:
            _lay_flat(side.parts(subject), subject, parts)


def _ground(part: Side, subject: Subject) -> Ground:
    leaves = part.leaves(subject)
    return Ground(part, subject, list(dict.fromkeys(leaves)) if len(leaves) > 1 else leaves)
