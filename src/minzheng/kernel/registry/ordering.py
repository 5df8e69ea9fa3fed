"""Changes of divisions, as an officer orders them; the worker carries them out on their day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from minzheng.base.divisions import ancestors, normalise, prefix
from minzheng.base.errors import InvalidValue
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, touched
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.registry.models import ChangeKind, Division, DivisionChange
from minzheng.kernel.registry.scoping import within_scope

_OUTSIDE = "变更涉及您辖区以外的区划，请由上级办理。"


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit that a change makes."""

    code: str
    name: str


@command(permission="divisions.change", action="division.change")
def rename_division(actor: Actor, *, code: str, name: str, on: date, approval: str = "") -> UUID:
    """Another name from a day on; the code stays."""
    unit = _unit(code)
    after = [_json(unit.code, _name(name), unit.parent_id or "")]
    return _ordered(actor, ChangeKind.RENAME, on, approval, [unit], after, {})


@command(permission="divisions.change", action="division.change")
def merge_divisions(
    actor: Actor,
    *,
    codes: Sequence[str],
    into: NewUnit,
    on: date,
    approval: str = "",
    recoded: Mapping[str, str] | None = None,
) -> UUID:
    """Several divisions become one, which may be one of them.

    Divisions below keep their own three digits under the new code; `recoded` says otherwise for
    those that would collide. Raises `Conflict` for a collision.
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
    return _ordered(actor, ChangeKind.MERGE, on, approval, [*units, *below], after, mapping)


@command(permission="divisions.change", action="division.change")
def split_division(
    actor: Actor,
    *,
    code: str,
    into: Sequence[NewUnit],
    on: date,
    approval: str = "",
    recoded: Mapping[str, str] | None = None,
    households: Mapping[UUID, str] | None = None,
) -> UUID:
    """One division becomes several; one of them may keep its code.

    `recoded` sends the divisions below to new codes, `households` single households to a unit.
    What is named in neither stays where it is, so the old code must then live on.
    """
    unit = _unit(code)
    below = _below([code])
    mapping = dict(recoded or {})
    parents = {each.code for each in into}
    stray = sorted(set(mapping) - {each.code for each in below})
    if stray:
        raise Refused("代码对照中有不属于该区划的代码，请核对。")
    keeps = code in parents
    if not keeps and any(each.code not in mapping for each in below):
        raise Refused("原区划撤销时，应为其下每个区划指定新代码。")
    after = [_json(each.code, _name(each.name), unit.parent_id or "") for each in into]
    after += [
        _json(mapping[each.code], each.name, _above(mapping[each.code], parents))
        for each in below
        if each.code in mapping
    ]
    gone = [each for each in below if each.code in mapping]
    chosen = {str(home): to for home, to in (households or {}).items()}
    return _ordered(actor, ChangeKind.SPLIT, on, approval, [unit, *gone], after, mapping, chosen)


@command(permission="divisions.change", action="division.change")
def move_division(actor: Actor, *, code: str, to: NewUnit, on: date, approval: str = "") -> UUID:
    """A division comes under another one, or gets another code; what is below goes with it."""
    unit = _unit(code)
    below = _below([code])
    mapping = {code: to.code} | _suffixed(below, to.code, {})
    parent = next((each for each in reversed(ancestors(to.code)) if _exists(each)), "")
    after = [_json(to.code, _name(to.name), parent)]
    after += [_json(mapping[each.code], each.name, to.code) for each in below]
    _refuse_collisions(after, [unit, *below])
    return _ordered(actor, ChangeKind.MOVE, on, approval, [unit, *below], after, mapping)


def _ordered(
    actor: Actor,
    kind: ChangeKind,
    on: date,
    approval: str,
    before: Sequence[Division],
    after: Sequence[Mapping[str, str]],
    recoded: Mapping[str, str],
    households: Mapping[str, str] | None = None,
) -> UUID:
    codes = {each.code for each in before} | {each["code"] for each in after}
    if not all(within_scope(each) for each in codes):
        raise Refused(_OUTSIDE)
    change = DivisionChange(
        kind=kind,
        on=on,
        approval=approval.strip()[:100],
        before=[_json(each.code, each.name, each.parent_id or "") for each in before],
        after=list(after),
        recoded=dict(recoded),
        households=dict(households or {}),
        ordered_by=actor.account,
    )
    change.save(force_insert=True)
    touched("division", before[0].code, before[0].code, payload={"change": str(change.pk)})
    return change.pk


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
    if not 1 <= len(written) <= 80:
        raise InvalidValue("区划名称应为1至80个字。")
    return written


def _json(code: str, name: str, parent: str) -> dict[str, str]:
    return {"code": code, "name": name, "parent": parent}
