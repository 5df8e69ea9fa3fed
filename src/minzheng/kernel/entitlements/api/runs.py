"""Monthly runs: everybody asked at once, and where the answer is not what is due."""

from datetime import timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.db.utils import IntegrityError

from minzheng.base.divisions import Level, ancestors, level, prefix
from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query, touched
from minzheng.kernel.access.errors import Conflict, Refused, Unseen
from minzheng.kernel.casework.api.editions import RuleResult, evaluated, law_of
from minzheng.kernel.entitlements.api.run_results import (
    DifferenceExplained,
    DifferenceRow,
    RunChange,
    RunRow,
    RunView,
)
from minzheng.kernel.entitlements.models import LeadKind
from minzheng.kernel.entitlements.models.runs import Engine, Run, RunDifference, RunState
from minzheng.kernel.entitlements.queue import run_later
from minzheng.kernel.entitlements.runs import showing
from minzheng.kernel.entitlements.runs.explaining import frozen_in
from minzheng.kernel.entitlements.runs.performing import Watching, perform
from minzheng.kernel.entitlements.runs.places import place_of
from minzheng.kernel.entitlements.showing import title_of
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.freezing import rules
from minzheng.kernel.registry.api.listing import Page, one, page_of, seen, within_scope
from minzheng.rules.batch.snapshot import Snapshot
from minzheng.rules.evaluation.frozen import FrozenHousehold

__all__ = [
    "DifferenceExplained",
    "DifferenceRow",
    "Engine",
    "Run",
    "RunChange",
    "RunRow",
    "RunState",
    "RunView",
    "Watching",
    "compare_runs",
    "difference",
    "differences",
    "explain_difference",
    "latest_snapshot",
    "list_runs",
    "order",
    "perform",
    "run_view",
    "start_run",
    "unfinished",
]

ORDER = ("division", "id")
STALE_AFTER = timedelta(days=1)
ALREADY = "这个月的全量测算正在进行，请等它完成。"
WHOLE_COUNTIES = "全量测算以县（区）为单位，请选择县（区）或者它的上级。"
TOO_FAR = "只能测算过去的月份、本月和下个月。"
FORGOTTEN = "这次测算所用的数据已按期清除，不能再作说明；请查看最近一次测算。"


@command(permission="runs.start", action="run.start")
def start_run(
    actor: Actor, *, month: Month, division: str = "", engine: str = Engine.NATIVE.value
) -> UUID:
    """Order a run for the actor's division or one inside it. Raises `Refused`, `Conflict`."""
    within = division or actor.division
    if not within_scope(within):
        raise Unseen
    if level(within) > Level.COUNTY:
        raise Refused(WHOLE_COUNTIES)
    run = order(month=month, division=within, engine=engine, by=actor)
    run_later(run)
    touched("run", run, within, payload={"month": str(month), "engine": engine})
    return run


def order(
    *, month: Month, division: str, engine: str, by: Actor | None = None, master: str = ""
) -> UUID:
    """A new run, not yet begun. Raises `Refused`, `Conflict`."""
    if engine not in Engine.values:
        raise Refused("没有这种计算引擎。")
    if month > Month.of(clock.today()) + 1:
        raise Refused(TOO_FAR)
    row = Run(
        month=month.first_day,
        division=division,
        engine=engine,
        master=master,
        ordered_by=by.account if by else None,
        ordered_by_name=by.name if by else "",
        ordered_at=clock.now(),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Conflict(ALREADY) from None
    return row.pk


@query(permission="runs.read")
def list_runs(actor: Actor, *, limit: int = 50) -> tuple[RunRow, ...]:
    """The newest runs that concern the actor's division."""
    rows = _concerning(actor).order_by("-pk")[:limit]
    return tuple(showing.run_row(each) for each in rows)


@query(permission="runs.read")
def run_view(actor: Actor, *, run: UUID) -> RunView:
    """A run: its parts and its differences counted, as far as the actor sees them. `Unseen`."""
    row = _run(actor, run)
    return RunView(
        showing.run_row(row),
        row.edition,
        showing.part_rows(row),
        showing.counts(seen(RunDifference.objects).filter(run=row)),
    )


@query(permission="runs.read", action="run.read")
def differences(
    actor: Actor,
    *,
    run: UUID,
    kind: str = "",
    benefit: str = "",
    reason: str = "",
    after: str = "",
    limit: int = 50,
) -> Page[DifferenceRow]:
    """Differences of a run, of one kind, benefit or reason. Raises `Unseen`."""
    row = _run(actor, run)
    wanted = {"kind": kind, "benefit": benefit, "reason_code": reason}
    rows = seen(RunDifference.objects).filter(run=row)
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    touched("run", row.pk, row.division, payload={k: v for k, v in wanted.items() if v})
    return page_of(rows, ORDER, after, limit, showing.difference_rows)


@query(permission="runs.read", action="run.read")
def difference(actor: Actor, *, run: UUID, difference: UUID) -> DifferenceRow:
    """One difference of a run. Raises `Unseen`."""
    row = one(RunDifference.objects.filter(run=run), difference)
    who = ("household", row.household_id) if row.household_id else ("person", row.person_id)
    touched(*who, row.division, Label(row.label), payload={"run": str(run)})
    return showing.difference_rows([row])[0]


@query(permission="runs.read", action="run.explain")
def explain_difference(actor: Actor, *, difference: UUID) -> DifferenceExplained:
    """Why: by the rules of the run, on the facts as it saw them. Raises `Unseen`, `Conflict`."""
    row = one(RunDifference.objects.select_related("run"), difference)
    place = place_of(row.run_id)
    if not place.is_taken or row.run.taken_at is None:
        raise Conflict(FORGOTTEN)
    month = Month.of(row.run.month)
    frozen = frozen_in(
        place.snapshot(),
        month.year * 12 + month.month - 1,
        household=row.household_id,
        person=row.person_id,
    )
    [shown] = showing.difference_rows([row])
    who = ("household", row.household_id) if row.household_id else ("person", row.person_id)
    touched(*who, row.division, Label(row.label), payload={"run": str(row.run_id)})
    return DifferenceExplained(shown, month, row.run.taken_at, _result(row, frozen))


def _result(row: RunDifference, frozen: FrozenHousehold | None) -> RuleResult | None:
    """What the rules of the run say; nothing of somebody who is not in the snapshot."""
    if frozen is None:
        return None
    about = str(row.person_id or "")
    found = evaluated(law_of(row.run.edition), frozen, [row.benefit], about)
    return found[0] if found else None


@query(permission="runs.read")
def compare_runs(actor: Actor, *, run: UUID, earlier: UUID | None = None) -> tuple[RunChange, ...]:
    """What is new, what stays and what has gone since an earlier run, by default the one before.

    Raises `Unseen`; nothing where there is none to compare with.
    """
    row = _run(actor, run)
    before = _run(actor, earlier) if earlier else _run_before(row)
    if before is None:
        return ()
    with connection.cursor() as cursor:
        cursor.execute(_COMPARED, {"run": row.pk, "before": before.pk})
        return tuple(
            RunChange(kind, LeadKind(kind).label, benefit, title_of(benefit), new, same, gone)
            for kind, benefit, new, same, gone in cursor.fetchall()
        )


def unfinished(*, month: Month, division: str) -> UUID | None:
    """The run of a month to go on with: one that failed only by the same rules, of that day."""
    rows = Run.objects.filter(month=month.first_day, division=division)
    failed = Q(state=RunState.FAILED)
    stale = ~Q(edition=rules().edition.digest) | Q(taken_at__lt=clock.now() - STALE_AFTER)
    row = rows.exclude(state=RunState.FINISHED).exclude(failed & stale).order_by("-pk").first()
    return row.pk if row else None


def latest_snapshot(*, division: str, month: Month | None = None) -> tuple[Run, Snapshot] | None:
    """The newest finished run that covers a division and whose files are still there."""
    rows = Run.objects.filter(state=RunState.FINISHED, division__in=_around(division))
    if month is not None:
        rows = rows.filter(month=month.first_day)
    for row in rows.order_by("-month", "-pk"):
        place = place_of(row.pk)
        if place.is_taken:
            return row, place.snapshot()
    return None


# A household and a person never have the same identifier.
_COMPARED = """
with now as (
  select kind, benefit, coalesce(household_id, person_id) as subject
  from entitlements_rundifference where run_id = %(run)s
), before as (
  select kind, benefit, coalesce(household_id, person_id) as subject, true as was
  from entitlements_rundifference where run_id = %(before)s
)
select kind, benefit, count(*) filter (where was is null),
  count(*) filter (where was and stays), count(*) filter (where stays is null)
from (select *, true as stays from now) as now full join before using (kind, benefit, subject)
group by 1, 2 order by 1, 2
"""


def _concerning(actor: Actor) -> "QuerySet[Run]":
    inside = prefix(actor.division) if actor.division else ""
    about = Q(division__startswith=inside) | Q(division__in=_around(actor.division))
    found: QuerySet[Run] = Run.objects.filter(about)
    return found


def _around(division: str) -> list[str]:
    return [division, *ancestors(division)] if division else [division]


def _run(actor: Actor, run: UUID) -> Run:
    row = _concerning(actor).filter(pk=run).first()
    if row is None:
        raise Unseen
    return row


def _run_before(row: Run) -> Run | None:
    rows = Run.objects.filter(division=row.division, state=RunState.FINISHED)
    return rows.filter(pk__lt=row.pk).order_by("-pk").first()
