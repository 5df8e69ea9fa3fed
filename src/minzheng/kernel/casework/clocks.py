"""Starting and stopping the clocks of a locked case from outside its procedure."""

from datetime import date

from minzheng.catalogue.casework.clocks import Start
from minzheng.catalogue.casework.steps import StepKind
from minzheng.kernel.casework.cases import locked
from minzheng.kernel.casework.items import item_of
from minzheng.kernel.casework.limits import Limits
from minzheng.kernel.casework.models import Case, Clock, SuspensionKind
from minzheng.kernel.casework.tasking import redate
from minzheng.kernel.exchange.events import CheckBegun


def start(row: Case, event: Start, on: date) -> None:
    """Begin the limits that count from an event; a notice that is put up suspends the others."""
    limits = Limits(row, item_of(row))
    limits.start(event, on)
    _kept(row, limits)


def restart(row: Case, code: str, on: date) -> None:
    """Count a running limit from another day: of an answer, from the day the letter arrived."""
    Clock.objects.filter(case=row, code=code, stopped_on=None).update(started_on=on)
    limits = Limits(row, item_of(row))
    limits.recount()
    _kept(row, limits)


def begun(row: Case, step: str) -> None:
    """Somebody has begun a step: an errand was ordered, departments were asked, a task taken."""
    limits = Limits(row, item_of(row))
    limits.begun(step)
    _kept(row, limits)


def on_check_begun(event: CheckBegun) -> None:
    """Departments were asked about a case: its check has begun, in the law's time or late."""
    row = locked(event.case)
    item = item_of(row)
    limits = Limits(row, item)
    for step in item.steps:
        if step.kind is StepKind.CHECK and step.code in row.open_steps:
            limits.begun(step.code)
    _kept(row, limits)


def suspend(row: Case, kind: SuspensionKind, on: date, basis: str = "") -> None:
    """Let the days from `on` not count."""
    limits = Limits(row, item_of(row))
    limits.suspend(kind, on, basis)
    limits.recount()
    _kept(row, limits)


def resume(row: Case, kind: SuspensionKind, on: date) -> None:
    """Let the days after `on` count again."""
    limits = Limits(row, item_of(row))
    limits.resume(kind, on)
    limits.recount()
    _kept(row, limits)


def _kept(row: Case, limits: Limits) -> None:
    row.save(update_fields=["due_on", "promised_on"])
    redate(row, limits)
