"""Hearing the household before anything is cut or stopped (《社会救助法》第四十八条)."""

from datetime import date

from minzheng.base.calendar import national_calendar
from minzheng.catalogue.casework import limits
from minzheng.catalogue.casework.clocks import Limit, due
from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.catalogue.casework.positions import Act, ActKind
from minzheng.catalogue.casework.service_item import ServiceItem
from minzheng.catalogue.casework.steps import StepKind
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.access.worker import SYSTEM
from minzheng.kernel.casework.clocks import restart
from minzheng.kernel.casework.items import item_of
from minzheng.kernel.casework.models import Case, Hearing, HearingOutcome
from minzheng.kernel.casework.moving import move

_OVER = (HearingOutcome.HEARD, HearingOutcome.WAIVED, HearingOutcome.EXPIRED)


def open_hearing(row: Case) -> Hearing | None:
    """The hearing that waits for the household, if there is one."""
    found: Hearing | None = Hearing.objects.filter(case=row, outcome=HearingOutcome.NONE).first()
    return found


def heard_enough(row: Case, outcome: Outcome, amount: int | None) -> bool:
    """Whether the household was heard about something at least as harsh as this."""
    over = Hearing.objects.filter(case=row, outcome__in=_OVER)
    return any(_covers(each, outcome, amount) for each in over)


def _covers(hearing: Hearing, outcome: Outcome, amount: int | None) -> bool:
    if hearing.outcome_proposed == Outcome.ENDED:
        return True
    announced = hearing.amount_proposed
    return outcome is not Outcome.ENDED and announced is not None and (amount or 0) >= announced


def answer_limit(item: ServiceItem) -> Limit:
    """How long a household may answer: the law names no time, so the item or the bureau does."""
    code = limits.HEARING.code
    return next((each for each in item.clocks if each.code == code), limits.HEARING)


def last_day(item: ServiceItem, notified: date) -> date:
    """The last day on which the household may answer a notice served on a day."""
    return due(answer_limit(item), notified, (), False, national_calendar())


def notified(hearing: Hearing, on: date) -> None:
    """The notice was served: from now on the household's time runs."""
    if hearing.notified_on is None:
        item = item_of(hearing.case)
        hearing.notified_on, hearing.answer_by = on, last_day(item, on)
        hearing.save(update_fields=["notified_on", "answer_by"])
        restart(hearing.case, answer_limit(item).code, on)


def close(
    actor: Actor,
    row: Case,
    hearing: Hearing,
    outcome: HearingOutcome,
    *,
    note: str = "",
) -> None:
    """What came of it; the case goes on. Raises `Conflict`, `Refused`."""
    today = clock.today()
    if hearing.outcome != HearingOutcome.NONE:
        raise Conflict("听取意见的结果此前已经记录。")
    if hearing.notified_on is None:
        raise Refused("告知书还没有送达，请先登记送达。")
    if outcome is HearingOutcome.EXPIRED and (
        hearing.answer_by is None or today <= hearing.answer_by
    ):
        raise Refused(f"陈述期限到{hearing.answer_by}为止，还没有届满。")
    hearing.outcome, hearing.closed_on = outcome, today
    if actor.account != SYSTEM:
        hearing.recorded_by, hearing.recorded_by_person = actor.account, actor.person
    hearing.recorded_by_name = actor.name
    hearing.save()
    step = hearing_step(item_of(row))
    if step and step in row.open_steps:
        move(actor, row, Act(ActKind.HEAR, step, outcome.value), note=note)


def hearing_step(item: ServiceItem) -> str:
    """The code of the step in which the household is heard; "" where the item has none."""
    return next((each.code for each in item.steps if each.kind is StepKind.HEARING), "")


def last_hearing(row: Case) -> Hearing | None:
    """The latest hearing that is over."""
    over = Hearing.objects.filter(case=row, outcome__in=_OVER)
    found: Hearing | None = over.order_by("-closed_on", "-pk").first()
    return found
