"""Hearing the household before a cut or an ending: told in writing, listened to, written down."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from minzheng.catalogue.casework.offices import Office
from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.catalogue.casework.positions import Act, ActKind
from minzheng.catalogue.casework.steps import Flag
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.access.worker import working
from minzheng.kernel.casework.cases import locked, seen_case
from minzheng.kernel.casework.concerned import require_uninvolved
from minzheng.kernel.casework.deciding.hearings import close, open_hearing
from minzheng.kernel.casework.deciding.proposals import Weighed, weighed
from minzheng.kernel.casework.items import item_of
from minzheng.kernel.casework.letters.making import make
from minzheng.kernel.casework.letters.wording import About
from minzheng.kernel.casework.models import Case, Hearing, HearingMethod, HearingOutcome
from minzheng.kernel.casework.moving import move
from minzheng.kernel.casework.places import office_of, place
from minzheng.kernel.casework.timeline import tell
from minzheng.kernel.registry.api.listing import one

__all__ = [
    "HearingMethod",
    "HearingOutcome",
    "HearingRow",
    "expire_hearings",
    "hearing_rows",
    "hearings_of",
    "plan_hearing",
    "record_hearing",
]
_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class HearingRow:
    """A hearing as it is shown."""

    id: UUID
    outcome_proposed: str
    outcome_proposed_title: str
    amount_proposed: int | None
    because: str
    method: str
    method_title: str
    planned_on: date
    notified_on: date | None
    answer_by: date | None
    outcome: str
    outcome_title: str
    held_on: date | None
    statement: str
    document: UUID | None
    recorded_by_name: str

    @property
    def unread(self) -> bool:
        """Whether the household has spoken, and nobody has written down yet that he has read it."""
        return self.outcome == HearingOutcome.NONE and bool(self.statement)


@command(permission="case.opinion", action="hearing.plan")
def plan_hearing(
    actor: Actor,
    *,
    case: UUID,
    because: str,
    method: str = HearingMethod.WRITTEN,
    outcome: str = "",
    amount_fen: int | None = None,
) -> UUID:
    """Announce a cut or an ending to the household; makes the notice, which then is served.

    Without `outcome` what the rules propose is announced. Raises `Refused`, `Conflict`, `Recused`.
    """
    row = locked(case)
    require_uninvolved(actor, row, "case.opinion")
    if method not in HearingMethod.values or not because.strip():
        raise Refused("请选择听取意见的方式，并写明拟作决定的理由。")
    if open_hearing(row) is not None:
        raise Conflict("已经发出听取意见告知书，请等待答复或者记录结果。")
    item = item_of(row)
    found = weighed(row, item)
    announced = _announced(outcome, found)
    amount = amount_fen if amount_fen is not None else found.amount
    hearing = Hearing(
        **place(row),
        outcome_proposed=announced.value,
        amount_proposed=None if announced is Outcome.ENDED else amount,
        because=because.strip()[:300],
        method=method,
        planned_on=clock.today(),
        planned_by=actor.account,
    )
    hearing.save(force_insert=True)
    if Flag.ADVERSE in item.flags and Flag.ADVERSE.value not in row.flags:
        # What somebody means to cut is heard in the flow too, whatever the rules say.
        move(actor, row, Act(ActKind.FLAG, flags=frozenset({Flag.ADVERSE})))
    about = About(row, item, hearing=hearing, weighed=found.results)
    make(actor, about, "hearing", office=office_of(Office.DECIDING, row))
    tell(row, hearing=str(hearing.pk), proposed=announced.value)
    return hearing.pk


def _announced(outcome: str, found: Weighed) -> Outcome:
    told = Outcome(outcome) if outcome in (Outcome.ENDED, Outcome.CHANGED) else found.outcome
    if told not in (Outcome.ENDED, Outcome.CHANGED):
        raise Refused("只有拟减少或者停止待遇时才需要听取意见。")
    return told


@command(permission="case.opinion", action="hearing.record")
def record_hearing(
    actor: Actor,
    *,
    hearing: UUID,
    outcome: str,
    statement: str = "",
    held_on: date | None = None,
    document: UUID | None = None,
) -> None:
    """What the household said, or that it gave it up in writing. Raises `Refused`, `Conflict`."""
    held = one(Hearing.objects, hearing)
    row = locked(held.case_id)
    require_uninvolved(actor, row, "case.opinion")
    held = one(Hearing.objects, hearing, lock=True)
    if outcome not in (HearingOutcome.HEARD, HearingOutcome.WAIVED, HearingOutcome.EXPIRED):
        raise Refused("请选择听取意见的结果。")
    if outcome == HearingOutcome.HEARD:
        _require_heard(held, statement or held.statement or "", held_on)
    elif held.statement:
        raise Refused("本人已经在网上陈述意见，应登记为已听取。")
    if outcome == HearingOutcome.WAIVED and document is None:
        raise Refused("放弃陈述应有本人签名的书面材料，请先上传。")
    held.statement = _all_said(held.statement or "", statement.strip()) or None
    held.held_on, held.document = held_on or held.held_on, document
    close(actor, row, held, HearingOutcome(outcome))
    tell(row, hearing=str(held.pk), outcome=outcome)


def _all_said(own: str, noted: str) -> str:
    """What the household has written itself is never written over."""
    return "\n".join(filter(None, dict.fromkeys((own, noted))))


def _require_heard(held: Hearing, statement: str, on: date | None) -> None:
    if not statement.strip() or on is None:
        raise Refused("请填写听取意见的日期和本人陈述的内容。")
    if on > clock.today() or (held.notified_on and on < held.notified_on):
        raise Refused("听取意见的日期应在告知书送达之后，不晚于今天。")


@query(permission="case.read", action="hearing.read")
def hearings_of(actor: Actor, *, case: UUID) -> tuple[HearingRow, ...]:
    """The hearings of a case, the newest first."""
    row = seen_case(case)
    tell(row)
    return hearing_rows(row)


def hearing_rows(row: Case) -> tuple[HearingRow, ...]:
    """The hearings of a case that was looked at: one query."""
    found = Hearing.objects.filter(case=row).order_by("-planned_on", "-pk")
    return tuple(_row(each) for each in found)


def expire_hearings() -> int:
    """Close hearings whose time has passed without a word; how many. For the worker."""
    with working("job"):
        over = Hearing.objects.filter(
            # What the household has written in the portal is read by an officer first.
            outcome=HearingOutcome.NONE,
            answer_by__lt=clock.today(),
            statement=None,
        ).order_by("pk")
        due = list(over.values_list("pk", "case_id", "division")[:_AT_ONCE])
    for hearing, case, division in due:
        with working("job", division) as system:
            row: Case = locked(case)
            held = one(Hearing.objects, hearing, lock=True)
            if held.outcome == HearingOutcome.NONE:
                close(system, row, held, HearingOutcome.EXPIRED)
    return len(due)


def _row(each: Hearing) -> HearingRow:
    return HearingRow(
        id=each.pk,
        outcome_proposed=each.outcome_proposed,
        outcome_proposed_title=Outcome(each.outcome_proposed).title,
        amount_proposed=each.amount_proposed,
        because=each.because,
        method=each.method,
        method_title=each.get_method_display(),
        planned_on=each.planned_on,
        notified_on=each.notified_on,
        answer_by=each.answer_by,
        outcome=each.outcome,
        outcome_title=each.get_outcome_display(),
        held_on=each.held_on,
        statement=each.statement or "",
        document=each.document,
        recorded_by_name=each.recorded_by_name,
    )
