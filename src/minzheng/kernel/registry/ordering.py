"""Changes of divisions, as an officer orders them; the worker carries them out on their day."""

from datetime import date
from uuid import UUID

from minzheng.base.divisions import normalise
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, touched
from minzheng.kernel.access.errors import Conflict, Refused, Unseen
from minzheng.kernel.registry.models import ChangeState, DivisionChange
from minzheng.kernel.registry.planning import Planned
from minzheng.kernel.registry.scoping import within_scope

_OUTSIDE = "变更涉及您辖区以外的区划，请由上级办理。"


@command(permission="divisions.change", action="division.change")
def order_change(actor: Actor, *, planned: Planned, on: date, approval: str = "") -> UUID:
    """Order what was planned. Raises `Refused` where it touches what is not in the scope."""
    refuse_outside(planned)
    change = DivisionChange(
        kind=planned.kind,
        on=on,
        approval=approval.strip()[:100],
        before=list(planned.before),
        after=list(planned.after),
        recoded=dict(planned.recoded),
        households=dict(planned.households),
        ordered_by=actor.account,
    )
    change.save(force_insert=True)
    first = planned.before[0]["code"]
    touched("division", first, first, payload={"change": str(change.pk)})
    return change.pk


@command(permission="divisions.change", action="division.cancel")
def cancel_change(actor: Actor, *, change: UUID, reason: str) -> None:
    """Take an order back before its day. Raises `Unseen`, `Refused`, `Conflict`."""
    found = DivisionChange.objects.select_for_update().filter(pk=change).first()
    if found is None:
        raise Unseen
    if not all(within_scope(each["code"]) for each in (*found.before, *found.after)):
        raise Refused(_OUTSIDE)
    if found.state != ChangeState.ORDERED:
        raise Conflict("这项变更已不是待执行状态，请刷新页面。")
    if not reason.strip():
        raise Refused("请填写撤回的原因。")
    found.state = ChangeState.CANCELLED
    found.save(update_fields=["state"])
    code = found.before[0]["code"]
    touched("division", code, code, payload={"change": str(change), "reason": reason.strip()[:200]})


def refuse_outside(planned: Planned) -> None:
    """Raises `Refused` where a change touches what is not in the scope."""
    if not all(within_scope(each) for each in planned.codes):
        raise Refused(_OUTSIDE)
    for each in planned.codes:
        if normalise(each) != each:
            raise Refused("区划代码的格式不正确，请核对。")
