"""All outcomes of a household: what is given or undecided in full, what is refused in one line.

Nobody reads condition by condition why thirty benefits are not due; whoever asks about one of them
has it explained in full.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from minzheng.rules.evaluation.closures import Closure, Evaluator
from minzheng.rules.evaluation.people import Subject
from minzheng.rules.explanation.explainer import NOT_IN_FORCE, Explainer
from minzheng.rules.explanation.reasons import VERDICTS, Reason, Verdict
from minzheng.rules.facts import Entity
from minzheng.rules.rulebook import RuleBook


@dataclass(frozen=True, slots=True)
class _Outcome:
    """One outcome, and each of its conditions: the sentence, and what answers it."""

    key: str
    entity: Entity
    title: str
    conditions: tuple[tuple[str, Closure], ...]
    otherwise: str
    """What refuses it where no condition does."""


class Overview:
    """Tells about all outcomes of one program."""

    def __init__(self, explainer: Explainer, evaluator: Evaluator, rulebook: RuleBook) -> None:
        self._explainer = explainer
        self._evaluator = evaluator
        self._outcomes = [self._outcome(key, rulebook) for key in evaluator.program.outcomes]

    def of(self, home: Subject) -> Iterator[tuple[Subject, Reason | str]]:
        """Every outcome with whom it concerns: its reasons, or the line that refuses it."""
        for outcome in self._outcomes:
            for subject in [home] if outcome.entity is Entity.HOUSEHOLD else home.members:
                value = self._evaluator.value(outcome.key, subject)
                if value is None or value:
                    yield subject, self._explainer.explain(outcome.key, subject)
                else:
                    yield subject, _refusal(outcome, subject)

    def _outcome(self, key: str, rulebook: RuleBook) -> _Outcome:
        step = self._evaluator.program.steps[key]
        conditions = tuple(
            (rulebook.title(each.key), self._evaluator.closure(each))
            for each in (step.version.conditions if step.version else ())
        )
        otherwise = "金额为零" if step.version else NOT_IN_FORCE
        return _Outcome(key, step.entity, f"{rulebook.title(key)}（{key}）", conditions, otherwise)


def _refusal(outcome: _Outcome, subject: Subject) -> str:
    """A condition that is unknown has not refused anything."""
    unmet = [
        sentence
        for sentence, condition in outcome.conditions
        if VERDICTS[condition(subject)] is Verdict.UNMET
    ]
    why = f"不符合“{'”“'.join(unmet)}”" if unmet else outcome.otherwise
    who = "" if outcome.entity is Entity.HOUSEHOLD else f"{subject.name}: "
    return f"✗ {who}{outcome.title}: {why}"
