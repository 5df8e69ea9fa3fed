"""Deciding a case: what the rules propose, the decision, and what watches over those who decide."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import transaction

from minzheng.base.errors import MinzhengError
from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.catalogue.casework.service_item import ItemKind
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query, touched
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.casework.cases import locked, seen_case
from minzheng.kernel.casework.concerned import require_uninvolved
from minzheng.kernel.casework.deciding import pace
from minzheng.kernel.casework.deciding.apart import require_apart
from minzheng.kernel.casework.deciding.hearings import last_hearing
from minzheng.kernel.casework.deciding.making import chosen, made, require_heard
from minzheng.kernel.casework.deciding.proposals import weighed
from minzheng.kernel.casework.deciding.rows import (
    BatchRow,
    DecisionRow,
    PaceAlertRow,
    Proposal,
    alert_row,
    decision_row,
    proposal_of,
)
from minzheng.kernel.casework.deciding.weighing import no_longer_missing, weigh
from minzheng.kernel.casework.items import item_of
from minzheng.kernel.casework.letters.making import OF_OUTCOME, make
from minzheng.kernel.casework.letters.wording import About
from minzheng.kernel.casework.models import Case, Decision, PaceAlert
from minzheng.kernel.casework.timeline import tell
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.listing import one

__all__ = [
    "BatchRow",
    "DecisionRow",
    "PaceAlertRow",
    "Proposal",
    "decide",
    "decide_together",
    "decision_rows",
    "decisions_of",
    "pace_alert",
    "pace_alerts",
    "proposal",
    "settle_pace_alert",
    "weigh_case",
]

_MOST_TOGETHER = 100


@query(permission="case.read", action="case.propose")
def proposal(actor: Actor, *, case: UUID) -> Proposal:
    """What the rules say of a case today, with every reason; nothing is changed."""
    row = seen_case(case)
    item = item_of(row)
    found = weighed(row, item)
    tell(row, month=str(found.month))
    return proposal_of(actor, row, item, found)


@command(permission="case.opinion", action="case.propose")
def weigh_case(actor: Actor, *, case: UUID, version: int | None = None) -> Proposal:
    """The same, and what follows is put on the case: a cut to be heard, facts that are missing."""
    row = locked(case, version)
    require_uninvolved(actor, row, "case.opinion")
    found = weigh(actor, row)
    tell(row, month=str(found.month))
    return proposal_of(actor, row, item_of(row), found)


@command(permission="case.decide", action="case.decide")
def decide(
    actor: Actor,
    *,
    case: UUID,
    outcome: str,
    version: int,
    amount_fen: int | None = None,
    reason: str = "",
) -> UUID:
    """Decide, and make the letter. Raises `Refused`, `Conflict`, `Recused`, `SamePerson`.

    Whatever differs from the rules' proposal needs a reason and the level that the item names.
    """
    row = locked(case, version)
    require_uninvolved(actor, row, "case.decide")
    require_apart(actor, row)
    item = item_of(row)
    found = weighed(row, item)
    what = chosen(actor, item, found, outcome=outcome, amount=amount_fen, reason=reason)
    require_heard(row, found, what)
    no_longer_missing(actor, row, found)
    decision = made(actor, row, item, found, what)
    about = About(row, item, decision, last_hearing(row))
    make(actor, about, OF_OUTCOME[what.outcome], office=actor.division)
    pace.watch(actor)
    tell(row, outcome=what.outcome.value, decision=str(decision.pk), deviates=what.deviates)
    return decision.pk


@command(permission="case.decide", action="case.decide_together")
def decide_together(actor: Actor, *, cases: Sequence[tuple[UUID, int]]) -> tuple[BatchRow, ...]:
    """Confirm reviews in which nothing changes, each for itself; every other case is left alone.

    Whoever applies for the first time, or would lose something, is decided one by one (T-09).
    """
    if len(cases) > _MOST_TOGETHER:
        raise Refused(f"一次最多确认{_MOST_TOGETHER}件。")
    found = tuple(_one_of_many(actor, case, version) for case, version in cases)
    touched(
        "list", None, actor.division, payload={"count": sum(not each.why_not for each in found)}
    )
    return found


def _one_of_many(actor: Actor, case: UUID, version: int) -> BatchRow:
    try:
        with transaction.atomic():
            row = seen_case(case)
            _require_routine(row)
            decision = decide(actor, case=case, outcome=Outcome.UNCHANGED, version=version)
    except MinzhengError as problem:
        return BatchRow(case, None, str(problem))
    return BatchRow(case, decision, "")


def _require_routine(row: Case) -> None:
    if item_of(row).kind is not ItemKind.REVIEW:
        raise Conflict("首次申请、变更和终止应逐件审核。")


@query(permission="case.read", action="decision.read")
def decisions_of(
    actor: Actor,
    *,
    case: UUID | None = None,
    household: UUID | None = None,
    person: UUID | None = None,
) -> tuple[DecisionRow, ...]:
    """The decisions of a case, a household or a person, the newest first."""
    wanted = {"case": case, "case__household_id": household, "case__subject_id": person}
    given = {name: value for name, value in wanted.items() if value is not None}
    if len(given) != 1:
        raise Refused("请指定一个办件、一个家庭或者一个人。")
    found = _decisions(given)
    touched("list", case or household or person, actor.division, payload={"count": len(found)})
    return found


def decision_rows(row: Case) -> tuple[DecisionRow, ...]:
    """The decision of a case that was looked at: one query, none before the outcome is known."""
    return _decisions({"case": row.pk}) if row.outcome else ()


def _decisions(wanted: Mapping[str, UUID]) -> tuple[DecisionRow, ...]:
    rows = Decision.objects.filter(**wanted).select_related("case")
    return tuple(decision_row(each) for each in rows.order_by("-decided_at", "-pk"))


@query(permission="case.supervise", action="case.pace_read")
def pace_alerts(actor: Actor, *, open_only: bool = True) -> tuple[PaceAlertRow, ...]:
    """Who decided faster than anybody can read, the latest first."""
    rows = PaceAlert.objects.filter(settled_at=None) if open_only else PaceAlert.objects.all()
    touched("list", None, actor.division)
    return tuple(alert_row(actor, each) for each in rows.order_by("-until", "-pk")[:_MOST_TOGETHER])


@query(permission="case.supervise", action="case.pace_read")
def pace_alert(actor: Actor, *, alert: UUID) -> PaceAlertRow:
    """One of them. Raises `Unseen`."""
    row = one(PaceAlert.objects, alert)
    touched("pace_alert", row.pk, row.division, Label(row.label))
    return alert_row(actor, row)


@command(permission="case.supervise", action="case.pace_settle")
def settle_pace_alert(actor: Actor, *, alert: UUID, verdict: str) -> None:
    """What a look into it found; nobody judges his own pace. Raises `Refused`, `Conflict`."""
    row = one(PaceAlert.objects, alert, lock=True)
    if not verdict.strip():
        raise Refused("请填写核查结论。")
    if row.settled_at is not None:
        raise Conflict("这条提示已经核查。")
    if row.person == actor.person:
        raise Refused("不能核查本人的审批。")
    row.settled_by, row.settled_by_person = actor.account, actor.person
    row.settled_at, row.verdict = clock.now(), verdict.strip()[:300]
    row.save()
    touched("pace_alert", row.pk, row.division, Label(row.label))
