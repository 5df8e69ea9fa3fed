"""The results of a run: who is entitled to what, since when; and where it cannot be decided, why.

Parquet files under ``households/`` and ``persons/``, one row for each outcome that is yes or
undecided.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from minzheng.rules.batch.question import outcomes
from minzheng.rules.batch.snapshot import TABLES
from minzheng.rules.evaluation.closures import Evaluator
from minzheng.rules.evaluation.missing import MissingFact, missing_facts
from minzheng.rules.evaluation.people import Subject
from minzheng.rules.facts import Entity, Vocabulary
from minzheng.rules.numbers.text import month_text
from minzheng.rules.sql.query import KEYS

_POSITION = slice(len("supporters["), -1)
"""Where a missing fact of ``supporters[0]`` says which one."""

IDS: Mapping[Entity, tuple[str, ...]] = {
    Entity.HOUSEHOLD: ("household_no", "household_id", "division"),
    Entity.PERSON: ("household_no", "person_no", "household_id", "person_id", "name", "division"),
}
"""Who a row is about."""


def identified(decided: str, entity: Entity) -> str:
    """The decided rows with ids and names, in a fixed order."""
    ids = ", ".join(IDS[entity])
    joins = "JOIN households USING (household_no)"
    if entity is Entity.PERSON:
        joins = f"JOIN persons USING (household_no, person_no) {joins}"
    return (
        f"SELECT {ids}, benefit, amount, undecided, since "
        f"FROM ({decided}) AS decided {joins} "
        f"ORDER BY {', '.join(KEYS[entity])}, benefit"
    )


def undecided_households(table: pa.Table) -> list[int]:
    """The households in which something could not be decided."""
    numbers: list[int] = table.filter(table["undecided"])["household_no"].to_pylist()
    return numbers


def finished(
    table: pa.Table, entity: Entity, evaluator: Evaluator, homes: Mapping[int, Subject]
) -> pa.Table:
    """Decisions and months as texts, how often each benefit is paid, and what is missing.

    ``homes`` holds at least the households in which something could not be decided.
    """
    periods = {each.key: each.period for each in outcomes(evaluator.program)}
    benefits = table["benefit"].to_pylist()
    since = ["" if each is None else month_text(each) for each in table["since"].to_pylist()]
    columns = {
        **{name: table[name] for name in IDS[entity]},
        "benefit": pa.array(benefits, pa.string()),
        "decision": pc.if_else(table["undecided"], "undecided", "yes"),
        "amount": table["amount"].cast(pa.int64()),
        "period": pa.array([periods[key] for key in benefits], pa.string()),
        "since": pa.array(since, pa.string()),
        "missing": _missing(table, entity, evaluator, homes),
    }
    return pa.table(columns)


def _missing(
    table: pa.Table, entity: Entity, evaluator: Evaluator, homes: Mapping[int, Subject]
) -> pa.Array:
    """For each undecided row the facts to ask for, found by the scalar evaluator."""
    texts = iter(
        missing_text(
            missing_facts(evaluator, row["benefit"], _subject(homes, row, entity)),
            evaluator.program.vocabulary,
            namer(homes[row["household_no"]]),
        )
        for row in table.filter(table["undecided"]).to_pylist()
    )
    undecided = table["undecided"].to_pylist()
    return pa.array([next(texts) if each else "" for each in undecided], pa.string())


def _subject(homes: Mapping[int, Subject], row: Mapping[str, int], entity: Entity) -> Subject:
    home = homes[row["household_no"]]
    if entity is Entity.HOUSEHOLD:
        return home
    return next(each for each in home.members if each.name == str(row["person_no"]))


def namer(home: Subject) -> Callable[[MissingFact], str]:
    """Whose a fact is, by the name that the input gave."""
    names = {each.name: str(each.facts["name"] or each.facts["person_id"]) for each in home.members}

    def name(fact: MissingFact) -> str:
        if fact.entity is Entity.HOUSEHOLD:
            return "家庭"
        number, _, supporter = fact.subject.partition(".")
        if fact.entity is Entity.PERSON:
            return names[number]
        return f"{names[number]}的第{int(supporter[_POSITION]) + 1}名义务人"

    return name


def missing_text(
    missing: tuple[MissingFact, ...], vocabulary: Vocabulary, name: Callable[[MissingFact], str]
) -> str:
    """The missing facts as a list that an officer can work through."""
    found = [f"{name(each)}: {vocabulary.of(each.entity)[each.fact].title}" for each in missing]
    return "; ".join(dict.fromkeys(found))


def write_table(table: pa.Table, entity: Entity, folder: Path, name: str) -> None:
    """One part of the results."""
    target = folder / TABLES[entity]
    target.mkdir(parents=True, exist_ok=True)
    pq.write_table(table, target / f"{name}.parquet", compression="zstd")


def results_of(folder: Path, entity: Entity) -> pa.Table:
    """All rows of one entity; for small results."""
    return pq.read_table(folder / TABLES[entity])
