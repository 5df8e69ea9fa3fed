"""Which households share the same numbers: areas in which every number is the same, found once."""

from collections.abc import Iterable
from dataclasses import dataclass

from minzheng.rules.numbers.definition import NATION
from minzheng.rules.numbers.parameter_set import Numbers, ParameterSet, covers
from minzheng.rules.program import Program


@dataclass(frozen=True, slots=True)
class SharedNumbers:
    """Divisions and the numbers that hold in all of them."""

    numbers: Numbers
    divisions: tuple[str, ...]


class NumbersByArea:
    """Resolves numbers once for each set of areas that values have been set for."""

    def __init__(self, parameters: ParameterSet, program: Program) -> None:
        self._parameters = parameters
        self._program = program
        self._areas = sorted(
            {
                dated.area
                for key in program.numbers
                for dated in parameters.definitions[key].values
                if dated.area != NATION
            }
        )
        self._resolved: dict[tuple[str, ...], Numbers] = {}
        self._by_division: dict[str, Numbers] = {}

    def of(self, division: str) -> Numbers:
        """The numbers in force in a division."""
        if division not in self._by_division:
            self._by_division[division] = self._resolve(division)
        return self._by_division[division]

    def _resolve(self, division: str) -> Numbers:
        around = tuple(area for area in self._areas if covers(area, division))
        found = self._resolved.get(around)
        if found is None:
            keys = self._program.numbers
            found = self._parameters.numbers(self._program.month, division, keys)
            self._resolved[around] = found
        return found

    def shared(self, divisions: Iterable[str]) -> list[SharedNumbers]:
        """The divisions grouped by the numbers they share."""
        groups: dict[int, tuple[Numbers, list[str]]] = {}
        for division in divisions:
            numbers = self.of(division)
            groups.setdefault(id(numbers), (numbers, []))[1].append(division)
        return [SharedNumbers(numbers, tuple(found)) for numbers, found in groups.values()]
