"""Runs and differences as faces are shown them."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Sum
from django.db.models.functions import Coalesce

from minzheng.base.months import Month
from minzheng.kernel.entitlements.api.run_results import (
    DifferenceCount,
    DifferenceRow,
    PartRow,
    RunRow,
)
from minzheng.kernel.entitlements.models import LeadKind
from minzheng.kernel.entitlements.models.runs import Run, RunDifference, RunPart
from minzheng.kernel.entitlements.runs.wording import reason_text
from minzheng.kernel.entitlements.showing import title_of
from minzheng.kernel.registry.api.enrolling import heads_of, names_of
from minzheng.kernel.registry.api.freezing import rules
from minzheng.kernel.registry.api.listing import seen


def run_row(row: Run) -> RunRow:
    """A run."""
    return RunRow(
        id=row.pk,
        month=Month.of(row.month),
        division=row.division,
        engine=row.engine,
        engine_title=row.get_engine_display(),
        state=row.state,
        state_title=row.get_state_display(),
        ordered_by_name=row.ordered_by_name,
        ordered_at=row.ordered_at,
        taken_at=row.taken_at,
        finished_at=row.finished_at,
        failure=row.failure,
    )


def part_rows(run: Run) -> tuple[PartRow, ...]:
    """The parts within the scope."""
    return tuple(
        PartRow(
            name=each.name,
            division=each.division,
            households=each.households,
            persons=each.persons,
            milliseconds=each.milliseconds,
            digest=each.digest,
            done=each.done_at is not None,
        )
        for each in seen(RunPart.objects).filter(run=run).order_by("name")
    )


def counts(rows: Any) -> tuple[DifferenceCount, ...]:
    """Differences by kind, benefit and reason, the most frequent first."""
    rulebook = rules().rulebook
    change = Coalesce(F("then_fen"), 0) - Coalesce(F("now_fen"), 0)
    counted = (
        rows.values("kind", "benefit", "reason_code")
        .annotate(count=Count("id"), change=Sum(change))
        .order_by("kind", "benefit", "-count", "reason_code")
    )
    return tuple(
        DifferenceCount(
            kind=each["kind"],
            kind_title=str(LeadKind(each["kind"]).label),
            benefit=each["benefit"],
            title=title_of(each["benefit"]),
            reason_code=each["reason_code"],
            reason=reason_text(rulebook, each["kind"], each["reason_code"]),
            count=each["count"],
            change_fen=0 if each["kind"] == LeadKind.UNDECIDED else int(each["change"] or 0),
        )
        for each in counted
    )


def difference_rows(rows: Iterable[RunDifference]) -> list[DifferenceRow]:
    """Differences of a page, with the names of whom they are about: two queries more."""
    listed = list(rows)
    rulebook = rules().rulebook
    homes = heads_of(each.household_id for each in listed if each.household_id)
    persons = names_of(each.person_id for each in listed if each.person_id)
    return [
        DifferenceRow(
            id=each.pk,
            run=each.run_id,
            division=each.division,
            kind=each.kind,
            kind_title=each.get_kind_display(),
            benefit=each.benefit,
            title=title_of(each.benefit),
            household=each.household_id,
            person=each.person_id,
            who=_name(homes, each.household_id) or _name(persons, each.person_id),
            award=each.award,
            now_fen=each.now_fen,
            then_fen=each.then_fen,
            reason_code=each.reason_code,
            reason=reason_text(rulebook, each.kind, each.reason_code),
        )
        for each in listed
    ]


def _name(names: Mapping[UUID, str], about: UUID | None) -> str:
    return names.get(about, "") if about else ""
