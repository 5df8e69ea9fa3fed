"""People's part: telling the household, hearing it, and settling each line with a reason."""

from datetime import date
from typing import Any
from uuid import UUID

from minzheng.base.events import publish
from minzheng.catalogue.facts import VOCABULARY
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, touched
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.exchange.checks.comparing import Whom, refresh
from minzheng.kernel.exchange.checks.lines import kept_line
from minzheng.kernel.exchange.checks.purposes import own_hands
from minzheng.kernel.exchange.checks.states import (
    ALL_WELL,
    NOT_SETTLED,
    TO_BE_TALKED_ABOUT,
    DifferenceState,
    LineKind,
    RequestState,
    RoundState,
    Verdict,
)
from minzheng.kernel.exchange.checks.terms import terms_on
from minzheng.kernel.exchange.events import DifferenceOpened
from minzheng.kernel.exchange.models import CheckAnswer, CheckRequest, CheckRound, Difference
from minzheng.kernel.exchange.states import move
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.facts import add_statement, withdraw_statement
from minzheng.kernel.registry.api.listing import one
from minzheng.rules.units import Kind

_D = DifferenceState
HEARD_ALREADY = "这一项已经听取说明并作了处理；不同意的，请对办件提出异议。"
ON_FILE = frozenset({"death_date"})
"""Found facts that are recorded in the person's file by hand, with the paper that proves them."""


@command(permission="check.order", action="check.settle")
def tell_household(actor: Actor, *, case: UUID, method: str, on: date) -> date:
    """Record that the household was told of the differences; until when it may explain.

    57号 art. 18: whom a check would exclude is told, and may give evidence.
    """
    row = _open_round(actor, case)
    if not method.strip():
        raise Refused("请填写怎样告知的，例如 当面、电话。")
    if not row.ordered_at.date() <= on <= clock.today():
        raise Refused("告知日期应在发起核对之后，且不晚于今天。")
    talked = row.differences.filter(state=_D.OPEN, kind__in=TO_BE_TALKED_ABOUT)
    if not talked.update(state=_D.TOLD):
        raise Conflict("没有需要告知的差异。")
    row.told_on, row.told_how = on, method.strip()[:200]
    until = row.explain_by = terms_on(on, row.division).explain_by()
    row.save(update_fields=["told_on", "told_how", "explain_by"])
    payload = {"case": str(case), "how": row.told_how, "on": str(on)}
    touched("check", row.pk, row.division, Label(row.label), payload=payload)
    return until


@command(permission="check.order", action="check.dispute")
def dispute_difference(
    actor: Actor, *, difference: UUID, text: str, document: UUID | None = None
) -> None:
    """The household does not agree with a line: what it says, and what it shows for it.

    Of a line that was settled before the household had said anything, too: it is looked at again.
    Raises `Refused`, `Conflict`, `Recused`.
    """
    row = _line(actor, difference)
    if not text.strip():
        raise Refused("请记下家庭的说明。")
    if row.state == _D.FOUND and row.objected_on is not None:
        raise Conflict(HEARD_ALREADY)
    row.objection, row.objection_document = text.strip(), document
    row.objected_on = clock.today()
    row.save(update_fields=["objection", "objection_document", "objected_on"])
    move(row, _D.DISPUTED)
    _tell(row)
    publish(DifferenceOpened(row.round.case))


@command(permission="check.order", action="check.dispute")
def concede_difference(actor: Actor, *, difference: UUID) -> None:
    """The household agrees with what was found."""
    row = _line(actor, difference)
    move(row, _D.CONCEDED, objected_on=clock.today())
    _tell(row)


@command(permission="check.order", action="check.settle")
def settle_difference(actor: Actor, *, difference: UUID, outcome: str, reason: str) -> None:
    """A person decides what holds: what was found, or what was declared; with a reason.

    What was found becomes a statement as of the day of the data. Raises `Conflict` while the
    household has not had its time to explain, for lines that are not complete, and for answers
    that are no longer valid.
    """
    row = _line(actor, difference)
    if outcome not in (_D.FOUND, _D.DECLARED):
        raise Refused("请选择以核对结果为准，或者以家庭申报为准。")
    if not reason.strip():
        raise Refused("请填写处理理由。")
    if outcome == _D.FOUND:
        _require_heard(row)
    _settle(actor, row, _D(outcome), reason.strip()[:200])
    _tell(row)


@command(permission="check.order", action="check.settle")
def accept_agreeing(actor: Actor, *, case: UUID) -> int:
    """Record every line in which nothing speaks against the household; how many there were."""
    row = _open_round(actor, case)
    agreeing = row.differences.filter(kind__in=ALL_WELL, state__in=NOT_SETTLED)
    lines = [each for each in agreeing.select_for_update() if each.expires_on is not None]
    valid = [each for each in lines if clock.today() <= each.expires_on]
    for each in valid:
        _settle(actor, each, _D.FOUND, "申报与核对没有不一致")
    payload = {"case": str(case), "lines": len(valid)}
    touched("check", row.pk, row.division, Label(row.label), payload=payload)
    return len(valid)


@command(permission="check.order", action="check.settle")
def choose_answer(actor: Actor, *, request: UUID, answer: UUID, reason: str) -> None:
    """A person says which of several answers counts, or that an unclear name is the right one."""
    row = one(CheckRequest.objects.select_related("round"), request, lock=True)
    own_hands(actor, row.case)
    chosen = one(CheckAnswer.objects.filter(request=row, turn=row.turn), answer)
    if not reason.strip():
        raise Refused("请填写采用这份答复的理由。")
    if row.state not in (RequestState.CONTRADICTORY, RequestState.UNMATCHED):
        raise Conflict("这项查询没有需要选择的答复。")
    if chosen.verdict == Verdict.OTHER:
        raise Refused("这份答复说的不是本人，不能采用。姓名有误的，请先更正档案再重新询问。")
    row.answers.update(chosen=False)
    because = {"chosen_by": actor.account, "chosen_because": reason.strip()[:200]}
    CheckAnswer.objects.filter(pk=chosen.pk).update(chosen=True, **because)
    move(row, RequestState.ANSWERED)
    refresh(row.round)
    payload = {"case": str(row.case), "answer": str(answer), "source": row.source}
    touched("check_request", row.pk, row.division, Label(row.label), payload=payload)


def _open_round(actor: Actor, case: UUID) -> Any:
    own_hands(actor, case)
    row = CheckRound.objects.filter(case=case, state=RoundState.OPEN).select_for_update().first()
    if row is None:
        raise Conflict("这个办件没有正在进行的核对。")
    return row


def _line(actor: Actor, difference: UUID) -> Any:
    row = one(Difference.objects.select_related("round"), difference, lock=True)
    own_hands(actor, row.round.case)
    if row.round.state != RoundState.OPEN:
        raise Conflict("这次核对已经结束，只能查看。")
    return row


def _require_heard(row: Any) -> None:
    """What is worse for the household is used only after it could explain (57号 art. 18)."""
    if row.kind in ALL_WELL or row.state in (_D.DISPUTED, _D.CONCEDED):
        return
    until = row.round.explain_by
    if row.state != _D.TOLD or until is None:
        raise Conflict("请先把差异告知家庭，听取说明，再采用核对结果。")
    if clock.today() <= until:
        raise Conflict(f"家庭可以说明到{until:%Y-%m-%d}，期限未到，暂不能采用核对结果。")


def _settle(actor: Actor, row: Any, outcome: DifferenceState, reason: str) -> None:
    if row.statement is not None:
        withdraw_statement(actor, statement=row.statement, because="核对结果已重新处理")
        row.statement = None
    statement = _stated(actor, row) if outcome is _D.FOUND else None
    move(
        row,
        outcome,
        settled_by=actor.account,
        settler=actor.name,
        settled_at=clock.now(),
        settled_because=reason,
        statement=statement,
    )


def _stated(actor: Actor, row: Any) -> UUID | None:
    """The found value as a statement that keeps the day of the data."""
    line = kept_line(row.content)
    if line.kind in (LineKind.INCOMPLETE, LineKind.CONTRADICTORY) or line.found is None:
        raise Conflict("这一项还没有明确的核对结果，不能采用；可以再次询问，或另行取证。")
    if row.expires_on is None or clock.today() > row.expires_on:
        raise Conflict("核对结果已过有效期，请重新核对。")
    if row.fact in ON_FILE:
        return None
    subject = Whom(row.household, row.person, row.supporter, row.division, row.label).subject
    unit = VOCABULARY.of(subject.entity)[row.fact].unit
    value = bool(line.found) if unit.kind is Kind.YES_NO else int(line.found)
    return add_statement(
        actor,
        subject=subject,
        source="matched",
        facts={row.fact: value},
        valid_from=row.snapshot_on,
        note=f"核对 {row.round.case_number} 第{row.round.number}次",
    )


def _tell(row: Any) -> None:
    """Which fact and what became of it; the values stand in the line, encrypted."""
    payload = {"fact": row.fact, "state": row.state, "kind": row.kind, "check": str(row.round_id)}
    touched("difference", row.pk, row.division, Label(row.label), payload=payload)
