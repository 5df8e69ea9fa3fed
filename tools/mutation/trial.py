"""Tries mutants on the examples: only those that reach what is changed, the nearest first.

A rule book is linked anew for each mutant, so that the reader may refuse it; but only the one
changed rule is compiled anew.  All others are read by their keys, so the evaluators made once go on
serving.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum

from minzheng.rules.errors import RuleRefused
from minzheng.rules.evaluation.closures import Evaluator
from minzheng.rules.evaluation.people import Subject as Person
from minzheng.rules.evaluation.people import Value
from minzheng.rules.examples import Example, ExampleRun
from minzheng.rules.numbers.parameter_set import ParameterSet
from minzheng.rules.program import Program, Step, program
from minzheng.rules.rulebook import RuleBook
from minzheng.rules.tree import NumberRead, RuleRead, walk
from tools.mutation.mutants import Mutant
from tools.mutation.subject import Subject, rule_changed


class Verdict(StrEnum):
    """What became of a mutant."""

    KILLED = "killed"
    SURVIVED = "survived"
    REFUSED = "refused"


class Patched(Evaluator):
    """An evaluator in which one rule can be replaced for a while; none becomes a function."""

    def __init__(self, whole: Program) -> None:
        super().__init__(whole, patience=None)
        self._whole = whole

    def patch(self, step: Step) -> None:
        """Put a step in the place of the one with its key."""
        key, closure = step.key, self.closure(step.expression)

        def instead(subject: Person) -> Value:
            found = subject.values[key] = closure(subject)
            return found

        self.program = replace(self._whole, steps={**self._whole.steps, key: step})
        self._rules[key] = instead

    def restore(self) -> None:
        """As it was made: a rule that is not there is computed as it was written."""
        self.program = self._whole
        self._rules.clear()


class PatchedRun(ExampleRun):
    """Runs examples on rules of which one, or on numbers of which one, may be replaced."""

    def __init__(self, rulebook: RuleBook, parameters: ParameterSet) -> None:
        super().__init__(rulebook, parameters)
        self._made: dict[tuple[int, str], Patched] = {}
        self._written = parameters
        self._book: RuleBook | None = None
        self._changed = ""
        self._patched: dict[tuple[int, str], Evaluator] = {}

    def change(self, book: RuleBook, key: str) -> None:
        """Take one rule from another book until ``restore``."""
        self._book, self._changed = book, key

    def change_numbers(self, parameters: ParameterSet) -> None:
        """Take other numbers until ``restore``."""
        self._parameters = parameters

    def restore(self) -> None:
        """The rules and numbers as written."""
        for evaluator in self._patched.values():
            if isinstance(evaluator, Patched):
                evaluator.restore()
        self._patched = {}
        self._parameters, self._book, self._changed = self._written, None, ""

    def programs(self, example: Example) -> Iterator[Program]:
        """The programs behind an example's expectations."""
        for expectations in example.expect.values():
            for name in expectations:
                key = name if "." in name else f"{example.line}.{name}"
                yield self._evaluator(example.month, key).program

    def _evaluator(self, month: int, key: str) -> Evaluator:
        place = month, key
        if place in self._patched:
            return self._patched[place]
        made = self._made.get(place)
        if made is None:
            made = self._made[place] = Patched(program(self._rulebook, month, [key]))
        if self._book is None or self._changed not in made.program.steps:
            return made
        self._patched[place] = found = self._changed_evaluator(made, self._book, month, key)
        return found

    def _changed_evaluator(self, made: Patched, book: RuleBook, month: int, key: str) -> Evaluator:
        rule = book.rules[self._changed]
        version = rule.at(month)
        if version is None or not _within(version.value, made.program):
            return Evaluator(program(book, month, [key]))
        made.patch(Step(self._changed, rule, version, version.value))
        return made


def _within(expression: object, whole: Program) -> bool:
    """Whether a program computes all that an expression reads."""
    return all(
        node.key in (whole.steps if isinstance(node, RuleRead) else whole.numbers)
        for node in walk(expression)  # type: ignore[arg-type]  # an expression
        if isinstance(node, RuleRead | NumberRead)
    )


class Trial:
    """All examples, by what they reach; tries one mutant after another."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self._run = PatchedRun(subject.rulebook, subject.parameters)
        self.failing: list[str] = []
        self._reaching: dict[str, list[Example]] = {}
        for example in subject.examples():
            wrong = next(self._run.differences(example), None)
            if wrong is not None:
                self.failing.append(str(wrong))
                continue
            programs = list(self._run.programs(example))
            for key in {key for each in programs for key in (*each.steps, *each.numbers)}:
                self._reaching.setdefault(key, []).append(example)

    def verdict(self, mutant: Mutant) -> Verdict:
        """Whether an example notices; ``REFUSED`` if the reader will not have the mutant."""
        try:
            key = self._change(mutant)
        except RuleRefused:
            return Verdict.REFUSED
        noticed = any(self._notices(each) for each in self._ordered(key, mutant))
        self._run.restore()
        return Verdict.KILLED if noticed else Verdict.SURVIVED

    def _change(self, mutant: Mutant) -> str:
        """The key of what is changed."""
        book = self._subject.book(mutant)
        if mutant.declaration is not None:
            key = rule_changed(mutant.declaration)
            self._run.change(book, key)
            return key
        assert mutant.definition is not None  # noqa: S101 - a mutant changes a rule or a number
        self._run.change_numbers(self._subject.changed_parameters(mutant))
        return mutant.definition.key

    def _notices(self, example: Example) -> bool:
        """A mutant that cannot even be computed is noticed."""
        try:
            return next(self._run.differences(example), None) is not None
        except (ArithmeticError, LookupError, ValueError):
            return True

    def _ordered(self, key: str, mutant: Mutant) -> Sequence[Example]:
        def distance(example: Example) -> tuple[bool, bool]:
            return f"/{mutant.stem}.yaml" not in example.file, example.line != mutant.line

        return sorted(self._reaching.get(key, ()), key=distance)
