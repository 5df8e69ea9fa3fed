"""How large a run is: the full one that targets are for, and a quick one for a first look."""

from dataclasses import dataclass, replace

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Scale:
    """Persons of the two batch benches, of the memory bench (0: none) and of the agreement."""

    small: int
    large: int
    largest: int
    compared: int
    holed: int
    rounds: int
    mutants: int
    """How many mutants are tried; 0 is all of them."""
    parts: frozenset[str] = frozenset()

    def limited_to(self, parts: str) -> "Scale":
        """Only some parts, named with commas; all if none is named."""
        return replace(self, parts=frozenset(filter(None, parts.split(","))))

    def has(self, part: str) -> bool:
        """Whether a part is to be run."""
        return not self.parts or part in self.parts


FULL = Scale(
    small=MILLION,
    large=10 * MILLION,
    largest=50 * MILLION,
    compared=MILLION,
    holed=200_000,
    rounds=3,
    mutants=0,
)
QUICK = Scale(
    small=100_000,
    large=MILLION,
    largest=0,
    compared=100_000,
    holed=5_000,
    rounds=3,
    mutants=200,
)
