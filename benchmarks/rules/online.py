"""One household of three online: our evaluation and explanations, and OpenFisca with its trace."""

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from statistics import median

import numpy as np

from benchmarks.openfisca_model.simulation import SharedBenefits, Tables
from benchmarks.rules.question import AREA, MONTH, MONTH_TEXT, OUTCOMES, Asked, asked
from minzheng.rules.batch.rows import households_of
from minzheng.rules.batch.snapshot import Snapshot
from minzheng.rules.evaluation.closures import Evaluator
from minzheng.rules.evaluation.generated import Facts, GeneratedEvaluator, Layout
from minzheng.rules.evaluation.people import Subject, household
from minzheng.rules.explanation.explainer import Explainer
from minzheng.rules.explanation.overview import Overview
from minzheng.rules.facts import Entity

SIZE = 3
ORDINARY = 5
LOOPS = 300
PEER_LOOPS = 20
SEARCHED = 20_000
"""How many households are looked through for interesting ones."""

Case = tuple[str, Subject]


def cases(question: Asked, snapshot: Snapshot) -> list[Case]:
    """For each outcome a household of three that has it, and some that have none."""
    numbers = question.parameters.numbers(MONTH, AREA, question.program.numbers)
    evaluator = Evaluator(question.program)
    part = max(snapshot.parts, key=lambda each: each.households)
    first = _first_number(snapshot, part.name)
    wanted = range(first, first + SEARCHED)
    open_outcomes, ordinary, found = set(question.program.outcomes), 0, []
    for home in households_of(snapshot, (part,), numbers, wanted).values():
        if len(home.members) != SIZE:
            continue
        has = {key for key in question.program.outcomes if any(_values(evaluator, key, home))}
        if has & open_outcomes:
            found.append((", ".join(sorted(has)), home))
            open_outcomes -= has
        elif not has and ordinary < ORDINARY:
            ordinary += 1
            found.append(("nothing", home))
    return found


def _first_number(snapshot: Snapshot, name: str) -> int:
    before = 1
    for part in snapshot.parts:
        if part.name == name:
            return before
        before += part.households
    raise LookupError(name)


def _values(evaluator: Evaluator, key: str, home: Subject) -> Iterator[int | None]:
    own = evaluator.program.steps[key].entity is Entity.HOUSEHOLD
    for subject in [home] if own else home.members:
        yield evaluator.value(key, subject)


def evaluation_us(question: Asked, homes: Iterable[Case]) -> list[float]:
    """Microseconds of one evaluation, for each household, values kept."""
    evaluator = GeneratedEvaluator(question.program, question.stored)
    layout, run = evaluator.layout, evaluator.run(SIZE)
    found = []
    for _, home in homes:
        facts = _known(layout, Entity.HOUSEHOLD, home)
        persons = [_known(layout, Entity.PERSON, each) for each in home.members]
        supporters = [
            [_known(layout, Entity.SUPPORTER, each) for each in member.supporters]
            for member in home.members
        ]
        found.append(_time(partial(run, facts, persons, supporters), LOOPS) * 1e6)
    return found


def _known(layout: Layout, entity: Entity, subject: Subject) -> Facts:
    facts = layout.known(entity, subject)
    assert facts is not None, "bench snapshots for timing have no holes"
    return facts


def one_ms(question: Asked, homes: Iterable[Case]) -> list[float]:
    """Milliseconds from facts to lines of text of one benefit, the median over all benefits."""
    explainer, found = _explainer(question, Evaluator(question.program)), []
    for _, home in homes:
        times = []
        for key in question.program.outcomes:
            own = question.program.steps[key].entity is Entity.HOUSEHOLD
            for position in range(1) if own else range(SIZE):
                times.append(_one_ms(explainer, key, home, position, own=own))
        found.append(median(times))
    return found


def all_ms(question: Asked, homes: Iterable[Case]) -> list[float]:
    """Milliseconds from facts to the lines that ``minzheng explain`` shows of all benefits."""
    evaluator = Evaluator(question.program)
    explainer = _explainer(question, evaluator)
    overview = Overview(explainer, evaluator, question.platform.rulebook)

    def shown(home: Subject) -> int:
        return sum(
            1 if isinstance(each, str) else len(list(each.lines())) for _, each in overview.of(home)
        )

    return [_all_ms(shown, home) for _, home in homes]


def in_full_ms(question: Asked, homes: Iterable[Case]) -> list[float]:
    """The same, each of the refused benefits in full too, as ``--json`` gives them."""
    explainer = _explainer(question, Evaluator(question.program))

    def shown(home: Subject) -> int:
        lines = 0
        for key in question.program.outcomes:
            own = question.program.steps[key].entity is Entity.HOUSEHOLD
            for subject in [home] if own else home.members:
                lines += len(list(explainer.explain(key, subject).lines()))
        return lines

    return [_all_ms(shown, home) for _, home in homes]


def _explainer(question: Asked, evaluator: Evaluator) -> Explainer:
    return Explainer(evaluator, question.platform.rulebook, question.parameters.definitions)


def _fresh(home: Subject) -> Subject:
    """The household without any value computed yet."""
    members = [
        (each.name, each.facts, [one.facts for one in each.supporters]) for each in home.members
    ]
    return household(home.facts, members, home.numbers)


def _one_ms(explainer: Explainer, key: str, home: Subject, position: int, *, own: bool) -> float:
    best = []
    for _ in range(3):
        fresh = _fresh(home)
        started = time.perf_counter()
        subject = fresh if own else fresh.members[position]
        list(explainer.explain(key, subject).lines())
        best.append(time.perf_counter() - started)
    return median(best) * 1e3


def _all_ms(shown: Callable[[Subject], int], home: Subject) -> float:
    best = []
    for _ in range(5):
        fresh = _fresh(home)
        started = time.perf_counter()
        shown(fresh)
        best.append(time.perf_counter() - started)
    return median(best) * 1e3


def openfisca_ms(question: Asked, homes: Iterable[Case]) -> list[float]:
    """Milliseconds of OpenFisca for the shared benefits of one household, trace on."""
    model = SharedBenefits(question.stored, MONTH_TEXT)
    found = []
    for _, home in homes:
        tables = _tables(model, home)

        def once(tables: Tables = tables) -> None:
            simulation = model.simulation(tables)
            simulation.trace = True
            model.amounts(simulation, OUTCOMES)

        found.append(_time(once, PEER_LOOPS) * 1e3)
    return found


def _tables(model: SharedBenefits, home: Subject) -> Tables:
    own = range(len(home.members))
    number = {"household_no": np.zeros(len(own), np.int64), "person_no": np.arange(len(own))}
    rows = [(i, each.facts) for i, member in enumerate(home.members) for each in member.supporters]
    return Tables(
        {**number, **{n: np.array([m.facts[n] for m in home.members]) for n in model.persons}},
        {
            "household_no": np.zeros(1, np.int64),
            **{n: np.array([home.facts[n]]) for n in model.households},
        },
        {
            "person_no": np.array([i for i, _ in rows], np.int64),
            **{n: np.array([facts[n] for _, facts in rows]) for n in model.supporters},
        },
    )


def _time(work: Callable[[], object], loops: int) -> float:
    """The median of single runs, after some to warm up."""
    for _ in range(loops // 10 + 1):
        work()
    times = []
    for _ in range(loops):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return median(times)


def main(folder: str) -> None:
    """Print medians over the households, and which these were."""
    whole, shared = asked(None), asked()
    started = time.perf_counter()
    homes = cases(whole, Snapshot(Path(folder)))
    found: Mapping[str, list[float]] = {
        "household_us": evaluation_us(whole, homes),
        "explain_one_ms": one_ms(whole, homes),
        "explain_all_ms": all_ms(whole, homes),
        "openfisca_household_ms": openfisca_ms(shared, homes),
    }
    in_full = median(in_full_ms(whole, homes))
    notes = {
        key: f"median of {len(homes)} households, {min(each):.3g}-{max(each):.3g}"
        for key, each in found.items()
    }
    notes["explain_all_ms"] += f"; every benefit in full {in_full:.3g}"
    medians = {key: median(each) for key, each in found.items()}
    households = [title for title, _ in homes]
    took = time.perf_counter() - started
    print(json.dumps({**medians, "notes": notes, "households": households, "seconds": took}))


if __name__ == "__main__":
    main(*sys.argv[1:])
