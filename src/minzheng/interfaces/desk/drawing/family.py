"""The family diagram: who belongs to a household, by generation, and who supports it from outside.

Relations are told to the head of the household only, so the drawing shows no more than that: a
couple, its parents above, its children below, brothers and sisters and others beside.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from minzheng.catalogue.codes import Relation

WIDTH, HEIGHT = 148, 64
GAP, DROP, EDGE = 24, 56, 12

GENERATIONS = {
    Relation.grandparent.value: -2,
    Relation.parent.value: -1,
    Relation.head.value: 0,
    Relation.spouse.value: 0,
    Relation.sibling.value: 0,
    Relation.other.value: 0,
    Relation.child.value: 1,
    Relation.grandchild.value: 2,
}
"""Relation to the head -> generation, the head's own being 0."""

ORDER = (
    Relation.sibling.value,
    Relation.head.value,
    Relation.spouse.value,
    Relation.other.value,
)
"""From left to right within the head's generation."""


@dataclass(frozen=True, slots=True)
class Relative:
    """Somebody to draw. ``supports`` is whom somebody outside the household supports."""

    key: UUID
    name: str
    relation: int
    relation_title: str
    note: str = ""
    address: str = ""
    gone: bool = False
    supports: UUID | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """A box of the drawing, by its upper left corner."""

    x: int
    y: int
    relative: Relative

    @property
    def middle(self) -> int:
        """Where lines meet its upper and lower edge."""
        return self.x + WIDTH // 2

    @property
    def foot(self) -> int:
        """Its lower edge."""
        return self.y + HEIGHT

    @property
    def style(self) -> str:
        """How it is drawn."""
        relative = self.relative
        return " ".join(
            name
            for name, wanted in (
                ("box", True),
                ("box-head", relative.relation == Relation.head.value and not relative.supports),
                ("box-outside", relative.supports is not None),
                ("box-gone", relative.gone),
            )
            if wanted
        )


@dataclass(frozen=True, slots=True)
class Tie:
    """A line between boxes, as an SVG path."""

    path: str
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Family:
    """The drawing."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    ties: tuple[Tie, ...]


def draw(members: Sequence[Relative], supporters: Sequence[Relative] = ()) -> Family:
    """The drawing of a household."""
    inside = {member.key: _generation(member) for member in members}
    rows: dict[int, list[Relative]] = {}
    for member in members:
        rows.setdefault(_generation(member), []).append(member)
    for supporter in supporters:
        around = inside.get(supporter.supports or supporter.key, 0)
        rows.setdefault(around + _generation(supporter), []).append(supporter)
    boxes = _placed(rows)
    width = max((box.x + WIDTH for box in boxes), default=0) + EDGE
    height = max((box.foot for box in boxes), default=0) + EDGE
    return Family(width, height, tuple(boxes), tuple(_ties(boxes)))


def _generation(relative: Relative) -> int:
    return GENERATIONS.get(relative.relation, 0)


def _placed(rows: dict[int, list[Relative]]) -> list[Box]:
    widest = max((len(row) for row in rows.values()), default=0)
    room = widest * (WIDTH + GAP) - GAP
    boxes = []
    for line, generation in enumerate(sorted(rows)):
        row = sorted(rows[generation], key=_order)
        start = EDGE + (room - (len(row) * (WIDTH + GAP) - GAP)) // 2
        y = EDGE + line * (HEIGHT + DROP)
        boxes += [Box(start + at * (WIDTH + GAP), y, one) for at, one in enumerate(row)]
    return boxes


def _order(relative: Relative) -> tuple[bool, int]:
    known = relative.relation in ORDER
    return relative.supports is not None, ORDER.index(relative.relation) if known else 0


def _ties(boxes: Sequence[Box]) -> Iterable[Tie]:
    by_key = {box.relative.key: box for box in boxes}
    inside = [box for box in boxes if box.relative.supports is None]
    head = next((box for box in inside if box.relative.relation == Relation.head.value), None)
    for box in boxes:
        supported = by_key.get(box.relative.supports) if box.relative.supports else None
        if supported is not None:
            yield Tie(_elbow(supported, box), outside=True)
        elif head is not None and box is not head and box.relative.supports is None:
            yield Tie(_elbow(_above(inside, box, head), box))


def _above(inside: Sequence[Box], box: Box, head: Box) -> Box:
    """To whom somebody is tied: a grandparent to a parent, a grandchild to a child, else the head.

    Which of several parents or children is not known; the first one stands for them.
    """
    between = {
        Relation.grandparent.value: Relation.parent.value,
        Relation.grandchild.value: Relation.child.value,
        Relation.sibling.value: Relation.parent.value,
    }.get(box.relative.relation)
    return next((one for one in inside if one.relative.relation == between), head)


def _elbow(one: Box, other: Box) -> str:
    """A line at right angles; within a generation, straight or below the boxes between."""
    if one.y == other.y:
        left, right = sorted((one, other), key=lambda box: box.x)
        level = left.y + HEIGHT // 2
        if right.x - left.x <= WIDTH + GAP:
            return f"M{left.x + WIDTH} {level}H{right.x}"
        return f"M{left.middle} {left.foot}v{GAP // 2}H{right.middle}V{right.foot}"
    upper, lower = sorted((one, other), key=lambda box: box.y)
    turn = lower.y - DROP // 2
    return f"M{upper.middle} {upper.foot}V{turn}H{lower.middle}V{lower.y}"
