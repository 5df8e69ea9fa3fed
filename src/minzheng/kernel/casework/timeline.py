"""The timeline of a case: one row for each act, added and never changed."""

from collections.abc import Mapping

from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import touched
from minzheng.kernel.access.worker import SYSTEM
from minzheng.kernel.casework.models import Case, CaseEvent
from minzheng.kernel.casework.places import place
from minzheng.kernel.protection.labels import Label


def note(
    actor: Actor,
    row: Case,
    act: str,
    *,
    step: str = "",
    result: str = "",
    note: str = "",
    facts: Mapping[str, object] | None = None,
) -> CaseEvent:
    """Write down an act. `facts` hold codes, days and numbers: nothing that tells of a person."""
    event = CaseEvent(
        **place(row),
        at=clock.now(),
        on=clock.today(),
        act=act,
        step=step,
        result=result,
        by=None if actor.account == SYSTEM else actor.account,
        by_name=actor.name,
        office=actor.division,
        note=note or None,
        facts=dict(facts or {}),
    )
    event.save(force_insert=True)
    return event


def tell(row: Case, **payload: object) -> None:
    """Tell the audit trail which case was touched."""
    touched("case", row.pk, row.division, Label(row.label), payload=payload)
