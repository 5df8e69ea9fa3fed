"""What a business line declares about itself."""

from dataclasses import dataclass

from minzheng.catalogue.benefits import Benefit


@dataclass(frozen=True, slots=True)
class Threshold:
    """Two household rules of which the first is measured against the second.

    ``heads`` is the rule that says how many persons share both; ``number`` is the number of the law
    behind the threshold, shown with it.
    """

    title: str
    measure: str
    threshold: str
    heads: str
    number: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A standing that other departments may ask for (《社会救助法》第四十二条).

    A person has it who is granted any of ``rules``, as a member of the household or alone.
    """

    code: str
    title: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A business line of civil affairs.

    ``publishes`` names the rules of this line that other lines may read, ``relies_on`` those of
    other lines that its own rules read; both as ``line.rule``.  What is read and not declared on
    both sides is refused when the rules are loaded.  ``near`` names thresholds that policy officers
    watch: a simulation counts the households on either side.  ``standings`` are what other
    departments may be told.  ``benefits`` are what is paid or given.
    """

    slug: str
    title: str
    law: str
    publishes: tuple[str, ...] = ()
    relies_on: tuple[str, ...] = ()
    near: tuple[Threshold, ...] = ()
    standings: tuple[Standing, ...] = ()
    benefits: tuple[Benefit, ...] = ()
