"""Reading batches: lists by key, the page of a batch, its lines, findings and waterfall."""

from uuid import UUID

from django.db.models import Count, F, Q, Sum

from minzheng.base.months import Month
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.api import account_names
from minzheng.kernel.access.commands import query
from minzheng.kernel.payments import batching, finding, on_the_way, viewing
from minzheng.kernel.payments.models import Batch, Finding, Instruction
from minzheng.kernel.payments.results import (
    BatchRow,
    BatchView,
    FindingCount,
    FindingRow,
    LineRow,
    StateTotal,
    Waterfall,
)
from minzheng.kernel.payments.states import BatchState
from minzheng.kernel.registry.api.listing import Page, newest_of, one, page_of, seen


@query(permission="payment.read")
def list_batches(
    actor: Actor,
    *,
    division: str = "",
    month: Month | None = None,
    state: str = "",
    after: str = "",
    limit: int = 50,
) -> Page[BatchRow]:
    """Batches, the newest first."""
    rows = seen(Batch.objects, division)
    if month is not None:
        rows = rows.filter(month=month.first_day)
    if state:
        rows = rows.filter(state=state)
    return newest_of(rows, after, limit, lambda found: map(viewing.batch_row, found))


@query(permission="payment.read")
def batch_totals(
    actor: Actor, *, division: str = "", month: Month | None = None
) -> tuple[StateTotal, ...]:
    """How many batches stand where, in the order of the work, without those given up."""
    rows = seen(Batch.objects, division).exclude(state=BatchState.CANCELLED)
    if month is not None:
        rows = rows.filter(month=month.first_day)
    found = {
        each["state"]: each
        for each in rows.values("state").annotate(
            batches=Count("id"),
            paid=Sum(F("count") - F("held_count")),
            fen=Sum(F("total_fen") - F("held_fen")),
        )
    }
    return tuple(
        StateTotal(state, str(state.label), each["batches"], int(each["paid"]), int(each["fen"]))
        for state in BatchState
        if (each := found.get(state))
    )


@query(permission="payment.read")
def count_waiting(actor: Actor, *, work: str, most: int) -> int:
    """How many batches wait for some work (`viewing.WAITING`), up to a number: one query."""
    return viewing.waiting_for(actor, work)[:most].count()


@query(permission="payment.read")
def batch_head(actor: Actor, *, batch: UUID) -> BatchRow:
    """What stands above every form about a batch: one query. Raises `Unseen`."""
    return viewing.batch_row(one(Batch.objects, batch))


@query(permission="payment.read")
def finding_counts(actor: Actor, *, batch: UUID) -> tuple[FindingCount, ...]:
    """How many findings of each check there are, in the order of the checks. Raises `Unseen`."""
    row = one(Batch.objects, batch)
    counted = Finding.objects.filter(batch=row).values("check_code")
    found = {
        each["check_code"]: (each["waiting"], each["whole"] - each["waiting"])
        for each in counted.annotate(
            whole=Count("id"), waiting=Count("id", filter=Q(settled_by=None))
        )
    }
    return tuple(
        FindingCount(code, title, *found[code])
        for code, title in finding.TITLES.items()
        if code in found
    )


@query(permission="payment.read", action="payment.read")
def batch_view(actor: Actor, *, batch: UUID) -> BatchView:
    """The page of a batch. Raises `Unseen`."""
    row = one(Batch.objects.select_related("book", "file"), batch)
    file = getattr(row, "file", None)
    people = (row.maker, row.approver, row.frozen_by)
    names = account_names(each for each in people if each)
    batching.told(row)
    return BatchView(
        row=viewing.batch_row(row),
        lines_hash=row.lines_hash,
        approved_hash=row.approved_hash,
        maker=row.maker,
        maker_name=names.get(row.maker, ""),
        approver=row.approver,
        approver_name=names.get(row.approver, "") if row.approver else "",
        frozen_by_name=names.get(row.frozen_by, "") if row.frozen_by else "",
        made_at=row.made_at,
        checked_at=row.checked_at,
        approved_at=row.approved_at,
        frozen_on=row.frozen_on,
        sent_at=row.sent_at,
        receipt=row.receipt,
        reason=row.reason,
        journal=row.journal,
        file_name=file.name if file else "",
        file_digest=file.digest if file else "",
        needs_city=viewing.over_limit(actor, row),
        may=viewing.hands(actor, row),
        benefits=viewing.by_benefit(row.pk),
        outcomes=viewing.by_state(row.pk),
        funds=viewing.fund_parts(row),
        findings_waiting=Finding.objects.filter(batch=row, settled_by=None).count(),
        being_sent=on_the_way.being_sent(row),
    )


@query(permission="payment.read", action="payment.read")
def lines(
    actor: Actor,
    *,
    batch: UUID,
    state: str = "",
    benefit: str = "",
    instruction: UUID | None = None,
    after: str = "",
    limit: int = 50,
) -> Page[LineRow]:
    """Lines of a batch in their order, accounts masked. Raises `Unseen`."""
    row = one(Batch.objects, batch)
    rows = Instruction.objects.filter(batch=row)
    if state:
        rows = rows.filter(state=state)
    if benefit:
        rows = rows.filter(benefit=benefit)
    if instruction is not None:
        rows = rows.filter(pk=instruction)
    batching.told(row, lines=True)
    return page_of(rows, ["sequence", "pk"], after, limit, viewing.line_rows)


@query(permission="payment.read", action="payment.read")
def findings(
    actor: Actor, *, batch: UUID, check: str = "", limit: int = 500
) -> tuple[FindingRow, ...]:
    """What the checks found, those that wait first; of one check, or the first of all."""
    row = one(Batch.objects, batch)
    rows = Finding.objects.filter(batch=row)
    if check:
        rows = rows.filter(check_code=check)
    batching.told(row, findings=True)
    order = list(finding.TITLES)
    found = sorted(
        rows.order_by("settled_at", "check_code", "id")[:limit],
        key=lambda each: (bool(each.settled_by), order.index(each.check_code)),
    )
    return tuple(
        FindingRow(
            each.pk,
            each.check_code,
            finding.TITLES[each.check_code],
            each.instruction_id,
            each.text,
            each.settled_text,
            each.settled_at,
        )
        for each in found
    )


@query(permission="payment.read", action="payment.read")
def waterfall(actor: Actor, *, batch: UUID) -> Waterfall:
    """How the total of a batch comes from that of the month before. Raises `Unseen`."""
    row = one(Batch.objects, batch)
    batching.told(row, waterfall=True)
    return viewing.waterfall_of(row)
