"""What a run asks the rules: every benefit that is due month by month, and what speaks against it.

One-off help is asked for by somebody in need, so that its absence is no difference.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from minzheng.base.months import Month
from minzheng.catalogue.benefits import Benefit, BenefitBook, Cycle
from minzheng.catalogue.casework.service_item import ApplicantUnit
from minzheng.rules.facts import Entity
from minzheng.rules.program import Program, program
from minzheng.rules.rulebook import RuleBook
from minzheng.rules.tree import RuleRead

ENTITIES: Mapping[ApplicantUnit, Entity] = {
    ApplicantUnit.HOUSEHOLD: Entity.HOUSEHOLD,
    ApplicantUnit.PERSON: Entity.PERSON,
}


@dataclass(frozen=True)
class Asked:
    """The benefits of a run in a month, and the programs that answer."""

    rulebook: RuleBook
    book: BenefitBook
    month: Month

    @property
    def benefits(self) -> tuple[Benefit, ...]:
        """Those that are due every month, in the order of the lines."""
        return tuple(each for each in self.book.values() if each.cycle is Cycle.MONTHLY)

    @property
    def rules(self) -> tuple[str, ...]:
        """The outcomes asked for: with an amount, or with what goes on for some months after it."""
        return tuple(rule for each in self.benefits for rule in (each.rule, each.grace) if rule)

    @cached_property
    def program(self) -> Program:
        """The rules for the amounts."""
        return program(self.rulebook, self._ordinal, self.rules)

    @cached_property
    def grounds(self) -> Program:
        """The same with every condition, for the few of whom somebody asks why."""
        also = {each.key for found in self.conditions.values() for each in found}
        return program(self.rulebook, self._ordinal, self.rules, also=sorted(also))

    @cached_property
    def conditions(self) -> Mapping[str, Sequence[RuleRead]]:
        """By benefit the conditions, in the order in which the law names them."""
        found = {}
        for each in self.benefits:
            version = self.program.steps[each.rule].version
            found[each.rule] = version.conditions if version else ()
        return found

    @property
    def _ordinal(self) -> int:
        """Months since year 0, as rules count them."""
        return self.month.year * 12 + self.month.month - 1
