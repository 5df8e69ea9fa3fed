"""Re-rating (调标): the awards that stand, brought to a number that two persons have set.

Piece by piece, each in one transaction with its counts: who goes on after a crash finds what is
done by what is due. Re-ratings are done one after the other, each on top of those that are done, so
that two numbers of one day do not hide each other.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import pyarrow as pa
from django.db.models import QuerySet

from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.worker import working
from minzheng.kernel.audit import api as audit
from minzheng.kernel.entitlements.failing import telling
from minzheng.kernel.entitlements.models import Rerating, WorkState
from minzheng.kernel.entitlements.models.rows import REASON_LENGTH
from minzheng.kernel.entitlements.numbers import planning
from minzheng.kernel.entitlements.numbers.planning import Effect
from minzheng.kernel.entitlements.numbers.raising import Span, raised, spans
from minzheng.kernel.entitlements.numbers.simulating import summed
from minzheng.kernel.entitlements.numbers.snapshots import PURPOSE, newest
from minzheng.kernel.entitlements.numbers.values import approved, read_anew
from minzheng.kernel.entitlements.ports import Figures, figures_with
from minzheng.rules.facts import Entity


def rerate_due() -> int:
    """Do every re-rating whose month has come; answers how many. Done twice it does no more.

    One that fails says why and waits for the next night; the others are done.
    """
    with working(PURPOSE):
        read_anew()
        due = [each.pk for each in _waiting() if each.month <= _this_month().first_day]
    failures: list[Exception] = []
    for each in due:
        try:
            rerate(each)
        except Exception as failure:  # raised below, when the others are done
            failures.append(failure)
    if failures:
        raise failures[0]
    return len(due)


def rerate(rerating: UUID) -> None:
    """Do one, or what an earlier attempt has left of it."""
    row = begun(rerating)
    with telling(lambda why: _failed(rerating, why)):
        _done(row)


def _failed(rerating: UUID, why: str) -> None:
    with working(PURPOSE):
        Rerating.objects.filter(pk=rerating).update(state=WorkState.FAILED, failure=why)


def _this_month() -> Month:
    return Month.of(clock.today())


def _waiting() -> "QuerySet[Rerating]":
    rows = Rerating.objects.exclude(state=WorkState.FINISHED).select_related("proposal")
    found: QuerySet[Rerating] = rows.order_by("month", "proposal__settled_at", "id")
    return found


def begun(rerating: UUID) -> Rerating:
    """Begin one, or begin again."""
    with working(PURPOSE):
        rows = Rerating.objects.select_related("proposal")
        row = rows.select_for_update(of=("self",)).get(pk=rerating)
        row.state, row.failure, row.done = WorkState.WORKING, "", 0
        row.save(update_fields=["state", "failure", "done"])
        return row


def _done(row: Rerating) -> None:
    run, snapshot = newest(row.proposal.area)
    with working(PURPOSE):
        before, after, last = _numbers(row)
        row.run, row.persons = run, snapshot.rows(Entity.PERSON)
        row.save(update_fields=["run", "persons"])
    month = _this_month()
    for span in spans(before, after, Month.of(row.month), month):
        for changed, persons in raised(snapshot, before, after, span.last or month):
            carry_out(row, changed, span, _reason(row, after), persons, ask=last)
    finish(row.pk)


def carry_out(
    row: Rerating, changed: pa.Table, span: Span, reason: str, persons: int, *, ask: bool
) -> None:
    """A piece of one: the lines of whose amounts differ, counted, at once (`raising.RAISED`).

    `ask` opens leads for what is left to people. Done twice it writes nothing more.
    """
    with working(PURPOSE, row.proposal.area):
        planning.laid(changed, span)
        # Before the lines: what is counted is what they change.
        effects = planning.counted(_this_month())
        lines = planning.written(row.pk, reason)
        leads = planning.followed() if ask else 0
        _count(row.pk, effects, {"lines": lines, "leads": leads}, persons)


def _numbers(row: Rerating) -> tuple[Figures, Figures, bool]:
    """Before and after: what awards were brought to already, and this one on top of it.

    And whether no other one waits: until then nobody can say what is amiss with an award.
    """
    waiting = {each.proposal_id: each for each in _waiting()}
    own = row.proposal_id
    before = approved(without={own, *waiting})
    after = approved(without=waiting.keys() - {own})
    coming = [each for each in waiting.values() if each.month <= _this_month().first_day]
    return figures_with(before), figures_with(after), {each.proposal_id for each in coming} <= {own}


def _reason(row: Rerating, after: Figures) -> str:
    title = after.parameters.definitions[row.proposal.number].title
    said = f"{title}自{Month.of(row.month)}起调整（{row.proposal.document}）"
    return said[:REASON_LENGTH]


def _count(
    rerating: UUID, effects: Iterable[Effect], written: dict[str, int], persons: int
) -> None:
    """Add a piece to the counts: what an earlier attempt has done is counted already."""
    row = Rerating.objects.select_for_update().get(pk=rerating)
    known: dict[str, Any] = dict(row.counts)
    earlier = [Effect(**each) for each in known.get("effects", ())]
    standing = [_without_leads(each) for each in earlier] if not row.done else earlier
    known["effects"] = summed([*standing, *effects])
    for name, count in written.items():
        known[name] = known.get(name, 0) + count
    # Of several spans each asks everybody again.
    row.counts, row.done = known, min(row.done + persons, row.persons)
    row.save(update_fields=["counts", "done"])


def _without_leads(each: Effect) -> Effect:
    """What an attempt before this one could not raise is found again by this one."""
    return Effect(each.benefit, each.county, each.raised, each.monthly_fen, each.backpay_fen, 0, 0)


def finish(rerating: UUID) -> None:
    """Everybody was asked."""
    with working(PURPOSE):
        row = Rerating.objects.select_for_update().select_related("proposal").get(pk=rerating)
        row.state, row.finished_at = WorkState.FINISHED, clock.now()
        row.done = row.persons
        row.save(update_fields=["state", "finished_at", "done"])
        audit.record(
            "rerating.finish",
            subject_type="number_proposal",
            subject=row.proposal_id,
            division=row.proposal.area,
            payload={name: row.counts.get(name, 0) for name in ("lines", "leads")},
        )
