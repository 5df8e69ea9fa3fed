"""What a rule is once it has been read: its versions by date, each with what it computes."""

from dataclasses import dataclass

from minzheng.rules.facts import Entity
from minzheng.rules.reading.declarations import Declaration, Role
from minzheng.rules.tree import Expression, RuleRead
from minzheng.rules.units import Unit


@dataclass(frozen=True, slots=True)
class LineRules:
    """What one business line brings: its declarations, and what it shows to others and reads."""

    slug: str
    title: str
    publishes: frozenset[str]
    relies_on: frozenset[str]
    declarations: tuple[Declaration, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """A rule as it reads from a month on.

    ``body`` is what the function returns; ``value`` adds the conditions and exceptions around it
    and is what evaluators compute.
    """

    since: int
    title: str
    law: str
    body: Expression
    value: Expression
    conditions: tuple[RuleRead, ...]
    exceptions: tuple[RuleRead, ...]
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with all its versions, the oldest first."""

    key: str
    role: Role
    entity: Entity
    unit: Unit
    versions: tuple[Version, ...]
    starts: str | None

    def at(self, month: int) -> Version | None:
        """The version in force in a month (months since year 0)."""
        in_force = [version for version in self.versions if version.since <= month]
        return in_force[-1] if in_force else None
