"""The departments of a demonstration: the same seed, the same answers; and all can be read."""

from datetime import UTC, date, datetime, timedelta

import pytest

from minzheng.adapters.departments import Manner, Manners, demo_departments
from minzheng.adapters.departments.manners import USUAL
from minzheng.base.resident_id import synthetic_resident_id
from minzheng.catalogue.facts import VOCABULARY
from minzheng.catalogue.means_check import LINES, CheckSource
from minzheng.config.practice import declared_practice
from minzheng.kernel.exchange.checks.terms import terms_on
from minzheng.kernel.exchange.checks.wire import Malformed, read_answer
from minzheng.kernel.exchange.ports import SourceQuery
from minzheng.rules.numbers.definition import Confidence

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
TERMS_DAY, AREA = date(2026, 11, 23), "320402"
PEOPLE = [
    synthetic_resident_id("320402", date(1926 + year, 3, 5), 100 + year) for year in range(95)
]
PROMPT = Manners(of_sources=dict.fromkeys(CheckSource, Manner.PROMPT))


def query(source: CheckSource, number: str, turn: int = 1) -> SourceQuery:
    """A question."""
    return SourceQuery(
        reference=f"{number}-{turn}",
        source=source,
        number=number,
        name="石大山",
        since="2025-11",
        until="2026-10",
        purpose="低保申请 DB1",
        authorised_on=date(2026, 11, 20),
    )


@pytest.mark.parametrize("source", CheckSource, ids=lambda source: source.name)
def test_whatever_a_department_tells_can_be_read(source: CheckSource) -> None:
    department, terms = demo_departments(PROMPT)[source], terms_on(TERMS_DAY, AREA)
    told = 0
    for number in PEOPLE:
        asked = query(source, number)
        (raw,) = department.collect(asked, asked_at=NOW, now=NOW)
        read = read_answer(raw, reference=asked.reference, source=source, terms=terms)
        told += len(read.records)
    assert told


def test_the_same_seed_gives_the_same_answers() -> None:
    first, second = demo_departments(Manners(seed=7)), demo_departments(Manners(seed=7))
    other = demo_departments(Manners(seed=8))
    day = NOW + timedelta(days=1)
    everything = [
        [
            made[source].collect(query(source, number), asked_at=NOW, now=day)
            for number in PEOPLE
            for source in CheckSource
        ]
        for made in (first, second, other)
    ]
    assert everything[0] == everything[1]
    assert everything[0] != everything[2]


def test_usual_departments_behave_in_every_way() -> None:
    assert sum(each.hundredths for each in USUAL) == 100
    manners = Manners()
    seen = {manners.of(source, number) for number in PEOPLE for source in CheckSource}
    assert seen >= {each.manner for each in USUAL}


def test_what_was_unreadable_is_put_right_when_asked_anew() -> None:
    manners = Manners(of_sources={CheckSource.tax: Manner.MALFORMED})
    tax, terms = demo_departments(manners)[CheckSource.tax], terms_on(TERMS_DAY, AREA)
    for turn, readable in ((1, False), (2, True)):
        asked = query(CheckSource.tax, PEOPLE[50], turn)
        (raw,) = tax.collect(asked, asked_at=NOW, now=NOW)
        try:
            read_answer(raw, reference=asked.reference, source=asked.source, terms=terms)
            assert readable
        except Malformed:
            assert not readable


def test_every_line_is_a_fact_and_every_department_tells_one() -> None:
    for line in LINES:
        assert line.fact in VOCABULARY.of(line.entity)
    assert {part.source for line in LINES for part in line.parts} == set(CheckSource)


def test_no_number_of_the_practice_pretends_to_be_sourced() -> None:
    for definition in declared_practice().definitions.values():
        for dated in definition.values:
            assert dated.confidence in (Confidence.EXAMPLE, Confidence.REASONED)
