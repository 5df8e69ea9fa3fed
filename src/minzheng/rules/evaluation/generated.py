"""The fast evaluator: a program as one straight Python function for households of a given size.

It serves households of which every fact is known; others go to the three-valued closures.  What is
read once is written where it is read; what is read more often is computed when first reached and
kept; so that what does not matter costs nothing.  The kept values are returned: explanations start
from them.
"""

from collections.abc import Callable, Mapping, Sequence

from minzheng.rules.evaluation.compiling import compiled, reachable
from minzheng.rules.evaluation.people import Subject
from minzheng.rules.evaluation.python_text import FixedText
from minzheng.rules.evaluation.writing import NOBODY, Writing, facts_read, name_of, owner, written
from minzheng.rules.facts import Entity
from minzheng.rules.numbers.definition import Stored
from minzheng.rules.program import Program
from minzheng.rules.specialisation import specialised

Facts = tuple[int, ...]
Values = tuple[int | None, ...]
"""Values in the order of ``Layout.rules``; ``None`` where a value was not needed."""


Run = Callable[[Facts, Sequence[Facts], Sequence[Sequence[Facts]]], tuple[Values, ...]]
"""Household facts, members' facts, each member's supporters' facts -> the household's values, then
each member's."""


class Layout:
    """In which order facts are handed over and values come back."""

    def __init__(self, whole: Program, program: Program, writing: Writing) -> None:
        self.facts = writing.places
        self._asked = facts_read(whole)
        self.rules: Mapping[Entity, tuple[str, ...]] = {
            entity: tuple(
                key
                for key, step in program.steps.items()
                if step.entity is entity and key in writing.kept
            )
            for entity in (Entity.HOUSEHOLD, Entity.PERSON)
        }

    def known(self, entity: Entity, subject: Subject) -> Facts | None:
        """The facts that the function reads; ``None`` if any is unknown that the rules ask for.

        The rules ask for more: where the numbers leave no choice, the function reads no fact, and
        yet what cannot be known without one stays unknown.
        """
        if any(subject.facts[name] is None for name in self._asked[entity]):
            return None
        return tuple(subject.facts[name] for name in self.facts[entity])  # type: ignore[misc]  # no hole is left in them


class GeneratedEvaluator:
    """A program with one set of numbers; functions are generated when a size is first met."""

    def __init__(self, program: Program, numbers: Mapping[str, Stored]) -> None:
        self._program = specialised(program, numbers, frozenset())
        self._text = FixedText(program.month, numbers)
        self._writing = Writing.of(self._program, self._text)
        self.layout = Layout(program, self._program, self._writing)
        self._functions: dict[int, Run] = {}

    def run(self, size: int) -> Run:
        """The function for households of ``size`` members."""
        found = self._functions.get(size)
        if found is None:
            source = self._source(size)
            found = self._functions[size] = compiled(source, reachable(self._text.constants))
        return found

    def _source(self, size: int) -> str:
        """``def evaluate(household, persons, supporters): …``."""
        owners = [(Entity.HOUSEHOLD, NOBODY), *((Entity.PERSON, i) for i in range(size))]
        members = "".join(f"{owner(position)}, " for _, position in owners[1:])
        lines = [f"def evaluate({owner(NOBODY)}, persons, supporters):"]
        lines += [f"    {members}= persons"] if members else []
        unset = [
            name_of(key, position)
            for entity, position in owners
            for key in self.layout.rules[entity]
            if key not in self._writing.at_once
        ]
        lines += [f"    {' = '.join(unset)} = None"] if unset else []
        lines += self._statements(owners, size)
        values = [
            f"({''.join(f'{name_of(key, position)}, ' for key in self.layout.rules[entity])})"
            for entity, position in owners
        ]
        return "\n".join([*lines, f"    return ({', '.join(values)},)"])

    def _statements(self, owners: list[tuple[Entity, int]], size: int) -> list[str]:
        """What is computed in any case, then the first months of what is paid."""
        found, starts = [], []
        for key, step in self._program.steps.items():
            for entity, position in owners:
                if step.entity is not entity:
                    continue
                name = name_of(key, position)
                if key in self._writing.at_once:
                    text = written(self._program, self._writing, self._text, key, position, size)
                    found.append(f"    {name} = {text}")
                start = step.rule.starts
                if key in self._program.outcomes and start is not None:
                    text = written(self._program, self._writing, self._text, start, position, size)
                    starts.append(f"    if {name}: {name_of(start, position)} = {text}")
        return found + starts
