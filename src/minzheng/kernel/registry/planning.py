"""What a change of divisions comes to: units before and after, and which code becomes which.

Planning asks only the tree, which is public; `ordering.py` says who may order what was planned.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from minzheng.base.divisions import ancestors, normalise, prefix
from minzheng.base.errors import InvalidValue
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.registry.models import ChangeKind, Division

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit that a change makes."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Planned:
    """A change that can be ordered. `before` and `after` are units with code, name and parent."""

    kind: ChangeKind
    before: tuple[Mapping[str, str], ...]
    after: tuple[Mapping[str, str], ...]
    recoded: Mapping[str, str]
    households: Mapping[str, str] = field(default_factory=dict)

    @property
    def codes(self) -> frozenset[str]:
        """Every code that the change names."""
        return frozenset(each["code"] for each in (*self.before, *self.after))

    @property
    def divided(self) -> str:
        """The code that a split abolishes without one successor, '' where there is none."""
        first = self.before[0]["code"]
        lives_on = any(each["code"] == first for each in self.after)
        return first if self.kind == ChangeKind.SPLIT and not lives_on else ""


def planned_rename(*, code: str, name: str) -> Planned:
    """Another name; the code stays. Raises `Refused`."""
    unit = _unit(code)
    after = _json(unit.code, _name(name), unit.parent_id or "")
    return Planned(ChangeKind.RENAME, _all([unit]), (after,), {})


def planned_merge(
    *, codes: Sequence[str], into: NewUnit, recoded: Mapping[str, str] | None = None
) -> Planned:
    """Several divisions become one, which may be one of them.

    Divisions below keep their own three digits under the new code; `recoded` says otherwise for
    those that would collide. Raises `Refused`, `Conflict` for a collision.
    """
    units = [_unit(each) for each in codes]
    if len(units) < 2:
        raise Refused("合并至少涉及两个区划。")
    parent = _unit(into.code).parent_id if _exists(into.code) else units[0].parent_id
    mapping = {each.code: into.code for each in units if each.code != into.code}
    below = _below([each.code for each in units if each.code != into.code])
    mapping |= _suffixed(below, into.code, recoded or {})
    after = [_json(into.code, _name(into.name), parent or "")]
    after += [_json(mapping[each.code], each.name, into.code) for each in below]
    _refuse_collisions(after, [*units, *below])
    return Planned(ChangeKind.MERGE, _all([*units, *below]), tuple(after), mapping)


def planned_split(
    *,
    code: str,
    into: Sequence[NewUnit],
    recoded: Mapping[str, str] | None = None,
    households: Mapping[UUID, str] | None = None,
) -> Planned:
    """One division becomes several; one of them may keep its code. Raises `Refused`.

    `recoded` sends the divisions below to new codes, `households` single households to a unit.
    What is named in neither stays where it is, so the old code must then live on. Posts of an
    abolished code end: nobody gets power over a part of it without being appointed there.
    """
    unit = _unit(code)
    below = _below([code])
    mapping = dict(recoded or {})
    parents = {each.code for each in into}
    if set(mapping) - {each.code for each in below}:
        raise Refused("代码对照中有不属于该区划的代码，请核对。")
    if code not in parents and any(each.code not in mapping for each in below):
        raise Refused("原区划撤销时，应为其下每个区划指定新代码。")
    after = [_json(each.code, _name(each.name), unit.parent_id or "") for each in into]
    after += [
        _json(mapping[each.code], each.name, _above(mapping[each.code], parents))
        for each in below
        if each.code in mapping
    ]
    gone = [each for each in below if each.code in mapping]
    chosen = {str(home): to for home, to in (households or {}).items()}
    return Planned(ChangeKind.SPLIT, _all([unit, *gone]), tuple(after), mapping, chosen)


def planned_move(*, code: str, to: NewUnit) -> Planned:
    """A division comes under another one, or gets another code; what is below goes with it.

    Raises `Refused`, `Conflict`.
    """
    unit = _unit(code)
    below = _below([code])
    mapping = {code: to.code} | _suffixed(below, to.code, {})
    parent = next((each for each in reversed(ancestors(to.code)) if _exists(each)), "")
    after = [_json(to.code, _name(to.name), parent)]
    after += [_json(mapping[each.code], each.name, to.code) for each in below]
    _refuse_collisions(after, [unit, *below])
    return Planned(ChangeKind.MOVE, _all([unit, *below]), tuple(after), mapping)


def _unit(code: str) -> Division:
    found = Division.objects.filter(code=code, valid_to=None).first()
    if found is None:
        raise Refused("没有这个区划，或已经撤销。")
    return found


def _exists(code: str) -> bool:
    return Division.objects.filter(code=code, valid_to=None).exists()


def _below(codes: Sequence[str]) -> list[Division]:
    """Everything inside some divisions, without themselves."""
    found: list[Division] = []
    for code in codes:
        rows = Division.objects.filter(code__startswith=prefix(code), valid_to=None)
        found += rows.exclude(code=code).order_by("code")
    return found


def _suffixed(below: Sequence[Division], into: str, chosen: Mapping[str, str]) -> dict[str, str]:
    """The new codes of what is below: the own digits behind the new code."""
    base = prefix(into)
    found: dict[str, str] = {}
    for each in below:
        own = each.code[len(prefix(each.parent_id or "")) :]
        above = found.get(each.parent_id or "", base)
        found[each.code] = chosen.get(each.code, prefix(above) + own)
    return found


def _refuse_collisions(after: Sequence[Mapping[str, str]], before: Sequence[Division]) -> None:
    codes = [each["code"] for each in after]
    old = {each.code for each in before}
    twice = len(set(codes)) < len(codes)
    taken = Division.objects.filter(code__in=[each for each in codes if each not in old])
    if twice or taken.exists():
        raise Conflict("新代码有重复，请为冲突的下级区划另行指定代码。")
    for each in codes:
        if normalise(each) != each:
            raise InvalidValue("新代码的格式不正确。")


def _above(code: str, parents: Iterable[str]) -> str:
    return next((each for each in parents if code.startswith(prefix(each))), "")


def _name(name: str) -> str:
    written = " ".join(name.split())
    if not 1 <= len(written) <= LONGEST_NAME:
        raise InvalidValue(f"区划名称应为1至{LONGEST_NAME}个字。")
    return written


def _json(code: str, name: str, parent: str) -> dict[str, str]:
    return {"code": code, "name": name, "parent": parent}


def _all(units: Sequence[Division]) -> tuple[Mapping[str, str], ...]:
    return tuple(_json(each.code, each.name, each.parent_id or "") for each in units)
