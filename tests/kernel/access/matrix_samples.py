"""Objects for the matrix: one of every kind at each place and under each label, with marks.

Everything at a place carries the place's mark in its names, so that an answer to somebody who must
not see the place is searched for the mark, whatever route it came from.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from minzheng.base.divisions import Level, level
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.protection.context import entered, everywhere
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry import models as registry
from tests.kernel.access.matrix_cases import cases, delegation
from tests.kernel.access.matrix_checks import checks
from tests.kernel.access.matrix_fieldwork import fieldwork
from tests.kernel.access.matrix_files import change, papers, token, transfers
from tests.kernel.access.matrix_objects import Making
from tests.kernel.access.matrix_payments import money
from tests.people import (
    COUNTY,
    DIVISIONS,
    TOWN_A,
    VILLAGE_A,
    VILLAGE_B,
    VILLAGE_C,
)

ELSEWHERE = "330102001001"
OTHER_PROVINCE = {
    "330100": "杭州市",
    "330102": "上城区",
    "330102001": "某街道",
    ELSEWHERE: "某社区",
}


@dataclass(frozen=True)
class Sample:
    """The objects of one place: kind -> id, and the mark that their names carry."""

    name: str
    division: str
    label: Label
    mark: str
    ids: Mapping[str, Any] = field(default_factory=dict)

    def relation_to(self, actor: Actor) -> str:
        """How the place lies to the actor's division, for the report."""
        if self.name == "missing":
            return "none"
        if self.label is not Label.ORDINARY:
            return str(self.label)
        return _relation(actor.division, self.division)


PLACES = {
    "village_a": (VILLAGE_A, Label.ORDINARY, "翀"),
    "town_a": (TOWN_A, Label.ORDINARY, "骉"),
    "village_b": (VILLAGE_B, Label.ORDINARY, "羴"),
    "county": (COUNTY, Label.ORDINARY, "鱻"),
    "village_c": (VILLAGE_C, Label.ORDINARY, "麤"),
    "elsewhere": (ELSEWHERE, Label.ORDINARY, "猋"),
    "sealed": (VILLAGE_A, Label.SEALED, "龘"),
    "child": (VILLAGE_A, Label.CHILD_PROTECTION, "靐"),
}
"""Name -> division, label, mark. The marks are characters that no page of ours uses."""

MISSING = Sample("missing", "", Label.ORDINARY, "", {})


def put_down_samples() -> list[Sample]:
    """Write the divisions, and the objects of every place."""
    with entered(everywhere("test")):
        _divisions()
        return [
            put_down_sample(number, name, *place)
            for number, (name, place) in enumerate(PLACES.items())
        ]


def put_down_sample(number: int, name: str, division: str, label: Label, mark: str) -> Sample:
    """One of every kind."""
    made = Making(number, division, label, mark)
    ids = made.people() | made.household() | made.organisations()
    ids |= papers(made) | transfers(made)
    ids |= made.exchanges() | made.reviews() | cases(made, ids["household"])
    ids |= checks(made, ids) | fieldwork(made, ids) | money(made)
    if label is Label.ORDINARY:
        ids |= made.staff() | made.own()
        ids |= token(made, ids["post"]) | delegation(made) | change(made)
    return Sample(name, division, label, mark, ids)


def missing_id() -> UUID:
    """Something that nobody has."""
    return uuid4()


def _divisions() -> None:
    for code, name in (DIVISIONS | OTHER_PROVINCE).items():
        registry.Division.objects.get_or_create(
            code=code, defaults={"name": name, "level": level(code)}
        )


def _relation(own: str, other: str) -> str:
    if own == other:
        return "own"
    prefix, there = own[: level(own)], other[: level(other)]
    if there.startswith(prefix):
        return "child"
    if prefix.startswith(there):
        return "parent"
    if own[: Level.COUNTY] == other[: Level.COUNTY]:
        return "sibling town"
    return "other county" if own[: Level.PREFECTURE] == other[: Level.PREFECTURE] else "other city"
