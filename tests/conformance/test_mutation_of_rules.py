"""Examples notice small changes of rules and numbers: a sample; `make bench` tries all."""

import pytest

from minzheng.config.platform import discover_lines
from tools.mutation.equivalents import EQUIVALENTS, known_equivalents
from tools.mutation.report import TARGET, Report
from tools.mutation.run import run, sampled
from tools.mutation.subject import Subject
from tools.mutation.trial import Trial, Verdict

SAMPLE = 300
SEED = 20_260_701
MOST_EQUIVALENTS = 20

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def subject() -> Subject:
    return Subject(discover_lines())


def test_a_sample_of_mutants_is_noticed(subject: Subject) -> None:
    mutants = sampled(list(subject.mutants(frozenset())), SAMPLE, SEED)
    found = run(subject, mutants, processes=1)
    report = Report(found.verdicts, known_equivalents(EQUIVALENTS), found.seconds)
    assert not found.failing
    assert report.figures()["score"] >= TARGET, "\n".join(map(str, report.survivors()))


def test_mutants_listed_as_equivalent_exist_and_are_not_noticed(subject: Subject) -> None:
    listed = known_equivalents(EQUIVALENTS)
    mutants = {each.name: each for each in subject.mutants(frozenset())}
    trial = Trial(subject)
    assert set(listed) - set(mutants) == set()
    assert [name for name in listed if trial.verdict(mutants[name]) is not Verdict.SURVIVED] == []


def test_equivalent_mutants_are_few_and_explained() -> None:
    listed = known_equivalents(EQUIVALENTS)
    assert len(listed) <= MOST_EQUIVALENTS
    assert all(len(reason) > MOST_EQUIVALENTS for reason in listed.values())
