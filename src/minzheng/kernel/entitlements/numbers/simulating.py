"""What a proposal would change: everybody by the rules, and the awards that stand, in sums."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID

from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.worker import working
from minzheng.kernel.audit import api as audit
from minzheng.kernel.casework.api.editions import kept_edition
from minzheng.kernel.entitlements.failing import telling
from minzheng.kernel.entitlements.models import (
    NumberProposal,
    NumberSimulation,
    ProposalState,
    WorkState,
)
from minzheng.kernel.entitlements.numbers import planning
from minzheng.kernel.entitlements.numbers.checking import ordinal
from minzheng.kernel.entitlements.numbers.planning import Effect
from minzheng.kernel.entitlements.numbers.raising import raised, spans
from minzheng.kernel.entitlements.numbers.snapshots import PURPOSE, newest
from minzheng.kernel.entitlements.numbers.values import approved, latest
from minzheng.kernel.entitlements.ports import Figures, figures_with
from minzheng.rules.batch.comparison import Comparison, compare
from minzheng.rules.batch.distances import Nearness
from minzheng.rules.batch.native_engine import NativeRun
from minzheng.rules.batch.snapshot import Snapshot
from minzheng.rules.facts import Entity
from minzheng.rules.program import program


def simulate(simulation: UUID) -> None:
    """Do a simulation, or do it again after a crash. Nothing happens to one that is finished."""
    row = _begun(simulation)
    if row.state == WorkState.FINISHED:
        return
    with telling(lambda why: _note(row, state=WorkState.FAILED, failure=why)):
        _done(row)


def _begun(simulation: UUID) -> NumberSimulation:
    with working(PURPOSE):
        rows = NumberSimulation.objects.select_related("proposal")
        row = rows.select_for_update(of=("self",)).get(pk=simulation)
        if row.state != WorkState.FINISHED:
            row.state, row.failure, row.done = WorkState.WORKING, "", 0
            row.save(update_fields=["state", "failure", "done"])
        return row


def _done(row: NumberSimulation) -> None:
    proposal = row.proposal
    run, snapshot = newest(proposal.area)
    row.run, row.persons = run, snapshot.rows(Entity.PERSON)
    _note(row, run=run, persons=row.persons)
    with working(PURPOSE):
        before, after = figures_with(approved()), _with(proposal)
    since = Month.of(proposal.valid_from)
    month = max(Month.of(clock.today()), since)
    compared = _compared(row, snapshot, before, after, max(month, Month.of(run.month)))
    effects: list[Effect] = []
    for span in spans(before, after, since, month):
        for changed, _ in raised(snapshot, before, after, span.last or month):
            with working(PURPOSE, proposal.area):
                planning.laid(changed, span)
                effects += planning.counted(month)
    result = {**_figures(compared), "month": str(month), "effects": summed(effects)}
    with working(PURPOSE):
        row.edition = kept_edition(before.edition)
        row.state, row.result = WorkState.FINISHED, result
        row.done, row.finished_at = row.persons, clock.now()
        row.save()
        audit.record(
            "number.simulated",
            subject_type="number_proposal",
            subject=proposal.pk,
            division=proposal.area,
            payload={"number": proposal.number, "run": str(run.pk)},
        )


def _with(proposal: NumberProposal) -> Figures:
    rows = NumberProposal.objects.filter(state=ProposalState.APPROVED)
    return figures_with(latest([*rows.order_by("settled_at", "id"), proposal]))


def _compared(
    row: NumberSimulation, snapshot: Snapshot, before: Figures, after: Figures, month: Month
) -> Comparison:
    """Everybody of the place, by every rule."""
    near = [Nearness(e.title, e.measure, e.threshold, e.heads, e.number) for e in after.near]
    also = [key for each in near for key in each.rules]
    asked = program(after.rulebook, ordinal(month), also=also)

    def progress(persons: int) -> None:
        row.done += persons
        _note(row, done=row.done)

    old = NativeRun(snapshot, asked, before.parameters)
    new = NativeRun(snapshot, asked, after.parameters)
    return compare(old, new, near, progress=progress)


def _note(row: NumberSimulation, **known: Any) -> None:
    with working(PURPOSE):
        NumberSimulation.objects.filter(pk=row.pk).update(**known)


def _figures(found: Comparison) -> dict[str, Any]:
    """The sums as they are kept with the proposal."""
    return {
        "totals": dict(found.totals),
        "groups": _plain(found.groups),
        "benefits": _plain(found.benefits),
        "counties": _plain(found.counties),
        "changes": sorted(found.changes.items()),
        "near": _by_edge(found.near),
        "distances": _by_edge(found.distances),
    }


def _by_edge(counted: Mapping[tuple[Nearness, int], Mapping[str, int]]) -> list[dict[str, Any]]:
    return [
        {"title": each.title, "number": each.number, "edge": edge, **sums}
        for (each, edge), sums in sorted(counted.items(), key=lambda pair: pair[0][1])
    ]


def _plain(counters: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, int]]:
    return {key: dict(counted) for key, counted in counters.items()}


def summed(effects: Iterable[Effect]) -> list[dict[str, Any]]:
    """Effects of several pieces and spans, one for each benefit and county.

    Awards are counted once for each span: a proposal has several only where another number
    changes meanwhile.
    """
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for each in effects:
        key = each.benefit, each.county
        row = asdict(each)
        known = found.get(key)
        if known is None:
            found[key] = row
            continue
        for name, value in row.items():
            if isinstance(value, int):
                known[name] += value
    return [found[key] for key in sorted(found)]
